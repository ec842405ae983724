"""The clear clock as the screen drives it."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kkgsim import run
from kkgsim.levers import all_settings
from kkgsim.model import KKGModel
from kkgsim.outcomes import OUTCOMES
from kkgsim.places.place import Place
from kkgsim.questions import question
from kkgsim.scenario import Scenario
from kkgsim.views.ground import ground

HEADLINES = tuple(o for o in OUTCOMES.values() if o.headline)
"""The outcomes that the screen shows."""
RANK = {name: rank for rank, name in enumerate(OUTCOMES)}
Array = NDArray[np.float64]


class ScreenModel(KKGModel):
    """A :class:`KKGModel` with what Mesa's page needs: a language, and parameters that Mesa can list.

    ``chosen`` keeps the parameters as the controls gave them, ``policy`` is the scenario they make; ``ghost`` and
    ``ghost_spent`` are the same place under the same luck with nothing done.
    """

    def __init__(
        self, place: str | Place = "janapria", *, lang: str = "en", seed: int = 2026, months: int = 36, **kwargs: float
    ):
        self.lang = lang
        self.chosen = {**kwargs, "seed": seed, "months": months}
        known = all_settings()
        inside: dict[str, Any] = {
            name: min(max(value, known[name].low), known[name].high) for name, value in kwargs.items()
        }
        super().__init__(place, seed=seed, months=months, **inside)
        self.policy = question(place, None, months, seed, inside).scenario
        self.ground = ground(self.roster.place)
        self.ghost, self.ghost_spent = status_quo(self.roster.place, self.policy.without_policy())

    @property
    def months(self) -> int:
        """The horizon."""
        return self.policy.months

    def curve(self, outcome: str) -> list[float]:
        """An outcome in each month played so far."""
        values: list[float] = self.datacollector.model_vars[outcome]
        return values

    def spent(self) -> float:
        """Rupiah spent so far, all payers, the running of the meetings included."""
        return float(sum(month.sum() for month in self.ledger))

    def extra_spent(self) -> float:
        """Whole rupiah spent so far beyond what the status quo would have cost."""
        return float(round(self.spent() - float(self.ghost_spent[: self.steps].sum())))


@lru_cache(maxsize=16)
def status_quo(place: Place, nothing: Scenario) -> tuple[Array, Array]:
    """Outcomes by month, and rupiah by month, with nothing done: the fast clock gives the clear clock's numbers."""
    played = run.play([nothing], place, replicates=1, seed=nothing.seed, uncertain=False)[0]
    return played.monthly[:, :, 0], played.ledger.sum(axis=0)[:, 0]
