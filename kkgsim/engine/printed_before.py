"""What was printed before: the same sources give the same modules, so their code is taken without printing them again.

Printing takes seconds, which every process would wait for before its first run.
"""

from __future__ import annotations

import hashlib
import json
import sys
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import kkgsim
from kkgsim.engine import cache as disk
from kkgsim.engine.machine_code import Linked, code_path, keep, kept, linked, processor
from kkgsim.engine.printing.llvm_function import Lanes, Module
from kkgsim.model.levers import BROUGHT

SOURCES = (".json", ".py", ".toml")
"""What a source ends with."""


@cache
def _sources() -> str:
    """A hash of all sources, and of the Python that reads them."""
    root, digest = Path(kkgsim.__file__).parent, hashlib.sha256(repr(sys.version_info).encode())
    for path in sorted(path for path in root.rglob("*") if path.suffix in SOURCES):
        digest.update(path.relative_to(root).as_posix().encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()[:24]


def _list_path(lanes: Lanes) -> Path:
    return disk.cache_folder() / f"{_sources()}-{processor()}-{lanes.name.lower()}.modules"


def recalled(lanes: Lanes) -> tuple[Linked, Linked] | None:
    """What plays the start and the usual months, of code that is kept; None where any of it is missing or damaged, or
    where packages bring levers."""
    content = None if BROUGHT else kept(_list_path(lanes))
    if content is None:
        return None
    programs: list[Linked] = []
    for files in json.loads(content):
        code = {name: kept(disk.cache_folder() / file) for name, file in files.items()}
        whole = {name: given for name, given in code.items() if given is not None}
        if len(whole) < len(files):
            return None
        programs.append(linked(list(files), whole))
    begin, month = programs
    return begin, month


def note(lanes: Lanes, begin: Sequence[Module], month: Sequence[Module]) -> None:
    """Keep which modules play the start and the usual months."""
    if not BROUGHT:
        files = [{module.name: code_path(module).name for module in program} for program in (begin, month)]
        keep(_list_path(lanes), json.dumps(files).encode())
