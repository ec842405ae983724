"""The clear clock as the screen drives it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kkgsim.engine.accounts import in_money
from kkgsim.engine.mesa_model import KKGModel
from kkgsim.engine.run_result import over_time
from kkgsim.engine.scenarios import simulate_scenarios
from kkgsim.model.levers import all_settings
from kkgsim.model.outcomes import GROUPED, OUTCOMES
from kkgsim.places.place import Place
from kkgsim.plotting.map_projection import local_map
from kkgsim.scenario.resolve import resolve
from kkgsim.scenario.scenario import Scenario

HEADLINES = tuple(o for o in OUTCOMES.values() if o.headline)
"""The outcomes that the screen shows."""
RANK = {name: rank for rank, name in enumerate(OUTCOMES)}
Array = NDArray[np.float64]
Sides = tuple[Array, Array]
"""Grouped outcomes by month for members and for the rest, in the order of :data:`kkgsim.model.outcomes.GROUPED`."""


class ScreenModel(KKGModel):
    """A :class:`KKGModel` with what Mesa's page needs: a language, and parameters that Mesa can list.

    ``asked`` says where the controls of the levers stand when the run begins; ``kwargs`` are settings besides.
    ``chosen`` keeps the parameters as the controls gave them, ``policy`` is the scenario they make; ``ghost``,
    ``ghost_spent`` and ``ghost_sides`` are the same place under the same luck with nothing done.
    """

    def __init__(
        self,
        place: str | Place = "janapria",
        *,
        language: str = "en",
        seed: int = 2026,
        months: int = 36,
        asked: Callable[[], Mapping[str, float]] = dict,
        **kwargs: float,
    ):
        self.language = language
        settings = {**asked(), **kwargs}
        self.chosen = {**settings, "seed": seed, "months": months}
        known = all_settings()
        inside: dict[str, Any] = {
            name: min(max(value, known[name].low), known[name].high) for name, value in settings.items()
        }
        super().__init__(place, seed=seed, months=months, **inside)
        self.policy = resolve(place, None, months, seed, inside).scenario
        self.ground = local_map(self.roster.place)
        self.ghost, self.ghost_spent, self.ghost_sides = status_quo(self.roster.place, self.policy.without_policy())

    @property
    def months(self) -> int:
        """The horizon."""
        return self.policy.months

    def curve(self, outcome: str) -> list[float]:
        """An outcome in each month played so far."""
        values: list[float] = self.datacollector.model_vars[outcome]
        return values

    def sides(self) -> Sides:
        """Grouped outcomes in each month played so far, for members and for the rest."""
        ranks = [RANK[outcome] for outcome, _ in GROUPED]
        whole = [np.stack([month[ranks].sum(axis=1) for month in table], axis=1) for table in (self.value, self.weight)]
        part = [np.stack(table, axis=1) for table in (self.group_value, self.group_weight)]
        rest = [all_of_them - some for all_of_them, some in zip(whole, part, strict=True)]
        members, others = (over_time(*(sums[:, :, None] for sums in both))[:, :, 0] for both in (part, rest))
        return members, others

    def spent(self) -> float:
        """Rupiah spent so far, all payers, the running of the meetings included; without what was paid in time."""
        return float(sum(month[in_money()].sum() for month in self.ledger))

    def extra_spent(self) -> float:
        """Whole rupiah spent so far beyond what the status quo would have cost."""
        return float(round(self.spent() - float(self.ghost_spent[: self.steps].sum())))


@lru_cache(maxsize=16)
def status_quo(place: Place, nothing: Scenario) -> tuple[Array, Array, Sides]:
    """Outcomes by month, rupiah by month, and grouped outcomes by month, with nothing done: the fast clock gives the
    clear clock's numbers."""
    played = simulate_scenarios([nothing], place, replicates=1, seed=nothing.seed, uncertain=False)[0]
    spent = played.ledger[in_money()].sum(axis=0)[:, 0]
    return played.monthly[:, :, 0], spent, (played.groups[:, :, 0], played.rest[:, :, 0])
