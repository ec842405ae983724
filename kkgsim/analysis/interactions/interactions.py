"""Levers in pairs: what each does alone, what both do together, and what is left beyond the sum of the two.

The four scenarios of a pair (neither, one, the other, both) are played on the same luck, the same people and the same
draw of the numbers; ``both - first - second + neither``, replicate by replicate, is what the pair does as a pair.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar, Literal

import numpy as np
from numpy.typing import NDArray

from kkgsim.analysis.interactions.pairs import Pair, Strength, name_of, pairs_of, scenarios_of
from kkgsim.analysis.interactions.requirements import NEEDS, Requirement
from kkgsim.analysis.kept_scenarios import PlayedScenario, ScenarioRuns
from kkgsim.analysis.outcome_args import outcomes_named
from kkgsim.analysis.pictured_result import PicturedResult
from kkgsim.analysis.result import Progress, no_progress
from kkgsim.engine.intervals import FEWEST, Interval
from kkgsim.execution import output_folder
from kkgsim.execution.evaluations import Evaluations
from kkgsim.i18n.units import LOG_ODDS, Unit
from kkgsim.model.outcomes import OUTCOMES, Outcome
from kkgsim.model.posterior import USUAL, Drawn
from kkgsim.places.districts import one_district
from kkgsim.places.place import Place
from kkgsim.scenario.scenario import Scenario

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.figure import Figure
    from rich.console import RenderableType

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


@dataclass(frozen=True, repr=False)
class Interactions(PicturedResult):
    """Every pair of levers, and every pair of settings in ``NEEDS``, in one place."""

    MAIN: ClassVar[str] = "pairs"

    place: Place
    seed: int
    replicates: int
    uncertain: Drawn
    months: int
    strength: Strength
    ended: Mapping[str, PlayedScenario]
    pairs: tuple[Interaction, ...]
    needs: Mapping[str, Interaction]
    command: str = field(default="", compare=False)
    """The call that gave it, as a line of Python."""

    def scenarios(self) -> tuple[Scenario, ...]:
        """Everything that was played."""
        return tuple(ended.scenario for ended in self.ended.values())

    def outcomes(self) -> tuple[Outcome, ...]:
        """The outcomes looked at, in the order asked for."""
        return tuple(dict.fromkeys(pair.outcome for pair in self.pairs))

    def _tables(self) -> dict[str, pd.DataFrame]:
        from kkgsim.analysis.interactions.tables import tables

        return tables(self)

    def pictures(self) -> Mapping[str, Callable[[], Figure]]:
        """What draws the matrix of levers for each outcome, by the outcome's name."""
        from kkgsim.analysis.interactions.plots import draw

        return {outcome.name: partial(draw, self, outcome) for outcome in self.outcomes()}

    def render(self) -> RenderableType:
        """The answer as something rich prints."""
        from kkgsim.analysis.interactions.report import render

        return render(self)

    def provenance(self, command: str) -> Mapping[str, Any]:
        return output_folder.provenance(self, command)

    def _command(self) -> str:
        return self.command

    def _summary(self) -> str:
        draws = f"{self.months} months, {self.replicates} replicates, seed {self.seed}"
        return f"{len(self.pairs)} pairs of levers and outcomes in {self.place.name}, {draws}"


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
    uncertain: Drawn = USUAL,
    workers: int = 1,
    progress: Progress = no_progress,
    kept: Evaluations | None = None,
) -> Interactions:
    """Play all pairs of ``levers`` (of all when none is named) and the ``needs``. What is ``kept`` is not played
    again.

    Raises ``InputError`` for an outcome that does not exist and for a place of several districts. The pairs
    come outcome by outcome, the largest first.
    """
    selected = outcomes_named(outcomes or USUALLY_ASKED)
    one_district(place)
    pairs = pairs_of(levers, strength)
    wanted = scenarios_of(pairs_needed(strength, levers, needs), place, months, replicates, seed)
    to_play = ScenarioRuns(tuple(wanted.values()), place, replicates, seed, uncertain)
    played = to_play.play(workers=workers, progress=progress, kept=kept)
    ended = {each.scenario.name: each for each in played}
    effects = [_interaction(*both, pair, outcome, ended) for outcome in selected for both, pair in pairs.items()]
    effects.sort(key=lambda effect: (selected.index(effect.outcome), -abs(effect.beyond.mean)))
    needed = {name: _of_need(NEEDS[name], ended) for name in needs}
    return Interactions(place, seed, replicates, uncertain, months, strength, ended, tuple(effects), needed)


def pairs_needed(strength: Strength, levers: Sequence[str], needs: Sequence[str]) -> list[Pair]:
    """The pairs that :func:`interactions` plays: of levers, and of the declared settings."""
    return [*pairs_of(levers, strength).values(), *(NEEDS[name].pair for name in needs)]


def _interaction(
    first: str, second: str, pair: Pair, outcome: Outcome, ended: Mapping[str, PlayedScenario], log_odds: bool = False
) -> Interaction:
    rank = list(OUTCOMES).index(outcome.name)
    ends = [ended[name_of(settings, pair.first_half)].end[rank] for settings in pair.four()]
    neither, first_only, second_only, both = map(_log_odds, ends) if log_odds else ends
    beyond = (both - first_only) - (second_only - neither)
    scale = max(float(np.abs(values).max()) for values in (neither, first_only, second_only, both))
    beyond = np.where(np.abs(beyond) > ROUNDING * scale, beyond, 0.0)
    more = beyond * (outcome.better or 1)
    return Interaction(
        first=first,
        second=second,
        outcome=outcome,
        unit=LOG_ODDS if log_odds else outcome.unit,
        alone=(Interval.of(first_only - neither), Interval.of(second_only - neither)),
        both=Interval.of(both - neither),
        beyond=Interval.of(beyond),
        more_share=float(((more > 0.0) + 0.5 * (more == 0.0)).mean()),
        draws=len(beyond),
    )


def _log_odds(share: NDArray[np.float64]) -> NDArray[np.float64]:
    inside = np.clip(share, 1e-6, 1.0 - 1e-6)  # nobody at all, or everybody, has no log-odds
    odds: NDArray[np.float64] = np.log(inside / (1.0 - inside))
    return odds


def _of_need(need: Requirement, ended: Mapping[str, PlayedScenario]) -> Interaction:
    first, second = name_of(need.pair.first), name_of(need.pair.second)
    return _interaction(first, second, need.pair, OUTCOMES[need.outcome], ended, need.log_odds)
