"""Tests on several processes: by whole files, the longest first, and a skip that may not be fails there, too."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from conftest import ROOT
from workers import FIRST, TESTS, longest_first, pytest_xdist_make_scheduler


def test_what_begins_first_is_there() -> None:
    assert [name for name in FIRST if not (TESTS / name).exists()] == []
    assert len(set(FIRST)) == len(FIRST)


def test_the_longest_begin_first_and_all_else_stays_in_order() -> None:
    names = ["engine/test_luck.py", "test_two_clocks.py", "documents/test_paths.py", "engine/test_form.py"]
    items = [SimpleNamespace(path=TESTS / name) for name in names]
    longest_first(items)  # type: ignore[arg-type]
    assert [item.path for item in items] == [TESTS / names[rank] for rank in (2, 1, 0, 3)]


def test_a_file_is_played_by_one_process_and_so_is_a_room_that_shares_answers() -> None:
    pytest.importorskip("xdist", reason="pytest-xdist is not installed")
    options = SimpleNamespace(loadscopereorder=True, maxprocesses=None)
    config = SimpleNamespace(rootpath=ROOT, option=options, getvalue=lambda name: ["2*popen"])
    scheduler = pytest_xdist_make_scheduler(config, None)  # type: ignore[arg-type]
    of = {
        name: scheduler._split_scope(f"tests/{name}::test_one[a::b]") for name in ("documents/a.py", "documents/b.py")
    }
    assert set(of.values()) == {"documents"}
    assert scheduler._split_scope("tests/engine/test_luck.py::test_one[a::b]") == "tests/engine/test_luck.py"
    assert not options.loadscopereorder
