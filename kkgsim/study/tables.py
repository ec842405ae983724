"""A comparison as tidy tables: one observation a row, columns ``<what>_<measure>``."""

from __future__ import annotations

import numpy as np
import pandas as pd

from kkgsim import run
from kkgsim.ledger import items
from kkgsim.outcomes import OUTCOMES
from kkgsim.run import Played
from kkgsim.study.compare import STEP, Comparison, band, effects, payers_of, yearly_cost


def tables(comparison: Comparison) -> dict[str, pd.DataFrame]:
    """Tidy tables of a comparison: ``effects``, ``runs``, ``monthly``, ``ledger``, ``clusters``, ``schools``,
    ``teachers``."""
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
    """What a scenario is set against; a baseline is set against itself."""
    for one, base in zip(comparison.played, comparison.against, strict=True):
        if one is played:
            return base
    return played


def _effects_table(comparison: Comparison, played: Played) -> pd.DataFrame:
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
            "cost_per_step": e.cost_per_step,
            "step": STEP[e.outcome.unit],
        }
        for e in effects(played, against)
    ]
    return pd.DataFrame(rows)


def _runs_table(comparison: Comparison, played: Played) -> pd.DataFrame:
    end = played.at_end()
    base = {"scenario": played.scenario.name, "replicate": np.arange(comparison.replicates)}
    columns = {name: end[rank] for rank, name in enumerate(OUTCOMES)}
    return pd.DataFrame({**base, **columns, "cost_per_year": yearly_cost(played)})


def _monthly_table(comparison: Comparison, played: Played) -> pd.DataFrame:
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


def _ledger_table(comparison: Comparison, played: Played) -> pd.DataFrame:
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
    columns: dict[str, object] = {"scenario": played.scenario.name, "cluster": comparison.place.clusters}
    columns |= {name: played.clusters[rank].mean(axis=-1) for rank, name in enumerate(OUTCOMES)}
    return pd.DataFrame(columns)


def _schools_table(comparison: Comparison, played: Played) -> pd.DataFrame:
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
