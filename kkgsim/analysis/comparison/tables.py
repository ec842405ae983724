"""A comparison as tidy tables: one observation a row, columns ``<what>_<measure>``."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import numpy as np
import pandas as pd

from kkgsim.analysis.comparison import aimed, budget_report, groups, standards
from kkgsim.analysis.comparison.by_district import COUNTED, Part
from kkgsim.analysis.comparison.compare import effects, yearly_as_paid, yearly_cost, yearly_time
from kkgsim.analysis.comparison.result import Comparison
from kkgsim.engine.accounts import accounts
from kkgsim.engine.initial_state import roster_of
from kkgsim.engine.intervals import intervals
from kkgsim.engine.payers import payers_in
from kkgsim.engine.run_result import SCHOOL_COLUMNS, RunResult
from kkgsim.io.table_layout import OF_THE_OUTCOME, OF_THE_ROW, Layout, measured, named
from kkgsim.model import entities
from kkgsim.model.costs import items
from kkgsim.model.levers.lever import PAYERS
from kkgsim.model.outcomes import OUTCOMES

END_UNITS = {name: outcome.unit.name for name, outcome in OUTCOMES.items()}
"""A column an outcome, with its unit."""
SCHOOL_UNITS = {
    "attendance_year": "share", "support": "0-1", "literacy_gain": "SD", "climate": "0-1", "understanding": "0-1",
}  # fmt: skip
"""What of a school is kept, with its unit."""
ACCOUNT = ("opening", "received", "received_of_which_handed_over", "spent", "closing")
PART = Layout(
    ("scenario", "code"),
    {
        **named("scenario", "code", "name", "province"), **{f"{kind}s": f"{kind}s" for kind in COUNTED},
        **{f"{name}_{what}": unit for name, unit in END_UNITS.items() for what in ("value", "difference")},
        **dict.fromkeys(("cost_per_year", "cost_difference_per_year", *(f"cost_{payer}" for payer in PAYERS)),
                        "Rp a year"),
    },
)  # fmt: skip
LAYOUTS: dict[str, Layout] = {
    "effects": Layout(("scenario", "outcome"), {
        **named("scenario", "against", "outcome", "unit"), **measured("value", OF_THE_ROW),
        **measured("difference", OF_THE_ROW), "better_share": "share", "cost_per_step": "Rp a year per step",
        "step": OF_THE_ROW,
    }),
    "groups": groups.LAYOUT,
    "standards": standards.LAYOUT,
    "shares": Layout(("scenario", "outcome", "part"), {
        **named("scenario", "outcome", "part"), **measured("variance_share", "share"),
    }),
    "runs": Layout(("scenario", "replicate"), {
        **named("scenario", "replicate"), **END_UNITS,
        **dict.fromkeys(("cost_per_year", "cost_as_paid_per_year", "time_value_per_year"), "Rp a year"),
    }),
    "monthly": Layout(("scenario", "outcome", "month"), {
        **named("scenario", "outcome", "month"), **measured("value", OF_THE_OUTCOME),
        **measured("difference", OF_THE_OUTCOME),
    }),
    "ledger": Layout(("scenario", "item", "month"), {
        **named("scenario", "month", "item", "lever", "payer", "paid_in"), **measured("rupiah", "Rp"),
    }),
    "accounts": Layout(("scenario", "replicate", "source", "month"), {
        **named("scenario", "replicate", "source", "month"), **{f"{name}_rupiah": "Rp" for name in ACCOUNT},
    }),
    "budget": budget_report.LAYOUT,
    "cluster_groups": aimed.LAYOUT,
    "reactions": aimed.REACTIONS_LAYOUT,
    "clusters": Layout(("scenario", "cluster"), {**named("scenario", "cluster"), **END_UNITS}),
    "schools": Layout(("scenario", "npsn"), {
        **named("scenario", "npsn", "name", "cluster", "core"), "lat": "degrees", "lon": "degrees", "distance_km": "km",
        "travel_minutes": "minutes", **{f"{name}_mean": SCHOOL_UNITS[name] for name in SCHOOL_COLUMNS},
        "practice_mean": "0-1",
    }),
    "teachers": Layout(("scenario", "teacher"), {
        **named("scenario", "teacher", "npsn", "cluster"), **{a.name: a.unit for a in entities.KINDS["teacher"]},
    }),
    "districts": PART,
    "provinces": PART,
}  # fmt: skip
"""What a row of every table is and what its columns are measured in."""


def tables(comparison: Comparison, only: str = "") -> dict[str, pd.DataFrame]:
    """Tidy tables of a comparison, as :data:`LAYOUTS` declares them: ``effects``, ``groups``, ``standards``, ``runs``,
    ``monthly``, ``ledger`` and ``accounts``, ``budget`` where a district has one, ``shares`` where draws were
    replayed; of one district ``clusters``, ``schools`` and ``teachers`` (and, where a policy is aimed at clusters or
    waits, ``cluster_groups`` and ``reactions``), of several ``districts`` and ``provinces``. ``only`` is the one that
    is wanted, if any."""
    makers = {
        "effects": _effects_table,
        "groups": _groups_table,
        "standards": _standards_table,
        "runs": _runs_table,
        "monthly": _monthly_table,
        "ledger": _ledger_table,
        "accounts": _accounts_table,
    }
    if any(result.scenario.budget for result in comparison.shown()):
        makers["budget"] = _budget_table
    if comparison.shares:
        makers["shares"] = _shares_table
    one_district = _of_one_district(comparison)
    several = {name: partial(_parts_table, name=name) for name in ("districts", "provinces")}
    makers |= several if comparison.parts.districts else one_district
    built = {}
    for name in [only] if only else makers:
        parts = [makers[name](comparison, p) for p in comparison.shown()]
        filled = [part for part in parts if len(part)] or parts[:1]
        built[name] = LAYOUTS[name].table(pd.concat(filled, ignore_index=True))
    return built


def _of_one_district(comparison: Comparison) -> dict[str, Callable[[Comparison, RunResult], pd.DataFrame]]:
    """What makes the tables of a place of one district, of whom a policy reaches only where it is aimed."""
    policies = [phase for played in comparison.played for phase in played.scenario.policy]
    makers: dict[str, Callable[[Comparison, RunResult], pd.DataFrame]] = {}
    if any(phase.to for phase in policies):
        makers["cluster_groups"] = _cluster_groups_table
    if any(phase.when or phase.until for phase in policies):
        makers["reactions"] = _reactions_table
    return {**makers, "clusters": _clusters_table, "schools": _schools_table, "teachers": _teachers_table}


def _cluster_groups_table(comparison: Comparison, played: RunResult) -> pd.DataFrame:
    return pd.DataFrame(aimed.rows(played, _against(comparison, played), comparison.place))


def _reactions_table(comparison: Comparison, played: RunResult) -> pd.DataFrame:
    return pd.DataFrame(aimed.reaction_rows(played))


def _against(comparison: Comparison, played: RunResult) -> RunResult:
    """What a scenario is set against; a baseline is set against itself."""
    for candidate, base in zip(comparison.played, comparison.against, strict=True):
        if candidate is played:
            return base
    return played


def _effects_table(comparison: Comparison, played: RunResult) -> pd.DataFrame:
    against = _against(comparison, played)
    rows = [
        {
            "scenario": played.scenario.name,
            "against": against.scenario.name,
            "outcome": e.outcome.name,
            "unit": e.outcome.unit.name,
            **e.value.columns("value"),
            **e.difference.columns("difference"),
            "better_share": e.better_share,
            "cost_per_step": e.cost_per_step,
            "step": e.outcome.unit.step,
        }
        for e in effects(played, against)
    ]
    return pd.DataFrame(rows)


def _groups_table(comparison: Comparison, played: RunResult) -> pd.DataFrame:
    return pd.DataFrame(groups.rows(played, _against(comparison, played)))


def _shares_table(comparison: Comparison, played: RunResult) -> pd.DataFrame:
    rows = [
        {"scenario": played.scenario.name, "outcome": outcome, "part": part, **share.columns("variance_share")}
        for result, its in zip(comparison.played, comparison.shares, strict=True) if result is played
        for outcome, shares in its.items() for part, share in shares.items()
    ]  # fmt: skip
    return pd.DataFrame(rows, columns=list(LAYOUTS["shares"].units))


def _standards_table(comparison: Comparison, played: RunResult) -> pd.DataFrame:
    return pd.DataFrame(standards.rows(played, _against(comparison, played)))


def _runs_table(comparison: Comparison, played: RunResult) -> pd.DataFrame:
    end = played.at_end()
    base = {"scenario": played.scenario.name, "replicate": np.arange(comparison.replicates)}
    columns = {name: end[rank] for rank, name in enumerate(OUTCOMES)}
    money = {
        "cost_per_year": yearly_cost(played),
        "cost_as_paid_per_year": yearly_as_paid(played),
        "time_value_per_year": yearly_time(played),
    }
    return pd.DataFrame({**base, **columns, **money})


def _monthly_table(comparison: Comparison, played: RunResult) -> pd.DataFrame:
    against = _against(comparison, played)
    parts = []
    for rank, name in enumerate(OUTCOMES):
        value = intervals(played.monthly[rank])
        difference = intervals(played.monthly[rank] - against.monthly[rank])
        columns = {"scenario": played.scenario.name, "outcome": name, "month": np.arange(1, comparison.months + 1)}
        for what, three in (("value", value), ("difference", difference)):
            columns |= {f"{what}_{m}": v for m, v in zip(("mean", "low", "high"), three, strict=True)}
        parts.append(pd.DataFrame(columns))
    return pd.concat(parts, ignore_index=True)


def _ledger_table(comparison: Comparison, played: RunResult) -> pd.DataFrame:
    parts = []
    for rank, (item, payers) in enumerate(zip(items().values(), payers_in(played.scenario), strict=True)):
        mean, low, high = intervals(played.ledger[rank])
        columns = {
            "scenario": played.scenario.name,
            "month": np.arange(1, comparison.months + 1),
            "item": item.cost.name,
            "lever": item.lever or "meetings",
            "payer": list(payers),
            "paid_in": "time" if item.in_time else "money",
            "rupiah_mean": mean,
            "rupiah_low": low,
            "rupiah_high": high,
        }
        parts.append(pd.DataFrame(columns))
    return pd.concat(parts, ignore_index=True)


def _accounts_table(comparison: Comparison, played: RunResult) -> pd.DataFrame:
    """The accounts of the first replicate (number 0), to the rupiah; a mean over replicates would be broken rupiah."""
    parts = []
    for source, account in accounts(played).items():
        columns: dict[str, object] = {"scenario": played.scenario.name, "replicate": 0, "source": source}
        columns["month"] = np.arange(1, comparison.months + 1)
        kept = (account.opening, account.received, account.handed_over, account.spent, account.closing)
        columns |= {f"{name}_rupiah": table[:, 0] for name, table in zip(ACCOUNT, kept, strict=True)}
        parts.append(pd.DataFrame(columns))
    return pd.concat(parts, ignore_index=True)


def _budget_table(comparison: Comparison, played: RunResult) -> pd.DataFrame:
    return pd.DataFrame(budget_report.rows(played), columns=list(budget_report.LAYOUT.units))


def _clusters_table(comparison: Comparison, played: RunResult) -> pd.DataFrame:
    columns: dict[str, object] = {"scenario": played.scenario.name, "cluster": comparison.place.clusters}
    columns |= {name: played.clusters[rank].mean(axis=-1) for rank, name in enumerate(OUTCOMES)}
    return pd.DataFrame(columns)


def _schools_table(comparison: Comparison, played: RunResult) -> pd.DataFrame:
    schools = comparison.place.schools
    columns: dict[str, object] = {"scenario": played.scenario.name}
    for name in ("npsn", "name", "cluster", "core", "lat", "lon", "distance_km", "travel_minutes"):
        columns[name] = [getattr(school, name) for school in schools]
    for rank, name in enumerate(SCHOOL_COLUMNS):
        columns[f"{name}_mean"] = played.schools[rank].mean(axis=-1)
    columns["practice_mean"] = played.practice.mean(axis=-1)
    return pd.DataFrame(columns)


def _parts_table(comparison: Comparison, played: RunResult, name: str) -> pd.DataFrame:
    """Districts or provinces: what is there, the outcomes at the end, what is different, what it costs and who pays.

    Means of the replicates; money in rupiah a year.
    """
    rank_of_played, rank_of_baseline = (comparison.rank(result) for result in (played, _against(comparison, played)))
    parts: tuple[Part, ...] = getattr(comparison.parts, name)
    columns: dict[str, object] = {"scenario": played.scenario.name}
    columns |= {word: [getattr(part, word) for part in parts] for word in ("code", "name", "province")}
    columns |= {f"{kind}s": [part.counts[kind] for part in parts] for kind in COUNTED}
    for rank, outcome in enumerate(OUTCOMES):
        columns[f"{outcome}_value"] = [part.at_end[rank_of_played, rank].mean() for part in parts]
        columns[f"{outcome}_difference"] = [
            (part.at_end[rank_of_played] - part.at_end[rank_of_baseline])[rank].mean() for part in parts
        ]
    total = [part.cost.sum(axis=1).mean(axis=-1) for part in parts]
    columns["cost_per_year"] = [cost[rank_of_played] for cost in total]
    columns["cost_difference_per_year"] = [cost[rank_of_played] - cost[rank_of_baseline] for cost in total]
    columns |= {
        f"cost_{payer}": [part.cost[rank_of_played, i].mean() for part in parts] for i, payer in enumerate(PAYERS)
    }
    return pd.DataFrame(columns)


def _teachers_table(comparison: Comparison, played: RunResult) -> pd.DataFrame:
    """The teachers of the first replicate after the last month."""
    people = roster_of(comparison.place, played.scenario)
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
