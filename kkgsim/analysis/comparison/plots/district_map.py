"""Every school of many districts on one map, coloured by how many of its teachers come to the meetings."""

from __future__ import annotations

import numpy as np
from matplotlib import colormaps
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from kkgsim.analysis.comparison.plots import series
from kkgsim.analysis.comparison.plots.map import attendance, colour_bar, norm_of
from kkgsim.analysis.comparison.result import Comparison
from kkgsim.engine.run_result import RunResult
from kkgsim.i18n import decimal, percent, tr
from kkgsim.model.outcomes import OUTCOMES
from kkgsim.plotting import axes as ax
from kkgsim.plotting import style
from kkgsim.plotting.figure_layout import FigureLayout

ATTENDANCE = list(OUTCOMES).index("attendance_share")
DOTS = 100_000.0
"""Square points of ink that all schools together get; the more there are, the smaller each is."""


def draw(comparison: Comparison, scenario: int | None = None) -> Figure:
    """All schools under the baseline and, below it, a scenario (by default the one with most attendance)."""
    item = series.best(comparison, ATTENDANCE)
    if scenario is not None:
        item = series.series_of(comparison)[scenario]
    sides = [(item.played, item.mark(item.name()), item.ink)]
    if not comparison.alone:
        sides.insert(0, (item.against, series.title_of(item.against), style.QUIET))
    sheet = FigureLayout(comparison)
    lon = np.array([np.nan if s.lon is None else s.lon for s in comparison.place.schools])
    lat = np.array([np.nan if s.lat is None else s.lat for s in comparison.place.schools])
    known = np.isfinite(lat) & np.isfinite(lon)
    if not known.all():
        sheet.foot(tr("view_country_missing", count=decimal(int((~known).sum()), 0)))
    sheet.head(_finding(comparison, item.played), _about(comparison))
    shares = [attendance(played) for played, _, _ in sides]
    norm, colours = norm_of(shares), colormaps["cividis"]
    bar, sheet.bottom = sheet.bottom, sheet.bottom + 0.52
    panels = sheet.panels(len(sides), 1, left=0.02, right=0.02, tops=[0.36] * len(sides), bottom=0.02)
    for panel, (_, title, ink), share in zip(panels, sides, shares, strict=True):
        _frame(sheet, panel, lon[known], lat[known])
        size = float(np.clip(DOTS / max(int(known.sum()), 1), 0.25, 30.0))
        panel.scatter(lon[known], lat[known], c=share[known], s=size, norm=norm, cmap=colours, linewidths=0.0)
        ax.caption(sheet, panel, title, color=ink)
    colour_bar(sheet, bar, norm, colours)
    return sheet.figure


def _frame(sheet: FigureLayout, panel: Axes, lon: np.ndarray, lat: np.ndarray) -> None:
    """Limits that hold all schools, a degree as long northward as eastward at the middle of them."""
    ax.bare(panel)
    box = panel.get_position()
    if len(lon) == 0:
        panel.set(xlim=(0, 1), ylim=(0, 1))
        return
    east = np.cos(np.radians(lat.mean()))
    aspect = box.width * sheet.width / (box.height * sheet.height) / east
    wide, tall = max(float(np.ptp(lon)), 0.1) * 1.04, max(float(np.ptp(lat)), 0.1) * 1.04
    wide, tall = max(wide, tall * aspect), max(tall, wide / aspect)
    x, y = (lon.min() + lon.max()) / 2.0, (lat.min() + lat.max()) / 2.0
    panel.set(xlim=(x - wide / 2.0, x + wide / 2.0), ylim=(y - tall / 2.0, y + tall / 2.0))


def _finding(comparison: Comparison, played: RunResult) -> str:
    """The provinces in which least and most teachers come."""
    rank = comparison.rank(played)
    share = {part.name: float(part.at_end[rank, ATTENDANCE].mean()) for part in comparison.parts.provinces}
    least, most = min(share, key=lambda name: share[name]), max(share, key=lambda name: share[name])
    words = {"least": least, "lowest": percent(share[least]), "most": most, "highest": percent(share[most])}
    return tr("view_country_title" if len(share) > 1 else "view_map_question", **words)


def _about(comparison: Comparison) -> str:
    counts = {
        "schools": len(comparison.place.schools), "districts": len(comparison.parts.districts),
        "provinces": len(comparison.parts.provinces),
    }  # fmt: skip
    return tr("view_country_about", **{name: decimal(count, 0) for name, count in counts.items()})
