"""The plan of a month: which loops are played together and when, and that no bit of any table depends on it."""

from __future__ import annotations

import math
import re

import pytest
from conftest import EVERYTHING

from kkgsim.engine import kernel, sampling
from kkgsim.engine.batch import Batch
from kkgsim.engine.columns import LANES
from kkgsim.engine.initial_state import InitialStates, roster_of
from kkgsim.engine.policy_tables import scenario_plan
from kkgsim.engine.printing import fusing, llvm_printer
from kkgsim.engine.printing.flatten import flat
from kkgsim.engine.printing.form import (
    If,
    Loop,
    Type,
    Unpack,
)
from kkgsim.engine.printing.fusing import Block, accesses, cleared, plan
from kkgsim.engine.printing.layout import TABLES, parents
from kkgsim.engine.printing.llvm_function import APART, Lanes
from kkgsim.engine.printing.llvm_printer import month_modules
from kkgsim.engine.printing.month import month, steps
from kkgsim.engine.printing.sparing import from_zero, spared
from kkgsim.engine.world import world
from kkgsim.model.schedule import ORDER, Step
from kkgsim.places.place import Place


def test_steps_that_pass_something_on_are_not_made_one() -> None:
    """The number of those who came is added up before it is read; a sum over the place is whole before it is used."""
    items = plan(month(ORDER))
    loops = [loop for item in items for loop in (item.loops if isinstance(item, Block) else [item])]
    together = [loop.name.split(", ") for loop in loops]
    for names in together:
        assert not {"attending.arrive", "attending.weigh"} <= set(names) or "meeting.meet" not in names
    for block in (item for item in items if isinstance(item, Block)):
        names = {name for loop in block.loops for name in loop.name.split(", ")}
        assert not {"selecting.bid", "selecting.train"} <= names, "claims are added up over the place first"


def test_steps_keep_their_place_among_those_that_touch_what_they_write() -> None:
    """A step may be played later than where it stands, and every step once."""
    order = month(ORDER).loops
    planned = [loop for item in plan(month(ORDER)) for loop in (item.loops if isinstance(item, Block) else [item])]
    names = [name for loop in planned for name in loop.name.split(", ")]
    assert sorted(names) == sorted(loop.name for loop in order)
    assert names != [loop.name for loop in order]
    touched = [accesses(flat(loop)) for loop in order]
    ranks = [names.index(loop.name) for loop in order]
    for rank, mine in enumerate(touched):
        for then in range(rank + 1, len(order)):
            other = touched[then]
            if any(mine[key].written or other[key].written for key in mine.keys() & other.keys()):
                assert ranks[rank] < ranks[then], f"{order[rank].name} comes before {order[then].name}"


def test_a_month_has_six_blocks_of_which_three_are_large() -> None:
    """Each block reads the teachers anew from memory, where a district does not fit in the cache."""
    items = plan(month(ORDER))
    blocks = [len(item.loops) for item in items if isinstance(item, Block)]
    assert len(blocks) == 6
    assert sum(sorted(blocks)[-3:]) > len(items), "most loops stand in the large ones"


def tables_of(place: Place, scenario, play, lanes: int, order: tuple[Step, ...] = ORDER) -> list[bytes]:
    initial = InitialStates(roster_of(place, scenario), scenario.seed)
    parameters = sampling.numbers_of(scenario.seed, range(lanes))
    policy = scenario_plan(scenario, initial.roster.place).tables(parameters)
    made = world(Batch(initial, initial.lanes(range(lanes)), parameters, policy, scenario.first_month))
    play(made, order)
    words = {name for name, table in TABLES.items() if table.type is Type.WORD}
    return [table.tobytes() for name, table in zip(TABLES, made.tables, strict=True) if name not in words]


@pytest.mark.parametrize("lanes", [1, 3, LANES])
def test_playing_loops_together_changes_no_bit(hills: Place, asked, monkeypatch, lanes: int) -> None:
    """The same month, compiled loop by loop."""

    scenario = asked(months=5, **EVERYTHING)
    together = tables_of(hills, scenario, kernel.play, lanes)
    monkeypatch.setattr(fusing, "_may_be_fused", lambda first, second: False)
    monkeypatch.setattr(fusing, "_may_be_blocked", lambda loop: False)
    monkeypatch.setattr(llvm_printer, "spared", list)
    monkeypatch.setattr(llvm_printer, "from_zero", lambda items, fresh: items)
    monkeypatch.setattr(llvm_printer, "cleared", lambda items, fresh: fresh)
    kernel._made.clear()
    try:
        assert "block" not in month_modules(ORDER, Lanes.FULL)[-1].text
        anew = (*ORDER,)  # equal but another, so that it is printed and not taken from the cache
        assert tables_of(hills, scenario, kernel.play, lanes, anew) == together
    finally:
        kernel._made.clear()


def test_columns_that_are_not_cleared_are_written_before_they_are_read(hills: Place, asked) -> None:
    """What is left in them from the month before, whatever it is, changes nothing."""
    program = month(ORDER)
    items = from_zero(spared(plan(program, frozenset(APART))), program.fresh)
    wanted, left_out = dict(cleared(items, program.fresh)), []

    def spoilt(made, order) -> None:
        kernel.begin(made, order)
        for kind, names in program.fresh:
            for name in set(names) - set(wanted[kind]):
                made.table(kind)[TABLES[kind].columns.index(name)] = math.nan
                left_out.append(name)
        kernel.advance(made, order)

    scenario = asked(months=3, **EVERYTHING)
    assert tables_of(hills, scenario, spoilt, LANES) == tables_of(hills, scenario, kernel.play, LANES)
    assert {"inclined", "slack", "duty"} <= set(left_out)
    assert "seen" not in left_out, "it is added to"


def test_draws_that_one_loop_asks_for_stay_at_hand() -> None:
    """Nobody asks for those of ties within a school, which are given."""
    items = spared(plan(month(ORDER), frozenset(APART)))
    names = [loop.name for item in items for loop in (item.loops if isinstance(item, Block) else [item])]
    assert "luck of tie" not in names
    assert "luck of teacher" in names
    (befriend,) = [item for item in items if isinstance(item, Loop) and "networking.befriend" in item.name]
    assert not [one for one in befriend.body if isinstance(one, Unpack)]
    (asked_for,) = [one for one in befriend.body if isinstance(one, If)]
    assert isinstance(asked_for.body[0], Unpack)
    assert not [field for field in befriend.touched if field[0] == "luck"]


def go_cold(tie):
    """Does nothing but store."""
    tie.strength = tie.strength * 0.5


def support(tie, school):
    """Alone touches what goes cold, before it does."""
    tie.strength = tie.strength + 1.0
    school.support = school.support + tie.strength


def lean(teacher, school):
    """Comes after those that support, and before nobody."""
    teacher.belief = school.support


def test_what_only_stores_is_no_draw_of_whoever_touches_the_same() -> None:
    order = (Step("tie", support), Step("teacher", lean), Step("tie", go_cold))
    loops = [item for item in spared(plan(steps(order), frozenset(APART))) if isinstance(item, Loop)]
    assert [loop.name.rpartition(".")[2] for loop in loops] == ["support", "lean", "go_cold"]


def does_nothing(tie, a):
    """A rule that is still to be written."""


def works_out_in_vain(tie, a):
    """Works something out that nobody asks for."""
    if a.belief > 0.5:
        belief = a.belief  # noqa: F841 (that is what it is for)


def test_rules_that_do_nothing_are_planned_like_others() -> None:
    order = tuple(Step("tie", rule) for rule in (does_nothing, works_out_in_vain, go_cold, does_nothing))
    program = steps(order)
    (loop,) = spared(plan(program, frozenset(APART)))
    assert isinstance(loop, Loop)
    assert loop.name.count("does_nothing") == 2


FAR_ENDS = {"tie_b", "neighbour_nearby"}


@pytest.mark.parametrize(
    ("lanes", "fetched"), [(Lanes.FULL, FAR_ENDS), (Lanes.HALF, FAR_ENDS), (Lanes.PAIRS, set()), (Lanes.SINGLE, set())]
)
def test_rows_at_far_ends_are_fetched_ahead(lanes: Lanes, fetched: set[str]) -> None:
    """Everything else lies where a processor looks by itself; what plays in a browser cannot ask for it."""
    found: set[str] = set()
    for module in month_modules(ORDER, lanes):
        made = dict(re.findall(r"(%\S+) = (.*)", module.text))
        for pointer in re.findall(r"@llvm\.prefetch\.p0\(ptr (%\S+),", module.text):
            found |= read_from(pointer, made) & set(parents())
    assert found == fetched


def read_from(register: str, made: dict[str, str]) -> set[str]:
    """The names of all registers that one is made from."""
    text = made.get(register, "phi")
    names = [] if text.startswith("phi") else re.findall(r"%[\w.]+", text)
    return {register.removeprefix("%"), *(found for name in names for found in read_from(name, made))}
