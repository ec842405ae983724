"""A school list that somebody hands to the page, read in a process of its own: the importer's report, and the page.

``python -m kkgsim.web.reading JOB`` reads a JSON file with the ``list``, its ``name``, ``language``, ``months`` and
``seed``, and where the ``page`` and the ``answer``, ``{"report": …, "made": true}``, are to be written. A list that
cannot be used is said in the words of the command line. The process may not grow beyond its memory, whatever stands in
the list.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from kkgsim.i18n import tr, use_language

LARGEST = 20_000_000
"""Bytes that a list may have."""
SECONDS = 120.0
"""How long reading it and making its page may take."""
MEMORY = 3 * 2**30
"""Bytes of memory that the process may have, where the system can hold it to that."""


@dataclass(frozen=True)
class Order:
    """What is to be read: the ``content`` of a list called ``name``, for a page of so many ``months`` under a ``seed``,
    with a report in ``language``."""

    content: bytes
    name: str
    language: str
    months: int
    seed: int


@dataclass(frozen=True)
class Outcome:
    """The importer's ``report`` in words, and the ``page`` where the list became a place."""

    report: str
    page: bytes | None


def read_apart(order: Order, *, seconds: float = SECONDS) -> Outcome:
    """Read a list in a process of its own and make its page. Whatever goes wrong is said in the report."""
    with tempfile.TemporaryDirectory(prefix="kkgsim-") as where, use_language(order.language):
        folder = Path(where)
        file = folder / f"list{Path(order.name).suffix[:8]}"  # the name itself is nobody's path
        file.write_bytes(order.content)
        job = folder / "job.json"
        job.write_text(json.dumps({
            "list": str(file), "name": Path(order.name).name, "language": order.language, "months": order.months,
            "seed": order.seed, "page": str(folder / "page.html"), "answer": str(folder / "answer.json"),
        }))  # fmt: skip
        try:
            subprocess.run(
                [sys.executable, "-m", "kkgsim.web.reading", str(job)], capture_output=True, timeout=seconds,
                env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}, check=False,
            )  # fmt: skip
        except subprocess.TimeoutExpired:
            return Outcome(tr("app_list_slow", seconds=seconds), None)
        try:
            said = json.loads((folder / "answer.json").read_text(encoding="utf-8"))
        except (OSError, json.JSONDecodeError):
            return Outcome(tr("app_list_failed"), None)
        page = (folder / "page.html").read_bytes() if said["made"] else None
        return Outcome(said["report"].replace(str(file), Path(order.name).name), page)


def main(path: str) -> None:
    """Read the list of a job and write what came of it."""
    job = json.loads(Path(path).read_text())
    _hold()
    with use_language(job["language"]):
        report, page = _read(job)
    if page is not None:
        Path(job["page"]).write_bytes(page.encode())
    Path(job["answer"]).write_text(json.dumps({"report": report, "made": page is not None}), encoding="utf-8")


def _read(job: dict[str, object]) -> tuple[str, str | None]:
    from kkgsim.errors import KKGError
    from kkgsim.places.importer.importing import prepare
    from kkgsim.web.page_file import page_file

    try:
        ready = prepare(str(job["list"]), name=Path(str(job["name"])).stem)
    except (KKGError, MemoryError) as error:
        return (str(error) or tr("app_list_large_inside")), None
    report = ready.summary()
    try:
        return report, page_file(ready.place, months=int(str(job["months"])), seed=int(str(job["seed"])), served=True)
    except (KKGError, MemoryError) as error:
        return f"{report}\n{str(error) or tr('app_list_large_inside')}", None


def _hold() -> None:
    """Hold this process to its memory and to two minutes of the processor, where the system can."""
    try:
        import resource
    except ImportError:  # Windows: the time and the size of the list hold it
        return
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (int(SECONDS), int(SECONDS)))


if __name__ == "__main__":
    main(sys.argv[1])
