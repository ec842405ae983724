"""Whether a sample was large enough: the indices against its size, and a rule that says so."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations

import numpy as np

from kkgsim.analysis.sensitivity.methods import Indices, Method
from kkgsim.model.arrays import Array

WIDEST = 0.1
"""An interval of a factor that matters may be this wide from end to end; an index of a method without intervals may
have moved by half of this since half the sample."""
MATTERS = 0.05
"""Factors with a smaller index do not decide whether a sample was large enough."""
HALVINGS = 3
"""Smaller samples that are looked at besides the whole one."""
FIRST = 64
"""Where a sample begins that may grow."""


@dataclass(frozen=True)
class Verdict:
    """One outcome at one size of sample: how wide its widest interval is (None: it has none), how far its indices moved
    since half the sample (None: there was none), and which pairs of factors clearly changed places."""

    widest: float | None
    moved: float | None
    swapped: tuple[tuple[str, str], ...]

    @property
    def holds(self) -> bool:
        """The rule: nothing that matters is wider than :data:`WIDEST` or moved by more than that since half the sample
        (without intervals: by more than half of that), and no two factors whose intervals do not overlap changed places
        since then."""
        if self.moved is None:
            return False
        wide = 2.0 * self.moved if self.widest is None else max(self.widest, self.moved)
        return wide <= WIDEST and not self.swapped


def sizes(method: Method, samples: int) -> list[int]:
    """The sizes of sample that are looked at, smallest first; the last is the whole one."""
    result = [samples >> step for step in range(HALVINGS, 0, -1)]
    return [*(item for item in result if item >= method.fewest), samples]


def ranking(method: Method, indices: Indices) -> Array:
    """The index that ranks factors; effects as parts of the largest one."""
    return indices.values[method.key] / (method.scale(indices) or 1.0)


def verdict(method: Method, labels: list[str], indices: Indices, before: Indices | None) -> Verdict:
    """Judge the indices of one outcome against those of half the sample."""
    now = ranking(method, indices)
    width = indices.widths.get(method.key)
    if width is not None:
        width = width / max(method.scale(indices), np.finfo(float).tiny)
    matters = np.flatnonzero(now > MATTERS)
    widest = None if width is None else float(2.0 * np.max(width[matters], initial=0.0))
    if not indices.widths and not now.any():
        widest = 0.0  # nothing moves this outcome: there is nothing to be unsure of
    if before is None:
        return Verdict(widest, None, ())
    then = ranking(method, before)
    reach = np.zeros_like(now) if width is None else width
    swapped = [
        (labels[item], labels[other]) for item, other in combinations(matters, 2)
        if (now[item] - now[other]) * (then[item] - then[other]) < 0.0
        and abs(now[item] - now[other]) > max(reach[item] + reach[other], MATTERS)
    ]  # fmt: skip
    return Verdict(widest, float(np.max(np.abs(now - then)[matters], initial=0.0)), tuple(swapped))
