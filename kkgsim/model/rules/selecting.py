"""Who is sent to be trained outside, who becomes a tutor, and how the places are spread.

By the brief, it is always the same people who are trained. Places go to those whom principals know as having been
trained before, unless a rule makes them go round; tutors are teachers who meet the standard for resource persons
(S1, ten years of teaching, skill) and have been trained.
"""

from kkgsim.model.parameters import parameter
from kkgsim.model.rules.arithmetic import clip, over, positive, select, share
from kkgsim.model.rules.mentoring import reached_in_a_day
from kkgsim.model.rules.scheduling import length

PARAMETERS = {
    "courses_found": parameter(
        0.30, 0.15, 0.6, "places per teacher and year", "places in external training as found",
        "jatah ikut pelatihan luar per guru per tahun, keadaan awal", "BERMUTU ASM", "assumed", neutral=0.0,
        condition=True),
    "usual_people": parameter(
        1.5, 0.5, 4.0, "times per place had", "how much more often somebody is sent for each earlier course",
        "kelipatan peluang dikirim lagi untuk tiap pelatihan yang pernah diikuti", "kkg_brief ASM", "assumed",
        neutral=0.0),
    "selection_slip": parameter(
        0.03, 0.0, 0.1, "times", "chance of somebody already ahead under a rule that places go round",
        "peluang guru yang sudah lebih sering dilatih di bawah aturan giliran", "ASM", "assumed"),
    "course_rest": parameter(
        0.25, 0.15, 0.5, "per month", "how fast somebody back from a course can be sent again",
        "seberapa cepat seseorang dapat dikirim lagi", "ASM", "assumed"),
    "course_repeats": parameter(
        0.5, 0.0, 1.0, "per earlier course",
        "how much less an ordinary course does for somebody who has had its content",
        "seberapa jauh pelatihan biasa kurang bermanfaat bagi guru yang sudah mendapat isinya", "kkg_brief ASM",
        "assumed", neutral=0.0, note="courses of a working partnership build on each other"),
    "course_memory": parameter(
        3, 1, 6, "years", "how long the content of a course stays the same and is still had",
        "lama isi pelatihan tetap sama dan masih dikuasai", "ASM", "assumed"),
    "course_gain": parameter(
        0.6, 0.4, 0.8, "share of the gap per course",
        "knowledge that a good external course of 30 hours or more brings",
        "pengetahuan dari satu pelatihan luar yang baik, 30 jam atau lebih", "CFPT20 CFKMT22 ASM", "assumed",
        neutral=0.0),
    "course_level": parameter(
        0.72, 0.6, 0.8, "0-1", "competence that courses teach up to", "tingkat kompetensi yang diajarkan pelatihan",
        "UKG15 ASM", "assumed"),
    "course_ordinary": parameter(
        0.3, 0.1, 0.6, "times", "what an ordinary, central course does relative to one of a working partnership",
        "pengaruh pelatihan terpusat biasa dibandingkan dengan pelatihan mitra", "CHINA19 kkg_brief POP22 ASM",
        "assumed", neutral=1.0),
    "course_days": parameter(
        5, 3, 10, "days", "school days that a course of 30 to 80 hours takes a teacher away from her class",
        "hari sekolah yang ditinggalkan guru untuk satu pelatihan 30 sampai 80 jam", "AK16 ASM", "assumed",
        neutral=0.0),
    "tutor_level": parameter(
        0.50, 0.4, 0.65, "0-1", "pedagogic competence from which a teacher can tutor others",
        "kompetensi pedagogik minimum tutor", "kkg_brief ASM", "assumed"),
    "tutor_years": parameter(
        10, 10, 10, "years", "years of teaching that the standard asks of those who lead",
        "tahun mengajar yang disyaratkan standar", "kkg_brief", "judged", distribution="fixed"),
    "tutor_sessions": parameter(
        0.3, 0.15, 0.5, "share of meetings", "meetings that one deployed tutor can lead",
        "bagian pertemuan yang dapat dipandu satu tutor", "ASM", "assumed", neutral=0.0),
    "tutor_days": parameter(
        1, 0.5, 2, "days", "lessons that a tutor gives up to prepare and lead one session",
        "hari mengajar yang ditinggalkan tutor untuk menyiapkan dan memandu satu sesi", "ASM", "assumed", neutral=0.0),
    "tutor_visit_days": parameter(
        1, 0.3, 2, "days per month", "days that a deployed tutor can give to colleagues' classes if asked",
        "hari seorang tutor yang ditugaskan untuk mengunjungi kelas rekan bila diminta", "kkg_brief ASM", "assumed",
        neutral=0.0),
    "report_rate": parameter(
        0.06, 0.02, 0.15, "share of the gap per meeting",
        "knowledge that a meeting brings in which many report what a course taught them",
        "pengetahuan dari satu pertemuan yang banyak pesertanya melaporkan isi pelatihan", "kkg_brief MEM ASM",
        "assumed", neutral=0.0),
    "reporters_half": parameter(
        3, 1, 8, "persons", "teachers with a course's content who report half as much as many would",
        "jumlah pelapor yang menyampaikan separuh dari laporan banyak orang", "ASM", "assumed"),
    "cascade_loss": parameter(
        0.4, 0.2, 0.6, "share", "what is lost at each step of a training cascade",
        "yang hilang di tiap tahap pelatihan berjenjang",
        "MEM ASM", "assumed", neutral=0.0),
}  # fmt: skip


def taught_in_a_course(teacher, n):
    """Pedagogic competence that an ordinary course brings a teacher as she came."""
    return n.course_gain * n.course_ordinary * positive(n.course_level - teacher.pedagogic_found)


def fit_to_lead(teacher, n):
    """1 for a teacher who meets the standard of a tutor, trained in courses outside or in the KKG."""
    learnt = select(teacher.pedagogic - teacher.pedagogic_found > taught_in_a_course(teacher, n), 1.0, 0.0)
    trained = select(had(teacher) > 0.5, 1.0, learnt) * teacher.qualified
    seasoned = select(teacher.experience >= n.tutor_years, trained, 0.0)
    return select(teacher.pedagogic >= n.tutor_level, seasoned, 0.0)


def passed_on(competence, n):
    """What a tutor passes on of a competence: the trained part loses one step of the cascade."""
    return n.senior_skill + (1.0 - n.cascade_loss) * positive(competence - n.senior_skill)


def offer(district, n):
    """Places in courses come on offer."""
    district.course_places = district.teachers * (n.courses_found + district.courses_added) / 12.0


def bid(teacher, district, n):
    """Teachers have a claim to a place."""
    usual = 1.0 + n.usual_people * had(teacher)
    in_turn = select(teacher.places <= district.places_mean, 1.0, n.selection_slip)
    fair = district.fair_selection
    teacher.claim = teacher.rested * (
        (1.0 - fair) * usual / (1.0 + n.usual_people * district.had_mean) + fair * in_turn
    )
    district.claims = district.claims + teacher.claim


def new_content(teacher, n):
    """Part of an ordinary course that is new to a teacher."""
    return 1.0 / (1.0 + n.course_repeats * teacher.drilled)


def part_had(teacher):
    """How much of what courses teach a teacher still has."""
    return min(1.0, teacher.drilled)


def worth_of_course(teacher, district, n):
    """What a course does relative to a good one: central courses little, and less for those who have had them; those
    of a working partnership all."""
    ordinary = n.course_ordinary * new_content(teacher, n)
    return ordinary + (1.0 - ordinary) * district.partnered


def had(teacher):
    """External training places that a teacher ever had."""
    return teacher.trained_before + teacher.places


def train(teacher, district, luck, n):
    """Those chosen go to a course."""
    chance = clip(district.course_places * share(teacher.claim, district.claims), 0.0, 1.0)
    teacher.sent = 1.0 if luck.course < chance else 0.0
    teacher.places = teacher.places + teacher.sent
    teacher.days_unheld = teacher.days_unheld + teacher.sent * n.course_days
    teacher.rested = (1.0 - teacher.sent) * clip(teacher.rested + n.course_rest, 0.0, 1.0)
    part = teacher.sent * n.course_gain * worth_of_course(teacher, district, n)
    teacher.pedagogic = teacher.pedagogic + part * positive(n.course_level - teacher.pedagogic)
    teacher.professional = teacher.professional + part * positive(n.course_level - teacher.professional)


def remember(teacher, n):
    """Whoever was sent has had the content, for a while."""
    teacher.drilled = teacher.drilled * (1.0 - 1.0 / (12.0 * n.course_memory)) + teacher.sent


def reached(places, count):
    """1 for somebody who has had ``count`` courses or more since the start."""
    return 1.0 if places > count - 0.5 else 0.0


def trained_by_count(district):
    """How many teachers have had one course or more, two or more, and so on up to twelve."""
    return (
        district.trained_1, district.trained_2, district.trained_3, district.trained_4, district.trained_5,
        district.trained_6, district.trained_7, district.trained_8, district.trained_9, district.trained_10,
        district.trained_11, district.trained_12,
    )  # fmt: skip


def enrol(teacher, district, n):
    """Who has had how many courses, and who could tutor."""
    remember(teacher, n)
    places = teacher.places
    district.places_total = district.places_total + places
    district.had_total = district.had_total + had(teacher)
    fit = fit_to_lead(teacher, n)
    district.tutors_found = district.tutors_found + fit
    district.tutor_skill_sum = district.tutor_skill_sum + fit * teacher.pedagogic
    district.trained_1 = district.trained_1 + reached(places, 1.0)
    district.trained_2 = district.trained_2 + reached(places, 2.0)
    district.trained_3 = district.trained_3 + reached(places, 3.0)
    district.trained_4 = district.trained_4 + reached(places, 4.0)
    district.trained_5 = district.trained_5 + reached(places, 5.0)
    district.trained_6 = district.trained_6 + reached(places, 6.0)
    district.trained_7 = district.trained_7 + reached(places, 7.0)
    district.trained_8 = district.trained_8 + reached(places, 8.0)
    district.trained_9 = district.trained_9 + reached(places, 9.0)
    district.trained_10 = district.trained_10 + reached(places, 10.0)
    district.trained_11 = district.trained_11 + reached(places, 11.0)
    district.trained_12 = district.trained_12 + reached(places, 12.0)


def lend(cluster, district, n):
    """Tutors whom a cluster does not use can be lent."""
    led = n.tutor_days * length(cluster, n) * cluster.meetings * cluster.tutored_by_lent
    district.days_lent = district.days_lent + led + part_lent(cluster, district) * cluster.tutor_days
    district.tutors_to_lend = district.tutors_to_lend + positive(cluster.tutors - cluster.tutors_wanted)
    district.tutors_lacking = district.tutors_lacking + (1.0 if cluster.tutors < cluster.tutors_wanted else 0.0)


def muster(district):
    """The place knows its tutors and how courses are spread."""
    district.places_mean = district.places_total / district.teachers
    district.had_mean = district.had_total / district.teachers
    district.tutor_skill = share(district.tutor_skill_sum, district.tutors_found)
    district.lent_each = district.days_lent / max(district.tutors_to_lend, 1.0)
    district.tutors_spare = share(district.tutors_to_lend, max(district.tutors_lacking, 1.0))


def tutors_lent(cluster, district):
    """Tutors whom other clusters lend to one that has fewer than it wants."""
    missing = positive(cluster.tutors_wanted - cluster.tutors)
    return min(missing, district.tutors_across * district.tutors_spare)


def tutors_at_work(cluster, district):
    """Tutors who lead in a cluster: its own, then those lent by others."""
    return min(cluster.tutors, cluster.tutors_wanted) + tutors_lent(cluster, district)


def part_lent(cluster, district):
    """Part of the tutors at work whom other clusters lend."""
    return share(tutors_lent(cluster, district), tutors_at_work(cluster, district))


def competence_of_tutors(cluster, district):
    """Mean competence of the tutors at work: of its own the ablest come first, so that it falls as more are wanted; the
    place's mean for those lent."""
    lent = part_lent(cluster, district)
    mean = share(cluster.tutor_sum, cluster.tutors)
    further = share(min(cluster.tutors, cluster.tutors_wanted) - 1.0, cluster.tutors - 1.0)
    own = cluster.tutor_best - further * (cluster.tutor_best - mean)
    return (1.0 - lent) * own + lent * district.tutor_skill


def visit_colleagues(cluster, district, n):
    """Tutors visit classes with visits that are asked for and that nobody else has time for."""
    made = cluster.visit_chance * cluster.listed
    in_a_day = reached_in_a_day(district.travel_minutes, n)
    days = n.tutor_visit_days * tutors_at_work(cluster, district)
    visits = min(positive(cluster.visits_asked * cluster.listed - made), days * in_a_day)
    skill = passed_on(competence_of_tutors(cluster, district), n)
    cluster.visit_skill = share(made * cluster.visit_skill + visits * skill, made + visits)
    cluster.visit_chance = share(made + visits, cluster.listed)
    cluster.tutor_days = over(visits, in_a_day)


def leave_class(teacher, cluster, district, n):
    """Tutors leave their classes to lead sessions, in their own cluster or in one that lacks them, and for visits."""
    a_session = n.tutor_days * length(cluster, n)
    led = a_session * cluster.meetings * (cluster.tutored - cluster.tutored_by_lent)
    at_home = (led + (1.0 - part_lent(cluster, district)) * cluster.tutor_days) / max(cluster.tutors, 1.0)
    spare = share(cluster.tutors - cluster.tutors_wanted, cluster.tutors)
    teacher.days_unheld = teacher.days_unheld + teacher.tutor * (at_home + spare * district.lent_each)
