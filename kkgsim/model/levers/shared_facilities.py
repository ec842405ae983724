"""Shared facilities, and a meeting place that rotates or splits for remote schools."""

from kkgsim.i18n import Text
from kkgsim.model.levers.lever import Cost, Lever, Passage, Setting, delay
from kkgsim.model.parameters import parameter

PARAMETERS = {
    "facilities_cost": parameter(
        250_000, 100_000, 700_000, "Rp per cluster and month",
        "room, computer, projector and media, bought and kept up",
        "ruang, komputer, LCD, dan media: pembelian dan pemeliharaan", "kkg_brief ASM", "assumed"),
    "moving_cost": parameter(
        30_000, 10_000, 80_000, "Rp per meeting", "moving the meeting from school to school",
        "pemindahan tempat pertemuan",
        "CPRAYA ASM", "assumed"),
    "split_cost": parameter(
        100_000, 40_000, 250_000, "Rp per meeting", "a second room and somebody to lead in a sub-cluster",
        "tempat dan pemandu tambahan untuk subgugus", "ASM", "assumed"),
    "delay_shared_facilities": delay(
        3, 1, 9, "things are bought and the timetable is agreed", "sarana dibeli dan jadwal disepakati"),
}  # fmt: skip


def on_cluster(cluster, policy, n):
    """Facilities are there, and the meeting comes nearer."""
    cluster.facilities_given = max(cluster.facilities_given, policy.shared_facilities_kit)
    cluster.rotating = max(cluster.rotating, policy.shared_facilities_rotating)
    cluster.split = max(cluster.split, policy.shared_facilities_subclusters)


def equipped(cluster, policy, n):
    return policy.shared_facilities_kit


def moved(cluster, policy, n):
    return policy.shared_facilities_rotating * cluster.meetings


def parted(cluster, policy, n):
    return policy.shared_facilities_subclusters * cluster.meetings


LEVER = Lever(
    name="shared_facilities",
    label=Text("Shared facilities and venue", "Sarana bersama dan tempat pertemuan"),
    about=Text(
        "Clusters get a shared room, computer and media. The meeting place can rotate among the schools, which shares "
        "the way more evenly, or remote schools can meet with their neighbours in sub-clusters, which shortens it and "
        "thins the group.",
        "Gugus mendapat ruang, komputer, dan media bersama. Tempat pertemuan dapat bergilir sehingga jarak terbagi "
        "lebih merata, atau sekolah terpencil bertemu dengan tetangganya dalam subgugus sehingga lebih dekat tetapi "
        "kelompoknya mengecil.",
    ),
    origin=(
        Passage("janapria_study", "Hasil penelitian dan pembahasan, 3", "lokasi pelaksanaan yang jauh"),
        Passage("kkg_brief", "Tantangan utama: Pedoman KKG",
                "sebagian dari standar pelaksanaan tidak mungkin dipenuhi"),
        Passage("kkg_brief", "Tantangan utama: Sumber daya pemerintah",
                "Sumber daya (fasilitas, infrastruktur, dana, dan instruktur)"),
        Passage("kkg_brief", "Tantangan utama: Pengelolaan dan penyelenggaraan",
                "wilayah terpencil seringkali tidak layak dimanfaatkan"),
    ),
    settings=(
        Setting("kit", 0, 1, 1.0, "0-1", Text("Shared facilities", "Sarana bersama"), "kkg_brief"),
        Setting("rotating", 0, 1, 0.0, "0-1",
                Text("Meeting place rotates", "Tempat pertemuan bergilir"), "CPRAYA kkg_brief"),
        Setting("subclusters", 0, 1, 0.0, "0-1",
                Text("Remote schools meet in sub-clusters", "Sekolah terpencil bertemu dalam subgugus"), "kkg_brief"),
    ),
    effects={"cluster": on_cluster},
    costs=(
        Cost("facilities", Text("Facilities", "Sarana"), "cluster", equipped, "facilities_cost"),
        Cost("venue_moves", Text("Moving the meeting", "Pemindahan tempat"), "cluster", moved, "moving_cost"),
        Cost("subclusters", Text("Sub-clusters", "Subgugus"), "cluster", parted, "split_cost"),
    ),
    delay="delay_shared_facilities",
    payers=("district", "bosda", "donor", "province", "ministry"),
)  # fmt: skip
