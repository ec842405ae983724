"""What the numbers of the model may be, wherever somebody sets one: in a scenario, in a place, on the command line."""

from __future__ import annotations

from kkgsim.config.readers import Range
from kkgsim.i18n import unit
from kkgsim.model.registry import PARAMETERS


def range_of_parameter(name: str) -> Range:
    """What a number of the model may be."""
    return Range(PARAMETERS[name].low, PARAMETERS[name].high, unit(PARAMETERS[name].unit))
