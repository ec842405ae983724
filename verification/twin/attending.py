"""Who comes to the KKG (``teachers.md``, attending)."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import numpy as np

from verification.twin.arithmetic import clip, is_so, logistic, positive, share
from verification.twin.career import certificate
from verification.twin.curriculum import relevance_now
from verification.twin.meetings import free_to_stay, home_in_time, slack_taken, slack_usually_taken
from verification.twin.pupils import part_away
from verification.twin.ranking import force_of_rules
from verification.twin.selecting import fit_to_lead, part_had
from verification.twin.self_study import courses_finished, equipped_for_screen, hours_of_study
from verification.twin.things import World


def hours_of_paperwork(n: SimpleNamespace, teacher: Any) -> Any:
    """Hours a week of marking, meetings and paperwork left."""
    return positive(teacher.workload - teacher.relief_hours - n.drafting_saves * teacher.drafted)


def busyness(n: SimpleNamespace, teacher: Any) -> Any:
    """Workload left, in SD above the mean."""
    return (hours_of_paperwork(n, teacher) - n.start_workload) / n.start_workload_sd


def at_stake(n: SimpleNamespace, teacher: Any) -> Any:
    """What hangs on what a teacher does, 1 where a full allowance does."""
    tied = clip(teacher.tied_to_presence + n.ratings_weight * teacher.tied_to_ratings, 0.0, 1.0)
    by_pay = tied * share(teacher.allowance, n.reference_allowance)
    return np.maximum(by_pay, n.oversight_weight * teacher.overseen)


def own_travel_cost(n: SimpleNamespace, school: Any) -> Any:
    """Whole Rp that the way there and back costs."""
    return np.floor(2.0 * school.way_km * n.travel_cost_km)


def count_hours(w: World) -> None:
    """Teachers see what their week leaves them."""
    n, t, s = w.n, w.teacher, w.school
    t.slack = positive(n.week_hours - n.class_hours - hours_of_paperwork(n, t))
    t.finishing = courses_finished(n, t, w.her_school)
    t.study_week = hours_of_study(n, t, w.district)
    s.add("slack_sum", t.school, t.slack)
    s.add("carers", t.school, t.cares)


class Choice:
    """What speaks for coming and against it, for every teacher."""

    def __init__(self, w: World) -> None:
        self.n, self.t, self.d = w.n, w.teacher, w.district
        self.school, self.cluster = w.her_school, w.her_cluster
        self.free = positive(
            self.t.slack
            - self.school.community_week
            - self.t.study_week
            - self.n.contract_other_work * (1.0 - self.t.permanent)
        )
        self.spared = self._spared_by_screen()
        chosen = np.where(self.spared > 0.0, self.cluster.online_offered, 0.0)
        on_screen = self.cluster.virtual + (1.0 - self.cluster.virtual) * chosen
        self.equipped = equipped_for_screen(self.n, self.t, self.school)
        self.online = self.equipped * on_screen
        bound = self.t.permanent + (1.0 - self.t.permanent) * self.n.contract_bound
        self.enforced = bound * force_of_rules(self.n, self.cluster)

    def _taken(self, minutes: Any) -> Any:
        return slack_taken(self.n, minutes, self.free, self.cluster, self.d)

    def _money(self) -> Any:
        n, cluster = self.n, self.cluster
        gain = cluster.fare_offered + cluster.fare_paid - cluster.levy - own_travel_cost(n, self.school)
        weight = 1.0 + (n.contract_money - 1.0) * (1.0 - self.t.permanent)
        return n.attend_money * weight * (gain / n.reference_fare)

    def _distance(self) -> Any:
        return -self.n.attend_distance * self.school.way_km

    def _spared_by_screen(self) -> Any:
        of_way = self.n.attend_slack * (self._taken(self.school.way_minutes) - self._taken(0.0))
        return of_way - self._distance() - self._money() - self.n.online_reluctance

    def _peers(self) -> Any:
        n, t, school = self.n, self.t, self.school
        went = share(school.attended_share * school.teachers - t.attended_last, school.teachers - 1.0)
        colleagues = np.where(school.teachers < 2.0, n.usual_attendance, went)
        return n.attend_peers * (colleagues - n.usual_attendance)

    def inclination(self) -> Any:
        """Log-odds of coming: the terms added one by one."""
        n, t, cluster, d = self.n, self.t, self.cluster, self.d
        usual = slack_usually_taken(n, t.slack, d)
        moved = 1.0 - n.certificate_career * (1.0 - t.career)
        terms = (
            n.attend_motivation * (t.motivation - 0.5),
            n.attend_support * (self.school.support - 0.5),
            self._distance(),
            self._money(),
            -n.attend_workload * busyness(n, t),
            -n.attend_slack * (self._taken(self.school.way_minutes) - usual),
            n.attend_mentored * t.mentored,
            n.attend_recognition * t.recognition * t.career,
            n.attend_certificate * certificate(cluster, d) * moved,
            n.attend_duty * t.duty * self.enforced,
            n.attend_stake * cluster.self_run,
            n.attend_presence * at_stake(n, t),
            n.attend_relevance * (relevance_now(n, cluster) - 0.5),
            n.attend_belief * (t.belief - 0.5),
            self._peers(),
            n.attend_company * (t.company - n.ties_across),
            n.attend_habit * (t.habit - n.usual_attendance),
            self.online * self.spared,
        )
        inclined = n.attend_base
        for term in terms:
            inclined = inclined + term
        return inclined

    def can_come(self) -> Any:
        """Part of the meetings that a teacher can come to at all."""
        n, cluster = self.n, self.cluster
        seen = 1.0 - cluster.virtual * (1.0 - self.equipped)
        stays = home_in_time(n, self.school.way_minutes, cluster) * free_to_stay(n, self.t.cares, cluster)
        return seen * ((1.0 - self.online) * stays + self.online * home_in_time(n, 0.0, cluster))

    def presence(self) -> Any:
        """Chance of being at work and free on the day of a meeting."""
        n, d = self.n, self.d
        absent = n.absence_found * (1.0 - n.presence_gained * at_stake(n, self.t))
        at_work = 1.0 - absent * (1.0 - n.called_away * d.coordination)
        return at_work * (1.0 - (1.0 - d.coordination) * np.minimum(part_away(n, self.t), 1.0))


def grow_used(w: World) -> None:
    """Six months of the year before, in which attendance finds its level."""
    from verification.twin.meetings import find_the_way

    t, s, n = w.teacher, w.school, w.n
    find_the_way(w)
    count_hours(w)
    t.habit = np.full(t.count, n.usual_attendance)
    t.attended_last = t.habit
    s.attended_share = np.full(s.count, n.usual_attendance)
    for _ in range(6):
        choice = Choice(w)
        t.inclined = choice.inclination()
        t.habit = choice.can_come() * choice.presence() * logistic(t.inclined)
        t.attended_last = t.habit
        s.attended_share = share(np.bincount(t.school, t.habit, s.count), s.teachers)
    s.attendance_year = s.attended_share
    t.attended_last = is_so(w.luck["teacher"].attended_last < t.habit)
    s.attended_share = share(np.bincount(t.school, t.attended_last, s.count), s.teachers)


def decide(w: World) -> None:
    """Teachers weigh what speaks for coming, and decide."""
    t, choice = w.teacher, Choice(w)
    t.inclined = choice.inclination()
    open_to = is_so(choice.cluster.meetings > 0.0) * choice.can_come()
    t.chance = open_to * choice.presence() * logistic(t.inclined)
    t.attended = is_so(w.luck["teacher"].attend < t.chance)
    t.online = t.attended * choice.online
    t.unwilling = t.duty * choice.enforced * (1.0 - t.motivation)


def arrive(w: World) -> None:
    """Those who come are counted."""
    n, t, c, s, at = w.n, w.teacher, w.cluster, w.school, w.cluster_of_teacher
    on_site = t.attended - t.online
    for name, value in (("arrived", t.attended), ("on_site", on_site)):
        c.add(name, at, value)
    s.add("came", t.school, t.attended)
    s.add("on_site", t.school, on_site)
    fit = t.attended * fit_to_lead(n, t)
    t.tutor = fit
    c.highest("shown", at, t.attended * t.social * (t.practice - t.practice_found))
    c.highest("tutor_best", at, fit * t.pedagogic)
    c.add("social_sum", at, t.attended * t.social)
    c.add("bearers", at, t.attended * part_had(t))
    c.add("tutors", at, fit)
    c.add("tutor_sum", at, fit * t.pedagogic)
    cluster, cost = w.her_cluster, own_travel_cost(n, w.her_school)
    trips = cluster.meetings * on_site
    c.add("travel_cost", at, np.floor(trips * cost))
    c.add("own_travel", at, np.floor(trips * positive(cost - cluster.fare_offered - cluster.fare_paid)))
    met = cluster.meetings > 0.0
    habit = n.habit_memory * t.habit + (1.0 - n.habit_memory) * t.attended
    t.set_where(met, attended_last=t.attended, habit=habit)
