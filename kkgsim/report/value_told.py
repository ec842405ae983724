"""What knowing more is worth to a choice, in words."""

from __future__ import annotations

import math

from rich.box import SIMPLE_HEAD
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from kkgsim.explore.valuing import Valued
from kkgsim.locale import decimal, measured, percent, rupiah, say
from kkgsim.numbers import book, sources
from kkgsim.outcomes import OUTCOMES
from kkgsim.report.fitting import Fitting
from kkgsim.scenario import Scenario

SHOWN = 12
"""Numbers printed; the files hold all."""
FINE = 4
"""Digits of a worth that is no rupiah: what one number is worth is a small part of a gain."""


def told(found: Valued, lang: str) -> RenderableType:
    """The answer as something rich prints."""
    parts: list[RenderableType] = [Text(_head(found, lang)), Text(), Fitting(_choices(found, lang)), Text()]
    parts.append(Text(_perfect(found, lang)))
    counting = [one for one in found.numbers if one.counts]
    if counting:
        parts += [Text(), Text(say("value_list", lang), style="bold"), Fitting(_numbers(found, lang))]
    if len(counting) > SHOWN:
        parts.append(Text(say("value_more", lang, more=len(counting) - SHOWN)))
    parts += [Text(), Text(_rest(found, len(counting), lang))]
    files = [one for one in found.sets if one.counts]
    if files:
        worths = "; ".join(f"{one.name} {worth_told(found, one.value, lang)}" for one in files[:SHOWN])
        parts.append(Text(say("value_files", lang, files=worths)))
    parts += [Text(), Text(say("value_note", lang), style="italic")]
    return Group(*parts)


def worth_told(found: Valued, value: float, lang: str) -> str:
    """A payoff, or a difference of payoffs, in its unit."""
    if found.choice.worth is not None:
        return rupiah(value, lang)
    unit = OUTCOMES[found.sample.asked.outcome].unit
    return decimal(unit.scale * value, lang, FINE, sign=True) + unit.change_suffix[lang]


def _head(found: Valued, lang: str) -> str:
    asked, choice = found.sample.asked, found.choice
    outcome = OUTCOMES[asked.outcome]
    step = outcome.unit.step_label[lang]
    judged = (
        say("value_by_gain", lang, outcome=outcome.label[lang])
        if choice.worth is None
        else say("value_by_benefit", lang, outcome=outcome.label[lang], worth=rupiah(choice.worth, lang), step=step)
    )
    budget = say("value_budget", lang, amount=rupiah(choice.budget, lang)) if math.isfinite(choice.budget) else ""
    head = say(
        "value_head", lang, title=asked.place.title[lang], schools=len(asked.place.schools), months=found.months,
        options=len(asked.options), futures=decimal(asked.futures, lang, 0), lucks=asked.lucks,
        numbers=len(found.sample.drawn),
    )  # fmt: skip
    return " ".join(each for each in (head, judged, budget) if each)


def option_told(scenario: Scenario, lang: str) -> str:
    """An option by its title."""
    return scenario.title[lang] or scenario.name


def _choices(found: Valued, lang: str) -> Table:
    sample = found.sample
    table = Table(box=SIMPLE_HEAD, pad_edge=False)
    table.add_column(say("value_column_option", lang))
    for name in ("gain", "cost", "payoff", "best"):
        table.add_column(say(f"value_column_{name}", lang), justify="right")
    unit = OUTCOMES[sample.asked.outcome].unit
    payoff, best = found.payoff.mean(axis=(0, 1)), found.best_share
    for rank, scenario in enumerate(sample.asked.options):
        lawful = rank in found.lawful
        place = found.lawful.index(rank) if lawful else 0
        name = option_told(scenario, lang)
        table.add_row(
            say("value_chosen", lang, option=name) if rank == found.chosen else name,
            measured(float(sample.gain[:, :, rank].mean()), unit, lang, sign=True),
            rupiah(float(sample.cost[:, :, rank].mean()), lang),
            worth_told(found, float(payoff[place]), lang) if lawful else say("search_over", lang),
            percent(float(best[place]), lang) if lawful else "–",
        )
    return table


def _perfect(found: Valued, lang: str) -> str:
    one = found.perfect
    if found.sample.asked.lucks < 2:
        return say("value_perfect_luck", lang, luck=worth_told(found, one.luck, lang))
    return say(
        "value_perfect", lang, low=worth_told(found, one.low, lang), high=worth_told(found, one.high, lang),
        luck=worth_told(found, one.luck, lang),
    )  # fmt: skip


def _numbers(found: Valued, lang: str) -> Table:
    """What a survey should measure first."""
    table = Table(box=SIMPLE_HEAD, pad_edge=False)
    table.add_column(say("value_column_number", lang), min_width=40)
    for name in ("worth", "sure", "changed"):
        table.add_column(say(f"value_column_{name}", lang), justify="right")
    table.add_column(say("value_column_grade", lang), no_wrap=True)
    table.add_column(say("value_column_sources", lang))
    for one in [each for each in found.numbers if each.counts][:SHOWN]:
        number = book()[one.name]
        table.add_row(
            f"{number.meaning[lang]} ({one.name})", worth_told(found, one.value, lang),
            worth_told(found, one.sure, lang), percent(one.changed, lang), say(f"grade_{number.grade}", lang),
            ", ".join(key for key in number.sources if key in sources()),
        )  # fmt: skip
    return table


def _rest(found: Valued, counting: int, lang: str) -> str:
    floor = found.numbers[0].floor if found.numbers else 0.0
    word = "value_rest" if counting else "value_none_counts"
    return say(word, lang, rest=len(found.numbers) - counting, floor=worth_told(found, floor, lang))
