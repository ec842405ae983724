"""The own numbers of a place: which of the model's a place may hold, and within which range."""

from __future__ import annotations

from collections.abc import Mapping

from kkgsim.config.readers import fault_of
from kkgsim.errors import COMMAND_LINE, InputError, Issue, nearest
from kkgsim.i18n import amount, refusal
from kkgsim.model.allowed import range_of_parameter
from kkgsim.model.registry import PARAMETERS
from kkgsim.places.place import OwnNumber


def own_numbers(given: Mapping[str, float], key: str = "--number") -> tuple[OwnNumber, ...]:
    """Numbers by the model's names as a place holds them. Raises ``InputError`` for all that cannot be."""
    issues, numbers = list[Issue](), list[OwnNumber]()
    for name, value in given.items():
        if name not in PARAMETERS:
            near = nearest(name, PARAMETERS)
            issues.append(Issue(COMMAND_LINE, refusal("new_number"), key=key, given=name, nearest=near))
            continue
        allowed = range_of_parameter(name)
        word, details = fault_of(value, "", allowed)
        if PARAMETERS[name].used == "place":
            issues.append(Issue(COMMAND_LINE, refusal("made_before"), key=key, given=name))
        elif word:
            said = f"{name}={amount(value) if isinstance(value, int | float) else value}"
            issues.append(Issue(COMMAND_LINE, refusal(word, **details), key=key, given=said, allowed=allowed.words()))
        else:
            numbers.append(OwnNumber(name, float(value)))
    if issues:
        raise InputError(issues)
    return tuple(numbers)
