"""What is planted is found, with its limits and its worth; where nothing is planted nothing is sold."""

from __future__ import annotations

import builtins
import io
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from rich.console import Console

from analysis.conftest import FACTORS, POOR
from kkgsim.analysis.criteria import Threshold, metric_named, threshold_of
from kkgsim.analysis.discovery import ema_adapter
from kkgsim.analysis.discovery.api import DiscoveryResult
from kkgsim.analysis.discovery.boxes import Box
from kkgsim.analysis.discovery.cases import Cases
from kkgsim.analysis.discovery.discovery import DENSE, HOLDS, Discovery, discover, values_of
from kkgsim.analysis.discovery.report import render
from kkgsim.analysis.discovery.tables import tables
from kkgsim.analysis.discovery.wording import describe_limits
from kkgsim.design.study import Factor
from kkgsim.errors import InputError
from kkgsim.execution import output_folder
from kkgsim.i18n import LANGUAGES, Text, tr, use_language
from kkgsim.model.levers import all_levers

Make = Callable[..., Cases]
BELOW = Threshold("below", 0.5)


def found_in(cases: Cases, line: Threshold = BELOW, *, halves: int = 1) -> Discovery:
    return discover(cases, metric_named(cases.study, "attendance_share"), line, halves=halves)


def test_a_lever_that_varies_as_a_whole_is_told_by_its_name(planted: Make) -> None:
    study = replace(planted(60).study, factors=(Factor("monitoring", "lever", 0.0, 1.0, (0.0, 1.0)),))
    never = Box(np.array([-np.inf]), np.array([0.0]))
    for language in LANGUAGES:
        with use_language(language):
            assert describe_limits(never, study)[0].startswith(str(all_levers()["monitoring"].label))


@pytest.fixture(scope="module")
def found(planted: Make) -> Discovery:
    return found_in(planted(), halves=5)


def text_of(found: Discovery) -> str:
    console = Console(file=io.StringIO(), width=2000)
    console.print(render(found))
    return console.file.getvalue()


def test_a_planted_box_is_found_with_its_limits(found: Discovery) -> None:
    assert len(found.boxes) == 1
    one = found.boxes[0]
    assert one.box.limited == [0, 2]
    assert one.dense
    edges = (one.box.high[0] - FACTORS[0].low) / 4.0, (one.box.low[2] - 0.02) / 0.13
    assert edges == pytest.approx(POOR, abs=0.08)
    assert not np.isfinite([one.box.low[0], one.box.high[2]]).any()


def test_its_worth_is_counted_by_hand_in_both_parts(found: Discovery) -> None:
    one, points = found.boxes[0], found.cases.points
    inside = (points[:, 0] <= one.box.high[0]) & (points[:, 2] >= one.box.low[2])
    for part, given in ((found.searched, one.searched), (~found.searched, one.held_back)):
        assert given.density == (inside & found.fails & part).sum() / (inside & part).sum()
        assert given.coverage == (inside & found.fails & part).sum() / (found.fails & part).sum()
    assert one.held_back.density > 0.7
    assert one.chance < 1e-6
    assert found.searched.mean() == pytest.approx(2.0 / 3.0, abs=0.01)


def test_the_search_is_stable_in_halves_and_the_tree_agrees(found: Discovery) -> None:
    assert found.again[[0, 2]].min() >= 0.8
    assert found.again[[1, 3]].max() <= 0.2
    assert {0, 2} <= set(found.leaves[0].box.limited)
    assert found.leaves[0].held_back.density > 0.7
    assert sum(leaf.searched.mass for leaf in found.leaves) == pytest.approx(1.0)


def test_our_worth_is_that_of_ema_workbench(found: Discovery) -> None:
    prim, _ = ema_adapter._analysis()
    points, fails = found.cases.points[found.searched], found.fails[found.searched]
    old = {"threshold": 1e-9} if not hasattr(prim, "RegressionPrim") else {}
    theirs = prim.Prim(pd.DataFrame(points), fails.astype(int), **old).find_box().peeling_trajectory
    ours = [step for step in found.trade_off if step.search == 0]
    assert [step.worth.density for step in ours] == pytest.approx(theirs["density"].tolist())
    assert [step.worth.coverage for step in ours] == pytest.approx(theirs["coverage"].tolist())
    assert [step.limited for step in ours] == theirs["res_dim"].tolist()


@pytest.mark.parametrize("seed", range(8))
def test_where_nothing_is_planted_no_box_is_sold(planted: Make, seed: int) -> None:
    found = found_in(planted(240, noise=0.3, box=False, seed=seed))
    assert not found.boxes
    assert found.rejected is None or found.rejected.chance > HOLDS
    for language in LANGUAGES:
        with use_language(language):
            for head in ("box_head_mostly", "box_head_oftener"):
                assert tr(head, number=1) not in text_of(found)


def test_two_planted_boxes_are_found_one_after_the_other(planted: Make) -> None:
    cases = planted(900, noise=0.0)
    values = cases.values.copy()
    unit = (cases.points[:, 1] - 0.0) / 0.08
    values[unit > 0.85, 0] = 0.3
    found = found_in(replace(cases, values=values))
    limited = sorted(one.box.limited for one in found.boxes)
    assert [0, 2] in limited
    assert [1] in limited
    assert sum(one.searched.coverage for one in found.boxes) <= 1.0


@pytest.mark.parametrize(("line", "word"), [
    (Threshold("below", 0.1), "nowhere"), (Threshold("below", 0.9), "everywhere"),
])  # fmt: skip
def test_failing_nowhere_or_everywhere_is_said(planted: Make, line: Threshold, word: str) -> None:
    found = found_in(planted(80), line)
    assert not found.boxes
    assert not found.trade_off
    assert word in text_of(found)


def test_a_few_failures_are_not_searched(planted: Make) -> None:
    cases = planted(80, noise=0.0, box=False)
    values = cases.values.copy()
    values[:3, 0] = 0.2
    assert "fails only at 3 points" in text_of(found_in(replace(cases, values=values)))


def test_too_few_points_are_refused(planted: Make) -> None:
    with pytest.raises(InputError, match="too few points"):
        found_in(planted(40))


def test_a_gain_is_upward_where_less_is_better(planted: Make) -> None:
    cases = planted(80)
    today = cases.values.copy()
    today[:, 0] = 0.45
    both = replace(cases, today=today)
    measure = metric_named(both.study, "attendance_share")
    gain = values_of(both, measure, Threshold("not_above", 0.0, True))
    assert set(np.round(gain, 9)) == {-0.15, 0.15}
    assert (values_of(both, replace(measure, better=-1), Threshold("not_above", 0.0, True)) == -gain).all()
    assert Threshold("not_above", 0.0, True).fails(np.array([-1.0, 0.0, 1.0])).tolist() == [True, True, False]


def test_names_and_lines_are_refused_with_what_is_allowed(planted: Make) -> None:
    study = planted(80).study
    assert metric_named(study, "attendance_share").column == "attendance_share_end"
    assert metric_named(study, "attendance_share_6").label.id.endswith("pada bulan ke-6")
    assert metric_named(study, "cost_district").label.en == "Cost a year, District (APBD)"
    with pytest.raises(InputError, match="attendance_share"):
        metric_named(study, "atendance_share")
    measure = metric_named(study, "attendance_share")
    for below, above, today in ((0.1, 0.2, False), (None, None, False)):
        with pytest.raises(InputError):
            threshold_of(measure, below, above, today)
    with pytest.raises(InputError, match="no gain"):
        threshold_of(replace(measure, better=0), None, None, True)
    assert threshold_of(measure, None, None, True) == Threshold("not_above", 0.0, True)


def test_words_in_both_languages(found: Discovery) -> None:
    words = Text.of(lambda: text_of(found))
    en, id_ = words.en, words.id
    assert "Facilitators per 10 schools below 1." in en
    assert "Fasilitator per 10 sekolah di bawah 1," in id_
    assert "(range tried: 0.00 to 4.00)" in en
    assert "log-odds per km of road" in en
    assert "gagal bila: Kehadiran di KKG" in id_
    assert "5 times" in en


def test_the_same_question_has_the_same_answer_whatever_luck_numpy_holds(planted: Make) -> None:
    once = found_in(planted(240))
    np.random.seed(5)
    again = found_in(planted(240))
    assert np.random.random() == np.random.RandomState(5).random_sample(), "and that luck is left as it was"
    for name, table in tables(once).items():
        pd.testing.assert_frame_equal(table, tables(again)[name])


@pytest.fixture
def written(found: Discovery, tmp_path: Path) -> Path:
    output_folder.write(tmp_path / "out", tables(found), {"schema": 2})
    return tmp_path / "out"


def test_tables_are_opened_by_pandas_and_searched_by_ema_workbench_without_our_code(written: Path) -> None:
    prim, cart = ema_adapter._analysis()
    for read, ending in ((pd.read_csv, "csv"), (pd.read_parquet, "parquet")):
        experiments, outcomes = (read(written / f"{name}.{ending}") for name in ("experiments", "outcomes"))
        assert experiments["scenario"].equals(outcomes["scenario"])
        fails = (outcomes["attendance_share_end"] < 0.5).to_numpy().astype(int)
        assert (fails == outcomes["fails"]).all()
        old = {"threshold": 0.8} if not hasattr(prim, "RegressionPrim") else {}
        box = prim.Prim(experiments, fails, **old).find_box()
        assert {"facilitator_team_per_10_schools", "attend_distance"} <= set(box.box_lims[-1].columns)
        assert box.peeling_trajectory["density"].max() > 0.8
        assert len(cart.CART(experiments, fails).feature_names) == len(FACTORS)
    boxes, limits = (pd.read_parquet(written / f"{name}.parquet") for name in ("boxes", "limits"))
    assert boxes["when_id"][0].startswith("Fasilitator per 10 sekolah di bawah")
    assert limits["factor"][limits["box"] == 1].tolist() == ["facilitator_team_per_10_schools", "attend_distance"]
    assert np.isnan(limits["low"][0])
    assert (
        pd.read_parquet(written / "trade_off.parquet")["chosen"].sum()
        == pd.read_csv(written / "trade_off.csv")["search"].max()
    )


def test_sentence_and_table_say_of_a_box_what_it_holds(found: Discovery, written: Path) -> None:
    """The density that the rule asks for is that of the box as it is shown, counted again from the tables."""
    experiments, outcomes, limits, boxes = (
        pd.read_parquet(written / f"{name}.parquet") for name in ("experiments", "outcomes", "limits", "boxes")
    )
    for number, box in boxes.set_index("box").iterrows():
        inside = np.ones(len(experiments), dtype=bool)
        for row in limits[limits["box"] == number].itertuples():
            inside &= ~(experiments[row.factor] < row.low) & ~(experiments[row.factor] > row.high)
        if number == 1:
            density = outcomes["fails"][inside & outcomes["searched"]].mean()
            assert density == pytest.approx(box["searched_density"])
            assert (box["rule"] == "density") == (density >= DENSE)
        for share in ("coverage", "density", "mass"):
            name = f"held_back_{share}"
            assert box[f"{name}_low"] < box[name] < box[f"{name}_high"], share
    chosen = pd.read_parquet(written / "trade_off.parquet").query("chosen").iloc[0]
    assert chosen["lasting_density"] == pytest.approx(boxes["searched_density"][0])
    assert chosen["lasting_coverage"] == pytest.approx(boxes["searched_coverage"][0])


def test_tables_are_opened_by_polars(written: Path) -> None:
    polars = pytest.importorskip("polars")
    frame = polars.read_parquet(written / "outcomes.parquet")
    assert frame["fails"].sum() == pd.read_csv(written / "outcomes.csv")["fails"].sum()


def test_tables_are_opened_by_duckdb(written: Path) -> None:
    duckdb = pytest.importorskip("duckdb")
    asked = f"""select sum(o.fails) from '{written}/outcomes.parquet' o join '{written}/experiments.parquet' e
                using (scenario) where e.attend_distance > 0.1"""
    experiments, outcomes = (pd.read_csv(written / f"{name}.csv") for name in ("experiments", "outcomes"))
    assert duckdb.sql(asked).fetchall()[0][0] == outcomes["fails"][experiments["attend_distance"] > 0.1].sum()


def test_pictures_of_what_was_found_and_of_what_does_not_hold(
    found: Discovery, planted: Make, language: str, tmp_path: Path
) -> None:
    drawn = DiscoveryResult(found).draw_all(tmp_path)
    assert sorted(path.name for path in drawn) == ["cases.png", "limits.png", "trade_off.png"]
    before = [path.read_bytes() for path in drawn]
    assert before == [path.read_bytes() for path in DiscoveryResult(found).draw_all(tmp_path)]
    nothing = found_in(planted(120, noise=0.3, box=False))
    assert sorted(path.name for path in DiscoveryResult(nothing).draw_all(tmp_path)) == [
        "cases.png",
        "trade_off.png",
    ]
    assert DiscoveryResult(found_in(planted(80), Threshold("below", 0.1))).draw_all(tmp_path) == []


def test_without_ema_workbench_it_is_said_how_to_install_it(monkeypatch: pytest.MonkeyPatch) -> None:
    real = builtins.__import__

    def without(name: str, *rest: Any, **given: Any) -> Any:
        if name.startswith("ema_workbench"):
            raise ImportError(name)
        return real(name, *rest, **given)

    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(InputError, match=r"EMA Workbench.*-r locks/all\.txt"):
        ema_adapter.ready()
