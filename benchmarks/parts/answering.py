"""(h) Answers while somebody waits: a kept comparison beside one from nothing, its loops, one run beside a full row."""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import partial

import kkgsim
from benchmarks.harness import NS, Aim, Case, Row, interleaved
from benchmarks.parts import Effort
from benchmarks.parts.common import POLICY, asked, place_of, teachers_of
from kkgsim.analysis.comparison.result import Comparison
from kkgsim.engine import kernel
from kkgsim.engine.batch import Batch
from kkgsim.engine.columns import LANES
from kkgsim.engine.initial_state import InitialStates, roster_of
from kkgsim.engine.policy_tables import scenario_plan
from kkgsim.engine.sampling import numbers_of
from kkgsim.engine.scenarios import simulate_scenarios
from kkgsim.engine.world import world
from kkgsim.places.place import Place

MONTHS = 36
SIDES = ("subdistrict", "district")
"""Places of whose runs some are played side by side and by themselves."""
AIMS = {20: 0.040, 100: 0.150}
"""Seconds of the processor that a kept comparison may take for an answer, by its replicates."""
NEW, AGAIN, KEPT = "kkgsim.compare, from nothing", "kept, another number (both sides)", "kept, another policy"
SIDE, ALONE = f"{LANES} runs side by side", "one run by itself"
WHOLE, LOOPS = "all of it", "the loops of the months alone"
PROCESSOR = "time of the processor"


def rows(effort: Effort) -> list[Row]:
    """Answers in the subdistrict; runs side by side and by themselves also in a district, without --quick."""
    kernel.ready()
    place = place_of("subdistrict")
    found: list[Row] = []
    for replicates in list(AIMS)[: effort.pick(1, 2)]:
        group = f"subdistrict, {replicates} paired replicates, {MONTHS} months, 1 thread"
        found += interleaved("h", group, _answers(place, replicates), effort.repeats)
    for size in SIDES[: effort.pick(1, 2)]:
        group = f"{size}, {MONTHS} months, 1 thread"
        found += interleaved("h", group, _sides(place_of(size)), effort.repeats)
    return found


def _answers(place: Place, replicates: int) -> list[Case]:
    """One question: from nothing, of a kept comparison, and of one that must play both sides again."""
    kept = kkgsim.keep(place, MONTHS, replicates=replicates, seed=1)
    scenario = kept.answer(POLICY).played[0].scenario
    number = kkgsim.PARAMETERS["attend_distance"]
    span = iter(number.low + (number.high - number.low) * step / 1000 for step in range(1, 1000))
    return [
        Case(NEW, _timed(lambda: kkgsim.compare(scenario, place, replicates=replicates, seed=1)), note=PROCESSOR),
        Case(AGAIN, _timed(lambda: kept.answer(POLICY, {"attend_distance": next(span)})), against=NEW, note=PROCESSOR),
        Case(KEPT, _timed(lambda: kept.answer(POLICY)), against=NEW, aim=Aim("median", "most", AIMS[replicates]),
             note=f"{PROCESSOR}; differences and bands of all outcomes included"),
    ]  # fmt: skip


def _timed(ask: Callable[[], Comparison]) -> Callable[[], float]:
    """Ask, work out differences and bands, and give the processor's seconds."""

    def play() -> float:
        begin = time.process_time()
        answer = ask()
        answer.effects()
        return time.process_time() - begin

    return play


def _sides(place: Place) -> list[Case]:
    """Runs side by side and by themselves, and their loops without what comes before and after."""
    work = teachers_of(place) * MONTHS
    return [
        Case(f"{WHOLE}, {SIDE}", partial(_played, place, LANES), work * LANES, NS),
        Case(f"{LOOPS}, {SIDE}", _loops(place, LANES), work * LANES, NS, f"{WHOLE}, {SIDE}"),
        Case(f"{WHOLE}, {ALONE}", partial(_played, place, 1), work, NS, f"{WHOLE}, {SIDE}",
             Aim("ratio", "least", 1 / 1.5)),
        Case(f"{LOOPS}, {ALONE}", _loops(place, 1), work, NS, f"{LOOPS}, {SIDE}"),
    ]  # fmt: skip


def _played(place: Place, runs: int) -> None:
    simulate_scenarios([asked(MONTHS)], place, replicates=runs, seed=1, lanes=runs)


def _loops(place: Place, runs: int) -> Callable[[], float]:
    """The months of some runs that have begun; each play begins anew, and that is not counted."""
    scenario = asked(MONTHS)
    initial = InitialStates(roster_of(place, scenario), 1)
    numbers = numbers_of(1, range(runs))
    policy = scenario_plan(scenario, place).tables(numbers)

    def play() -> float:
        made = world(Batch(initial, initial.lanes(range(runs)), numbers, policy, scenario.first_month))
        kernel.begin(made)
        begin = time.process_time()
        kernel.advance(made)
        return time.process_time() - begin

    return play
