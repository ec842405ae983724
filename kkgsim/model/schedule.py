"""The schedule of a run: the rules in the one order in which both engines apply them, once at the start and then each
month.

Every step goes over all things of one kind, in the order of the place (by cluster, school, teacher), and calls
its verb on each. Nothing is shuffled, so sums have one order. A verb that asks for another thing of the same kind
(``other_school``) is called for each of the others in turn, from the next one round to the one before.

The start finds what is given of the place, and everything else zero. In a month tallies and conditions are set to zero
before the first step; the levers then set the conditions; the steps below follow.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from kkgsim.i18n import tr
from kkgsim.model import entities
from kkgsim.model.rules import (
    attending,
    career,
    cohorts,
    committee,
    curriculum,
    feeling,
    financing,
    inclining,
    leading,
    learning,
    learning_together,
    managing,
    meeting,
    mentoring,
    moving_on,
    neighbouring,
    networking,
    practising,
    pupils,
    ranking,
    scheduling,
    selecting,
    self_study,
    serving,
    standards,
    starting_children,
    starting_clusters,
    starting_offices,
    starting_roads,
    starting_schools,
    starting_teachers,
    starting_year,
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


@dataclass(frozen=True)
class Repeat:
    """Some steps done one after the other, again and again."""

    times: int
    steps: tuple[Step, ...]


HALVINGS = 64
"""How often a range is halved until no two schools are left in it: the digits of a number, and some more."""
MONTHS_BEFORE = 6
"""Months of the year before in which attendance finds its level; of a gap each leaves a half or less."""
OFFICES = 3
"""Offices of a committee that are filled at the start: chair, secretary, treasurer."""
START: tuple[Step | Repeat, ...] = (
    Step("calendar", starting_year.fill_month),
    Step("calendar", starting_year.divide_year),
    Step("calendar", starting_year.look_ahead),
    Step("calendar", starting_year.look_back),
    Step("school", starting_roads.find_ways),
    Step("district", starting_roads.average_ways),
    Step("district", starting_roads.look_for_middle),
    Repeat(HALVINGS, (Step("school", starting_roads.count_nearer), Step("district", starting_roads.narrow))),
    Step("school", starting_roads.call_far),
    Step("posting", starting_roads.lead_to_posting),
    Step("posting", starting_roads.count_way),
    Step("cluster", starting_roads.average_way),
    Step("cluster", starting_roads.compare_outlying),
    Step("engagement", starting_roads.lead_to_engagement),
    Step("cluster", starting_clusters.differ),
    Step("supervisor", starting_offices.appoint),
    Step("resource_person", starting_offices.list_person),
    Step("school", starting_schools.appoint_principal),
    Step("district", financing.set_prices),
    Step("district", starting_children.measure_spread),
    Step("school", starting_schools.furnish),
    Step("school", starting_schools.take_in_pupils),
    Step("district", starting_schools.look_for_middle),
    Repeat(HALVINGS, (Step("school", starting_schools.count_better), Step("district", starting_roads.narrow))),
    Step("school", starting_schools.call_weak),
    Step("district", starting_teachers.measure_practice),
    Step("teacher", starting_teachers.bring_along),
    Step("teacher", starting_teachers.name_successor),
    Step("teacher", starting_teachers.settle_in),
    Step("facilitator", serving.stand_as_candidate),
    Step("facilitator", serving.compare_candidates),
    Step("teacher", starting_teachers.make_up_staff),
    Step("grade", starting_children.seat),
    Step("school", pupils.open_classes),
    Step("tie", starting_teachers.know_each_other),
    Step("cluster", starting_clusters.find_kkg),
    Step("cluster", committee.begin_term),
    Repeat(
        OFFICES,
        (
            Step("cluster", committee.call_vote),
            Step("teacher", committee.stand),
            Step("teacher", committee.take_office),
        ),
    ),
    Step("cluster", committee.take_stock),
    Step("cluster", starting_clusters.carry_on),
    Step("school", scheduling.find_the_way),
    Step("teacher", attending.count_hours),
    Step("school", starting_schools.look_round),
    Repeat(
        MONTHS_BEFORE,
        (
            Step("teacher", attending.weigh, (("inclination", inclining.INCLINATION),)),
            Step("teacher", starting_teachers.grow_used),
            Step("school", starting_schools.look_round),
        ),
    ),
    Step("school", starting_schools.note_year),
    Step("teacher", starting_teachers.remember_last),
    Step("school", starting_schools.look_round),
    Step("cluster", starting_clusters.average_readers),
    Step("cluster", starting_clusters.compare_readers),
    Step("cluster", starting_clusters.rank_need),
    Step("school", ranking.assess),
    Step("cluster", ranking.publish_first),
    Step("cluster", ranking.compare_need),
    Step("cluster", ranking.compare_ways),
)
"""What people, schools, clusters and offices are like before the first month."""

ORDER: tuple[Step, ...] = (
    Step("cluster", scheduling.schedule),
    Step("school", scheduling.find_the_way),
    Step("district", financing.age_prices),
    Step("district", curriculum.come_into_force),
    Step("school", financing.set_aside),
    Step("cluster", financing.plan),
    Step("district", serving.draw_up_list),
    Step("facilitator", serving.serve),
    Step("facilitator", serving.set_days),
    Step("facilitator", financing.pay_substitutes),
    Step("district", serving.keep_list),
    Step("resource_person", mentoring.stand_by),
    Step("supervisor", supervising.compare_skills),
    Step("supervisor", supervising.supervise),
    Step("teacher", mentoring.be_listed),
    Step("cluster", mentoring.ask),
    Step("district", mentoring.share_out),
    Step("cluster", mentoring.claim_turns),
    Step("cluster", mentoring.await_turn),
    Step("posting", mentoring.go_where_awaited),
    Step("posting", mentoring.go_to_meeting),
    Step("cluster", mentoring.count_led),
    Step("cluster", financing.invite),
    Step("engagement", mentoring.be_engaged),
    Step("posting", mentoring.go_visiting),
    Step("posting", mentoring.get_to_know),
    Step("facilitator", serving.miss_class),
    Step("facilitator", serving.keep_in_practice),
    Step("cluster", supervising.look_after),
    Step("district", selecting.offer),
    Step("teacher", selecting.bid),
    Step("teacher", selecting.train),
    Step("cluster", curriculum.outdate),
    Step("teacher", curriculum.fall_behind),
    Step("teacher", attending.count_hours),
    Step("school", learning_together.gather),
    Step("teacher", attending.weigh, (("inclination", inclining.INCLINATION),)),
    Step("teacher", attending.decide),
    Step("teacher", attending.arrive),
    Step("school", leading.volunteer),
    Step("cluster", meeting.meet),
    Step("neighbour", neighbouring.meet_nearby),
    Step("cluster", neighbouring.meet_together),
    Step("cluster", financing.settle),
    Step("cluster", selecting.visit_colleagues),
    Step("teacher", selecting.leave_class),
    Step("school", learning_together.confer),
    Step("school", pupils.spend_time),
    Step("tie", networking.exchange),
    Step("teacher", mentoring.be_visited),
    Step("teacher", learning.learn),
    Step("teacher", self_study.study),
    Step("teacher", practising.practise),
    Step("teacher", learning.forget),
    Step("teacher", feeling.tell),
    Step("teacher", feeling.believe),
    Step("teacher", feeling.feel),
    Step("school", leading.lead),
    Step("teacher", career.rise),
    Step("district", cohorts.drift),
    Step("school", cohorts.enrol),
    Step("teacher", pupils.teach),
    Step("grade", cohorts.meet_teachers),
    Step("grade", cohorts.move_up),
    Step("grade", cohorts.learn),
    Step("grade", cohorts.read),
    Step("school", pupils.grow),
    Step("cluster", committee.end_term),
    Step("teacher", committee.stand),
    Step("teacher", committee.take_office),
    Step("cluster", managing.plan),
    Step("cluster", managing.check),
    Step("cluster", managing.act),
    Step("cluster", managing.fit),
    Step("cluster", standards.lapse),
    Step("cluster", standards.develop),
    Step("teacher", moving_on.leave_or_stay),
    Step("tie", moving_on.trade_posts),
    Step("facilitator", serving.hand_over),
    Step("school", moving_on.rotate),
    Step("supervisor", moving_on.retire),
    Step("tie", networking.befriend),
    Step("teacher", selecting.enrol),
    Step("cluster", selecting.lend),
    Step("district", selecting.muster),
    Step("school", ranking.assess),
    Step("cluster", ranking.publish),
    Step("cluster", ranking.compare_need),
)


def steps_of(order: Iterable[Step | Repeat]) -> Iterator[Step]:
    """The steps of an order as they are done, those of a repeat as often as they are repeated."""
    for item in order:
        if isinstance(item, Repeat):
            for _ in range(item.times):
                yield from item.steps
        else:
            yield item


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
    """The order of the start and that of the month in words."""
    lines = [tr("month_once"), *_printed(START), "", tr("month_each")]
    lines.append(f" 0. {'levers':<36} {'all':<16} {tr('month_levers')}")
    return "\n".join([*lines, *_printed(ORDER)])


def _printed(order: tuple[Step | Repeat, ...]) -> list[str]:
    """Steps in words, a line each; how often they are repeated stands behind those that are."""
    lines = []
    for item in order:
        steps, times = (item.steps, f" ({item.times} ×)") if isinstance(item, Repeat) else ((item,), "")
        lines += [f"{step.name:<36} {step.over:<16} {tr(f'month_{step.name}')}{times}" for step in steps]
    return [f"{rank:2d}. {line}" for rank, line in enumerate(lines, start=1)]
