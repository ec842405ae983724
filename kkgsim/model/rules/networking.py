"""Ties among teachers: who talks to whom about teaching, and how meetings make new ties.

Inside a school ties are given; across schools they form when two teachers meet in sessions that leave room for
reflection, and go cold when they do not meet (the study: a collaborative culture; the brief: a community of practice).
"""

from kkgsim.model.parameters import parameter
from kkgsim.model.rules.arithmetic import select

PARAMETERS = {
    "tie_formed": parameter(
        0.05, 0.01, 0.15, "per meeting attended together", "chance of a new tie across schools in a reflective session",
        "peluang jejaring baru antarsekolah per pertemuan", "ASM", "assumed", neutral=0.0),
    "tie_lost": parameter(
        0.02, 0.0, 0.05, "per month", "chance that a tie across schools goes cold when the two do not meet",
        "peluang jejaring antarsekolah putus", "ASM", "assumed"),
}  # fmt: skip


def meeting_of(a, b):
    """Whether two teachers met in the KKG, face to face."""
    return a.attended * (1.0 - a.online) * b.attended * (1.0 - b.online)


def exchange(tie, a, b, n):
    """Colleagues with a tie talk about teaching."""
    met = tie.strength * max(tie.within, meeting_of(a, b))
    a.peer_best = max(a.peer_best, met * b.pedagogic)
    b.peer_best = max(b.peer_best, met * a.pedagogic)


def befriend(tie, a, b, cluster, luck, n):
    """Meeting together makes ties across schools; newcomers start without."""
    together = meeting_of(a, b)
    reflective = cluster.held * (1.0 - cluster.admin_share)
    formed = luck.meet < n.tie_formed * together * reflective * (0.5 + 0.5 * (a.social + b.social))
    cold = luck.meet > 1.0 - n.tie_lost * (1.0 - together)
    across = select(formed, 1.0, select(cold, 0.0, tie.strength))
    kept = select(tie.within > 0.5, tie.strength, across)
    tie.strength = select(a.replaced + b.replaced > 0.5, tie.within * tie.start, kept)
