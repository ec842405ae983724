"""What the pictures of a sensitivity analysis share: their paper, their panels, and the factors they show."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from matplotlib.axes import Axes

import kkgsim
from kkgsim.analysis.sensitivity.convergence import ranking
from kkgsim.analysis.sensitivity.display_name import display_name
from kkgsim.analysis.sensitivity.order import first_of
from kkgsim.analysis.sensitivity.result import Sensitivity
from kkgsim.design.study import END
from kkgsim.i18n import decimal, tr
from kkgsim.model.arrays import Array
from kkgsim.plotting import axes as ax
from kkgsim.plotting import style
from kkgsim.plotting.figure_layout import EDGE, FigureLayout

PANELS = 4
"""Outcomes that one picture shows; the tables hold all."""
NAMES = 2.05
"""Room for the names of factors beside a panel, inches."""
ONE_NAMES = 3.3
"""The same where there is one panel."""
LINES = 6
"""Factors that a picture with lines shows."""
RIGHT = 0.25
"""Free room at the right of a panel, inches."""
ROWS, ROWS_OF_MANY = 10, 6
"""Factors with bars in a panel; fewer where there are several panels."""
LEAST = 0.01
"""A factor with a smaller index is left to the tables."""


def layout_of(answer: Sensitivity, *, height: float = style.HEIGHT) -> FigureLayout:
    """Paper stamped with what the picture comes from."""
    how = answer.analysis.how
    stamp = tr(
        "view_sens_stamp", place=answer.place.title, study=answer.study.title, method=how.method,
        samples=decimal(answer.analysis.steps[-1].samples, 0), replicates=len(how.replicates),
        seed=answer.study.seed, sample=how.seed, version=kkgsim.__version__,
    )  # fmt: skip
    return FigureLayout(stamp, height=height)


def shown(answer: Sensitivity) -> list[int]:
    """The columns that pictures show: one an outcome, the mean of the last year where there is one, those that move."""
    last: dict[str, int] = {}
    for rank, column in enumerate(answer.columns):
        held = last.get(column.outcome)
        if held is None or answer.columns[held].month != END:
            last[column.outcome] = rank
    moved = [rank for rank in last.values() if strength(answer, rank).any()]
    return moved[:PANELS]


def strength(answer: Sensitivity, rank: int) -> Array:
    """The index that ranks the factors of a column, at the whole sample."""
    return ranking(answer.analysis.how.by, answer.analysis.indices[rank])


def strongest(answer: Sensitivity, rank: int, count: int) -> list[int]:
    """The labels that matter most to a column, strongest first: those worth a mention, and always the first."""
    force = strength(answer, rank)
    order = np.argsort(-force, kind="stable")[:count]
    return [int(place) for place in order if force[place] >= LEAST or place == order[0]]


def first(answer: Sensitivity, rank: int) -> list[int]:
    """The label that decides a column most, or all that cannot be told apart from it."""
    return first_of(answer.analysis.how.by, answer.analysis.indices[rank])


def settled(answer: Sensitivity) -> str:
    """How many outcomes the sample is large enough for; nothing where that is not known."""
    if len(answer.analysis.steps) < 2:
        return ""
    count = sum(verdict.holds for verdict in answer.analysis.steps[-1].verdicts)
    return tr("view_sens_convergence_title", settled=count, all=len(answer.columns))


def name_of(answer: Sensitivity, place: int) -> str:
    """What people call a label."""
    return str(display_name(answer.analysis.problem.labels[place], answer.factors))


def panels(
    sheet: FigureLayout, captions: Sequence[str], *, left: float | None = None, below: float = 0.3
) -> list[Axes]:
    """Panels under their captions; ``left`` is the room beside each, as names of factors need it unless given."""
    columns = 1 if len(captions) == 1 else 2
    beside = (ONE_NAMES if columns == 1 else NAMES) if left is None else left
    room = (sheet.width - 2 * EDGE) / columns
    lines = [sheet.fit(c, style.PANEL, room, lines=2, weight="bold").count("\n") + 1 for c in captions]
    tops = [0.2 + 0.18 * max(lines[i : i + columns]) for i in range(0, len(lines), columns)]
    sheet.bottom += 0.12
    result = sheet.panels(len(captions), columns, left=beside, right=RIGHT, tops=tops, bottom=below)
    for panel, words in zip(result, captions, strict=True):
        ax.caption(sheet, panel, words, left=beside, right=RIGHT)
    return result


def named_rows(sheet: FigureLayout, panel: Axes, names: Sequence[str], *, alone: bool) -> None:
    """Names of factors down the side of a panel, the first on top."""
    room = (ONE_NAMES if alone else NAMES) - 0.08
    panel.set_ylim(len(names) - 0.4, -0.6)
    panel.set_yticks(range(len(names)))
    size = style.SMALL if alone else style.TINY
    fitted = [sheet.fit(name, size, room, lines=2) for name in names]
    panel.set_yticklabels(fitted, fontsize=size, color=style.INK, family=style.FONT, parse_math=False, linespacing=0.95)
    panel.tick_params(axis="y", length=0)
