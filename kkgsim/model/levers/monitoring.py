"""Systematic monitoring and evaluation, internal and independent, with plans and results followed up."""

from kkgsim.i18n import Text
from kkgsim.model.levers.lever import Cost, Lever, Passage, Setting, delay
from kkgsim.model.parameters import parameter

PARAMETERS = {
    "evaluation_fee": parameter(
        1_500_000, 500_000, 4_000_000, "Rp per cluster and evaluation", "independent evaluation of one cluster",
        "evaluasi independen satu gugus", "ASM", "assumed"),
    "check_fee": parameter(
        75_000, 30_000, 200_000, "Rp per cluster and evaluation",
        "internal check of one cluster by supervisor or office",
        "pemantauan internal satu gugus oleh pengawas atau dinas", "ASM", "assumed"),
    "tracking_fee": parameter(
        50_000, 20_000, 150_000, "Rp per cluster and month", "keeping track of plans, application and results",
        "pencatatan rencana, penerapan, dan hasil", "ASM", "assumed"),
    "delay_monitoring": delay(
        2, 0, 6, "instruments are ready and the first cluster is seen", "instrumen siap dan gugus pertama dikunjungi"),
}  # fmt: skip


def on_cluster(cluster, policy, n):
    """Evaluations and checks come spread over the year; tracking makes them stick."""
    cluster.evaluations = cluster.evaluations + policy.monitoring_per_year / 12.0
    cluster.checks = cluster.checks + policy.monitoring_internal_per_year / 12.0
    cluster.tracking = max(cluster.tracking, policy.monitoring_tracking)


def evaluations_made(cluster, policy, n):
    return policy.monitoring_per_year / 12.0


def checks_made(cluster, policy, n):
    return policy.monitoring_internal_per_year / 12.0


def tracked(cluster, policy, n):
    return policy.monitoring_tracking


LEVER = Lever(
    name="monitoring",
    label=Text("Monitoring and evaluation", "Pemantauan dan evaluasi"),
    about=Text(
        "Each cluster is evaluated with feedback, so that plan-do-check-act turns and the programme is improved. "
        "Independent evaluators come a few times a year; supervisors and the office check more often, which costs them "
        "visits to teachers; following plans and results up makes both count for more.",
        "Setiap gugus dievaluasi dengan umpan balik sehingga siklus PDCA berjalan dan program diperbaiki. Evaluator "
        "independen datang beberapa kali setahun; pengawas dan dinas memantau lebih sering, dengan mengurangi "
        "kunjungan ke guru; tindak lanjut rencana dan hasil membuat keduanya lebih berguna.",
    ),
    origin=(
        Passage("kkg_brief", "Rekomendasi tingkat kabupaten/kota, 4",
                "Pemerintah Kabupaten dapat memastikan agar KKG dipantau"),
        Passage("janapria_study", "Hasil penelitian dan pembahasan, 2",
                "Kontribusi KKG dalam kualitas pembelajaran selaras dengan pendekatan PDCA"),
    ),
    settings=(
        Setting("per_year", 0, 4, 2.0, "evaluations a year",
                Text("Independent evaluations per cluster and year", "Evaluasi independen per gugus per tahun"),
                "kkg_brief"),
        Setting("internal_per_year", 0, 12, 4.0, "evaluations a year",
                Text("Internal checks per cluster and year", "Pemantauan internal per gugus per tahun"), "kkg_brief"),
        Setting("tracking", 0, 1, 1.0, "0-1",
                Text("Plans, application and results followed up", "Tindak lanjut rencana, penerapan, dan hasil"),
                "kkg_brief"),
    ),
    effects={"cluster": on_cluster},
    costs=(
        Cost("evaluations", Text("Independent evaluations", "Evaluasi independen"), "cluster", evaluations_made,
             "evaluation_fee"),
        Cost("internal_checks", Text("Internal checks", "Pemantauan internal"), "cluster", checks_made, "check_fee"),
        Cost("progress_tracking", Text("Follow-up of plans", "Tindak lanjut rencana"), "cluster", tracked,
             "tracking_fee"),
    ),
    delay="delay_monitoring",
)  # fmt: skip
