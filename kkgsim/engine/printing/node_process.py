"""The JavaScript clock: the printed JavaScript played by node, which gets a world as a file and gives it back."""

from __future__ import annotations

import json
import shutil
import subprocess
import tempfile
from pathlib import Path

import numpy as np

from kkgsim.engine.printing.javascript_printer import javascript_text
from kkgsim.engine.printing.layout import NUMBERS, TABLES, parents
from kkgsim.engine.world import World
from kkgsim.model.schedule import ORDER, Step

ALIGNED = 8
DRIVER = """\
import { readFileSync, writeFileSync } from "node:fs";
import { advance, start } from "./month.mjs";
const { arrays, numbers } = JSON.parse(readFileSync("world.json", "utf8"));
const bytes = readFileSync("world.bin");
const memory = new ArrayBuffer(bytes.length);
new Uint8Array(memory).set(bytes);
const kinds = { f64: Float64Array, u32: Int32Array, i32: Int32Array };
const world = { ...numbers };
for (const { name, type, at, length } of arrays) world[name] = new kinds[type](memory, at, length);
start(world);
advance(world, 0, numbers.months);
writeFileSync("world.bin", new Uint8Array(memory));
"""
"""It lays out the memory of a world and calls what is printed."""


def node() -> str | None:
    """The node of this machine, None where there is none."""
    return shutil.which("node")


def play(world: World, order: tuple[Step, ...] = ORDER) -> None:
    """Play the start and all months of a world, changing its tables.

    Raises ``RuntimeError`` with what node says when it fails.
    """
    with tempfile.TemporaryDirectory(prefix="kkgsim-") as folder:
        _write(Path(folder), world)
        (Path(folder) / "month.mjs").write_text(javascript_text(order), encoding="utf-8")
        (Path(folder) / "driver.mjs").write_text(DRIVER, encoding="utf-8")
        done = subprocess.run([str(node()), "driver.mjs"], cwd=folder, capture_output=True, text=True, check=False)
        if done.returncode:
            raise RuntimeError(done.stderr)
        back = (Path(folder) / "world.bin").read_bytes()
    at = 0
    for table in world.tables:
        table[...] = np.frombuffer(back, table.dtype, table.size, at).reshape(table.shape)
        at += _padded(table.nbytes)


def _write(folder: Path, world: World) -> None:
    """Write a world: what it holds where, and its memory."""
    at, described = 0, []
    arrays = {
        **{name: (table.type.value, array) for (name, table), array in zip(TABLES.items(), world.tables, strict=True)},
        **{name: ("i32", getattr(world.size, name)) for name in parents()},
    }
    with (folder / "world.bin").open("wb") as file:
        for name, (of, array) in arrays.items():
            described.append({"name": name, "type": of, "at": at, "length": array.size})
            file.write(np.ascontiguousarray(array).tobytes().ljust(_padded(array.nbytes), b"\0"))
            at += _padded(array.nbytes)
    numbers = {name: int(getattr(world.size, name)) for name in NUMBERS}
    (folder / "world.json").write_text(json.dumps({"arrays": described, "numbers": numbers}), encoding="utf-8")


def _padded(count: int) -> int:
    """Bytes up to the next place where a double may begin."""
    return -(-count // ALIGNED) * ALIGNED
