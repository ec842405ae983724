"""What decides the values of a sweep, as hashes: a sweep is gone on with, and checked, only where all of them agree."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path

import kkgsim
from kkgsim.config.extensions import module_of
from kkgsim.design.study import Points, Study
from kkgsim.engine.run_id import place_hash, scenario_hash
from kkgsim.execution.output_folder import sha256
from kkgsim.i18n import Text, tr
from kkgsim.model.levers import BROUGHT, all_settings
from kkgsim.model.posterior import identity_of
from kkgsim.model.registry import PARAMETERS, homes
from kkgsim.places.place import Place

ROOT = Path(kkgsim.__file__).parent
ROOTS = ("kkgsim.engine.batch_runner", "kkgsim.execution.chunks")
"""The modules that make the bytes of a chunk; everything that they import decides them, too."""
IMPORT = re.compile(r"^ *(?:from|import) +(kkgsim[\w.]*)(?: +import +(\([^)]*\)|.*))?", re.MULTILINE)


def fingerprint(study: Study, place: Place, points: Points) -> dict[str, str]:
    """Hashes of everything that decides the values of a sweep."""
    return {
        "study": sha256(study.definition_text()),
        "scenario": scenario_hash(study),
        "place": place_hash(place),
        "design": design_hash(points),
        **({"posterior": str(identity_of(study.drawn))} if isinstance(study.drawn, str) else {}),
        **installation_hashes(),
    }


def design_hash(points: Points) -> str:
    """The hash of the points of a design."""
    return sha256(repr((points.shape, points.tobytes().hex())))


def installation_hashes() -> dict[str, str]:
    """The part of an identity that every machine of a sweep must share whatever is asked: what is installed there."""
    from importlib.metadata import version

    return {
        "numbers": sha256(repr(sorted((k, repr(v)) for k, v in PARAMETERS.items()))),
        "levers": sha256(repr(all_settings())),
        "code": sha256(repr(sorted(code_parts().items()))),
        "packages": " ".join(f"{name} {version(name)}" for name in ("numpy", "llvmlite", "pyarrow")),
    }


def differing(earlier: Mapping[str, str], current: Mapping[str, str]) -> tuple[str, ...]:
    """Which hashes are not the same, or only on one side."""
    return tuple(name for name in {**earlier, **current} if earlier.get(name) != current.get(name))


def describe_differences(odd: Iterable[str], parts: Iterable[str]) -> Text:
    """The differing parts of an identity in words; ``parts`` are the folders and files of code that differ."""
    code = ", ".join(parts)
    return Text.of(lambda: ", ".join(tr(f"identity_{name}", parts=code) for name in odd))


@cache
def code_parts() -> Mapping[str, str]:
    """A hash for each folder (or file) of kkgsim, and of packages with levers, with code that values are made by."""
    parts: dict[str, list[str]] = {}
    for path in code_files():
        name = path.relative_to(ROOT)
        parts.setdefault(name.parts[0], []).append(f"{name.as_posix()} {hashlib.sha256(path.read_bytes()).hexdigest()}")
    for path in brought_files():
        parts.setdefault(path.parent.name, []).append(f"{path.name} {hashlib.sha256(path.read_bytes()).hexdigest()}")
    return {part: sha256("\n".join(lines)) for part, lines in parts.items()}


@cache
def code_files() -> tuple[Path, ...]:
    """The sources that values are made by: what :data:`ROOTS` import, what these import, and so on.

    Pictures, pages, reports and commands are not among them, so that mending a word of one spoils no sweep.
    """
    files: set[Path] = set()
    names = [*ROOTS, *homes()]  # the book of numbers imports their homes by name
    while names:
        name = names.pop()
        path = _source(name)
        if path is not None and path not in files:
            files.add(path)
            names += [name.rpartition(".")[0], *_imported(path.read_text(encoding="utf-8"))]
    return tuple(sorted(files))


def brought_files() -> tuple[Path, ...]:
    """The sources of levers that packages bring: of a package all of them, else the lever's module alone."""
    files: set[Path] = set()
    for entry in BROUGHT.values():
        module = Path(module_of(entry).__file__ or "")
        files |= set(module.parent.rglob("*.py")) if "." in entry.module or module.name == "__init__.py" else {module}
    return tuple(sorted(files))


def _source(module: str) -> Path | None:
    """The file of a module of kkgsim; None of any other, and of a name inside a module."""
    if module.partition(".")[0] != ROOT.name:
        return None
    path = ROOT.parent.joinpath(*module.split("."))
    if path.is_dir():
        return path / "__init__.py"
    return path.with_suffix(".py") if path.with_suffix(".py").is_file() else None


def _imported(text: str) -> Iterator[str]:
    """Whatever may be a module among what some code imports. Parsing a hundred files for it would take longer than
    many a sweep; what is found too much does no harm."""
    for module, names in IMPORT.findall(text):
        yield module
        yield from (f"{module}.{name}" for name in re.findall(r"\w+", names))
