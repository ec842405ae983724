"""``kkgsim value`` end to end, and the futures that it draws."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from click.testing import CliRunner, Result

import kkgsim
from kkgsim.analysis.comparison.compare import yearly_cost
from kkgsim.analysis.futures import FutureSettings, Sample, options_of, sampled
from kkgsim.analysis.value_of_information.analysis import Choice, value_of_information
from kkgsim.analysis.value_of_information.api import ValueResult
from kkgsim.analysis.value_of_information.evppi import of_numbers
from kkgsim.cli.main import main
from kkgsim.design.read_study import is_study, read_study
from kkgsim.engine.scenarios import simulate_scenarios
from kkgsim.model.outcomes import OUTCOMES
from kkgsim.model.registry import home_of
from kkgsim.scenario.scenario import Assumption

ROOT = Path(__file__).resolve().parents[3]
TEAM, BOS = (ROOT / "scenarios" / f"{name}.toml" for name in ("facilitator-team", "bos-for-kkg"))


def ask(*words: object) -> Result:
    result = CliRunner().invoke(main, [str(word) for word in words])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def asked_of(small: Path, futures: int, lucks: int) -> FutureSettings:
    study = read_study(small)
    options = options_of(study, str(small))
    return FutureSettings(
        study.where(), (options[0].without_policy(), *options[:2]), "attendance_share", futures, lucks, 5
    )


def test_one_luck_a_future_is_what_compare_plays(small: Path) -> None:
    asked = asked_of(small, 20, 1)
    played = simulate_scenarios(asked.options, asked.place, replicates=20, seed=5)
    sample = sampled(asked, workers=2)
    rank = list(OUTCOMES).index("attendance_share")
    for option, one in enumerate(played):
        gain = one.at_end()[rank] - played[0].at_end()[rank]
        assert np.allclose(sample.gain[0, :, option], gain, rtol=0.0, atol=1e-13)
        assert np.array_equal(sample.cost[0, :, option], yearly_cost(one) - yearly_cost(played[0]))
    assert np.array_equal(sampled(asked).gain, sample.gain)


def test_of_what_should_be_less_a_fall_is_the_gain(small: Path) -> None:
    name = "lessons_lost_share"
    assert OUTCOMES[name].better == -1
    asked = replace(asked_of(small, 6, 1), outcome=name)
    played = simulate_scenarios(asked.options, asked.place, replicates=6, seed=5)
    rank = list(OUTCOMES).index(name)
    fallen = np.stack([played[0].at_end()[rank] - one.at_end()[rank] for one in played], axis=1)
    assert np.ptp(fallen) > 0.0
    assert np.allclose(sampled(asked).gain[0], fallen, rtol=0.0, atol=1e-13)


def test_beside_a_cost_of_all_months_stands_a_gain_of_all_months(small: Path) -> None:
    """A policy of the last year alone costs a part of the horizon, and must not be credited with all of its gain."""
    asked = replace(asked_of(small, 6, 1), throughout=True)
    late = [replace(one, policy=tuple(replace(phase, start=12) for phase in one.policy)) for one in asked.options]
    asked = replace(asked, options=tuple(late))
    played = simulate_scenarios(asked.options, asked.place, replicates=6, seed=5)
    rank = list(OUTCOMES).index("attendance_share")
    gains = np.stack([(one.monthly[rank] - played[0].monthly[rank]).mean(axis=0) for one in played], axis=1)
    assert np.allclose(sampled(asked).gain[0], gains, rtol=0.0, atol=1e-13)
    assert not np.allclose(sampled(replace(asked, throughout=False)).gain[0], gains, atol=1e-4)


def test_lucks_of_a_future_share_its_numbers(small: Path) -> None:
    asked = asked_of(small, 5, 3)
    sample = sampled(asked)
    future, luck = 3, 1
    held = {each.number: each.value for each in asked.options[0].assumptions}
    drawn = {name: values[future] for name, values in sample.drawn.items()}
    assert set(held) <= set(drawn)
    fixed = tuple(Assumption(name, v, v, v, "held") for name, v in drawn.items())
    alone = [replace(one, assumptions=fixed) for one in asked.options]
    replicate = future * asked.lucks + luck
    played = simulate_scenarios(alone, asked.place, replicates=replicate + 1, seed=5, uncertain=False)
    rank = list(OUTCOMES).index("attendance_share")
    gains = [(one.at_end()[rank] - played[0].at_end()[rank])[replicate] for one in played]
    assert np.allclose(sample.gain[luck, future], gains, rtol=0.0, atol=1e-12)


def test_a_study_lays_its_points_as_options_each_once(small: Path) -> None:
    options = options_of(read_study(small), str(small))
    assert len(options) == len({one.committed().tobytes() for one in options}) == 12
    assert {"monitoring"} <= set.intersection(*({phase.lever for phase in one.policy} for one in options))
    assert {each.number for one in options for each in one.assumptions} == {"attend_distance"}
    assert is_study(small)
    assert not is_study(TEAM)


def made_up(payoff: np.ndarray, draws: dict[str, np.ndarray], small: Path) -> Sample:
    """A sample of futures with these payoffs (futures, options) as gains."""
    asked = replace(asked_of(small, len(payoff), 1), options=asked_of(small, 1, 1).options[: payoff.shape[1]])
    return Sample(asked, payoff[None], np.zeros_like(payoff[None]), draws)


NUMBERS = ("attend_base", "start_practice", "revert_rate")


def test_numbers_alike_have_no_first_and_a_choice_within_its_error_is_not_decided(small: Path) -> None:
    stream = np.random.default_rng(3)
    draws = dict(zip(NUMBERS, stream.standard_normal((3, 1000)), strict=True))
    arm = 0.5 * draws["attend_base"] + 0.5 * draws["start_practice"] + 0.3 * stream.standard_normal(1000)
    found = value_of_information(made_up(np.column_stack([0.0 * arm, arm]), draws, small), Choice(None))
    assert {number.name for number in found.first} == {"attend_base", "start_practice"}
    assert found.rivals == [1 - found.chosen]
    words = " ".join(ValueResult(found).report().split())
    assert "The choice today is not decided" in words
    assert "No first among 2" in words
    clear = 0.9 * draws["attend_base"] + 0.1 * draws["start_practice"] + 0.5
    found = value_of_information(made_up(np.column_stack([0.0 * arm, clear]), draws, small), Choice(None))
    assert [number.name for number in found.first] == ["attend_base"]
    assert found.rivals == []
    words = " ".join(ValueResult(found).report().split())
    assert "Measure first:" in words
    assert "not decided" not in words
    table = ValueResult(found).table.set_index("number")
    assert table.loc["attend_base", ["rank_low", "rank_high"]].tolist() == [1, 1]


def test_the_kept_payoffs_and_draws_are_all_that_is_needed(small: Path) -> None:
    result = ValueResult(value_of_information(sampled(asked_of(small, 120, 2)), Choice(worth=4e5)))
    tables = result.tables
    assert not {"gain", "cost", "payoff"} - set(tables["payoffs"].columns)
    payoffs = tables["payoffs"].pivot_table(index="future", columns="option", values="payoff", sort=False)
    drawn = tables["draws"].set_index("future")
    names = [scenario.name for scenario in result.details.scenarios()]
    again = of_numbers(payoffs[names].to_numpy(), {name: drawn[name].to_numpy() for name in drawn}, seed=5)
    ours = tables["numbers"].set_index("number")["value"]
    assert [one.value for one in again] == pytest.approx([ours[one.name] for one in again], rel=1e-9, abs=1e-9)


def test_what_was_played_is_not_played_again(small: Path, tmp_path: Path) -> None:
    heard: list[int] = []

    def stop(runs: int) -> None:
        heard.append(runs)
        if sum(heard) > 530:
            raise KeyboardInterrupt

    words = {"futures": 300, "lucks": 1, "months": 3, "kept": tmp_path / "kept"}
    with pytest.raises(KeyboardInterrupt):
        kkgsim.value(TEAM, **words, progress=stop)
    again: list[int] = []
    result = kkgsim.value(TEAM, **words, progress=again.append)
    assert sum(again) < 600
    assert result.table.equals(kkgsim.value(TEAM, futures=300, lucks=1, months=3).table)
    assert "Nothing was written" in ask("value", TEAM, "--months", 3, "--futures", 100, "--dry-run").output
    assert "leave nothing to know" in ask("value", TEAM, "--numbers", "book").output


def test_options_over_the_budget_are_out_of_the_choice(small: Path) -> None:
    sample = sampled(asked_of(small, 100, 1))
    cost = sample.cost.mean(axis=(0, 1))
    tight = value_of_information(sample, Choice(None, float(cost[1:].min()) - 1.0))
    assert tight.lawful == (0,)
    assert tight.chosen == 0
    assert not any(one.counts for one in tight.numbers)
    rich = value_of_information(sample, Choice(worth=1e12))
    assert rich.chosen == int(sample.gain.mean(axis=(0, 1)).argmax())
    assert rich.best_share.sum() == pytest.approx(1.0)
    assert np.array_equal(value_of_information(sample, Choice(worth=0.0)).payoff, -sample.cost)


def test_the_answer_in_both_languages_with_tables_and_the_same_for_any_workers(tmp_path: Path) -> None:
    words = ("value", TEAM, BOS, "--months", 6, "--futures", 100, "--worth", 2e6, "--outcome", "attendance_share")
    one, two = tmp_path / "one", tmp_path / "two"
    english = ask(*words, "--workers", 1, "--out", one)
    assert english.exit_code == 0, english.output
    assert ask(*words, "--workers", 2, "--lang", "id", "--out", two).exit_code == 0
    for name in ("options.csv", "numbers.csv", "files.csv"):
        assert (one / name).read_bytes() == (two / name).read_bytes()
    assert "the choice today" in english.output or "The choice today is not decided" in english.output
    assert "mean of all months" in english.output
    numbers = pd.read_csv(one / "numbers.csv")
    assert (numbers.value >= 0.0).all()
    assert numbers.more_than_noise.is_monotonic_decreasing
    assert set(numbers.grade) <= {"assumed", "judged", "literature", "measured"}
    assert {"information.png", "provenance.json"} <= {path.name for path in one.iterdir()}
    made = json.loads((one / "provenance.json").read_text(encoding="utf-8"))
    assert made["value"]["worth"] == 2e6
    assert set(made["scenarios"]) == {"status-quo", "facilitator-team", "bos-for-kkg"}
    options = pd.read_csv(one / "options.csv")
    assert options.chosen.sum() == 1
    assert options.payoff[0] == 0.0


def test_prices_of_what_nobody_buys_are_worth_nothing(small: Path) -> None:
    """Tutors lead no meeting in these options: what a tutor costs is drawn, and cannot change the choice."""
    found = value_of_information(sampled(asked_of(small, 150, 1)), Choice(worth=4e5))
    worth = {one.name: one for one in found.numbers}
    prices = [name for name in worth if home_of(name) == "kkgsim.model.levers.core_teachers"]
    assert "tutor_honorarium" in prices
    assert not any(worth[name].counts for name in prices)


def test_mistakes_are_told_before_anything_is_run(small: Path) -> None:
    both = ask("value", small, TEAM)
    assert both.exit_code == 2
    assert "a study stands alone here" in both.output
    assert "practice_mean" in ask("value", TEAM, "--outcome", "practise_mean", "--lang", "id").output
    assert "did you mean practice_mean?" in ask("value", TEAM, "--outcome", "practise_mean").output
    assert ask("value", TEAM, "--worth", "nan").exit_code == 2
    assert ask("value", "nowhere.toml").exit_code == 2
    long = ask("value", TEAM, ROOT / "scenarios" / "donor-leaves.toml")
    assert long.exit_code == 2
    assert "months" in long.output
