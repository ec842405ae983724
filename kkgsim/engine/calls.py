"""How a rule is called: its arguments are found by name, in both clocks.

A rule names what it reads. What a step of the month hands over besides things, policy, luck and numbers is a sum of
rules (:attr:`kkgsim.model.schedule.Step.sums`), worked out in the order in which they are listed.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

Rule = Callable[..., Any]
Call = Callable[[Any, Any], Any]
"""A rule as a function of a thing and its luck."""
PER_THING = ("policy", "reach")
"""What is given as a function of a kind and a thing."""


@cache
def arguments(rule: Rule) -> tuple[str, ...]:
    """What a rule asks for, by name."""
    return tuple(inspect.signature(rule).parameters)


def caller(rule: Rule, over: str, given: Mapping[str, Any]) -> Call:
    """``rule`` as a function of a thing of kind ``over`` and its luck.

    Other arguments are those ``given``, or what the thing belongs to: an attribute of the thing by that name. The
    policy is given as a function of a kind and a thing, for it need not reach all of them.
    """
    names = arguments(rule)

    def call(thing: Any, luck: Any) -> Any:  # in one expression, for a run of agents does little else
        return rule(*[
            thing if name == over
            else luck if name == "luck"
            else given[name](over, thing) if name in PER_THING
            else given[name] if name in given
            else getattr(thing, name)
            for name in names
        ])  # fmt: skip

    return call


def added(parts: list[float]) -> float:
    """The sum of some numbers, one by one in their order, as the compiled clock adds them."""
    total = parts[0]
    for part in parts[1:]:
        total = total + part
    return total
