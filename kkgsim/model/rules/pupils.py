"""What reaches the children: classroom quality at once, literacy with delay.

Practice becomes literacy through the pass-through of coaching studies (KBH18, PERU25); a gain fades as cohorts move
on; a meeting in class hours costs lessons (ABS14R). The study's three faces of learning quality: climate,
psychological support, understanding.
"""

from kkgsim.model.parameters import parameter
from kkgsim.model.rules.arithmetic import clip, positive, share
from kkgsim.model.rules.attending import at_stake

PARAMETERS = {
    "pass_through": parameter(
        0.40, 0.30, 0.60, "pupil SD per SD of instruction", "literacy that better instruction leads to in the end",
        "kenaikan literasi yang akhirnya dicapai oleh pembelajaran yang lebih baik", "KBH18 PERU25", "literature",
        neutral=0.0),
    "practice_sd": parameter(
        0.10, 0.08, 0.14, "0-1", "one SD of instruction on the practice scale, as teachers differ at the start",
        "satu simpangan baku praktik mengajar antarguru", "MEM ASM", "assumed", neutral=1.0),
    "literacy_rate": parameter(
        0.8, 0.4, 1.2, "share of the gap per year", "speed at which literacy follows better instruction",
        "kecepatan literasi mengikuti pembelajaran yang lebih baik", "CFPT20 KBH18 ASM", "judged", neutral=0.0),
    "literacy_fade": parameter(
        0.30, 0.1, 0.5, "share of the gap per year", "speed at which a literacy gain fades when instruction falls back",
        "kecepatan berkurangnya kenaikan literasi bila pembelajaran menurun", "CFKMT19 ASM", "assumed", neutral=0.0),
    "lessons_in_meeting": parameter(
        0.5, 0.0, 1.0, "share", "part of a meeting that falls in class hours", "bagian pertemuan pada jam mengajar",
        "ABS14R ASM", "assumed", neutral=0.0),
    "loss_absent": parameter(
        0.3, 0.1, 0.6, "SD per year and unit of absence", "learning lost when the teacher is away",
        "belajar yang hilang bila guru tidak hadir", "ASM", "assumed", neutral=0.0),
    "contact_hours": parameter(
        96, 90, 130, "h per month", "contact hours of a teacher in a school month", "jam tatap muka per bulan",
        "ABS14H", "literature", condition=True),
    "absence_found": parameter(
        0.14, 0.10, 0.19, "share", "teachers away from school on a day as found (Bali and Nusa Tenggara)",
        "guru tidak hadir di sekolah, keadaan awal", "ABS14R", "literature", neutral=0.0, condition=True),
    "presence_gained": parameter(
        0.30, 0.1, 0.5, "share of the absence", "absence that pay tied to verified presence ends",
        "ketidakhadiran yang berkurang karena tunjangan menurut kehadiran", "KIAT20", "literature", neutral=0.0),
    "substitute_quality": parameter(
        0.6, 0.3, 0.9, "times", "what pupils learn from a substitute relative to their teacher",
        "belajar murid dengan guru pengganti dibanding gurunya", "HONSUB ASM", "assumed", neutral=1.0),
    "teaching_days": parameter(
        20, 18, 24, "days per month", "teaching days of a full school month", "hari mengajar per bulan penuh", "ASM",
        "assumed", condition=True),
    "teacher_hour": parameter(
        25_000, 10_000, 60_000, "Rp per hour", "value of an hour of a teacher's work", "nilai satu jam kerja guru",
        "STAT18 HON20 ASM", "assumed"),
    "classroom_rate": parameter(
        0.25, 0.1, 0.5, "share of the gap per month", "speed at which classes feel a change of practice",
        "kecepatan kelas merasakan perubahan praktik", "janapria_study ASM", "assumed"),
    "climate_practice": parameter(
        0.5, 0.3, 0.7, "share", "part of the classroom climate that is practice, the rest is the teacher's person",
        "bagian suasana kelas yang berasal dari praktik, sisanya pribadi guru", "janapria_study ASM", "assumed"),
    "comfort_practice": parameter(
        0.25, 0.1, 0.5, "share", "part of psychological support that is practice, the rest is the teacher's person",
        "bagian dukungan psikologis yang berasal dari praktik, sisanya pribadi guru", "janapria_study ASM", "assumed"),
    "cut_letters": parameter(
        -1.57, -1.7, -1.4, "SD", "literacy at which letters are read (national non-readers 5.8 %)",
        "batas mengenal huruf", "EGRA14B", "literature", distribution="fixed"),
    "cut_syllables": parameter(
        -0.75, -1.1, -0.4, "SD", "literacy at which syllables are read", "batas membaca suku kata", "EGRA14B ASM",
        "assumed"),
    "cut_words": parameter(
        0.07, -0.1, 0.2, "SD", "literacy at which words are read fluently with comprehension (nation 47.2 %)",
        "batas membaca kata lancar dan paham", "WTA18", "literature", distribution="fixed"),
    "cut_minimum": parameter(
        -0.85, -1.1, -0.6, "SD", "literacy at minimum competence (NTB is \"Sedang\", NTT had 52.7 % in 2025)",
        "batas kompetensi minimum (NTB Sedang, NTT 52,7 % pada 2025)", "janapria_study RAPNTB25 RAPNTT25", "judged"),
}  # fmt: skip


def teach(teacher, school, n):
    """Teachers bring their practice to school."""
    school.presence_sum = school.presence_sum + n.presence_gained * at_stake(teacher, n)
    school.practice_sum = school.practice_sum + teacher.practice
    school.care_sum = school.care_sum + 0.5 * (teacher.social + teacher.personality)


def spend_time(school, cluster, n):
    """Meetings cost teachers' hours and pupils' lessons."""
    way = 2.0 * school.way_minutes / 60.0
    school.hours_spent = cluster.meetings * (school.came * n.meeting_hours + school.on_site * way)
    school.lessons_lost = n.lessons_in_meeting * school.hours_spent / school.teachers


def lesson_hours_lost(school):
    """Hours of teaching that fell away for meetings this month."""
    return school.lessons_lost * school.teachers


def hours_outside_class(school):
    """Hours that teachers gave to meetings and the way outside class hours this month."""
    return positive(school.hours_spent - lesson_hours_lost(school))  # where all are lessons, rounding may go below


def learning_lost(school, cluster, district, n):
    """SD a year that pupils lose to meetings and substitutes, and gain by teachers' presence."""
    in_meetings = school.lessons_lost / n.contact_hours
    replaced = share(district.substitute_days, district.teachers * n.teaching_days)
    won = n.absence_found * school.presence_sum / school.teachers
    return n.loss_absent * (in_meetings + (1.0 - n.substitute_quality) * replaced - won)


def mixed(weight, practice, care):
    """Classroom quality from practice (``weight``) and teachers' social and personality competence (the rest)."""
    return weight * practice + (1.0 - weight) * care


def grow(school, cluster, district, n):
    """Classes change at once, literacy with delay."""
    practice = school.practice_sum / school.teachers
    care = school.care_sum / school.teachers
    gap = n.pass_through * ((practice - school.practice_found) / n.practice_sd) - school.literacy_gain
    followed = n.literacy_rate * positive(gap) - n.literacy_fade * positive(-gap)
    yearly = followed - learning_lost(school, cluster, district, n)
    school.literacy_gain = clip(school.literacy_gain + yearly / 12.0, -6.0, 6.0)
    climate = mixed(n.climate_practice, practice, care)
    comfort = mixed(n.comfort_practice, practice, care)
    school.climate = school.climate + n.classroom_rate * (climate - school.climate)
    school.psychological_support = school.psychological_support + n.classroom_rate * (
        comfort - school.psychological_support
    )
    school.understanding = school.understanding + n.classroom_rate * (practice - school.understanding)
