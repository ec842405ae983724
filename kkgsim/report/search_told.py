"""What a search found, in words."""

from __future__ import annotations

import math

from rich.box import SIMPLE_HEAD
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from kkgsim.explore.finding import Found
from kkgsim.explore.packages import in_words
from kkgsim.explore.weighing import BAD, EVERYBODY
from kkgsim.levers.lever import PAYERS
from kkgsim.locale import decimal, measured, measured_pair, percent, rupiah, say
from kkgsim.outcomes import OUTCOMES
from kkgsim.report.fitting import Fitting
from kkgsim.study.bands import FEWEST


def told(found: Found, lang: str) -> RenderableType:
    """What a search found as something rich prints."""
    parts: list[RenderableType] = [Text(_head(found, lang)), Text(_search(found, lang)), Text()]
    if found.wanted.for_target:
        parts += [Text(answer(found, lang), style="bold"), Text()]
    if len(found.winners):
        parts.append(Fitting(_table(found, lang)))
        parts += [Text(line) for line in _contents(found, lang)]
        parts += [Text(), Text(_curse(found, lang))]
    elif not found.wanted.for_target:
        parts.append(Text(say("search_nothing", lang), style="bold"))
    parts += [Text(), Text(_notes(found, lang), style="italic")]
    return Group(*parts)


def _head(found: Found, lang: str) -> str:
    wanted = found.wanted
    return say(
        "search_head", lang, title=found.place.title[lang], schools=len(found.place.schools),
        clusters=len(found.place.clusters), months=found.months, outcome=OUTCOMES[wanted.aim.outcome].label[lang],
        budget=budget_told(found, lang),
    )  # fmt: skip


def budget_told(found: Found, lang: str) -> str:
    """The budget, and whose it is."""
    wanted = found.wanted
    if not math.isfinite(wanted.budget):
        return say("search_no_budget", lang)
    who = say("search_everybody", lang) if wanted.aim.payer == EVERYBODY else PAYERS[wanted.aim.payer][lang]
    return say("search_budget", lang, amount=rupiah(wanted.budget, lang), who=who)


def _search(found: Found, lang: str) -> str:
    searched, wanted = found.searched, found.wanted
    share = searched.curve[-1, 1] / searched.box if searched.box > 0.0 else math.nan
    return say(
        "search_done", lang, weighed=decimal(len(searched.packages), lang, 0), futures=wanted.study.replicates,
        why=say(f"search_{searched.ended}", lang), front=len(searched.front),
        share=percent(share, lang),
    )  # fmt: skip


def answer(found: Found, lang: str) -> str:
    """What it would take to reach a target, in a sentence or two."""
    aim, rank, winners = found.wanted.aim, found.answer, found.winners
    outcome = OUTCOMES[aim.outcome]
    words = {
        "outcome": outcome.label[lang], "target": measured(aim.target, outcome.unit, lang),
        "chance": percent(aim.chance, lang), "budget": budget_told(found, lang),
    }  # fmt: skip
    if rank is not None:
        return say(
            "search_reached", lang, **words, rank=rank + 1, cost=rupiah(winners.fresh["cost"][rank], lang),
            reached=percent(winners.fresh["reached"][rank], lang),
        )  # fmt: skip
    if not len(winners):
        return say("search_out_of_reach", lang, **words)
    best = int((aim.better * winners.fresh["level"]).argmax())
    return say(
        "search_not_reached", lang, **words, rank=best + 1, cost=rupiah(winners.fresh["cost"][best], lang),
        level=measured(winners.fresh["level"][best], outcome.unit, lang),
        reached=percent(winners.fresh["reached"][best], lang),
    )  # fmt: skip


def _table(found: Found, lang: str) -> Table:
    """The winners: every measure as the search saw it and on fresh futures."""
    wanted, winners = found.wanted, found.winners
    unit = OUTCOMES[wanted.aim.outcome].unit
    table = Table(box=SIMPLE_HEAD, pad_edge=False)
    table.add_column(say("search_column_package", lang), no_wrap=True)
    shown = ("level", "reached", "gain") if wanted.for_target else ("gain", "least", "robust")
    for name in ("cost", *shown):
        table.add_column(say(f"search_column_{name}", lang), justify="right")
    table.add_column(say("search_column_note", lang))
    for rank in range(len(winners)):
        seen, fresh = winners.searched, winners.fresh
        cells = [_cost_pair(seen["cost"][rank], fresh["cost"][rank], lang)]
        for name in shown:
            if name == "reached":
                cells.append(f"{percent(seen[name][rank], lang)} / {percent(fresh[name][rank], lang)}")
            else:
                cells.append(measured_pair(seen[name][rank], fresh[name][rank], unit, lang, sign=name != "level"))
        table.add_row(say("search_package", lang, rank=rank + 1), *cells, note(found, rank, lang))
    return table


def _cost_pair(seen: float, fresh: float, lang: str) -> str:
    return f"{rupiah(seen, lang)} / {rupiah(fresh, lang)}"


def note(found: Found, rank: int, lang: str) -> str:
    """What must be said of a winner."""
    if found.winners.over[rank]:
        return say("search_over", lang)
    return say("search_beaten", lang) if found.winners.beaten[rank] else ""


def _contents(found: Found, lang: str) -> list[str]:
    """What is in the packages."""
    return [
        f"{say('search_package', lang, rank=rank + 1)}. {in_words(found.settings(rank), lang)}."
        for rank in range(len(found.winners))
    ]


def _curse(found: Found, lang: str) -> str:
    """What fresh futures left of what the search saw."""
    names = ("gain", "cost") if found.wanted.for_target else ("gain", "least", "robust", "cost")
    changes = {name: found.winners.change(name) for name in names}
    words = "; ".join(
        f"{say(f'search_column_{name}', lang)} {decimal(100.0 * change, lang, 1, sign=True)} %"
        for name, change in changes.items()
        if math.isfinite(change)
    )
    told = [say("search_curse", lang, fresh=found.replicates, changes=words)] if words else []
    if math.isfinite(found.wanted.budget):
        told.append(say("search_broke", lang, over=int(found.winners.over.sum()), all=len(found.winners)))
    return " ".join(told)


def _notes(found: Found, lang: str) -> str:
    notes = [say("search_note", lang, bad=percent(BAD, lang))]
    if found.sides == ():
        notes.append(say("search_no_sides", lang))
    if found.wanted.study.replicates < FEWEST:
        notes.append(say("search_few", lang, futures=found.wanted.study.replicates, fewest=FEWEST))
    if not found.uncertain:
        notes.append(say("search_luck", lang))
    return " ".join(notes)
