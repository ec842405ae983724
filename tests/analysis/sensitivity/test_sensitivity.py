"""Sensitivity: known functions through the door, against their analytic indices and against SALib called by hand."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from SALib.analyze import morris as salib_morris
from SALib.analyze import sobol as salib_sobol
from SALib.test_functions import Ishigami, Sobol_G

from kkgsim.analysis.sensitivity.analysis import Settings, analyse
from kkgsim.analysis.sensitivity.convergence import WIDEST, sizes, verdict
from kkgsim.analysis.sensitivity.given_data import first_order
from kkgsim.analysis.sensitivity.methods import METHODS, Indices
from kkgsim.analysis.sensitivity.order import first_of, ranks_of
from kkgsim.analysis.sensitivity.problem import OTHERS, REST, Ask, Problem, salib_seed
from kkgsim.analysis.sensitivity.screening import Screen, screened
from kkgsim.analysis.sensitivity.swings import swings
from kkgsim.analysis.sensitivity.variance import JOINTLY, LUCK, NUMBERS, POLICY, parts
from kkgsim.design.study import Factor
from kkgsim.model.arrays import Array

PI = np.pi
ISHIGAMI = Problem(tuple(Factor(f"x{rank}", "number", -PI, PI) for rank in range(3)))
FIRST = [0.3139, 0.4424, 0.0]
TOTAL = [0.5576, 0.4424, 0.2437]
"""Of Ishigami and Homma's function with a = 7, b = 0.1 (Saltelli et al. 2008)."""


def cube(count: int) -> Problem:
    return Problem(tuple(Factor(f"x{rank}", "number", 0.0, 1.0) for rank in range(count)))


def asking(function: object) -> Ask:
    def ask(points: Array, replicates: object) -> Array:
        return np.array([[function(points)] for _ in replicates]).transpose(0, 2, 1)  # type: ignore[operator,attr-defined]

    return ask


ishigami = asking(Ishigami.evaluate)


@pytest.mark.parametrize(
    ("method", "samples", "index", "known", "within"),
    [
        ("sobol", 4096, "S1", FIRST, 0.02), ("sobol", 4096, "ST", TOTAL, 0.03),
        ("fast", 4096, "S1", FIRST, 0.02), ("fast", 4096, "ST", TOTAL, 0.03),
        ("rbd_fast", 8192, "S1", FIRST, 0.03), ("given_data", 8192, "S1", FIRST, 0.03),
    ],
)  # fmt: skip
def test_ishigami_has_its_analytic_indices(
    method: str, samples: int, index: str, known: list[float], within: float
) -> None:
    found = analyse(ISHIGAMI, ishigami, Settings(method, samples, seed=3)).indices[0]
    assert found.values[index] == pytest.approx(known, abs=within)


def test_what_two_factors_do_together_is_found() -> None:
    found = analyse(ISHIGAMI, ishigami, Settings("sobol", 4096, second=True, seed=3)).indices[0]
    assert found.second is not None
    assert found.second[0, 2] == pytest.approx(0.2437, abs=0.03)
    assert found.second[0, 1] == pytest.approx(0.0, abs=0.03)


def test_sobol_g_has_its_analytic_indices() -> None:
    a = np.array([0, 1, 4.5, 9, 99, 99, 99, 99])
    found = analyse(cube(8), asking(Sobol_G.evaluate), Settings("sobol", 2048, seed=5)).indices[0]
    assert found.values["S1"] == pytest.approx(Sobol_G.sensitivity_index(a), abs=0.02)
    assert found.values["ST"] == pytest.approx(Sobol_G.total_sensitivity_index(a), abs=0.03)


def morris_function(points: Array) -> Array:
    """Morris's (1991) test function of twenty factors without its random part: the first ten matter."""
    w = 2.0 * (points - 0.5)
    for rank in (2, 4, 6):
        w[:, rank] = 2.0 * (1.1 * points[:, rank] / (points[:, rank] + 0.1) - 0.5)
    y = 20.0 * w[:, :10].sum(axis=1)
    for one in range(6):
        for two in range(one + 1, 6):
            y -= 15.0 * w[:, one] * w[:, two]
            for three in range(two + 1, 5):
                y -= 10.0 * w[:, one] * w[:, two] * w[:, three] if two < 5 else 0.0
    return y + 5.0 * w[:, 0] * w[:, 1] * w[:, 2] * w[:, 3]


def test_morris_tells_his_ten_factors_from_the_other_ten_and_straight_from_crooked() -> None:
    found = analyse(cube(20), asking(morris_function), Settings("morris", 32, seed=2)).indices[0]
    effects, spread = found.values["mu_star"], found.values["sigma"]
    assert effects[:10].min() > 10.0
    assert effects[10:] == pytest.approx(np.zeros(10), abs=1e-9)
    assert spread[7:10] == pytest.approx(np.zeros(3), abs=1e-9), "these act alone and in a straight line"
    assert spread[:6].min() > 10.0


@pytest.mark.parametrize("method", ["delta", "pawn"])
def test_whole_distributions_rank_ishigami_and_barely_move_for_a_bystander(method: str) -> None:
    four = Problem((*ISHIGAMI.factors, Factor("x3", "number", -PI, PI)))
    found = analyse(four, asking(lambda p: Ishigami.evaluate(p[:, :3])), Settings(method, 1024, seed=1)).indices[0]
    key = found.values[METHODS[method].key]
    assert key[1] == key.max()
    assert key[3] == key.min()
    assert key[3] < 0.5 * key[1]


def test_the_same_question_has_the_same_answer_and_another_seed_the_same_ranking() -> None:
    one, again, other = (analyse(ISHIGAMI, ishigami, Settings("sobol", 1024, seed=s)) for s in (0, 0, 1))
    assert np.array_equal(one.values, again.values)
    assert np.array_equal(one.indices[0].widths["ST"], again.indices[0].widths["ST"]), "a seed of 0 is a seed"
    assert not np.array_equal(one.unit, other.unit)
    orders = [np.argsort(a.indices[0].values["ST"]).tolist() for a in (one, other)]
    assert orders[0] == orders[1] == [2, 1, 0]


def test_salib_called_by_hand_gives_our_indices_to_the_last_bit() -> None:
    how = Settings("sobol", 256, second=True, seed=9)
    found = analyse(ISHIGAMI, ishigami, how)
    problem = {"num_vars": 3, "names": ["x0", "x1", "x2"], "bounds": [[-PI, PI]] * 3}
    by_hand = salib_sobol.analyze(problem, found.values[:, 0], seed=salib_seed(9))
    assert np.array_equal(found.indices[0].values["ST"], by_hand["ST"])
    assert np.array_equal(found.indices[0].values["S1"], by_hand["S1"])
    assert np.array_equal(found.indices[0].second, by_hand["S2"], equal_nan=True)
    screen = analyse(ISHIGAMI, ishigami, Settings("morris", 16, seed=9))
    points = screen.problem.points(screen.unit)
    by_hand = salib_morris.analyze(problem, points, screen.values[:, 0], seed=salib_seed(9))
    assert np.array_equal(screen.indices[0].values["mu_star"], by_hand["mu_star"])


def test_intervals_are_as_wide_as_the_error_is() -> None:
    """A bootstrap of the rows was four to five times too wide here."""
    seeds = range(24)
    found = [analyse(ISHIGAMI, ishigami, Settings("sobol", 512, seed=seed)).indices[0] for seed in seeds]
    for index, truth in (("S1", FIRST), ("ST", TOTAL)):
        values, widths = (np.array([getattr(one, what)[index] for one in found]) for what in ("values", "widths"))
        errors = 1.96 * np.sqrt(((values - truth) ** 2).mean(axis=0))
        assert 0.75 < np.median(widths / errors) < 1.8, index
        assert (np.abs(values - truth) <= widths).mean() >= 0.9, index


def test_a_sample_grows_until_the_rule_holds_and_asks_no_point_twice() -> None:
    asked_for = 0

    def counting(points: Array, replicates: object) -> Array:
        nonlocal asked_for
        asked_for += len(points)
        return ishigami(points, replicates)  # type: ignore[arg-type]

    found = analyse(ISHIGAMI, counting, Settings("sobol", None, most=65536, seed=1))
    last, before = found.steps[-1], found.steps[-2]
    assert last.holds
    assert not before.holds
    assert 2.0 * last.indices[0].widths["ST"].max() <= WIDEST
    assert last.samples <= 2048, "indices are within a few hundredths here, and that is said"
    assert asked_for == len(found.unit) == last.samples * 5
    stopped = analyse(ISHIGAMI, ishigami, Settings("sobol", None, most=64, seed=1))
    assert (stopped.steps[-1].samples, stopped.steps[-1].holds) == (64, False)


def test_two_factors_that_clearly_change_places_are_not_settled() -> None:
    method, labels = METHODS["sobol"], ["a", "b"]

    def found(one: float, other: float) -> Indices:
        return Indices({"ST": np.array([one, other])}, {"ST": np.array([0.01, 0.01])})

    assert verdict(method, labels, found(0.5, 0.4), found(0.48, 0.42)).holds
    assert verdict(method, labels, found(0.5, 0.4), found(0.43, 0.46)).swapped == (("a", "b"),)
    assert not verdict(method, labels, found(0.5, 0.4), found(0.43, 0.46)).holds
    assert verdict(method, labels, found(0.45, 0.44), found(0.44, 0.45)).holds, "their intervals overlap"
    assert not verdict(method, labels, found(0.5, 0.4), None).holds, "nothing to compare with"
    assert sizes(METHODS["fast"], 200) == [100, 200]


def test_an_outcome_that_does_not_move_has_indices_of_nothing() -> None:
    for method in METHODS:
        found = analyse(cube(2), asking(lambda p: np.full(len(p), 0.3)), Settings(method, 512, seed=1))
        assert not any(values.any() for values in found.indices[0].values.values())
        assert found.steps[-1].holds


def test_groups_are_judged_as_one() -> None:
    grouped = Problem(tuple(replace(f, group="both" if f.name != "x1" else "") for f in ISHIGAMI.factors))
    assert grouped.labels == ["both", "x1"]
    found = analyse(grouped, ishigami, Settings("sobol", 4096, seed=1)).indices[0]
    assert found.values["S1"] == pytest.approx([0.5576, 0.4424], abs=0.03), "what x0 and x2 do together is theirs"
    screen = analyse(grouped, ishigami, Settings("morris", 64, seed=1)).indices[0]
    assert screen.values["mu_star"].min() > 3.0


@pytest.mark.parametrize("method", ["sobol", "rbd_fast"])
def test_a_switch_has_the_share_of_variance_of_a_switch(method: str) -> None:
    switched = Problem((Factor("monitoring", "lever", 0.0, 1.0, (0.0, 1.0)), Factor("x1", "number", 0.0, 1.0),
                        Factor("x2", "number", 0.0, 1.0, (0.0, 0.5, 1.0))))  # fmt: skip
    found = analyse(switched, asking(lambda p: p.sum(axis=1)), Settings(method, 4096, seed=1)).indices[0]
    variances = np.array([1.0 / 4.0, 1.0 / 12.0, 1.0 / 6.0])
    assert found.values["S1"] == pytest.approx(variances / variances.sum(), abs=0.03)


def test_morris_always_throws_a_switch() -> None:
    switched = Problem((Factor("monitoring", "lever", 0.0, 1.0, (0.0, 1.0)), Factor("x1", "number", 0.0, 1.0)))
    found = analyse(switched, asking(lambda p: 3.0 * p[:, 0] + p[:, 1]), Settings("morris", 8, seed=1)).indices[0]
    assert found.values["mu_star"] == pytest.approx([3.0 * 1.5, 1.0]), "a whole throw on two thirds of the way"


def test_distributions_decide_the_shares() -> None:
    peaked = Problem((Factor("x0", "number", 0.0, 1.0), Factor("x1", "number", 0.0, 1.0, (), "triangular", 0.5)))
    found = analyse(peaked, asking(lambda p: p.sum(axis=1)), Settings("sobol", 2048, seed=1)).indices[0]
    assert found.values["S1"] == pytest.approx([2.0 / 3.0, 1.0 / 3.0], abs=0.02)


def test_a_screening_keeps_what_was_planted_and_says_what_it_drops() -> None:
    weights = np.zeros(40)
    weights[[3, 17, 31]] = 5.0, 3.0, 2.0
    weights[8] = 0.01

    def planted(points: Array, replicates: object) -> Array:
        y = np.stack([points @ weights, points[:, 25] ** 2], axis=1)
        return np.stack([y for _ in replicates])  # type: ignore[attr-defined]

    found = screened(cube(40), planted, Settings(seed=4), Screen(trajectories=8))
    assert found.kept == ("x3", "x17", "x25", "x31"), "whatever moves any column"
    assert "x8" in found.dropped
    assert found.problem.labels == [REST, "x3", "x17", "x25", "x31"]
    assert len(found.problem.factors) == 40, "nothing is held"
    assert found.carried(0) == pytest.approx(38.0 / 38.0001)
    few = screened(cube(40), planted, Settings(seed=4), Screen(trajectories=8, keep=2))
    assert few.kept == ("x3", "x25"), "the largest share of any column"


def through_the_rest(points: Array, replicates: object) -> Array:
    """The first factor acts alone, the second only through twenty switches of which each does little."""
    y = 1.2 * points[:, 0] + 3.0 * points[:, 1] * points[:, 2:].mean(axis=1)
    return np.stack([y[:, None] for _ in replicates])  # type: ignore[attr-defined]


def test_a_screening_does_not_turn_the_order_over() -> None:
    """Held at nothing, the switches would leave the second factor without any effect."""
    switches = tuple(Factor(f"x{rank}", "lever", 0.0, 1.0, (0.0, 1.0)) for rank in range(2, 22))
    problem = Problem((*cube(2).factors, *switches))
    whole = analyse(problem, through_the_rest, Settings("given_data", 2048, seed=1)).indices[0]
    assert layout_first(whole, "given_data", problem) == ["x1"]
    screen = screened(problem, through_the_rest, Settings("sobol", seed=1), Screen(keep=2))
    assert set(screen.kept) == {"x0", "x1"}
    found = analyse(screen.problem, through_the_rest, Settings("sobol", 512, seed=1))
    labels = found.problem.labels
    assert layout_first(found.indices[0], "sobol", found.problem) == ["x1"]
    for label in ("x0", "x1"):
        here, there = found.indices[0].values["S1"][labels.index(label)], whole.values["S1"][int(label[1])]
        assert here == pytest.approx(there, abs=0.04), "both are shares of the whole"


def layout_first(indices: Indices, method: str, problem: Problem) -> list[str]:
    return [problem.labels[place] for place in first_of(METHODS[method], indices)]


A40 = np.r_[0.0, 0.5, 1.0, 2.0, 4.5, 9.0, np.full(34, 50.0)]


def g_of_forty(points: Array, replicates: object) -> Array:
    y = np.prod((np.abs(4.0 * points - 2.0) + A40) / (1.0 + A40), axis=1)
    return np.stack([y[:, None] for _ in replicates])  # type: ignore[attr-defined]


def test_given_data_finds_the_shares_of_forty_factors_in_one_sample_with_honest_intervals() -> None:
    truth = Sobol_G.sensitivity_index(A40)
    found = [
        analyse(cube(40), g_of_forty, Settings("given_data", 1024, seed=seed)).indices[0] for seed in range(8)
    ]  # fmt: skip
    values, widths = (np.array([getattr(one, what)["S1"] for one in found]) for what in ("values", "widths"))
    assert values.mean(axis=0) == pytest.approx(truth, abs=0.025)
    assert (np.abs(values - truth) <= widths).mean() >= 0.92
    assert values[:, 6:].mean() == pytest.approx(0.0, abs=0.001), "a factor without effect has none on average"
    for one in found:
        first, last = ranks_of(METHODS["given_data"], one)
        assert (first[0], last[0]) == (1, 1)
        assert last[-1] == 40
        assert first[-1] > 3


def test_two_factors_alike_have_no_first() -> None:
    found = analyse(cube(3), asking(lambda p: p[:, 0] + p[:, 1] + 0.1 * p[:, 2]), Settings("given_data", 512, seed=1))
    assert layout_first(found.indices[0], "given_data", found.problem) in (["x0", "x1"], ["x1", "x0"])


def test_correlated_factors_tell_of_each_other() -> None:
    stream = np.random.default_rng(1)
    points = stream.multivariate_normal([0.0, 0.0], [[1.0, 0.8], [0.8, 1.0]], size=8000)
    shares, _ = first_order(points, points[:, :1])
    assert shares[0] == pytest.approx([1.0, 0.64], abs=0.02)


def test_what_decides_a_target_lies_apart_where_it_is_met() -> None:
    target = asking(lambda p: (p[:, 0] + 0.3 * p[:, 1] > 0.9).astype(float))
    found = analyse(cube(3), target, Settings("regional", 2048, seed=1)).indices[0]
    truth = np.random.default_rng(0).random((200_000, 3))
    met = truth[:, 0] + 0.3 * truth[:, 1] > 0.9
    apart = max(abs((truth[met, 0] <= x).mean() - (truth[~met, 0] <= x).mean()) for x in np.linspace(0.0, 1.0, 201))
    assert found.values["apart"][0] == pytest.approx(apart, abs=0.03)
    assert found.values["apart"][2] < 0.08
    assert found.values["S1"][0] > found.values["S1"][1] > 0.01
    assert found.widths["apart"][0] < 0.06


def lucky(luck: float) -> Ask:
    """What points do, and luck of each run's own; ``replicates`` begin anew wherever they are asked from."""
    stream = np.random.default_rng(5)

    def ask(points: Array, replicates: object) -> Array:
        alone = points[:, 0] + 3.0 * points[:, 1] + 6.0 * (points[:, 2] - 0.5)
        return np.stack([alone + luck * stream.normal(size=len(points)) for _ in replicates])[:, :, None]  # type: ignore[attr-defined]

    return ask


PLANTED = Problem((
    Factor("monitoring", "lever", 0.0, 1.0, (0.0, 1.0)), Factor("attend_base", "number", 0.0, 1.0),
    Factor("revert_rate", "number", 0.0, 1.0, group=OTHERS),
))  # fmt: skip


def test_luck_not_knowing_and_policy_have_their_shares_whatever_the_seed() -> None:
    """Differences of replicates, as few as three of them, told luck and the other numbers apart by luck alone."""
    total = 0.25 + 0.75 + 3.0 + 1.0
    truth = {POLICY: 0.25 / total, NUMBERS: 0.75 / total, OTHERS: 3.0 / total, JOINTLY: 0.0, LUCK: 1.0 / total}
    for seed in range(4):
        shares = parts(PLANTED, lucky(1.0), seed)[0].shares
        assert list(shares) == list(truth)
        for part, (share, low, high) in shares.items():
            assert share == pytest.approx(truth[part], abs=0.09), (seed, part)
            assert low - 0.03 <= truth[part] <= high + 0.03, (seed, part)
        assert shares[LUCK][2] - shares[LUCK][1] < 0.06, "luck is known well"


def test_where_all_factors_are_policy_the_policy_has_all_that_is_not_luck() -> None:
    problem = Problem(tuple(Factor(f"x{rank}", "lever", 0.0, 1.0, (0.0, 1.0)) for rank in range(4)))
    stream = np.random.default_rng(1)

    def ask(points: Array, replicates: object) -> Array:
        y = 2.0 * points[:, 0] * points[:, 3]
        return np.stack([y + 0.5 * stream.normal(size=len(y)) for _ in replicates])[:, :, None]  # type: ignore[attr-defined]

    shares = parts(problem, ask, 1)[0].shares
    assert list(shares) == [POLICY, LUCK]
    assert shares[POLICY][0] == pytest.approx(0.75 / (0.75 + 0.25), abs=0.03)
    assert parts(problem, lambda points, replicates: np.zeros((2, len(points), 1)), 1)[0].shares == {}


def test_low_and_high_are_the_ends_of_a_factor() -> None:
    unit = np.random.default_rng(1).random((20_000, 2))
    low, high = swings(unit, 10.0 * unit[:, :1] + unit[:, 1:])
    assert low[:, 0] == pytest.approx([1.0 + 0.5, 5.0 + 0.1], abs=0.1)
    assert high[:, 0] == pytest.approx([9.0 + 0.5, 5.0 + 0.9], abs=0.1)
