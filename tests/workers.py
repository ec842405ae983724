"""How processes share the tests (``pytest -n 2``): file by file, the longest first, the kernel compiled once.

A file is played by one process, for its tests share answers; so is a room of ``TOGETHER``.
"""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path
from typing import Any

import pytest

TESTS = Path(__file__).parent
TOGETHER = ("documents",)
"""Rooms whose files share answers: no command of a document is played twice."""
WITHOUT_KERNEL = (
    "web/test_built_files.py", "places", "scenario", "i18n/test_languages.py", "io",
    "test_locks.py", "test_rooms.py", "test_site.py", "cli/test_help_is_light.py",
)  # fmt: skip
"""What a second process has to do while the first compiles."""
LONGEST = (
    "web", "analysis/comparison/test_views.py", "analysis/test_tables.py", "test_two_clocks.py", "cli/test_cli.py",
    "engine/test_clocks.py", "test_public.py", "analysis/sensitivity/test_sensitivity_command.py",
    "execution/test_sweep_command.py", "analysis/optimisation", "analysis/value_of_information", "test_wheel.py",
    "model/test_pairs.py", "model/test_facts.py", "model/test_knockouts.py", "execution/test_dask.py",
    "execution/test_failing_runs.py", "execution/test_keeping.py", "engine/test_mesa_tools.py", "engine/test_budget.py",
    "test_mutated_files.py", "cli/test_odd_command_lines.py", "test_notebooks.py", "analysis/discovery",
    "analysis/robustness",
)  # fmt: skip
"""Of the rest, what begins first, so that no process is left with a long file when the others are done."""
FIRST = (*TOGETHER, *WITHOUT_KERNEL, *LONGEST)


def _under(path: Path, names: tuple[str, ...]) -> int:
    """The place among ``names`` of the file or room that a file is under; their number where there is none."""
    return next((rank for rank, name in enumerate(names) if path.is_relative_to(TESTS / name)), len(names))


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    """What shares tests out by whole files and, of ``TOGETHER``, by whole rooms, in the order of collection."""
    from xdist.scheduler import LoadScopeScheduling

    class ByFile(LoadScopeScheduling):
        def _split_scope(self, nodeid: str) -> str:
            file = nodeid.split("::")[0]
            together = _under(config.rootpath / file, TOGETHER)
            return TOGETHER[together] if together < len(TOGETHER) else file

    config.option.loadscopereorder = False  # else files of many tests would go first, however short these are
    return ByFile(config, log)


def is_worker() -> bool:
    """Whether this process is one of several that share the tests."""
    return "PYTEST_XDIST_WORKER" in os.environ


def longest_first(items: list[pytest.Item]) -> None:
    """Put the tests in the order in which their files are to begin."""
    items.sort(key=lambda item: _under(item.path, FIRST))


def compile_once(item: pytest.Item) -> None:
    """See to it that the kernel is compiled before a test that may need it, by one of the processes."""
    if _under(item.path, WITHOUT_KERNEL) == len(WITHOUT_KERNEL):
        _compiled()


@cache
def _compiled() -> None:
    """Compile the kernels for any number of lanes, or take what another process has compiled; once in a process."""
    from filelock import FileLock

    from kkgsim.engine import cache, kernel
    from kkgsim.engine.printing.llvm_function import Lanes

    with FileLock(cache.cache_folder() / "compiling.lock"):
        for lanes in (Lanes.FULL, Lanes.HALF, Lanes.SINGLE, Lanes.ANY):
            kernel.ready(lanes=lanes)
