"""(f) What starting costs: imports, help, a second start and the first, which compiles."""

from __future__ import annotations

import tempfile

from benchmarks.harness import SECONDS, Aim, Case, Measured, Row, interleaved, python
from benchmarks.parts import Effort

BARE = "python -c pass"
READY = ("-c", "from kkgsim.engine import kernel; kernel.ready()")
RUN = ("-m", "kkgsim", "run", "scenarios/today-in-janapria.toml", "--replicates", "16")


def rows(effort: Effort) -> list[Row]:
    """Whole processes, from nothing to their end."""
    python(*READY)  # so that the cache holds the kernel
    cases = [
        _case(BARE, ("-c", "pass"), against=""),
        _case("import kkgsim", ("-c", "import kkgsim"), aim=_at_most(0.15)),
        _case("kkgsim --help", ("-m", "kkgsim", "--help"), aim=_at_most(0.3)),
        _case("engine ready, kernel in the cache", READY),
        _case("kkgsim run, a shipped scenario, 16 replicates", RUN),
    ]
    found = interleaved("f", "whole processes", cases, effort.repeats)
    first = [_first() for _ in range(effort.pick(1, 3))]
    what, note = "engine ready, first start (compiles)", "in an empty cache folder"
    return [
        *found,
        Row("f", "whole processes", what, SECONDS, tuple(each.seconds for each in first), note=note),
        Row(
            "f",
            "whole processes",
            f"{what}, processor",
            SECONDS,
            tuple(each.processor for each in first),
            aim=_at_most(25.0),
            note=note,
        ),
    ]


def _at_most(seconds: float) -> Aim:
    return Aim("median", "most", seconds)


def _case(what: str, words: tuple[str, ...], against: str = BARE, aim: Aim | None = None) -> Case:
    return Case(what, lambda: python(*words).seconds, against=against, aim=aim)


def _first() -> Measured:
    """The whole process; what importing takes is in it."""
    with tempfile.TemporaryDirectory() as cache:
        return python(*READY, env={"KKGSIM_CACHE": cache})
