"""A study whose place and runs are never needed, with cases planted in it; and one small enough to play."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from study_texts import study_text

from kkgsim.analysis.discovery.cases import Cases
from kkgsim.design.study import Design, Factor, Study
from kkgsim.engine.batch_runner import record_columns
from kkgsim.i18n import Text
from kkgsim.places.place import Place
from kkgsim.scenario.scenario import Scenario

TITLE = Text("Planted", "Ditanam")
FACTORS = (
    Factor("facilitator_team_per_10_schools", "setting", 0.0, 4.0),
    Factor("bos_allocation_share", "setting", 0.0, 0.08),
    Factor("attend_distance", "number", 0.02, 0.15), Factor("attend_base", "number", 0.4, 1.8),
)  # fmt: skip
POOR = (0.4, 0.5)
"""Below which share of the first factor's range, and above which of the third's, the planted policy fails."""


@pytest.fixture(scope="session")
def planted(tiny: Place) -> Callable[..., Cases]:
    """Cases whose attendance is 30 % inside the planted box and 60 % elsewhere, but for a ``noise`` share that is the
    other way round; without ``box`` noise is all there is."""

    def make(count: int = 600, *, noise: float = 0.05, box: bool = True, seed: int = 3) -> Cases:
        stream = np.random.default_rng(seed)
        unit = stream.random((count, len(FACTORS)))
        inside = (unit[:, 0] < POOR[0]) & (unit[:, 2] > POOR[1]) if box else np.zeros(count, dtype=bool)
        poor = inside ^ (stream.random(count) < noise)
        low, high = (np.array([getattr(factor, end) for factor in FACTORS]) for end in ("low", "high"))
        scenario = Scenario("planted", TITLE, TITLE, "janapria", 12, 1, 7)
        study = Study("planted", TITLE, TITLE, scenario, "janapria", 1, 25, 7, True, Design("latin_hypercube", count),
                      FACTORS, ("attendance_share",), ("end", 6))  # fmt: skip
        values = np.zeros((count, len(record_columns(study))))
        values[:, 0] = np.where(poor, 0.3, 0.6)
        return Cases(study, tiny, low + (high - low) * unit, values, np.arange(count))

    return make


TEXT = study_text(
    'setting = "facilitator_team_per_10_schools"\nvalues = [0, 2, 4]',
    'setting = "followup_mentoring_visits"\nlow = 0.0\nhigh = 1.0',
    'setting = "transport_recognition_fare"\nlow = 0.0\nhigh = 60000.0',
    'number = "attend_distance"\nlow = 0.02\nhigh = 0.15',
    samples=12, policy='lever = "monitoring"\nstart = 2', months=14, replicates=4,
)  # fmt: skip


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("study") / "small.toml"
    path.write_text(TEXT, encoding="utf-8")
    return path
