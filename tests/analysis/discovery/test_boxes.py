"""Boxes worked by hand: coverage, density, mass, quasi-p-values, the rule by which one is chosen."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import binomtest

from kkgsim.analysis.discovery.boxes import (
    Box,
    BoxScore,
    chance_of,
    quasi_p,
    score_box,
    significant_part,
)
from kkgsim.analysis.discovery.discovery import DENSE, choose, choose_lasting

FREE = np.inf
POINTS = np.array([[1.0, 1.0], [1.0, 3.0], [2.0, 1.0], [2.0, 3.0], [3.0, 1.0], [3.0, 3.0], [4.0, 1.0], [4.0, 3.0]])
FAILS = np.array([True, True, True, False, False, False, False, True])


def low_left() -> Box:
    """The first factor at 2 or less, the second at 2 or less."""
    return Box(np.array([-FREE, -FREE]), np.array([2.0, 2.0]))


def test_worth_of_a_box_by_hand() -> None:
    """It holds two of eight cases, both of which fail; four fail in all."""
    assert score_box(low_left(), POINTS, FAILS) == BoxScore(2, 2, all_failing=4, all_cases=8)
    worth = score_box(low_left(), POINTS, FAILS)
    assert (worth.coverage, worth.density, worth.mass) == (0.5, 1.0, 0.25)
    among = score_box(low_left(), POINTS, FAILS, of=np.arange(20) < 10)
    assert (among.coverage, among.mass) == (0.2, 0.1), "of all cases, not of those that are left"
    nowhere = Box(np.array([9.0, -FREE]), np.array([FREE, FREE]))
    assert np.isnan(score_box(nowhere, POINTS, FAILS).density)
    assert score_box(nowhere, POINTS, FAILS).coverage == 0.0


def test_quasi_p_sets_a_limit_against_the_box_without_it() -> None:
    """Without its first limit the box holds four cases of which two fail, without its second four of which three do."""
    found = quasi_p(low_left(), POINTS, FAILS)
    assert found == pytest.approx({
        (0, "high"): binomtest(2, 2, 0.5, alternative="greater").pvalue,
        (1, "high"): binomtest(2, 2, 0.75, alternative="greater").pvalue,
    })  # fmt: skip
    assert found[0, "high"] == pytest.approx(0.25)


def test_limits_that_chance_could_make_are_dropped_the_least_sure_first() -> None:
    many, fails = np.repeat(POINTS[:, :1], 40, axis=0), np.repeat(POINTS[:, 0] <= 2.0, 40)
    points = np.column_stack([many, np.tile([1.0, 3.0], len(many) // 2)])
    box = significant_part(low_left(), points, fails)
    assert box.limited == [0]
    assert box.dropped == (1,)
    assert box.high[0] == 2.0


def test_an_empty_box_is_never_sure() -> None:
    assert chance_of(BoxScore(0, 0, 4, 8), 0.3) == 1.0


def way(*pairs: tuple[float, float]) -> list[BoxScore]:
    return [BoxScore(round(100 * coverage / density), round(100 * coverage), 100, 1000) for coverage, density in pairs]


def test_the_highest_coverage_among_dense_boxes_is_chosen() -> None:
    assert choose(way((1.0, 0.4), (0.9, 0.79), (0.72, 0.8), (0.72, 0.9), (0.3, 1.0))) == (3, True)


def test_without_a_dense_box_the_knee_is_chosen() -> None:
    assert choose(way((1.0, 0.2), (0.8, 0.6), (0.5, 0.7))) == (1, False)


def test_the_rule_holds_for_the_box_that_is_shown() -> None:
    """The box of highest coverage among the dense ones has a second limit that chance could have made, and is dense no
    more without it; so another one is taken."""
    cells = {(0.1, 0.5): (16, 15), (0.1, 0.9): (4, 3), (0.3, 0.5): (24, 18), (0.3, 0.9): (6, 3), (0.7, 0.5): (200, 5)}
    points = np.repeat(np.array(list(cells)), [cases for cases, _ in cells.values()], axis=0)
    fails = np.concatenate([np.arange(cases) < failing for cases, failing in cells.values()])
    raw = [Box(np.full(2, -FREE), np.array(high)) for high in ((0.2, FREE), (0.4, 0.8))]
    best, dense = choose([score_box(box, points, fails) for box in raw])
    assert (best, dense) == (1, True)
    lasting = [significant_part(box, points, fails) for box in raw]
    assert score_box(lasting[best], points, fails).density < DENSE, "the fault: without the limit it is not dense"
    chosen, dense = choose_lasting(lasting, points, fails)
    assert dense
    assert chosen != best
    assert score_box(lasting[chosen], points, fails).density >= DENSE
    assert choose_lasting([Box(np.full(2, -FREE), np.full(2, FREE))], points, fails) == (-1, False)


def test_chance_is_that_of_the_binomial_test() -> None:
    for failing, cases, share in ((1, 4, 0.2), (9, 12, 0.5), (12, 12, 0.9), (0, 5, 0.5), (3, 3, 1.0)):
        asked = binomtest(failing, cases, share, alternative="greater").pvalue
        assert chance_of(BoxScore(cases, failing, 100, 1000), share) == pytest.approx(asked, rel=1e-10)


def test_the_interval_of_every_share_is_wilsons() -> None:
    worth = BoxScore(40, 30, 60, 160)
    for measure, part, whole in (("density", 30, 40), ("coverage", 30, 60), ("mass", 40, 160)):
        known = binomtest(part, whole).proportion_ci(0.9, method="wilson")
        assert worth.interval(measure) == pytest.approx((known.low, known.high))
    assert worth.interval("density") == pytest.approx((0.6240, 0.8443), abs=1e-3)
    assert np.isnan(BoxScore(0, 0, 60, 160).interval("density")).all()
    assert BoxScore(0, 0, 60, 160).interval("mass")[0] == 0.0
