"""Self-paced courses online: internet and skill, certificates, a little knowledge, and hardly any practice alone."""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np
import pytest
from conftest import made

from kkgsim.engine import sampling
from kkgsim.engine.scenarios import simulate_scenarios
from kkgsim.i18n import Text
from kkgsim.model.costs import items
from kkgsim.model.outcomes import OUTCOMES
from kkgsim.model.rules import self_study
from kkgsim.places.place_io.files import open_place
from kkgsim.scenario.resolve import phases
from kkgsim.scenario.scenario import Scenario

N = SimpleNamespace(**sampling.base_numbers())
MONTHS = 36
COMMUNITY = {"learning_community_sessions": 36.0}
SELF_PACED = {"ict_online_self_paced": 1.0}
ARMS = {
    "today": {},
    "self-paced": SELF_PACED,
    "counts": {**SELF_PACED, "ict_online_certificates": 1.0},
    "community": COMMUNITY,
    "both": {**SELF_PACED, **COMMUNITY},
}


@pytest.fixture(scope="module", params=["janapria", "sumba_remote"])
def late(request) -> dict[str, dict[str, float]]:
    """Every outcome in the last year, and rupiah of the centre under "ministry", by arm."""
    questions = [
        Scenario(name, Text(name, name), Text("", ""), request.param, MONTHS, 8, 3, phases(policy, MONTHS), ())
        for name, policy in ARMS.items()
    ]
    results = simulate_scenarios(questions, open_place(request.param), replicates=8, seed=3, uncertain=False)
    centre = [rank for rank, item in enumerate(items().values()) if item.cost.payer == "ministry"]
    return {
        name: {
            **dict(zip(OUTCOMES, np.nanmean(result.monthly[:, -12:], axis=(1, 2)).tolist(), strict=True)),
            "ministry": float(result.ledger[centre].sum()),
        }
        for name, result in zip(ARMS, results, strict=True)
    }


def gained(late, arm: str, name: str, against: str = "today") -> float:
    return late[arm][name] - late[against][name]


def test_it_brings_certificates_and_a_little_knowledge(late) -> None:
    assert gained(late, "self-paced", "certificates_mean") > 0.5
    assert 0.005 < gained(late, "self-paced", "pedagogic_mean") < 0.03


def test_alone_it_hardly_reaches_the_class(late) -> None:
    assert 0.0 < gained(late, "self-paced", "practice_mean") < 0.002
    assert gained(late, "self-paced", "literacy_mean") < 0.01


def test_a_community_that_follows_it_up_takes_more_of_it_to_class(late) -> None:
    followed = gained(late, "both", "practice_mean", "community")
    assert followed > 1.3 * gained(late, "self-paced", "practice_mean")


def test_where_certificates_count_there_are_more_of_them_and_no_more_is_known(late) -> None:
    assert late["counts"]["certificates_mean"] > 1.2 * late["self-paced"]["certificates_mean"]
    per_certificate = [
        gained(late, arm, "pedagogic_mean") / late[arm]["certificates_mean"] for arm in ("self-paced", "counts")
    ]
    assert per_certificate[1] < 0.9 * per_certificate[0]


def test_the_centre_pays(late) -> None:
    assert late["counts"]["ministry"] > late["self-paced"]["ministry"] > late["today"]["ministry"]


def test_it_takes_internet_and_skill() -> None:
    online, offline = made("school", internet=1.0), made("school")
    able, unable = (made("teacher", ict=ict, self_paced=1.0) for ict in (N.online_skill, N.online_skill - 0.01))
    assert self_study.courses_finished(able, online, N) == pytest.approx(N.self_paced_finished / 12.0)
    assert self_study.courses_finished(unable, online, N) == self_study.courses_finished(able, offline, N) == 0.0


def test_who_has_no_rank_to_gain_clicks_nothing_through() -> None:
    climber, other = (made("teacher", career=career, self_paced_counts=1.0, finishing=0.1) for career in (1.0, 0.0))
    assert self_study.in_earnest(climber, N) == 1.0 - N.clicked_through
    assert self_study.in_earnest(other, N) == 1.0
    for teacher in (climber, other):
        self_study.study(teacher, N)
    assert climber.certificates == other.certificates == 0.1
    assert climber.pedagogic < other.pedagogic


def test_a_mentor_follows_up_as_a_community_does() -> None:
    alone, talked = made("school"), made("school", community_held=3.0, community_turnout=0.6)
    teacher, mentored = made("teacher", finishing=0.1), made("teacher", finishing=0.1, mentored=1.0)
    tried = [self_study.tried_after_study(teacher, there, N) for there in (alone, talked)]
    assert 0.0 < tried[0] < 0.5 * tried[1]
    assert self_study.tried_after_study(mentored, alone, N) == pytest.approx(tried[0] / N.self_paced_alone)
