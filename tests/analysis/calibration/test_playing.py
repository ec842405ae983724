"""A true fit on a tiny place: gone on with, divided over workers, judged, drawn from."""

import json
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner
from conftest import only

import kkgsim
from kkgsim.analysis.calibration import api, playing
from kkgsim.analysis.calibration.fit import OutOfReach
from kkgsim.analysis.calibration.space import Space, drawn_numbers
from kkgsim.cli.main import main
from kkgsim.engine.sampling import numbers_of
from kkgsim.errors import InputError
from kkgsim.model.posterior import FILE, posterior
from kkgsim.model.registry import PARAMETERS
from kkgsim.places.place_io.files import open_place, write

FACT = """title = {{ en = "Attendance", id = "Kehadiran" }}
observed = "some of them"
sources = ["kkg_brief"]
place = "tiny"
months = 6

[arm.found]

[quantity.attendance]
arm = "found"
outcome = "attendance_share"
month = "end"
target = {{ low = 0.0, high = 1.0 }}
{estimate}

[quantity.agenda]
arm = "found"
outcome = "capacity_agenda_share"
month = "end"
"""
ASKED = {"points": 192, "waves": 2, "replays": 8, "seed": 4}
OPTIONS = ["--points", "192", "--waves", "2", "--replays", "8", "--seed", "4"]


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A tiny place, and facts: one whose estimate is what the place shows, one beyond reach, one without an error."""
    folder = tmp_path_factory.mktemp("facts")
    janapria = open_place("janapria")
    write(only(janapria, *janapria.clusters[:1]), folder / "tiny")
    estimate = 'estimate = { value = VALUE, error = 0.01, why = "made up" }'
    for name, text in (
        ("near", estimate.replace("VALUE", "0.6")),
        ("far", estimate.replace("VALUE", "3.5")),
        ("bare", ""),
    ):
        (folder / f"{name}.toml").write_text(FACT.format(estimate=text), encoding="utf-8")
    shown = kkgsim.validate(folder / "near.toml", draws=0, replicates=4).table.set_index("quantity")
    level = shown.loc["attendance", "book"]
    (folder / "near.toml").write_text(FACT.format(estimate=estimate.replace("VALUE", f"{level:.3f}")), encoding="utf-8")
    return folder


@pytest.fixture(autouse=True)
def no_shipped_facts(monkeypatch: pytest.MonkeyPatch) -> None:
    """Facts that ship are not played beside these."""
    monkeypatch.setattr(api, "FACTS", {})


@pytest.fixture(scope="module")
def answer(home: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("answer") / "fit"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(api, "FACTS", {})
        kkgsim.calibrate(home / "near.toml", folder, **ASKED)
    return folder


def bytes_of(folder: Path) -> dict[str, bytes]:
    """All files but those that name the machine or the way."""
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())
            if path.suffix in (".csv", ".png") or path.name == FILE}  # fmt: skip


def test_the_answer_holds_a_posterior_that_follows_the_fact(answer: Path) -> None:
    known = posterior(str(answer))
    assert not known.stale
    assert set(known.facts) == {"near"}
    assert known.weights.sum() == pytest.approx(1.0)
    shown = json.loads((answer / "provenance.json").read_text(encoding="utf-8"))
    assert shown["calibration"]["fitted"] == ["near"]
    assert {"numbers.png", "predictive.png", "identifiability.csv", "figures.csv"} <= set(bytes_of(answer))


def test_stopped_and_gone_on_with_or_on_more_workers_gives_the_same_bytes(
    answer: Path, home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "fit"
    played = playing.FactPlayer._played
    calls: list[int] = []

    def stopped(self: playing.FactPlayer, scores: np.ndarray, first: int) -> np.ndarray:
        calls.append(first)
        if len(calls) == 3:
            raise KeyboardInterrupt
        return played(self, scores, first)

    with monkeypatch.context() as patch:
        patch.setattr(playing.FactPlayer, "_played", stopped)
        with pytest.raises(KeyboardInterrupt):
            kkgsim.calibrate(home / "near.toml", out, workers=2, **ASKED)
    assert not out.exists()
    assert len(list((tmp_path / "fit-runs").glob("part-*.parquet"))) == 2
    again: list[int] = []
    monkeypatch.setattr(
        playing.FactPlayer, "_played", lambda self, scores, first: again.append(first) or played(self, scores, first)
    )
    kkgsim.calibrate(home / "near.toml", out, workers=2, **ASKED)
    assert again[0] == calls[2]  # what was kept is not played again
    assert bytes_of(out) == bytes_of(answer)


def test_points_have_luck_of_their_own_and_the_numbers_they_are_given(home: Path) -> None:
    question = api.request(home / "near.toml", **ASKED)
    player = question.players().fitting
    scores = np.repeat(player.prior([0]), 8, axis=0)
    figures = player(scores, 0)
    assert np.ptp(figures[:, 0]) > 0.0
    assert (player(scores[:4], 4) == figures[4:]).all()
    rank = player.space.ranks(["attend_base"])
    low, high = scores.copy(), scores.copy()
    low[:, rank], high[:, rank] = -2.0, 2.0
    assert (player(high, 0)[:, 0] > player(low, 0)[:, 0]).all()


def test_the_prior_of_points_is_what_runs_draw() -> None:
    space = Space(drawn_numbers())
    values = space.values(space.prior(11, range(5)))
    table = numbers_of(11, range(5), uncertain=True)
    for name in space.names:
        number = PARAMETERS[name]
        assert values[name] == pytest.approx(table[list(PARAMETERS).index(name)], abs=1e-9 * (number.high - number.low))


def test_numbers_drawn_from_a_posterior_are_its_rows(answer: Path) -> None:
    known = posterior(str(answer))
    drawn, prior = (numbers_of(3, range(200), uncertain=which) for which in (str(answer), True))
    ranks = [list(PARAMETERS).index(name) for name in known.names]
    rows = {row.tobytes() for row in known.draws}
    assert all(np.ascontiguousarray(column).tobytes() in rows for column in drawn[ranks].T)
    assert (np.delete(drawn, ranks, axis=0) == np.delete(prior, ranks, axis=0)).all()
    assert (drawn == numbers_of(3, range(200), uncertain=str(answer))).all()


def test_comparisons_sweeps_and_python_draw_from_it(answer: Path, home: Path, tmp_path: Path) -> None:
    told = CliRunner().invoke(main, [
        "compare", "facilitator-team", "--place", str(home / "tiny"), "--months", "3", "--replicates", "4",
        "--numbers", str(answer), "--out", str(tmp_path / "out"),
    ])  # fmt: skip
    assert told.exit_code == 0, told.output
    assert "fitted jointly to near" in " ".join(told.stdout.split())
    made = json.loads((tmp_path / "out" / "provenance.json").read_text(encoding="utf-8"))
    assert made["band"] == "luck and posterior"
    how = {"months": 3, "replicates": 4, "place": open_place(home / "tiny")}
    fitted, usual = (kkgsim.compare("facilitator-team", numbers=which, **how) for which in (str(answer), None))
    assert not fitted.table.equals(usual.table)
    book = kkgsim.compare("facilitator-team", numbers="book", **how)
    assert book.table.equals(kkgsim.compare("facilitator-team", luck_only=True, **how).table)
    assert kkgsim.compare("facilitator-team", numbers="posterior", **how).table.equals(usual.table)
    assert not kkgsim.compare("facilitator-team", numbers="prior", **how).table.equals(usual.table)


def test_a_fit_is_judged_from_its_folder(answer: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(playing.FactPlayer, "_played", None)  # nothing is played again
    monkeypatch.chdir(answer.parent)
    told = CliRunner().invoke(main, ["calibrate", "--check", "fit", "--out", str(tmp_path / "check")])
    assert told.exit_code in (0, 3), (told.output, told.exception)
    made = json.loads((tmp_path / "check" / "provenance.json").read_text(encoding="utf-8"))
    assert set(made["gates"]) == {"ranks", "coverage", "recovery", "left_out"}
    assert made["gates"]["left_out"] == "open"  # a single study cannot be left out
    assert (told.exit_code == 0) is (set(made["gates"].values()) == {"passed"})
    assert {"ranks.png", "coverage.png", "planted.csv"} <= {path.name for path in (tmp_path / "check").iterdir()}


def test_a_dry_run_says_points_and_time_and_plays_nothing(home: Path, tmp_path: Path) -> None:
    out = tmp_path / "never"
    told = CliRunner().invoke(main, ["calibrate", str(home / "near.toml"), *OPTIONS, "--dry-run", "--out", str(out)])
    assert told.exit_code == 0, told.output
    assert "420 points" in told.stdout  # two waves of 192, a tenth again, eight before and after
    assert list(tmp_path.iterdir()) == []


def test_a_fact_without_an_error_is_refused_by_name(home: Path) -> None:
    with pytest.raises(InputError, match="bare: the fact has no quantity that was measured with an error"):
        kkgsim.calibrate([home / "bare.toml", home / "near.toml"], **ASKED)


def test_a_fact_that_is_fitted_cannot_be_kept_aside(home: Path) -> None:
    with pytest.raises(InputError, match="near: the fact is to be fitted and kept aside"):
        kkgsim.calibrate(home / "near.toml", aside=home / "near.toml", **ASKED)


def test_a_fact_out_of_reach_stops_it_with_the_reach(home: Path) -> None:
    with pytest.raises(OutOfReach, match=r"far\.attendance: 3\.5 \(.* … .*\)"):
        kkgsim.calibrate(home / "far.toml", **ASKED)


def test_runs_of_other_facts_are_not_gone_on_with(answer: Path, home: Path, tmp_path: Path) -> None:
    runs = tmp_path / "fit-runs"
    runs.mkdir()
    for path in (answer.parent / "fit-runs").iterdir():
        (runs / path.name).write_bytes(path.read_bytes())
    with pytest.raises(kkgsim.errors.KKGError, match="fit-runs"):
        kkgsim.calibrate(home / "near.toml", tmp_path / "fit", **{**ASKED, "seed": 5})
