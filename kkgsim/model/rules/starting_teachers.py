"""What teachers are like at the start, and who will follow them; which of them know each other.

A teacher and the successor drawn for the post come from the same distributions; those in post have worked under their
principal, which shows in their practice.
"""

from kkgsim.model.parameters import parameter
from kkgsim.model.rules.arithmetic import (
    clip,
    drawn_level,
    happens,
    logistic,
    nearest,
    positive,
    select,
    square_root,
    uneven,
)
from kkgsim.model.rules.attending import can_come
from kkgsim.model.rules.career import credit_at_start, rises
from kkgsim.model.rules.feeling import motive_without_meetings
from kkgsim.model.rules.learning import within_reach
from kkgsim.model.rules.presence import presence
from kkgsim.model.rules.pupils import show
from kkgsim.model.rules.starting_clusters import together

PARAMETERS = {
    "start_pedagogic": parameter(
        0.489, 0.42, 0.56, "0-1", "mean pedagogic competence (teacher test 2015, points of 100)",
        "rata-rata kompetensi pedagogik (UKG 2015)", "UKG15", "literature"),
    "start_professional": parameter(
        0.548, 0.45, 0.63, "0-1", "mean professional competence (teacher test 2015)",
        "rata-rata kompetensi profesional (UKG 2015)", "UKG15", "literature"),
    "degree_ahead": parameter(
        0.06, 0.02, 0.10, "0-1", "professional competence at the start that teachers with the S1 degree are ahead",
        "keunggulan kompetensi profesional awal guru berijazah S1", "kkg_brief ASM", "assumed", neutral=0.0,
        note="half a spread of competence: the degree is where subjects are learnt, and the standard asks for it; no "
        "test by degree was found"),
    "degrees_usual": parameter(
        0.85, 0.85, 0.85, "share",
        "teachers with the S1 degree where professional competence is as tested (a point of reference)",
        "proporsi guru S1 pada kompetensi profesional hasil uji (titik acuan)", "ASM", "assumed", distribution="fixed"),
    "start_social": parameter(
        0.55, 0.45, 0.65, "0-1", "mean social competence", "rata-rata kompetensi sosial", "ASM", "assumed"),
    "start_personality": parameter(
        0.60, 0.5, 0.7, "0-1", "mean personality competence", "rata-rata kompetensi kepribadian", "ASM", "assumed"),
    "start_competence_sd": parameter(
        0.12, 0.10, 0.14, "0-1", "spread of competence between teachers", "sebaran kompetensi antarguru", "MEM",
        "assumed"),
    "start_competence_common": parameter(
        0.6, 0.3, 0.9, "share of variance", "what a teacher's four competencies share",
        "bagian bersama keempat kompetensi", "ASM", "assumed"),
    "start_practice_sd": parameter(
        0.05, 0.02, 0.08, "0-1", "spread of practice between teachers of the same competence",
        "sebaran praktik antarguru dengan kompetensi sama", "MEM ASM", "assumed"),
    "start_practice": parameter(
        0.80, 0.65, 0.95, "times competence", "practice at the start relative to what competence allows",
        "praktik awal dibanding kompetensi", "kkg_brief ASM", "judged"),
    "start_practice_held": parameter(
        0.06, 0.0, 0.12, "SD of instruction",
        "part of practice at the start that meetings, courses and colleagues as found hold up",
        "bagian praktik awal yang bertahan karena pertemuan, pelatihan, dan rekan yang sudah ada", "ASM", "assumed",
        note="so that the status quo rests where it begins"),
    "start_character_held": parameter(
        0.006, 0.0, 0.02, "0-1",
        "part of social and personality competence at the start that meetings as found hold up",
        "bagian kompetensi sosial dan kepribadian awal yang bertahan karena pertemuan yang sudah ada", "ASM", "assumed",
        note="so that the status quo rests where it begins"),
    "start_practice_support": parameter(
        0.08, 0.0, 0.16, "0-1 per unit of support", "how much better practice starts under a supportive principal",
        "praktik awal yang lebih baik di bawah kepala sekolah yang mendukung", "SUPV PKU janapria_study", "judged"),
    "start_intrinsic": parameter(
        0.5, 0.3, 0.7, "0-1", "mean intrinsic motive", "rata-rata dorongan intrinsik", "janapria_study ASM", "assumed"),
    "start_intrinsic_sd": parameter(
        0.18, 0.1, 0.25, "0-1", "spread of the intrinsic motive", "sebaran dorongan intrinsik", "ASM", "assumed"),
    "start_career": parameter(
        0.5, 0.3, 0.7, "0-1", "mean administrative motive", "rata-rata dorongan kenaikan pangkat", "janapria_study ASM",
        "judged"),
    "start_career_sd": parameter(
        0.18, 0.1, 0.25, "0-1", "spread of the administrative motive", "sebaran dorongan kenaikan pangkat", "ASM",
        "assumed"),
    "contract_career": parameter(
        0.25, 0.0, 0.6, "times",
        "administrative motive of a teacher on a contract (PPPK, honorer), who has no rank to gain",
        "dorongan pangkat guru PPPK dan honorer", "AK16 ASM", "assumed", neutral=1.0,
        note="credit counts for ranks of PNS alone; what is left is a contract to be renewed, or hope for a post"),
    "officer_skill": parameter(
        0.40, 0.2, 0.6, "0-1", "skill of a middling teacher in running a KKG",
        "kecakapan guru rata-rata mengurus KKG", "kkg_brief ASM", "judged"),
    "officer_skill_sd": parameter(
        0.15, 0.08, 0.2, "0-1", "spread of that skill between teachers", "sebaran kecakapan itu antarguru", "ASM",
        "assumed", neutral=0.0),
    "officer_social": parameter(
        0.5, 0.2, 0.8, "share", "part of that spread that is social competence, the rest a gift for guiding colleagues",
        "bagian sebaran itu yang berasal dari kompetensi sosial, sisanya bakat membimbing", "janapria_study ASM",
        "assumed"),
    "start_belief": parameter(
        0.46, 0.40, 0.52, "0-1", "mean belief that the KKG is a reference (under half say it is)",
        "rata-rata keyakinan KKG rujukan mengajar", "kkg_brief", "judged"),
    "start_belief_sd": parameter(
        0.18, 0.1, 0.25, "0-1", "spread of that belief", "sebaran keyakinan", "ASM", "assumed"),
    "belief_common": parameter(
        0.2, 0.0, 0.4, "share",
        "part of the differences between teachers in that belief that goes with how well kept their KKG is",
        "bagian perbedaan keyakinan itu yang sejalan dengan baiknya pengelolaan KKG",
        "janapria_study kkg_brief ASM", "assumed", neutral=0.0,
        note="in the study's Gugus IX teachers find the KKG useful; so that the status quo rests where it begins"),
    "outlook_sd": parameter(
        0.18, 0.05, 0.3, "0-1", "spread of the use that teachers see in the same meeting",
        "sebaran manfaat yang dilihat guru dalam pertemuan yang sama", "ASM", "assumed"),
    "start_workload": parameter(
        7.3, 5.0, 13.5, "hours a week", "mean marking, meetings and paperwork",
        "rata-rata koreksi, rapat, dan administrasi", "ABS14H", "literature", condition=True),
    "start_workload_sd": parameter(
        2.5, 1.5, 3.5, "hours a week", "spread of that workload", "sebaran beban tugas", "ABS14H ASM", "assumed",
        condition=True),
    "permanent_share": parameter(
        0.70, 0.60, 0.75, "share", "teachers who are civil servants (PNS or PPPK)", "proporsi guru ASN (PNS atau PPPK)",
        "STAT18 PPPK22 ASM", "judged", condition=True,
        note="0.60 were PNS in 2018; many honorer became PPPK since, and PNS retire"),
    "qualified_share": parameter(
        0.85, 0.7, 0.95, "share", "teachers with the S1 degree", "proporsi guru berijazah S1", "ASM", "assumed",
        condition=True),
    "experience_mean": parameter(
        13, 9, 17, "years", "mean years of teaching", "rata-rata tahun mengajar", "TIK18 ASM", "assumed",
        condition=True),
    "experience_sd": parameter(
        8, 5, 10, "years", "spread of years of teaching", "sebaran tahun mengajar", "ASM", "assumed", condition=True),
    "experience_most": parameter(
        38, 35, 40, "years", "teaching years at retirement", "masa mengajar saat pensiun", "PENS ASM", "judged",
        condition=True),
    "ict_ready": parameter(
        0.40, 0.30, 0.46, "0-1", "mean ICT skill (share of teachers ready to teach with ICT)",
        "rata-rata penguasaan TIK", "TIK18 TIK20", "literature", condition=True),
    "ict_sd": parameter(0.20, 0.1, 0.3, "0-1", "spread of ICT skill", "sebaran penguasaan TIK", "ASM", "assumed",
        condition=True),
    "ties_across": parameter(
        0.5, 0, 1, "ties per teacher", "such colleagues at other schools, as found", "rekan di sekolah lain, awal",
        "ASM", "assumed"),
}  # fmt: skip


def competence(mean, ability, own, n):
    """One of a teacher's competencies: what all of them share (``ability``) and what is its ``own``."""
    shared, rest = square_root(n.start_competence_common), square_root(1.0 - n.start_competence_common)
    return drawn_level(mean, n.start_competence_sd, shared * ability + rest * own)


def professional_mean(qualified, n):
    """Mean professional competence at the start of teachers with and without the degree."""
    return n.start_professional + n.degree_ahead * (qualified - n.degrees_usual)


def practice_of(pedagogic, professional, draw, n):
    """Practice at the start, below what competence allows."""
    return drawn_level(n.start_practice * within_reach(pedagogic, professional, n), n.start_practice_sd, draw)


def variance_of_practice(n):
    """Variance of practice between teachers at the start, from what makes them differ."""
    professional_weight = 1.0 - n.reach_pedagogic
    both = 2.0 * n.reach_pedagogic * professional_weight * n.start_competence_common
    weights = n.reach_pedagogic * n.reach_pedagogic + professional_weight * professional_weight + both
    by_competence = n.start_practice * n.start_competence_sd
    by_support = n.start_practice_support * n.start_support_sd
    own = n.start_practice_sd
    return by_competence * by_competence * weights + by_support * by_support + own * own


def measure_practice(district, n):
    """Practice has a mean and a spread between teachers: one SD of instruction."""
    district.practice_sd = square_root(variance_of_practice(n))
    district.practice_usual = n.start_practice * within_reach(n.start_pedagogic, n.start_professional, n)


def held_up(district, n):
    """What meetings and courses as found hold up of practice (0-1 points)."""
    return n.start_practice_held * district.practice_sd


def courses_before(years, draw, n):
    """Courses that a teacher has had: those found a year over her years of teaching, as unequal as the usual people
    make them in the end (few have most), and no oftener than somebody back from a course can be sent again."""
    a_year = min(n.courses_found * uneven(draw), 12.0 * n.course_rest)
    return nearest(years * a_year)


def career_motive(rises, draw, n):
    """The administrative motive; who is no PNS has no rank to gain."""
    motive = drawn_level(n.start_career, n.start_career_sd, draw)
    return motive * (rises + (1.0 - rises) * n.contract_career)


def is_pppk(draw, n):
    """1 for a civil servant on a government contract; the same draw as for being one, so that the two go together."""
    return happens(draw, n.permanent_share * n.pppk_share)


def bring_along(teacher, cluster, luck, n):
    """Teachers come with competence, practice, standing and motives."""
    teacher.qualified = happens(luck.qualified, n.qualified_share)
    teacher.pedagogic = competence(n.start_pedagogic, luck.ability, luck.pedagogic, n)
    schooled = professional_mean(teacher.qualified, n)
    teacher.professional = competence(schooled, luck.ability, luck.professional, n)
    teacher.social = competence(n.start_social, luck.ability, luck.social, n)
    teacher.personality = competence(n.start_personality, luck.ability, luck.personality, n)
    teacher.practice = practice_of(teacher.pedagogic, teacher.professional, luck.practice, n)
    teacher.permanent = happens(luck.permanent, n.permanent_share)
    teacher.ict = drawn_level(n.ict_ready, n.ict_sd, luck.ict)
    teacher.intrinsic = drawn_level(n.start_intrinsic, n.start_intrinsic_sd, luck.intrinsic)
    teacher.pppk = is_pppk(luck.permanent, n)
    teacher.career = career_motive(rises(teacher), luck.career, n)
    teacher.outlook = n.outlook_sd * luck.outlook
    teacher.gift = luck.gift
    believes = together(cluster, luck.belief, n.belief_common)
    teacher.belief = drawn_level(n.start_belief, n.start_belief_sd, believes)
    teacher.experience = clip(n.experience_mean + n.experience_sd * luck.experience, 0.0, n.experience_most)
    teacher.workload = positive(n.start_workload + n.start_workload_sd * luck.workload)
    teacher.cares = happens(luck.care, n.care_share)


def name_successor(teacher, district, luck, n):
    """For every post a successor is drawn, should it become free; nothing has held up her practice yet."""
    teacher.next_qualified = happens(luck.next_qualified, n.qualified_share)
    teacher.next_pedagogic = competence(n.start_pedagogic, luck.next_ability, luck.next_pedagogic, n)
    schooled = professional_mean(teacher.next_qualified, n)
    teacher.next_professional = competence(schooled, luck.next_ability, luck.next_professional, n)
    teacher.next_social = competence(n.start_social, luck.next_ability, luck.next_social, n)
    teacher.next_personality = competence(n.start_personality, luck.next_ability, luck.next_personality, n)
    teacher.next_social = positive(teacher.next_social - n.start_character_held)
    teacher.next_personality = positive(teacher.next_personality - n.start_character_held)
    level = practice_of(teacher.next_pedagogic, teacher.next_professional, luck.next_practice, n)
    teacher.next_practice = clip(level - held_up(district, n), 0.0, 1.0)
    teacher.next_permanent = happens(luck.next_permanent, n.permanent_share)
    teacher.next_ict = drawn_level(n.ict_ready, n.ict_sd, luck.next_ict)
    teacher.next_intrinsic = drawn_level(n.start_intrinsic, n.start_intrinsic_sd, luck.next_intrinsic)
    teacher.next_pppk = is_pppk(luck.next_permanent, n)
    teacher.next_career = career_motive(teacher.next_permanent - teacher.next_pppk, luck.next_career, n)
    teacher.next_outlook = n.outlook_sd * luck.next_outlook
    teacher.next_gift = luck.next_gift
    teacher.next_belief = drawn_level(n.start_belief, n.start_belief_sd, luck.next_belief)


def skill_in_running(teacher, n):
    """A teacher's skill in running a KKG before any training: social competence, and a gift beside it."""
    social = (teacher.social_found - n.start_social) / n.start_competence_sd
    talent = square_root(n.officer_social) * social + square_root(1.0 - n.officer_social) * teacher.gift
    return drawn_level(n.officer_skill, n.officer_skill_sd, talent)


def call_weak(teacher, n):
    """1 for a teacher whose pedagogic competence begins below the mean."""
    return select(teacher.pedagogic < n.start_pedagogic, 1.0, 0.0)


def settle_in(teacher, school, district, luck, n):
    """Teachers have worked at their school: practice under its principal, and courses had."""
    supported = n.start_practice_support * (school.support_found - n.start_support)
    teacher.practice = clip(teacher.practice + supported, 0.0, 1.0)
    teacher.pedagogic_found = teacher.pedagogic
    teacher.professional_found = teacher.professional
    teacher.social_found = positive(teacher.social - n.start_character_held)
    teacher.personality_found = positive(teacher.personality - n.start_character_held)
    teacher.practice_found = clip(teacher.practice - held_up(district, n), 0.0, 1.0)
    teacher.practice_start = teacher.practice
    teacher.routine = teacher.practice_found
    teacher.trained_before = courses_before(teacher.experience, luck.courses, n)
    teacher.drilled = teacher.trained_before * min(1.0, n.course_memory / max(teacher.experience, 1.0))
    teacher.weak = call_weak(teacher, n)
    teacher.motivation = clip(motive_without_meetings(teacher, school, n), 0.0, 1.0)
    teacher.run_skill = skill_in_running(teacher, n)
    teacher.credit = credit_at_start(teacher, n)
    teacher.rested = 1.0
    teacher.listed = 1.0
    teacher.habit = n.usual_attendance
    teacher.attended_last = n.usual_attendance


def make_up_staff(teacher, school, n):
    """Teachers make up the staff of their school."""
    school.contract_teachers = school.contract_teachers + (1.0 - teacher.permanent)
    school.came = school.came + teacher.attended_last
    show(teacher, school, n)


def grow_used(teacher, school, cluster, district, n):
    """A month of the year before: by what she weighs every month a teacher comes as often as she does, which is her
    habit and what colleagues see of her. So a world in which nothing changes begins where it stays."""
    comes = can_come(teacher, school, cluster, 0.0, n) * presence(teacher, district, n) * logistic(teacher.inclined)
    teacher.habit = comes
    teacher.attended_last = comes
    school.came = school.came + comes


def remember_last(teacher, school, luck):
    """Whether she came to the last meeting of that year."""
    teacher.attended_last = happens(luck.attended_last, teacher.habit)
    school.came = school.came + teacher.attended_last


def know_each_other(tie, a, b, luck, n):
    """Colleagues at one school know each other; some know somebody elsewhere, fewer in another cluster."""
    often = min(1.0, n.ties_across / max(n.ties_possible * (1.0 - n.ties_beyond), 1.0))
    known = happens(luck.known, often * select(tie.beyond > 0.5, n.joint_meetings, 1.0))
    tie.start = max(tie.within, known)
    tie.strength = tie.start
    across = (1.0 - tie.within) * (1.0 - tie.beyond) * tie.strength
    a.company = a.company + across
    b.company = b.company + across
