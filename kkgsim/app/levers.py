"""The levers on the screen: a switch for each, by level of government, and below it its settings when it is opened."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape

import solara

from kkgsim.app.controls import Control
from kkgsim.levers import all_levers
from kkgsim.levers.lever import Lever
from kkgsim.locale import say

LEVELS = {"centre": "app_level_centre", "district": "app_level_district"}
"""The levels of government, and the phrase that names each."""


def level_of(lever: Lever) -> str:
    """Which level of government the brief gives a lever to; what it leaves open is the district's."""
    return "centre" if "B centre" in lever.origin else "district"


@solara.component
def Levers(made: Mapping[str, Control], lang: str) -> None:
    """Every lever under the level that it belongs to."""
    with solara.Card(say("app_levers", lang), classes=["kkg-levers"]):
        for level, phrase in LEVELS.items():
            solara.HTML("h3", say(phrase, lang), classes=["kkg-level"])
            for lever in all_levers().values():
                if level_of(lever) == level:
                    OneLever(lever, made, lang).key(lever.name)


@solara.component
def OneLever(lever: Lever, made: Mapping[str, Control], lang: str) -> None:
    """A switch between nothing and the usual strength, and the sliders of all settings behind an arrow."""
    opened, open_it = solara.use_state(False)
    mine = {setting: made[f"{lever.name}_{setting.name}"] for setting in lever.settings}
    at_work = any(control.moved.value != 0.0 for control in mine.values())

    def turn(on: bool) -> None:
        for setting, control in mine.items():
            control.moved.value = float(setting.usual) if on else 0.0

    with solara.Column(gap="0px", classes=["kkg-lever"]):
        with solara.Row(gap="0px", style={"align-items": "center"}):
            solara.Switch(label=lever.label[lang], value=at_work, on_value=turn)
            name = say("app_close" if opened else "app_open", lang, lever=lever.label[lang])
            solara.Button("▾" if opened else "▸", on_click=lambda: open_it(not opened), text=True, small=True,
                          attributes={"aria-label": name, "aria-expanded": str(opened).lower()})  # fmt: skip
        if opened:
            solara.HTML("p", escape(lever.about[lang]), classes=["kkg-about"])
            for control in mine.values():
                solara.SliderFloat(control.label, value=control.moved, min=control.min, max=control.max,
                                   step=control.step)  # fmt: skip
