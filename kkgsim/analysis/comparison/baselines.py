"""What scenarios are set against where nothing else is named: the status quo, once for each different set of
assumptions, and under a name of its own."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Sequence
from dataclasses import replace

from kkgsim.errors import COMMAND_LINE, InputError, Issue
from kkgsim.i18n import message, refusal
from kkgsim.scenario.scenario import Scenario


def baselines_of(scenarios: Sequence[Scenario]) -> list[Scenario]:
    """The status quo of each scenario, in their order; under the same assumptions it is one and the same.

    Where there are several, the first without assumptions of its own keeps the plain name; every other is named after
    the scenarios that it belongs to.
    """
    belongs: dict[Hashable, list[Scenario]] = {}
    for scenario in scenarios:
        belongs.setdefault(question_without_policy(scenario), []).append(scenario)
    plain = next((key for key, members in belongs.items() if not members[0].assumptions), None)
    baselines = {
        key: members[0].without_policy() if key == plain or len(belongs) == 1 else _named_after(members)
        for key, members in belongs.items()
    }
    return [baselines[question_without_policy(scenario)] for scenario in scenarios]


def different(scenarios: Sequence[Scenario]) -> list[Scenario]:
    """Each different scenario once. Raises ``InputError`` where two different ones have one name: their rows could
    not be told apart."""
    distinct: list[Scenario] = []
    for scenario in scenarios:
        if scenario not in distinct:
            distinct.append(scenario)
    twice = [name for name, count in Counter(scenario.name for scenario in distinct).items() if count > 1]
    if twice:
        raise InputError([Issue(COMMAND_LINE, refusal("names_twice"), given=name) for name in twice])
    return distinct


def question_without_policy(scenario: Scenario) -> Hashable:
    """What of a scenario is left when nothing is done. The reasons given, and how often and on which luck a file would
    be played by itself, make no other status quo."""
    held = frozenset((a.number, a.value, a.low, a.high) for a in scenario.assumptions)
    return scenario.months, scenario.first_month, held


def _named_after(scenarios: Sequence[Scenario]) -> Scenario:
    """The status quo of these scenarios, which says so."""
    nothing = scenarios[0].without_policy()
    first, more = scenarios[0], len(scenarios) - 1
    title = message(
        "status_quo_for_many" if more else "status_quo_for", status_quo=nothing.title,
        scenario=first.title if first.title.en else first.name, more=more,
    )  # fmt: skip
    return replace(nothing, name=f"{nothing.name} ({first.name})", title=title)
