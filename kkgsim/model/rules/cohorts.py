"""Children as cohorts: they grow without any policy, move up each July, and keep or lose what they gained.

A grade's children stand where their place stands, apart from it by the chance of who was born when. Ordinary growth
belongs to the grade (fast in the early grades, slow later) and comes with the weeks of school. What teachers bring on
top is gained by the children, who take it along to the next teacher and lose part of it; those who leave after grade 6
take it out of the school. The national assessment of grade 5 rises besides, everywhere and without any lever, as it has
done.
"""

from kkgsim.model.parameters import parameter
from kkgsim.model.rules.arithmetic import clip, select, square_root

PARAMETERS = {
    "growth_early": parameter(
        0.78, 0.60, 0.95, "SD per year", "ordinary growth of reading in grades 1 to 3",
        "pertumbuhan biasa kemampuan membaca di kelas 1 sampai 3", "RECOV23 KALT17", "literature", neutral=0.0),
    "growth_late": parameter(
        0.18, 0.15, 0.21, "SD per year", "ordinary growth of reading in grades 4 to 6",
        "pertumbuhan biasa kemampuan membaca di kelas 4 sampai 6", "EY19 BEA21", "literature", neutral=0.0),
    "literacy_fade": parameter(
        0.5, 0.2, 0.8, "share per year", "part of a child's gain in literacy that is lost in a year",
        "bagian kenaikan literasi anak yang hilang dalam setahun", "CFKMT19 ADKZ11", "literature", neutral=0.0,
        note="ADKZ11: a fifth to a half of learning lasts to the next grade in Pakistan; CFKMT19: gains last"),
    "class_teacher_share": parameter(
        0.75, 0.6, 0.9, "share",
        "what a grade learns from its own teachers; the rest from all teachers of the school (religion, sports, cover)",
        "bagian belajar dari guru kelas sendiri; sisanya dari semua guru di sekolah (agama, olahraga, guru pengganti)",
        "ASM", "assumed"),
    "cohort_chance": parameter(
        1.0, 0.0, 1.2, "times", "how far cohorts of a school differ, relative to children drawn by chance",
        "perbedaan antarangkatan di satu sekolah dibanding pengambilan murid secara acak", "ASM", "assumed",
        distribution="fixed", neutral=0.0, condition=True),
    "assessment_drift": parameter(
        0.20, 0.0, 0.21, "SD per year",
        "rise of the national assessment that no local lever brings about, in the first year (0 switches it off)",
        "kenaikan Asesmen Nasional yang bukan karena kebijakan setempat, pada tahun pertama (0 untuk mematikan)",
        "AN2122 RAP2024 LOTENG25", "literature", distribution="fixed", neutral=0.0, condition=True,
        note="seen: 0.14 to 0.21; recovery after closed schools and habit of the test are in it; the same under every "
        "policy"),
    "drift_slows": parameter(
        0.15, 0.05, 0.30, "share per year", "how fast that rise slows down", "seberapa cepat kenaikan itu melambat",
        "AN2122 RAP2024 ASM", "assumed", neutral=0.0, condition=True),
}  # fmt: skip


def kept_a_month(n):
    """Part of a gain that is still there a month later."""
    return 1.0 - n.literacy_fade / 12.0


def years_begun(calendar):
    """1 in July, when children move up, else 0."""
    return select(calendar.month == 7.0, 1.0, 0.0)


def ordinary(number, passed, n):
    """Reading of the nation's children in a grade when a part of the school year has passed, SD; 0 at the end of
    grade 2."""
    years = number - 1.0 + passed
    early = min(years, 3.0)
    return n.growth_early * (early - 2.0) + n.growth_late * (years - early)


def chance_of_cohort(school, district, n):
    """Spread of cohorts of a school about what it usually has: that of the mean of as many children."""
    return n.cohort_chance * district.pupil_spread / square_root(max(school.pupils / 6.0, 1.0))


def drift(district, n):
    """The national assessment rises, ever more slowly."""
    district.drift = district.drift + n.assessment_drift / 12.0 * district.drift_left
    district.drift_left = district.drift_left * (1.0 - n.drift_slows / 12.0)


def enrol(school, luck):
    """Children of their own luck are ready for grade 1."""
    school.intake = luck.intake


def meet_teachers(grade, school):
    """A grade meets its own teachers and the others of its school; its children are ready to move up."""
    school.taught_sum = school.taught_sum + grade.taught_sum
    grade.leaving_apart = grade.apart
    grade.leaving_gain = grade.gain


def move_up(grade, lower, school, calendar, district, n):
    """In July children move up a grade, and grade 1 enters as the place's children do."""
    moves, enters = years_begun(calendar) > 0.5, grade.number < 1.5
    newcomers = school.intake * chance_of_cohort(school, district, n)
    grade.apart = select(moves, select(enters, newcomers, lower.leaving_apart), grade.apart)
    grade.gain = select(moves, select(enters, 0.0, lower.leaving_gain), grade.gain)


def learn(grade, taught_with, school, calendar, n):
    """Children gain from those who teach them, and lose part of what they had gained."""
    own = taught_with.taught_sum / max(taught_with.teachers, 1.0)
    all_teachers = school.taught_sum / school.teachers
    taught = n.class_teacher_share * own + (1.0 - n.class_teacher_share) * all_teachers
    grade.gain = clip(kept_a_month(n) * grade.gain + calendar.year_share * taught, -6.0, 6.0)


def read(grade, school, calendar, n):
    """What a grade reads adds to what its school reads."""
    stands = grade.apart + grade.gain
    grade.reading = ordinary(grade.number, calendar.passed, n) + school.literacy_found + stands
    count(grade, school, stands)


def count(grade, school, stands):
    """A grade is counted among those that a measure is taken in."""
    school.gain_sum = school.gain_sum + grade.gain
    school.apart_sum = school.apart_sum + grade.apart
    school.reading_sum = school.reading_sum + grade.reading
    school.beginners_sum = school.beginners_sum + select(grade.number < 3.5, stands, 0.0)
    school.early_sum = school.early_sum + select(1.5 < grade.number < 3.5, stands, 0.0)
    school.assessed_sum = school.assessed_sum + select(4.5 < grade.number < 5.5, stands, 0.0)


def add_up(school, district):
    """A school reads as its grades do."""
    school.literacy_gain = school.gain_sum / 6.0
    school.literacy = school.literacy_found + school.literacy_gain + school.apart_sum / 6.0
    school.reading = school.reading_sum / 6.0
    school.beginners = school.literacy_found + school.beginners_sum / 3.0
    school.early_reading = school.literacy_found + school.early_sum / 2.0
    school.assessed = school.assessed_found + school.assessed_sum + district.drift
