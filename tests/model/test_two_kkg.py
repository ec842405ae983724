"""Two KKG in a cluster, for grades 1 to 3 and 4 to 6: closer content, smaller groups, twice to lead."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from conftest import made

from kkgsim.engine import sampling
from kkgsim.engine.run_result import RunResult
from kkgsim.engine.scenarios import simulate_scenarios
from kkgsim.i18n import Text
from kkgsim.model.outcomes import OUTCOMES
from kkgsim.model.rules import financing, meeting, mentoring, scheduling
from kkgsim.places.place_io.files import open_place
from kkgsim.scenario.resolve import phases
from kkgsim.scenario.scenario import Assumption, Scenario

N = SimpleNamespace(**sampling.base_numbers())
MONTHS = 24


def two(**given: float) -> tuple[SimpleNamespace, SimpleNamespace]:
    """A cluster with one KKG and the same with two."""
    return made("cluster", **given), made("cluster", **given, by_grade=1.0)


def test_content_fits_grades_better_and_groups_are_half_as_large() -> None:
    one, split = two(relevance=0.4, arrived=N.quorum)
    gained = meeting.relevance_felt(split, N) - meeting.relevance_felt(one, N)
    assert gained == pytest.approx(N.relevance_of_grades)
    assert (scheduling.filling(one, N.quorum), scheduling.filling(split, N.quorum)) == (1.0, 0.5)


def test_whoever_leads_both_gives_twice_the_days_and_is_paid_twice() -> None:
    used = []
    for cluster in two(call=1.0):
        district = made("district", preparation=1.0)
        facilitator = made("facilitator", days_left=10.0, funded=1.0, skill=0.6)
        mentoring.go_to_meeting(made("posting", minutes=30.0), facilitator, cluster, district, N)
        assert cluster.led == 1.0
        used.append(district.days_paid)
    assert used[1] == pytest.approx(2.0 * used[0])
    one, split = two()
    assert (
        financing.fee_of_guest(split, N)
        == 2.0 * financing.fee_of_guest(one, N)
        == 2.0 * financing.fee_of_outsider(one, N)
    )


@pytest.fixture(scope="module")
def played() -> dict[str, RunResult]:
    """A team of the usual size in Janapria, with one KKG in a cluster and with two; so for the KKG as found."""
    team = {"facilitator_team_per_10_schools": 1.0}
    apart = {"needs_programme_by_grade": 1.0}
    now = (Assumption("delay_needs_programme", 0.0, 0.0, 0.0, "begins when it begins"),)
    arms = {"found": {}, "two": apart, "team": team, "team, two": {**team, **apart}}
    asked = [
        Scenario(name, Text(name, name), Text("", ""), "janapria", MONTHS, 8, 3, phases(arm, MONTHS), now)
        for name, arm in arms.items()
    ]
    results = simulate_scenarios(asked, open_place("janapria"), replicates=8, seed=3, uncertain=False)
    return dict(zip(arms, results, strict=True))


def last_year(result: RunResult, outcome: str) -> float:
    return float(result.monthly[list(OUTCOMES).index(outcome), -12:].mean())


def test_in_a_real_place_a_team_reaches_fewer_meetings_of_two_kkg(played: dict[str, RunResult]) -> None:
    assert last_year(played["team, two"], "facilitated_share") < 0.9 * last_year(played["team"], "facilitated_share")


def test_in_a_real_place_two_kkg_teach_otherwise(played: dict[str, RunResult]) -> None:
    worth = [last_year(played[arm], "worth_mean") for arm in ("found", "two")]
    assert abs(worth[1] - worth[0]) > 0.002
    believed = [last_year(played[arm], "belief_share") for arm in ("found", "two")]
    assert believed[1] > believed[0], "content that fits is of use"


def test_what_paid_for_whole_meetings_of_one_kkg_pays_for_fewer_of_two(played: dict[str, RunResult]) -> None:
    assert last_year(played["two"], "afforded_share") < last_year(played["found"], "afforded_share")
