"""Turnover: teachers retire or move, principals are rotated, and newcomers start afresh.

The newcomer of each post is drawn at the start, as a whole person; a post that changes hands twice in a run gets the
same kind of person again.
"""

from kkgsim.model.parameters import parameter
from kkgsim.model.rules.arithmetic import drawn_level
from kkgsim.model.rules.starting_teachers import call_weak

PARAMETERS = {
    "teacher_leaves": parameter(
        0.075, 0.034, 0.18, "per year", "chance that a teacher retires or moves", "peluang guru pensiun atau mutasi",
        "PENS PERU25 ASM", "judged", neutral=0.0, condition=True),
    "contract_leaves": parameter(
        1.5, 1.0, 3.0, "times", "how much more often a contract teacher leaves", "kelipatan bagi guru honorer",
        "ASM", "assumed", neutral=1.0, condition=True),
    "principal_leaves": parameter(
        0.20, 0.1, 0.35, "per year", "chance that a principal is rotated", "peluang kepala sekolah diganti",
        "PERU25 ASM", "assumed", neutral=0.0, condition=True),
}  # fmt: skip


def chance_of_moving(teacher, n):
    """Chance of leaving this month."""
    weight = 1.0 + (n.contract_leaves - 1.0) * (1.0 - teacher.permanent)
    return n.teacher_leaves * weight / 12.0


def start_afresh(teacher, n):
    """The newcomer drawn for this post takes it, with none of the past."""
    teacher.replaced = 1.0
    teacher.experience = 1.0
    teacher.permanent = teacher.next_permanent
    teacher.qualified = teacher.next_qualified
    teacher.ict = teacher.next_ict
    teacher.intrinsic = teacher.next_intrinsic
    teacher.career = teacher.next_career
    teacher.outlook = teacher.next_outlook
    teacher.pedagogic = teacher.next_pedagogic
    teacher.professional = teacher.next_professional
    teacher.social = teacher.next_social
    teacher.personality = teacher.next_personality
    teacher.practice = teacher.next_practice
    teacher.belief = teacher.next_belief
    teacher.pedagogic_found = teacher.pedagogic
    teacher.professional_found = teacher.professional
    teacher.social_found = teacher.social
    teacher.personality_found = teacher.personality
    teacher.practice_found = teacher.practice
    teacher.weak = call_weak(teacher, n)
    teacher.routine = teacher.practice
    teacher.trained_before = 0.0
    teacher.places = 0.0
    teacher.drilled = 0.0
    teacher.sent = 0.0
    teacher.drafted = 0.0
    teacher.company = 0.0
    teacher.campaign_heard = 0.0
    teacher.rested = 1.0
    teacher.motivation = teacher.intrinsic
    teacher.habit = 0.0
    teacher.attended_last = 0.0
    teacher.mentored = 0.0
    teacher.mentor_skill = 0.0


def leave_or_stay(teacher, luck, n):
    """Some teachers leave; newcomers take their posts."""
    teacher.experience = teacher.experience + 1.0 / 12.0
    if luck.leave < chance_of_moving(teacher, n):
        start_afresh(teacher, n)


def rotate(school, luck, n):
    """Some principals are rotated."""
    if luck.principal_leaves < n.principal_leaves / 12.0:
        school.support_found = drawn_level(n.start_support, n.start_support_sd, luck.principal_support)
        school.leadership_found = drawn_level(n.start_leadership, n.start_leadership_sd, luck.principal_skill)
        school.support = school.support_found
        school.leadership = school.leadership_found


def retire(supervisor, district, luck, n):
    """Some supervisors retire; merit or seniority fills the post."""
    if luck.leave < n.supervisor_leaves / 12.0:
        mean = n.supervisor_skill + district.merit * (n.merit_skill - n.supervisor_skill)
        supervisor.skill = drawn_level(mean, n.supervisor_skill_sd, luck.skill)
