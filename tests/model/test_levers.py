"""The contract every lever keeps: zero is today, something changes, it costs, more costs more, both languages."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from kkgsim.analysis.comparison.compare import effects
from kkgsim.engine.dependencies import all_dependencies, dependencies_of
from kkgsim.engine.intervals import FEWEST
from kkgsim.engine.mesa_model import KKGModel
from kkgsim.engine.run_result import RunResult
from kkgsim.engine.scenarios import simulate_scenarios
from kkgsim.i18n import Text
from kkgsim.model import entities
from kkgsim.model.costs import items
from kkgsim.model.levers import all_levers, all_settings
from kkgsim.model.levers.lever import IN_TIME, PAYERS
from kkgsim.model.outcomes import OUTCOMES
from kkgsim.model.parameters import sources
from kkgsim.model.registry import PARAMETERS
from kkgsim.places.place_io.files import open_place
from kkgsim.scenario.resolve import phases
from kkgsim.scenario.scenario import Assumption, Phase, Scenario

MONTHS = 24
OUTCOME_OF = {
    "ministerial_regulation": "+attendance_share",
    "bosda_minimum": "+afforded_share",
    "provider_partnership": "+places_mean",
    "perception_change": "+belief_share",
    "district_regulation": "+standards_mean",
    "facilitator_team": "+facilitators_active",
    "bos_allocation": "+afforded_share",
    "guideline_implementation": "+management_mean",
    "monitoring": "+management_mean",
    "supervisor_merit": "+standards_mean",
    "release_from_teaching": "+visited_share",
    "followup_mentoring": "+visited_share",
    "core_teachers": "+tutored_share",
    "needs_programme": "+relevance_mean",
    "principal_development": "+principal_support_mean",
    "transport_recognition": "+attendance_share",
    "ict_online": "+ict_mean",
    "shared_facilities": "+standards_mean",
    "workload_relief": "+attendance_share",
    "meeting_time": "+meetings_held",
    "learning_community": "+sessions_at_school",
    "fair_selection": "-training_gini",
}
CAPPED = "followup_mentoring"
"""Alone, the supervisors' few days cap the visits, whatever is asked for."""
PAID_AS_IT_BITES = {"bos_allocation", "bosda_minimum"}
"""All that these cost hangs on money that comes only when they bite."""

LASTING = {"grant_refreshments", "grant_resource_persons", "grant_fares"}
"""What goes on costing when a lever's money ends: a purse lasts longer than its grant."""

TEAM = {"facilitator_team_per_10_schools": 1.0}
NEEDS = {
    "facilitator_team_formal_status": TEAM,
    "facilitator_team_certified": {**TEAM, "provider_partnership_partnership": 1.0},
    "facilitator_team_toward_need": {"facilitator_team_per_10_schools": 0.3},
    "facilitator_team_toward_near": {"facilitator_team_per_10_schools": 0.3},
    "release_from_teaching_days": TEAM,
    "release_from_teaching_substitutes": {"facilitator_team_per_10_schools": 10.0, "release_from_teaching_days": 3.0},
    "monitoring_tracking": {"monitoring_per_year": 2.0},
    "core_teachers_across": {"core_teachers_per_cluster": 2.0},
    "ict_online_certificates": {"ict_online_self_paced": 1.0},
    "transport_recognition_tied_to_presence": {"transport_recognition_allowance": 400_000.0},
    "transport_recognition_tied_to_ratings": {"transport_recognition_allowance": 400_000.0},
}
"""Settings that do something only beside others: status, certificates, turns and release need a team (turns one too
small, certificates a partner too), certificates of self-paced courses need such courses, tracking needs evaluations,
lending needs tutors, a string needs an allowance."""


def scenario(name: str, *policy: Phase, months: int = MONTHS, **assumed: float) -> Scenario:
    assumptions = tuple(Assumption(number, value, value, value, "given") for number, value in assumed.items())
    return Scenario(name, Text(name, name), Text("", ""), "tiny", months, 8, 3, policy, assumptions)


def at(lever: str, part: float, *, start: int = 1, end: int = MONTHS, months: int = MONTHS, **assumed: float):
    """A scenario with one lever at ``part`` of its range, and everything else as found."""
    settings = {s.name: s.high * part for s in all_levers()[lever].settings}
    phase = Phase(lever, start, end, settings, all_levers()[lever].payers[0])
    return scenario(f"{lever} {part}", phase, months=months, **assumed)


def ranks_of(lever: str) -> list[int]:
    return [rank for rank, item in enumerate(items().values()) if item.lever == lever]


def own_cost(played: RunResult, lever: str) -> float:
    return float(played.ledger[ranks_of(lever)].sum(axis=(0, 1)).mean())


def moved(lever: str, played: RunResult, today: RunResult) -> float:
    """Mean change of the lever's outcome, counted in the direction in which the lever should move it."""
    sign, name = OUTCOME_OF[lever][0], OUTCOME_OF[lever][1:]
    rank = list(OUTCOMES).index(name)
    change = float((played.monthly[rank] - today.monthly[rank]).mean())
    return change if sign == "+" else -change


def same(a: RunResult, b: RunResult) -> bool:
    tables = ("monthly", "clusters", "groups", "rest", "ledger", "purses", "schools", "practice")
    return all(np.array_equal(getattr(a, name), getattr(b, name), equal_nan=True) for name in tables)


@pytest.fixture(scope="module")
def played(tiny) -> dict[tuple[str, float], RunResult]:
    """Every lever alone at nothing, a tenth and all of its range; today under ("", 0.0)."""
    asked = {("", 0.0): scenario("today")}
    asked |= {(lever, part): at(lever, part) for lever in all_levers() for part in (0.0, 0.1, 1.0)}
    return dict(zip(asked, simulate_scenarios(list(asked.values()), tiny, replicates=8, seed=3), strict=True))


def test_every_lever_has_an_outcome_it_moves() -> None:
    assert set(OUTCOME_OF) == set(all_levers())
    assert set(NEEDS) <= set(all_settings())


@pytest.mark.parametrize("lever", all_levers())
def test_zero_is_today(played, lever: str) -> None:
    assert same(played[lever, 0.0], played["", 0.0])


@pytest.mark.parametrize("lever", all_levers())
def test_more_does_more_and_costs_more(played, lever: str) -> None:
    today, some, most = played["", 0.0], played[lever, 0.1], played[lever, 1.0]
    assert own_cost(today, lever) == 0.0
    if lever == CAPPED:
        assert 0.0 < moved(lever, some, today) <= moved(lever, most, today)
        assert 0.0 < own_cost(some, lever) <= own_cost(most, lever)
    else:
        assert 0.0 < moved(lever, some, today) < moved(lever, most, today)
        assert 0.0 < own_cost(some, lever) < own_cost(most, lever)


@pytest.mark.parametrize("lever", all_levers())
def test_no_item_is_ever_negative_and_nobody_pays_for_another_lever(played, lever: str) -> None:
    today, most = played["", 0.0], played[lever, 1.0]
    assert (most.ledger >= 0.0).all()
    others = [rank for rank, item in enumerate(items().values()) if item.lever not in (lever, None)]
    assert not most.ledger[others].any()
    assert not today.ledger[ranks_of(lever)].any()


def test_asking_for_more_visits_costs_more_where_there_are_people_to_make_them(tiny, asked) -> None:
    team = {"facilitator_team_per_10_schools": 4.0}
    few, many = (asked(f"{v}", **team, followup_mentoring_visits=v) for v in (0.1, 0.4))
    a, b = simulate_scenarios([few, many], tiny, replicates=8, seed=3)
    team_and_visits = [own_cost(p, "followup_mentoring") + own_cost(p, "facilitator_team") for p in (a, b)]
    assert team_and_visits[0] < team_and_visits[1]


@pytest.mark.parametrize("name", all_settings())
def test_every_setting_by_itself_changes_something_and_its_cost(hills, asked, name: str) -> None:
    extra = NEEDS.get(name, {})
    plain = asked("plain", **extra)
    with_it = asked("with", **{**extra, name: all_settings()[name].high})
    a, b = simulate_scenarios([plain, with_it], hills, replicates=16, seed=3)
    lever = next(lever for lever in all_levers() if name.startswith(f"{lever}_"))
    assert own_cost(b, lever) > own_cost(a, lever)
    if name == "transport_recognition_allowance":
        assert np.array_equal(a.monthly, b.monthly), "an allowance without a string changes nothing but the bill"
    else:
        assert not np.array_equal(a.monthly, b.monthly)


@pytest.mark.parametrize("name", NEEDS)
def test_a_setting_that_needs_others_does_nothing_alone(hills, asked, name: str) -> None:
    """So that nobody waits for an effect that cannot come; the table above says what is missing."""
    today, alone = simulate_scenarios(
        [asked("today"), asked("alone", **{name: all_settings()[name].high})], hills, replicates=4, seed=3
    )
    assert np.array_equal(today.monthly, alone.monthly)


def test_a_block_grant_takes_its_own_sum_off_bos(hills, asked) -> None:
    """A small grant leaves most of BOS, a large one nothing of it; before it bites BOS comes in as without it."""
    share = {"bos_allocation_share": 0.05}
    sizes = {"none": 0.0, "small": 1_200_000.0, "large": 60_000_000.0}
    wanted = [asked(name, **share, guideline_implementation_grant=grant) for name, grant in sizes.items()]
    none, small, large = (played.purses for played in simulate_scenarios(wanted, hills, replicates=4, seed=3))
    bites = max(int(PARAMETERS[f"delay_{lever}"].high) for lever in ("guideline_implementation", "bos_allocation")) + 1
    bos_in, grant_in, grant_left = 0, 4, 5
    assert none[grant_in].sum() == 0.0
    assert 0.0 < small[bos_in][bites:].sum() < none[bos_in][bites:].sum()
    assert small[bos_in][bites:].sum() > 0.5 * none[bos_in][bites:].sum()
    assert large[bos_in][bites:].sum() < 0.1 * none[bos_in][bites:].sum()
    assert large[grant_in][bites:].sum() > small[grant_in][bites:].sum() > 0.0
    assert all((played[grant_left] >= 0.0).all() for played in (small, large))


# Delays


@pytest.fixture(scope="module")
def waited(tiny) -> dict[tuple[str, int], RunResult]:
    """Every lever at all of its range, acting at once and after six months; today under ("", 0)."""
    asked = {("", 0): scenario("today", months=12)}
    for lever in all_levers().values():
        for wait in (0, 6):
            asked[lever.name, wait] = at(lever.name, 1.0, end=12, months=12, **{lever.delay: wait})
    played = simulate_scenarios(list(asked.values()), tiny, replicates=8, seed=3, uncertain=False)
    return dict(zip(asked, played, strict=True))


@pytest.mark.parametrize("lever", all_levers())
def test_nothing_bites_before_its_delay_is_over(waited, lever: str) -> None:
    today, soon, late = waited["", 0], waited[lever, 0], waited[lever, 6]
    assert np.array_equal(late.monthly[:, :6], today.monthly[:, :6])
    assert not np.array_equal(late.monthly, today.monthly)
    assert not np.array_equal(soon.monthly[:, :6], today.monthly[:, :6])


@pytest.mark.parametrize("lever", all_levers())
def test_costs_start_at_once(waited, lever: str) -> None:
    late = waited[lever, 6].ledger[ranks_of(lever)].sum(axis=0)
    if lever in PAID_AS_IT_BITES:
        assert not late[:6].any()
        assert late[6:].sum() > 0.0
    else:
        assert (late[0] > 0.0).all()


def written_by(levers) -> list[tuple[str, str]]:
    """What the effects of levers write: kinds of things and their attributes."""
    return sorted(
        {write for lever in levers for verb in lever.effects.values() for write in dependencies_of(verb).writes}
    )


def values_of(model: KKGModel, written: list[tuple[str, str]]) -> dict[tuple[str, str], list[float]]:
    return {(kind, name): [getattr(thing, name) for thing in model.things(kind)] for kind, name in written}


@pytest.fixture(scope="module")
def without(hills) -> list[dict[tuple[str, str], list[float]]]:
    """Month by month without a policy, all that any lever writes."""
    model, every, found = KKGModel(hills, scenario=scenario("without", months=8)), written_by(all_levers().values()), []
    while model.running:
        model.step()
        found.append(values_of(model, every))
    return found


@pytest.mark.parametrize("lever", all_levers().values(), ids=lambda lever: lever.name)
def test_conditions_hold_from_the_end_of_the_delay_to_the_end_of_the_money(hills, without, lever) -> None:
    """Paid in months 2 to 6 with a delay of two: at work in months 4 to 6, and paid for no longer than that."""
    model = KKGModel(hills, scenario=at(lever.name, 1.0, start=2, end=6, months=8, **{lever.delay: 2}))
    written, at_work = written_by([lever]), []
    while model.running:
        model.step()
        today = without[len(at_work)]
        at_work.append(values_of(model, written) != {write: today[write] for write in written})
    assert at_work == [False, False, False, True, True, True, False, False]
    mine = [r for r, (name, item) in enumerate(items().items()) if item.lever == lever.name and name not in LASTING]
    paid = np.array(model.ledger)[:, mine].sum(axis=1)
    assert not paid[[0, 6, 7]].any()
    assert paid[5] > 0.0 or lever.name in PAID_AS_IT_BITES


def test_phases_that_follow_without_a_gap_wait_once() -> None:
    lever = all_levers()["principal_development"]
    phases = [Phase(lever.name, start, end, {"share": share}, lever.payers[0])
              for start, end, share in ((2, 4, 0.5), (5, 7, 1.0), (9, 11, 0.25))]  # fmt: skip
    row = list(all_settings()).index("principal_development_share")
    waits = dict.fromkeys(all_levers(), 0) | {lever.name: 2}
    table = scenario("follow", *phases, months=12).effective(np.array([[wait] for wait in waits.values()]))[:, :, 0]
    assert list(table[row]) == [0, 0, 0, 0.5, 0.5, 0.5, 1, 0, 0, 0, 0.25, 0]
    assert not np.delete(table, row, axis=0).any()


# What a lever declares


@pytest.mark.parametrize("lever", all_levers().values(), ids=lambda lever: lever.name)
def test_a_lever_is_told_in_both_languages_with_sources_and_payers(lever) -> None:
    labels = [lever.label, lever.about, *(s.label for s in lever.settings), *(c.label for c in lever.costs)]
    assert all(label.en.strip() and label.id.strip() and label.en != label.id for label in labels)
    assert lever.settings
    assert lever.costs
    assert lever.origin
    assert {passage.source for passage in lever.origin} <= set(sources())
    assert lever.payers
    assert set(lever.payers) <= set(PAYERS)
    for setting in lever.settings:
        assert setting.low == 0.0 <= setting.usual <= setting.high
        assert set(setting.source.split()) <= set(sources())
    for cost in lever.costs:
        assert cost.price is None or PARAMETERS[cost.price].low > 0.0
        assert cost.over in entities.KINDS
        assert cost.payer is None or cost.payer in PAYERS, "time is not what a lever costs"
    wait = PARAMETERS[lever.delay]
    assert lever.delay == f"delay_{lever.name}"
    assert (wait.unit, wait.neutral) == ("months", 0.0)
    assert 0.0 <= wait.low <= wait.value <= wait.high <= 18.0


def test_what_is_paid_in_time_has_no_payer_in_money() -> None:
    assert not set(IN_TIME) & set(PAYERS)
    assert {item.cost.payer for item in items().values() if item.in_time} == set(IN_TIME)


def test_nothing_a_lever_touches_is_a_state_or_a_trait() -> None:
    """Levers change conditions; people's states are for the rules. Every condition belongs to some lever."""
    written = set()
    for lever in all_levers().values():
        assert lever.effects
        for kind, effect in lever.effects.items():
            wired = dependencies_of(effect)
            assert wired.writes
            for of, attribute in wired.writes:
                added_up = of == "district" != kind and attribute in entities.names(of, "tally")
                condition = attribute in entities.names(of, "condition")
                assert added_up or (condition and of in {kind, "district"}), f"{wired.rule} writes {of}.{attribute}"
            written |= {(of, name) for of, name in wired.writes if name in entities.names(of, "condition")}
    assert written == {(kind, name) for kind in entities.KINDS for name in entities.names(kind, "condition")}


def test_every_setting_is_read_by_an_effect_of_its_lever() -> None:
    for lever in all_levers().values():
        read = set().union(*(dependencies_of(effect).settings for effect in lever.effects.values()))
        assert read == {f"{lever.name}_{setting.name}" for setting in lever.settings}


def test_a_rule_reads_no_setting() -> None:
    for wired in all_dependencies().values():
        if wired.rule.startswith(("rules.", "outcomes.")):
            assert not wired.settings, wired.rule


# Every setting alone at the top of its range, in the place that most people look at first

VISITS = {"facilitator_team_per_10_schools": 2.0, "followup_mentoring_visits": 0.6}
BESIDE = {
    **NEEDS,
    "provider_partnership_persons": {"bos_allocation_share": 0.05},
    "followup_mentoring_early_grades": VISITS,
    "learning_community_guides": {"learning_community_sessions": 36.0},
    "learning_community_leads": {"learning_community_sessions": 36.0},
}
"""What there has to be for a setting to be seen: somebody to send, money to invite him, sessions to guide and lead."""
SEEN = {
    "ministerial_regulation_standing": "+standards_mean",
    "ministerial_regulation_roles": "+attendance_share",
    "ministerial_regulation_duty": "+attendance_share",
    "bosda_minimum_share": "+afforded_share",
    "provider_partnership_partnership": "+literacy_mean",
    "provider_partnership_places": "+places_mean",
    "provider_partnership_persons": "+outside_share",
    "perception_change_campaign": "+belief_share",
    "perception_change_information": "+pedagogic_mean",
    "perception_change_workshop": "+capacity_agenda_share",
    "perception_change_central": "-literacy_mean",
    "district_regulation_in_office": "+standards_mean",
    "facilitator_team_per_10_schools": "+facilitated_share",
    "facilitator_team_certified": "+attendance_share",
    "facilitator_team_toward_need": "-facilitator_load_share",
    "facilitator_team_toward_near": "+pedagogic_mean",
    "bos_allocation_share": "+afforded_share",
    "guideline_implementation_dissemination": "+capacity_agenda_share",
    "guideline_implementation_self_run": "+attendance_share",
    "guideline_implementation_committee": "+management_mean",
    "guideline_implementation_grant": "+afforded_share",
    "monitoring_per_year": "+relevance_mean",
    "monitoring_internal_per_year": "+standards_mean",
    "monitoring_tracking": "+relevance_mean",
    "supervisor_merit_cadre": "+standards_mean",
    "release_from_teaching_days": "-facilitator_load_share",
    "release_from_teaching_supervisors": "+visited_share",
    "followup_mentoring_visits": "+visited_share",
    "followup_mentoring_early_grades": "+early_reading_mean",
    "core_teachers_per_cluster": "+tutored_share",
    "core_teachers_pairs": "+literacy_mean",
    "core_teachers_across": "+tutored_share",
    "needs_programme_assessment": "+relevance_mean",
    "needs_programme_local_content": "+relevance_mean",
    "needs_programme_by_grade": "+worth_mean",
    "needs_programme_sharing": "-literacy_mean",
    "needs_programme_case_study": "+literacy_mean",
    "needs_programme_reflection": "+social_mean",
    "needs_programme_drafting": "+motivation_mean",
    "needs_programme_training": "+literacy_mean",
    "principal_development_share": "+principal_support_mean",
    "transport_recognition_fare": "+attendance_share",
    "transport_recognition_recognition": "+motivation_mean",
    "transport_recognition_tied_to_presence": "+literacy_mean",
    "transport_recognition_tied_to_ratings": "+literacy_mean",
    "transport_recognition_oversight": "+literacy_mean",
    "ict_online_training": "+ict_mean",
    "ict_online_materials": "+worth_mean",
    "ict_online_virtual": "-attendance_share",
    "shared_facilities_kit": "+standards_mean",
    "shared_facilities_rotating": "-attendance_share",
    "shared_facilities_subclusters": "+attendance_share",
    "workload_relief_hours": "+motivation_mean",
    "meeting_time_meetings": "+meetings_held",
    "meeting_time_hours": "-attendance_share",
    "meeting_time_after_class": "-lessons_lost_share",
    "learning_community_sessions": "+literacy_mean",
    "learning_community_guides": "+literacy_mean",
    "learning_community_leads": "+pedagogic_mean",
    "ict_online_self_paced": "+pedagogic_mean",
    "ict_online_certificates": "+certificates_mean",
    "fair_selection_rotation": "-training_gini",
}
"""What every setting visibly moves in Janapria in two years, and which way."""
SMALL = {
    "perception_change_central": "prescribed content fits less by little where content hardly fits today",
    "facilitator_team_toward_near": "sends a team that is too small round the nearest",
    "needs_programme_reflection": "a KKG without a guide hardly teaches anything by itself",
    "needs_programme_drafting": "the same",
    "needs_programme_sharing": "the same",
    "needs_programme_training": "the same",
    "shared_facilities_rotating": "ways are short",
    "shared_facilities_subclusters": "the same",
}
"""Settings that surely move their outcome there, by less than is called an effect, and why."""
NOT_SEEN = {
    "release_from_teaching_substitutes": "schools can pay nearly all within their cap: it moves who pays",
    "facilitator_team_formal_status": "matters when the money ends",
    "supervisor_merit_recruited": "two years free hardly a post",
    "transport_recognition_allowance": "pays whoever stays away, too",
    "ict_online_meetings": "nobody lives far enough to prefer a screen",
}
"""Settings that move nothing there, and why."""


@pytest.fixture(scope="module")
def in_janapria(janapria) -> dict[str, np.ndarray]:
    """The change of every outcome by each setting in each replicate, mean of the second year, at the book's values."""
    pairs = {}
    for name, setting in all_settings().items():
        beside = BESIDE.get(name, {})
        pairs[name] = tuple(tuple(sorted(policy.items())) for policy in (beside, {**beside, name: setting.high}))
    policies = list(dict.fromkeys(policy for pair in pairs.values() for policy in pair))  # most stand beside nothing
    asked = [scenario("asked", *phases(dict(policy), MONTHS)) for policy in policies]
    played = dict(
        zip(policies, simulate_scenarios(asked, janapria, replicates=12, seed=3, uncertain=False), strict=True)
    )
    monthly = {name: [played[policy].monthly[:, 12:] for policy in pair] for name, pair in pairs.items()}
    return {name: (moved - plain).mean(axis=1) for name, (plain, moved) in monthly.items()}


def test_every_setting_is_seen_in_janapria_or_it_is_said_why_not() -> None:
    assert sorted([*SEEN, *NOT_SEEN]) == sorted(all_settings())


@pytest.mark.parametrize("name", SEEN)
def test_every_setting_alone_moves_what_it_should_in_janapria(in_janapria, name: str) -> None:
    sign = 1.0 if SEEN[name][0] == "+" else -1.0
    outcome = OUTCOMES[SEEN[name][1:]]
    change = sign * in_janapria[name][list(OUTCOMES).index(outcome.name)]
    assert change.mean() > 0.001
    assert (change.mean() < outcome.smallest) == (name in SMALL)
    assert change.mean() > 3.0 * change.std(ddof=1) / np.sqrt(change.size)


@pytest.mark.parametrize("name", NOT_SEEN)
def test_what_is_said_not_to_be_seen_moves_nothing_that_counts(in_janapria, name: str) -> None:
    watched = [list(OUTCOMES).index(outcome) for outcome in ("attendance_share", "practice_mean", "literacy_mean")]
    assert np.abs(in_janapria[name][watched].mean(axis=-1)).max() < 0.003


# Every lever alone at the ends of its range, in the embedded places


def every_lever_at_its_ends(place: str, replicates: int) -> dict[str, tuple[set[str], float, float]]:
    """Per lever the outcomes that move beyond their band at the top of its range, and what half and all of it cost."""
    asked = [scenario("today"), *(at(lever, part) for lever in all_levers() for part in (0.5, 1.0))]
    today, *rest = simulate_scenarios(asked, open_place(place), replicates=replicates, seed=3)
    found = {}
    for lever, half, most in zip(all_levers(), rest[::2], rest[1::2], strict=True):
        clear = {effect.outcome.name for effect in effects(most, today) if effect.clear}
        found[lever] = clear, own_cost(half, lever), own_cost(most, lever)
    return found


def check(places: list[dict[str, tuple[set[str], float, float]]]) -> None:
    for lever in all_levers():
        moved = set().union(*(found[lever][0] for found in places))
        assert moved, f"{lever} moves nothing beyond its band anywhere"
        assert OUTCOME_OF[lever][1:] in moved, f"{lever} moves {sorted(moved)}"
        assert len(moved) < len(OUTCOMES), f"{lever} moves everything"
        for found in places:
            _, half, most = found[lever]
            assert 0.0 < half <= most if lever == CAPPED else 0.0 < half < most, lever


def test_every_lever_alone_at_both_ends_of_its_range() -> None:
    check([every_lever_at_its_ends(place, FEWEST) for place in ("janapria", "sumba_remote")])


@pytest.mark.long
def test_every_lever_alone_in_a_whole_district() -> None:
    check([every_lever_at_its_ends("lombok_tengah", FEWEST)])


def test_levers_that_need_each_other_do_nothing_alone_and_something_together(hills, asked) -> None:
    """A certificate needs a partner, and a partner something to certify: only the pair moves attendance by it."""
    team, rank = {"facilitator_team_per_10_schools": 2.0}, list(OUTCOMES).index("attendance_share")
    held = {  # all else that a partner does
        "called_away": 0.0, "course_days": 0.0, "course_ordinary": 1.0, "courses_found": 0.0,
    }  # fmt: skip
    assumed = tuple(Assumption(name, value, value, value, "held") for name, value in held.items())
    policies = ({}, {"facilitator_team_certified": 1.0}, {"provider_partnership_partnership": 1.0})
    both = {**policies[1], **policies[2]}
    questions = [asked(assumptions=assumed, **team, **policy) for policy in (*policies, both)]
    none, paper, partner, pair = (p.monthly[rank] for p in simulate_scenarios(questions, hills, replicates=8, seed=3))
    assert np.array_equal(none, paper)
    assert np.array_equal(none, partner)
    assert pair.mean() > none.mean()


def test_a_payer_named_later_pays_from_then_on(hills, asked) -> None:
    """Who pays changes nothing but who pays."""
    plain = asked("plain", principal_development_share=1.0)
    other = replace(plain, name="other", policy=(replace(plain.policy[0], payer="donor"),))
    a, b = simulate_scenarios([plain, other], hills, replicates=2, seed=3)
    assert same(a, b)
    assert set(b.scenario.payers()["principal_development"]) == {"donor"}


def test_a_setting_that_is_no_longer_paid_for_stops_at_once() -> None:
    """Whether its phase ends or a change sets it to nothing."""
    from kkgsim.scenario.scenario import Change, Scenario

    label, late = Text("x", "x"), np.full((len(all_levers()), 1), 6)
    ended = Phase("principal_development", 1, 11, {"share": 1.0}, "district")
    changed = Phase("principal_development", 1, 24, {"share": 1.0}, "district", (Change(12, {"share": 0.0}),))
    tables = [
        Scenario("x", label, label, "tiny", 24, 1, 1, (phase,)).effective(late)[:, :, 0] for phase in (ended, changed)
    ]
    assert np.array_equal(*tables)
    assert tables[0].any(axis=0).tolist() == [7 <= month <= 11 for month in range(1, 25)]
