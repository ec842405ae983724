"""What passes from one KKG to those nearby: a pilot reaches its neighbours a little, and nobody far away."""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace

import numpy as np
import pytest
from conftest import made

from kkgsim.analysis.comparison.aimed import cluster_effects
from kkgsim.engine import sampling
from kkgsim.engine.scenarios import simulate_scenarios
from kkgsim.i18n import Text
from kkgsim.model.rules import leading, meeting, moving_on, neighbouring
from kkgsim.places.place_io.files import open_place
from kkgsim.places.population.roster import roster
from kkgsim.scenario.resolve import phases
from kkgsim.scenario.scenario import Assumption, Scenario, Target

N = SimpleNamespace(**sampling.base_numbers())
MONTHS = 36
PILOT = {"facilitator_team_per_10_schools": 2.0, "followup_mentoring_visits": 0.5, "needs_programme_assessment": 1.0}
CLOSED = {"joint_meetings": 0.0, "content_handed_on": 0.0, "principals_share": 0.0, "teacher_moves": 0.0}


def pilot(name: str, policy: dict[str, float], **assumed: float) -> Scenario:
    held = tuple(Assumption(number, value, value, value, "held") for number, value in assumed.items())
    aimed = tuple(replace(phase, to=Target("neediest", 10)) for phase in phases(policy, MONTHS))
    return Scenario(name, Text(name, name), Text("", ""), "lombok_tengah", MONTHS, 6, 2026, aimed, held)


@pytest.fixture(scope="module")
def gains() -> dict[str, dict[str, float]]:
    """Literacy gained in the third year in chosen clusters, their neighbours and others of Lombok Tengah: as the model
    has it, and with every channel closed."""
    place = open_place("lombok_tengah")
    asked = [
        pilot("pilot", PILOT), pilot("today", {}), pilot("pilot, closed", PILOT, **CLOSED),
        pilot("closed", {}, **CLOSED),
    ]  # fmt: skip
    results = simulate_scenarios(asked, place, replicates=6, seed=2026, uncertain=False)
    return {
        name: {
            effect.group: effect.difference.mean
            for effect in cluster_effects(played, against, place)
            if effect.outcome.name == "literacy_mean" and effect.year == 3
        }
        for name, played, against in (("open", *results[:2]), ("closed", *results[2:]))
    }


def test_a_pilot_of_ten_clusters_reaches_its_neighbours_a_little(gains) -> None:
    """Some five hundredths of what the chosen gain: meetings held together count, visits stay where they are made."""
    assert 0.03 < gains["open"]["neighbours"] / gains["open"]["chosen"] < 0.15


def test_controls_far_away_gain_nothing(gains) -> None:
    assert abs(gains["open"]["others"]) < 0.02 * gains["open"]["neighbours"] + 1e-4


def test_with_every_channel_closed_neighbours_gain_nothing(gains) -> None:
    assert abs(gains["closed"]["neighbours"]) < 0.003 * gains["closed"]["chosen"]


def side_by_side(km: float, **better: float) -> SimpleNamespace:
    """A KKG after it has looked at a better one so many km away."""
    own = made("cluster", neighbours=1.0, taught=0.2, lead=0.4, usefulness=0.5, relevance=0.5, relevance_found=0.5,
               good_sharing=0.1, good_training=0.1)  # fmt: skip
    there = made("cluster", **{"taught": 0.2, "lead": 0.4, "usefulness": 0.5, "relevance_found": 0.5, **better})
    neighbouring.meet_nearby(made("neighbour", km_given=km), own, there, N)
    neighbouring.meet_together(own, N)
    return own


def test_meetings_held_together_are_worth_what_those_next_door_are() -> None:
    own = side_by_side(0.0, taught=0.6, lead=0.8, shown=0.2, usefulness=0.9)
    part = N.joint_meetings
    assert own.taught == pytest.approx((1.0 - part) * 0.2 + part * 0.6)
    assert own.lead == pytest.approx((1.0 - part) * 0.4 + part * 0.8)
    assert own.shown == pytest.approx(part * 0.2)
    assert own.usefulness == pytest.approx((1.0 - part) * 0.5 + part * 0.9)


def test_who_is_ahead_gains_nothing_by_neighbours_and_long_ways_keep_them_apart() -> None:
    assert side_by_side(0.0, taught=0.1, lead=0.2).taught == pytest.approx(0.2)
    near, far = (side_by_side(km, taught=0.6).taught - 0.2 for km in (0.0, N.joint_half_km))
    assert far == pytest.approx(near / 2.0)


def test_content_that_is_new_is_handed_on_what_was_always_there_is_not() -> None:
    assert side_by_side(0.0, relevance=0.7).fit_nearby == pytest.approx(0.2)
    assert side_by_side(0.0, relevance=0.7, relevance_found=0.7).fit_nearby == 0.0


def test_principals_take_over_support_from_their_group() -> None:
    school = made("school", teachers=1.0, belief_sum=0.5, support=0.5, support_found=0.5)
    leading.lead(school, made("cluster", support_nearby=0.2), N)
    assert school.support == pytest.approx(0.5 + N.principal_rate * N.principals_share * 0.2)


def test_a_teacher_moved_to_another_cluster_takes_along_what_she_does_but_not_her_office() -> None:
    a, b = made("teacher", transferred=1.0, practice=0.6, office=1.0), made("teacher", practice=0.3)
    moving_on.trade_posts(made("tie", beyond=1.0), a, b)
    assert (a.practice, b.practice, b.office) == (0.3, 0.6, 0.0)


def test_each_cluster_has_its_nearest_and_some_acquaintances_there() -> None:
    people = roster(open_place("lombok_tengah"), sampling.base_numbers())
    pairs = people.neighbours
    assert (np.bincount(pairs.who) == 3).all()
    assert (pairs.who != pairs.cluster).all()
    across = people.tie_within < 0.5
    assert people.tie_beyond[across].mean() == pytest.approx(N.ties_beyond, abs=0.02)
    home = people.cluster_of[people.school_of]
    beyond = people.tie_beyond > 0.5
    near = set(zip(pairs.who.tolist(), pairs.cluster.tolist(), strict=True))
    reached = zip(home[people.tie_a[beyond]].tolist(), home[people.tie_b[beyond]].tolist(), strict=True)
    assert all((a, b) in near or (b, a) in near for a, b in reached)


def test_a_place_of_one_cluster_has_no_neighbours(janapria) -> None:
    from conftest import only

    alone = roster(only(janapria, janapria.clusters[0]), sampling.base_numbers())
    assert len(alone.neighbours.who) == 0
    assert not alone.tie_beyond.any()
    cluster = made("cluster", taught=0.2, meetings=1.0)
    neighbouring.meet_together(cluster, N)
    assert meeting.left_open(cluster) == 1.0
