"""Schools and clusters on the map, coloured by attendance, as they stand after the last month."""

from __future__ import annotations

import numpy as np
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection
from matplotlib.figure import Figure

from kkgsim.i18n import decimal, tr
from kkgsim.i18n.units import SHARE
from kkgsim.plotting import style
from kkgsim.plotting.map_projection import LocalMap
from kkgsim.web.look import figure, heading, note, numbers
from kkgsim.web.screen import ScreenModel

FRAME = (0.02, 0.08, 0.84, 0.83)
"""Where the map stands in the figure."""
DOT, MANY = 60.0, 100
"""The size of a school's dot, and the number of schools from which dots grow smaller."""


def draw(model: ScreenModel) -> Figure:
    """The map; schools without coordinates are counted, not drawn."""
    made, land = figure(), model.ground
    heading(made, tr("app_map_title"))
    hidden = int((~land.known).sum())
    note(made, tr("app_map_key") + (" " + tr("app_map_hidden", n=hidden) if hidden else ""))
    if not land.known.any():
        return made
    axes = made.add_axes(FRAME)
    axes.set_axis_off()
    (left, right), (low, high) = land.frame(FRAME[2] * made.get_figwidth() / (FRAME[3] * made.get_figheight()))
    axes.set(xlim=(left, right), ylim=(low, high))
    at = np.stack([land.east, land.north], axis=1)
    axes.add_collection(LineCollection([at[list(way)] for way in land.ways], colors=style.FAINT, linewidths=1.0))
    share = np.array([school.attendance_year for school in model.schools])
    points = [_schools(axes, land, share, core) for core in (False, True)]
    bar = made.colorbar(points[0], cax=made.add_axes((0.88, 0.15, 0.025, 0.68)), format=numbers(SHARE))
    bar.ax.tick_params(labelsize=8, length=2)
    bar.outline.set_visible(False)  # type: ignore[operator]
    _scale(axes, right - left, left, low)
    return made


def _schools(axes: Axes, land: LocalMap, share: np.ndarray, core: bool):  # type: ignore[no-untyped-def]
    these = land.known & (land.core == core)
    size = DOT * min(1.0, MANY / land.known.sum()) * (1.8 if core else 1.0)
    return axes.scatter(
        land.east[these], land.north[these], c=share[these], s=size, marker="s" if core else "o", cmap="cividis",
        vmin=0.2, vmax=1.0, edgecolors="white", linewidths=0.6, zorder=3,
    )  # fmt: skip


def _scale(axes: Axes, wide: float, left: float, low: float) -> None:
    """A bar of a round number of kilometres at the lower left."""
    power = 10.0 ** np.floor(np.log10(0.25 * wide))
    km = max(digit * power for digit in (1, 2, 5) if digit * power <= 0.25 * wide)
    axes.plot([left, left + km], [low, low], color=style.INK, linewidth=2.5, clip_on=False)
    words = f" {decimal(km, 0 if km >= 1.0 else 1)} km"
    axes.text(left + km, low, words, fontsize=8, va="center", color=style.INK)
