"""A study small enough to search in a moment."""

from __future__ import annotations

from pathlib import Path

import pytest

TEXT = """title = { en = "Small", id = "Kecil" }
about = { en = "", id = "" }
clusters = 1
replicates = 4
seed = 5
numbers = "drawn"
outcomes = ["attendance_share"]

[scenario]
place = "janapria"
months = 14

[[scenario.policy]]
lever = "monitoring"
start = 2

[design]
method = "latin_hypercube"
samples = 12

[[vary]]
setting = "facilitator_team_per_10_schools"
values = [0, 2, 4]

[[vary]]
setting = "followup_mentoring_visits"
low = 0.0
high = 1.0

[[vary]]
setting = "transport_recognition_fare"
low = 0.0
high = 60000.0

[[vary]]
number = "attend_distance"
low = 0.02
high = 0.15
"""


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("study") / "small.toml"
    path.write_text(TEXT, encoding="utf-8")
    return path
