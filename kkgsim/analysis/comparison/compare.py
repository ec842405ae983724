"""Policies side by side on the same luck: effects, bands, costs, cost per unit of effect.

Every scenario is set against a baseline, replicate by replicate, on the same luck, the same people and the
same draw of the numbers; what is left in a difference is the policy.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kkgsim.analysis.comparison import by_district
from kkgsim.analysis.comparison.baselines import baselines_of, different
from kkgsim.analysis.comparison.by_district import Parts
from kkgsim.analysis.comparison.comparable import same_assumptions, same_beginning, same_horizon, same_roster
from kkgsim.analysis.comparison.result import NO_PARTS, Comparison
from kkgsim.engine.accounts import check
from kkgsim.engine.columns import LANES
from kkgsim.engine.intervals import FEWEST, Interval
from kkgsim.engine.payers import in_money, payers_in
from kkgsim.engine.run_result import RunResult
from kkgsim.engine.scenarios import simulate_scenarios
from kkgsim.model.levers.lever import IN_TIME, PAYERS
from kkgsim.model.outcomes import OUTCOMES, Outcome
from kkgsim.model.posterior import USUAL, Drawn
from kkgsim.places.districts import several
from kkgsim.places.place import Place
from kkgsim.scenario.prices import inflation_of
from kkgsim.scenario.scenario import Scenario


def compare(
    scenarios: Sequence[Scenario],
    place: Place,
    *,
    against: Scenario | None = None,
    alone: bool = False,
    replicates: int,
    seed: int,
    uncertain: Drawn = USUAL,
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
    _refuse_unlike(scenarios, against)
    bases = baselines(scenarios, against, alone)
    wanted = different([*bases, *scenarios])
    played, parts = play(wanted, place, lanes, replicates=replicates, seed=seed, uncertain=uncertain,
                            workers=workers, progress=progress)  # fmt: skip
    return Comparison(
        place=place,
        seed=seed,
        replicates=replicates,
        uncertain=uncertain,
        played=tuple(played[wanted.index(s)] for s in scenarios),
        against=tuple(played[wanted.index(b)] for b in bases),
        parts=parts,
        everything=tuple(played),
    )


def _refuse_unlike(scenarios: Sequence[Scenario], against: Scenario | None) -> None:
    """Refuse scenarios whose difference would not be that of their policies."""
    every = [*scenarios, *([against] if against else [])]
    same_horizon(every)
    same_roster(every)
    if against is not None:
        same_beginning(every)
        same_assumptions(scenarios, against)


def play(scenarios: Sequence[Scenario], place: Place, lanes: int, **how: Any) -> tuple[list[RunResult], Parts]:
    """The results of scenarios, and those of each district where there are several."""
    if several(place):
        return by_district.simulate_districts(scenarios, place, **how)
    played = simulate_scenarios(scenarios, place, lanes=lanes, **how)
    for result in played:
        check(result)
    return played, NO_PARTS


def runs_needed(scenarios: Sequence[Scenario], against: Scenario | None, alone: bool) -> int:
    """How many different scenarios a comparison plays."""
    return len(different([*baselines(scenarios, against, alone), *scenarios]))


def baselines(scenarios: Sequence[Scenario], against: Scenario | None, alone: bool) -> list[Scenario]:
    """What each scenario is set against."""
    if alone:
        return list(scenarios)
    return baselines_of(scenarios) if against is None else [against] * len(scenarios)


def one_question(scenarios: Sequence[Scenario]) -> None:
    """Refuse, with ``InputError``, scenarios of other horizons, calendars or assumptions than the first."""
    same_horizon(scenarios)
    same_roster(scenarios)
    same_beginning(scenarios)
    same_assumptions(scenarios[1:], scenarios[0])


def yearly_cost(played: RunResult) -> NDArray[np.float64]:
    """Rupiah a year, all payers, shape (replicates,); what is paid in time is not in it."""
    cost: NDArray[np.float64] = played.ledger[in_money()].sum(axis=(0, 1)) * 12.0 / played.scenario.months
    return cost


def yearly_as_paid(played: RunResult) -> NDArray[np.float64]:
    """The same as it would be paid, with prices that rise month by month, shape (replicates,)."""
    by_month: NDArray[np.float64] = played.ledger[in_money()].sum(axis=0)
    level = (1.0 + inflation_of(played.scenario)) ** (np.arange(len(by_month)) / 12.0)
    cost: NDArray[np.float64] = (by_month * level[:, None]).sum(axis=0) * 12.0 / played.scenario.months
    return cost


def in_all(played: RunResult) -> tuple[float, float]:
    """Mean rupiah over the whole horizon: at the prices of the model, and as they would be paid, with rising prices."""
    years = played.scenario.months / 12.0
    return years * float(yearly_cost(played).mean()), years * float(yearly_as_paid(played).mean())


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
        """Whether there is an effect: the band of the difference leaves zero out, in draws enough to say so, and it is
        not too small to be called one."""
        return self.sure and not self.small

    @property
    def sure(self) -> bool:
        """Whether the band of the difference leaves zero out, in draws enough to say so."""
        return self.draws >= FEWEST and self.difference.excludes_zero

    @property
    def small(self) -> bool:
        """Whether the difference is smaller than what is called an effect."""
        return abs(self.difference.mean) < self.outcome.smallest


def effects(played: RunResult, against: RunResult) -> list[Effect]:
    """All outcomes of a scenario, in the order of their declaration."""
    end, draws = np.ascontiguousarray(played.at_end()), played.totals.value.shape[-1]
    difference = end - against.at_end()
    good = np.array([outcome.better or 1 for outcome in OUTCOMES.values()])[:, None]
    share = ((difference * good > 0.0) + 0.5 * (difference * good == 0.0)).mean(axis=-1).tolist()
    whole = np.ascontiguousarray((played.monthly - against.monthly).mean(axis=1))
    whole *= np.array([outcome.better for outcome in OUTCOMES.values()])[:, None]
    extra = float((yearly_cost(played) - yearly_cost(against)).mean())
    every = Interval.of_each(np.concatenate([end, difference, whole]))
    bands = zip(*(every[first : first + len(end)] for first in range(0, len(every), len(end))), strict=True)
    return [
        Effect(outcome, value, differs, better_share,
               _price(lasts, extra, outcome.unit.step) if draws >= FEWEST else float("nan"), draws, extra)
        for outcome, (value, differs, lasts), better_share in zip(OUTCOMES.values(), bands, share, strict=True)
    ]  # fmt: skip


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


def yearly_time(played: RunResult) -> NDArray[np.float64]:
    """What a year's time given is worth, in rupiah, shape (replicates,)."""
    everything: NDArray[np.float64] = played.ledger.sum(axis=(0, 1)) * 12.0 / played.scenario.months
    return everything - yearly_cost(played)


def _by_everybody(played: RunResult) -> dict[str, float]:
    paid = dict.fromkeys((*PAYERS, *IN_TIME), 0.0)
    for rank, payers in enumerate(payers_in(played.scenario)):
        for month, payer in enumerate(payers):
            paid[payer] += float(played.ledger[rank, month].mean())
    years = played.scenario.months / 12.0
    return {payer: amount / years for payer, amount in paid.items()}


def throughout(played: RunResult, outcome: str) -> float:
    """The mean of an outcome over the whole horizon and all replicates."""
    return float(played.monthly[list(OUTCOMES).index(outcome)].mean())
