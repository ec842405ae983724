"""WHAT WE LOOK AT: every outcome, declared once.

An outcome is a mean over things of one kind: the sum of ``value`` divided by the sum of ``weight``. Both are
rules. The engine records both sums per cluster and month, so that any group of clusters can be averaged, and over the
place for each group of people in :data:`GROUPS`, so that who gains and who is left behind is always on the table.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from kkgsim.numbers import Label
from kkgsim.rules.arithmetic import normal_share_above, share


@dataclass(frozen=True)
class Outcome:
    """One thing we look at, averaged over things of kind ``over``.

    ``better`` is +1 where more is better, -1 where less is, 0 where neither; ``unit`` is "share", "0-1", "SD",
    "Rp" or a count; ``headline`` outcomes head every table and picture.
    """

    name: str
    over: str
    value: Callable[..., float]
    weight: Callable[..., float]
    unit: str
    better: int
    label: Label
    headline: bool = False


@dataclass(frozen=True)
class Group:
    """People and places apart from the rest: per kind of thing a rule that is 1 for members, 0 for the rest.

    Only one side is recorded; the other is what is left of the whole.
    """

    name: str
    label: Label
    rest: Label
    members: dict[str, Callable[..., float]]


def school_far(school):
    return school.far


def teacher_contract(teacher):
    return 1.0 - teacher.permanent


def teacher_weak(teacher):
    return teacher.weak


def school_weak(school):
    return school.weak


GROUPS: dict[str, Group] = {
    g.name: g
    for g in (
        Group("far", Label("far schools", "sekolah jauh"), Label("near schools", "sekolah dekat"),
              {"teacher": school_far, "school": school_far}),
        Group("contract", Label("contract teachers", "guru honorer"), Label("civil servants", "guru ASN"),
              {"teacher": teacher_contract}),
        Group("weak", Label("weak start", "awal lemah"), Label("strong start", "awal kuat"),
              {"teacher": teacher_weak, "school": school_weak}),
    )
}  # fmt: skip
"""Who may be left behind: far (beyond the median way of the place), contract teachers, and those who started weak
(teachers below the mean pedagogic competence; schools below the place's median literacy)."""


def each_teacher(teacher):
    return 1.0


def each_school(school):
    return 1.0


def each_cluster(cluster):
    return 1.0


def each_pupil(school):
    return school.pupils


def those_in_post(teacher):
    """Everybody but this month's newcomers, who had no meeting to come to."""
    return 1.0 - teacher.replaced


def of_attendance(teacher):
    """Attendance of the latest meeting, so that a month without one leaves no gap."""
    return teacher.attended_last


def of_online(teacher):
    return teacher.online


def those_who_came(teacher):
    return teacher.attended


def of_ict(teacher):
    return teacher.ict


def of_places(teacher):
    return teacher.places


def of_trained(teacher):
    return 1.0 if teacher.places > 0.5 else 0.0


def of_belief(teacher):
    return 1.0 if teacher.belief > 0.5 else 0.0


def of_pedagogic(teacher):
    return teacher.pedagogic


def of_professional(teacher):
    return teacher.professional


def of_social(teacher):
    return teacher.social


def of_personality(teacher):
    return teacher.personality


def of_practice(teacher):
    return teacher.practice


def of_motivation(teacher):
    return teacher.motivation


def of_visits(teacher):
    return teacher.visited


def of_replacement(teacher):
    return teacher.replaced


def meetings_of(cluster):
    """Meetings of the month: what agenda, worth and who leads are averaged over."""
    return cluster.meetings


def of_capacity_agenda(cluster):
    return cluster.meetings * (1.0 - cluster.admin_share)


def of_worth(cluster):
    return cluster.meetings * cluster.worth


def of_relevance(cluster):
    return cluster.relevance


def of_management(cluster):
    return cluster.management


def of_facilitated(cluster):
    return cluster.led


def of_outside(cluster):
    return cluster.outside


def of_tutored(cluster):
    return cluster.meetings * cluster.tutored


def of_meetings_held(cluster):
    return cluster.meetings


def of_reach(cluster):
    """1 where a facilitator came within about a year."""
    return 1.0 if cluster.reached > 0.35 else 0.0


def of_preparation(cluster, district):
    return district.preparation


def at_work(cluster, district):
    """1 where there are facilitators at all."""
    return 1.0 if district.facilitators_active > 0.0 else 0.0


def of_days_used(cluster, district):
    return share(district.days_used, district.facilitator_days)


def of_facilitators(cluster, district):
    """A cluster's part of its district's facilitators, so that districts can be added up."""
    return district.facilitators_active / district.clusters


def part_of_district(cluster, district):
    return 1.0 / district.clusters


def meetings_planned(cluster):
    return cluster.planned


def of_held(cluster):
    return cluster.planned * cluster.held


def of_afforded(cluster):
    return cluster.planned * cluster.afforded


def of_purse(cluster):
    return cluster.purse_bos + cluster.purse_bosda + cluster.purse_grant


def met(level, n):
    """1 where a standard counts as met."""
    return 1.0 if level >= n.standard_met else 0.0


def of_organisation(cluster, n):
    return met(cluster.organisation, n)


def of_programme(cluster, n):
    return met(cluster.programme, n)


def of_people(cluster, n):
    return met(cluster.people, n)


def of_facilities(cluster, n):
    return met(cluster.facilities, n)


def of_managed(cluster, n):
    return met(cluster.management, n)


def of_funding(cluster, n):
    return met(cluster.funding, n)


def of_monitoring(cluster, n):
    return met(cluster.monitoring, n)


def of_standards_met(cluster, n):
    """How many of the seven standards a cluster meets."""
    return (
        met(cluster.organisation, n)
        + met(cluster.programme, n)
        + met(cluster.people, n)
        + met(cluster.facilities, n)
        + met(cluster.management, n)
        + met(cluster.funding, n)
        + met(cluster.monitoring, n)
    )


def of_standards(cluster):
    """Mean level of the seven standards."""
    return (
        cluster.organisation
        + cluster.programme
        + cluster.people
        + cluster.facilities
        + cluster.management
        + cluster.funding
        + cluster.monitoring
    ) / 7.0


def spread_at(count, district):
    """F(1 - F) where F is the share of teachers trained fewer times than ``count`` were at least."""
    part = share(count, district.teachers)
    return part * (1.0 - part)


def of_training_gini(cluster, district):
    """Gini of training places over teachers: for whole numbers the sum of F(1 - F) over the mean (exact up to twelve
    places)."""
    spread = (
        spread_at(district.trained_1, district)
        + spread_at(district.trained_2, district)
        + spread_at(district.trained_3, district)
        + spread_at(district.trained_4, district)
        + spread_at(district.trained_5, district)
        + spread_at(district.trained_6, district)
        + spread_at(district.trained_7, district)
        + spread_at(district.trained_8, district)
        + spread_at(district.trained_9, district)
        + spread_at(district.trained_10, district)
        + spread_at(district.trained_11, district)
        + spread_at(district.trained_12, district)
    )
    return share(spread, district.places_mean)


def within_tenth(count, district):
    """How many of ``count`` teachers are among the most trained tenth."""
    return min(count, district.teachers / 10.0)


def of_training_top(cluster, district):
    """Share of all training places that the most trained tenth of teachers had (exact up to twelve places)."""
    had = (
        within_tenth(district.trained_1, district)
        + within_tenth(district.trained_2, district)
        + within_tenth(district.trained_3, district)
        + within_tenth(district.trained_4, district)
        + within_tenth(district.trained_5, district)
        + within_tenth(district.trained_6, district)
        + within_tenth(district.trained_7, district)
        + within_tenth(district.trained_8, district)
        + within_tenth(district.trained_9, district)
        + within_tenth(district.trained_10, district)
        + within_tenth(district.trained_11, district)
        + within_tenth(district.trained_12, district)
    )
    return share(had, district.places_total)


def any_trained(cluster, district):
    """1 from the first training place on; before, there is nothing to be concentrated."""
    return 1.0 if district.places_total > 0.0 else 0.0


def of_hours(school):
    return school.hours_spent


def its_teachers(school):
    return school.teachers


def of_lessons_lost(school, n):
    """Hours lost of all contact hours in a full school month."""
    return school.lessons_lost * school.teachers / n.contact_hours


def of_principal_support(school):
    return school.support


def of_climate(school):
    return school.pupils * school.climate


def of_psychological_support(school):
    return school.pupils * school.psychological_support


def of_understanding(school):
    return school.pupils * school.understanding


def literacy_now(school):
    """Literacy of a school's pupils in SD, national mean 0."""
    return school.literacy_found + school.literacy_gain


def of_literacy(school):
    return school.pupils * literacy_now(school)


def of_letters(school, n):
    return school.pupils * normal_share_above(n.cut_letters, literacy_now(school))


def of_syllables(school, n):
    return school.pupils * normal_share_above(n.cut_syllables, literacy_now(school))


def of_words(school, n):
    return school.pupils * normal_share_above(n.cut_words, literacy_now(school))


def of_minimum(school, n):
    return school.pupils * normal_share_above(n.cut_minimum, literacy_now(school))


def of_ties(tie):
    return (1.0 - tie.within) * tie.strength


def possible_ties(tie):
    return 1.0 - tie.within


def _o(name, over, value, weight, unit, better, en, id, headline=False) -> Outcome:
    return Outcome(name, over, value, weight, unit, better, Label(en, id), headline)


OUTCOMES: dict[str, Outcome] = {
    o.name: o
    for o in (
        _o("attendance_share", "teacher", of_attendance, those_in_post, "share", 1,
           "Attendance", "Kehadiran di KKG", headline=True),
        _o("practice_mean", "teacher", of_practice, each_teacher, "0-1", 1,
           "Classroom practice", "Praktik mengajar", headline=True),
        _o("literacy_mean", "school", of_literacy, each_pupil, "SD", 1,
           "Pupils' literacy", "Literasi murid", headline=True),
        _o("belief_share", "teacher", of_belief, each_teacher, "share", 1,
           "Teachers who see the KKG as a reference", "Guru yang menganggap KKG rujukan mengajar", headline=True),
        _o("pedagogic_mean", "teacher", of_pedagogic, each_teacher, "0-1", 1,
           "Pedagogic competence", "Kompetensi pedagogik"),
        _o("professional_mean", "teacher", of_professional, each_teacher, "0-1", 1,
           "Professional competence", "Kompetensi profesional"),
        _o("social_mean", "teacher", of_social, each_teacher, "0-1", 1,
           "Social competence", "Kompetensi sosial"),
        _o("personality_mean", "teacher", of_personality, each_teacher, "0-1", 1,
           "Personality competence", "Kompetensi kepribadian"),
        _o("motivation_mean", "teacher", of_motivation, each_teacher, "0-1", 1, "Motivation", "Motivasi"),
        _o("visited_share", "teacher", of_visits, each_teacher, "share", 1,
           "Teachers visited by a mentor", "Guru dikunjungi pendamping"),
        _o("replaced_share", "teacher", of_replacement, each_teacher, "share", 0,
           "Teachers replaced this month", "Pergantian guru bulan ini"),
        _o("places_mean", "teacher", of_places, each_teacher, "places", 1,
           "External training places per teacher so far", "Pelatihan luar per guru sejauh ini"),
        _o("trained_share", "teacher", of_trained, each_teacher, "share", 1,
           "Teachers ever sent to external training", "Guru yang pernah dikirim pelatihan luar"),
        _o("ict_mean", "teacher", of_ict, each_teacher, "0-1", 1, "ICT skill", "Penguasaan TIK"),
        _o("online_share", "teacher", of_online, those_who_came, "share", 0,
           "Those who came online, of all who came", "Hadir daring dari semua yang hadir"),
        _o("meetings_held", "cluster", of_meetings_held, each_cluster, "meetings", 1,
           "Meetings held per month", "Pertemuan terlaksana per bulan"),
        _o("capacity_agenda_share", "cluster", of_capacity_agenda, meetings_of, "share", 1,
           "Agenda for capacity building", "Porsi agenda untuk peningkatan kapasitas"),
        _o("worth_mean", "cluster", of_worth, meetings_of, "0-1", 1,
           "What a meeting teaches", "Nilai belajar pertemuan"),
        _o("relevance_mean", "cluster", of_relevance, each_cluster, "0-1", 1,
           "Relevance of the content", "Relevansi materi"),
        _o("management_mean", "cluster", of_management, each_cluster, "0-1", 1,
           "Quality of KKG management", "Mutu pengelolaan KKG"),
        _o("facilitated_share", "cluster", of_facilitated, meetings_of, "share", 1,
           "Meetings led by a facilitator", "Pertemuan dipandu fasilitator"),
        _o("outside_share", "cluster", of_outside, meetings_of, "share", 1,
           "Meetings led by an outside resource person", "Pertemuan dipandu narasumber luar"),
        _o("tutored_share", "cluster", of_tutored, meetings_of, "share", 1,
           "Meetings led by a tutor", "Pertemuan dipandu tutor"),
        _o("reach_share", "cluster", of_reach, each_cluster, "share", 1,
           "Clusters reached by a facilitator within a year", "Gugus terjangkau fasilitator dalam setahun"),
        _o("preparation_mean", "cluster", of_preparation, at_work, "0-1", 1,
           "Time facilitators have to prepare", "Waktu persiapan fasilitator"),
        _o("facilitator_load_share", "cluster", of_days_used, at_work, "share", 0,
           "Facilitators' days in use", "Hari kerja fasilitator yang terpakai"),
        _o("facilitators_active", "cluster", of_facilitators, part_of_district, "persons", 1,
           "Facilitators at work", "Fasilitator aktif"),
        _o("held_share", "cluster", of_held, meetings_planned, "share", 1,
           "Meeting that the money allows", "Pertemuan yang dapat dibiayai"),
        _o("afforded_share", "cluster", of_afforded, meetings_planned, "share", 1,
           "Whole meetings that institutions pay for", "Pertemuan lengkap yang dibiayai lembaga"),
        _o("purse_mean", "cluster", of_purse, each_cluster, "Rp", 0,
           "Money left in the cluster's purse", "Sisa kas gugus"),
        _o("standards_met", "cluster", of_standards_met, each_cluster, "standards", 1,
           "KKG standards met, of seven", "Standar KKG terpenuhi, dari tujuh"),
        _o("standards_mean", "cluster", of_standards, each_cluster, "0-1", 1,
           "Mean level of the seven standards", "Rata-rata tingkat tujuh standar"),
        _o("organisation_met", "cluster", of_organisation, each_cluster, "share", 1,
           "Standard 1 met: organisation", "Standar 1 terpenuhi: organisasi"),
        _o("programme_met", "cluster", of_programme, each_cluster, "share", 1,
           "Standard 2 met: programme", "Standar 2 terpenuhi: program"),
        _o("people_met", "cluster", of_people, each_cluster, "share", 1,
           "Standard 3 met: human resources", "Standar 3 terpenuhi: SDM"),
        _o("facilities_met", "cluster", of_facilities, each_cluster, "share", 1,
           "Standard 4 met: facilities", "Standar 4 terpenuhi: sarana dan prasarana"),
        _o("management_met", "cluster", of_managed, each_cluster, "share", 1,
           "Standard 5 met: management", "Standar 5 terpenuhi: pengelolaan"),
        _o("funding_met", "cluster", of_funding, each_cluster, "share", 1,
           "Standard 6 met: financing", "Standar 6 terpenuhi: pembiayaan"),
        _o("monitoring_met", "cluster", of_monitoring, each_cluster, "share", 1,
           "Standard 7 met: monitoring and evaluation", "Standar 7 terpenuhi: pemantauan dan evaluasi"),
        _o("training_gini", "cluster", of_training_gini, any_trained, "0-1", -1,
           "Concentration of training (Gini)", "Pemusatan pelatihan (Gini)"),
        _o("training_top_share", "cluster", of_training_top, any_trained, "share", -1,
           "Training places of the most trained tenth", "Pelatihan yang diterima sepersepuluh guru tersering dilatih"),
        _o("hours_mean", "school", of_hours, its_teachers, "h", 0,
           "Teachers' hours for meetings and the way, per month", "Jam guru untuk pertemuan dan perjalanan per bulan"),
        _o("lessons_lost_share", "school", of_lessons_lost, its_teachers, "share", -1,
           "Lessons lost to meetings", "Jam pelajaran yang hilang karena pertemuan"),
        _o("principal_support_mean", "school", of_principal_support, each_school, "0-1", 1,
           "Principals' support", "Dukungan kepala sekolah"),
        _o("climate_mean", "school", of_climate, each_pupil, "0-1", 1, "Classroom climate", "Suasana kelas"),
        _o("psychological_support_mean", "school", of_psychological_support, each_pupil, "0-1", 1,
           "Psychological support of pupils", "Dukungan psikologis terhadap murid"),
        _o("understanding_mean", "school", of_understanding, each_pupil, "0-1", 1,
           "Pupils' understanding", "Pemahaman murid"),
        _o("letters_share", "school", of_letters, each_pupil, "share", 1,
           "Pupils who read letters", "Murid mengenal huruf"),
        _o("syllables_share", "school", of_syllables, each_pupil, "share", 1,
           "Pupils who read syllables", "Murid membaca suku kata"),
        _o("words_share", "school", of_words, each_pupil, "share", 1,
           "Pupils who read words fluently", "Murid membaca kata dengan lancar"),
        _o("minimum_share", "school", of_minimum, each_pupil, "share", 1,
           "Pupils at minimum competence", "Murid mencapai kompetensi minimum"),
        _o("ties_share", "tie", of_ties, possible_ties, "share", 1,
           "Possible ties across schools that exist", "Jejaring antarsekolah yang terbentuk"),
    )
}  # fmt: skip

WEIGHTS: tuple[tuple[str, Callable[..., float]], ...] = tuple(
    dict.fromkeys((o.over, o.weight) for o in OUTCOMES.values())
)
"""The different weights that outcomes have: over which kind of thing, and the rule."""

GROUPED: tuple[tuple[str, str], ...] = tuple(
    (outcome.name, name)
    for outcome in OUTCOMES.values()
    for name, group in GROUPS.items()
    if outcome.over in group.members
)
"""Which outcomes are recorded for which groups, in order."""

GROUPED_WEIGHTS: tuple[tuple[int, str], ...] = tuple(
    (rank, name) for rank, (over, _) in enumerate(WEIGHTS) for name, group in GROUPS.items() if over in group.members
)
"""Which weights are recorded for which groups, in order."""


def weight_rank(outcome: str) -> int:
    """Which of :data:`WEIGHTS` an outcome has."""
    return WEIGHTS.index((OUTCOMES[outcome].over, OUTCOMES[outcome].weight))


RAPOR_CUTS = (0.40, 0.70)
"""Rapor Pendidikan: below the first share of pupils at minimum competence "kurang", from the second "baik"
(RAPXLS; the upper cut is from memory)."""


def rapor(minimum_share: float) -> Label:
    """The Rapor Pendidikan category of a share of pupils at minimum competence."""
    if minimum_share < RAPOR_CUTS[0]:
        return Label("low (Kurang)", "Kurang")
    if minimum_share < RAPOR_CUTS[1]:
        return Label("middle (Sedang)", "Sedang")
    return Label("good (Baik)", "Baik")
