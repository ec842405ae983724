"""Teachers at the start and those who come later (``start.md``, starting_teachers; ``teachers.md``, moving_on)."""

from __future__ import annotations

from typing import Any

import numpy as np

from verification.twin.arithmetic import clip, drawn_level, happens, is_so, positive, root
from verification.twin.attending import busyness
from verification.twin.career import credit_at_start, rises
from verification.twin.learning import within_reach
from verification.twin.pupils import show
from verification.twin.start import together
from verification.twin.things import World

KEPT_FROM_THE_DRAW = (
    "permanent", "pppk", "qualified", "ict", "intrinsic", "career", "outlook", "pedagogic", "professional", "social",
    "personality", "practice", "belief", "gift",
)  # fmt: skip
NONE_OF_THE_PAST = (
    "trained_before", "places", "drilled", "certificates", "sent", "drafted", "outdated", "company", "campaign_heard",
    "credit", "office", "officer_trained", "habit", "attended_last", "listed", "mentored", "mentor_skill",
)  # fmt: skip
TRADED = (
    "permanent", "credit", "qualified", "experience", "intrinsic", "career", "workload", "outlook", "cares",
    "weak", "trained_before", "places", "rested", "drilled", "sent", "certificates", "office", "officer_trained",
    "motivation", "belief", "habit", "attended_last", "campaign_heard", "listed", "mentored", "mentor_skill",
    "pedagogic", "professional", "social", "personality", "pedagogic_found", "professional_found", "social_found",
    "personality_found", "outdated", "ict", "gift", "run_skill", "practice", "practice_found", "routine", "drafted",
)  # fmt: skip
"""What two teachers who trade posts take along."""


def competence(w: World, mean: float, ability: Any, own: Any) -> Any:
    """A competency: what all of them share, and its own."""
    common = w.n.start_competence_common
    return drawn_level(mean, w.n.start_competence_sd, root(common) * ability + root(1.0 - common) * own)


def practice_of(w: World, pedagogic: Any, professional: Any, draw: Any) -> Any:
    """Practice below what competence allows."""
    n = w.n
    return drawn_level(n.start_practice * within_reach(n, pedagogic, professional), n.start_practice_sd, draw)


def measure_practice(w: World) -> None:
    """Mean and spread of practice between teachers: one SD of instruction."""
    n, d = w.n, w.district
    rest = 1.0 - n.reach_pedagogic
    both = 2.0 * n.reach_pedagogic * rest * n.start_competence_common
    weights = n.reach_pedagogic * n.reach_pedagogic + rest * rest + both
    by_competence, by_support = n.start_practice * n.start_competence_sd, n.start_practice_support * n.start_support_sd
    own = n.start_practice_sd
    d.practice_sd = float(root(by_competence * by_competence * weights + by_support * by_support + own * own))
    d.practice_usual = n.start_practice * within_reach(n, n.start_pedagogic, n.start_professional)


def career_motive(w: World, can_rise: Any, draw: Any) -> Any:
    """The administrative motive; without a rank to gain, less of it."""
    motive = drawn_level(w.n.start_career, w.n.start_career_sd, draw)
    return motive * (can_rise + (1.0 - can_rise) * w.n.contract_career)


def bring_along(w: World, prefix: str) -> None:
    """What a teacher (or with the prefix ``next_`` who may follow her) is like by her draws alone."""
    n, t, luck = w.n, w.teacher, w.luck["teacher"]

    def draw(name: str) -> Any:
        return getattr(luck, prefix + name)

    def put(name: str, value: Any) -> Any:
        setattr(t, prefix + name, value)
        return value

    qualified = put("qualified", happens(draw("qualified"), n.qualified_share))
    for name in ("pedagogic", "social", "personality"):
        put(name, competence(w, getattr(n, f"start_{name}"), draw("ability"), draw(name)))
    schooled = n.start_professional + n.degree_ahead * (qualified - n.degrees_usual)
    put("professional", competence(w, schooled, draw("ability"), draw("professional")))
    pedagogic, professional = getattr(t, prefix + "pedagogic"), getattr(t, prefix + "professional")
    put("practice", practice_of(w, pedagogic, professional, draw("practice")))
    permanent = put("permanent", happens(draw("permanent"), n.permanent_share))
    put("ict", drawn_level(n.ict_ready, n.ict_sd, draw("ict")))
    put("intrinsic", drawn_level(n.start_intrinsic, n.start_intrinsic_sd, draw("intrinsic")))
    pppk = put("pppk", happens(draw("permanent"), n.permanent_share * n.pppk_share))
    can_rise = permanent - pppk if prefix else rises(t)
    put("career", career_motive(w, can_rise, draw("career")))
    put("outlook", n.outlook_sd * draw("outlook"))
    put("gift", draw("gift"))
    believes = draw("belief") if prefix else together(w.her_cluster, draw("belief"), n.belief_common)
    put("belief", drawn_level(n.start_belief, n.start_belief_sd, believes))


def begin(w: World) -> None:
    """Teachers, and for every post a successor."""
    n, t, luck = w.n, w.teacher, w.luck["teacher"]
    measure_practice(w)
    bring_along(w, "")
    t.experience = clip(n.experience_mean + n.experience_sd * luck.experience, 0.0, n.experience_most)
    t.workload = positive(n.start_workload + n.start_workload_sd * luck.workload)
    t.cares = happens(luck.care, n.care_share)
    bring_along(w, "next_")
    held_up = n.start_practice_held * w.district.practice_sd
    t.next_social = positive(t.next_social - n.start_character_held)
    t.next_personality = positive(t.next_personality - n.start_character_held)
    t.next_practice = clip(t.next_practice - held_up, 0.0, 1.0)
    settle_in(w, held_up)


def call_weak(w: World) -> Any:
    """1 where pedagogic competence begins below the mean."""
    return is_so(w.teacher.pedagogic < w.n.start_pedagogic)


def skill_in_running(w: World) -> Any:
    """Skill in running a KKG before any training."""
    n, t = w.n, w.teacher
    social = (t.social_found - n.start_social) / n.start_competence_sd
    talent = root(n.officer_social) * social + root(1.0 - n.officer_social) * t.gift
    return drawn_level(n.officer_skill, n.officer_skill_sd, talent)


def settle_in(w: World, held_up: float) -> None:
    """Teachers have worked under their principal and been to courses."""
    n, t, school, luck = w.n, w.teacher, w.her_school, w.luck["teacher"]
    t.practice = clip(t.practice + n.start_practice_support * (school.support_found - n.start_support), 0.0, 1.0)
    t.pedagogic_found, t.professional_found = t.pedagogic, t.professional
    t.social_found = positive(t.social - n.start_character_held)
    t.personality_found = positive(t.personality - n.start_character_held)
    t.practice_found = clip(t.practice - held_up, 0.0, 1.0)
    t.practice_start, t.routine = t.practice, t.practice_found
    squared = luck.courses * luck.courses
    a_year = np.minimum(n.courses_found * (squared * squared / 3.0), 12.0 * n.course_rest)
    t.trained_before = np.floor(t.experience * a_year + 0.5)
    t.drilled = t.trained_before * np.minimum(1.0, n.course_memory / np.maximum(t.experience, 1.0))
    t.weak = call_weak(w)
    led = n.motivation_principal * (school.support - 0.5)
    t.motivation = clip(t.intrinsic + led - n.motivation_overload * positive(busyness(n, t)), 0.0, 1.0)
    t.run_skill, t.credit = skill_in_running(w), credit_at_start(n, t)
    t.rested, t.listed = np.ones(t.count), np.ones(t.count)


def make_up_staff(w: World) -> None:
    """Teachers make up the staff of their school."""
    t, s = w.teacher, w.school
    s.add("contract_teachers", t.school, 1.0 - t.permanent)
    show(w)


def know_each_other(w: World) -> None:
    """Who exchanges experience with whom."""
    n, tie = w.n, w.tie
    often = min(1.0, n.ties_across / max(n.ties_possible * (1.0 - n.ties_beyond), 1.0))
    known = happens(w.luck["tie"].known, often * np.where(tie.beyond > 0.5, n.joint_meetings, 1.0))
    tie.start = np.maximum(tie.within, known)
    tie.strength = tie.start
    across = (1.0 - tie.within) * (1.0 - tie.beyond) * tie.strength
    w.teacher.add("company", np.stack([tie.a, tie.b], 1).reshape(-1), np.repeat(across, 2))


def leave_or_stay(w: World) -> None:
    """Some leave and newcomers take their posts; some are to be moved."""
    n, t, leave = w.n, w.teacher, w.luck["teacher"].leave
    t.experience = t.experience + 1.0 / 12.0
    chosen = is_so(leave > 1.0 - n.teacher_moves / (2.0 * 12.0))
    t.transferred = chosen * (1.0 - t.serving) * (1.0 - t.pppk)
    weight = 1.0 + (n.contract_leaves - 1.0) * (1.0 - t.permanent) + (n.pppk_leaves - 1.0) * t.pppk
    goes = leave < n.teacher_leaves * weight / 12.0
    t.set_where(goes, replaced=1.0, experience=1.0)
    t.set_where(goes, **{name: getattr(t, f"next_{name}") for name in KEPT_FROM_THE_DRAW})
    for name in ("pedagogic", "professional", "social", "personality", "practice"):
        t.set_where(goes, **{f"{name}_found": getattr(t, name)})
    t.set_where(goes, weak=call_weak(w), run_skill=skill_in_running(w), routine=t.practice, rested=1.0)
    t.set_where(goes, **dict.fromkeys(NONE_OF_THE_PAST, 0.0))
    t.set_where(goes, motivation=t.intrinsic)


def trade_posts(w: World) -> None:
    """Who is to be moved trades posts with the first whom she could know and who is free."""
    t, tie = w.teacher, w.tie
    bound = np.maximum.reduce([w.a.serving, w.b.serving, w.a.pppk, w.b.pppk])
    chosen = (1.0 - tie.within) * np.maximum(w.a.transferred, w.b.transferred) * (1.0 - bound)
    for rank in np.flatnonzero(chosen > 0.5):
        a, b = tie.a[rank], tie.b[rank]
        if max(t.moved[a], t.moved[b], t.replaced[a], t.replaced[b]) > 0.5:
            continue
        for name in TRADED:
            values = getattr(t, name).copy()
            values[a], values[b] = values[b], values[a]
            setattr(t, name, values)
        for one in (a, b):
            t.office[one] *= 1.0 - tie.beyond[rank]
            t.company = np.where(np.arange(t.count) == one, 0.0, t.company)
            t.moved[one] = 1.0


def rotate_and_retire(w: World) -> None:
    """Some principals are rotated, and some supervisors retire."""
    n, s, u, luck = w.n, w.school, w.supervisor, w.luck["school"]
    leaves = luck.principal_leaves < n.principal_leaves / 12.0
    support = together(w.its_cluster, luck.principal_support, n.support_common)
    s.set_where(
        leaves, support_found=drawn_level(n.start_support, n.start_support_sd, support),
        leadership_found=drawn_level(n.start_leadership, n.start_leadership_sd, luck.principal_skill),
    )  # fmt: skip
    s.set_where(leaves, support=s.support_found, leadership=s.leadership_found)
    retires = w.luck["supervisor"].leave < n.supervisor_leaves / 12.0
    mean = n.supervisor_skill + w.district.merit * (n.merit_skill - n.supervisor_skill)
    skill = drawn_level(mean, n.supervisor_skill_sd, w.luck["supervisor"].skill)
    u.set_where(retires, diligence=w.luck["supervisor"].diligence, skill=skill)
