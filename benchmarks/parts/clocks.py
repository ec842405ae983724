"""(a) The two clocks side by side, everything included: luck, starting people, months, results."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import numpy as np

from benchmarks.harness import NS, WALL_NS, Aim, Case, Row, interleaved
from benchmarks.parts import Effort, country
from benchmarks.parts.common import PLACES, POLICY, STUDY, asked, place_of, teachers_of
from kkgsim.analysis.evaluator import Evaluator
from kkgsim.design.read_study import read_study
from kkgsim.design.study import Study
from kkgsim.engine import kernel
from kkgsim.engine.scenarios import simulate_scenarios
from kkgsim.places.place import Place

CLEAR, ONE, TWO = "clear clock", "fast clock, 1 thread", "fast clock, 2 threads"
SAME_LUCK = "fast clock, 1 thread, policies on the same luck"
MONTHS = 12
RUNS = {"one cluster": 512, "subdistrict": 128, "district": 32}
CLEAR_MONTHS = {"one cluster": 12, "subdistrict": 4, "district": 1}


def rows(effort: Effort) -> list[Row]:
    """All sizes; the quick suite leaves out the district, where the clear clock is slow."""
    kernel.ready()
    study = read_study(STUDY)
    found: list[Row] = []
    for size in list(PLACES)[: effort.pick(2, 3)]:
        place, runs = place_of(size), RUNS[size] // effort.pick(4, 1)
        teachers = teachers_of(place)
        work = teachers * MONTHS * runs
        cases = [
            Case(CLEAR, partial(clear, place, CLEAR_MONTHS[size]), teachers * CLEAR_MONTHS[size], NS,
                 most=effort.pick(1, 3), warm=False, note=f"1 run, months: {CLEAR_MONTHS[size]}"),
            Case(ONE, partial(fast, place, runs, 1), work, NS, CLEAR, Aim("ratio", "least", 500.0),
                 note=f"{runs} runs of {MONTHS} months"),
            Case(SAME_LUCK, same_luck(study, place, runs), teachers * study.scenario.months * runs, NS, CLEAR,
                 note=f"{runs} runs of {study.scenario.months} months"),
        ]  # fmt: skip
        found += interleaved("a", f"{size}, {teachers:,} teachers", cases, effort.repeats)
        threads = [
            Case(ONE, partial(fast, place, runs, 1), work, WALL_NS, note=f"{runs} runs of {MONTHS} months"),
            Case(TWO, partial(fast, place, runs, 2), work, WALL_NS, ONE, Aim("ratio", "least", 1.7)),
        ]
        found += interleaved("a", f"{size}, threads", threads, effort.repeats)
    return found + country.rows(effort)


def clear(place: Place, months: int) -> None:
    """One run on Mesa."""
    from kkgsim.engine.mesa_model import KKGModel

    model = KKGModel(place, months=months, seed=1, **POLICY)
    while model.running:
        model.step()


def fast(place: Place, runs: int, workers: int) -> None:
    """Many runs on the compiled engine."""
    simulate_scenarios([asked(MONTHS)], place, replicates=runs, seed=1, workers=workers)


def same_luck(study: Study, place: Place, runs: int) -> Callable[[], object]:
    """As many policies, all on the luck of one replicate: how searches and screenings ask."""
    evaluate = Evaluator(study, place)
    low, high = np.array([(factor.low, factor.high) for factor in study.factors]).T
    points = low + (high - low) * np.random.default_rng(1).random((runs, len(low)))
    return partial(evaluate, points)
