"""Searches with a planted answer: packages weighed by a formula instead of the model, through the same door."""

from __future__ import annotations

import numpy as np

from kkgsim.analysis.optimisation.packages import Space
from kkgsim.design.study import Factor

SPACE = Space.of((
    Factor("facilitator_team_per_10_schools", "setting", 0.0, 4.0),
    Factor("followup_mentoring_visits", "setting", 0.0, 1.0),
    Factor("guideline_implementation_self_run", "setting", 0.0, 1.0, (0.0, 1.0)),
    Factor("monitoring_tracking", "setting", 0.0, 1.0, (1.0, 0.0)),
))  # fmt: skip
"""Two amounts, and two switches of which the second is good for nothing."""


def formula(points: np.ndarray) -> dict[str, np.ndarray]:
    """Visits help only where there are facilitators; the switch adds a tenth; tracking costs and does nothing."""
    team, visits, own, tracking = points.T
    gain = 0.05 * np.sqrt(team) * (1.0 + visits) + 0.02 * own
    cost = 10.0 * team + 25.0 * visits + 8.0 * own + 5.0 * tracking
    zero = np.zeros(len(points))
    least = gain * (1.0 - 0.3 * visits)

    def every(values: np.ndarray) -> np.ndarray:
        return np.repeat(values[:, None], 4, axis=1)

    return {
        "gains": every(gain), "costs": every(cost), "spends": every(cost), "leasts": every(least),
        "levels": every(0.4 + gain),
        "gain": gain, "gain_error": zero, "least": least, "robust": 0.5 * gain - 0.002 * team,
        "cost": cost, "spent": cost, "spent_error": zero, "time": zero,
        "level": 0.4 + gain, "reached": (gain > 0.1).astype(float),
    }  # fmt: skip
