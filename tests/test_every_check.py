"""A skip fails where every check has to run, and nowhere else."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from every_check import NO_REAL_LISTS

TESTS = f"""
import pytest

@pytest.fixture
def browser():
    pytest.skip("no Chromium on this machine")

def test_in_a_browser(browser):
    pass

@pytest.mark.skipif(True, reason="there is no gcc")
def test_in_c():
    pass

def test_a_real_list():
    pytest.skip("{NO_REAL_LISTS}")

@pytest.mark.xfail(reason="known", strict=True)
def test_known():
    raise AssertionError

def test_runs():
    pass
"""
WHOLE_FILE = 'import pytest\npytest.importorskip("no_such_library", reason="no_such_library is not installed")\n'


def outcome(folder: Path, every: str, *more: str) -> str:
    """What pytest prints of both files, given some options more."""
    (folder / "test_some.py").write_text(TESTS, encoding="utf-8")
    (folder / "test_file.py").write_text(WHOLE_FILE, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-p", "every_check", "-p", "no:cacheprovider", "-rfEs",
         "--rootdir", str(folder), "--continue-on-collection-errors", *more, "."],
        cwd=folder, stdout=subprocess.PIPE, encoding="utf-8", timeout=300,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parent), "KKGSIM_ALL_CHECKS": every,
             "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"},
    )  # fmt: skip
    return done.stdout


def test_elsewhere_a_check_skips_openly(tmp_path: Path) -> None:
    assert "1 passed, 4 skipped, 1 xfailed" in outcome(tmp_path, "")


@pytest.mark.parametrize("more", [(), ("-p", "xdist", "-n", "2")], ids=["one process", "two processes"])
def test_a_skip_fails_where_every_check_has_to_run(tmp_path: Path, more: tuple[str, ...]) -> None:
    if more:
        pytest.importorskip("xdist", reason="pytest-xdist is not installed")
    printed = outcome(tmp_path, "1", *more)
    assert "1 passed, 1 skipped, 1 xfailed, 3 errors" in printed
    for reason in ("no Chromium on this machine", "there is no gcc", "no_such_library is not installed"):
        assert f"skipped where every check has to run: {reason}" in " ".join(printed.split())
