"""How fast the page answers a hand: from a slider's event to changed pixels, and the frames of a drag.

    python benchmarks/page.py [PLACE] [--moves 40]

Opens the page of a place (a name, or the folder of one that was imported) in headless Chromium without a network. It
prints how large the file is and when the first picture and all runs are there; moves a lever and an assumption, and
prints the median and the 95th percentile in milliseconds and on what the first pictures rested; of a drag of 40 steps,
how many of them were drawn and whether in order; how long all runs of the whole place take after a move; and what 16
runs take in one Worker by itself. Say with it how busy the machine was: the load is printed.
"""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import tempfile
from collections import Counter
from pathlib import Path
from typing import Any

from playwright.sync_api import sync_playwright

from kkgsim.scenario.resolve import place_named
from kkgsim.web.page_file import page_file
from kkgsim.web.printed_month import DRIVER, built

LEVER, ASSUMPTION = "facilitator_team_per_10_schools", "attend_distance"
CHROMIUM = shutil.which("chromium") or shutil.which("google-chrome") or "chromium"
MEASURE = """async ([field, moves, pause]) => {
    const slider = document.querySelector(`[data-field="${field}"]`);
    const path = () => document.querySelector(".picture .line").getAttribute("d");
    const room = document.querySelector(".room");
    const frame = () => new Promise((done) => requestAnimationFrame(done));
    const took = [], runs = [];
    for (let move = 0; move < moves; move++) {
        const before = path(), share = ((move * 7) % moves + 0.5) / moves;
        slider.value = Number(slider.min) + share * (slider.max - slider.min);
        const begun = performance.now();
        slider.dispatchEvent(new Event("input", { bubbles: true }));
        while (path() === before && performance.now() - begun < 5000) await new Promise((done) => setTimeout(done, 0));
        await frame();
        took.push(performance.now() - begun);
        runs.push(document.querySelector(".picture .runs").textContent);
        await new Promise((done) => setTimeout(done, pause));
    }
    return { took, runs };
}"""
DRAG = """async ([field, steps, every]) => {
    const slider = document.querySelector(`[data-field="${field}"]`);
    const room = document.querySelector(".room"), drawn = [];
    const watch = new MutationObserver(() => drawn.push(room.dataset.shown));
    watch.observe(room, { attributes: true, attributeFilter: ["data-shown"] });
    for (let step = 1; step <= steps; step++) {
        slider.value = Number(slider.min) + (step / steps) * (slider.max - slider.min);
        slider.dispatchEvent(new Event("input", { bubbles: true }));
        await new Promise((done) => setTimeout(done, every));
    }
    await new Promise((done) => setTimeout(done, 300));
    watch.disconnect();
    return drawn;
}"""
WHOLE = """async ([field, share]) => {
    const slider = document.querySelector(`[data-field="${field}"]`), room = document.querySelector(".room");
    const begun = performance.now();
    slider.value = Number(slider.min) + share * (slider.max - slider.min);
    slider.dispatchEvent(new Event("input", { bubbles: true }));
    const there = () => room.dataset.answered === "true" && room.dataset.whole === "true";
    do await new Promise((done) => setTimeout(done, 5)); while (!there());
    return performance.now() - begun;
}"""
OPENED = """document.addEventListener("DOMContentLoaded", () => {
    const look = () => {
        const room = document.querySelector(".room");
        if (room?.querySelector(".picture .line")) window.picture ??= performance.now();
        if (room?.dataset.whole === "true") window.whole = performance.now();
        else requestAnimationFrame(look);
    };
    look();
})"""
ALONE = """(async () => {
    const given = JSON.parse(document.getElementById("given").textContent);
    const bytes = (text) => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
    const month = { layout: given.layout, functions: given.functions, wasm: bytes(given.wasm) };
    const ensemble = await kkgsim.Ensemble.open(month, bytes(given.world), { workers: 1 });
    const took = [], runs = Array.from({ length: 16 }, (_, run) => run);
    for (let turn = 0; turn < 8; turn++) {
        const begun = performance.now();
        await ensemble.play(runs);
        took.push(performance.now() - begun);
    }
    ensemble.close();
    return took.slice(3); // browsers compile what is played often a second time
})()"""


def _percentile(values: list[float], share: float) -> float:
    return statistics.quantiles(values, n=100, method="inclusive")[round(share * 100) - 1]


def _first_pictures(runs: list[str]) -> str:
    """On what the first pictures rested, with how many of them."""
    return ", ".join(f"{count} x {said!r}" for said, count in Counter(runs).most_common())


def _strength(shown: str) -> float:
    """How strong the lever is in the address of what is drawn."""
    return float(shown.rpartition("per_10_schools:")[2].split(",")[0])


def _opened(browser: Any, path: Path, asked: str) -> Any:
    tab = browser.new_context(offline=True, viewport={"width": 1366, "height": 768}).new_page()
    tab.add_init_script(OPENED)
    tab.goto(f"{path.as_uri()}#v=1&lang=en{asked}")
    tab.wait_for_selector(".room[data-answered='true'][data-whole='true']", timeout=120_000)
    return tab


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="How fast the page answers a hand.")
    parser.add_argument("place", nargs="?", default="janapria")
    parser.add_argument("--moves", type=int, default=40)
    asked = parser.parse_args()
    place = place_named(asked.place)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as player:
        path = Path(folder) / "page.html"
        path.write_text(page_file(place), encoding="utf-8")
        browser = player.chromium.launch(args=["--no-sandbox"], executable_path=CHROMIUM)
        tab = _opened(browser, path, "&p=facilitator_team,1,36,district,per_10_schools:2")
        print(f"{place.name}: load {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors")
        picture, whole = (tab.evaluate(f"window.{when}") / 1000 for when in ("picture", "whole"))
        size = path.stat().st_size / 1e6
        print(f"file of {size:.2f} MB; opened: first picture after {picture:.1f} s, all runs after {whole:.1f} s")
        for what in (LEVER, ASSUMPTION):
            if what == ASSUMPTION:
                tab.click("#tab-assumptions")
                tab.fill(".seek input", what)
            made = tab.evaluate(MEASURE, [what, asked.moves, 350])
            took = made["took"]
            print(
                f"{what}: median {statistics.median(took):.0f} ms, p95 {_percentile(took, 0.95):.0f} ms "
                f"({asked.moves} moves; {_first_pictures(made['runs'])})"
            )  # fmt: skip
        tab.click("#tab-actions")
        drawn = [_strength(shown) for shown in tab.evaluate(DRAG, [LEVER, 40, 100])]
        order = "in order" if drawn == sorted(drawn) else "OUT OF ORDER"
        print(f"drag of 40 steps, one every 100 ms: {len(set(drawn))} drawn, {order}")
        took = [tab.evaluate(WHOLE, [LEVER, share]) for share in (0.3, 0.6, 0.9)]
        print(f"all runs of the whole place: {statistics.median(took) / 1000:.1f} s")
        tab.goto("about:blank")
        tab.goto(path.as_uri())
        tab.wait_for_selector(".room[data-whole='true']", timeout=120_000)
        alone = tab.evaluate(f"{built(DRIVER).decode()};{ALONE}")
        print(f"16 runs in one Worker: median {statistics.median(alone):.0f} ms")
        browser.close()


if __name__ == "__main__":
    main()
