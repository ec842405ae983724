"""The page: Mesa's SolaraViz on the clear clock, in two languages, for every place at hand.

The address says the language and the place (``/?lang=id&place=janapria``), so that a reload keeps them. What the
address leaves out comes from ``KKGSIM_LANG`` and ``KKGSIM_PLACE``, which :mod:`kkgsim.app.serve` sets.
"""

from __future__ import annotations

import logging
import os
import warnings
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlencode

import solara

from kkgsim.app import curves, gains, look, network, story, summary
from kkgsim.app import map as school_map
from kkgsim.app.controls import Control, lever_controls, run_controls, standing
from kkgsim.app.levers import Levers
from kkgsim.app.screen import ScreenModel
from kkgsim.errors import KKGError
from kkgsim.locale import LANGUAGES, say
from kkgsim.places.synthetic import embedded
from kkgsim.questions import place_named

with warnings.catch_warnings():  # see kkgsim.app.controls
    warnings.filterwarnings("ignore", module="solara.validate_hooks")
    from mesa.visualization import SolaraViz
    from mesa.visualization.utils import update_counter

SEED, MONTHS = 2026, 36
MESA_WORDS = {
    "Reset": "app_mesa_reset",
    "Step": "app_mesa_step",
    "Controls": "app_mesa_controls",
    "Play Interval (ms)": "app_mesa_play",
    "Render Interval (steps)": "app_mesa_render",
    "Use Threads": "app_mesa_threads",
    "Model Parameters": "app_mesa_parameters",
    "Information": "app_mesa_information",
    "Page 0": "app_page_0",
    "Page 1": "app_page_1",
}
"""The fixed words of Mesa's page and our phrases for them."""
MESA_STARTS = {"Step: ": "app_mesa_steps"}
Tell = Callable[[ScreenModel], str]


@solara.component_vue("words.vue")
def Words(words: dict[str, str], starts: dict[str, str]) -> None:
    """Say the fixed words of Mesa's page in the reader's language."""


def picture(draw: look.Draw) -> Any:
    """A panel of Mesa's page that shows a picture of the model, drawn anew only when a month has passed."""

    @solara.component
    def Picture(model: ScreenModel) -> None:
        update_counter.get()
        made = solara.use_memo(lambda: _tried(lambda: look.png(draw(model))), [model, model.steps])
        if made is None:
            solara.Error(say("app_panel_failed", model.lang))
        else:
            solara.Image(made, width="100%", format="png")

    return Picture


@solara.component
def Summary(model: ScreenModel) -> None:
    """The month in numbers."""
    update_counter.get()
    _html(_tried(lambda: summary.told(model)), model.lang)


@solara.component
def Gains(model: ScreenModel) -> None:
    """Who gains."""
    update_counter.get()
    _html(_tried(lambda: gains.groups_told(model)), model.lang)


@solara.component
def Standards(model: ScreenModel) -> None:
    """The seven standards."""
    update_counter.get()
    _html(_tried(lambda: gains.standards_told(model)), model.lang)


@solara.component
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
                say("app_school", model.lang), list(schools), list(schools)[mine], on_value=go, dense=True,
                style={"min-width": "0", "flex": "1 1 0"},
            )  # fmt: skip
            solara.Button(
                say("app_next_teacher", model.lang),
                on_click=lambda: choose(first + (index - first + 1) % count),
                outlined=True,
                small=True,
            )
        _html(_tried(lambda: story.told(model, index)), model.lang, panel=False)


def _html(text: str | None, lang: str, panel: bool = True) -> None:
    if text is None:
        solara.Error(say("app_panel_failed", lang))
    else:
        solara.HTML("div", unsafe_innerHTML=text, classes=["kkg-panel"] if panel else [])


def _tried(make: Callable[[], Any]) -> Any:
    """What ``make`` gives, or None when it fails: one panel's failure must not take the page with it."""
    try:
        return make()
    except Exception:
        logging.getLogger("kkgsim.app").exception("a panel could not be drawn")
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


@solara.component
def Pending(made: Mapping[str, Control], model: solara.Reactive[ScreenModel]) -> None:
    """Says that a control has moved since the run shown was begun."""
    now = standing(made)
    if now != {name: model.value.chosen.get(name) for name in now}:
        lang = model.value.lang
        solara.Warning(say("app_pending", lang, reset=say("app_mesa_reset", lang)), dense=True, icon=True)


@solara.component
def Screen(place: str, lang: str) -> None:
    """The screen for one place in one language."""
    levers = solara.use_memo(lambda: lever_controls(lang), [])
    runs = solara.use_memo(lambda: run_controls(lang, seed=SEED, months=MONTHS), [])
    asked = solara.use_memo(lambda: lambda: standing(levers), [])  # one function for as long as the screen is open
    model = solara.use_memo(lambda: _begun(place, lang, asked, runs), [])
    if isinstance(model, str):
        solara.Error(model)
        return
    title = model.peek().roster.place.title[lang]
    Words(
        words={text: say(key, lang) for text, key in MESA_WORDS.items()},
        starts={text: say(key, lang) for text, key in MESA_STARTS.items()},
    )
    Pending({**levers, **runs}, model)
    SolaraViz(
        model, components=PANELS, model_params={"place": place, "lang": lang, "asked": asked, **runs},
        name=f"kkgsim · {title}", play_interval=101,
    )  # fmt: skip
    with solara.Sidebar():
        Levers(levers, lang)


def _begun(
    place: str, lang: str, asked: Callable[[], Mapping[str, float]], runs: Mapping[str, Control]
) -> solara.Reactive[ScreenModel] | str:
    """A model ready to play, or in plain words why there is none."""
    params: dict[str, Any] = {name: control.get("value") for name, control in runs.items()}
    try:
        return solara.reactive(ScreenModel(place, lang=lang, asked=asked, **params))
    except KKGError as error:
        return error.told(lang)


@solara.component
def Page() -> None:
    """The whole page; place and language stand in its address."""
    router = solara.use_router()
    place, lang, places = opening(router.search or "")

    def address(**changed: str) -> str:
        return "/?" + urlencode({"lang": lang, "place": place, **changed})

    solara.Title("kkgsim")
    solara.Style(Path(__file__).with_name("screen.css"))
    with solara.AppBar():
        for other in LANGUAGES:  # a link, for a page begun anew: Words changes what stands on this one
            solara.Button(say("app_language", other), href=address(lang=other), target="_self", text=True,
                          disabled=other == lang)  # fmt: skip
    with solara.Sidebar():
        names = {title: name for name, title in places.items()}
        solara.Select(
            say("app_place", lang), list(names), places[place],
            on_value=lambda title: router.push(address(place=names[title])),
        )  # fmt: skip
    Screen(place, lang).key(f"{place} {lang}")


def opening(search: str) -> tuple[str, str, dict[str, str]]:
    """Place, language, and the places on offer (name to title) for an address.

    A place that is neither embedded nor the one the server was started with is not opened for a stranger.
    """
    asked = {name: values[-1] for name, values in parse_qs(search.lstrip("?")).items()}
    lang = asked.get("lang", os.environ.get("KKGSIM_LANG", "en"))
    lang = lang if lang in LANGUAGES else "en"
    started = os.environ.get("KKGSIM_PLACE", "janapria")
    places = {name: title[lang] for name, title in embedded().items()}
    if started not in places:
        places[started] = place_named(started).title[lang]
    place = asked.get("place", started)
    return (place if place in places else started), lang, places
