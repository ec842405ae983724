"""Rules in the planner's words, and arithmetic against closed forms."""

from __future__ import annotations

import ast
import inspect
import math
import textwrap
from collections.abc import Callable
from types import SimpleNamespace

import numpy as np
import pytest
from conftest import inclination, made
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import norm

from kkgsim.engine import dependencies, policy_reach, run_result, sampling
from kkgsim.engine.calls import caller
from kkgsim.engine.printing import reach
from kkgsim.model import entities, random_streams
from kkgsim.model.registry import PARAMETERS
from kkgsim.model.rules import (
    arithmetic,
    attending,
    cohorts,
    inclining,
    learning,
    mentoring,
    practising,
    presence,
    pupils,
    serving,
    sessions,
)
from kkgsim.model.schedule import START, steps_of

N = SimpleNamespace(**sampling.base_numbers())


def teacher(**changes: float) -> SimpleNamespace:
    middling = {
        "motivation": 0.5, "workload": N.start_workload, "permanent": 1.0, "career": 0.5, "belief": 0.45, "habit": 0.6,
        "practice": 0.4, "practice_found": 0.4,
        "routine": 0.4, "experience": 10.0, "pedagogic": 0.6, "professional": 0.6, "personality": 0.6,
        "attended_last": 0.6, "attended": 1.0,
    }  # fmt: skip
    return made("teacher", **{**middling, **changes})


def school(**changes: float) -> SimpleNamespace:
    middling = {
        "support": 0.5, "leadership": 0.35, "way_km": 2.0, "attended_share": 0.6, "way_minutes": 5.0, "teachers": 10.0,
    }  # fmt: skip
    return made("school", **{**middling, **changes})


def cluster(**changes: float) -> SimpleNamespace:
    middling = {
        "relevance": 0.5,
        "good_case_study": 0.2,
        "good_drafting": 0.1,
        "good_training": 0.1,
        "lead": 0.5,
        "meetings": 1.0,
        "funding": 0.2,
        "rule_kept": 1.0,
    }
    return made("cluster", **{**middling, **changes})


def district(**changes: float) -> SimpleNamespace:
    return made("district", **{"practice_usual": 0.41, "practice_sd": 0.1, "school_weeks": 36.0, **changes})


MONTH = made("calendar", year_share=1.0 / 12.0)


def chance(t: SimpleNamespace, s: SimpleNamespace, c: SimpleNamespace, d: SimpleNamespace | None = None) -> float:
    return arithmetic.logistic(inclination(t, s, c, d or district(), N))


def test_a_middling_teacher_with_nothing_that_keeps_her_comes_more_often_than_all_on_the_mean() -> None:
    """Six in ten come over all: who cares at home, works elsewhere or has a long way comes less often."""
    assert 0.65 < chance(teacher(), school(), cluster()) < 0.85


def test_a_teacher_25_km_away_with_no_fare_repaid_comes_less_than_half_of_the_time() -> None:
    """In the hills, where such a way takes well over an hour and a half, once the habit has settled."""
    comes = N.usual_attendance
    for _ in range(24):
        far = school(way_km=25.0, way_minutes=60.0 * 25.0 / N.speed_hills)
        comes = chance(teacher(habit=comes), far, cluster())
    assert comes < 1 / 2
    assert comes < 0.6 * chance(teacher(), school(), cluster())


@pytest.mark.parametrize(
    ("less", "more"),
    [
        ((teacher(), school(way_km=10), cluster()), (teacher(), school(way_km=1), cluster())),
        ((teacher(workload=12), school(), cluster()), (teacher(workload=5), school(), cluster())),
        ((teacher(), school(support=0.1), cluster()), (teacher(), school(support=0.9), cluster())),
        ((teacher(mentored=0), school(), cluster()), (teacher(mentored=1), school(), cluster())),
        ((teacher(), school(), cluster()), (teacher(), school(), cluster(fare_offered=30_000))),
        ((teacher(), school(), cluster(levy=10_000)), (teacher(), school(), cluster())),
        ((teacher(), school(), cluster()), (teacher(recognition=1), school(), cluster())),
        ((teacher(motivation=0.2), school(), cluster()), (teacher(motivation=0.8), school(), cluster())),
        ((teacher(), school(), cluster(relevance=0.2)), (teacher(), school(), cluster(relevance=0.8))),
        ((teacher(belief=0.1), school(), cluster()), (teacher(belief=0.9), school(), cluster())),
        ((teacher(), school(attended_share=0.1), cluster()), (teacher(), school(attended_share=0.9), cluster())),
        ((teacher(habit=0.1), school(), cluster()), (teacher(habit=0.9), school(), cluster())),
        ((teacher(workload=9), school(), cluster()), (teacher(workload=9, relief_hours=3), school(), cluster())),
        ((teacher(), school(), cluster()), (teacher(duty=1), school(), cluster())),
        ((teacher(duty=1), school(), cluster(funding=0)), (teacher(duty=1), school(), cluster(funding=1))),
        ((teacher(), school(), cluster()), (teacher(), school(), cluster(self_run=1))),
        ((teacher(), school(), cluster()), (teacher(allowance=4e5, tied_to_presence=1), school(), cluster())),
        (
            (teacher(allowance=4e5, tied_to_ratings=1), school(), cluster()),
            (teacher(allowance=4e5, tied_to_presence=1), school(), cluster()),
        ),
        (
            (teacher(), school(), cluster(facilitated=1, people=1), district(sessions_certified=1)),
            (teacher(), school(), cluster(facilitated=1, people=1), district(sessions_certified=1, partnered=1)),
        ),
        ((teacher(), school(), cluster()), (teacher(), school(), cluster(fare_paid=20_000))),
    ],
)
def test_what_keeps_away_and_what_brings(less, more) -> None:
    assert chance(*less) < chance(*more)


def test_clashes_are_days_away_and_bodies_that_coordinate_call_on_other_days() -> None:
    """A course of five days keeps a teacher from a quarter of the meetings of its month; meetings of other bodies are a
    part of her absence."""
    apart, together = district(), district(coordination=1)
    usual, at_course = teacher(), teacher(days_unheld=N.course_days)
    assert presence.presence(usual, apart, N) == pytest.approx(1.0 - N.absence_found)
    away = N.course_days / N.teaching_days
    assert presence.presence(at_course, apart, N) == pytest.approx((1.0 - N.absence_found) * (1.0 - away))
    free = pytest.approx(1.0 - N.absence_found * (1.0 - N.called_away))
    assert presence.presence(at_course, together, N) == presence.presence(usual, together, N) == free


def test_money_weighs_more_for_a_contract_teacher() -> None:
    paid = cluster(fare_offered=50_000)
    gain = [
        chance(teacher(permanent=p), school(), paid) - chance(teacher(permanent=p), school(), cluster()) for p in (1, 0)
    ]
    assert gain[1] > gain[0] > 0


def test_a_teacher_alone_at_school_follows_nobody() -> None:
    alone = school(teachers=1.0, attended_share=0.0)
    assert inclining.pull_of_peers(teacher(attended_last=0.0), alone, N) == 0.0


def test_one_does_not_follow_oneself() -> None:
    two = school(teachers=2.0, attended_share=0.5)
    went, stayed = teacher(attended_last=1.0), teacher(attended_last=0.0)
    assert inclining.colleagues_share(went, two) == 0.0
    assert inclining.colleagues_share(stayed, two) == 1.0


def test_colleagues_and_habit_together_cannot_tip_a_school_by_chance() -> None:
    """The slope of attendance on its own past stays below one at the highs of both ranges."""
    peers, habit = PARAMETERS["attend_peers"].high, PARAMETERS["attend_habit"].high
    assert (peers + habit) * 0.25 < 1.0


def test_a_good_meeting_is_tried_out_only_by_those_who_were_there() -> None:
    there, away = teacher(attended=1.0), teacher(attended=0.0)
    part = practising.taken_up(there, school(), cluster(), district(), N)
    assert part > practising.taken_up(away, school(), cluster(), district(), N) == 0.0
    twice = practising.taken_up(there, school(), cluster(meetings=2.0), district(), N)
    assert twice == pytest.approx(2.0 * part)


def test_what_helps_depends_on_where_a_teacher_stands() -> None:
    """Training most at the bottom, own trial in the middle, colleagues at the top: by a third and more a SD."""
    low, middle, high = (teacher(practice=p, practice_found=p, seen=0.1, attended=0.0) for p in (0.31, 0.41, 0.51))
    after_course = [practising.tried(t, school(), cluster(), district(partnered=1.0), N) for t in (low, middle, high)
                    if not setattr(t, "sent", 1.0)]  # fmt: skip
    assert after_course[0] > 1.2 * after_course[1] > 1.4 * after_course[2] > 0.0
    for t in (low, middle, high):
        t.sent, t.attended = 0.0, 1.0
    own = [practising.tried(t, school(), cluster(), district(), N) for t in (low, middle, high)]
    assert own[1] > 1.1 * max(own[0], own[2])
    seen = [practising.taken_over(t, school(), cluster(), MONTH, district(), N) for t in (low, middle, high)]
    assert seen[2] > 1.2 * seen[1] > 1.4 * seen[0] > 0.0


def test_further_visits_bring_less_and_less() -> None:
    """At half the frontier a further visit brings at most 0.7 of what the first brought; at the frontier nothing."""
    d = district()

    def brought(part: float) -> float:
        mentored = teacher(practice=0.4, mentored=1.0, mentor_skill=0.7, attended=0.0)
        mentored.practice = mentored.routine = 0.4 + part * learning.room_to_practise(mentored, d, N)
        before = mentored.practice
        practising.practise(mentored, school(), cluster(), MONTH, d, N)
        return float(mentored.practice - before)

    assert 0.3 * brought(0.0) < brought(0.5) <= 0.7 * brought(0.0)
    assert brought(1.0) == pytest.approx(0.0, abs=1e-12)


def test_what_is_only_tried_goes_and_what_a_mentor_stayed_with_stays() -> None:
    """A year alone takes over 70 % of what was tried, and less than a fifth of routine."""
    left = []
    for routine in (0.4, 0.45):
        t = teacher(practice=0.45, routine=routine, practice_found=0.4, attended=0.0)
        for _ in range(12):
            practising.practise(t, school(), cluster(), MONTH, district(), N)
        left.append((t.practice - 0.4) / 0.05)
    assert left[0] < 0.3 < 0.8 < left[1] < 1.0


def test_nobody_comes_to_a_meeting_oftener_than_to_school() -> None:
    eager = teacher(inclined=40.0)
    attending.decide(eager, school(), cluster(), district(), SimpleNamespace(attend=0.5), N)
    assert eager.chance == pytest.approx(1.0 - N.absence_found)


@pytest.mark.parametrize("form", [0.5, 1.5, 2.5])
def test_a_good_session_is_worth_the_same_in_every_form_and_lacks_count_in_each_its_way(form: float) -> None:
    n = SimpleNamespace(**{**vars(N), "worth_form": form})
    good = (n.good_content, n.good_skill, n.good_relevance, n.good_means)
    assert sessions.good_sessions(*good, n) == pytest.approx(1.0)
    halved = sessions.good_sessions(good[0] / 2.0, *good[1:], n)
    without = n.weight_content / (n.weight_content + n.weight_skill + n.weight_relevance + n.weight_means)
    assert halved == pytest.approx({0.5: 0.5, 1.5: 0.5, 2.5: 1.0 - without / 2.0}[form])
    twice = sessions.good_sessions(good[0] / 2.0, good[1] / 2.0, *good[2:], n)
    assert (twice == pytest.approx(0.25)) if form == 0.5 else (0.4 < twice < 0.8)


def test_a_day_of_visiting_reaches_fewer_where_the_way_is_long() -> None:
    near, far = (mentoring.reached_in_a_day(minutes, N) for minutes in (5.0, 60.0))
    assert far < 0.8 * near
    assert mentoring.reached_in_a_day(0.0, N) == N.visits_per_day


def test_a_year_of_better_instruction_brings_the_studies_ratio_and_children_keep_part_of_it() -> None:
    t, d = teacher(practice=0.5, practice_start=0.4), district(teachers=10.0)
    children = made("grade", number=3.0, teachers=1.0)

    def taught(months: int) -> float:
        for _ in range(months):
            s = school(teachers=1.0)
            children.taught_sum = 0.0
            pupils.teach(t, children, s, MONTH, d, N)
            cohorts.meet_teachers(children, s)
            cohorts.learn(children, children, s, MONTH, N)
        return float(children.gain)

    first = taught(12)
    assert 0.7 * N.pass_through < first < N.pass_through
    assert t.class_gain == pytest.approx(first)
    t.practice = 0.4
    assert taught(12) / first == pytest.approx((1.0 - N.literacy_fade / 12.0) ** 12)


def test_practice_reverts_slower_with_a_mentor_and_a_supervising_principal() -> None:
    changed = {"practice": 0.6}
    alone = practising.lost(teacher(**changed), school(), cluster(), N)
    assert practising.lost(teacher(**changed, mentored=1.0), school(), cluster(), N) < 0.2 * alone
    assert practising.lost(teacher(**changed), school(support=1.0, leadership=1.0), cluster(), N) < alone


def test_reflecting_together_keeps_practice_and_paperwork_does_not() -> None:
    came = teacher(practice=0.6, attended=1.0)
    alone = practising.lost(teacher(practice=0.6, attended=0.0), school(), cluster(good_reflection=1.0), N)
    assert practising.lost(came, school(), cluster(good_reflection=1.0), N) == pytest.approx(
        (1.0 - N.reflection_keeps / (1.0 + N.reflection_half)) * alone
    )
    assert practising.lost(came, school(), cluster(), N) == alone


def test_a_facilitator_without_pay_and_status_leaves_soonest() -> None:
    unpaid, paid, recognised = (serving.chance_of_leaving(w, r, N) for w, r in ((0, 0), (1, 0), (1, 1)))
    assert unpaid > paid > recognised


def test_far_schools_lose_more_lessons() -> None:
    near, far = (school(way_minutes=m, came=5.0, on_site=5.0, teachers=10.0) for m in (5.0, 60.0))
    for one in (near, far):
        pupils.spend_time(one, cluster(), N)
    assert far.lessons_lost > near.lessons_lost > 0


@given(st.floats(-40, 40))
def test_exponential_agrees_with_libm(x: float) -> None:
    assert arithmetic.exponential(x) == pytest.approx(math.exp(x), rel=1e-12)


@given(st.floats(allow_nan=False))
def test_logistic_stays_in_its_bounds(x: float) -> None:
    assert 0.0 <= arithmetic.logistic(x) <= 1.0


def test_shares_above_a_cut_agree_with_the_normal_law() -> None:
    cuts = np.linspace(-3, 3, 61)
    mine = [arithmetic.normal_share_above(cut, 0.0) for cut in cuts]
    assert np.abs(mine - norm.sf(cuts)).max() < 2e-4


def test_no_rule_names_what_does_not_exist() -> None:
    assert dependencies.misspelt() == []


def test_the_terms_told_are_the_terms_decided_on() -> None:
    t = teacher(
        motivation=0.6, workload=9.0, habit=0.5, mentored=0.3, recognition=0.4, duty=1.0, allowance=1e5,
        tied_to_ratings=1.0, company=2.0,
    )  # fmt: skip
    t.ict, t.slack = 0.9, 4.0
    s = school(support=0.7, attended_share=0.2, way_km=30.0, way_minutes=72.0, internet=1.0)
    c = cluster(levy=4_000.0, relevance=0.7, self_run=0.5, facilitated=0.5, people=0.6, online_offered=0.5)
    d = district(coordination=0.3, sessions_certified=1.0, partnered=0.5)
    year = made("calendar", **dict.fromkeys(entities.names("calendar"), 1.0))
    given_ = {"teacher": t, "school": s, "cluster": c, "district": d, "calendar": year, "n": N}
    told = [caller(term, "teacher", given_)(t, None) for term, _ in inclining.TERMS]
    assert N.attend_base + sum(told) == pytest.approx(inclination(t, s, c, d, N, calendar=year), abs=1e-12)
    assert all(value != 0.0 for value in told)
    assert len({label.en for _, label in inclining.TERMS}) == len(told)


SHOWN = {("school", "attendance_year")}
"""What no rule of a month reads but only people who look: the mean that maps show."""
BY_RANK = {("cluster", "needier"), ("cluster", "remoter")}
"""What only the reach of a policy reads, to choose clusters."""
FIRST_CHOSEN = {("cluster", "chosen_in")}
"""What the reach of a policy writes and only reports read."""


def loaded(tree: ast.AST | None) -> dict[str, tuple[str, str]]:
    """The attributes of things that a piece of a rule reads, by how they stand there."""
    return {
        ast.dump(node): (entities.HOLDERS[node.value.id], node.attr)
        for node in (ast.walk(tree) if tree else ())
        if isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Load)
        and isinstance(node.value, ast.Name) and node.value.id in entities.HOLDERS
    }  # fmt: skip


def really_read(function: Callable[..., object]) -> set[tuple[str, str]]:
    """The attributes that a rule reads other than to add to them."""
    found = set()
    for node in ast.walk(ast.parse(textwrap.dedent(inspect.getsource(function)))):
        if isinstance(node, ast.Assign):
            own = {ast.dump(target).replace("Store()", "Load()") for target in node.targets}
            found |= {pair for text, pair in loaded(node.value).items() if text not in own}
        elif isinstance(node, ast.If):
            found |= set(loaded(node.test).values())
        elif isinstance(node, ast.Return | ast.Expr):
            found |= set(loaded(node.value).values())
    return found


def test_every_attribute_is_read_and_every_condition_written() -> None:
    """A sum that only grows is read by nobody."""
    functions = list(dependencies.functions())
    reads = set().union(*map(really_read, functions))
    monthly = set().union(*(really_read(rule) for rule in functions if ".starting_" not in rule.__module__))
    writes = set().union(*(w.writes for w in dependencies.all_dependencies().values()))
    every = {(kind, a.name) for kind, attributes in entities.KINDS.items() for a in attributes}
    assert every - reads == SHOWN | BY_RANK | FIRST_CHOSEN
    states = {(kind, name) for kind in entities.KINDS for name in entities.names(kind, "state")}
    assert states - monthly == SHOWN | BY_RANK | FIRST_CHOSEN
    for kind, attributes in entities.KINDS.items():
        for attribute in attributes:
            if attribute.role in ("condition", "tally"):
                assert (kind, attribute.name) in writes, f"nothing writes {kind}.{attribute.name}"


def test_the_reach_of_a_policy_reads_the_ranks_of_clusters_in_both_clocks() -> None:
    """Rules only count them, see :data:`BY_RANK`; who was chosen first is kept for reports."""
    in_clear = really_read(policy_reach.PolicyReach._in_cluster)
    assert {pair for pair in in_clear if pair[0] == "cluster"} - {("cluster", "index")} == BY_RANK
    printed, kept = inspect.getsource(reach), inspect.getsource(run_result)
    assert all(f'loop.recorded("{kind}", "{name}", SELF)' in printed for kind, name in BY_RANK | FIRST_CHOSEN)
    assert all(f'at_end("{kind}", "{name}")' in kept for kind, name in FIRST_CHOSEN)


def test_the_start_makes_every_trait_and_nothing_writes_what_is_given() -> None:
    wired = dependencies.all_dependencies()
    at_start = set().union(*(wired[f"rules.{step.name}"].writes for step in steps_of(START)))
    for kind in entities.KINDS:
        for name in entities.names(kind, "trait"):
            assert (kind, name) in at_start, f"no rule of the start makes {kind}.{name}"
        for name in entities.names(kind, "given"):
            assert not [rule for rule, touched in wired.items() if (kind, name) in touched.writes], f"{kind}.{name}"
        for name in entities.names(kind, "condition"):
            assert (kind, name) not in at_start, f"{kind}.{name} is a policy's, and policy begins with the months"


def test_every_draw_of_the_start_is_used() -> None:
    wired = dependencies.all_dependencies()
    for kind, drawn in random_streams.START.items():
        used = set().union(*(wired[f"rules.{step.name}"].draws for step in steps_of(START) if step.over == kind))
        assert used == set(drawn), kind
