"""All parameters of the model, gathered from the modules that declare them."""

from __future__ import annotations

import importlib
from collections.abc import ItemsView, Iterator, Mapping
from functools import cache

from kkgsim.config.extensions import issue
from kkgsim.errors import InputError
from kkgsim.model import levers, rules
from kkgsim.model.parameters import Parameter


@cache
def parameters() -> Mapping[str, Parameter]:
    """All parameters by name, in one fixed order: those of rules, then of places and rosters, then of levers.

    Raises ``ValueError`` where two modules declare one name, and ``InputError`` for a lever of another package that is
    none.
    """
    result: dict[str, Parameter] = {}
    levers.all_levers()  # says what is wrong with one, before its module is imported for its numbers
    for home in homes():
        for name, parameter in importlib.import_module(home).PARAMETERS.items():
            if name in result and home in (entry.module for entry in levers.BROUGHT.values()):
                entry = next(entry for entry in levers.BROUGHT.values() if entry.module == home)
                raise InputError([issue(entry, "extension_number", given=name)])
            if name in result:
                raise ValueError(f"parameter {name!r} is declared twice, the second time in {home}")
            result[name] = parameter
    return result


class _Lazy(Mapping[str, Parameter]):
    """:func:`parameters` as a mapping that imports nothing before it is read."""

    def __getitem__(self, name: str) -> Parameter:
        return parameters()[name]

    def __iter__(self) -> Iterator[str]:
        return iter(parameters())

    def __len__(self) -> int:
        return len(parameters())

    def items(self) -> ItemsView[str, Parameter]:
        """Names and parameters, without looking up each by its name."""
        return parameters().items()


PARAMETERS: Mapping[str, Parameter] = _Lazy()
"""All parameters of the model by name; see :func:`parameters`."""


@cache
def home_of(name: str) -> str:
    """The module that declares a parameter. Raises ``KeyError`` where none does."""
    for home in homes():
        if name in importlib.import_module(home).PARAMETERS:
            return home
    raise KeyError(name)


def numbers_beside(name: str) -> Mapping[str, Parameter]:
    """The parameters that are declared in the same module as one. Raises ``KeyError`` where none is of that name."""
    beside: Mapping[str, Parameter] = importlib.import_module(home_of(name)).PARAMETERS
    return beside


def homes() -> tuple[str, ...]:
    """The modules that declare parameters, in the order of :data:`PARAMETERS`."""
    return (
        *(f"kkgsim.model.rules.{name}" for name in rules.FILES),
        "kkgsim.model.geography",
        "kkgsim.model.population",
        *levers.HOMES.values(),
    )
