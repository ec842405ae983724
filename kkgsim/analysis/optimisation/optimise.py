"""A search from question to answer: packages found, cut to what they need, judged on fresh futures, as scenarios."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from kkgsim.analysis.optimisation.archive import Plan
from kkgsim.analysis.optimisation.objectives import Measures, Objective, PackageEvaluation, Weigh
from kkgsim.analysis.optimisation.packages import Space, as_scenario, choosing, in_words
from kkgsim.analysis.optimisation.schedules import Schedule, scheduled, timings_of
from kkgsim.analysis.optimisation.search import PACKAGES, TARGET, Searched, search
from kkgsim.analysis.optimisation.select import (
    Winners,
    fresh_study,
    judged,
    nothing_lost,
    simplify,
    spread_subset,
    still_reaching,
)
from kkgsim.design.study import Points, Study
from kkgsim.execution.evaluations import Evaluations
from kkgsim.i18n import Text, rupiah, tr
from kkgsim.model.arrays import Index
from kkgsim.model.posterior import Drawn
from kkgsim.places.place import Place
from kkgsim.scenario.scenario import Scenario

PLACE = "place"
"""The folder beside exported scenarios with a place that does not ship with kkgsim."""


@dataclass(frozen=True)
class Request:
    """What a search is asked: the study (its file is ``where``), what packages are weighed by, the budget (rupiah a
    year beyond the status quo), how many packages to weigh, how many fresh futures judge the ``most`` shown."""

    study: Study
    where: str
    aim: Objective
    budget: float
    evaluations: int
    fresh: int
    most: int
    seed: int
    timed: bool = False
    """Whether levers may come and go, instead of being at work throughout."""

    @property
    def for_target(self) -> bool:
        """Whether the cheapest package for a target is asked for."""
        return bool(np.isfinite(self.aim.target))

    @property
    def plan(self) -> Plan:
        """How it is searched."""
        objectives = {**TARGET, "level": self.aim.better} if self.for_target else dict(PACKAGES)
        return Plan(objectives, self.budget, self.evaluations, self.seed)

    @property
    def fresh_runs(self) -> int:
        """Runs on fresh futures at most: the packages shown, the status quo, and a package that nobody chose."""
        return (self.most + 2 + 2 * self.timed) * self.fresh

    @property
    def runs(self) -> int:
        """Runs that it may take, short of cutting packages down."""
        return (self.evaluations + 1) * self.study.replicates + self.fresh_runs


@dataclass(frozen=True)
class Solution:
    """What a search came to: all packages weighed, and the winners. ``sides`` are those of groups whose gains count."""

    wanted: Request
    place: Place
    fresh: Study
    searched: Searched
    winners: Winners
    sides: tuple[str, ...]

    @property
    def seed(self) -> int:
        """The seed of the fresh futures, which the exported scenarios have."""
        return self.fresh.seed

    @property
    def replicates(self) -> int:
        """How many fresh futures there are."""
        return self.fresh.replicates

    @property
    def months(self) -> int:
        """The horizon."""
        return self.fresh.scenario.months

    @property
    def uncertain(self) -> Drawn:
        """Whether futures differ in numbers, too."""
        return self.fresh.drawn

    @property
    def own_place(self) -> bool:
        """Whether the place must travel with the scenarios: it is somebody's own, or cut to some clusters."""
        from kkgsim.places.synthetic import embedded

        return bool(self.fresh.clusters) or self.fresh.place not in embedded()

    @property
    def static(self) -> NDArray[np.bool_]:
        """Which winners have every lever at work throughout, everywhere."""
        space = self.searched.space
        return np.array([not space.schedules(package) for package in self.winners.packages], dtype=bool)

    def schedules(self, rank: int) -> dict[str, Schedule]:
        """The schedules of a winner that are not the usual one, by lever."""
        return self.searched.space.schedules(self.winners.packages[rank])

    def settings(self, rank: int) -> dict[str, float]:
        """The settings of a winner that are not at zero."""
        return self.searched.space.settings(self.winners.packages[rank])

    def scenarios(self) -> list[Scenario]:
        """The winners as scenarios, cheapest first; run, they give the figures of the fresh futures."""
        return [self._scenario(rank) for rank in range(len(self.winners))]

    def _scenario(self, rank: int) -> Scenario:
        settings = self.settings(rank)
        about = Text.of(lambda: in_words(settings, self.schedules(rank)))
        title = Text.of(lambda: self._title(rank))
        space = self.searched.space
        chosen = space.points(self.winners.packages[rank][None])[0, len(space.factors) :].astype(np.int64)
        study = scheduled(self.fresh, space.timings, chosen) if chosen.any() else self.fresh
        result = as_scenario(study, settings, f"package-{rank + 1}", title, about)
        return replace(result, place=PLACE if self.own_place else self.fresh.place)

    def _title(self, rank: int) -> str:
        """A name that tells packages of several searches apart: with what it costs on fresh futures."""
        cost = rupiah(float(self.winners.fresh["cost"][rank]))
        return tr("search_title", rank=rank + 1, cost=cost)

    @property
    def answer(self) -> int | None:
        """Of a search for a target: the cheapest winner that reaches it in enough fresh futures and keeps the budget;
        None where there is none."""
        sure = (self.winners.fresh["reached"] >= self.wanted.aim.chance) & ~self.winners.over
        return int(np.argmax(sure)) if sure.any() else None


class Following(Protocol):
    """Whoever follows a search: hears of every run that is done, and now and then how many are still to come."""

    def __call__(self, runs: int) -> None:
        """So many more runs are done."""

    def left(self, runs: int) -> None:
        """So many runs are still to come, those kept by an earlier process among them."""


class Nobody:
    """Nobody follows."""

    def __call__(self, runs: int) -> None:
        pass

    def left(self, runs: int) -> None:
        pass


def optimise(
    wanted: Request,
    place: Place,
    *,
    workers: int = 1,
    progress: Following | None = None,
    kept: Evaluations | None = None,
) -> Solution:
    """Search, cut down, judge; what is ``kept`` already is not played again.

    Raises ``InputError`` for a study that cannot be searched.
    """
    heard = progress or Nobody()
    study = choosing(wanted.study, wanted.where)
    timings = timings_of(study.factors, study.scenario.months) if wanted.timed else ()
    weigh = PackageEvaluation(study, place, wanted.aim, workers=workers, progress=heard, kept=kept, timings=timings)
    space = Space.of(study.factors, timings)
    searched = search(space, weigh, wanted.plan)

    def weigh_shorter(points: Points) -> Measures:
        heard.left(len(points) * study.replicates + wanted.fresh_runs)
        return weigh(points)

    packages = _shortened(wanted, space, searched, weigh_shorter)
    heard.left((len(packages) + 1) * study.replicates + wanted.fresh_runs)
    fresh = fresh_study(study, wanted.fresh)
    anew = PackageEvaluation(fresh, place, wanted.aim, workers=workers, progress=heard, kept=kept, timings=timings,
                             spans=True)  # fmt: skip
    return Solution(wanted, place, fresh, searched, judged(searched, packages, weigh, anew), weigh.sides)


def _shortened(wanted: Request, space: Space, searched: Searched, weigh: Weigh) -> Index:
    """The packages to show, cut to what they need."""
    aim = wanted.aim
    if not wanted.for_target:
        rows = spread_subset(searched, wanted.most)
        if wanted.timed:
            rows = np.unique([*rows, *_best_of_both(searched)])
        return simplify(space, weigh, searched.packages[rows], nothing_lost(searched.plan.objectives))
    rows = _cheapest_reaching(searched, aim)[: wanted.most]
    if len(rows):
        return simplify(space, weigh, searched.packages[rows], still_reaching(aim.target, aim.better))
    front = searched.front
    return searched.packages[front[np.argsort(-aim.better * searched.measures["level"][front])[:1]]]


def _best_of_both(searched: Searched) -> list[int]:
    """The rows of the package that gains most within the budget, and of the one that does so at work throughout."""
    gain, both = searched.measures["gain"], (searched.lawful, searched.lawful & searched.static)
    return [int(np.argmax(np.where(among, gain, -np.inf))) for among in both if among.any()]


def _cheapest_reaching(searched: Searched, aim: Objective) -> NDArray[np.int64]:
    """The rows of the front that reach the target on the futures of the search, cheapest first."""
    front, measures = searched.front, searched.measures
    there = front[aim.better * (measures["level"][front] - aim.target) >= 0.0]
    return there[np.argsort(measures["cost"][there], kind="stable")]
