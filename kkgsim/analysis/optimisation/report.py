"""What a search found, in words."""

from __future__ import annotations

import math

from rich.box import SIMPLE_HEAD
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from kkgsim.analysis.band_note import numbers_note
from kkgsim.analysis.counted_shares import share_interval, with_interval
from kkgsim.analysis.optimisation.fresh import ends
from kkgsim.analysis.optimisation.objectives import BAD
from kkgsim.analysis.optimisation.optimise import Solution
from kkgsim.analysis.optimisation.packages import in_words
from kkgsim.analysis.optimisation.search import APIECE, Searched
from kkgsim.analysis.optimisation.verdict import static_regret
from kkgsim.analysis.report_table import WrappingTable
from kkgsim.design.questions import EVERYBODY
from kkgsim.engine.intervals import FEWEST
from kkgsim.i18n import decimal, measured, measured_pair, percent, rupiah, tr, with_ends
from kkgsim.model.levers.lever import PAYERS
from kkgsim.model.outcomes import OUTCOMES


def render(solution: Solution) -> RenderableType:
    """What a search found as something rich prints."""
    parts: list[RenderableType] = [Text(_head(solution)), Text(searched_words(solution)), Text()]
    if solution.wanted.for_target:
        parts += [Text(answer(solution), style="bold"), Text()]
    if len(solution.winners):
        parts.append(WrappingTable(_table(solution)))
        parts += [Text(line) for line in contents(solution)]
        parts += [Text(), Text(_curse(solution)), *(Text(line, style="bold") for line in _regret(solution))]
    elif not solution.wanted.for_target:
        parts.append(Text(tr("search_nothing"), style="bold"))
    parts += [Text(), Text(_notes(solution), style="italic")]
    return Group(*parts)


def _head(solution: Solution) -> str:
    wanted = solution.wanted
    return tr(
        "search_head", title=solution.place.title, schools=len(solution.place.schools),
        clusters=len(solution.place.clusters), months=solution.months, outcome=OUTCOMES[wanted.aim.outcome].label,
        budget=render_budget(solution),
    )  # fmt: skip


def render_budget(solution: Solution) -> str:
    """The budget, and whose it is."""
    wanted = solution.wanted
    if not math.isfinite(wanted.budget):
        return tr("search_no_budget")
    who = tr("search_everybody") if wanted.aim.payer == EVERYBODY else str(PAYERS[wanted.aim.payer])
    return tr("search_budget", amount=rupiah(wanted.budget), who=who)


def searched_words(solution: Solution) -> str:
    """How it was searched, and how far the search came."""
    searched, wanted = solution.searched, solution.wanted
    share = searched.curve[-1, 1] / searched.box if searched.box > 0.0 else math.nan
    words = tr(
        "search_done", weighed=decimal(len(searched.packages), 0), futures=wanted.study.replicates,
        why=tr(f"search_{searched.ended}"), front=len(searched.front),
        share=percent(share),
    )  # fmt: skip
    return " ".join([words, *_agreement(searched)])


def _agreement(searched: Searched) -> list[str]:
    """How much of what was found hangs on luck: what each line of the search came to alone."""
    if not len(searched.lines):
        return []
    if len(searched.lines) == 1:
        return [tr("search_one_line", packages=decimal(APIECE, 0))]
    alone = searched.lines / searched.curve[-1, 1] if searched.curve[-1, 1] > 0.0 else searched.lines
    return [tr("search_lines", lines=len(alone), low=percent(alone.min(), 1), high=percent(alone.max(), 1))]


def answer(solution: Solution) -> str:
    """What it would take to reach a target, in a sentence or two."""
    aim, rank, winners = solution.wanted.aim, solution.answer, solution.winners
    outcome = OUTCOMES[aim.outcome]
    words = {
        "outcome": str(outcome.label), "target": measured(aim.target, outcome.unit),
        "chance": percent(aim.chance), "budget": render_budget(solution),
    }  # fmt: skip
    if rank is not None:
        share, futures = float(winners.fresh["reached"][rank]), solution.replicates
        said = tr("search_reached", **words, rank=rank + 1, cost=rupiah(winners.fresh["cost"][rank]),
                  reached=with_interval(share, futures))  # fmt: skip
        sure = share_interval(share, futures)[0] >= aim.chance
        return said if sure else f"{said} {tr('search_reached_unsure', chance=percent(aim.chance))}"
    if not len(winners):
        return tr("search_out_of_reach", **words)
    best = int((aim.better * winners.fresh["level"]).argmax())
    return tr(
        "search_not_reached", **words, rank=best + 1, cost=rupiah(winners.fresh["cost"][best]),
        level=measured(winners.fresh["level"][best], outcome.unit),
        reached=with_interval(float(winners.fresh["reached"][best]), solution.replicates),
    )  # fmt: skip


def _table(solution: Solution) -> Table:
    """The winners: every measure as the search saw it and on fresh futures, there with its interval."""
    wanted, winners = solution.wanted, solution.winners
    table = Table(box=SIMPLE_HEAD, pad_edge=False)
    table.add_column(tr("search_column_package"), no_wrap=True)
    shown = ["level", "reached", "gain"] if wanted.for_target else ["gain", "least", "robust"]
    if not wanted.timed:
        shown.insert(shown.index("gain") + 1, "whole")
    for name in ("cost", *shown):
        last_year = "_last_year" if name == "gain" and not wanted.timed else ""
        table.add_column(tr(f"search_column_{name}{last_year}"), justify="right")
    table.add_column(tr("search_column_note"))
    columns = [_column(solution, name) for name in ("cost", *shown)]
    for rank in range(len(winners)):
        table.add_row(tr("search_package", rank=rank + 1), *(cells[rank] for cells in columns), note(solution, rank))
    return table


def _column(solution: Solution, name: str) -> list[str]:
    """What stands in a column: a measure of each winner in the search and on fresh futures, with its interval."""
    seen, fresh, unit = solution.winners.searched, solution.winners.fresh, OUTCOMES[solution.wanted.aim.outcome].unit
    if name == "reached":
        pairs = zip(seen[name].tolist(), fresh[name].tolist(), strict=True)
        return [f"{percent(first)} / {with_interval(second, solution.replicates)}" for first, second in pairs]

    def words(value: float) -> str:
        return rupiah(value) if name == "cost" else measured(value, unit, sign=name != "level")

    cells = []
    for rank, (low, high) in enumerate(ends(fresh, name, solution.wanted.aim).T.tolist()):
        said = words(float(fresh[name][rank]))
        if name == "cost":
            said = f"{words(float(seen[name][rank]))} / {said}"
        elif name in seen:
            said = measured_pair(float(seen[name][rank]), float(fresh[name][rank]), unit, sign=name != "level")
        cells.append(with_ends(said, words(low), words(high)))
    return cells


def note(solution: Solution, rank: int) -> str:
    """What must be said of a winner."""
    if solution.winners.over[rank]:
        sure = solution.winners.surely_over(solution.wanted.budget)[rank]
        return tr("search_over" if sure else "search_over_unsure")
    return tr("search_beaten") if solution.winners.beaten[rank] else ""


def contents(solution: Solution) -> list[str]:
    """What is in the packages."""
    return [
        f"{tr('search_package', rank=rank + 1)}. {in_words(solution.settings(rank), solution.schedules(rank))}."
        for rank in range(len(solution.winners))
    ]


def _curse(solution: Solution) -> str:
    """What fresh futures left of what the search saw."""
    names = ("gain", "cost") if solution.wanted.for_target else ("gain", "least", "robust", "cost")
    changes = {name: solution.winners.change(name, solution.wanted.aim) for name in names}
    words = "; ".join(
        tr("search_change", measure=tr(f"search_column_{name}"), change=change, low=low, high=high)
        for name, parts in changes.items()
        if math.isfinite(parts[0])
        for change, low, high in [[decimal(100.0 * float(part), 1, sign=True) for part in parts]]
    )
    text = [tr("search_curse", fresh=solution.replicates, changes=words)] if words else []
    curse = solution.winners.curse()
    if math.isfinite(curse[0]):
        flattered, low, high = (decimal(100.0 * part, 1, sign=True) for part in curse)
        text.append(tr("search_flattered", change=flattered, low=low, high=high))
    if math.isfinite(solution.wanted.budget):
        over, sure = solution.winners.over, solution.winners.surely_over(solution.wanted.budget)
        text.append(tr("search_broke", over=int(over.sum()), all=len(over), sure=int((over & sure).sum())))
    return " ".join(text)


def _regret(solution: Solution) -> list[str]:
    """What is lost by keeping every lever at work throughout, where levers might come and go."""
    regret = static_regret(solution.winners, solution.static) if solution.wanted.timed else None
    if regret is None:
        return []
    unit = OUTCOMES[solution.wanted.aim.outcome].unit
    if regret.best == regret.static:
        return [tr("search_static_best", rank=regret.static + 1)]
    mean, low, high = (measured(float(value), unit, sign=True) for value in regret.lost)
    word = "sure" if regret.lost[1] > 0.0 else "unsure"
    return [tr(f"search_regret_{word}", best=regret.best + 1, static=regret.static + 1, mean=mean, low=low, high=high)]


def _notes(solution: Solution) -> str:
    notes = [tr("search_note_timed" if solution.wanted.timed else "search_note", bad=percent(BAD))]
    if solution.sides == ():
        notes.append(tr("search_no_sides"))
    if solution.wanted.study.replicates < FEWEST:
        notes.append(tr("search_few", futures=solution.wanted.study.replicates, fewest=FEWEST))
    notes.append(numbers_note(solution.uncertain) if solution.uncertain else tr("search_luck"))
    return " ".join(notes)
