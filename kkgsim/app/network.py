"""The teachers' network: who exchanges advice with whom, within schools and across."""

from __future__ import annotations

import numpy as np
from matplotlib.collections import LineCollection
from matplotlib.figure import Figure
from numpy.typing import NDArray

from kkgsim.app.look import figure, heading, note
from kkgsim.app.screen import ScreenModel
from kkgsim.locale import decimal, say
from kkgsim.views import style
from kkgsim.views.seating import ring_of

MOST = 12
"""Clusters drawn; of a larger place the first ones."""
RING = 0.022
"""Radius of a school's ring of teachers, as a share of the width of what is drawn."""


def draw(model: ScreenModel) -> Figure:
    """Teachers around their school; ties across schools strong, ties within faint."""
    made, lang = figure(), model.lang
    across = [tie for tie in model.ties if tie.within < 0.5]
    now, start = (sum(getattr(tie, name) > 0.5 for tie in across) for name in ("strength", "start"))
    heading(made, say("app_network_title", lang, now=decimal(now, lang, 0), start=decimal(start, lang, 0)))
    count = len(model.clusters)
    part = "\n" + say("app_network_hidden", lang, n=MOST, all=count) if count > MOST else ""
    note(made, say("app_network_key", lang) + part)
    axes = made.add_axes((0.01, 0.09, 0.98, 0.83))
    axes.set_axis_off()
    axes.set_aspect("equal", adjustable="datalim")
    seats = _seats(model)
    ties = [tie for tie in model.ties if tie.strength > 0.5 and tie.a.index in seats and tie.b.index in seats]
    for within, colour, order in ((True, style.FAINT, 1), (False, style.COLOURS[0], 2)):
        lines = [(seats[tie.a.index], seats[tie.b.index]) for tie in ties if (tie.within > 0.5) is within]
        axes.add_collection(LineCollection(lines, colors=colour, linewidths=0.8, alpha=0.7, zorder=order))
    for came, colour in ((False, style.FAINT), (True, style.COLOURS[1])):
        spots = [seats[t.index] for t in model.teachers if t.index in seats and (t.attended > 0.5) is came]
        if spots:
            east, north = np.array(spots).T
            axes.scatter(east, north, s=11, color=colour, edgecolors="white", linewidths=0.2, zorder=3)
    axes.autoscale_view()
    return made


def _seats(model: ScreenModel) -> dict[int, NDArray[np.float64]]:
    """Where teachers are drawn, by index: on a ring around their school."""
    land, people = model.ground, model.roster
    drawn = np.flatnonzero(land.known & (people.cluster_of < MOST))
    if not len(drawn):
        return {}
    radius = RING * max(float(np.ptp(land.east[drawn])), float(np.ptp(land.north[drawn])), 1.0)
    seats: dict[int, NDArray[np.float64]] = {}
    for school in drawn:
        members = np.flatnonzero(people.school_of == school)
        at = np.array([land.east[school], land.north[school]]) + ring_of(len(members), radius)
        seats.update(zip(members.tolist(), at, strict=True))
    return seats
