"""What whole numbers a question may hold, wherever they are given: in a file, on the command line or in Python."""

from __future__ import annotations

import operator
from collections.abc import Mapping

from kkgsim.errors import COMMAND_LINE, InputError, Issue
from kkgsim.i18n import refusal

LIMITS: Mapping[str, tuple[int, int]] = {
    "months": (1, 240),
    "replicates": (1, 100_000),
    "seed": (0, 2**32 - 1),
    "workers": (1, 64),
    "futures": (2, 10_000),
}
"""The smallest and the largest lawful value by name."""


def check_limits(**values: int | None) -> None:
    """Refuse arguments that are no whole numbers within :data:`LIMITS`; None stands for what is not given.

    Raises ``InputError`` with all of them.
    """
    issues = []
    for name, value in values.items():
        low, high = LIMITS[name]
        if value is None:
            continue
        try:
            whole = operator.index(value)
        except TypeError:
            issues.append(Issue(COMMAND_LINE, refusal("no_whole"), key=f"--{name}", given=repr(value)))
            continue
        if not low <= whole <= high:
            allowed, near = refusal("between", low=low, high=high), str(min(max(whole, low), high))
            issues.append(
                Issue(COMMAND_LINE, refusal("range"), key=f"--{name}", given=str(value), allowed=allowed, nearest=near)
            )
    if issues:
        raise InputError(issues)
