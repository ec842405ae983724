"""The month for browsers, played by Node with the driver of a page: for tests, benchmarks and ``kkgsim clocks``."""

from __future__ import annotations

import json
import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from kkgsim.engine.clocks import NO_NODE, Question, Reading
from kkgsim.engine.columns import LANES
from kkgsim.i18n import Text
from kkgsim.model.acting import PRINTED
from kkgsim.web.printed_month import DRIVER, PrintedMonth, built, printed_month
from kkgsim.web.world_file import WorldFile, world_file

PLAYER = Path(__file__).with_name("play.mjs")
EXPORTED = f"\nexport {{ {', '.join(rule.__name__ for rule in PRINTED)} }};\n"
NO_WEBASSEMBLY = Text("the LLVM at hand makes no WebAssembly", "LLVM di komputer ini tidak dapat membuat WebAssembly")


@dataclass(frozen=True)
class PlayedInNode:
    """The ``digest`` of a world's runs, what played ("wasm" or "javascript") and the processor's ``seconds`` of a play,
    0 where none was measured."""

    digest: str
    kind: str
    seconds: float


def node() -> str | None:
    """The Node of this machine, None where there is none."""
    return shutil.which("node")


def play_in_node(
    month: PrintedMonth, worlds: Sequence[WorldFile], *, lanes: int = LANES, repeats: int = 0
) -> list[PlayedInNode]:
    """What Node makes of worlds; each is played ``repeats`` times more to be measured.

    Raises ``RuntimeError`` with what Node says when it fails.
    """
    with tempfile.TemporaryDirectory(prefix="kkgsim-") as where:
        job = _job(Path(where), month, worlds)
        path = _written(Path(where) / "job.json", json.dumps({**job, "lanes": lanes, "repeats": repeats}).encode())
        done = subprocess.run([str(node()), str(PLAYER), path], capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise RuntimeError(done.stderr)
    return [PlayedInNode(**json.loads(line)) for line in done.stdout.splitlines()]


def reading(question: Question) -> Reading:
    """What the WebAssembly for browsers gives, beside the other clocks of :mod:`kkgsim.engine.clocks`."""
    name, month = "WebAssembly", printed_month(question.order)
    if node() is None or month.wasm is None:
        return Reading(name, None, NO_NODE if node() is None else NO_WEBASSEMBLY)
    scenario = replace(question.scenario, drawn=question.uncertain)
    world = world_file(scenario, question.place, replicates=question.replicates)
    played, = play_in_node(month, [world], lanes=question.lanes)  # fmt: skip
    return Reading(name, played.digest)


def _job(folder: Path, month: PrintedMonth, worlds: Sequence[WorldFile]) -> dict[str, Any]:
    """Write month and worlds into a folder, and say where they are."""
    paths: dict[str, Any] = {
        "driver": _written(folder / DRIVER, built(DRIVER)),
        "layout": _written(folder / "layout.json", json.dumps(month.layout).encode()),
        "functions": _written(folder / "functions.mjs", f"{month.functions}{EXPORTED}".encode()),
        "worlds": [_written(folder / f"{rank}.world", world.to_bytes()) for rank, world in enumerate(worlds)],
    }
    if month.wasm is not None:
        paths["wasm"] = _written(folder / "month.wasm", month.wasm)
    else:
        paths["javascript"] = _written(folder / "month.mjs", str(month.javascript).encode())
    return paths


def _written(path: Path, content: bytes) -> str:
    path.write_bytes(content)
    return str(path)
