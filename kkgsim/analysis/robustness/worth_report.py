"""What packages bring for what they cost, in words: a table, what more money buys, which brings most for a rupiah."""

from __future__ import annotations

import numpy as np
from rich.box import SIMPLE_HEAD
from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from kkgsim.analysis.counted_shares import with_interval
from kkgsim.analysis.report_table import WrappingTable
from kkgsim.analysis.robustness.evaluate import Robustness, RobustnessInput
from kkgsim.analysis.robustness.worth import EACH, Worth
from kkgsim.i18n import measured, percent, rupiah, tr, with_ends
from kkgsim.i18n.units import Unit
from kkgsim.model.arrays import Array

NAMED = 0.05
"""The share of redraws in which a package has to be first to be named among those that may be."""


def rendered(robustness: Robustness, criterion: RobustnessInput, worth: Worth) -> list[RenderableType]:
    """The worth of packages in one outcome."""
    titles, unit = robustness.titles(), criterion.objective.unit
    table = Table(box=SIMPLE_HEAD, pad_edge=False)
    table.add_column(tr("robust_package"), min_width=24)
    for key in ("robust_worth_cost", "robust_worth_gain", "robust_worth_rate", "robust_worth_first"):
        table.add_column(tr(key, amount=rupiah(EACH)), justify="right", max_width=34)
    for rank, title in enumerate(titles):
        if rank != robustness.today:
            cells = [_money(worth.cost[:, rank]), *(between(part[:, rank], unit) for part in (worth.gain, worth.rate))]
            table.add_row(title, *cells, percent(float(worth.first[rank])))
    futures = criterion.values.shape[1]
    said = [Text(line) for line in (*_bought(titles, worth, unit, futures), _first(titles, worth))]
    return [Text(), Text(tr("robust_worth_head")), WrappingTable(table), *said]


def _bought(titles: list[str], worth: Worth, unit: Unit, futures: int) -> list[str]:
    """What more money buys, step by step."""
    if not len(worth.steps):
        return [tr("robust_worth_nothing")]
    lines = []
    for step, rank in enumerate(worth.steps.tolist()):
        key = "robust_worth_step" if step else "robust_worth_first_step"
        more, share = between(worth.more[:3, step], unit), with_interval(float(worth.more[3, step]), futures)
        lines.append(tr(key, package=titles[rank], cost=rupiah(float(worth.cost[0, rank])), more=more, share=share))
    return lines


def _first(titles: list[str], worth: Worth) -> str:
    """Which package brings most for a rupiah, where that is sure."""
    if not worth.first.any():
        return tr("robust_worth_none")
    if worth.sure is not None:
        return tr("robust_worth_sure", package=titles[worth.sure], share=percent(float(worth.first[worth.sure])))
    return tr("robust_worth_unsure", shares=candidates(titles, worth.first))


def candidates(titles: list[str], first: Array) -> str:
    """The packages that may be the first, each with the share of redraws in which it is, the likeliest first."""
    ranks = [rank for rank in np.argsort(-first, kind="stable").tolist() if first[rank] >= NAMED]
    return "; ".join(f"“{titles[rank]}” {percent(float(first[rank]))}" for rank in ranks)


def between(values: Array, unit: Unit) -> str:
    """A mean with the ends of its interval; a dash where there is none."""
    if not np.isfinite(values[0]):
        return "–"
    low, high = (measured(float(end), unit, sign=True) if np.isfinite(end) else "?" for end in values[1:])
    return with_ends(measured(float(values[0]), unit, sign=True), low, high)


def _money(values: Array) -> str:
    return with_ends(*map(rupiah, values.tolist()))
