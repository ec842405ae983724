"""The provinces of a place of several districts, told in the terminal."""

from __future__ import annotations

from rich.box import SIMPLE_HEAD
from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from kkgsim.analysis.comparison.by_district import Part
from kkgsim.analysis.comparison.result import Comparison
from kkgsim.analysis.report_table import WrappingTable
from kkgsim.engine.run_result import RunResult
from kkgsim.i18n import decimal, measured, rupiah, tr
from kkgsim.model.outcomes import OUTCOMES

TOLD = ("attendance_share", "practice_mean", "literacy_mean")
"""Outcomes that are told by province."""


def render_provinces(comparison: Comparison, played: RunResult, against: RunResult) -> list[RenderableType]:
    """What each province has of a scenario, or has more than without it, and what it costs."""
    if not comparison.parts.provinces:
        return []
    alone = played is against
    table = Table(box=SIMPLE_HEAD, pad_edge=False)
    table.add_column(tr("head_province"), min_width=20)
    costs = ["head_cost_year", *([] if alone else ["head_extra_year"])]
    heads = [tr(key) for key in ("head_districts", "head_teachers")]
    for words in (*heads, *(str(OUTCOMES[name].label) for name in TOLD), *(tr(key) for key in costs)):
        table.add_column(words, justify="right")
    for part in comparison.parts.provinces:
        districts = sum(district.province == part.name for district in comparison.parts.districts)
        table.add_row(part.name, decimal(districts, 0), *_cells(comparison, part, played, against))
    what = tr("country_value" if alone else "country_difference")
    title = "" if alone else tr("country_against", title=against.scenario.title)
    labels = ", ".join(str(OUTCOMES[name].label) for name in TOLD)
    note = tr("country_note", measured=labels, what=what, against=title)
    caution = tr("country_literacy")
    return [Text(), WrappingTable(table), Text(note, style="italic"), Text(caution, style="italic")]


def _cells(comparison: Comparison, part: Part, played: RunResult, against: RunResult) -> list[str]:
    rank_of_played, rank_of_baseline = comparison.rank(played), comparison.rank(against)
    alone = rank_of_played == rank_of_baseline
    ranks = [list(OUTCOMES).index(name) for name in TOLD]
    ends = part.at_end[rank_of_played] if alone else part.at_end[rank_of_played] - part.at_end[rank_of_baseline]
    cost = [float(part.cost[rank].sum(axis=0).mean()) for rank in (rank_of_played, rank_of_baseline)]
    return [
        decimal(part.counts["teacher"], 0),
        *(measured(float(ends[rank].mean()), OUTCOMES[name].unit, sign=not alone)
          for rank, name in zip(ranks, TOLD, strict=True)),
        rupiah(cost[0]),
        *([] if alone else [rupiah(cost[0] - cost[1], sign=True)]),
    ]  # fmt: skip
