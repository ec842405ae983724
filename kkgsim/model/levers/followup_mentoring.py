"""Follow-up visits of mentors in schools and classrooms."""

from kkgsim.i18n import Text
from kkgsim.model.levers.lever import Cost, Lever, Passage, Setting, delay
from kkgsim.model.parameters import parameter

PARAMETERS = {
    "visit_travel": parameter(
        30_000, 10_000, 100_000, "Rp per teacher visited", "materials and flat travel money of a follow-up visit",
        "bahan dan uang perjalanan per guru dikunjungi", "ASM", "assumed"),
    "visit_honorarium": parameter(
        65_000, 30_000, 170_000, "Rp per teacher visited",
        "honorarium for a follow-up visit by a supervisor, one third of a facilitator's day",
        "honor kunjungan pengawas per guru", "ASM", "assumed"),
    "early_test": parameter(
        4_000, 1_500, 10_000, "Rp per teacher tested and month",
        "reading tests that show where in grades 1 to 3 a visit is needed",
        "tes membaca untuk menentukan kelas 1-3 yang perlu dikunjungi", "ASM", "assumed"),
    "delay_followup_mentoring": delay(
        1, 0, 3, "mentors have their first visits planned", "pendamping menjadwalkan kunjungan pertama"),
}  # fmt: skip


def on_cluster(cluster, district, reach, policy, n):
    """Visits are asked for; who can make them is a matter of people."""
    cluster.visits_asked = cluster.visits_asked + policy.followup_mentoring_visits
    cluster.visits_early = max(cluster.visits_early, policy.followup_mentoring_early_grades)
    there = 1.0 - reach.left_out_followup_mentoring
    district.teachers_tested = district.teachers_tested + there * cluster.teachers


def visits_by_supervisors(district, policy, n):
    """Visits beyond the supervisors' routine; facilitators' visits are in the team's days."""
    return district.supervisor_visits


def trips_of_supervisors(district, policy, n):
    """Rp: materials and a flat sum a visit, and the way to the school and back."""
    return district.supervisor_visits * n.visit_travel + district.supervisor_km * n.travel_cost_km


def tested(district, policy, n):
    """Teachers of grades 1 to 3, half of all, whose children are tested."""
    return policy.followup_mentoring_early_grades * district.teachers_tested / 2.0


LEVER = Lever(
    name="followup_mentoring",
    label=Text("Follow-up mentoring", "Pendampingan lanjutan"),
    about=Text(
        "Mentors visit teachers in their classrooms after the meetings. Facilitators with days left do it, then "
        "supervisors; without enough of them fewer visits happen than were asked for. Whom they visit is settled as "
        "the school year begins: teachers who come later wait.",
        "Pendamping mengunjungi guru di kelas setelah pertemuan: fasilitator yang masih punya hari kerja, lalu "
        "pengawas; bila orangnya kurang, kunjungan lebih sedikit daripada yang diminta. Daftarnya ditetapkan pada "
        "awal tahun ajaran: guru yang datang kemudian menunggu.",
    ),
    origin=(
        Passage("kkg_brief", "Pentingnya KKG di Indonesia",
                "Meski pelatihan kontekstual dan bermutu, tanpa pendampingan"),
        Passage("kkg_brief", "Rekomendasi tingkat kabupaten/kota, 5",
                "menindaklanjuti pendampingan di sekolah-sekolah dan kelas-kelas"),
    ),
    settings=(
        Setting("visits", 0, 1, 0.5, "visits per teacher and month",
                Text("Visits per teacher and month", "Kunjungan per guru per bulan"), "CFPT20 kkg_brief"),
        Setting("early_grades", 0, 1, 0.0, "0-1",
                Text("Visits turned to teachers of grades 1-3", "Kunjungan diutamakan bagi guru kelas 1-3"),
                "kkg_brief"),
    ),
    effects={"cluster": on_cluster},
    costs=(
        Cost("visit_trips", Text("Travel of mentors", "Perjalanan pendamping"), "district",
             trips_of_supervisors, None),
        Cost("visit_honoraria", Text("Honoraria of visiting supervisors", "Honor pengawas"), "district",
             visits_by_supervisors, "visit_honorarium"),
        Cost("early_tests", Text("Reading tests of the early grades", "Tes membaca kelas awal"), "district", tested,
             "early_test"),
    ),
    delay="delay_followup_mentoring",
)  # fmt: skip
