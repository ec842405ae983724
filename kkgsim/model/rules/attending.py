"""Whether a teacher comes to the meeting: what inclines her, what she can, and one draw of luck."""

from kkgsim.model.parameters import parameter
from kkgsim.model.rules.arithmetic import logistic, positive, select, whole
from kkgsim.model.rules.inclining import duty_felt, joins_online, own_travel_cost
from kkgsim.model.rules.networking import gained
from kkgsim.model.rules.presence import presence
from kkgsim.model.rules.selecting import fit_to_lead, part_had
from kkgsim.model.rules.self_study import courses_finished, equipped_for_screen, hours_of_study
from kkgsim.model.rules.week import free_to_stay, home_in_time
from kkgsim.model.rules.workload import slack_of

PARAMETERS = {
    "habit_memory": parameter(
        0.8, 0.6, 0.9, "share kept per month", "how long past attendance counts as habit",
        "lama ingatan kebiasaan", "ASM", "assumed"),
}  # fmt: skip


def can_come(teacher, school, cluster, online, n):
    """Part of the meetings that this teacher can come to at all: without screen and skill none that is only there, and
    none that ends too late for the way or for whom she cares for; ``online`` is the part joined without a way."""
    seen = 1.0 - cluster.virtual * (1.0 - equipped_for_screen(teacher, school, n))
    stays = home_in_time(school.way_minutes, cluster, n) * free_to_stay(teacher.cares, cluster, n)
    return seen * ((1.0 - online) * stays + online * home_in_time(0.0, cluster, n))


def count_hours(teacher, school, district, n):
    """Teachers see what their week leaves them, and what they give of it to self-paced courses."""
    teacher.slack = slack_of(teacher, n)
    teacher.finishing = courses_finished(teacher, school, n)
    teacher.study_week = hours_of_study(teacher, district, n)
    school.slack_sum = school.slack_sum + teacher.slack
    school.carers = school.carers + teacher.cares


def weigh(teacher, inclination):
    """Teachers weigh what speaks for coming."""
    teacher.inclined = inclination


def decide(teacher, school, cluster, district, luck, n):
    """Teachers decide whether to come, on the spot or online."""
    meets = select(cluster.meetings > 0.0, 1.0, 0.0)
    online = joins_online(teacher, school, cluster, district, n)
    open_to = meets * can_come(teacher, school, cluster, online, n)
    teacher.chance = open_to * presence(teacher, district, n) * logistic(teacher.inclined)
    teacher.attended = select(luck.attend < teacher.chance, 1.0, 0.0)
    teacher.online = teacher.attended * online
    teacher.unwilling = duty_felt(teacher, cluster, n) * (1.0 - teacher.motivation)


def arrive(teacher, school, cluster, n):
    """Those who come are counted."""
    on_site = teacher.attended - teacher.online
    cluster.arrived = cluster.arrived + teacher.attended
    cluster.on_site = cluster.on_site + on_site
    school.came = school.came + teacher.attended
    school.on_site = school.on_site + on_site
    cluster.social_sum = cluster.social_sum + teacher.attended * teacher.social
    cluster.shown = max(cluster.shown, teacher.attended * teacher.social * gained(teacher))
    cluster.bearers = cluster.bearers + teacher.attended * part_had(teacher)
    fit = teacher.attended * fit_to_lead(teacher, n)
    cluster.tutors = cluster.tutors + fit
    teacher.tutor = fit
    cluster.tutor_sum = cluster.tutor_sum + fit * teacher.pedagogic
    cluster.tutor_best = max(cluster.tutor_best, fit * teacher.pedagogic)
    trips = cluster.meetings * on_site
    unrepaid = positive(own_travel_cost(school, n) - cluster.fare_offered - cluster.fare_paid)
    cluster.travel_cost = cluster.travel_cost + whole(trips * own_travel_cost(school, n))
    cluster.own_travel = cluster.own_travel + whole(trips * unrepaid)
    met = cluster.meetings > 0.0
    habit = n.habit_memory * teacher.habit + (1.0 - n.habit_memory) * teacher.attended
    teacher.attended_last = select(met, teacher.attended, teacher.attended_last)
    teacher.habit = select(met, habit, teacher.habit)
