"""What ``kkgsim.sweep`` gives: tables read from its folder, a picture a column, and files like those of any result."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

import kkgsim
from kkgsim.analysis.result import NothingToDraw
from kkgsim.analysis.sweep.api import SweepResult
from kkgsim.analysis.sweep.plots import PARTS, means, strongest
from kkgsim.errors import InputError

STUDY = """title = { en = "Facilitators", id = "Fasilitator" }
about = { en = "", id = "" }
scenario = { place = "janapria", months = 4 }
clusters = 1
replicates = 2
seed = 3
outcomes = ["attendance_share"]
months = [3]
design = { method = "latin_hypercube", samples = 16, seed = 1 }
vary = [
    { setting = "facilitator_team_per_10_schools", low = 0.0, high = 3.0 },
    { number = "attend_distance", low = 0.05, high = 0.1 },
]
"""


@pytest.fixture(scope="module")
def result(tmp_path_factory: pytest.TempPathFactory) -> SweepResult:
    """A small sweep, played."""
    home = tmp_path_factory.mktemp("sweep")
    (home / "small.toml").write_text(STUDY)
    return kkgsim.sweep(home / "small.toml", home / "runs")


def test_points_are_the_means_of_their_sound_runs(result: SweepResult) -> None:
    assert result.table is result.tables["runs"]
    assert result.table.attrs["key"] == ["run"]
    by_hand = result.table.groupby("point")["attendance_share_3"].mean()
    points = result.tables["points"].set_index("point")
    assert np.allclose(points["attendance_share_3"], by_hand, rtol=1e-12)
    assert set(points["runs"]) == {2}
    assert result.tables["points"].attrs["units"]["facilitator_team_per_10_schools"]


def test_a_picture_for_every_column_that_differs_in_both_languages(result: SweepResult, language: str) -> None:
    assert result.plots[0] == "attendance_share_3"
    assert "cost_village" in result.table
    assert "cost_village" not in result.plots
    with kkgsim.use_language(language):
        words = [text.get_text() for text in result.plot().texts]
    assert any(word.startswith({"en": "Attendance", "id": "Kehadiran"}[language]) for word in words)
    with pytest.raises(InputError, match="attendance_share_3"):
        result.plot("attendance")


def test_files_are_those_of_any_result(result: SweepResult, tmp_path: Path) -> None:
    result.save(tmp_path / "out")
    names = {path.name for path in (tmp_path / "out").iterdir()}
    assert {"runs.csv", "points.parquet", "attendance_share_3.png", "provenance.json"} <= names
    made = json.loads((tmp_path / "out" / "provenance.json").read_text())
    assert made["study"] == STUDY
    assert made["command"].startswith("kkgsim.sweep(")
    with pytest.raises(InputError, match=r"save\(\): folder: already holds a result; add overwrite= to"):
        result.save(tmp_path / "out")


def test_where_nothing_differs_there_is_nothing_to_draw(tmp_path: Path) -> None:
    (tmp_path / "none.toml").write_text(
        STUDY.replace("months = [3]", "months = [1]").replace("samples = 16", "samples = 1")
    )
    with pytest.raises(NothingToDraw):
        kkgsim.sweep(tmp_path / "none.toml", tmp_path / "runs").plot()


def test_python_is_told_arguments_and_no_options(result: SweepResult, tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"^sweep\(\): workers: is out of range"):
        kkgsim.sweep(tmp_path / "none.toml", workers=0)
    with pytest.raises(InputError, match=r"^verify\(\): run: "):
        result.verify(run=99)


def test_the_line_goes_through_means_of_like_parts_or_of_values() -> None:
    x, y = np.arange(100.0), np.arange(100.0) ** 2
    across, up = means(x[::-1], y[::-1])
    assert len(across) == PARTS
    assert (across[0], up[0]) == (4.5, (y[:10]).mean())
    across, up = means(np.array([1.0, 0.0, 1.0]), np.array([4.0, 1.0, 6.0]))
    assert (across.tolist(), up.tolist()) == ([0.0, 1.0], [1.0, 5.0])


def test_factors_are_in_the_order_of_their_rank_correlation(result: SweepResult) -> None:
    first, second = result.study.factors
    rng = np.random.default_rng(1)
    x = rng.random(50)
    points = pd.DataFrame({first.name: rng.random(50), second.name: x, "y": -np.exp(9 * x)})
    (strong, most), (weak, least) = strongest(points, result.study.factors, "y")
    assert (strong, weak) == (second, first)
    assert most == pytest.approx(-1.0)
    assert abs(least) < 0.5
