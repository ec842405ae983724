"""The teachers' network at the end of one run: who exchanges advice with whom, before and beside a policy."""

from __future__ import annotations

from dataclasses import dataclass

import networkx as nx
import numpy as np
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection
from matplotlib.figure import Figure
from numpy.typing import NDArray

from kkgsim.analysis.comparison.plots import captions, series
from kkgsim.analysis.comparison.result import Comparison
from kkgsim.engine.initial_state import roster_of
from kkgsim.engine.run_result import RunResult
from kkgsim.i18n import decimal, tr
from kkgsim.model.arrays import Array
from kkgsim.model.outcomes import OUTCOMES
from kkgsim.places.population.network import graph
from kkgsim.places.population.roster import Roster
from kkgsim.plotting import axes as ax
from kkgsim.plotting import style
from kkgsim.plotting.figure_layout import FigureLayout, LegendEntry
from kkgsim.plotting.map_projection import LocalMap, local_map
from kkgsim.plotting.network_layout import ring_of, schools_in_box

CLUSTERS_ALONE, CLUSTERS_BESIDE = 6, 4
"""More clusters than this are sampled, with one network on the sheet and with two."""
WITHIN = "#A8A8A8"
DOT = 0.075
"""Largest width of a teacher's dot, inches."""
CAPTION = 0.2
"""Room for a cluster's name, inches."""


@dataclass(frozen=True, eq=False)
class Side:
    """One panel: a run, its title and the colour of its ties across schools."""

    played: RunResult
    title: str
    ink: str
    colour: str


def draw(comparison: Comparison, scenario: int | None = None) -> Figure:
    """The network under the baseline and, beside it, a scenario (by default the one with most attendance)."""
    item = series.best(comparison, list(OUTCOMES).index("attendance_share"))
    if scenario is not None:
        item = series.series_of(comparison)[scenario]
    sides = [Side(item.played, item.mark(item.name()), item.ink, item.colour)]
    if not comparison.alone:
        sides.insert(0, Side(item.against, series.title_of(item.against), style.QUIET, style.QUIET))
    rosters = [roster_of(comparison.place, side.played.scenario) for side in sides]
    land, clusters = local_map(comparison.place), _sample(len(comparison.place.clusters), len(sides))
    sheet = FigureLayout(comparison)
    drawn = np.isin(rosters[0].cluster_of, clusters)
    reading = "view_network_reading" if land.known[drawn].all() else "view_network_no_places"
    sheet.foot(tr(reading), _sampled(comparison, clusters))
    counts = [across(people, side.played) for people, side in zip(rosters, sides, strict=True)]
    sheet.head(_title(counts, sides), _about(counts, comparison), _key(sides))
    panels = sheet.panels(len(sides), len(sides), left=0.04, right=0.04, tops=[0.36], bottom=0.06)
    for panel, side, people in zip(panels, sides, rosters, strict=True):
        _panel(sheet, panel, side, people, land, clusters)
    return sheet.figure


def across(people: Roster, played: RunResult) -> tuple[int, int]:
    """How many ties across schools there are, and how many there could be."""
    between = people.tie_within < 0.5
    return int((played.ties[between] > 0.5).sum()), int(between.sum())


def _sample(count: int, sides: int) -> NDArray[np.int64]:
    """Clusters at equal steps through the list."""
    most = CLUSTERS_ALONE if sides == 1 else CLUSTERS_BESIDE
    return np.unique(np.linspace(0, count - 1, min(count, most)).round().astype(np.int64))


def _panel(
    sheet: FigureLayout, panel: Axes, side: Side, people: Roster, land: LocalMap, clusters: NDArray[np.int64]
) -> None:
    """One network, drawn in inches, a cell for each cluster."""
    ax.bare(panel)
    box = panel.get_position()
    wide, tall = box.width * sheet.width, box.height * sheet.height
    panel.set(xlim=(0.0, wide), ylim=(0.0, tall))
    title = sheet.fit(side.title, style.PANEL, wide, weight="bold")
    ax.text(panel, 0.0, tall + 0.08, title, fontsize=style.PANEL, weight="bold", color=side.ink, va="bottom")
    rows = [
        dict(zip(side.played.teachers, row, strict=True)) for row in zip(*side.played.teachers.values(), strict=True)
    ]
    network = graph(people, side.played.ties.tolist(), rows)
    columns, names = min(len(clusters), 2 if wide < 6.0 else 3), captions.cluster_names(people.place)
    across, down = wide / columns, tall / -(-len(clusters) // columns)
    for i, cluster in enumerate(clusters):
        corner = np.array([(i % columns) * across, tall - (i // columns + 1) * down])
        fitted = sheet.fit(names[people.place.clusters[cluster]], style.TINY, across - 0.1)
        ax.text(
            panel,
            corner[0],
            corner[1] + down - 0.02,
            fitted,
            fontsize=style.TINY,
            color=style.QUIET,
            va="top",
        )
        seats = _seats(people, land, int(cluster), across - 0.12, down - CAPTION - 0.1, corner + np.array([0.06, 0.05]))
        _cluster(panel, network.subgraph(seats), seats, side.colour)


def _seats(
    people: Roster, land: LocalMap, cluster: int, wide: float, tall: float, corner: Array
) -> dict[int, tuple[Array, float]]:
    """Where each teacher of a cluster stands, and how wide the dot may be."""
    schools = np.flatnonzero(people.cluster_of == cluster)
    ring = min(0.3, 0.42 * float(np.sqrt(wide * tall / len(schools))) / 1.6)
    at = schools_in_box(land.east[schools], land.north[schools], land.known[schools], wide, tall, ring)
    seats: dict[int, tuple[Array, float]] = {}
    for middle, school in zip(at, schools, strict=True):
        members = np.flatnonzero(people.school_of == school)
        dot = min(DOT, 0.72 * 2.0 * np.pi * 0.74 * ring / len(members))
        for teacher, place in zip(members.tolist(), ring_of(len(members), 0.74 * ring), strict=True):
            seats[teacher] = (corner + middle + place, dot)
    return seats


def _cluster(panel: Axes, network: nx.Graph, seats: dict[int, tuple[Array, float]], colour: str) -> None:
    for within, ink, width, alpha, level in ((True, WITHIN, 0.7, 0.9, 2), (False, colour, 1.1, 0.6, 3)):
        lines = [(seats[a][0], seats[b][0]) for a, b, inside in network.edges(data="within") if inside is within]
        panel.add_collection(LineCollection(lines, colors=ink, linewidths=width, alpha=alpha, zorder=level))
    order = sorted(seats)
    places = np.array([seats[teacher][0] for teacher in order])
    area = [(72.0 * seats[teacher][1]) ** 2 for teacher in order]
    came = np.array([network.nodes[teacher]["attended_last"] > 0.5 for teacher in order])
    panel.scatter(
        places[:, 0],
        places[:, 1],
        s=area,
        c=[style.INK if yes else "white" for yes in came],
        zorder=4,
        edgecolors=style.INK,
        linewidths=0.6,
    )


def _key(sides: list[Side]) -> list[LegendEntry]:
    return [
        LegendEntry(tr("view_tie_across"), sides[-1].colour, "line"),
        LegendEntry(tr("view_tie_within"), WITHIN, "thin"),
        LegendEntry(tr("view_came"), style.INK, "dot"),
        LegendEntry(tr("view_stayed"), style.INK, "hollow"),
    ]


def _title(counts: list[tuple[int, int]], sides: list[Side]) -> str:
    """How many pairs there are with the scenario, and without."""
    words = {"now": decimal(counts[0][0], 0), "then": decimal(counts[-1][0], 0)}
    names = {"scenario": series.title_of(sides[-1].played), "baseline": series.title_of(sides[0].played)}
    return tr("view_network_title" if len(counts) == 2 else "view_network_title_one", **words, **names)


def _about(counts: list[tuple[int, int]], comparison: Comparison) -> str:
    month = comparison.played[0].scenario.calendar_name(comparison.months)
    return tr("view_network_about", possible=decimal(counts[0][1], 0), month=month)


def _sampled(comparison: Comparison, clusters: NDArray[np.int64]) -> str:
    """A note that not all clusters are drawn."""
    every = len(comparison.place.clusters)
    if len(clusters) == every:
        return ""
    return tr("view_network_sample", shown=len(clusters), clusters=decimal(every, 0))
