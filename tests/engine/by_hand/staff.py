"""What facilitators, supervisors, tutors, principals, partners and clerks come to by hand."""

from __future__ import annotations

from kkgsim.engine.mesa_model import KKGModel

from .meetings import Rupiah, length


def days_by_hand(model: KKGModel) -> tuple[float, float, float]:
    """Facilitators' paid days, their km, and the meetings they led: first meetings, the nearest first, then visits."""
    n, district = model.n, model.district
    left = {f: f.days for f in model.facilitators}
    calls = {c: c.call for c in model.clusters}
    quotas = {c: c.visits_quota for c in model.clusters}
    days = km = led = 0.0
    a_day_of_visits = n.visits_per_day / max(district.visit_preparation, 0.01)
    rounds = [(calls, None, 0.0), (calls, None, -1.0), (quotas, a_day_of_visits, -1.0)]
    for wishes, a_day, waited in rounds:
        for posting in model.postings:
            who, where = posting.facilitator, posting.cluster
            if model.waited[where] <= waited:
                continue
            way = 2.0 * posting.minutes
            each = n.session_days * length(where, n) * district.preparation + way / n.visiting_day
            if a_day is not None:
                each = 1.0 / (a_day * n.visiting_day / (n.visiting_day + way))
            done = min(wishes[where], left[who] / each)
            wishes[where] -= done
            left[who] -= done * each
            led += done if a_day is None else 0.0
            if who.funded > 0.0:
                days += done * each
                km += 2.0 * done * each * posting.km
    return days, km, led


def team_by_hand(model: KKGModel, policy: dict[str, float]) -> Rupiah:
    """Facilitators: days, ways, posts, courses, allowances, certificates, turns; and their substitutes."""
    n, schools, district = model.n, len(model.schools), model.district
    days, km, led = days_by_hand(model)
    posts = policy.get("facilitator_team_per_10_schools", 0.0) * schools / 10.0
    part = [f.funded * f.active for f in model.facilitators]
    assert sum(part) <= posts + 1e-9
    begun = model.steps > n.delay_release_from_teaching
    released = policy.get("release_from_teaching_days", 0.0) * begun * n.weeks_of_release
    on_budget = policy.get("release_from_teaching_substitutes", 0.0) * begun
    substituted = budgeted = 0.0
    for school in model.schools:
        away = released * sum(f.funded * f.active for f in model.facilitators if f.teacher.school is school)
        cap = n.honorarium_cap * max(school.pupils, n.bos_fewest) * n.bos_rate * district.fixed_worth / 12.0
        room = max(0.0, cap - school.contract_teachers * n.contract_pay)
        substituted += min((1.0 - on_budget) * away, room / n.substitute_pay)
        budgeted += on_budget * away
    turns = policy.get("facilitator_team_toward_need", 0.0) + policy.get("facilitator_team_toward_near", 0.0)
    amounts = {
        "facilitator_honoraria": days * n.facilitator_honorarium,
        "facilitator_trips": days * n.facilitator_travel + km * n.travel_cost_km,
        "facilitator_retainers": sum(part) * n.facilitator_retainer,
        "facilitator_courses": sum(f.recruited for f in model.facilitators) * n.facilitator_training,
        "facilitator_allowances": sum(f.recognised * f.funded for f in model.facilitators) * n.facilitator_status_cost,
        "session_certification": policy.get("facilitator_team_certified", 0.0) * led * n.certification_fee,
        "turn_plans": turns * len(model.clusters) * n.turn_planning,
        "substitute_teachers": substituted * n.substitute_pay,
        "district_substitutes": budgeted * n.substitute_pay,
        "release_rosters": policy.get("release_from_teaching_days", 0.0) / 5.0 * sum(part) * n.release_papers,
    }
    return {name: (amount, 1) for name, amount in amounts.items()}


def requested_visits(model: KKGModel) -> float:
    """Visits that supervisors make on request: what facilitators left over, as far as each has time."""
    n, district = model.n, model.district
    a_day = n.visits_per_day * n.visiting_day / (n.visiting_day + 2.0 * district.travel_minutes)
    visits = 0.0
    for cluster in model.clusters:
        here = sum(t.cluster is cluster for t in model.teachers)
        theirs = sum(t.cluster.supervisor is cluster.supervisor for t in model.teachers)
        days = here / theirs * cluster.supervisor.days - n.check_days * cluster.checks
        days = max(0.0, days) - cluster.cadre_led * cluster.meetings * n.session_days * length(cluster, n)
        routine = min(days * a_day, here / theirs * cluster.supervisor.visits_routine)
        left_over = max(0.0, cluster.visits_asked * cluster.listed - cluster.visits_made)
        visits += min(left_over, days * a_day - routine)
    return visits


def people_by_hand(model: KKGModel, policy: dict[str, float]) -> Rupiah:
    """Supervisors, tutors, principals, partners and clerks."""
    n, clusters, schools = model.n, model.clusters, len(model.schools)
    visits, supervisors, teachers = requested_visits(model), len(model.supervisors), len(model.teachers)
    asked = policy.get
    tutored = {c: c.tutored * c.meetings for c in clusters}
    wanted, spare = asked("core_teachers_per_cluster", 0.0), model.spare_tutors
    lent = 0.0
    for cluster, times in tutored.items():
        mine = min(cluster.tutors, wanted)
        others = min(wanted - mine, asked("core_teachers_across", 0.0) * spare)
        lent += times * others / (mine + others) if mine + others else 0.0
    registers = asked("core_teachers_per_cluster", 0.0) + asked("core_teachers_across", 0.0)
    places = asked("provider_partnership_places", 0.0) * teachers / 12.0
    persons = asked("provider_partnership_persons", 0.0) * schools / 100.0
    way = 2.0 * model.district.distance_km * n.travel_cost_km
    hours = sum(min(asked("workload_relief_hours", 0.0), t.workload) for t in model.teachers) * n.weeks_in_month
    freed = asked("release_from_teaching_supervisors", 0.0)
    return {
        "visit_trips": (visits * (n.visit_travel + way), 1),
        "visit_honoraria": (visits * n.visit_honorarium, 1),
        "early_tests": (asked("followup_mentoring_early_grades", 0.0) * teachers / 2.0 * n.early_test, 1),
        "supervisor_offices": (freed * supervisors * n.supervisor_relief, supervisors),
        "merit_selection": (asked("supervisor_merit_recruited", 0.0) * supervisors * n.merit_cost, supervisors),
        "cadre_training": (asked("supervisor_merit_cadre", 0.0) * supervisors * n.cadre_cost, supervisors),
        "tutor_honoraria": (sum(tutored.values()) * n.tutor_honorarium, len(clusters)),
        "tutor_visits": (sum(c.tutor_days for c in clusters) * n.tutor_honorarium, len(clusters)),
        "tutor_trips": (lent * n.tutor_trip, len(clusters)),
        "tutor_registers": (registers * len(clusters) * n.tutor_register, len(clusters)),
        "principal_courses": (asked("principal_development_share", 0.0) * schools * n.principal_programme, schools),
        "partnership_liaison": (
            asked("provider_partnership_partnership", 0.0) * len(clusters) * n.partnership_cost, 1),
        "course_places": (places * n.course_cost, 1),
        "resource_person_retainers": (persons * n.resource_person_retainer, 1),
        "clerks": (hours * n.clerk_hour, teachers),
    }  # fmt: skip
