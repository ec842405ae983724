"""WHAT WE LOOK AT: every outcome, declared once.

An outcome is a mean over things of one kind: the sum of ``value`` divided by the sum of ``weight``. Both are
rules. The engine records both sums per cluster and month, so that any group of clusters can be averaged.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from kkgsim.numbers import Label
from kkgsim.rules.arithmetic import normal_share_above


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


def each_teacher(teacher):
    return 1.0


def each_school(school):
    return 1.0


def each_cluster(cluster):
    return 1.0


def each_pupil(school):
    return school.pupils


def of_attendance(teacher):
    return teacher.attended


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


def of_capacity_agenda(cluster):
    return 1.0 - cluster.admin_share


def of_worth(cluster):
    return cluster.worth


def of_relevance(cluster):
    return cluster.relevance


def of_management(cluster):
    return cluster.management


def of_facilitated(cluster):
    return cluster.facilitated


def of_facilitators(cluster, district):
    return district.facilitators_active


def of_held(cluster):
    return cluster.held


def of_purse(cluster):
    return cluster.purse


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
        _o("attendance_share", "teacher", of_attendance, each_teacher, "share", 1,
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
        _o("capacity_agenda_share", "cluster", of_capacity_agenda, each_cluster, "share", 1,
           "Agenda for capacity building", "Porsi agenda untuk peningkatan kapasitas"),
        _o("worth_mean", "cluster", of_worth, each_cluster, "0-1", 1,
           "What a meeting teaches", "Nilai belajar pertemuan"),
        _o("relevance_mean", "cluster", of_relevance, each_cluster, "0-1", 1,
           "Relevance of the content", "Relevansi materi"),
        _o("management_mean", "cluster", of_management, each_cluster, "0-1", 1,
           "Quality of KKG management", "Mutu pengelolaan KKG"),
        _o("facilitated_share", "cluster", of_facilitated, each_cluster, "share", 1,
           "Meetings led by a facilitator", "Pertemuan dipandu fasilitator"),
        _o("facilitators_active", "cluster", of_facilitators, each_cluster, "persons", 1,
           "Facilitators at work", "Fasilitator aktif"),
        _o("held_share", "cluster", of_held, each_cluster, "share", 1,
           "Meeting that the money allows", "Pertemuan yang dapat dibiayai"),
        _o("purse_mean", "cluster", of_purse, each_cluster, "Rp", 0,
           "Money left in the cluster's purse", "Sisa kas gugus"),
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
