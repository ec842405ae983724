"""The scenarios, the study and the place that an analysis is asked about: files, or what was read before."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from kkgsim.design.read_study import read_study
from kkgsim.design.study import Study
from kkgsim.errors import COMMAND_LINE, InputError, Issue
from kkgsim.i18n import refusal
from kkgsim.places.place import Place
from kkgsim.scenario.library import file_of
from kkgsim.scenario.read import read_scenario
from kkgsim.scenario.resolve import check_targets, place_named
from kkgsim.scenario.scenario import STATUS_QUO, Scenario

ScenarioSource = Scenario | Path | str
"""A scenario, the file of one, or the name of a shipped one."""


def as_list(sources: ScenarioSource | Iterable[ScenarioSource]) -> list[ScenarioSource]:
    """One scenario or several, as a list."""
    return [sources] if isinstance(sources, ScenarioSource) else list(sources)


def study_from(source: Study | Path | str) -> Study:
    """A study whose points share their luck, read where a file is named. Raises ``InputError`` with all mistakes of the
    file, or where points have luck of their own."""
    study = source if isinstance(source, Study) else read_study(source)
    return with_shared_luck(study, study.name if isinstance(source, Study) else str(source))


def study_at(study: Study, place: str | None) -> Study:
    """The study in another place, where one is named (an embedded place, or a folder). Raises ``InputError`` for a name
    that is none."""
    if place is None:
        return study
    place_named(place)
    return replace(study, place=place, base="", scenario=replace(study.scenario, place=place))


def with_shared_luck(study: Study, where: str) -> Study:
    """The study, whose points must share their luck: analyses set them beside each other, or beside today, on the same
    luck. Raises ``InputError`` that names ``where`` it was read."""
    if study.own_luck:
        raise InputError([Issue(where, refusal("own_luck"), key="luck", given='"own"', allowed='"shared"')])
    return study


def read_scenarios(sources: Sequence[ScenarioSource], months: int | None) -> list[Scenario]:
    """All scenarios, over ``months`` instead of their own where these are given.

    Raises ``InputError`` with the mistakes of all files, and all names that two scenarios share, in one refusal.
    """
    issues = _names_taken(sources)
    scenarios: list[Scenario] = []
    for rank, source in enumerate(sources):
        if source in sources[:rank]:
            continue
        try:
            scenario = source if isinstance(source, Scenario) else read_scenario(source)
        except InputError as error:
            issues += error.issues
        else:
            scenarios.append(scenario if months is None else scenario.with_horizon(months))
    if issues:
        raise InputError(issues)
    return scenarios


def _names_taken(sources: Sequence[ScenarioSource]) -> list[Issue]:
    """What is wrong with the names: two alike, or one that the comparison keeps for itself."""
    by_name: dict[str, list[str]] = {}
    for source in sources:
        name = source.name if isinstance(source, Scenario) else file_of(source).stem
        by_name.setdefault(name, []).append(name if isinstance(source, Scenario) else str(source))
    issues = []
    for name, alike in by_name.items():
        if len(alike) > 1:
            issues.append(Issue(COMMAND_LINE, refusal("same_name"), key=name, given=", ".join(alike)))
        if name == STATUS_QUO:
            issues.append(Issue(COMMAND_LINE, refusal("name_kept"), given=alike[0]))
    return issues


def shared_place(
    scenarios: Sequence[Scenario], sources: Sequence[ScenarioSource], override: Place | str | None
) -> Place:
    """The place that all scenarios ask about; a folder of one is looked for beside the scenario's file.

    Raises ``InputError`` for scenarios of several places, unless one is given instead (``override``), and for clusters
    that they aim at and the place does not have.
    """
    if override is not None:
        where = override if isinstance(override, Place) else place_named(override)
        check_targets(scenarios, where)
        return where
    places = [
        place_named(scenario.place, None if isinstance(source, Scenario) else file_of(source).parent)
        for scenario, source in zip(scenarios, sources, strict=True)
    ]
    if any(place != places[0] for place in places):
        given = ", ".join(f"{scenario.name}: {scenario.place}" for scenario in scenarios)
        raise InputError([Issue(COMMAND_LINE, refusal("other_places"), key="--place", given=given)])
    check_targets(scenarios, places[0])
    return places[0]
