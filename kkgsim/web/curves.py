"""The headline outcomes month by month, the status quo as a ghost."""

from __future__ import annotations

import math

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from kkgsim.i18n import NO_VALUE, measured, tr
from kkgsim.model.outcomes import Outcome
from kkgsim.plotting import style
from kkgsim.web.look import figure, note, numbers, plain
from kkgsim.web.screen import HEADLINES, RANK, ScreenModel

NOW = style.COLOURS[0]


def draw(model: ScreenModel) -> Figure:
    """Small pictures, one a headline outcome."""
    made = figure()
    made.subplots_adjust(left=0.09, right=0.975, top=0.90, bottom=0.12, wspace=0.24, hspace=0.50)
    rows = math.ceil(len(HEADLINES) / 2)
    for rank, outcome in enumerate(HEADLINES, start=1):
        _panel(made.add_subplot(rows, 2, rank), model, outcome)
    note(made, tr("app_curve_key"))
    return made


def _panel(axes: Axes, model: ScreenModel, outcome: Outcome) -> None:
    ghost, now = model.ghost[RANK[outcome.name]], model.curve(outcome.name)
    axes.plot(np.arange(1, len(ghost) + 1), ghost, color=style.GHOST, linewidth=1.6)
    if now:
        axes.plot(np.arange(1, len(now) + 1), now, color=NOW, linewidth=2.2)
        axes.plot(len(now), now[-1], "o", color=NOW, markersize=4)
    said = measured(now[-1], outcome.unit) if now else NO_VALUE
    axes.set_title(_wrapped(str(outcome.label)), fontsize=9.5, loc="left", color=style.INK)
    axes.set_title(said, fontsize=11, loc="right", color=NOW, fontweight="bold")
    low, high = min([*ghost, *now]), max([*ghost, *now])
    spare = max(outcome.unit.least_curve - (high - low), 0.1 * (high - low)) / 2.0
    axes.set_ylim(low - spare, high + spare)
    axes.set_xlim(0.0, len(ghost) + 1.0)
    axes.xaxis.set_major_locator(MaxNLocator(5, integer=True))
    axes.yaxis.set_major_locator(MaxNLocator(4))
    axes.yaxis.set_major_formatter(numbers(outcome.unit))
    plain(axes)


def _wrapped(text: str) -> str:
    """A title on at most two lines."""
    words = text.split()
    if len(text) <= 24:
        return text
    best = min(range(1, len(words)), key=lambda i: abs(len(" ".join(words[:i])) - len(" ".join(words[i:]))))
    return " ".join(words[:best]) + "\n" + " ".join(words[best:])
