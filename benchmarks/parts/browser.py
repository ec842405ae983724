"""(g) The same runs outside Python: WebAssembly and JavaScript in Node, beside the compiled clock, all of a batch."""

from __future__ import annotations

import json
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from benchmarks.harness import NS, Aim, Case, Row, interleaved
from benchmarks.parts import Effort
from benchmarks.parts.common import asked, place_of, teachers_of
from kkgsim.engine.digest import digest
from kkgsim.engine.printing.javascript_printer import javascript_text
from kkgsim.engine.scenarios import simulate_scenarios
from kkgsim.model.schedule import ORDER
from kkgsim.places.place import Place
from kkgsim.web.printed_month import BUILT, DRIVER, printed_month
from kkgsim.web.world_file import world_file

HERE = Path(__file__).resolve().parent.parent
RUNS, MONTHS, TURNS = 16, 36, 4
"""Runs side by side, their months, and plays of a process, of which the mean is taken."""
PYTHON, WASM, JAVASCRIPT = "numba", "WebAssembly in Node", "printed JavaScript in Node"


def rows(effort: Effort) -> list[Row]:
    """A subdistrict and, without --quick, a district."""
    found: list[Row] = []
    for size in ("subdistrict", "district")[: effort.pick(1, 2)]:
        place = place_of(size)
        teachers = teachers_of(place)
        with _job(place) as play_in_node:
            found += interleaved(
                "g", f"{size}, {teachers:,} teachers, {RUNS} runs of {MONTHS} months, 1 thread",
                _cases(place, teachers * RUNS * MONTHS, play_in_node), effort.repeats,
            )  # fmt: skip
    return found


def _cases(place: Place, work: float, play_in_node: Callable[[str], float]) -> list[Case]:
    absent = "" if shutil.which("node") else "left out: there is no Node"
    stale = "" if printed_month().wasm else "left out: the built month is not of these rules"
    return [
        Case(PYTHON, partial(_in_python, place), work, NS),
        Case(WASM, partial(play_in_node, "wasm"), work, NS, PYTHON, Aim("ratio", "least", 1 / 2.5), warm=False,
             absent=absent or stale),
        Case(JAVASCRIPT, partial(play_in_node, "javascript"), work, NS, PYTHON, Aim("ratio", "least", 1 / 10),
             warm=False, absent=absent),
    ]  # fmt: skip


def _in_python(place: Place) -> str:
    """The digest of the runs, which also makes sure that everything was worked out."""
    result, = simulate_scenarios([asked(MONTHS)], place, replicates=RUNS, seed=1, lanes=RUNS)  # fmt: skip
    return digest(result)


@contextmanager
def _job(place: Place) -> Iterator[Callable[[str], float]]:
    """A function that plays the runs in Node, on a kind of month, and gives the processor's seconds.

    It raises ``AssertionError`` where they are not the runs that Python plays.
    """
    month, wanted = printed_month(), _in_python(place)
    with tempfile.TemporaryDirectory() as where:
        folder = Path(where)
        paths = {
            name: str(folder / name) for name in ("layout.json", "runs.world", "month.wasm", "month.mjs", "job.json")
        }
        Path(paths["layout.json"]).write_text(json.dumps(month.layout), encoding="utf-8")
        Path(paths["runs.world"]).write_bytes(world_file(asked(MONTHS), place, replicates=RUNS).to_bytes())
        Path(paths["month.wasm"]).write_bytes(month.wasm or b"")
        Path(paths["month.mjs"]).write_text(javascript_text(ORDER), encoding="utf-8")

        def play(kind: str) -> float:
            job = {"driver": str(BUILT / DRIVER), "layout": paths["layout.json"], "world": paths["runs.world"],
                   "repeats": TURNS, kind: paths[{"wasm": "month.wasm", "javascript": "month.mjs"}[kind]]}  # fmt: skip
            Path(paths["job.json"]).write_text(json.dumps(job), encoding="utf-8")
            command = ["node", str(HERE / "browser.mjs"), paths["job.json"]]
            done = json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
            assert done["digest"] == wanted, f"{kind}: other runs than Python's"
            seconds: float = done["seconds"]
            return seconds

        yield play
