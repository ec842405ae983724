"""Where compiled code and printed texts are kept, each under a hash of its own."""

from __future__ import annotations

import atexit
import hashlib
import os
import shutil
import tempfile
from functools import cache
from importlib.metadata import version
from pathlib import Path

from platformdirs import user_cache_path

import kkgsim
from kkgsim.io.atomic import write_file

ROOM = 8 * 2**20
"""Bytes that a compiled kernel may need on disk."""
COMPILED = ".code"
"""The ending of the name of compiled code."""


@cache
def version_hash() -> str:
    """A hash of the versions that decide what is kept: the name of the folder of this installation."""
    return hashlib.sha256(" ".join((kkgsim.__version__, version("llvmlite"))).encode()).hexdigest()[:16]


def cache_folder() -> Path:
    """Where compiled code is kept: ``KKGSIM_CACHE``, else the user's cache folder on this system; where that cannot be
    written or is full, a folder of this process."""
    given = os.environ.get("KKGSIM_CACHE")
    folder = (Path(given) if given else user_cache_path("kkgsim", appauthor=False)) / version_hash()
    if folder in _unusable:
        return _own_folder()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if not any(folder.rglob(f"*{COMPILED}")):
            with tempfile.TemporaryFile(dir=folder) as trial:
                trial.write(bytes(ROOM))
        return folder
    except OSError:
        _unusable.add(folder)
        return _own_folder()


_unusable: set[Path] = set()


@cache
def _own_folder() -> Path:
    """A folder for this process alone, removed when it ends."""
    folder = tempfile.mkdtemp(prefix="kkgsim-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return Path(folder)


def kept(name: str, text: str) -> Path:
    """A file of the cache folder with this text, written whole where it is not there yet."""
    path = cache_folder() / name
    if not path.exists():
        write_file(path, text)
    return path


def compiled_before() -> bool:
    """Whether a kernel of this version is already compiled in the cache, so that a run starts at once."""
    return any(cache_folder().rglob(f"*{COMPILED}"))
