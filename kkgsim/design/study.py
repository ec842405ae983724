"""What a sweep asks: a scenario, what of it varies and how, and what of every run is kept."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Literal, get_args

import numpy as np
from numpy.typing import NDArray

from kkgsim.i18n import Text, message
from kkgsim.model.levers import all_levers, all_settings
from kkgsim.model.parameters import Distribution
from kkgsim.model.posterior import Drawn
from kkgsim.model.registry import PARAMETERS
from kkgsim.places.place import Place
from kkgsim.scenario.resolve import check_targets, place_named
from kkgsim.scenario.scenario import Budget, Phase, Scenario, Target

Points = NDArray[np.float64]
"""A design: one row a point, one column a factor."""
Way = Literal["neediest", "remotest", "start", "budget"]
"""What of a policy varies besides its settings: how many clusters a lever is aimed at, the month in which it starts,
and what the district can spend."""
Kind = Literal["setting", "number", "lever"] | Way
WAYS: tuple[Way, ...] = get_args(Way)
KINDS: tuple[Kind, ...] = ("setting", "number", "lever", *WAYS)
TARGETS: tuple[Way, ...] = ("neediest", "remotest")
"""The ways in which clusters are chosen."""
CEILING = "budget_ceiling"
"""The name of the factor that is the ceiling of a budget."""
Method = Literal["grid", "latin_hypercube", "sobol", "points"]
METHODS: tuple[Method, ...] = ("grid", "latin_hypercube", "sobol", "points")
SAMPLED: tuple[Method, ...] = ("latin_hypercube", "sobol")
"""Those that spread points over the ranges of the factors."""
END = "end"
"""Instead of a month: the mean of the last year."""


@dataclass(frozen=True)
class Factor:
    """A setting or number that varies: between ``low`` and ``high``, or over ``values`` where some are listed, all of
    them alike; or a whole lever that is off (0) or on (1); or one of :data:`WAYS`.

    Between its ends a factor is spread by its ``distribution``; a triangular or double triangular one peaks at
    ``mode``. Factors of one ``group`` are judged together where a method can. ``why`` is what the study says of the
    range.
    """

    name: str
    kind: Kind
    low: float
    high: float
    values: tuple[float, ...] = ()
    distribution: Distribution = "uniform"
    mode: float | None = None
    group: str = ""
    why: Text = field(default=Text("", ""), compare=False)

    @property
    def label(self) -> Text:
        """What people call it."""
        if self.kind == "lever":
            return all_levers()[self.name].label
        if self.kind in WAYS:
            lever = "" if self.kind == "budget" else all_levers()[self.lever].label
            return message(f"factor_{self.kind}", lever=lever)
        return all_settings()[self.name].label if self.kind == "setting" else PARAMETERS[self.name].meaning

    @property
    def unit(self) -> str:
        """Its unit as it is declared."""
        if self.kind == "lever":
            return "off or on"
        if self.kind in WAYS:
            return _UNITS.get(self.kind) or ("clusters" if self.low >= 1.0 else "share of clusters")
        return all_settings()[self.name].unit if self.kind == "setting" else PARAMETERS[self.name].unit

    @property
    def whole(self) -> bool:
        """Whether only whole ones count: clusters, and the months in which a lever starts or for which it waits."""
        if self.kind in WAYS:
            return self.kind == "start" or (self.kind in TARGETS and self.low >= 1.0)
        return self.kind == "number" and self.name in {lever.delay for lever in all_levers().values()}

    @property
    def lever(self) -> str:
        """The lever that a setting or a target belongs to, or that it is; "" for a budget."""
        if self.kind == "lever":
            return self.name
        if self.kind in WAYS:
            return "" if self.kind == "budget" else self.name.removesuffix(f"_{self.kind}")
        return next(lever.name for lever in all_levers().values() if self.name in names_of(lever.name))


_UNITS = {"start": "month of the run", "budget": "Rp a year"}


def way_name(way: str, lever: str) -> str:
    """The name of a factor that is a way in which a policy varies."""
    return CEILING if way == "budget" else f"{lever}_{way}"


def names_of(lever: str) -> tuple[str, ...]:
    """The full names of a lever's settings."""
    return tuple(f"{lever}_{setting.name}" for setting in all_levers()[lever].settings)


@dataclass(frozen=True)
class Design:
    """How points are laid: ``samples`` and ``seed`` of a sampled one; ``listed`` is a list of points."""

    method: Method
    samples: int = 0
    seed: int = 1
    listed: tuple[tuple[float, ...], ...] = ()


@dataclass(frozen=True)
class Study:
    """A sweep as its file asks for it; ``place`` is a name, or a folder seen from ``base``.

    ``clusters`` keeps only the first clusters of the place (0: all). With ``drawn`` the numbers that do not vary are
    drawn for every replicate, else they are held at the book's values. Each of ``months`` is a month, or ``END``. With
    ``own_luck`` the runs of a replicate share nothing that is drawn: every point has luck, people and drawn numbers of
    its own, so that points are independent; else only what is set differs from point to point.
    """

    name: str
    title: Text
    about: Text
    scenario: Scenario
    place: str
    clusters: int
    replicates: int
    seed: int
    drawn: Drawn
    design: Design
    factors: tuple[Factor, ...]
    outcomes: tuple[str, ...]
    months: tuple[int | str, ...]
    own_luck: bool = False
    left_out: tuple[tuple[str, str], ...] = ()
    """Numbers that were asked to vary with many others and do not, and why: "fixed", "roster", "place" or "point"."""
    base: str = field(default="", compare=False)
    text: str = field(default="", compare=False)

    def ranks(self, kind: str) -> list[int]:
        """Which factors are settings, or numbers, or levers, or of another kind."""
        return [rank for rank, factor in enumerate(self.factors) if factor.kind == kind]

    @property
    def ways(self) -> list[int]:
        """Which factors are ways in which the policy varies besides its settings."""
        return [rank for rank, factor in enumerate(self.factors) if factor.kind in WAYS]

    def played(self) -> Scenario:
        """The scenario with a phase for every lever that varies, and what varies besides settings at its lowest.

        A lever without a phase in the scenario is at work from the first month to the last, its settings zero but for
        those that vary, or as usual if none of them varies alone.
        """
        at_work = {"", *(phase.lever for phase in self.scenario.policy)}
        varied = [factor for factor in self.factors if factor.kind != "number" and factor.lever not in at_work]
        alone = {factor.lever for factor in varied if factor.kind == "setting"}
        wanted = {factor.lever: factor.lever not in alone for factor in varied}
        added = [
            Phase(name, 1, self.scenario.months, {s.name: s.usual * usual for s in all_levers()[name].settings},
                  all_levers()[name].payers[0])
            for name, usual in wanted.items()
        ]  # fmt: skip
        scenario = replace(self.scenario, policy=(*self.scenario.policy, *added), text="")
        return self.with_ways(scenario, [self.factors[rank].low for rank in self.ways])

    def with_ways(self, scenario: Scenario, values: Sequence[float]) -> Scenario:
        """A scenario of this study in which what varies besides settings has ``values``, in the order of
        :attr:`ways`."""
        for rank, value in zip(self.ways, values, strict=True):
            scenario = _with_way(scenario, self.factors[rank], value)
        return scenario

    def where(self) -> Place:
        """The place, cut to its first clusters where only some are asked for."""
        place = place_named(self.place, Path(self.base) if self.base else None)
        if self.clusters:
            kept = set(place.clusters[: self.clusters])
            place = replace(place, schools=tuple(school for school in place.schools if school.cluster in kept))
        highest = [self.factors[rank].high for rank in self.ways]
        check_targets([self.with_ways(self.played(), highest)], place)
        return place

    def definition(self) -> dict[str, Any]:
        """Everything that decides a result, but for the scenario and the place: words and comments do not."""
        factors = [[f.name, f.low, f.high, list(f.values), f.distribution, f.mode] for f in self.factors]
        return {
            "clusters": self.clusters, "replicates": self.replicates, "seed": self.seed, "drawn": self.drawn,
            **({"own_luck": True} if self.own_luck else {}),  # not in sweeps that were begun before there was any
            "design": [self.design.method, self.design.samples, self.design.seed], "factors": factors,
            "outcomes": list(self.outcomes), "months": list(self.months),
        }  # fmt: skip

    def definition_text(self) -> str:
        """The same as one line of text."""
        return json.dumps(self.definition(), sort_keys=True)


def first_phase(scenario: Scenario, lever: str) -> Phase | None:
    """The phase of a lever that begins first, which is the one that a study aims or starts otherwise."""
    return min(
        (phase for phase in scenario.policy if phase.lever == lever), key=lambda phase: phase.start, default=None
    )


def _with_way(scenario: Scenario, factor: Factor, value: float) -> Scenario:
    """The scenario with a single way of it at a value."""
    if factor.kind == "budget":
        budget = replace(scenario.budget or Budget(value), ceiling=value)
        return replace(scenario, budget=budget, text="")
    first = first_phase(scenario, factor.lever)
    assert first is not None  # ``played`` gives every lever that varies a phase
    other = (
        replace(first, start=int(value)) if factor.kind == "start" else replace(first, to=Target(factor.kind, value))
    )
    return replace(scenario, policy=tuple(other if phase is first else phase for phase in scenario.policy), text="")


def setting_rank(name: str) -> int:
    """Where a setting stands in a table of settings."""
    return list(all_settings()).index(name)
