"""The C clock: the printed C compiled by the compiler of this machine and called in this process."""

from __future__ import annotations

import ctypes
import hashlib
import shutil
import subprocess
from functools import cache
from typing import Any

from kkgsim.engine import cache as disk
from kkgsim.engine.printing.c_printer import c_text
from kkgsim.engine.structure import structure
from kkgsim.engine.world import World
from kkgsim.model.schedule import ORDER, Step

COMPILERS = ("gcc", "clang", "cc")
QUICKLY, FASTEST = "-O1", "-O3"
"""How hard a compiler tries: the first makes a library in a third of the time, the second one that is to be timed."""
FLAGS = ("-march=native", "-ffp-contract=off", "-Wall", "-Werror", "-shared", "-fPIC")


def compiler() -> str | None:
    """The C compiler of this machine, None where there is none."""
    return next((path for name in COMPILERS if (path := shutil.which(name))), None)


@cache
def _library(order: tuple[Step, ...], effort: str) -> Any:
    """The compiled text of an order. Raises ``RuntimeError`` with what the compiler says when it refuses the text."""
    text, flags = c_text(order), (effort, *FLAGS)
    name = f"kkgsim_{hashlib.sha256(' '.join((text, *flags)).encode()).hexdigest()[:12]}"
    source = disk.kept(f"{name}.c", text)
    made = source.with_suffix(".so")
    if not made.exists():
        unfinished = made.with_suffix(".part")
        command = [str(compiler()), *flags, str(source), "-o", str(unfinished)]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode:
            raise RuntimeError(done.stderr)
        unfinished.replace(made)
    return ctypes.CDLL(str(made))


def play(world: World, order: tuple[Step, ...] = ORDER, effort: str = QUICKLY) -> None:
    """Play the start and all months of a world, changing its tables."""
    here = structure(world)
    library = _library(order, effort)
    library.start(ctypes.byref(here))
    library.advance(ctypes.byref(here), 0, world.size.months)
