"""Packages played over the same futures and judged: what :mod:`kkgsim.analysis.robustness.measures` is asked about."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar

import numpy as np
from numpy.typing import NDArray

from kkgsim.analysis.comparison.baselines import different
from kkgsim.analysis.comparison.compare import one_question
from kkgsim.analysis.counted_shares import REDRAWS
from kkgsim.analysis.kept_scenarios import COST, ScenarioRuns
from kkgsim.analysis.outcome_args import check_value, outcomes_named
from kkgsim.analysis.pictured_result import PicturedResult
from kkgsim.analysis.result import Progress, no_progress
from kkgsim.analysis.robustness.measures import (
    Measured,
    Objective,
    Stability,
    agreement,
    concordance,
    gains,
    jointly,
    measured,
    satisfied,
    stability,
)
from kkgsim.analysis.robustness.worth import Worth, worth_of
from kkgsim.errors import COMMAND_LINE, InputError, Issue
from kkgsim.execution import output_folder
from kkgsim.execution.evaluations import Evaluations
from kkgsim.i18n import Text, refusal, tr
from kkgsim.i18n.units import RUPIAH
from kkgsim.model.outcomes import OUTCOMES
from kkgsim.model.posterior import USUAL, Drawn
from kkgsim.places.place import Place
from kkgsim.scenario.scenario import Scenario

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.figure import Figure
    from rich.console import RenderableType


@dataclass(frozen=True)
class RobustnessInput:
    """One objective: its values of shape (packages, futures), what it measures, and how sure the ranks are.

    ``concordance`` is Kendall's W over the measures, ``agreement`` Kendall's tau between every two of them.
    """

    objective: Objective
    values: NDArray[np.float64]
    measures: tuple[Measured, ...]
    stability: tuple[Stability, ...]
    concordance: float
    agreement: NDArray[np.float64]
    worth: Worth | None = None
    """What packages gain for what they cost; None of the cost itself."""

    def measure(self, name: str) -> NDArray[np.float64]:
        """A measure of all packages by its name."""
        return next(measured.values for measured in self.measures if measured.name == name)

    def sureness(self, name: str) -> Stability:
        """How sure a measure and the ranks under it are, by its name."""
        return next(sure for sure in self.stability if sure.measure == name)

    @property
    def all_equal(self) -> bool:
        """Whether no measure tells any two packages apart; there is no concordance then."""
        return all(float(np.ptp(sure.rank)) == 0.0 for sure in self.stability)


@dataclass(frozen=True, repr=False)
class Robustness(PicturedResult):
    """Packages, the status quo among them at place ``today``, over the same futures.

    ``all_met`` is the share of futures in which a package meets every threshold that was named, None where none was.
    """

    MAIN: ClassVar[str] = "measures"

    place: Place
    seed: int
    replicates: int
    uncertain: Drawn
    packages: tuple[Scenario, ...]
    today: int
    judged: tuple[RobustnessInput, ...]
    all_met: NDArray[np.float64] | None
    command: str = field(default="", compare=False)
    """The call that gave it, as a line of Python."""

    @property
    def months(self) -> int:
        """The horizon."""
        return self.packages[0].months

    def scenarios(self) -> tuple[Scenario, ...]:
        """What was played."""
        return self.packages

    @property
    def dearest(self) -> int | None:
        """The package that costs most on average, where there are two or more beside the status quo; else None."""
        worth = next((judged.worth for judged in self.judged if judged.worth is not None), None)
        return None if worth is None or len(self.packages) < 3 else int(np.argmax(worth.cost[0]))

    def titles(self) -> list[str]:
        """The packages by their titles."""
        return [str(package.title) or package.name for package in self.packages]

    def _tables(self) -> dict[str, pd.DataFrame]:
        """All tables, as :data:`kkgsim.analysis.robustness.tables.LAYOUTS` declares them."""
        from kkgsim.analysis.robustness.tables import tables

        return tables(self)

    def pictures(self) -> Mapping[str, Callable[[], Figure]]:
        """What draws each picture: what is best how often, regret, and how sure the ranks are."""
        from kkgsim.analysis.robustness.plots import PICTURES

        return {name: partial(draw, self) for name, draw in PICTURES.items()}

    def render(self) -> RenderableType:
        """The answer as something rich prints."""
        from kkgsim.analysis.robustness.report import render

        return render(self)

    def provenance(self, command: str) -> Mapping[str, Any]:
        """Versions, seed and hashes of everything that made the result, and the thresholds of the objectives."""
        levels = {judged.objective.name: judged.objective.threshold for judged in self.judged}
        return output_folder.provenance(self, command) | {"objectives": levels}

    def _command(self) -> str:
        return self.command

    def _summary(self) -> str:
        names = ", ".join(package.name for package in self.packages)
        return f"{names} in {self.place.name}, {self.months} months, {self.replicates} futures, seed {self.seed}"


def objectives(
    outcomes: Sequence[str], at_least: Mapping[str, float], cost_at_most: float | None
) -> tuple[Objective, ...]:
    """The outcomes to judge by (the headline ones where none is named), then the cost.

    An outcome with a threshold is judged, too. Raises ``InputError`` for names there are not, and for outcomes of
    which more is neither better nor worse.
    """
    names = [*(outcomes or [o.name for o in OUTCOMES.values() if o.headline]), *at_least]
    selected = outcomes_named(names, judged=True)
    judged = [Objective(o.name, o.label, o.unit, o.better, at_least.get(o.name)) for o in selected]
    for objective in judged:
        if objective.threshold is not None:
            check_value("--at-least", objective.unit, objective.threshold)
    words = Text.of(lambda: tr(COST))
    return (*judged, Objective(COST, words, RUPIAH, -1, cost_at_most))


def with_today(packages: Sequence[Scenario]) -> tuple[tuple[Scenario, ...], int]:
    """The packages with the status quo first, and its place; a package without policy is the status quo itself.

    Raises ``InputError`` where that leaves nothing to choose from, and where two different ones have one name.
    """
    if len(packages) == 1 and not packages[0].policy:
        raise InputError([Issue(COMMAND_LINE, refusal("one_package"), given=packages[0].name)])
    today = next((rank for rank, package in enumerate(packages) if not package.policy), None)
    every = tuple(packages) if today is not None else (packages[0].without_policy(), *packages)
    different(every)
    return every, today or 0


def robust(
    packages: Sequence[Scenario], place: Place, criteria: Sequence[Objective], *, futures: int, seed: int,
    uncertain: Drawn = USUAL, workers: int = 1, draws: int = REDRAWS, progress: Progress = no_progress,
    kept: Evaluations | None = None,
) -> Robustness:  # fmt: skip
    """Play packages over ``futures`` draws of the numbers (``uncertain``) and of luck and measure how robust they are.
    What is ``kept`` is not played again.

    All must have one horizon and the same assumptions, or a difference would not be the packages' (``InputError``).
    """
    every, today = with_today(packages)
    one_question(every)
    to_play = ScenarioRuns(every, place, futures, seed, uncertain)
    runs = to_play.play(workers=workers, progress=progress, kept=kept)
    ends = np.stack([played.end for played in runs])
    costs = np.stack([played.cost for played in runs])
    ranks = {name: rank for rank, name in enumerate(OUTCOMES)}
    tables = {
        objective.name: costs if objective.name == COST else ends[:, ranks[objective.name]] for objective in criteria
    }
    whole = np.stack([played.whole for played in runs])
    worths = {
        objective.name: worth_of(
            gains(whole[:, ranks[objective.name]], today, objective.better), costs - costs[today], today,
            draws=draws, seed=seed,
        ) for objective in criteria if objective.name != COST
    }  # fmt: skip
    judged = tuple(
        replace(_judged(objective, tables[objective.name], today, draws, seed), worth=worths.get(objective.name))
        for objective in criteria
    )
    named = [
        satisfied(tables[objective.name], today, objective) for objective in criteria if objective.threshold is not None
    ]
    met = jointly(named) if named else None
    return Robustness(place, seed, futures, uncertain, every, today, judged, met)


def _judged(objective: Objective, values: NDArray[np.float64], today: int, draws: int, seed: int) -> RobustnessInput:
    sure = stability(values, today, objective, draws=draws, seed=seed)
    ranks = np.stack([rank.rank for rank in sure])
    return RobustnessInput(
        objective, values, tuple(measured(values, today, objective)), tuple(sure), concordance(ranks), agreement(ranks)
    )
