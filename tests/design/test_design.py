"""Designs: every point where it should be, the same ones every time."""

from __future__ import annotations

import numpy as np
import pytest

from kkgsim.design.sampling import points_of
from kkgsim.design.study import Design, Factor

TEAM = Factor("facilitator_team_per_10_schools", "setting", 0.0, 4.0)
DAYS = Factor("release_from_teaching_days", "setting", 0.0, 2.0, (0.0, 1.0, 2.0))


def test_a_grid_counts_up_its_last_factor_first() -> None:
    team = Factor("facilitator_team_per_10_schools", "setting", 0.0, 4.0, (0.0, 4.0))
    points = points_of(Design("grid"), [team, DAYS])
    assert points.tolist() == [[0, 0], [0, 1], [0, 2], [4, 0], [4, 1], [4, 2]]


def test_a_latin_hypercube_has_one_point_in_every_slice() -> None:
    points = points_of(Design("latin_hypercube", 40, 3), [TEAM, TEAM])
    for column in points.T:
        assert sorted(np.floor(column * 10.0).astype(int)) == list(range(40))


def test_a_sobol_sequence_is_balanced() -> None:
    points = points_of(Design("sobol", 64, 3), [TEAM, TEAM])
    for cut in (1.0, 2.0, 3.0):
        assert ((points < cut).mean(axis=0) == cut / 4.0).all()


def test_a_sampled_factor_with_listed_values_takes_each_equally_often() -> None:
    points = points_of(Design("latin_hypercube", 30, 1), [TEAM, DAYS])
    assert [int((points[:, 1] == value).sum()) for value in DAYS.values] == [10, 10, 10]


@pytest.mark.parametrize("method", ["latin_hypercube", "sobol"])
def test_a_seed_gives_the_same_points_and_another_seed_others(method: str) -> None:
    one, again, other = (points_of(Design(method, 16, seed), [TEAM, DAYS]) for seed in (1, 1, 2))  # type: ignore[arg-type]
    assert (one == again).all()
    assert (one[:, 0] != other[:, 0]).any()


def test_listed_points_are_kept_as_they_stand() -> None:
    assert points_of(Design("points", listed=((1.0, 2.0), (0.0, 0.5))), [TEAM, DAYS]).tolist() == [[1, 2], [0, 0.5]]
