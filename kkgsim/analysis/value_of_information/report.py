"""What knowing more is worth to a choice, in words."""

from __future__ import annotations

import math

from rich.box import SIMPLE_HEAD
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from kkgsim.analysis.report_table import WrappingTable
from kkgsim.analysis.value_of_information.analysis import ValueOfInformation
from kkgsim.i18n import decimal, measured, percent, rupiah, tr
from kkgsim.model.outcomes import OUTCOMES
from kkgsim.model.parameters import sources
from kkgsim.model.registry import PARAMETERS
from kkgsim.scenario.scenario import Scenario

SHOWN = 12
"""Numbers printed; the files hold all."""
FINE = 4
"""Digits of a worth that is no rupiah: what evppi number is worth is a small part of a gain."""


def render(value: ValueOfInformation) -> RenderableType:
    """The answer as something rich prints."""
    parts: list[RenderableType] = [Text(_head(value)), Text(), WrappingTable(_choices(value)), Text()]
    parts.append(Text(_perfect(value)))
    counting = [number for number in value.numbers if number.counts]
    if counting:
        parts += [Text(), Text(tr("value_list"), style="bold"), WrappingTable(_numbers(value))]
    if len(counting) > SHOWN:
        parts.append(Text(tr("value_more", more=len(counting) - SHOWN)))
    parts += [Text(), Text(_rest(value, len(counting)))]
    files = [number for number in value.sets if number.counts]
    if files:
        worths = "; ".join(f"{number.name} {render_worth(value, number.value)}" for number in files[:SHOWN])
        parts.append(Text(tr("value_files", files=worths)))
    parts += [Text(), Text(tr("value_note"), style="italic")]
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
    return " ".join(evppi for evppi in (head, judged, budget) if evppi)


def render_option(scenario: Scenario) -> str:
    """An option by its title."""
    return str(scenario.title) or scenario.name


def _choices(value: ValueOfInformation) -> Table:
    sample = value.sample
    table = Table(box=SIMPLE_HEAD, pad_edge=False)
    table.add_column(tr("value_column_option"))
    for name in ("gain", "cost", "payoff", "best"):
        table.add_column(tr(f"value_column_{name}"), justify="right")
    unit = OUTCOMES[sample.settings.outcome].unit
    payoff, best = value.payoff.mean(axis=(0, 1)), value.best_share
    for rank, scenario in enumerate(sample.settings.options):
        lawful = rank in value.lawful
        place = value.lawful.index(rank) if lawful else 0
        name = render_option(scenario)
        table.add_row(
            tr("value_chosen", option=name) if rank == value.chosen else name,
            measured(float(sample.gain[:, :, rank].mean()), unit, sign=True),
            rupiah(float(sample.cost[:, :, rank].mean())),
            render_worth(value, float(payoff[place])) if lawful else tr("search_over"),
            percent(float(best[place])) if lawful else "–",
        )
    return table


def _perfect(value: ValueOfInformation) -> str:
    evppi = value.perfect
    if value.sample.settings.lucks < 2:
        return tr("value_perfect_luck", luck=render_worth(value, evppi.luck))
    return tr(
        "value_perfect", low=render_worth(value, evppi.low), high=render_worth(value, evppi.high),
        luck=render_worth(value, evppi.luck),
    )  # fmt: skip


def _numbers(value: ValueOfInformation) -> Table:
    """What a survey should measure first."""
    table = Table(box=SIMPLE_HEAD, pad_edge=False)
    table.add_column(tr("value_column_number"), min_width=40)
    for name in ("worth", "sure", "changed"):
        table.add_column(tr(f"value_column_{name}"), justify="right")
    table.add_column(tr("value_column_grade"), no_wrap=True)
    table.add_column(tr("value_column_sources"))
    for evppi in [evppi for evppi in value.numbers if evppi.counts][:SHOWN]:
        number = PARAMETERS[evppi.name]
        table.add_row(
            f"{number.meaning} ({evppi.name})", render_worth(value, evppi.value),
            render_worth(value, evppi.sure), percent(evppi.changed), tr(f"grade_{number.grade}"),
            ", ".join(key for key in number.sources if key in sources()),
        )  # fmt: skip
    return table


def _rest(value: ValueOfInformation, counting: int) -> str:
    floor = value.numbers[0].floor if value.numbers else 0.0
    word = "value_rest" if counting else "value_none_counts"
    return tr(word, rest=len(value.numbers) - counting, floor=render_worth(value, floor))
