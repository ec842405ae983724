"""Transport money, promotion credit, recognition, and allowances with or without a string attached."""

from kkgsim.i18n import Text
from kkgsim.model.levers.lever import Cost, Lever, Passage, Setting, delay
from kkgsim.model.parameters import parameter
from kkgsim.model.rules.arithmetic import clip, share

PARAMETERS = {
    "recognition_cost": parameter(
        5_000, 2_000, 20_000, "Rp per attendance", "certificates, credit papers and a yearly event",
        "sertifikat, berkas angka kredit, dan acara tahunan", "ASM", "assumed"),
    "verification_cost": parameter(
        20_000, 10_000, 50_000, "Rp per person and month", "verifying presence or ratings of one teacher",
        "verifikasi kehadiran atau penilaian satu guru", "KIAT20 ASM", "assumed"),
    "oversight_cost": parameter(
        15_000, 5_000, 40_000, "Rp per person and month", "meetings of the community on the presence of one teacher",
        "pertemuan masyarakat tentang kehadiran satu guru", "KIAT20 ASM", "assumed"),
    "delay_transport_recognition": delay(
        1, 0, 3, "the first transport money is paid out", "uang transpor pertama dibayarkan"),
}  # fmt: skip


def on_cluster(cluster, policy, n):
    """Transport money is offered for each attendance."""
    cluster.fare_offered = cluster.fare_offered + policy.transport_recognition_fare


def on_teacher(teacher, policy, n):
    """Taking part counts; an allowance comes, tied to something or not."""
    teacher.recognition = max(teacher.recognition, policy.transport_recognition_recognition)
    teacher.allowance = teacher.allowance + policy.transport_recognition_allowance
    teacher.tied_to_presence = max(teacher.tied_to_presence, policy.transport_recognition_tied_to_presence)
    teacher.tied_to_ratings = max(teacher.tied_to_ratings, policy.transport_recognition_tied_to_ratings)
    teacher.overseen = max(teacher.overseen, policy.transport_recognition_oversight)


def fares(cluster, policy, n):
    """Rp paid to those who came on the spot: what they were offered, the lever biting already."""
    return cluster.meetings * cluster.on_site * cluster.fare_offered


def teachers_recognised(cluster, policy, n):
    return cluster.meetings * cluster.arrived * policy.transport_recognition_recognition


def allowances(teacher, policy, n):
    return policy.transport_recognition_allowance


def overseen(teacher, policy, n):
    return policy.transport_recognition_oversight


def verified(teacher, policy, n):
    """Teachers whose presence or ratings are verified, where an allowance hangs on them."""
    tied = policy.transport_recognition_tied_to_presence + policy.transport_recognition_tied_to_ratings
    return clip(tied, 0.0, 2.0) * share(policy.transport_recognition_allowance, 1.0)


LEVER = Lever(
    name="transport_recognition",
    label=Text("Transport money, recognition and allowances", "Uang transpor, penghargaan, dan tunjangan"),
    about=Text(
        "Teachers get transport money for each meeting they attend, and taking part counts toward promotion. An "
        "allowance can be added; it changes what teachers do only as far as it depends on verified attendance or on "
        "the "
        "community's ratings.",
        "Guru menerima uang transpor untuk setiap kehadiran, dan keikutsertaan dihitung untuk kenaikan pangkat. "
        "Tunjangan dapat ditambahkan; tunjangan mengubah perilaku hanya sejauh bergantung pada kehadiran terverifikasi "
        "atau penilaian masyarakat.",
    ),
    origin=(
        Passage("janapria_study", "Hasil penelitian dan pembahasan, 3", "kurangnya insentif"),
        Passage("janapria_study", "Hasil penelitian dan pembahasan, 3",
                "baik karena dorongan intrinsik maupun untuk kepentingan administratif"),
    ),
    settings=(
        Setting("fare", 0, 150_000, 30_000, "Rp per attendance",
                Text("Transport money per attendance", "Uang transpor per kehadiran"), "MEM ASM"),
        Setting("recognition", 0, 1, 1.0, "0-1",
                Text("Recognition and promotion credit", "Penghargaan dan angka kredit"), "AK16 AKN"),
        Setting("allowance", 0, 1_000_000, 0.0, "Rp per person and month",
                Text("Allowance per teacher and month", "Tunjangan per guru per bulan"), "DEREE18 KIAT20 HON23"),
        Setting("tied_to_presence", 0, 1, 0.0, "0-1",
                Text("Allowance tied to verified attendance", "Tunjangan menurut kehadiran terverifikasi"),
                "KIAT20"),
        Setting("tied_to_ratings", 0, 1, 0.0, "0-1",
                Text("Allowance tied to the community's ratings", "Tunjangan menurut penilaian masyarakat"),
                "KIAT20"),
        Setting("oversight", 0, 1, 0.0, "0-1",
                Text("The community looks, without pay", "Pengawasan masyarakat tanpa tunjangan"), "KIAT20"),
    ),
    effects={"cluster": on_cluster, "teacher": on_teacher},
    costs=(
        Cost("transport_money", Text("Transport money", "Uang transpor"), "cluster", fares, None),
        Cost("recognition_papers", Text("Certificates and credit papers", "Sertifikat dan angka kredit"), "cluster",
             teachers_recognised, "recognition_cost"),
        Cost("teacher_allowances", Text("Allowances", "Tunjangan"), "teacher", allowances, None),
        Cost("verification", Text("Verification of presence and ratings", "Verifikasi kehadiran dan penilaian"),
             "teacher", verified, "verification_cost"),
        Cost("community_oversight", Text("Meetings of the community", "Pertemuan masyarakat"), "teacher", overseen,
             "oversight_cost"),
    ),
    delay="delay_transport_recognition",
)  # fmt: skip
