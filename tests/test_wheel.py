"""A wheel, and the wheel of a source archive, work in an empty environment, outside of the checkout and offline."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import sysconfig
import tarfile
import venv
import zipfile
from pathlib import Path

import pytest
from conftest import OFFLINE, ROOT

import kkgsim

pytest.importorskip("build", reason="build is not installed")

CONSUMER = """import kkgsim

comparison = kkgsim.compare("facilitator-team", months=12, replicates=2)
worst: float = float(comparison.table["difference_mean"].min())
print(worst, kkgsim.LEVERS["monitoring"].settings[0].usual + 1.0)
kkgsim.compare("facilitator-team", month=12)
"""
"""What somebody may write who uses kkgsim from elsewhere; its last line has a mistake."""


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the source archive, and in ``from_archive`` the wheel that is built of it alone."""
    work = tmp_path_factory.mktemp("build")
    ignored = shutil.ignore_patterns("__pycache__", "node_modules", "made", "*.egg-info", "build")
    for name in ("kkgsim", "scenarios", "locks", "docs", "web"):
        shutil.copytree(ROOT / name, work / "source" / name, ignore=ignored)
    for name in ("pyproject.toml", "setup.py", "MANIFEST.in", "README.md", *(p.name for p in ROOT.glob("LICENSE*"))):
        shutil.copy(ROOT / name, work / "source" / name)
    words = [sys.executable, "-m", "build", "--no-isolation", "--outdir", str(work / "made")]
    done = subprocess.run([*words, str(work / "source")], capture_output=True, text=True)
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-2000:]
    return work / "made"


@pytest.fixture(scope="module")
def wheel(built: Path) -> Path:
    (path,) = built.glob(f"kkgsim-{kkgsim.__version__}-py3-none-any.whl")
    return path


@pytest.fixture(scope="module")
def empty(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An environment with the wheel, what it needs, and no way out."""
    folder = tmp_path_factory.mktemp("elsewhere")
    venv.create(folder / "env", with_pip=False, symlinks=os.name != "nt")
    python = _python(folder)
    words = [sys.executable, "-m", "pip", "--python", str(python), "install", "-q", "--no-deps", "--no-index"]
    subprocess.run([*words, str(wheel)], check=True)
    (home,) = (folder / "env").rglob("site-packages")
    (home / "needed.pth").write_text(sysconfig.get_path("purelib") + "\n")
    (home / "sitecustomize.py").write_text(OFFLINE)
    return folder


def _python(folder: Path) -> Path:
    return folder / "env" / ("Scripts" if os.name == "nt" else "bin") / "python"


def said(folder: Path, *words: str) -> str:
    """What a command prints in the empty environment; it has to end well."""
    bare = {key: value for key, value in os.environ.items() if not key.startswith(("PYTHON", "COV_", "COVERAGE_"))}
    done = subprocess.run([_python(folder), *words], cwd=folder, env=bare, capture_output=True, text=True,
                          encoding="utf-8")  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_the_wheel_holds_what_the_checkout_does(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    listed = subprocess.run(["git", "ls-files", "kkgsim"], cwd=ROOT, capture_output=True, text=True)
    if listed.returncode != 0:
        pytest.skip("not a git checkout")
    ours = {name for name in listed.stdout.split() if not name.endswith((".po", ".gitignore"))}
    scenarios = {path.relative_to(ROOT / "scenarios").as_posix() for path in (ROOT / "scenarios").rglob("*.toml")}
    assert ours - names == set()
    assert {f"kkgsim/scenario/shipped/{name}" for name in scenarios} == {
        name for name in names if "/shipped/" in name and name.startswith("kkgsim/scenario/")
    }
    assert {name.split("/")[0] for name in names} == {"kkgsim", f"kkgsim-{kkgsim.__version__}.dist-info"}


@pytest.mark.parametrize("page", ["installing.md", "id/memasang.md"])
def test_people_are_told_the_name_of_the_wheel(page: str, wheel: Path) -> None:
    assert wheel.name in (ROOT / "docs" / page).read_text(encoding="utf-8")


def test_the_archive_holds_locks_documents_and_sources(built: Path) -> None:
    (path,) = built.glob("*.tar.gz")
    with tarfile.open(path) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}
    assert {"README.md", "LICENSE", "pyproject.toml", "locks/main.txt", "docs/model.md", "web/build.py",
            "scenarios/studies/what-decides.toml", "kkgsim/py.typed"} <= names  # fmt: skip


def test_it_works_elsewhere_and_offline(empty: Path) -> None:
    where = said(empty, "-c", "import kkgsim; print(kkgsim.__file__)").strip()
    assert Path(where).is_relative_to(empty / "env")
    with pytest.raises(AssertionError, match="a connection was asked for"):
        said(empty, "-c", "import urllib.request; urllib.request.urlopen('http://127.0.0.1:9')")
    assert "pilot" in said(empty, "-m", "kkgsim", "examples")
    said(empty, "-m", "kkgsim", "examples", "pilot", "-o", "mine")
    printed = said(empty, "-m", "kkgsim", "compare", "mine/pilot.toml", "facilitator-team", "--months", "2",
                   "--replicates", "1", "--out", "results")  # fmt: skip
    assert "Facilitator team" in printed
    assert (empty / "results" / "effects.csv").is_file()


@pytest.mark.long  # mypy reads all modules behind the public door
def test_types_are_seen_from_elsewhere(empty: Path) -> None:
    (empty / "consumer.py").write_text(CONSUMER)
    words = [sys.executable, "-m", "mypy", "--strict", "--no-error-summary", "--cache-dir", str(empty / "cache"),
             "--python-executable", str(_python(empty))]  # fmt: skip
    done = subprocess.run([*words, "consumer.py"], cwd=empty, capture_output=True, text=True)
    lines = [line for line in done.stdout.splitlines() if ": error:" in line]
    assert len(lines) == 1, done.stdout + done.stderr
    assert lines[0].startswith("consumer.py:6:")
    assert 'Unexpected keyword argument "month"' in lines[0]
