"""The map of a school list: where its schools are, and which points are doubted."""

from __future__ import annotations

import math
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from kkgsim.i18n import tr
from kkgsim.i18n.escaping import visible
from kkgsim.plotting import style
from kkgsim.plotting.axes import LocalNumbers, plain

if TYPE_CHECKING:
    from kkgsim.places.importer.notes import Doubt
    from kkgsim.places.place import Place

MARGIN = 0.15
"""How far the map goes beyond the schools that are used, as a share of their extent."""
MOST_NAMED = 12
USED, DOUBTED = "#3b6ea5", "#c8442b"


def draw_list(place: Place, doubtful: tuple[Doubt, ...], path: Path) -> Path:
    """Draw the schools of a place and the points that are doubted; those off the map stand at its edge.

    Writes ``path`` (.png, .svg or .pdf) and returns it.
    """
    from matplotlib.figure import Figure

    figure = Figure(figsize=(9, 7), layout="constrained")
    axes = figure.subplots()
    known = [(s.lon, s.lat) for s in place.schools if s.lat is not None and s.lon is not None]
    points = np.array(known or [(d.lon, d.lat) for d in doubtful] or [(0.0, 0.0)], dtype=float)
    low, high = points.min(axis=0), points.max(axis=0)
    room = np.maximum((high - low) * MARGIN, 0.005)
    low, high = low - room, high + room
    if known:
        axes.scatter(points[:, 0], points[:, 1], s=22, c=USED, label=tr("list_map_used"), linewidths=0)
    at_edge: dict[tuple[float, float], list[int]] = defaultdict(list)
    for number, doubt in enumerate(doubtful, 1):
        x, y = (float(v) for v in np.clip((doubt.lon, doubt.lat), low, high))
        inside = (x, y) == (doubt.lon, doubt.lat)
        axes.scatter(x, y, s=60, c=DOUBTED, marker="o" if inside else "X", zorder=3, clip_on=False)
        if number <= MOST_NAMED:
            at_edge[round(x, 3), round(y, 3)].append(number)
    for spot, numbers in at_edge.items():
        axes.annotate(", ".join(map(str, numbers)), spot, xytext=(-6, 6), textcoords="offset points",
                      ha="right", color=DOUBTED, clip_on=False, parse_math=False)  # fmt: skip
    axes.set_xlim(low[0], high[0])
    axes.set_ylim(low[1], high[1])
    axes.set_aspect(1 / max(math.cos(math.radians(float(points[:, 1].mean()))), 0.1))
    plain(axes, grid="both")
    for axis in (axes.xaxis, axes.yaxis):
        axis.set_major_formatter(LocalNumbers())
    axes.set_title(tr("list_map_title", used=len(known), doubted=len(doubtful)), loc="left", wrap=True)
    lines = [f"{i}  {doubt.npsn} {visible(doubt.name)[:40]}" for i, doubt in enumerate(doubtful[:MOST_NAMED], 1)]
    more = [tr("import_more", n=len(doubtful) - MOST_NAMED)] if len(doubtful) > MOST_NAMED else []
    if lines:
        figure.supxlabel(
            "\n".join([tr("list_map_legend"), *lines, *more]), ha="left", x=0.02, fontsize=9, parse_math=False
        )
    return style.save(figure, path)
