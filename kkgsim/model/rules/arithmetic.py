"""Arithmetic that both clocks do alike, to the bit: only + - * /, square roots and comparisons.

``math.exp`` may differ in the last bit between a C library and a compiler's, and it cannot be
vectorised everywhere; this one is the same in plain Python and in machine code.
"""

import math


def clip(x, low, high):
    """``x`` held between ``low`` and ``high``."""
    if x < low:
        return low
    if x > high:
        return high
    return x


def select(condition, yes, no):
    """``yes`` where the condition holds, else ``no``; both are worked out, so that compiled loops need not branch."""
    return yes if condition else no


def positive(x):
    """``x``, or zero where it is negative."""
    return x if x > 0.0 else 0.0


def share(part, whole):
    """``part / whole`` held in 0-1; zero when there is no whole."""
    if whole <= 0.0:
        return 0.0
    return clip(part / whole, 0.0, 1.0)


def whole(x):
    """``x`` rounded down to a whole number: whole rupiah, whole meetings."""
    return float(math.floor(x))


def square_root(x):
    """The square root of ``x``, or zero where it is negative: rounded alike on every machine."""
    return math.sqrt(positive(x))


def nearest(x):
    """``x`` rounded to the nearest whole number, halves up."""
    return whole(x + 0.5)


def over(part, whole):
    """``part / whole`` where a whole near nothing counts as a hundredth: nothing is divided by zero."""
    return part / max(whole, 0.01)


def uneven(draw):
    """A quantity that few have most of, mean 1: a third of the fourth power of a standard normal ``draw``."""
    squared = draw * draw
    return squared * squared / 3.0


def middle():
    """The middle of a scale from 0 to 1."""
    return 0.5


def happens(draw, probability):
    """1 with a probability, else 0; ``draw`` is uniform in 0-1."""
    return select(draw < probability, 1.0, 0.0)


def drawn_level(mean, sd, draw):
    """A level on a 0-1 scale, drawn around ``mean`` and held there; ``draw`` is standard normal."""
    return clip(mean + sd * draw, 0.0, 1.0)


def exponential(x):
    """e**x for x in -40..40 (held there), relative error below 1e-13: a Taylor polynomial of x/256, squared eight
    times."""
    y = clip(x, -40.0, 40.0) * 0.00390625
    p = 1.0 + y * (1.0 + y / 2.0 * (1.0 + y / 3.0 * (1.0 + y / 4.0 * (1.0 + y / 5.0 * (
        1.0 + y / 6.0 * (1.0 + y / 7.0 * (1.0 + y / 8.0 * (1.0 + y / 9.0))))))))  # fmt: skip
    p = p * p
    p = p * p
    p = p * p
    p = p * p
    p = p * p
    p = p * p
    p = p * p
    return p * p


def logistic(x):
    """1 / (1 + e**-x)."""
    return 1.0 / (1.0 + exponential(-x))


def normal_share_above(cut, mean):
    """Share of a normal population (SD 1) above ``cut``; logistic approximation, error below 2e-4.

    Source: BOWL09.
    """
    z = mean - cut
    return logistic(1.5976 * z + 0.07056 * z * z * z)
