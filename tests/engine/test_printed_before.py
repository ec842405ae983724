"""Modules that were printed before are taken as they are, unless a source has changed or what is kept is damaged."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from conftest import EVERYTHING

import kkgsim
from kkgsim.engine import cache, kernel, printed_before
from kkgsim.engine.machine_code import HASH, keep, kept
from kkgsim.engine.printing.llvm_function import Lanes
from kkgsim.engine.scenarios import simulate_scenarios


@pytest.fixture
def own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of all that is kept, in a folder of this test alone."""
    kernel.ready()
    folder = tmp_path / cache.version_hash()
    shutil.copytree(cache.cache_folder(), folder, ignore=shutil.ignore_patterns("*.lock"))
    monkeypatch.setenv("KKGSIM_CACHE", str(tmp_path))
    assert cache.cache_folder() == folder
    return folder


def test_what_is_recalled_plays_to_the_same_bits(own_cache: Path, tiny, asked, monkeypatch) -> None:
    question = [asked(months=4, **EVERYTHING)]
    monkeypatch.setattr(kernel, "_made", {})
    monkeypatch.setattr(kernel, "recalled", lambda lanes: None)
    printed = simulate_scenarios(question, tiny, replicates=2, seed=7)[0]
    monkeypatch.undo()
    monkeypatch.setattr(kernel, "_made", {})
    for name in ("start_modules", "month_modules"):
        monkeypatch.setattr(kernel, name, lambda *given: pytest.fail("printed again"))
    recalled = simulate_scenarios(question, tiny, replicates=2, seed=7)[0]
    assert recalled.monthly.tobytes() == printed.monthly.tobytes()
    assert recalled.ledger.tobytes() == printed.ledger.tobytes()


def test_what_is_missing_or_damaged_is_not_recalled(own_cache: Path, monkeypatch) -> None:
    assert printed_before.recalled(Lanes.FULL) is not None
    path = printed_before._list_path(Lanes.FULL)
    whole = path.read_bytes()
    path.write_bytes(whole[:-9])
    assert printed_before.recalled(Lanes.FULL) is None
    path.unlink()
    assert printed_before.recalled(Lanes.FULL) is None
    path.write_bytes(whole)
    name = whole[HASH:].decode().split('"')[3]
    assert name.endswith(cache.COMPILED)
    code = own_cache / name
    code.write_bytes(code.read_bytes()[:-1])
    assert printed_before.recalled(Lanes.FULL) is None
    code.unlink()
    assert printed_before.recalled(Lanes.FULL) is None


def test_code_for_another_processor_is_not_recalled(own_cache: Path, monkeypatch) -> None:
    """Several machines may share a folder; one would stumble over what another can do."""
    assert printed_before.recalled(Lanes.FULL) is not None
    monkeypatch.setattr(printed_before, "processor", lambda: "another")
    assert printed_before.recalled(Lanes.FULL) is None


def test_levers_of_packages_are_always_printed(monkeypatch) -> None:
    kernel.ready()
    monkeypatch.setattr(printed_before, "BROUGHT", {"mine": object()})
    assert printed_before.recalled(Lanes.FULL) is None


def test_any_changed_source_is_another(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "rules").mkdir()
    monkeypatch.setattr(kkgsim, "__file__", str(tmp_path / "__init__.py"))
    seen = set()
    for name, text in (("rules/a.py", "x = 1"), ("rules/a.py", "x = 2"), ("book.toml", "x = 1"), ("rules/b.py", "")):
        (tmp_path / name).write_text(text, encoding="utf-8")
        seen.add(printed_before._sources.__wrapped__())
    assert len(seen) == 4
    (tmp_path / "picture.png").write_bytes(b"")
    assert printed_before._sources.__wrapped__() in seen


def test_what_is_kept_comes_back_only_whole(tmp_path: Path) -> None:
    path = tmp_path / "some.modules"
    assert kept(path) is None
    keep(path, b"[1, 2]")
    assert kept(path) == b"[1, 2]"
    path.write_bytes(path.read_bytes() + b" ")
    assert kept(path) is None
