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
from model.test_sizes import CUT as SIZED

from kkgsim.engine.dependencies import all_dependencies, readers_of
from kkgsim.model import entities
from kkgsim.model.costs import every_payer, items
from kkgsim.model.levers import all_levers, all_settings
from kkgsim.model.outcomes import GROUPED, OUTCOMES
from kkgsim.model.registry import PARAMETERS
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
NAMED = {row.key: row for row in COVERAGE.named}
NEEDED = {row.key: row for row in COVERAGE.needed}
LEFT_OUT = ("context", "missing")
NEEDS = {"lever": "settings", "outcome": "outcomes", "number": "numbers", "thing": "where", "mechanism": "where"}
"""What a row must name to be what it says it is."""
PAPERS = {"janapria_study": "000_77679b2af6f2bee4.txt", "kkg_brief": "001_a1586f615940ffcb.txt"}
"""The two documents, by the keys under which they are cited."""


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
        "number": (row.numbers, PARAMETERS),
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
        readers = readers_of(number) if number in PARAMETERS else []
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
        "terms": [name for name in row.where if name.startswith("rules.inclining.")],
    }
    looked_at = {
        "step": [STEPS[name[6:]] for name in row.where if name[6:] in STEPS],
        "number": [CUT[name] for name in row.numbers if name in CUT],
        "lever": [OUTCOME_OF[name] for name in levers_of(row)],
        "size": [moved for _, number, moved in SIZED if number in row.numbers],
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


def test_rows_are_keyed_by_their_words_and_stand_under_a_heading() -> None:
    """TOML itself refuses a row given twice."""
    assert all(block[0].heading for rows in (COVERAGE.named, COVERAGE.needed) for block in maker.blocks(rows))
    none(
        f"{row.key}: {word} is no word of it"
        for row in COVERAGE.rows for word in row.key.split("-")
        if word not in re.sub(r"['’]", "", row.what.lower())
    )  # fmt: skip


def test_all_that_the_rows_name_exists() -> None:
    none(f"{row.key}: {problem}" for row in COVERAGE.rows for problem in issues(row))


@pytest.mark.parametrize(
    ("key", "changed", "told"),
    [
        ("talk-among-colleagues", {"numbers": ("peer_rat",)}, "no such number: peer_rat"),
        ("talk-among-colleagues", {"numbers": ("peer_rate", "peer_rate")}, "number named twice: peer_rate"),
        (
            "teachers-required-to-take-part",
            {"settings": ("ministerial_regulation_duti",)},
            "no such setting: ministerial_regulation_duti",
        ),
        ("venue-far-away", {"outcomes": ("attendance_share/near",)}, "no such outcome: attendance_share/near"),
        ("who-pays-for-meetings", {"costs": ("meeting_food",)}, "no such cost item: meeting_food"),
        ("ministry", {"payers": ("king",)}, "no such payer: king"),
        (
            "talk-among-colleagues",
            {"where": ("tie", "rules.networking.exchanged")},
            "no such place: rules.networking.exchanged",
        ),
        ("talk-among-colleagues", {"where": ("rules.networking.exchange", "tie.warmth")}, "no such place: tie.warmth"),
        ("learning-by-doing", {"where": ("rules.learning.PARAMETERS",)}, "no such place: rules.learning.PARAMETERS"),
        ("case", {"where": ("scenarios/no-such.toml",)}, "no such place: scenarios/no-such.toml"),
        ("indonesian-and-english", {"where": ("nowhere.at_all",)}, "no such place: nowhere.at_all"),
        (
            "indonesian-and-english",
            {"tests": ("test_rooms.py::test_nothing",)},
            "no such test: test_rooms.py::test_nothing",
        ),
        (
            "indonesian-and-english",
            {"tests": ("test_nowhere.py::test_nothing",)},
            "no such test: test_nowhere.py::test_nothing",
        ),
        (
            "talk-among-colleagues",
            {"settings": (), "tests": ("setting",)},
            "'setting' tries nothing that is named here",
        ),
        ("talk-among-colleagues", {"settings": (), "tests": ("lever",)}, "'lever' looks at nothing that is named here"),
        (
            "talk-among-colleagues",
            {"outcomes": ("meetings_held",), "tests": ("number",)},
            "'number' looks at practice_mean",
        ),
        ("talk-among-colleagues", {"tests": ()}, "names no test"),
        ("talk-among-colleagues", {"where": ("tie",)}, "is a mechanism and names no rule"),
        ("talk-among-colleagues", {"numbers": ("forget_rate",)}, "number forget_rate is read by rules.learning."),
        (
            "teachers-required-to-take-part",
            {"settings": ("bos_allocation_share",)},
            "teacher.duty is set by ministerial_regulation",
        ),
        ("teachers-required-to-take-part", {"settings": ()}, "is a lever and names no settings"),
        ("teachers-required-to-take-part", {"role": "wish"}, "is 'wish'"),
        ("teachers-required-to-take-part", {"what": "a | b"}, "a text breaks the table"),
        ("policy-research-centre", {"why": ""}, "a row that is left out says why"),
        ("policy-research-centre", {"tests": ("step",)}, "a row that is left out names no place and no test"),
    ],
)
def test_a_wrong_row_is_told(key: str, changed: dict[str, Any], told: str) -> None:
    row = {**NEEDED, **NAMED}[key]
    assert any(line.startswith(told) for line in issues(replace(row, **changed))), issues(row)


def test_every_recommendation_has_a_lever_and_every_lever_its_row() -> None:
    recommended = [block for block in maker.blocks(COVERAGE.named) if ": recommendation" in block[0].heading]
    assert len(recommended) == 10
    none(row.key for block in recommended for row in block if not levers_of(row))
    rows = [set(row.settings) for row in COVERAGE.needed if row.role == "lever"]
    none(
        name for name, lever in all_levers().items()
        if {f"{name}_{setting.name}" for setting in lever.settings} not in rows
    )  # fmt: skip


def test_a_lever_is_cited_with_words_that_stand_in_the_documents() -> None:
    folder = ROOT.parent / "shared" / "seeds"
    if not folder.is_dir():
        pytest.skip("the two documents are not at hand")
    texts = {key: " ".join((folder / name).read_text(encoding="utf-8").split()) for key, name in PAPERS.items()}
    none(
        f"{lever.name}: {passage}" for lever in all_levers().values() for passage in lever.origin
        if passage.words not in texts[passage.source]
    )  # fmt: skip


def test_nothing_is_cited_by_the_row_numbers_of_a_paper() -> None:
    """ "S1" is a degree, and the name of an index of Sobol's."""
    number = re.compile(r"\b(?:S\d{2,3}|C\d{1,3})\b|\bseed:\d")
    paths = [
        path for folder in ("kkgsim", "docs") for path in (ROOT / folder).rglob("*")
        if path.suffix in (".py", ".md", ".toml", ".po")
    ]  # fmt: skip
    assert len(paths) > 100
    none(
        f"{path.relative_to(ROOT)}:{row}: {line.strip()}"
        for path in paths for row, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if number.search(line)
    )  # fmt: skip


def test_every_outcome_setting_and_step_is_there_for_a_row() -> None:
    named = {name for row in COVERAGE.rows for name in (*row.outcomes, *row.settings, *row.where)}
    assert set(OUTCOMES) <= named
    assert set(all_settings()) <= named
    assert {f"rules.{step.name}" for step in ORDER} <= named


def test_the_page_is_what_the_command_makes() -> None:
    """Renew it with ``python docs/make_coverage.py``."""
    assert maker.PAGE.read_text(encoding="utf-8") == maker.page(COVERAGE)
