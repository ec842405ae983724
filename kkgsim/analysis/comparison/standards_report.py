"""``kkgsim standards``: which clusters meet which of the seven standards of a KKG, told in the terminal."""

from __future__ import annotations

from rich.box import SIMPLE_HEAD
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from kkgsim.analysis.band_note import band_note
from kkgsim.analysis.comparison.report import head
from kkgsim.analysis.comparison.result import Comparison
from kkgsim.analysis.comparison.standards import Compliance, compliance, threshold
from kkgsim.analysis.report_table import WrappingTable
from kkgsim.engine.run_result import LAST, RunResult
from kkgsim.i18n import decimal, measured, measured_band, tr


def render_standards(comparison: Comparison, *, everything: bool = False) -> RenderableType:
    """The compliance of every scenario as something rich prints; ``everything`` adds nothing here."""
    parts: list[RenderableType] = [Text(head(comparison))]
    for played, against in zip(comparison.played, comparison.against, strict=True):
        parts += [Text(), Text(str(played.scenario.title), style="bold")]
        parts.append(WrappingTable(_table(played, against)))
        words = {"threshold": decimal(threshold(played.scenario), 2), "last": min(LAST, comparison.months)}
        parts.append(Text(tr("standards_note", **words), style="italic"))
    parts.append(Text(tr("standards_fifth"), style="italic"))
    parts.append(Text(band_note(comparison.uncertain), style="italic"))
    return Group(*parts)


def _table(played: RunResult, against: RunResult) -> Table:
    table = Table(box=SIMPLE_HEAD, pad_edge=False)
    table.add_column(tr("standards_head_standard"), min_width=24)
    heads = [tr("standards_head_start")]
    if played is against:
        heads.append(tr("standards_head_end"))
    else:
        without = str(against.scenario.title).lower()
        heads += [tr("standards_head_without", against=without), tr("standards_head_with")]
    for words in (*heads, tr("standards_head_change")):
        table.add_column(words, justify="right")
    for row in compliance(played, against):
        ends = [row.end] if played is against else [row.end_without, row.end]
        cells = [measured(band.mean, row.unit) for band in (row.start, *ends)]
        table.add_row(_name(row), *cells, measured_band(*row.change, row.unit, sign=True))
    return table


def _name(row: Compliance) -> str:
    return tr("standards_row", number=row.number, name=row.label) if row.number else str(row.label)
