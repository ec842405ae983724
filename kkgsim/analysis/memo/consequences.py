"""Money and people in a memo: who pays how much, and who gains more than others."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kkgsim.analysis.comparison import aimed_report, budget_report, cost_report, group_report
from kkgsim.analysis.comparison.compare import by_payer
from kkgsim.analysis.comparison.groups import group_effects
from kkgsim.analysis.comparison.plots import series
from kkgsim.analysis.comparison.plots.series import Series
from kkgsim.analysis.comparison.result import Comparison
from kkgsim.analysis.memo.answer import TEACHERS, ranked
from kkgsim.analysis.memo.content import Block, Bullets, Heading, Paragraph, Table
from kkgsim.engine.run_result import RunResult
from kkgsim.i18n import rupiah, tr
from kkgsim.model.levers.lever import PAYERS

COLUMNS = 4
"""So many columns of rupiah stand side by side; more make another table."""
BY_CLUSTERS = (TEACHERS, "literacy_mean")
"""What is told of chosen clusters, their neighbours and the others."""


def money(comparison: Comparison) -> Iterator[Block]:
    """Rupiah a year by payer, and the time that is given."""
    yield Heading(tr("memo_money"))
    columns = [(ghost.name(), ghost.played) for ghost in series.ghosts(comparison)]
    columns += [(item.mark(item.name()), item.played) for item in series.every_series(comparison)]
    for first in range(0, len(columns), COLUMNS):
        yield _payers(columns[first : first + COLUMNS])
    top = ranked(comparison)[0]
    yield Paragraph(f"{top.name()}. {cost_report.time(top.played, top.against)}.")
    yield from (Paragraph(line, "note") for line in cost_report.prices(top.played))
    named = series.every_series(comparison)
    lines = [item.mark(line) for item in named for line in _aimed_and_paid(item.played)]
    if lines:
        yield Bullets(lines)


def _aimed_and_paid(played: RunResult) -> list[str]:
    """When what waits for something began or ended, and what the district's budget covers; nothing where a policy has
    none of that."""
    return [*aimed_report.in_words(played), *budget_report.in_short(played)]


def _payers(columns: Sequence[tuple[str, RunResult]]) -> Table:
    """One row a payer who pays anything, and the sum."""
    paid = [by_payer(played) for _, played in columns]
    rows = [[str(PAYERS[payer]), *(rupiah(amounts[payer]) for amounts in paid)]
            for payer in PAYERS if any(amounts[payer] > 0.0 for amounts in paid)]  # fmt: skip
    rows.append([tr("memo_sum"), *(rupiah(sum(amounts.values())) for amounts in paid)])
    head = [tr("memo_payer"), *(name for name, _ in columns)]
    return Table(head, rows, _widths(0.26, len(columns)), len(rows) - 1)


def _widths(first: float, others: int) -> tuple[float, ...]:
    """Shares of the page: that of the first column, and what the others are left with alike."""
    return (first, *[(1.0 - first) / others] * others)


def gains(comparison: Comparison) -> Iterator[Block]:
    """What groups gain beside the rest, and where a gap clearly changes."""
    top = ranked(comparison)[0]
    yield Heading(tr("memo_gains"))
    yield Bullets(list(_gaps(top)) or [tr("memo_gains_none", scenario=top.name())])
    head, rows = group_report.gains(top.played, top.against)
    if rows:
        yield Table(head, rows, _widths(0.28, len(head) - 1))
        yield Paragraph(tr("view_groups_who"), "note")
    for item in series.every_series(comparison):
        head, rows = aimed_report.cells(item.played, item.against, comparison.place, BY_CLUSTERS)
        if rows:
            yield Table([item.mark(head[0]), *head[1:]], rows, _widths(0.28, len(head) - 1))
            yield Paragraph(tr("cluster_groups_note"), "note")


def _gaps(item: Series) -> Iterator[str]:
    """A sentence for each gap that a scenario clearly changes."""
    for effect in group_effects(item.played, item.against):
        if effect.outcome.headline and effect.told != "unclear":
            yield tr(f"view_groups_{effect.told}", outcome=effect.outcome.label, members=effect.group.label,
                     rest=effect.group.rest, scenario=item.name())  # fmt: skip
