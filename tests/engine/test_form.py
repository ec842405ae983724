"""The form of a month: read off the rules, refused where a machine could not say it."""

from __future__ import annotations

import inspect
import re
from dataclasses import replace

import pytest

from kkgsim.engine import sampling
from kkgsim.engine.batch import Batch
from kkgsim.engine.dependencies import dependencies_of, functions
from kkgsim.engine.initial_state import InitialStates, roster_of
from kkgsim.engine.policy_tables import scenario_plan
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
    every,
)
from kkgsim.engine.printing.javascript_printer import javascript_text
from kkgsim.engine.printing.layout import NUMBERS, TABLES, layout, parents
from kkgsim.engine.printing.month import month, start
from kkgsim.engine.printing.reading import read
from kkgsim.engine.printing.refusals import Advice, FormError
from kkgsim.engine.printing.sources import alias
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
