"""A question made ready to run: the scenario checked against its place."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from kkgsim.config.issues import shown
from kkgsim.config.readers import fault_of
from kkgsim.errors import InputError, Issue, nearest, spelt_alike
from kkgsim.i18n import Text, refusal
from kkgsim.model.levers import all_levers, all_settings
from kkgsim.places.place import Place
from kkgsim.scenario.at_place import at_place
from kkgsim.scenario.scenario import Phase, Scenario

SETTINGS = Text("settings", "pengaturan")
"""Where a mistake in settings stands."""
MOST_LISTED = 8
"""Clusters that are listed at most where one is named that is not there."""


@dataclass(frozen=True)
class Case:
    """A scenario, which has the own numbers of its place, and the place it asks about."""

    scenario: Scenario
    place: Place

    @classmethod
    def at(cls, scenario: Scenario, place: Place) -> Case:
        """The question at a place."""
        return cls(at_place(scenario, place), place)


def resolve(
    place: str | Place | None,
    scenario: Scenario | str | None,
    months: int | None,
    seed: int | None,
    settings: Mapping[str, float],
) -> Case:
    """The question that :class:`kkgsim.engine.mesa_model.KKGModel` is to answer."""
    if scenario is not None:
        return _from_scenario(place, scenario, months, seed, settings)
    resolved = _place(place or "janapria", None)
    months = 36 if months is None else months
    luck = secrets.randbits(32) if seed is None else int(seed)
    return Case.at(own_question(resolved, months, luck, phases(settings, months)), resolved)


def own_question(place: Place, months: int, seed: int, policy: tuple[Phase, ...]) -> Scenario:
    """The scenario of a policy that stands in no file, with the place's own numbers."""
    title, about = Text("Own settings", "Pengaturan sendiri"), Text("", "")
    return at_place(Scenario("settings", title, about, place.name, months, 1, seed, policy), place)


def _place(place: str | Place, base: Path | None) -> Place:
    return place if isinstance(place, Place) else place_named(place, base)


def _from_scenario(
    place: str | Place | None,
    scenario: Scenario | str,
    months: int | None,
    seed: int | None,
    settings: Mapping[str, float],
) -> Case:
    """A scenario's question; place, months and seed take the place of the scenario's where given."""
    from kkgsim.scenario.read import read_scenario

    if settings:
        raise InputError([Issue("KKGModel", refusal("both_ways"), given=", ".join(settings))])
    question = scenario if isinstance(scenario, Scenario) else read_scenario(Path(scenario))
    if seed is not None:
        question = replace(question, seed=int(seed), text="")
    base = None if isinstance(scenario, Scenario) else Path(scenario).parent
    if months is not None:
        question = question.with_horizon(months)
    where = _place(place, None) if place is not None else place_named(question.place, base)
    check_targets([question], where)
    return Case.at(question, where)


def check_targets(scenarios: Iterable[Scenario], place: Place) -> None:
    """Refuse, with ``InputError``, clusters that scenarios name and the place does not have, and more of them than it
    has."""
    issues, there = [], place.clusters
    for scenario in scenarios:
        for phase in scenario.policy:
            key = f"policy.{phase.lever}.to"
            for name in phase.to.clusters if phase.to else ():
                if name not in there:
                    missing, near = refusal("no_cluster", place=place.title), nearest(name, there)
                    allowed = ", ".join(spelt_alike(name, there, MOST_LISTED, 0.0) or there[:MOST_LISTED])
                    issues.append(Issue(scenario.name, missing, None, key, shown(name), allowed, near))
            if phase.to and phase.to.many > len(there):
                few = refusal("few_clusters", place=place.title)
                issues.append(Issue(scenario.name, few, None, key, shown(phase.to.many), f"<= {len(there)}"))
    if issues:
        raise InputError(issues)


def place_named(name: str, base: Path | None = None) -> Place:
    """An embedded place, or one in a folder (relative to ``base``)."""
    from kkgsim.places.place_io.files import open_place

    return open_place(name, base=base)


def phases(settings: Mapping[str, float], months: int) -> tuple[Phase, ...]:
    """Settings by full name, from the first month to the last; a lever's other settings are zero."""
    from kkgsim.scenario.read import range_of_setting

    known = all_settings()
    issues = []
    for name, value in settings.items():
        if name not in known:
            issues.append(Issue(SETTINGS, refusal("no_setting"), key=name, nearest=nearest(name, known)))
            continue
        allowed = range_of_setting(known[name])
        word, details = fault_of(value, "", allowed)
        if word:
            issues.append(Issue(SETTINGS, refusal(word, **details), None, name, shown(value), allowed.words()))
    if issues:
        raise InputError(issues)
    policy = []
    for lever in all_levers().values():
        given = {s.name: settings.get(f"{lever.name}_{s.name}", 0.0) for s in lever.settings}
        if any(value != 0.0 for value in given.values()):
            policy.append(Phase(lever.name, 1, months, given, lever.payers[0]))
    return tuple(policy)
