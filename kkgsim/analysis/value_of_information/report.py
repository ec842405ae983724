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
"""Digits of a worth that is no rupiah: what one number is worth is a small part of a gain."""


def render(found: ValueOfInformation) -> RenderableType:
    """The answer as something rich prints."""
    parts: list[RenderableType] = [Text(_head(found)), Text(), WrappingTable(_choices(found)), Text()]
    parts.append(Text(_perfect(found)))
    counting = [one for one in found.numbers if one.counts]
    if counting:
        parts += [Text(), Text(tr("value_list"), style="bold"), WrappingTable(_numbers(found))]
    if len(counting) > SHOWN:
        parts.append(Text(tr("value_more", more=len(counting) - SHOWN)))
    parts += [Text(), Text(_rest(found, len(counting)))]
    files = [one for one in found.sets if one.counts]
    if files:
        worths = "; ".join(f"{one.name} {render_worth(found, one.value)}" for one in files[:SHOWN])
        parts.append(Text(tr("value_files", files=worths)))
    parts += [Text(), Text(tr("value_note"), style="italic")]
    return Group(*parts)


def render_worth(found: ValueOfInformation, value: float) -> str:
    """A payoff, or a difference of payoffs, in its unit."""
    if found.choice.worth is not None:
        return rupiah(value)
    unit = OUTCOMES[found.sample.asked.outcome].unit
    return decimal(unit.scale * value, FINE, sign=True) + str(unit.change_suffix)


def _head(found: ValueOfInformation) -> str:
    asked, choice = found.sample.asked, found.choice
    outcome = OUTCOMES[asked.outcome]
    step = str(outcome.unit.step_label)
    judged = (
        tr("value_by_gain", outcome=outcome.label)
        if choice.worth is None
        else tr("value_by_benefit", outcome=outcome.label, worth=rupiah(choice.worth), step=step)
    )
    budget = tr("value_budget", amount=rupiah(choice.budget)) if math.isfinite(choice.budget) else ""
    head = tr(
        "value_head", title=asked.place.title, schools=len(asked.place.schools), months=found.months,
        options=len(asked.options), futures=decimal(asked.futures, 0), lucks=asked.lucks,
        numbers=len(found.sample.drawn),
    )  # fmt: skip
    return " ".join(each for each in (head, judged, budget) if each)


def render_option(scenario: Scenario) -> str:
    """An option by its title."""
    return str(scenario.title) or scenario.name


def _choices(found: ValueOfInformation) -> Table:
    sample = found.sample
    table = Table(box=SIMPLE_HEAD, pad_edge=False)
    table.add_column(tr("value_column_option"))
    for name in ("gain", "cost", "payoff", "best"):
        table.add_column(tr(f"value_column_{name}"), justify="right")
    unit = OUTCOMES[sample.asked.outcome].unit
    payoff, best = found.payoff.mean(axis=(0, 1)), found.best_share
    for rank, scenario in enumerate(sample.asked.options):
        lawful = rank in found.lawful
        place = found.lawful.index(rank) if lawful else 0
        name = render_option(scenario)
        table.add_row(
            tr("value_chosen", option=name) if rank == found.chosen else name,
            measured(float(sample.gain[:, :, rank].mean()), unit, sign=True),
            rupiah(float(sample.cost[:, :, rank].mean())),
            render_worth(found, float(payoff[place])) if lawful else tr("search_over"),
            percent(float(best[place])) if lawful else "–",
        )
    return table


def _perfect(found: ValueOfInformation) -> str:
    one = found.perfect
    if found.sample.asked.lucks < 2:
        return tr("value_perfect_luck", luck=render_worth(found, one.luck))
    return tr(
        "value_perfect", low=render_worth(found, one.low), high=render_worth(found, one.high),
        luck=render_worth(found, one.luck),
    )  # fmt: skip


def _numbers(found: ValueOfInformation) -> Table:
    """What a survey should measure first."""
    table = Table(box=SIMPLE_HEAD, pad_edge=False)
    table.add_column(tr("value_column_number"), min_width=40)
    for name in ("worth", "sure", "changed"):
        table.add_column(tr(f"value_column_{name}"), justify="right")
    table.add_column(tr("value_column_grade"), no_wrap=True)
    table.add_column(tr("value_column_sources"))
    for one in [each for each in found.numbers if each.counts][:SHOWN]:
        number = PARAMETERS[one.name]
        table.add_row(
            f"{number.meaning} ({one.name})", render_worth(found, one.value),
            render_worth(found, one.sure), percent(one.changed), tr(f"grade_{number.grade}"),
            ", ".join(key for key in number.sources if key in sources()),
        )  # fmt: skip
    return table


def _rest(found: ValueOfInformation, counting: int) -> str:
    floor = found.numbers[0].floor if found.numbers else 0.0
    word = "value_rest" if counting else "value_none_counts"
    return tr(word, rest=len(found.numbers) - counting, floor=render_worth(found, floor))
