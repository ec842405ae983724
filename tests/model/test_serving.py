"""Facilitators: who is on the team, whose turn it is, who is sent, and what their days are spent on."""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace

import numpy as np
import pytest
from conftest import hill_clusters, made

from kkgsim.engine import sampling
from kkgsim.engine.mesa_model import KKGModel
from kkgsim.engine.run_result import RunResult
from kkgsim.engine.scenarios import simulate_scenarios
from kkgsim.i18n import Text
from kkgsim.model.levers import all_settings
from kkgsim.model.measures import of_reach
from kkgsim.model.outcomes import OUTCOMES
from kkgsim.model.rules import financing, mentoring, serving
from kkgsim.places.place_io.files import open_place
from kkgsim.places.population.roster import roster

N = SimpleNamespace(**sampling.base_numbers())
STAYS = SimpleNamespace(leave=1.0, recruit=1.0)
COMES = SimpleNamespace(leave=1.0, recruit=0.0)
USUAL = {"pedagogic_found": N.start_pedagogic, "professional_found": N.start_professional,
         "social_found": N.start_social, "personality_found": N.start_personality, "experience": 12.0}  # fmt: skip
"""A teacher who is neither better nor worse than others, and no novice."""


# The team


def served(
    luck: SimpleNamespace, district: dict[str, float], teacher: dict[str, float] | None = None, **changes: float
) -> tuple[SimpleNamespace, SimpleNamespace]:
    """A willing teacher and the office, after the office has gone down its list and she has served or not."""
    facilitator, office = made("facilitator", **changes), made("district", **{"candidates": 20.0, **district})
    serving.draw_up_list(office, N)
    serving.serve(facilitator, made("teacher", **{**USUAL, **(teacher or {})}), office, luck, N)
    serving.set_days(facilitator, made("school"), office, N)
    serving.keep_list(office)
    return facilitator, office


def test_a_post_paid_for_is_filled_and_half_a_post_gives_half_the_days() -> None:
    new, office = served(COMES, {"facilitators_wanted": 2.0}, order=1.0)
    assert (new.active, new.recruited) == (1.0, 1.0)
    assert new.skill == pytest.approx(N.facilitator_skill - N.quarter_above * N.facilitator_skill_sd)
    assert (new.days, office.facilitators_new, office.facilitators_paid) == (N.facilitator_days, 1.0, 1.0)
    half, office = served(COMES, {"facilitators_wanted": 1.5}, order=1.0)
    assert (half.days, office.facilitators_paid) == (0.5 * N.facilitator_days, 0.5)
    none, office = served(COMES, {"facilitators_wanted": 1.0}, order=1.0)
    assert (none.active, office.facilitator_days) == (0.0, 0.0)


def test_no_more_are_trained_in_a_month_than_a_district_can_but_those_at_work_go_on() -> None:
    last = N.trained_in_a_month
    assert served(COMES, {"facilitators_wanted": 15.0}, order=last - 1.0)[0].active == 1.0
    assert served(COMES, {"facilitators_wanted": 15.0}, order=last)[0].active == 0.0
    next_month = {"facilitators_wanted": 15.0, "list_reached": last}
    assert served(COMES, next_month, order=last)[0].active == 1.0
    paid_again, _ = served(STAYS, {"facilitators_wanted": 15.0}, order=14.0, active=1.0)
    assert paid_again.funded == 1.0, "whoever is at work need not be trained"


def test_who_cannot_serve_is_passed_over_and_the_next_is_asked() -> None:
    for cannot in ({"pause": 5.0}, {"teacher": {"experience": 1.0}}):
        out, office = served(COMES, {"facilitators_wanted": 1.0}, **cannot)
        assert (out.active, out.funded, office.passed_over) == (0.0, 0.0, 1.0)
    instead, _ = served(COMES, {"facilitators_wanted": 1.0, "passed_over": 1.0}, order=1.0)
    assert instead.active == 1.0
    gone, _ = served(SimpleNamespace(leave=0.0, recruit=0.0), {"facilitators_wanted": 1.0}, active=1.0)
    assert (gone.active, gone.pause) == (0.0, N.facilitator_pause)


def test_no_team_is_larger_than_the_number_of_the_willing() -> None:
    _, office = served(COMES, {"facilitators_wanted": 900.0, "list_reached": 25.0})
    assert office.list_goal == office.list_reached == 20.0


def test_volunteers_give_part_of_their_days_and_nobody_releases_them() -> None:
    volunteer, office = served(STAYS, {"release_days": 2.5}, active=1.0, skill=0.7)
    assert volunteer.days == N.unpaid_effort * N.facilitator_days
    assert (office.facilitators_paid, volunteer.freed) == (0.0, 0.0)


def test_the_ablest_come_first_on_the_list_and_make_better_mentors() -> None:
    gifts = (0.5, -1.0, 2.0, 0.5)
    listed = [made("facilitator") for _ in gifts]
    for facilitator, gift in zip(listed, gifts, strict=True):
        n = SimpleNamespace(**{**vars(N), "chosen_by_ability": 1.0})
        serving.stand_as_candidate(facilitator, made("teacher", **USUAL, gift=gift), SimpleNamespace(lot=9.0), n)
    for facilitator in listed:
        for other in listed:
            if other is not facilitator:
                serving.compare_candidates(facilitator, other)
    assert [facilitator.order for facilitator in listed] == [1.5, 3.0, 0.0, 1.5]
    skills = [serving.skill_once_trained(made("teacher", **USUAL, gift=gift), N) for gift in gifts]
    assert skills[2] > skills[0] > skills[1]
    better = made("teacher", **{**USUAL, "pedagogic_found": N.start_pedagogic + 0.1})
    assert serving.skill_once_trained(better, N) > serving.skill_once_trained(made("teacher", **USUAL), N)


def test_a_released_teachers_own_school_pays_her_substitute_or_her_class_has_nobody() -> None:
    for can_pay in (0.0, 0.5, 1.0):
        released, office = served(STAYS, {"facilitators_wanted": 1.0, "release_days": 2.0}, active=1.0)
        freed = 2.0 * N.weeks_of_release
        assert released.days == pytest.approx(N.facilitator_days + freed)
        bill = freed * N.substitute_pay
        school, cluster = made("school", honorarium_room=can_pay * bill, release_bill=bill), made("cluster")
        financing.pay_substitutes(released, school, cluster, office, N)
        assert office.substitute_days == released.covered == pytest.approx(can_pay * freed)
        assert cluster.substitutes_bill == pytest.approx(can_pay * bill)
        teacher = made("teacher")
        serving.miss_class(released, teacher, N)
        assert teacher.days_covered == pytest.approx(can_pay * freed)
        assert teacher.days_unheld == pytest.approx((1.0 - can_pay) * freed), "who is released and idle stays away"


def test_days_of_work_without_release_fall_partly_on_lessons() -> None:
    teacher, busy = made("teacher"), made("facilitator", active=1.0, days=4.0, days_left=1.0)
    serving.miss_class(busy, teacher, N)
    assert (teacher.days_unheld, teacher.serving) == (pytest.approx(3.0 * N.service_in_class), 1.0)
    away = serving.lessons_missed(made("teacher", days_unheld=5.0, days_covered=5.0), N)
    assert away == pytest.approx((5.0 + 5.0 * (1.0 - N.substitute_quality)) / N.teaching_days)


def test_skill_is_kept_by_work_and_lost_idle() -> None:
    top = serving.skill_once_trained(made("teacher", **USUAL, gift=1.5), N)
    busy, idle = (made("facilitator", active=1.0, skill=s, days=4.0, days_left=left)
                  for s, left in ((0.5, 0.0), (top, 4.0)))  # fmt: skip
    for _ in range(24):
        for facilitator in (busy, idle):
            serving.keep_in_practice(facilitator, made("teacher", **USUAL, gift=1.5), N)
    assert busy.skill == pytest.approx(top, abs=0.01)
    assert N.senior_skill < idle.skill < 0.5 * (top + N.senior_skill)


def test_whoever_takes_over_a_post_is_no_facilitator_and_stands_for_herself() -> None:
    office = made("district", candidates=100.0)
    for moved in ("replaced", "moved"):
        post = made("facilitator", active=1.0, recognised=1.0, skill=0.8, order=0.0)
        serving.hand_over(post, made("teacher", **USUAL, **{moved: 1.0}), office, N)
        assert (post.active, post.recognised, post.skill) == (0.0, 0.0, 0.0)
        assert post.order == pytest.approx(50.0, abs=0.1), "a middling teacher stands in the middle of the list"
    stays = made("facilitator", active=1.0, order=3.0)
    serving.hand_over(stays, made("teacher", **USUAL), office, N)
    assert (stays.active, stays.order) == (1.0, 3.0)


def test_who_has_status_stays_and_who_has_neither_pay_nor_status_goes() -> None:
    def stays(leave: float, recognised: float = 0.0, **district: float) -> float:
        luck = SimpleNamespace(leave=leave, recruit=1.0)
        return served(luck, district, active=1.0, recognised=recognised)[0].active

    assert stays(0.5 * N.leave_unpaid) == 0.0
    assert stays(0.5 * N.leave_unpaid, facilitators_wanted=1.0) == 1.0
    assert stays(0.5 * N.leave_unpaid, recognised=1.0) == 1.0


def test_status_once_given_stays_with_the_person_until_she_leaves() -> None:
    given_, office = served(STAYS, {"facilitators_recognised": 0.6}, active=1.0)
    assert (given_.recognised, office.facilitators_with_status) == (0.6, 0.6)
    kept, office = served(STAYS, {}, active=1.0, recognised=0.6)
    assert (kept.recognised, office.facilitators_with_status) == (0.6, 0.6)
    gone, office = served(SimpleNamespace(leave=0.0, recruit=1.0), {}, active=1.0, recognised=0.6)
    assert (gone.active, gone.recognised, office.facilitators_with_status) == (0.0, 0.0, 0.0)
    nobody, _ = served(STAYS, {"facilitators_recognised": 1.0})
    assert nobody.recognised == 0.0


# Days are shared out


def shared(days: float, meetings: float, visits: float = 0.0, minutes: float = 0.0) -> SimpleNamespace:
    district = made("district", facilitator_days=days, meetings=meetings, visits_wanted=visits, travel_minutes=minutes)
    mentoring.share_out(district, N)
    return district


def test_a_team_with_time_is_prepared_and_one_with_too_many_calls_prepares_less() -> None:
    need = 10.0 * N.session_days
    assert shared(need, 10.0).preparation == 1.0
    assert shared(0.8 * need, 10.0).preparation == pytest.approx(0.8)
    assert shared(0.8 * need, 10.0).session_share == pytest.approx(1.0), "each is shorter prepared, all are led"
    few = shared(0.3 * need, 10.0)
    assert few.preparation == pytest.approx(1.0 / N.rush)
    assert few.session_share == pytest.approx(0.3 * N.rush)
    assert shared(0.0, 10.0).session_share == 0.0


def test_meetings_come_before_visits_and_are_not_rushed_for_them() -> None:
    need = 10.0 * N.session_days
    only_meetings = shared(need / N.rush, 10.0, visits=60.0)
    assert only_meetings.session_share == pytest.approx(1.0)
    assert only_meetings.visit_share == pytest.approx(0.0, abs=1e-9)
    with_days_left = shared(need + 5.0, 10.0, visits=60.0)
    assert with_days_left.preparation == 1.0
    assert with_days_left.session_share >= 1.0
    assert with_days_left.visit_preparation == pytest.approx(1.0 / N.rush)
    assert with_days_left.visit_share == pytest.approx(5.0 * N.rush / (60.0 / N.visits_per_day))


def test_a_session_unprepared_or_among_strangers_is_worth_less() -> None:
    facilitator = made("facilitator", skill=0.8)

    def skill(preparation: float, known: float) -> float:
        return mentoring.skill_there(made("posting", known=known), facilitator, preparation, N)

    assert skill(1.0, 1.0) == pytest.approx(0.8)
    assert skill(0.5, 1.0) == pytest.approx(0.8 * (1.0 - 0.5 * N.thin_loss))
    assert skill(1.0, 0.0) == pytest.approx(0.8 * (1.0 - N.stranger_loss))


def test_facilitators_get_to_know_a_cluster_faster_than_they_lose_touch() -> None:
    posting = made("posting", came=1.0)
    mentoring.get_to_know(posting, made("facilitator"), N)
    known = posting.known
    assert known == pytest.approx(N.known_rate)
    posting.came = 0.0
    mentoring.get_to_know(posting, made("facilitator"), N)
    assert known > posting.known > known * (1.0 - N.known_rate)
    mentoring.get_to_know(posting, made("facilitator", recruited=1.0), N)
    assert posting.known == 0.0, "a new one knows nobody"


# Turns


def turns(months: int, *, need: tuple[float, ...], near: tuple[float, ...], share: float, **rule: float) -> list[float]:
    """Meetings led in each cluster when facilitators come wherever they are called."""
    clusters = [made("cluster", need=n, remoteness=r, turn=(i + 0.5) / len(need))
                for i, (n, r) in enumerate(zip(need, near, strict=True))]  # fmt: skip
    led = [0.0] * len(clusters)
    for _ in range(months):
        district = made("district", clusters=float(len(clusters)), session_share=share, **rule)
        for cluster in clusters:
            cluster.meetings, cluster.led = 1.0, 0.0
            mentoring.ask(cluster, district, N)
        for rank, cluster in enumerate(clusters):
            mentoring.await_turn(cluster, district)
            cluster.led = cluster.call
            led[rank] += cluster.led
            mentoring.count_led(cluster, district)
    return led


PLACE = {"need": (1.0, 0.5, 0.0), "near": (1.0, 0.5, 0.0)}
"""Three clusters: the neediest is the most remote."""


def test_clusters_have_turns_alike_unless_a_rule_says_otherwise() -> None:
    alike = turns(60, **PLACE, share=0.4)
    assert max(alike) - min(alike) <= 1.0
    assert sum(alike) == pytest.approx(0.4 * 3 * 60, abs=2.0)
    needy, middle, easy = turns(60, **PLACE, share=0.4, toward_need=1.0)
    assert needy > middle > easy
    remote, middle, close = turns(60, **PLACE, share=0.4, toward_near=1.0)
    assert remote < middle < close
    assert max(turns(60, **PLACE, share=0.4, toward_need=1.0, toward_near=1.0)) == pytest.approx(max(alike), abs=1.0)


def test_every_cluster_is_led_every_month_where_there_are_enough() -> None:
    assert turns(24, **PLACE, share=1.2) == [24.0] * 3


def test_a_call_that_nobody_answers_keeps_its_turn() -> None:
    cluster, district = made("cluster", meetings=1.0, turn=0.9, weight=1.0), made("district", clusters=1.0, weights=1.0)
    district.session_share = 0.5
    mentoring.await_turn(cluster, district)
    assert (cluster.call, cluster.turn) == (1.0, pytest.approx(0.4))
    mentoring.count_led(cluster, district)
    assert (cluster.facilitated, cluster.turn) == (0.0, pytest.approx(1.4))
    for _ in range(12):
        mentoring.await_turn(cluster, district)
        mentoring.count_led(cluster, district)
    assert cluster.turn <= 2.0, "but turns do not pile up without end"


def test_a_cluster_counts_as_reached_for_about_a_year() -> None:
    cluster, district = made("cluster", meetings=1.0, led=1.0, call=1.0), made("district")
    mentoring.count_led(cluster, district)
    cluster.led = cluster.call = 0.0
    months = 0
    while of_reach(cluster) and months < 60:
        mentoring.count_led(cluster, district)
        months += 1
    assert months == pytest.approx(12, abs=1)


# Who goes where


def test_those_with_days_left_who_live_nearest_are_sent() -> None:
    near, far = (made("facilitator", active=1.0, funded=1.0, skill=0.7, days_left=days) for days in (2.0, 4.0))
    cluster, district = made("cluster", meetings=2.0, call=2.0), made("district", preparation=1.0)
    postings = [made("posting", km=2.0, minutes=0.0), made("posting", km=9.0, minutes=0.0)]
    for posting, facilitator in zip(postings, (near, far), strict=True):
        mentoring.go_to_meeting(posting, facilitator, cluster, district, N)
    assert cluster.led == 2.0
    assert near.days_left == 0.0, "the nearest has no more days than for one"
    assert far.days_left == pytest.approx(4.0 - N.session_days)
    assert district.days_used == district.days_paid == pytest.approx(2.0 * N.session_days)
    assert district.trips_km == pytest.approx(2.0 * N.session_days * (2.0 + 9.0))
    assert [posting.came for posting in postings] == [1.0, 1.0]


def test_the_way_eats_into_the_days() -> None:
    led = []
    for minutes in (0.0, 90.0):
        facilitator = made("facilitator", active=1.0, funded=1.0, days_left=N.session_days)
        cluster = made("cluster", meetings=1.0, call=1.0)
        mentoring.go_to_meeting(
            made("posting", minutes=minutes), facilitator, cluster, made("district", preparation=1.0), N
        )
        led.append(cluster.led)
    assert led[0] == 1.0
    assert 0.5 < led[1] < 1.0


def test_what_days_are_left_go_into_visits_and_volunteers_cost_nobody() -> None:
    cluster, district = made("cluster", visits_quota=2.0), made("district", visit_preparation=1.0)
    volunteer = made("facilitator", active=1.0, skill=0.6, days_left=1.0)
    posting = made("posting", km=5.0, minutes=0.0, known=1.0)
    mentoring.go_visiting(posting, volunteer, cluster, district, N)
    assert cluster.visits_made == pytest.approx(min(2.0, N.visits_per_day))
    assert cluster.visits_skill == pytest.approx(0.6 * cluster.visits_made)
    assert volunteer.days_left == pytest.approx(1.0 - cluster.visits_made / N.visits_per_day)
    assert (district.days_paid, district.trips_km) == (0.0, 0.0)
    mentoring.go_visiting(posting, made("facilitator", days_left=5.0), cluster, district, N)
    assert cluster.visits_made == 2.0, "no more than the cluster is owed"


@pytest.mark.parametrize("name", ["janapria", "sumba_remote", "lombok_tengah"])
def test_each_serves_clusters_near_home_and_each_cluster_has_one_supervisor(name: str) -> None:
    place, n = open_place(name), sampling.base_numbers()
    people = roster(place, n)
    clusters, reach = len(place.clusters), int(n["clusters_in_reach"])
    for ways, count in ((people.postings, len(people.candidates)), (people.engagements, people.resource_persons)):
        assert (np.diff(ways.km) >= 0.0).all(), "the nearest pairs come first"
        assert set(np.bincount(ways.who, minlength=count)) == {min(reach, clusters)}
        assert len({*zip(ways.who.tolist(), ways.cluster.tolist(), strict=True)}) == len(ways.who)
    assert len(people.supervisor_of) == clusters
    looked_after = np.bincount(people.supervisor_of, minlength=people.supervisors)
    assert looked_after.min() >= 1
    assert np.ptp(looked_after) <= 1
    assert (np.diff(people.supervisor_of) >= 0).all(), "neighbours in the order of the place go together"
    assert len(people.candidates) >= len(place.schools) / 10.0 * all_settings()["facilitator_team_per_10_schools"].high
    assert len(set(people.candidates.tolist())) == len(people.candidates), "each is a teacher of her own"
    home = people.cluster_of[people.school_of[people.candidates]]
    nearest = dict(zip(people.postings.who[::-1], people.postings.cluster[::-1], strict=True))
    assert np.mean([nearest[who] == home[who] for who in nearest]) > 0.5, "most are nearest to their own cluster"


# In a whole run


def test_nobody_gives_more_days_than_there_are_or_visits_where_nobody_was_sent() -> None:
    model = KKGModel(
        hill_clusters(), months=14, seed=5, facilitator_team_per_10_schools=1.5, followup_mentoring_visits=0.5,
        release_from_teaching_days=2.0, provider_partnership_persons=4.0, bos_allocation_share=0.04,
    )  # fmt: skip
    while model.running:
        model.step()
        assert all(f.days_left >= 0.0 for f in model.facilitators)
        assert all(r.days_left >= 0.0 for r in model.resource_persons)
        spent = sum(f.days - f.days_left for f in model.facilitators)
        assert model.district.days_used == pytest.approx(spent)
        assert model.district.days_paid <= model.district.days_used + 1e-9
        for cluster in model.clusters:
            assert cluster.led <= cluster.call <= cluster.meetings
            assert cluster.led + cluster.outside <= cluster.meetings + 1e-9
            came = [p for p in model.postings if p.cluster is cluster and p.came]
            assert bool(came) == (cluster.led + cluster.visits_made > 0.0)


def test_without_status_facilitators_fade_away_when_a_donor_leaves(tiny, asked) -> None:
    rank = list(OUTCOMES).index("facilitators_active")
    questions = []
    for status in (0.0, 1.0):
        team = asked(f"{status}", months=48, facilitator_team_per_10_schools=2.0, facilitator_team_formal_status=status)
        questions.append(replace(team, policy=(replace(team.policy[0], end=24),)))
    paid = asked("regulation", months=48, facilitator_team_per_10_schools=2.0)
    regulation = asked(months=48, district_regulation_in_office=1.0).policy
    questions.append(replace(paid, policy=(replace(paid.policy[0], end=24), *regulation)))
    fading, kept, regulated = (
        p.monthly[rank].mean(axis=1) for p in simulate_scenarios(questions, tiny, replicates=16, seed=3)
    )
    assert fading[-1] < 0.35 * fading[23]
    assert kept[-1] > 0.6 * kept[23], "status once given stays with them"
    assert regulated[-1] > 2.0 * fading[-1], "a regulation that gives them a place keeps them"


def test_too_small_a_team_with_too_many_calls_gets_worse_meetings_for_its_pains(janapria, asked) -> None:
    few, many = simulate_scenarios(
        [asked(f"{size}", facilitator_team_per_10_schools=size) for size in (0.3, 3.0)], janapria, replicates=12, seed=3
    )

    def end(played: RunResult, name: str) -> float:
        return float(played.at_end()[list(OUTCOMES).index(name)].mean())

    assert end(few, "preparation_mean") < 0.9 < end(many, "preparation_mean")
    assert end(few, "facilitated_share") < end(many, "facilitated_share")
    assert end(few, "facilitator_load_share") > end(many, "facilitator_load_share")


def test_going_to_the_neediest_first_takes_turns_from_the_others(janapria, asked) -> None:
    base = {"facilitator_team_per_10_schools": 0.4}
    questions = [asked("alike", **base), asked("needy", **base, facilitator_team_toward_need=1.0)]
    led = [
        p.clusters[list(OUTCOMES).index("facilitated_share")]
        for p in simulate_scenarios(questions, janapria, replicates=12, seed=3)
    ]
    alike, needy = (float(share.std(axis=0).mean()) for share in led)
    assert needy > alike
    assert led[1].mean() == pytest.approx(led[0].mean(), rel=0.25), "as many meetings are led, others"


@pytest.mark.parametrize(("place", "least"), [("janapria", 0.75), ("sumba_remote", 0.1)])
def test_in_turn_means_that_everybody_gets_a_turn(place: str, least: float) -> None:
    """Three facilitators for a hundred schools: nobody is left out for living far from them."""
    from kkgsim.model.outcomes import OUTCOMES
    from kkgsim.places.place_io.files import open_place
    from kkgsim.scenario.resolve import phases
    from kkgsim.scenario.scenario import Scenario

    label = Text("few", "few")
    few = phases({"facilitator_team_per_10_schools": 0.3, "facilitator_team_formal_status": 1.0}, 36)
    asked = Scenario("few", label, label, place, 36, 16, 2026, few)
    played = simulate_scenarios([asked], open_place(place), replicates=16, seed=2026, uncertain=False)[0]
    shares = played.clusters[list(OUTCOMES).index("facilitated_share")].mean(axis=-1)
    assert shares.min() > least * shares.mean()
