"""Firefox as a system ships it, driven by WebDriver BiDi: Playwright drives a build of its own only."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

FIREFOX = next((path for name in ("firefox-esr", "firefox") if (path := shutil.which(name))), "")
PREFERENCES = {
    "network.proxy.type": 1, "network.proxy.http": "127.0.0.1", "network.proxy.http_port": 9,
    "network.proxy.ssl": "127.0.0.1", "network.proxy.ssl_port": 9, "network.captive-portal-service.enabled": False,
    "network.connectivity-service.enabled": False, "app.update.enabled": False,
    "browser.shell.checkDefaultBrowser": False, "datareporting.policy.dataSubmissionEnabled": False,
    "toolkit.telemetry.reportingpolicy.firstRun": False, "browser.aboutwelcome.enabled": False,
}  # fmt: skip
"""Nothing is asked for from anywhere: what would be goes to a port where nobody listens."""
LISTENS = re.compile(r"WebDriver BiDi listening on (ws://\S+)")
PATIENCE = 120.0
"""Seconds that are waited for Firefox, and for a page in it."""


class Tab:
    """A tab of Firefox, spoken to over a socket."""

    def __init__(self, socket: Any):
        self.socket, self.asked = socket, 0
        self.call("session.new", capabilities={})
        self.context = self.call("browsingContext.getTree")["contexts"][0]["context"]

    def call(self, method: str, **parameters: Any) -> Any:
        """What a command of WebDriver BiDi gives."""
        self.asked += 1
        self.socket.send(json.dumps({"id": self.asked, "method": method, "params": parameters}))
        while True:
            answer = json.loads(self.socket.recv(timeout=PATIENCE))
            if answer.get("id") == self.asked:
                assert answer["type"] == "success", f"{method}: {answer}"
                return answer["result"]

    def open(self, address: str) -> None:
        """Go to an address, from an empty page, so that it is loaded anew."""
        for url in ("about:blank", address):
            self.call("browsingContext.navigate", context=self.context, url=url, wait="complete")

    def evaluate(self, expression: str) -> Any:
        """What an expression of JavaScript comes to, as plain data."""
        text = f"Promise.resolve({expression}).then((value) => JSON.stringify(value ?? null))"
        said = self.call("script.evaluate", expression=text, target={"context": self.context}, awaitPromise=True)
        assert said["type"] == "success", said
        return json.loads(said["result"]["value"])

    def until(self, expression: str) -> Any:
        """Wait until an expression comes to something, and give it."""
        end = time.monotonic() + PATIENCE
        while not (value := self.evaluate(expression)):
            assert time.monotonic() < end, f"not so in {PATIENCE:g} s: {expression}"
            time.sleep(0.05)
        return value


@contextmanager
def firefox(folder: Path) -> Iterator[Tab]:
    """A tab of Firefox with a fresh profile in a folder; skips where there is none."""
    if not FIREFOX:
        pytest.skip("no Firefox on this machine")
    client = pytest.importorskip("websockets.sync.client", reason="websockets is not installed")
    said = "".join(f"user_pref({json.dumps(name)}, {json.dumps(value)});\n" for name, value in PREFERENCES.items())
    (folder / "user.js").write_text(said, encoding="utf-8")
    command = [
        FIREFOX,
        "--headless",
        "--no-remote",
        "--profile",
        str(folder),
        "--remote-debugging-port",
        "0",
        "about:blank",
    ]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True) as process:
        try:
            found = next((m for line in process.stderr if (m := LISTENS.search(line))), None)
            assert found is not None, "Firefox ended before it listened"
            with client.connect(f"{found[1]}/session", max_size=None, open_timeout=PATIENCE) as socket:
                yield Tab(socket)
        finally:
            process.terminate()
