"""What each kind of session does in a real place, at the best estimates of all numbers: Janapria, 36 months."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace

import numpy as np
import pytest
from conftest import made

from kkgsim.engine import sampling
from kkgsim.engine.run_result import RunResult
from kkgsim.engine.scenarios import simulate_scenarios
from kkgsim.i18n import Text
from kkgsim.model.entities.cluster import KINDS_OF_SESSION
from kkgsim.model.levers import all_levers
from kkgsim.model.outcomes import OUTCOMES
from kkgsim.model.rules import attending, sessions, workload
from kkgsim.places.place_io.files import open_place
from kkgsim.scenario.scenario import Assumption, Phase, Scenario

MONTHS = 36
N = SimpleNamespace(**sampling.base_numbers())
Asked = dict[str, dict[str, float]]
NEEDS: Asked = {
    "needs_programme": {"assessment": 1.0, "local_content": 0.5},
    "facilitator_team": {"per_10_schools": 1.0},
}
COURSES: Asked = {"provider_partnership": {"partnership": 1.0, "places": 1.0}}
ICT: Asked = {"ict_online": {"training": 1.0}}
FAIR: Asked = {"fair_selection": {"rotation": 1.0}}


def programme(**kinds: float) -> Asked:
    """Facilitators and a programme set from needs, with parts of the content set aside for kinds of session."""
    return {**NEEDS, "needs_programme": {**NEEDS["needs_programme"], **kinds}}


def scenario(name: str, asked: Asked, **numbers: float) -> Scenario:
    policy = [
        Phase(lever, 1, MONTHS, {s.name: settings.get(s.name, 0.0) for s in all_levers()[lever].settings}, "district")
        for lever, settings in asked.items()
    ]
    assumed = tuple(Assumption(number, value, value, value, "try") for number, value in numbers.items())
    return Scenario(name, Text(name, name), Text("", ""), "janapria", MONTHS, 16, 2026, tuple(policy), assumed)


QUESTIONS = [
    scenario("today", {}),
    scenario("as usual", programme()),
    *(scenario(kind, programme(**{kind: 1.0})) for kind in KINDS_OF_SESSION),
    scenario("training and reflection", programme(training=0.7, reflection=0.3)),
    scenario("drafting with ict", {**programme(drafting=1.0), **ICT}),
    scenario("ict", ICT),
    scenario("quarrelsome", programme(), start_social=0.45),
    scenario("sociable", programme(), start_social=0.65),
    scenario("central content", {**programme(), "perception_change": {"central": 1.0}}),
    scenario("central content alone", {"perception_change": {"central": 1.0}}),
    scenario("no ties", {}, tie_formed=0.0),
    scenario("as usual without ties", programme(), tie_formed=0.0),
    scenario("courses", COURSES),
    scenario("courses in turn", {**COURSES, **FAIR}),
]


@pytest.fixture(scope="module")
def played() -> dict[str, RunResult]:
    """All questions on the same luck."""
    results = simulate_scenarios(QUESTIONS, open_place("janapria"), replicates=16, seed=2026, uncertain=False)
    return {question.name: result for question, result in zip(QUESTIONS, results, strict=True)}


@pytest.fixture(scope="module")
def gain(played) -> Callable[..., float]:
    """The difference of an outcome between two questions, mean of the last year."""

    def between(outcome: str, name: str, against: str = "today") -> float:
        rank = list(OUTCOMES).index(outcome)
        return float((played[name].monthly[rank, -12:] - played[against].monthly[rank, -12:]).mean())

    return between


def test_each_kind_of_session_is_best_at_something(gain) -> None:
    def best(outcome: str) -> str:
        return max(KINDS_OF_SESSION, key=lambda kind: gain(outcome, kind))

    assert best("attendance_share") == "drafting"
    assert best("personality_mean") == best("psychological_support_mean") == "reflection"
    assert best("social_mean") == "sharing"
    assert best("pedagogic_mean") == "case_study"
    assert best("professional_mean") == "training"
    assert best("belief_share") in ("drafting", "training")


def test_what_a_programme_is_made_of_decides_what_it_brings(gain) -> None:
    """The kinds differ by more than the smallest size that is called an effect (0.01 SD, a point, 0.005)."""
    trial, talk = gain("literacy_mean", "case_study"), gain("literacy_mean", "reflection")
    assert gain("literacy_mean", "training") > gain("literacy_mean", "as usual") + 0.02
    assert trial > gain("literacy_mean", "sharing") + 0.02 > talk + 0.03
    assert gain("attendance_share", "drafting") > gain("attendance_share", "case_study") + 0.01
    assert gain("psychological_support_mean", "reflection") > gain("psychological_support_mean", "training") + 0.01


def test_reflection_pays_beside_something_to_reflect_on(gain) -> None:
    """By itself it brings nothing; a part of it beside training costs less than the time that it takes."""
    assert gain("literacy_mean", "reflection") < 0.01
    assert gain("literacy_mean", "training and reflection") > 0.8 * gain("literacy_mean", "training")


def test_ict_skill_matters_where_sessions_draft(gain) -> None:
    assert gain("literacy_mean", "ict") < 0.005
    assert gain("literacy_mean", "drafting with ict", "drafting") > 0.01
    assert gain("professional_mean", "drafting with ict", "drafting") > 0.01


def test_the_members_social_competence_decides_what_a_kkg_is_worth(gain) -> None:
    assert gain("literacy_mean", "sociable", "quarrelsome") > 0.01
    assert gain("worth_mean", "sociable", "quarrelsome") > 0.01
    assert gain("climate_mean", "sociable", "quarrelsome") > 0.01


def test_central_content_for_passive_recipients_binds_less(gain) -> None:
    assert gain("relevance_mean", "central content alone") < -0.02
    assert gain("attendance_share", "central content", "as usual") < -0.02
    assert gain("literacy_mean", "central content", "as usual") < -0.01


def test_without_new_ties_across_schools_fewer_come(gain) -> None:
    """Twice as many stay away where facilitators and a programme give sessions more talk, of which ties are made."""
    today = gain("attendance_share", "no ties")
    programmed = gain("attendance_share", "as usual without ties", "as usual")
    assert today < -0.007
    assert programmed < -0.01
    assert programmed < 1.5 * today


def test_courses_that_go_round_reach_more_children(gain) -> None:
    """The same places bring more where they go round, for those always sent gain less and less."""
    assert gain("literacy_mean", "courses in turn", "courses") > 0.01
    assert gain("training_gini", "courses in turn", "courses") < -0.3


def test_training_helps_the_low_and_sharing_the_high(played) -> None:
    """Which kind is right depends on who is there: from training the low third gain more than from a case study, the
    middle and the high third less; against training, sharing does best by the high."""
    found = played["today"].teachers
    stayed = found["experience"] > MONTHS / 12.0 + 1.0
    thirds = np.digitize(found["practice_found"], np.quantile(found["practice_found"], [1.0 / 3.0, 2.0 / 3.0]))

    def by_third(kind: str) -> np.ndarray:
        change = played[kind].teachers["practice"] - found["practice"]
        return np.array([change[stayed & (thirds == third)].mean() for third in range(3)])

    training, case_study, sharing = (by_third(kind) for kind in ("training", "case_study", "sharing"))
    assert training[0] > case_study[0]
    assert training[2] < case_study[2]
    assert sharing[2] / training[2] > 1.3 * sharing[0] / training[0]


def test_what_a_programme_leaves_open_stays_as_usual() -> None:
    plan = made("cluster", for_training=0.5)
    usual = sessions.usual_weights(N)
    parts = [
        sessions.part_of_content(getattr(plan, f"for_{kind}"), getattr(N, f"mix_{kind}"), plan, N)
        for kind in KINDS_OF_SESSION
    ]
    assert sum(parts) == pytest.approx(1.0)
    assert parts[0] == pytest.approx(0.5 * N.mix_sharing / usual)
    assert parts[-1] == pytest.approx(0.5 + 0.5 * N.mix_training / usual)
    too_much = made("cluster", for_training=1.0, for_sharing=1.0)
    assert sessions.part_of_content(1.0, N.mix_training, too_much, N) == pytest.approx(0.5)


def test_social_competence_carries_sessions_and_shows_what_one_does() -> None:
    kkg, school = made("cluster", meetings=1.0), made("school", way_km=1.0)
    for social in (0.4, 0.8):
        doing = made("teacher", attended=1.0, social=social, practice=0.6, practice_found=0.5)
        attending.arrive(doing, school, kkg, N)
    assert kkg.shown == pytest.approx(0.8 * 0.1)
    assert sessions.skill_for(1.0, kkg) == pytest.approx(0.6)
    assert sessions.skill_for(0.0, kkg) == kkg.lead


def test_modules_drafted_together_save_hours() -> None:
    without, with_modules = (made("teacher", workload=8.0, drafted=part) for part in (0.0, 0.5))
    saved = workload.hours_of_paperwork(without, N) - workload.hours_of_paperwork(with_modules, N)
    assert saved == pytest.approx(0.5 * N.drafting_saves)


def test_nobody_without_screen_or_skill_comes_to_a_meeting_on_screen_only() -> None:
    school, kkg = made("school", internet=1.0), made("cluster", meetings=1.0, virtual=1.0)
    able, unable = (made("teacher", ict=ict, inclined=3.0) for ict in (N.online_skill + 0.1, N.online_skill - 0.1))
    for teacher in (able, unable):
        attending.decide(teacher, school, kkg, made("district", school_weeks=36.0), SimpleNamespace(attend=0.0), N)
    assert (able.attended, able.online) == (1.0, 1.0)
    assert (unable.chance, unable.attended) == (0.0, 0.0)
