"""Both set-up commands of the README, with this Python's own pip and the newest, given the locked files and no index.

    python3.11 verification/install.py          (any supported Python; the network is used to fetch, not to install)

The locked files are fetched into a folder, and beside each lies a newer release that must not be taken. With that
folder for an index the commands are run as they stand; the tests are collected, not run. Ends with 1 and says what is
wrong.
"""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
import time
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
NEWER = "9999.0"
"""The version of the releases that must not be taken."""
COMMAND = re.compile(r"<!-- (main job|tests) -->\n```sh\n(.*?)\n```", re.S)
LOCK_OF = {"main job": "main", "tests": "dev"}
RESULTS = ("provenance.json", "*.png", "*.csv", "*.parquet")
"""What the main job leaves in its folder."""


def clean() -> dict[str, str]:
    """The environment without what would change Python, pytest or kkgsim."""
    ours = ("PYTHON", "PYTEST_", "KKGSIM_", "VIRTUAL_ENV")
    return {key: value for key, value in os.environ.items() if not key.startswith(ours)}


def offline(files: Path, work: Path) -> dict[str, str]:
    """An environment in which pip has only the folder ``files``."""
    bare = {key: value for key, value in clean().items() if not key.startswith("PIP_")}
    return {
        **bare, "PIP_NO_INDEX": "1", "PIP_FIND_LINKS": str(files), "PIP_CONFIG_FILE": os.devnull,
        "HTTPS_PROXY": "http://127.0.0.1:9", "HTTP_PROXY": "http://127.0.0.1:9",
        "PIP_NO_COMPILE": "0",  # what --no-compile sets: bytecode is left to the first import, which saves a minute
        "PYTEST_ADDOPTS": "--collect-only", "KKGSIM_CACHE": str(work / "cache"),
    }  # fmt: skip


def copy_of_project(target: Path) -> None:
    """The files of the project as they stand, without what is ignored."""
    words = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    for name in subprocess.run(words, cwd=ROOT, stdout=subprocess.PIPE, check=True, text=True).stdout.split("\0"):
        if name and (ROOT / name).is_file():
            (target / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, target / name)


def locked(name: str) -> dict[str, set[str]]:
    """The versions that a lock holds of every package, whatever the system."""
    found: dict[str, set[str]] = {}
    text = (ROOT / "locks" / f"{name}.txt").read_text(encoding="utf-8")
    for package, version in re.findall(r"^([\w.-]+)==(\S+)", text, re.M):
        found.setdefault(package, set()).add(version)
    return found


def newer(package: str, folder: Path) -> None:
    """An empty wheel of a release that nobody made."""
    name = package.replace("-", "_")
    info = f"{name}-{NEWER}.dist-info"
    with zipfile.ZipFile(folder / f"{name}-{NEWER}-py3-none-any.whl", "w") as wheel:
        wheel.writestr(f"{info}/METADATA", f"Metadata-Version: 2.1\nName: {package}\nVersion: {NEWER}\n")
        wheel.writestr(
            f"{info}/WHEEL", "Wheel-Version: 1.0\nGenerator: verification\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
        )
        wheel.writestr(f"{info}/RECORD", f"{info}/METADATA,,\n{info}/WHEEL,,\n{info}/RECORD,,\n")


def fetched(work: Path) -> tuple[Path, Path]:
    """The folder of the locked files and newer releases, and the wheel of the newest pip."""
    files, pips = work / "files", work / "pips"
    subprocess.run([sys.executable, "-m", "venv", str(work / "fetching")], check=True, env=clean())
    download = [str(work / "fetching/bin/pip"), "download", "-q", "--no-deps", "--only-binary", ":all:", "-d"]
    lock = ["--require-hashes", "-r", str(ROOT / "locks/dev.txt")]
    subprocess.run([*download, str(files), *lock], check=True, env=clean())
    subprocess.run([*download, str(pips), "pip"], check=True, env=clean())
    for package in (*locked("dev"), "wheel"):
        newer(package, files)
    taken = subprocess.run([*download, str(work / "taken"), "coverage"], env=offline(files, work))
    if taken.returncode or not list((work / "taken").glob(f"coverage-{NEWER}*")):
        sys.exit("pip does not see the newer releases: nothing would be proved")
    return files, next(pips.glob("pip-*.whl"))


def wrong(project: Path, job: str) -> list[str]:
    """What the set-up has done otherwise than the lock says."""
    listing = [str(project / ".venv/bin/python"), "-m", "pip", "list", "--format=freeze", "--disable-pip-version-check"]
    listed = subprocess.run(listing, stdout=subprocess.PIPE, check=True, text=True, env=clean()).stdout
    installed = dict(line.split("==") for line in listed.split())
    pins = locked(LOCK_OF[job])
    others = {"pip", "kkgsim"}
    said = [
        f"{name} {version} is installed" for name, version in installed.items()
        if name.lower() not in others and version not in pins.get(re.sub(r"[-_.]+", "-", name).lower(), ())
    ]  # fmt: skip
    said += ["kkgsim is not installed"] if "kkgsim" not in installed else []
    if job == "main job":
        said += [f"no {kind} in results" for kind in RESULTS if not list((project / "results").rglob(kind))]
    return said


def played(project: Path, job: str, command: str, pip: Path | None, environment: dict[str, str]) -> list[str]:
    """Run a command of the README in a fresh environment, with the Python's own pip or another; what is wrong."""
    for folder in (".venv", "results", "build", "kkgsim.egg-info"):
        shutil.rmtree(project / folder, ignore_errors=True)
    if pip is not None:
        subprocess.run([sys.executable, "-m", "venv", ".venv"], cwd=project, check=True, env=environment)
        subprocess.run(
            [".venv/bin/python", "-m", "pip", "install", "-q", str(pip)], cwd=project, check=True, env=environment
        )
    line = command.replace("python3.11", shlex.quote(sys.executable), 1)
    start = time.monotonic()
    done = subprocess.run(
        ["bash", "-euo", "pipefail", "-c", line], cwd=project, env=environment, text=True, encoding="utf-8",
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
    )  # fmt: skip
    seconds = time.monotonic() - start
    version = subprocess.run(
        [".venv/bin/pip", "--version"], cwd=project, stdout=subprocess.PIPE, text=True, env=environment
    )
    said = [f"ended with {done.returncode}:\n{done.stdout[-3000:]}"] if done.returncode else wrong(project, job)
    pip_used = " ".join(version.stdout.split()[:2])
    print(f"{job}, {pip_used}: {seconds:.0f} s, {'wrong' if said else 'well'}", flush=True)
    return said


def main() -> None:
    """Run everything."""
    commands = COMMAND.findall((ROOT / "README.md").read_text(encoding="utf-8"))
    if [job for job, _ in commands] != list(LOCK_OF):
        sys.exit("the README has not both commands, each in a line of its own")
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        start = time.monotonic()
        files, newest = fetched(work)
        print(f"locked files fetched: {time.monotonic() - start:.0f} s", flush=True)
        copy_of_project(work / "project")
        said = [
            f"{job}: {line}" for pip in (None, newest) for job, command in commands
            for line in played(work / "project", job, command, pip, offline(files, work))
        ]  # fmt: skip
    sys.exit("\n".join(said) or 0)


if __name__ == "__main__":
    main()
