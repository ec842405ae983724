"""The engine: its text holds the whole month, its inverse of distributions is right, a batch is all it depends on."""

from __future__ import annotations

import gc
import weakref
from dataclasses import replace

import numpy as np
import pytest
from conftest import EVERYTHING
from scipy import stats

from kkgsim.engine import kernel, sampling
from kkgsim.engine.batch import Batch
from kkgsim.engine.columns import LANES
from kkgsim.engine.initial_state import InitialStates, roster_of
from kkgsim.engine.machine_code import SUMS_WIDE, codes, linked
from kkgsim.engine.policy_tables import scenario_plan
from kkgsim.engine.printing.llvm_function import Lanes
from kkgsim.engine.printing.llvm_loop import SUMS
from kkgsim.engine.printing.llvm_printer import month_modules
from kkgsim.engine.run_result import summed
from kkgsim.engine.scenarios import simulate_scenarios
from kkgsim.engine.simulate import Recording, simulate
from kkgsim.engine.structure import structure
from kkgsim.engine.threads import in_order
from kkgsim.engine.validate import DoesNotClose, NonFiniteResult, violations
from kkgsim.engine.world import world
from kkgsim.model.distributions import quantiles
from kkgsim.model.outcomes import OUTCOMES, WEIGHTS
from kkgsim.model.parameters import PEAKED, Distribution
from kkgsim.model.schedule import ORDER, Step, without
from kkgsim.places.place import Place
from kkgsim.scenario.scenario import Assumption, Scenario, Target

SHARES = np.concatenate([[0.0, 1.0, 0.5, 0.25, 1e-300, 1.0 - 2.0**-53], np.random.default_rng(1).random(2000)])


@pytest.mark.parametrize(
    ("distribution", "reference"),
    [
        ("uniform", stats.uniform(2.0, 6.0)),
        ("triangular", stats.triang(0.25, 2.0, 6.0)),
        ("loguniform", stats.loguniform(2.0, 8.0)),
    ],
)
def test_quantiles_are_those_of_the_distribution(distribution: Distribution, reference) -> None:
    mine = quantiles(distribution, 2.0, 3.5, 8.0, SHARES)
    np.testing.assert_allclose(mine, reference.ppf(SHARES), rtol=1e-13)
    assert mine.min() >= 2.0
    assert mine.max() <= 8.0


@pytest.mark.parametrize("mode", [2.0, 8.0])
def test_a_triangle_may_peak_at_an_end(mode: float) -> None:
    reference = stats.triang((mode - 2.0) / 6.0, 2.0, 6.0)
    for law in PEAKED:
        np.testing.assert_allclose(quantiles(law, 2.0, mode, 8.0, SHARES), reference.ppf(SHARES), rtol=1e-13)


def test_half_of_a_double_triangle_lies_on_either_side_of_its_peak() -> None:
    below, above = stats.triang(1.0, 2.0, 1.5), stats.triang(0.0, 3.5, 4.5)
    expected = np.where(SHARES < 0.5, below.ppf(2.0 * SHARES), above.ppf(2.0 * SHARES - 1.0))
    np.testing.assert_allclose(quantiles("double_triangular", 2.0, 3.5, 8.0, SHARES), expected, rtol=1e-13)


def test_a_loguniform_distribution_begins_above_zero() -> None:
    assert quantiles("loguniform", 1e-6, 0.0, 1e6, np.array([0.0, 0.5, 1.0])) == pytest.approx([1e-6, 1.0, 1e6])
    with pytest.raises(ValueError, match="above 0, not 0"):
        quantiles("loguniform", 0.0, 1.0, 2.0, SHARES)


def batch_of(place: Place, scenario: Scenario, replicates: tuple[int, ...]) -> Batch:
    """Replicates of a scenario side by side."""
    initial = InitialStates(roster_of(place, scenario), scenario.seed)
    parameters = sampling.numbers_of(scenario.seed, replicates)
    return Batch(
        initial,
        initial.lanes(replicates),
        parameters,
        scenario_plan(scenario, initial.roster.place).tables(parameters),
        scenario.first_month,
    )


def tables_of(recorded: Recording) -> list[bytes]:
    return [np.ascontiguousarray(table).tobytes() for table in (*list(vars(recorded).values())[:-1], *recorded.state)]


def test_a_batch_gives_the_same_each_time_and_is_left_as_it_was(hills: Place, asked) -> None:
    scenario = asked(months=14, **EVERYTHING)
    two = Target("clusters", clusters=tuple(hills.clusters[:2]))
    policy = (replace(one, to=two if one.lever == "facilitator_team" else None) for one in scenario.policy)
    batch = batch_of(hills, replace(scenario, policy=tuple(policy)), (4, 0, 4))
    assert batch.policy.lists is not None
    before = [batch.parameters.tobytes(), *(table.tobytes() for table in batch.policy)]
    first, second = simulate(batch), simulate(batch)
    assert tables_of(first) == tables_of(second)
    assert [batch.parameters.tobytes(), *(table.tobytes() for table in batch.policy)] == before
    assert violations(first) == [None] * 3
    assert first.value.shape == (len(OUTCOMES), 14, len(hills.clusters), 3)
    assert first.weight.shape == (len(WEIGHTS), 14, len(hills.clusters), 3)


def test_a_lane_depends_on_no_other(hills: Place, asked) -> None:
    """Replicate 4 alone, beside others and after them: the same bits; and those of whole replicates of a scenario."""
    scenario = asked(months=14, **EVERYTHING)
    beside, alone = (simulate(batch_of(hills, scenario, which)) for which in ((4, 0, 4), (4,)))
    assert np.array_equal(beside.value[..., 0], alone.value[..., 0])
    assert np.array_equal(beside.value[..., 2], alone.value[..., 0])
    assert not np.array_equal(beside.value[..., 1], alone.value[..., 0])
    (whole,) = simulate_scenarios([scenario], hills, replicates=5, seed=scenario.seed)
    assert np.array_equal(whole.ledger[..., 4], alone.ledger[..., 0])
    assert np.array_equal(whole.totals.group_value[..., 4], alone.group_value[..., 0])


def test_scenarios_that_assume_different_things_at_the_start_are_each_played_on_their_own_people(tiny, asked) -> None:
    """People are made for all scenarios of a group at once."""
    low = asked("low", months=3, assumptions=(Assumption("start_belief", 0.41, 0.41, 0.41, "low"),))
    plain = asked("plain", months=3)
    together = simulate_scenarios([plain, low], tiny, replicates=6, seed=2, lanes=2)
    for scenario, result in zip((plain, low), together, strict=True):
        (alone,) = simulate_scenarios([scenario], tiny, replicates=6, seed=2)
        assert np.array_equal(alone.monthly, result.monthly)
    assert not np.array_equal(together[0].monthly, together[1].monthly)


def test_the_structure_of_a_world_is_made_once_and_goes_with_it(tiny: Place, asked) -> None:
    first, second = (world(batch_of(tiny, asked(months=1), (0, 1))) for _ in range(2))
    made = weakref.ref(first)
    assert structure(first) is structure(first)
    assert structure(first) is not structure(second)
    del first
    gc.collect()
    assert made() is None, "nothing else holds it"


def test_what_is_wrong_is_said_lane_by_lane(tiny: Place, asked) -> None:
    """Also where one cluster has infinitely much and another infinitely little, and where a weight is no number."""
    recorded = simulate(batch_of(tiny, asked(months=6), (0, 1, 2, 3, 4, 5)))
    value, weight, ledger, group = (
        table.copy() for table in (recorded.value, recorded.weight, recorded.ledger, recorded.group_value)
    )
    assert np.array_equal(summed(value, 2), recorded.total_value)
    assert np.array_equal(summed(weight, 2), recorded.total_weight)
    value[3, 2, 1, 1] = np.inf
    ledger[1, 4, 2] += 0.5
    group[0, 5, 3] = np.nan
    value[2, 1, :2, 4] = np.inf, -np.inf
    value[1, 3, 0, 4] = np.nan
    weight[0, 3, 0, 5] = np.nan
    with np.errstate(invalid="ignore"):
        totals = {"total_value": summed(value, 2), "total_weight": summed(weight, 2)}
    found = violations(replace(recorded, value=value, weight=weight, group_value=group, ledger=ledger, **totals))
    assert found[0] is None
    errors = [NonFiniteResult, DoesNotClose, NonFiniteResult, NonFiniteResult, NonFiniteResult]
    assert [each.error for each in found[1:] if each] == errors
    assert [each.message.split("in month ")[1] for each in found[1:] if each] == ["3", "5", "6", "2", "4"]
    assert found[4] is not None
    assert found[4].message.startswith(list(OUTCOMES)[2])


@pytest.mark.parametrize("workers", [1, 3])
def test_work_comes_back_in_order_and_stops_where_it_fails(workers: int) -> None:
    def work(item: int) -> int:
        if item == 7:
            raise ValueError("seven")
        return item * item

    assert list(in_order(work, range(6), workers)) == [0, 1, 4, 9, 16, 25]
    found = in_order(work, range(20), workers)
    with pytest.raises(ValueError, match="seven"):
        list(found)


@pytest.mark.parametrize("lanes", Lanes)
@pytest.mark.parametrize("order", [(), ORDER[:1], ORDER], ids=["nothing", "a step", "everything"])
def test_any_order_compiles(order: tuple[Step, ...], lanes: Lanes) -> None:
    """Whatever is left out of the order: columns of all kinds are cleared, and outcomes and costs recorded."""
    modules = month_modules(order, lanes)
    assert linked([module.name for module in modules], codes(modules)).call


def test_few_registers_and_many_give_the_same_bits(tiny: Place, asked, monkeypatch) -> None:
    """How many sums stay in registers is the processor's affair, not the result's."""
    batch, texts, played = batch_of(tiny, asked(months=6), tuple(range(LANES))), [], []
    for held in (SUMS, SUMS_WIDE):
        monkeypatch.setattr(kernel, "_made", {})
        monkeypatch.setattr(kernel, "recalled", lambda lanes: None)
        monkeypatch.setattr(kernel, "sums_held", lambda held=held: held)
        texts.append([module.text for module in month_modules(ORDER, Lanes.FULL, held)])
        recorded = simulate(batch)
        played.append([recorded.value.tobytes(), recorded.group_value.tobytes(), recorded.ledger.tobytes()])
    assert texts[0] != texts[1]
    assert played[0] == played[1]


def test_a_changed_month_compiles_little_anew() -> None:
    """A loop's module does not change with the others; the one that plays them all has a name of its own."""
    before = {module.name: module.text for module in month_modules(ORDER, Lanes.FULL)}
    after = {module.name: module.text for module in month_modules(without("feeling.tell"), Lanes.FULL)}
    changed = {name for name, text in after.items() if before.get(name) != text}
    assert "advance" in changed
    assert len(changed) < 5 < len(after)


def test_a_place_is_its_schools_not_its_folder(tiny, asked) -> None:
    one, other = (
        simulate_scenarios([asked()], replace(tiny, name=name), replicates=2, seed=1)[0] for name in ("a", "b")
    )
    assert np.array_equal(one.monthly, other.monthly)
    fewer = replace(tiny, schools=tiny.schools[1:])
    assert fewer.key != tiny.key
