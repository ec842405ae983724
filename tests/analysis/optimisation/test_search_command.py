"""``kkgsim search`` end to end: what it writes is what ``compare`` gives, in both languages, for any workers."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from click.testing import CliRunner, Result

from kkgsim.analysis.comparison.compare import by_payer, compare, yearly_cost
from kkgsim.analysis.comparison.groups import group_effects
from kkgsim.analysis.optimisation.objectives import Objective, PackageEvaluation
from kkgsim.analysis.optimisation.packages import Space, as_scenario, choosing
from kkgsim.cli.main import main
from kkgsim.design.read_study import read_study
from kkgsim.i18n import Text, use_language
from kkgsim.model.levers import all_settings
from kkgsim.scenario.read import read_scenario
from kkgsim.scenario.resolve import place_named

FAST = ("--evaluations", "30", "--fresh", "6", "--show", "3", "--outcome", "attendance_share")
LABELS = (Text("it", "itu"), Text("", ""))


def ask(*words: object) -> Result:
    result = CliRunner().invoke(main, [str(word) for word in words])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


@pytest.fixture(scope="module")
def answered(small: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("search") / "out"
    result = ask("search", small, *FAST, "--budget", 30e6, "--workers", 2, "--out", out)
    assert result.exit_code == 0, result.output
    return out


def test_exported_packages_give_the_figures_of_the_search(answered: Path) -> None:
    packages = pd.read_csv(answered / "packages.csv").set_index("package")
    assert len(packages) == 3
    for name, told in packages.iterrows():
        path = answered / f"{name}.toml"
        scenario = read_scenario(path)
        comparison = compare([scenario], place_named(scenario.place, answered), replicates=6, seed=scenario.seed)
        played, against = comparison.played[0], comparison.against[0]
        gains = (played.at_end() - against.at_end())[0]  # attendance is the first outcome
        assert told.gain_fresh == pytest.approx(gains.mean(), rel=1e-12)
        assert told.gain_error_fresh == pytest.approx(gains.std(ddof=1) / np.sqrt(6), rel=1e-9)
        assert told.robust_fresh == pytest.approx(np.quantile(gains, 0.1), rel=1e-12)
        whole = (played.monthly - against.monthly)[0].mean()
        assert told.gain_all_months_fresh == pytest.approx(whole, rel=1e-9), "of the months that the cost is of"
        for measure in ("gain", "least", "robust", "cost", "level", "reached"):
            low, high = told[f"{measure}_fresh_low"], told[f"{measure}_fresh_high"]
            assert low <= told[f"{measure}_fresh"] <= high or np.isclose(low, high), measure
        assert told.cost_fresh == pytest.approx((yearly_cost(played) - yearly_cost(against)).mean(), rel=1e-12)
        sides = [
            side.difference[0]
            for effect in group_effects(played, against)
            if effect.outcome.name == "attendance_share"
            for side in (effect.members, effect.rest)
        ]
        assert told.least_fresh == pytest.approx(min(sides), rel=1e-12)
        assert [each.number for each in scenario.assumptions] == ["attend_distance"]
        assert "monitoring" in [phase.lever for phase in scenario.policy]


def test_what_is_called_lawful_keeps_the_budget(answered: Path) -> None:
    weighed = pd.read_csv(answered / "weighed.csv")
    assert len(weighed) == 30
    assert (weighed.spent[weighed.lawful] <= 30e6).all()
    assert ((weighed.spent + weighed.spent_error)[~weighed.lawful] > 30e6).all()
    assert weighed.lawful[weighed.efficient].all()
    packages = pd.read_csv(answered / "packages.csv")
    assert (packages.spent_searched <= 30e6).all()
    assert np.array_equal(packages.over_budget, packages.spent_fresh > 30e6)
    curve = pd.read_csv(answered / "hypervolume.csv")
    assert curve.weighed.iloc[-1] == 30
    assert curve.share_of_box.between(0.0, 1.0).all()


def test_all_files_are_there_and_say_what_made_them(answered: Path) -> None:
    made = json.loads((answered / "provenance.json").read_text(encoding="utf-8"))
    assert made["search"]["budget"] == 30e6
    assert made["search"]["weighed"] == 30
    assert set(made["search"]["reference"]) == {"gain", "cost", "least", "robust"}
    assert list(made["scenarios"]) == ["package-1", "package-2", "package-3"]
    assert {"pareto.png", "packages.png", "hypervolume.png", "place", "package-1.toml"} <= set(made["files"])
    assert len(place_named("place", answered).clusters) == 1
    again = ask("compare", answered / "package-1.toml", "--replicates", 2)
    assert again.exit_code == 0, again.output


def test_workers_change_no_byte(small: Path, answered: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    assert ask("search", small, *FAST, "--budget", 30e6, "--workers", 1, "--out", other).exit_code == 0
    for path in sorted(answered.glob("*.*")):
        if path.name != "provenance.json":
            assert (other / path.name).read_bytes() == path.read_bytes(), path.name


def test_the_cheapest_package_for_a_target(small: Path, tmp_path: Path) -> None:
    words = ("search", small, *FAST[: FAST.index("--outcome")], "--chance", 0.5, "--workers", 2)
    near = ask(*words, "--target", "attendance_share=0.3", "--out", tmp_path / "near")
    assert near.exit_code == 0, near.output
    assert "What it would take for Attendance to reach 30.0 % in 50 % of futures: package" in near.output
    packages = pd.read_csv(tmp_path / "near" / "packages.csv")
    assert (packages.level_searched >= 0.3).all()
    assert packages.cost_searched.is_monotonic_increasing
    far = ask(*words, "--target", "attendance_share=0.999", "--lang", "id", "--out", tmp_path / "far")
    assert (tmp_path / "far" / "pareto.png").exists()
    assert "tidak tercapai" in far.output
    assert "Yang terbaik adalah paket 1" in far.output


def test_a_search_is_told_in_both_languages(small: Path) -> None:
    english, indonesian = (
        " ".join(ask("search", small, *FAST, "--budget", 30e6, "--payer", "district", "--lang", lang).output.split())
        for lang in ("en", "id")
    )
    assert "Budget: Rp 30.0 million a year beyond the status quo (District (APBD))" in english
    assert "Anggaran: Rp 30,0 juta setahun" in indonesian
    assert "Package 1. " in english
    for told, language in ((english, "en"), (indonesian, "id")):
        with use_language(language):
            assert any(
                f"{all_settings()[factor.name].label}: " in told for factor in choosing(read_study(small), "").factors
            )
    assert "With 4 futures" in english
    assert "on 6 new futures, all packages together" in english
    assert "Packages" not in indonesian


def test_the_budget_of_one_payer_is_his_alone(small: Path) -> None:
    study = choosing(read_study(small), "small.toml")
    place = study.where()
    points = np.array([[2.0, 0.5, 30_000.0], [0.0, 0.0, 0.0]])
    measured = PackageEvaluation(study, place, Objective("attendance_share", "district"))(points)
    everybody = PackageEvaluation(study, place, Objective("attendance_share"), workers=2)(points)
    assert np.array_equal(everybody["gain"], measured["gain"])
    assert np.array_equal(everybody["spent"], everybody["cost"])
    assert measured["spent"][0] != measured["cost"][0]
    scenario = as_scenario(study, dict(zip((f.name for f in study.factors), points[0], strict=True)), "it", *LABELS)
    comparison = compare([scenario], place, replicates=4, seed=5)
    mean = [by_payer(one)["district"] for one in (comparison.played[0], comparison.against[0])]
    assert measured["spent"][0] == pytest.approx(mean[0] - mean[1], rel=1e-12)


def test_mistakes_are_told_before_anything_is_run(small: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)  # where evaluations are kept unless somebody says otherwise
    wrong = ask("search", small, "--outcome", "practice", "--payer", "distric", "--target", "0.5")
    assert wrong.exit_code == 2
    for word in ("minimum_share=0.5", "did you mean district?"):
        assert word in wrong.output
    neutral = ask("search", small, "--outcome", "hours_mean", "--lang", "id")
    assert neutral.exit_code == 2
    assert "naik atau turunnya hasil ini tidak berarti lebih baik atau lebih buruk" in neutral.output
    assert ask("search", small, "--budget", "nan").exit_code == 2
    text = small.read_text(encoding="utf-8")
    held = tmp_path / "held.toml"
    held.write_text(text.replace('numbers = "drawn"', 'numbers = "book"'), encoding="utf-8")
    assert "here futures need drawn numbers" in ask("search", held).output
    only = tmp_path / "only.toml"
    start = text.index("[[vary]]\nsetting")
    only.write_text(text[:start] + text[text.index("[[vary]]\nnumber") :], encoding="utf-8")
    assert "no setting varies" in ask("search", only).output
    whole = tmp_path / "whole.toml"
    whole.write_text(f'{text}\n[[vary]]\nlever = "ministerial_regulation"\n', encoding="utf-8")
    assert "vary its settings; given: ministerial_regulation" in ask("search", whole).output
    assert not [path for path in tmp_path.iterdir() if path.is_dir()], "a search that is refused leaves no folder"


def test_levels_are_listed_values_or_even_steps(small: Path) -> None:
    space = Space.of(choosing(read_study(small), "small.toml").factors)
    assert space.levels[0] == (0.0, 2.0, 4.0)
    assert space.levels[1][:4] == (0.0, 0.05, 0.1, 0.15)
    assert space.highest.tolist() == [2, 20, 20]
    assert space.settings(np.array([1, 0, 1])) == {
        "facilitator_team_per_10_schools": 2.0,
        "transport_recognition_fare": 3_000.0,
    }
