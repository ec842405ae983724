"""Facilitators: whose turn it is, who is sent, and what their days are spent on."""

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
from kkgsim.model.measures.staff_and_money import of_reach
from kkgsim.model.outcomes import OUTCOMES
from kkgsim.model.rules import mentoring
from kkgsim.places.place_io.files import open_place
from kkgsim.places.population.roster import roster

N = SimpleNamespace(**sampling.base_numbers())

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
    clusters = [made("cluster", need=n, outlying=r, turn=(i + 0.5) / len(need))
                for i, (n, r) in enumerate(zip(need, near, strict=True))]  # fmt: skip
    led = [0.0] * len(clusters)
    for _ in range(months):
        district = made("district", clusters_served=float(len(clusters)), session_share=share, **rule)
        for cluster in clusters:
            cluster.meetings, cluster.led = 1.0, 0.0
            mentoring.ask(cluster, district, N)
        for cluster in clusters:
            mentoring.claim_turns(cluster, district, N)
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
    remote, middle, close = turns(60, **PLACE, share=0.4, toward_near=1.0)  # near to whom: those who can be sent
    assert remote < middle < close
    assert max(turns(60, **PLACE, share=0.4, toward_need=1.0, toward_near=1.0)) == pytest.approx(max(alike), abs=1.0)


@pytest.mark.parametrize("rule", ["toward_need", "toward_near"])
def test_a_rule_for_turns_wastes_no_claim(rule: str) -> None:
    """What some claim beyond all of their meetings goes to the others."""
    assert sum(turns(60, **PLACE, share=0.8, **{rule: 1.0})) == pytest.approx(sum(turns(60, **PLACE, share=0.8)), abs=3)
    assert turns(24, **PLACE, share=1.2, **{rule: 1.0}) == [24.0] * 3


def test_every_cluster_is_led_every_month_where_there_are_enough() -> None:
    assert turns(24, **PLACE, share=1.2) == [24.0] * 3


def test_a_call_that_nobody_answers_keeps_its_turn() -> None:
    cluster, district = (
        made("cluster", meetings=1.0, turn=0.9, weight=1.0),
        made("district", clusters_served=1.0, weights=1.0),
    )
    district.session_share = 0.5
    mentoring.claim_turns(cluster, district, N)
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


def test_facilitators_fade_away_when_a_donor_leaves_whatever_a_decree_calls_them(tiny, asked) -> None:
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
    assert kept[-1] < 0.35 * kept[23], "a status that nobody pays is a title"
    assert regulated[-1] < 0.35 * regulated[23], "and so is the place that a regulation gives"


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
