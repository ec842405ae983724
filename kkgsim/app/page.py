"""The page: Mesa's SolaraViz on the clear clock, in two languages, for every place at hand.

The address says the language and the place (``/?lang=id&place=janapria``), so that a reload keeps them. What the
address leaves out comes from ``KKGSIM_LANG`` and ``KKGSIM_PLACE``, which :mod:`kkgsim.app.serve` sets.
"""

from __future__ import annotations

import os
import warnings
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlencode

import solara

from kkgsim.app.controls import Control, lever_controls, run_controls, standing
from kkgsim.app.levers import Levers
from kkgsim.app.panels import PANELS
from kkgsim.app.screen import ScreenModel
from kkgsim.errors import KKGError
from kkgsim.locale import LANGUAGES, say
from kkgsim.places.synthetic import embedded
from kkgsim.questions import place_named

with warnings.catch_warnings():  # see kkgsim.app.controls
    warnings.filterwarnings("ignore", module="solara.validate_hooks")
    from mesa.visualization import SolaraViz

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


@solara.component_vue("words.vue")
def Words(words: dict[str, str], starts: dict[str, str]) -> None:
    """Say the fixed words of Mesa's page in the reader's language."""


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
