"""What passes from one KKG to those nearby: sessions held together, and principals who meet in their own group.

No KKG is alone: clusters of a sub-district hold sessions of sharing together, principals of several clusters sit in
one group (KKKS, K3S), and teachers are moved from one cluster to the next and take along what they do
(:mod:`kkgsim.model.rules.moving_on`). So what a pilot does reaches its neighbours a little, and nobody far away.
"""

from kkgsim.model.parameters import parameter
from kkgsim.model.rules.arithmetic import positive, share

PARAMETERS = {
    "joint_sharing": parameter(
        0.2, 0.0, 0.5, "share",
        "part of the sharing of good practice that is held with a KKG nearby that has more to show",
        "bagian berbagi praktik baik yang diadakan bersama KKG tetangga yang lebih maju", "KIARA24 ASM", "assumed",
        neutral=0.0,
        note="KIARA24: two clusters held four meetings of a half-year together; how many clusters do is not known"),
    "joint_half_km": parameter(
        10, 5, 20, "km", "way between two clusters at which they meet half as often as next-door clusters",
        "jarak antargugus yang membuat pertemuan bersama separuh dari gugus yang bersebelahan", "ASM", "assumed"),
    "principals_share": parameter(
        0.15, 0.0, 0.3, "share of the difference",
        "support of the KKG that principals take over in their own group from those of clusters nearby",
        "dukungan kepada KKG yang diambil kepala sekolah dari rekan gugus tetangga lewat KKKS", "kkg_brief ASM",
        "assumed", neutral=0.0),
}  # fmt: skip


def closeness(neighbour, n):
    """How often two clusters nearby meet, relative to two next door."""
    return n.joint_half_km / (n.joint_half_km + neighbour.km_given)


def meet_nearby(neighbour, cluster, nearby, n):
    """A KKG sees what the KKG nearby can show, its principals how those there support it."""
    ahead = closeness(neighbour, n) * positive(nearby.shown - cluster.shown)
    cluster.ahead_nearby = max(cluster.ahead_nearby, ahead)
    cluster.support_nearby = cluster.support_nearby + share(nearby.support_gained, cluster.neighbours)


def shown_by_neighbours(gained, cluster, n):
    """How far what neighbours show in sessions held together is ahead of a teacher who has ``gained`` so much, beyond
    what her own KKG can show (0-1 points)."""
    return n.joint_sharing * positive(cluster.ahead_nearby - positive(gained - cluster.shown))


def support_taken_over(school, cluster, n):
    """Support of the KKG that a principal takes over from those nearby who have gained more."""
    return n.principals_share * positive(cluster.support_nearby - positive(school.support - school.support_found))
