"""What a search found as tidy tables."""

from __future__ import annotations

import numpy as np
import pandas as pd

from kkgsim.explore.finding import Found
from kkgsim.levers import all_settings

MEASURED = ("gain", "gain_error", "least", "robust", "cost", "spent", "time", "level", "reached")
"""The measures in their order; see ``kkgsim.explore.weighing.Weighing``."""


def tables(found: Found) -> dict[str, pd.DataFrame]:
    """``packages`` (the winners on searched and fresh futures), ``settings`` (what they do), ``weighed`` (all packages
    in their order) and ``hypervolume``."""
    return {
        "packages": _packages(found),
        "settings": _settings(found),
        "weighed": _weighed(found),
        "hypervolume": _hypervolume(found),
    }


def _packages(found: Found) -> pd.DataFrame:
    winners = found.winners
    columns: dict[str, object] = {"package": [scenario.name for scenario in found.scenarios()]}
    for name in MEASURED:
        columns[f"{name}_searched"], columns[f"{name}_fresh"] = winners.searched[name], winners.fresh[name]
    return pd.DataFrame({**columns, "over_budget": winners.over, "beaten": winners.beaten})


def _settings(found: Found) -> pd.DataFrame:
    rows = [
        {"package": scenario.name, "setting": name, "value": value, "unit": all_settings()[name].unit}
        for rank, scenario in enumerate(found.scenarios())
        for name, value in found.settings(rank).items()
    ]
    return pd.DataFrame(rows, columns=["package", "setting", "value", "unit"])


def _weighed(found: Found) -> pd.DataFrame:
    searched = found.searched
    front = np.zeros(len(searched.packages), dtype=bool)
    front[searched.front] = True
    points = searched.space.points(searched.packages)
    settings = {factor.name: points[:, rank] for rank, factor in enumerate(searched.space.factors)}
    measures = {name: searched.measures[name] for name in MEASURED}
    return pd.DataFrame({
        "order": np.arange(1, len(front) + 1), **settings, **measures, "lawful": searched.lawful, "efficient": front,
    })  # fmt: skip


def _hypervolume(found: Found) -> pd.DataFrame:
    searched = found.searched
    share = searched.curve[:, 1] / searched.box if searched.box > 0.0 else np.full(len(searched.curve), np.nan)
    return pd.DataFrame({
        "weighed": searched.curve[:, 0].astype(np.int64), "hypervolume": searched.curve[:, 1], "share_of_box": share,
    })  # fmt: skip
