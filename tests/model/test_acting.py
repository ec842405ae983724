"""When what is paid for acts: numbers and arrays agree, and every lever belongs to a theme."""

from __future__ import annotations

import numpy as np

from kkgsim.model.acting import acting, acting_each, paid_month, paid_months, whole_delay, whole_delays
from kkgsim.model.levers import all_levers
from kkgsim.model.themes import THEMES


def test_numbers_and_arrays_agree() -> None:
    draw = np.random.default_rng(1)
    work, delay, paid, then = (draw.integers(0, 5, size=500).astype(float) for _ in range(4))
    each = acting_each(work, delay, paid, then)
    assert each.tolist() == [acting(*row) for row in zip(work, delay, paid, then, strict=True)]
    assert paid_months(work, delay).tolist() == [paid_month(*row) for row in zip(work, delay, strict=True)]
    months = np.append(draw.uniform(0, 6, size=500), [0.5, 1.5, 2.5])
    assert whole_delays(months).tolist() == [whole_delay(month) for month in months]


def test_what_is_paid_for_acts_after_the_delay_and_stops_with_the_money() -> None:
    assert acting(2, 2, 1.0, 1.0) == 0.0
    assert acting(3, 2, 1.0, 0.5) == 0.5
    assert acting(3, 2, 0.0, 0.5) == 0.0


def test_every_lever_belongs_to_one_theme() -> None:
    assert sorted(name for theme in THEMES for name in theme.levers) == sorted(all_levers())
