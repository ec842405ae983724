"""Pairs of policies: the four scenarios in which neither, one, the other or both are at work."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import combinations
from typing import Literal

from kkgsim.i18n import Text
from kkgsim.model.levers import all_levers
from kkgsim.places.place import Place
from kkgsim.scenario.at_place import at_place
from kkgsim.scenario.resolve import phases
from kkgsim.scenario.scenario import STATUS_QUO, Scenario

Strength = Literal["usual", "high"]


@dataclass(frozen=True)
class Pair:
    """Two sets of settings, by full name.

    ``besides`` is at work in all four scenarios; the levers in ``first_half`` are paid for in the first half of the
    months only.
    """

    first: Mapping[str, float]
    second: Mapping[str, float]
    besides: Mapping[str, float] = field(default_factory=dict)
    first_half: tuple[str, ...] = ()

    def four(self) -> tuple[dict[str, float], ...]:
        """The settings of neither, the first, the second, and both."""
        neither = dict(self.besides)
        return neither, {**neither, **self.first}, {**neither, **self.second}, {**neither, **self.first, **self.second}


def pairs_of(levers: Sequence[str], strength: Strength) -> dict[tuple[str, str], Pair]:
    """All pairs of levers by name (of all when none is named), at the usual or the highest strength."""
    strong = {
        name: {f"{name}_{s.name}": float(getattr(s, strength)) for s in all_levers()[name].settings}
        for name in levers or all_levers()
    }
    return {(a, b): Pair(strong[a], strong[b]) for a, b in combinations(strong, 2)}


def scenarios_of(pairs: Sequence[Pair], place: Place, months: int, replicates: int, seed: int) -> dict[str, Scenario]:
    """Every different scenario of some pairs, once, by name."""
    scenarios: dict[str, Scenario] = {}
    for pair in pairs:
        for settings in pair.four():
            name = name_of(settings, pair.first_half)
            if name not in scenarios:
                policy = tuple(
                    replace(phase, end=max(months // 2, 1)) if phase.lever in pair.first_half else phase
                    for phase in phases(settings, months)
                )
                title, about = Text(name, name), Text("", "")
                question = Scenario(name, title, about, place.name, months, replicates, seed, policy)
                scenarios[name] = at_place(question, place)
    return scenarios


def name_of(settings: Mapping[str, float], first_half: Sequence[str] = ()) -> str:
    """What a scenario does, in full: equal ones have one name and are played once."""
    words = [f"{name}={value:g}" for name, value in sorted(settings.items()) if value != 0.0]
    words += [f"{lever} in the first half" for lever in first_half if any(w.startswith(lever) for w in words)]
    return ", ".join(words) or STATUS_QUO
