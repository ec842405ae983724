"""What tests in a browser play with: Chromium, and a page with everything in it."""

from __future__ import annotations

import base64
import json
import shutil
from pathlib import Path

from kkgsim.web.printed_month import DRIVER, PrintedMonth, built
from kkgsim.web.world_file import WorldFile

CHROMIUM = next(
    (path for name in ("chromium", "chromium-browser", "google-chrome") if (path := shutil.which(name))), ""
)
QUIET = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
)  # fmt: skip


CONTENT_POLICY = "default-src 'none'; script-src 'unsafe-inline' 'wasm-unsafe-eval' blob:; worker-src blob:"
"""All that a page with the driver needs: no eval, and nothing from anywhere."""
PAGE = """<!doctype html><meta charset="utf-8"><title>kkgsim</title>
<meta http-equiv="Content-Security-Policy" content="{policy}">
<script>{driver}</script>
<script>
const given = {given};
const bytes = (text) => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
const month = given.wasm ? {{ ...given, wasm: bytes(given.wasm) }} : given;
window.open_ensemble = (options) => kkgsim.Ensemble.open(month, bytes(given.world), options);
window.changed = given.changed && kkgsim.readWorld(bytes(given.changed)).tensors;
</script>"""


def write_page(path: Path, month: PrintedMonth, world: WorldFile, changed: WorldFile | None = None) -> None:
    """One HTML file with driver, month and world in it; ``changed`` holds what a page may put in the world's place."""

    def text(content: bytes | None) -> str | None:
        return None if content is None else base64.b64encode(content).decode()

    given = {
        "layout": month.layout, "functions": month.functions, "wasm": text(month.wasm), "javascript": month.javascript,
        "world": text(world.to_bytes()), "changed": text(changed.to_bytes() if changed else None),
    }  # fmt: skip
    page = PAGE.format(
        policy=CONTENT_POLICY, driver=built(DRIVER).decode(), given=json.dumps(given).replace("<", "\\u003c")
    )
    path.write_text(page, encoding="utf-8")
