"""Random rules in a random order, called one by one in Python, against what every clock makes of them: loops that are
played at another time, cluster by cluster, made one, or passed over must leave every table the same to the bit."""

from __future__ import annotations

import base64
import ctypes
import importlib.util
import inspect
import math
import random
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from kkgsim.engine import sampling
from kkgsim.engine.batch import Batch
from kkgsim.engine.columns import COUNTS, LANES
from kkgsim.engine.initial_state import InitialStates, roster_of
from kkgsim.engine.machine_code import codes, linked
from kkgsim.engine.policy_tables import scenario_plan
from kkgsim.engine.printing import javascript_printer, node_process, wasm_text
from kkgsim.engine.printing.form import Program
from kkgsim.engine.printing.layout import parents
from kkgsim.engine.printing.llvm_function import Lanes
from kkgsim.engine.printing.llvm_printer import modules
from kkgsim.engine.printing.month import begun_month, draws, lookups, steps
from kkgsim.engine.structure import structure
from kkgsim.engine.wasm_code import compiled
from kkgsim.engine.world import World, world
from kkgsim.model import entities
from kkgsim.model.entities.attribute import Role
from kkgsim.model.random_streams import LAWS
from kkgsim.model.random_streams import Lanes as DrawnFor
from kkgsim.model.schedule import Step
from kkgsim.places.place import Place

MONTHS = 2
OFTEN = ("teacher", "teacher", "teacher", "school", "cluster", "grade", "tie", "tie")
ROLES: tuple[tuple[Role, ...], ...] = (("condition", "tally"), ("state", "trait"))
WRITTEN = tuple(kind for kind in entities.KINDS if any(entities.names(kind, *its) for its in ROLES))
KINDS = (*OFTEN, *(kind for kind in WRITTEN if kind != "calendar"))
PAIRED = ("school", "cluster")
NUMBERS = ("0.0", "0.5", "1.0", "-1.0", "2.0", "1e-200", "1e200")
ANYTHING = (0.0, -0.0, 1.0, 0.5, -1.0, 1e-200, 1e200, math.nan, math.inf, -math.inf)
DRIVER = """\
import { readFileSync, writeFileSync } from "node:fs";
import { code } from "./month.mjs";
const { arrays, numbers } = JSON.parse(readFileSync("world.json", "utf8"));
const bytes = readFileSync("world.bin");
const memory = new WebAssembly.Memory({ initial: 4 + (bytes.length >> 16) });
const { exports } = (await WebAssembly.instantiate(Buffer.from(code, "base64"), { env: { memory } })).instance;
const world = exports.__heap_base.value, first = world + 8 * (arrays.length + Object.keys(numbers).length);
const pointers = arrays.map(({ at }) => first + at);
new Int32Array(memory.buffer, world).set([...pointers, ...Object.values(numbers)]);
new Uint8Array(memory.buffer).set(bytes, first);
exports.advance(world, 0, numbers.months);
writeFileSync("world.bin", new Uint8Array(memory.buffer, first, bytes.length));
"""
"""It plays the months of a world as WebAssembly."""


class Writer:
    """Writes rules on few columns of few kinds, so that they get into each other's way."""

    def __init__(self, seed: int):
        self.draw = draw = random.Random(seed)
        self._kinds = draw.choices(KINDS, k=draw.randint(1, 4))
        self._columns = {kind: self._some(kind) for kind in entities.KINDS}

    def _some(self, kind: str) -> list[str]:
        return [name for its in ROLES for name in entities.names(kind, *its)[: self.draw.randint(1, 3)]]

    def rule(self, name: str) -> tuple[str, str]:
        """What a rule goes over, and its text."""
        draw = self.draw
        over = draw.choice(self._kinds if draw.random() < 0.8 else KINDS)
        self._over, self._holders = over, {over: over} | {one: entities.HOLDERS[one] for one in lookups(over)}
        if over in PAIRED and draw.random() < 0.2:
            self._holders[f"other_{over}"] = over
        self._holders = {one: kind for one, kind in self._holders.items() if self._columns[kind]}
        self._luck = tuple(LAWS["month"].get(over, ())) if draw.random() < 0.3 else ()
        self._asked, self._locals = {over: None}, list[str]()
        lines = [line for _ in range(draw.randint(0, 2)) for line in self._assign()]
        lines += [line for _ in range(draw.choice((0, 0, 1, 2))) for line in self._statement(1)]
        lines += self._if(1) if draw.random() < 0.6 else [self._store()]
        return over, "\n    ".join([f"def {name}({', '.join(self._asked)}):", *lines]) + "\n"

    def _field(self) -> str:
        holder = self._over if self.draw.random() < 0.4 else self.draw.choice([*self._holders])
        self._asked[holder] = None
        return f"{holder}.{self.draw.choice(self._columns[self._holders[holder]])}"

    def _value(self, depth: int = 2) -> str:
        draw, kind = self.draw, self.draw.random() if depth else 0.0
        if kind < 0.3:
            leaf = draw.random()
            if leaf < 0.15 and self._locals:
                return draw.choice(self._locals)
            if leaf < 0.3 and self._luck:
                self._asked["luck"] = None
                return f"luck.{draw.choice(self._luck)}"
            return draw.choice(NUMBERS) if leaf > 0.85 else self._field()
        one, other = self._value(depth - 1), self._value(depth - 1)
        if kind < 0.75:
            return f"({one} {draw.choice('+-**')} {other})"
        if kind < 0.9:
            return f"{draw.choice(('min', 'max'))}({one}, {other})"
        return f"select({one} < {other}, {other}, 1.0 - {one})"

    def _assign(self) -> list[str]:
        value = self._product() if self.draw.random() < 0.5 else self._value()
        self._locals.append(f"x{len(self._locals)}")
        return [f"{self._locals[-1]} = {value}"]

    def _product(self) -> str:
        return " * ".join(self._value(self.draw.choice((0, 0, 1))) for _ in range(self.draw.randint(2, 5)))

    def _store(self) -> str:
        field, value = self._field(), self._value()
        return f"{field} {self.draw.choice(('=', '+=', '+=', '-='))} {value}"

    def _statement(self, depth: int) -> list[str]:
        return self._if(depth) if self.draw.random() < 0.3 else [self._store()]

    def _if(self, depth: int) -> list[str]:
        draw = self.draw
        left = self._product() if draw.random() < 0.6 else self._value()
        lines = [f"if {left} {draw.choice(('>', '>', '>', '>=', '<'))} {draw.choice(('0.0', '0.25', '-0.5'))}:"]
        inside = [self._store(), *(self._statement(depth - 1) if depth else [])]
        lines += [f"    {line}" for line in inside]
        return [*lines, "else:", f"    {self._store()}"] if draw.random() < 0.3 else lines


def some_rules(seed: int, folder: Path) -> tuple[Step, ...]:
    """Steps of random rules, which stand in a file, now and then one of them twice."""
    writer, name = Writer(seed), f"random_rules_{seed}"
    rules = [writer.rule(f"rule_{rank}") for rank in range(writer.draw.randint(8, 20))]
    path = folder / f"{name}.py"
    text = "\n\n".join(["from kkgsim.model.rules.arithmetic import select\n", *(text for _, text in rules)])
    path.write_text(text, encoding="utf-8")
    spec = importlib.util.spec_from_file_location(name, path)
    assert spec is not None
    assert spec.loader is not None
    module = sys.modules[name] = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    made = [Step(over, getattr(module, f"rule_{rank}")) for rank, (over, _) in enumerate(rules)]
    return (*made, *writer.draw.sample(made, writer.draw.randint(0, 2)))


def some_state(seed: int, counts: dict[str, int]) -> dict[str, np.ndarray]:
    """Anything at all in every column of every thing, much of it zero and one."""
    draw = np.random.default_rng(seed)
    made = {}
    for kind, count in counts.items():
        shape = count, LANES
        ways: list[Callable[[], np.ndarray]] = [
            lambda shape=shape: draw.choice([0.0, 1.0], shape),
            lambda shape=shape: np.where(draw.random(shape) < 0.7, 0.0, draw.random(shape)),
            lambda shape=shape: draw.random(shape) - 0.3,
            lambda shape=shape: draw.choice(ANYTHING, shape),
        ]
        made[kind] = np.array([ways[draw.choice(4, p=(0.4, 0.3, 0.2, 0.1))]() for _ in entities.names(kind)])
    return made


class Row:
    """What a rule holds in Python."""

    def __init__(self, columns: dict[str, list[float]], cell: int):
        self.__dict__["_row"] = columns, cell

    def __getattr__(self, name: str) -> float:
        columns, cell = self.__dict__["_row"]
        return columns[name][cell]

    def __setattr__(self, name: str, value: float) -> None:
        columns, cell = self.__dict__["_row"]
        columns[name][cell] = value


def by_hand(made: World, drawn_for: DrawnFor, order: tuple[Step, ...], counts: dict[str, int]) -> dict[str, np.ndarray]:
    """The state after some months in which the rules are called one by one."""
    lanes, size = made.size.lanes, made.size
    state: dict[str, Any] = {
        kind: dict(zip(entities.names(kind), made.table(kind).tolist(), strict=True)) for kind in counts
    }
    drawn = sampling.luck_of(drawn_for, MONTHS, {kind: counts[kind] for kind in LAWS["month"]})
    luck = {kind: dict(zip(names, drawn[kind].tolist(), strict=True)) for kind, names in LAWS["month"].items()}
    indexes = {name: getattr(size, name).tolist() for name in parents()}

    def held(holder: str, over: str, month: int, thing: int, other: int) -> tuple[dict[str, list[float]], int]:
        if holder == "luck":
            return luck[over], month * counts[over] + thing
        if holder in (over, f"other_{over}"):
            return state[over], thing if holder == over else other
        where = lookups(over)[holder]
        place = {"self": thing, "only": 0, "calendar": (size.first_month + month) % 12}[where.start]
        for array in where.through:
            place = indexes[array][place]
        return state[entities.HOLDERS[holder]], place

    def calls(step: Step) -> Iterator[tuple[int, int]]:
        count = counts[step.over]
        pairs = f"other_{step.over}" in inspect.signature(step.verb).parameters
        return (
            (thing, (thing + ahead) % count)
            for thing in range(count)
            for ahead in (range(1, count) if pairs else range(1))
        )

    for month in range(MONTHS):
        for kind in counts:
            for name in entities.names(kind, "condition", "tally"):
                state[kind][name] = [0.0] * len(state[kind][name])
        for step in order:
            asked = inspect.signature(step.verb).parameters
            for thing, other in calls(step):
                rows = [held(holder, step.over, month, thing, other) for holder in asked]
                for lane in range(lanes):
                    step.verb(*(Row(columns, place * lanes + lane) for columns, place in rows))
    return {kind: np.array(list(state[kind].values())) for kind in counts}


def as_machine_code(made: World, program: Program) -> None:
    lanes = {LANES: Lanes.FULL, LANES // 2: Lanes.HALF, 1: Lanes.SINGLE}.get(made.size.lanes, Lanes.ANY)
    parts = modules(program, lanes, "advance")
    whole = linked([one.name for one in parts], codes(parts))  # it holds the code
    whole.call(ctypes.addressof(structure(made)), 0, MONTHS)


def in_node(made: World, text: str, driver: str) -> None:
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(node_process, "javascript_text", lambda order: text)
        patched.setattr(node_process, "DRIVER", driver)
        node_process.play(made, ())


def as_javascript(made: World, program: Program) -> None:
    in_node(made, javascript_printer._text(Program(()), program), node_process.DRIVER)


def as_webassembly(made: World, program: Program) -> None:
    code = base64.b64encode(compiled(wasm_text._text(Program(()), program))).decode()
    in_node(made, f'export const code = "{code}";', DRIVER)


def differing(made: World, wanted: dict[str, np.ndarray]) -> list[str]:
    """The columns that are not the same to the bit, whatever the bits of what is no number."""
    found = []
    for kind, table in wanted.items():
        for name, mine, other in zip(entities.names(kind), made.table(kind), table, strict=True):
            signs = np.signbit(mine) == np.signbit(other)
            if not np.array_equal(mine, other, equal_nan=True) or not np.all(signs | np.isnan(mine)):
                found.append(f"{kind}.{name}")
    return found


@pytest.mark.parametrize("seed", range(10))
def test_random_rules_leave_every_table_the_same(hills: Place, asked, tmp_path, seed: int) -> None:
    order, scenario = some_rules(seed, tmp_path), replace(asked(months=MONTHS), first_month=5)
    program = Program((*draws("month"), *steps(order).loops), begun_month(()).fresh)
    initial = InitialStates(roster_of(hills, scenario), seed)
    numbers = sampling.numbers_of(seed, range(LANES))
    counts = {kind: {"calendar": 12, "district": 1}.get(kind) or initial.roster.counts[kind] for kind in COUNTS}
    state = some_state(seed, counts)

    def begun(lanes: int) -> World:
        mine = numbers[:, :lanes]
        policy = scenario_plan(scenario, hills).tables(mine)
        made = world(Batch(initial, initial.lanes(range(lanes)), mine, policy, scenario.first_month))
        for kind, table in state.items():
            made.table(kind)[...] = table[:, :, :lanes].reshape(len(table), -1)
        return made

    wanted = by_hand(begun(LANES), initial.lanes(range(LANES)), order, counts)
    clocks = {LANES: [as_machine_code], LANES // 2: [as_machine_code], 1: [as_machine_code], 3: [as_machine_code]}
    if node_process.node():
        clocks[3] += [as_javascript, as_webassembly]
    for lanes, plays in clocks.items():
        first = {kind: t.reshape(len(t), -1, LANES)[:, :, :lanes].reshape(len(t), -1) for kind, t in wanted.items()}
        for play in plays:
            made = begun(lanes)
            play(made, program)
            assert not differing(made, first), (play.__name__, lanes)
