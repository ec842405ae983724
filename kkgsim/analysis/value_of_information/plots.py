"""What knowing a number is worth: bars, longest first, coloured by how well the number is known today."""

from __future__ import annotations

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

import kkgsim
from kkgsim.analysis.value_of_information.analysis import ValueOfInformation
from kkgsim.analysis.value_of_information.evppi import Evppi
from kkgsim.i18n import decimal, rupiah, tr
from kkgsim.model.outcomes import OUTCOMES
from kkgsim.model.parameters import GRADES
from kkgsim.model.registry import PARAMETERS
from kkgsim.plotting import axes as ax
from kkgsim.plotting import outcome_captions, style
from kkgsim.plotting.figure_layout import FigureLayout, LegendEntry

SHOWN, FEW = 12, 3
"""Bars that there is room for; and those shown where no number is worth anything, for the eye to see so."""
ROW = 0.36
"""Height of a bar's row, inches."""
NAMES = 4.4
"""Room for what the numbers mean, inches."""
GRADE = dict(zip(GRADES, (style.COLOURS[rank] for rank in (2, 5, 4, 1)), strict=True))
"""From measured to assumed."""


def draw(valued: ValueOfInformation) -> Figure:
    """The numbers worth most, with the floor that irrelevant ones reach; hollow bars are below it."""
    numbers = _shown(valued)
    settings = valued.sample.settings
    stamp = tr(
        "view_information_stamp", place=settings.place.title, schools=len(settings.place.schools), months=valued.months,
        futures=decimal(settings.futures, 0), lucks=settings.lucks, seed=settings.seed, version=kkgsim.__version__,
    )  # fmt: skip
    sheet = FigureLayout(stamp, height=min(style.HEIGHT, 2.6 + ROW * max(len(numbers), 1)))
    sheet.foot(tr("view_information_reading"))
    grades = [grade for grade in reversed(GRADES) if any(PARAMETERS[number.name].grade == grade for number in numbers)]
    sheet.head(_title(valued), "", [LegendEntry(tr(f"grade_{grade}"), GRADE[grade], "box") for grade in grades])
    sheet.bottom += 0.16
    panel = sheet.panels(1, 1, left=NAMES, right=0.75, tops=[0.15], bottom=0.35)[0]
    ax.plain(panel, grid="x")
    _bars(sheet, panel, valued, numbers)
    return sheet.figure


def _shown(valued: ValueOfInformation) -> list[Evppi]:
    """The numbers that count, or the first few where none does."""
    counting = [number for number in valued.numbers if number.counts]
    return counting[:SHOWN] or list(valued.numbers)[:FEW]


def _title(valued: ValueOfInformation) -> str:
    first = valued.first
    if not first:
        return tr("view_information_none")
    if len(first) > 1:
        return tr("view_information_several", numbers=len(first))
    return tr("view_information_title", number=PARAMETERS[first[0].name].meaning)


def _bars(sheet: FigureLayout, panel: Axes, valued: ValueOfInformation, numbers: list[Evppi]) -> None:
    """One bar a number, from what choices for held-out futures are worth to the estimate as a line."""
    in_rupiah = valued.choice.worth is not None
    floor = numbers[0].floor if numbers else 0.0
    most = max([max(number.interval[1], number.sure) for number in numbers] + [floor]) or 1.0
    scale, words = outcome_captions.money(most) if in_rupiah else (1.0, "")
    panel.set_ylim(len(numbers) - 0.4, -0.6)
    least = 0.0 if in_rupiah else OUTCOMES[valued.sample.settings.outcome].smallest
    panel.set_xlim(0.0, 1.05 * max(most, least))
    panel.xaxis.set_major_locator(MaxNLocator(nbins=4, steps=[1, 2, 2.5, 5, 10]))
    unit = OUTCOMES[valued.sample.settings.outcome].unit
    panel.xaxis.set_major_formatter(ax.LocalNumbers(scale=scale) if in_rupiah else ax.numbers_for(unit))
    panel.yaxis.set_ticks([])
    for row, number in enumerate(numbers):
        colour = GRADE[PARAMETERS[number.name].grade]
        panel.barh(
            row, number.value, height=0.62, color=colour if number.counts else "white", edgecolor=colour, linewidth=1.4
        )
        panel.plot([number.sure] * 2, [row - 0.31, row + 0.31], color=style.INK, linewidth=2.0)
        panel.plot(number.interval, [row, row], color=style.INK, linewidth=1.4)
        name = sheet.fit(str(PARAMETERS[number.name].meaning), style.SMALL, NAMES - 0.15, lines=2)
        ax.text(panel, -0.012 * panel.get_xlim()[1], row, name, ha="right", va="center")
        text = rupiah(number.value) if in_rupiah else decimal(number.value * unit.scale, 4)
        right = max(number.interval[1], number.sure) + 0.015 * panel.get_xlim()[1]
        ax.text(panel, right, row, text.replace("Rp ", ""), va="center", color=style.QUIET)
    panel.axvline(floor, color=style.GHOST, linewidth=1.4, linestyle=(0, (4, 2)))
    change = outcome_captions.change_unit(OUTCOMES[valued.sample.settings.outcome])
    label = tr("view_information_money", unit=words) if in_rupiah else tr("view_information_gain", outcome=change)
    ax.axis_label(panel, label)
