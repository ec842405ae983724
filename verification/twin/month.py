"""A month, step by step in the order of ``docs/description/schedule.md``."""

from __future__ import annotations

from verification.twin import (
    attending,
    career,
    committee,
    community,
    curriculum,
    learning,
    meetings,
    mentoring,
    money,
    newcomers,
    practising,
    pupils,
    ranking,
    selecting,
    self_study,
    serving,
    sessions,
)  # fmt: skip
from verification.twin.things import World


def play(w: World) -> None:
    """All steps of a month; conditions are as levers have set them."""
    plan_and_staff(w)
    share_out_days(w)
    send_and_decide(w)
    hold_meetings(w)
    learn_and_feel(w)
    teach_children(w)
    manage(w)
    change_people(w)
    look_back(w)


def plan_and_staff(w: World) -> None:
    """Steps 1 to 15: dates, ways, money, staff."""
    meetings.schedule(w)
    meetings.find_the_way(w)
    money.age_prices(w)
    curriculum.come_into_force(w)
    money.set_aside(w)
    money.plan(w)
    serving.draw_up_list(w)
    serving.serve(w)
    serving.set_days(w)
    money.pay_substitutes(w)
    serving.keep_list(w)
    mentoring.stand_by(w)
    mentoring.supervise(w)
    mentoring.be_listed(w)


def share_out_days(w: World) -> None:
    """Steps 16 to 29: who goes where."""
    mentoring.ask(w)
    trips = mentoring.Trips(w)
    trips.go_to_meetings(awaited=True)
    trips.go_to_meetings(awaited=False)
    mentoring.count_led(w)
    money.invite(w)
    mentoring.be_engaged(w)
    trips.go_visiting()
    mentoring.get_to_know(w)
    serving.miss_class(w)
    serving.keep_in_practice(w)
    mentoring.look_after(w)


def send_and_decide(w: World) -> None:
    """Steps 30 to 39: courses, the week, and who comes."""
    selecting.train(w)
    curriculum.outdate(w)
    attending.count_hours(w)
    community.gather(w)
    attending.decide(w)
    attending.arrive(w)


def hold_meetings(w: World) -> None:
    """Steps 40 to 48: meetings, and what they cost."""
    sessions.volunteer(w)
    sessions.meet(w)
    sessions.meet_nearby(w)
    money.settle(w)
    selecting.visit_colleagues(w)
    selecting.leave_class(w)
    community.confer(w)
    pupils.spend_time(w)


def learn_and_feel(w: World) -> None:
    """Steps 49 to 59: teachers and principals change."""
    learning.exchange(w)
    mentoring.be_visited(w)
    learning.learn(w)
    self_study.study(w)
    practising.practise(w)
    learning.forget(w)
    practising.believe(w)
    practising.feel(w)
    practising.lead(w)
    career.rise(w)


def teach_children(w: World) -> None:
    """Steps 60 to 67."""
    pupils.drift(w)
    w.school.intake = w.luck["school"].intake
    pupils.teach(w)
    pupils.cohorts(w)
    pupils.grow(w)


def manage(w: World) -> None:
    """Steps 68 to 76: committees, plan-do-check-act, standards."""
    committee.end_term(w)
    committee.stand(w)
    committee.take_office(w)
    committee.manage(w)
    committee.fit(w)
    ranking.lapse(w)
    ranking.develop(w)


def change_people(w: World) -> None:
    """Steps 77 to 82: who leaves, moves, comes, and gets to know whom."""
    newcomers.leave_or_stay(w)
    newcomers.trade_posts(w)
    serving.hand_over(w)
    newcomers.rotate_and_retire(w)
    learning.befriend(w)


def look_back(w: World) -> None:
    """Steps 83 to 88: courses counted, tutors mustered, pupils assessed, clusters ranked."""
    selecting.muster(w)
    ranking.assess(w)
    ranking.publish(w)
