"""The rooms of the house: imports look up only, declarations are complete, the heavy stays outside the door."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

import kkgsim
from kkgsim import levers, locale, rules, things
from kkgsim.ledger import every_payer
from kkgsim.locale import phrases
from kkgsim.numbers import GRADES, book, sources
from kkgsim.outcomes import GROUPS, OUTCOMES
from kkgsim.units import UNITS

ROOT = Path(kkgsim.__file__).parent
ROOMS = (
    "labels", "units", "errors", "folders", "numbers", "things", "rules", "chance", "locale", "command_line", "levers",
    "ledger", "observing", "outcomes", "month", "places", "wiring", "scenario", "scenario_file", "questions", "engine",
    "model", "study", "results", "sweep", "explore", "views", "report", "app", "commands", "cli",
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


MODULES = sorted(p for p in ROOT.rglob("*.py") if p.parent != ROOT or p.name not in ("__init__.py", "__main__.py"))


def scenario_rooms(name: str) -> str:
    return "scenario_file" if name.startswith(("scenario_", "toml_")) else name


@pytest.mark.parametrize("path", MODULES, ids=lambda p: p.relative_to(ROOT).as_posix())
def test_imports_look_up_only(path: Path) -> None:
    mine = scenario_rooms(room(path))
    assert mine in ROOMS, f"{mine} is in no list of rooms"
    for name, checked in imports(path):
        if checked or not name.startswith("kkgsim.") or name.split(".")[1].startswith("__"):
            continue
        theirs = scenario_rooms(name.split(".")[1])
        if (mine, theirs) not in BELOW_ALLOWED:
            assert ROOMS.index(theirs) <= ROOMS.index(mine), f"{mine} imports {name}, which is in a room below"


@pytest.mark.parametrize("path", MODULES, ids=lambda p: p.relative_to(ROOT).as_posix())
def test_heavy_libraries_stay_in_their_rooms(path: Path) -> None:
    for name, checked in imports(path):
        library = name.split(".")[0]
        if library in HEAVY and not checked:
            assert room(path) in HEAVY[library], f"{room(path)} imports {library}"


def test_help_imports_nothing_heavy() -> None:
    code = (
        "import sys; from click.testing import CliRunner; from kkgsim.cli import main; "
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
    assert "kkgsim.cli" in loaded


def test_importing_the_package_imports_nothing_else() -> None:
    code = "import sys; before = set(sys.modules); import kkgsim; print(*(set(sys.modules) - before))"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    assert loaded == ["kkgsim"]


@pytest.mark.parametrize("name", book())
def test_every_number_has_evidence_and_words(name: str) -> None:
    number = book()[name]
    assert number.grade in GRADES
    assert set(number.sources) <= set(sources()), f"{name}: unknown source"
    assert number.unit.strip()
    assert number.meaning.en.strip()
    assert number.meaning.id.strip()
    assert number.meaning.en != number.meaning.id or number.meaning.en == "Indonesia"
    if number.grade != "assumed":
        assert set(number.sources) - {"ASM", "MEM"}, f"{name} is {number.grade} but rests on assumption alone"


def test_every_source_is_used_or_named() -> None:
    for source in sources().values():
        assert source.citation.strip()
        assert source.where.strip()
        assert source.read.strip()


def test_every_outcome_payer_and_phrase_has_both_languages() -> None:
    groups = [label for group in GROUPS.values() for label in (group.label, group.rest)]
    for label in (*(o.label for o in OUTCOMES.values()), *every_payer().values(), *groups):
        assert label.en.strip()
        assert label.id.strip()
    for key, words in phrases().items():
        assert set(words) == set(locale.LANGUAGES), key
        holes = [{part.split("}")[0].split(":")[0] for part in text.split("{")[1:]} for text in words.values()]
        assert holes[0] == holes[1], f"{key}: the languages ask for different values"


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
    """Add a line to locale/units.toml for a new unit."""
    units = {number.unit for number in book().values()} | {setting.unit for setting in levers.all_settings().values()}
    assert sorted(units - set(locale.units())) == []


def test_every_attribute_is_told_in_both_languages_within_its_limits() -> None:
    for kind, attributes in things.KINDS.items():
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
