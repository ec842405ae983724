"""The reference rules in C, compiled when asked for where there is a gcc: the floor under any loop over teachers."""

from __future__ import annotations

import atexit
import ctypes
import shutil
import subprocess
import tempfile
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.reference.world import CLUSTER, RECORDED, SCHOOL, TEACHER, Numbers, Play, Table, World

SOURCE = Path(__file__).with_name("loops.c")
STRICT = ("-O3", "-march=native")
FAST = (*STRICT, "-ffast-math")
REALS = {"double": (np.float64, "exp"), "float": (np.float32, "expf")}


def there() -> bool:
    """Whether there is a gcc."""
    return shutil.which("gcc") is not None


def rules(world: World, real: str = "double", flags: tuple[str, ...] = FAST) -> Play:
    """All runs; a cluster is a cluster, whichever run it is of."""
    library, kind = _compiled(real, flags), REALS[real][0]
    state, luck = _state(world).astype(kind), _luck(world).astype(kind)
    numbers = np.array(world.n, dtype=kind)
    record = np.empty((len(luck), world.months, len(RECORDED)), dtype=kind)

    def play() -> Table:
        library.play(*_at(state, luck, record, numbers), ctypes.c_long(len(luck)), ctypes.c_long(world.months))
        of_runs = record.astype(np.float64).reshape(world.runs, world.clusters, world.months, -1)
        seen: Table = of_runs.sum(axis=1) / world.teachers
        return seen

    return play


def exps(world: World, real: str = "double", flags: tuple[str, ...] = FAST) -> Play:
    """One exp a teacher-month and nothing else."""
    return _alone("exps", world.uniform, real, flags)


def reads(world: World, real: str = "double", flags: tuple[str, ...] = FAST) -> Play:
    """Reading the luck, two numbers a teacher-month, and nothing else."""
    return _alone("reads", np.stack([world.uniform, world.normal]), real, flags)


def _alone(name: str, table: Table, real: str, flags: tuple[str, ...]) -> Play:
    values = np.ascontiguousarray(table, dtype=REALS[real][0])
    total, call = np.zeros(1, dtype=values.dtype), getattr(_compiled(real, flags), name)

    def play() -> Table:
        call(*_at(values, total), ctypes.c_long(values.size))
        return total.astype(np.float64)

    return play


def _at(*tables: Any) -> list[ctypes.c_void_p]:
    return [ctypes.c_void_p(table.ctypes.data) for table in tables]


def _state(world: World) -> Table:
    """Shape (clusters of all runs, columns x 64 + 2), as ``Cluster`` in the C file lies."""
    columns = [
        *(world.teacher[name] for name in TEACHER),
        np.repeat(world.above["support"], SCHOOL, axis=1),
        world.came,
    ]
    order = [column.reshape(-1, CLUSTER) for column in columns]
    ends = [world.above[name].reshape(-1, 1) for name in ("facilitator", "relevance")]
    return np.concatenate([*order, *ends], axis=1)


def _luck(world: World) -> Table:
    """Shape (clusters of all runs, months, 2, 64)."""
    both = np.stack([world.uniform, world.normal]).reshape(2, world.months, -1, CLUSTER)
    return np.ascontiguousarray(both.transpose(2, 1, 0, 3))


@cache
def _folder() -> Path:
    folder = tempfile.mkdtemp(prefix="kkgsim-benchmark-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return Path(folder)


@cache
def _compiled(real: str, flags: tuple[str, ...]) -> ctypes.CDLL:
    """The library for one precision and one set of flags. Raises ``CalledProcessError`` when gcc refuses."""
    stem = _folder() / "-".join([real, *(flag.strip("-").replace("=", "_") for flag in flags)])
    declared = f"#define REAL {real}\n#define EXP {REALS[real][1]}\n"
    declared += f"typedef struct {{ REAL {', '.join(Numbers._fields)}; }} Numbers;\n"
    source, made, library = (stem.with_suffix(end) for end in (".c", ".o", ".so"))
    source.write_text(declared + SOURCE.read_text(encoding="utf-8"), encoding="utf-8")
    subprocess.run(["gcc", *flags, "-fPIC", "-c", source, "-o", made], check=True)
    # linked without -ffast-math, which would change how the whole process treats tiny numbers
    subprocess.run(["gcc", "-shared", made, "-lm", "-o", library], check=True)
    return ctypes.CDLL(str(library))
