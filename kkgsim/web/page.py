"""The page: Mesa's SolaraViz on the clear clock, in two languages, for every place at hand.

The address says the language and the place (``/?lang=id&place=janapria``), so that a reload keeps them. What the
address leaves out comes from ``KKGSIM_LANG`` and ``KKGSIM_PLACE``, which :mod:`kkgsim.web.serve` sets.
"""

from __future__ import annotations

import os
import warnings
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlencode

import solara

from kkgsim.errors import KKGError
from kkgsim.i18n import LANGUAGES, VARIABLE, current_language, tr, use_language
from kkgsim.places.synthetic import embedded
from kkgsim.scenario.resolve import place_named
from kkgsim.web.controls import Control, lever_controls, run_controls, standing
from kkgsim.web.levers import Levers
from kkgsim.web.panels import PANELS
from kkgsim.web.screen import ScreenModel
from kkgsim.web.speaking import speaking

with warnings.catch_warnings():  # see kkgsim.web.controls
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
@speaking
def Pending(made: Mapping[str, Control], model: solara.Reactive[ScreenModel]) -> None:
    """Says that a control has moved since the run shown was begun."""
    now = standing(made)
    if now != {name: model.value.chosen.get(name) for name in now}:
        solara.Warning(tr("app_pending", reset=tr("app_mesa_reset")), dense=True, icon=True)


@solara.component
@speaking
def Screen(place: str, *, language: str) -> None:
    """The screen for one place in one language."""
    levers = solara.use_memo(lambda: lever_controls(), [])
    runs = solara.use_memo(lambda: run_controls(seed=SEED, months=MONTHS), [])
    asked = solara.use_memo(lambda: lambda: standing(levers), [])  # one function for as long as the screen is open
    model = solara.use_memo(lambda: _begun(place, asked, runs), [])
    if isinstance(model, str):
        solara.Error(model)
        return
    title = str(model.peek().roster.place.title)
    Words(
        words={text: tr(key) for text, key in MESA_WORDS.items()},
        starts={text: tr(key) for text, key in MESA_STARTS.items()},
    )
    Pending({**levers, **runs}, model)
    SolaraViz(
        model, components=PANELS, model_params={"place": place, "language": language, "asked": asked, **runs},
        name=f"kkgsim · {title}", play_interval=101,
    )  # fmt: skip
    with solara.Sidebar():
        Levers(levers, language=language)


def _begun(
    place: str, asked: Callable[[], Mapping[str, float]], runs: Mapping[str, Control]
) -> solara.Reactive[ScreenModel] | str:
    """A model ready to play, or in plain words why there is none."""
    params: dict[str, Any] = {name: control.get("value") for name, control in runs.items()}
    try:
        return solara.reactive(ScreenModel(place, language=current_language(), asked=asked, **params))
    except KKGError as error:
        return str(error)


@solara.component
def Page() -> None:
    """The whole page; place and language stand in its address."""
    router = solara.use_router()
    place, language, places = opening(router.search or "")
    Whole(place, places, language=language)


@solara.component
@speaking
def Whole(place: str, places: Mapping[str, str], *, language: str) -> None:
    """The page for one place in one language."""
    router = solara.use_router()

    def address(**changed: str) -> str:
        return "/?" + urlencode({"lang": language, "place": place, **changed})

    solara.Title("kkgsim")
    solara.Style(Path(__file__).with_name("screen.css"))
    with solara.AppBar():
        for other in LANGUAGES:  # a link, for a page begun anew: Words changes what stands on this one
            solara.Button(app_language(other), href=address(lang=other), target="_self", text=True,
                          disabled=other == language)  # fmt: skip
    with solara.Sidebar():
        names = {title: name for name, title in places.items()}
        solara.Select(
            tr("app_place"), list(names), places[place],
            on_value=lambda title: router.push(address(place=names[title])),
        )  # fmt: skip
    Screen(place, language=language).key(f"{place} {language}")


def app_language(language: str) -> str:
    """What a language is called by those who speak it."""
    with use_language(language):
        return tr("app_language")


def opening(search: str) -> tuple[str, str, dict[str, str]]:
    """Place, language, and the places on offer (name to title) for an address.

    A place that is neither embedded nor the one the server was started with is not opened for a stranger.
    """
    asked = {name: values[-1] for name, values in parse_qs(search.lstrip("?")).items()}
    language = asked.get("lang", os.environ.get(VARIABLE, "en"))
    language = language if language in LANGUAGES else "en"
    started = os.environ.get("KKGSIM_PLACE", "janapria")
    with use_language(language):
        places = {name: str(title) for name, title in embedded().items()}
        if started not in places:
            places[started] = str(place_named(started).title)
    place = asked.get("place", started)
    return (place if place in places else started), language, places
