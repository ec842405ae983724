"""The schedule of a month: the rules in the one order in which both engines apply them.

Every step goes over all things of one kind, in the order of the place (by cluster, school, teacher), and calls
its verb on each. Nothing is shuffled, so sums have one order. Tallies and conditions are set to zero before the
first step; the levers then set the conditions; the steps below follow.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from kkgsim.i18n import tr
from kkgsim.model import entities
from kkgsim.model.rules import (
    attending,
    feeling,
    financing,
    leading,
    learning,
    meeting,
    mentoring,
    moving_on,
    networking,
    practising,
    pupils,
    scheduling,
    selecting,
    standards,
    supervising,
)


@dataclass(frozen=True)
class Step:
    """One verb applied to every thing of a kind.

    ``sums`` names arguments of the verb that are sums of rules, each with the rules in the order in which they are
    added up.
    """

    over: str
    verb: Callable[..., None]
    sums: tuple[tuple[str, tuple[Callable[..., float], ...]], ...] = ()

    @property
    def name(self) -> str:
        """The verb's full name, ``<behaviour>.<verb>``."""
        return f"{self.verb.__module__.rsplit('.', 1)[-1]}.{self.verb.__name__}"


ORDER: tuple[Step, ...] = (
    Step("cluster", scheduling.schedule),
    Step("school", scheduling.find_the_way),
    Step("school", financing.set_aside),
    Step("cluster", financing.plan),
    Step("district", financing.allow_release),
    Step("facilitator", mentoring.serve),
    Step("resource_person", mentoring.stand_by),
    Step("supervisor", supervising.supervise),
    Step("cluster", mentoring.ask),
    Step("district", mentoring.share_out),
    Step("cluster", mentoring.await_turn),
    Step("posting", mentoring.go_where_awaited_long),
    Step("posting", mentoring.go_where_awaited),
    Step("posting", mentoring.go_to_meeting),
    Step("cluster", mentoring.count_led),
    Step("cluster", financing.invite),
    Step("engagement", mentoring.be_engaged),
    Step("posting", mentoring.go_visiting),
    Step("posting", mentoring.get_to_know),
    Step("cluster", supervising.look_after),
    Step("teacher", attending.weigh, (("inclination", attending.INCLINATION),)),
    Step("teacher", attending.decide),
    Step("teacher", attending.arrive),
    Step("cluster", meeting.meet),
    Step("cluster", financing.settle),
    Step("school", pupils.spend_time),
    Step("tie", networking.exchange),
    Step("teacher", mentoring.be_visited),
    Step("teacher", learning.learn),
    Step("district", selecting.offer),
    Step("teacher", selecting.bid),
    Step("teacher", selecting.train),
    Step("teacher", practising.practise),
    Step("teacher", learning.forget),
    Step("teacher", feeling.tell),
    Step("teacher", feeling.believe),
    Step("teacher", feeling.feel),
    Step("school", leading.lead),
    Step("teacher", pupils.teach),
    Step("school", pupils.grow),
    Step("cluster", meeting.review),
    Step("cluster", standards.develop),
    Step("teacher", moving_on.leave_or_stay),
    Step("school", moving_on.rotate),
    Step("supervisor", moving_on.retire),
    Step("tie", networking.befriend),
    Step("teacher", selecting.enrol),
    Step("cluster", selecting.lend),
    Step("district", selecting.muster),
)


def without(*names: str) -> tuple[Step, ...]:
    """The order of the month with some steps cut out, for knock-out experiments."""
    known = {step.name for step in ORDER}
    for name in names:
        if name not in known:
            raise ValueError(f"no step {name!r} in the month; the steps are {', '.join(sorted(known))}")
    return tuple(step for step in ORDER if step.name not in names)


def effects() -> tuple[Step, ...]:
    """The levers' effects on conditions: kind by kind of thing, in the order of the levers."""
    from kkgsim.model.levers import all_levers

    return tuple(
        Step(kind, verb)
        for kind in entities.KINDS
        for lever in all_levers().values()
        if (verb := lever.effects.get(kind))
    )


def printed() -> str:
    """The order of the month in words."""
    lines = [f" 0. {'levers':<28} {'all':<16} {tr('month_levers')}"]
    for rank, step in enumerate(ORDER, start=1):
        lines.append(f"{rank:2d}. {step.name:<28} {step.over:<16} {tr(f'month_{step.name}')}")
    return "\n".join(lines)
