"""When what is paid for acts: the months from a payment to its effect, and what of a setting acts in a month.

Each is written for numbers, so that it can be printed for a browser (:mod:`kkgsim.engine.printing.functions`), and
beside it for arrays, the same bit by bit.
"""

from __future__ import annotations

import math
from typing import Any, TypeAlias

import numpy as np

Real: TypeAlias = Any
"""A number, or an array of them."""


def whole_delay(months: Real) -> Real:
    """A delay in whole months; half a month more counts as one."""
    return math.floor(months + 0.5)


def whole_delays(months: Real) -> Real:
    """The same for an array."""
    return np.floor(months + 0.5)


def paid_month(month: Real, delay: Real) -> Real:
    """The month (from 0) whose payment acts in ``month``."""
    return max(month - delay, 0.0)


def paid_months(month: Real, delay: Real) -> Real:
    """The same for arrays."""
    return np.maximum(month - delay, 0.0)


def acting(at_work: Real, delay: Real, paid: Real, paid_then: Real) -> Real:
    """What of a setting acts in a month: what was paid for ``delay`` months before, ``paid_then``, once the lever has
    been ``at_work`` for longer, and nothing where nothing is ``paid`` for now."""
    return paid_then if at_work > delay and paid > 0.0 else 0.0


def acting_each(at_work: Real, delay: Real, paid: Real, paid_then: Real) -> Real:
    """The same for arrays."""
    return np.where((at_work > delay) & (paid > 0.0), paid_then, 0.0)


PRINTED = (whole_delay, paid_month, acting)
"""What whoever writes a policy into a world outside Python has to ask."""
