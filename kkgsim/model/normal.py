"""Words as draws: a uniform one, and the normal one that belongs to it.

Only + - * / and square roots, which every machine and language rounds alike, and no branch, so that loops vectorise. No
logarithm is needed: ``z / (u - 1/2)`` is an even function of ``u - 1/2``, hence a smooth one of ``u (1 - u)`` but for
the tails, which the sixteenth root straightens. Over that root it is a ratio of two polynomials, fitted to the least
largest error (1.3e-10 of the value) by ``verification/fit_normal.py``.
"""

from __future__ import annotations

import math
from typing import Any, TypeAlias

import numpy as np

Real: TypeAlias = Any
"""A number, or an array of them."""


def uniform_of(word: Any) -> Real:
    """The middle of one of 2**32 equal parts of 0-1, never 0, 1/2 or 1; ``word`` is a whole number or an array."""
    return (word + 0.5) * 2.3283064365386963e-10


def normal_of(uniform: Real) -> Real:
    """The standard normal value below which a share ``uniform`` of 0-1 lies; at ``1 - uniform`` its exact negative."""
    return bent(uniform, math.sqrt(math.sqrt(math.sqrt(math.sqrt(uniform * (1.0 - uniform))))))


def normals_of(uniforms: Real) -> Real:
    """The same for an array, bit by bit."""
    return bent(uniforms, np.sqrt(np.sqrt(np.sqrt(np.sqrt(uniforms * (1.0 - uniforms))))))


def bent(uniform: Real, root: Real) -> Real:
    """The normal value, given the sixteenth root of ``uniform (1 - uniform)``."""
    x = root * 2.951579821376129 - 1.7066106300432315
    above = 7.212240614116627 + x * (-6.9901457617664535 + x * (0.30144862900680364 + x * (
        3.6481942043272557 + x * (-2.2179977863648266 + x * (0.01816493772410741 + x * (
            0.3727923632320425 + x * (-0.11177084361108348 + x * 0.007405384721785705)))))))  # fmt: skip
    below = 1.0 + x * (-0.2966302912429444 + x * (-0.16407094775131043 + x * (
        0.44822763219763356 + x * (-0.05016008666864932 + x * (-0.05697017850527423 + x * (
            0.023262690499816687 + x * (-0.007145580179703735 + x * -0.002750184477223279)))))))  # fmt: skip
    return (uniform - 0.5) * (above / below)
