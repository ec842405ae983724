"""Mesa's own screen on the clear clock, for those who know it: ``solara run docs/mesa_screen.py``.

Every teacher is a Mesa agent, every outcome stands in the data collector; SolaraViz plays month by month and stops at
the horizon. ``kkgsim app`` is the screen for a room; this is a beginning for screens of one's own.
"""

from __future__ import annotations

from mesa.visualization import Slider, SolaraViz, make_plot_component

from kkgsim.engine.mesa_model import KKGModel
from kkgsim.model.levers import all_settings

SETTING = "facilitator_team_per_10_schools"
OUTCOMES = ("attendance_share", "practice_mean")


class Screened(KKGModel):
    """A model with arguments that SolaraViz can list."""

    def __init__(self, place: str = "janapria", months: int = 24, seed: int = 2026, strength: float = 0.0):
        super().__init__(place, months=months, seed=seed, **{SETTING: strength})


setting = all_settings()[SETTING]
page = SolaraViz(
    Screened(),
    components=[make_plot_component(outcome) for outcome in OUTCOMES],
    model_params={
        "place": "janapria",
        "months": 24,
        "seed": 2026,
        "strength": Slider(str(setting.label), 0.0, setting.low, setting.high, 0.5),
    },
    name="kkgsim",
)
