"""Everything that the two documents name has its row in docs/coverage.toml, and all that a row names exists."""

from __future__ import annotations

import ast
import importlib
import re
import sys
from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import replace
from functools import cache
from importlib.util import find_spec, module_from_spec, spec_from_file_location
from typing import Any

import pytest
from conftest import ROOT, none
from model.test_knockouts import CUT, STEPS
from model.test_levers import OUTCOME_OF

from kkgsim.engine.dependencies import all_dependencies, readers_of
from kkgsim.model import entities
from kkgsim.model.costs import every_payer, items
from kkgsim.model.levers import all_levers, all_settings
from kkgsim.model.outcomes import GROUPED, OUTCOMES
from kkgsim.model.registry import book
from kkgsim.model.schedule import ORDER


def _maker() -> Any:
    """docs/make_coverage.py, which is no module of the package."""
    spec = spec_from_file_location("make_coverage", ROOT / "docs" / "make_coverage.py")
    assert spec is not None
    assert spec.loader is not None
    made = sys.modules["make_coverage"] = module_from_spec(spec)  # a dataclass looks its module up there
    spec.loader.exec_module(made)
    return made


maker = _maker()
COVERAGE = maker.load()
ROWS = {row.id: row for row in COVERAGE.rows}
NAMED = [f"S{number:03d}" for number in range(1, 181)]
MISSION = [f"{letter}{k}" for letter, count in (("A", 14), ("B", 15), ("C", 20), ("D", 9)) for k in range(1, count + 1)]
LEFT_OUT = ("context", "missing")
NEEDS = {"lever": "settings", "outcome": "outcomes", "number": "numbers", "thing": "where", "mechanism": "where"}
"""What a row must name to be what it says it is."""
ID = re.compile(r"\b(?:S\d{3}|[ABCD]\d{1,2})\b")


def levers_of(row: Any) -> set[str]:
    """The levers whose settings a row names."""
    return {lever for lever in all_levers() if any(name.startswith(f"{lever}_") for name in row.settings)}


def issues(row: Any) -> list[str]:
    """What a row names that does not exist, and what it claims without naming it; one line each."""
    return [*_claims(row), *_references(row), *_wires(row), *_tests(row)]


def _claims(row: Any) -> Iterator[str]:
    if row.role not in maker.ROLES:
        yield f"is {row.role!r}, which is none of {', '.join(maker.ROLES)}"
    if (row.role in LEFT_OUT) != bool(row.why):
        yield "a row that is left out says why, and no other does"
    if row.role in LEFT_OUT and (row.where or row.tests or row.in_part):
        yield "a row that is left out names no place and no test"
    if row.role not in LEFT_OUT and not row.tests:
        yield "names no test"
    if row.role in NEEDS and not getattr(row, NEEDS[row.role]):
        yield f"is a {row.role} and names no {NEEDS[row.role]}"
    if row.role == "mechanism" and not any(name.startswith("rules.") for name in row.where):
        yield "is a mechanism and names no rule"
    for text in (row.what, row.in_part, row.why):
        if "|" in text or "\n" in text:
            yield "a text breaks the table"


def _references(row: Any) -> Iterator[str]:
    known: dict[str, tuple[Collection[str], Collection[str]]] = {
        "number": (row.numbers, book()),
        "setting": (row.settings, all_settings()),
        "outcome": (row.outcomes, {*OUTCOMES, *(f"{outcome}/{group}" for outcome, group in GROUPED)}),
        "cost item": (row.costs, items()),
        "payer": (row.payers, every_payer()),
        "place": (row.where, [name for name in row.where if found(name)]),
        "test": (row.tests, row.tests),
    }
    for what, (named, exists) in known.items():
        yield from (f"no such {what}: {name}" for name in named if name not in exists)
        yield from (f"{what} named twice: {name}" for name, times in Counter(named).items() if times > 1)


def found(name: str) -> bool:
    """Whether a place in the model exists: a file, a kind of thing, its attribute, a module or its member."""
    if "/" in name:
        return (ROOT / name).is_file()
    kind, _, attribute = name.partition(".")
    if kind in entities.KINDS:
        return not attribute or attribute in entities.names(kind)
    within = "kkgsim.model" if _is_module(f"kkgsim.model.{name.partition('.')[0]}") else "kkgsim"
    home, members = f"{within}.{name}", []
    while not _is_module(home):
        home, _, member = home.rpartition(".")
        members.insert(0, member)
    if home == within:
        return False
    target: Any = importlib.import_module(home) if members else None
    for member in members:
        if not hasattr(target, member):
            return False
        target = getattr(target, member)
    return not name.startswith("rules.") or callable(target)


def _is_module(name: str) -> bool:
    try:
        return find_spec(name) is not None
    except ModuleNotFoundError:  # what it is said to be in is no package
        return False


def _wires(row: Any) -> Iterator[str]:
    """Numbers that nothing named in the row reads, and conditions that no lever named in it sets."""
    for number in row.numbers:
        readers = readers_of(number) if number in book() else []
        if readers and not any(_names(row, reader) for reader in readers):
            yield f"number {number} is read by {', '.join(readers)}, and the row names none of them"
    for kind, attribute in (
        name.split(".") for name in row.where if name.split(".")[0] in entities.KINDS and "." in name
    ):
        if row.settings and attribute in entities.names(kind, "condition"):
            setters = {w.rule.split(".")[1] for w in all_dependencies().values() if (kind, attribute) in w.writes}
            if not setters & levers_of(row):
                yield f"{kind}.{attribute} is set by {', '.join(sorted(setters))}, and the row names none of them"


def _names(row: Any, reader: str) -> bool:
    """Whether a row names what reads one of its numbers: the behaviour, the lever, the cost item, an outcome, or (for
    what people and places are like at the start) a thing."""
    room, _, rest = reader.partition(".")
    if room == "costs":
        return rest in row.costs or items()[rest].lever in levers_of(row)
    if room == "engine":
        return any(f"({lever})" in rest for lever in levers_of(row))
    if room in ("measures", "outcomes"):
        return bool(row.outcomes)
    if room == "places":
        return any(name.split(".")[0] in (*entities.KINDS, "places") for name in row.where)
    if room == "levers":
        return rest.split(".")[0] in levers_of(row)
    return any(name.split(".")[:2] == reader.split(".")[:2] for name in row.where)


def _tests(row: Any) -> Iterator[str]:
    """Tests that do not exist, and short words for tests that try nothing of this row or look at another outcome."""
    tried: dict[str, Collection[str]] = {
        "setting": row.settings,
        "terms": [name for name in row.where if name.startswith("rules.attending.")],
    }
    looked_at = {
        "step": [STEPS[name[6:]] for name in row.where if name[6:] in STEPS],
        "number": [CUT[name] for name in row.numbers if name in CUT],
        "lever": [OUTCOME_OF[name] for name in levers_of(row)],
    }
    for test in row.tests:
        if test in tried and not tried[test]:
            yield f"{test!r} tries nothing that is named here"
        if test in looked_at:
            outcomes = {told.split(": ")[-1].lstrip("+-") for told in looked_at[test]}
            if not outcomes & {name.split("/")[0] for name in row.outcomes}:
                yield f"{test!r} looks at {', '.join(sorted(outcomes)) or 'nothing that is named here'}"
        file, _, function = COVERAGE.short.get(test, test).partition("::")
        if function not in names_of(file):
            yield f"no such test: {test}"


@cache
def names_of(file: str) -> frozenset[str]:
    """The names of the tests of a file under tests/; none where there is no file."""
    path = ROOT / "tests" / file
    if not path.is_file():
        return frozenset()
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return frozenset(n.name for n in tree.body if isinstance(n, ast.FunctionDef) and n.name.startswith("test_"))


def test_every_row_is_there_once_and_in_order() -> None:
    """TOML itself refuses a row given twice."""
    assert list(ROWS) == [*NAMED, *MISSION]
    assert set(COVERAGE.headings) <= set(ROWS)
    assert {row[0] for row in COVERAGE.headings} == {"S", "A", "B", "C", "D"}


def test_all_that_the_rows_name_exists() -> None:
    none(f"{row.id}: {problem}" for row in COVERAGE.rows for problem in issues(row))


@pytest.mark.parametrize(
    ("id", "changed", "told"),
    [
        ("S019", {"numbers": ("peer_rat",)}, "no such number: peer_rat"),
        ("S019", {"numbers": ("peer_rate", "peer_rate")}, "number named twice: peer_rate"),
        ("S120", {"settings": ("ministerial_regulation_duti",)}, "no such setting: ministerial_regulation_duti"),
        ("S056", {"outcomes": ("attendance_share/near",)}, "no such outcome: attendance_share/near"),
        ("S096", {"costs": ("meeting_food",)}, "no such cost item: meeting_food"),
        ("S155", {"payers": ("king",)}, "no such payer: king"),
        ("S019", {"where": ("tie", "rules.networking.exchanged")}, "no such place: rules.networking.exchanged"),
        ("S019", {"where": ("rules.networking.exchange", "tie.warmth")}, "no such place: tie.warmth"),
        ("S007", {"where": ("rules.learning.NUMBERS",)}, "no such place: rules.learning.NUMBERS"),
        ("S002", {"where": ("scenarios/no-such.toml",)}, "no such place: scenarios/no-such.toml"),
        ("D9", {"where": ("nowhere.at_all",)}, "no such place: nowhere.at_all"),
        ("D9", {"tests": ("test_rooms.py::test_nothing",)}, "no such test: test_rooms.py::test_nothing"),
        ("D9", {"tests": ("test_nowhere.py::test_nothing",)}, "no such test: test_nowhere.py::test_nothing"),
        ("S019", {"tests": ("setting",)}, "'setting' tries nothing that is named here"),
        ("S019", {"tests": ("lever",)}, "'lever' looks at nothing that is named here"),
        ("S019", {"outcomes": ("meetings_held",), "tests": ("number",)}, "'number' looks at pedagogic_mean"),
        ("S019", {"tests": ()}, "names no test"),
        ("S019", {"where": ("tie",)}, "is a mechanism and names no rule"),
        ("S019", {"numbers": ("revert_rate",)}, "number revert_rate is read by rules.practising.lost"),
        ("S120", {"settings": ("bos_allocation_share",)}, "teacher.duty is set by ministerial_regulation"),
        ("S120", {"settings": ()}, "is a lever and names no settings"),
        ("S120", {"role": "wish"}, "is 'wish'"),
        ("S120", {"what": "a | b"}, "a text breaks the table"),
        ("S156", {"why": ""}, "a row that is left out says why"),
        ("S156", {"tests": ("step",)}, "a row that is left out names no place and no test"),
    ],
)  # fmt: skip
def test_a_wrong_row_is_told(id: str, changed: dict[str, Any], told: str) -> None:
    assert any(line.startswith(told) for line in issues(replace(ROWS[id], **changed))), issues(ROWS[id])


def test_the_origin_of_a_lever_is_a_row_that_names_it() -> None:
    origins = {lever.name: ID.findall(lever.origin) for lever in all_levers().values()}
    none(name for name, ids in origins.items() if not ids)
    none(
        f"{name} comes from {id}, and {id} does not name it"
        for name, ids in origins.items() for id in ids if name not in levers_of(ROWS[id])
    )  # fmt: skip


def test_every_recommendation_has_a_lever_and_every_lever_its_row_of_the_mission() -> None:
    origins = {name: ID.findall(lever.origin) for name, lever in all_levers().items()}
    named = {id for ids in origins.values() for id in ids}
    assert {id for id in NAMED if "S117" <= id <= "S154"} <= named
    assert [id for ids in origins.values() for id in ids if id[0] == "C"] == [f"C{k}" for k in range(1, 21)]
    for name, ids in origins.items():
        settings = {f"{name}_{setting.name}" for setting in all_levers()[name].settings}
        assert settings == set(ROWS[ids[0]].settings), f"{ids[0]} names each setting of {name} and no other"


def test_every_outcome_setting_and_step_is_there_for_a_row() -> None:
    named = {name for row in COVERAGE.rows for name in (*row.outcomes, *row.settings, *row.where)}
    assert set(OUTCOMES) <= named
    assert set(all_settings()) <= named
    assert {f"rules.{step.name}" for step in ORDER} <= named


def test_the_page_is_what_the_command_makes() -> None:
    """Renew it with ``python docs/make_coverage.py``."""
    assert maker.PAGE.read_text(encoding="utf-8") == maker.page(COVERAGE)
    shown = re.findall(r"^\| ((?:S|[ABCD])\d+) \|", maker.page(COVERAGE), re.M)
    assert shown == [*NAMED, *MISSION]
