"""The model with everything cut away but what a check is about: few schools, chosen numbers, some steps of the month.

All of it is played on the interpreted clock, whose rules are the functions as they stand; that the compiled clocks give
the same bits is tested elsewhere.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import cache

from kkgsim.engine.mesa_model import KKGModel
from kkgsim.i18n import Text
from kkgsim.model import entities
from kkgsim.model.registry import PARAMETERS
from kkgsim.model.schedule import ORDER, Step, effects
from kkgsim.places.place import Place, School
from kkgsim.places.place_io.files import open_place
from kkgsim.scenario.resolve import phases
from kkgsim.scenario.scenario import Assumption, Scenario

SEED = 2026
WHY = "so that the answer is known"
NEUTRAL = {name: number.neutral for name, number in PARAMETERS.items() if number.neutral is not None}
"""The value of each number at which its mechanism is cut out."""


@cache
def small_place(clusters: int = 1) -> Place:
    """Some clusters of Janapria."""
    place = open_place("janapria")
    return with_schools(place, [s for s in place.schools if s.cluster in place.clusters[:clusters]])


@cache
def few_schools() -> Place:
    """Three schools of a cluster."""
    place = small_place()
    return with_schools(place, place.schools[:3])


@cache
def one_school() -> Place:
    """A school by itself."""
    place = small_place()
    return with_schools(place, place.schools[:1])


def with_schools(place: Place, schools: Sequence[School]) -> Place:
    """A place with other schools."""
    return replace(place, name="small", schools=tuple(schools))


class Stripped(KKGModel):
    """A model of which nothing is recorded: its things are looked at as they stand."""

    def step(self) -> None:
        """Play one month."""
        month = self.steps - 1
        for kind in entities.KINDS:
            fresh = dict.fromkeys(entities.names(kind, "condition", "tally"), 0.0)
            for thing in self.things(kind):
                thing.__dict__.update(fresh)
        self.policy.begin_month(month)
        calendar = self.calendars[(self.question.scenario.first_month - 1 + month) % 12]
        given = {"n": self.n, "policy": self.policy.of(paid=False), "reach": self.policy.kept, "calendar": calendar}
        self._hand_out_luck(month)
        for step in (*effects(), *self.order):
            self._each(step, given)


def played(
    place: Place,
    months: int,
    numbers: Mapping[str, float] = {},
    settings: Mapping[str, float] = {},
    order: Sequence[Step] = ORDER,
    recorded: bool = False,
) -> KKGModel:
    """A model ready to be stepped: numbers are those of the book but for those given, which may lie anywhere."""
    assumed = tuple(Assumption(name, value, value, value, WHY) for name, value in numbers.items())
    scenario = Scenario(
        "check", Text("check", "check"), Text("", ""), place.name, months, 1, SEED, phases(settings, months), assumed,
        drawn=False,
    )  # fmt: skip
    return (KKGModel if recorded else Stripped)(place, scenario=scenario, order=order)


def only(*names: str) -> tuple[Step, ...]:
    """Steps of the month by name, in the order of the month."""
    chosen = tuple(step for step in ORDER if step.name in names)
    assert {step.name for step in chosen} == set(names), names
    return chosen


def after(first: Callable[..., None], over: str, *names: str) -> tuple[Step, ...]:
    """Something done to each thing of a kind at the start of each month, then steps of the month by name."""
    return (Step(over, first), *only(*names))
