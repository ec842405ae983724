"""Cases for which the answer can be written down: what is left of the model is a formula."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from kkgsim.engine.mesa_model import KKGModel
from verification.check import Check, both
from verification.stripped import NEUTRAL, after, few_schools, one_school, only, played, small_place

EXACT = 1e-9
"""How far numbers may lie apart that are the same but for rounding."""
FAR = 1e12
"""A number so large that what it bounds never binds."""


def constant_utility() -> Check:
    """Nothing pulls and nothing drags: everybody comes with one probability, the logistic function of the base."""
    pulls = {name: 0.0 for name in NEUTRAL if name.startswith("attend_")}
    base, months, absence = 0.7, 24, 0.1
    numbers = {
        **pulls, "attend_base": base, "absence_found": absence, "presence_gained": 0.0, "afternoon_hours": FAR,
        "skip_below": 0.0, "courses_found": 0.0, "care_share": 0.0,
    }  # fmt: skip
    model = played(small_place(), months, numbers)
    expected = (1.0 - absence) / (1.0 + np.exp(-base))
    shares, chances = [], []
    for _ in range(months):
        model.step()
        met = [t for t in model.teachers if t.cluster.meetings > 0.0]
        if met:
            shares.append(np.mean([t.attended for t in met]))
            chances += [abs(t.chance - expected) for t in met]
    spread = np.sqrt(expected * (1.0 - expected) / (len(shares) * len(model.teachers)))
    off = max(abs(float(np.mean(shares)) - expected) / spread / 4.0, max(chances) / EXACT)
    turns = np.arange(1, len(shares) + 1)
    return Check(
        "constant utility", "closed form",
        "with every pull at nothing each teacher comes with probability (1 − absence)/(1 + e^−base), and as often",
        off, 1.0, "of 4 standard errors, and of rounding",
        both("Constant utility", "meeting", "share who came", np.full(len(shares), expected), shares, turns),
    )  # fmt: skip


def visit(teacher, n):  # type: ignore[no-untyped-def]
    """A mentor of skill 0.9 comes every month."""
    teacher.visited = 1.0
    teacher.mentor_skill = 0.9


def geometric_learning() -> Check:
    """The same mentor every month: the gap to her skill shrinks by the same share."""
    months = 24
    model = played(few_schools(), months, order=after(visit, "teacher", "learning.learn"))
    gaps = _followed(model, months, "teachers", lambda t: max(0.9 - t.pedagogic, 0.0))
    kept = 1.0 - model.n.learn_rate * model.n.focus_pedagogic
    closed = gaps[0][None] * kept ** np.arange(months + 1)[:, None]
    return _curve("geometric learning", "the gap to who teaches shrinks by the same share at every visit",
                  "gap of knowledge to the mentor", closed, gaps)  # fmt: skip


def decay_of_knowledge() -> Check:
    """What was learnt and is never practised is lost by the same share each month."""
    months = 24
    model = played(few_schools(), months, order=only("learning.forget"))
    for teacher in model.teachers:
        teacher.pedagogic, teacher.practice = teacher.pedagogic_found + 0.2, teacher.practice_found
    gaps = _followed(model, months, "teachers", lambda t: t.pedagogic - t.pedagogic_found)
    closed = gaps[0][None] * (1.0 - model.n.forget_rate) ** np.arange(months + 1)[:, None]
    return _curve("decay of knowledge", "what is never practised fades by the same share each month",
                  "knowledge above what was found", closed, gaps)  # fmt: skip


def decay_of_practice() -> Check:
    """Tried practice that nobody holds reverts by a share that principal and character make smaller."""
    months = 24
    model = played(few_schools(), months, order=only("practising.practise"))
    n = model.n
    for teacher in model.teachers:
        teacher.practice = teacher.practice_found + 0.04
        teacher.routine = teacher.practice_found
    held = np.array([1.0 - n.supervision_keeps * t.school.support * t.school.leadership for t in model.teachers])
    gaps = _followed(model, months, "teachers", lambda t: t.practice - t.routine)
    closed = gaps[0][None] * (1.0 - n.revert_rate * held[None]) ** np.arange(months + 1)[:, None]
    return _curve("decay of practice", "without a mentor tried practice goes back by each teacher's own share a month",
                  "practice above routine", closed, gaps)  # fmt: skip


def diffusion() -> Check:
    """A school in which everybody talks to everybody: all gain what one has gained, each month a share of it."""
    months, size = 36, one_school().schools[0].teachers
    everybody = float((size or 10) - 1)
    numbers = {
        "ties_within": everybody, "revert_rate": 0.0, "start_matters": 0.0, "peer_novice": 1.0, "practice_room": FAR,
        "practise_course": 0.0, "routine_worn": 0.0, "peer_rate": 0.5,
    }  # fmt: skip
    model = played(one_school(), months, numbers, order=only("networking.exchange", "practising.practise"))
    for rank, teacher in enumerate(model.teachers):
        teacher.practice_found = teacher.routine = 0.2 + 0.01 * rank
        teacher.practice = teacher.practice_found + (0.1 if rank == 0 else 0.0)
    gaps = _followed(model, months, "teachers", lambda t: 0.1 - (t.practice - t.practice_found))
    left = np.cumprod(1.0 - model.n.peer_rate * 12.0 * _year_shares(model, months) / everybody)
    closed = np.vstack([gaps[0], gaps[0] * left[:, None]])
    pairs = len(model.teachers) * (len(model.teachers) - 1) / 2
    assert len(model.ties) == pairs, "the graph is not complete"
    return _curve("diffusion on a complete graph", "all gain toward who gained, by peer_rate × weeks ÷ ties a month",
                  "gain still lacking to the one ahead", closed, gaps)  # fmt: skip


def teach_alike(grade, school, n):  # type: ignore[no-untyped-def]
    """Every grade is taught 0.1 SD a year above what was found."""
    grade.taught_sum = 0.1 * grade.teachers


def cohorts_that_fade() -> Check:
    """Constant teaching for years: each cohort has what was gained in its school years, less what faded."""
    months = 96
    order = after(teach_alike, "grade", "cohorts.enrol", "cohorts.meet_teachers", "cohorts.move_up", "cohorts.learn")
    model = played(one_school(), months, {"class_teacher_share": 1.0}, order=order)
    gains = _followed(model, months, "grades", lambda grade: grade.gain)
    kept = 1.0 - model.n.literacy_fade / 12.0
    shares = _year_shares(model, months)
    closed = np.zeros((months + 1, 6))
    for month in range(months):
        for grade in range(6):
            began = max(0, month - month % 12 - 12 * grade)
            ages = month - np.arange(began, month + 1)
            closed[month + 1, grade] = (0.1 * shares[began : month + 1] * kept**ages).sum()
    return _curve("cohorts that fade", "a cohort has the sum of what each of its months brought, each faded since",
                  "gain in SD, six grades", closed, gains)  # fmt: skip


def standard_approaches() -> Check:
    """Monitoring that is watched in full rises to its goal geometrically."""
    months = 36
    model = played(few_schools(), months, settings={"monitoring_per_year": 2.0}, order=only("standards.develop"))
    late = int(np.floor(model.n.delay_monitoring + 0.5))
    start = np.array([c.monitoring for c in model.clusters])
    levels = _followed(model, months, "clusters", lambda c: c.monitoring)
    closed = np.vstack([
        1.0 - (1.0 - start) * (1.0 - model.n.standard_rate) ** max(month - late, 0)
        if month > late else levels[month]
        for month in range(months + 1)
    ])  # fmt: skip
    closed[: late + 1] = start
    return _curve("a standard approaches its goal", "as found until watched, then a fixed share of the gap a month",
                  "standard of monitoring", closed, levels)  # fmt: skip


def _followed(model: KKGModel, months: int, things: str, of: Callable[[Any], float]) -> np.ndarray:
    """Something of all ``things`` of a kind at the start and after each month, shape (1 + months, things)."""
    rows = [[of(thing) for thing in getattr(model, things)]]
    for _ in range(months):
        model.step()
        rows.append([of(thing) for thing in getattr(model, things)])
    return np.array(rows)


def _year_shares(model: KKGModel, months: int) -> np.ndarray:
    """The part of the school year that each month of a run is, shape (months,)."""
    first = model.question.scenario.first_month - 1
    return np.array([model.calendars[(first + month) % 12].year_share for month in range(months)])


def _curve(name: str, claim: str, y: str, closed: np.ndarray, gaps: np.ndarray) -> Check:
    """The check that what was played is what is known in every month; a few of all are drawn."""
    off = float(np.abs(closed - gaps).max())
    months = np.arange(len(gaps))
    some = slice(0, 6)
    return Check(name, "closed form", claim, off, EXACT, "largest difference",
                 both(name.capitalize(), "month", y, closed[:, some], gaps[:, some], months))  # fmt: skip


CHECKS = (
    constant_utility, geometric_learning, decay_of_knowledge, decay_of_practice, diffusion, cohorts_that_fade,
    standard_approaches,
)  # fmt: skip
