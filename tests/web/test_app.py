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
import tomllib
import warnings
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from catalogues import messages
from conftest import ROOT

import kkgsim
from kkgsim.analysis.comparison.standards import label_of
from kkgsim.errors import INSTALL_ALL, InputError, KKGError
from kkgsim.i18n import current_language, decimal, measured_pair, tr, use_language
from kkgsim.i18n.units import SHARE
from kkgsim.model.levers import all_levers, all_settings
from kkgsim.model.outcomes import GROUPED, GROUPS
from kkgsim.places.place import Place

MISSING = [n for n in ("solara", "ipyvuetify", "solara_assets", "altair", "uvicorn") if not importlib.util.find_spec(n)]
if MISSING:
    pytest.skip(f"the screen's libraries are not installed: {', '.join(MISSING)}", allow_module_level=True)

with warnings.catch_warnings():  # what their libraries say of each other on import is not ours to mend
    warnings.simplefilter("ignore")
    import ipyvuetify as v
    import solara

    from kkgsim.web import curves, gains, look, network, page, panels, serve, story, summary
    from kkgsim.web import map as school_map
    from kkgsim.web.controls import lever_controls, run_controls, standing
    from kkgsim.web.levers import LEVELS
    from kkgsim.web.screen import ScreenModel

CHROMIUM = next(
    (found for name in ("chromium", "chromium-browser", "google-chrome") if (found := shutil.which(name))), ""
)
QUIET = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
)  # fmt: skip
PNG = b"\x89PNG\r\n\x1a\n"


def made(place: Place, steps: int = 0, **settings: float) -> ScreenModel:
    model = ScreenModel(place, language=current_language(), months=12, seed=3, **settings)
    for _ in range(steps):
        model.step()
    return model


def test_every_setting_is_a_slider_in_its_range_and_language(language: str) -> None:
    found = lever_controls()
    for name, setting in all_settings().items():
        control = found[name]
        assert (control.min, control.max, control.get("value")) == (setting.low, setting.high, 0.0)
        steps = (control.max - control.min) / control.step
        assert steps == pytest.approx(round(steps)), f"{name} cannot reach its upper end"
        assert str(setting.label) in control.label
    assert set(found) == set(all_settings())
    assert set(run_controls(seed=2026, months=36)) == {"months", "seed"}


def test_a_label_says_the_value_in_the_language() -> None:
    with use_language("id"):
        found = lever_controls()
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
def test_pictures_draw_before_and_after_a_month(draw: Any, language: str, tiny: Place) -> None:
    for steps in (0, 2):
        model = made(tiny, steps)
        first = look.png(draw(model))
        assert first.startswith(PNG)
        assert look.png(draw(model)) == first, "the same month, the same bytes"


@pytest.mark.parametrize("draw", [curves.draw, school_map.draw, network.draw])
def test_no_english_in_an_indonesian_picture(draw: Any, tiny: Place) -> None:
    def texts() -> set[str]:
        figure = draw(made(tiny, 2))
        look.png(figure)
        found = {text.get_text() for text in figure.findobj(lambda artist: hasattr(artist, "get_text"))}
        return {text for text in found if re.search("[A-Za-z]{3}", text)}

    english = texts()
    with use_language("id"):
        assert not english & texts()


def test_schools_without_coordinates_are_counted_not_drawn(tiny: Place) -> None:
    bare = replace(tiny, schools=tuple(replace(s, lat=None, lon=None) for s in tiny.schools))
    model = made(bare, 1)
    figure = school_map.draw(model)
    said = tr("app_map_hidden", n=len(bare.schools))
    assert any(said in text.get_text() for text in figure.texts)
    assert look.png(network.draw(model)).startswith(PNG)


def test_the_story_tells_why(language: str, tiny: Place) -> None:
    model = made(tiny)
    index = story.default_teacher(model)
    assert model.teachers[index].school.distance_km == max(s.distance_km for s in model.schools)
    assert tr("app_unplayed") in story.told(model, index)
    while not model.steps or model.teachers[index].cluster.meetings < 0.5:
        model.step()
    told = story.told(model, index)
    for label, _ in model.teachers[index].why().terms:
        assert str(label).replace("'", "&#x27;") in told
    assert ("," in re.findall(r"[+−][0-9][.,][0-9]{2}", told)[0]) is (language == "id")


def test_a_month_without_a_meeting_is_told_as_that(language: str, tiny: Place) -> None:
    model = made(tiny, 1)
    teacher = model.teachers[0]
    for planned, key in ((0.0, "app_no_meeting"), (1.0, "app_no_money")):
        teacher.cluster.planned, teacher.cluster.meetings = planned, 0.0
        assert tr(key) in story.told(model, 0)


def test_a_name_from_a_list_cannot_become_a_script(tiny: Place) -> None:
    nasty = replace(tiny, schools=tuple(replace(s, name="<script>alert(1)</script>") for s in tiny.schools))
    assert "<script" not in story.told(made(nasty, steps=1), 0)


def test_the_summary_says_month_outcomes_and_rupiah(tiny: Place) -> None:
    with use_language("id"):
        told = summary.told(made(tiny, 2, transport_recognition_fare=50_000.0))
    assert "Bulan ke-2 dari 12" in told
    assert f"{all_levers()['transport_recognition'].label.id} (Kabupaten (APBD))" in told
    assert "juta" in told


def test_with_nothing_done_both_sides_of_every_group_are_their_ghosts(tiny: Place) -> None:
    model = made(tiny, steps=5)
    for now, ghost in zip(model.sides(), model.ghost_sides, strict=True):
        assert now == pytest.approx(ghost[:, :5], abs=1e-12)


def test_the_screen_says_who_gains_and_which_standards_are_met(language: str, tiny: Place) -> None:
    model = made(tiny)
    assert tr("app_gains_unplayed") in gains.groups_told(model)
    assert tr("app_standards_unplayed") in gains.standards_told(model)
    model = made(tiny, 8, facilitator_team_per_10_schools=4.0)
    told = gains.groups_told(model)
    for group in GROUPS.values():
        assert f"{group.label} / {group.rest}" in told
    rank = GROUPED.index(("belief_share", "far"))
    far, near = (now[rank] - ghost[rank, :8] for now, ghost in zip(model.sides(), model.ghost_sides, strict=True))
    assert measured_pair(far.mean(), near.mean(), SHARE, sign=True) in told
    told = gains.standards_told(model)
    met = decimal(100.0 * model.curve("people_met")[-1], 0)
    assert f"<td>3. {label_of('people')}</td><td>{met} %</td>" in told


def test_a_place_without_far_schools_has_no_column_for_them(tiny: Place) -> None:
    one = replace(tiny, name="one", schools=tuple(s for s in tiny.schools if s.core)[:1])
    told = gains.groups_told(made(one, 2))
    assert GROUPS["far"].label.en not in told
    assert GROUPS["weak"].label.en in told


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


def switch(context: Any, lever: str) -> Any:
    """The switch of a lever."""
    return next(w for w in context.find(v.Switch).widgets if w.label == str(all_levers()[lever].label))


def open_settings(context: Any, lever: str) -> None:
    """Press the arrow beside a lever."""
    words = tr("app_open", lever=all_levers()[lever].label)
    arrow = next(w for w in context.find(v.Btn).widgets if (w.attributes or {}).get("aria-label") == words)
    arrow.click()


def sliders(context: Any) -> list[str]:
    return [slider.label for slider in context.find(v.Slider).widgets]


def test_every_lever_has_a_switch_and_opens_its_settings() -> None:
    with use_language("id"):
        box, context = rendered(solara.AppLayout(children=[page.Screen("janapria", language=current_language())]))
    try:
        labels = [w.label for w in context.find(v.Switch).widgets]
        assert labels == [lever.label.id for lever in all_levers().values()]
        assert len(sliders(context)) == 4, "months and luck, and two of Mesa's"
        for lever in all_levers():
            with use_language("id"):
                open_settings(context, lever)
        found = sliders(context)
        assert len(found) == len(all_settings()) + 4
        assert "Fasilitator per 10 sekolah: 0" in found
    finally:
        context.close()
    assert box is not None


def test_levers_stand_under_the_level_that_the_brief_gives_them_to() -> None:
    levels = {name: lever.level for name, lever in all_levers().items()}
    assert set(levels.values()) == set(LEVELS)
    centre = {name for name, level in levels.items() if level == "centre"}
    assert centre == {name for name, lever in all_levers().items() if "tingkat pusat" in lever.origin[0].section}


def test_a_switch_sets_the_usual_strength_and_takes_it_away() -> None:
    _, context = rendered(solara.AppLayout(children=[page.Screen("janapria", language=current_language())]))
    try:
        switch(context, "monitoring").v_model = True
        open_settings(context, "monitoring")
        for setting in all_levers()["monitoring"].settings:
            assert any(label.startswith(setting.label.en) and not label.endswith(": 0") for label in sliders(context))
        switch(context, "monitoring").v_model = False
        assert all(any(label == f"{s.label.en}: {said}" for label in sliders(context) for said in ("0", "0.0 %"))
                   for s in all_levers()["monitoring"].settings)  # fmt: skip
        assert not context.find(v.Alert).widgets, "back where the run began"
    finally:
        context.close()


def test_what_the_switches_say_is_what_is_played(tiny: Place) -> None:
    made_of = lever_controls()
    made_of["facilitator_team_per_10_schools"].moved.value = 2.0
    model = ScreenModel(tiny, months=12, seed=3, asked=lambda: standing(made_of))
    assert [(phase.lever, phase.settings["per_10_schools"]) for phase in model.policy.policy] == [
        ("facilitator_team", 2.0)
    ]
    assert model.chosen == {**standing(made_of), "months": 12, "seed": 3}


def test_moving_a_slider_asks_for_a_new_start() -> None:
    _, context = rendered(solara.AppLayout(children=[page.Screen("janapria", language=current_language())]))
    try:
        assert not context.find(v.Alert).widgets
        open_settings(context, "facilitator_team")
        slider = next(w for w in context.find(v.Slider).widgets if "Facilitators per 10 schools" in w.label)
        slider.v_model = 2.0
        assert tr("app_mesa_reset") in str(context.find(v.Alert).widgets[0].children)
        assert switch(context, "facilitator_team").v_model is True
    finally:
        context.close()


def test_a_panel_that_fails_leaves_a_plain_sentence(tiny: Place) -> None:
    def broken(model: ScreenModel) -> Any:
        raise RuntimeError("secret path")

    _, context = rendered(panels.picture(broken)(made(tiny)))
    try:
        alert = str(context.find(v.Alert).widgets[0].children)
        assert tr("app_panel_failed") in alert
        assert "secret" not in alert
    finally:
        context.close()


def test_every_phrase_of_the_screen_is_said_somewhere() -> None:
    folder = Path(page.__file__).parent
    code = "\n".join(path.read_text(encoding="utf-8") for path in folder.glob("*.py"))
    unused = [key for key in messages("en") if key.startswith("app_") and f'"{key}"' not in code]
    assert not unused


@pytest.mark.parametrize("port", [-1, 65536])
def test_a_wrong_port_is_told(port: int) -> None:
    with pytest.raises(InputError, match="0-65535"):
        serve.serve("janapria", port, open_browser=False)


def test_a_port_in_use_is_told() -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        with pytest.raises(KKGError, match="--port"), use_language("id"):
            serve.serve("janapria", other.getsockname()[1], open_browser=False)


def test_an_unknown_place_is_refused() -> None:
    with pytest.raises(InputError, match="janapria"):
        serve.serve("janapira", 0, open_browser=False)


def test_what_the_page_loads_from_files_is_in_the_package() -> None:
    """The page reads a component and a style sheet that lie beside it; an installed kkgsim has them, too."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    package = Path(kkgsim.__file__).parent
    packed = {
        path for pattern in project["tool"]["setuptools"]["package-data"]["kkgsim"] for path in package.glob(pattern)
    }
    loaded = {package / "web" / name for name in ("words.vue", "screen.css")}
    assert loaded <= packed
    assert {path for path in package.rglob("*") if path.suffix in (".vue", ".css", ".toml", ".mo")} <= packed


def test_missing_libraries_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(serve, "NEEDED", ("solara", "no_such_library"))
    with pytest.raises(KKGError, match="no_such_library.*" + re.escape(INSTALL_ALL)):
        serve.serve("janapria", 0, open_browser=False)


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """A server of its own, on a free port, and gone afterwards."""
    if not CHROMIUM:
        pytest.skip("no Chromium on this machine")
    pytest.importorskip("playwright.sync_api", reason="Playwright is not installed")
    code = "from kkgsim.cli.app import command; command(['--port', '0', '--lang', 'id', '--no-browser'])"
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


def month(tab: Any) -> int:
    found = re.search(re.escape(tr("app_mesa_steps")) + r"(\d+)", tab.evaluate("document.body.innerText"))
    return int(found.group(1)) if found else -1


def until(tab: Any, wanted: int, seconds: float = 40.0) -> None:
    end = time.monotonic() + seconds
    while month(tab) < wanted:
        assert time.monotonic() < end, f"month {month(tab)} after {seconds} s, not {wanted}"
        tab.wait_for_timeout(100)


def until_reset(tab: Any, seconds: float = 40.0) -> None:
    end = time.monotonic() + seconds
    while month(tab) != 0:
        assert time.monotonic() < end, f"month {month(tab)} after {seconds} s, not the start"
        tab.wait_for_timeout(100)


def test_in_a_browser(language: str, address: str, tmp_path: Path) -> None:
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
        tab.goto(f"{address}?lang={language}")
        picture = tab.locator(".vue-grid-item img").first
        picture.wait_for()
        before = picture.get_attribute("src")
        tab.get_by_role("button", name=tr("app_mesa_step")).click()
        until(tab, 1)
        tab.get_by_role("button", name="▶").click()
        until(tab, 4)
        tab.get_by_role("button", name="❚❚").click()
        told = tab.get_by_text(tr("app_why"))
        for _ in range(6):  # until a month in which this teacher's KKG meets
            if told.is_visible():
                break
            now = month(tab)
            tab.get_by_role("button", name=tr("app_mesa_step")).click()
            until(tab, now + 1)
            tab.wait_for_timeout(500)
        told.wait_for()
        assert picture.get_attribute("src") != before, "the curves have moved"
        team = all_levers()["facilitator_team"]
        row = tab.locator(".kkg-lever").filter(has_text=str(team.label))
        row.get_by_role("button", name=tr("app_open", lever=team.label)).click()
        slider = row.get_by_role("slider").first
        slider.focus()
        for _ in range(6):
            tab.keyboard.press("ArrowRight")
        row.get_by_text(f": {decimal(1.5)}").wait_for()  # the server has heard of all six
        assert row.get_by_role("switch").is_checked(), "a lever with a setting at work is on"
        drawer = tab.locator(".v-navigation-drawer__content")
        drawer.evaluate("drawer => drawer.scrollTop = drawer.scrollHeight / 2")
        reset = tr("app_mesa_reset")
        tab.get_by_text(tr("app_pending", reset=reset)).wait_for()
        button = tab.get_by_role("button", name=reset)
        box = button.bounding_box()
        assert box is not None
        assert 0 < box["y"] < 800 - box["height"], "the buttons stay in sight while the levers scroll"
        button.click()
        tab.get_by_text(tr("app_pending", reset=reset)).wait_for(state="detached")
        until_reset(tab)
        tab.get_by_role("button", name=tr("app_mesa_step")).click()
        until(tab, 1)
        tab.screenshot(path=tmp_path / f"{language}.png")
        words = tab.evaluate("document.body.innerText")
        browser.close()
    assert not outside, "nothing is asked of the network"
    assert not failed
    wrong = "en" if language == "id" else "id"
    for key in (*page.MESA_WORDS.values(), "app_month_of", "app_money", "app_school", "app_levers", "app_level_centre"):
        assert tr(key, month=1, months=36) in words, key
        with use_language(wrong):
            assert tr(key, month=1, months=36) not in words, key
    assert (tmp_path / f"{language}.png").stat().st_size > 20_000
