"""The form of a month: read off the rules, refused where a machine could not say it, the same when played together."""

from __future__ import annotations

import inspect
import math
import re
from dataclasses import replace

import pytest
from conftest import EVERYTHING

from kkgsim.engine import kernel, sampling
from kkgsim.engine.batch import Batch
from kkgsim.engine.columns import LANES
from kkgsim.engine.dependencies import dependencies_of, functions
from kkgsim.engine.initial_state import InitialStates, roster_of
from kkgsim.engine.policy_tables import scenario_plan
from kkgsim.engine.printing import fusing, llvm_printer
from kkgsim.engine.printing.flatten import flat, flat_function
from kkgsim.engine.printing.form import (
    Again,
    Assign,
    Call,
    Constant,
    Field,
    If,
    Loop,
    Operation,
    Row,
    Store,
    Type,
    Unpack,
    every,
)
from kkgsim.engine.printing.fusing import Block, accesses, cleared, plan
from kkgsim.engine.printing.guards import guarded
from kkgsim.engine.printing.javascript_printer import javascript_text
from kkgsim.engine.printing.layout import NUMBERS, TABLES, layout, parents
from kkgsim.engine.printing.llvm_function import APART, Lanes
from kkgsim.engine.printing.llvm_printer import month_modules
from kkgsim.engine.printing.month import month, start, steps
from kkgsim.engine.printing.reading import read
from kkgsim.engine.printing.refusals import Advice, FormError
from kkgsim.engine.printing.sources import alias
from kkgsim.engine.printing.sparing import from_zero, spared
from kkgsim.engine.printing.spelling import Language
from kkgsim.engine.world import world
from kkgsim.model.levers import all_levers
from kkgsim.model.rules import arithmetic, inclining
from kkgsim.model.schedule import HALVINGS, MONTHS_BEFORE, OFFICES, ORDER, START, Step, effects
from kkgsim.places.place import Place

from . import refused_rules

REFUSED = {
    "writes_and_gives": Advice.WRITES,
    "goes_on": Advice.STATEMENT,
    "takes_a_power": Advice.OPERATOR,
    "calls_libm": Advice.CALL,
    "looks_into_a_list": Advice.EXPRESSION,
    "misspells": Advice.COLUMN,
    "reaches_through": Advice.ATTRIBUTE,
    "counts_a_condition": Advice.NUMBER,
    "asks_whether_a_number_holds": Advice.CONDITION,
    "gives_now_and_then": Advice.NO_RETURN,
    "stops_early": Advice.EARLY_RETURN,
    "hands_over_by_name": Advice.ARGUMENTS,
    "drops_what_it_is_given": Advice.CALL,
    "is_now_a_number_now_a_condition": Advice.CHANGED_TYPE,
    "reads_what_nobody_knows": Advice.NAME,
    "asks_for_a_tie": Advice.ASKED,
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_the_form_lacks_is_refused_with_its_file_and_line(name: str) -> None:
    rule = getattr(refused_rules, name)
    with pytest.raises(FormError) as refused:
        month((Step("teacher", rule),))
    lines, first = inspect.getsourcelines(rule)
    assert refused.value.advice is REFUSED[name]
    assert refused.value.path == refused_rules.__file__
    assert first <= refused.value.line < first + len(lines)
    assert f"line {refused.value.line}: " in str(refused.value)


def test_every_refusal_is_met(language: str) -> None:
    assert set(REFUSED) == {name for name, _ in inspect.getmembers(refused_rules, inspect.isfunction)}
    assert len({str(advice.value) for advice in Advice}) == len(Advice)


def test_a_rule_without_a_file_is_refused() -> None:
    scope: dict = {}
    exec("def typed(teacher):\n    teacher.belief = 1.0\n", scope)
    scope["typed"].__module__ = "typed"
    with pytest.raises(FormError, match="write it as a function in a file"):
        month((Step("teacher", scope["typed"]),))


def test_the_month_has_every_step_and_every_lever() -> None:
    loops = [loop for loop in month(ORDER).loops if isinstance(loop, Loop)]
    names = [loop.name for loop in loops]
    assert [name for name in names if "." in name] == [step.name for step in ORDER]
    calls = {one.call.function.name for loop in loops for one in loop.body if hasattr(one, "call")}
    assert {alias(step.verb) for step in (*effects(), *ORDER)} <= calls
    assert {step.over for step in effects()} == {over for lever in all_levers().values() for over in lever.effects}


def test_the_start_has_every_step_of_its_order() -> None:
    items = [item for item in start(START).loops if isinstance(item, Again) or "luck of" not in item.name]
    assert len(items) == len(START)
    repeated = [(item.times, len(item.loops)) for item in items if isinstance(item, Again)]
    assert repeated == [(HALVINGS, 2), (HALVINGS, 2), (OFFICES, 3), (MONTHS_BEFORE, 3)]


def test_pulls_are_added_up_in_the_order_of_their_list() -> None:
    (weigh,) = [loop for loop in month(ORDER).loops if loop.name == "attending.weigh"]
    sums = [statement.value for statement in weigh.body if isinstance(statement, Assign)]
    added = [sums[0], *(value.operands[1] for value in sums[1:])]
    assert all(isinstance(call, Call) for call in added)
    assert [call.function.name for call in added] == [alias(rule) for rule in inclining.INCLINATION]


def test_laid_flat_nothing_is_called_and_nothing_is_worked_out_in_vain() -> None:
    for loop in month(ORDER).loops:
        flat_loop = flat(loop)
        assert all(isinstance(one, Assign | Store | If) for one in every(flat_loop.body)), loop.name
        text = repr(flat_loop.body)
        for one in every(flat_loop.body):
            if isinstance(one, Assign):
                assert text.count(f"Local(name='{one.local.name}'") > 1, one.local.name


def test_a_function_laid_flat_gives_what_the_rule_gives() -> None:
    number = Type.NUMBER
    made = flat_function(read(arithmetic.clip, (number, number, number)))
    scope: dict = {"select": arithmetic.select}
    lines = [f"def made({', '.join(name for name, _ in made.parameters)}):"]
    python = Language("select({0}, {1}, {2})", ("False", "True"), {}, "{0}.{1}")
    exec("\n".join([*lines, *(f"    {line}" for line in python.statements(made.body))]), scope)
    for x in (-1.0, 0.0, 0.25, 1.0, 7.0):
        assert scope["made"](x, 0.0, 1.0) == arithmetic.clip(x, 0.0, 1.0)


def test_dependencies_name_the_attributes_that_the_form_reads_and_writes() -> None:
    """Both read the same syntax trees; what a verb writes in the form, its dependencies name."""
    verbs = {step.verb: step for step in ORDER}
    for verb in verbs:
        written = dependencies_of(verb).writes
        rows = tuple(Row(kind) for kind in _kinds(verb, verbs[verb]))
        if len(rows) != len(inspect.signature(verb).parameters):
            continue
        stores = [one.field for one in every(read(verb, rows).body) if isinstance(one, Store)]
        assert {(field.kind, field.name) for field in stores} == set(written), verb.__name__
    assert len(list(functions())) > 200


def _kinds(verb, step: Step) -> list[str]:
    from kkgsim.model.entities import HOLDERS

    special = {"n": "n", "policy": "policy", "luck": f"luck_{step.over}"}
    names = inspect.signature(verb).parameters
    return [kind for name in names if (kind := HOLDERS.get(name) or special.get(name))]


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


def trade(tie, a, b):
    """Done if a product is large: of its factors one reads a single column, the others two and four of all seven."""
    wanted = (1.0 - tie.within) * max(a.transferred, b.transferred)
    if wanted * (1.0 - max(a.moved, b.moved, a.serving, b.serving)) > 0.5:
        a.moved = 1.0


def trade_below_zero(tie, a, b):
    """A product that is large enough even where a factor is zero."""
    if tie.within * a.transferred * (1.0 - max(a.moved, b.moved, a.serving, b.serving)) > -0.5:
        a.moved = 1.0


def trade_by_sum(tie, a, b):
    """No product."""
    if tie.within + a.transferred + a.moved + b.moved > 0.5:
        a.moved = 1.0


def trade_by_constants(tie, a, b):
    """A factor without columns is no test."""
    if 2.0 * (a.moved + b.moved) * (a.serving + b.serving) > 0.5:
        a.moved = 1.0


def tie_loop(rule) -> Loop:
    (loop,) = [flat(one) for one in month((Step("tie", rule),)).loops if one.name.endswith(f".{rule.__name__}")]
    assert isinstance(loop.body[-1], If)
    return loop


def test_the_cheapest_factors_of_a_condition_are_tested_first() -> None:
    loop = tie_loop(trade)
    made = guarded(loop)
    (first,) = made.body
    assert first == If(first.test, loop.body, ())
    assert set(replace(loop, body=(If(first.test, (), ()),)).touched) == {("tie", "within")}
    assert guarded(made) == made, "once is enough"


@pytest.mark.parametrize("rule", [trade_below_zero, trade_by_sum, trade_by_constants])
def test_other_conditions_are_left_as_they_are(rule) -> None:
    loop = tie_loop(rule)
    assert guarded(loop) == loop


def trade_by_exponentials(tie, a, b):
    """A product with a power that is squared again and again: said without names it would be endless."""
    wanted = arithmetic.logistic(arithmetic.logistic(a.belief)) * arithmetic.exponential(a.belief)
    if tie.within * wanted * max(a.moved, b.moved, a.serving, b.serving) > 0.0:
        a.moved = 1.0


def trade_of_small_parts(tie, a, b):
    """A product of two factors that are tested first, and of much besides."""
    if tie.within * a.transferred * max(a.moved, b.moved, a.serving, b.serving, a.habit, b.habit) > 0.0:
        a.moved = 1.0


def test_what_is_tested_first_is_no_longer_than_the_rule() -> None:
    loop = tie_loop(trade_by_exponentials)
    first = guarded(loop).body[-1]
    assert isinstance(first, If)
    assert isinstance(first.body[-1], If)
    assert len(repr(first)) < 2 * len(repr(loop.body))


def test_each_factor_is_tested_by_itself() -> None:
    """Two that are tiny have no product, and yet the product of all may be large."""
    first = guarded(tie_loop(trade_of_small_parts)).body[-1]
    assert isinstance(first, If)
    factors = (Field("tie", "tie", "within"), Field("a", "teacher", "transferred"))
    tests = tuple(Operation("!=", (one, Constant(0.0, Type.NUMBER)), Type.CONDITION) for one in factors)
    assert first.test == Operation("and", tests, Type.CONDITION)


def does_nothing(tie, a):
    """A rule that is still to be written."""


def works_out_in_vain(tie, a):
    """Works something out that nobody asks for."""
    if a.belief > 0.5:
        belief = a.belief  # noqa: F841 (that is what it is for)


def test_rules_that_do_nothing_are_planned_like_others() -> None:
    order = tuple(Step("tie", rule) for rule in (does_nothing, works_out_in_vain, trade, does_nothing))
    program = steps(order)
    (loop,) = spared(plan(program, frozenset(APART)))
    assert isinstance(loop, Loop)
    assert loop.name.count("does_nothing") == 2


def test_most_ties_read_little_of_what_a_trade_of_posts_would_need() -> None:
    loops = [item for item in spared(plan(month(ORDER), frozenset(APART))) if isinstance(item, Loop)]
    (trades,) = [loop for loop in loops if loop.name == "moving_on.trade_posts"]
    (look,) = trades.body
    assert set(replace(trades, body=(If(look.test, (), ()),)).touched) == {
        ("tie", "within"), ("a", "transferred"), ("b", "transferred"),
    }  # fmt: skip


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


def halved(teacher):
    """Divides by a power of two, and by another number."""
    teacher.belief = teacher.habit / 4.0 + teacher.ict / 3.0


def test_dividing_by_a_power_of_two_is_multiplying() -> None:
    (loop,) = [one for one in month((Step("teacher", halved),)).loops if one.name.endswith(".halved")]
    (store,) = flat(loop).body
    habit, ict = Field("teacher", "teacher", "habit"), Field("teacher", "teacher", "ict")
    parts = (("*", (habit, Constant(0.25, Type.NUMBER))), ("/", (ict, Constant(3.0, Type.NUMBER))))
    wanted = Operation("+", tuple(Operation(*part, Type.NUMBER) for part in parts), Type.NUMBER)
    assert store == Store(Field("teacher", "teacher", "belief"), wanted)


def test_the_layout_names_every_table_once_with_what_it_is_of() -> None:
    laid_out = layout(ORDER)
    assert [table["name"] for table in laid_out["tables"]] == list(TABLES)
    assert [index["name"] for index in laid_out["indexes"]] == list(parents())
    assert laid_out["numbers"] == list(NUMBERS)
    assert {table["of"] for table in laid_out["tables"]} <= {"", *laid_out["things"]}


def test_a_place_out_of_order_is_refused(tiny: Place, asked) -> None:
    scenario = asked(months=1)
    people = roster_of(tiny, scenario)
    turned = replace(people, school_of=people.school_of[::-1].copy())
    parameters = sampling.numbers_of(1, [0])
    initial = InitialStates(people, 1)
    initial.roster = turned
    policy = scenario_plan(scenario, tiny).tables(parameters)
    batch = Batch(initial, initial.lanes([0]), parameters, policy, 7)
    with pytest.raises(ValueError, match="teacher_school does not stand in the order of the place"):
        world(batch)


def test_a_field_is_what_a_rule_names() -> None:
    (weigh,) = [loop for loop in month(ORDER).loops if loop.name == "attending.weigh"]
    stores = [one for one in flat(weigh).body if isinstance(one, Store)]
    assert [store.field for store in stores] == [Field("teacher", "teacher", "inclined")]


def names_of_every_language(teacher):
    """Calls its values what a language or the text around calls something else."""
    double = teacher.belief
    new = double + 1.0
    larger = 2.0
    select = larger * 3.0
    lane = select
    i = new * lane
    month = i + 1.0
    equal = 1.0 if month > i else 0.0
    teacher.belief = double + new + equal + i + month


def test_values_may_be_called_anything() -> None:
    from kkgsim.engine.printing.c_printer import c_text

    order = (Step("teacher", names_of_every_language),)
    for text in (c_text(order), javascript_text(order)):
        assert "double__1" in text
        assert not re.search(r"(?m)^\s*(double|new|lane|select|larger|i|month|equal) = ", text)
