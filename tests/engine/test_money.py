"""The ledger and the tables recomputed by hand, agent by agent, from the clear clock."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from math import floor

import numpy as np
import pytest
from conftest import EVERYTHING, around_playing

from kkgsim.analysis.comparison import compare
from kkgsim.analysis.comparison.tables import tables
from kkgsim.engine import intervals, sampling, scenarios
from kkgsim.engine.mesa_model import KKGModel
from kkgsim.engine.run_result import LAST
from kkgsim.engine.scenarios import simulate_scenarios
from kkgsim.engine.validate import NonFiniteResult
from kkgsim.i18n import Text, month_name
from kkgsim.i18n.units import UNITS
from kkgsim.model.costs import items
from kkgsim.model.levers import all_levers
from kkgsim.model.levers.lever import PAYERS
from kkgsim.model.outcomes import OUTCOMES
from kkgsim.scenario.scenario import Assumption, Change, Phase, Scenario

GRANT = {
    **{name: value for name, value in EVERYTHING.items() if not name.startswith("facilitator_team")},
    "guideline_implementation_grant": 25_000_000.0,
    "transport_recognition_fare": 10_000.0,
}
"""Every lever but the team of facilitators, and a grant in the place of BOS."""
GRADES = {"needs_programme_by_grade": 1.0, "followup_mentoring_early_grades": 1.0, "bos_allocation_share": 0.08}
POLICIES = {"everything": EVERYTHING, "grant": GRANT, "bosda": {"bosda_minimum_share": 0.25}, "grades": GRADES,
            "nothing": {}}  # fmt: skip
SOURCES = ("grant", "bosda", "bos")
"""The order in which a cluster's purses pay."""
PURSE_ITEMS = ("food", "fee", "fares")
Rupiah = dict[str, tuple[float, int]]
"""What items come to before they are rounded down, and for how many things that is done."""


def played(place, policy: dict[str, float], months: int) -> Iterator[tuple[KKGModel, dict[str, float], dict]]:
    """Month by month: the model, its ledger by item, and what the purses held and who had come last when it began."""
    model = KKGModel(place, months=months, seed=7, **policy)
    while model.running:
        before = {(c.index, source): getattr(c, f"purse_{source}") for c in model.clusters for source in SOURCES}
        before |= {(c.index, "present"): c.present for c in model.clusters}
        model.spare_tutors, model.lent_each = model.district.tutors_spare, model.district.lent_each
        model.waited = {c: c.waiting for c in model.clusters}
        model.step()
        yield model, dict(zip(items(), model.ledger[-1].tolist(), strict=True)), before


def meal(cluster, n) -> float:
    """A person's food at one meeting, nearer to a grant's price the more of a meeting the grant can pay."""
    usual = n.refreshments * length(cluster, n)
    return floor(usual + cluster.granted_part * max(0.0, n.grant_food * hours(cluster, n) - usual))


def hours(cluster, n) -> float:
    """Hours of one meeting: as found unless a policy sets them."""
    return cluster.hours_set or n.meeting_hours


def length(cluster, n) -> float:
    """One meeting in meetings of the usual length."""
    return hours(cluster, n) / n.whole_meeting


def meetings_by_hand(model: KKGModel, before: dict) -> dict[str, float]:
    """Who came, what they ate, who led and how they travelled; paid by the grant, then BOSDA, then BOS."""
    n, paid = model.n, dict.fromkeys([f"{use}_{source}" for use in PURSE_ITEMS for source in SOURCES], 0)
    pockets = own = 0
    for cluster in model.clusters:
        here = [t for t in model.teachers if t.cluster is cluster]
        on_site = sum(t.attended - t.online for t in here)
        times = cluster.meetings
        purse = {s: before[cluster.index, s] + getattr(cluster, f"{s}_income") for s in SOURCES}
        levies = floor(times * on_site * cluster.levy)
        fee = floor(
            cluster.outside * floor(floor(hours(cluster, n) * n.resource_person_fee) * (1.0 + cluster.by_grade))
        )
        food = floor(min(times * on_site * meal(cluster, n) * cluster.held, max(sum(purse.values()) - fee, 0) + levies))
        promised = floor(times * on_site * cluster.fare_paid)
        for use, bill in (("fee", fee), ("food", food - min(food, levies)), ("fares", promised)):
            for source in SOURCES:
                part = min(bill, purse[source])
                bill, purse[source] = bill - part, purse[source] - part
                paid[f"{use}_{source}"] += part
        ways = {t: floor(2.0 * t.school.way_km * n.travel_cost_km) for t in here}
        trips = {t: times * (t.attended - t.online) for t in here}
        unrepaid = sum(floor(trips[t] * max(0.0, ways[t] - cluster.fare_offered - cluster.fare_paid)) for t in here)
        own += unrepaid + min(bill, sum(floor(trips[t] * ways[t]) for t in here) - unrepaid)
        pockets += min(food, levies)
        assert {s: getattr(cluster, f"purse_{s}") for s in SOURCES} == purse
    of = {"food": "refreshments", "fee": "resource_persons", "fares": "fares"}
    from_bos = {f"meeting_{of[use]}": paid[f"{use}_bos"] for use in PURSE_ITEMS}
    from_bosda = {f"meeting_{of[use]}_bosda": paid[f"{use}_bosda"] for use in PURSE_ITEMS}
    from_grant = {f"grant_{of[use]}": paid[f"{use}_grant"] for use in PURSE_ITEMS}
    return {**from_bos, **from_bosda, **from_grant, "meeting_contributions": pockets, "meeting_travel": own}


def time_by_hand(model: KKGModel) -> Rupiah:
    """Hours of those who came and of their ways, half of the meeting in class hours."""
    n, spent, lost = model.n, 0.0, 0.0
    for teacher in model.teachers:
        there = (teacher.attended - teacher.online) * 2.0 * teacher.school.way_minutes / 60.0
        mine = teacher.cluster.meetings * (teacher.attended * hours(teacher.cluster, n) + there)
        spent += mine
        lost += n.lessons_in_meeting * (1.0 - teacher.cluster.after_class) * mine
    schools = len(model.schools)
    return {
        "meeting_hours": ((spent - lost) * n.teacher_hour, schools),
        "meeting_lessons": (lost * n.teacher_hour, schools),
        "staff_lessons": (days_without_teacher(model) * n.contact_hours / n.teaching_days * n.teacher_hour, schools),
    }


def days_without_teacher(model: KKGModel) -> float:
    """School days on which a class had nobody: courses, tutors' sessions, facilitators' service and release. Whoever
    was sent to a course and left in the same month is not known as sent any more, but her class had nobody."""
    n, clusters = model.n, model.clusters
    district = model.district
    on_offer = district.course_places / district.claims if district.claims else 0.0
    courses = sum(t.luck.course < t.claim * on_offer for t in model.teachers) * n.course_days
    at_home = sum(length(c, n) * c.meetings * (c.tutored - c.tutored_by_lent) for c in clusters if c.tutors)
    spare = sum(length(c, n) * max(0.0, c.tutors - c.tutors_wanted) for c in clusters)
    tutors = (at_home + spare * model.lent_each) * n.tutor_days
    service = 0.0
    for f in model.facilitators:
        beyond = max(0.0, f.days - f.days_left - f.freed)
        service += f.freed - f.covered + n.service_in_class * beyond
    return courses + tutors + service


def days_by_hand(model: KKGModel) -> tuple[float, float, float]:
    """Facilitators' paid days, their km, and the meetings they led: first meetings, the nearest first, then visits."""
    n, district = model.n, model.district
    left = {f: f.days for f in model.facilitators}
    calls = {c: c.call for c in model.clusters}
    quotas = {c: c.visits_quota for c in model.clusters}
    days = km = led = 0.0
    a_day_of_visits = n.visits_per_day / max(district.visit_preparation, 0.01)
    rounds = [(calls, None, n.long_wait), (calls, None, 0.0), (calls, None, -1.0), (quotas, a_day_of_visits, -1.0)]
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
    substituted = 0.0
    for school in model.schools:
        away = released * sum(f.funded * f.active for f in model.facilitators if f.teacher.school is school)
        cap = n.honorarium_cap * max(school.pupils, n.bos_fewest) * n.bos_rate * district.fixed_worth / 12.0
        room = max(0.0, cap - school.contract_teachers * n.contract_pay)
        substituted += min(away, room / n.substitute_pay)
    turns = policy.get("facilitator_team_toward_need", 0.0) + policy.get("facilitator_team_toward_near", 0.0)
    amounts = {
        "facilitator_honoraria": days * n.facilitator_honorarium,
        "facilitator_trips": days * n.facilitator_travel + km * n.travel_cost_km,
        "facilitator_retainers": sum(part) * n.facilitator_retainer,
        "facilitator_courses": sum(f.recruited for f in model.facilitators) * n.facilitator_training,
        "facilitator_allowances": sum(f.recognised for f in model.facilitators) * n.facilitator_status_cost,
        "session_certification": policy.get("facilitator_team_certified", 0.0) * led * n.certification_fee,
        "turn_plans": turns * len(model.clusters) * n.turn_planning,
        "substitute_teachers": substituted * n.substitute_pay,
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
        left_over = max(0.0, district.visits_asked * cluster.listed - cluster.visits_made)
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
        "tutor_trips": (lent * n.tutor_trip, len(clusters)),
        "tutor_registers": (registers * len(clusters) * n.tutor_register, len(clusters)),
        "principal_courses": (asked("principal_development_share", 0.0) * schools * n.principal_programme, schools),
        "partnership_liaison": (
            asked("provider_partnership_partnership", 0.0) * len(clusters) * n.partnership_cost, 1),
        "course_places": (places * n.course_cost, 1),
        "resource_person_retainers": (persons * n.resource_person_retainer, 1),
        "clerks": (hours * n.clerk_hour, teachers),
    }  # fmt: skip


def papers_by_hand(model: KKGModel, policy: dict[str, float]) -> Rupiah:
    """What is paid a cluster, a meeting or a teacher, whoever comes."""
    n, clusters, teachers = model.n, len(model.clusters), len(model.teachers)
    meetings = sum(c.meetings for c in model.clusters)
    rate = 1.0 / 12.0
    a_cluster = {
        "regulation_spread": (("ministerial_regulation_standing", "ministerial_regulation_roles"), n.regulation_cost),
        "office_desk": (("district_regulation_in_office",), n.desk_cost),
        "guideline_spread": (("guideline_implementation_dissemination",), n.guideline_cost),
        "committee_training": (("guideline_implementation_self_run",), n.self_run_cost),
        "evaluations": (("monitoring_per_year",), n.evaluation_fee * rate),
        "internal_checks": (("monitoring_internal_per_year",), n.check_fee * rate),
        "progress_tracking": (("monitoring_tracking",), n.tracking_fee),
        "needs_assessment": (("needs_programme_assessment",), n.needs_cost),
        "second_kkg": (("needs_programme_by_grade",), n.second_kkg_cost),
        "local_materials": (("needs_programme_local_content",), n.content_cost),
        "online_materials": (("ict_online_materials",), n.materials_cost),
        "facilities": (("shared_facilities_kit",), n.facilities_cost),
    }
    a_meeting = {
        "workshop_kits": (("perception_change_workshop",), n.workshop_cost),
        "online_hosting": (("ict_online_meetings",), n.online_cost),
        "venue_moves": (("shared_facilities_rotating",), n.moving_cost),
        "subclusters": (("shared_facilities_subclusters",), n.split_cost),
    }
    tied = ("transport_recognition_tied_to_presence", "transport_recognition_tied_to_ratings")
    a_teacher = {
        "duty_records": (("ministerial_regulation_duty",), n.duty_cost),
        "campaigns": (("perception_change_campaign",), n.campaign_cost),
        "ict_courses": (("ict_online_training",), n.ict_course_cost),
        "selection_registers": (("fair_selection_rotation",), n.selection_register),
        "teacher_allowances": (("transport_recognition_allowance",), 1.0),
        "verification": (tied, n.verification_cost),
        "community_oversight": (("transport_recognition_oversight",), n.oversight_cost),
    }
    found = {}
    for listed, count, things in ((a_cluster, clusters, clusters), (a_meeting, meetings, clusters),
                                  (a_teacher, teachers, teachers)):  # fmt: skip
        for name, (settings, price) in listed.items():
            found[name] = (sum(policy.get(setting, 0.0) for setting in settings) * count * price, things)
    weak = sum(t.weak for t in model.teachers)
    kinds = ("sharing", "case_study", "reflection", "drafting", "training")
    chosen = min(1.0, sum(policy.get(f"needs_programme_{kind}", 0.0) for kind in kinds))
    added = policy.get("meeting_time_meetings", 0.0)
    further = meetings * added / (n.meetings_per_year + added)
    retimed = 1.0 if policy.get("meeting_time_hours") else policy.get("meeting_time_after_class", 0.0)
    found["further_meetings"] = (further * n.hosting_cost, clusters)
    found["timetables"] = (retimed * clusters * n.timetable_cost, clusters)
    found["prepared_sessions"] = (chosen * meetings * n.session_cost, clusters)
    found["matched_pairs"] = (policy.get("core_teachers_pairs", 0.0) * weak * n.pair_cost, teachers)
    return found


def attendance_by_hand(model: KKGModel, policy: dict[str, float]) -> Rupiah:
    """What is paid an attendance, and for the books of earmarked money."""
    n, clusters = model.n, len(model.clusters)
    trips = sum(t.cluster.meetings * (t.attended - t.online) * t.cluster.fare_offered for t in model.teachers)
    came = sum(t.cluster.meetings * t.attended for t in model.teachers)
    extra = {c: c.bos_share / (n.bos_share_found + c.bos_share) if c.bos_share else 0.0 for c in model.clusters}
    earmarked = sum(c.bos_income * extra[c] for c in model.clusters)
    recognised = policy.get("transport_recognition_recognition", 0.0)
    return {
        "transport_money": (trips, clusters),
        "recognition_papers": (recognised * came * n.recognition_cost, clusters),
        "bos_books": (earmarked * n.bos_reporting, clusters),
        "bosda_books": (sum(c.bosda_income for c in model.clusters) * n.bosda_reporting, clusters),
    }


def by_hand(model: KKGModel, policy: dict[str, float], before: dict) -> Rupiah:
    """Every item of the month."""
    whole = {name: (amount, 0) for name, amount in meetings_by_hand(model, before).items()}
    parts = (time_by_hand(model), team_by_hand(model, policy), people_by_hand(model, policy))
    return {
        **whole,
        **{name: each for part in parts for name, each in part.items()},
        **papers_by_hand(model, policy),
        **attendance_by_hand(model, policy),
    }


@pytest.fixture(scope="module")
def places(tiny, hills):
    return {"near": tiny, "far": hills}


def test_every_item_of_every_month_is_what_happened_times_its_price(places) -> None:
    """All items of all levers, rounded down to the rupiah thing by thing; none of them is nought everywhere."""
    seen = dict.fromkeys(items(), 0.0)
    for policy in POLICIES.values():
        for place in places.values():
            for model, ledger, before in played(place, policy, 15):
                found = by_hand(model, policy, before)
                assert set(found) == set(ledger)
                for name, (amount, things) in found.items():
                    assert -1e-3 <= amount - ledger[name] <= things + 1e-3, (name, model.steps)
                    seen[name] += ledger[name]
    assert [name for name, total in seen.items() if total <= 0.0] == []


def room_by_hand(model: KKGModel, cluster, guests: float) -> float:
    """What a cluster may keep: whole meetings with refreshments, a resource person and transport money."""
    n, here = model.n, [t for t in model.teachers if t.cluster is cluster]
    meetings = n.meetings_per_year + cluster.meetings_added
    hired = 2.0 * sum(t.school.way_km for t in here) / len(here) * n.hired_ride_km
    ride = max(n.reference_fare, hired)
    more = max(0.0, n.grant_allowance * hours(cluster, n) - ride)
    a_year = (n.grant_food + n.grant_allowance) * hours(cluster, n) * guests * meetings
    part = min(1.0, 12.0 * cluster.grant_offered / a_year)
    assert cluster.granted_part == pytest.approx(part)
    fare = max(0.0, floor(ride + cluster.granted_part * more) - cluster.fare_offered)
    fee = floor(floor(hours(cluster, n) * n.resource_person_fee) * (1.0 + cluster.by_grade))
    whole = guests * (meal(cluster, n) + fare) + fee
    return n.purse_months * whole * max(meetings / 12.0, 1.0)


def test_bos_comes_by_pupils_and_quarters_as_far_as_there_is_room(places) -> None:
    """The schools' share in the month of release less what a grant brought; less only where the purses are full."""
    seen = {"all": 0, "less": 0, "none": 0}
    quarters = {0: "bos_quarter_1", 3: "bos_quarter_2", 6: "bos_quarter_3", 9: "bos_quarter_4"}
    for policy in (EVERYTHING, GRANT, {"bos_allocation_share": 0.08}):
        granted: Counter[int] = Counter()
        for model, _, before in played(places["near"], policy, 15):
            n, month = model.n, (model.steps + 5) % 12
            worth = (1.0 - (n.inflation - n.bos_raised) / 12.0) ** model.steps
            for cluster in model.clusters:
                share = n.bos_share_found + cluster.bos_share
                a_year = [
                    max(s.pupils, n.bos_fewest) * n.bos_rate * worth for s in model.schools if s.cluster is cluster
                ]
                part = getattr(n, quarters[month]) if month in quarters else 0.0
                in_all = sum(floor(floor(bos * part) * share) for bos in a_year)
                granted[cluster.index] += cluster.grant_income
                offered = max(in_all - granted[cluster.index], 0.0)
                granted[cluster.index] -= in_all - offered
                purse = sum(before[cluster.index, s] + getattr(cluster, f"{s}_income") for s in SOURCES)
                room = room_by_hand(model, cluster, max(before[cluster.index, "present"], 1.0))
                if cluster.bos_income < offered:
                    assert purse == pytest.approx(max(room, purse - cluster.bos_income), abs=1.01)
                assert cluster.bos_income <= offered
                seen["none" if not offered else "less" if cluster.bos_income < offered else "all"] += 1
    assert month_name(month + 1).en == "September"
    assert all(seen.values())


def test_who_pays_what_is_fixed(tiny, asked) -> None:
    fixed = {name: item.cost.payer for name, item in items().items() if item.cost.payer}
    assert fixed == {
        "meeting_refreshments": "bos",
        "meeting_refreshments_bosda": "bosda",
        "meeting_contributions": "teachers",
        "meeting_resource_persons": "bos",
        "meeting_resource_persons_bosda": "bosda",
        "meeting_fares": "bos",
        "meeting_fares_bosda": "bosda",
        "meeting_travel": "teachers",
        "meeting_hours": "hours",
        "meeting_lessons": "lessons",
        "staff_lessons": "lessons",
        "substitute_teachers": "bos",
        "facilitator_allowances": "district",
    }
    change = Change(4, {}, "district")
    phase = Phase("followup_mentoring", 1, 6, {"visits": 0.5}, "donor", (change,))
    scenario = type(asked())(**{**asked(months=6).__dict__, "policy": (phase,)})
    played = simulate_scenarios([scenario], tiny, replicates=2, seed=1)[0]
    paid = compare.by_payer(played)
    ranks = [rank for rank, item in enumerate(items().values()) if item.lever == "followup_mentoring"]
    amounts = played.ledger[ranks].mean(axis=-1).sum(axis=0)
    assert paid["donor"] == pytest.approx(amounts[:3].sum() * 2.0)
    assert paid["district"] == pytest.approx(amounts[3:].sum() * 2.0)
    assert set(paid) == set(PAYERS)
    assert sum(paid.values()) == pytest.approx(compare.yearly_cost(played).mean())
    assert sum(compare.in_time(played).values()) == pytest.approx(compare.yearly_time(played).mean())


def test_what_was_promised_is_paid_when_the_money_becomes_less(tiny) -> None:
    """Teachers are told of a lower fare only when it bites; until then what they were told is paid."""
    label = Text("less", "less")
    settings = {s.name: 0.0 for s in all_levers()["transport_recognition"].settings}
    phase = Phase(
        "transport_recognition", 1, 9, {**settings, "fare": 60_000.0}, "district", (Change(6, {"fare": 10_000.0}),)
    )
    later = Assumption("delay_transport_recognition", 2, 2, 2, "test")
    model = KKGModel(tiny, scenario=Scenario("less", label, label, "tiny", 9, 1, 7, (phase,), (later,)))
    paid, told = [], []
    while model.running:
        model.step()
        told.append(model.clusters[0].fare_offered)
        offered = sum(t.cluster.meetings * (t.attended - t.online) * t.cluster.fare_offered for t in model.teachers)
        paid.append(model.ledger[-1][list(items()).index("transport_money")])
        assert paid[-1] == offered
    assert told == [0.0] * 2 + [60_000.0] * 5 + [10_000.0] * 2
    assert any(paid[5:7])


def cluster_months(place, policy: tuple[Phase, ...], months: int, first_month: int, *assumed: Assumption) -> list[dict]:
    """A cluster month by month: what its state says after each."""
    label = Text("poor", "poor")
    scenario = Scenario("poor", label, label, "tiny", months, 1, 7, policy, assumed, first_month)
    model, found = KKGModel(place, scenario=scenario), []
    while model.running:
        model.step()
        found.append(dict(model.clusters[0].__dict__))
    return found


def no_other_money() -> tuple[Assumption, ...]:
    """Nothing reaches the KKG by itself, nobody puts anything in, and it meets once in every month."""
    held = {"bos_share_found": 0.0, "levy_limit": 0.0, "meetings_slip": 0.0, "delay_bos_allocation": 0.0}
    weeks = {f"school_weeks_{month:02d}": 3.0 for month in range(1, 13)}
    quarters = {f"bos_quarter_{quarter}": 0.25 for quarter in range(1, 5)}
    return tuple(Assumption(name, v, v, v, "test") for name, v in {**held, **weeks, **quarters}.items())


def test_a_cluster_that_runs_out_of_money_shrinks_then_skips_its_meetings(tiny) -> None:
    """BOS enough for a quarter, then for thin refreshments, then for so little that it is kept, then none."""
    changes = (Change(4, {"share": 0.006}), Change(7, {"share": 0.0004}), Change(10, {"share": 0.0}))
    phase = Phase("bos_allocation", 1, 15, {"share": 0.04}, "bos", changes)
    months = cluster_months(tiny, (phase,), 15, 1, *no_other_money())
    assert all(m["planned"] == 1.0 for m in months[1:])
    assert all(m["meetings"] == (1.0 if m["held"] else 0.0) for m in months[1:])
    enough, thin, little, none = months[1:3], months[3:6], months[6:9], months[9:]
    assert all(m["held"] == 1.0 for m in enough)
    assert all(0.2 < m["held"] < 0.9 for m in thin)
    assert all(m["held"] == 0.0 for m in little + none)
    assert all(m["arrived"] > 0.0 for m in enough + thin)
    assert not any(m["arrived"] for m in little + none)
    assert little[0]["bos_income"] > 0.0
    assert all(m["purse_bos"] > 0.0 for m in little)
    assert [m["food_bos"] for m in little + none] == [0.0] * 9
    assert all(m["food_pocket"] == 0.0 for m in months)


def test_bos_lasts_until_the_next_quarter(tiny) -> None:
    """It comes in once in three months; each month has its part, and little is left when the next comes."""
    phase = Phase("bos_allocation", 1, 12, {"share": 0.012}, "bos")
    months = cluster_months(tiny, (phase,), 12, 1, *no_other_money())
    assert [bool(m["bos_income"]) for m in months] == [True, False, False] * 4
    for quarter in (months[3:6], months[6:9], months[9:12]):
        assert all(m["meetings"] == 1.0 for m in quarter)
        spent = [m["food_bos"] + m["fee_bos"] + m["fares_bos"] for m in quarter]
        brought_in = quarter[0]["bos_income"]
        assert all(0.2 * brought_in < each < 0.47 * brought_in for each in spent)
        assert all(m["held"] > 0.2 for m in quarter)
        assert quarter[0]["purse_bos"] > quarter[1]["purse_bos"] > quarter[2]["purse_bos"] >= 0.0
        assert quarter[2]["purse_bos"] < 0.1 * brought_in


def test_a_part_post_costs_and_does_a_part(tiny, asked) -> None:
    """On 11 schools 0.05 facilitators per 10 schools is one twentieth of a post, not one."""
    part, whole = (asked(str(v), facilitator_team_per_10_schools=v) for v in (0.05, 1.0))
    a, b = simulate_scenarios([part, whole], tiny, replicates=8, seed=1)
    facilitated = list(OUTCOMES).index("facilitated_share")
    assert a.monthly[facilitated].mean() < 0.5 * b.monthly[facilitated].mean()


def test_bands_and_steps_are_the_ones_we_say() -> None:
    assert intervals.BAND == (0.05, 0.95)
    assert {name: unit.step for name, unit in UNITS.items()} == {
        "share": 0.01, "0-1": 0.01, "SD": 0.1, "Rp": 1_000_000.0, "persons": 1.0, "places": 0.1, "meetings": 1.0,
        "standards": 1.0, "h": 1.0, "log-odds": 0.1, "visits": 0.1,
    }  # fmt: skip
    assert intervals.FEWEST == 20
    assert LAST == 12


def test_monthly_clusters_schools_and_teachers_by_hand(tiny, asked) -> None:
    """Every table against the clear clock, replicate by replicate."""
    scenario = asked(months=15, facilitator_team_per_10_schools=1.0)
    models = []
    for replicate in range(3):
        model = KKGModel(tiny, months=15, seed=7, replicate=replicate, facilitator_team_per_10_schools=1.0)
        while model.running:
            model.step()
        models.append(model)
    found = compare.compare([scenario], tiny, replicates=3, seed=7, uncertain=False)
    made = tables(found)
    rank = list(OUTCOMES).index("practice_mean")
    frame = made["clusters"].query("scenario == 'asked'").set_index("cluster")
    for index, cluster in enumerate(tiny.clusters):
        by_run = [
            sum(v[rank, index] for v in m.value[-12:]) / sum(w[rank, index] for w in m.weight[-12:]) for m in models
        ]
        assert frame.loc[cluster, "practice_mean"] == pytest.approx(np.mean(by_run))
    frame = made["schools"].query("scenario == 'asked'").set_index("npsn")
    for school in models[0].schools:
        same = [m.schools[school.index] for m in models]
        assert frame.loc[school.npsn, "practice_mean"] == pytest.approx(
            np.mean([s.practice_sum / s.teachers for s in same])
        )
        assert frame.loc[school.npsn, "attendance_year_mean"] == pytest.approx(
            np.mean([s.attendance_year for s in same])
        )
    frame = made["teachers"].query("scenario == 'asked'")
    assert frame["practice"].tolist() == [t.practice for t in models[0].teachers]
    monthly = made["monthly"].query("scenario == 'asked' and outcome == 'practice_mean'")
    means = [np.mean([m.value[t][rank].sum() / m.weight[t][rank].sum() for m in models]) for t in range(15)]
    assert monthly["value_mean"].tolist() == pytest.approx(means)
    base = np.array([p.monthly[rank] for p in found.against])[0]
    paired = (found.played[0].monthly[rank] - base).std(axis=-1)
    low, high = monthly["difference_low"].to_numpy(), monthly["difference_high"].to_numpy()
    assert (high - low <= 4.0 * paired + 1e-12).all()


def test_a_place_is_its_schools_not_its_folder(tiny, asked) -> None:
    from dataclasses import replace

    one, other = (
        simulate_scenarios([asked()], replace(tiny, name=name), replicates=2, seed=1)[0] for name in ("a", "b")
    )
    assert np.array_equal(one.monthly, other.monthly)
    fewer = replace(tiny, schools=tiny.schools[1:])
    assert fewer.key != tiny.key


def test_a_number_that_is_none_stops_the_run(tiny, asked, monkeypatch) -> None:
    real = sampling.numbers_of

    def broken(*args, **kwargs):
        table = real(*args, **kwargs)
        table[list(sampling.PARAMETERS).index("learn_rate")] = np.nan
        return table

    monkeypatch.setattr(sampling, "numbers_of", broken)
    with pytest.raises(NonFiniteResult, match="month 1"):
        simulate_scenarios([asked()], tiny, replicates=2, seed=1)


def test_of_what_is_no_number_the_first_month_the_replicate_and_the_name_are_told(tiny, asked, monkeypatch) -> None:
    def broken(batch, recorded) -> None:
        recorded.ledger[1, 3, 2] = np.inf

    around_playing(monkeypatch, scenarios, after=broken)
    with pytest.raises(NonFiniteResult, match=f"replicate 2: {list(items())[1]} is not a finite number.* month 4"):
        simulate_scenarios([asked()], tiny, replicates=4, seed=1)


def test_a_cluster_without_pupils_has_no_literacy(tiny, asked) -> None:
    from dataclasses import replace

    empty = replace(
        tiny, schools=tuple(replace(s, pupils=0) if s.cluster == tiny.clusters[0] else s for s in tiny.schools)
    )
    found = simulate_scenarios([asked()], empty, replicates=2, seed=1)[0]
    rank = list(OUTCOMES).index("literacy_mean")
    assert np.isnan(found.clusters[rank, 0]).all()
    assert np.isfinite(found.clusters[rank, 1]).all()
    assert np.isfinite(found.monthly[rank]).all()
