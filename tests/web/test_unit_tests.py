"""The unit tests of driver and page, in Node."""

from __future__ import annotations

import re
import shutil
import subprocess

import pytest
from conftest import ROOT

WEB = ROOT / "web"


def test_the_unit_tests_of_driver_and_page_pass() -> None:
    npm = shutil.which("npm")
    if npm is None or not (WEB / "node_modules" / "esbuild").is_dir():
        pytest.skip("the tools of the page are not installed (npm ci in the folder web)")
    if not (WEB / "made" / "worker.txt").exists():  # the driver holds the Worker as text
        subprocess.run([npm, "run", "--silent", "build"], cwd=WEB, check=True, capture_output=True)
    done = subprocess.run([npm, "run", "--silent", "test"], cwd=WEB, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout[-4000:] + done.stderr
    assert int(re.search(r"^# pass (\d+)", done.stdout, re.MULTILINE).group(1)) >= 20
