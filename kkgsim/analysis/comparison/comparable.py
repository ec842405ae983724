"""Which scenarios can be compared: those that differ in what is done and in nothing else.

Every function raises ``InputError`` that says which scenarios differ in what.
"""

from __future__ import annotations

from collections.abc import Sequence

from kkgsim.errors import COMMAND_LINE, InputError, Issue
from kkgsim.i18n import refusal
from kkgsim.model.registry import PARAMETERS
from kkgsim.scenario.scenario import Scenario


def same_horizon(scenarios: Sequence[Scenario]) -> None:
    """Refuse scenarios over different numbers of months."""
    months = {s.months for s in scenarios}
    if len(months) > 1:
        given = ", ".join(f"{s.name}: {s.months}" for s in scenarios)
        raise InputError([Issue(COMMAND_LINE, refusal("other_horizons"), key="months", given=given)])


def same_beginning(scenarios: Sequence[Scenario]) -> None:
    """A difference must be the policy's, not that of the holidays."""
    if len({s.first_month for s in scenarios}) > 1:
        given = ", ".join(f"{s.name}: {s.first_month}" for s in scenarios)
        raise InputError([Issue(COMMAND_LINE, refusal("other_beginnings"), key="first_month", given=given)])


def same_roster(scenarios: Sequence[Scenario]) -> None:
    """Runs are paired person by person, so all must have the same people."""
    shapes = {
        s.name: {a.number: a.value for a in s.assumptions if PARAMETERS[a.number].used == "roster"} for s in scenarios
    }
    if any(shape != shapes[scenarios[0].name] for shape in shapes.values()):
        given = "; ".join(f"{name}: {', '.join(shape) or '-'}" for name, shape in shapes.items())
        raise InputError([Issue(COMMAND_LINE, refusal("other_rosters"), key="assumptions", given=given)])


def same_assumptions(scenarios: Sequence[Scenario], against: Scenario) -> None:
    """A difference must be the policy's, not an assumption's."""
    held = {(a.number, a.value, a.low, a.high) for a in against.assumptions}
    for scenario in scenarios:
        odd = held ^ {(a.number, a.value, a.low, a.high) for a in scenario.assumptions}
        if odd:
            names = ", ".join(sorted({name for name, *_ in odd}))
            raise InputError([Issue(COMMAND_LINE, refusal("other_assumptions"), key=scenario.name, given=names)])
