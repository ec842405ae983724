"""The seven standards of a KKG: where they start, what moves each, and what each holds back."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from conftest import made, started

from kkgsim.engine import sampling
from kkgsim.engine.initial_state import InitialStates
from kkgsim.engine.scenarios import simulate_scenarios
from kkgsim.model.entities import STANDARDS
from kkgsim.model.measures import clusters
from kkgsim.model.outcomes import OUTCOMES
from kkgsim.model.rules import career, inclining, managing, meeting, scheduling, standards, starting_schools
from kkgsim.places.population.roster import roster

N = SimpleNamespace(**sampling.base_numbers())
FOUND = {**{f"{name}_found": 0.4 for name in STANDARDS if name != "funding"}, **dict.fromkeys(STANDARDS, 0.4)}

STEADY = {"afforded": 0.4 / N.one_source}
"""What institutions pay for when the financing standard stays at 0.4."""


def after(months: int, **changes: float) -> SimpleNamespace:
    """A cluster that starts at 0.4 everywhere, some months later under the same conditions."""
    cluster = made("cluster", **{"meetings": 1.0, "rule_kept": 1.0, "facilities_most": 1.0, **FOUND, **changes})
    for _ in range(months):
        standards.develop(cluster, N)
    return cluster


def settled(**changes: float) -> SimpleNamespace:
    return after(240, **changes)


def test_nothing_moves_while_nothing_supports_it() -> None:
    cluster = settled(**STEADY)
    for name in STANDARDS:
        assert getattr(cluster, name) == pytest.approx(0.4), name


def test_on_average_each_starts_below_the_standard(tiny) -> None:
    """Tens of clusters drawn: B finds most KKG short of most standards, and some of them up to it."""
    lanes = 60
    initial = InitialStates(roster(tiny, sampling.base_numbers()), 1)
    numbers = sampling.numbers_of(1, range(lanes), uncertain=False)
    begun = started(initial, initial.lanes(range(lanes)), numbers)["cluster"]
    for name in STANDARDS:
        assert begun[name].mean() < N.standard_met, name
    met = sum((begun[name] >= N.standard_met).astype(float) for name in STANDARDS)
    assert 0.5 < met.mean() < 3.0


# Each moved by what belongs to it, and by that alone


@pytest.mark.parametrize(
    ("standard", "support"),
    [
        ("organisation", {"decree": 1.0, "funding": 0.4}),
        ("programme", {"needs_asked": 1.0}),
        ("programme", {"guideline": 1.0}),
        ("people", {"led": 1.0}),
        ("people", {"outside": 1.0}),
        ("people", {"cadre_led": 0.5}),
        ("people", {"tutored": 0.5}),
        ("facilities", {"facilities_given": 1.0}),
        ("funding", {"afforded": 1.0}),
        ("monitoring", {"evaluations": 2.0 / 12.0}),
        ("monitoring", {"checks": 4.0 / 12.0}),
    ],
)
def test_a_standard_follows_what_supports_it_and_the_others_stay(standard: str, support: dict[str, float]) -> None:
    plain, supported = (after(12, **{**STEADY, **more}) for more in ({}, support))
    for name in STANDARDS:
        if name == standard:
            assert getattr(supported, name) > getattr(plain, name) + 0.02
        else:
            assert getattr(supported, name) == pytest.approx(getattr(plain, name)), name


def test_what_is_gained_goes_again_when_the_support_ends() -> None:
    cluster = settled(decree=1.0, needs_asked=1.0, led=1.0, afforded=1.0, evaluations=1.0, facilities_given=1.0)
    high = {name: getattr(cluster, name) for name in STANDARDS}
    for name in ("decree", "needs_asked", "led", "afforded", "evaluations", "facilities_given"):
        setattr(cluster, name, 0.0)
    for _ in range(24):
        standards.develop(cluster, N)
    for name in STANDARDS:
        if name != "management":  # moved by the review of the meeting, below
            assert getattr(cluster, name) < high[name] - 0.1, name
    assert cluster.facilities > 0.5, "things wear out slowly"


def test_a_rule_without_money_stays_on_paper() -> None:
    paper, paid = settled(decree=1.0, funding=0.0), settled(decree=1.0, funding=1.0, afforded=1.0, grant_income=1.0)
    assert paper.organisation == pytest.approx(0.4 + 0.6 * N.rule_on_paper, abs=1e-6)
    assert paid.organisation == pytest.approx(1.0, abs=1e-6)


def test_one_source_of_money_is_not_enough_for_the_financing_standard() -> None:
    one, two = settled(afforded=1.0), settled(afforded=1.0, purse_bosda=1.0)
    assert one.funding == pytest.approx(N.one_source)
    assert two.funding == pytest.approx(1.0)
    assert settled(afforded=0.5, purse_grant=1.0).funding == pytest.approx(0.5)
    crumbs = settled(afforded=1.0, purse_bosda=1.0, purse_bos=1e6)
    assert crumbs.funding == pytest.approx(N.one_source, abs=1e-3), "a rupiah is no second source"


def test_a_guideline_explained_brings_part_of_the_programme_and_needs_the_rest() -> None:
    assert settled(guideline=1.0).programme == pytest.approx(0.4 + 0.6 * N.guideline_programme)
    assert settled(guideline=1.0, needs_asked=1.0).programme == pytest.approx(1.0)


def test_a_kkg_has_what_the_schools_lend_where_it_meets() -> None:
    """At the core school what that lends, going round what all lend on average; a kit is wanted less where hosts are
    well equipped."""
    lent = {"facilities_found": 0.5, "facilities_around": 0.3}
    there = made("cluster", **lent)
    going_round = made("cluster", rotating=1.0, **lent)
    assert (standards.lent_by_hosts(there), standards.lent_by_hosts(going_round)) == pytest.approx((0.5, 0.3))
    bare, equipped = made("school", distance_km=0.0), made("school", distance_km=0.0)
    far, kkg = made("school", distance_km=5.0), made("cluster", schools=3.0)
    for school, draw, power in ((bare, 3.0, 1.0), (equipped, 0.0, 0.0), (far, 1.0, 0.0)):
        starting_schools.furnish(school, kkg, SimpleNamespace(facilities=draw, power=power), N)
    assert bare.facilities == 0.0, "without electricity nothing can be used"
    assert (kkg.facilities_core, equipped.facilities) == pytest.approx((N.start_facilities, N.start_facilities))
    assert far.facilities > kkg.facilities_core, "what is at another school is not at the core"
    assert kkg.facilities_sum == pytest.approx(equipped.facilities + far.facilities)


def test_facilities_wear_only_where_nobody_keeps_them_up() -> None:
    assert after(12, facilities=0.9, facilities_given=1.0).facilities > 0.9
    worn = after(1, facilities=0.9).facilities
    assert worn == pytest.approx(0.9 - N.facilities_wear * 0.5)
    assert after(1, facilities=0.4).facilities == pytest.approx(0.4), "what was found does not wear away"


def test_two_evaluations_a_year_or_a_dozen_checks_fill_the_monitoring_standard() -> None:
    for watched in ({"evaluations": N.evaluations_due / 12.0}, {"checks": N.checks_due / 12.0}):
        assert settled(**watched).monitoring == pytest.approx(1.0)
    assert settled(evaluations=0.5 * N.evaluations_due / 12.0).monitoring == pytest.approx(0.4 + 0.6 * 0.5)


def test_without_a_meeting_neither_people_nor_financing_move() -> None:
    cluster = after(12, meetings=0.0)
    assert (cluster.people, cluster.funding) == (0.4, 0.4)


# What is impossible, and what lapses


def test_the_guide_asks_for_facilities_that_some_clusters_cannot_have() -> None:
    remote = settled(facilities_given=1.0, facilities_most=0.6)
    assert remote.facilities == pytest.approx(0.6)
    assert settled(facilities_given=1.0, facilities_most=0.3).facilities == pytest.approx(0.4), "what is there stays"


def test_a_regulation_lapses_where_nobody_pays_checks_or_renews_it() -> None:
    def force(years: float, **upheld: float) -> float:
        cluster = made("cluster", ruled=1.0, **upheld)
        for _ in range(round(12 * years)):
            standards.lapse(cluster, N)
        return cluster.rule_kept

    assert force(1) == pytest.approx((1.0 - N.rule_lapses / 12.0) ** 12)
    assert force(5) < 0.3
    assert force(5, funding=1.0) == force(5, monitoring=1.0) == 1.0
    old = made("cluster", ruled=1.0, rule_known=0.5, rule_kept=0.2)
    standards.lapse(old, N)
    assert old.rule_kept > 0.9, "a rule that is made stronger is a new rule"


# Management, through plan-do-check-act


def looked_at(chance: float = 1.0, **changes: float) -> SimpleNamespace:
    """A cluster after a month of management in which whatever can happen happens."""
    usual = {"management": 0.4, "management_found": 0.4, "committee": 0.5, "committee_found": 0.5, "programme": 1.0}
    cluster = made("cluster", **{"meetings": 1.0, "planned": 1.0, "held": 1.0, **usual, **changes})
    luck = SimpleNamespace(plan=1.0 - chance, check=1.0 - chance, act=1.0 - chance, forget=1.0)
    managing.plan(cluster, luck, N)
    managing.check(cluster, made("supervisor", skill=N.supervisor_skill), made("district"), luck, N)
    managing.act(cluster, made("district"), luck, N)
    return cluster


PLANNED_AND_CHECKED = {"plan_left": 6.0, "evaluations": 0.2, "tracking": 1.0}


def test_the_wheel_turns_where_every_stage_happens() -> None:
    whole = looked_at(**PLANNED_AND_CHECKED)
    assert whole.turned == 1.0
    assert whole.management == pytest.approx(0.4 + N.review_rate * 0.6)
    assert whole.finding == 0.0


@pytest.mark.parametrize(
    ("stage", "missing"),
    [
        ("plan", {"plan_left": 0.0, "committee": 0.0, "committee_found": 0.0}),
        ("do", {"held": 0.0}),
        ("check", {"evaluations": 0.0}),
        ("act", {"tracking": 0.0, "committee": 0.0, "committee_found": 0.0}),
    ],
)
def test_the_wheel_does_not_turn_where_a_stage_fails(stage: str, missing: dict[str, float]) -> None:
    broken = looked_at(**{**PLANNED_AND_CHECKED, **missing})
    assert (broken.turned, broken.management) == (0.0, 0.4), stage
    assert broken.finding == (1.0 if stage == "act" else 0.0), "a finding waits for somebody to act on it"


def test_a_finding_on_which_nobody_acts_is_forgotten_in_time() -> None:
    cluster = made("cluster", finding=1.0)
    managing.act(cluster, made("district"), SimpleNamespace(act=0.99, forget=0.0), N)
    assert cluster.finding == 0.0


def test_who_looks_and_who_replies() -> None:
    supervisor = made("supervisor", skill=N.supervisor_skill)

    def looks(district: dict[str, float] | None = None, who: SimpleNamespace = supervisor, **changes: float) -> float:
        return managing.looked_at(made("cluster", **changes), who, made("district", **(district or {})), N)

    assert looks() == 0.0, "where nobody looks management does not improve"
    assert looks(evaluations=0.2) > looks(checks=0.2) > 0.0
    assert looks(checks=0.2, who=made("supervisor", skill=2 * N.supervisor_skill)) > looks(checks=0.2)
    assert looks({"line": 1.0}, monitoring=1.0) > looks({"line": 1.0}, monitoring=0.2) > 0.0
    assert looks(self_run=1.0, committee=0.8) > looks(self_run=1.0, committee=0.4) > 0.0

    def replies(line: float = 0.0, **changes: float) -> float:
        return managing.replied_to(made("cluster", **changes), made("district", line=line), N)

    assert replies() == 0.0
    assert replies(committee=1.0) == pytest.approx(N.committee_acts)
    assert replies(line=1.0) == pytest.approx(N.line_acts)
    assert replies(1.0, committee=1.0, tracking=1.0) > max(replies(1.0), replies(tracking=1.0), replies(committee=1.0))


def test_management_rests_on_the_committee_and_falls_back_to_it() -> None:
    def after(months: int, **changes: float) -> float:
        cluster = made("cluster", **{"management_found": 0.4, "committee_found": 0.4, **changes})
        for _ in range(months):
            managing.act(cluster, made("district"), SimpleNamespace(act=1.0, forget=1.0), N)
        return cluster.management

    assert after(24, management=0.4, committee=0.4) == pytest.approx(0.4)
    assert 0.4 < after(24, management=0.7, committee=0.4) < 0.7
    assert after(600, management=0.4, committee=0.8) == pytest.approx(0.4 + N.committee_carries * 0.4, abs=1e-3)


def test_needs_asked_and_local_content_make_the_content_fit() -> None:
    def relevance(**changes: float) -> float:
        cluster = made("cluster", relevance=0.5, relevance_found=0.5, **changes)
        for _ in range(36):
            managing.fit(cluster, N)
        return cluster.relevance

    assert relevance() == 0.5
    assert 0.5 < relevance(needs_asked=1.0) < N.relevance_local + 0.01
    assert relevance(local_content=1.0) > relevance(needs_asked=1.0)
    assert relevance(needs_asked=1.0, plan_left=9.0) > relevance(needs_asked=1.0), "a plan carries needs into content"
    assert relevance(turned=0.1) > 0.5


# What each holds back


def test_disorder_lets_meetings_slip() -> None:
    owed = []
    for organisation in (0.0, 1.0):
        cluster = made("cluster", organisation=organisation)
        scheduling.schedule(cluster, made("calendar", year_share=0.25), N)
        owed.append(cluster.due + cluster.planned)
    assert owed[0] == pytest.approx((1.0 - N.meetings_slip) * owed[1])


def test_a_programme_built_on_needs_pushes_paperwork_out() -> None:
    usual, planned = (
        meeting.paperwork(made("cluster", admin_found=0.67, programme=level), made("calendar"), N)
        for level in (N.programme_usual, 1.0)
    )
    assert usual == pytest.approx(0.67), "the usual programme goes with the agenda as found"
    cut = N.programme_admin_cut
    assert planned == pytest.approx(usual * (1.0 - cut) / (1.0 - cut * N.programme_usual))
    assert managing_chance(1.0) == pytest.approx(2.0 * managing_chance(0.5)), "and with a plan"


def managing_chance(programme: float) -> float:
    """How often a fully professional committee writes the plan that is missing, by its programme."""
    draws = [(i + 0.5) / 1000.0 for i in range(1000)]
    clusters = [made("cluster", committee=1.0, programme=programme) for _ in draws]
    for draw, cluster in zip(draws, clusters, strict=True):
        managing.plan(cluster, SimpleNamespace(plan=draw), N)
    return sum(managing.has_plan(cluster) for cluster in clusters) / len(draws)


def test_own_sessions_are_led_better_where_more_of_its_people_meet_the_standard() -> None:
    few, many = (meeting.own_skill(made("cluster", people_found=level), N) for level in (0.0, 1.0))
    assert many - few == pytest.approx(N.people_skill)
    assert meeting.own_skill(made("cluster", people_found=N.people_usual), N) == pytest.approx(N.senior_skill)


def test_a_certificate_is_worth_what_those_who_lead_are() -> None:
    district = made("district", sessions_certified=1.0, partnered=1.0)
    assert career.certificate(made("cluster", facilitated=1.0, people=0.4), district) == pytest.approx(0.4)


def test_a_session_without_facilities_or_materials_does_less() -> None:
    bare, room = (meeting.means(made("cluster", facilities=level, management=1.0), N) for level in (0.0, 1.0))
    assert bare == pytest.approx((1.0 - N.facilities_hold) * room)
    handed_out = meeting.means(made("cluster", facilities=1.0, management=1.0, materials_given=1.0), N)
    assert room < handed_out == 1.0


def test_a_duty_is_enforced_where_it_is_paid_for() -> None:
    bound = made("teacher", duty=1.0, permanent=1.0)
    force = [
        inclining.pull_of_duty(bound, made("cluster", funding=funding, rule_kept=1.0), N) for funding in (0.0, 1.0)
    ]
    honorer, kkg = made("teacher", duty=1.0), made("cluster", funding=1.0, rule_kept=1.0)
    assert inclining.pull_of_duty(honorer, kkg, N) == pytest.approx(N.attend_duty * N.contract_bound)
    assert force == pytest.approx([N.attend_duty * N.rule_on_paper, N.attend_duty])


def test_better_management_makes_more_of_a_meeting() -> None:
    base = {"meetings": 1.0, "held": 1.0, "arrived": 30.0, "relevance": 0.5, "admin_found": 0.5}
    worth = []
    for level in (0.0, 1.0):
        cluster = made("cluster", management=level, management_found=level, **base)
        meeting.meet(cluster, made("calendar"), made("district"), N)
        worth.append(cluster.worth)
    assert worth[0] == pytest.approx((1.0 - N.management_hold) * worth[1])


# Counted


def test_a_standard_counts_as_met_from_its_level_on() -> None:
    cluster = made("cluster", **dict.fromkeys(STANDARDS, 0.0))
    assert clusters.of_standards_met(cluster, N) == 0.0
    for count, name in enumerate(STANDARDS, start=1):
        setattr(cluster, name, N.standard_met)
        assert clusters.of_standards_met(cluster, N) == count
        assert OUTCOMES[f"{name}_met"].value(cluster, N) == 1.0
    assert clusters.of_standards(cluster) == pytest.approx(N.standard_met)
    cluster.programme = N.standard_met - 1e-9
    assert clusters.of_standards_met(cluster, N) == 6.0


def test_a_regulation_with_a_budget_does_what_one_on_paper_does_not(tiny, asked) -> None:
    """B: rules stay on paper where nobody pays for the meetings."""
    ranks = [list(OUTCOMES).index(name) for name in ("organisation_met", "attendance_share")]
    rule = {
        "ministerial_regulation_standing": 1.0,
        "ministerial_regulation_duty": 1.0,
        "district_regulation_in_office": 1.0,
    }
    money = {"bos_allocation_share": 0.04, "bosda_minimum_share": 0.1}
    questions = [asked(months=36, **policy) for policy in ({}, rule, money, {**rule, **money})]
    today, paper, paid, both = (
        p.at_end()[ranks].mean(axis=1) for p in simulate_scenarios(questions, tiny, replicates=16, seed=6)
    )
    assert (both - paid > paper - today).all(), "the rule adds more where there is money"
