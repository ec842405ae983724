"""A shortlist in words: what a budget could buy, and what futures that took no part in choosing say of it."""

from __future__ import annotations

import math

from rich.box import SIMPLE_HEAD
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from kkgsim.analysis.band_note import numbers_note
from kkgsim.analysis.counted_shares import with_interval
from kkgsim.analysis.optimisation.fresh import ends
from kkgsim.analysis.optimisation.optimise import Solution
from kkgsim.analysis.optimisation.report import contents, render_budget, searched_words
from kkgsim.analysis.optimisation.verdict import Verdict
from kkgsim.analysis.report_table import WrappingTable
from kkgsim.i18n import decimal, measured, rupiah, tr, with_ends
from kkgsim.i18n.units import Unit
from kkgsim.model.arrays import Array
from kkgsim.model.outcomes import OUTCOMES


def render(solution: Solution, judged: Verdict | None) -> RenderableType:
    """A shortlist as something rich prints."""
    parts: list[RenderableType] = [Text(_head(solution)), Text(searched_words(solution)), Text()]
    if judged is None:
        return Group(*parts, Text(tr("search_nothing"), style="bold"))
    parts.append(WrappingTable(_table(solution, judged)))
    parts += [Text(line) for line in contents(solution)]
    parts += [Text(), Text(_answer(solution, judged), style="bold"), Text()]
    notes = (tr("shortlist_note", fresh=solution.replicates), numbers_note(solution.uncertain))
    parts.append(Text(" ".join(notes), style="italic"))
    return Group(*parts)


def _head(solution: Solution) -> str:
    return tr(
        "shortlist_head", title=solution.place.title, schools=len(solution.place.schools), months=solution.months,
        outcome=OUTCOMES[solution.wanted.aim.outcome].label, budget=render_budget(solution),
    )  # fmt: skip


def _table(solution: Solution, judged: Verdict) -> Table:
    """A package a row; every figure is of the fresh futures."""
    unit, fresh = OUTCOMES[solution.wanted.aim.outcome].unit, solution.winners.fresh
    table = Table(box=SIMPLE_HEAD, pad_edge=False)
    table.add_column(tr("shortlist_column_package"), no_wrap=True)
    futures, costs = solution.replicates, ends(fresh, "cost", solution.wanted.aim)
    for name in ("cost", "within", "whole", "gain", "better", "against"):
        table.add_column(tr(f"shortlist_column_{name}", rank=judged.leads + 1), justify="right")
    table.add_column(tr("shortlist_column_verdict"))
    for rank in range(len(solution.winners)):
        cost = float(fresh["cost"][rank])
        table.add_row(
            tr("search_package", rank=rank + 1), with_ends(*map(rupiah, (cost, *costs[:, rank].tolist()))),
            with_interval(float(judged.within[rank]), futures), between(judged.whole[:, rank], unit),
            between(judged.gain[:, rank], unit), with_interval(float(judged.better[rank]), futures),
            "–" if rank == judged.leads else between(judged.against[:, rank], unit),
            tr(f"shortlist_{judged.word(rank)}"),
        )  # fmt: skip
    return table


def between(values: Array, unit: Unit) -> str:
    """A mean with the ends of its interval."""
    return with_ends(*(measured(float(value), unit, sign=True) for value in values))


def _answer(solution: Solution, judged: Verdict) -> str:
    """The package that leads, those that cannot be told from it, and the cheapest of them all."""
    cost, count = solution.winners.fresh["cost"], len(solution.winners)
    unit = OUTCOMES[solution.wanted.aim.outcome].unit
    alike = [rank for rank in range(count) if judged.word(rank) in ("alike", "more")]
    words = {"rank": judged.leads + 1, "gain": between(judged.gain[:, judged.leads], unit),
             "whole": between(judged.whole[:, judged.leads], unit),
             "cost": rupiah(float(cost[judged.leads]))}  # fmt: skip
    said = [tr("shortlist_answer", **words)]
    if judged.gain[1, judged.leads] <= 0.0:
        said.append(tr("shortlist_no_gain"))
    if alike:
        cheapest = min([*alike, judged.leads], key=lambda rank: float(cost[rank]))
        names = ", ".join(str(rank + 1) for rank in alike)
        said.append(tr("shortlist_equals", packages=names, cheapest=cheapest + 1, cost=rupiah(float(cost[cheapest]))))
    elif count > 1:
        said.append(tr("shortlist_alone"))
    over = int((judged.within < 0.5).sum())
    if over and math.isfinite(solution.wanted.budget):
        said.append(tr("shortlist_over", count=decimal(over, 0)))
    return " ".join(said)
