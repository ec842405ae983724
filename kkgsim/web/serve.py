"""Serving the page: checks, a port, the browser. It hands out one page and computes nothing.

On this computer anybody may ask for it. In the local network (``lan``) only who knows the code in the address, which is
made anew each time. Requests that name another host, or come from another page, are refused.
"""

from __future__ import annotations

import secrets
import socket
import sys
import webbrowser
from dataclasses import dataclass
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import SplitResult, urlsplit

from kkgsim.errors import KKGError, reason
from kkgsim.i18n import tr
from kkgsim.io.printing import tell
from kkgsim.scenario.resolve import place_named
from kkgsim.web.page_file import page_file
from kkgsim.web.printed_month import printed_month

LOOPBACK = "127.0.0.1"
OWN_NAMES = ("127.0.0.1", "localhost", "[::1]")
"""What this computer calls itself."""
SILENT = 30.0
"""Seconds after which a visitor who says nothing is let go."""
HEADERS = {
    "Content-Type": "text/html; charset=utf-8",
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}


@dataclass(frozen=True)
class Served:
    """What is handed out: a ``page``, at the ``path`` of its address, to those who ask for one of the ``hosts``."""

    page: bytes
    path: str
    hosts: frozenset[str]


def serve(
    place: str, port: int, *, months: int, seed: int, lan: bool = False, open_browser: bool = True
) -> None:  # fmt: skip
    """Serve the page of a place until Ctrl+C; ``port`` 0 takes any free one.

    Raises ``KKGError`` for a place that has no page, and for a port in use.
    """
    host = "0.0.0.0" if lan else LOOPBACK
    with _listening(host, port) as server:
        port = server.server_address[1]
        page = page_file(place_named(place), months=months, seed=seed).encode()
        code = secrets.token_hex(3) if lan else ""
        named = own_address() if lan else LOOPBACK
        server.served = Served(page, f"/{code}", frozenset(f"{name}:{port}" for name in {named, *OWN_NAMES}))
        address = f"http://{named}:{port}/{code}"
        for remark in (printed_month().remark, tr("app_ready", address=address), tr("app_open_to_all") if lan else ""):
            if remark:
                tell(remark)
        if open_browser:
            webbrowser.open(address)
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            pass
        finally:
            tell(tr("app_closed"))


def own_address() -> str:
    """The address of this computer in the local network; nothing is sent to find it."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))  # an address for documentation, which nobody has
            return str(probe.getsockname()[0])
        except OSError:
            return LOOPBACK


def _split(address: str) -> SplitResult:
    """The parts of an address; none of them for what is no address."""
    try:
        return urlsplit(address)
    except ValueError:
        return urlsplit("")


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    served: Served

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A visitor who hangs up or falls silent is no error of ours."""
        if not isinstance(sys.exc_info()[1], ConnectionError | TimeoutError):
            super().handle_error(request, client_address)


def _listening(host: str, port: int) -> _Server:
    """A server on the port before anything slow begins."""
    try:
        return _Server((host, port), Visit)
    except OSError as error:
        raise KKGError(tr("app_port_taken", host=host, port=port, why=reason(error))) from error


class Visit(BaseHTTPRequestHandler):
    """One visitor's requests."""

    protocol_version = "HTTP/1.1"
    server: _Server
    timeout = SILENT
    server_version, sys_version = "kkgsim", ""

    def do_GET(self) -> None:
        """The page, where it is asked for properly."""
        self._answer()

    def do_HEAD(self) -> None:
        """The same without the page itself."""
        self._answer()

    def _answer(self) -> None:
        served = self.server.served
        origin = self.headers.get("Origin")
        if self.headers.get("Host", "") not in served.hosts or (
            origin is not None and _split(origin).netloc not in served.hosts
        ):
            self._say(HTTPStatus.FORBIDDEN)
        elif not secrets.compare_digest(_split(self.path).path.encode(), served.path.encode()):
            self._say(HTTPStatus.NOT_FOUND)
        else:
            self._send(HTTPStatus.OK, served.page)

    def _say(self, status: HTTPStatus) -> None:
        """A refusal in plain words, with nothing of what was asked for in it."""
        self._send(status, f"{status.value} {status.phrase}".encode())

    def _send(self, status: HTTPStatus, content: bytes) -> None:
        self.send_response(status)
        for name, value in HEADERS.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(content)

    def log_message(self, format: str, *args: object) -> None:
        """Nothing is kept of visitors."""
