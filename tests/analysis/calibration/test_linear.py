"""A fit of a model whose posterior is known in closed form."""

from dataclasses import replace

import numpy as np
import pytest

from analysis.calibration.linear import NUMBERS, Linear, example, truth_of
from kkgsim.analysis.calibration.check import leave_out, plant
from kkgsim.analysis.calibration.fit import Fit, NothingIdentified, OutOfReach, fit
from kkgsim.analysis.calibration.inference import Draws, Inference
from kkgsim.analysis.calibration.problem import Bank, Budget, Players
from kkgsim.analysis.calibration.waves import NothingLeft

FREE = np.arange(NUMBERS) < NUMBERS - 1
BUDGET = Budget(1500, 3, 150, 100)


@pytest.fixture(scope="module")
def fitted() -> Fit:
    model, measured = example()
    return fit(Players(model, model), measured, FREE, BUDGET, 3)


def test_the_known_posterior_is_found(fitted: Fit) -> None:
    mean, covariance = truth_of(*example())
    ranks = list(fitted.table.fitted)
    spread = np.sqrt(np.diag(covariance))[ranks]
    for draws in (fitted.posterior, fitted.smoothed):
        assert np.abs(draws.mean() - mean[ranks]).max() < 0.15
        assert np.abs(draws.spread() / spread - 1.0).max() < 0.15


def test_what_is_known_by_its_sum_alone_stays_correlated(fitted: Fit) -> None:
    _, covariance = truth_of(*example())
    first, second = (list(fitted.table.fitted).index(number) for number in (2, 3))
    draws = fitted.posterior
    away = draws.scores - draws.mean()
    found = (draws.weights[:, None] * away).T @ away
    wanted = covariance[2, 3] / np.sqrt(covariance[2, 2] * covariance[3, 3])
    assert found[first, second] / np.sqrt(found[first, first] * found[second, second]) == pytest.approx(wanted, abs=0.1)


def test_numbers_that_no_figure_moves_are_not_fitted(fitted: Fit) -> None:
    model, measured = example()
    assert set(fitted.table.fitted) == {0, 1, 2, 3, 4}
    _, covariance = truth_of(model, measured)
    assert fitted.table.narrowed == pytest.approx(np.sqrt(np.diag(covariance)), abs=0.05)
    alone = fitted.table.alone[0]
    assert alone[0] > 0.95
    assert alone[1:].sum() < 0.01


def test_the_share_of_luck_is_what_two_plays_differ_by(fitted: Fit) -> None:
    model, _ = example()
    wanted = model.luck**2 / (model.luck**2 + (model.slopes**2).sum(axis=1))
    assert fitted.table.luck == pytest.approx(wanted, abs=0.05)


def test_a_circumstance_is_not_fitted_however_much_it_moves() -> None:
    model, measured = example()
    held = fit(Players(model, model), measured, FREE & (np.arange(NUMBERS) != 0), replace(BUDGET, waves=1), 3)
    assert 0 not in held.table.fitted


def test_further_waves_leave_out_what_is_ruled_out(fitted: Fit) -> None:
    assert all(0.0 < share < 0.5 for share in fitted.kept)
    assert len(fitted.last) > 2 * BUDGET.points  # points of earlier waves that are not ruled out serve, too
    before, after = (
        np.abs(bank.figures.mean(axis=0) - fitted.measured.value) for bank in (fitted.before, fitted.after)
    )
    assert (after < before).all()


def test_bands_of_planted_truths_cover_and_ranks_are_even(fitted: Fit) -> None:
    planted = plant(fitted.fitted(fitted.last), fitted.measured, truths=500, seed=5)
    assert planted.even
    assert planted.covers
    assert plant(fitted.fitted(fitted.first), fitted.measured, truths=300, seed=5).recovered.all()


@pytest.mark.parametrize("factor", [0.7, 1.5])
def test_a_posterior_that_is_too_narrow_or_too_wide_is_noticed(fitted: Fit, factor: float) -> None:
    def spoilt(learnt: Inference, seen: np.ndarray) -> Draws:
        draws = learnt.posterior(seen)
        return Draws(draws.mean() + factor * (draws.scores - draws.mean()), draws.weights)

    planted = plant(fitted.fitted(fitted.last), fitted.measured, truths=500, seed=5, posterior=spoilt)
    assert not planted.covers
    assert not planted.may_cover
    assert not planted.even


def test_a_posterior_that_is_beside_the_truth_is_noticed(fitted: Fit) -> None:
    def beside(learnt: Inference, seen: np.ndarray) -> Draws:
        draws = learnt.posterior(seen)
        return Draws(draws.scores + 0.4 * draws.spread(), draws.weights)

    planted = plant(fitted.fitted(fitted.last), fitted.measured, truths=500, seed=5, posterior=beside)
    assert not planted.even


def test_numbers_that_nothing_is_learnt_of_are_not_recovered() -> None:
    model, measured = example()
    scores = model.prior(range(1000))
    bank = Bank(scores[:, [0, 6]], measured.near(model(scores, 0)))
    assert plant(bank, measured, truths=300, seed=5).recovered.tolist() == [True, False]


def test_a_study_left_out_is_foretold_by_the_others(fitted: Fit) -> None:
    _, measured = example()
    left = {study.names[0]: study for study in leave_out(fitted.fitted(fitted.last), measured, 1)}
    assert set(left) == set(measured.names)
    assert all(study.inside.all() for study in left.values())
    odd = replace(measured, value=measured.value + np.array([0.0, 0.0, 0.0, 3.0]))
    rest = {study.names[0]: study for study in leave_out(fitted.fitted(fitted.first), odd, 1)}
    assert not rest["weak"].inside.any()


def test_a_figure_beyond_the_prior_stops_the_fit_by_name() -> None:
    model, measured = example()
    far = replace(measured, value=measured.value + np.array([0.0, 9.0, 0.0, 0.0]))
    with pytest.raises(OutOfReach, match=r"second: 8\.5 \(.* … .*\)") as refused:
        fit(Players(model, model), far, FREE, BUDGET, 3)
    assert "first" not in str(refused.value)


def test_figures_that_exclude_each_other_stop_the_fit() -> None:
    slopes = np.zeros((2, NUMBERS))
    slopes[:, 0] = 1.0
    model = Linear(slopes, np.full(2, 0.05))
    names = ("here", "there")
    measured = replace(example()[1], names=names, studies=names, value=np.array([-2.0, 2.0]), spread=np.full(2, 0.1))
    with pytest.raises(NothingLeft, match="here"):
        fit(Players(model, model), measured, FREE, BUDGET, 3)


def test_figures_that_no_number_moves_stop_the_fit() -> None:
    _, measured = example()
    model = Linear(np.zeros((4, NUMBERS)), np.full(4, 1.0))
    with pytest.raises(NothingIdentified):
        fit(Players(model, model), measured, FREE, replace(BUDGET, points=300, again=30), 3)


def test_points_without_a_number_are_left_out_and_counted() -> None:
    model, measured = example()

    class Holes(Linear):
        def __call__(self, scores: np.ndarray, first: int) -> np.ndarray:
            figures = super().__call__(scores, first)
            figures[scores[:, 5] > 1.5, 1] = np.nan
            return figures

    holes = Holes(model.slopes, model.luck)
    found = fit(Players(holes, holes), measured, FREE, Budget(600, 1, 60, 10), 3)
    assert found.lost == 600 - len(found.first) > 0
    assert np.isfinite(found.posterior.mean()).all()


def test_weighted_draws_have_their_quantiles_and_ranks() -> None:
    draws = Draws(np.array([[0.0], [1.0], [2.0]]), np.array([0.25, 0.5, 0.25]))
    assert draws.quantile(0.5) == pytest.approx([1.0])
    assert draws.rank_of(np.array([1.0])) == pytest.approx([0.5])
    assert draws.rank_of(np.array([5.0])) == pytest.approx([1.0])
    assert draws.chosen(np.array([0.0, 0.3, 0.8, 1.0])).tolist() == [0, 1, 2, 2]
