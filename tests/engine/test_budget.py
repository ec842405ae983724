"""A district that can spend only so much a year."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pytest
from conftest import none

import kkgsim
from kkgsim.design.study import Design, Factor, Study
from kkgsim.engine import clocks
from kkgsim.engine.batch_runner import BatchRunner, record_columns
from kkgsim.engine.budget import DistrictBudget, added_up, reach_of
from kkgsim.engine.mesa_model import KKGModel
from kkgsim.engine.run_result import RunResult
from kkgsim.engine.scenarios import simulate_scenarios
from kkgsim.model.costs import items
from kkgsim.model.levers import all_levers, all_settings
from kkgsim.model.outcomes import OUTCOMES
from kkgsim.model.priority import USUAL, in_order
from kkgsim.places.place import Place
from kkgsim.places.place_io.files import open_place
from kkgsim.scenario.read import read_scenario
from kkgsim.scenario.scenario import Budget, Change, Condition, Phase, Scenario, Target

REPLICATES = 3
PACKAGE = read_scenario("full-package")
LIMITED = read_scenario("limited-budget")


def limited(scenario: Scenario, ceiling: float, *priority: str) -> Scenario:
    """The scenario with a ceiling."""
    return replace(scenario, budget=Budget(ceiling, priority), text="")


def played(scenario: Scenario, place: Place, seed: int = 5, replicates: int = REPLICATES) -> RunResult:
    return simulate_scenarios([scenario], place, replicates=replicates, seed=seed)[0]


def spent_by_hand(result: RunResult) -> np.ndarray:
    """Whole rupiah that the ledger says the district paid, in each year and replicate."""
    months, payers = result.scenario.months, result.scenario.payers()
    years = np.zeros((-(-months // 12), result.ledger.shape[-1]))
    for rank, item in enumerate(items().values()):
        for month in range(months):
            payer = item.cost.payer or payers[str(item.lever)][month]
            if payer == "district":
                years[month // 12] += result.ledger[rank, month]
    return years


def any_policies(count: int) -> Iterator[tuple[Scenario, np.random.Generator]]:
    """Policies that nobody has thought of: levers that come and go, settings and payers at random."""
    luck = np.random.default_rng(11)
    for number in range(count):
        months, phases = int(luck.integers(10, 31)), []
        for lever in all_levers().values():
            if luck.random() < 0.5:
                start = int(luck.integers(1, 9))
                end = int(luck.integers(start, months + 1))
                settings = {s.name: float(luck.random()) * s.high * (luck.random() < 0.7) for s in lever.settings}
                change = (Change(end, {}, lever.payers[-1]),) if end > start and luck.random() < 0.3 else ()
                phases.append(Phase(lever.name, start, end, settings, str(luck.choice(lever.payers)), change))
        yield replace(PACKAGE, name=f"any{number}", months=months, policy=tuple(phases), text=""), luck


def test_no_year_costs_more_than_the_ceiling_on_any_policy(hills) -> None:
    cut_back, unpaid = 0, []
    for scenario, luck in any_policies(12):
        free = spent_by_hand(played(scenario, hills))
        ceiling = float(np.floor(free.max() * luck.uniform(0.05, 0.9)))
        priority = luck.permutation(list(all_levers()))[: int(luck.integers(0, 6))].tolist()
        result = played(limited(scenario, ceiling, *priority), hills)
        parts = np.bincount(np.arange(scenario.months) // 12)[:, None] / 12.0
        over = spent_by_hand(result) > ceiling * parts
        unpaid += [f"{scenario.name}: over {ceiling} in {int(over.sum())} years"] * bool(over.any())
        cut_back += bool((result.totals.covered < result.totals.asked).any())
    none(unpaid)
    assert cut_back >= 10


def test_a_district_that_cannot_pay_at_all(hills) -> None:
    """What it should pay for does not happen, and what others pay for goes on as if its levers were not asked for, the
    sessions of learning communities among it, which BOS pays for whoever pays for their guides."""
    mixed = replace(PACKAGE, months=14, policy=tuple(p for p in PACKAGE.policy if p.lever != "ministerial_regulation"))
    nothing = played(limited(mixed, 0), hills)
    goes_on = tuple(p for p in mixed.policy if p.payer != "district" or p.lever == "learning_community")
    others = replace(mixed, policy=goes_on, text="")
    alone = played(others, hills)
    assert 1 < len(others.policy) < len(mixed.policy)
    assert not spent_by_hand(nothing).any()
    assert np.array_equal(nothing.ledger, alone.ledger)
    assert np.array_equal(nothing.monthly, alone.monthly)
    assert nothing.totals.asked.sum() > 0.0
    assert not nothing.totals.covered.any()


def test_a_budget_that_is_large_enough_changes_nothing(hills) -> None:
    free, rich = played(PACKAGE, hills), played(limited(PACKAGE, 1e12), hills)
    assert np.array_equal(free.ledger, rich.ledger)
    assert np.array_equal(free.monthly, rich.monthly)
    assert np.array_equal(rich.totals.covered, rich.totals.asked)
    assert not free.totals.asked.any()


def shares(result: RunResult) -> np.ndarray:
    """The part of each lever that is covered, in the order of priority, shape (levers, years, replicates); NaN where
    nothing is asked for."""
    ranks = [list(all_levers()).index(name) for name in in_order(result.scenario.budget.priority)]
    asked, covered = result.totals.asked[ranks], result.totals.covered[ranks]
    return np.divide(covered, asked, out=np.full_like(asked, np.nan), where=asked > 0.0)


def test_levers_are_covered_one_after_the_other() -> None:
    """All before the one that is covered in part are covered whole, all after it not at all; another order covers
    another lever."""
    place = open_place("janapria")
    ceiling = LIMITED.budget.ceiling
    for priority in (LIMITED.budget.priority, ("ict_online", "workload_relief")):
        result = played(limited(LIMITED, ceiling, *priority), place)
        parts = shares(result)
        assert np.nanmin(parts) == 0.0
        assert np.nanmax(parts) == 1.0
        for year in range(parts.shape[1]):
            for lane in range(parts.shape[2]):
                column = parts[:, year, lane]
                column = column[~np.isnan(column)]
                assert (np.diff(column) <= 0.0).all()
                assert ((column > 0.0) & (column < 1.0)).sum() <= 1
        rank = list(all_levers()).index(priority[0])
        assert np.array_equal(result.totals.covered[rank], result.totals.asked[rank])


def test_a_higher_ceiling_covers_no_lever_less_and_is_nearly_used_up() -> None:
    place, before = open_place("janapria"), None
    for millions in (0, 100, 200, 400, 600, 800, 1000, 1400):
        result = played(limited(LIMITED, millions * 1e6, *LIMITED.budget.priority), place)
        covered, asked = result.totals.covered, result.totals.asked
        if before is not None:
            assert (covered >= before - 1e-9 * asked).all(), millions
        short = covered.sum(axis=0) < 0.99 * asked.sum(axis=0)
        used = spent_by_hand(result)[short] / max(millions * 1e6, 1.0)
        assert not used.size or not millions or used.mean() > 0.9, (millions, used.mean())
        before = covered


def test_what_falls_away_matters() -> None:
    """The full package on a tenth of its money does less than six tenths of what it does with all of it, and still
    more than nothing."""
    place = open_place("janapria")
    free = played(PACKAGE, place)
    tight = played(limited(PACKAGE, float(spent_by_hand(free).mean()) / 10.0), place)
    today = played(PACKAGE.without_policy(), place)
    rank = list(OUTCOMES).index("literacy_mean")
    ends = [float(result.at_end()[rank].mean()) for result in (today, tight, free)]
    assert ends[0] + 0.01 < ends[1]
    assert ends[1] - ends[0] < 0.6 * (ends[2] - ends[0])


def test_what_a_donor_pays_is_not_cut_but_the_status_that_the_district_pays_for(hills) -> None:
    team = Phase("facilitator_team", 1, 18, {"per_10_schools": 4.0, "formal_status": 1.0}, "donor")
    donor = replace(PACKAGE, months=18, policy=(team,), text="")
    free, poor = played(donor, hills), played(limited(donor, 0), hills)
    without = replace(team, settings={"per_10_schools": 4.0, "formal_status": 0.0})
    assert spent_by_hand(free).sum() > 0.0
    assert np.array_equal(poor.ledger, played(replace(donor, policy=(without,)), hills).ledger)


def test_meetings_that_are_paid_for_in_part_have_a_length_between_todays_and_what_is_set(hills) -> None:
    """A length of zero stands for today's, so that half the money is no meeting of half the length."""
    weekly = Phase("meeting_time", 1, 12, {"meetings": 24.0, "hours": 2.0, "after_class": 1.0}, "district")
    scenario = replace(PACKAGE, months=12, policy=(weekly,), text="")
    from kkgsim.engine.batch import Batch
    from kkgsim.engine.budget import policy_within
    from kkgsim.engine.initial_state import InitialStates, roster_of
    from kkgsim.engine.policy_tables import scenario_plan
    from kkgsim.engine.sampling import numbers_of

    free = simulate_scenarios([scenario], hills, replicates=2, seed=5, uncertain=False)[0]
    part = limited(scenario, 0.85 * float(spent_by_hand(free).min()))
    initial, numbers = InitialStates(roster_of(hills, part), 5), numbers_of(5, range(2), uncertain=False)
    tables = scenario_plan(part, hills).tables(numbers)
    covered = policy_within(Batch(initial, initial.lanes([0, 1]), numbers, tables, part.first_month), part)
    settings = list(all_settings())
    hours = covered.committed[settings.index("meeting_time_hours")]
    meetings = covered.committed[settings.index("meeting_time_meetings")]
    assert (meetings > 0.0).all()
    assert (meetings < 24.0).all()
    assert np.allclose(hours, 4.0 + meetings / 24.0 * (2.0 - 4.0))


def waiting(months: int = 36) -> Scenario:
    """Facilitators for some clusters, and fares that begin and end by what the office sees."""
    seen = "attendance_share"
    fares = Phase(
        "transport_recognition", 1, months, {"fare": 30_000.0, "recognition": 1.0}, "district",
        when=Condition(seen, False, 0.62, 12), until=Condition(seen, True, 0.66, 6),
    )  # fmt: skip
    team = Phase("facilitator_team", 1, months, {"per_10_schools": 1.0}, "district", to=Target("neediest", 0.4))
    return replace(LIMITED, months=months, policy=(team, fares), budget=None, text="")


def test_what_begins_only_because_others_are_cut_back_is_asked_for_and_leaves_cover_for_them() -> None:
    """Fares that end early where there is money for everything go on where there is not: they then count among what is
    asked for, and do not take away what covers the levers before them."""
    place, ceiling = open_place("janapria"), 60e6
    free = played(waiting(), place, seed=7, replicates=12)
    scenario = limited(waiting(), ceiling, "facilitator_team", "transport_recognition")
    result = played(scenario, place, seed=7, replicates=12)
    spent = DistrictBudget(scenario, scenario.budget).asked(result.ledger)
    alone = DistrictBudget(scenario, scenario.budget).asked(free.ledger)
    team, fares = (list(all_levers()).index(name) for name in ("facilitator_team", "transport_recognition"))
    assert ((alone[fares] == 0.0) & (spent[fares] > 0.0)).any()
    assert (spent.sum(axis=0) <= ceiling).all()
    assert (result.totals.asked[spent > 0.0] > 0.0).all()
    assert (spent[team].sum(axis=0)[alone[team].max(axis=0) > 0.0] > 0.0).all()
    one = played(scenario, place, seed=7, replicates=2)
    assert np.array_equal(result.ledger[..., :2], one.ledger)
    assert np.array_equal(result.totals.asked[..., :2], one.totals.asked)


def test_a_replicate_is_covered_alike_whoever_is_beside_it(hills) -> None:
    scenario = limited(PACKAGE, 40e6)
    many, one = played(scenario, hills, replicates=11), played(scenario, hills, replicates=1)
    assert np.array_equal(many.ledger[..., :1], one.ledger)
    assert np.array_equal(many.totals.covered[..., :1], one.totals.covered)


def test_the_reach_down_a_queue_is_the_same_to_the_bit_alone_and_beside_others() -> None:
    queue = np.random.default_rng(3).integers(0, 10_000_000, (30, 1, 200)).astype(float)
    usable = queue.sum(axis=0) * 0.7
    beside = reach_of(queue, usable)
    for lane in range(200):
        alone = np.ascontiguousarray(queue[..., lane : lane + 1])
        assert reach_of(alone, usable[..., lane : lane + 1])[0, 0] == beside[0, lane]
        assert added_up(alone * 0.7)[0, 0] == added_up(queue * 0.7)[0, lane]


def test_all_clocks_cover_alike(hills) -> None:
    question = clocks.Question(hills, limited(replace(PACKAGE, months=6, policy=cut(PACKAGE, 6)), 30e6), 2)
    free = replace(question, scenario=replace(question.scenario, budget=None))
    readings = list(clocks.readings(question))
    assert len({reading.digest for reading in readings if reading.digest}) == 1
    assert readings[0].digest != clocks.compiled(free)


def cut(scenario: Scenario, months: int) -> tuple[Phase, ...]:
    """The phases of a scenario over so many months."""
    return scenario.with_horizon(months).policy


def test_kept_runs_answer_as_a_comparison_does() -> None:
    kept = kkgsim.keep("janapria", months=14, replicates=5, seed=3)
    scenario = limited(LIMITED.with_horizon(14), 300e6, "ict_online")
    answer = kept.answer(scenario)
    compared = kkgsim.compare([scenario], "janapria", replicates=5, seed=3)
    assert answer.tables["effects"].equals(compared.tables["effects"])
    assert answer.tables["budget"].equals(compared.tables["budget"])


def test_a_sweep_keeps_to_the_budget_and_says_what_was_covered(hills) -> None:
    factor = Factor("facilitator_team_per_10_schools", "setting", 0.0, 4.0, (0.0, 4.0))
    scenario = limited(LIMITED.with_horizon(14), 10e6)
    study = Study(
        "study", LIMITED.title, LIMITED.about, scenario, "hills", 0, 2, 5, True, Design("grid"), (factor,),
        ("attendance_share",), ("end",),
    )  # fmt: skip
    records = next(BatchRunner(study, hills, np.array([[0.0], [4.0]])).run(0, 4))
    column = dict(zip(record_columns(study), records.values, strict=True))
    assert (column["cost_district"] <= 10e6).all()
    assert (column["district_covered"] < column["district_asked"]).all()
    assert (column["district_asked"][1::2] > column["district_asked"][::2]).all()
    assert "district_asked" not in record_columns(replace(study, scenario=replace(scenario, budget=None)))


def test_the_usual_order_names_every_lever_once() -> None:
    assert sorted(USUAL) == sorted(all_levers())
    assert in_order(("ict_online", "monitoring"))[:2] == ("ict_online", "monitoring")
    assert sorted(in_order(("ict_online",))) == sorted(all_levers())


@pytest.mark.parametrize(("language", "words"), [
    ("en", ("Falls away", "Relief of administrative workload")), ("id", ("Tidak terbiayai", "anggaran")),
])  # fmt: skip
def test_the_answer_says_what_falls_away(language: str, words: tuple[str, ...]) -> None:
    from kkgsim.i18n import percent, use_language

    answer = kkgsim.compare(["limited-budget"], replicates=16)
    amounts = answer.tables["budget"].sum(numeric_only=True)
    part = amounts.covered_rupiah_mean / amounts.asked_rupiah_mean
    poor = kkgsim.simulate([limited(LIMITED.with_horizon(12), 0)], replicates=1)
    with use_language(language):
        text = " ".join(answer.report().split())
        none(f"{word!r} is not said" for word in (*words, percent(part)) if word not in text)
        assert str(LIMITED.title) in answer.report("brief")
        assert {"en": "it can pay for next to nothing", "id": "hampir tidak ada yang dapat dibiayai"}[language] in (
            " ".join(poor.report().split())
        )


def test_what_waits_is_told_of_in_every_kind_of_answer() -> None:
    """In how many replicates it began, and that a budget is asked for what began only because others were cut back."""
    from kkgsim.i18n import tr, use_language

    answer = kkgsim.compare([limited(waiting(), 60e6)], "janapria", replicates=5, seed=7)
    for language in ("en", "id"):
        with use_language(language):
            lever = str(all_levers()["transport_recognition"].label)
            full, brief = " ".join(answer.report().split()), " ".join(answer.report("brief").split())
            assert tr("budget_note_waiting") in full
            assert f"{lever}: " in full
            assert f"{lever}: " in brief


def test_a_study_that_holds_its_own_scenario_has_a_budget_too(tmp_path) -> None:
    from kkgsim.design.read_study import read_study

    file = tmp_path / "study.toml"
    file.write_text(
        'title = "Study"\nabout = ""\nreplicates = 2\noutcomes = ["attendance_share"]\nmonths = "end"\n'
        '[scenario]\nplace = "janapria"\nmonths = 6\nprice_year = 2020\n'
        '[scenario.budget]\nceiling = 100000000\npriority = ["monitoring"]\n'
        '[design]\nmethod = "grid"\n[[vary]]\nsetting = "monitoring_per_year"\nvalues = [0, 1]\n',
        encoding="utf-8",
    )
    assert read_study(file).scenario.budget == Budget(round(100e6 * 1.03**6), ("monitoring",))


def test_the_clear_clock_plays_what_the_budget_covers(hills) -> None:
    model = KKGModel(hills, scenario=limited(PACKAGE.with_horizon(4), 0), seed=5)
    while model.running:
        model.step()
    paid = [item.cost.payer or item.lever for item in items().values()]
    free = {phase.lever for phase in PACKAGE.policy if phase.payer != "district"} | {None}
    spent = np.sum(model.ledger, axis=0)
    assert not [name for name, amount in zip(paid, spent, strict=True)
                if amount and name in all_levers() and name not in free]  # fmt: skip


def test_a_search_weighs_packages_within_the_budget(hills) -> None:
    """With money for next to nothing a package gains little and costs no more than there is."""
    from kkgsim.analysis.optimisation.objectives import Objective, PackageEvaluation

    factor = Factor("facilitator_team_per_10_schools", "setting", 0.0, 4.0)
    gained = []
    for ceiling in (1e6, 1e12):
        study = Study(
            "study", LIMITED.title, LIMITED.about, limited(LIMITED.with_horizon(14), ceiling), "hills", 0, 3, 5, True,
            Design("points", listed=((4.0,),)), (factor,), ("attendance_share",), ("end",),
        )  # fmt: skip
        weighed = PackageEvaluation(study, hills, Objective("attendance_share", "district"))(np.array([[4.0]]))
        assert weighed["spent"][0] <= ceiling
        gained.append(weighed["gain"][0])
    assert gained[0] < 0.5 * gained[1]
