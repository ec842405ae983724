"""A search finds what was planted, keeps to the budget, and is not taken in by luck."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest

from kkgsim.analysis.discovery.cases import Cases
from kkgsim.analysis.optimisation import pymoo_adapter
from kkgsim.analysis.optimisation import search as searching
from kkgsim.analysis.optimisation.archive import Archive, Plan, turned
from kkgsim.analysis.optimisation.fresh import ends
from kkgsim.analysis.optimisation.greedy import Climb
from kkgsim.analysis.optimisation.objectives import Objective
from kkgsim.analysis.optimisation.packages import sparse
from kkgsim.analysis.optimisation.search import PACKAGES, TARGET, first_packages, search
from kkgsim.analysis.optimisation.select import (
    fresh_study,
    judged,
    nothing_lost,
    simplify,
    spread_subset,
    still_reaching,
)
from kkgsim.engine import sampling
from kkgsim.errors import InputError
from kkgsim.model import random_streams
from kkgsim.model.random_streams import Lanes
from kkgsim.model.registry import PARAMETERS

from .planted import SPACE, formula

BUDGET = 40.0
AIM = Objective("practice_mean", chance=0.8)


@pytest.fixture(scope="module")
def searched() -> searching.Searched:
    return search(SPACE, formula, Plan(PACKAGES, BUDGET, 600, seed=3))


def test_the_planted_front_is_found(searched: searching.Searched) -> None:
    every = SPACE.every()
    measures = formula(SPACE.points(every))
    lawful = measures["spent"] <= BUDGET
    costs = turned(measures, PACKAGES)[lawful]
    best = pymoo_adapter.volume(costs[pymoo_adapter.efficient(costs)], searched.reference)
    assert searched.curve[-1, 1] >= 0.97 * best
    assert searched.curve[-1, 1] <= best * (1.0 + 1e-12)
    assert len(searched.packages) <= 600 < len(every)
    gains = searched.measures["gain"][searched.front]
    assert gains.max() == pytest.approx(measures["gain"][lawful].max(), rel=0.01)
    assert (np.diff(searched.curve[:, 1]) >= 0.0).all()


def test_nothing_called_lawful_breaks_the_budget_and_nothing_is_weighed_twice(searched: searching.Searched) -> None:
    assert (searched.measures["spent"][searched.front] <= BUDGET).all()
    assert (searched.measures["spent"][~searched.lawful] > BUDGET).all()
    assert len(np.unique(searched.packages, axis=0)) == len(searched.packages)
    assert ((searched.packages >= 0) & (searched.packages <= SPACE.highest)).all()


def test_nothing_on_the_front_is_beaten(searched: searching.Searched) -> None:
    costs = turned(searched.measures, PACKAGES)
    for row in searched.front:
        rivals = costs[searched.lawful]
        assert not ((rivals <= costs[row]).all(axis=1) & (rivals < costs[row]).any(axis=1)).any()


def test_the_same_seed_searches_the_same_packages() -> None:
    plan = Plan(PACKAGES, BUDGET, 150, seed=9)
    one, two = (search(SPACE, formula, plan) for _ in range(2))
    assert np.array_equal(one.packages, two.packages)
    other = search(SPACE, formula, Plan(PACKAGES, BUDGET, 150, seed=10))
    assert not np.array_equal(one.packages, other.packages)


def test_a_search_ends_early_only_where_its_lines_agree(monkeypatch: pytest.MonkeyPatch) -> None:
    flat = search(SPACE, lambda points: formula(np.minimum(points, 0.2)), Plan(TARGET, BUDGET, 1700, seed=1))
    assert flat.ended == "agreed"
    assert len(flat.packages) < 1700
    assert len(flat.lines) > 1
    assert flat.agreement >= searching.AGREED
    monkeypatch.setattr(searching, "LINES", 1)
    alone = search(SPACE, lambda points: formula(np.minimum(points, 0.2)), Plan(TARGET, BUDGET, 1700, seed=1))
    assert alone.ended != "agreed", "a flat end of one line is no reason to stop"
    assert np.isnan(alone.agreement)


def test_a_short_search_says_that_it_cannot_know_how_far_it_came() -> None:
    short = search(SPACE, formula, Plan(PACKAGES, BUDGET, 100, seed=1))
    assert len(short.lines) == 1
    assert np.isnan(short.agreement)


@pytest.mark.parametrize("evaluations", [150, 400])
def test_it_is_no_worse_than_the_way_up_alone_and_better_than_packages_at_random(evaluations: int) -> None:
    """At equal evaluations, from the same corner; ``verification/search_against_simple.py`` asks the model."""
    plan = Plan(PACKAGES, BUDGET, evaluations, seed=2)
    mine = search(SPACE, formula, plan)
    climbed, random = Archive(SPACE, formula, plan), Archive(SPACE, formula, plan)
    Climb(climbed, "gain", 1).run(evaluations)
    random.rows(sparse(SPACE, evaluations, np.random.default_rng(7)))

    def volume(costs: np.ndarray, lawful: np.ndarray) -> float:
        return pymoo_adapter.volume(costs[lawful], mine.reference)

    found = volume(turned(mine.measures, PACKAGES), mine.lawful)
    assert found > volume(random.costs, random.lawful)
    assert found >= volume(climbed.costs, climbed.lawful)


def test_the_way_up_takes_what_brings_most_for_a_rupiah_and_keeps_the_budget() -> None:
    archive = Archive(SPACE, formula, Plan(PACKAGES, BUDGET, 1000, seed=1))
    way = Climb(archive, "gain", 1).run(1000)
    gains, spent = archive.measures["gain"][way], archive.measures["spent"][way]
    assert (np.diff(gains) > 0.0).all()
    assert (spent <= BUDGET).all()
    assert (archive.packages[way][:, 3] == SPACE.off[3]).all(), "what does nothing is never taken"
    every = formula(SPACE.points(SPACE.every()))
    assert gains[-1] >= 0.95 * every["gain"][every["spent"] <= BUDGET].max()


def test_where_all_packages_may_be_weighed_all_are() -> None:
    found = search(SPACE, formula, Plan(TARGET, BUDGET, 1764, seed=1))
    assert found.ended == "all"
    assert len(found.packages) == 21 * 21 * 2 * 2 == 1764
    cheapest = found.front[np.argmin(found.measures["cost"][found.front])]
    assert (found.packages[cheapest] == SPACE.off).all()


def test_a_budget_that_nothing_keeps_leaves_nothing() -> None:
    def dear(points: np.ndarray) -> dict[str, np.ndarray]:
        found = formula(points)
        return {**found, "spent": found["spent"] + 1000.0}

    found = search(SPACE, dear, Plan(PACKAGES, BUDGET, 60, seed=1))
    assert len(found.front) == 0
    assert len(spread_subset(found, 5)) == 0
    assert len(judged(found, found.packages[:0], dear, dear)) == 0


def test_first_packages_are_nothing_everything_and_each_raised_alone() -> None:
    first = first_packages(SPACE)
    assert (first[0] == SPACE.off).all()
    assert (first[1] == SPACE.highest).all()
    assert ((first[2:] != SPACE.off).sum(axis=1) == 1).all()
    assert set(np.flatnonzero((first[2:] != SPACE.off).any(axis=0))) == {0, 1, 2, 3}
    assert len(np.unique(first, axis=0)) == len(first)


def test_winners_stand_far_apart_and_doing_nothing_is_none(searched: searching.Searched) -> None:
    rows = spread_subset(searched, 5)
    assert len(set(rows.tolist())) == 5
    assert (searched.packages[rows] != SPACE.off).any(axis=1).all()
    assert set(rows) <= set(searched.front)
    assert np.ptp(searched.measures["cost"][rows]) > 10.0


def test_settings_that_do_nothing_are_taken_out_and_needed_ones_stay() -> None:
    whole = np.array([[10, 0, 1, 1], [5, 20, 0, 1], [8, 1, 0, 0]])
    short = simplify(SPACE, formula, whole, nothing_lost(PACKAGES))
    assert short.tolist() == [[10, 0, 1, 0], [5, 20, 0, 0], [8, 1, 0, 0]]
    reaching = simplify(SPACE, formula, np.array([[20, 4, 1, 1]]), still_reaching(0.4 + 0.05 * np.sqrt(4.0), 1))
    assert reaching.tolist() == [[20, 0, 0, 0]]


def test_a_planted_winners_curse_is_caught(searched: searching.Searched) -> None:
    """Nothing works, but the futures of the search seem to like some packages: on fresh futures nothing is left."""

    def lucky(points: np.ndarray, seed: int) -> dict[str, np.ndarray]:
        seeds = [[seed, *(1000 * point).astype(int)] for point in points]
        luck = np.array([np.random.default_rng(each).normal(0.0, 0.05) for each in seeds])
        planted = formula(points)
        steady = np.where((points == SPACE.points(SPACE.highest[None])).all(axis=1), 0.01, luck)  # the fixed package
        return {**planted, "gain": luck, "gains": np.repeat(steady[:, None], 4, axis=1), "least": luck,
                "robust": luck - 0.05}  # fmt: skip

    found = search(SPACE, lambda points: lucky(points, 1), Plan(PACKAGES, BUDGET, 300, seed=1))
    packages = found.packages[spread_subset(found, 8)]
    winners = judged(found, packages, lambda points: lucky(points, 1), lambda points: lucky(points, 2))
    assert (winners.searched["gain"] > 0.05).any()
    assert winners.change("gain", AIM)[0] < -0.7
    assert winners.curse()[0] < -0.7
    honest = judged(searched, searched.packages[spread_subset(searched, 8)], formula, formula)
    assert honest.change("gain", AIM) == pytest.approx(np.zeros(3), abs=1e-12)
    assert not honest.beaten.any()
    assert honest.curse() == pytest.approx(np.zeros(3), abs=1e-12)


def test_kinder_futures_do_not_hide_the_winners_curse(searched: searching.Searched) -> None:
    """Fresh futures give everything a quarter more; what was chosen lost a tenth of what the search saw in it."""

    def kinder(points: np.ndarray) -> dict[str, np.ndarray]:
        found = formula(points)
        fixed = (points == SPACE.points(SPACE.highest[None])).all(axis=1)
        kept = np.where(fixed, 1.25, 0.9 * 1.25)
        return {**found, "gain": kept * found["gain"], "gains": kept[:, None] * found["gains"]}

    winners = judged(searched, searched.packages[spread_subset(searched, 5)], formula, kinder)
    assert winners.change("gain", AIM)[0] > 0.0
    assert winners.curse()[0] == pytest.approx(-0.1)


def test_intervals_of_measures_hold_what_they_promise() -> None:
    """Of a mean, a bad future, a level and the side that gains least, on 80 futures each: nine intervals in ten hold
    what very many futures give, with a margin for 60 tries."""

    def futures(count: int, seed: int) -> dict[str, np.ndarray]:
        stream = np.random.default_rng([seed, 4])
        gains = stream.normal(1.0, 0.5, (1, count))
        leasts = np.where(stream.random((1, count)) < 0.2, np.nan, gains - 0.3)
        return {"gains": gains, "levels": 2.0 + gains, "leasts": leasts, "costs": 1e6 * gains, "wholes": gains / 2.0}

    truth = {"gain": 1.0, "whole": 0.5, "least": 0.7, "cost": 1e6, "robust": 1.0 - 0.5 * 1.2816,
             "level": 3.0 - 0.5 * 0.8416}  # fmt: skip
    held = dict.fromkeys(truth, 0)
    for seed in range(60):
        played = futures(80, seed)
        for name, value in truth.items():
            low, high = ends(played, name, AIM)[:, 0]
            held[name] += bool(low <= value <= high)
    assert min(held.values()) >= 60 * 0.9 - 3.0 * np.sqrt(60 * 0.9 * 0.1), held


def test_what_lies_over_the_budget_by_less_than_its_error_is_not_surely_over(searched: searching.Searched) -> None:
    packages = searched.packages[spread_subset(searched, 3)]

    def unsure(points: np.ndarray) -> dict[str, np.ndarray]:
        found = formula(points)
        return {**found, "spent": np.array([BUDGET + 1.0, BUDGET + 9.0, BUDGET - 1.0, 0.0])[: len(points)],
                "spent_error": np.full(len(points), 2.0)}  # fmt: skip

    winners = judged(searched, packages, formula, unsure)
    sure = winners.surely_over(BUDGET)
    assert winners.over.sum() == 2
    assert sure.sum() == 1
    assert not (sure & ~winners.over).any()


def test_fresh_futures_share_neither_luck_nor_numbers_with_those_of_the_search(planted: Callable[..., Cases]) -> None:
    study = planted(1).study
    fresh = fresh_study(study, 2 * study.replicates)
    assert fresh.replicates == 2 * study.replicates
    assert replace(fresh, seed=study.seed, replicates=study.replicates) == study
    drawn = [number.used == "run" and number.distribution != "fixed" for number in PARAMETERS.values()]
    for table in (
        lambda each: sampling.numbers_of(each.seed, range(each.replicates), uncertain=True)[drawn],
        lambda each: random_streams.luck(Lanes.of(each.seed, "here", range(each.replicates)), "month", "teacher", 2, 3),
    ):
        assert not np.intersect1d(table(study), table(fresh)).size


def test_winners_that_break_the_budget_on_fresh_futures_are_marked(searched: searching.Searched) -> None:
    def dearer(points: np.ndarray) -> dict[str, np.ndarray]:
        found = formula(points)
        return {**found, "cost": 1.2 * found["cost"], "spent": 1.2 * found["spent"]}

    winners = judged(searched, searched.packages[spread_subset(searched, 8)], formula, dearer)
    assert (np.diff(winners.searched["cost"]) >= 0.0).all()
    assert np.array_equal(winners.over, 1.2 * winners.searched["spent"] > BUDGET)
    assert winners.over.any()
    assert not winners.over.all()
    assert not (winners.over & winners.beaten).any()


def test_without_pymoo_it_is_said_how_to_install_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(sys.modules, "kkgsim.analysis.optimisation.pymoo_adapter")
    monkeypatch.setitem(sys.modules, "moocore", None)
    with pytest.raises(InputError, match=r"moocore.*-r locks/all\.txt"):
        search(SPACE, formula, Plan(PACKAGES, BUDGET, 50, seed=1))
