"""What knowing more is worth to a choice, in words."""

from __future__ import annotations

import math

from rich.box import SIMPLE_HEAD
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from kkgsim.analysis.band_note import numbers_note, shares_note
from kkgsim.analysis.report_table import WrappingTable
from kkgsim.analysis.value_of_information.analysis import ValueOfInformation
from kkgsim.i18n import decimal, from_to, measured, percent, rupiah, tr, with_ends
from kkgsim.model.outcomes import OUTCOMES
from kkgsim.model.parameters import sources
from kkgsim.model.registry import PARAMETERS
from kkgsim.scenario.scenario import Scenario

SHOWN = 12
"""Numbers printed; the files hold all."""
FINE = 4
"""Digits of a worth that is no rupiah: what a single number is worth is a small part of a gain."""


def render(value: ValueOfInformation) -> RenderableType:
    """The answer as something rich prints."""
    parts: list[RenderableType] = [Text(_head(value)), Text(), WrappingTable(_choices(value)), Text()]
    if value.rivals:
        parts.append(Text(_undecided(value)))
    parts.append(Text(_perfect(value)))
    counting = [number for number in value.numbers if number.counts]
    if counting:
        parts += [Text(), Text(tr("value_list"), style="bold"), WrappingTable(_numbers(value)), Text(_first(value))]
    if len(counting) > SHOWN:
        parts.append(Text(tr("value_more", more=len(counting) - SHOWN)))
    parts += [Text(), Text(_rest(value, len(counting)))]
    files = [number for number in value.sets if number.counts]
    if files:
        worths = "; ".join(f"{number.name} {render_worth(value, number.value)}" for number in files[:SHOWN])
        parts.append(Text(tr("value_files", files=worths)))
    notes = (tr("value_note"), shares_note(value.replicates), numbers_note(value.uncertain))
    parts += [Text(), Text(" ".join(notes), style="italic")]
    return Group(*parts)


def render_worth(information: ValueOfInformation, value: float) -> str:
    """A payoff, or a difference of payoffs, in its unit."""
    if information.choice.worth is not None:
        return rupiah(value)
    unit = OUTCOMES[information.sample.settings.outcome].unit
    return decimal(unit.scale * value, FINE, sign=True) + str(unit.change_suffix)


def _head(value: ValueOfInformation) -> str:
    settings, choice = value.sample.settings, value.choice
    outcome = OUTCOMES[settings.outcome]
    step = str(outcome.unit.step_label)
    judged = (
        tr("value_by_gain", outcome=outcome.label)
        if choice.worth is None
        else tr("value_by_benefit", outcome=outcome.label, worth=rupiah(choice.worth), step=step)
    )
    budget = tr("value_budget", amount=rupiah(choice.budget)) if math.isfinite(choice.budget) else ""
    head = tr(
        "value_head", title=settings.place.title, schools=len(settings.place.schools), months=value.months,
        options=len(settings.options), futures=decimal(settings.futures, 0), lucks=settings.lucks,
        numbers=len(value.sample.drawn),
    )  # fmt: skip
    return " ".join(filter(None, (head, judged, budget)))


def render_option(scenario: Scenario) -> str:
    """An option by its title."""
    return str(scenario.title) or scenario.name


def _choices(value: ValueOfInformation) -> Table:
    sample = value.sample
    table = Table(box=SIMPLE_HEAD, pad_edge=False)
    table.add_column(tr("value_column_option"))
    gain = "gain_throughout" if sample.settings.throughout else "gain"
    for name in (gain, "cost", "payoff", "behind", "best"):
        table.add_column(tr(f"value_column_{name}"), justify="right")
    unit = OUTCOMES[sample.settings.outcome].unit
    payoff, best = value.payoff.mean(axis=(0, 1)), value.best_share
    for rank, scenario in enumerate(sample.settings.options):
        lawful = rank in value.lawful
        place = value.lawful.index(rank) if lawful else 0
        name = render_option(scenario)
        table.add_row(
            tr("value_ahead" if value.rivals else "value_chosen", option=name) if rank == value.chosen else name,
            measured(float(sample.gain[:, :, rank].mean()), unit, sign=True),
            rupiah(float(sample.cost[:, :, rank].mean())),
            render_worth(value, float(payoff[place])) if lawful else tr("search_over"),
            _between(value, *value.behind[rank]) if lawful and rank != value.chosen else "–",
            percent(float(best[place])) if lawful else "–",
        )
    return table


def _between(value: ValueOfInformation, middle: float, low: float, high: float) -> str:
    """A payoff with its interval."""
    return with_ends(*(render_worth(value, worth) for worth in (middle, low, high)))


def _undecided(value: ValueOfInformation) -> str:
    """Between which options this sample does not decide."""
    options = value.sample.settings.options
    rivals = ", ".join(f"“{render_option(options[rank])}”" for rank in value.rivals)
    middle, low, high = value.behind[value.rivals[0]]
    return tr("value_undecided", option=render_option(options[value.chosen]), rivals=rivals,
              gap=_between(value, middle, low, high))  # fmt: skip


def _first(value: ValueOfInformation) -> str:
    """What is worth measuring first, or between which numbers this sample does not decide."""
    names = [f"“{PARAMETERS[number.name].meaning}”" for number in value.first]
    if len(names) == 1:
        return tr("value_first", number=names[0])
    return tr("value_first_several", count=len(names), numbers=", ".join(names))


def _perfect(value: ValueOfInformation) -> str:
    """What knowing all numbers is worth, and the luck, too."""
    perfect = value.perfect
    luck = render_worth(value, perfect.luck)
    if value.sample.settings.lucks < 2:
        return tr("value_perfect_luck", luck=luck)
    return tr("value_perfect", low=render_worth(value, perfect.low), high=render_worth(value, perfect.high), luck=luck)


def _numbers(value: ValueOfInformation) -> Table:
    """What a survey should measure first."""
    table = Table(box=SIMPLE_HEAD, pad_edge=False)
    table.add_column(tr("value_column_number"), min_width=40)
    for name in ("rank", "worth", "sure", "changed"):
        table.add_column(tr(f"value_column_{name}"), justify="right")
    table.add_column(tr("value_column_grade"), no_wrap=True)
    table.add_column(tr("value_column_sources"))
    among = {number.name: ends for number, *ends in zip(value.numbers, *value.ranks, strict=True)}
    for evppi in [evppi for evppi in value.numbers if evppi.counts][:SHOWN]:
        low, high = among[evppi.name]
        number = PARAMETERS[evppi.name]
        table.add_row(
            f"{number.meaning} ({evppi.name})", from_to(low, high),
            _between(value, evppi.value, *evppi.interval),
            render_worth(value, evppi.sure), percent(evppi.changed), tr(f"grade_{number.grade}"),
            ", ".join(key for key in number.sources if key in sources()),
        )  # fmt: skip
    return table


def _rest(value: ValueOfInformation, counting: int) -> str:
    floor = value.numbers[0].floor if value.numbers else 0.0
    word = "value_rest" if counting else "value_none_counts"
    return tr(word, rest=len(value.numbers) - counting, floor=render_worth(value, floor))
