"""What an office knows of its clusters when it chooses some of them: who is needy and who is remote.

Need is what pupils read in the Rapor, which comes out once a year for all schools (at the start: that of the year
before); remote is who lies far from the middle of the place. Which of equals comes first is drawn by lot,
once for a run.
"""

from kkgsim.model.parameters import parameter
from kkgsim.model.rules.arithmetic import select

PARAMETERS = {
    "rapor_month": parameter(
        4, 1, 12, "month of the year", "month in which the Rapor of the year before is published",
        "bulan terbitnya Rapor tahun sebelumnya", "MEM ASM", "assumed", distribution="fixed", condition=True),
}  # fmt: skip


def assess(school, cluster):
    """Pupils are assessed."""
    cluster.assessed_sum = cluster.assessed_sum + school.assessed * school.pupils
    cluster.pupils = cluster.pupils + school.pupils


def mean_assessed(cluster):
    """Mean literacy of a cluster's pupils in the national assessment."""
    return cluster.assessed_sum / max(cluster.pupils, 1.0)


def publish_first(cluster):
    """The office has the Rapor of the year before."""
    cluster.rapor = mean_assessed(cluster)


def publish(cluster, calendar, n):
    """Once a year the Rapor comes out; clusters are then ranked anew."""
    cluster.rapor = select(calendar.month == n.rapor_month, mean_assessed(cluster), cluster.rapor)
    cluster.needier = 0.0


def compare_need(cluster, other_cluster):
    """Clusters that read less by the Rapor are needier; of equals the one with the lower lot is."""
    first = select(other_cluster.lot < cluster.lot, 1.0, 0.0)
    equal = select(other_cluster.rapor == cluster.rapor, first, 0.0)
    cluster.needier = cluster.needier + select(other_cluster.rapor < cluster.rapor, 1.0, equal)


def compare_ways(cluster, other_cluster):
    """Clusters farther from the middle of the place are remoter; of equals the one with the lower lot is."""
    first = select(other_cluster.lot < cluster.lot, 1.0, 0.0)
    equal = select(other_cluster.remoteness == cluster.remoteness, first, 0.0)
    cluster.remoter = cluster.remoter + select(other_cluster.remoteness > cluster.remoteness, 1.0, equal)
