"""The reference rules are the same rules in every framework, and the suite measures what it says."""

from __future__ import annotations

import csv
import importlib
import importlib.util
import sys
import warnings
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))  # benchmarks are no part of the package

from benchmarks import harness, told  # noqa: E402
from benchmarks.measure import PARTS, main  # noqa: E402
from benchmarks.parts import Effort, answering, before, common, floor, published  # noqa: E402
from benchmarks.reference import engine_style, in_c, in_mesa, plain_numba, plain_numpy  # noqa: E402
from benchmarks.reference.world import Table, World, world  # noqa: E402

needs_gcc = pytest.mark.skipif(not in_c.there(), reason="there is no gcc")
TWINS = {
    "numpy-batched": plain_numpy.batched,
    "numba": plain_numba.rules_on,
    "engine style": engine_style.rules_on,
    "mesa": in_mesa.rules_on,
}
SINGLE = 1e-4
"""How far apart runs in single precision may be: a chance that rounds to the other side of a draw moves a mean."""


@pytest.fixture(scope="module")
def small() -> World:
    """Three runs of two clusters: lanes that do not fill a tile."""
    return world(runs=3, clusters=2, months=18, seed=11)


@pytest.fixture(scope="module")
def expected(small: World) -> Table:
    return plain_numpy.one_by_one(small)()


def test_the_reference_rules_move_what_they_should(small: World, expected: Table) -> None:
    competency, practice, came, motivation = np.moveaxis(expected, -1, 0)
    assert (competency[:, -1] > competency[:, 0]).all(), "those who come learn more than they forget"
    assert (practice[:, -1] > practice[:, 0]).all()
    assert ((came > 0.2) & (came < 1.0)).all()
    assert np.ptp(motivation, axis=1).min() > 0.01
    assert len({tuple(run) for run in came}) == small.runs, "every run has its own luck"


@pytest.mark.parametrize("name", TWINS)
def test_every_framework_gives_the_same_trajectories(name: str, small: World, expected: Table) -> None:
    np.testing.assert_allclose(TWINS[name](small)(), expected, rtol=0.0, atol=1e-9)


@pytest.mark.parametrize("name", TWINS)
def test_playing_again_begins_again(name: str, small: World) -> None:
    play = TWINS[name](small)
    np.testing.assert_array_equal(play(), play())


def test_agentpy_gives_the_same_trajectories(small: World, expected: Table) -> None:
    if importlib.util.find_spec("agentpy") is None:
        pytest.skip("agentpy is not installed")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # agentpy's own, of newer Pythons
        in_agentpy = importlib.import_module("benchmarks.reference.in_agentpy")
        found = in_agentpy.rules_on(small)()
    np.testing.assert_allclose(found, expected, rtol=0.0, atol=1e-9)


@needs_gcc
@pytest.mark.parametrize("flags", [in_c.STRICT, in_c.FAST], ids=["strict", "fast-math"])
def test_c_gives_the_same_trajectories(flags: tuple[str, ...], small: World, expected: Table) -> None:
    np.testing.assert_allclose(in_c.rules(small, "double", flags)(), expected, rtol=0.0, atol=1e-9)
    np.testing.assert_allclose(in_c.rules(small, "float", flags)(), expected, rtol=0.0, atol=SINGLE)


def test_single_precision_follows(small: World, expected: Table) -> None:
    np.testing.assert_allclose(engine_style.rules_on(small, np.float32)(), expected, rtol=0.0, atol=SINGLE)


@needs_gcc
def test_the_floor_reads_all_luck_and_takes_every_exp(small: World) -> None:
    assert in_c.exps(small)()[0] == pytest.approx(np.exp(-small.uniform).sum())
    assert in_c.reads(small)()[0] == pytest.approx(small.uniform.sum() + small.normal.sum())


def test_cases_are_played_in_turn_each_beginning_once() -> None:
    heard: list[str] = []

    def case(name: str, **given: object) -> harness.Case:
        return harness.Case(name, lambda: heard.append(name), **given)  # type: ignore[arg-type]

    cases = [case("a"), case("b", against="a"), case("c", most=1, warm=False), case("d", absent="left out")]
    rows = {row.what: row for row in harness.interleaved("x", "turns", cases, 3)}
    assert heard == ["a", "b", *"abc", *"ba", *"ab"]
    assert [len(rows[name].values) for name in "abcd"] == [3, 3, 1, 0]
    assert rows["b"].base == rows["a"].values
    assert rows["d"].note == "left out"


def test_a_ratio_says_how_many_times_better_than_the_baseline() -> None:
    row = harness.Row("x", "", "quick", "s", (1.0, 2.0, 9.0), "slow", (8.0, 7.0, 90.0))
    assert (row.median, row.ratio) == (2.0, 4.0)
    assert harness.Aim("ratio", "least", 4.0).met(row)
    assert not harness.Aim("ratio", "least", 4.1).met(row)
    assert harness.Aim("median", "most", 2.0).met(row)
    assert not harness.Aim("median", "most", 1.9).met(row)
    assert harness.Aim("ratio", "within", 4.0).met(row)
    assert not harness.Aim("ratio", "within", 3.9).met(row)


def test_a_process_of_its_own_is_measured_without_ours() -> None:
    mine = bytearray(200 * 2**20)
    mine[::4096] = b"x" * len(mine[::4096])
    small, large = (harness.python("-c", f"x = bytearray({size} * 2**20)") for size in (1, 64))
    del mine
    if not small.peak:
        pytest.skip("this system does not tell memory")
    assert small.peak < 60 * 2**20
    assert large.peak - small.peak == pytest.approx(63 * 2**20, rel=0.1)
    with pytest.raises(RuntimeError, match="ended with 7"):
        harness.python("-c", "raise SystemExit(7)")
    assert harness.alone("math:hypot", 3, 4).answer == 5.0


def test_the_quick_suite_runs_its_floor_and_says_what_is_left_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(floor, "MONTHS", 6)
    monkeypatch.setattr(in_c, "there", lambda: False)
    out = tmp_path / "out"
    done = CliRunner().invoke(main, ["--only", "d", "--quick", "--repeats", "1", "--out", str(out)])
    assert done.exit_code == 0, done.output
    report = (out / "report.md").read_text(encoding="utf-8")
    assert f"## (d) {told.TITLES['d']}" in report
    assert "left out: there is no gcc" in report
    with (out / "measured.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    own = [row for row in rows if row["what"].startswith("rules as kkgsim writes them")]
    assert [float(row["value"]) > 0.0 for row in own] == [True] * 6
    assert {row["value"] for row in rows if row["note"]} == {""}
    assert (out / "picture.png").read_bytes().startswith(b"\x89PNG")


def test_a_part_that_is_not_there_is_refused() -> None:
    refused = CliRunner().invoke(main, ["--only", "d,z"])
    assert refused.exit_code == 2
    assert "no part z; there are a, b, c, d, e, f" in refused.output
    assert set(PARTS) == set(told.TITLES)


def test_answers_are_measured_beside_what_they_save(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(answering, "MONTHS", 2)
    monkeypatch.setattr(answering, "AIMS", {2: 60.0})
    monkeypatch.setattr(answering, "place_of", lambda size: common.place_of("one cluster"))
    rows = {row.what: row for row in answering.rows(Effort(repeats=2, quick=True))}
    assert all(len(row.values) == 2 and min(row.values) > 0.0 for row in rows.values())
    kept = rows[answering.KEPT]
    assert kept.base == rows[answering.NEW].values
    assert kept.aim is not None
    assert kept.aim.met(kept)
    loops = rows[f"{answering.LOOPS}, {answering.SIDE}"]
    assert loops.base == rows[f"{answering.WHOLE}, {answering.SIDE}"].values
    assert loops.ratio > 1.0, "loops are a part of the whole"


def test_an_earlier_version_is_left_out_with_its_reason_or_fails_aloud(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(before.VARIABLE, raising=False)
    rows = before.rows(Effort(repeats=1, quick=True))
    assert [row.what for row in rows] == [before.BEFORE, before.NOW]
    assert all(not row.values and before.VARIABLE in row.note for row in rows)
    monkeypatch.setenv(before.VARIABLE, str(tmp_path))
    with pytest.raises(RuntimeError, match="benchmarks"):
        before.rows(Effort(repeats=1, quick=True))


def test_what_others_publish_is_marked_and_says_whose_it_is_and_where() -> None:
    rows = published.rows(Effort())
    for row in rows:
        assert row.note.startswith(published.MARK)
        assert "https://" in row.note
        assert not row.against
        assert row.aim is None
    for name in ("Agents.jl", "Ark.jl", "Abmax"):
        assert any(row.what.startswith(name) for row in rows)
    assert published.MARK in told.markdown(rows, {})


def test_every_part_can_be_imported() -> None:
    rows: list[Callable[..., object]] = [
        importlib.import_module(f"benchmarks.parts.{module}").rows for module in PARTS.values()
    ]
    assert all(map(callable, rows))
