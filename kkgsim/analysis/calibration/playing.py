"""Points played on facts: every point has luck, people and other numbers of its own; what was played is kept."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
import pyarrow as pa

from kkgsim.analysis.calibration.problem import Measured
from kkgsim.analysis.calibration.space import Space
from kkgsim.analysis.facts.evaluate import evaluate
from kkgsim.analysis.facts.fact import Fact, Quantity
from kkgsim.analysis.facts.runs import DRAWN, Luck, Runs
from kkgsim.analysis.result import Progress, no_progress
from kkgsim.execution.evaluations import Evaluations
from kkgsim.model.arrays import Array

TOGETHER = 32
"""Points that are played and kept together: what a kill may cost."""
LETTERS = 16
"""Letters of the hash that names a point."""


def figure_name(fact: Fact, quantity: Quantity) -> str:
    """The full name of a quantity."""
    return f"{fact.name}.{quantity.name}"


def measured_by(facts: Sequence[Fact]) -> Measured:
    """What facts say was measured, in their order."""
    pairs = [(fact, quantity, quantity.estimate) for fact in facts for quantity in fact.estimated]
    known = [(fact, quantity, estimate) for fact, quantity, estimate in pairs if estimate is not None]
    return Measured(
        tuple(figure_name(fact, quantity) for fact, quantity, _ in known),
        tuple(fact.name for fact, _, _ in known),
        np.array([estimate.value for _, _, estimate in known]),
        np.array([estimate.spread for _, _, estimate in known]),
    )


@dataclass(eq=False)
class FactPlayer:
    """Plays points on ``facts`` and gives the figures with these ``names``; what it played is ``kept``, and not played
    again when the same is asked in the same order."""

    facts: tuple[Fact, ...]
    names: tuple[str, ...]
    space: Space
    seed: int
    kept: Evaluations | None = None
    workers: int = 1
    progress: Progress = no_progress
    _runs: Runs = field(init=False)

    def __post_init__(self) -> None:
        self._runs = Runs(self.facts)

    @property
    def arms(self) -> int:
        """Runs of a point."""
        return len(self._runs)

    def prior(self, points: Sequence[int]) -> Array:
        """Scores of points under the prior, see :class:`~kkgsim.analysis.calibration.problem.Simulator`."""
        return self.space.prior(self.seed, points)

    def __call__(self, scores: Array, first: int) -> Array:
        """Figures of points, shape (points, figures); the same for any number of workers."""
        parts = [slice(start, start + TOGETHER) for start in range(0, len(scores), TOGETHER)]
        tables = [self._part(scores[part], first + part.start) for part in parts]
        return np.concatenate(tables) if tables else np.empty((0, len(self.names)))

    def _part(self, scores: Array, first: int) -> Array:
        if self.kept is None:
            return self._played(scores, first)
        ids = [_id(first + rank, row) for rank, row in enumerate(scores)]
        anew = False

        def play() -> pa.Table:
            nonlocal anew
            anew = True
            figures = self._played(scores, first)
            return pa.table({"id": ids, **dict(zip(self.names, figures.T, strict=True))})

        table = self.kept.part(ids, ["id", *self.names], play)
        if not anew:
            self.progress(len(ids) * self.arms)
        return np.column_stack([table[name].to_numpy() for name in self.names])

    def _played(self, scores: Array, first: int) -> Array:
        luck, count = Luck(self.seed, first, given=self.space.values(scores)), {DRAWN: len(scores)}
        self._runs.play(count, luck, workers=self.workers, progress=self.progress)
        figures = {
            figure_name(fact, figure.quantity): figure.drawn
            for fact in self.facts for figure in evaluate(fact, self._runs, count, luck).figures
        }  # fmt: skip
        return np.column_stack([figures[name] for name in self.names])


def _id(number: int, scores: Array) -> str:
    """The name of a point: its number, which says its luck, and its scores."""
    return f"{number}-{hashlib.sha256(scores.tobytes()).hexdigest()[:LETTERS]}"
