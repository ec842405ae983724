"""What a district can buy: the choices of a shortlist where no study names others."""

from __future__ import annotations

from kkgsim.design.questions import USUAL_OUTCOME
from kkgsim.design.study import Design, Factor, Study
from kkgsim.i18n import message
from kkgsim.model.levers import all_levers
from kkgsim.model.levers.lever import Setting
from kkgsim.model.posterior import USUAL
from kkgsim.scenario.at_place import at_place
from kkgsim.scenario.resolve import place_named
from kkgsim.scenario.scenario import Scenario

PARTS = (0.25, 0.5, 1.0, 2.0)
"""How strong a setting may be, in parts of what is usual."""
NAME = "what-a-district-buys"


def menu(place: str, *, months: int, futures: int, seed: int) -> Study:
    """A study that varies what a district decides about itself: every setting that a lever of the district has at work
    as usual, from nothing to twice the usual. Raises ``InputError`` for a place that there is not."""
    title, about = message("menu_title"), message("menu_about")
    scenario = at_place(Scenario(NAME, title, about, place, months, futures, seed), place_named(place))
    return Study(
        NAME, title, about, scenario, place, 0, futures, seed, USUAL, Design("points"), _choices(), (USUAL_OUTCOME,),
        ("end",),
    )  # fmt: skip


def _choices() -> tuple[Factor, ...]:
    return tuple(
        Factor(f"{lever.name}_{setting.name}", "setting", 0.0, max(values), (0.0, *values))
        for lever in all_levers().values() if lever.level == "district"
        for setting in lever.settings if (values := _levels(setting))
    )  # fmt: skip


def _levels(setting: Setting) -> tuple[float, ...]:
    """The amounts of a setting; none of one that is not usually at work. A switch has one, and so has what stands in
    for something of today, of which a part could be less than today's."""
    if setting.usual <= 0.0:
        return ()
    if setting.unit == "0-1" or setting.today:
        return (float(setting.usual),)
    return tuple(part * setting.usual for part in PARTS if part * setting.usual <= setting.high)
