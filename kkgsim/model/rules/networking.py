"""Ties among teachers: who talks to whom about teaching, what they see each other do, and how meetings make new ties.

Inside a school ties are given, and colleagues see each other every week; across schools ties form when two teachers
meet in sessions in which teachers talk about their teaching, are kept up between meetings, and go cold when the two do
not meet (the study: a collaborative culture; the brief: a community of practice). Teachers of clusters nearby meet
where their KKG do.
"""

from kkgsim.model.parameters import parameter
from kkgsim.model.rules.arithmetic import positive, select

PARAMETERS = {
    "tie_formed": parameter(
        0.08, 0.01, 0.15, "per meeting attended together",
        "chance of a new tie across schools in a session of talk about teaching",
        "peluang jejaring baru antarsekolah per pertemuan", "ASM", "assumed", neutral=0.0,
        note="the middle of what is thought possible; near it about as many ties form as are lost where nothing is "
        "done"),
    "tie_lost": parameter(
        0.02, 0.0, 0.05, "per month", "chance that a tie across schools goes cold when the two do not meet",
        "peluang jejaring antarsekolah putus", "ASM", "assumed"),
    "tie_social": parameter(
        0.5, 0.0, 1.0, "share", "part of making a tie that rests on the social competence of the two",
        "bagian terbentuknya jejaring yang bertumpu pada kompetensi sosial keduanya", "janapria_study ASM", "assumed",
        neutral=0.0),
    "peer_between": parameter(
        0.5, 0.2, 0.8, "times",
        "contact between meetings with a colleague of another school whom one asks for advice, relative to one's own",
        "kontak di luar pertemuan dengan rekan sekolah lain dibandingkan dengan rekan satu sekolah",
        "SUN13 PTTL20 ASM", "assumed", neutral=0.0,
        note="what is learnt elsewhere spreads along ties of help (SUN13), and a weak teacher gains from an abler one "
        "(PTTL20); how much less is seen across schools is assumed"),
}  # fmt: skip


def meeting_of(tie, a, b, n):
    """How far two teachers met in the KKG, face to face: those of different clusters where their KKG meet together."""
    same = select(tie.beyond > 0.5, n.joint_meetings, 1.0)
    return same * a.attended * (1.0 - a.online) * b.attended * (1.0 - b.online)


def gained(teacher):
    """What a teacher's practice has gained on the old ways: what there is to see for colleagues."""
    return teacher.practice - teacher.practice_found


def exchange(tie, a, b, n):
    """Colleagues with a tie see what the other newly does, and those of different schools all that the other does
    better, which is not seen at one's own school."""
    contact = tie.strength * select(tie.within > 0.0, 1.0, n.peer_between)
    ahead, better = gained(b) - gained(a), b.practice - a.practice
    a.seen = a.seen + contact * positive(ahead)
    b.seen = b.seen + contact * positive(-ahead)
    elsewhere = (1.0 - tie.within) * contact
    a.able_elsewhere = a.able_elsewhere + elsewhere * positive(better - positive(ahead))
    b.able_elsewhere = b.able_elsewhere + elsewhere * positive(-better - positive(-ahead))
    known = (1.0 - tie.within) * (1.0 - tie.beyond) * tie.strength
    a.friends = a.friends + known
    b.friends = b.friends + known
    a.partner_ahead = max(a.partner_ahead, tie.within * better)
    b.partner_ahead = max(b.partner_ahead, -tie.within * better)


def befriend(tie, a, b, cluster, luck, n):
    """Meeting together makes ties across schools; who is new at a school starts without."""
    together = meeting_of(tie, a, b, n)
    sociable = 1.0 - n.tie_social + n.tie_social * (a.social + b.social)
    formed = luck.meet < n.tie_formed * together * cluster.talk * sociable
    cold = luck.meet > 1.0 - n.tie_lost * (1.0 - together)
    across = select(formed, 1.0, select(cold, 0.0, tie.strength))
    kept = select(tie.within > 0.5, tie.strength, across)
    tie.strength = select(a.replaced + b.replaced + a.moved + b.moved > 0.5, tie.within * tie.start, kept)
