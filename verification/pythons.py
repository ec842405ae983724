"""Whether every supported Python gives the same answers, with the libraries that the locks hold for it.

    python verification/pythons.py [PYTHON ...]     (without any: those on the PATH and pyenv's; the network is used)

For each, everything in ``locks/dev.txt`` and kkgsim are installed in an environment of their own. There a scenario is
played in all clocks, policies are compared, and the quick tests run. Digests, what is printed and the tables must be
the same everywhere. Ends with 1 and says what is wrong.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from install import ROOT, clean, copy_of_project

sys.path.insert(0, str(ROOT / "locks"))
from renew import pythons

CLOCKS = ("clocks", "facilitator-team", "--months", "3", "--replicates", "1")
COMPARE = ("compare", "facilitator-team", "bos-for-kkg", "--months", "12", "--replicates", "10", "--out", "answer")
QUICK = (
    "test_locks.py", "test_rooms.py", "test_public.py", "cli/test_help_is_light.py",
    "cli/test_first_steps.py", "engine/test_clocks.py", "engine/test_form.py", "engine/test_mesa_tools.py", "design",
    "i18n", "io", "places", "scenario",
)  # fmt: skip
"""Tests of what may differ between Pythons: source read as syntax trees, Mesa, files, texts and the command line."""
LIBRARIES = ("mesa", "numpy", "scipy", "pandas")


@dataclass(frozen=True)
class Reading:
    """What one Python gave: its version and libraries, the digest of its answers, and how its tests ended."""

    python: str
    libraries: str
    answers: str
    tests: str
    failed: bool


def installed() -> list[str]:
    """The interpreters that start of the Pythons that the locks are good for, one for each."""
    home = Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv")) / "versions"
    found = []
    for supported in pythons():
        names = [shutil.which(f"python{supported}"), *map(str, sorted(home.glob(f"{supported}.*/bin/python")))]
        found += [name for name in names if name and version(name)][:1]
    return found


def version(python: str) -> str:
    """The version of an interpreter; empty where it does not start."""
    words = [python, "-c", "import platform; print(platform.python_version())"]
    return subprocess.run(words, capture_output=True, text=True).stdout.strip()


def set_up(python: str, work: Path) -> Path:
    """Install the locks and kkgsim in a new environment below ``work``; the folder of its programs."""
    copy_of_project(work / "project")
    subprocess.run([python, "-m", "venv", str(work / "venv")], check=True, env=clean())
    programs = work / "venv" / ("Scripts" if os.name == "nt" else "bin")
    pip = [str(programs / "python"), "-m", "pip", "install", "-q", "--no-deps", "--disable-pip-version-check"]
    for more in (["--require-hashes", "-r", "locks/dev.txt"], ["--no-build-isolation", "."]):
        subprocess.run([*pip, *more], cwd=work / "project", check=True, env=clean())
    return programs


def answers(programs: Path, work: Path) -> str:
    """The digest of what is printed and of the tables; what went wrong where a command does not end well."""
    digest = hashlib.sha256()
    for words in (CLOCKS, COMPARE):
        command = [str(programs / "python"), "-I", "-m", "kkgsim", *words]
        done = subprocess.run(
            command, cwd=work, capture_output=True, text=True, encoding="utf-8", env=environment(work)
        )
        if done.returncode:
            return f"kkgsim {words[0]} ended with {done.returncode}: {(done.stdout + done.stderr)[-1000:]}"
        digest.update(done.stdout.encode())
    for table in sorted((work / "answer").glob("*.csv")):
        digest.update(table.read_bytes())
    return digest.hexdigest()


def environment(work: Path) -> dict[str, str]:
    """The environment of what is played: English, and a cache of its own."""
    return {**clean(), "KKGSIM_CACHE": str(work / "cache"), "KKGSIM_LANG": "en", "PYTHONUTF8": "1"}


def reading(python: str) -> Reading:
    """Everything of one Python."""
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        programs = set_up(python, work)
        asked = f"from importlib.metadata import version as v; print(*(f'{{n}} {{v(n)}}' for n in {LIBRARIES!r}))"
        listed = subprocess.run([programs / "python", "-c", asked], check=True, capture_output=True, text=True)
        given = answers(programs, work)
        tests = [f"tests/{name}" for name in QUICK]
        played = subprocess.run(
            [programs / "python", "-m", "pytest", "-p", "no:cacheprovider", *tests], cwd=work / "project",
            stdout=subprocess.PIPE, text=True, encoding="utf-8", env=environment(work),
        )  # fmt: skip
        said = played.stdout.splitlines()
        ended = said[-1] if played.returncode == 0 else "\n".join(said[-30:])
        return Reading(version(python), listed.stdout.strip(), given, ended, played.returncode != 0)


def main() -> None:
    """Read every Python and compare."""
    chosen = sys.argv[1:] or installed()
    if len(chosen) < 2:
        sys.exit("there is no other Python to compare with; name interpreters")
    readings = []
    for python in chosen:
        start = time.monotonic()
        readings.append(reading(python))
        said = readings[-1]
        seconds = time.monotonic() - start
        print(f"{said.python}, {said.libraries}: {said.answers}; {said.tests} ({seconds:.0f} s)", flush=True)
    if len({said.answers for said in readings}) > 1 or any(said.failed for said in readings):
        sys.exit("the Pythons do not agree")
    print(f"{len(readings)} Pythons agree")


if __name__ == "__main__":
    main()
