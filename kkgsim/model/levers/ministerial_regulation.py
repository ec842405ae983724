"""A ministerial regulation: the KKG in the structure of the office, roles of each level, a duty to take part."""

from kkgsim.i18n import Text
from kkgsim.model.levers.lever import Cost, Lever, Passage, Setting, delay
from kkgsim.model.parameters import parameter

PARAMETERS = {
    "regulation_reach": parameter(
        0.6, 0.3, 0.9, "share", "how far a ministerial regulation reaches a cluster by itself",
        "seberapa jauh peraturan menteri sampai ke gugus", "kkg_brief ASM", "assumed"),
    "regulation_line": parameter(
        0.4, 0.1, 0.7, "share",
        "line of command and standing of facilitators that it gives without a district regulation",
        "garis komando dan status fasilitator tanpa peraturan daerah", "kkg_brief ASM", "assumed"),
    "roles_clear": parameter(
        0.5, 0.2, 0.8, "share", "coordination between bodies that clear roles of each level bring",
        "koordinasi antarlembaga karena kejelasan peran tiap jenjang", "kkg_brief ASM", "assumed"),
    "regulation_cost": parameter(
        20_000, 5_000, 60_000, "Rp per cluster and month", "drafting, spreading and explaining the regulation",
        "penyusunan dan sosialisasi peraturan", "ASM", "assumed"),
    "duty_cost": parameter(
        2_000, 500, 5_000, "Rp per person and month", "recording who took part, as a duty requires",
        "pencatatan kehadiran wajib", "KARTU ASM", "assumed"),
    "delay_ministerial_regulation": delay(
        9, 4, 18, "the regulation is signed and known in the clusters", "peraturan terbit dan dikenal di gugus"),
}  # fmt: skip


def on_district(district, policy, n):
    """The office has a task and a line, and each level knows its part."""
    district.line = max(district.line, n.regulation_line * policy.ministerial_regulation_standing)
    district.facilitators_recognised = max(
        district.facilitators_recognised, n.regulation_line * policy.ministerial_regulation_standing
    )
    district.coordination = max(district.coordination, n.roles_clear * policy.ministerial_regulation_roles)


def on_cluster(cluster, policy, n):
    """The KKG has formal standing, and a rule is in force."""
    ruled = max(policy.ministerial_regulation_standing, policy.ministerial_regulation_duty)
    cluster.ruled = max(cluster.ruled, ruled)
    cluster.decree = max(cluster.decree, n.regulation_reach * policy.ministerial_regulation_standing)


def on_teacher(teacher, policy, n):
    """Taking part is required."""
    teacher.duty = max(teacher.duty, policy.ministerial_regulation_duty)


def explained(cluster, policy, n):
    return policy.ministerial_regulation_standing + policy.ministerial_regulation_roles


def recorded(teacher, policy, n):
    return policy.ministerial_regulation_duty


LEVER = Lever(
    name="ministerial_regulation",
    label=Text("Ministerial regulation", "Peraturan menteri"),
    about=Text(
        "A regulation makes the KKG part of the office's structure, says what province, district and schools must do, "
        "and may require teachers to take part. Where nobody pays for meetings it stays on paper, where "
        "nobody pays, checks or renews it it lapses over the years, and those who come because they must take in less.",
        "Peraturan menjadikan KKG bagian struktur dinas, mengatur peran provinsi, kabupaten, dan sekolah, serta dapat "
        "mewajibkan guru ikut serta. Bila pertemuan tidak dibiayai, aturan hanya menjadi dokumen; bila tidak "
        "dibiayai, dipantau, atau diperbarui, kekuatannya hilang dalam beberapa tahun; yang hadir karena wajib "
        "menyerap lebih sedikit.",
    ),
    origin=(
        Passage("kkg_brief", "Rekomendasi tingkat pusat, 1",
                "Peraturan Menteri Pendidikan dan Kebudayaan (Permendikbud) dapat disusun"),
        Passage("kkg_brief", "Tantangan utama: Pedoman KKG", "Sebagai organisasi, baik secara"),
        Passage("janapria_study", "Abstrak", "Penelitian ini merekomendasikan adanya penguatan kelembagaan"),
    ),
    level="centre",
    settings=(
        Setting("standing", 0, 1, 1.0, "0-1",
                Text("KKG in the structure of the office", "KKG dalam struktur dinas"), "kkg_brief"),
        Setting("roles", 0, 1, 1.0, "0-1",
                Text("Roles of each level made clear", "Peran tiap jenjang diperjelas"), "kkg_brief"),
        Setting("duty", 0, 1, 0.0, "0-1",
                Text("Teachers required to take part", "Guru wajib ikut serta"), "kkg_brief"),
    ),
    effects={"district": on_district, "cluster": on_cluster, "teacher": on_teacher},
    costs=(
        Cost("regulation_spread", Text("Drafting and spreading", "Penyusunan dan sosialisasi"), "cluster", explained,
             "regulation_cost"),
        Cost("duty_records", Text("Records of attendance", "Pencatatan kehadiran"), "teacher", recorded, "duty_cost"),
    ),
    delay="delay_ministerial_regulation",
    everywhere=True,
    payers=("ministry", "province", "district"),
)  # fmt: skip
