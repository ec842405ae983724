"""Whom a lever reaches: the clusters to which a phase of it is aimed, and when a phase begins or ends by what the
office sees.

A phase is aimed at all clusters, at those that it names, or at the neediest or the remotest. Who these are is settled
in the month in which the phase begins, by what an office can see then, and holds to its end. A phase that waits is shut
until an outcome that an office can see (:data:`kkgsim.model.outcomes.SEEN_BY_AN_OFFICE`) has crossed a line: the office
looks at its mean over so many months, again and again, and acts in the month after.

Everything is zero where nobody chooses and nothing waits, which is what a policy without targets has. Each function is
written for numbers, so that both clocks work it out alike.
"""

from __future__ import annotations

import math
from functools import cache
from typing import Any, TypeAlias

from kkgsim.model.acting import whole_delay as whole_delay

Real: TypeAlias = Any
"""A number."""
AIM = ("begins", "how", "many", "when", "when_line", "when_months", "until", "until_line", "until_months")
"""What a policy says of a lever in a month: whether a phase begins, how its clusters are chosen (:data:`HOW`) and how
many (below 1 a share; of those named, which list); what it waits for, and what ends it (the number of an outcome,
negative where it has to fall below the line; the line; the months of each look)."""
HOW = ("all", "neediest", "remotest", "clusters")
"""How clusters are chosen, by number."""
GATE = ("shut", "was_shut", "fresh", "sum", "looked", "watched", "began", "ended")
"""What is kept of a lever in the whole place: whether its phase waits or has been ended, and did so a month ago; for
how many months it has been open after having been shut; sum, number and months of what was seen since the last look;
the months in which it began and ended by what was seen."""
REACH = ("left_out", "was_out", "fresh")
"""What is kept of a lever in a cluster: whether the choice leaves it out; whether it was without the lever a month ago;
for how many months it has had the lever after having been without."""


def column(lever: str, name: str) -> str:
    """The column of a lever in the tables of aims, gates and reach."""
    return f"{name}_{lever}"


@cache
def columns_for(levers: tuple[str, ...], names: tuple[str, ...]) -> tuple[str, ...]:
    """The columns of all levers in one of these tables."""
    return tuple(column(lever, name) for lever in levers for name in names)


def places_for(many: Real, clusters: Real) -> Real:
    """How many of so many clusters are meant: a number, or a share of them, which is never nobody."""
    return many if many >= 1.0 else max(1.0, math.floor(many * clusters + 0.5))


def is_listed(lists: Real, which: Real) -> Real:
    """1 where a cluster stands in a list: ``lists`` is the sum of the numbers (1, 2, 4 …) of those in which it does."""
    halves = math.floor(lists / max(which, 1.0))
    return halves - 2.0 * math.floor(halves / 2.0)


def is_chosen(how: Real, many: Real, needier: Real, remoter: Real, lists: Real, clusters: Real) -> Real:
    """1 for a cluster that a phase is aimed at; ``needier`` and ``remoter`` count the clusters that come before it."""
    before = needier if how < 1.5 else remoter
    by_rank = 1.0 if before < places_for(many, clusters) else 0.0
    by_choice = is_listed(lists, many) if how > 2.5 else by_rank
    return 1.0 if how < 0.5 else by_choice


def left_out(begins: Real, chosen: Real, before: Real) -> Real:
    """Whether a cluster is left out: settled anew where a phase begins."""
    return 1.0 - chosen if begins > 0.5 else before


def newly_chosen(begins: Real, how: Real, chosen: Real) -> Real:
    """1 where a phase that is aimed at some clusters begins in one of them."""
    return chosen if begins > 0.5 and how > 0.5 else 0.0


def is_shut(begins: Real, when: Real, shut: Real) -> Real:
    """Whether a phase waits: it begins shut where it waits for something."""
    opening = 1.0 if when != 0.0 else 0.0
    return opening if begins > 0.5 else shut


def either(one: Real, other: Real) -> Real:
    """1 where one of two holds."""
    return 1.0 if one > 0.5 or other > 0.5 else 0.0


def months_in(out: Real, was_out: Real, fresh: Real) -> Real:
    """For how many months, this one included, somebody has had a lever after having been without; 0 for those who never
    were."""
    longer = fresh + 1.0 if fresh > 0.5 else 0.0
    inside = 1.0 if was_out > 0.5 else longer
    return 0.0 if out > 0.5 else inside


def acts_there(acts: Real, out: Real, fresh: Real, delay: Real) -> Real:
    """What of a setting that ``acts`` reaches somebody: nothing outside, nor before the delay is over."""
    late = acts if fresh < 0.5 or fresh > delay else 0.0
    return 0.0 if out > 0.5 else late


def paid_there(paid: Real, out: Real) -> Real:
    """What of a setting is paid for somebody."""
    return 0.0 if out > 0.5 else paid


def watched_for(shut: Real, ended: Real, when: Real, until: Real) -> Real:
    """The outcome that a lever's phase waits for, to begin or to end; 0 for none. What has ended does not come back."""
    waiting = when if shut > 0.5 else until
    return 0.0 if ended > 0.5 else waiting


def mean_seen(value: Real, weight: Real) -> Real:
    """An outcome of a month; 0 where there was nothing to see."""
    return value / weight if weight > 0.0 else 0.0


def is_about(code: Real, outcome: Real) -> Real:
    """1 where a phase waits for the outcome of that number."""
    return 1.0 if abs(code) == outcome else 0.0


def crosses(code: Real, line: Real, total: Real, looked: Real, months: Real, watched: Real) -> Real:
    """1 where the months of a look are over and the mean lies beyond the line."""
    mean = total / max(looked, 1.0)
    above, below = 1.0 if mean > line else 0.0, 1.0 if mean < line else 0.0
    beyond = above if code > 0.0 else below
    return beyond if code != 0.0 and looked > 0.5 and watched >= months else 0.0


def look_over(code: Real, watched: Real, months: Real) -> Real:
    """1 where the months of a look are over, or nothing is looked at."""
    return 1.0 if code == 0.0 or watched >= months else 0.0


def first_of(before: Real, happens: Real, month: Real) -> Real:
    """The month in which something happened first."""
    return month if happens > 0.5 and before < 0.5 else before


def turned(shut: Real, happens: Real) -> Real:
    """Open what was shut, or shut what was open, where it happens."""
    return 1.0 - shut if happens > 0.5 else shut


def kept_on(total: Real, over: Real) -> Real:
    """A sum, begun anew where a look is over."""
    return 0.0 if over > 0.5 else total


def by_state(shut: Real, waiting: Real, opened: Real) -> Real:
    """What counts while a phase waits, or while it is open."""
    return waiting if shut > 0.5 else opened


def opens(shut: Real, turns: Real) -> Real:
    """1 where a phase that waited begins."""
    return turns if shut > 0.5 else 0.0


def closes(shut: Real, turns: Real) -> Real:
    """1 where a phase ends."""
    return 0.0 if shut > 0.5 else turns
