"""Outcomes: what runs are compared by, each declared once.

An outcome is a mean over things of one kind: the sum of ``value`` divided by the sum of ``weight``. Both are
rules. The engine records both sums per cluster and month, so that any group of clusters can be averaged, and over the
place for each group of people in :data:`GROUPS`, so that who gains and who is left behind is always on the table.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from kkgsim.i18n import Text
from kkgsim.i18n.units import UNITS, Unit
from kkgsim.model import measures as seen

Verb = Callable[..., float]


@dataclass(frozen=True)
class Outcome:
    """A monthly figure of a run: the mean of ``value`` over entities of kind ``over``, weighted by ``weight``.

    ``value`` and ``weight`` are rules; they give a float for one entity. ``better`` is +1 where more is better, -1
    where less is, 0 where neither; ``unit`` is one of :data:`kkgsim.i18n.units.UNITS`; ``headline`` outcomes head every
    table and picture.
    """

    name: str
    over: str
    value: Verb
    weight: Verb
    unit: Unit
    better: int
    label: Text
    headline: bool = False

    @property
    def smallest(self) -> float:
        """The smallest change that is called an effect, in the outcome's unit."""
        return self.unit.smallest


@dataclass(frozen=True)
class Group:
    """People and places apart from the rest: per kind of thing a rule that is 1 for members, 0 for the rest.

    Only one side is recorded; the other is what is left of the whole.
    """

    name: str
    label: Text
    rest: Text
    members: dict[str, Verb]


GROUPS: dict[str, Group] = {
    g.name: g
    for g in (
        Group("far", Text("far schools", "sekolah jauh"), Text("near schools", "sekolah dekat"),
              {"teacher": seen.school_far, "school": seen.school_far}),
        Group("contract", Text("contract teachers", "guru honorer"), Text("civil servants", "guru ASN"),
              {"teacher": seen.teacher_contract}),
        Group("weak", Text("weak start", "awal lemah"), Text("strong start", "awal kuat"),
              {"teacher": seen.teacher_weak, "school": seen.school_weak}),
    )
}  # fmt: skip
"""Who may be left behind: far (beyond the median way of the place), contract teachers, and those who started weak
(teachers below the mean pedagogic competence; schools below the place's median literacy)."""


def _o(
    name: str, over: str, value: Verb, weight: Verb, unit: str, better: int, en: str, id: str, headline: bool = False
) -> Outcome:
    return Outcome(name, over, value, weight, UNITS[unit], better, Text(en, id), headline)


OUTCOMES: dict[str, Outcome] = {
    o.name: o
    for o in (
        _o("attendance_share", "teacher", seen.of_attendance, seen.those_in_post, "share", 1,
           "Attendance", "Kehadiran di KKG", headline=True),
        _o("practice_mean", "teacher", seen.of_practice, seen.each_teacher, "0-1", 1,
           "Classroom practice", "Praktik mengajar", headline=True),
        _o("instruction_gain", "teacher", seen.of_instruction, seen.each_teacher, "SD", 1,
           "Practice gained, in SD between teachers", "Kenaikan praktik, dalam simpangan baku antarguru"),
        _o("routine_gain", "teacher", seen.of_routine, seen.each_teacher, "SD", 1,
           "Of that, become routine", "Di antaranya yang sudah menjadi kebiasaan"),
        _o("class_gain", "teacher", seen.of_class, seen.each_teacher, "SD", 1,
           "Literacy that a class gained with its teacher since July",
           "Kenaikan literasi kelas bersama gurunya sejak Juli"),
        _o("literacy_mean", "school", seen.of_literacy, seen.each_pupil, "SD", 1,
           "Pupils' literacy", "Literasi murid", headline=True),
        _o("early_reading_mean", "school", seen.of_early_reading, seen.each_pupil, "SD", 1,
           "Early literacy (grades 2-3)", "Literasi awal (kelas 2-3)"),
        _o("assessed_mean", "school", seen.of_assessed, seen.each_pupil, "SD", 1,
           "Literacy in the national assessment (grade 5)", "Literasi dalam Asesmen Nasional (kelas 5)"),
        _o("reading_mean", "school", seen.of_reading, seen.each_pupil, "SD", 1,
           "Reading of all grades on one scale", "Kemampuan membaca semua kelas pada satu skala"),
        _o("belief_share", "teacher", seen.of_belief, seen.each_teacher, "share", 1,
           "Teachers who see the KKG as a reference", "Guru yang menganggap KKG sebagai rujukan mengajar",
           headline=True),
        _o("pedagogic_mean", "teacher", seen.of_pedagogic, seen.each_teacher, "0-1", 1,
           "Pedagogic competence", "Kompetensi pedagogik"),
        _o("professional_mean", "teacher", seen.of_professional, seen.each_teacher, "0-1", 1,
           "Professional competence", "Kompetensi profesional"),
        _o("social_mean", "teacher", seen.of_social, seen.each_teacher, "0-1", 1,
           "Social competence", "Kompetensi sosial"),
        _o("personality_mean", "teacher", seen.of_personality, seen.each_teacher, "0-1", 1,
           "Personality competence", "Kompetensi kepribadian"),
        _o("motivation_mean", "teacher", seen.of_motivation, seen.each_teacher, "0-1", 1, "Motivation", "Motivasi"),
        _o("visited_share", "teacher", seen.of_visits, seen.each_teacher, "share", 1,
           "Teachers visited by a mentor", "Guru dikunjungi pendamping"),
        _o("visits_asked_mean", "cluster", seen.of_visits_asked, seen.teachers_of, "visits", 0,
           "Visits asked for per teacher and month", "Kunjungan yang diminta per guru per bulan"),
        _o("visits_made_mean", "cluster", seen.of_visits_made, seen.teachers_of, "visits", 1,
           "Visits made per teacher and month", "Kunjungan yang terlaksana per guru per bulan"),
        _o("replaced_share", "teacher", seen.of_replacement, seen.each_teacher, "share", 0,
           "Teachers replaced this month", "Pergantian guru bulan ini"),
        _o("places_mean", "teacher", seen.of_places, seen.each_teacher, "places", 1,
           "External training places per teacher so far", "Pelatihan luar per guru sampai sekarang"),
        _o("trained_share", "teacher", seen.of_trained, seen.each_teacher, "share", 1,
           "Teachers ever sent to external training", "Guru yang pernah dikirim ke pelatihan luar"),
        _o("ict_mean", "teacher", seen.of_ict, seen.each_teacher, "0-1", 1, "ICT skill", "Penguasaan TIK"),
        _o("online_share", "teacher", seen.of_online, seen.those_who_came, "share", 0,
           "Online share of all who came", "Hadir daring dari semua yang hadir"),
        _o("meetings_held", "cluster", seen.of_meetings_held, seen.each_cluster, "meetings", 1,
           "Meetings held per month", "Pertemuan terlaksana per bulan"),
        _o("capacity_agenda_share", "cluster", seen.of_capacity_agenda, seen.meetings_of, "share", 1,
           "Agenda for capacity building", "Porsi agenda untuk peningkatan kapasitas"),
        _o("worth_mean", "cluster", seen.of_worth, seen.meetings_of, "0-1", 1,
           "Learning value of a meeting", "Nilai belajar pertemuan"),
        _o("relevance_mean", "cluster", seen.of_relevance, seen.each_cluster, "0-1", 1,
           "Relevance of the content", "Relevansi materi"),
        _o("management_mean", "cluster", seen.of_management, seen.each_cluster, "0-1", 1,
           "Quality of KKG management", "Mutu pengelolaan KKG"),
        _o("facilitated_share", "cluster", seen.of_facilitated, seen.meetings_of, "share", 1,
           "Meetings led by a facilitator", "Pertemuan dipandu fasilitator"),
        _o("outside_share", "cluster", seen.of_outside, seen.meetings_of, "share", 1,
           "Meetings led by an outside resource person", "Pertemuan dipandu narasumber luar"),
        _o("tutored_share", "cluster", seen.of_tutored, seen.meetings_of, "share", 1,
           "Meetings led by a tutor", "Pertemuan dipandu tutor"),
        _o("reach_share", "cluster", seen.of_reach, seen.each_cluster, "share", 1,
           "Clusters reached by a facilitator within a year", "Gugus terjangkau fasilitator dalam setahun"),
        _o("preparation_mean", "cluster", seen.of_preparation, seen.at_work, "0-1", 1,
           "Time facilitators have to prepare", "Waktu persiapan fasilitator"),
        _o("facilitator_load_share", "cluster", seen.of_days_used, seen.at_work, "share", 0,
           "Facilitators' days in use", "Hari kerja fasilitator yang terpakai"),
        _o("facilitators_active", "cluster", seen.of_facilitators, seen.part_of_district, "persons", 1,
           "Facilitators at work", "Fasilitator aktif"),
        _o("held_share", "cluster", seen.of_held, seen.meetings_planned, "share", 1,
           "Meetings that the money allows", "Pertemuan yang dapat dibiayai"),
        _o("afforded_share", "cluster", seen.of_afforded, seen.meetings_planned, "share", 1,
           "Whole meetings that institutions pay for", "Pertemuan lengkap yang dibiayai lembaga"),
        _o("purse_mean", "cluster", seen.of_purse, seen.each_cluster, "Rp", 0,
           "Money left in the cluster's funds", "Sisa kas gugus"),
        _o("standards_met", "cluster", seen.of_standards_met, seen.each_cluster, "standards", 1,
           "KKG standards met, of seven", "Standar KKG terpenuhi, dari tujuh"),
        _o("standards_mean", "cluster", seen.of_standards, seen.each_cluster, "0-1", 1,
           "Mean level of the seven standards", "Rata-rata tingkat tujuh standar"),
        _o("organisation_met", "cluster", seen.of_organisation, seen.each_cluster, "share", 1,
           "Standard 1 met: organisation", "Standar 1 terpenuhi: organisasi"),
        _o("programme_met", "cluster", seen.of_programme, seen.each_cluster, "share", 1,
           "Standard 2 met: programme", "Standar 2 terpenuhi: program"),
        _o("people_met", "cluster", seen.of_people, seen.each_cluster, "share", 1,
           "Standard 3 met: human resources", "Standar 3 terpenuhi: SDM"),
        _o("facilities_met", "cluster", seen.of_facilities, seen.each_cluster, "share", 1,
           "Standard 4 met: facilities", "Standar 4 terpenuhi: sarana dan prasarana"),
        _o("management_met", "cluster", seen.of_managed, seen.each_cluster, "share", 1,
           "Standard 5 met: management", "Standar 5 terpenuhi: pengelolaan"),
        _o("funding_met", "cluster", seen.of_funding, seen.each_cluster, "share", 1,
           "Standard 6 met: financing", "Standar 6 terpenuhi: pembiayaan"),
        _o("monitoring_met", "cluster", seen.of_monitoring, seen.each_cluster, "share", 1,
           "Standard 7 met: monitoring and evaluation", "Standar 7 terpenuhi: pemantauan dan evaluasi"),
        _o("training_gini", "cluster", seen.of_training_gini, seen.any_trained, "0-1", -1,
           "Concentration of training (Gini)", "Pemusatan pelatihan (Gini)"),
        _o("training_top_share", "cluster", seen.of_training_top, seen.any_trained, "share", -1,
           "Training places of the most trained tenth",
           "Pelatihan yang diterima sepersepuluh guru yang paling sering dilatih"),
        _o("hours_mean", "school", seen.of_hours, seen.its_teachers, "h", 0,
           "Teachers' hours for meetings and the way, per month", "Jam guru untuk pertemuan dan perjalanan per bulan"),
        _o("lessons_lost_share", "school", seen.of_lessons_lost, seen.its_teachers, "share", -1,
           "Lessons lost to meetings", "Jam pelajaran yang hilang karena pertemuan"),
        _o("principal_support_mean", "school", seen.of_principal_support, seen.each_school, "0-1", 1,
           "Principals' support", "Dukungan kepala sekolah"),
        _o("climate_mean", "school", seen.of_climate, seen.each_pupil, "0-1", 1, "Classroom climate", "Suasana kelas"),
        _o("psychological_support_mean", "school", seen.of_psychological_support, seen.each_pupil, "0-1", 1,
           "Psychological support of pupils", "Dukungan psikologis terhadap murid"),
        _o("understanding_mean", "school", seen.of_understanding, seen.each_pupil, "0-1", 1,
           "Pupils' understanding", "Pemahaman murid"),
        _o("letters_share", "school", seen.of_letters, seen.each_pupil, "share", 1,
           "Pupils who read letters (grades 2-3)", "Murid mengenal huruf (kelas 2-3)"),
        _o("syllables_share", "school", seen.of_syllables, seen.each_pupil, "share", 1,
           "Pupils who read syllables (grades 2-3)", "Murid membaca suku kata (kelas 2-3)"),
        _o("words_share", "school", seen.of_words, seen.each_pupil, "share", 1,
           "Pupils who read words fluently (grades 2-3)", "Murid membaca kata dengan lancar (kelas 2-3)"),
        _o("basic_share", "school", seen.of_basic, seen.each_pupil, "share", 1,
           "Pupils who pass basic literacy (grades 1-3)", "Murid lulus literasi dasar (kelas 1-3)"),
        _o("minimum_share", "school", seen.of_minimum, seen.each_pupil, "share", 1,
           "Pupils at minimum competence (grade 5)", "Murid mencapai kompetensi minimum (kelas 5)"),
        _o("ties_share", "tie", seen.of_ties, seen.possible_ties, "share", 1,
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


def to_next(minimum_share: float) -> float:
    """How much of a share at minimum competence lacks to the next category of the Rapor; 0 in the highest."""
    return next((cut - minimum_share for cut in RAPOR_CUTS if minimum_share < cut), 0.0)


def rapor(minimum_share: float) -> Text:
    """The Rapor Pendidikan category of a share of pupils at minimum competence."""
    if minimum_share < RAPOR_CUTS[0]:
        return Text("low (Kurang)", "Kurang")
    if minimum_share < RAPOR_CUTS[1]:
        return Text("middle (Sedang)", "Sedang")
    return Text("good (Baik)", "Baik")
