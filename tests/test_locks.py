"""The locks hold everything that is installed, pinned and hashed, and whatever people are told to type uses them.

``verification/install.py`` installs from them with old and new pips, where nothing else is to be had.
"""

from __future__ import annotations

import importlib.util
import re
import subprocess
from collections.abc import Iterator
from functools import cache
from importlib.metadata import PackageNotFoundError, requires, version
from types import ModuleType

import pytest
from conftest import ROOT
from packaging.markers import default_environment
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name


def _renew() -> ModuleType:
    spec = importlib.util.spec_from_file_location("renew_locks", ROOT / "locks" / "renew.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


RENEW = _renew()
PROJECT = RENEW.project()
EXTRAS = RENEW.LOCKS
HASH = re.compile(r"sha256:[0-9a-f]{64}")
SYSTEMS = [("linux", "Linux", "posix"), ("darwin", "Darwin", "posix"), ("win32", "Windows", "nt")]
PLACES = [
    {"sys_platform": system, "platform_system": name, "os_name": kind, "python_version": python,
     "python_full_version": f"{python}.{patch}", "implementation_name": "cpython",
     "platform_python_implementation": "CPython"}
    for system, name, kind in SYSTEMS for python in RENEW.pythons() for patch in (0, 9)
]  # fmt: skip
"""Systems and Pythons that a lock is good for, as environment markers see them."""
SETUP = re.compile(
    r"python3\.11 -m venv \.venv && \.venv/bin/pip install -q --no-deps --require-hashes -r locks/(main|dev)\.txt && "
    r"\.venv/bin/pip install -q --no-deps --no-build-isolation (?:-e )?\. && \.venv/bin/(kkgsim|pytest)"
)
FROM_A_LOCK = re.compile(r"(?:-q )?--no-deps --require-hashes -r (?:locks/)?(?:main|all|dev|\{name\})\.txt$")
OURSELVES = re.compile(
    r"(?:-q )?--no-deps (?:--no-build-isolation (?:(?:-e )?\.|examples/kkgsim-messages)"
    r"|--no-index kkgsim-[\d.]+-py3-none-any\.whl)$"
)


@cache
def entries(name: str) -> list[tuple[Requirement, frozenset[str]]]:
    """The requirements of a lock, each with its hashes."""
    text = (ROOT / "locks" / f"{name}.txt").read_text(encoding="utf-8").replace("\\\n", " ")
    lines = [line.split(" #")[0] for line in text.splitlines() if line and not line.lstrip().startswith("#")]
    assert lines.pop(0) == "--only-binary :all:", "nothing is built with what no lock holds"
    return [
        (Requirement(said), frozenset(hashes))
        for said, *hashes in (re.split(r"\s+--hash=", one.strip()) for one in lines)
    ]


def pinned(name: str, environment: dict[str, str]) -> dict[str, str]:
    """The version of every package that a lock installs in an environment."""
    found: dict[str, str] = {}
    for entry, _ in entries(name):
        if entry.marker is None or entry.marker.evaluate(environment):
            assert entry.name not in found, f"{entry.name} twice where {environment}"
            (pin,) = entry.specifier
            found[entry.name] = pin.version
    return found


def declared(extras: tuple[str, ...]) -> list[str]:
    """What pyproject.toml asks for: the build, the dependencies and some extras."""
    project = PROJECT["project"]
    return [*PROJECT["build-system"]["requires"], *project["dependencies"],
            *(line for extra in extras for line in project["optional-dependencies"][extra])]  # fmt: skip


def needed(lines: list[str], extras: frozenset[str]) -> Iterator[Requirement]:
    """The requirements among ``lines`` that hold here, for a package with these extras."""
    for requirement in map(Requirement, lines):
        if requirement.marker is None or any(
            requirement.marker.evaluate({**default_environment(), "extra": extra}) for extra in extras | {""}
        ):
            yield requirement


@pytest.mark.parametrize("name", EXTRAS)
def test_everything_needed_here_is_locked_to_the_last_dependency(name: str) -> None:
    locked = pinned(name, dict(default_environment()))
    waiting = list(needed(declared(EXTRAS[name]), frozenset()))
    seen: set[tuple[str, frozenset[str]]] = set()
    while waiting:
        requirement = waiting.pop()
        package, extras = canonicalize_name(requirement.name), frozenset(requirement.extras)
        if package == "kkgsim":
            waiting += needed(declared(tuple(extras)), frozenset())
            continue
        assert package in locked, f"{requirement} is not locked in {name}"
        assert requirement.specifier.contains(locked[package]), f"{requirement}: {name} has {locked[package]}"
        if (package, extras) not in seen:
            seen.add((package, extras))
            waiting += needed(requires(package) or [], extras)
    assert {package for package, _ in seen} == set(locked), f"{name} holds what nothing needs"


def test_what_is_installed_is_what_is_locked() -> None:
    """Tests speak of the versions that people get."""
    wrong = {}
    for package, wanted in pinned("dev", dict(default_environment())).items():
        try:
            here = version(package)
        except PackageNotFoundError:
            here = "nothing"
        if here != wanted:
            wrong[package] = f"{here} is installed, {wanted} is locked"
    assert wrong == {}, "set up with the test command of the README"


@pytest.mark.parametrize("name", EXTRAS)
def test_every_entry_is_one_version_with_hashes_and_no_address(name: str) -> None:
    assert "://" not in (ROOT / "locks" / f"{name}.txt").read_text(encoding="utf-8")
    for entry, hashes in entries(name):
        assert re.fullmatch(r"==[\w.!+]+", str(entry.specifier)), entry
        assert not entry.url
        assert hashes, f"{entry} has no hash"
        assert all(HASH.fullmatch(one) for one in hashes), entry


@pytest.mark.parametrize("name", EXTRAS)
def test_every_system_and_python_gets_what_is_asked_for(name: str) -> None:
    for place in PLACES:
        locked = pinned(name, place)
        for requirement in map(Requirement, declared(EXTRAS[name])):
            assert requirement.name == "kkgsim" or locked[canonicalize_name(requirement.name)] in requirement.specifier


def test_smaller_locks_are_parts_of_larger_ones() -> None:
    """In the same versions with the same hashes, and wherever the smaller one installs something, the larger does."""
    dev, whole, main = ({(entry.name, str(entry.specifier), hashes) for entry, hashes in entries(name)}
                        for name in ("dev", "all", "main"))  # fmt: skip
    assert main < whole < dev
    for place in PLACES:
        assert pinned("main", place).items() <= pinned("all", place).items() <= pinned("dev", place).items()
    assert {path.stem for path in (ROOT / "locks").glob("*.txt")} == set(EXTRAS)


@pytest.mark.parametrize("readme", ["README.md", "README.id.md"])
def test_the_readme_sets_up_in_a_line_from_the_locks(readme: str) -> None:
    text = (ROOT / readme).read_text(encoding="utf-8")
    assert [found.groups() for found in SETUP.finditer(text)] == [("main", "kkgsim"), ("dev", "pytest")]
    assert text.count("-m venv") == 2


@pytest.mark.parametrize(
    "document", ["README.md", "README.id.md", "docs/tutorial.md", "docs/installing.md", "docs/id/langkah-pertama.md",
                 "docs/id/memasang.md"],
)  # fmt: skip
def test_documents_name_the_pythons_that_the_locks_are_good_for(document: str) -> None:
    text = (ROOT / document).read_text(encoding="utf-8")
    (named,) = re.findall(r"Python (3\.\d+(?:,? (?:or |atau )?3\.\d+)*)", text)
    assert re.findall(r"3\.\d+", named) == RENEW.pythons()
    assert RENEW.pythons()[0] == PROJECT["project"]["requires-python"].removeprefix(">=")


def test_whatever_people_are_told_to_install_is_locked() -> None:
    """No command in a text, a message or a script has pip choose versions or fetch what a build needs."""
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True)
    if listed.returncode != 0:
        pytest.skip("not a git checkout")
    told = []
    for name in listed.stdout.split("\n"):
        path = ROOT / name
        if (
            path.suffix in (".md", ".py", ".toml", ".txt", ".ipynb", "")
            and path.is_file()
            and "tests" not in path.parts
        ):
            text = path.read_text(encoding="utf-8")
            told += [(name, one.strip()) for one in re.findall(r"\bpip install ([^`\n\"&]*)", text)]
    assert len(told) >= 10
    for name, words in told:
        bare = re.split(r"\s{2,}#", words)[0].strip()
        assert FROM_A_LOCK.match(bare) or OURSELVES.match(bare), f"{name}: pip install {words}"
