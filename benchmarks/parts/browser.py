"""(g) The same runs in every clock but the clear one: LLVM, C, and WebAssembly and JavaScript in Node, all of a
batch."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from benchmarks.harness import NS, SECONDS, Aim, Case, Row, interleaved
from benchmarks.parts import Effort
from benchmarks.parts.common import asked, place_of, teachers_of
from kkgsim.engine.clocks import Question, compiled
from kkgsim.engine.digest import digest
from kkgsim.engine.printing import c_library
from kkgsim.engine.scenarios import simulate_scenarios
from kkgsim.places.place import Place
from kkgsim.web.in_node import node, play_in_node
from kkgsim.web.printed_month import PrintedMonth, in_javascript, printed_month
from kkgsim.web.world_file import WorldFile, world_file

RUNS, MONTHS, TURNS = 16, 36, 4
"""Runs, their months, and plays of a process of Node, of which the mean is taken."""
WAITS = 0.150
"""Seconds that a page may wait for them."""
SIDE_BY_SIDE = 2
"""Runs that a page plays side by side; the clocks of this machine play as many as they like best."""
PYTHON, C, WASM, JAVASCRIPT = "LLVM", "C", "WebAssembly in Node", "printed JavaScript in Node"
SLOWER = {WASM: 2.5, JAVASCRIPT: 10.0}
"""How many times slower than Python a machine in a browser may be."""


def rows(effort: Effort) -> list[Row]:
    """A subdistrict and, without --quick, a district."""
    found: list[Row] = []
    for size in ("subdistrict", "district")[: effort.pick(1, 2)]:
        place = place_of(size)
        teachers = teachers_of(place)
        group = f"{size}, {teachers:,} teachers, {RUNS} runs of {MONTHS} months, 1 thread"
        work = teachers * RUNS * MONTHS
        found += interleaved("g", group, _cases(place, work), effort.repeats)
        if size == "subdistrict":
            found += [_whole(row, work) for row in found if row.what == WASM]
    return found


def machines(place: Place) -> dict[str, tuple[Callable[[], float], str]]:
    """What gives the processor's seconds of a teacher-month in Node, by machine, and why it is left out, if it is."""
    world, wanted, month = world_file(asked(MONTHS), place, replicates=RUNS), in_python(place), printed_month()
    work = teachers_of(place) * RUNS * MONTHS
    absent = "" if node() else "left out: there is no Node"

    def each(month: PrintedMonth) -> Callable[[], float]:
        return lambda: played(month, world, wanted) / work

    return {
        WASM: (each(month), absent or ("" if month.wasm else "left out: the LLVM at hand makes no WebAssembly")),
        JAVASCRIPT: (each(in_javascript()), absent),
    }


def _whole(row: Row, work: float) -> Row:
    """The same runs of WebAssembly in seconds: what a page's Worker has to wait for."""
    seconds = tuple(value * work * 1e-9 for value in row.values)
    what = f"{WASM}, all {RUNS} runs"
    return Row(row.part, row.group, what, SECONDS, seconds, aim=Aim("median", "most", WAITS), note=row.note)


def _cases(place: Place, work: float) -> list[Case]:
    wanted, found = in_python(place), machines(place)

    def in_node(what: str) -> Case:
        play, absent = found[what]
        aim = Aim("ratio", "least", 1 / SLOWER[what])
        return Case(what, play, unit=NS, against=PYTHON, aim=aim, warm=False, absent=absent)

    return [
        Case(PYTHON, partial(in_python, place), work, NS),
        Case(C, partial(_in_c, place, wanted), work, NS, PYTHON,
             absent="" if c_library.compiler() else "left out: there is no C compiler"),
        in_node(WASM),
        in_node(JAVASCRIPT),
    ]  # fmt: skip


def in_python(place: Place) -> str:
    """The digest of the runs, everything included."""
    scenario = asked(MONTHS)
    results = simulate_scenarios([scenario], place, replicates=RUNS, seed=scenario.seed)
    return digest(results[0])


def played(month: PrintedMonth, world: WorldFile, wanted: str) -> float:
    """The processor's seconds of the runs in Node. Raises ``RuntimeError`` where they are not those of Python."""
    run, = play_in_node(month, [world], lanes=SIDE_BY_SIDE, repeats=TURNS)  # fmt: skip
    if run.digest != wanted:
        raise RuntimeError(f"{run.kind} has the digest {run.digest}, Python has {wanted}")
    return run.seconds


def _in_c(place: Place, wanted: str) -> None:
    """The same in C. Raises ``RuntimeError`` where they are not the runs that LLVM plays."""
    found = compiled(Question(place, asked(MONTHS), RUNS), play=partial(c_library.play, effort=c_library.FASTEST))
    if found != wanted:
        raise RuntimeError(f"C has the digest {found}, Python has {wanted}")
