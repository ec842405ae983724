"""The teachers' network: who exchanges advice with whom, within schools and across."""

from __future__ import annotations

import math

import numpy as np
from matplotlib.collections import LineCollection
from matplotlib.figure import Figure
from numpy.typing import NDArray

from kkgsim.i18n import decimal, tr
from kkgsim.plotting import style
from kkgsim.plotting.network_layout import ring_of, schools_in_box
from kkgsim.web.look import figure, heading, note
from kkgsim.web.screen import ScreenModel

MOST = 12
"""Clusters drawn; of a larger place the first ones."""
RING, GAP = 0.15, 0.12
"""Radius of a school's ring of teachers at most, and the room between clusters, in widths of a cluster's box."""


def draw(model: ScreenModel) -> Figure:
    """Teachers around their school, each cluster by itself; ties across schools strong, ties within faint."""
    made = figure()
    across = [tie for tie in model.ties if tie.within < 0.5]
    now, start = (sum(getattr(tie, name) > 0.5 for tie in across) for name in ("strength", "start"))
    heading(made, tr("app_network_title", now=decimal(now, 0), start=decimal(start, 0)))
    count = len(model.clusters)
    part = "\n" + tr("app_network_hidden", n=MOST, all=count) if count > MOST else ""
    note(made, tr("app_network_key") + part)
    axes = made.add_axes((0.01, 0.09, 0.98, 0.83))
    axes.set_axis_off()
    axes.set_aspect("equal", adjustable="datalim")
    seats = _seats(model)
    ties = [tie for tie in model.ties if tie.strength > 0.5 and tie.a.index in seats and tie.b.index in seats]
    for within, colour, order in ((True, style.FAINT, 1), (False, style.COLOURS[0], 2)):
        lines = [(seats[tie.a.index], seats[tie.b.index]) for tie in ties if (tie.within > 0.5) is within]
        axes.add_collection(LineCollection(lines, colors=colour, linewidths=0.7, alpha=0.6, zorder=order))
    for came, colour in ((False, style.FAINT), (True, style.COLOURS[1])):
        spots = [seats[t.index] for t in model.teachers if t.index in seats and (t.attended_last > 0.5) is came]
        if spots:
            east, north = np.array(spots).T
            axes.scatter(east, north, s=11, color=colour, edgecolors="white", linewidths=0.2, zorder=3)
    axes.autoscale_view()
    return made


def _seats(model: ScreenModel) -> dict[int, NDArray[np.float64]]:
    """Where teachers are drawn, by index: cluster by cluster in boxes, on a ring around their school."""
    land, people = model.ground, model.roster
    shown = min(len(model.clusters), MOST)
    columns = math.ceil(math.sqrt(shown))
    seats: dict[int, NDArray[np.float64]] = {}
    for cluster in range(shown):
        corner = np.array([cluster % columns, -(cluster // columns)]) * (1.0 + GAP)
        schools = np.flatnonzero(people.cluster_of == cluster)
        ring = min(RING, 0.26 / math.sqrt(len(schools)))
        at = schools_in_box(land.east[schools], land.north[schools], land.known[schools], 1.0, 1.0, ring)
        for middle, school in zip(at, schools, strict=True):
            members = np.flatnonzero(people.school_of == school)
            places = corner + middle + ring_of(len(members), 0.8 * ring)
            seats.update(zip(members.tolist(), places, strict=True))
    return seats
