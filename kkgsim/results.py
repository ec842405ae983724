"""THE ANSWER: a folder of tidy tables, pictures and provenance, whole or not there at all."""

from __future__ import annotations

import hashlib
import json
import os
import platform
import shutil
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

import kkgsim
from kkgsim.errors import OutputProblem, reason
from kkgsim.folders import refuse_unfit, refused, swap
from kkgsim.locale import refusal
from kkgsim.numbers import book

if TYPE_CHECKING:
    import pandas as pd

    from kkgsim.places.place import Place
    from kkgsim.scenario import Scenario

SCHEMA = 2
"""Version of the tables and their columns; a change that adds, moves or renames one raises it."""
MARK = "provenance.json"
ROOM = 2e7
"""Bytes that tables and pictures of an answer take at most."""


class Answer(Protocol):
    """What every answer knows of how it came about."""

    @property
    def place(self) -> Place: ...

    @property
    def seed(self) -> int: ...

    @property
    def replicates(self) -> int: ...

    @property
    def months(self) -> int: ...

    @property
    def uncertain(self) -> bool: ...

    def scenarios(self) -> Sequence[Scenario]:
        """Everything that was played, each scenario once."""
        ...


def provenance(answer: Answer, command: str) -> dict[str, Any]:
    """What made a result: versions, seed, hashes of scenarios, numbers, levers, place and code."""
    from importlib.metadata import version

    packages = ("numpy", "numba", "networkx", "pandas", "pyarrow")
    return {
        "schema": SCHEMA,
        "kkgsim": kkgsim.__version__,
        "command": command,
        "seed": answer.seed,
        "replicates": answer.replicates,
        "months": answer.months,
        "band": "luck and evidence ranges" if answer.uncertain else "luck only",
        "place": {"name": answer.place.name, "sha256": sha256(repr(answer.place.schools))},
        "scenarios": {scenario.name: _scenario(scenario) for scenario in answer.scenarios()},
        "numbers_sha256": sha256(repr(sorted((k, repr(v)) for k, v in book().items()))),
        "code_sha256": code_hash(),
        "python": platform.python_version(),
        "platform": platform.platform(),
        "packages": {name: version(name) for name in packages},
    }


def _scenario(scenario: Scenario) -> dict[str, str]:
    from kkgsim.scenario_file import write_scenario

    text = scenario.text or write_scenario(scenario)
    return {"text": text, "sha256": sha256(text)}


def sha256(text: str) -> str:
    """The hash of a text."""
    return hashlib.sha256(text.encode()).hexdigest()


def code_hash() -> str:
    """A hash of all of kkgsim's own sources."""
    root = Path(kkgsim.__file__).parent
    digest = hashlib.sha256()
    for path in sorted(root.rglob("*.py")):
        digest.update(path.relative_to(root).as_posix().encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()


def refuse_existing(folder: Path, overwrite: bool) -> None:
    """Refuse, before any run, a folder that cannot be made or is in use; only an earlier result, with nothing of
    anybody else's in it, may be replaced."""
    refuse_unfit(folder, ROOM)
    _refuse_in_use(folder, overwrite)


def _refuse_in_use(folder: Path, overwrite: bool) -> None:
    if not folder.exists():
        return
    found = {path.name for path in folder.iterdir()}
    if not found:
        return
    if MARK not in found:
        raise refused("out_in_use", folder)
    if not overwrite:
        raise refused("out_result", folder)
    foreign = sorted(found - set(_files_of(folder)))
    if foreign:
        raise refused("out_foreign", folder, names=", ".join(foreign))


def _files_of(folder: Path) -> list[str]:
    """The files that an earlier result consists of; none when its provenance cannot be read."""
    try:
        return [MARK, *map(str, json.loads((folder / MARK).read_text(encoding="utf-8"))["files"])]
    except (OSError, ValueError, KeyError, TypeError):
        return [MARK]


@contextmanager
def whole(folder: Path, overwrite: bool = False) -> Iterator[Path]:
    """A folder to write into that appears under its name only when all of it is written.

    Raises :class:`OutputProblem` when the disk is full or the folder cannot be written, ``InputProblems`` when
    somebody else has put something there meanwhile; nothing is left behind.
    """
    partial: Path | None = None
    refuse_existing(folder, overwrite)
    given, folder = folder, Path(os.path.realpath(folder))  # a link stays one, what it leads to is replaced
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        partial = Path(tempfile.mkdtemp(prefix=f".{folder.name}-partial-", dir=folder.parent))
        yield partial
        partial.chmod(0o755)
        _refuse_in_use(folder, overwrite)
        swap(partial, folder)
    except OSError as error:
        raise OutputProblem(refusal("nothing_kept", folder=given, reason=reason(error))) from error
    finally:
        if partial is not None:
            shutil.rmtree(partial, ignore_errors=True)


def write(
    folder: Path,
    tables: Mapping[str, pd.DataFrame],
    made: Mapping[str, Any],
    draw: Callable[[Path], object] | None = None,
    *,
    overwrite: bool = False,
) -> None:
    """Write tables as CSV and Parquet with provenance, and pictures through ``draw``, whole or not at all."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    stamp = {b"kkgsim": json.dumps(stable(made), ensure_ascii=False, sort_keys=True).encode()}
    with whole(folder, overwrite) as partial:
        for name, table in tables.items():
            table.to_csv(partial / f"{name}.csv", index=False, lineterminator="\n")
            arrow = pa.Table.from_pandas(table, preserve_index=False)
            arrow = arrow.replace_schema_metadata({**(arrow.schema.metadata or {}), **stamp})
            pq.write_table(arrow, partial / f"{name}.parquet")
        if draw is not None:
            draw(partial)
        files = sorted(path.name for path in partial.iterdir())
        text = json.dumps({**made, "files": files}, indent=2, ensure_ascii=False, sort_keys=True)
        (partial / MARK).write_text(text + "\n", encoding="utf-8")


def stable(made: Mapping[str, Any]) -> dict[str, Any]:
    """The part of the provenance that the same question always has: no command, no machine."""
    return {key: value for key, value in made.items() if key not in ("command", "platform")}
