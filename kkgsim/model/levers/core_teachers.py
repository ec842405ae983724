"""Use of the trained: core teachers deployed as tutors, in their own cluster and across areas."""

from kkgsim.i18n import Text
from kkgsim.model.levers.lever import Cost, Lever, Passage, Setting, delay
from kkgsim.model.parameters import parameter

PARAMETERS = {
    "tutor_honorarium": parameter(
        150_000, 75_000, 300_000, "Rp per session", "honorarium of a tutor, for a session or a day of visits",
        "honor tutor per sesi atau hari kunjungan", "ASM", "assumed"),
    "tutor_trip": parameter(
        75_000, 30_000, 200_000, "Rp per session", "travel of a tutor lent to another cluster",
        "perjalanan tutor ke gugus lain", "ASM", "assumed"),
    "tutor_register": parameter(
        10_000, 5_000, 30_000, "Rp per cluster and month", "register of the trained and their deployment",
        "pendataan dan penugasan guru terlatih", "ASM", "assumed"),
    "pair_cost": parameter(
        20_000, 5_000, 60_000, "Rp per pair and month", "matching teachers and covering an hour a week for the pair",
        "pencocokan guru dan penggantian satu jam seminggu bagi pasangan", "ASM", "assumed"),
    "delay_core_teachers": delay(
        2, 0, 6, "tutors are named and briefed", "tutor ditetapkan dan dibekali"),
}  # fmt: skip


def on_cluster(cluster, policy, n):
    """Tutors are to lead in the cluster."""
    cluster.tutors_wanted = cluster.tutors_wanted + policy.core_teachers_per_cluster


def on_district(district, policy, n):
    """Clusters that have more lend to clusters that have fewer than wanted."""
    district.tutors_across = max(district.tutors_across, policy.core_teachers_across)


def on_teacher(teacher, policy, n):
    """Weak teachers work with a stronger colleague of their school."""
    teacher.paired = max(teacher.paired, policy.core_teachers_pairs * teacher.weak)


def pairs(teacher, policy, n):
    return policy.core_teachers_pairs * teacher.weak


def sessions_tutored(cluster, policy, n):
    """Meetings that tutors led and somebody pays for."""
    return cluster.tutored * cluster.meetings


def sessions_of_lent(cluster, policy, n):
    """Of these, those led by tutors whom other clusters lend."""
    return cluster.tutored_by_lent * cluster.meetings


def days_of_visits(cluster, policy, n):
    """Days on which tutors visit colleagues' classes."""
    return cluster.tutor_days


def registered(cluster, policy, n):
    return policy.core_teachers_per_cluster + policy.core_teachers_across


LEVER = Lever(
    name="core_teachers",
    label=Text("Core teachers as tutors", "Guru inti sebagai tutor"),
    about=Text(
        "Teachers who have been trained, hold the S1 and have taught ten years lead sessions as tutors, in their own "
        "cluster or lent to others; where visits are asked for that nobody else has time for, they visit colleagues' "
        "classes, too. They leave their own classes for it. What they pass on loses one step of the cascade; "
        "where it is always the same people who are trained, many clusters have nobody to deploy. Weak teachers can "
        "also be paired with a strong colleague of their own school.",
        "Guru yang sudah dilatih, berijazah S1, dan mengajar sepuluh tahun memandu sesi sebagai tutor, di gugusnya "
        "atau dipinjamkan ke gugus lain; bila diminta kunjungan yang tidak sempat dilakukan orang lain, mereka juga "
        "mengunjungi kelas rekan. Untuk itu mereka meninggalkan kelasnya. Yang diteruskan berkurang satu tahap; "
        "bila yang dilatih orang yang sama terus, banyak gugus tidak punya orang untuk ditugaskan. Guru yang lemah "
        "juga dapat dipasangkan dengan rekan yang kuat di sekolahnya.",
    ),
    origin=(
        Passage("kkg_brief", "Rekomendasi tingkat kabupaten/kota, 6",
                "Kebijakan akan bermanfaat bagi dinas pendidikan kabupaten"),
        Passage("kkg_brief", "Tantangan utama: Sumber daya pemerintah", "Demikian pula kapasitas para guru senior"),
    ),
    settings=(
        Setting("per_cluster", 0, 3, 1.0, "persons",
                Text("Tutors per cluster", "Tutor per gugus"), "kkg_brief"),
        Setting("pairs", 0, 1, 0.0, "share of weak teachers",
                Text("Weak teachers paired with a strong colleague", "Guru lemah dipasangkan dengan rekan yang kuat"),
                "PTTL20"),
        Setting("across", 0, 1, 1.0, "share",
                Text("Tutors lent where there are too few", "Tutor dipinjamkan ke gugus yang kekurangan"),
                      "kkg_brief"),
    ),
    effects={"district": on_district, "cluster": on_cluster, "teacher": on_teacher},
    costs=(
        Cost("tutor_honoraria", Text("Tutors' honoraria", "Honor tutor"), "cluster", sessions_tutored,
             "tutor_honorarium"),
        Cost("tutor_visits", Text("Tutors' days of visits", "Hari kunjungan tutor"), "cluster", days_of_visits,
             "tutor_honorarium"),
        Cost("tutor_trips", Text("Travel of lent tutors", "Perjalanan tutor yang dipinjamkan"), "cluster",
             sessions_of_lent,
             "tutor_trip"),
        Cost("matched_pairs", Text("Matched pairs", "Pasangan guru"), "teacher", pairs, "pair_cost"),
        Cost("tutor_registers", Text("Register of the trained", "Pendataan guru terlatih"), "cluster", registered,
             "tutor_register"),
    ),
    delay="delay_core_teachers",
)  # fmt: skip
