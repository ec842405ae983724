"""Levers in pairs: what each does alone, what both do together, and what is left beyond the sum of the two.

The four scenarios of a pair (neither, one, the other, both) are played on the same luck, the same people and the same
draw of the numbers; ``both - first - second + neither``, replicate by replicate, is what the pair does as a pair.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from kkgsim.analysis.interactions.pairs import Pair, Strength, name_of, pairs_of, scenarios_of
from kkgsim.analysis.interactions.requirements import NEEDS, Requirement
from kkgsim.analysis.outcome_args import outcomes_named
from kkgsim.engine.batch import LANES
from kkgsim.engine.intervals import FEWEST, Interval
from kkgsim.engine.scenarios import simulate_scenarios
from kkgsim.i18n.units import LOG_ODDS, Unit
from kkgsim.io.table_layout import OF_THE_ROW, Layout, measured, named
from kkgsim.model.outcomes import OUTCOMES, Outcome
from kkgsim.places.districts import one_district
from kkgsim.places.place import Place
from kkgsim.scenario.scenario import Scenario

Array = NDArray[np.float64]
Verdict = Literal["need", "overlap", "add", "unclear"]
USUALLY_ASKED = (
    "attendance_share", "practice_mean", "literacy_mean", "belief_share", "worth_mean", "standards_met",
    "training_gini", "facilitators_active",
)  # fmt: skip
"""Outcomes looked at when none is named."""
LEAST = 0.1
"""Steps below which a surplus, however sure, makes no pair: nearly everything in the model touches everything else a
little."""
ROUNDING = 1e-9
"""Share of the largest value below which a surplus is an error of rounding."""
AT_A_TIME = 24
"""Scenarios whose monthly tables are in memory together."""


@dataclass(frozen=True)
class Ended:
    """A scenario and its outcomes averaged over the last year, shape (outcomes, replicates)."""

    scenario: Scenario
    end: Array


@dataclass(frozen=True)
class Interaction:
    """One outcome of a pair: each alone and both together against neither, and both beyond the sum of the two.

    All are in ``unit``. ``more_share`` is the share of draws in which both do better than the sum;
    a tie counts half.
    """

    first: str
    second: str
    outcome: Outcome
    unit: Unit
    alone: tuple[Interval, Interval]
    both: Interval
    beyond: Interval
    more_share: float
    draws: int

    @property
    def verdict(self) -> Verdict:
        """Whether the two need each other (together clearly better than their sum), overlap, or just add up; "unclear"
        where there are too few draws or the band is too wide to say."""
        mean, low, high = self.beyond
        step = self.unit.step
        if self.draws < FEWEST:
            return "unclear"
        if low <= 0.0 <= high:
            return "add" if max(-low, high) <= step else "unclear"
        if abs(mean) < LEAST * step:
            return "add"
        return "need" if mean * (self.outcome.better or 1) > 0.0 else "overlap"


@dataclass(frozen=True)
class Interactions:
    """Every pair of levers, and every pair of settings in ``NEEDS``, in one place."""

    place: Place
    seed: int
    replicates: int
    uncertain: bool
    months: int
    strength: Strength
    ended: Mapping[str, Ended]
    pairs: tuple[Interaction, ...]
    needs: Mapping[str, Interaction]

    def scenarios(self) -> tuple[Scenario, ...]:
        """Everything that was played."""
        return tuple(one.scenario for one in self.ended.values())


def interactions(
    place: Place,
    *,
    outcomes: Sequence[str] = (),
    levers: Sequence[str] = (),
    needs: Sequence[str] = tuple(NEEDS),
    strength: Strength = "usual",
    months: int = 36,
    replicates: int = 40,
    seed: int = 1,
    uncertain: bool = True,
    workers: int = 1,
    progress: Callable[[int], None] | None = None,
) -> Interactions:
    """Play all pairs of ``levers`` (of all twenty when none is named) and the ``needs``.

    Raises ``InputError`` for an outcome that does not exist and for a place of several districts. The pairs
    come outcome by outcome, the largest first.
    """
    asked = outcomes_named(outcomes or USUALLY_ASKED)
    one_district(place)
    pairs = pairs_of(levers, strength)
    every = [*pairs.values(), *(NEEDS[name].pair for name in needs)]
    wanted = list(scenarios_of(every, place, months, replicates, seed).values())
    ended: dict[str, Ended] = {}
    rounds = math.ceil(replicates / (LANES * workers))
    lanes = math.ceil(replicates / (rounds * workers))  # batches of one size, so that no worker waits for another
    for first in range(0, len(wanted), AT_A_TIME):
        played = simulate_scenarios(
            wanted[first : first + AT_A_TIME], place, replicates=replicates, seed=seed, uncertain=uncertain,
            workers=workers, lanes=lanes, progress=progress,
        )  # fmt: skip
        ended |= {p.scenario.name: Ended(p.scenario, p.at_end()) for p in played}
    found = [_interaction(*both, pair, outcome, ended) for outcome in asked for both, pair in pairs.items()]
    found.sort(key=lambda one: (asked.index(one.outcome), -abs(one.beyond.mean)))
    needed = {name: _of_need(NEEDS[name], ended) for name in needs}
    return Interactions(place, seed, replicates, uncertain, months, strength, ended, tuple(found), needed)


def runs_needed(strength: Strength) -> int:
    """How many scenarios :func:`interactions` plays for all levers and needs."""
    every = [*pairs_of((), strength).values(), *(need.pair for need in NEEDS.values())]
    return len({name_of(settings, pair.first_half) for pair in every for settings in pair.four()})


def _interaction(
    first: str, second: str, pair: Pair, outcome: Outcome, ended: Mapping[str, Ended], log_odds: bool = False
) -> Interaction:
    rank = list(OUTCOMES).index(outcome.name)
    ends = [ended[name_of(settings, pair.first_half)].end[rank] for settings in pair.four()]
    neither, one, other, both = map(_log_odds, ends) if log_odds else ends
    beyond = (both - one) - (other - neither)
    scale = max(float(np.abs(values).max()) for values in (neither, one, other, both))
    beyond = np.where(np.abs(beyond) > ROUNDING * scale, beyond, 0.0)
    more = beyond * (outcome.better or 1)
    return Interaction(
        first=first,
        second=second,
        outcome=outcome,
        unit=LOG_ODDS if log_odds else outcome.unit,
        alone=(Interval.of(one - neither), Interval.of(other - neither)),
        both=Interval.of(both - neither),
        beyond=Interval.of(beyond),
        more_share=float(((more > 0.0) + 0.5 * (more == 0.0)).mean()),
        draws=len(beyond),
    )


def _log_odds(share: Array) -> Array:
    inside = np.clip(share, 1e-6, 1.0 - 1e-6)  # nobody at all, or everybody, has no log-odds
    found: Array = np.log(inside / (1.0 - inside))
    return found


def _of_need(need: Requirement, ended: Mapping[str, Ended]) -> Interaction:
    first, second = name_of(need.pair.first), name_of(need.pair.second)
    return _interaction(first, second, need.pair, OUTCOMES[need.outcome], ended, need.log_odds)


FIGURES = {
    **named("first", "second", "outcome", "unit"), **measured("first_alone", OF_THE_ROW),
    **measured("second_alone", OF_THE_ROW), **measured("both", OF_THE_ROW), **measured("beyond_sum", OF_THE_ROW),
    "more_share": "share", **named("verdict"),
}  # fmt: skip
LAYOUTS = {
    "pairs": Layout(("first", "second", "outcome"), {**named("strength"), **FIGURES}),
    "needs": Layout(("need",), {**named("need"), **FIGURES, **named("besides", "first_half", "why_en", "why_id")}),
}
"""What a row of every table is and what its columns are measured in."""


def tables(found: Interactions) -> dict[str, pd.DataFrame]:
    """Tidy tables, as :data:`LAYOUTS` declares them: ``pairs`` of levers, and the ``needs``."""
    needs = [
        {
            "need": name,
            **_row(one),
            "besides": name_of(NEEDS[name].pair.besides) if NEEDS[name].pair.besides else "",
            "first_half": ", ".join(NEEDS[name].pair.first_half),
            "why_en": NEEDS[name].why.en,
            "why_id": NEEDS[name].why.id,
        }
        for name, one in found.needs.items()
    ]
    pairs = [{"strength": found.strength, **_row(one)} for one in found.pairs]
    return {"pairs": LAYOUTS["pairs"].table(pairs), "needs": LAYOUTS["needs"].table(needs)}


def _row(one: Interaction) -> dict[str, object]:
    row: dict[str, object] = {
        "first": one.first, "second": one.second, "outcome": one.outcome.name, "unit": one.unit.name,
    }  # fmt: skip
    figures = {"first_alone": one.alone[0], "second_alone": one.alone[1], "both": one.both, "beyond_sum": one.beyond}
    for what, band in figures.items():
        row |= band.columns(what)
    return {**row, "more_share": one.more_share, "verdict": one.verdict}
