"""Administrative staff take paperwork off the teachers."""

from kkgsim.i18n import Text
from kkgsim.model.levers.lever import Cost, Lever, Passage, Setting, delay
from kkgsim.model.parameters import parameter

PARAMETERS = {
    "clerk_hour": parameter(
        8_000, 3_000, 15_000, "Rp per hour", "pay of school administrative staff per hour",
        "upah tenaga administrasi sekolah per jam", "HON20 HONSUB ASM", "assumed"),
    "weeks_in_month": parameter(
        3, 2.8, 3.4, "weeks", "effective school weeks per month (36 a year)", "minggu efektif per bulan", "ASM",
        "assumed", distribution="fixed"),
    "delay_workload_relief": delay(
        2, 0, 6, "staff are hired and know the work", "tenaga administrasi direkrut dan menguasai tugas"),
}  # fmt: skip


def on_teacher(teacher, policy, n):
    """Hours of paperwork are done by somebody else."""
    teacher.relief_hours = teacher.relief_hours + policy.workload_relief_hours


def clerk_hours(teacher, policy, n):
    """Hours that staff work instead; no more than the teacher had."""
    return min(policy.workload_relief_hours, teacher.workload) * n.weeks_in_month


LEVER = Lever(
    name="workload_relief",
    label=Text("Relief of administrative workload", "Pengurangan beban administrasi"),
    about=Text(
        "School staff take over part of the teachers' paperwork, so that teachers have time to come and to try out.",
        "Tenaga administrasi mengambil alih sebagian tugas administrasi guru sehingga ada waktu hadir dan mencoba.",
    ),
    origin=(
        Passage("janapria_study", "Hasil penelitian dan pembahasan, 3", "beban kerja guru yang tinggi"),
        Passage("janapria_study", "Abstrak", "keterbatasan waktu"),
    ),
    settings=(
        Setting("hours", 0, 6, 2.0, "hours a week",
                Text("Hours of paperwork relieved per week", "Jam kerja administrasi yang dikurangi per minggu"),
                "ABS14H"),
    ),
    effects={"teacher": on_teacher},
    costs=(
        Cost("clerks", Text("Administrative staff", "Tenaga administrasi"), "teacher", clerk_hours, "clerk_hour"),
    ),
    delay="delay_workload_relief",
    payers=("district", "bosda", "province", "ministry", "donor"),
)  # fmt: skip
