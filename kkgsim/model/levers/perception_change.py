"""A change of perception: the KKG as pedagogic workshop and channel of continuing development."""

from kkgsim.i18n import Text
from kkgsim.model.levers.lever import Cost, Lever, Passage, Setting, delay
from kkgsim.model.parameters import parameter

PARAMETERS = {
    "campaign_cost": parameter(
        3_000, 1_000, 10_000, "Rp per person and month", "campaign and good-practice forum per teacher",
        "kampanye dan forum praktik baik per guru", "ASM", "assumed"),
    "workshop_cost": parameter(
        150_000, 50_000, 400_000, "Rp per meeting", "kit and preparation of a meeting held as a workshop",
        "perangkat dan persiapan satu pertemuan lokakarya", "ASM", "assumed"),
    "information_cost": parameter(
        25_000, 10_000, 80_000, "Rp per cluster and month", "reports of those back from courses, gathered and kept",
        "laporan guru yang pulang dari pelatihan, dikumpulkan dan disimpan", "ASM", "assumed"),
    "workshop_materials": parameter(
        0.5, 0.3, 0.7, "0-1", "materials that workshop kits bring", "materi yang tersedia karena perangkat lokakarya",
        "kkg_brief ASM", "assumed"),
    "delay_perception_change": delay(
        4, 1, 9, "kits and messages reach the clusters", "perangkat dan pesan sampai ke gugus"),
}  # fmt: skip


def on_cluster(cluster, policy, n):
    """Meetings are held as workshops with kits of good practice."""
    cluster.workshop = max(cluster.workshop, policy.perception_change_workshop)
    cluster.informs = max(cluster.informs, policy.perception_change_information)
    cluster.central_content = max(cluster.central_content, policy.perception_change_central)
    kits = max(policy.perception_change_workshop, policy.perception_change_central)
    cluster.materials_given = max(cluster.materials_given, n.workshop_materials * kits)


def on_teacher(teacher, policy, n):
    """The message reaches teachers."""
    teacher.campaign = max(teacher.campaign, policy.perception_change_campaign)


def reached(teacher, policy, n):
    return policy.perception_change_campaign


def reports(cluster, policy, n):
    return policy.perception_change_information


def workshops(cluster, policy, n):
    return max(policy.perception_change_workshop, policy.perception_change_central) * cluster.meetings


LEVER = Lever(
    name="perception_change",
    label=Text("Change of perception", "Perubahan persepsi"),
    about=Text(
        "The ministry turns the KKG from routine and paperwork into a pedagogic workshop: a campaign says what it can "
        "be, kits and examples of good practice fill the meetings, and its continuing development programme (PKB) "
        "runs through it. A campaign wears off when it ends; what stays is what the meetings give. "
        "As a centre of information the KKG has those who were trained outside report to colleagues. Content "
        "can also be prescribed: kits come with it, but it fits less, and teachers who only receive try out less. A "
        "part of what kits and PKB bring is such content, unless the district makes or adapts its own.",
        "Kementerian mengubah KKG dari kegiatan rutin dan administratif menjadi lokakarya pedagogik: kampanye "
        "menyebarkan pesan, perangkat dan contoh praktik baik mengisi pertemuan, dan program PKB berjalan melalui "
        "KKG. Pengaruh kampanye pudar setelah berakhir; yang bertahan adalah yang diberikan pertemuan. Sebagai "
        "pusat informasi, KKG meminta guru yang dilatih di luar melapor kepada rekan (pengimbasan). Materi "
        "juga dapat ditetapkan dari pusat: perangkat tersedia, tetapi kurang sesuai kebutuhan, dan guru yang hanya "
        "menerima lebih sedikit mencoba. Sebagian isi perangkat dan PKB berasal dari pusat, kecuali bila daerah "
        "membuat atau menyesuaikan materi sendiri.",
    ),
    origin=(
        Passage("kkg_brief", "Rekomendasi tingkat pusat, 3",
                "Di tingkat nasional, Kemendikbud dapat berupaya mengubah persepsi"),
        Passage("kkg_brief", "Studi INOVASI: praktik di daerah",
                "Meskipun terdapat kebijakan nasional menyangkut peran KKG"),
    ),
    level="centre",
    settings=(
        Setting("campaign", 0, 1, 1.0, "0-1", Text("Campaign", "Kampanye"), "kkg_brief"),
        Setting("workshop", 0, 1, 1.0, "0-1",
                Text("Meetings held as workshops", "Pertemuan sebagai lokakarya"), "kkg_brief"),
        Setting("information", 0, 1, 1.0, "0-1",
                Text("KKG as a centre of information", "KKG sebagai pusat informasi"), "kkg_brief"),
        Setting("central", 0, 1, 0.0, "share",
                Text("Content prescribed by the ministry", "Materi ditetapkan kementerian"), "kkg_brief"),
    ),
    effects={"cluster": on_cluster, "teacher": on_teacher},
    costs=(
        Cost("campaigns", Text("Campaign and forum", "Kampanye dan forum"), "teacher", reached, "campaign_cost"),
        Cost("information_reports", Text("Reports on courses", "Laporan hasil pelatihan"), "cluster", reports,
             "information_cost"),
        Cost("workshop_kits", Text("Workshop kits", "Perangkat lokakarya"), "cluster", workshops, "workshop_cost"),
    ),
    delay="delay_perception_change",
    payers=("ministry", "province", "district", "donor"),
)  # fmt: skip
