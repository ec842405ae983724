"""In which order factors decide an outcome, as far as the sample tells."""

from __future__ import annotations

import numpy as np

from kkgsim.analysis.ranks import Ranks, leaders, rank_intervals, ranks_of_widths
from kkgsim.analysis.sensitivity.convergence import ranking
from kkgsim.analysis.sensitivity.methods import Indices, Method


def ranks_of(by: Method, indices: Indices) -> Ranks | None:
    """The ranks that each label may have by the index that ranks; None for a method that knows no error."""
    strength = ranking(by, indices)
    if indices.parts is not None:
        return rank_intervals(strength, indices.parts)
    width = indices.widths.get(by.key)
    if width is None:
        return None
    return ranks_of_widths(strength, width / (by.scale(indices) or 1.0))


def first_of(by: Method, indices: Indices) -> list[int]:
    """The label that decides an outcome most, or all that cannot be told apart from it; the strongest alone where a
    method knows no error, none where nothing moves the outcome."""
    strength = ranking(by, indices)
    if not strength.any():
        return []
    ranks = ranks_of(by, indices)
    return [int(np.argmax(strength))] if ranks is None else leaders(strength, ranks)
