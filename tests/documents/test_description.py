"""The description of the model is what is played: made anew it is the same, and read back it gives what the rules give.

What is written by hand names nothing that is not there, and is read again whenever the rules that it is about change.
"""

from __future__ import annotations

import ast
import copy
import importlib
import random
import re
import sys
from collections.abc import Iterator
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest
from conftest import ROOT, none

from kkgsim.engine.calls import arguments
from kkgsim.engine.dependencies import functions
from kkgsim.model import entities, random_streams
from kkgsim.model.costs import items
from kkgsim.model.levers import all_levers, all_settings
from kkgsim.model.outcomes import GROUPS, OUTCOMES
from kkgsim.model.registry import PARAMETERS
from kkgsim.model.rules import FILES, arithmetic
from kkgsim.model.schedule import ORDER, START, Step, steps_of

from .equations_read import HOME, Book, expression, sections

STEPS = tuple(dict.fromkeys((*steps_of(START), *ORDER)))
TRIES = 12
"""How often each step is played on things made up at random."""
SIGNS = frozenset({
    "trained_k", "xor", "max", "min", "lists", "reasons.toml", "sum", "ended", "start", "end", "low", "high", "today",
    "priority", "read", "uniform_of", "normals_of", "away", "which", "whom",
})  # fmt: skip
"""What is named on the pages by hand and is no name of the model: signs of the notation, columns, words of files."""
WORDS = re.compile(r"`([a-z_]+(?:\.[a-z_]+)?)`")


@pytest.fixture(scope="module")
def maker() -> Iterator[ModuleType]:
    """docs/make_description.py, which is no module of the package."""
    sys.path.insert(0, str(ROOT / "docs"))
    try:
        yield importlib.import_module("make_description")
    finally:
        sys.path.remove(str(ROOT / "docs"))


def on_page(page: str) -> str:
    return (HOME / page).read_text(encoding="utf-8")


def test_every_page_is_what_the_rules_give(maker: ModuleType) -> None:
    """After a change of rules or declarations: ``python docs/make_description.py``."""
    none([page for page, text in maker.pages().items() if text != on_page(page)])


def test_reasons_were_read_for_the_rules_of_today(maker: ModuleType) -> None:
    """After a change of rules: read the section in docs/description/reasons.toml, mend it, and name the behaviour
    behind ``python docs/make_description.py``."""
    none(list(maker.changed()))


def test_every_behaviour_has_its_section(maker: ModuleType) -> None:
    described = [name for _, names in maker.SUBMODELS.values() for name in names]
    assert sorted(described) == sorted(("arithmetic", *FILES)) == sorted(maker.reasons())


def test_a_changed_rule_asks_for_its_reasons_and_changed_words_do_not(maker: ModuleType, tmp_path: Any) -> None:
    marks = []
    for rank, body in enumerate(('"Words."\n    return x + 1.0', '"Other."\n    return x + 1.0', "return 1.0 + x")):
        (tmp_path / f"rule_{rank}.py").write_text(f"def rule(x):\n    {body}\n")
        space: dict[str, Any] = {}
        exec(compile((tmp_path / f"rule_{rank}.py").read_text(), str(tmp_path / f"rule_{rank}.py"), "exec"), space)
        marks.append(maker.equations.fingerprint([space["rule"]]))
    assert marks[0] == marks[1] != marks[2]


def test_everything_declared_is_described() -> None:
    named = {
        "entities.md": [name for kind in entities.KINDS for name in entities.names(kind)],
        "schedule.md": [step.name for step in STEPS],
        "numbers.md": list(PARAMETERS),
        "levers.md": [*all_settings(), *(item for item, made in items().items() if made.lever)],
        "outcomes.md": [*OUTCOMES, *GROUPS, *(item for item, made in items().items() if not made.lever)],
        "luck.md": [name for when in random_streams.LAWS.values() for drawn in when.values() for name in drawn],
    }
    none([f"{page}: {name}" for page, names in named.items() for name in names if f"`{name}`" not in on_page(page)])


def test_every_rule_stands_on_a_page() -> None:
    text = "".join(on_page(path.name) for path in HOME.glob("*.md"))
    written = set(re.findall(r"^(\w+)\([\w, ]*\)(?: =|:)", text, re.M))
    makers = {"_cost", "every_payer"}
    none([rule.__name__ for rule in functions() if rule.__name__ not in written | makers])


def test_what_is_written_by_hand_names_what_is_there() -> None:
    known = {*PARAMETERS, *all_settings(), *OUTCOMES, *all_levers(), *FILES, "arithmetic", "n.name", "round"}
    known |= {name for kind in entities.KINDS for name in entities.names(kind)}
    known |= {f"{holder}.{name}" for holder, kind in entities.HOLDERS.items() for name in entities.names(kind)}
    known |= {rule.__name__ for rule in functions()} | {step.name for step in STEPS} | {*entities.HOLDERS}
    known |= {name for when in random_streams.LAWS.values() for drawn in when.values() for name in drawn}
    known |= {f"luck.{name}" for name in known} | {"policy", "policy.x", "luck.x", "financing.BASE_YEAR"}
    known |= {"shut", "fresh", "began", "looked", "watched", "begins", "when", "until", "how", "many", "left_out"}
    known |= {rule.__name__ for rule in vars(arithmetic).values() if callable(rule)}
    known |= {*SIGNS}
    text = re.sub(r"<!-- made.*?<!-- end -->", "", "".join(on_page(p) for p in ("README.md", "luck.md", "given.md",
                  "running.md")), flags=re.S)  # fmt: skip
    text += on_page("reasons.toml")
    none(sorted(word for word in {*WORDS.findall(text)} - known if not (ROOT / "docs" / word).exists()))


def test_links_and_files_of_the_description_are_there() -> None:
    lost = []
    for path in HOME.glob("*.md"):
        text = path.read_text(encoding="utf-8")
        lost += [f"{path.name}: {link}" for link in re.findall(r"\]\(([\w./-]+)\)", text) if not (HOME / link).exists()]
        named = re.findall(r"`((?:docs|kkgsim|experiments)/[\w./-]+)`", text)
        lost += [f"{path.name}: {name}" for name in named if not (ROOT / name).exists()]
    none(lost)


class Random:
    """Things and numbers made up at random: shares, whole numbers, and the ends of their ranges."""

    def __init__(self, seed: str):
        self._luck = random.Random(seed)

    def value(self, low: float, high: float) -> float:
        low, high = max(low, -3.0), min(high, max(low + 20.0, 30.0))
        return self._luck.choice((
            low, min(max(0.0, low), high), min(high, max(1.0, low)), self._luck.uniform(low, high),
            self._luck.uniform(low, min(high, low + 1.0)), float(self._luck.randint(int(low), int(high))),
        ))  # fmt: skip

    def thing(self, kind: str) -> SimpleNamespace:
        return SimpleNamespace(**{a.name: self.value(a.low, a.high) for a in entities.KINDS[kind]})

    def numbers(self) -> dict[str, float]:
        return {name: self._luck.choice((p.value, self._luck.uniform(p.low, p.high))) for name, p in PARAMETERS.items()}

    def draws(self, kind: str) -> SimpleNamespace:
        laws = {**random_streams.START.get(kind, {}), **random_streams.LUCK.get(kind, {})}
        uniform = self._luck.random
        return SimpleNamespace(**{
            name: self._luck.choice((uniform(), uniform() / 20.0, 1.0 - uniform() / 200.0)) if law == "uniform"
            else self._luck.gauss(0.0, 1.0)
            for name, law in laws.items()
        })  # fmt: skip

    def handed(self, step: Step) -> dict[str, Any]:
        """What a step asks for, but for the numbers."""
        given: dict[str, Any] = {}
        for name in arguments(step.verb):
            if name == "luck":
                given[name] = self.draws(step.over)
            elif name in entities.HOLDERS:
                given[name] = self.thing(entities.HOLDERS[name])
            elif name != "n":
                given[name] = self.value(-5.0, 5.0)
        return given


def played(verb: Any, handed: dict[str, Any]) -> Any:
    """What a verb makes of copies of what it is handed; the error that it raises where it divides by nothing."""
    mine = copy.deepcopy(handed)
    try:
        verb(**mine)
    except ZeroDivisionError:
        return ZeroDivisionError
    return {name: vars(thing) for name, thing in mine.items() if isinstance(thing, SimpleNamespace)}


@pytest.fixture(scope="module")
def book() -> Book:
    """All equations as they stand on the pages."""
    return Book()


@pytest.mark.parametrize("home", dict.fromkeys(step.name.split(".")[0] for step in STEPS))
def test_equations_read_back_from_the_page_do_what_the_rules_do(home: str, book: Book) -> None:
    wrong, done = [], 0
    for step in (step for step in STEPS if step.name.split(".")[0] == home):
        for attempt in range(TRIES):
            luck = Random(f"{step.name} {attempt}")
            numbers, handed = luck.numbers(), luck.handed(step)
            book.use(numbers)
            with_numbers = {"n": SimpleNamespace(**numbers)} if "n" in arguments(step.verb) else {}
            code = played(step.verb, {**handed, **with_numbers})
            page = played(book.function(home, step.verb.__name__), handed)
            if code is not ZeroDivisionError:
                done += 1
                code.pop("n", None)
            if code != page:
                wrong.append(f"{step.name}, attempt {attempt}")
    none(wrong)
    assert done


def test_a_page_that_says_something_else_is_noticed(book: Book, monkeypatch: pytest.MonkeyPatch) -> None:
    section = sections()["cohorts"]
    monkeypatch.setattr(section, "source", section.source.replace("literacy_fade / 12", "literacy_fade / 11"))
    other, numbers = Book(), Random("fade").numbers()
    kept = []
    for one in (book, other):
        one.use(numbers)
        kept.append(one.function("cohorts", "kept_a_month")())
    assert kept[0] != kept[1]


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("1 − rate / 12", 1.0 - 0.3 / 12.0),
        ("−(a − 2 · b)⁺ + ⌊a / b⌋", 0.0 + 1.0),
        ("{a if a > 9; b if a ≥ 3 and b = 2; else 7} · [a ≠ b]", 2.0),
        ("√(b + b) · |b − a|", 2.0),
    ],
)
def test_signs_are_read_as_they_are_meant(written: str, meant: float) -> None:
    space = {"rate": 0.3, "a": 3.0, "b": 2.0, "positive": lambda x: max(x, 0.0), "whole": lambda x: float(x // 1),
             "square_root": lambda x: x**0.5}  # fmt: skip
    assert eval(expression(written), space) == meant


def test_the_terms_of_the_decision_stand_in_their_order() -> None:
    step = next(step for step in ORDER if step.sums)
    (name, rules), = step.sums  # fmt: skip
    listed = ", ".join(f"`{rule.__name__}`" for rule in rules)
    assert f"`{name}` is the sum of {listed}" in on_page("teachers.md")


def test_every_block_of_equations_can_be_read() -> None:
    for section in sections().values():
        ast.parse(section.source)
