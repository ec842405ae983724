"""Self-paced courses online (Merdeka Mengajar, Ruang GTK): done alone, with a certificate, and hardly tried in class.

The brief finds materials for teachers missing; the centre's platform has them. It takes internet and skill, and hours
of the week. What is read on a screen is known a little; it reaches the class where somebody follows it up, a mentor or
the colleagues of the learning community (CHINA19, VIRT22). Where the certificate counts for the career more are
finished, and a part of them is clicked through.
"""

from kkgsim.model.parameters import parameter
from kkgsim.model.rules.arithmetic import clip, positive, select

PARAMETERS = {
    "self_paced_finished": parameter(
        1.5, 0.5, 3.0, "courses a year", "self-paced courses that a teacher with internet and skill finishes a year",
        "pelatihan mandiri yang diselesaikan guru dengan internet dan keterampilan dalam setahun", "PMM22 ASM",
        "judged", neutral=0.0,
        note="PMM22: 0.89 million had finished a course in the first ten months, about a quarter of all teachers"),
    "self_paced_hours": parameter(
        8, 4, 16, "h", "hours that a self-paced course takes", "jam untuk satu pelatihan mandiri", "ASM", "assumed",
        neutral=0.0),
    "self_paced_gain": parameter(
        0.15, 0.05, 0.25, "share of the gap per course", "knowledge that a self-paced course brings",
        "pengetahuan dari satu pelatihan mandiri", "CHINA19 VIRT22 ASM", "assumed", neutral=0.0,
        note="a good course of 30 hours and more: course_gain"),
    "self_paced_trial": parameter(
        0.3, 0.1, 0.6, "times",
        "practice tried out after a self-paced course that is followed up, relative to a good course",
        "praktik yang dicoba sesudah pelatihan mandiri yang ditindaklanjuti, dibanding pelatihan yang baik",
        "VIRT22 ASM", "assumed", neutral=0.0),
    "self_paced_alone": parameter(
        0.1, 0.0, 0.3, "times", "the same where nobody follows it up, relative to where somebody does",
        "praktik yang dicoba bila tidak ada tindak lanjut, dibanding bila ada", "CHINA19 CFKMT22 ASM", "judged",
        neutral=0.0),
    "self_paced_pull": parameter(
        1.0, 0.3, 2.0, "times", "how many more a teacher finishes who works for her career, where they count for it",
        "tambahan yang diselesaikan guru yang mengejar karier bila diperhitungkan", "POP22 ASM", "assumed",
        neutral=0.0),
    "clicked_through": parameter(
        0.5, 0.2, 0.8, "share",
        "courses that such a teacher finishes for the certificate alone",
        "pelatihan yang diselesaikan guru itu demi sertifikat saja", "ASM", "assumed",
        neutral=0.0),
}  # fmt: skip


def equipped_for_screen(teacher, school, n):
    """1 where screen and skill are there."""
    return select(teacher.ict >= n.online_skill, school.internet, 0.0)


def career_at_stake(teacher):
    """How far a certificate moves a teacher: it counts, and she has a rank to gain."""
    return teacher.self_paced_counts * teacher.career


def courses_finished(teacher, school, n):
    """Self-paced courses that a teacher finishes this month."""
    pulled = 1.0 + n.self_paced_pull * career_at_stake(teacher)
    return teacher.self_paced * equipped_for_screen(teacher, school, n) * n.self_paced_finished / 12.0 * pulled


def in_earnest(teacher, n):
    """Part of the courses finished that is done for what is in them."""
    return 1.0 - n.clicked_through * career_at_stake(teacher)


def hours_of_study(teacher, district, n):
    """Hours of a week of school that the courses done in earnest take."""
    return teacher.finishing * in_earnest(teacher, n) * n.self_paced_hours * 12.0 / district.school_weeks


def followed_up(teacher, school, n):
    """How far somebody follows up what a teacher studied alone: a mentor, or her learning community."""
    talked = school.community_turnout * school.community_held / (school.community_held + n.brought_half)
    return max(teacher.mentored, talked)


def tried_after_study(teacher, school, n):
    """Good courses' worth of trial in class that self-paced courses set off."""
    part = n.self_paced_alone + (1.0 - n.self_paced_alone) * followed_up(teacher, school, n)
    return n.self_paced_trial * part * teacher.finishing * in_earnest(teacher, n)


def study(teacher, n):
    """Teachers study alone, and get their certificates."""
    teacher.certificates = teacher.certificates + teacher.finishing
    part = clip(n.self_paced_gain * teacher.finishing * in_earnest(teacher, n), 0.0, 1.0)
    teacher.pedagogic = teacher.pedagogic + part * positive(n.course_level - teacher.pedagogic)
    teacher.professional = teacher.professional + part * positive(n.course_level - teacher.professional)
