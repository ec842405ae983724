"""The panels of the page: pictures, tables and a teacher's story, each of which may fail by itself."""

from __future__ import annotations

import logging
import warnings
from collections.abc import Callable
from typing import Any

import solara

from kkgsim.i18n import tr
from kkgsim.web import curves, gains, look, network, story, summary
from kkgsim.web import map as school_map
from kkgsim.web.screen import ScreenModel
from kkgsim.web.speaking import speaking

with warnings.catch_warnings():  # see kkgsim.web.controls
    warnings.filterwarnings("ignore", module="solara.validate_hooks")
    from mesa.visualization.utils import update_counter


def picture(draw: look.Draw) -> Any:
    """A panel of Mesa's page that shows a picture of the model, drawn anew only when a month has passed."""

    @solara.component
    @speaking
    def Picture(model: ScreenModel) -> None:
        update_counter.get()
        made = solara.use_memo(lambda: _tried(lambda: look.png(draw(model))), [model, model.steps])
        if made is None:
            solara.Error(tr("app_panel_failed"))
        else:
            solara.Image(made, width="100%", format="png")

    return Picture


@solara.component
@speaking
def Summary(model: ScreenModel) -> None:
    """The month in numbers."""
    update_counter.get()
    _html(_tried(lambda: summary.told(model)))


@solara.component
@speaking
def Gains(model: ScreenModel) -> None:
    """Who gains."""
    update_counter.get()
    _html(_tried(lambda: gains.groups_told(model)))


@solara.component
@speaking
def Standards(model: ScreenModel) -> None:
    """The seven standards."""
    update_counter.get()
    _html(_tried(lambda: gains.standards_told(model)))


@solara.component
@speaking
def Story(model: ScreenModel) -> None:
    """One teacher's story, with a choice of teacher."""
    update_counter.get()
    index, choose = solara.use_state(story.default_teacher(model))
    index = min(index, len(model.teachers) - 1)
    schools = {f"{s.name} ({s.npsn})": s.index for s in model.schools}
    mine = model.teachers[index].school.index
    first = {rank: next(t.index for t in model.teachers if t.school.index == rank) for rank in (mine,)}[mine]
    count = int(model.schools[mine].teachers)

    def go(name: str) -> None:
        choose(next(t.index for t in model.teachers if t.school.index == schools[name]))

    with solara.Column(classes=["kkg-panel"], gap="0px"):
        with solara.Row(style={"align-items": "center"}):
            solara.Select(
                tr("app_school"), list(schools), list(schools)[mine], on_value=go, dense=True,
                style={"min-width": "0", "flex": "1 1 0"},
            )  # fmt: skip
            solara.Button(
                tr("app_next_teacher"),
                on_click=lambda: choose(first + (index - first + 1) % count),
                outlined=True,
                small=True,
            )
        _html(_tried(lambda: story.told(model, index)), panel=False)


def _html(text: str | None, panel: bool = True) -> None:
    if text is None:
        solara.Error(tr("app_panel_failed"))
    else:
        solara.HTML("div", unsafe_innerHTML=text, classes=["kkg-panel"] if panel else [])


def _tried(make: Callable[[], Any]) -> Any:
    """What ``make`` gives, or None when it fails: one panel's failure must not take the page with it."""
    try:
        return make()
    except Exception:
        logging.getLogger("kkgsim.web").exception("a panel could not be drawn")
        return None


PANELS = [
    (picture(curves.draw), 0),
    (picture(school_map.draw), 0),
    (Summary, 0),
    (Story, 0),
    (picture(network.draw), 1),
    (Gains, 1),
    (Standards, 1),
]
"""The panels of the page and the tab each stands on."""
