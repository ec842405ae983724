"""How robust packages are, as tidy tables."""

from __future__ import annotations

import numpy as np
import pandas as pd

from kkgsim.analysis.counted_shares import share_interval
from kkgsim.analysis.robustness.evaluate import Robustness, RobustnessInput
from kkgsim.analysis.robustness.measures import MEASURES, gains, regrets
from kkgsim.io.table_layout import OF_THE_OUTCOME, OF_THE_ROW, Layout, named

LAYOUTS = {
    "measures": Layout(("scenario", "objective", "measure"), {
        **named("scenario", "objective", "unit", "measure"), "threshold": OF_THE_ROW,
        **dict.fromkeys(("value", "value_low", "value_high"), "of the measure"),
        **named("rank"), "first_share": "share", **named("rank_low", "rank_high"),
    }),
    "futures": Layout(("scenario", "objective", "future"), {
        **named("scenario", "objective", "future"), **dict.fromkeys(("value", "gain", "regret"), OF_THE_OUTCOME),
    }),
    "agreement": Layout(("objective", "measure", "other"), {
        **named("objective", "measure", "other"), "kendall_tau": "-1 to 1", "kendall_w": "0-1",
    }),
    "worth": Layout(("scenario", "objective"), {
        **named("scenario", "objective", "unit"),
        **dict.fromkeys(("gain_all_months", "gain_low", "gain_high"), OF_THE_OUTCOME),
        **dict.fromkeys(("extra_cost", "extra_cost_low", "extra_cost_high"), "Rp a year"),
        **dict.fromkeys(("gain_per_100_million", "rate_low", "rate_high"), OF_THE_OUTCOME), "first_share": "share",
        **named("step"), **dict.fromkeys(("more", "more_low", "more_high"), OF_THE_OUTCOME),
        **dict.fromkeys(("more_share", "more_share_low", "more_share_high"), "share"),
    }),
    "thresholds": Layout(("scenario",), {
        **named("scenario"), **dict.fromkeys(("all_met_share", "all_met_low", "all_met_high"), "share"),
    }),
}  # fmt: skip
"""What a row of every table is and what its columns are measured in: a mean or regret in the objective's unit, the
other measures as shares and ratios."""


def tables(robustness: Robustness) -> dict[str, pd.DataFrame]:
    """Tidy tables, as :data:`LAYOUTS` declares them: ``measures`` (a package, objective and measure a row, with its
    90 % interval, its rank and how sure that is), ``worth`` (what a package gains over all months for what it costs,
    and more than the next cheaper one, with 90 % intervals), ``futures`` (a package and future a row), ``agreement`` of
    the measures, ``thresholds`` met at once."""
    names = [package.name for package in robustness.packages]
    built = {
        "measures": pd.concat([_measures(criterion, names) for criterion in robustness.judged], ignore_index=True),
        "futures": pd.concat(
            [_futures(robustness, criterion, names) for criterion in robustness.judged], ignore_index=True
        ),
        "agreement": pd.concat([_agreement(criterion) for criterion in robustness.judged], ignore_index=True),
    }
    worths = [_worth(criterion, names) for criterion in robustness.judged if criterion.worth is not None]
    built["worth"] = pd.concat(worths, ignore_index=True) if worths else pd.DataFrame()
    if robustness.all_met is not None:
        ends = [share_interval(share, robustness.replicates) for share in robustness.all_met.tolist()]
        met = {
            "all_met_share": robustness.all_met,
            **dict(zip(("all_met_low", "all_met_high"), zip(*ends, strict=True), strict=True)),
        }
        built["thresholds"] = pd.DataFrame({"scenario": names, **met})
    return {name: LAYOUTS[name].table(table) for name, table in built.items()}


def _measures(criterion: RobustnessInput, names: list[str]) -> pd.DataFrame:
    parts = []
    for measure, sure in zip(criterion.measures, criterion.stability, strict=True):
        threshold = criterion.objective.threshold if measure.name == "satisficing" else None
        parts.append(pd.DataFrame({
            "scenario": names, "objective": criterion.objective.name, "unit": criterion.objective.unit.name,
            "measure": measure.name,
            "threshold": np.nan if threshold is None else threshold, "value": measure.values,
            "value_low": sure.value_low, "value_high": sure.value_high, "rank": sure.rank,
            "first_share": sure.first, "rank_low": sure.low, "rank_high": sure.high,
        }))  # fmt: skip
    return pd.concat(parts, ignore_index=True)


def _worth(criterion: RobustnessInput, names: list[str]) -> pd.DataFrame:
    """A row a package; ``step`` numbers those that more money buys, cheapest first, and is empty for others."""
    worth = criterion.worth
    assert worth is not None
    columns: dict[str, object] = {"scenario": names, "objective": criterion.objective.name,
                                  "unit": criterion.objective.unit.name}  # fmt: skip
    for table, called in (
        (worth.gain, ("gain_all_months", "gain_low", "gain_high")),
        (worth.cost, ("extra_cost", "extra_cost_low", "extra_cost_high")),
        (worth.rate, ("gain_per_100_million", "rate_low", "rate_high")),
    ):
        columns |= dict(zip(called, table, strict=True))
    steps = np.full((7, len(names)), np.nan)
    ends = [share_interval(share, criterion.values.shape[1]) for share in worth.more[3].tolist()]
    steps[:, worth.steps] = np.vstack([np.arange(1, len(worth.steps) + 1), worth.more, np.reshape(ends, (-1, 2)).T])
    columns_of_steps = ("step", "more", "more_low", "more_high", "more_share", "more_share_low", "more_share_high")
    more = dict(zip(columns_of_steps, steps, strict=True))
    return pd.DataFrame({**columns, "first_share": worth.first, **more})


def _futures(robustness: Robustness, criterion: RobustnessInput, names: list[str]) -> pd.DataFrame:
    objective, count = criterion.objective, criterion.values.shape[1]
    columns = {"value": criterion.values, "gain": gains(criterion.values, robustness.today, objective.better),
               "regret": regrets(criterion.values, objective.better)}  # fmt: skip
    return pd.DataFrame({
        "scenario": np.repeat(names, count), "objective": objective.name,
        "future": np.tile(np.arange(count), len(names)),
        **{name: table.reshape(-1) for name, table in columns.items()},
    })  # fmt: skip


def _agreement(criterion: RobustnessInput) -> pd.DataFrame:
    rows = [
        {"objective": criterion.objective.name, "measure": first, "other": second,
         "kendall_tau": criterion.agreement[row, column],
         "kendall_w": criterion.concordance}
        for row, first in enumerate(MEASURES) for column, second in enumerate(MEASURES) if row < column
    ]  # fmt: skip
    return pd.DataFrame(rows)
