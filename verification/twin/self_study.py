"""Courses that teachers take alone on a screen (``teachers.md``, self_study)."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import numpy as np

from verification.twin.arithmetic import clip, positive
from verification.twin.things import World


def equipped_for_screen(n: SimpleNamespace, teacher: Any, school: Any) -> Any:
    """1 where screen and skill are there."""
    return np.where(teacher.ict >= n.online_skill, school.internet, 0.0)


def courses_finished(n: SimpleNamespace, teacher: Any, school: Any) -> Any:
    """Self-paced courses that a teacher finishes this month."""
    pulled = 1.0 + n.self_paced_pull * (teacher.self_paced_counts * teacher.career)
    return teacher.self_paced * equipped_for_screen(n, teacher, school) * n.self_paced_finished / 12.0 * pulled


def in_earnest(n: SimpleNamespace, teacher: Any) -> Any:
    """Part of them that is done for what is in them."""
    return 1.0 - n.clicked_through * (teacher.self_paced_counts * teacher.career)


def hours_of_study(n: SimpleNamespace, teacher: Any, district: Any) -> Any:
    """Hours of a week of school that they take."""
    return teacher.finishing * in_earnest(n, teacher) * n.self_paced_hours * 12.0 / district.school_weeks


def tried_after_study(n: SimpleNamespace, teacher: Any, school: Any) -> Any:
    """Good courses' worth of trial in class that they set off."""
    talked = school.community_turnout * school.community_held / (school.community_held + n.brought_half)
    followed_up = np.maximum(teacher.mentored, talked)
    part = n.self_paced_alone + (1.0 - n.self_paced_alone) * followed_up
    return n.self_paced_trial * part * teacher.finishing * in_earnest(n, teacher)


def study(w: World) -> None:
    """Teachers study alone, and get their certificates."""
    n, t = w.n, w.teacher
    t.certificates = t.certificates + t.finishing
    part = clip(n.self_paced_gain * t.finishing * in_earnest(n, t), 0.0, 1.0)
    t.pedagogic = t.pedagogic + part * positive(n.course_level - t.pedagogic)
    t.professional = t.professional + part * positive(n.course_level - t.professional)
