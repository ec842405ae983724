"""The learning community in the school: rival and partner of the KKG, of no use to who is alone; its sizes."""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np
import pytest
from conftest import made

from kkgsim.engine import sampling
from kkgsim.engine.run_result import RunResult
from kkgsim.engine.scenarios import simulate_scenarios
from kkgsim.i18n import Text
from kkgsim.model.costs import items
from kkgsim.model.outcomes import GROUPED, OUTCOMES
from kkgsim.model.rules import inclining, learning, learning_together, practising
from kkgsim.places.place_io.files import open_place
from kkgsim.scenario.resolve import phases
from kkgsim.scenario.scenario import Assumption, Scenario

N = SimpleNamespace(**sampling.base_numbers())
DISTRICT = made("district", school_weeks=36.0)
JULY = made("calendar", year_share=1.0 / 12.0)
MONTHS, LAST = 36, slice(24, 36)
WEEKLY = {"meeting_time_meetings": 24.0, "meeting_time_hours": 1.5, "meeting_time_after_class": 1.0}
COMMUNITY = {"learning_community_sessions": 36.0}
GUIDED = {**COMMUNITY, "learning_community_guides": 1.0, "learning_community_leads": 1.0}
TEAM = {"facilitator_team_per_10_schools": 1.0}
ARMS = {
    "today": {},
    "weekly": WEEKLY,
    "community": COMMUNITY,
    "both": {**WEEKLY, **COMMUNITY},
    "guided": GUIDED,
    "team": TEAM,
    "team, community": {**TEAM, **COMMUNITY},
}
CUTS = {"nothing brought home": {"brought_home": 0.0}, "no rival": {"attend_slack": 0.0}}
"""Numbers made neutral under a facilitator team, with and without the community."""


def school(**given: float) -> SimpleNamespace:
    usual = {"teachers": 10.0, "support": 0.5, "slack_sum": 58.0, "attended_share": 0.6, "community_asked": 36.0}
    return made("school", **{**usual, **given})


def met(**given: float) -> SimpleNamespace:
    """A school whose community has met and conferred this month, after a KKG that six of ten came to."""
    there = school(**{"came": 6.0, **given})
    cluster = made("cluster", meetings=1.0)
    learning_together.gather(there, cluster, JULY, DISTRICT, N)
    learning_together.confer(there, cluster, N)
    return there


def asked(name: str, place: str, policy: dict[str, float], assumed: dict[str, float]) -> Scenario:
    held = tuple(Assumption(number, value, value, value, "held") for number, value in assumed.items())
    return Scenario(name, Text(name, name), Text("", ""), place, MONTHS, 8, 3, phases(policy, MONTHS), held)


@pytest.fixture(scope="module", params=["janapria", "sumba_remote"])
def played(request) -> dict[str, RunResult]:
    questions = {name: asked(name, request.param, policy, {}) for name, policy in ARMS.items()}
    for cut, numbers in CUTS.items():
        for arm in ("team", "team, community"):
            questions[f"{arm}; {cut}"] = asked(f"{arm}; {cut}", request.param, ARMS[arm], numbers)
    results = simulate_scenarios(
        list(questions.values()), open_place(request.param), replicates=8, seed=3, uncertain=False
    )
    return dict(zip(questions, results, strict=True))


def late(result: RunResult, name: str) -> float:
    return float(np.nanmean(result.monthly[list(OUTCOMES).index(name)][LAST]))


def of_far(result: RunResult, name: str, table: str) -> float:
    """An outcome in the last year, of far schools (``groups``) or of near ones (``rest``)."""
    return float(np.nanmean(getattr(result, table)[GROUPED.index((name, "far"))][LAST]))


def gained(played: dict[str, RunResult], arm: str, name: str, against: str = "today") -> float:
    return late(played[arm], name) - late(played[against], name)


def rupiah_a_year(played: RunResult) -> float:
    """Money, not time, of the lever's own items."""
    own = [rank for rank, item in enumerate(items().values()) if item.lever == "learning_community"]
    return float(played.ledger[own].sum()) / 8.0 / (MONTHS / 12.0)


# Sizes at book values


def test_it_matters_alone_by_what_structured_communities_did_elsewhere_at_most(played) -> None:
    """EFA18: about 0.10 SD with packs and trained leads; own content and leads as found do less."""
    assert 0.015 < gained(played, "community", "literacy_mean") < 0.06
    assert 0.06 < gained(played, "guided", "literacy_mean") < 0.15
    assert gained(played, "community", "practice_mean") > 0.004


def test_with_a_weekly_kkg_it_adds_to_children_and_takes_from_attendance(played) -> None:
    assert gained(played, "both", "literacy_mean", "weekly") > 0.015
    assert -0.05 < gained(played, "both", "attendance_share", "weekly") < -0.01
    assert gained(played, "both", "attendance_share") < gained(played, "weekly", "attendance_share")


def test_it_is_the_kkgs_rival_for_hours(played) -> None:
    assert gained(played, "community", "attendance_share") < -0.01
    free = gained(played, "team, community; no rival", "attendance_share", "team; no rival")
    assert free > gained(played, "team, community", "attendance_share", "team") + 0.01


def test_it_is_the_kkgs_partner_for_what_is_brought_home(played) -> None:
    """Where facilitators lead, more than a tenth of what it adds to practice is the KKG's, passed on."""
    whole = gained(played, "team, community", "practice_mean", "team")
    alone = gained(played, "team, community; nothing brought home", "practice_mean", "team; nothing brought home")
    assert 0.0 < alone < 0.9 * whole


def test_it_asks_for_hours_and_little_money(played) -> None:
    assert 1.0 < gained(played, "community", "hours_mean") < 2.5
    assert gained(played, "both", "week_asked_mean") > gained(played, "weekly", "week_asked_mean") + 0.5
    schools = played["community"].counts["school"]
    assert 300_000 < rupiah_a_year(played["community"]) / schools < 1_000_000
    assert rupiah_a_year(played["guided"]) > 2.0 * rupiah_a_year(played["community"])


def test_nearly_as_much_of_it_reaches_far_schools_as_near_ones(played) -> None:
    """No way to go: a school's distance hardly matters, unlike in the KKG."""
    far, near = (
        of_far(played["community"], "practice_mean", table) - of_far(played["today"], "practice_mean", table)
        for table in ("groups", "rest")
    )
    assert far > 0.8 * near > 0.0


# Rules


def test_who_is_alone_has_nobody_to_talk_to() -> None:
    alone = met(teachers=1.0, slack_sum=5.8, came=0.0)
    assert alone.good_sharing == alone.good_cases == alone.good_reflection == alone.brought_home == 0.0


def test_the_more_colleagues_the_more_of_it_up_to_a_full_group() -> None:
    worth = [met(teachers=float(t), slack_sum=5.8 * t).good_reflection for t in (2, 3, 6, 20, 40)]
    assert worth[0] < worth[1] < worth[2] < worth[3] == pytest.approx(worth[4])
    assert worth[0] < 0.25 * worth[3], "a school of two has little of it"


def test_without_a_community_nothing_happens() -> None:
    none = met(community_asked=0.0)
    touched = (
        "community_held",
        "community_turnout",
        "community_week",
        "good_sharing",
        "brought_home",
        "community_time",
    )
    assert all(getattr(none, name) == 0.0 for name in touched)


def test_a_principal_who_does_not_care_lets_sessions_fall_away() -> None:
    held = [met(support=support).community_held for support in (0.0, 0.5, 1.0)]
    assert held == [pytest.approx(3.0 * (1.0 - N.community_slip * (1.0 - s))) for s in (0.0, 0.5, 1.0)]
    assert met(support=1.0).community_turnout > met(support=0.0).community_turnout


def test_what_the_kkg_takes_of_the_week_keeps_colleagues_away_and_the_other_way_round() -> None:
    busy, idle = (made("cluster", meetings_added=added, after_class=1.0) for added in (24.0, 0.0))
    at = [learning_together.turnout(school(way_minutes=20.0), cluster, DISTRICT, N) for cluster in (busy, idle)]
    assert at[0] < at[1]
    teacher = made("teacher", slack=5.8)
    drags = [inclining.drag_of_time(teacher, there, idle, DISTRICT, N) for there in (met(), met(community_asked=0.0))]
    assert drags[0] < drags[1]


def test_guides_and_trained_leads_make_more_of_a_session() -> None:
    plain, guided, trained = met(), met(community_guides=1.0), met(community_leads=1.0)
    assert guided.good_sharing > 1.5 * plain.good_sharing
    assert trained.community_lead == pytest.approx(plain.community_lead + N.community_lead_gain)


def test_an_able_principal_leads_else_seniors() -> None:
    assert met(leadership=0.8).community_lead == 0.8
    assert met(leadership=0.2).community_lead == pytest.approx(N.senior_skill)


def test_what_some_bring_home_reaches_those_who_stayed_and_nobody_twice() -> None:
    there = met()
    assert 0.0 < there.brought_home < N.brought_home
    assert met(came=0.0).brought_home == 0.0
    cluster = made("cluster", meetings=1.0)
    stayed, went = (made("teacher", attended=attended) for attended in (0.0, 1.0))
    assert learning.share_of_meetings(stayed, there, cluster, N) == there.brought_home
    assert learning.share_of_meetings(went, there, cluster, N) == 1.0


def test_practice_that_is_talked_about_fades_less() -> None:
    teacher = made("teacher", practice=0.6, routine=0.4)
    lost = [practising.lost(teacher, there, made("cluster"), N) for there in (met(), met(community_asked=0.0))]
    assert lost[0] < 0.9 * lost[1]


def test_nobody_learns_beyond_who_leads() -> None:
    there = met(leadership=0.55)
    able, other = (made("teacher", pedagogic=p, qualified=1.0, motivation=0.5) for p in (0.7, 0.4))
    for teacher in (able, other):
        learning.learn_at_school(teacher, there, N)
    assert able.pedagogic == 0.7
    assert 0.4 < other.pedagogic < 0.55
