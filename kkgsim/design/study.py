"""What a sweep asks: a scenario, what of it varies and how, and what of every run is kept."""

from __future__ import annotations

import json
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from kkgsim.i18n import Text
from kkgsim.model.levers import all_levers, all_settings
from kkgsim.model.parameters import Distribution
from kkgsim.model.posterior import Drawn
from kkgsim.model.registry import PARAMETERS
from kkgsim.places.place import Place
from kkgsim.scenario.resolve import check_targets, place_named
from kkgsim.scenario.scenario import Phase, Scenario

Points = NDArray[np.float64]
"""A design: one row a point, one column a factor."""
Kind = Literal["setting", "number", "lever"]
Method = Literal["grid", "latin_hypercube", "sobol", "points"]
METHODS: tuple[Method, ...] = ("grid", "latin_hypercube", "sobol", "points")
END = "end"
"""Instead of a month: the mean of the last year."""


@dataclass(frozen=True)
class Factor:
    """A setting or number that varies: between ``low`` and ``high``, or over ``values`` where some are listed, all of
    them alike; or a whole lever that is off (0) or on (1).

    Between its ends a factor is spread by its ``distribution``; a triangular one peaks at ``mode``. Factors of one
    ``group`` are judged together where a method can. ``why`` is what the study says of the range.
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
        return all_settings()[self.name].label if self.kind == "setting" else PARAMETERS[self.name].meaning

    @property
    def unit(self) -> str:
        """Its unit as it is declared."""
        if self.kind == "lever":
            return "off or on"
        return all_settings()[self.name].unit if self.kind == "setting" else PARAMETERS[self.name].unit

    @property
    def whole(self) -> bool:
        """Whether the model counts it in whole months: how long a lever waits."""
        return self.kind == "number" and self.name in {lever.delay for lever in all_levers().values()}

    @property
    def lever(self) -> str:
        """The lever that a setting belongs to, or that it is."""
        if self.kind == "lever":
            return self.name
        return next(lever.name for lever in all_levers().values() if self.name in names_of(lever.name))


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
        """Which factors are settings, or numbers, or levers."""
        return [rank for rank, factor in enumerate(self.factors) if factor.kind == kind]

    def played(self) -> Scenario:
        """The scenario with a phase for every lever that varies; a lever without one in the scenario is at work from
        the first month to the last, its settings zero but for those that vary, or as usual if it varies as a whole."""
        at_work = {phase.lever for phase in self.scenario.policy}
        wanted = {f.lever: f.kind == "lever" for f in self.factors if f.kind != "number" and f.lever not in at_work}
        added = [
            Phase(name, 1, self.scenario.months, {s.name: s.usual * usual for s in all_levers()[name].settings},
                  all_levers()[name].payers[0])
            for name, usual in wanted.items()
        ]  # fmt: skip
        return replace(self.scenario, policy=(*self.scenario.policy, *added), text="")

    def where(self) -> Place:
        """The place, cut to its first clusters where only some are asked for."""
        place = place_named(self.place, Path(self.base) if self.base else None)
        if self.clusters:
            kept = set(place.clusters[: self.clusters])
            place = replace(place, schools=tuple(school for school in place.schools if school.cluster in kept))
        check_targets([self.scenario], place)
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


def setting_rank(name: str) -> int:
    """Where a setting stands in a table of settings."""
    return list(all_settings()).index(name)
