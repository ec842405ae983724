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
from kkgsim.model.measures import clusters, schools, staff_and_money, teachers

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
              {"teacher": schools.school_far, "school": schools.school_far}),
        Group("contract", Text("contract teachers", "guru honorer"), Text("civil servants", "guru ASN"),
              {"teacher": teachers.teacher_contract}),
        Group("weak", Text("weak start", "awal lemah"), Text("strong start", "awal kuat"),
              {"teacher": teachers.teacher_weak, "school": schools.school_weak}),
        Group("carers", Text("caring at home", "merawat keluarga"), Text("free to stay", "leluasa tinggal"),
              {"teacher": teachers.teacher_cares}),
    )
}  # fmt: skip
"""Who may be left behind: far (beyond the median way of the place), contract teachers, and those who started weak
(teachers below the mean pedagogic competence; schools below the place's median literacy), and those who care for
somebody at home (nobody, where ``care_share`` is 0)."""


def _o(
    name: str, over: str, value: Verb, weight: Verb, unit: str, better: int, en: str, id: str, headline: bool = False
) -> Outcome:
    return Outcome(name, over, value, weight, UNITS[unit], better, Text(en, id), headline)


OUTCOMES: dict[str, Outcome] = {
    o.name: o
    for o in (
        _o("attendance_share", "teacher", teachers.of_attendance, teachers.those_in_post, "share", 1,
           "Attendance", "Kehadiran di KKG", headline=True),
        _o("practice_mean", "teacher", teachers.of_practice, teachers.each_teacher, "0-1", 1,
           "Classroom practice", "Praktik mengajar", headline=True),
        _o("instruction_gain", "teacher", teachers.of_instruction, teachers.each_teacher, "SD", 1,
           "Practice gained, in SD between teachers", "Kenaikan praktik, dalam simpangan baku antarguru"),
        _o("routine_gain", "teacher", teachers.of_routine, teachers.each_teacher, "SD", 1,
           "Of that, become routine", "Di antaranya yang sudah menjadi kebiasaan"),
        _o("class_gain", "teacher", teachers.of_class, teachers.each_teacher, "SD", 1,
           "Literacy that a class gained with its teacher since July",
           "Kenaikan literasi kelas bersama gurunya sejak Juli"),
        _o("literacy_mean", "school", schools.of_literacy, schools.each_pupil, "SD", 1,
           "Pupils' literacy", "Literasi murid", headline=True),
        _o("early_reading_mean", "school", schools.of_early_reading, schools.each_pupil, "SD", 1,
           "Early literacy (grades 2-3)", "Literasi awal (kelas 2-3)"),
        _o("assessed_mean", "school", schools.of_assessed, schools.each_pupil, "SD", 1,
           "Literacy in the national assessment (grade 5)", "Literasi dalam Asesmen Nasional (kelas 5)"),
        _o("reading_mean", "school", schools.of_reading, schools.each_pupil, "SD", 1,
           "Reading of all grades on one scale", "Kemampuan membaca semua kelas pada satu skala"),
        _o("belief_share", "teacher", teachers.of_belief, teachers.each_teacher, "share", 1,
           "Teachers who see the KKG as a reference", "Guru yang menganggap KKG sebagai rujukan mengajar",
           headline=True),
        _o("pedagogic_mean", "teacher", teachers.of_pedagogic, teachers.each_teacher, "0-1", 1,
           "Pedagogic competence", "Kompetensi pedagogik"),
        _o("professional_mean", "teacher", teachers.of_professional, teachers.each_teacher, "0-1", 1,
           "Professional competence", "Kompetensi profesional"),
        _o("social_mean", "teacher", teachers.of_social, teachers.each_teacher, "0-1", 1,
           "Social competence", "Kompetensi sosial"),
        _o("personality_mean", "teacher", teachers.of_personality, teachers.each_teacher, "0-1", 1,
           "Personality competence", "Kompetensi kepribadian"),
        _o("motivation_mean", "teacher", teachers.of_motivation, teachers.each_teacher, "0-1", 1,
           "Motivation", "Motivasi"),
        _o("visited_share", "teacher", teachers.of_visits, teachers.each_teacher, "share", 1,
           "Teachers visited by a mentor", "Guru dikunjungi pendamping"),
        _o("visits_asked_mean", "cluster", staff_and_money.of_visits_asked, staff_and_money.teachers_of, "visits", 0,
           "Visits asked for per teacher and month", "Kunjungan yang diminta per guru per bulan"),
        _o("visits_made_mean", "cluster", staff_and_money.of_visits_made, staff_and_money.teachers_of, "visits", 1,
           "Visits made per teacher and month", "Kunjungan yang terlaksana per guru per bulan"),
        _o("replaced_share", "teacher", teachers.of_replacement, teachers.each_teacher, "share", 0,
           "Teachers replaced this month", "Pergantian guru bulan ini"),
        _o("promoted_share", "teacher", teachers.of_promotion, teachers.each_teacher, "share", 0,
           "Teachers promoted this month", "Guru yang naik pangkat bulan ini"),
        _o("places_mean", "teacher", teachers.of_places, teachers.each_teacher, "places", 1,
           "External training places per teacher so far", "Pelatihan luar per guru sampai sekarang"),
        _o("trained_share", "teacher", teachers.of_trained, teachers.each_teacher, "share", 1,
           "Teachers ever sent to external training", "Guru yang pernah dikirim ke pelatihan luar"),
        _o("certificates_mean", "teacher", teachers.of_certificates, teachers.each_teacher, "places", 0,
           "Certificates of self-paced courses per teacher so far",
           "Sertifikat pelatihan mandiri per guru sampai sekarang"),
        _o("ict_mean", "teacher", teachers.of_ict, teachers.each_teacher, "0-1", 1, "ICT skill", "Penguasaan TIK"),
        _o("online_share", "teacher", teachers.of_online, teachers.those_who_came, "share", 0,
           "Online share of all who came", "Hadir daring dari semua yang hadir"),
        _o("meetings_held", "cluster", clusters.of_meetings_held, clusters.each_cluster, "meetings", 1,
           "Meetings held per month", "Pertemuan terlaksana per bulan"),
        _o("capacity_agenda_share", "cluster", clusters.of_capacity_agenda, clusters.meetings_of, "share", 1,
           "Agenda for capacity building", "Porsi agenda untuk peningkatan kapasitas"),
        _o("worth_mean", "cluster", clusters.of_worth, clusters.meetings_of, "0-1", 1,
           "Learning value of a meeting", "Nilai belajar pertemuan"),
        _o("relevance_mean", "cluster", clusters.of_relevance, clusters.each_cluster, "0-1", 1,
           "Relevance of the content", "Relevansi materi"),
        _o("management_mean", "cluster", clusters.of_management, clusters.each_cluster, "0-1", 1,
           "Quality of KKG management", "Mutu pengelolaan KKG"),
        _o("committee_mean", "cluster", clusters.of_committee, clusters.each_cluster, "0-1", 1,
           "Skill and time of the committee", "Kecakapan dan waktu pengurus"),
        _o("planned_share", "cluster", clusters.of_plan, clusters.each_cluster, "share", 1,
           "KKG with a work plan that holds", "KKG yang memiliki rencana kerja"),
        _o("turned_share", "cluster", clusters.of_cycles, clusters.each_cluster, "share", 1,
           "KKG in which plan-do-check-act came round this month", "KKG yang siklus PDCA-nya tuntas bulan ini"),
        _o("facilitated_share", "cluster", clusters.of_facilitated, clusters.meetings_of, "share", 1,
           "Meetings led by a facilitator", "Pertemuan dipandu fasilitator"),
        _o("outside_share", "cluster", clusters.of_outside, clusters.meetings_of, "share", 1,
           "Meetings led by an outside resource person", "Pertemuan dipandu narasumber luar"),
        _o("tutored_share", "cluster", clusters.of_tutored, clusters.meetings_of, "share", 1,
           "Meetings led by a tutor", "Pertemuan dipandu tutor"),
        _o("reach_share", "cluster", staff_and_money.of_reach, clusters.each_cluster, "share", 1,
           "Clusters reached by a facilitator within a year", "Gugus terjangkau fasilitator dalam setahun"),
        _o("preparation_mean", "cluster", staff_and_money.of_preparation, staff_and_money.at_work, "0-1", 1,
           "Time facilitators have to prepare", "Waktu persiapan fasilitator"),
        _o("facilitator_load_share", "cluster", staff_and_money.of_days_used, staff_and_money.at_work, "share", 0,
           "Facilitators' days in use", "Hari kerja fasilitator yang terpakai"),
        _o("facilitators_active", "cluster", staff_and_money.of_facilitators, staff_and_money.part_of_district,
           "persons", 1, "Facilitators at work", "Fasilitator aktif"),
        _o("held_share", "cluster", clusters.of_held, clusters.meetings_planned, "share", 1,
           "Meetings that the money allows", "Pertemuan yang dapat dibiayai"),
        _o("afforded_share", "cluster", staff_and_money.of_afforded, clusters.meetings_planned, "share", 1,
           "Whole meetings that institutions pay for", "Pertemuan lengkap yang dibiayai lembaga"),
        _o("purse_mean", "cluster", staff_and_money.of_purse, clusters.each_cluster, "Rp", 0,
           "Money left in the cluster's funds", "Sisa kas gugus"),
        _o("standards_met", "cluster", clusters.of_standards_met, clusters.each_cluster, "standards", 1,
           "KKG standards met, of seven", "Standar KKG terpenuhi, dari tujuh"),
        _o("standards_mean", "cluster", clusters.of_standards, clusters.each_cluster, "0-1", 1,
           "Mean level of the seven standards", "Rata-rata tingkat tujuh standar"),
        _o("organisation_met", "cluster", clusters.of_organisation, clusters.each_cluster, "share", 1,
           "Standard 1 met: organisation", "Standar 1 terpenuhi: organisasi"),
        _o("programme_met", "cluster", clusters.of_programme, clusters.each_cluster, "share", 1,
           "Standard 2 met: programme", "Standar 2 terpenuhi: program"),
        _o("people_met", "cluster", clusters.of_people, clusters.each_cluster, "share", 1,
           "Standard 3 met: human resources", "Standar 3 terpenuhi: SDM"),
        _o("facilities_met", "cluster", clusters.of_facilities, clusters.each_cluster, "share", 1,
           "Standard 4 met: facilities", "Standar 4 terpenuhi: sarana dan prasarana"),
        _o("management_met", "cluster", clusters.of_managed, clusters.each_cluster, "share", 1,
           "Standard 5 met: management", "Standar 5 terpenuhi: pengelolaan"),
        _o("funding_met", "cluster", clusters.of_funding, clusters.each_cluster, "share", 1,
           "Standard 6 met: financing", "Standar 6 terpenuhi: pembiayaan"),
        _o("monitoring_met", "cluster", clusters.of_monitoring, clusters.each_cluster, "share", 1,
           "Standard 7 met: monitoring and evaluation", "Standar 7 terpenuhi: pemantauan dan evaluasi"),
        _o("training_gini", "cluster", teachers.of_training_gini, teachers.any_trained, "0-1", -1,
           "Concentration of training (Gini)", "Pemusatan pelatihan (Gini)"),
        _o("training_top_share", "cluster", teachers.of_training_top, teachers.any_trained, "share", -1,
           "Training places of the most trained tenth",
           "Pelatihan yang diterima sepersepuluh guru yang paling sering dilatih"),
        _o("hours_mean", "school", schools.of_hours, schools.its_teachers, "h", 0,
           "Teachers' hours for meetings and the way, per month", "Jam guru untuk pertemuan dan perjalanan per bulan"),
        _o("sessions_at_school", "school", schools.of_sessions_at_school, schools.each_school, "meetings", 1,
           "Sessions of the school's learning community that a teacher is at, per month",
           "Pertemuan komunitas belajar sekolah yang diikuti seorang guru per bulan"),
        _o("week_asked_mean", "school", schools.of_week_asked, schools.its_teachers, "h", 0,
           "Hours of a week outside class asked of a teacher",
           "Jam seminggu di luar jam mengajar yang diminta dari seorang guru"),
        _o("week_overfull_share", "school", schools.of_week_overfull, schools.its_teachers, "share", -1,
           "Teachers at schools where more is asked than the week leaves",
           "Guru di sekolah yang diminta melebihi waktu longgar seminggu"),
        _o("late_share", "school", schools.of_late, schools.its_teachers, "share", -1,
           "Teachers not home in time after a KKG", "Guru yang tidak dapat pulang tepat waktu sesudah KKG"),
        _o("lessons_lost_share", "school", schools.of_lessons_lost, schools.its_teachers, "share", -1,
           "Lessons lost to meetings", "Jam pelajaran yang hilang karena pertemuan"),
        _o("principal_support_mean", "school", schools.of_principal_support, schools.each_school, "0-1", 1,
           "Principals' support", "Dukungan kepala sekolah"),
        _o("climate_mean", "school", schools.of_climate, schools.each_pupil, "0-1", 1,
           "Classroom climate", "Suasana kelas"),
        _o("psychological_support_mean", "school", schools.of_psychological_support, schools.each_pupil, "0-1", 1,
           "Psychological support of pupils", "Dukungan psikologis terhadap murid"),
        _o("understanding_mean", "school", schools.of_understanding, schools.each_pupil, "0-1", 1,
           "Pupils' understanding", "Pemahaman murid"),
        _o("letters_share", "school", schools.of_letters, schools.each_pupil, "share", 1,
           "Pupils who read letters (grades 2-3)", "Murid mengenal huruf (kelas 2-3)"),
        _o("syllables_share", "school", schools.of_syllables, schools.each_pupil, "share", 1,
           "Pupils who read syllables (grades 2-3)", "Murid membaca suku kata (kelas 2-3)"),
        _o("words_share", "school", schools.of_words, schools.each_pupil, "share", 1,
           "Pupils who read words fluently (grades 2-3)", "Murid membaca kata dengan lancar (kelas 2-3)"),
        _o("basic_share", "school", schools.of_basic, schools.each_pupil, "share", 1,
           "Pupils who pass basic literacy (grades 1-3)", "Murid lulus literasi dasar (kelas 1-3)"),
        _o("minimum_share", "school", schools.of_minimum, schools.each_pupil, "share", 1,
           "Pupils at minimum competence (grade 5)", "Murid mencapai kompetensi minimum (kelas 5)"),
        _o("ties_share", "tie", teachers.of_ties, teachers.possible_ties, "share", 1,
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


SEEN_BY_AN_OFFICE: dict[str, int] = {
    "attendance_share": 1,
    "meetings_held": 1,
    "held_share": 1,
    "facilitated_share": 1,
    "visits_made_mean": 1,
    "standards_met": 6,
    "minimum_share": 12,
}
"""The outcomes by which a policy can begin or end, for an office sees them: what lists of presence and reports of the
KKG say every month, its standards when they are reviewed twice a year, the Rapor once a year. With how many months at
least lie between two looks."""
