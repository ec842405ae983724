"""What teachers bring to children, and how classes are: climate, psychological support, understanding.

Each school week of better instruction adds to literacy through the pass-through of coaching studies (KBH18, PERU25); a
meeting in class hours costs lessons (ABS14R). What children make of it is :mod:`kkgsim.model.rules.cohorts`. The
study's three faces of learning quality have causes of their own: practice is a part of each.
"""

from kkgsim.model.parameters import parameter
from kkgsim.model.rules.arithmetic import clip, positive, select
from kkgsim.model.rules.cohorts import add_up, kept_a_month, years_begun
from kkgsim.model.rules.curriculum import up_to_date
from kkgsim.model.rules.presence import at_stake
from kkgsim.model.rules.scheduling import hours_of
from kkgsim.model.rules.serving import lessons_missed, part_away
from kkgsim.model.rules.week import part_in_class

PARAMETERS = {
    "pass_through": parameter(
        0.55, 0.37, 0.73, "pupil SD per SD of instruction and year",
        "literacy that a year of better instruction brings",
        "kenaikan literasi dari setahun pembelajaran yang lebih baik", "KBH18 PERU25", "literature", neutral=0.0,
        note="pupils over practice as trials ended: 0.37 and 0.5; practice rose while they ran, so that a year at its "
        "end brings more, up to twice 0.37"),
    "taught_at_stake": parameter(
        0.19, 0.12, 0.26, "SD per year at full stake",
        "literacy from the effort of a teacher whose allowance hangs on it",
        "kenaikan literasi dari upaya guru yang tunjangannya bergantung padanya", "KIAT20", "literature", neutral=0.0,
        note="KIAT20 gives 0.17 and 0.20 with an allowance tied to verified presence; it is read here, not reproduced"),
    "lessons_in_meeting": parameter(
        0.5, 0.0, 1.0, "share", "part of a meeting that falls in class hours", "bagian pertemuan pada jam mengajar",
        "ABS14R ASM", "assumed", neutral=0.0),
    "loss_absent": parameter(
        0.4, 0.1, 0.6, "SD per year and unit of absence", "learning lost when the teacher is away",
        "belajar yang hilang bila guru tidak hadir", "DAS07 RECOV23 EY19 ASM", "judged", neutral=0.0,
        note="DAS07: 4 to 8 % of a year's gains for 5 points of absence where it is seen at all; a year of ordinary "
        "growth brings 0.48 SD over six grades, so 0.38 to 0.77; the low end, for colleagues look after a class"),
    "small_school_loss": parameter(
        1.5, 0.5, 3.0, "times",
        "how much more is lost when a teacher is away where she has no colleagues at all",
        "tambahan belajar yang hilang saat guru tidak hadir bila ia tidak punya rekan sama sekali",
        "REMOTE19 ABS14R ASM", "judged", neutral=0.0,
        note="elsewhere a colleague looks after the class; in a very small school she stood for several grades: a "
        "quarter of the classrooms of remote schools had no teacher (REMOTE19), an eighth of those of all (ABS14R)"),
    "usual_staff": parameter(
        10, 8, 13, "teachers", "teachers of a usual school", "jumlah guru di sekolah pada umumnya", "PROV24",
        "measured", distribution="fixed",
        note="9.98 with the principal in state schools of the nation, 13.3 in NTB (2024)"),
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
    "climate_crowding": parameter(
        0.05, 0.0, 0.15, "points per class more", "climate lost when a class is twice as large as usual",
        "suasana kelas yang berkurang bila kelas dua kali ukuran biasa", "ASM", "assumed", neutral=0.0),
    "usual_class": parameter(
        21, 17, 22, "pupils", "pupils of a usual class", "murid per rombongan belajar pada umumnya", "PROV24",
        "measured", distribution="fixed"),
    "comfort_practice": parameter(
        0.25, 0.1, 0.5, "share", "part of psychological support that is practice, the rest is the teacher's person",
        "bagian dukungan psikologis yang berasal dari praktik, sisanya pribadi guru", "janapria_study ASM", "assumed"),
    "comfort_motivation": parameter(
        0.20, 0.0, 0.4, "points per unit", "psychological support from a teacher who comes with a will",
        "dukungan psikologis dari guru yang bersemangat", "janapria_study ASM", "assumed", neutral=0.0),
    "understanding_practice": parameter(
        0.7, 0.5, 0.9, "share",
        "part of pupils' understanding that is practice, the rest is how well the teacher knows the subject",
        "bagian pemahaman murid yang berasal dari praktik, sisanya penguasaan materi guru", "janapria_study ASM",
        "assumed"),
    "understanding_reading": parameter(
        0.05, 0.0, 0.1, "points per SD", "understanding of children who read better",
        "pemahaman lebih pada murid yang membaca lebih baik", "ASM", "assumed", neutral=0.0),
    "cut_letters": parameter(
        -1.57, -1.7, -1.4, "SD", "literacy at which letters are read (national non-readers 5.8 %)",
        "batas mengenal huruf", "EGRA14B", "literature", distribution="fixed"),
    "cut_syllables": parameter(
        -0.75, -1.1, -0.4, "SD", "literacy at which syllables are read", "batas membaca suku kata", "EGRA14B ASM",
        "assumed"),
    "cut_words": parameter(
        0.07, -0.1, 0.2, "SD", "literacy at which words are read fluently with comprehension (nation 47.2 %)",
        "batas membaca kata lancar dan paham", "WTA18", "literature", distribution="fixed"),
    "cut_basic": parameter(
        -1.25, -1.5, -1.0, "SD", "reading with which the test of basic literacy in grades 1 to 3 is passed",
        "batas lulus tes literasi dasar di kelas 1 sampai 3", "SUM19", "judged",
        note="so that a fifth of Sumba's children in these grades pass as a school year begins, as in the pilots"),
    "cut_minimum": parameter(
        -0.60, -0.65, -0.55, "SD", "literacy at minimum competence (71.8 % of the nation reached it in 2024)",
        "batas kompetensi minimum (71,8 % secara nasional pada 2024)", "RAP2024", "literature"),
}  # fmt: skip


def taught_in_a_year(teacher, school, district, n):
    """SD of literacy that a year with this teacher brings above a year of what was found."""
    stake = at_stake(teacher, n)
    better = (teacher.practice - teacher.practice_start) / district.practice_sd
    there = 1.0 - part_away(teacher, n)
    return n.pass_through * there * better + n.taught_at_stake * stake - learning_lost(teacher, school, stake, n)


def teach(teacher, grade, school, calendar, district, n):
    """Teachers bring their practice to their grade; in July a new class begins with them."""
    taught = taught_in_a_year(teacher, school, district, n)
    before = select(years_begun(calendar) > 0.5, 0.0, kept_a_month(n) * teacher.class_gain)
    teacher.class_gain = clip(before + calendar.year_share * taught, -6.0, 6.0)
    grade.taught_sum = grade.taught_sum + taught
    school.hours_unheld = school.hours_unheld + lessons_missed(teacher, n) * n.contact_hours
    show(teacher, school, n)


def show(teacher, school, n):
    """What a teacher is like shows in the classes of the school."""
    school.practice_sum = school.practice_sum + teacher.practice
    school.care_sum = school.care_sum + 0.5 * (teacher.social + teacher.personality)
    school.professional_sum = school.professional_sum + teacher.professional * up_to_date(teacher, n)
    school.motivation_sum = school.motivation_sum + teacher.motivation


def spend_time(school, cluster, n):
    """Meetings cost teachers' hours and pupils' lessons."""
    way = 2.0 * school.way_minutes / 60.0
    school.hours_spent = cluster.meetings * (school.came * hours_of(cluster, n) + school.on_site * way)
    school.lessons_lost = part_in_class(cluster, n) * school.hours_spent / school.teachers


def lesson_hours_lost(school):
    """Hours of teaching that fell away for meetings this month."""
    return school.lessons_lost * school.teachers


def hours_unheld(school):
    """Hours of teaching that fell away because teachers served elsewhere or were at courses."""
    return school.hours_unheld


def hours_outside_class(school):
    """Hours that teachers gave to meetings, the way and their learning community outside class hours this month."""
    # where all are lessons, rounding may go below
    return positive(school.hours_spent - lesson_hours_lost(school)) + school.community_time


def colleagues_lacking(school, n):
    """How far a school lacks the colleagues who look after a class elsewhere, and grades are taught together: nothing
    in a usual school, nearly one where a teacher is alone."""
    return positive(n.usual_staff - school.teachers) / n.usual_staff


def learning_lost(teacher, school, stake, n):
    """SD a year that a class loses to meetings, to courses and service of its teacher, and gains by her presence: more
    of each in a very small school."""
    in_meetings = school.lessons_lost / n.contact_hours
    won = n.absence_found * n.presence_gained * stake
    alone = 1.0 + n.small_school_loss * colleagues_lacking(school, n)
    return n.loss_absent * alone * (in_meetings + lessons_missed(teacher, n) - won)


def mixed(weight, practice, care):
    """Classroom quality from practice (``weight``) and teachers' social and personality competence (the rest)."""
    return weight * practice + (1.0 - weight) * care


def climate_of(school, n):
    """Pleasant, orderly classes: what teachers do, how they are with people, and how many children sit there."""
    practice, care = school.practice_sum / school.teachers, school.care_sum / school.teachers
    crowded = school.pupils / max(school.teachers, 6.0) / n.usual_class - 1.0
    return clip(mixed(n.climate_practice, practice, care) - n.climate_crowding * crowded, 0.0, 1.0)


def comfort_of(school, n):
    """Support of pupils' needs: how teachers are with people, what they do, and with what will they come."""
    practice, care = school.practice_sum / school.teachers, school.care_sum / school.teachers
    will = school.motivation_sum / school.teachers - 0.5
    return clip(mixed(n.comfort_practice, practice, care) + n.comfort_motivation * will, 0.0, 1.0)


def understanding_of(school, n):
    """Pupils who understand the lesson: how it is taught, how well the teacher knows it, and how well they read."""
    practice, knowledge = school.practice_sum / school.teachers, school.professional_sum / school.teachers
    explained = mixed(n.understanding_practice, practice, knowledge)
    return clip(explained + n.understanding_reading * school.literacy, 0.0, 1.0)


def open_classes(school, district, n):
    """Classes are what their teachers and children make of them."""
    add_up(school, district)
    school.climate = climate_of(school, n)
    school.psychological_support = comfort_of(school, n)
    school.understanding = understanding_of(school, n)


def felt(before, now, n):
    """A face of learning quality as classes come to feel it."""
    return before + n.classroom_rate * (now - before)


def grow(school, district, n):
    """A school reads as its grades do; how classes feel follows."""
    add_up(school, district)
    school.climate = felt(school.climate, climate_of(school, n), n)
    school.psychological_support = felt(school.psychological_support, comfort_of(school, n), n)
    school.understanding = felt(school.understanding, understanding_of(school, n), n)
