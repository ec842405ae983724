"""Who is sent to be trained, how the places are spread, and who can tutor others."""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np
import pytest
from conftest import made
from hypothesis import given
from hypothesis import strategies as st

from kkgsim.engine import sampling
from kkgsim.engine.run_result import RunResult
from kkgsim.engine.scenarios import simulate_scenarios
from kkgsim.model.measures import teachers as measured
from kkgsim.model.outcomes import OUTCOMES
from kkgsim.model.rules import meeting, selecting

N = SimpleNamespace(**sampling.base_numbers())


def claim(places: float, *, mean: float = 1.0, fair: float = 0.0, rested: float = 1.0) -> float:
    teacher = made("teacher", places=places, rested=rested)
    selecting.bid(teacher, made("district", places_mean=mean, fair_selection=fair), N)
    return teacher.claim


def test_places_come_as_found_and_as_added() -> None:
    district = made("district", teachers=120.0, courses_added=0.2)
    selecting.offer(district, N)
    assert district.course_places == pytest.approx(120.0 * (N.courses_found + 0.2) / 12.0)


def test_the_usual_people_are_sent_again() -> None:
    assert claim(2.0) == pytest.approx((1.0 + 2.0 * N.usual_people) * claim(0.0))


def test_under_a_rule_places_go_round() -> None:
    never, behind, ahead = (claim(places, fair=1.0) for places in (0.0, 1.0, 2.0))
    assert never == behind == 1.0
    assert ahead == N.selection_slip
    assert claim(2.0) > claim(2.0, fair=0.5) > ahead, "half a rule is half as fair"


def test_somebody_just_back_is_not_sent_at_once() -> None:
    teacher, district = made("teacher", rested=1.0, claim=1.0), made("district", course_places=1.0, claims=1.0)
    selecting.train(teacher, district, SimpleNamespace(course=0.0), N)
    assert (teacher.sent, teacher.places, teacher.rested) == (1.0, 1.0, 0.0)
    selecting.bid(teacher, district, N)
    assert teacher.claim == 0.0
    for month in range(1, 6):
        selecting.train(teacher, made("district"), SimpleNamespace(course=0.5), N)
        assert teacher.rested == pytest.approx(min(1.0, month * N.course_rest))
    assert teacher.places == 1.0


def test_as_many_are_sent_as_there_are_places() -> None:
    """Summed over teachers the chance of being sent is the number of places, whoever gets them."""
    stream = np.random.default_rng(4)
    for fair in (0.0, 1.0):
        teachers = [made("teacher", places=float(p), rested=1.0) for p in stream.integers(0, 4, 200)]
        district = made("district", teachers=200.0, fair_selection=fair, places_mean=1.5, had_mean=1.5)
        selecting.offer(district, N)
        for teacher in teachers:
            selecting.bid(teacher, district, N)
        sent = []
        for _ in range(200):
            drawn = [made("teacher", claim=t.claim) for t in teachers]
            for teacher, luck in zip(drawn, stream.random(200), strict=True):
                selecting.train(teacher, district, SimpleNamespace(course=luck), N)
            sent.append(sum(t.sent for t in drawn))
        assert np.mean(sent) == pytest.approx(district.course_places, rel=0.06)


def test_a_course_teaches_and_one_of_a_certified_partner_teaches_more() -> None:
    gains = []
    for partnered in (0.0, 1.0):
        teacher = made("teacher", pedagogic=0.5, professional=0.4, claim=1.0)
        district = made("district", course_places=1.0, claims=1.0, partnered=partnered)
        selecting.train(teacher, district, SimpleNamespace(course=0.5), N)
        gains.append((teacher.pedagogic - 0.5, teacher.professional - 0.4))
    above = N.course_level - 0.5, N.course_level - 0.4
    assert gains[1] == pytest.approx(tuple(N.course_gain * gap for gap in above))
    assert gains[0] == pytest.approx(tuple(N.course_ordinary * gain for gain in gains[1]))


# How the places are spread


def spread(counts: list[int]) -> tuple[float, float]:
    """The model's Gini and the share of the most trained tenth, for teachers with these counts of places."""
    district = made("district", teachers=float(len(counts)))
    for count in counts:
        selecting.enrol(made("teacher", places=float(count)), district, N)
    selecting.muster(district)
    cluster = made("cluster")
    return measured.of_training_gini(cluster, district), measured.of_training_top(cluster, district)


def plain_gini(counts: list[int]) -> float:
    """Mean difference of all pairs over twice the mean."""
    values = np.array(counts, dtype=float)
    return float(np.abs(values[:, None] - values[None, :]).mean() / (2.0 * values.mean()))


def plain_top_tenth(counts: list[int]) -> float:
    """Share of the places that the most trained tenth had; a part of a teacher counts as a part."""
    values, tenth = sorted(counts, reverse=True), len(counts) / 10.0
    whole = int(tenth)
    part = values[whole] * (tenth - whole) if whole < len(values) else 0.0
    return (sum(values[:whole]) + part) / sum(values)


@given(st.lists(st.integers(0, 12), min_size=1, max_size=80).filter(any))
def test_concentration_is_the_gini_and_the_share_of_the_top_tenth(counts: list[int]) -> None:
    gini, top = spread(counts)
    assert gini == pytest.approx(plain_gini(counts), abs=1e-12)
    assert top == pytest.approx(plain_top_tenth(counts), abs=1e-12)


def test_concentration_at_its_ends() -> None:
    assert spread([2] * 30) == pytest.approx((0.0, 0.1))
    gini, top = spread([9] + [0] * 99)
    assert (gini, top) == pytest.approx((0.99, 1.0))
    assert measured.any_trained(made("cluster"), made("district")) == 0.0


# Tutors


TUTOR = {"places": 1.0, "qualified": 1.0, "experience": N.tutor_years, "pedagogic": N.tutor_level,
         "pedagogic_found": N.tutor_level}  # fmt: skip


@pytest.mark.parametrize(
    "lacking",
    [{"places": 0.0}, {"qualified": 0.0}, {"experience": N.tutor_years - 0.1}, {"pedagogic": N.tutor_level - 0.01}],
    ids=lambda lacking: next(iter(lacking)),
)
def test_a_tutor_has_been_trained_holds_the_degree_has_taught_ten_years_and_is_able(lacking: dict[str, float]) -> None:
    assert selecting.fit_to_lead(made("teacher", **TUTOR), N) == 1.0
    assert selecting.fit_to_lead(made("teacher", **{**TUTOR, **lacking}), N) == 0.0


def test_who_learns_as_much_in_the_kkg_as_a_course_teaches_becomes_fit_to_tutor() -> None:
    found = N.tutor_level - 0.02
    as_taught = N.course_gain * N.course_ordinary * (N.course_level - found)
    little, enough = (
        made("teacher", **{**TUTOR, "places": 0.0, "pedagogic_found": found, "pedagogic": found + gained})
        for gained in (0.9 * as_taught, 1.1 * as_taught)
    )
    assert (selecting.fit_to_lead(little, N), selecting.fit_to_lead(enough, N)) == (0.0, 1.0)
    able = made("teacher", **{**TUTOR, "places": 0.0, "pedagogic_found": 0.9, "pedagogic": 0.9})
    assert selecting.fit_to_lead(able, N) == 0.0, "who was able before has been trained by nobody"


def test_what_a_tutor_passes_on_loses_one_step_of_the_cascade() -> None:
    assert selecting.passed_on(0.9, N) == pytest.approx(
        N.senior_skill + (1.0 - N.cascade_loss) * (0.9 - N.senior_skill)
    )
    assert N.senior_skill < selecting.passed_on(0.9, N) < 0.9
    assert selecting.passed_on(0.1, N) == N.senior_skill, "no worse than a senior teacher"


def test_clusters_lend_tutors_they_do_not_use() -> None:
    district = made("district", teachers=60.0, tutors_across=1.0)
    clusters = [made("cluster", tutors=own, tutors_wanted=1.0) for own in (4.0, 0.0, 0.0)]
    for cluster in clusters:
        selecting.lend(cluster, district, N)
    assert (district.tutors_to_lend, district.tutors_lacking) == (3.0, 2.0)
    selecting.muster(district)
    assert district.tutors_spare == 1.0, "three can be lent to two"
    assert [selecting.tutors_at_work(cluster, district) for cluster in clusters] == [1.0, 1.0, 1.0]
    district.tutors_across = 0.0
    assert [selecting.tutors_at_work(cluster, district) for cluster in clusters] == [1.0, 0.0, 0.0]
    district.tutors_across, district.tutors_spare = 1.0, 0.25
    assert selecting.tutors_at_work(clusters[1], district) == 0.25


def test_a_tutor_in_front_makes_more_of_a_meeting_than_the_clusters_own() -> None:
    district = made("district", tutor_skill=0.6)
    own, tutored = (
        meeting.skill_in_front(made("cluster", meetings=1.0, tutored=part, tutor_best=0.8), district, N)
        for part in (0.0, 1.0)
    )
    assert tutored == pytest.approx(selecting.passed_on(0.8, N))
    assert own < tutored


def test_fair_selection_spreads_the_places_to_more_people_and_to_more_clusters_with_tutors(janapria, asked) -> None:
    deployed = {"core_teachers_per_cluster": 2.0}
    questions = [asked(months=60, **policy) for policy in (deployed, {**deployed, "fair_selection_rotation": 1.0})]
    usual, fair = simulate_scenarios(questions, janapria, replicates=16, seed=8)

    def at_end(played: RunResult, name: str) -> float:
        return float(played.at_end()[list(OUTCOMES).index(name)].mean())

    assert at_end(fair, "places_mean") == pytest.approx(at_end(usual, "places_mean"), rel=0.03), "the same places"
    assert at_end(fair, "training_gini") < at_end(usual, "training_gini") - 0.1
    assert at_end(fair, "training_top_share") < at_end(usual, "training_top_share")
    assert at_end(fair, "trained_share") > at_end(usual, "trained_share") + 0.1
    assert at_end(fair, "tutored_share") > at_end(usual, "tutored_share")


def test_more_places_alone_go_to_the_usual_people(janapria, asked) -> None:
    """Places are added; the share of the most trained tenth stays far above a tenth unless a rule spreads them."""
    added = {"provider_partnership_places": 0.5}
    (more,) = simulate_scenarios([asked(months=36, **added)], janapria, replicates=16, seed=8)
    top = more.at_end()[list(OUTCOMES).index("training_top_share")].mean()
    assert top > 0.2
