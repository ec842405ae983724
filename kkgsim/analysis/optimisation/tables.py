"""What a search found as tidy tables."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from kkgsim.analysis.counted_shares import share_interval
from kkgsim.analysis.optimisation.fresh import ends
from kkgsim.analysis.optimisation.optimise import Solution
from kkgsim.analysis.optimisation.schedules import THROUGHOUT, Timings
from kkgsim.analysis.optimisation.verdict import Verdict
from kkgsim.design.study import Factor, names_of
from kkgsim.io.table_layout import OF_THE_OUTCOME, OF_THE_ROW, Layout, named
from kkgsim.model.arrays import Array
from kkgsim.model.levers import all_settings

MEASURED = {
    **dict.fromkeys(("gain", "gain_error", "least", "robust"), OF_THE_OUTCOME),
    **dict.fromkeys(("cost", "spent", "spent_error", "time"), "Rp a year"), "level": OF_THE_OUTCOME, "reached": "share",
}  # fmt: skip
"""The measures in their order, with their units; see ``kkgsim.analysis.optimisation.objectives.PackageEvaluation``."""
SURE = {name: MEASURED[name] for name in ("gain", "least", "robust", "cost", "level", "reached")}
"""The measures that have an interval on fresh futures, with their units."""
PACKAGES = Layout(("package",), {
    **named("package"),
    **{f"{name}_{where}": unit for name, unit in MEASURED.items() for where in ("searched", "fresh")},
    **{f"{name}_fresh_{end}": unit for name, unit in SURE.items() for end in ("low", "high")},
    **{f"gain_all_months_fresh{end}": OF_THE_OUTCOME for end in ("", "_low", "_high")},
    **named("over_budget", "beaten"),
})  # fmt: skip
SHORTLIST = Layout(("package",), {
    **named("package"), **dict.fromkeys(("gain", "gain_low", "gain_high"), OF_THE_OUTCOME),
    **dict.fromkeys(("gain_all_months", "gain_all_months_low", "gain_all_months_high"), OF_THE_OUTCOME),
    **dict.fromkeys(("better_share", "better_low", "better_high"), "share"),
    **dict.fromkeys(("cost", "cost_low", "cost_high", "spent"), "Rp a year"),
    **dict.fromkeys(("within_share", "within_low", "within_high"), "share"),
    **dict.fromkeys(("against_leader", "against_low", "against_high"), OF_THE_OUTCOME), **named("verdict"),
})  # fmt: skip
SETTINGS = Layout(
    ("package", "setting"), {**named("package", "setting"), "value": OF_THE_ROW, **named("unit", "schedule")}
)
HYPERVOLUME = Layout(("generation",), {
    **named("generation"), "weighed": "packages", "hypervolume": "product of the objectives", "share_of_box": "share",
})  # fmt: skip


def weighed_layout(factors: Sequence[Factor], timings: Timings = ()) -> Layout:
    """The table of all packages: a column a setting that was searched over, and one for the schedule of each lever that
    may come and go."""
    settings = {factor.name: factor.unit for factor in factors}
    return Layout(
        ("order",),
        {
            **named("order"),
            **settings,
            **named(*(f"{lever}_schedule" for lever, _ in timings)),
            **MEASURED,
            **named("lawful", "efficient"),
        },
    )


def tables(solution: Solution) -> dict[str, pd.DataFrame]:
    """``packages`` (the winners on searched and fresh futures), ``settings`` (what they do), ``weighed`` (all packages
    in their order) and ``hypervolume``."""
    return {
        "packages": PACKAGES.table(_packages(solution)),
        "settings": SETTINGS.table(_settings(solution)),
        "weighed": weighed_layout(solution.searched.space.factors, solution.searched.space.timings).table(
            _weighed(solution)
        ),
        "hypervolume": HYPERVOLUME.table(_hypervolume(solution)),
    }


def shortlist_table(solution: Solution, judged: Verdict | None) -> pd.DataFrame:
    """A row a package, cheapest first, with what fresh futures say of it; empty where there is none."""
    if judged is None:
        return SHORTLIST.table(pd.DataFrame(columns=list(SHORTLIST.units)))
    gain, whole, against = (
        dict(zip(("", "_low", "_high"), table, strict=True)) for table in (judged.gain, judged.whole, judged.against)
    )
    fresh = solution.winners.fresh
    cost = dict(zip(("_low", "_high"), ends(fresh, "cost", solution.wanted.aim), strict=True))
    return SHORTLIST.table(pd.DataFrame({
        "package": [scenario.name for scenario in solution.scenarios()],
        **{f"gain{end}": values for end, values in gain.items()},
        **{f"gain_all_months{end}": values for end, values in whole.items()},
        **_shares("better", judged.better, solution.replicates),
        "cost": fresh["cost"], **{f"cost{end}": values for end, values in cost.items()}, "spent": fresh["spent"],
        **_shares("within", judged.within, solution.replicates),
        **{f"against{end or '_leader'}": values for end, values in against.items()},
        "verdict": [judged.word(rank) for rank in range(len(solution.winners))],
    }))  # fmt: skip


def _shares(name: str, shares: Array, count: int) -> dict[str, object]:
    """Shares of the fresh futures with the ends of their intervals."""
    low, high = np.reshape([share_interval(share, count) for share in shares.tolist()], (-1, 2)).T
    return {f"{name}_share": shares, f"{name}_low": low, f"{name}_high": high}


def _packages(solution: Solution) -> pd.DataFrame:
    winners, aim = solution.winners, solution.wanted.aim
    columns: dict[str, object] = {"package": [scenario.name for scenario in solution.scenarios()]}
    for name in MEASURED:
        columns[f"{name}_searched"], columns[f"{name}_fresh"] = winners.searched[name], winners.fresh[name]
    for name in SURE:
        if name == "reached":
            low, high = list(_shares(name, winners.fresh[name], solution.replicates).values())[1:]
        else:
            low, high = ends(winners.fresh, name, aim)
        columns |= {f"{name}_fresh_low": low, f"{name}_fresh_high": high}
    low, high = ends(winners.fresh, "whole", aim)
    for end, values in (("", winners.fresh["whole"]), ("_low", low), ("_high", high)):
        columns[f"gain_all_months_fresh{end}"] = values
    return pd.DataFrame({**columns, "over_budget": winners.over, "beaten": winners.beaten})


def _settings(solution: Solution) -> pd.DataFrame:
    rows = [
        {
            "package": scenario.name,
            "setting": name,
            "value": value,
            "unit": all_settings()[name].unit,
            "schedule": _schedule(solution, rank, name),
        }
        for rank, scenario in enumerate(solution.scenarios())
        for name, value in solution.settings(rank).items()
    ]
    return pd.DataFrame(rows)


def _schedule(solution: Solution, rank: int, setting: str) -> str:
    """The name of the schedule by which a winner's setting is at work."""
    named = (schedule.name for lever, schedule in solution.schedules(rank).items() if setting in names_of(lever))
    return next(named, THROUGHOUT.name)


def _weighed(solution: Solution) -> pd.DataFrame:
    searched = solution.searched
    front = np.zeros(len(searched.packages), dtype=bool)
    front[searched.front] = True
    points = searched.space.points(searched.packages)
    settings: dict[str, object] = {f.name: points[:, rank] for rank, f in enumerate(searched.space.factors)}
    for rank, (lever, options) in enumerate(searched.space.timings, len(searched.space.factors)):
        names = np.array([schedule.name for schedule in options])
        settings[f"{lever}_schedule"] = names[points[:, rank].astype(np.int64)]
    measures = {name: searched.measures[name] for name in MEASURED}
    return pd.DataFrame({
        "order": np.arange(1, len(front) + 1), **settings, **measures, "lawful": searched.lawful, "efficient": front,
    })  # fmt: skip


def _hypervolume(solution: Solution) -> pd.DataFrame:
    searched = solution.searched
    share = searched.curve[:, 1] / searched.box if searched.box > 0.0 else np.full(len(searched.curve), np.nan)
    return pd.DataFrame({
        "generation": np.arange(1, len(searched.curve) + 1), "weighed": searched.curve[:, 0].astype(np.int64),
        "hypervolume": searched.curve[:, 1], "share_of_box": share,
    })  # fmt: skip
