"""What knowing a number is worth, against closed forms."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from scipy.stats import norm

from kkgsim.analysis.smoothing import held_out, smoother_of
from kkgsim.analysis.value_of_information.evppi import of_numbers, of_sets, perfect_information


def two_arms(futures: int, share: float, mean: float, seed: int) -> tuple[np.ndarray, np.ndarray]:
    """The payoffs of nothing and of one arm, normal with sd 1, of which ``share`` is correlated with the number."""
    stream = np.random.default_rng(seed)
    number, rest = stream.standard_normal((2, futures))
    arm = mean + share * number + np.sqrt(1.0 - share**2) * rest
    return np.column_stack([np.zeros(futures), arm]), number


def closed_form(share: float, mean: float) -> float:
    """The unit normal loss of Raiffa and Schlaifer (1961): sd times its loss at the distance of the mean."""
    away = abs(mean) / share
    return float(share * (norm.pdf(away) - away * norm.sf(away)))


@pytest.mark.parametrize("mean", [0.0, 0.5, -1.0])
@pytest.mark.parametrize("share", [0.3, 0.6, 0.9, 1.0])
@pytest.mark.parametrize("futures", [500, 4000])
def test_two_normal_arms_against_the_closed_form(futures: int, share: float, mean: float) -> None:
    found = [_of(*two_arms(futures, share, mean, seed)) for seed in range(4)]
    truth = closed_form(share, mean)
    room = 0.12 * share * np.sqrt(500.0 / futures) + 0.005
    for each in ("value", "sure", "partition"):
        assert np.mean([getattr(one, each) for one in found]) == pytest.approx(truth, abs=room), each
    if truth > 0.05:
        assert all(one.counts for one in found)


def test_the_interval_of_a_worth_holds_the_truth() -> None:
    truth, found = closed_form(0.6, 0.3), [_of(*two_arms(1000, 0.6, 0.3, seed)) for seed in range(40)]
    inside = [one.interval[0] <= truth <= one.interval[1] for one in found]
    assert np.mean(inside) >= 0.87
    spread = np.std([one.value for one in found])
    assert np.mean([one.interval[1] - one.interval[0] for one in found]) < 3.0 * 1.96 * spread, "and is no wider"


def _of(payoff: np.ndarray, number: np.ndarray):
    return of_numbers(payoff, {"it": number})[0]


def test_knowing_everything_against_the_closed_form_and_luck_told_apart() -> None:
    payoff, _ = two_arms(20_000, 1.0, 0.3, 1)
    truth = closed_form(1.0, 0.3)
    noise = np.random.default_rng(2).normal(0.0, 1.0, (8, 20_000))
    lucks = np.stack([payoff + np.column_stack([np.zeros(20_000), each]) for each in noise])
    found = perfect_information(lucks)
    assert found.low < truth < found.high < found.luck
    assert found.low == pytest.approx(truth, abs=0.04)
    assert found.luck == pytest.approx(np.sqrt(2.0) * closed_form(1.0, 0.3 / np.sqrt(2.0)), abs=0.02)
    assert np.isnan(perfect_information(lucks[:1]).high)


def test_irrelevant_numbers_are_worth_nothing_that_counts() -> None:
    stream = np.random.default_rng(4)
    payoff = np.column_stack([np.zeros(800), 0.05 + stream.standard_normal((3, 800)).T])
    found = of_numbers(payoff, {f"n{rank}": stream.random(800) for rank in range(40)})
    assert any(one.value > 0.0 for one in found)
    assert not [one.name for one in found if one.counts]


def test_choosing_by_noise_seldom_pays_in_futures_held_out() -> None:
    stream = np.random.default_rng(7)
    found = []
    for _ in range(60):
        arm, number = stream.standard_normal((2, 200))
        found.append(_of(np.column_stack([np.zeros(200), arm - arm.mean()]), number))
    tempting = [one for one in found if one.value > 0.0]
    assert len(tempting) > 30
    assert sum(one.sure == 0.0 for one in tempting) > len(tempting) / 3


def test_a_number_that_moves_the_payoff_but_never_the_choice_is_worth_nothing() -> None:
    payoff, number = two_arms(1000, 0.9, 8.0, 1)
    one = _of(payoff, number)
    assert (one.value, one.sure, one.changed, one.counts) == (0.0, 0.0, 0.0, False)


def test_how_a_number_is_written_does_not_change_its_worth() -> None:
    payoff, number = two_arms(1000, 0.6, 0.2, 3)
    one, other = _of(payoff, number), _of(payoff, np.exp(3.0 * number))
    assert replace(one, parts=None) == replace(other, parts=None)
    assert np.array_equal(one.parts, other.parts)


def test_a_set_is_worth_more_than_its_members_and_a_switch_over_is_seen() -> None:
    stream = np.random.default_rng(1)
    draws = {name: stream.standard_normal(2000) for name in ("a", "b", "c", "d")}
    arm = 0.5 * draws["a"] + 0.5 * (draws["b"] ** 2 - 1.0) + 0.3 * stream.standard_normal(2000)
    payoff = np.column_stack([np.zeros(2000), arm])
    alone = {one.name: one for one in of_numbers(payoff, draws)}
    sets = {one.name: one for one in of_sets(payoff, draws, {"both": ("a", "b"), "neither": ("c", "d")})}
    assert alone["a"].counts
    assert alone["b"].counts
    assert not alone["c"].counts
    assert sets["both"].counts
    assert not sets["neither"].counts
    assert sets["both"].value > max(alone["a"].value, alone["b"].value)
    truth = np.maximum(0.0, 0.5 * draws["a"] + 0.5 * (draws["b"] ** 2 - 1.0)).mean()
    assert sets["both"].value == pytest.approx(truth, rel=0.05)
    assert of_sets(payoff[:20], {k: v[:20] for k, v in draws.items()}, {"all": tuple(draws)}) == []


def test_curves_follow_a_bend_and_do_not_follow_noise() -> None:
    stream = np.random.default_rng(1)
    number = stream.random(1500)
    bend = np.sin(6.0 * number)
    values = np.column_stack([bend + stream.normal(0.0, 0.5, 1500), stream.normal(0.0, 0.5, 1500)])
    smoother = smoother_of(number[:, None])
    for curves in (smoother(values), held_out(smoother, values, 10)):
        assert np.sqrt(np.mean((curves[:, 0] - bend) ** 2)) < 0.08
        assert np.abs(curves[:, 1]).max() < 0.12
