"""What a district's budget covers of a policy, lever by lever: told in the terminal, and as rows of a table."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
from rich.box import SIMPLE_HEAD
from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from kkgsim.analysis.report_table import WrappingTable
from kkgsim.engine.budget import YEAR, DistrictBudget
from kkgsim.engine.run_result import RunResult
from kkgsim.i18n import percent, rupiah, tr
from kkgsim.io.table_layout import Layout, measured, named
from kkgsim.model.arrays import Array
from kkgsim.model.levers import all_levers
from kkgsim.model.priority import in_order

LAYOUT = Layout(
    ("scenario", "lever", "year"),
    {
        **named("scenario", "lever", "year", "rank"), "ceiling": "Rp",
        **{name: unit for what in ("asked", "covered", "uncovered", "spent")
           for name, unit in measured(f"{what}_rupiah", "Rp").items()},
    },
)  # fmt: skip
"""A row a lever and year of the run, in the order of priority."""
ALMOST_ALL, ALMOST_NOTHING = 0.995, 0.005
"""Parts from which a budget is said to cover everything, or nothing."""


def render_budget(played: RunResult) -> list[RenderableType]:
    """What was asked of the district, what its budget covers and what falls away; nothing where it has none."""
    if played.scenario.budget is None:
        return []
    table = Table(box=SIMPLE_HEAD, pad_edge=False)
    table.add_column(tr("head_lever_budget"), min_width=24)
    for key in ("head_asked", "head_covered_part", "head_spent", "head_uncovered"):
        table.add_column(tr(key), justify="right", no_wrap=True)
    totals = played.totals
    asked, covered, spent = (_yearly(played, table) for table in (totals.asked, totals.covered, _spent(played)))
    for lever, rank in _by_priority(played):
        if asked[rank] > 0.0:
            amounts = (rupiah(spent[rank]), rupiah(asked[rank] - covered[rank]))
            part = percent(covered[rank] / asked[rank])
            table.add_row(str(all_levers()[lever].label), rupiah(asked[rank]), part, *amounts)
    lines: list[RenderableType] = [Text(), *(Text(line) for line in in_short(played))]
    waits = any(phase.when or phase.until for phase in played.scenario.policy)
    notes = [Text(tr(key), style="italic") for key in ("budget_note", *["budget_note_waiting"] * waits)]
    return [*lines, WrappingTable(table), *notes] if asked.any() else lines


def in_short(played: RunResult) -> list[str]:
    """The same in a line, and what each of several districts has; none where there is no budget."""
    budget = played.scenario.budget
    if budget is None:
        return []
    asked, covered = (float(_yearly(played, table).sum()) for table in (played.totals.asked, played.totals.covered))
    part = covered / asked if asked > 0.0 else 1.0
    spent = float(_yearly(played, _spent(played)).sum())
    said = {
        "title": played.scenario.title, "asked": rupiah(asked), "spent": rupiah(spent), "part": percent(part),
        "ceiling": rupiah(budget.ceiling * played.counts["district"]), "months": played.scenario.months,
    }  # fmt: skip
    word = "all" if part >= ALMOST_ALL else "nothing" if part <= ALMOST_NOTHING else "part"
    districts = played.counts["district"]
    each = [tr("budget_each", districts=districts, own=rupiah(budget.ceiling))] if districts > 1 else []
    return [tr(f"budget_{word}", **said), *each]


def rows(played: RunResult) -> Iterator[dict[str, Any]]:
    """The rows of :data:`LAYOUT`; bands over the replicates. Of several districts what they had together."""
    if played.scenario.budget is None:
        return
    from kkgsim.engine.intervals import intervals

    totals, spent = played.totals, _spent(played)
    ceilings = DistrictBudget(played.scenario, played.scenario.budget).ceilings[:, 0] * played.counts["district"]
    for place, (lever, rank) in enumerate(_by_priority(played), start=1):
        for year, ceiling in enumerate(ceilings):
            tables = {"asked": totals.asked, "covered": totals.covered, "uncovered": totals.asked - totals.covered}
            row: dict[str, Any] = {"scenario": played.scenario.name, "lever": lever, "year": year + 1, "rank": place}
            row["ceiling"] = ceiling
            for what, table in (tables | {"spent": spent}).items():
                mean, low, high = intervals(table[rank, year])
                row |= {f"{what}_rupiah_mean": mean, f"{what}_rupiah_low": low, f"{what}_rupiah_high": high}
            yield row


def _by_priority(played: RunResult) -> list[tuple[str, int]]:
    """The levers in the order in which they are covered, and where each stands in the tables."""
    budget, ranks = played.scenario.budget, {name: rank for rank, name in enumerate(all_levers())}
    return [(name, ranks[name]) for name in in_order(budget.priority if budget else ())]


def _spent(played: RunResult) -> Array:
    """Rupiah that each lever did cost the district in each year."""
    assert played.scenario.budget is not None
    return DistrictBudget(played.scenario, played.scenario.budget).asked(played.ledger)


def _yearly(played: RunResult, table: Array) -> Array:
    """Mean rupiah a year by lever, of a table (levers, years, replicates)."""
    mean: Array = np.asarray(table.sum(axis=1).mean(axis=-1)) * YEAR / played.scenario.months
    return mean
