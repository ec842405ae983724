"""Packages: what a search may choose from, and what it chose written out as a scenario."""

from __future__ import annotations

import itertools
from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from kkgsim.analysis.optimisation.schedules import THROUGHOUT, Schedule, Timings
from kkgsim.design.study import Factor, Points, Study, names_of
from kkgsim.errors import InputError, Issue
from kkgsim.i18n import Text, amount, refusal, tr
from kkgsim.model.arrays import Index
from kkgsim.model.levers import all_levers, all_settings
from kkgsim.model.registry import PARAMETERS
from kkgsim.scenario.scenario import Assumption, Phase, Scenario

STEPS = 20
"""A setting with a range takes this many even steps from end to end: finer amounts no office could keep apart."""

SPARSE, TRIES = 0.25, 8
"""In a package at random each setting is at work with this chance; so many are drawn for one that is kept, since short
packages repeat themselves."""


@dataclass(frozen=True)
class Space:
    """The settings that may be chosen and the levels of each, rising; a switch is a setting with listed values. After
    the columns of the settings stands one for every lever with ``timings``: the rank of the schedule that it goes by.
    """

    factors: tuple[Factor, ...]
    levels: tuple[tuple[float, ...], ...]
    timings: Timings = ()

    @classmethod
    def of(cls, factors: tuple[Factor, ...], timings: Timings = ()) -> Space:
        """The levels of factors: their listed values, or :data:`STEPS` even steps over their range."""
        return cls(factors, tuple(_levels(factor) for factor in factors), timings)

    @property
    def static(self) -> Space:
        """The same, in which every lever is at work throughout."""
        return replace(self, timings=tuple((lever, options[:1]) for lever, options in self.timings))

    @property
    def everything(self) -> Index:
        """The package in which every setting is at its highest, throughout."""
        return self.static.highest

    @property
    def highest(self) -> Index:
        """The rank of the highest level of every setting."""
        return np.array(
            [*(len(level) - 1 for level in self.levels), *(len(options) - 1 for _, options in self.timings)]
        )

    @property
    def off(self) -> Index:
        """The package in which every setting is at zero, or as near to it as it may be."""
        return np.array([*(int(np.argmin(np.abs(level))) for level in self.levels), *(0 for _ in self.timings)])

    def every(self) -> Index:
        """All packages there are; doing nothing need not be the first."""
        return np.array(list(itertools.product(*(range(top + 1) for top in self.highest.tolist()))))

    def points(self, packages: Index) -> Points:
        """Packages as points of the study, shape (packages, settings), and behind them the ranks of their schedules;
        a lever that is not at work goes by the usual one."""
        columns = [np.array(level)[packages[:, rank]] for rank, level in enumerate(self.levels)]
        for rank, (lever, _) in enumerate(self.timings, len(self.levels)):
            own = [column for column, factor in zip(columns, self.factors, strict=False) if factor.lever == lever]
            columns.append(np.where(np.any(np.array(own) != 0.0, axis=0), packages[:, rank], 0.0))
        return np.column_stack(columns)

    def schedules(self, package: Index) -> dict[str, Schedule]:
        """The schedules of a package that are not the usual one, by lever."""
        chosen = self.points(package[None])[0, len(self.factors) :].astype(int).tolist()
        named = {lever: options[rank] for (lever, options), rank in zip(self.timings, chosen, strict=True)}
        return {lever: schedule for lever, schedule in named.items() if schedule is not THROUGHOUT}

    def settings(self, package: Index) -> dict[str, float]:
        """The settings of a package that are not at zero, by full name."""
        values = self.points(package[None])[0].tolist()
        return {factor.name: value for factor, value in zip(self.factors, values, strict=False) if value != 0.0}


def sparse(space: Space, count: int, stream: np.random.Generator) -> Index:
    """Different packages of a few settings at random strength, in a random order; at most ``count`` of them."""
    highest, off = space.highest, space.off
    drawn = stream.integers(0, highest + 1, size=(TRIES * count, len(off)))
    packages = np.unique(np.where(stream.random(drawn.shape) < SPARSE, drawn, off), axis=0)
    result: Index = stream.permutation(packages)[:count]
    return result


def _levels(factor: Factor) -> tuple[float, ...]:
    if factor.values:
        return tuple(sorted(set(factor.values)))
    steps = np.linspace(factor.low, factor.high, STEPS + 1)
    return tuple(float(f"{step:.12g}") for step in steps)  # 0.3, not 0.30000000000000004


def choosing(study: Study, where: str) -> Study:
    """The study with only its settings left to vary: a number that varies becomes an assumption, drawn from its range
    for every future.

    Raises ``InputError``, naming the file ``where``, for a study without settings, one in which whole levers vary, or
    more than settings and numbers does, and one whose numbers vary while all others are held.
    """
    numbers = [factor for factor in study.factors if factor.kind == "number"]
    settings = tuple(factor for factor in study.factors if factor.kind == "setting")
    problems = []
    if not settings:
        problems.append(Issue(where, refusal("search_no_settings"), key="vary"))
    if whole := ", ".join(factor.name for factor in study.factors if factor.kind == "lever"):
        problems.append(Issue(where, refusal("search_whole_lever"), key="vary", given=whole))
    if ways := ", ".join(study.factors[rank].name for rank in study.ways):
        problems.append(Issue(where, refusal("search_ways"), key="vary", given=ways))
    if numbers and not study.drawn:
        given = ", ".join(factor.name for factor in numbers)
        problems.append(Issue(where, refusal("search_held"), key="numbers", given=given, allowed='"drawn"'))
    if problems:
        raise InputError(problems)
    held = {assumed.number: assumed for assumed in study.scenario.assumptions}
    held.update({factor.name: _assumed(factor) for factor in numbers})
    scenario = replace(study.scenario, assumptions=tuple(held.values()), text="")
    return replace(study, scenario=scenario, factors=settings)


def _assumed(factor: Factor) -> Assumption:
    value = float(np.clip(PARAMETERS[factor.name].value, factor.low, factor.high))
    return Assumption(factor.name, value, factor.low, factor.high, "varied in the study")


def as_scenario(study: Study, settings: Mapping[str, float], name: str, title: Text, about: Text) -> Scenario:
    """The scenario that a point of a study stands for, which has its place, seed and replicates.

    ``settings`` are by full name; those not among them but varied in the study are zero. A lever that the study alone
    brings in and that has nothing to do is left out.
    """
    varied = {factor.name for factor in study.factors}
    given = {phase.lever for phase in study.scenario.policy}
    phases = []
    for phase in study.played().policy:
        values = {
            setting.name: settings.get(full, 0.0) if (full := f"{phase.lever}_{setting.name}") in varied
            else phase.settings.get(setting.name, 0.0)
            for setting in all_levers()[phase.lever].settings
        }  # fmt: skip
        if phase.lever in given or any(value != 0.0 for value in values.values()):
            phases.append(replace(phase, settings=values))
    return replace(
        study.scenario, name=name, title=title, about=about, policy=_in_order(phases), seed=study.seed,
        replicates=study.replicates, text="",
    )  # fmt: skip


def _in_order(phases: list[Phase]) -> tuple[Phase, ...]:
    """Phases in the order of the levers, so that equal packages give the same text."""
    ranks = {name: rank for rank, name in enumerate(all_levers())}
    return tuple(sorted(phases, key=lambda phase: (ranks[phase.lever], phase.start)))


def in_words(settings: Mapping[str, float], schedules: Mapping[str, Schedule] | None = None) -> str:
    """Settings by their labels with their amounts, and the schedule of their lever where that is not the usual one, for
    a title or a list; a word where there are none."""
    if not settings:
        return tr("search_as_now")
    return "; ".join(
        f"{all_settings()[name].label}: {amount(value)}{_when(name, schedules or {})}"
        for name, value in settings.items()
    )


def _when(setting: str, schedules: Mapping[str, Schedule]) -> str:
    named = (schedule for lever, schedule in schedules.items() if setting in names_of(lever))
    return next((f" ({schedule.label})" for schedule in named), "")
