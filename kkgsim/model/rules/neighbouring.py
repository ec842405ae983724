"""What passes from one KKG to those nearby: meetings held together, content handed on, principals who meet.

No KKG is alone: clusters of a sub-district hold meetings together and hand on programmes and modules, principals of
several clusters sit in one group (KKKS, K3S), and teachers are moved from one cluster to the next and take along what
they do (:mod:`kkgsim.model.rules.moving_on`). So what a pilot does reaches its neighbours a little, and nobody far
away. The longer way to a meeting held together is not counted.
"""

from kkgsim.model.parameters import parameter
from kkgsim.model.rules.arithmetic import over, positive, share
from kkgsim.model.rules.sessions import add_up

PARAMETERS = {
    "joint_meetings": parameter(
        0.25, 0.0, 0.6, "share",
        "part of a KKG's meetings that it holds with a KKG next door which has more to offer",
        "bagian pertemuan KKG yang diadakan bersama KKG sebelah yang lebih maju", "KIARA24 ASM", "assumed",
        neutral=0.0,
        note="KIARA24: two clusters held four meetings of a half-year together; how many clusters do is not known"),
    "joint_half_km": parameter(
        10, 5, 20, "km", "way between two clusters at which they meet half as often as next-door clusters",
        "jarak antargugus yang membuat pertemuan bersama separuh dari gugus yang bersebelahan", "ASM", "assumed"),
    "content_handed_on": parameter(
        0.03, 0.0, 0.06, "share of the difference per month",
        "relevance that a KKG gains by new programmes and modules handed on by one next door",
        "kenaikan relevansi karena program dan modul baru yang diteruskan KKG sebelah", "ASM", "assumed", neutral=0.0),
    "principals_share": parameter(
        0.2, 0.0, 0.4, "share of the difference",
        "support of the KKG that principals take over in their own group from those of clusters nearby",
        "dukungan kepada KKG yang diambil kepala sekolah dari rekan gugus tetangga lewat KKKS", "kkg_brief ASM",
        "assumed", neutral=0.0),
}  # fmt: skip


def closeness(neighbour, n):
    """How often two clusters nearby meet, relative to two next door."""
    return n.joint_half_km / (n.joint_half_km + neighbour.km_given)


def newly_fits(cluster):
    """Relevance that a KKG has gained on what was found: what is new to hand on."""
    return cluster.relevance - cluster.relevance_found


def meet_nearby(neighbour, cluster, nearby, n):
    """A KKG looks at those nearby: what their meetings are worth, who leads them, what is shown there, how well their
    content fits, and how principals there support it."""
    near = closeness(neighbour, n)
    cluster.worth_nearby = max(cluster.worth_nearby, near * positive(nearby.taught - cluster.taught))
    cluster.lead_nearby = max(cluster.lead_nearby, near * positive(nearby.lead - cluster.lead))
    cluster.shown_nearby = max(cluster.shown_nearby, near * positive(nearby.shown - cluster.shown))
    cluster.use_nearby = max(cluster.use_nearby, near * positive(nearby.usefulness - cluster.usefulness))
    newer, better = newly_fits(nearby) - newly_fits(cluster), nearby.relevance - cluster.relevance
    cluster.fit_nearby = max(cluster.fit_nearby, near * positive(min(newer, better)))
    cluster.support_nearby = cluster.support_nearby + share(nearby.support_gained, cluster.neighbours)


def meet_together(cluster, n):
    """Meetings held together are worth what those of the KKG next door are, and are led, shown and felt as there."""
    times = 1.0 + n.joint_meetings * over(cluster.worth_nearby, cluster.taught)
    cluster.good_sharing = times * cluster.good_sharing
    cluster.good_case_study = times * cluster.good_case_study
    cluster.good_reflection = times * cluster.good_reflection
    cluster.good_drafting = times * cluster.good_drafting
    cluster.good_training = times * cluster.good_training
    cluster.lead = cluster.lead + n.joint_meetings * cluster.lead_nearby
    cluster.shown = cluster.shown + n.joint_meetings * cluster.shown_nearby
    cluster.usefulness = min(cluster.usefulness + n.joint_meetings * cluster.use_nearby, 1.0)
    add_up(cluster, n)


def support_taken_over(school, cluster, n):
    """Support of the KKG that a principal takes over from those nearby who have gained more."""
    return n.principals_share * positive(cluster.support_nearby - positive(school.support - school.support_found))
