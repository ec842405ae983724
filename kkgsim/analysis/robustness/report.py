"""How robust packages are, in words that a planner reads: what is best how often, what one loses by being wrong."""

from __future__ import annotations

import numpy as np
from rich.box import SIMPLE_HEAD
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from kkgsim.analysis.band_note import numbers_note
from kkgsim.analysis.counted_shares import most_worse, with_interval
from kkgsim.analysis.report_table import WrappingTable
from kkgsim.analysis.robustness.evaluate import Robustness, RobustnessInput
from kkgsim.analysis.robustness.measures import AGREE, SHARES, Objective
from kkgsim.analysis.robustness.worth import SURE
from kkgsim.analysis.robustness.worth_report import between, candidates, rendered
from kkgsim.engine.intervals import FEWEST
from kkgsim.i18n import decimal, measured, percent, tr, with_ends
from kkgsim.i18n.units import Unit
from kkgsim.model.arrays import Array


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
        parts += [Text(f"  • {name}: {with_interval(float(share), robustness.replicates)}")
                  for name, share in zip(robustness.titles(), robustness.all_met, strict=True)]  # fmt: skip
    worse = percent(most_worse(robustness.replicates), 1)
    notes = (tr("robust_note"), tr("robust_intervals", worse=worse), numbers_note(robustness.uncertain))
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
    """A package a row, a measure a column, each with its interval."""
    table = Table(box=SIMPLE_HEAD, pad_edge=False)
    table.add_column(tr("robust_package"), min_width=24)
    heads = ["robust_mean", "robust_best", "robust_regret_max", "robust_regret_90"]
    words = [tr(key) for key in heads] + [render_threshold(criterion.objective), tr("robust_signal")]
    for head in words:
        table.add_column(head, justify="right", max_width=34)
    for rank, title in enumerate(robustness.titles()):
        table.add_row(title, *_cells(criterion, rank, rank == robustness.today))
    return table


def _cells(criterion: RobustnessInput, rank: int, today: bool) -> list[str]:
    """The measures of a package, in the order of the columns."""
    unit, futures = criterion.objective.unit, criterion.values.shape[1]
    best, good = (with_interval(float(criterion.measure(name)[rank]), futures) for name in SHARES)
    ratio = _measure_and_ends(criterion, "signal", rank)
    signal = with_ends(*(decimal(value, 1) for value in ratio)) if np.isfinite(ratio[1:]).all() else "–"
    return [
        "–" if today else between(_measure_and_ends(criterion, "mean", rank), unit), best,
        render_loss(float(criterion.measure("regret_max")[rank]), unit), lost_between(criterion, rank), good, signal,
    ]  # fmt: skip


def _measure_and_ends(criterion: RobustnessInput, name: str, rank: int) -> Array:
    """A measure of a package and the ends of its interval."""
    sure = criterion.sureness(name)
    return np.array([criterion.measure(name)[rank], sure.value_low[rank], sure.value_high[rank]])


def lost_between(criterion: RobustnessInput, rank: int) -> str:
    """The regret of a package that nine futures in ten stay below, with its interval."""
    unit = criterion.objective.unit
    return with_ends(*(render_loss(float(end), unit) for end in _measure_and_ends(criterion, "regret_90", rank)))


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
    """Which package is most often the best, which is least to regret, where redraws are sure of it, and how far the
    measures agree. The dearest package is never crowned."""
    if criterion.all_equal:
        return [tr("robust_all_equal")]
    if criterion.worth is None:
        return [tr("robust_cost_line")]
    key = "robust_agree" if criterion.concordance >= AGREE else "robust_disagree"
    return [*_most_often(robustness, criterion), *_least_regret(robustness, criterion),
            tr(key, w=decimal(criterion.concordance, 2))]  # fmt: skip


def _most_often(robustness: Robustness, criterion: RobustnessInput) -> list[str]:
    best, titles, futures = criterion.measure("best"), robustness.titles(), criterion.values.shape[1]
    top = first_for_sure(criterion, "best")
    if top is None:
        return [tr("robust_best_unsure", shares=candidates(titles, criterion.sureness("best").first))]
    word = "robust_dearest_line" if top == robustness.dearest else "robust_best_line"
    stays = percent(float(criterion.sureness("best").first[top]))
    share = with_interval(float(best[top]), futures)
    return [tr(word, package=titles[top], share=share), tr("robust_stays", package=titles[top], share=stays)]


def _least_regret(robustness: Robustness, criterion: RobustnessInput) -> list[str]:
    titles, calm = robustness.titles(), first_for_sure(criterion, "regret_90")
    if calm is None:
        return [tr("robust_regret_unsure", shares=candidates(titles, criterion.sureness("regret_90").first))]
    word = "robust_regret_dearest" if calm == robustness.dearest else "robust_regret_line"
    return [tr(word, package=titles[calm], lost=lost_between(criterion, calm))]


def first_for_sure(criterion: RobustnessInput, name: str) -> int | None:
    """The package that a measure puts first, where redraws of the futures are sure of it."""
    first = criterion.sureness(name).first
    top = int(np.argmax(first))
    return top if first[top] >= SURE else None
