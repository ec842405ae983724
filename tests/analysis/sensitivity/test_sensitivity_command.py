"""``kkgsim sensitivity`` from a study file to tables, pictures and words."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from catalogues import messages
from click.testing import CliRunner, Result
from SALib.analyze import morris as salib_morris
from SALib.analyze import sobol as salib_sobol
from study_texts import study_text

import kkgsim
from kkgsim.analysis.sensitivity.analysis import Settings
from kkgsim.analysis.sensitivity.convergence import verdict
from kkgsim.analysis.sensitivity.display_name import display_name
from kkgsim.analysis.sensitivity.given_data import first_order
from kkgsim.analysis.sensitivity.methods import METHODS
from kkgsim.analysis.sensitivity.problem import problem_of
from kkgsim.analysis.sensitivity.result import check, sensitivity
from kkgsim.analysis.sensitivity.tables import provenance_of, tables
from kkgsim.cli.main import main
from kkgsim.design.read_study import read_study
from kkgsim.errors import InputError
from kkgsim.execution.read_results import results_in
from kkgsim.model.levers import all_levers
from kkgsim.model.posterior import Posterior, model_hash
from kkgsim.model.registry import PARAMETERS, homes

STUDY = study_text(
    'setting = "facilitator_team_per_10_schools"',
    'lever = "transport_recognition"',
    'number = "attend_money"\nwhy = { en = "nobody has asked", id = "belum ada yang bertanya" }',
    'number = "delay_facilitator_team"',
    samples=16, replicates=3, outcomes='["attendance_share", "practice_mean"]',
    recorded='["end", 3, 6]',
)  # fmt: skip
Write = Callable[..., Path]


pytestmark = pytest.mark.usefixtures("few_points_for_luck")


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def make(*pairs: tuple[str, str]) -> Path:
        text = STUDY
        for old, new in pairs:
            assert old in text, old
            text = text.replace(old, new)
        path = tmp_path / "small.toml"
        path.write_text(text, encoding="utf-8")
        return path

    return make


def told(path: Path, *options: str) -> Result:
    return CliRunner().invoke(main, ["sensitivity", str(path), "--workers", "2", *options])


def sound(path: Path, *options: str) -> str:
    found = told(path, *options)
    assert found.exit_code == 0, found.output
    return " ".join(found.output.split())


@pytest.fixture(scope="module")
def answered(tmp_path_factory: pytest.TempPathFactory, few_points_for_luck: None) -> tuple[Path, str]:
    """The folder of an answer, and the words."""
    folder = tmp_path_factory.mktemp("answered")
    (folder / "small.toml").write_text(STUDY, encoding="utf-8")
    return folder / "out", sound(
        folder / "small.toml", "--samples", "64", "--second-order", "--out", str(folder / "out")
    )


def test_a_study_becomes_tables_pictures_and_words(answered: tuple[Path, str]) -> None:
    out, words = answered
    assert "What decides “Attendance” (mean of the last year)?" in words
    assert "are luck" in words
    assert "from the other numbers, which the study draws but does not vary" in words
    assert "“Cost a year, all payers” (mean of all months)" in words, (
        "outcomes stand beside it as means of the last year"
    )
    files = json.loads((out / "provenance.json").read_text(encoding="utf-8"))["files"]
    assert {"indices.png", "tornado.png", "time_course.png", "convergence.png"} <= set(files)
    found = {path.stem: pd.read_parquet(path) for path in out.glob("*.parquet")}
    assert set(found) == {"convergence", "experiments", "factors", "indices", "outcomes", "second_order", "swings",
                           "variance"}  # fmt: skip
    for name, table in found.items():
        again = pd.read_csv(out / f"{name}.csv")
        assert again.columns.tolist() == table.columns.tolist()
        assert len(again) == len(table)
    assert sorted(found["convergence"]["samples"].unique()) == [16, 32, 64]
    shares = found["variance"].query("outcome == 'attendance_share' and month == 'end'").set_index("part")["share"]
    assert shares.sum() == pytest.approx(1.0, abs=0.02)
    assert {"policy", "numbers", "luck", "other_numbers"} <= set(shares.index)
    assert found["variance"][["low", "high"]].notna().all(axis=None), "every share has its interval"
    ranked = found["indices"][found["indices"]["index"] == "ST"]
    assert (ranked["rank_low"] <= ranked["rank_high"]).all()
    assert "other_numbers" in set(ranked["factor"])


def test_the_tables_say_what_was_varied_over_which_range_and_why(answered: tuple[Path, str]) -> None:
    factors = pd.read_parquet(answered[0] / "factors.parquet").set_index("factor")
    assert factors.loc["attend_money", ["distribution", "grade", "why_id"]].tolist() == [
        "double_triangular", PARAMETERS["attend_money"].grade, "belum ada yang bertanya",
    ]  # fmt: skip
    assert factors.loc["attend_money", ["low", "mode", "high"]].tolist() == [
        PARAMETERS["attend_money"].low, PARAMETERS["attend_money"].value, PARAMETERS["attend_money"].high,
    ]  # fmt: skip
    assert factors.loc["transport_recognition", "values"] == "0 1"
    assert factors.loc["delay_facilitator_team", "distribution"] == "double_triangular, whole"
    assert factors.loc["delay_facilitator_team", "why_en"].startswith("not known precisely")
    waits = pd.read_parquet(answered[0] / "experiments.parquet")["delay_facilitator_team"]
    assert (waits == np.rint(waits)).all()


def test_salib_on_our_tables_by_hand_gives_our_indices(answered: tuple[Path, str]) -> None:
    out = answered[0]
    salib = json.loads((out / "provenance.json").read_text(encoding="utf-8"))["salib"]
    names = salib["labels"]
    problem = {"num_vars": len(names), "names": names, "bounds": [[0.0, 1.0]] * len(names)}
    y = pd.read_parquet(out / "outcomes.parquet")["attendance_share_end"].to_numpy()
    found = salib_sobol.analyze(problem, y, calc_second_order=True, seed=salib["seed"])
    ours = pd.read_parquet(out / "indices.parquet").query("outcome == 'attendance_share' and month == 'end'")
    ours = ours[ours["index"] == "ST"]
    assert np.array_equal(ours["value"], found["ST"])
    assert ours["factor"].tolist() == names


@pytest.mark.filterwarnings("ignore")
def test_ema_workbench_opens_the_tables_without_our_code(answered: tuple[Path, str]) -> None:
    scoring = pytest.importorskip("ema_workbench.analysis.feature_scoring")
    experiments = pd.read_csv(answered[0] / "experiments.csv", index_col="point")
    outcomes = pd.read_csv(answered[0] / "outcomes.csv", index_col="point")
    y = outcomes["cost_per_year"].to_numpy()
    scores = scoring.get_ex_feature_scores(experiments, y, mode=scoring.RuleInductionType.REGRESSION, nr_trees=10)[0]
    ours = pd.read_csv(answered[0] / "indices.csv").query("outcome == 'cost_per_year'").set_index("factor")
    assert scores.index[0] == ours[ours["index"] == "ST"]["value"].idxmax()


def test_another_seed_lays_other_points_and_no_two_factors_clearly_change_places(write: Write) -> None:
    study = replace(read_study(write()), drawn=False)
    one, *others = (sensitivity(study, Settings("sobol", 128, seed=seed), workers=2).analysis for seed in (1, 2, 3))
    for other in others:
        assert not np.array_equal(one.unit, other.unit)
        for now, then in zip(one.indices, other.indices, strict=True):
            assert verdict(one.how.by, one.problem.labels, now, then).swapped == ()


def test_a_method_more_needs_nothing_but_its_entry(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(METHODS, "another", replace(METHODS["rbd_fast"], name="another", fewest=4, kind="effect"))
    result = kkgsim.sensitivity(write(), method="another", samples=64, replicates=1)
    assert "“Mean effect”" in result.report()
    assert result.plots
    for name in result.plots:
        result.plot(name)
    asked = Settings("another", 64, second=True)
    with pytest.raises(InputError, match="allowed: sobol"):
        check(read_study(write()), asked, None)


def test_salib_reads_our_points_where_a_method_needs_them(write: Write) -> None:
    found = sensitivity(read_study(write()), Settings("morris", 8, seed=4))
    kept = tables(found)
    names, salib = kept["unit"].columns[1:].tolist(), provenance_of(found, "")["salib"]
    problem = {
        "num_vars": len(names), "names": names, "bounds": [[0.0, 1.0]] * len(names), "groups": salib["groups"],
    }  # fmt: skip
    unit, y = kept["unit"].iloc[:, 1:].to_numpy(), kept["outcomes"]["practice_mean_6"].to_numpy()
    by_hand = salib_morris.analyze(problem, unit, y, seed=salib["seed"])
    ours = kept["indices"].query("outcome == 'practice_mean' and month == '6'")
    assert np.array_equal(ours[ours["index"] == "mu_star"]["value"], by_hand["mu_star"])


def test_the_same_command_writes_the_same_bytes_for_any_number_of_workers(
    write: Write, answered: tuple[Path, str], tmp_path: Path
) -> None:
    out = tmp_path / "out"
    sound(write(), "--samples", "64", "--second-order", "--out", str(out), "--workers", "1")
    names = sorted(path.name for path in out.iterdir())
    assert names == sorted(path.name for path in answered[0].iterdir())
    for name in names:
        if name != "provenance.json":
            assert (out / name).read_bytes() == (answered[0] / name).read_bytes(), name


def test_a_screening_says_what_it_dropped_and_what_that_cost(write: Write, tmp_path: Path) -> None:
    many = (
        '[[vary]]\nnumber = "attend_money"',
        '[[vary]]\nnumbers = "inclining"\n\n[[vary]]\nnumber = "attend_money"',
    )
    out = tmp_path / "out"
    words = sound(write(many), "--screen", "--keep", "4", "--samples", "32", "--out", str(out), "--lang", "id")
    assert re.search(r"Penyaringan \(Morris, 32 lintasan\): [56] dari", words)
    assert "Yang lain tetap divariasikan dan dinilai bersama" in words
    assert "tidak diikutkan" in words
    screening = pd.read_csv(out / "screening.csv")
    kept = set(screening.query("kept")["factor"])
    assert kept | {"screened_out"} == set(pd.read_csv(out / "indices.csv")["factor"])
    assert kept - {"other_numbers", "posterior_numbers"} == set(
        pd.read_csv(out / "factors.csv").query("kept")["factor"]
    )
    assert "transport_recognition" in kept
    experiments = pd.read_csv(out / "experiments.csv")
    assert (experiments.drop(columns="point").nunique() > 1).all(), "what is judged together goes on varying"


def test_groups_are_told_by_what_they_are_about(write: Write) -> None:
    grouped = ('number = "attend_money"', 'numbers = "all"\ngroup_by = "home"')
    words = sound(write(grouped), "--method", "morris", "--samples", "4", "--replicates", "1")
    assert "numbers: what speaks for attending" in words
    assert "are luck" in words, "luck is told from runs of its own, however few replicates"


@pytest.mark.parametrize("home", homes())
def test_every_file_of_numbers_has_words(home: str) -> None:
    label = display_name(home.removeprefix("kkgsim."), ())
    assert label.en.startswith("numbers: ")
    assert label.id.startswith("angka: ")
    assert label.en.removeprefix("numbers: ") in {
        *(lever.label.en for lever in all_levers().values()), *messages("en").values(),
    }  # fmt: skip


@pytest.mark.parametrize(
    ("change", "options", "said"),
    [
        ((), ("--method", "fast"), "--method: this method misreads factors that jump"),
        (('"attend_money"', '"attend_money"\ngroup = "a"'), ("--method", "pawn"), ""),
        (('number = "attend_money"', 'numbers = "career"\ngroup = "a"'), ("--method", "pawn"), "cannot judge groups"),
        ((), ("--samples", "100"), "--samples: Sobol samples come in powers of two; given: 100; allowed: 64, 128"),
        ((), ("--samples", "8"), "--samples: is too few samples for this method; given: 8; allowed: >= 16"),
        ((), ("--samples", "many"), "--samples: is neither a number of samples nor auto"),
        ((), ("--method", "delta", "--second-order"), "--second-order: only Sobol indices judge pairs of factors"),
        ((), ("--method", "morris", "--screen"), "--screen: screening goes with methods that judge groups"),
        ((), ("--method", "pawn", "--screen"), "--screen: screening goes with methods that judge groups"),
        ((), ("--method", "regional"), "--method: judges whether a target is met, and needs one"),
        ((), ("--at-least", "attendance_share=170%"), "--at-least"),
        ((), ("--at-least", "minimum_share=50%"), "minimum_share"),
        ((), ("--samples", str(2**20), "--replicates", "1000"), "points times replicates are too many runs"),
        (('number = "attend_money"', 'numbers = "all"'), ("--samples", "4096", "--replicates", "1"), "a laptop has"),
    ],
)  # fmt: skip
def test_what_a_method_cannot_carry_is_refused_before_anything_runs(
    write: Write, change: tuple[str, str], options: tuple[str, ...], said: str
) -> None:
    found = told(write(*([change] if change else [])), *options, "--dry-run")
    assert found.exit_code == (2 if said else 0), found.output
    assert said in " ".join(found.output.split())


def test_a_dry_run_tells_what_it_would_take(write: Write, tmp_path: Path) -> None:
    words = sound(write(), "--samples", "64", "--dry-run", "--out", str(tmp_path / "out"))
    assert words.startswith("At most 2,176 runs; about"), "64 x (6 + 2) points x 3, and 64 x (3 + 2) x 2 for luck"
    assert not (tmp_path / "out").exists()


SWEPT = (("samples = 16", "samples = 300"), ("replicates = 3", "replicates = 1"))


def test_a_finished_sweep_is_enough(write: Write, tmp_path: Path) -> None:
    kkgsim.sweep(write(*SWEPT), tmp_path / "swept")
    result = kkgsim.sensitivity(tmp_path / "swept")
    runs = results_in(tmp_path / "swept").to_pandas()
    names = ["facilitator_team_per_10_schools", "transport_recognition", "attend_money", "delay_facilitator_team"]
    shares, _ = first_order(runs[names].to_numpy(), runs[["practice_mean_end"]].to_numpy())
    ours = result.table.query("outcome == 'practice_mean' and month == 'end'")
    assert ours["factor"].tolist() == names
    assert ours["value"].to_numpy() == pytest.approx(shares[0], abs=1e-12)
    assert result.tables["experiments"][names].to_numpy() == pytest.approx(runs[names].to_numpy())
    assert "finished sweep" in " ".join(result.report().split())
    for name in result.plots:
        result.plot(name)
    assert "nothing would be played" in sound(tmp_path / "swept", "--dry-run")
    target = sound(tmp_path / "swept", "--at-least", "attendance_share=70%")
    assert "What decides whether “Attendance at least 70" in target
    for options, said in (
        (("--method", "sobol"), "--method: this method lays points of its own"),
        (("--samples", "64"), "--samples: a finished sweep is played already"),
    ):
        refused = told(tmp_path / "swept", *options)
        assert refused.exit_code == 2
        assert said in " ".join(refused.output.split())


def test_what_decides_a_target_is_told_by_how_often_it_is_met(write: Write) -> None:
    by_evidence = write(("attend_money", "attend_base"))
    result = kkgsim.sensitivity(by_evidence, at_least={"attendance_share": 0.5}, samples=256, numbers="prior")
    table = result.table.set_index(["factor", "index"])["value"]
    assert set(result.table["outcome"]) == {"attendance_share=0.5"}
    outcomes = result.tables["outcomes"]["attendance_share_end"]
    assert set(outcomes.unique()) == {0.0, 1.0}
    swing = result.tables["swings"].set_index("factor").loc["attend_base"]
    assert swing["at_high"] > swing["at_low"] + 0.2
    assert table["attend_base", "apart"] > table["delay_facilitator_team", "apart"]


def test_what_was_played_before_an_interruption_is_not_played_again(write: Write, tmp_path: Path) -> None:
    words = {"samples": 32, "numbers": "book", "kept": tmp_path / "kept"}
    heard: list[int] = []

    def stop(runs: int) -> None:
        heard.append(runs)
        if sum(heard) > 700:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        kkgsim.sensitivity(write(), **words, progress=stop)  # type: ignore[arg-type]
    again: list[int] = []
    result = kkgsim.sensitivity(write(), **words, progress=again.append)  # type: ignore[arg-type]
    whole: list[int] = []
    fresh = kkgsim.sensitivity(write(), samples=32, numbers="book", progress=whole.append)
    assert sum(again) < sum(whole)
    pd.testing.assert_frame_equal(result.table, fresh.table)
    pd.testing.assert_frame_equal(result.tables["variance"], fresh.tables["variance"])


@pytest.fixture
def correlated(tmp_path: Path) -> Path:
    """The folder of a posterior of two numbers that go together."""
    names = ("attend_money", "start_practice")
    ends = np.array([[PARAMETERS[name].low, PARAMETERS[name].high] for name in names])
    share = np.random.default_rng(1).random((400, 1))
    draws = ends[:, 0] + share * (ends[:, 1] - ends[:, 0])
    (tmp_path / "joint").mkdir()
    text = Posterior(names, np.full(400, 1.0 / 400.0), draws, model_hash(), {}).text()
    (tmp_path / "joint" / "posterior.json").write_text(text, encoding="utf-8")
    return tmp_path / "joint"


def test_numbers_of_a_posterior_are_drawn_jointly(write: Write, correlated: Path) -> None:
    result = kkgsim.sensitivity(write(), method="given_data", samples=256, numbers=str(correlated))
    points = result.tables["experiments"]
    assert np.corrcoef(points["attend_money"], points["start_practice"])[0, 1] > 0.999
    alone = result.table.query("outcome == 'attendance_share' and month == 'end'").set_index("factor")["value"]
    assert alone["attend_money"] == pytest.approx(alone["start_practice"], abs=0.02), "each tells of the other"
    together = problem_of(replace(read_study(write()), drawn=str(correlated)), groups=True)
    assert {"posterior_numbers", "other_numbers"} < set(together.labels)
    unit = np.random.default_rng(0).random((2000, len(together.factors)))
    values = together.points(unit)[:, together.jointly()]
    moved = unit.copy()
    moved[:, together.jointly()[1]] = np.random.default_rng(1).random(2000)
    assert np.corrcoef(values.T)[0, 1] > 0.999
    assert (together.points(moved)[:, together.jointly()] != values).any(axis=1).mean() > 0.9, "as a group they move"


def test_a_choice_of_structure_is_a_factor_with_listed_values(write: Write) -> None:
    factors = {factor.name: factor for factor in problem_of(read_study(write()), groups=False).factors}
    assert PARAMETERS["worth_form"].unit == "choice"
    assert factors["worth_form"].values == (0.5, 1.5, 2.5)


def test_the_stamp_names_both_seeds(write: Write) -> None:
    result = kkgsim.sensitivity(write(("samples = 16", "samples = 16\nseed = 77")), samples=16, numbers="book")
    words = [text.get_text() for text in result.plot().texts]
    assert any("seed 5, of the sample 77" in word for word in words)


def test_the_shipped_study_asks_for_all_levers_and_all_doubts() -> None:
    study = read_study(Path(__file__).resolve().parents[3] / "scenarios" / "studies" / "what-decides.toml")
    assert {f.name for f in study.factors if f.kind == "lever"} == set(all_levers())
    assert sum(f.kind == "number" for f in study.factors) > 250
