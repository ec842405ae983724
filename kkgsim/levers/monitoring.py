"""C9: systematic monitoring and independent evaluation, usually twice a year."""

from kkgsim.levers.lever import Cost, Lever, Setting
from kkgsim.numbers import Label, number

NUMBERS = {
    "evaluation_fee": number(
        1_500_000, 500_000, 4_000_000, "Rp per cluster and evaluation", "independent evaluation of one cluster",
        "evaluasi independen satu gugus", "ASM", "assumed"),
}  # fmt: skip


def on_cluster(cluster, policy, n):
    """Evaluations with feedback come spread over the year."""
    cluster.evaluations = cluster.evaluations + policy.monitoring_per_year / 12.0


def evaluations_made(cluster, policy, n):
    return policy.monitoring_per_year / 12.0


LEVER = Lever(
    name="monitoring",
    label=Label("Monitoring and evaluation", "Pemantauan dan evaluasi"),
    about=Label(
        "Each cluster is evaluated with feedback, so that plan-do-check-act turns and the programme is mended.",
        "Setiap gugus dievaluasi dengan umpan balik sehingga siklus PDCA berjalan dan program diperbaiki.",
    ),
    origin="C9; B district 4; J PDCA; S032 S033 S140 S142",
    settings=(
        Setting("per_year", 0, 4, 2.0, "evaluations a year",
                Label("Evaluations per cluster and year", "Evaluasi per gugus per tahun"), "seed:001"),
    ),
    effects={"cluster": on_cluster},
    costs=(
        Cost("evaluations", Label("Evaluations", "Evaluasi"), "cluster", evaluations_made, "evaluation_fee"),
    ),
)  # fmt: skip
