"""The scenarios that a command names, and the place that they ask about."""

from __future__ import annotations

from pathlib import Path

from kkgsim.errors import COMMAND_LINE, InputError, Issue
from kkgsim.i18n import refusal
from kkgsim.places.place import Place
from kkgsim.scenario.read import read_scenario
from kkgsim.scenario.resolve import place_named
from kkgsim.scenario.scenario import STATUS_QUO, Scenario


def read_scenarios(paths: list[Path], months: int | None) -> list[Scenario]:
    """All scenarios, with the mistakes of all files, and all names that two of them share, in one refusal."""
    found: list[Scenario] = []
    issues: list[Issue] = []
    alike: dict[str, list[str]] = {}
    for path in paths:
        alike.setdefault(path.stem, []).append(str(path))
    for name, same in alike.items():
        if len(same) > 1:
            issues.append(Issue(COMMAND_LINE, refusal("same_name"), key=name, given=", ".join(same)))
        if name == STATUS_QUO:
            issues.append(Issue(COMMAND_LINE, refusal("name_kept"), given=same[0]))
    for path in dict.fromkeys(paths):
        try:
            scenario = read_scenario(path)
            found.append(scenario if months is None else scenario.with_horizon(months))
        except InputError as error:
            issues += error.issues
    if issues:
        raise InputError(issues)
    return found


def shared_place(scenarios: list[Scenario], paths: list[Path], override: str | None) -> Place:
    """The place that all scenarios ask about."""
    if override is not None:
        return place_named(override)
    places = [place_named(s.place, path.parent) for s, path in zip(scenarios, paths, strict=True)]
    if any(p != places[0] for p in places):
        given = ", ".join(f"{s.name}: {s.place}" for s in scenarios)
        raise InputError([Issue(COMMAND_LINE, refusal("other_places"), key="--place", given=given)])
    return places[0]
