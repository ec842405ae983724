"""A sample of futures for a choice: what every option brings and costs in each, with the numbers drawn for it.

A future is one draw of all uncertain numbers. Each is played on several lucks, all options on the same ones, and set
against the status quo there.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from kkgsim.analysis.evaluator import EvaluationFailed
from kkgsim.analysis.optimisation.packages import as_scenario, choosing
from kkgsim.analysis.result import Progress, no_progress
from kkgsim.design.sampling import points_of
from kkgsim.design.study import END, Design, Study
from kkgsim.engine import kernel, sampling
from kkgsim.engine.batch_runner import OK, BatchRunner, initial_states
from kkgsim.engine.columns import LANES
from kkgsim.engine.initial_state import InitialStates
from kkgsim.engine.run_result import summed
from kkgsim.engine.threads import in_order
from kkgsim.execution.evaluations import Evaluations
from kkgsim.i18n import Text
from kkgsim.model.arrays import Array
from kkgsim.model.outcomes import OUTCOMES
from kkgsim.model.posterior import USUAL
from kkgsim.model.registry import PARAMETERS
from kkgsim.places.place import Place
from kkgsim.scenario.scenario import Scenario

BLOCK = 32 * LANES
"""Replicates that are kept together."""


@dataclass(frozen=True)
class FutureSettings:
    """The options, the first of them the status quo, and how many futures, with how many lucks each.

    What is gained is the mean of the last year or, ``throughout``, of all months: costs are those of all months, and a
    policy that begins late would look cheap beside a gain of the last year alone.
    """

    place: Place
    options: tuple[Scenario, ...]
    outcome: str
    futures: int
    lucks: int
    seed: int
    throughout: bool = False

    @property
    def months(self) -> tuple[int | str, ...]:
        """The months that a gain is the mean of."""
        return tuple(range(1, self.options[0].months + 1)) if self.throughout else (END,)

    @property
    def runs(self) -> int:
        """All runs to play."""
        return self.futures * self.lucks * len(self.options)


@dataclass(frozen=True)
class Sample:
    """What was played: ``gain`` (more is better, in the outcome's unit) and ``cost`` (rupiah a year), both beyond the
    status quo and of shape (lucks, futures, options), and the numbers that were drawn, each of shape (futures,)."""

    settings: FutureSettings
    gain: Array
    cost: Array
    drawn: dict[str, Array]


def options_of(study: Study, where: str) -> list[Scenario]:
    """The options that a study lays: the scenarios of its points, each once, without those in which nothing is done."""
    settings = choosing(study, where)
    columns = study.ranks("setting")
    points = np.unique(points_of(study.design, study.factors)[:, columns], axis=0)
    result: list[Scenario] = []
    for point in points:
        name = f"point-{len(result) + 1}"
        values = {f.name: v for f, v in zip(settings.factors, point.tolist(), strict=True) if v != 0.0}
        scenario = as_scenario(settings, values, name, Text(name, f"titik-{len(result) + 1}"), Text("", ""))
        if scenario.committed().any():
            result.append(scenario)
    return result


def sampled(
    settings: FutureSettings, *, workers: int = 1, progress: Progress = no_progress,
    kept: Evaluations | None = None,
) -> Sample:  # fmt: skip
    """Play all options in all futures; the same for any number of workers. What is ``kept`` already is not played.

    Raises :class:`EvaluationFailed` when a run fails.
    """
    kernel.ready()
    replicates = settings.futures * settings.lucks
    first = settings.options[0]
    numbers = sampling.numbers_of(
        settings.seed, range(settings.futures), first.assumptions, uncertain=first.drawn or USUAL
    )
    drawn = {name: row for name, row in zip(PARAMETERS, numbers, strict=True) if np.ptp(row) > 0.0}
    initial = initial_states(_study(settings, settings.options[0]), settings.place)
    teams = [_team(settings, numbers, initial) for _ in range(max(1, workers))]
    blocks = [range(first, min(first + BLOCK, replicates)) for first in range(0, replicates, BLOCK)]
    values = np.concatenate([_block(settings, block, teams, progress, kept) for block in blocks])
    by_luck = np.moveaxis(values.reshape(settings.futures, settings.lucks, len(settings.options), 2), 1, 0)
    change = by_luck - by_luck[:, :, :1]
    return Sample(settings, OUTCOMES[settings.outcome].better * change[..., 0], change[..., 1], drawn)


def _block(
    settings: FutureSettings, block: range, teams: list[list[BatchRunner]], progress: Progress,
    kept: Evaluations | None,
) -> Array:  # fmt: skip
    """The outcome and the cost of all options on some replicates, shape (replicates, options, 2), played or kept."""

    def play() -> Array:
        values = np.empty((len(block), len(settings.options), 2))

        def work(first: int) -> int:
            team, last = teams.pop(), min(first + LANES, block.stop)
            try:
                for rank, runner in enumerate(team):
                    values[first - block.start : last - block.start, rank] = _played(runner, first, last)
            finally:
                teams.append(team)
            return (last - first) * len(team)

        for runs in in_order(work, range(block.start, block.stop, LANES), len(teams)):
            progress(runs)
        return values

    if kept is None:
        return play()
    names = [scenario.name for scenario in settings.options]
    ids = [f"{replicate}-{name}" for replicate in block for name in names]

    def as_table() -> pa.Table:
        flat = play().reshape(len(ids), 2)
        return pa.table({"id": ids, "outcome": flat[:, 0], "cost": flat[:, 1]})

    table = kept.part(ids, ["id", "outcome", "cost"], as_table)
    flat = np.column_stack([table["outcome"].to_numpy(), table["cost"].to_numpy()])
    return flat.reshape(len(block), len(names), 2)


def _study(settings: FutureSettings, scenario: Scenario) -> Study:
    """An option as a study of a single point."""
    return Study(
        scenario.name, scenario.title, scenario.about, scenario, scenario.place, 0, settings.futures * settings.lucks,
        settings.seed, scenario.drawn or USUAL, Design("points"), (), (settings.outcome,), settings.months,
    )  # fmt: skip


def _team(settings: FutureSettings, numbers: Array, initial: InitialStates) -> list[BatchRunner]:
    """A runner for every option: each plays the ``numbers`` of a future on all its lucks, one after the other. They
    share people and draws, which are made once for a batch."""

    def parameters(replicates: range) -> Array:
        return numbers[:, [replicate // settings.lucks for replicate in replicates]]

    point = np.zeros((1, 0))
    return [
        BatchRunner(_study(settings, scenario), settings.place, point, parameters=parameters, initial=initial)
        for scenario in settings.options
    ]


def _played(runner: BatchRunner, first: int, last: int) -> Array:
    """The outcome and the cost of some replicates."""
    rows: Iterator[Array] = (_sound(kept.values, kept.status, kept.errors) for kept in runner.run(first, last))
    table, months = np.concatenate(list(rows), axis=1), len(runner.study.months)
    return np.stack([summed(table[:months], 0) / months, table[months]], axis=1)


def _sound(values: Array, status: Sequence[str], errors: Sequence[object]) -> Array:
    for word, error in zip(status, errors, strict=True):
        if word != OK:
            raise EvaluationFailed(str(error))
    return values
