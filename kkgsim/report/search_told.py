"""``kkgsim search``: the packages found, in words."""

from __future__ import annotations

import math
import signal
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from rich.box import SIMPLE_HEAD
from rich.console import Console, Group, RenderableType
from rich.table import Table
from rich.text import Text

from kkgsim import results
from kkgsim.errors import COMMAND_LINE, InputProblems, Problem, nearest
from kkgsim.explore.extras import need
from kkgsim.explore.finding import PLACE, Found, Wanted, find
from kkgsim.explore.packages import in_words
from kkgsim.explore.search_tables import tables
from kkgsim.explore.weighing import BAD, EVERYBODY, Aim
from kkgsim.levers.lever import PAYERS
from kkgsim.locale import decimal, measured, measured_pair, percent, refusal, rupiah, say
from kkgsim.outcomes import OUTCOMES
from kkgsim.report.conduct import printed, progress_bar
from kkgsim.report.fitting import Fitting
from kkgsim.study.compare import FEWEST
from kkgsim.sweep.study_file import read_study


def conduct(
    path: Path, *, outcome: str, budget: float, payer: str, target: str | None, chance: float, evaluations: int,
    futures: int | None, fresh: int, most: int, seed: int | None, workers: int, out: Path | None, overwrite: bool,
    lang: str, command: str,
) -> None:  # fmt: skip
    """Search from the command line; an interruption leaves nothing and exits with 130.

    Raises ``InputProblems`` before anything is run, ``OutputProblem`` when the answer cannot be written.
    """
    if out is not None:
        results.refuse_existing(out, overwrite)
    demand_amount("--budget", budget)
    aim = aim_of(outcome, payer, target, chance)
    need("evolving")
    study = read_study(path, lang)
    if futures is not None:
        study = replace(study, replicates=futures)
    wanted = Wanted(study, str(path), aim, budget, evaluations, fresh, most, study.seed if seed is None else seed)
    console = Console(stderr=True)
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        with progress_bar(wanted.runs, console, lang) as progress:
            found = find(wanted, study.where(), workers=workers, told=_at_most(wanted.runs, progress))
        if out is not None:
            _write(found, out, overwrite, lang, command, console)
        printed(told(found, lang))
    except KeyboardInterrupt:
        console.print(say("interrupted", lang))
        sys.exit(130)


def aim_of(outcome: str, payer: str, target: str | None, chance: float) -> Aim:
    """What packages are weighed by, as the command line says it. Raises ``InputProblems`` with all its mistakes."""
    problems: list[Problem] = []
    level = float("nan")
    if target is not None:
        outcome, equals, given = target.partition("=")
        try:
            level = float(given)
        except ValueError:
            level = math.inf
        if not equals or not math.isfinite(level):
            problems.append(_wrong("search_target", "--target", target, "minimum_share=0.5"))
    good = [name for name, one in OUTCOMES.items() if one.better]
    if outcome not in good:
        key = "--outcome" if target is None else "--target"
        problems.append(_wrong("search_outcome", key, outcome, ", ".join(good), nearest(outcome, good)))
    if payer not in (*PAYERS, EVERYBODY):
        allowed = ", ".join((*PAYERS, EVERYBODY))
        problems.append(_wrong("no_payer", "--payer", payer, allowed, nearest(payer, [*PAYERS, EVERYBODY])))
    if problems:
        raise InputProblems(problems)
    return Aim(outcome, payer, chance, level)


def demand_amount(key: str, amount: float) -> None:
    """Refuse, with ``InputProblems``, what is no amount of money at all."""
    if math.isnan(amount):
        raise InputProblems([_wrong("search_amount", key, str(amount), "0 …")])


def _wrong(word: str, key: str, given: str, allowed: str, near: str = "") -> Problem:
    return Problem(COMMAND_LINE, refusal(word), key=key, given=given, allowed=allowed, nearest=near)


def _at_most(runs: int, heard: Callable[[int], None]) -> Callable[[int], None]:
    """Tell of no more runs than were foretold: how many are played to cut packages down shows only then."""
    left = [runs]

    def told(more: int) -> None:
        heard(min(more, left[0]))
        left[0] -= min(more, left[0])

    return told


def made(found: Found, command: str) -> dict[str, Any]:
    """The provenance of a search."""
    wanted, searched = found.wanted, found.searched
    aim: dict[str, Any] = {"outcome": wanted.aim.outcome, "payer": wanted.aim.payer}
    if wanted.for_target:
        aim |= {"target": wanted.aim.target, "chance": wanted.aim.chance}
    return results.provenance(found, command) | {
        "study": wanted.study.asked(),
        "search": {
            **aim, "budget": wanted.budget if math.isfinite(wanted.budget) else None, "seed": wanted.seed,
            "evaluations": wanted.evaluations, "weighed": len(searched.packages), "ended": searched.ended,
            "futures": wanted.study.replicates, "fresh": wanted.fresh, "sides": list(found.sides),
            "reference": dict(zip(searched.plan.objectives, searched.reference.tolist(), strict=True)),
        },
    }  # fmt: skip


def _write(found: Found, out: Path, overwrite: bool, lang: str, command: str, console: Console) -> None:
    """Tables, pictures and the packages as scenario files."""
    from kkgsim.places.files import write as write_place
    from kkgsim.scenario_file import write_scenario
    from kkgsim.views.search_album import draw_search

    def rest(folder: Path) -> None:
        for one in found.shown():
            path = folder / f"{one.scenario.name}.toml"
            path.write_text(write_scenario(one.scenario), encoding="utf-8", newline="\n")
        if found.own_place:
            write_place(found.place, folder / PLACE)
        draw_search(found, folder, lang)

    results.write(out, tables(found), made(found, command), rest, overwrite=overwrite)
    files = ", ".join(sorted(path.name for path in out.iterdir()))
    console.print(say("written", lang, folder=out, files=files))


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
