"""C16: transport money, promotion credit and recognition for taking part."""

from kkgsim.levers.lever import Cost, Lever, Setting
from kkgsim.numbers import Label, number

NUMBERS = {
    "recognition_cost": number(
        5_000, 2_000, 20_000, "Rp per attendance", "certificates, credit papers and a yearly event",
        "sertifikat, berkas angka kredit, dan acara tahunan", "ASM", "assumed"),
}  # fmt: skip


def on_cluster(cluster, policy, n):
    """Transport money is offered for each attendance."""
    cluster.fare_offered = cluster.fare_offered + policy.transport_recognition_fare


def on_teacher(teacher, policy, n):
    """Taking part counts."""
    teacher.recognition = max(teacher.recognition, policy.transport_recognition_recognition)


def fares(cluster, policy, n):
    """Rp paid to those who came."""
    return cluster.arrived * policy.transport_recognition_fare


def teachers_recognised(cluster, policy, n):
    return cluster.arrived * policy.transport_recognition_recognition


LEVER = Lever(
    name="transport_recognition",
    label=Label("Transport money and recognition", "Uang transpor dan penghargaan"),
    about=Label(
        "Teachers get transport money for each meeting they attend, and taking part counts toward promotion.",
        "Guru menerima uang transpor untuk setiap kehadiran, dan keikutsertaan dihitung untuk kenaikan pangkat.",
    ),
    origin="C16; J obstacles; S042 S054",
    settings=(
        Setting("fare", 0, 150_000, 30_000, "Rp per attendance",
                Label("Transport money per attendance", "Uang transpor per kehadiran"), "MEM ASM"),
        Setting("recognition", 0, 1, 1.0, "0-1",
                Label("Recognition and promotion credit", "Penghargaan dan angka kredit"), "AK16 AKN"),
    ),
    effects={"cluster": on_cluster, "teacher": on_teacher},
    costs=(
        Cost("transport_money", Label("Transport money", "Uang transpor"), "cluster", fares, None),
        Cost("recognition_papers", Label("Certificates and credit papers", "Sertifikat dan angka kredit"), "cluster",
             teachers_recognised, "recognition_cost"),
    ),
)  # fmt: skip
