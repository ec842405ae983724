"""What reaches the children: classroom quality at once, literacy with delay.

Practice becomes literacy through the pass-through of coaching studies (KBH18, PERU25); a gain fades
as cohorts move on; a meeting in class hours costs lessons (ABS14R). J's three faces of learning quality: climate,
psychological support, understanding.
"""

from kkgsim.numbers import number
from kkgsim.rules.arithmetic import clip

NUMBERS = {
    "pass_through": number(
        0.40, 0.30, 0.60, "pupil SD per SD of instruction and year", "literacy gained from better instruction",
        "kenaikan literasi dari pembelajaran yang lebih baik", "KBH18 PERU25", "literature", neutral=0.0),
    "practice_sd": number(
        0.12, 0.10, 0.14, "0-1", "one SD of instruction on the practice scale", "satu simpangan baku praktik mengajar",
        "MEM ASM", "assumed", distribution="fixed"),
    "literacy_fade": number(
        0.30, 0.1, 0.5, "share per year", "yearly fading of a literacy gain, cohorts leaving included",
        "luruhnya kenaikan literasi per tahun", "CFKMT19 ASM", "assumed"),
    "lessons_in_meeting": number(
        0.5, 0.0, 1.0, "share", "part of a meeting that falls in class hours", "bagian pertemuan pada jam mengajar",
        "ABS14R ASM", "assumed", neutral=0.0),
    "loss_absent": number(
        0.3, 0.1, 0.6, "SD per year and unit of absence", "learning lost when the teacher is away",
        "belajar yang hilang bila guru tidak hadir", "ASM", "assumed", neutral=0.0),
    "contact_hours": number(
        110, 90, 130, "h per month", "contact hours of a teacher in a school month", "jam tatap muka per bulan",
        "ABS14H", "literature", distribution="fixed"),
    "classroom_rate": number(
        0.25, 0.1, 0.5, "share of the gap per month", "speed at which classes feel a change of practice",
        "kecepatan kelas merasakan perubahan praktik", "seed:000 ASM", "assumed"),
    "cut_letters": number(
        -1.57, -1.7, -1.4, "SD", "literacy at which letters are read (national non-readers 5.8 %)",
        "batas mengenal huruf", "EGRA14B", "literature", distribution="fixed"),
    "cut_syllables": number(
        -0.75, -1.1, -0.4, "SD", "literacy at which syllables are read", "batas membaca suku kata", "EGRA14B ASM",
        "assumed", distribution="fixed"),
    "cut_words": number(
        0.07, -0.1, 0.2, "SD", "literacy at which words are read fluently with comprehension (nation 47.2 %)",
        "batas membaca kata lancar dan paham", "WTA18", "literature", distribution="fixed"),
    "cut_minimum": number(
        -0.25, -0.5, 0.0, "SD", "literacy at minimum competence (national share about 60 %)",
        "batas kompetensi minimum", "RAPXLS RAPNTB25 ASM", "assumed", distribution="fixed"),
}  # fmt: skip


def teach(teacher, school):
    """Teachers bring their practice to school. | Guru membawa praktiknya ke sekolah."""
    school.practice_sum = school.practice_sum + teacher.practice
    school.care_sum = school.care_sum + 0.5 * (teacher.social + teacher.personality)


def lessons_lost(school, n):
    """Share of the school's lessons lost to this month's meeting and the way there and back."""
    away = n.lessons_in_meeting * (n.meeting_hours + 2.0 * school.travel_minutes / 60.0)
    return away * (school.came / school.teachers) / n.contact_hours


def grow(school, n):
    """Classes change at once, literacy with delay. | Kelas segera berubah, literasi menyusul."""
    practice = school.practice_sum / school.teachers
    care = school.care_sum / school.teachers
    better = n.pass_through * ((practice - school.practice_found) / n.practice_sd)
    monthly = (better - n.loss_absent * lessons_lost(school, n) - n.literacy_fade * school.literacy_gain) / 12.0
    school.literacy_gain = clip(school.literacy_gain + monthly, -6.0, 6.0)
    climate = 0.5 * practice + 0.5 * care
    comfort = 0.25 * practice + 0.75 * care
    school.climate = school.climate + n.classroom_rate * (climate - school.climate)
    school.psychological_support = school.psychological_support + n.classroom_rate * (
        comfort - school.psychological_support
    )
    school.understanding = school.understanding + n.classroom_rate * (practice - school.understanding)
