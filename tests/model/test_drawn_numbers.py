"""How numbers and luck are drawn, and what an assumption about one moves."""

from __future__ import annotations

import numpy as np
from scipy import stats

from kkgsim.engine import sampling
from kkgsim.engine.scenarios import simulate_scenarios
from kkgsim.model import random_streams
from kkgsim.model.distributions import quantiles
from kkgsim.model.outcomes import OUTCOMES
from kkgsim.model.registry import PARAMETERS
from kkgsim.scenario.scenario import Assumption


def test_numbers_are_drawn_apart_and_follow_their_law() -> None:
    names = list(PARAMETERS)
    table = sampling.numbers_of(3, range(2000), uncertain=True)
    drawn = [rank for rank, row in enumerate(table) if np.ptp(row) > 0.0]
    correlation = np.corrcoef(table[drawn]) - np.eye(len(drawn))
    assert np.abs(correlation).max() < 0.12
    for name in ("attend_distance", "facilitator_training", "circuity"):
        number, row = PARAMETERS[name], table[names.index(name)]
        below = stats.triang(1.0, number.low, number.value - number.low)
        above = stats.triang(0.0, number.value, number.high - number.value)
        either = 0.5 * (below.cdf(row) + above.cdf(row))
        assert stats.kstest(either, "uniform").pvalue > 1e-3, name


def test_half_of_all_draws_of_a_number_lie_on_either_side_of_its_book_value() -> None:
    """Otherwise bands tell of another model than the best estimates do; a choice of structure has no middle."""
    for name, number in PARAMETERS.items():
        if number.distribution != "fixed" and number.low < number.high and number.unit != "choice":
            middle = quantiles(number.distribution, number.low, number.value, number.high, np.array([0.5]))[0]
            assert abs(middle - number.value) <= 0.02 * (number.high - number.low), name


def test_tables_of_luck_are_drawn_apart() -> None:
    lanes = random_streams.Lanes.of(3, "x", [0, 1], [0, 0])
    tables = [
        table[:, 0] for kind in random_streams.LUCK for table in random_streams.luck(lanes, "month", kind, 24, 50)
    ]
    tables.append(random_streams.luck(lanes, "month", "teacher", 24, 50)[0, :, 1])
    correlation = np.corrcoef([table.ravel() for table in tables]) - np.eye(len(tables))
    assert np.abs(correlation).max() < 0.12


def test_what_an_assumption_says_is_drawn_even_where_the_book_holds_still() -> None:
    assumed = Assumption("bos_rate", 900_000, 800_000, 1_800_000, "a costly district")
    row = sampling.numbers_of(1, range(50), (assumed,))[list(PARAMETERS).index("bos_rate")]
    assert row.std() > 50_000


def test_how_busy_teachers_are_on_average_is_no_level_of_attendance(tiny, asked) -> None:
    """Workload keeps away those who are busier than others; the mean that a draw assumes moves its own reference."""
    rank = list(OUTCOMES).index("attendance_share")
    busy, easy = (
        simulate_scenarios([asked(assumptions=(Assumption("start_workload", hours, hours, hours, "counted"),))], tiny,
                 replicates=8, seed=1, uncertain=False)[0].monthly[rank].mean()
        for hours in (13.5, 5.0)
    )  # fmt: skip
    assert abs(busy - easy) < 0.03
