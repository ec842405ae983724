"""The screen: its parts without a browser, and all of it in a headless one."""

from __future__ import annotations

import importlib.util
import os
import re
import shutil
import socket
import subprocess
import sys
import time
import warnings
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from kkgsim.errors import InputProblems, KKGError
from kkgsim.levers import all_settings
from kkgsim.locale import LANGUAGES, decimal, phrases, say
from kkgsim.places.place import Place

MISSING = [n for n in ("solara", "ipyvuetify", "solara_assets", "altair", "uvicorn") if not importlib.util.find_spec(n)]
if MISSING:
    pytest.skip(f"the screen's libraries are not installed: {', '.join(MISSING)}", allow_module_level=True)

with warnings.catch_warnings():  # what their libraries say of each other on import is not ours to mend
    warnings.simplefilter("ignore")
    import ipyvuetify as v
    import solara

    from kkgsim.app import curves, look, network, page, serve, story, summary
    from kkgsim.app import map as school_map
    from kkgsim.app.controls import controls, standing
    from kkgsim.app.screen import ScreenModel

CHROMIUM = next(
    (found for name in ("chromium", "chromium-browser", "google-chrome") if (found := shutil.which(name))), ""
)
QUIET = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
)  # fmt: skip
PNG = b"\x89PNG\r\n\x1a\n"


def made(place: Place, lang: str = "en", steps: int = 0, **settings: float) -> ScreenModel:
    model = ScreenModel(place, lang=lang, months=12, seed=3, **settings)
    for _ in range(steps):
        model.step()
    return model


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_setting_is_a_slider_in_its_range_and_language(lang: str) -> None:
    found = controls(lang, seed=2026, months=36)
    for name, setting in all_settings().items():
        control = found[name]
        assert (control.min, control.max, control.get("value")) == (setting.low, setting.high, 0.0)
        steps = (control.max - control.min) / control.step
        assert steps == pytest.approx(round(steps)), f"{name} cannot reach its upper end"
        assert setting.label[lang] in control.label
    assert set(found) == {*all_settings(), "months", "seed"}


def test_a_label_says_the_value_in_the_language() -> None:
    found = controls("id", seed=1, months=36)
    found["bos_allocation_share"].moved.value = 0.025
    found["transport_recognition_fare"].moved.value = 30_000.0
    assert found["bos_allocation_share"].label.endswith(": 2,5 %")
    assert found["transport_recognition_fare"].label.endswith(": Rp 30.000")
    assert standing(found)["bos_allocation_share"] == 0.025


def test_with_nothing_done_the_run_is_its_ghost(tiny: Place) -> None:
    model = made(tiny, steps=5)
    for name, rank in ((o.name, curves.RANK[o.name]) for o in curves.HEADLINES):
        assert model.curve(name) == pytest.approx(list(model.ghost[rank][:5]), abs=1e-12)
    assert model.extra_spent() == pytest.approx(0.0, abs=1e-3)


def test_a_lever_moves_the_run_off_its_ghost_and_costs(tiny: Place) -> None:
    model = made(tiny, steps=6, facilitator_team_per_10_schools=4.0)
    assert model.extra_spent() > 0.0
    assert model.curve("belief_share")[-1] > model.ghost[curves.RANK["belief_share"]][5]
    assert sum(summary.spent_by(model).values()) == pytest.approx(model.spent())


@pytest.mark.parametrize("draw", [curves.draw, school_map.draw, network.draw])
@pytest.mark.parametrize("lang", LANGUAGES)
def test_pictures_draw_before_and_after_a_month(draw: Any, lang: str, tiny: Place) -> None:
    for steps in (0, 2):
        model = made(tiny, lang, steps)
        first = look.png(draw(model))
        assert first.startswith(PNG)
        assert look.png(draw(model)) == first, "the same month, the same bytes"


@pytest.mark.parametrize("draw", [curves.draw, school_map.draw, network.draw])
def test_no_english_in_an_indonesian_picture(draw: Any, tiny: Place) -> None:
    def texts(lang: str) -> set[str]:
        figure = draw(made(tiny, lang, 2))
        look.png(figure)
        found = {text.get_text() for text in figure.findobj(lambda artist: hasattr(artist, "get_text"))}
        return {text for text in found if re.search("[A-Za-z]{3}", text)}

    assert not texts("en") & texts("id")


def test_schools_without_coordinates_are_counted_not_drawn(tiny: Place) -> None:
    bare = replace(tiny, schools=tuple(replace(s, lat=None, lon=None) for s in tiny.schools))
    model = made(bare, "en", 1)
    figure = school_map.draw(model)
    said = say("app_map_hidden", "en", n=len(bare.schools))
    assert any(said in text.get_text() for text in figure.texts)
    assert look.png(network.draw(model)).startswith(PNG)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_story_tells_why(lang: str, tiny: Place) -> None:
    model = made(tiny, lang)
    index = story.default_teacher(model)
    assert model.teachers[index].school.distance_km == max(s.distance_km for s in model.schools)
    assert say("app_unplayed", lang) in story.told(model, index)
    model.step()
    told = story.told(model, index)
    for label, _ in model.teachers[index].why().terms:
        assert label[lang].replace("'", "&#x27;") in told
    assert ("," in re.findall(r"[+−][0-9][.,][0-9]{2}", told)[0]) is (lang == "id")


def test_a_name_from_a_list_cannot_become_a_script(tiny: Place) -> None:
    nasty = replace(tiny, schools=tuple(replace(s, name="<script>alert(1)</script>") for s in tiny.schools))
    assert "<script" not in story.told(made(nasty, steps=1), 0)


def test_the_summary_says_month_outcomes_and_rupiah(tiny: Place) -> None:
    told = summary.told(made(tiny, "id", 2, transport_recognition_fare=50_000.0))
    assert "Bulan ke-2 dari 12" in told
    assert "Uang transpor dan penghargaan (Kabupaten (APBD))" in told
    assert "juta" in told


def test_the_address_says_place_and_language(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KKGSIM_LANG", "id")
    monkeypatch.setenv("KKGSIM_PLACE", "sumba_remote")
    assert page.opening("")[:2] == ("sumba_remote", "id")
    assert page.opening("?lang=en&place=janapria")[:2] == ("janapria", "en")
    assert page.opening("?lang=xx&place=../../etc")[:2] == ("sumba_remote", "en")


def rendered(element: Any) -> Any:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        box, context = solara.render(element, handle_error=False)
    return box, context


def test_the_screen_renders_without_a_browser() -> None:
    box, context = rendered(solara.AppLayout(children=[page.Screen("janapria", "id")]))
    try:
        labels = [slider.label for slider in context.find(v.Slider).widgets]
        assert len(labels) == len(all_settings()) + 4, "levers, months and luck, and two of Mesa's"
        assert "Tim fasilitator kabupaten\nFasilitator per 10 sekolah: 0" in labels
    finally:
        context.close()
    assert box is not None


def test_moving_a_slider_asks_for_a_new_start() -> None:
    _, context = rendered(solara.AppLayout(children=[page.Screen("janapria", "en")]))
    try:
        assert not context.find(v.Alert).widgets
        slider = next(w for w in context.find(v.Slider).widgets if "Facilitators per 10 schools" in w.label)
        slider.v_model = 2.0
        assert say("app_mesa_reset", "en") in str(context.find(v.Alert).widgets[0].children)
    finally:
        context.close()


def test_a_panel_that_fails_leaves_a_plain_sentence(tiny: Place) -> None:
    def broken(model: ScreenModel) -> Any:
        raise RuntimeError("secret path")

    _, context = rendered(page.picture(broken)(made(tiny)))
    try:
        alert = str(context.find(v.Alert).widgets[0].children)
        assert say("app_panel_failed", "en") in alert
        assert "secret" not in alert
    finally:
        context.close()


def test_every_phrase_of_the_screen_is_said_somewhere() -> None:
    folder = Path(page.__file__).parent
    code = "\n".join(path.read_text(encoding="utf-8") for path in folder.glob("*.py"))
    unused = [key for key in phrases() if key.startswith("app_") and f'"{key}"' not in code]
    assert not unused


@pytest.mark.parametrize("port", [-1, 65536])
def test_a_wrong_port_is_told(port: int) -> None:
    with pytest.raises(InputProblems, match="0-65535"):
        serve.serve("janapria", "en", port, open_browser=False)


def test_a_port_in_use_is_told() -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        with pytest.raises(KKGError, match="--port"):
            serve.serve("janapria", "id", other.getsockname()[1], open_browser=False)


def test_an_unknown_place_or_language_is_told() -> None:
    with pytest.raises(InputProblems, match="janapria"):
        serve.serve("janapira", "en", 0, open_browser=False)
    with pytest.raises(InputProblems, match="en, id"):
        serve.serve("janapria", "fr", 0, open_browser=False)


def test_missing_libraries_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(serve, "NEEDED", ("solara", "no_such_library"))
    with pytest.raises(KKGError, match=r'no_such_library.*pip install "\.\[app\]"'):
        serve.serve("janapria", "en", 0, open_browser=False)


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """A server of its own, on a free port, and gone afterwards."""
    if not CHROMIUM:
        pytest.skip("no Chromium on this machine")
    pytest.importorskip("playwright.sync_api", reason="Playwright is not installed")
    code = "from kkgsim.app.command import app; app(['--port', '0', '--lang', 'id', '--no-browser'])"
    server = subprocess.Popen(
        [sys.executable, "-u", "-c", code], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
        encoding="utf-8", env={**os.environ, "PYTHONIOENCODING": "utf-8"},
    )  # fmt: skip
    try:
        assert server.stdout is not None
        lines = iter(server.stdout.readline, "")
        yield next(found.group() for line in lines if (found := re.search(r"http://127\.0\.0\.1:\d+/", line)))
    finally:
        server.terminate()
        try:
            server.wait(10)
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait(10)
        server.stdout.close()


def month(tab: Any, lang: str) -> int:
    found = re.search(re.escape(say("app_mesa_steps", lang)) + r"(\d+)", tab.evaluate("document.body.innerText"))
    return int(found.group(1)) if found else -1


def until(tab: Any, lang: str, wanted: int, seconds: float = 40.0) -> None:
    end = time.monotonic() + seconds
    while month(tab, lang) < wanted:
        assert time.monotonic() < end, f"month {month(tab, lang)} after {seconds} s, not {wanted}"
        tab.wait_for_timeout(100)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_in_a_browser(lang: str, address: str, tmp_path: Path) -> None:
    from playwright.sync_api import sync_playwright

    outside: list[str] = []
    failed: list[str] = []
    with sync_playwright() as player:
        browser = player.chromium.launch(executable_path=CHROMIUM, args=list(QUIET))
        tab = browser.new_page(viewport={"width": 1280, "height": 800})
        tab.set_default_timeout(30_000)
        local = ("http://127.0.0.1:", "data:", "blob:")
        tab.on("request", lambda r: None if r.url.startswith(local) else outside.append(r.url))
        tab.on("response", lambda r: failed.append(r.url) if r.status >= 400 else None)
        tab.on("pageerror", lambda error: failed.append(str(error)))
        tab.goto(f"{address}?lang={lang}")
        picture = tab.locator(".vue-grid-item img").first
        picture.wait_for()
        before = picture.get_attribute("src")
        tab.get_by_role("button", name=say("app_mesa_step", lang)).click()
        until(tab, lang, 1)
        tab.get_by_text(say("app_why", lang)).wait_for()
        tab.get_by_role("button", name="▶").click()
        until(tab, lang, 4)
        tab.get_by_role("button", name="❚❚").click()
        assert picture.get_attribute("src") != before, "the curves have moved"
        slider = tab.get_by_role("slider").nth(2)
        slider.focus()
        for _ in range(6):
            tab.keyboard.press("ArrowRight")
        tab.get_by_text(f": {decimal(1.5, lang)}").wait_for()  # the server has heard of all six
        reset = say("app_mesa_reset", lang)
        tab.get_by_text(say("app_pending", lang, reset=reset)).wait_for()
        tab.get_by_role("button", name=reset).click()
        tab.get_by_text(say("app_pending", lang, reset=reset)).wait_for(state="detached")
        assert month(tab, lang) == 0
        tab.get_by_role("button", name=say("app_mesa_step", lang)).click()
        until(tab, lang, 1)
        tab.screenshot(path=tmp_path / f"{lang}.png")
        words = tab.evaluate("document.body.innerText")
        browser.close()
    assert not outside, "nothing is asked of the network"
    assert not failed
    wrong = "en" if lang == "id" else "id"
    for key in (*page.MESA_WORDS.values(), "app_month_of", "app_money", "app_school"):
        assert say(key, lang, month=1, months=36) in words, key
        assert say(key, wrong, month=1, months=36) not in words, key
    assert (tmp_path / f"{lang}.png").stat().st_size > 20_000
