"""Schools, clusters and the way to the meeting on a map, coloured by how many of the teachers come."""

from __future__ import annotations

import re
import textwrap

import numpy as np
from matplotlib import colormaps
from matplotlib.axes import Axes
from matplotlib.cm import ScalarMappable
from matplotlib.colors import Colormap, Normalize
from matplotlib.figure import Figure
from matplotlib.patheffects import withStroke

from kkgsim.analysis.comparison.plots import series
from kkgsim.analysis.comparison.result import Comparison
from kkgsim.engine.run_result import SCHOOL_COLUMNS, RunResult
from kkgsim.i18n import decimal, percent, tr
from kkgsim.i18n.units import SHARE
from kkgsim.model.arrays import Array
from kkgsim.model.outcomes import OUTCOMES
from kkgsim.places.place import Place
from kkgsim.plotting import axes as ax
from kkgsim.plotting import style
from kkgsim.plotting.figure_layout import EDGE, FigureLayout, LegendEntry
from kkgsim.plotting.map_projection import LocalMap, local_map

LINES = ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#8C6D00", "#56B4E9")
"""Neighbouring clusters have different ones of these."""
FAR = 3
"""Near and far are the nearest and the farthest third."""
ALL_NAMED, LOWEST_NAMED = 12, 6
"""Clusters up to which all have their names on the map; of more only so many, those where fewest come."""
LONGEST = 18
"""Characters of a cluster's name on the map."""
NAMED = 6
"""So many schools without coordinates are named."""


def draw(comparison: Comparison, scenario: int | None = None) -> Figure:
    """The place under the baseline and, beside it, a scenario (by default the one with most attendance)."""
    item = series.best(comparison, list(OUTCOMES).index("attendance_share"))
    if scenario is not None:
        item = series.series_of(comparison)[scenario]
    sides = [(item.played, item.mark(item.name()), item.ink)]
    if not comparison.alone:
        sides.insert(0, (item.against, series.title_of(item.against), style.QUIET))
    sheet = FigureLayout(comparison)
    place, land = comparison.place, local_map(comparison.place)
    few = len(place.clusters) <= ALL_NAMED
    sheet.foot(tr("view_near_far"), "" if few else tr("view_map_named", count=LOWEST_NAMED), _without(place, land))
    key = [
        LegendEntry(tr(f"view_{word}"), "#8A9BA8" if look != "thin" else LINES[0], look)
        for word, look in (("core_school", "square"), ("school", "dot"), ("way", "thin"))
    ]
    sheet.head(_finding([played for played, _, _ in sides], place), _about(place), key)
    shares = [attendance(played) for played, _, _ in sides]
    norm, colours = norm_of(shares), colormaps["cividis"]
    bar, sheet.bottom = sheet.bottom, sheet.bottom + 0.52
    panels = sheet.panels(len(sides), len(sides), left=0.02, right=0.02, tops=[0.38], bottom=0.05)
    for panel, (_, title, ink), share in zip(panels, sides, shares, strict=True):
        _panel(sheet, panel, land, share, norm, colours)
        _named_clusters(panel, land, place, shares[-1])
        ax.caption(sheet, panel, title, color=ink)
    colour_bar(sheet, bar, norm, colours)
    return sheet.figure


def attendance(played: RunResult) -> Array:
    """Attendance of each school's teachers over about the last year, mean of the runs."""
    shares: Array = played.schools[SCHOOL_COLUMNS.index("attendance_year")].mean(axis=-1)
    return shares


def norm_of(shares: list[Array]) -> Normalize:
    """Colours over the range that is there, in whole tenths and never less than three of them."""
    low = np.floor(10 * min(float(s.min()) for s in shares) + 1e-9) / 10
    high = np.ceil(10 * max(float(s.max()) for s in shares) - 1e-9) / 10
    high = min(1.0, max(high, low + 0.3))
    return Normalize(min(low, high - 0.3), high)


def _panel(sheet: FigureLayout, panel: Axes, land: LocalMap, share: Array, norm: Normalize, colours: Colormap) -> None:
    ax.bare(panel)
    box = panel.get_position()
    wide, tall = box.width * sheet.width, box.height * sheet.height
    if not land.known.any():
        _unknown(sheet, panel, wide)
        return
    (left, right), (low, high) = land.frame(wide / tall)
    panel.set(xlim=(left, right), ylim=(low, high))
    for school, core in land.ways:
        panel.plot(land.east[[school, core]], land.north[[school, core]], linewidth=1.3, solid_capstyle="round",
                   zorder=2, color=LINES[land.tint[school]], linestyle="-")  # fmt: skip
    for core in (False, True):
        _schools(panel, land, core, share, norm, colours)
    _scale(sheet, panel, wide)


def _unknown(sheet: FigureLayout, panel: Axes, wide: float) -> None:
    """Words instead of a map where no school has coordinates."""
    panel.set(xlim=(0, 1), ylim=(0, 1))
    words = sheet.fit(tr("view_no_coordinates"), style.TEXT, wide - 0.3, lines=4)
    ax.text(panel, 0.5, 0.5, words, ha="center", va="center", fontsize=style.TEXT, color=style.QUIET)


def _schools(panel: Axes, land: LocalMap, core: bool, share: Array, norm: Normalize, colours: Colormap) -> None:
    """The schools of a kind, coloured by their share: core schools as squares, the others as dots."""
    these = land.known & (land.core == core)
    size = float(np.clip(2600.0 / max(land.known.sum(), 1), 14.0, 60.0))
    panel.scatter(
        land.east[these], land.north[these], c=share[these], s=size * (1.5 if core else 1.0),
        marker="s" if core else "o", norm=norm, cmap=colours, edgecolors=style.INK,
        linewidths=1.1 if core else 0.5, zorder=4 if core else 3,
    )  # fmt: skip


def _named_clusters(panel: Axes, land: LocalMap, place: Place, share: Array) -> None:
    """Names at the meeting places, the core school's where the cluster has none: of all clusters where they are few,
    else of those where fewest come."""
    came = {}
    for cluster in place.clusters:
        here = np.array([school.cluster == cluster for school in place.schools])
        came[cluster] = float(share[here].mean())
    shown = sorted(came, key=lambda name: came[name])[: len(came) if len(came) <= ALL_NAMED else LOWEST_NAMED]
    for rank, school in enumerate(place.schools):
        if school.core and school.cluster in shown and land.known[rank]:
            words = _short(school.name if school.cluster_source == "proxy" else school.cluster)
            panel.annotate(
                words, (land.east[rank], land.north[rank]), (0, 7), textcoords="offset points", ha="center",
                fontsize=style.TINY - 1.0, family=style.FONT, color=style.INK, zorder=7, parse_math=False,
                path_effects=[withStroke(linewidth=2.0, foreground="white")],
            )  # fmt: skip


def _short(name: str) -> str:
    """A name as briefly as it tells schools apart: "SD NEGERI 1 BAKAN" is SDN 1 BAKAN."""
    return textwrap.shorten(re.sub(r"^(SD|MI)\s+N(?:EGERI)?\b", r"\1N", name, flags=re.I), LONGEST, placeholder="")


def _scale(sheet: FigureLayout, panel: Axes, wide: float) -> None:
    """A bar of a round number of kilometres at the lower left."""
    (left, right), (low, high) = panel.get_xlim(), panel.get_ylim()
    room = (right - left) * 0.28
    power = 10.0 ** np.floor(np.log10(room))
    km = float(max(f * power for f in (1, 2, 5) if f * power <= room))
    x, y = left + 0.02 * (right - left), low + 0.02 * (high - low)
    panel.plot([x, x + km], [y, y], color=style.INK, linewidth=2.5, solid_capstyle="butt", zorder=6)
    digits = 0 if km >= 1.0 else 1 if km >= 0.1 else 2
    inch = (right - left) / wide
    ax.text(panel, x, y + 0.05 * inch, f"{decimal(km, digits)} km", va="bottom", zorder=6)


def colour_bar(sheet: FigureLayout, bottom: float, norm: Normalize, colours: Colormap) -> None:
    """The key of the colours, under the maps."""
    words = tr("view_attendance_bar")
    long = sheet.wide(words, style.SMALL)
    panel = sheet.panel(EDGE + long + 0.3, bottom + 0.27, 3.2, 0.14)
    sheet.write(EDGE, bottom + 0.34, words, style.SMALL, va="center", color=style.QUIET)
    bar = sheet.figure.colorbar(ScalarMappable(norm, colours), cax=panel, orientation="horizontal")
    bar.outline.set_visible(False)  # type: ignore[operator]
    ax.plain(panel, grid="")
    for spine in panel.spines.values():
        spine.set_visible(False)
    bar.ax.xaxis.set_major_formatter(ax.numbers_for(SHARE))


def _about(place: Place) -> str:
    """How many schools and clusters there are and how far the teachers travel."""
    words = {
        "schools": decimal(len(place.schools), 0),
        "clusters": decimal(len(place.clusters), 0),
    }
    ways = [(s.distance_km, s.travel_minutes) for s in place.schools if not s.core]
    if not ways:
        return tr("view_map_about_short", **words)
    km, minutes = np.array(ways).T
    return tr(
        "view_map_about",
        median=decimal(np.median(km), 1),
        farthest=decimal(km.max(), 1),
        median_minutes=decimal(np.median(minutes), 0),
        minutes=decimal(minutes.max(), 0),
        **words,
    )


def _finding(sides: list[RunResult], place: Place) -> str:
    """How many come from near and from far schools, under the baseline and the scenario."""
    km = np.array([s.distance_km for s in place.schools])
    order = np.argsort(km[np.isfinite(km)], kind="stable")
    third = len(order) // FAR
    if third == 0:
        return tr("view_map_question")
    shares = []
    for played in sides:
        share = attendance(played)[np.isfinite(km)][order]
        shares.append((percent(float(share[:third].mean())), percent(float(share[-third:].mean()))))
    words = dict(zip(("near", "far", "near_then", "far_then"), [p for pair in shares for p in pair], strict=False))
    names = {"scenario": series.title_of(sides[-1]), "baseline": series.title_of(sides[0])}
    return tr("view_map_title" if len(sides) == 2 else "view_map_title_one", **words, **names)


def _without(place: Place, land: LocalMap) -> str:
    """A note of the schools that are not on the map."""
    missing = [school.name for school, known in zip(place.schools, land.known, strict=True) if not known]
    if not missing:
        return ""
    names = ", ".join(missing[:NAMED]) + (", …" if len(missing) > NAMED else "")
    return tr("view_not_on_map", count=decimal(len(missing), 0), names=names)
