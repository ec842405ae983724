"""How robust packages are, in words that a planner reads: what is best how often, what one loses by being wrong."""

from __future__ import annotations

import numpy as np
from rich.box import SIMPLE_HEAD
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text
from scipy.stats import binomtest

from kkgsim.analysis.band_note import numbers_note, shares_note
from kkgsim.analysis.report_table import WrappingTable
from kkgsim.analysis.robustness.evaluate import Robustness, RobustnessInput
from kkgsim.analysis.robustness.measures import TIED, Objective
from kkgsim.analysis.robustness.worth_report import rendered
from kkgsim.engine.intervals import FEWEST
from kkgsim.i18n import decimal, measured, percent, tr
from kkgsim.i18n.units import Unit
from kkgsim.model.arrays import Array

AGREE = 0.7
"""Kendall's W from which the measures are said to agree."""


def render(robustness: Robustness) -> RenderableType:
    """The packages as something rich prints: one table an objective, with what it comes to."""
    parts: list[RenderableType] = [Text(_head(robustness))]
    for criterion in robustness.judged:
        parts += [
            Text(),
            Text(str(criterion.objective.label), style="bold"),
            WrappingTable(_table(robustness, criterion)),
        ]
        parts += [Text(line) for line in _verdict(robustness, criterion)]
        if criterion.worth is not None:
            parts += rendered(robustness, criterion, criterion.worth)
    if robustness.all_met is not None:
        parts += [Text(), Text(tr("robust_all_met"), style="bold")]
        parts += [Text(f"  • {name}: {percent(float(share))}")
                  for name, share in zip(robustness.titles(), robustness.all_met, strict=True)]  # fmt: skip
    notes = (tr("robust_note"), shares_note(robustness.replicates), numbers_note(robustness.uncertain))
    parts += [Text(), Text(" ".join(notes), style="italic")]
    if robustness.replicates < FEWEST:
        parts.append(Text(tr("robust_few", fewest=FEWEST), style="italic"))
    return Group(*parts)


def _head(robustness: Robustness) -> str:
    return tr(
        "robust_head", place=robustness.place.title, packages=len(robustness.packages), months=robustness.months,
        futures=decimal(robustness.replicates, 0), seed=robustness.seed,
    )  # fmt: skip


def _table(robustness: Robustness, criterion: RobustnessInput) -> Table:
    """A package a row, a measure a column."""
    unit = criterion.objective.unit
    table = Table(box=SIMPLE_HEAD, pad_edge=False)
    table.add_column(tr("robust_package"), min_width=24)
    heads = ["robust_mean", "robust_best", "robust_regret_max", "robust_regret_90"]
    words = [tr(key) for key in heads] + [render_threshold(criterion.objective), tr("robust_signal")]
    for head in words:
        table.add_column(head, justify="right", max_width=22)
    names = ("mean", "best", "regret_max", "regret_90", "satisficing", "signal")
    rows = {name: criterion.measure(name) for name in names}
    for rank, title in enumerate(robustness.titles()):
        gain = "–" if rank == robustness.today else measured(rows["mean"][rank], unit, sign=True)
        losses = [render_loss(rows[name][rank], unit) for name in ("regret_max", "regret_90")]
        shares = [percent(rows[name][rank]) for name in ("best", "satisficing")]
        table.add_row(title, gain, shares[0], *losses, shares[1], decimal(rows["signal"][rank], 1))
    return table


def render_loss(value: float, unit: Unit) -> str:
    """A regret without a sign: a difference, which for shares is in points."""
    return measured(value, unit, sign=True).removeprefix("+")


def render_threshold(objective: Objective) -> str:
    """What satisfies, as the head of a column."""
    if objective.threshold is None:
        return tr("robust_better")
    word = "robust_at_least" if objective.better > 0 else "robust_at_most"
    return tr(word, value=measured(objective.threshold, objective.unit))


def _verdict(robustness: Robustness, criterion: RobustnessInput) -> list[str]:
    """Which package is most often the best, which is least to regret, and how sure that is."""
    if criterion.all_equal:
        return [tr("robust_all_equal")]
    if criterion.worth is None:
        return [tr("robust_cost_line")]
    titles = robustness.titles()
    best, regret = criterion.measure("best"), criterion.measure("regret_90")
    top, calm = int(np.argmax(best)), int(np.argmin(regret))
    if top == robustness.dearest:
        return [tr("robust_dearest_line", package=titles[top], share=_share(best[top], criterion)),
                _sure(criterion, titles, top)]  # fmt: skip
    if best[top] - np.sort(best)[-2] < TIED:
        lines = [tr("robust_tied")]
    else:
        lines = [tr("robust_best_line", package=titles[top], share=_share(best[top], criterion))]
    lines.append(
        tr("robust_regret_line", package=titles[calm], lost=render_loss(regret[calm], criterion.objective.unit))
    )
    lines.append(_sure(criterion, titles, top))
    return lines


def _share(share: float, criterion: RobustnessInput) -> str:
    """A share of the futures with its 90 % interval."""
    futures = criterion.values.shape[1]
    low, high = binomtest(round(float(share) * futures), futures).proportion_ci(0.9, method="wilson")
    return tr("robust_share", share=percent(float(share)), low=percent(low), high=percent(high))


def _sure(criterion: RobustnessInput, titles: list[str], top: int) -> str:
    """Whether the measures agree, and whether the first would stay the first among other futures."""
    by = {sure.measure: sure.first for sure in criterion.stability}
    stays: Array = by["best"]
    key = "robust_agree" if criterion.concordance >= AGREE else "robust_disagree"
    words = tr(key, w=decimal(criterion.concordance, 2))
    return f"{words} {tr('robust_stays', package=titles[top], share=percent(stays[top]))}"
