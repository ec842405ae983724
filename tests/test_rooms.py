"""The rooms of the house: imports look up only, declarations are complete, the heavy stays outside the door."""

from __future__ import annotations

import ast
import subprocess
import sys
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from catalogues import messages
from conftest import none

import kkgsim
from kkgsim.i18n import Text
from kkgsim.i18n.units import UNITS
from kkgsim.model import entities, levers, rules
from kkgsim.model.costs import every_payer
from kkgsim.model.outcomes import GROUPS, OUTCOMES
from kkgsim.model.parameters import Parameter, sources
from kkgsim.model.registry import book

ROOT = Path(kkgsim.__file__).parent
ROOMS = (
    "labels", "units", "errors", "processes", "folders", "numbers", "things", "rules", "chance", "locale",
    "command_line", "levers", "ledger", "observing", "outcomes", "month", "places", "wiring", "scenario",
    "scenario_file", "questions", "engine", "model", "study", "results", "sweep", "explore", "views", "report", "app",
    "commands", "cli",
)  # fmt: skip
BELOW_ALLOWED = {
    ("numbers", "levers"), ("numbers", "rules"),  # the book gathers what the rooms below declare, when asked
    ("numbers", "places"),
}  # fmt: skip
HEAVY = {
    "mesa": ("engine", "model", "app"),
    "matplotlib": ("views", "app"),
    "pandas": ("study", "results", "explore"),
    "numba": ("engine",),
    "solara": ("app",),
}


def room(path: Path) -> str:
    return path.relative_to(ROOT).parts[0].removesuffix(".py")


@cache
def imports(path: Path) -> list[tuple[str, bool]]:
    """What a module imports, and whether only for type checking."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    checked = {
        id(child)
        for node in ast.walk(tree)
        if isinstance(node, ast.If) and isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING"
        for child in ast.walk(node)
    }
    found = []
    for node in ast.walk(tree):
        names = []
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module:
            names = (
                [f"{node.module}.{alias.name}" for alias in node.names] if node.module == "kkgsim" else [node.module]
            )
        found += [(name, id(node) in checked) for name in names]
    return found


BESIDE = ("__init__.py", "__main__.py")
"""Modules of the package that stand in no room."""
MODULES = sorted(path for path in ROOT.rglob("*.py") if path.parent != ROOT or path.name not in BESIDE)


def scenario_rooms(name: str) -> str:
    return "scenario_file" if name.startswith(("scenario_", "toml_")) else name


def named(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def imported_from_below(path: Path) -> list[str]:
    """What a module imports from a room below its own, a line each."""
    mine = scenario_rooms(room(path))
    names = [name for name, checked in imports(path) if not checked and name.startswith("kkgsim.")]
    theirs = {name: scenario_rooms(name.split(".")[1]) for name in names if not name.split(".")[1].startswith("__")}
    return [
        f"{named(path)} imports {name}, which is in a room below"
        for name, home in theirs.items()
        if (mine, home) not in BELOW_ALLOWED and ROOMS.index(home) > ROOMS.index(mine)
    ]


def test_every_module_is_in_a_room() -> None:
    assert MODULES
    none(f"{named(path)} is in no list of rooms" for path in MODULES if scenario_rooms(room(path)) not in ROOMS)


def test_imports_look_up_only() -> None:
    none(line for path in MODULES for line in imported_from_below(path))


def test_heavy_libraries_stay_in_their_rooms() -> None:
    found = [(path, name.split(".")[0]) for path in MODULES for name, checked in imports(path) if not checked]
    none(
        f"{named(path)} imports {library}"
        for path, library in found
        if library in HEAVY and room(path) not in HEAVY[library]
    )


def test_help_imports_nothing_heavy() -> None:
    code = (
        "import sys; from click.testing import CliRunner; from kkgsim.cli.main import main; "
        "CliRunner().invoke(main, ['--help']); print(*sys.modules)"
    )
    loaded = set(
        subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    )
    assert not loaded & {
        "numpy",
        "numba",
        "mesa",
        "matplotlib",
        "pandas",
        "pyarrow",
        "networkx",
        "scipy",
        "pydantic",
        "rich",
    }
    assert "kkgsim.cli.main" in loaded


def test_importing_the_package_imports_nothing_else() -> None:
    code = "import sys; before = set(sys.modules); import kkgsim; print(*(set(sys.modules) - before))"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    assert loaded == ["kkgsim"]


def missing_of(number: Parameter) -> list[str]:
    """What a number lacks of evidence and words."""
    words = number.meaning
    faults = {
        "names an unknown source": not set(number.sources) <= set(sources()),
        "has no unit": not number.unit.strip(),
        "has no words in a language": not (words.en.strip() and words.id.strip()),
        "has the same words in both languages": words.en == words.id and words.en != "Indonesia",
        f"is {number.grade} but rests on assumption alone":
            number.grade != "assumed" and not set(number.sources) - {"ASM", "MEM"},
    }  # fmt: skip
    return [fault for fault, present in faults.items() if present]


def test_every_number_has_evidence_and_words() -> None:
    none(f"{name} {fault}" for name, number in book().items() for fault in missing_of(number))


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"sources": ("NOBODY",)}, "names an unknown source"),
        ({"unit": " "}, "has no unit"),
        ({"meaning": Text("a pull", "")}, "has no words in a language"),
        ({"meaning": Text("a pull", "a pull")}, "has the same words in both languages"),
        ({"grade": "literature", "sources": ("ASM",)}, "is literature but rests on assumption alone"),
    ],
)
def test_a_number_that_lacks_something_is_told(changed: dict[str, object], said: str) -> None:
    assert said in missing_of(replace(book()["attend_distance"], **changed))


def test_every_source_is_used_or_named() -> None:
    for source in sources().values():
        assert source.citation.strip()
        assert source.where.strip()
        assert source.read.strip()


def test_every_outcome_and_payer_has_both_languages() -> None:
    groups = [label for group in GROUPS.values() for label in (group.label, group.rest)]
    for label in (*(o.label for o in OUTCOMES.values()), *every_payer().values(), *groups):
        assert label.en.strip()
        assert label.id.strip()


def test_every_unit_of_outcomes_is_said_in_both_languages() -> None:
    for name, unit in UNITS.items():
        assert name == unit.name
        for label in (unit.level, unit.change, unit.step_label, unit.step_words):
            assert label.en.strip()
            assert label.id.strip()
        for label in (unit.change_mark, unit.level_suffix, unit.change_suffix):
            assert bool(label.en) == bool(label.id), name
        assert unit.low < unit.high
        assert min(unit.step, unit.least_span, unit.least_curve) > 0.0


def test_every_unit_has_a_name_in_indonesian() -> None:
    """Add a message with ``msgctxt "unit"`` to both catalogues for a new unit."""
    units = {number.unit for number in book().values()} | {setting.unit for setting in levers.all_settings().values()}
    assert sorted(units - set(messages("id", context="unit"))) == []


def test_every_attribute_is_told_in_both_languages_within_its_limits() -> None:
    for kind, attributes in entities.KINDS.items():
        names = [attribute.name for attribute in attributes]
        assert len(set(names)) == len(names), kind
        for attribute in attributes:
            assert attribute.meaning.en.strip(), f"{kind}.{attribute.name}"
            assert attribute.meaning.id.strip(), f"{kind}.{attribute.name}"
            assert attribute.low < attribute.high
            assert attribute.unit.strip()


def test_every_file_of_a_listed_room_is_listed() -> None:
    for listed, folder in ((set(rules.FILES) | {"arithmetic"}, "rules"), (set(levers.FILES) | {"lever"}, "levers")):
        assert {p.stem for p in (ROOT / folder).glob("*.py")} - {"__init__"} == listed


def test_nothing_of_this_machine_is_in_the_project() -> None:
    """No absolute path of a machine and no address of a package registry in what is committed."""
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT.parent, capture_output=True, text=True)
    if listed.returncode != 0:
        pytest.skip("not a git checkout")
    words = ("/" + "work/", "/" + "root/", "index" + "-url", "py" + "pi.org")
    for name in listed.stdout.split("\n"):
        path = ROOT.parent / name
        if name and path.is_file() and path.suffix not in (".png",):
            text = path.read_text(encoding="utf-8", errors="ignore")
            assert not [word for word in words if word in text], name
