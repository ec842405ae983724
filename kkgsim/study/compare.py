"""Policies side by side on the same luck: effects, bands, costs, cost per unit of effect.

Every scenario is set against a baseline, replicate by replicate, on the same luck, the same people and the
same draw of the numbers; what is left in a difference is the policy.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from kkgsim import run
from kkgsim.errors import InputProblems, Problem
from kkgsim.ledger import items
from kkgsim.outcomes import OUTCOMES, Outcome
from kkgsim.places.place import Place
from kkgsim.run import Played
from kkgsim.scenario import Scenario

if TYPE_CHECKING:
    import pandas as pd

Array = NDArray[np.float64]
BAND = (0.05, 0.95)
"""The quantiles of a band: nine draws in ten lie inside."""
STEP = {"share": 0.01, "0-1": 0.01, "SD": 0.1, "Rp": 1_000_000.0, "persons": 1.0}
"""One unit of effect, for cost per unit: a percentage point, a hundredth, a tenth of an SD."""


@dataclass(frozen=True)
class Comparison:
    """The replicates of some scenarios and of what each is set against.

    ``played[i]`` is set against ``against[i]``, which has the same luck and the same assumptions; a run without
    comparison is set against itself.
    """

    place: Place
    seed: int
    replicates: int
    uncertain: bool
    played: tuple[Played, ...]
    against: tuple[Played, ...]

    @property
    def months(self) -> int:
        """The horizon."""
        return self.played[0].scenario.months

    @property
    def baseline(self) -> Played:
        """What the first scenario is set against."""
        return self.against[0]

    def shown(self) -> tuple[Played, ...]:
        """Everything to show once: the baselines, then the scenarios."""
        every = {id(p): p for p in (*self.against, *self.played)}
        return tuple(every.values())


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
    lanes: int = run.LANES,
    progress: Callable[[int], None] | None = None,
) -> Comparison:
    """Play scenarios and their baselines. ``alone`` plays the scenarios only.

    Without ``against`` the baseline of each scenario is the status quo under that scenario's assumptions.
    """
    _same_horizon([*scenarios, *([against] if against else [])])
    baselines = _baselines(scenarios, against, alone)
    wanted = _wanted(scenarios, baselines)
    played = run.play(
        wanted, place, replicates=replicates, seed=seed, uncertain=uncertain, workers=workers, lanes=lanes,
        progress=progress,
    )  # fmt: skip
    return Comparison(
        place=place,
        seed=seed,
        replicates=replicates,
        uncertain=uncertain,
        played=tuple(played[wanted.index(s)] for s in scenarios),
        against=tuple(played[wanted.index(b)] for b in baselines),
    )


def runs_needed(scenarios: Sequence[Scenario], against: Scenario | None, alone: bool) -> int:
    """How many different scenarios a comparison plays."""
    return len(_wanted(scenarios, _baselines(scenarios, against, alone)))


def _baselines(scenarios: Sequence[Scenario], against: Scenario | None, alone: bool) -> list[Scenario]:
    return [s if alone else against or s.without_policy() for s in scenarios]


def _wanted(scenarios: Sequence[Scenario], baselines: Sequence[Scenario]) -> list[Scenario]:
    """Each different scenario once, baselines first."""
    wanted: list[Scenario] = []
    for scenario in (*baselines, *scenarios):
        if scenario not in wanted:
            wanted.append(scenario)
    return wanted


def _same_horizon(scenarios: Sequence[Scenario]) -> None:
    months = {s.months for s in scenarios}
    if len(months) > 1:
        given = ", ".join(f"{s.name}: {s.months}" for s in scenarios)
        raise InputProblems([Problem("command line", "scenarios have different horizons; give one with --months",
                                     key="months", given=given)])  # fmt: skip


def band(values: Array) -> tuple[Array, Array, Array]:
    """Mean, low and high over the last axis (replicates)."""
    low, high = np.quantile(values, BAND, axis=-1)
    return values.mean(axis=-1), low, high


def yearly_cost(played: Played) -> Array:
    """Rupiah a year, all payers, shape (replicates,)."""
    cost: Array = played.ledger.sum(axis=(0, 1)) * 12.0 / played.scenario.months
    return cost


@dataclass(frozen=True)
class Effect:
    """One outcome of one scenario at the end, against its baseline."""

    outcome: Outcome
    value: tuple[float, float, float]
    difference: tuple[float, float, float]
    better_share: float
    cost_per_step: float

    @property
    def clear(self) -> bool:
        """Whether the band of the difference leaves zero out."""
        return self.difference[1] > 0.0 or self.difference[2] < 0.0


def effects(played: Played, against: Played) -> list[Effect]:
    """All outcomes of a scenario at the end of the horizon, averaged over the last year."""
    end, base = played.at_end(), against.at_end()
    extra = float((yearly_cost(played) - yearly_cost(against)).mean())
    found = []
    for rank, outcome in enumerate(OUTCOMES.values()):
        difference = end[rank] - base[rank]
        better = difference * (outcome.better or 1)
        share = float(((better > 0.0) + 0.5 * (better == 0.0)).mean())
        effect = Effect(outcome, _three(end[rank]), _three(difference), share, float("nan"))
        if effect.clear and outcome.better and better.mean() > 0.0 and extra > 0.0:
            steps = float(better.mean()) / STEP[outcome.unit]
            effect = Effect(outcome, effect.value, effect.difference, share, extra / steps)
        found.append(effect)
    return found


def _three(values: Array) -> tuple[float, float, float]:
    mean, low, high = band(values)
    return float(mean), float(low), float(high)


def tables(comparison: Comparison) -> dict[str, pd.DataFrame]:
    """Tidy tables of a comparison: ``effects``, ``runs``, ``monthly``, ``ledger``, ``clusters``, ``schools``,
    ``teachers``."""
    import pandas as pd

    makers = {
        "effects": _effects_table,
        "runs": _runs_table,
        "monthly": _monthly_table,
        "ledger": _ledger_table,
        "clusters": _clusters_table,
        "schools": _schools_table,
        "teachers": _teachers_table,
    }
    made = {}
    for name, make in makers.items():
        parts = [make(comparison, p) for p in comparison.shown()]
        made[name] = pd.concat(parts, ignore_index=True)
    return made


def _against(comparison: Comparison, played: Played) -> Played:
    for one, base in zip(comparison.played, comparison.against, strict=True):
        if one is played:
            return base
    return played


def _effects_table(comparison: Comparison, played: Played) -> pd.DataFrame:
    import pandas as pd

    against = _against(comparison, played)
    rows = [
        {
            "scenario": played.scenario.name,
            "against": against.scenario.name,
            "outcome": e.outcome.name,
            "unit": e.outcome.unit,
            **dict(zip(("value_mean", "value_low", "value_high"), e.value, strict=True)),
            **dict(zip(("difference_mean", "difference_low", "difference_high"), e.difference, strict=True)),
            "better_share": e.better_share,
            "extra_cost_per_step": e.cost_per_step,
            "step": STEP[e.outcome.unit],
        }
        for e in effects(played, against)
    ]
    return pd.DataFrame(rows)


def _runs_table(comparison: Comparison, played: Played) -> pd.DataFrame:
    import pandas as pd

    end = played.at_end()
    base = {"scenario": played.scenario.name, "replicate": np.arange(comparison.replicates)}
    columns = {name: end[rank] for rank, name in enumerate(OUTCOMES)}
    return pd.DataFrame({**base, **columns, "cost_per_year": yearly_cost(played)})


def _monthly_table(comparison: Comparison, played: Played) -> pd.DataFrame:
    import pandas as pd

    against = _against(comparison, played)
    parts = []
    for rank, name in enumerate(OUTCOMES):
        value = band(played.monthly[rank])
        difference = band(played.monthly[rank] - against.monthly[rank])
        columns = {"scenario": played.scenario.name, "outcome": name, "month": np.arange(1, comparison.months + 1)}
        for what, three in (("value", value), ("difference", difference)):
            columns |= {f"{what}_{m}": v for m, v in zip(("mean", "low", "high"), three, strict=True)}
        parts.append(pd.DataFrame(columns))
    return pd.concat(parts, ignore_index=True)


def payers_of(played: Played) -> list[tuple[str, ...]]:
    """Who pays each item of the ledger, month by month."""
    paid = played.scenario.payers()
    months = played.scenario.months
    return [(i.cost.payer,) * months if i.cost.payer else paid[str(i.lever)] for i in items().values()]


def _ledger_table(comparison: Comparison, played: Played) -> pd.DataFrame:
    import pandas as pd

    parts = []
    for rank, (item, payers) in enumerate(zip(items().values(), payers_of(played), strict=True)):
        mean, low, high = band(played.ledger[rank])
        columns = {
            "scenario": played.scenario.name,
            "month": np.arange(1, comparison.months + 1),
            "item": item.cost.name,
            "lever": item.lever or "meetings",
            "payer": list(payers),
            "rupiah_mean": mean,
            "rupiah_low": low,
            "rupiah_high": high,
        }
        parts.append(pd.DataFrame(columns))
    return pd.concat(parts, ignore_index=True)


def _clusters_table(comparison: Comparison, played: Played) -> pd.DataFrame:
    import pandas as pd

    columns: dict[str, object] = {"scenario": played.scenario.name, "cluster": comparison.place.clusters}
    columns |= {name: played.clusters[rank].mean(axis=-1) for rank, name in enumerate(OUTCOMES)}
    return pd.DataFrame(columns)


def _schools_table(comparison: Comparison, played: Played) -> pd.DataFrame:
    import pandas as pd

    schools = comparison.place.schools
    columns: dict[str, object] = {"scenario": played.scenario.name}
    for name in ("npsn", "name", "cluster", "core", "lat", "lon", "distance_km", "travel_minutes"):
        columns[name] = [getattr(school, name) for school in schools]
    for rank, name in enumerate(run.SCHOOL_COLUMNS):
        columns[f"{name}_mean"] = played.schools[rank].mean(axis=-1)
    columns["practice_mean"] = played.practice.mean(axis=-1)
    return pd.DataFrame(columns)


def _teachers_table(comparison: Comparison, played: Played) -> pd.DataFrame:
    """The teachers of the first replicate after the last month."""
    import pandas as pd

    people = run.people_of(comparison.place, played.scenario)
    schools = [comparison.place.schools[i] for i in people.school_of]
    return pd.DataFrame(
        {
            "scenario": played.scenario.name,
            "teacher": np.arange(len(schools)),
            "npsn": [school.npsn for school in schools],
            "cluster": [school.cluster for school in schools],
            **played.teachers,
        }
    )
