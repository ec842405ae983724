"""THE BOOK: all parameters of the model, gathered from where they are declared."""

from __future__ import annotations

import importlib
from collections.abc import Mapping
from functools import cache

from kkgsim.model import levers, rules
from kkgsim.model.parameters import Parameter


@cache
def book() -> Mapping[str, Parameter]:
    """All numbers of the model by name, in one fixed order: rules, then places, then prices.

    Two modules declaring one name is a mistake and raises ``ValueError``.
    """
    gathered: dict[str, Parameter] = {}
    for home in homes():
        for name, declared in importlib.import_module(home).NUMBERS.items():
            if name in gathered:
                raise ValueError(f"number {name!r} is declared twice, the second time in {home}")
            gathered[name] = declared
    return gathered


@cache
def home_of(name: str) -> str:
    """The module in which a number is declared."""
    for home in homes():
        if name in importlib.import_module(home).NUMBERS:
            return home
    raise KeyError(name)


def homes() -> tuple[str, ...]:
    """The modules that declare numbers, in the order of the book."""
    return (
        *(f"kkgsim.model.rules.{name}" for name in rules.FILES),
        "kkgsim.model.calendar",
        "kkgsim.model.geography",
        "kkgsim.model.traits",
        *(f"kkgsim.model.levers.{name}" for name in levers.FILES),
    )
