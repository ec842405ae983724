"""Indices over time, and indices against the size of the sample: lines with their intervals."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import FixedFormatter, FixedLocator, MaxNLocator, NullLocator

from kkgsim.analysis.sensitivity.convergence import MATTERS, WIDEST, ranking
from kkgsim.analysis.sensitivity.methods import Indices
from kkgsim.analysis.sensitivity.order import first_of
from kkgsim.analysis.sensitivity.plots import layout
from kkgsim.analysis.sensitivity.result import Sensitivity
from kkgsim.design.study import END
from kkgsim.i18n import decimal, tr
from kkgsim.i18n.units import SCALE, SHARE
from kkgsim.plotting import axes as ax
from kkgsim.plotting import style
from kkgsim.plotting.figure_layout import LegendEntry
from kkgsim.scenario.scenario import calendar_name

Panel = tuple[str, list[float], list[Indices]]
"""A caption, where on the x axis, and the indices there."""


def time_courses(answer: Sensitivity) -> list[Panel]:
    """The indices over the months of every outcome that is kept in more than one."""
    courses = []
    for outcome in answer.study.outcomes:
        ranks = [r for r, c in enumerate(answer.columns) if c.outcome == outcome and c.month != END]
        ranks.sort(key=lambda r: int(answer.columns[r].month))
        if len(ranks) > 1:
            where = [float(answer.columns[r].month) for r in ranks]
            courses.append((str(answer.columns[ranks[0]].label), where, [answer.analysis.indices[r] for r in ranks]))
    return courses


def over_time(answer: Sensitivity) -> Figure:
    """One panel an outcome with several months."""
    courses = time_courses(answer)[: layout.PANELS]
    index = tr(f"view_sens_index_{answer.analysis.how.by.key}")
    figure, drawn = _drawn(
        answer, courses, _course(answer, courses),
        tr("view_sens_time_reading", index=index),
    )  # fmt: skip
    for panel, (_, where, _) in zip(drawn, courses, strict=True):
        panel.xaxis.set_major_locator(FixedLocator(where))
        names = [calendar_name(answer.study.scenario.first_month, int(month)) for month in where]
        panel.xaxis.set_major_formatter(FixedFormatter([name.replace(" ", "\n") for name in names]))
    return figure


def _course(answer: Sensitivity, courses: Sequence[Panel]) -> str:
    """What decides the first outcome at the beginning, and at the end."""
    caption, _, every = courses[0]
    early, late = (first_of(answer.analysis.how.by, indices) for indices in (every[0], every[-1]))
    if len(early) != 1 or len(late) != 1:
        return tr("view_sens_time_unsure", outcome=caption)
    word = "view_sens_time_one" if early == late else "view_sens_time_two"
    return tr(word, outcome=caption, first=layout.name_of(answer, early[0]), last=layout.name_of(answer, late[0]))


def over_samples(answer: Sensitivity) -> Figure:
    """One panel an outcome, over several sizes of sample."""
    steps = answer.analysis.steps
    where = [float(step.samples) for step in steps]
    result = [
        (str(answer.columns[rank]), where, [step.indices[rank] for step in steps]) for rank in layout.shown(answer)
    ]
    words = tr("view_sens_convergence_reading", widest=decimal(WIDEST, 1))
    figure, drawn = _drawn(answer, result, layout.settled(answer), words)
    for panel in drawn:
        panel.set_xscale("log", base=2)
        panel.xaxis.set_major_locator(FixedLocator(where[-4:]))
        panel.xaxis.set_minor_locator(NullLocator())
        panel.xaxis.set_major_formatter(ax.LocalNumbers())
        ax.axis_label(panel, tr("view_sens_samples"))
    return figure


def _drawn(answer: Sensitivity, result: Sequence[Panel], title: str, words: str) -> tuple[Figure, list[Axes]]:
    """Panels of lines; a factor has the same colour in all of them."""
    sheet = layout.layout_of(answer)
    places = _places(answer, result)
    sheet.foot(words)
    names = [sheet.fit(layout.name_of(answer, place), style.TEXT, 3.9) for place in places]
    key = [LegendEntry(name, style.COLOURS[rank], "line") for rank, name in enumerate(names)]
    sheet.head(title, "", key)
    drawn = layout.panels(sheet, [caption for caption, _, _ in result], left=ax.LEFT, below=0.46)
    for panel, (_, where, indices) in zip(drawn, result, strict=True):
        ax.plain(panel)
        for rank, place in enumerate(places):
            _line(panel, answer, where, indices, place, style.COLOURS[rank])
        panel.set_ylim(bottom=0.0)
        panel.yaxis.set_major_locator(MaxNLocator(nbins=5, steps=[1, 2, 2.5, 5, 10]))
        shares = answer.analysis.how.by.kind == "share"
        panel.yaxis.set_major_formatter(ax.numbers_for(SHARE if shares else SCALE))
    return sheet.figure, drawn


def _places(answer: Sensitivity, result: Sequence[Panel]) -> list[int]:
    """The labels that matter most anywhere in the panels."""
    by = answer.analysis.how.by
    force = np.max([ranking(by, indices) for _, _, every in result for indices in every], axis=0)
    order = np.argsort(-force, kind="stable")[: layout.LINES]
    return [int(place) for place in order if force[place] > MATTERS or place == order[0]]


def _line(panel: Axes, answer: Sensitivity, where: list[float], every: list[Indices], place: int, colour: str) -> None:
    """One factor's index with its interval."""
    by = answer.analysis.how.by
    values = np.array([ranking(by, indices)[place] for indices in every])
    widths = [float(i.widths[by.key][place]) / (by.scale(i) or 1.0) if by.key in i.widths else 0.0 for i in every]
    half = np.array(widths)
    panel.plot(where, values, color=colour, linewidth=2.4, marker="o", markersize=4.0)
    panel.fill_between(where, values - half, values + half, color=colour, alpha=0.16, linewidth=0.0)
