"""The reference rules as kkgsim writes its own: scalar functions that know neither arrays nor frameworks.

Every choice is a value picked from two, so that compiled loops need not branch. ``n`` holds the numbers, and
``zero`` and ``one`` beside them: in half the precision, an ordinary 1.0 would make a whole expression double again.
"""

# mypy: disable-error-code="no-untyped-def"
from __future__ import annotations


def pull(n, motivation, support, habit, peer, relevance, distance, workload):
    """What speaks for coming, in log-odds."""
    return (
        n.base + n.by_motivation * motivation + n.by_support * support + n.by_habit * habit + n.by_peer * peer
        + n.by_relevance * relevance - n.by_distance * distance - n.by_workload * workload
    )  # fmt: skip


def quality(n, facilitator, best, count):
    """Quality of a session; nothing when too few came."""
    return facilitator * (n.lead_base + n.lead_best * best) * (n.one if count >= n.fewest else n.zero)


def learnt(n, comp, focus, came, motivation, session, mean):
    """A competency after the session."""
    above = max(mean - comp, n.zero)
    return comp + came * (n.rate * session * focus * motivation + n.peer_rate * above) * (n.one - comp)


def seen(n, comp, came, mean):
    """What somebody who stayed away picks up at school."""
    return (n.one - came) * n.spill * max(mean - comp, n.zero)


def practised(n, practice, came, mean, support):
    """Practice after the month."""
    up = n.adopt * (mean - practice) * (n.adopt_base + n.adopt_support * support)
    return practice + (up if came > n.zero else n.revert * (n.habitual - practice))


def moved(n, motivation, came, worth, workload, normal):
    """Motivation after the month."""
    felt = motivation + n.mood * (came * worth - n.strain * workload) + n.noise * normal
    return min(max(felt, n.zero), n.one)
