"""The levers on the screen: a switch for each, by level of government, and below it its settings when it is opened."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape

import solara

from kkgsim.i18n import tr
from kkgsim.model.levers import all_levers
from kkgsim.model.levers.lever import Lever
from kkgsim.web.controls import Control
from kkgsim.web.speaking import speaking

LEVELS = {"centre": "app_level_centre", "district": "app_level_district"}
"""The levels of government, and the phrase that names each."""


@solara.component
@speaking
def Levers(made: Mapping[str, Control], *, language: str) -> None:
    """Every lever under the level that it belongs to."""
    with solara.Card(tr("app_levers"), classes=["kkg-levers"]):
        for level, phrase in LEVELS.items():
            solara.HTML("h3", tr(phrase), classes=["kkg-level"])
            for lever in all_levers().values():
                if lever.level == level:
                    OneLever(lever, made, language=language).key(lever.name)


@solara.component
@speaking
def OneLever(lever: Lever, made: Mapping[str, Control], *, language: str) -> None:
    """A switch between nothing and the usual strength, and the sliders of all settings behind an arrow."""
    opened, open_it = solara.use_state(False)
    mine = {setting: made[f"{lever.name}_{setting.name}"] for setting in lever.settings}
    at_work = any(control.moved.value != 0.0 for control in mine.values())

    def turn(on: bool) -> None:
        for setting, control in mine.items():
            control.moved.value = float(setting.usual) if on else 0.0

    with solara.Column(gap="0px", classes=["kkg-lever"]):
        with solara.Row(gap="0px", style={"align-items": "center"}):
            solara.Switch(label=str(lever.label), value=at_work, on_value=turn)
            name = tr("app_close" if opened else "app_open", lever=lever.label)
            solara.Button("▾" if opened else "▸", on_click=lambda: open_it(not opened), text=True, small=True,
                          attributes={"aria-label": name, "aria-expanded": str(opened).lower()})  # fmt: skip
        if opened:
            solara.HTML("p", escape(str(lever.about)), classes=["kkg-about"])
            for control in mine.values():
                solara.SliderFloat(control.label, value=control.moved, min=control.min, max=control.max,
                                   step=control.step)  # fmt: skip
