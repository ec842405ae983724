"""The scenarios that somebody names, and the place that they ask about."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from kkgsim.errors import COMMAND_LINE, InputError, Issue
from kkgsim.i18n import refusal
from kkgsim.places.place import Place
from kkgsim.scenario.library import file_of
from kkgsim.scenario.read import read_scenario
from kkgsim.scenario.resolve import place_named
from kkgsim.scenario.scenario import STATUS_QUO, Scenario

ScenarioArg = Path | str | Scenario
"""A scenario as somebody gives it: its file, the name of a shipped one, or itself."""
PlaceArg = Place | Path | str
"""A place as somebody gives it: the name of an embedded one, its folder, or itself."""


def listed(scenarios: ScenarioArg | Iterable[ScenarioArg]) -> list[ScenarioArg]:
    """One scenario or several, as a list."""
    return [scenarios] if isinstance(scenarios, ScenarioArg) else list(scenarios)


def read_scenarios(scenarios: Sequence[ScenarioArg], months: int | None = None) -> list[Scenario]:
    """All scenarios, over another horizon where ``months`` says so.

    Raises ``InputError`` with the mistakes of all files, and all names that two of them share, in one refusal.
    """
    sources = [given if isinstance(given, Scenario) else file_of(given) for given in scenarios]
    issues = _name_issues(sources)
    selected: list[Scenario] = []
    for rank, source in enumerate(sources):
        if source in sources[:rank]:
            continue
        try:
            scenario = source if isinstance(source, Scenario) else read_scenario(source)
            selected.append(scenario if months is None else scenario.with_horizon(months))
        except InputError as error:
            issues += error.issues
    if issues:
        raise InputError(issues)
    return selected


def _name_issues(sources: Iterable[Path | Scenario]) -> list[Issue]:
    """Names that several scenarios share, or that are kept for the status quo."""
    by_name: dict[str, list[Path | Scenario]] = {}
    for source in sources:
        by_name.setdefault(source.name if isinstance(source, Scenario) else source.stem, []).append(source)
    issues: list[Issue] = []
    for name, alike in by_name.items():
        given = ", ".join(source.name if isinstance(source, Scenario) else str(source) for source in alike)
        if len(alike) > 1:
            issues.append(Issue(COMMAND_LINE, refusal("same_name"), key=name, given=given))
        if name == STATUS_QUO and not all(isinstance(source, Scenario) and not source.policy for source in alike):
            issues.append(Issue(COMMAND_LINE, refusal("name_kept"), given=given))
    return issues


def shared_place(scenarios: Sequence[Scenario], sources: Sequence[ScenarioArg], place: PlaceArg | None = None) -> Place:
    """The place that all scenarios ask about, or the ``place`` that is named instead.

    A folder that a file names is looked for beside the file. Raises ``InputError`` where they ask about several.
    """
    if place is not None:
        return place if isinstance(place, Place) else place_named(str(place))
    bases = [None if isinstance(source, Scenario) else file_of(source).parent for source in sources]
    places = [place_named(scenario.place, base) for scenario, base in zip(scenarios, bases, strict=True)]
    if any(other != places[0] for other in places):
        given = ", ".join(f"{scenario.name}: {scenario.place}" for scenario in scenarios)
        raise InputError([Issue(COMMAND_LINE, refusal("other_places"), key="--place", given=given)])
    return places[0]
