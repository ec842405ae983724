"""Words that pictures of all analyses share: outcomes with their units, and the unit of an axis of money."""

from __future__ import annotations

from kkgsim.i18n import tr
from kkgsim.model.outcomes import Outcome


def with_unit(outcome: Outcome) -> str:
    """An outcome and what it is measured in."""
    return f"{outcome.label} ({outcome.unit.level})"


def change_unit(outcome: Outcome) -> str:
    """An outcome and what its changes are measured in."""
    return f"{outcome.label} ({outcome.unit.change})"


def money(amount: float) -> tuple[float, str]:
    """The scale of an axis of money that reaches ``amount``, and the words for its unit."""
    size, word = (1e9, "billion") if abs(amount) >= 3e9 else (1e6, "million")
    return 1.0 / size, tr(f"view_money_{word}")
