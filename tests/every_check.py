"""Where every check has to run (``KKGSIM_ALL_CHECKS=1``, as ``.ci/run`` sets it), a check that skips fails.

Elsewhere checks skip openly for want of a browser, of Node or of a library.
"""

from __future__ import annotations

import os
from collections.abc import Generator
from typing import Any

import pytest

NO_REAL_LISTS = "the real lists are not beside this checkout"
"""The one reason that counts everywhere: those lists are no part of the project."""


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    return _held((yield))


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report() -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    return _held((yield))


def _held(report: Any) -> Any:
    """The report, turned into a failure if it is a skip that may not be."""
    if os.environ.get("KKGSIM_ALL_CHECKS") != "1" or not report.skipped or hasattr(report, "wasxfail"):
        return report
    reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
    if NO_REAL_LISTS not in reason:
        report.outcome = "failed"
        report.longrepr = f"skipped where every check has to run: {reason.removeprefix('Skipped: ')}"
    return report
