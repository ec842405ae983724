"""Opening the screen: checks, a port, the server, the browser. Nothing goes out to the network."""

from __future__ import annotations

import importlib.util
import ipaddress
import os
import socket
import threading
import time
import warnings
import webbrowser
from contextvars import copy_context
from typing import Any

from kkgsim.errors import INSTALL_ALL, InputError, Issue, KKGError, reason
from kkgsim.i18n import current_language, tr
from kkgsim.io.printing import tell

PORT = 8765
NEEDED = ("solara", "ipyvuetify", "solara_assets", "altair", "uvicorn")
"""What Mesa's page needs beyond kkgsim's own libraries."""
OFFLINE = {
    "SOLARA_TELEMETRY_MIXPANEL_ENABLE": "False",  # the server would report its use
    "SOLARA_ASSETS_CDN": "http://127.0.0.1:9/",  # a file the assets package lacks is missing, not fetched
    "SOLARA_THEME_SHOW_BANNER": "False",
    "SOLARA_CHECK_HOOKS": "off",
    "SOLARA_KERNEL_CULL_TIMEOUT": "1h",
}
"""Settings of the server, read when it is imported."""


def serve(place: str, port: int, host: str = "127.0.0.1", open_browser: bool = True) -> None:
    """Serve the screen until Ctrl+C; ``port`` 0 takes any free one.

    Raises ``KKGError`` for an unknown place, a place of several districts, missing libraries, and a port
    that is wrong or in use.
    """
    from kkgsim.places.districts import one_district
    from kkgsim.scenario.resolve import place_named

    one_district(place_named(place))
    _libraries()
    with _listening(host, port) as ears:
        os.environ.update(OFFLINE, KKGSIM_PLACE=place, KKGSIM_LANG=current_language(), SOLARA_APP="kkgsim.web.page")
        _warm()
        _run(ears, _address(host, ears.getsockname()[1]), open_browser)


def _libraries() -> None:
    """Refuse in plain words when the screen's libraries are not installed."""
    missing = [name for name in NEEDED if importlib.util.find_spec(name) is None]
    if missing:
        raise KKGError(tr("app_missing", missing=", ".join(missing), command=INSTALL_ALL))


def _listening(host: str, port: int) -> socket.socket:
    """A socket bound to the port before anything slow begins."""
    if not 0 <= port <= 65535:
        what = tr("app_port_wrong")
        raise InputError([Issue("app", what, key="port", given=str(port), allowed="0-65535")])
    ears = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET)
    if os.name == "posix":
        ears.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        ears.bind((host, port))
        ears.listen()
    except OSError as error:
        ears.close()
        raise KKGError(tr("app_port_taken", host=host, port=port, why=reason(error))) from error
    return ears


def _address(host: str, port: int) -> str:
    name = f"[{host}]" if ":" in host else host
    return f"http://{'127.0.0.1' if host in ('0.0.0.0', '::') else name}:{port}/"


def _warm() -> None:
    """Compile the fast clock before the first visitor; at once where it was done before."""
    from kkgsim.engine import kernel
    from kkgsim.model.schedule import ORDER

    tell(tr("app_warming"))
    kernel.ready(ORDER)


def _run(ears: socket.socket, address: str, open_browser: bool) -> None:
    import uvicorn

    warnings.filterwarnings("ignore", message="Cookies with samesite=none")  # the screen is in nobody's frame
    config = uvicorn.Config(
        "solara.server.starlette:app", log_level="error", access_log=False, timeout_graceful_shutdown=1
    )
    server = uvicorn.Server(config)
    speaking = copy_context().run  # a new thread would begin with the default language
    threading.Thread(target=speaking, args=(_announce, server, ears, address, open_browser), daemon=True).start()
    try:
        server.run(sockets=[ears])
    except KeyboardInterrupt:
        pass
    finally:
        tell(tr("app_closed"))


def _announce(server: Any, ears: socket.socket, address: str, open_browser: bool) -> None:
    """Say where the screen is, once it is there, and open it."""
    while not server.started:
        if server.should_exit:
            return
        time.sleep(0.05)
    tell(tr("app_ready", address=address))
    if not ipaddress.ip_address(ears.getsockname()[0]).is_loopback:
        tell(tr("app_open_to_all"))
    if open_browser:
        webbrowser.open(address)
