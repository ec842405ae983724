"""Luck is data: it depends on the seed, the replicate, the place and the kind of draw, and on nothing else."""

from __future__ import annotations

import ctypes
import itertools
import re
from pathlib import Path

import numpy as np
import pytest
from conftest import EVERYTHING

import kkgsim
from kkgsim.engine import sampling
from kkgsim.engine.batch import Batch
from kkgsim.engine.initial_state import InitialStates, roster_of
from kkgsim.engine.machine_code import codes, linked
from kkgsim.engine.mesa_model import KKGModel
from kkgsim.engine.policy_tables import scenario_plan
from kkgsim.engine.printing.form import Program
from kkgsim.engine.printing.llvm_function import Lanes as HowMany
from kkgsim.engine.printing.llvm_printer import modules
from kkgsim.engine.printing.month import draws
from kkgsim.engine.run_result import RunResult
from kkgsim.engine.scenarios import simulate_scenarios
from kkgsim.engine.structure import structure
from kkgsim.engine.world import world
from kkgsim.i18n import Text
from kkgsim.model import entities, normal, random_streams, threefry
from kkgsim.model.levers import all_levers, all_settings
from kkgsim.model.random_streams import Lanes
from kkgsim.model.registry import PARAMETERS
from kkgsim.places.population.roster import roster
from kkgsim.scenario.scenario import Assumption, Change, Phase, Scenario

FIXED = (
    "school sizes", "ties within", "ties across", "ties beyond", "facilitator homes", "facilitator ties",
    "resource person homes", "resource person ties",
)  # fmt: skip
"""What is drawn once for a place, whatever the run."""


def same(a: RunResult, b: RunResult) -> bool:
    fields = ("monthly", "clusters", "groups", "rest", "ledger", "purses", "schools", "practice", "ties")
    return all(np.array_equal(getattr(a, f), getattr(b, f), equal_nan=True) for f in fields)


@pytest.mark.parametrize(("workers", "lanes"), [(1, 1), (1, 7), (2, 4), (3, 16)])
def test_workers_and_batches_change_nothing(tiny, asked, workers: int, lanes: int) -> None:
    scenarios = [asked("a"), asked("b", **EVERYTHING)]
    plain = simulate_scenarios(scenarios, tiny, replicates=11, seed=5)
    cut = simulate_scenarios(scenarios, tiny, replicates=11, seed=5, workers=workers, lanes=lanes)
    assert all(same(a, b) for a, b in zip(plain, cut, strict=True))


def test_a_scenario_is_the_same_alone_and_in_company(tiny, asked) -> None:
    alone = simulate_scenarios([asked("b", **EVERYTHING)], tiny, replicates=3, seed=5)[0]
    company = simulate_scenarios([asked("a"), asked("b", **EVERYTHING)], tiny, replicates=3, seed=5)[1]
    assert same(alone, company)


def test_more_replicates_begin_with_the_same_ones(tiny, asked) -> None:
    few = simulate_scenarios([asked()], tiny, replicates=3, seed=5)[0]
    many = simulate_scenarios([asked()], tiny, replicates=9, seed=5)[0]
    assert np.array_equal(few.monthly, many.monthly[:, :, :3])


def test_a_longer_run_begins_with_the_same_months(tiny, asked) -> None:
    short = simulate_scenarios([asked(months=6)], tiny, replicates=2, seed=5)[0]
    long = simulate_scenarios([asked(months=24)], tiny, replicates=2, seed=5)[0]
    assert np.array_equal(short.monthly, long.monthly[:, :6])


def test_another_seed_is_another_luck(tiny, asked) -> None:
    one = simulate_scenarios([asked()], tiny, replicates=1, seed=5)[0]
    other = simulate_scenarios([asked()], tiny, replicates=1, seed=6)[0]
    assert not np.array_equal(one.monthly, other.monthly)


def states(model: KKGModel) -> np.ndarray:
    return np.array([[getattr(t, name) for name in entities.names("teacher")] for t in model.teachers])


def test_one_teachers_trait_leaves_strangers_as_they_were(tiny, asked) -> None:
    """Where neighbours hold no meetings together and hand nothing on."""
    apart = tuple(
        Assumption(name, 0.0, 0.0, 0.0, "")
        for name in ("joint_meetings", "content_handed_on", "principals_share", "ties_beyond")
    )
    plain, changed = (KKGModel(tiny, scenario=asked(months=12, assumptions=apart), seed=3) for _ in range(2))
    changed.teachers[17].workload += 9.0
    for model in (plain, changed):
        while model.running:
            model.step()
    for kind in random_streams.LUCK:
        assert np.array_equal(plain._luck[kind], changed._luck[kind])
    home = plain.teachers[17].cluster.index
    far = [t.index for t in plain.teachers if t.cluster.index != home]
    assert len(far) > 20
    assert np.array_equal(states(plain)[far], states(changed)[far])
    assert not np.array_equal(states(plain), states(changed))


def test_a_new_number_does_not_move_the_others(monkeypatch) -> None:
    before = sampling.numbers_of(9, [0, 4])
    added = {"brand_new": PARAMETERS["learn_rate"], **PARAMETERS}
    monkeypatch.setattr(sampling, "PARAMETERS", added)
    monkeypatch.setattr(sampling, "_laws", sampling._laws.__wrapped__)  # which keeps what it worked out
    assert np.array_equal(sampling.numbers_of(9, [0, 4])[1:], before)


def test_numbers_stay_in_their_ranges_and_peak_where_they_should() -> None:
    table = sampling.numbers_of(1, range(4000), uncertain=True)
    for row, number in zip(table, PARAMETERS.values(), strict=True):
        assert number.low <= row.min() <= row.max() <= number.high
        if number.distribution == "double_triangular" and number.low < number.value < number.high:
            mean = (number.low + 4.0 * number.value + number.high) / 6.0
            spread = (number.high - number.low) / 4.0
            assert abs(row.mean() - mean) < 6.0 * spread / np.sqrt(4000)


def test_the_roster_belongs_to_the_place_alone(tiny) -> None:
    n = sampling.base_numbers()
    one, other = roster(tiny, n), roster(tiny, {**n, "start_pedagogic": 0.44})
    assert np.array_equal(one.school_of, other.school_of)
    assert np.array_equal(one.tie_a, other.tie_a)
    assert one.counts == other.counts
    assert np.array_equal(one.postings.who, other.postings.who)
    assert np.array_equal(one.postings.km, other.postings.km)
    assert np.array_equal(one.supervisor_of, other.supervisor_of)


def test_luck_is_the_same_alone_and_side_by_side_and_longer_than_a_tile() -> None:
    months = 2 * random_streams.TILE // 60
    for kind in random_streams.LUCK:
        together = random_streams.luck(Lanes.of(5, "x", [3, 0, 3]), "month", kind, months, 60)
        assert np.array_equal(together[..., 0], together[..., 2])
        for lane, replicate in enumerate((3, 0)):
            alone = random_streams.luck(Lanes.of(5, "x", [replicate]), "month", kind, months, 60)
            assert np.array_equal(together[..., lane : lane + 1], alone)
            longer = random_streams.luck(Lanes.of(5, "x", [replicate]), "month", kind, months + 7, 60)
            assert np.array_equal(longer[:, : months * 60], alone)


def test_each_seed_replicate_place_stream_and_draw_has_luck_of_its_own() -> None:
    asked = [Lanes.of(1, "here", [0]), Lanes.of(2, "here", [0]), Lanes.of(2**32 + 1, "here", [0]),
             Lanes.of(1, "here", [1]), Lanes.of(1, "there", [0]), Lanes.of(1, "here", [0], [1])]  # fmt: skip
    drawn = [random_streams.luck(lanes, when, "teacher", 1, 50) for lanes in asked for when in random_streams.LAWS]
    words = np.concatenate([table.ravel() for table in drawn])
    assert len(np.unique(words)) == len(words)


def test_the_compiled_month_draws_the_same_bits(tiny, asked) -> None:
    scenario = asked(months=3)
    initial = InitialStates(roster_of(tiny, scenario), 2**40 + 7)
    lanes = initial.lanes([5, 3, 9, 0], [0, 2, 0, 1])
    numbers = sampling.numbers_of(1, range(4))
    played = world(Batch(initial, lanes, numbers, scenario_plan(scenario, tiny).tables(numbers), 7))
    made = modules(Program(tuple(draws("month"))), HowMany.ANY, "draw")
    drawn_by, here = linked([module.name for module in made], codes(made)), structure(played)
    drawn_by.call(ctypes.addressof(here), 0, 3)
    for kind in random_streams.LUCK:
        things = initial.roster.counts[kind]
        plain = random_streams.luck(lanes, "month", kind, 3, things)[:, 2 * things :]
        for row, words, (draw, law) in zip(
            plain, played.table(f"luck_{kind}"), random_streams.LUCK[kind].items(), strict=True
        ):
            uniform = normal.uniform_of(words)
            drawn = uniform if law == "uniform" else normal.normals_of(uniform)
            assert np.array_equal(drawn, row.ravel()), (kind, draw)


def test_a_draw_is_the_word_of_its_key_and_counter() -> None:
    lanes = Lanes.of(2**33 + 5, "here", [8], [4])
    table = random_streams.luck(lanes, "month", "teacher", 3, 6)
    for rank, (draw, law) in enumerate(random_streams.LUCK["teacher"].items()):
        for month, thing in itertools.product(range(3), range(6)):
            block = random_streams.word_of("month", "teacher", rank // 4)
            place = random_streams.word_of("place", "here")
            word = threefry.words(5, 2, place, 8, thing, month, block, 4)[rank % 4]
            uniform = normal.uniform_of(word)
            wanted = uniform if law == "uniform" else normal.normal_of(uniform)
            assert table[rank, month * 6 + thing, 0] == wanted, draw


def test_no_two_blocks_have_one_word() -> None:
    named = [random_streams.word_of("number", name) for name in PARAMETERS]
    named += [word for when, kinds in random_streams.LAWS.items() for kind in kinds
              for word, _ in random_streams.blocks(when, kind)]  # fmt: skip
    named += [random_streams.word_of("fixed", what) for what in FIXED]
    assert len(set(named)) == len(named)


def test_what_is_drawn_for_a_place_is_named_in_the_test_above() -> None:
    asked = re.compile(r"random_streams\.fixed\([^\n]*?f?\"(?:\{who\} )?([^\"]+)\"")
    sources = Path(kkgsim.__file__).parent.rglob("*.py")
    found = {what for path in sources for what in asked.findall(path.read_text(encoding="utf-8"))}
    assert found == {what.removeprefix("facilitator ").removeprefix("resource person ") for what in FIXED}


def test_a_setting_bites_as_it_was_paid_for_a_wait_ago_and_stops_with_the_money() -> None:
    lever, (setting, *_) = next((name, one.settings) for name, one in all_levers().items() if len(one.settings) > 1)
    row = list(all_settings()).index(f"{lever}_{setting.name}")
    changes = (Change(4, {setting.name: 2.0}), Change(7, {setting.name: 0.0}))
    phase = Phase(lever, 2, 9, {each.name: 1.0 for each in all_levers()[lever].settings}, "", changes)
    scenario = Scenario("a", Text("", ""), Text("", ""), "janapria", 10, 1, 1, (phase,))
    waits = np.array([[0, 2]] * len(all_levers()))
    paid, late = scenario.effective(waits)[row].T
    assert paid.tolist() == [0, 1, 1, 2, 2, 2, 0, 0, 0, 0]
    assert late.tolist() == [0, 0, 0, 1, 1, 2, 0, 0, 0, 0]
