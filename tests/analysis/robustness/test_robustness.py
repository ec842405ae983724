"""Measures of robustness against tables worked by hand, ranks with planted ties, packages played end to end."""

from __future__ import annotations

import io
import os
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from click.testing import CliRunner, Result
from rich.console import Console
from study_texts import team_text

from kkgsim.analysis.comparison.compare import compare, yearly_cost
from kkgsim.analysis.robustness.evaluate import COST, Robustness, objectives, robust, with_today
from kkgsim.analysis.robustness.measures import (
    MEASURES,
    Measured,
    Objective,
    agreement,
    best_shares,
    concordance,
    gains,
    jointly,
    measured,
    ranked,
    regrets,
    satisfied,
    signal,
    stability,
)
from kkgsim.analysis.robustness.report import first_for_sure, render, render_threshold
from kkgsim.analysis.robustness.tables import tables
from kkgsim.analysis.robustness.worth import Worth, worth_of
from kkgsim.cli.main import main
from kkgsim.errors import InputError
from kkgsim.i18n import Text, tr
from kkgsim.places.place import Place
from kkgsim.scenario.resolve import phases
from kkgsim.scenario.scenario import Scenario

UP = Objective("some", Text("Some", "Suatu"), "share", 1)
TODAY, SAFE, BOLD = range(3)
VALUES = np.array([[1.0, 1.0, 1.0, 1.0], [3.0, 3.0, 2.0, 2.0], [6.0, 1.0, 0.0, 5.0]])
"""Today, a safe package, a bold one, over four futures."""


def by_name(values: np.ndarray = VALUES, objective: Objective = UP) -> dict[str, list[float]]:
    return {one.name: one.values.tolist() for one in measured(values, TODAY, objective)}


def test_a_gain_is_that_of_the_same_future() -> None:
    """A steady gain over a status quo that differs much between futures is steady."""
    today = np.array([0.1, 0.9, 0.4, 0.6])
    values = np.stack([today, today + np.array([0.01, 0.02, 0.01, 0.02])])
    assert gains(values, 0, 1)[1] == pytest.approx([0.01, 0.02, 0.01, 0.02])
    assert gains(values, 0, -1)[1] == pytest.approx([-0.01, -0.02, -0.01, -0.02])
    assert signal(gains(values, 0, 1))[1] == pytest.approx(3.0)


def test_every_measure_by_hand() -> None:
    """Regret: today 5 2 1 4, safe 3 0 0 3, bold 0 2 2 0. The 0.9 quantile of 0 0 3 3 is 3, of 0 0 2 2 is 2."""
    assert regrets(VALUES, 1).tolist() == [[5.0, 2.0, 1.0, 4.0], [3.0, 0.0, 0.0, 3.0], [0.0, 2.0, 2.0, 0.0]]
    found = by_name()
    assert tuple(found) == MEASURES
    assert found["mean"] == [0.0, 1.5, 2.0]
    assert found["best"] == [0.0, 0.5, 0.5]
    assert found["regret_max"] == [5.0, 3.0, 2.0]
    assert found["regret_90"] == pytest.approx([4.7, 3.0, 2.0])
    assert found["satisficing"] == [0.0, 1.0, 0.5], "what betters today; a tie with today is no gain"
    assert found["signal"][1:] == pytest.approx([1.5 / 0.5, 2.0 / np.std([5.0, 0.0, -1.0, 4.0])])
    assert np.isnan(found["signal"][TODAY])


def test_where_less_is_better_all_turns_round() -> None:
    down = Objective("cost", UP.label, "Rp", -1)
    found = by_name(objective=down)
    assert regrets(VALUES, -1)[BOLD].tolist() == [5.0, 0.0, 0.0, 4.0]
    assert found["mean"] == [0.0, -1.5, -2.0]
    assert found["best"] == [0.625, 0.0, 0.375]
    assert np.isnan(found["signal"]).all(), "a loss has no signal, however sure it is"


def test_a_threshold_satisfies_from_its_own_value_on() -> None:
    above = Objective("some", UP.label, "share", 1, threshold=2.0)
    assert satisfied(VALUES, TODAY, above)[SAFE].all()
    assert satisfied(VALUES, TODAY, above)[BOLD].tolist() == [True, False, False, True]
    below = Objective("cost", UP.label, "Rp", -1, threshold=2.0)
    assert satisfied(VALUES, TODAY, below).mean(axis=1).tolist() == [1.0, 0.5, 0.5]
    both = [satisfied(VALUES, TODAY, above), satisfied(VALUES, TODAY, below)]
    assert jointly(both).tolist() == [0.0, 0.5, 0.0]


def test_several_best_share_a_future_and_rounding_makes_no_winner() -> None:
    values = np.array([[0.1 + 0.2, 0.5], [0.3, 0.4]])
    assert best_shares(values, 1).tolist() == [0.75, 0.25]


def test_ranks_of_equals_are_shared() -> None:
    assert ranked(Measured("mean", np.array([2.0, 3.0, 2.0, 1.0]), 1)).tolist() == [2.5, 1.0, 2.5, 4.0]
    assert ranked(Measured("regret_max", np.array([2.0, 3.0, 0.0]), -1)).tolist() == [2.0, 3.0, 1.0]
    assert ranked(Measured("signal", np.array([np.nan, 0.5, np.inf]), 1)).tolist() == [3.0, 2.0, 1.0]


def test_a_planted_tie_is_first_in_half_of_the_redraws() -> None:
    stream = np.random.default_rng(1)
    base = stream.random(60)
    twins = np.stack([base, base + 0.5, base + 0.5, base + 0.2 * stream.random(60)])
    for sure in stability(twins, 0, UP, draws=50, seed=3):
        if sure.measure in ("mean", "best", "regret_max", "regret_90"):
            assert sure.first.tolist() == [0.0, 0.5, 0.5, 0.0], sure.measure
            assert sure.rank[1] == sure.rank[2] == 1.5
            assert (sure.low[1], sure.high[1]) == (1.5, 1.5)


def test_a_close_race_is_told_as_one_and_a_clear_one_too() -> None:
    stream = np.random.default_rng(2)
    base = stream.normal(size=80)
    close = np.stack([base, base + 1.0 + stream.normal(size=80), base + 1.0 + stream.normal(size=80)])
    by_mean = stability(close, 0, UP, draws=200, seed=3)[0]
    assert 0.02 < by_mean.first[1] < 0.98
    assert by_mean.low[1] == 1.0
    assert by_mean.high[1] == 2.0
    assert by_mean.first.sum() == pytest.approx(1.0)
    clear = np.stack([base, base + 1.0, base + 2.0])
    assert stability(clear, 0, UP, draws=50, seed=3)[0].first.tolist() == [0.0, 0.0, 1.0]


def test_agreement_of_measures_by_hand() -> None:
    """Two judges in full agreement: W 1; two in full disagreement: W 0; the mean of tau over pairs as in any book."""
    same = np.array([[1.0, 2.0, 3.0], [1.0, 2.0, 3.0]])
    against = np.array([[1.0, 2.0, 3.0], [3.0, 2.0, 1.0]])
    assert concordance(same) == 1.0
    assert concordance(against) == 0.0
    assert agreement(against)[0, 1] == pytest.approx(-1.0)
    tied = np.array([[1.5, 1.5, 3.0], [1.5, 1.5, 3.0]])
    assert concordance(tied) == pytest.approx(1.0)
    assert np.isnan(concordance(np.full((2, 3), 2.0)))
    third = np.array([[1.0, 2.0, 3.0], [1.0, 3.0, 2.0], [2.0, 1.0, 3.0]])
    assert concordance(third) == pytest.approx(12.0 * 8.0 / (9.0 * 24.0))


@pytest.fixture(scope="module")
def found(tiny: Place) -> Robustness:
    def package(name: str, **settings: float) -> Scenario:
        words = Text(f"The {name}", f"Si {name}")
        return Scenario(name, words, Text("", ""), "tiny", 14, 1, 7, phases(settings, 14))

    packages = [
        package("team", facilitator_team_per_10_schools=2.0),
        package("fare", transport_recognition_fare=20_000.0),
    ]
    asked = objectives(("attendance_share", "training_gini"), {"attendance_share": 0.6}, 300e6)
    return robust(packages, tiny, asked, futures=30, seed=5, workers=2, draws=40)


def test_packages_are_played_over_the_futures_that_compare_plays(found: Robustness, tiny: Place) -> None:
    comparison = compare(found.packages[1:], tiny, replicates=30, seed=5)
    assert [package.name for package in found.packages] == ["status-quo", "team", "fare"]
    attendance, _, cost = (one.values for one in found.judged)
    for rank, played in enumerate((comparison.baseline, *comparison.played)):
        assert np.array_equal(attendance[rank], played.at_end()[0])
        assert np.array_equal(cost[rank], yearly_cost(played))
    best = found.judged[2].measure("best")
    assert best.sum() == pytest.approx(1.0)
    assert best[0] == 1.0, "doing nothing is the cheapest in every future"
    met = (attendance >= 0.6) & (cost <= 300e6)
    assert found.all_met is not None
    assert found.all_met.tolist() == met.mean(axis=1).tolist()


def test_the_same_for_any_number_of_workers(found: Robustness, tiny: Place) -> None:
    asked = [one.objective for one in found.judged]
    again = robust(found.packages[1:], tiny, asked, futures=30, seed=5, workers=1, draws=40)
    for name, table in tables(found).items():
        pd.testing.assert_frame_equal(table, tables(again)[name])


def test_a_package_without_policy_is_the_status_quo(found: Robustness) -> None:
    today, team = found.packages[:2]
    assert with_today([team, today]) == ((team, today), 1)
    assert with_today([team])[1] == 0
    with pytest.raises(InputError, match="does nothing"):
        with_today([today])


def test_objectives_are_checked_all_at_once() -> None:
    assert [one.name for one in objectives((), {}, None)] == [
        "attendance_share", "practice_mean", "literacy_mean", "belief_share", COST,
    ]  # fmt: skip
    asked = objectives(("training_gini",), {"attendance_share": 0.7}, 1e6)
    assert [(one.name, one.better, one.threshold) for one in asked] == [
        ("training_gini", -1, None), ("attendance_share", 1, 0.7), (COST, -1, 1e6),
    ]  # fmt: skip
    with pytest.raises(InputError, match=r"(?s)atendance.*replaced_share"):
        objectives(("atendance_share", "replaced_share"), {}, None)


def test_tables_say_the_same_as_the_measures(found: Robustness) -> None:
    made = tables(found)
    measures, futures = made["measures"], made["futures"]
    assert len(measures) == 3 * 3 * len(MEASURES)
    assert len(futures) == 3 * 3 * 30
    for objective, rows in futures.groupby("objective"):
        largest = rows.groupby("scenario")["regret"].max()
        told_ = measures[(measures["objective"] == objective) & (measures["measure"] == "regret_max")]
        assert told_.set_index("scenario")["value"].to_dict() == pytest.approx(largest.to_dict())
    assert (futures["regret"] >= 0.0).all()
    assert set(made["thresholds"]["scenario"]) == {"status-quo", "team", "fare"}
    assert len(made["agreement"]) == 3 * 15


def test_words_and_pictures(found: Robustness, language: str, tmp_path: Path) -> None:
    console = Console(file=io.StringIO(), width=1000)
    console.print(render(found))
    text = console.file.getvalue()
    thresholds = [render_threshold(one.objective) for one in found.judged]
    assert (
        thresholds
        == {
            "en": ["60.0 % or more in", "Better than the status quo in", "Rp 300.0 million or less in"],
            "id": [
                "60,0 % atau lebih dalam",
                "Lebih baik dari keadaan sekarang dalam",
                "Rp 300,0 juta atau kurang dalam",
            ],
        }[language]
    )
    assert {"en": "“Status quo” is the best", "id": "“Keadaan sekarang” terbaik"}[language] not in text
    assert {"en": "Doing nothing costs least", "id": "selalu paling murah"}[language] in text
    assert {"en": "What it brings for what it costs", "id": "Hasil dibandingkan biayanya"}[language] in text
    assert {"en": "All thresholds met at once", "id": "Semua ambang terpenuhi sekaligus"}[language] in text
    assert [one.all_equal for one in found.judged] == [False, True, False], "neither package sends anybody to training"
    assert {"en": "all come to the same", "id": "hasil semuanya sama"}[language] in text
    assert text.count("Kendall") == 1, "measures of equals neither agree nor disagree, and nothing is ranked by cost"
    drawn = found.draw_all(tmp_path)
    assert sorted(path.name for path in drawn) == ["best.png", "ranks.png", "regret.png"]
    before = [path.read_bytes() for path in drawn]
    assert before == [path.read_bytes() for path in found.draw_all(tmp_path)]


def test_no_equal_is_named_the_first(found: Robustness, language: str) -> None:
    """Pictures of an objective in which all packages come to the same say so, in place of a first among equals."""
    (gini,) = [one for one in found.judged if one.objective.name == "training_gini"]
    alone = replace(found, judged=(gini,), all_met=None)
    for name, draw in alone.pictures().items():
        words = " ".join(" ".join(text.get_text().split()) for text in draw().texts)
        assert tr("view_all_equal_title", outcome=gini.objective.label) in words, name


FUTURES = np.random.default_rng(4).normal(1.0, 0.2, 200)
CHEAP, DEAR = np.full(200, 50e6), np.full(200, 500e6)


def worth(*packages: tuple[np.ndarray, np.ndarray]) -> Worth:
    """The worth of packages, each a gain and a cost in every future, beside the status quo."""
    nothing = np.zeros(200)
    gain, cost = (np.stack([nothing, *(package[part] for package in packages)]) for part in (0, 1))
    return worth_of(gain, cost, 0, draws=200, seed=1)


def test_the_dearest_is_not_crowned_where_a_cheap_one_brings_more_for_a_rupiah() -> None:
    found = worth((2.0 * FUTURES, DEAR), (FUTURES, CHEAP))
    assert found.sure == 2, "the cheap one, though the dear one is best in every future"
    assert found.rate[0, 2] == pytest.approx(2.0 * FUTURES.mean())
    assert found.rate[1, 2] < found.rate[0, 2] < found.rate[2, 2]
    assert found.steps.tolist() == [2, 1]
    assert found.more[0].tolist() == pytest.approx([FUTURES.mean(), FUTURES.mean()])
    assert found.more[3].tolist() == [1.0, 1.0]


def test_where_nothing_carries_a_crown_none_is_given() -> None:
    noise = np.random.default_rng(5).normal(0.0, 0.5, (2, 200))
    found = worth((FUTURES + noise[0], CHEAP), (FUTURES + noise[1], CHEAP))
    assert found.sure is None
    assert found.first.sum() == pytest.approx(1.0)
    useless = worth((-FUTURES, CHEAP), (-FUTURES, DEAR))
    assert useless.sure is None
    assert not useless.first.any()
    assert np.isnan(useless.rate[0]).all()
    assert not len(useless.steps)


def test_a_package_that_costs_more_and_brings_less_is_no_step() -> None:
    found = worth((FUTURES, CHEAP), (0.9 * FUTURES, DEAR))
    assert found.steps.tolist() == [1]


def test_report_says_that_the_dearest_is_the_dearest(found: Robustness, language: str) -> None:
    console = Console(file=io.StringIO(), width=1000)
    console.print(render(found))
    text = console.file.getvalue()
    attendance = found.judged[0]
    top = first_for_sure(attendance, "best")
    said = {"en": "the dearest package, brings most in", "id": "paket termahal, memberi hasil terbesar"}[language]
    assert (said in text) == (top is not None and top == found.dearest)
    shares = tables(found)["worth"].query("objective == 'attendance_share'")
    assert shares["first_share"].sum() == pytest.approx(1.0)
    assert (shares["gain_low"] <= shares["gain_all_months"]).all()


def called(*words: str) -> Result:
    return CliRunner().invoke(main, words, env={"KKGSIM_LANG": "en", "COLUMNS": "200"})


@pytest.fixture
def files(tmp_path: Path) -> list[str]:
    for name, size in (("small", 1.0), ("large", 2.0)):
        (tmp_path / f"{name}.toml").write_text(team_text(name, size), encoding="utf-8")
    return [str(tmp_path / "small.toml"), str(tmp_path / "large.toml")]


def test_the_command_from_end_to_end(files: list[str], tmp_path: Path) -> None:
    out = tmp_path / "out"
    words = ("robust", *files, "--futures", "4", "--outcome", "attendance_share", "--at-least", "attendance_share=55%",
             "--cost-at-most", "250000000", "--out", str(out))  # fmt: skip
    done = called(*words)
    assert done.exit_code == 0, done.output
    assert "3 packages over the same 4 futures" in done.output
    assert "Fewer than 20 futures" in done.output
    assert {"measures.csv", "futures.parquet", "agreement.csv", "thresholds.csv", "best.png", "provenance.json"} <= set(
        os.listdir(out)
    )
    assert called(*words).exit_code == 2
    assert "one joint draw of those fitted to F1, F2" in " ".join(
        done.output.split()
    )  # what is said of the draws is what was drawn
    known = called(*words[:5], "--numbers", "prior").output
    assert "Numbers are drawn from their evidence ranges" in " ".join(known.split())
    assert "were fitted to F1" not in " ".join(known.split())
    assert "3 paket pada 4 kemungkinan masa depan" in called(*words[:5], "--lang", "id").output


@pytest.mark.parametrize(("words", "said"), [
    (("--outcome", "nothing"), "nothing"),
    (("--at-least", "attendance_share"), "outcome=value"),
    (("--at-least", "attendance_share=much"), "is not a number"),
    (("--at-least", "attendance_share=1", "--at-least", "attendance_share=2"), "twice"),
    (("--cost-at-most", "x"), "is not an amount of rupiah"),
])  # fmt: skip
def test_bad_questions_are_refused(files: list[str], words: tuple[str, ...], said: str) -> None:
    refused = called("robust", *files, *words)
    assert refused.exit_code == 2
    assert said in refused.output
