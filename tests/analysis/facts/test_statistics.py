"""Every statistic beside plain NumPy on small made-up tables."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from numpy.typing import NDArray

from kkgsim.analysis.facts.sight import of_colleagues
from kkgsim.analysis.facts.statistics import STATISTICS, Values, over_things

Array = NDArray[np.float64]
DRAW = np.random.Generator(np.random.PCG64(3))
THINGS = DRAW.gamma(2.0, 1.0, (23, 4))
"""Twenty-three things in four draws, all above zero."""
OTHER = 0.4 * THINGS + DRAW.normal(0.0, 1.0, THINGS.shape)
WEIGHT = DRAW.uniform(0.5, 3.0, THINGS.shape)
BEFORE = THINGS + DRAW.normal(0.0, 0.8, THINGS.shape)


def gini(x: Array) -> float:
    return float(np.abs(x[:, None] - x[None, :]).mean() / (2.0 * x.mean()))


def top_fifth(x: Array) -> float:
    """Of 23 things the topmost fifth are four and six tenths of the fifth."""
    ranked = sorted(x.tolist(), reverse=True)
    return (sum(ranked[:4]) + 0.6 * ranked[4]) / sum(ranked)


def kind(x: Array) -> Array:
    return np.where(x < 1.0, 0, np.where(x < 2.5, 1, 2))


PLAIN: dict[str, tuple[Callable[[int], float], tuple[float, ...]]] = {
    "level": (lambda d: float((THINGS[:, d] * WEIGHT[:, d]).sum() / WEIGHT[:, d].sum()), ()),
    "total": (lambda d: float(sum(THINGS[:, d].tolist())), ()),
    "spread": (lambda d: float(np.sqrt(((THINGS[:, d] - THINGS[:, d].mean()) ** 2).mean())), ()),
    "share_above": (lambda d: sum(x > 1.5 for x in THINGS[:, d].tolist()) / 23, (1.5,)),
    "share_below": (lambda d: sum(x < 1.5 for x in THINGS[:, d].tolist()) / 23, (1.5,)),
    "quantile_gap": (lambda d: float(np.percentile(THINGS[:, d], 90) - np.percentile(THINGS[:, d], 10)), (0.1, 0.9)),
    "quantile_ratio": (lambda d: float(THINGS[:, d].max() / THINGS[:, d].min()), (0.0, 1.0)),
    "gini": (lambda d: gini(THINGS[:, d]), ()),
    "top_share": (lambda d: top_fifth(THINGS[:, d]), (0.2,)),
    "share_changed": (lambda d: float((kind(THINGS[:, d]) != kind(BEFORE[:, d])).mean()), (1.0, 2.5)),
    "slope": (lambda d: float(np.polyfit(OTHER[:, d], THINGS[:, d], 1)[0]), ()),
    "correlation": (lambda d: float(np.corrcoef(OTHER[:, d], THINGS[:, d])[0, 1]), ()),
    "r_squared": (lambda d: float(np.corrcoef(OTHER[:, d], THINGS[:, d])[0, 1] ** 2), ()),
}
"""The same in plain NumPy for a draw, and the numbers of the option."""


def test_every_statistic_over_things_is_tried() -> None:
    assert set(PLAIN) == {name for name, statistic in STATISTICS.items() if statistic.over == "things"}


@pytest.mark.parametrize("name", PLAIN)
def test_a_statistic_is_what_plain_numpy_gives(name: str) -> None:
    plain, option = PLAIN[name]
    needs = STATISTICS[name].needs
    values = Values(
        THINGS,
        WEIGHT if name == "level" else None,
        OTHER if needs == "by" else None,
        BEFORE if name == "share_changed" else None,
    )
    np.testing.assert_allclose(over_things(name, values, option), [plain(draw) for draw in range(4)], rtol=1e-12)


@pytest.mark.parametrize("name", PLAIN)
def test_what_is_left_out_counts_for_nothing(name: str) -> None:
    """Things that are not a number might as well not be there; without any there is no number."""
    _, option = PLAIN[name]
    some = np.arange(23) < 9
    whole = Values(np.where(some[:, None], THINGS, np.nan), WEIGHT, OTHER, BEFORE)
    cut = Values(THINGS[some], WEIGHT[some], OTHER[some], BEFORE[some])
    np.testing.assert_array_equal(over_things(name, whole, option), over_things(name, cut, option))
    assert np.isnan(over_things(name, Values(np.full((5, 2), np.nan)), option)).all()


def test_equal_things_have_no_gini_and_the_top_has_its_share() -> None:
    same = np.full((10, 1), 3.0)
    assert over_things("gini", Values(same), ())[0] == 0.0
    assert over_things("top_share", Values(same), (0.25,))[0] == pytest.approx(0.25)
    lone = np.zeros((10, 1))
    lone[4] = 7.0
    assert over_things("gini", Values(lone), ())[0] == pytest.approx(0.9)
    assert over_things("top_share", Values(lone), (0.1,))[0] == 1.0


def test_nothing_below_gives_no_number_and_no_warning() -> None:
    nothing = Values(np.zeros((4, 1)), None, np.ones((4, 1)))
    for name, option in (("gini", ()), ("top_share", (0.1,)), ("quantile_ratio", (0.0, 1.0)), ("slope", ())):
        assert np.isnan(over_things(name, nothing, option)[0]), name


def test_colleagues_are_the_others_of_the_school() -> None:
    school_of = np.array([0, 0, 0, 1, 2, 2])
    values = np.array([[1.0], [2.0], [6.0], [5.0], [3.0], [4.0]])
    means = of_colleagues(values, school_of)[:, 0]
    np.testing.assert_allclose(means[[0, 1, 2, 4, 5]], [4.0, 3.5, 1.5, 4.0, 3.0])
    assert np.isnan(means[3])  # she teaches alone
