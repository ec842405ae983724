"""The rooms of the house: imports look up only, declarations are complete, the heavy stays outside the door."""

from __future__ import annotations

import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from catalogues import messages
from conftest import none
from importlinter.cli import lint_imports

import kkgsim
from kkgsim.i18n import Text
from kkgsim.i18n.units import UNITS
from kkgsim.model import entities, levers, measures, rules
from kkgsim.model.costs import every_payer
from kkgsim.model.outcomes import GROUPS, OUTCOMES
from kkgsim.model.parameters import Parameter, sources
from kkgsim.model.registry import PARAMETERS

ROOT = Path(kkgsim.__file__).parent


def test_every_room_imports_from_below_only(monkeypatch: pytest.MonkeyPatch) -> None:
    """The contracts of pyproject.toml ([tool.importlinter]): the order of the rooms, and which of them know what."""
    monkeypatch.chdir(ROOT.parent)
    assert lint_imports(no_cache=True) == 0


def test_few_modules_stand_outside_the_rooms() -> None:
    loose = {path.name for path in ROOT.glob("*.py")} - {"__init__.py", "__main__.py"}
    assert loose == {"errors.py"}
    assert len([path for path in ROOT.iterdir() if path.is_dir() and path.name != "__pycache__"]) <= 16


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
        "llvmlite",
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
    none(f"{name} {fault}" for name, number in PARAMETERS.items() for fault in missing_of(number))


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
    assert said in missing_of(replace(PARAMETERS["attend_distance"], **changed))


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
    units = {number.unit for number in PARAMETERS.values()} | {
        setting.unit for setting in levers.all_settings().values()
    }
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
    for listed, folder in (
        (set(rules.FILES) | {"arithmetic"}, "rules"),
        (set(levers.FILES) | {"lever"}, "levers"),
        (set(measures.FILES), "measures"),
    ):
        assert {p.stem for p in (ROOT / "model" / folder).glob("*.py")} - {"__init__"} == listed


@pytest.fixture(scope="module")
def committed() -> list[str]:
    """The files that git keeps."""
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT.parent, capture_output=True, text=True)
    if listed.returncode != 0:
        pytest.skip("not a git checkout")
    return listed.stdout.splitlines()


def test_nothing_was_left_behind_at_the_root(committed: list[str]) -> None:
    """A folder or a file there has its place in this list, or it is an answer that somebody forgot."""
    folders = {name.partition("/")[0] for name in committed if "/" in name}
    assert folders == {
        ".ci", ".githooks", "benchmarks", "docs", "examples", "experiments", "forecasts", "kkgsim", "locks",
        "notebooks", "scenarios", "tests", "verification", "web",
    }  # fmt: skip
    assert {name for name in committed if "/" not in name} == {
        ".gitattributes", ".gitignore", "CHANGELOG.md", "CITATION.cff", "CONTRIBUTING.md", "LICENSE", "LICENSE-DATA",
        "MANIFEST.in", "README.id.md", "README.md", "pyproject.toml", "setup.py",
    }  # fmt: skip


def test_nothing_of_this_machine_is_in_the_project(committed: list[str]) -> None:
    """No absolute path of a machine and no address of a package registry in what is committed."""
    words = ("/" + "work/", "/" + "root/", "index" + "-url", "py" + "pi.org")
    for name in committed:
        path = ROOT.parent / name
        if path.is_file() and path.suffix not in (".png",):
            text = path.read_text(encoding="utf-8", errors="ignore")
            assert not [word for word in words if word in text], name


def test_the_page_about_the_rooms_names_what_there_is() -> None:
    """Every room, every analysis, and no file that is gone."""
    page = (ROOT.parent / "docs" / "architecture.md").read_text(encoding="utf-8")
    rooms = [path.parent for path in (*ROOT.glob("*/__init__.py"), *(ROOT / "analysis").glob("*/__init__.py"))]
    none(f"not named: {room.name}" for room in rooms if f"`{room.name}`" not in page)
    files = re.findall(r"`([a-z_0-9/]+/[a-z_0-9/]+\.py)`", page)
    assert len(files) > 60
    none(f"gone: {name}" for name in files if not any((base / name).exists() for base in (ROOT, ROOT.parent)))
