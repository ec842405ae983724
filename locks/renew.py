"""Write the locks: everything that pip installs, pinned and hashed, for every supported system and Python.

    python locks/renew.py                      after a change of pyproject.toml; what is locked keeps its version
    python locks/renew.py --upgrade NAME …     newer releases of some packages
    python locks/renew.py --upgrade            newer releases of all

A lock is complete: it holds the build requirements of pyproject.toml, too, and is installed with ``--no-deps``, so that
nothing is resolved, and nothing newer found, on the day of installation. It holds wheels alone: to build a package pip
would fetch what it is built with, which no lock holds. The smaller locks hold what the largest holds, in the same
versions.
"""

from __future__ import annotations

import argparse
import importlib.util
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
LOCKS: dict[str, tuple[str, ...]] = {"dev": ("dev",), "all": ("all",), "main": ()}
"""The extras of pyproject.toml that each lock holds beside the dependencies, the largest lock first."""
HEAD = """\
# Written by locks/renew.py; install with: pip install --no-deps --require-hashes -r locks/{name}.txt
"""
OPTIONS = (
    "--universal",
    "--generate-hashes",
    "--only-binary",
    ":all:",
    "--emit-build-options",
    "--no-header",
    "--quiet",
)


def project() -> dict:
    """What pyproject.toml says."""
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def pythons() -> list[str]:
    """The Pythons that the locks are good for, oldest first: ``3.11`` and so on."""
    said = project()["project"]["classifiers"]
    return [line.split(" :: ")[-1] for line in said if line.startswith("Programming Language :: Python :: ")]


def renew(name: str, upgrade: list[str]) -> None:
    """Write one lock, keeping the versions that stand in it but for those of ``upgrade``, options of uv."""
    target = HERE / f"{name}.txt"
    declared = project()
    oldest = declared["project"]["requires-python"].removeprefix(">=")
    extras = [word for extra in LOCKS[name] for word in ("--extra", extra)]
    words = ["pip", "compile", "pyproject.toml", "-", "--output-file", str(target), "--python-version", oldest]
    subprocess.run(
        [sys.executable, "-m", "uv", *words, *extras, *OPTIONS, *upgrade], cwd=ROOT, text=True, check=True,
        input="\n".join(declared["build-system"]["requires"]), stdout=subprocess.DEVNULL,
    )  # fmt: skip
    target.write_text(HEAD.format(name=name) + target.read_text(encoding="utf-8"), encoding="utf-8", newline="\n")


def main() -> None:
    """Renew all locks, the largest first: its versions are those that the others keep to."""
    parser = argparse.ArgumentParser(description="Renew the locks of all dependencies.")
    parser.add_argument("--upgrade", nargs="*", metavar="NAME", help="take newer releases of these packages, or of all")
    names = parser.parse_args().upgrade
    if importlib.util.find_spec("uv") is None:
        parser.error("uv is not installed; set up with the test command of the README, which brings it")
    largest, *others = LOCKS
    try:
        renew(largest, ["--upgrade"] if names == [] else [w for n in names or () for w in ("--upgrade-package", n)])
        for name in others:
            shutil.copy(HERE / f"{largest}.txt", HERE / f"{name}.txt")
            renew(name, [])
    except subprocess.CalledProcessError as failed:
        sys.exit(failed.returncode)  # uv has said why


if __name__ == "__main__":
    main()
