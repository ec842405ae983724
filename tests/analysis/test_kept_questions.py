"""Robustness, discovery and interactions are stopped and go on, and say beforehand how long they take."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from study_texts import team_text

import kkgsim
from kkgsim.analysis import evaluator, kept_scenarios
from kkgsim.analysis.discovery import api as discovery
from kkgsim.analysis.result import AnalysisResult
from kkgsim.cli import output
from kkgsim.cli.main import main
from kkgsim.i18n import tr

from .conftest import TEXT

Ask = Callable[..., AnalysisResult]


@pytest.fixture
def few_together(monkeypatch: pytest.MonkeyPatch) -> None:
    """Parts so small that these small questions have several; and a search of discovery that is soon over."""
    monkeypatch.setattr(kept_scenarios, "TEACHER_MONTHS", 1)
    monkeypatch.setattr(evaluator, "TEACHER_MONTHS", 1)
    monkeypatch.setattr(discovery, "discover_in", partial(discovery.discover_in, halves=1))


@pytest.fixture
def questions(tmp_path: Path) -> dict[str, tuple[Ask, tuple[Any, ...], dict[str, Any], list[str]]]:
    """By command: the function of the public door, what it is asked, and the same as words of the command line."""
    for name, size in (("small", 1.0), ("large", 2.0)):
        (tmp_path / f"{name}.toml").write_text(team_text(name, size), encoding="utf-8")
    study = tmp_path / "study.toml"
    text = TEXT.replace("samples = 12", "samples = 60").replace("replicates = 4", "replicates = 8")
    study.write_text(text.replace("months = 14", "months = 3"), encoding="utf-8")
    files = [tmp_path / "small.toml", tmp_path / "large.toml"]
    below = {"outcome": "attendance_share", "below": 0.4, "against_today": True}
    return {
        "robust": (
            kkgsim.robust, (files,), {"futures": 4, "outcomes": ["attendance_share"]},
            [*map(str, files), "--futures", "4", "--outcome", "attendance_share"],
        ),
        "discover": (
            kkgsim.discover, (study,), below,
            [str(study), "--outcome", "attendance_share", "--below", "40%", "--against-today"],
        ),
        "interactions": (
            kkgsim.interactions, ("janapria",),
            {"levers": ["monitoring", "workload_relief"], "needs": [], "months": 3, "replicates": 2},
            ["janapria", "--months", "2", "--replicates", "1"],
        ),
    }  # fmt: skip


@pytest.mark.usefixtures("few_together")
@pytest.mark.parametrize("name", ["robust", "discover", "interactions"])
def test_what_was_played_is_not_played_again_and_changes_no_bit(questions: Any, name: str, tmp_path: Path) -> None:
    ask, subject, words, _ = questions[name]
    whole: list[int] = []
    plain = ask(*subject, **words, progress=whole.append)
    heard: list[int] = []

    def stop(runs: int) -> None:
        heard.append(runs)
        if sum(heard) > sum(whole) / 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        ask(*subject, **words, kept=tmp_path / "kept", progress=stop)
    again: list[int] = []
    result = ask(*subject, **words, kept=tmp_path / "kept", workers=2, progress=again.append)
    assert 0 < sum(again) < sum(whole)
    for table, rows in plain.tables.items():
        assert rows.equals(result.tables[table]), table
    assert plain.report() == result.report()
    third: list[int] = []
    ask(*subject, **words, kept=tmp_path / "kept", progress=third.append)
    assert not sum(third)


@pytest.mark.parametrize("name", ["robust", "discover", "interactions"])
def test_a_dry_run_says_how_long_and_writes_nothing(
    questions: Any, name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    before = sorted(tmp_path.iterdir())
    told = CliRunner().invoke(main, [name, *questions[name][-1], "--dry-run", "--workers", "1"])
    assert told.exit_code == 0, told.output
    words = " ".join(told.output.split())
    assert "At most" in words
    assert "Nothing was written" in words
    assert sorted(tmp_path.iterdir()) == before


@pytest.mark.usefixtures("few_together")
def test_an_interrupted_command_says_where_it_goes_on(
    questions: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    words = ["robust", *questions["robust"][-1], "--workers", "1"]
    real = kept_scenarios.ScenarioRuns._play

    def stopped(self: Any, scenarios: Any, *how: Any) -> Any:
        if scenarios[0].name == "large":
            raise KeyboardInterrupt
        return real(self, scenarios, *how)

    monkeypatch.setattr(kept_scenarios.ScenarioRuns, "_play", stopped)
    told = CliRunner().invoke(main, words)
    assert told.exit_code == output.INTERRUPTED
    (folder,) = tmp_path.glob("janapria-robust-*")
    assert tr("search_resume", folder=folder.name).split("{")[0][:20] in " ".join(told.output.split())
    monkeypatch.setattr(kept_scenarios.ScenarioRuns, "_play", real)
    assert CliRunner().invoke(main, words).exit_code == 0
    assert not folder.exists(), "the answer is told: what was kept for it goes"


@pytest.mark.usefixtures("few_together")
def test_other_thresholds_ask_for_no_other_runs(questions: Any, tmp_path: Path) -> None:
    ask, subject, words, _ = questions["robust"]
    ask(*subject, **words, kept=tmp_path / "kept")
    again: list[int] = []
    ask(*subject, **words, at_least={"attendance_share": 0.5}, kept=tmp_path / "kept", progress=again.append)
    assert not sum(again)
    with pytest.raises(kkgsim.errors.KKGError, match=r"seed|question"):
        ask(*subject, **words, seed=2, kept=tmp_path / "kept")
