"""The tables recomputed by hand from the clear clock, and the bands and steps that they show."""

from __future__ import annotations

import numpy as np
import pytest

from kkgsim.analysis.comparison import compare
from kkgsim.analysis.comparison.tables import tables
from kkgsim.engine import intervals
from kkgsim.engine.mesa_model import KKGModel
from kkgsim.engine.run_result import LAST
from kkgsim.i18n.units import UNITS
from kkgsim.model.outcomes import OUTCOMES


def test_bands_and_steps_are_the_ones_we_say() -> None:
    assert intervals.BAND == (0.05, 0.95)
    assert {name: unit.step for name, unit in UNITS.items()} == {
        "share": 0.01, "0-1": 0.01, "SD": 0.1, "Rp": 1_000_000.0, "persons": 1.0, "places": 0.1, "meetings": 1.0,
        "standards": 1.0, "h": 1.0, "log-odds": 0.1, "visits": 0.1,
    }  # fmt: skip
    assert intervals.FEWEST == 20
    assert LAST == 12


def test_monthly_clusters_schools_and_teachers_by_hand(tiny, asked) -> None:
    """Every table against the clear clock, replicate by replicate."""
    scenario = asked(months=15, facilitator_team_per_10_schools=1.0)
    models = []
    for replicate in range(3):
        model = KKGModel(tiny, months=15, seed=7, replicate=replicate, facilitator_team_per_10_schools=1.0)
        while model.running:
            model.step()
        models.append(model)
    found = compare.compare([scenario], tiny, replicates=3, seed=7, uncertain=False)
    made = tables(found)
    rank = list(OUTCOMES).index("practice_mean")
    frame = made["clusters"].query("scenario == 'asked'").set_index("cluster")
    for index, cluster in enumerate(tiny.clusters):
        by_run = [
            sum(v[rank, index] for v in m.value[-12:]) / sum(w[rank, index] for w in m.weight[-12:]) for m in models
        ]
        assert frame.loc[cluster, "practice_mean"] == pytest.approx(np.mean(by_run))
    frame = made["schools"].query("scenario == 'asked'").set_index("npsn")
    for school in models[0].schools:
        same = [m.schools[school.index] for m in models]
        assert frame.loc[school.npsn, "practice_mean"] == pytest.approx(
            np.mean([s.practice_sum / s.teachers for s in same])
        )
        assert frame.loc[school.npsn, "attendance_year_mean"] == pytest.approx(
            np.mean([s.attendance_year for s in same])
        )
    frame = made["teachers"].query("scenario == 'asked'")
    assert frame["practice"].tolist() == [t.practice for t in models[0].teachers]
    monthly = made["monthly"].query("scenario == 'asked' and outcome == 'practice_mean'")
    means = [np.mean([m.value[t][rank].sum() / m.weight[t][rank].sum() for m in models]) for t in range(15)]
    assert monthly["value_mean"].tolist() == pytest.approx(means)
    base = np.array([p.monthly[rank] for p in found.against])[0]
    paired = (found.played[0].monthly[rank] - base).std(axis=-1)
    low, high = monthly["difference_low"].to_numpy(), monthly["difference_high"].to_numpy()
    assert (high - low <= 4.0 * paired + 1e-12).all()
