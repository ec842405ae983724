"""Registered forecasts: what was predicted stands, can be wrong, and is scored as it should be.

``pytest -m long tests/test_forecasts.py`` plays the shipped forecast again and compares byte for byte.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from datetime import date
from pathlib import Path

import numpy as np
import pytest
from conftest import ROOT, none

sys.path.insert(0, str(ROOT))
from forecasts import register, score
from forecasts.questions import HOME, QUESTIONS, folder_of, read_questions
from forecasts.registered import (
    DRAWS,
    FIGURES,
    FORECAST,
    HASHED,
    PAGE,
    SUMS,
    Registered,
    draws_text,
    forecast_text,
    read_registered,
    shares_of_categories,
)

sys.path.remove(str(ROOT))

from kkgsim.errors import InputError
from kkgsim.i18n import use_language
from kkgsim.model.posterior import model_hash

SHIPPED = HOME / "2026-hari-belajar-guru"
registered = pytest.mark.skipif(not (SHIPPED / SUMS).exists(), reason="nothing is registered yet")
DAY = date(2026, 11, 26)
SMALL = """title = { en = "Small", id = "Kecil" }
about = { en = "Two predictions.", id = "Dua prakiraan." }
replicates = 4
seed = 7

[survey.count]
who = { en = "somebody", id = "seseorang" }
source = { en = "heads", id = "hitungan" }
published = { en = "2028", id = "2028" }

[[prediction]]
id = "attendance"
label = { en = "Attendance", id = "Kehadiran" }
survey = "count"
play = { scenario = "weekly-kkg", place = "sumba_remote", months = 2, measure = "level", outcome = "attendance_share" }
error = { sd = 2, why = { en = "few", id = "sedikit" } }
expert = { low = 5, high = 95, sources = ["HBG25"], why = { en = "an assumption", id = "asumsi" } }

[[prediction]]
id = "rapor"
label = { en = "Rapor", id = "Rapor" }
survey = "count"
play = { scenario = "weekly-kkg", place = "sumba_remote", months = 2, measure = "last", outcome = "minimum_share" }
category = true
error = { sd = 1, why = { en = "few", id = "sedikit" } }
expert = { low = 54, high = 54.5, sources = ["HBG25"], why = { en = "an assumption", id = "asumsi" } }
"""


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A forecast of two months in a remote district, registered."""
    folder = tmp_path_factory.mktemp("forecasts") / "small"
    folder.mkdir()
    (folder / QUESTIONS).write_text(SMALL, encoding="utf-8")
    register.write(folder, register.made(folder / QUESTIONS, DAY, "prior", 1))
    return folder


def said_of(folder: Path, rows: str, language: str = "en", head: str = "prediction,value") -> str:
    """What scoring a table of figures says."""
    path = folder.parent / "given.csv"
    path.write_text(f"{head}\n{rows}\n", encoding="utf-8")
    forecast = read_registered(folder)
    with use_language(language):
        return "\n".join(score.lines(forecast, score.read_figures(path, forecast)))


def refused(folder: Path, rows: str, head: str = "prediction,value") -> str:
    """What a table of figures is refused with."""
    with pytest.raises(InputError) as error:
        said_of(folder, rows, head=head)
    return str(error.value)


def test_the_same_question_gives_the_same_bytes(small: Path, tmp_path: Path) -> None:
    shutil.copy(small / QUESTIONS, tmp_path)
    register.write(tmp_path, register.made(tmp_path / QUESTIONS, DAY, "prior", 2))
    assert all((small / name).read_bytes() == (tmp_path / name).read_bytes() for name in (*HASHED, FIGURES, SUMS))


@pytest.mark.parametrize("name", HASHED)
def test_a_changed_digit_breaks_the_hash(small: Path, tmp_path: Path, name: str) -> None:
    folder = shutil.copytree(small, tmp_path / "copy")
    read_registered(folder)
    text = (folder / name).read_text(encoding="utf-8")
    digit = next(rank for rank, letter in enumerate(text) if letter.isdigit())
    (folder / name).write_text(text[:digit] + str((int(text[digit]) + 1) % 10) + text[digit + 1 :], encoding="utf-8")
    with pytest.raises(InputError, match=name):
        read_registered(folder)


def test_figures_inside_refuting_and_missing(small: Path) -> None:
    said = read_registered(small).predictions["attendance"]
    inside = said_of(small, f"attendance,{said['central']}\nrapor,")
    assert "within 50 %" in inside
    assert "Rapor: no figure yet" in inside
    assert "0 of 1 refuted" in inside
    for end in ("refuted_if_at_most", "refuted_if_at_least"):
        assert "— REFUTED;" in said_of(small, f"attendance,{said[end]}")
    low, high = said["band_90"]
    assert all("REFUTED" not in said_of(small, f"attendance,{end}") for end in (low, high))
    assert "beyond what experts" in said_of(small, "attendance,99")
    assert "TERBANTAH" in said_of(small, "attendance;99", "id", head="prediction;value")
    assert "96,5 %" in said_of(small, "attendance;96,5", "id", head="prediction;value")


def test_a_prediction_that_cannot_be_wrong_is_not_scored(small: Path) -> None:
    said = read_registered(small).predictions["rapor"]
    assert not said["can_be_wrong"]
    assert said["refuted_if_at_most"] is None
    assert said["refuted_if_at_least"] is None
    shown = said_of(small, "rapor,1")
    assert "cannot be wrong" in shown
    assert "category kurang: not the most likely, Brier" in shown
    assert "refuted;" not in shown


def test_bad_figures_are_refused_all_at_once_with_the_nearest(small: Path) -> None:
    said = refused(small, "atendance,50\nattendance,many\nrapor,140\nattendance,0.4\nattendance,nan")
    assert "given.csv:2" in said
    assert "did you mean attendance?" in said
    for word in ("is not a number", "0 to 100 %", "looks like a share", "given: nan"):
        assert word in said
    assert len(said.splitlines()) == 5
    assert "stands twice" in refused(small, "attendance,50\nattendance,60")
    assert "did you mean values?" in refused(small, "attendance,50", head="prediction,values")


def test_scores_are_what_they_are_by_definition() -> None:
    draws = np.random.default_rng(1).normal(3.0, 2.0, 500)
    slow = np.abs(draws - 5.0).mean() - np.abs(draws[:, None] - draws[None]).mean() / 2.0
    assert score.crps(draws, 5.0) == pytest.approx(slow)
    assert score.crps(np.array([4.0]), 5.0) == 1.0
    even = np.linspace(2.0, 10.0, 20001)
    for figure in (2.0, 5.0, 9.0, 12.0, -1.0):
        assert score.crps_uniform(2.0, 10.0, figure) == pytest.approx(score.crps(even, figure), abs=1e-3)
    assert shares_of_categories(np.array([39.9, 40.0, 69.9, 70.0])) == {"kurang": 0.25, "sedang": 0.5, "baik": 0.25}


def test_an_unknown_forecast_or_outcome_is_named_with_the_nearest(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="2026-hari-belajar-guru"):
        folder_of("2026-hari-belajar-gur")
    (tmp_path / QUESTIONS).write_text(SMALL.replace('"attendance_share"', '"attendance_shar"'), encoding="utf-8")
    with pytest.raises(InputError, match="did you mean attendance_share"):
        read_questions(tmp_path / QUESTIONS)


def run(script: str, *words: str) -> subprocess.CompletedProcess[str]:
    """A script as a reader starts it, from elsewhere."""
    return subprocess.run([sys.executable, str(HOME / script), *words], capture_output=True, encoding="utf-8",
                          cwd=HOME.parent)  # fmt: skip


@registered
def test_what_ships_is_not_registered_over_by_accident_and_scores_by_command() -> None:
    again = run("register.py", SHIPPED.name)
    assert again.returncode == 2
    assert "--replace" in again.stderr
    empty = run("score.py", SHIPPED.name, str(SHIPPED / FIGURES), "--lang", "id")
    assert empty.returncode == 0, empty.stderr
    assert empty.stdout.count("belum ada angka") == len(read_registered(SHIPPED).predictions)
    wrong = run("score.py", SHIPPED.name, "nowhere.csv")
    assert wrong.returncode == 2
    assert "Traceback" not in wrong.stderr


@registered
def test_the_shipped_forecast_holds_and_can_be_wrong() -> None:
    forecast = read_registered(SHIPPED)
    assert len(forecast.predictions) == len(forecast.questions.every) >= 10
    judged = [said for said in forecast.predictions.values() if said["can_be_wrong"]]
    assert len(judged) >= 10
    for said in judged:
        (low, high), (least, most) = said["band_90"], said["experts_think_possible"]
        assert said["part_of_the_experts_range_that_refutes"] >= register.LEAST
        ends = [end for end in (said["refuted_if_at_most"], said["refuted_if_at_least"]) if end is not None]
        assert ends
        none(f"{said['id']}: {end}" for end in ends if low <= end <= high or not least <= end <= most)
    assert sum("categories" in said for said in judged) >= 3


@registered
def test_every_shipped_figure_follows_from_the_draws_that_are_kept() -> None:
    forecast = read_registered(SHIPPED)
    for question in forecast.questions.every:
        said = forecast.predictions[question.id]
        again = register.prediction(question, forecast.draws[question.id], said["command"])
        assert json.loads(json.dumps(again)) == said
        assert len(forecast.draws[question.id]) >= 100


@pytest.mark.long
@registered
def test_the_shipped_forecast_is_made_again() -> None:
    forecast = read_registered(SHIPPED)
    if forecast.content["model_sha256"] != model_hash():
        pytest.skip("the model has changed since the forecast was registered; it stands as it is")
    day = date.fromisoformat(forecast.content["registered"])
    again: Registered = register.made(SHIPPED / QUESTIONS, day, forecast.content["numbers"], 2)
    assert forecast_text(again.content) == (SHIPPED / FORECAST).read_text(encoding="utf-8")
    assert draws_text(again.draws) == (SHIPPED / DRAWS).read_text(encoding="utf-8")
    assert register.page(again) == (SHIPPED / PAGE).read_text(encoding="utf-8")
