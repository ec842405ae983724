"""The JavaScript clock: the printed JavaScript played by node, which gets a world as a file and gives it back."""

from __future__ import annotations

import json
import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from kkgsim.engine.columns import Size, Table
from kkgsim.engine.printing.form import Type
from kkgsim.engine.printing.javascript_printer import javascript_text
from kkgsim.engine.printing.layout import NUMBERS, TABLES, parents
from kkgsim.model.schedule import ORDER, Step

ALIGNED = 8
DRIVER = """\
import { readFileSync, writeFileSync } from "node:fs";
import { advance } from "./month.mjs";
const { arrays, numbers, first, last } = JSON.parse(readFileSync("world.json", "utf8"));
const bytes = readFileSync("world.bin");
const memory = new ArrayBuffer(bytes.length);
new Uint8Array(memory).set(bytes);
const kinds = { f64: Float64Array, u32: Int32Array, i32: Int32Array };
const world = { ...numbers };
for (const { name, type, at, length } of arrays) world[name] = new kinds[type](memory, at, length);
advance(world, first, last);
writeFileSync("world.bin", new Uint8Array(memory));
"""
"""It lays out the memory of a world and calls what is printed."""


def node() -> str | None:
    """The node of this machine, None where there is none."""
    return shutil.which("node")


def advance(tables: Sequence[Table], size: Size, first: int, last: int, order: tuple[Step, ...] = ORDER) -> None:
    """Play the months from ``first`` up to ``last``, changing the ``tables``, which are those of a world in order.

    Raises ``RuntimeError`` with what node says when it fails.
    """
    arrays = {
        **{
            name: (Type.NUMBER if made.dtype == np.float64 else Type.WORD).value
            for name, made in zip(TABLES, tables, strict=True)
        },
        **dict.fromkeys(parents(), "i32"),
    }
    with tempfile.TemporaryDirectory(prefix="kkgsim-") as folder:
        _write(Path(folder), arrays, [*tables, *(getattr(size, name) for name in parents())], size, (first, last))
        (Path(folder) / "month.mjs").write_text(javascript_text(order), encoding="utf-8")
        (Path(folder) / "driver.mjs").write_text(DRIVER, encoding="utf-8")
        done = subprocess.run([str(node()), "driver.mjs"], cwd=folder, capture_output=True, text=True, check=False)
        if done.returncode:
            raise RuntimeError(done.stderr)
        back = (Path(folder) / "world.bin").read_bytes()
    at = 0
    for table in tables:
        table[...] = np.frombuffer(back, table.dtype, table.size, at).reshape(table.shape)
        at += _padded(table.nbytes)


def _write(
    folder: Path, types: dict[str, str], arrays: Sequence[np.ndarray], size: Size, months: tuple[int, int]
) -> None:
    """Write a world: what it holds where, and its memory."""
    at, described = 0, []
    with (folder / "world.bin").open("wb") as file:
        for (name, of), array in zip(types.items(), arrays, strict=True):
            described.append({"name": name, "type": of, "at": at, "length": array.size})
            file.write(np.ascontiguousarray(array).tobytes().ljust(_padded(array.nbytes), b"\0"))
            at += _padded(array.nbytes)
    numbers = {name: int(getattr(size, name)) for name in NUMBERS}
    words = {"arrays": described, "numbers": numbers, "first": months[0], "last": months[1]}
    (folder / "world.json").write_text(json.dumps(words), encoding="utf-8")


def _padded(count: int) -> int:
    """Bytes up to the next place where a double may begin."""
    return -(-count // ALIGNED) * ALIGNED
