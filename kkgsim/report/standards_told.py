"""``kkgsim standards``: which clusters meet which of the seven standards of a KKG, told in the terminal."""

from __future__ import annotations

from rich.box import SIMPLE_HEAD
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from kkgsim.engine.run_result import LAST, RunResult
from kkgsim.locale import decimal, measured, measured_band, say
from kkgsim.report.fitting import Fitting
from kkgsim.report.told import head
from kkgsim.study.compare import Comparison
from kkgsim.study.standards import Compliance, compliance, threshold


def standards_told(comparison: Comparison, lang: str, *, everything: bool = False) -> RenderableType:
    """The compliance of every scenario as something rich prints; ``everything`` adds nothing here."""
    parts: list[RenderableType] = [Text(head(comparison, lang))]
    for played, against in zip(comparison.played, comparison.against, strict=True):
        parts += [Text(), Text(played.scenario.title[lang], style="bold")]
        parts.append(Fitting(_table(played, against, lang)))
        words = {"threshold": decimal(threshold(played.scenario), lang, 2), "last": min(LAST, comparison.months)}
        parts.append(Text(say("standards_note", lang, **words), style="italic"))
    parts.append(Text(say("standards_fifth", lang), style="italic"))
    parts.append(Text(say("band_both" if comparison.uncertain else "band_luck", lang), style="italic"))
    return Group(*parts)


def _table(played: RunResult, against: RunResult, lang: str) -> Table:
    table = Table(box=SIMPLE_HEAD, pad_edge=False)
    table.add_column(say("standards_head_standard", lang), min_width=24)
    heads = [say("standards_head_start", lang)]
    if played is against:
        heads.append(say("standards_head_end", lang))
    else:
        without = against.scenario.title[lang].lower()
        heads += [say("standards_head_without", lang, against=without), say("standards_head_with", lang)]
    for words in (*heads, say("standards_head_change", lang)):
        table.add_column(words, justify="right")
    for row in compliance(played, against):
        ends = [row.end] if played is against else [row.end_without, row.end]
        cells = [measured(band.mean, row.unit, lang) for band in (row.start, *ends)]
        table.add_row(_name(row, lang), *cells, measured_band(*row.change, row.unit, lang, sign=True))
    return table


def _name(row: Compliance, lang: str) -> str:
    return say("standards_row", lang, number=row.number, name=row.label[lang]) if row.number else row.label[lang]
