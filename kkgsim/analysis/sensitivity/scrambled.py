"""Sobol' samples laid as independent scramblings of one sequence side by side, and intervals from how these differ.

A bootstrap of the points takes them for independent of each other and does not see how much better a sequence fills
space. Scramblings are independent (Owen 1997): the indices without one of them at a time (the jackknife) tell the error
of the indices of all. SALib's own functions give every index.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import combinations
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kkgsim.analysis.ranks import pseudo_values
from kkgsim.analysis.sensitivity.problem import Problem, salib_seed
from kkgsim.model.arrays import Array

SETS = 16
"""Scramblings of a sample; the rows of a base point of each follow one another, so that the beginning of a sample is a
smaller one of as many."""


def sample(problem: Problem, samples: int, seed: int, second: bool) -> Array:
    """The points of ``samples`` base points, shape (points, factors), as SALib reads them."""
    from SALib.sample import sobol

    size = max(samples // SETS, 1)
    sets = [
        sobol.sample(problem.salib(), size, calc_second_order=second, seed=salib_seed(seed) + SETS * rank)
        for rank in range(min(SETS, samples))
    ]  # fmt: skip
    rows = np.stack([table.reshape(size, -1, table.shape[1]) for table in sets], axis=1)
    result: Array = rows.reshape(-1, rows.shape[-1])
    return result


def parts(y: Array, labels: int, second: bool) -> dict[str, Array]:
    """What each scrambling makes of every index, shape (sets, labels), of pairs (sets, labels, labels)."""
    from SALib.analyze.sobol import separate_output_values

    count = len(y) // ((1 + second) * labels + 2)
    rows = separate_output_values((y - y.mean()) / y.std(), labels, count, second)
    sets = min(SETS, count)
    which = np.arange(count) % sets
    whole = _indices(rows, np.ones(count, dtype=bool))
    rests = [_indices(rows, which != out) for out in range(sets)]
    return {name: pseudo_values(value, np.array([rest[name] for rest in rests])) for name, value in whole.items()}


def _indices(rows: tuple[Array, Array, Array, Array | None], kept: NDArray[np.bool_]) -> dict[str, Array]:
    """SALib's indices of some base points."""
    from SALib.analyze import sobol

    base, other, moved = rows[0][kept], rows[1][kept], rows[2][kept]
    labels = range(moved.shape[1])

    def by_label(index: Callable[[Array, Array, Array], Any]) -> Array:
        result: Array = np.array([np.squeeze(index(base, moved[:, j], other)) for j in labels], dtype=np.float64)
        return result

    result = {"S1": by_label(sobol.first_order), "ST": by_label(sobol.total_order)}
    if rows[3] is not None:
        back = rows[3][kept]
        pairs: Array = np.full((len(labels), len(labels)), np.nan)
        for i, j in combinations(labels, 2):
            pairs[i, j] = np.squeeze(sobol.second_order(base, moved[:, i], moved[:, j], back[:, i], other))
        result["S2"] = pairs
    return result
