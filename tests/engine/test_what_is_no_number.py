"""Runs in which something is no number are stopped; where there is nobody to average over there is no value."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from conftest import around_playing

from kkgsim.engine import sampling
from kkgsim.engine.scenarios import simulate_scenarios
from kkgsim.engine.validate import NonFiniteResult
from kkgsim.model.costs import items
from kkgsim.model.outcomes import OUTCOMES


def test_a_number_that_is_none_stops_the_run(tiny, asked, monkeypatch) -> None:
    real = sampling.numbers_of

    def broken(*args, **kwargs):
        table = real(*args, **kwargs)
        table[list(sampling.PARAMETERS).index("learn_rate")] = np.nan
        return table

    monkeypatch.setattr(sampling, "numbers_of", broken)
    with pytest.raises(NonFiniteResult, match="month 1"):
        simulate_scenarios([asked()], tiny, replicates=2, seed=1)


def test_of_what_is_no_number_the_first_month_the_replicate_and_the_name_are_told(tiny, asked, monkeypatch) -> None:
    def broken(batch, recorded) -> None:
        recorded.ledger[1, 3, 2] = np.inf

    around_playing(monkeypatch, after=broken)
    with pytest.raises(NonFiniteResult, match=f"replicate 2: {list(items())[1]} is not a finite number.* month 4"):
        simulate_scenarios([asked()], tiny, replicates=4, seed=1)


def test_a_cluster_without_pupils_has_no_literacy(tiny, asked) -> None:
    empty = replace(
        tiny, schools=tuple(replace(s, pupils=0) if s.cluster == tiny.clusters[0] else s for s in tiny.schools)
    )
    found = simulate_scenarios([asked()], empty, replicates=2, seed=1)[0]
    rank = list(OUTCOMES).index("literacy_mean")
    assert np.isnan(found.clusters[rank, 0]).all()
    assert np.isfinite(found.clusters[rank, 1]).all()
    assert np.isfinite(found.monthly[rank]).all()
