"""Facilitators: who serves, for how many days, and what that costs classes (``meetings.md``, serving)."""

from __future__ import annotations

from typing import Any

import numpy as np

from verification.twin.arithmetic import clip, is_so, normal_share_above, positive, root, share, total
from verification.twin.things import World


def aptitude(w: World) -> Any:
    """What makes a good mentor, in SD: her own teaching, and a gift beside it."""
    n, t = w.n, w.as_teacher
    hers = t.pedagogic_found + t.professional_found + t.social_found + t.personality_found
    usual = n.start_pedagogic + n.start_professional + n.start_social + n.start_personality
    spread = n.start_competence_sd * root(n.start_competence_common + 0.25 * (1.0 - n.start_competence_common))
    standing = 0.25 * (hers - usual) / spread
    return root(n.mentor_teaches) * standing + root(1.0 - n.mentor_teaches) * t.gift


def as_the_office_sees(w: World, lot: Any) -> Any:
    """What the office goes by: aptitude as far as it can tell, and a lot."""
    sees = w.n.chosen_by_ability
    return sees * aptitude(w) + root(1.0 - sees * sees) * lot


def skill_once_trained(w: World) -> Any:
    """Mentoring skill that a good training brings out."""
    n = w.n
    return clip(n.facilitator_skill + n.facilitator_skill_sd * (aptitude(w) - n.quarter_above), 0.0, 1.0)


def draw_up_first_list(w: World) -> None:
    """Those who are willing, the ablest first."""
    f = w.facilitator
    f.standing = as_the_office_sees(w, w.luck["facilitator"].lot)
    for ahead in range(1, f.count):
        other = np.roll(f.standing, -ahead)
        f.order = f.order + np.where(other > f.standing, 1.0, np.where(other == f.standing, 0.5, 0.0))


def draw_up_list(w: World) -> None:
    """The office goes down its list as far as it is paid for and can train people."""
    d = w.district
    wanted = min(d.facilitators_wanted, d.candidates)
    d.list_goal = float(clip(wanted + d.passed_over, 0.0, d.candidates)) if wanted > 0.0 else 0.0
    further = float(clip(d.list_goal - d.list_reached, 0.0, w.n.trained_in_a_month))
    d.list_reached = min(d.list_reached + further, d.list_goal)


def serve(w: World) -> None:
    """Facilitators join, serve or leave."""
    n, f, d, luck = w.n, w.facilitator, w.district, w.luck["facilitator"]
    f.pause = positive(f.pause - 1.0)
    available = np.where(f.pause > 0.0, 0.0, is_so(w.as_teacher.experience >= n.novice_years))
    within = clip(d.list_goal - f.order, 0.0, 1.0)
    d.on_list += total(available * within)
    f.funded = available * np.maximum(f.active * within, clip(d.list_reached - f.order, 0.0, 1.0))
    wanted = f.funded > 0.0
    status = f.recognised * f.role * np.where(wanted, 1.0, n.status_on_paper)
    hazard = status * n.leave_recognised + (1.0 - status) * np.where(wanted, n.leave_paid, n.leave_unpaid)
    leaves, joins = luck.leave < hazard, wanted & (luck.recruit < n.facilitator_recruited)
    at_work = f.active > 0.5
    stops, begins = at_work & leaves, ~at_work & joins
    f.set_where(at_work, pause=0.0)
    f.set_where(stops, active=0.0, recognised=0.0, pause=n.facilitator_pause)
    f.set_where(begins, active=1.0, recruited=1.0, role=1.0, skill=skill_once_trained(w))
    f.recognised = np.maximum(f.recognised, f.active * d.facilitators_recognised)


def set_days(w: World) -> None:
    """Each has her days, more when released; no more is paid than there are posts."""
    n, f, d = w.n, w.facilitator, w.district
    f.funded = f.funded * share(d.facilitators_wanted, d.on_list)
    unpaid = (1.0 - is_so(f.funded > 0.0)) * n.unpaid_effort
    effort = f.active * (f.funded + unpaid)
    f.freed = f.active * f.funded * d.release_days * n.weeks_of_release
    f.days = effort * n.facilitator_days + f.freed
    f.days_left = f.days
    w.school.add("release_bill", w.teacher.school[f.teacher], f.freed * n.substitute_pay)
    d.facilitators_active += total(f.active)
    d.facilitators_new += total(f.recruited)
    d.facilitator_days += total(f.days)
    d.facilitators_paid += total(f.active * f.funded)
    d.facilitators_with_status += total(f.recognised * f.funded)


def keep_list(w: World) -> None:
    """How many places on the list were passed over."""
    w.district.passed_over = w.district.list_goal - w.district.on_list


def miss_class(w: World) -> None:
    """While facilitators are away their classes have a substitute, or nobody."""
    f, t = w.facilitator, w.teacher
    unheld = f.freed - f.covered
    t.serving = t.serving.copy()
    t.serving[f.teacher] = f.active
    t.add("days_covered", f.teacher, f.covered)
    t.add("days_unheld", f.teacher, unheld)


def keep_in_practice(w: World) -> None:
    """Facilitators keep skill and role by work, and lose both idle."""
    n, f = w.n, w.facilitator
    worked = f.days - f.days_left
    f.role = n.role_memory * f.role + (1.0 - n.role_memory) * share(worked, f.days)
    busy = share(worked, n.facilitator_days)
    regained = n.skill_kept_up * busy * positive(skill_once_trained(w) - f.skill)
    lost = n.skill_idle * (1.0 - busy) * positive(f.skill - n.senior_skill)
    f.skill = f.skill + regained - lost


def hand_over(w: World) -> None:
    """Who takes over the post of a willing teacher has a place on the list of her own."""
    f, t = w.facilitator, w.as_teacher
    new = t.replaced + t.moved > 0.5
    standing = as_the_office_sees(w, w.luck["facilitator"].lot)
    order = w.district.candidates * normal_share_above(standing, 0.0)
    f.set_where(new, active=0.0, recognised=0.0, skill=0.0, pause=0.0, standing=standing, order=order)
