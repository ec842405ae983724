"""Policies side by side on the same luck: effects, bands, costs, cost per unit of effect.

Every scenario is set against a baseline, replicate by replicate, on the same luck, the same people and the
same draw of the numbers; what is left in a difference is the policy.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kkgsim.analysis.comparison import by_district
from kkgsim.analysis.comparison.baselines import baselines_of, different
from kkgsim.analysis.comparison.by_district import Parts
from kkgsim.engine.accounts import check, in_money, payers_of
from kkgsim.engine.batch import LANES
from kkgsim.engine.intervals import FEWEST, Interval
from kkgsim.engine.run_result import RunResult
from kkgsim.engine.scenarios import simulate_scenarios
from kkgsim.errors import COMMAND_LINE, InputError, Issue
from kkgsim.i18n import refusal
from kkgsim.model.levers.lever import IN_TIME, PAYERS
from kkgsim.model.outcomes import OUTCOMES, Outcome
from kkgsim.model.registry import PARAMETERS
from kkgsim.places.districts import several
from kkgsim.places.place import Place
from kkgsim.scenario.scenario import Scenario

Array = NDArray[np.float64]

NO_PARTS = Parts()


@dataclass(frozen=True)
class Comparison:
    """The replicates of some scenarios and of what each is set against.

    ``played[i]`` is set against ``against[i]``, which has the same luck and the same assumptions; a run without
    comparison is set against itself. ``parts`` are the districts and provinces of a place of several districts, each of
    which is played by itself; what they had is in the order of ``everything``.
    """

    place: Place
    seed: int
    replicates: int
    uncertain: bool
    played: tuple[RunResult, ...]
    against: tuple[RunResult, ...]
    parts: Parts = NO_PARTS
    everything: tuple[RunResult, ...] = ()

    @property
    def months(self) -> int:
        """The horizon."""
        return self.played[0].scenario.months

    @property
    def baseline(self) -> RunResult:
        """What the first scenario is set against."""
        return self.against[0]

    def rank(self, played: RunResult) -> int:
        """Where a scenario or baseline stands in the tables of ``parts``: in the order in which they were played."""
        return next(rank for rank, one in enumerate(self.everything) if one is played)

    def shown(self) -> tuple[RunResult, ...]:
        """Everything to show once: the baselines, then the scenarios."""
        every = {id(p): p for p in (*self.against, *self.played)}
        return tuple(every.values())

    def scenarios(self) -> tuple[Scenario, ...]:
        """Everything that was played, each scenario once."""
        return tuple(played.scenario for played in self.shown())


def compare(
    scenarios: Sequence[Scenario],
    place: Place,
    *,
    against: Scenario | None = None,
    alone: bool = False,
    replicates: int,
    seed: int,
    uncertain: bool = True,
    workers: int = 1,
    lanes: int = LANES,
    progress: Callable[[int], None] | None = None,
) -> Comparison:
    """Play scenarios and their baselines. ``alone`` plays the scenarios only.

    A place of several districts is played district by district. Without ``against`` the baseline of each scenario is
    the status quo under that scenario's assumptions (:mod:`kkgsim.analysis.comparison.baselines`).

    Raises ``InputError`` where the scenarios cannot be compared or told apart by name,
    :class:`kkgsim.engine.accounts.DoesNotClose` when the accounts of a run do not close.
    """
    every = [*scenarios, *([against] if against else [])]
    _same_horizon(every)
    _same_roster(every)
    if against is not None:
        _same_beginning(every)
        _same_assumptions(scenarios, against)
    baselines = _baselines(scenarios, against, alone)
    wanted = different([*baselines, *scenarios])
    parts = NO_PARTS
    if several(place):
        played, parts = by_district.simulate_districts(
            wanted, place, replicates=replicates, seed=seed, uncertain=uncertain, workers=workers, progress=progress
        )
    else:
        played = simulate_scenarios(
            wanted, place, replicates=replicates, seed=seed, uncertain=uncertain, workers=workers, lanes=lanes,
            progress=progress,
        )  # fmt: skip
        for one in played:
            check(one)
    return Comparison(
        place=place,
        seed=seed,
        replicates=replicates,
        uncertain=uncertain,
        played=tuple(played[wanted.index(s)] for s in scenarios),
        against=tuple(played[wanted.index(b)] for b in baselines),
        parts=parts,
        everything=tuple(played),
    )


def runs_needed(scenarios: Sequence[Scenario], against: Scenario | None, alone: bool) -> int:
    """How many different scenarios a comparison plays."""
    return len(different([*_baselines(scenarios, against, alone), *scenarios]))


def _baselines(scenarios: Sequence[Scenario], against: Scenario | None, alone: bool) -> list[Scenario]:
    """What each scenario is set against."""
    if alone:
        return list(scenarios)
    return baselines_of(scenarios) if against is None else [against] * len(scenarios)


def one_question(scenarios: Sequence[Scenario]) -> None:
    """Refuse, with ``InputError``, scenarios of other horizons, calendars or assumptions than the first."""
    _same_horizon(scenarios)
    _same_roster(scenarios)
    _same_beginning(scenarios)
    _same_assumptions(scenarios[1:], scenarios[0])


def _same_horizon(scenarios: Sequence[Scenario]) -> None:
    months = {s.months for s in scenarios}
    if len(months) > 1:
        given = ", ".join(f"{s.name}: {s.months}" for s in scenarios)
        raise InputError([Issue(COMMAND_LINE, refusal("other_horizons"), key="months", given=given)])


def _same_beginning(scenarios: Sequence[Scenario]) -> None:
    """A difference must be the policy's, not that of the holidays."""
    if len({s.first_month for s in scenarios}) > 1:
        given = ", ".join(f"{s.name}: {s.first_month}" for s in scenarios)
        raise InputError([Issue(COMMAND_LINE, refusal("other_beginnings"), key="first_month", given=given)])


def _same_roster(scenarios: Sequence[Scenario]) -> None:
    """Runs are paired person by person, so all must have the same people."""
    shapes = {
        s.name: {a.number: a.value for a in s.assumptions if PARAMETERS[a.number].used == "roster"} for s in scenarios
    }
    if any(shape != shapes[scenarios[0].name] for shape in shapes.values()):
        given = "; ".join(f"{name}: {', '.join(shape) or '-'}" for name, shape in shapes.items())
        raise InputError([Issue(COMMAND_LINE, refusal("other_rosters"), key="assumptions", given=given)])


def _same_assumptions(scenarios: Sequence[Scenario], against: Scenario) -> None:
    """A difference must be the policy's, not an assumption's."""
    held = {(a.number, a.value, a.low, a.high) for a in against.assumptions}
    for scenario in scenarios:
        odd = held ^ {(a.number, a.value, a.low, a.high) for a in scenario.assumptions}
        if odd:
            names = ", ".join(sorted({name for name, *_ in odd}))
            raise InputError([Issue(COMMAND_LINE, refusal("other_assumptions"), key=scenario.name, given=names)])


def yearly_cost(played: RunResult) -> Array:
    """Rupiah a year, all payers, shape (replicates,); what is paid in time is not in it."""
    cost: Array = played.ledger[in_money()].sum(axis=(0, 1)) * 12.0 / played.scenario.months
    return cost


@dataclass(frozen=True)
class Effect:
    """One outcome of one scenario against its baseline.

    ``value``, ``difference`` and ``better_share`` are at the end of the horizon (mean of the last
    year). ``cost_per_step`` is extra rupiah a year over the mean difference, both over the whole horizon, for
    one ``step`` of the outcome's unit; not a number where that difference is not clearly better or nothing extra was
    spent. ``extra`` is that extra rupiah a year.
    """

    outcome: Outcome
    value: Interval
    difference: Interval
    better_share: float
    cost_per_step: float
    draws: int
    extra: float

    @property
    def clear(self) -> bool:
        """Whether the band of the difference leaves zero out, in draws enough to say so."""
        return self.draws >= FEWEST and self.difference.excludes_zero


def effects(played: RunResult, against: RunResult) -> list[Effect]:
    """All outcomes of a scenario, in the order of their declaration."""
    end, base = played.at_end(), against.at_end()
    extra = float((yearly_cost(played) - yearly_cost(against)).mean())
    found = []
    for rank, outcome in enumerate(OUTCOMES.values()):
        difference = end[rank] - base[rank]
        better = difference * (outcome.better or 1)
        share = float(((better > 0.0) + 0.5 * (better == 0.0)).mean())
        lasting = (played.monthly[rank] - against.monthly[rank]).mean(axis=0) * outcome.better
        draws = end.shape[-1]
        price = _price(Interval.of(lasting), extra, outcome.unit.step) if draws >= FEWEST else float("nan")
        found.append(Effect(outcome, Interval.of(end[rank]), Interval.of(difference), share, price, draws, extra))
    return found


def _price(better: Interval, extra: float, step: float) -> float:
    """Extra rupiah a year per step of improvement that lasts a year."""
    if better.mean <= 0.0 or not better.excludes_zero or extra <= 0.0:
        return float("nan")
    return extra / (better.mean / step)


def by_payer(played: RunResult) -> dict[str, float]:
    """Mean rupiah a year by payer, for everybody who can pay in money."""
    paid = _by_everybody(played)
    return {payer: paid[payer] for payer in PAYERS}


def in_time(played: RunResult) -> dict[str, float]:
    """What a year's time given is worth, mean rupiah by kind of time; it stands beside the money, not in it."""
    paid = _by_everybody(played)
    return {kind: paid[kind] for kind in IN_TIME}


def yearly_time(played: RunResult) -> Array:
    """What a year's time given is worth, in rupiah, shape (replicates,)."""
    everything: Array = played.ledger.sum(axis=(0, 1)) * 12.0 / played.scenario.months
    return everything - yearly_cost(played)


def _by_everybody(played: RunResult) -> dict[str, float]:
    paid = dict.fromkeys((*PAYERS, *IN_TIME), 0.0)
    for rank, payers in enumerate(payers_of(played)):
        for month, payer in enumerate(payers):
            paid[payer] += float(played.ledger[rank, month].mean())
    years = played.scenario.months / 12.0
    return {payer: amount / years for payer, amount in paid.items()}


def throughout(played: RunResult, outcome: str) -> float:
    """The mean of an outcome over the whole horizon and all replicates."""
    return float(played.monthly[list(OUTCOMES).index(outcome)].mean())
