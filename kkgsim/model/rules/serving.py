"""Who serves as facilitator, and what it costs their own classes.

Facilitators are teachers of the place who are willing. The office goes down its list, the ablest first as far as it can
tell, and trains so many a month; so skill falls as the team grows, and a large team takes long to gather. A mentor
who is at work keeps her skill, an idle one loses it. While she is away her class has a substitute, as far as her school
can pay one, or nobody.
"""

from kkgsim.model.parameters import parameter
from kkgsim.model.rules.arithmetic import clip, normal_share_above, positive, select, share, square_root

PARAMETERS = {
    "facilitator_days": parameter(
        4, 2, 8, "days per month", "working days of a facilitator beside her own teaching",
        "hari kerja fasilitator di luar tugas mengajar per bulan", "ASM", "assumed", condition=True),
    "weeks_of_release": parameter(
        3, 2.5, 3.5, "weeks", "school weeks a month in which released days count",
        "minggu efektif per bulan untuk hari bebas tugas",
        "ASM", "assumed", condition=True),
    "unpaid_effort": parameter(
        0.4, 0.2, 0.8, "share", "days that a facilitator nobody pays still gives",
        "hari yang tetap diberikan fasilitator tanpa dana", "ASM", "assumed"),
    "facilitator_skill": parameter(
        0.70, 0.5, 0.9, "0-1", "mentoring skill of a trained facilitator from the ablest quarter of the willing",
        "kecakapan fasilitator terlatih dari seperempat calon tercakap", "kkg_brief SUM19 ASM", "judged"),
    "facilitator_skill_sd": parameter(
        0.12, 0.05, 0.20, "0-1", "spread of that skill between all who are willing",
        "sebaran kecakapan itu di antara semua calon", "ASM", "assumed", neutral=0.0),
    "quarter_above": parameter(
        1.271, 1.271, 1.271, "SD", "how far the ablest quarter stands above the mean (a point of reference)",
        "jarak seperempat tercakap di atas rata-rata (titik acuan)", "ASM", "assumed", distribution="fixed",
        note="the mean of the highest quarter of a normal distribution"),
    "mentor_teaches": parameter(
        0.5, 0.2, 0.8, "share", "part of what makes a good mentor that is her own competence as a teacher",
        "bagian kecakapan mendampingi yang berasal dari kompetensi mengajar sendiri", "ASM", "assumed"),
    "chosen_by_ability": parameter(
        0.9, 0.5, 1.0, "0-1", "how well the office can tell who will be a good facilitator",
        "seberapa tepat dinas mengenali calon fasilitator yang cakap", "ASM", "assumed", neutral=0.0),
    "trained_in_a_month": parameter(
        6, 3, 30, "persons", "facilitators whom a district can choose and train in a month",
        "fasilitator yang dapat dipilih dan dilatih kabupaten dalam sebulan", "ESUM20 NTTF1 ASM", "assumed",
        condition=True, note="one class of two dozen in four months; donors of pilots trained more"),
    "facilitator_recruited": parameter(
        0.5, 0.2, 0.9, "per month", "chance that somebody who is asked begins",
        "peluang calon yang dipanggil mulai bertugas per bulan", "ASM", "assumed", condition=True),
    "facilitator_pause": parameter(
        12, 3, 24, "months", "time until a facilitator who stopped can be asked again",
        "jeda sebelum fasilitator yang berhenti dapat dipanggil lagi", "ASM", "assumed"),
    "skill_kept_up": parameter(
        0.2, 0.1, 0.4, "share of the gap per month", "skill that a facilitator with a full month of work regains",
        "kecakapan yang pulih pada fasilitator yang bekerja penuh sebulan", "ASM", "assumed"),
    "skill_idle": parameter(
        0.04, 0.0, 0.1, "share per month", "skill above a senior teacher's that an idle facilitator loses",
        "kecakapan di atas guru senior yang hilang pada fasilitator yang menganggur", "ASM", "assumed", neutral=0.0),
    "leave_recognised": parameter(
        0.01, 0.0, 0.03, "per month", "chance that a facilitator with formal status, pay and a role stops",
        "peluang fasilitator berstatus, dibiayai, dan bertugas berhenti", "ASM", "assumed"),
    "status_on_paper": parameter(
        0.15, 0.0, 0.4, "share", "part of a formal status that keeps a facilitator whom nobody pays",
        "bagian status resmi yang menahan fasilitator tanpa dana", "kkg_brief ASM", "judged", neutral=0.0,
        note="the brief asks for a status, a lasting role, and a team that is managed and funded well"),
    "role_memory": parameter(
        0.85, 0.7, 0.95, "share kept per month", "how long a facilitator without work still counts as having a role",
        "lama fasilitator tanpa tugas masih dianggap mempunyai peran", "kkg_brief ASM", "assumed"),
    "leave_paid": parameter(
        0.02, 0.0, 0.05, "per month", "chance that a paid facilitator without status stops",
        "peluang fasilitator dibiayai tanpa status berhenti", "ASM", "assumed"),
    "leave_unpaid": parameter(
        0.15, 0.05, 0.30, "per month", "chance that a facilitator without pay or status stops",
        "peluang fasilitator tanpa dana dan status berhenti", "kkg_brief ASM", "judged", neutral=0.02),
}  # fmt: skip


def standing_as_teacher(teacher, n):
    """How far a teacher's four competencies as she brought them stand above the mean, in SD."""
    hers = teacher.pedagogic_found + teacher.professional_found + teacher.social_found + teacher.personality_found
    usual = n.start_pedagogic + n.start_professional + n.start_social + n.start_personality
    spread = n.start_competence_sd * square_root(n.start_competence_common + 0.25 * (1.0 - n.start_competence_common))
    return 0.25 * (hers - usual) / spread


def aptitude(teacher, n):
    """What makes a good mentor, in SD: her own teaching, and a gift beside it."""
    taught = square_root(n.mentor_teaches) * standing_as_teacher(teacher, n)
    return taught + square_root(1.0 - n.mentor_teaches) * teacher.gift


def as_the_office_sees(teacher, lot, n):
    """What the office goes by, in SD: aptitude as far as it can tell, and what is no more than a lot."""
    blind = square_root(1.0 - n.chosen_by_ability * n.chosen_by_ability)
    return n.chosen_by_ability * aptitude(teacher, n) + blind * lot


def skill_once_trained(teacher, n):
    """Mentoring skill that a good training brings out in this teacher."""
    return clip(n.facilitator_skill + n.facilitator_skill_sd * (aptitude(teacher, n) - n.quarter_above), 0.0, 1.0)


def draw_up_list(district, n):
    """The office goes down its list of the willing as far as it is paid for and can train people."""
    wanted = min(district.facilitators_wanted, district.candidates)
    district.list_goal = select(wanted > 0.0, clip(wanted + district.passed_over, 0.0, district.candidates), 0.0)
    further = clip(district.list_goal - district.list_reached, 0.0, n.trained_in_a_month)
    district.list_reached = min(district.list_reached + further, district.list_goal)


def status_that_counts(facilitator, wanted, n):
    """How far formal status keeps a facilitator: as far as she has a role, and hardly where nobody pays."""
    return facilitator.recognised * facilitator.role * select(wanted > 0.5, 1.0, n.status_on_paper)


def chance_of_leaving(wanted, status, n):
    """Monthly chance that a facilitator stops, by who pays and how far status counts."""
    insecure = n.leave_paid if wanted > 0.5 else n.leave_unpaid
    return status * n.leave_recognised + (1.0 - status) * insecure


def can_serve(facilitator, teacher, n):
    """1 for somebody who is no novice and has not just stopped."""
    seasoned = select(teacher.experience >= n.novice_years, 1.0, 0.0)
    return select(facilitator.pause > 0.0, 0.0, seasoned)


def part_paid(facilitator, district, available):
    """Part of the post that somebody pays for: at once of those at work, of others as the list reaches them."""
    at_work = facilitator.active * clip(district.list_goal - facilitator.order, 0.0, 1.0)
    return available * max(at_work, clip(district.list_reached - facilitator.order, 0.0, 1.0))


def serve(facilitator, teacher, district, luck, n):
    """Facilitators join, serve or leave."""
    facilitator.pause = positive(facilitator.pause - 1.0)
    available = can_serve(facilitator, teacher, n)
    within = clip(district.list_goal - facilitator.order, 0.0, 1.0)
    district.on_list = district.on_list + available * within
    facilitator.funded = part_paid(facilitator, district, available)
    wanted = 1.0 if facilitator.funded > 0.0 else 0.0
    leaves = luck.leave < chance_of_leaving(wanted, status_that_counts(facilitator, wanted, n), n)
    joins = wanted > 0.5 and luck.recruit < n.facilitator_recruited
    if facilitator.active > 0.5:
        facilitator.active = 0.0 if leaves else 1.0
        facilitator.recognised = 0.0 if leaves else facilitator.recognised
        facilitator.pause = n.facilitator_pause if leaves else 0.0
    elif joins:
        facilitator.active = 1.0
        facilitator.recruited = 1.0
        facilitator.role = 1.0
        facilitator.skill = skill_once_trained(teacher, n)
    given = facilitator.active * district.facilitators_recognised
    facilitator.recognised = max(facilitator.recognised, given)


def set_days(facilitator, school, district, n):
    """Each has her days, more when released; no more is paid than there are posts, who can serve again or not."""
    facilitator.funded = facilitator.funded * share(district.facilitators_wanted, district.on_list)
    wanted = 1.0 if facilitator.funded > 0.0 else 0.0
    effort = facilitator.active * (facilitator.funded + (1.0 - wanted) * n.unpaid_effort)
    facilitator.freed = facilitator.active * facilitator.funded * district.release_days * n.weeks_of_release
    facilitator.days = effort * n.facilitator_days + facilitator.freed
    facilitator.days_left = facilitator.days
    school.release_bill = school.release_bill + facilitator.freed * n.substitute_pay
    district.facilitators_active = district.facilitators_active + facilitator.active
    district.facilitators_new = district.facilitators_new + facilitator.recruited
    district.facilitator_days = district.facilitator_days + facilitator.days
    district.facilitators_paid = district.facilitators_paid + facilitator.active * facilitator.funded
    paid = facilitator.recognised * facilitator.funded
    district.facilitators_with_status = district.facilitators_with_status + paid


def keep_list(district):
    """The office notes how many places on the list it passed over."""
    district.passed_over = district.list_goal - district.on_list


def miss_class(facilitator, teacher, n):
    """While facilitators are released their classes have a substitute, or nobody."""
    unheld = facilitator.freed - facilitator.covered
    teacher.serving = facilitator.active
    teacher.days_covered = teacher.days_covered + facilitator.covered
    teacher.days_unheld = teacher.days_unheld + unheld


def keep_in_practice(facilitator, teacher, n):
    """Facilitators keep their skill and their role by work, and lose both idle."""
    in_use = share(facilitator.days - facilitator.days_left, facilitator.days)
    facilitator.role = n.role_memory * facilitator.role + (1.0 - n.role_memory) * in_use
    busy = share(facilitator.days - facilitator.days_left, n.facilitator_days)
    regained = n.skill_kept_up * busy * positive(skill_once_trained(teacher, n) - facilitator.skill)
    lost = n.skill_idle * (1.0 - busy) * positive(facilitator.skill - n.senior_skill)
    facilitator.skill = facilitator.skill + regained - lost


def part_away(teacher, n):
    """Part of a full school month that a teacher is not with her class: served elsewhere or at a course."""
    return share(teacher.days_covered + teacher.days_unheld, n.teaching_days)


def lessons_missed(teacher, n):
    """Part of a full school month's teaching that her class goes without; a substitute makes up for part of it."""
    return share(teacher.days_unheld + (1.0 - n.substitute_quality) * teacher.days_covered, n.teaching_days)


def stand_as_candidate(facilitator, teacher, luck, n):
    """Those who are willing have a standing with the office."""
    facilitator.standing = as_the_office_sees(teacher, luck.lot, n)


def compare_candidates(facilitator, other_facilitator):
    """The ablest are first on the list; equals share a place."""
    equal = select(other_facilitator.standing == facilitator.standing, 0.5, 0.0)
    abler = select(other_facilitator.standing > facilitator.standing, 1.0, equal)
    facilitator.order = facilitator.order + abler


def hand_over(facilitator, teacher, district, luck, n):
    """Who takes over the post of a willing teacher is no facilitator, and has a place on the list of her own."""
    if teacher.replaced + teacher.moved > 0.5:
        facilitator.active = 0.0
        facilitator.recognised = 0.0
        facilitator.skill = 0.0
        facilitator.pause = 0.0
        facilitator.standing = as_the_office_sees(teacher, luck.lot, n)
        facilitator.order = district.candidates * normal_share_above(facilitator.standing, 0.0)
