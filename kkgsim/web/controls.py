"""The controls of the screen, generated from the declarations of the levers."""

from __future__ import annotations

import math
import warnings
from collections.abc import Mapping
from typing import Any

import solara

from kkgsim.i18n import current_language, decimal, percent, rupiah, tr, use_language
from kkgsim.model.levers import all_settings
from kkgsim.model.levers.lever import Setting

with warnings.catch_warnings():  # importing Mesa's page makes Solara warn of how Mesa orders its hooks
    warnings.filterwarnings("ignore", module="solara.validate_hooks")
    from mesa.visualization import Slider

STEPS = 20
"""About how many steps a slider has."""
NICE = (1.0, 2.5, 5.0, 10.0)
"""First digits of a step that people count in."""
YEARS = 5
"""The longest horizon the screen offers; the command line takes longer ones."""


class Control(Slider):  # type: ignore[misc]
    """A slider of Mesa's page whose label says its value while it moves.

    ``moved`` holds where the slider stands; the model hears of it when it is made anew (Mesa's Reset).
    """

    def __init__(self, title: str, said: Any, start: float, low: float, high: float, step: float, dtype: type):
        self._title, self._said, self._language = title, said, current_language()
        super().__init__(title, dtype(start), dtype(low), dtype(high), dtype(step), dtype=dtype)
        self.moved = solara.reactive(dtype(start))
        self.value = self.moved

    @property
    def label(self) -> str:
        """The title and, once a value is held, what it is in words."""
        moved = self.__dict__.get("moved")
        if moved is None:
            return self._title
        with use_language(self._language):  # Mesa's page asks for it at a moment of its own
            return f"{self._title}: {self._said(moved.value)}"

    @label.setter
    def label(self, text: str) -> None:
        self._title = text

    def get(self, attr: str) -> Any:
        """An attribute as Mesa asks for it; ``value`` as the plain number it passes to the model."""
        return self.moved.peek() if attr == "value" else getattr(self, attr)


def render(setting: Setting, value: float) -> str:
    """A setting's value in words: shares as percent, rupiah as rupiah."""
    if setting.unit.startswith("share"):
        return percent(value, 1)
    if setting.unit.startswith("Rp"):
        return rupiah(value)
    return decimal(value, 0 if float(value).is_integer() else 2)


def nice_step(low: float, high: float) -> float:
    """A round step that divides a range into about :data:`STEPS` steps."""
    raw = (high - low) / STEPS
    scale = 10.0 ** math.floor(math.log10(raw))
    return next(digit * scale for digit in NICE if digit * scale >= raw * (1.0 - 1e-9))


def lever_controls() -> dict[str, Control]:
    """A control for every setting, by its full name, all at zero."""
    made: dict[str, Control] = {}
    for name, setting in all_settings().items():
        step = nice_step(setting.low, setting.high)
        made[name] = Control(str(setting.label), _teller(setting), 0.0, setting.low, setting.high, step, float)
    return made


def run_controls(*, seed: int, months: int) -> dict[str, Control]:
    """The controls of horizon and luck, by the name of the model's parameter."""
    years, luck = tr("app_horizon"), tr("app_luck")
    return {
        "months": Control(years, lambda v: tr("app_months", n=v), months, 12, 12 * YEARS, 12, int),
        "seed": Control(luck, str, seed, seed - 26, seed + 73, 1, int),
    }


def _teller(setting: Setting) -> Any:
    return lambda value: render(setting, value)


def standing(made: Mapping[str, Control]) -> dict[str, float]:
    """Where the controls stand now."""
    return {name: control.moved.value for name, control in made.items()}
