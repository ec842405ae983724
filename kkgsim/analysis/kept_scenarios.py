"""Scenarios played over the same replicates, a few at a time, so that what is played can be kept on disk; of each is
held what analyses ask about, not all its months."""

from __future__ import annotations

import time
from abc import abstractmethod
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import ClassVar

import numpy as np
import pyarrow as pa

from kkgsim.analysis.comparison.compare import play, yearly_cost
from kkgsim.analysis.result import Progress, no_progress
from kkgsim.engine.columns import LANES
from kkgsim.engine.initial_state import roster_of
from kkgsim.execution.evaluations import Evaluations, Question, evaluations
from kkgsim.execution.sweep import TEACHER_MONTHS
from kkgsim.model.arrays import Array
from kkgsim.model.outcomes import OUTCOMES
from kkgsim.model.posterior import Drawn, identity_of
from kkgsim.places.districts import several
from kkgsim.places.place import Place
from kkgsim.scenario.scenario import Scenario

AT_A_TIME = 24
"""Scenarios whose monthly tables are in memory together."""
TRIED = 4
"""Scenarios that are played to learn how long a run takes."""
COST = "cost_per_year"
COLUMNS = (*(f"{name}_{span}" for span in ("end", "all_months") for name in OUTCOMES), COST)


@dataclass(frozen=True)
class PlayedScenario:
    """A scenario with its outcomes over the last year (``end``) and over all months (``whole``), both of shape
    (outcomes, replicates), and its ``cost``, rupiah a year, shape (replicates,)."""

    scenario: Scenario
    end: Array
    whole: Array
    cost: Array


@dataclass(frozen=True)
class ScenarioRuns:
    """Different scenarios of one horizon to be played in a place over the same replicates."""

    scenarios: tuple[Scenario, ...]
    place: Place
    replicates: int
    seed: int
    uncertain: Drawn

    @property
    def runs(self) -> int:
        """All runs to play."""
        return len(self.scenarios) * self.replicates

    def seconds(self, workers: int = 1) -> float:
        """About how long all runs take, from a few of them."""
        few = replace(self, scenarios=self.scenarios[:TRIED], replicates=min(self.replicates, LANES * workers))
        replace(few, scenarios=few.scenarios[:1], replicates=1).play()
        began = time.perf_counter()
        few.play(workers=workers)
        return (time.perf_counter() - began) / few.runs * self.runs

    def question(self, kind: str, command: str) -> Question:
        """What is asked as a folder of evaluations knows it: all that decides a value."""
        how = {"replicates": self.replicates, "seed": self.seed, "drawn": identity_of(self.uncertain)}
        return Question.among(kind, self.scenarios, self.place, how, command)

    def play(
        self, *, workers: int = 1, progress: Progress = no_progress, kept: Evaluations | None = None
    ) -> list[PlayedScenario]:
        """Play all scenarios; the same for any number of workers. What is ``kept`` is not played again.

        Raises :class:`kkgsim.engine.validate.NonFiniteResult` and :class:`kkgsim.engine.validate.DoesNotClose`.
        """
        size = AT_A_TIME if kept is None else self._together()
        result: list[PlayedScenario] = []
        for first in range(0, len(self.scenarios), size):
            some = self.scenarios[first : first + size]
            result += self._part(some, partial(self._play, some, workers, progress), kept)
        return result

    def _together(self) -> int:
        """Scenarios that are kept together: as little work as a chunk of a sweep, so that a kill costs no more."""
        if several(self.place):
            return 1
        teachers = int(roster_of(self.place, self.scenarios[0]).teachers_per_school.sum())
        return max(1, TEACHER_MONTHS // (teachers * self.scenarios[0].months * self.replicates))

    def _play(self, scenarios: Sequence[Scenario], workers: int, progress: Progress) -> list[PlayedScenario]:
        rounds = -(-self.replicates // (LANES * workers))
        lanes = -(-self.replicates // (rounds * workers))  # batches of one size, so that no worker waits for another
        played, _ = play(scenarios, self.place, lanes, replicates=self.replicates, seed=self.seed,
                         uncertain=self.uncertain, workers=workers, progress=progress)  # fmt: skip
        return [PlayedScenario(p.scenario, p.at_end(), p.monthly.mean(axis=1), yearly_cost(p)) for p in played]

    def _part(
        self, scenarios: Sequence[Scenario], compute: Callable[[], list[PlayedScenario]], kept: Evaluations | None
    ) -> list[PlayedScenario]:
        """Some scenarios, kept or played now."""
        if kept is None:
            return compute()
        ids = [f"{scenario.name}-{replicate}" for scenario in scenarios for replicate in range(self.replicates)]

        def as_table() -> pa.Table:
            rows = np.hstack([np.vstack([each.end, each.whole, each.cost]) for each in compute()])
            return pa.table({"id": ids, **dict(zip(COLUMNS, rows, strict=True))})

        table = kept.part(ids, ["id", *COLUMNS], as_table)
        values = np.stack([table[name].to_numpy() for name in COLUMNS])
        shares = np.split(values, len(scenarios), axis=1)
        return [
            PlayedScenario(scenario, mine[: len(OUTCOMES)], mine[len(OUTCOMES) : -1], mine[-1])
            for scenario, mine in zip(scenarios, shares, strict=True)
        ]


class ScenariosRequest:
    """A question that is answered by playing :class:`ScenarioRuns`, which may be kept while they are played."""

    KIND: ClassVar[str]
    command: str

    @property
    @abstractmethod
    def to_play(self) -> ScenarioRuns:
        """What has to be played."""

    @property
    def runs(self) -> int:
        """Runs that it takes, those of the status quo counted."""
        return self.to_play.runs

    def seconds(self, workers: int = 1) -> float:
        """About how long it takes, from a few runs of its own."""
        return self.to_play.seconds(workers)

    def usual_folder(self, out: Path | None) -> Path:
        """See :meth:`kkgsim.execution.evaluations.Question.usual_folder`."""
        return self._question().usual_folder(self.to_play.place.name, out)

    def keeping(self, folder: Path) -> AbstractContextManager[Evaluations]:
        """Open a folder that keeps what is played; see :func:`kkgsim.execution.evaluations.evaluations`."""
        return evaluations(folder, self._question())

    def _question(self) -> Question:
        return self.to_play.question(self.KIND, self.command)
