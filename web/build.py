"""Build what the package ships for browsers: the month as WebAssembly, the driver that plays it, and the page.

    python web/build.py               build all of it
    python web/build.py --only month  after a change of rules; needs no Node
    python web/build.py --check       build into a folder of its own and compare byte by byte; says what differs

The compiler of the month is the LLVM that kkgsim itself plays with; what driver and page need comes with ``npm ci`` in
``web``, from its lock. Built files are the same wherever they are built; ``built.json`` says from what and with what.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from functools import cache, partial
from pathlib import Path
from typing import Any

from kkgsim.engine import wasm_code
from kkgsim.engine.printing.wasm_text import wasm_text
from kkgsim.model.schedule import ORDER
from kkgsim.web.printed_month import BUILT, DRIVER, MONTH, PAGE, RECORD, STYLE, text_hash

WEB = Path(__file__).resolve().parent
SOURCES = ("src/**/*.ts", "src/**/*.tsx", "src/**/*.css", "package.json", "package-lock.json", "tsconfig.json")
"""What the driver and the page are made from."""


class BuildError(RuntimeError):
    """A tool is missing or failed; the message is what a developer needs to read."""


def sources_hash() -> str:
    """The hash of all that the driver is made from."""
    whole = hashlib.sha256()
    for path in sorted(path for pattern in SOURCES for path in WEB.glob(pattern)):
        text = path.read_text(encoding="utf-8")  # the same where a checkout ends its lines otherwise
        whole.update(f"{path.relative_to(WEB).as_posix()}\0{len(text)}\0{text}".encode())
    return whole.hexdigest()


def month_entry() -> dict[str, Any]:
    """What the month would be made from and with now."""
    return {"made_from": text_hash(wasm_text(ORDER)), "made_with": wasm_code.made_with()}


def bundle_entry() -> dict[str, Any]:
    """What the driver and the page would be made from and with now."""
    wanted = json.loads((WEB / "package.json").read_text(encoding="utf-8"))["devDependencies"]
    return {"made_from": sources_hash(), "made_with": {name: wanted[name] for name in ("esbuild", "typescript")}}


def build_month(folder: Path) -> dict[str, Any]:
    """Compile the printed month into a folder, and say what it was made from."""
    if not wasm_code.compiles():
        raise BuildError("the LLVM at hand makes no WebAssembly")
    (folder / MONTH).write_bytes(wasm_code.compiled(wasm_text(ORDER)))
    return month_entry()


def build_bundle(name: str, folder: Path) -> dict[str, Any]:
    """Copy a bundle into a folder, checked and made by :func:`bundle`, and say what it was made from."""
    bundle()
    shutil.copyfile(WEB / "made" / name, folder / name)
    return bundle_entry()


@cache
def bundle() -> None:
    """Check the types of all sources and bundle them."""
    npm = shutil.which("npm")
    if npm is None or not (WEB / "node_modules").is_dir():
        raise BuildError("the tools of the page are not installed: run npm ci in the folder web")
    for script in ("build", "check"):
        _run([npm, "run", "--silent", script], WEB, dict(os.environ))


BUNDLES = (DRIVER, PAGE, STYLE)
"""What Node makes."""
BUILDERS: dict[str, Callable[[Path], dict[str, Any]]] = {
    MONTH: build_month,
    **{name: partial(build_bundle, name) for name in BUNDLES},
}


def _run(command: list[str], folder: Path, environment: dict[str, str]) -> None:
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True)
    if done.returncode != 0:
        raise BuildError(f"{' '.join(command)}\n{done.stdout}{done.stderr}")


def build(names: list[str], folder: Path) -> dict[str, Any]:
    """Build some files into a folder; gives their entries of the record."""
    made = {}
    for name in names:
        entry = BUILDERS[name](folder)
        made[name] = {**entry, "sha256": hashlib.sha256((folder / name).read_bytes()).hexdigest()}
    return made


def check(names: list[str]) -> list[str]:
    """Build again, and name the files that come out otherwise than they stand in the package."""
    recorded = json.loads((Path(str(BUILT)) / RECORD).read_text(encoding="utf-8"))
    with tempfile.TemporaryDirectory() as folder:
        made = build(names, Path(folder))
        return [
            name
            for name in names
            if made[name] != recorded.get(name)
            or (Path(folder) / name).read_bytes() != (Path(str(BUILT)) / name).read_bytes()
        ]


def main() -> None:
    """Build, or check what is built."""
    parser = argparse.ArgumentParser(description="Build what the package ships for browsers.")
    parser.add_argument("--only", choices=["month", "page"], help="the month, or driver and page")
    parser.add_argument("--check", action="store_true", help="build elsewhere and compare; nothing is changed")
    asked = parser.parse_args()
    names = {"month": [MONTH], "page": list(BUNDLES)}.get(asked.only, [MONTH, *BUNDLES])
    try:
        if asked.check:
            if different := check(names):
                sys.exit(f"not what is built from today's sources: {', '.join(different)}; run python web/build.py")
            return
        folder = Path(str(BUILT))
        folder.mkdir(exist_ok=True)
        path = folder / RECORD
        recorded = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
        recorded.update(build(names, folder))
        path.write_text(json.dumps(recorded, indent=2, sort_keys=True) + "\n", encoding="utf-8", newline="\n")
    except BuildError as error:
        sys.exit(str(error))


if __name__ == "__main__":
    main()
