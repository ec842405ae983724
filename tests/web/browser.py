"""What tests outside Python play with: Node, Chromium, and the files that the driver takes."""

from __future__ import annotations

import base64
import json
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

import pytest

from kkgsim.web.printed_month import BUILT, DRIVER, PrintedMonth, driver
from kkgsim.web.world_file import WorldFile

HERE = Path(__file__).parent
CHROMIUM = next(
    (path for name in ("chromium", "chromium-browser", "google-chrome") if (path := shutil.which(name))), ""
)
QUIET = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
)  # fmt: skip


def node() -> str:
    """Where Node is; the test is skipped where there is none."""
    path = shutil.which("node")
    if path is None:
        pytest.skip("no Node on this machine")
    return path


def play_in_node(month: PrintedMonth, worlds: Sequence[WorldFile], folder: Path, *, lanes: int = 16) -> list[str]:
    """The digests of worlds that Node plays with the built driver."""
    (folder / "layout.json").write_text(json.dumps(month.layout), encoding="utf-8")
    job = {"driver": str(BUILT / DRIVER), "layout": str(folder / "layout.json"), "lanes": lanes, "worlds": []}
    kind, content = ("wasm", month.wasm) if month.wasm else ("javascript", str(month.javascript).encode())
    path = folder / {"wasm": "month.wasm", "javascript": "month.mjs"}[kind]
    path.write_bytes(content)
    job[kind] = str(path)
    for rank, world in enumerate(worlds):
        (folder / f"{rank}.world").write_bytes(world.to_bytes())
        job["worlds"].append(str(folder / f"{rank}.world"))
    (folder / "job.json").write_text(json.dumps(job), encoding="utf-8")
    done = subprocess.run([node(), HERE / "play.mjs", folder / "job.json"], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr[-2000:]
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    assert {line["kind"] for line in lines} == {kind}
    return [line["digest"] for line in lines]


CONTENT_POLICY = "default-src 'none'; script-src 'unsafe-inline' 'wasm-unsafe-eval' blob:; worker-src blob:"
"""All that a page with the driver needs: no eval, and nothing from anywhere."""
PAGE = """<!doctype html><meta charset="utf-8"><title>kkgsim</title>
<meta http-equiv="Content-Security-Policy" content="{policy}">
<script>{driver}</script>
<script>
const given = {given};
const bytes = (text) => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
const month = given.wasm ? {{ layout: given.layout, wasm: bytes(given.wasm) }} : given;
window.open_ensemble = (options) => kkgsim.Ensemble.open(month, bytes(given.world), options);
window.changed = given.changed && kkgsim.readWorld(bytes(given.changed)).tensors;
</script>"""


def write_page(path: Path, month: PrintedMonth, world: WorldFile, changed: WorldFile | None = None) -> None:
    """One HTML file with driver, month and world in it; ``changed`` holds what a page may put in the world's place."""

    def text(content: bytes | None) -> str | None:
        return None if content is None else base64.b64encode(content).decode()

    given = {
        "layout": month.layout, "wasm": text(month.wasm), "javascript": month.javascript,
        "world": text(world.to_bytes()), "changed": text(changed.to_bytes() if changed else None),
    }  # fmt: skip
    page = PAGE.format(policy=CONTENT_POLICY, driver=driver(), given=json.dumps(given).replace("<", "\\u003c"))
    path.write_text(page, encoding="utf-8")
