"""What must come out where something is nothing, or without end; what names may not change; and what accounts do."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import ArrayLike

from kkgsim.engine.mesa_model import KKGModel
from kkgsim.model.costs import PURSES, items
from kkgsim.places.place import Place
from verification.check import KNOWN, Check
from verification.stripped import few_schools, played, small_place, with_schools

if TYPE_CHECKING:
    from matplotlib.axes import Axes

NEVER, ALWAYS = -1e3, 1e3
"""Log-odds at which nobody comes, and everybody."""
PAID = {
    "guideline_implementation_grant": 20_000_000.0, "bos_allocation_share": 0.02, "bosda_minimum_share": 0.2,
    "facilitator_team_per_10_schools": 2.0, "transport_recognition_fare": 30_000.0, "release_from_teaching_days": 2.0,
    "needs_programme_assessment": 1.0, "ict_online_meetings": 1.0,
}  # fmt: skip
"""A policy in which money flows in every way."""


def _met(model: KKGModel) -> list[Any]:
    """The clusters that met this month."""
    return [cluster for cluster in model.clusters if cluster.meetings > 0.0]


def nobody_comes() -> Check:
    """Nobody comes: no food, no fares, no ties, nothing learnt from meetings, and habit goes."""
    months, off, habits = 12, 0.0, []
    model = played(few_schools(), months, {"attend_base": NEVER, "courses_found": 0.0, "community_found": 0.0})
    ties = sum((1.0 - tie.within) * tie.strength for tie in model.ties)
    known = {t.index: t.pedagogic for t in model.teachers}
    for _ in range(months):
        model.step()
        off += sum(c.arrived + c.food_bos + c.food_pocket + c.fares_bos + c.travel_cost for c in model.clusters)
        off += sum(max(t.pedagogic - known[t.index], 0.0) for t in model.teachers if t.mentored + t.replaced == 0.0)
        known = {t.index: t.pedagogic for t in model.teachers}
        habits.append(float(np.mean([t.habit for t in model.teachers])))
    off += max(sum((1.0 - tie.within) * tie.strength for tie in model.ties) - ties, 0.0)
    return Check("nobody comes", "limit", "no food, fares, ties or learning from meetings", off, 0.0, "what came of it",
                 _line("Nobody comes", "mean habit", habits))  # fmt: skip


def everybody_comes() -> Check:
    """Everybody comes: all are there at every meeting, and habit becomes whole."""
    months, shares = 18, []
    model = played(
        few_schools(), months,
        {"attend_base": ALWAYS, "absence_found": 0.0, "skip_below": 0.0, "afternoon_hours": 1e6, "teacher_leaves": 0.0,
         "courses_found": 0.0, "care_share": 0.0},
    )  # fmt: skip
    for _ in range(months):
        model.step()
        shares += [c.arrived / c.teachers for c in _met(model)]
    habit = 1.0 - min(t.habit for t in model.teachers)
    off = max(max(1.0 - min(shares), 0.0), max(habit - model.n.habit_memory ** len(shares), 0.0))
    return Check("everybody comes", "limit", "all teachers are at every meeting, and all have the habit", off, 1e-12,
                 "share missing", _line("Everybody comes", "share who came", shares))  # fmt: skip


def no_distance() -> Check:
    """All live next door: no way costs anything, nobody is late, far schools come as near ones do."""
    place, months, off, kept = _at_the_core(few_schools()), 12, 0.0, []
    model = played(place, months, {"hired_ride_km": 0.0})
    for _ in range(months):
        model.step()
        off += sum(c.travel_cost + c.own_travel + c.way_sum for c in model.clusters)
        off += sum(abs(s.way_km) + abs(s.way_minutes) for s in model.schools)
        kept.append(float(np.mean([t.chance for t in model.teachers])))
    return Check("no distance", "limit", "no way, no travel costs, nobody late", off, 0.0, "km, minutes and rupiah",
                 _line("No distance", "chance of coming", kept))  # fmt: skip


def _at_the_core(place: Place) -> Place:
    """The same schools, all where the core school is."""
    return with_schools(place, [
        replace(s, lat=None, lon=None, distance_km=0.0, travel_minutes=0.0, distance_source="listed")
        for s in place.schools
    ])  # fmt: skip


def endless_money() -> Check:
    """Purses that are always full: every meeting is held whole, and nobody is asked for a contribution."""
    months, held, off = 18, [], 0.0
    numbers = {"bos_rate": 1e9, "bos_share_found": 1.0, "purse_months": 1e3, "honorarium_cap": 1.0}
    model = played(few_schools(), months, numbers)
    for _ in range(months):
        model.step()
        for cluster in _met(model):
            held.append(cluster.held)
            off = max(off, 1.0 - cluster.held, 1.0 - cluster.afforded, cluster.levy)
        off = max(off, *(float(c.planned > 0.0) - float(c.meetings > 0.0) for c in model.clusters))
    return Check("endless money", "limit", "every planned meeting is held whole, paid for and free of charge", off,
                 0.0, "part missing, or rupiah", _line("Endless money", "part of the meeting held", held))  # fmt: skip


def accounts_close() -> Check:
    """What was there + what came in − what was paid = what is left, in whole rupiah, for every purse and month."""
    months, ranks = 18, {name: rank for rank, name in enumerate(items())}
    model = played(small_place(), months, settings=PAID, recorded=True)
    left, off, balances = np.zeros(len(PURSES)), 0.0, []
    for _ in range(months):
        model.step()
        ledger, flows = model.ledger[-1], model.purses[-1].reshape(len(PURSES), 2)
        paid = np.array([sum(ledger[ranks[name]] for name in purse.pays) for purse in PURSES])
        off = max(off, float(np.abs(left + flows[:, 0] - paid - flows[:, 1]).max()), float((-flows).max()))
        off = max(off, float(np.abs(ledger - np.round(ledger)).max()))
        left = flows[:, 1].copy()
        balances.append(left / 1e6)
    return Check("accounts close", "identity", "opening + received − paid = closing for every purse, in whole rupiah",
                 off, 0.0, "rupiah", _line("What is left in the purses", "million rupiah", balances))  # fmt: skip


def names_do_not_matter() -> Check:
    """Schools and clusters with other names, in the same order: every figure is the same to the last bit."""
    place, months = small_place(2), 4
    clusters = {name: f"cluster {rank:03d}" for rank, name in enumerate(place.clusters)}
    other = with_schools(place, [
        replace(s, name=f"school {rank}", cluster=clusters[s.cluster], village="elsewhere")
        for rank, s in enumerate(place.schools)
    ])  # fmt: skip
    sums, figures = [], []
    for named in (place, other):
        model = played(named, months, settings=PAID, recorded=True)
        for _ in range(months):
            model.step()
        sums.append(np.array(model.value))
        figures.append(np.concatenate([np.ravel(model.value), np.ravel(model.ledger), np.ravel(model.purses)]))
    off = float((figures[0] != figures[1]).sum())
    both = np.stack([figure[:, 0].sum(axis=1) for figure in sums], axis=1)
    return Check("names do not matter", "relabelling", "other names of schools and clusters change no bit", off, 0.0,
                 "figures that differ", _line("Two sets of names, one line", "teachers who came", both))  # fmt: skip


def _line(title: str, y: str, values: ArrayLike) -> Callable[[Axes], None]:
    """Draws what was played, month by month or meeting by meeting."""
    played = np.asarray(values)

    def draw(axes: Axes) -> None:
        axes.plot(np.arange(1, len(played) + 1), played, "o-", markersize=3, color=KNOWN)
        axes.set(title=title, xlabel="month, or meeting", ylabel=y)

    return draw


CHECKS = (
    nobody_comes, everybody_comes, no_distance, endless_money, accounts_close, names_do_not_matter,
)  # fmt: skip
