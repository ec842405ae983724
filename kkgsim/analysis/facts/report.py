"""Facts in words: what was observed, what the model shows, the verdict and the source, one after the other."""

from __future__ import annotations

import math
from collections.abc import Iterator

from rich.box import SIMPLE_HEAD
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from kkgsim.analysis.band_note import band_note
from kkgsim.analysis.facts.evaluate import FAR, Figure, Tested
from kkgsim.analysis.facts.fact import Fact, Target
from kkgsim.analysis.facts.result import Validation
from kkgsim.analysis.facts.words import numbered, short_name
from kkgsim.analysis.report_table import WrappingTable
from kkgsim.i18n import NO_VALUE, amount, decimal, measured, measured_band, percent, tr, with_ends
from kkgsim.i18n.units import Unit
from kkgsim.model.parameters import evidence, sources

DIGITS = 2
"""Digits of a figure without a unit."""


def render(validation: Validation) -> RenderableType:
    """Every fact with its figures, then a table of verdicts."""
    parts: list[RenderableType] = [
        Text(tr("facts_head", facts=len(validation.tested), replicates=validation.replicates,
                draws=validation.draws, seed=validation.seed)),
    ]  # fmt: skip
    for tested in validation.tested:
        parts += [Text(), *_fact(tested)]
    parts += [Text(), Text(tr("facts_summary"), style="bold"), WrappingTable(_summary(validation))]
    counts = validation.counts
    parts += [
        Text(tr("facts_counts", **counts)),
        Text(apart(validation)),
        *(Text(line) for line in _against(validation)),
        *([Text(band_note(validation.drawn), style="italic")] if validation.draws else []),
        Text(),
        Text(tr("facts_note"), style="italic"),
    ]
    return Group(*parts)


def _fact(tested: Tested) -> list[RenderableType]:
    fact = tested.fact
    head = f"{short_name(fact.name)}  {fact.title}: {tr(f'facts_{tested.verdict}')}"
    parts: list[RenderableType] = [Text(head, style="bold"), Text(tr("facts_observed", what=fact.observed))]
    if tested.figures:
        parts.append(WrappingTable(_figures(tested)))
    parts += [Text(tr("facts_why_not", why=reason)) for reason in tested.reasons]
    if fact.note is not None:
        parts.append(Text(str(fact.note)))
    if assumed := _assumed(fact):
        parts.append(Text(tr("facts_assumed", what="; ".join(assumed))))
    named = "; ".join(f"{key}: {evidence(sources()[key].citation)}" for key in fact.sources)
    return [*parts, Text(tr("facts_sources", what=named))]


def _assumed(fact: Fact) -> list[str]:
    """What is assumed in any arm, and why: assumptions of one reason together."""
    by_reason: dict[str, dict[str, None]] = {}
    for arm in fact.arms.values():
        for assumed in arm.scenario.assumptions:
            by_reason.setdefault(evidence(assumed.why), {})[f"{assumed.number} = {amount(assumed.value)}"] = None
    return [f"{', '.join(numbers)} ({reason})" for reason, numbers in by_reason.items()]


def _figures(tested: Tested) -> Table:
    """A quantity a row."""
    table = Table(box=SIMPLE_HEAD, pad_edge=False)
    table.add_column(tr("facts_quantity"), min_width=24)
    for key in ("facts_target", "facts_book", "facts_draws", "facts_share"):
        table.add_column(tr(key), justify="right")
    table.add_column(tr("facts_verdict"))
    for figure in tested.figures:
        verdict = tr(f"facts_{figure.verdict}") if figure.verdict else ""
        table.add_row(str(figure.quantity.label), target_of(figure), value_of(figure), band_of(figure),
                      percent(figure.share), verdict)  # fmt: skip
    return table


def value_of(figure: Figure) -> str:
    """The figure at the book's values."""
    if figure.quantity.statistic == "order" and math.isfinite(figure.book):
        return tr("facts_holds" if figure.book == 1.0 else "facts_fails")
    return written(figure.book, figure.unit, figure.change)


def target_of(figure: Figure) -> str:
    """The target in words."""
    target = figure.quantity.target
    if target is None:
        return NO_VALUE
    if figure.quantity.statistic == "order":
        return tr("facts_holds")
    return target_in_words(target, figure.unit, figure.change)


def target_in_words(target: Target, unit: Unit | None, change: bool) -> str:
    """A range, or a bound on one side."""
    low, high = (None if end is None else written(end, unit, change) for end in (target.low, target.high))
    if low is None:
        return tr("facts_at_most", value=high)
    return tr("facts_at_least", value=low) if high is None else f"{low} … {high}"


def band_of(figure: Figure) -> str:
    """Mean, low and high over draws."""
    mean, low, high = figure.interval
    if not math.isfinite(mean):
        return NO_VALUE
    if figure.unit is not None:
        return measured_band(mean, low, high, figure.unit, sign=figure.change)
    return with_ends(*(written(value, None, figure.change) for value in (mean, low, high)))


def written(value: float, unit: Unit | None, change: bool) -> str:
    """A figure in its unit, with a sign where it is a change."""
    if not math.isfinite(value):
        return NO_VALUE
    return decimal(value, DIGITS, sign=change) if unit is None else measured(value, unit, sign=change)


def apart(validation: Validation) -> str:
    """How many facts are in target among those that numbers are fitted to, and among those kept aside."""
    (first, fitted), (second, aside) = validation.shown(fitted=True), validation.shown(fitted=False)
    return tr("facts_apart", first=first, fitted=fitted, second=second, aside=aside)


def _against(validation: Validation) -> Iterator[str]:
    """Where draws speak against what was measured, and a warning if numbers were fitted to it."""
    far = [f"{short_name(tested.fact.name)} {figure.quantity.label}" for tested in validation.tested
           for figure in tested.far]  # fmt: skip
    if far:
        yield tr("facts_far", times=decimal(FAR, 0), what="; ".join(far))
    if validation.unlike:
        yield tr("facts_unlike", facts=numbered(tested.fact.name for tested in validation.unlike))


def _summary(validation: Validation) -> Table:
    """A fact a row."""
    table = Table(box=SIMPLE_HEAD, pad_edge=False)
    table.add_column(tr("facts_fact"))
    table.add_column(tr("facts_verdict"))
    table.add_column(tr("facts_share"), justify="right")
    table.add_column(tr("facts_use"))
    for tested in validation.tested:
        title = f"{short_name(tested.fact.name)}  {tested.fact.title}"
        table.add_row(title, tr(f"facts_{tested.verdict}"), percent(tested.share), use_of(tested))
    return table


def use_of(tested: Tested) -> str:
    """Whether numbers are fitted to a fact, or it is kept aside."""
    return tr("facts_fitted" if tested.fitted else "calibrate_not_fitted")
