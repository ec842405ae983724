"""How sure estimates and their order are, from parts of a sample that are independent of each other.

``parts`` has shape (parts, labels): what each part makes of every label. Intervals are Student's t over the parts.
Ranks are inverted tests of all differences, each label against all others at once by Bonferroni (Mogstad, Romano,
Shaikh and Wilhelm 2024): two labels of which neither is clearly above the other share their ranks.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from kkgsim.model.arrays import Array

LEVEL = 0.95
"""Of every interval of a value and of a rank."""
Ranks = tuple[NDArray[np.int64], NDArray[np.int64]]
"""The lowest and the highest rank that each label may have; 1 is the first."""


def half_widths(parts: Array) -> Array:
    """Half the width of the interval of each label's mean over the parts, shape (labels,)."""
    from scipy import stats

    reach: float = stats.t.ppf(0.5 + LEVEL / 2.0, len(parts) - 1)
    result: Array = reach * parts.std(axis=0, ddof=1) / np.sqrt(len(parts))
    return result


def pseudo_values(whole: Array, rests: Array) -> Array:
    """What each part of a sample makes of an estimate (the jackknife): as many times the ``whole`` as there are parts,
    less what the ``rests``, each without one part, make of it as many times but one.

    ``rests`` has the shape of ``whole`` behind its axis of parts, and so has the result.
    """
    count = len(rests)
    values: Array = count * whole - (count - 1) * rests
    return values


def rank_intervals(values: Array, parts: Array) -> Ranks:
    """The ranks that each label may have, the largest of ``values`` (labels,) first."""
    from scipy import stats

    count, labels = parts.shape
    if labels < 2:
        return np.ones(labels, dtype=np.int64), np.ones(labels, dtype=np.int64)
    spread = np.cov(parts, rowvar=False)
    own = np.diag(spread)
    error = np.sqrt(np.maximum(own[:, None] + own[None] - 2.0 * spread, 0.0) / count)
    reach = stats.t.ppf(1.0 - (1.0 - LEVEL) / (2.0 * (labels - 1)), count - 1) * error
    return _from_gaps(values, reach)


def ranks_of_widths(values: Array, widths: Array) -> Ranks:
    """The same where all that is known are half widths (labels,) of intervals: those that overlap share ranks."""
    return _from_gaps(values, widths[:, None] + widths[None])


def _from_gaps(values: Array, reach: Array) -> Ranks:
    """Ranks by which differences, ``values[i] - values[j]``, are larger than they could be by chance."""
    above = values[:, None] - values[None] > reach
    first, last = 1 + above.sum(axis=0), len(values) - above.sum(axis=1)
    return first.astype(np.int64), last.astype(np.int64)


def leaders(values: Array, ranks: Ranks) -> list[int]:
    """Which labels may be the first: one where it is clear, else all that cannot be told apart from the first, the
    largest value first."""
    order = np.argsort(-values, kind="stable")
    return [int(place) for place in order if ranks[0][place] == 1]
