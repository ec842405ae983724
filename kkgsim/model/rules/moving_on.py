"""Turnover: teachers leave the place or change schools inside it, principals are rotated, and newcomers start afresh.

Who leaves the place takes along what she learnt; who changes schools inside it trades posts with somebody of another
school and keeps it. The newcomer of each post is drawn at the start, as a whole person; a post that changes hands twice
in a run gets the same kind of person again.
"""

from kkgsim.model.parameters import parameter
from kkgsim.model.rules.arithmetic import drawn_level, select
from kkgsim.model.rules.starting_clusters import together
from kkgsim.model.rules.starting_teachers import call_weak, skill_in_running

PARAMETERS = {
    "teacher_leaves": parameter(
        0.075, 0.034, 0.18, "per year", "chance that a teacher retires or leaves the place",
        "peluang guru pensiun atau pindah ke luar wilayah",
        "PENS PERU25 ASM", "judged", neutral=0.0, condition=True),
    "teacher_moves": parameter(
        0.03, 0.0, 0.08, "per year", "chance that a teacher is moved to another school of the place",
        "peluang guru dimutasi ke sekolah lain di wilayah yang sama", "PERU25 ASM", "assumed", neutral=0.0,
        condition=True),
    "contract_leaves": parameter(
        1.5, 1.0, 3.0, "times", "how much more often a contract teacher leaves", "kelipatan bagi guru honorer",
        "ASM", "assumed", neutral=1.0, condition=True),
    "pppk_leaves": parameter(
        0.7, 0.4, 1.2, "times", "how much more or less often a PPPK teacher, bound to the post, leaves than a PNS",
        "kelipatan bagi guru PPPK yang terikat pada formasinya, dibandingkan dengan PNS", "WNGPPPK22 ASM", "assumed",
        neutral=1.0, condition=True, note="no transfers; but 13 in 100 were placed outside their district at first"),
    "principal_leaves": parameter(
        0.20, 0.1, 0.35, "per year", "chance that a principal is rotated", "peluang kepala sekolah diganti",
        "PERU25 ASM", "assumed", neutral=0.0, condition=True),
}  # fmt: skip


def chance_of_moving(teacher, n):
    """Chance of leaving this month."""
    weight = 1.0 + (n.contract_leaves - 1.0) * (1.0 - teacher.permanent) + (n.pppk_leaves - 1.0) * teacher.pppk
    return n.teacher_leaves * weight / 12.0


def start_afresh(teacher, n):
    """The newcomer drawn for this post takes it, with none of the past."""
    teacher.replaced = 1.0
    teacher.experience = 1.0
    teacher.permanent = teacher.next_permanent
    teacher.pppk = teacher.next_pppk
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
    teacher.gift = teacher.next_gift
    teacher.pedagogic_found = teacher.pedagogic
    teacher.professional_found = teacher.professional
    teacher.social_found = teacher.social
    teacher.personality_found = teacher.personality
    teacher.practice_found = teacher.practice
    teacher.weak = call_weak(teacher, n)
    teacher.run_skill = skill_in_running(teacher, n)
    teacher.routine = teacher.practice
    teacher.trained_before = 0.0
    teacher.places = 0.0
    teacher.drilled = 0.0
    teacher.certificates = 0.0
    teacher.sent = 0.0
    teacher.drafted = 0.0
    teacher.outdated = 0.0
    teacher.company = 0.0
    teacher.campaign_heard = 0.0
    teacher.credit = 0.0
    teacher.office = 0.0
    teacher.officer_trained = 0.0
    teacher.rested = 1.0
    teacher.motivation = teacher.intrinsic
    teacher.habit = 0.0
    teacher.attended_last = 0.0
    teacher.listed = 0.0
    teacher.mentored = 0.0
    teacher.mentor_skill = 0.0


def leave_or_stay(teacher, luck, n):
    """Some teachers leave, and newcomers take their posts; some are to change schools, but no facilitator at work and
    nobody whose contract (PPPK) is for one post."""
    teacher.experience = teacher.experience + 1.0 / 12.0
    chosen = select(luck.leave > 1.0 - n.teacher_moves / (2.0 * 12.0), 1.0, 0.0)  # whoever she trades with moves, too
    teacher.transferred = chosen * (1.0 - teacher.serving) * (1.0 - teacher.pppk)
    if luck.leave < chance_of_moving(teacher, n):
        start_afresh(teacher, n)


def trade_standing(a, b):
    """Two teachers carry their standing, motives and history to each other's school."""
    a.permanent, b.permanent = b.permanent, a.permanent
    a.credit, b.credit = b.credit, a.credit
    a.qualified, b.qualified = b.qualified, a.qualified
    a.experience, b.experience = b.experience, a.experience
    a.intrinsic, b.intrinsic = b.intrinsic, a.intrinsic
    a.career, b.career = b.career, a.career
    a.workload, b.workload = b.workload, a.workload
    a.outlook, b.outlook = b.outlook, a.outlook
    a.cares, b.cares = b.cares, a.cares
    a.weak, b.weak = b.weak, a.weak
    a.trained_before, b.trained_before = b.trained_before, a.trained_before
    a.places, b.places = b.places, a.places
    a.rested, b.rested = b.rested, a.rested
    a.drilled, b.drilled = b.drilled, a.drilled
    a.sent, b.sent = b.sent, a.sent
    a.certificates, b.certificates = b.certificates, a.certificates
    a.office, b.office = b.office, a.office
    a.officer_trained, b.officer_trained = b.officer_trained, a.officer_trained


def trade_convictions(a, b):
    """Two teachers carry their convictions and habits to each other's school."""
    a.motivation, b.motivation = b.motivation, a.motivation
    a.belief, b.belief = b.belief, a.belief
    a.habit, b.habit = b.habit, a.habit
    a.attended_last, b.attended_last = b.attended_last, a.attended_last
    a.campaign_heard, b.campaign_heard = b.campaign_heard, a.campaign_heard
    a.listed, b.listed = b.listed, a.listed
    a.mentored, b.mentored = b.mentored, a.mentored
    a.mentor_skill, b.mentor_skill = b.mentor_skill, a.mentor_skill


def trade_competence(a, b):
    """Two teachers carry what they know to each other's school."""
    a.pedagogic, b.pedagogic = b.pedagogic, a.pedagogic
    a.professional, b.professional = b.professional, a.professional
    a.social, b.social = b.social, a.social
    a.personality, b.personality = b.personality, a.personality
    a.pedagogic_found, b.pedagogic_found = b.pedagogic_found, a.pedagogic_found
    a.professional_found, b.professional_found = b.professional_found, a.professional_found
    a.social_found, b.social_found = b.social_found, a.social_found
    a.personality_found, b.personality_found = b.personality_found, a.personality_found
    a.outdated, b.outdated = b.outdated, a.outdated
    a.ict, b.ict = b.ict, a.ict
    a.gift, b.gift = b.gift, a.gift
    a.run_skill, b.run_skill = b.run_skill, a.run_skill


def trade_practice(a, b):
    """Two teachers carry what they do in class to each other's school."""
    a.practice, b.practice = b.practice, a.practice
    a.practice_found, b.practice_found = b.practice_found, a.practice_found
    a.routine, b.routine = b.routine, a.routine
    a.drafted, b.drafted = b.drafted, a.drafted


def trade_posts(tie, a, b):
    """Who is to be moved trades posts with somebody she could know at another school, of her cluster or of one nearby,
    and keeps what she learnt."""
    chosen = (1.0 - tie.within) * max(a.transferred, b.transferred) * (1.0 - max(a.serving, b.serving, a.pppk, b.pppk))
    settled = max(a.moved, b.moved, a.replaced, b.replaced)
    if chosen * (1.0 - settled) > 0.5:
        trade_standing(a, b)
        trade_convictions(a, b)
        trade_competence(a, b)
        trade_practice(a, b)
        a.office = a.office * (1.0 - tie.beyond)  # nobody holds office in another cluster
        b.office = b.office * (1.0 - tie.beyond)
        a.company = 0.0
        b.company = 0.0
        a.moved = 1.0
        b.moved = 1.0


def rotate(school, cluster, luck, n):
    """Some principals are rotated."""
    if luck.principal_leaves < n.principal_leaves / 12.0:
        support = together(cluster, luck.principal_support, n.support_common)
        school.support_found = drawn_level(n.start_support, n.start_support_sd, support)
        school.leadership_found = drawn_level(n.start_leadership, n.start_leadership_sd, luck.principal_skill)
        school.support = school.support_found
        school.leadership = school.leadership_found


def retire(supervisor, district, luck, n):
    """Some supervisors retire; merit or seniority fills the post."""
    if luck.leave < n.supervisor_leaves / 12.0:
        supervisor.diligence = luck.diligence
        mean = n.supervisor_skill + district.merit * (n.merit_skill - n.supervisor_skill)
        supervisor.skill = drawn_level(mean, n.supervisor_skill_sd, luck.skill)
