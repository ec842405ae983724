"""Serving the page: checks, a port, the browser. It hands out pages, keeps the proposals of a room on a board, and has
school lists read in a process of their own; it computes nothing.

On this computer anybody may ask for it. In the local network (``lan``) only who knows the code in the address, which is
made anew each time. Requests that name another host, or come from another page, are refused; lists are taken from this
computer only.
"""

from __future__ import annotations

import json
import secrets
import socket
import sys
import threading
import webbrowser
from dataclasses import dataclass, field
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import SplitResult, unquote, urlsplit

from kkgsim.errors import KKGError, reason
from kkgsim.i18n import LANGUAGES, current_language, tr, use_language
from kkgsim.io.printing import tell
from kkgsim.scenario.resolve import place_named
from kkgsim.web.page_file import page_file
from kkgsim.web.printed_month import compiles_first, printed_month
from kkgsim.web.reading import LARGEST, Order, Outcome, read_apart

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


LINE, LINES = 4000, 300
"""Letters that a proposal may have, and how many proposals a board keeps."""
PAGES = 8
"""How many pages of lists are kept; the oldest goes first."""


@dataclass
class Served:
    """What is handed out: the ``pages`` by the path of each, to those who ask for one of the ``hosts``, with a board
    each; lists are read for so many ``months`` under a ``seed``."""

    pages: dict[str, bytes]
    hosts: frozenset[str]
    months: int
    seed: int
    boards: dict[str, list[str]] = field(default_factory=dict)
    reading: threading.Lock = field(default_factory=threading.Lock)

    def path_of(self, asked: str) -> str | None:
        """The path of the page that is asked for; takes as long whatever is asked."""
        same = [path for path in self.pages if secrets.compare_digest(path.encode(), asked.encode())]
        return same[0] if same else None

    def keep(self, page: bytes) -> str:
        """Hand out one more page; its path."""
        root = next(iter(self.pages))
        for path in list(self.pages)[1 : 1 + max(0, len(self.pages) - PAGES)]:
            del self.pages[path]
        path = f"{root.rstrip('/')}/{secrets.token_hex(3)}"
        self.pages[path] = page
        return path


def serve(
    place: str, port: int, *, months: int, seed: int, lan: bool = False, open_browser: bool = True
) -> None:  # fmt: skip
    """Serve the page of a place until Ctrl+C; ``port`` 0 takes any free one.

    Raises ``KKGError`` for a place that has no page, and for a port in use.
    """
    host = "0.0.0.0" if lan else LOOPBACK
    with _listening(host, port) as server:
        port = server.server_address[1]
        if compiles_first():
            tell(tr("month_compiles"))
        page = page_file(place_named(place), months=months, seed=seed, served=True, lan=lan).encode()
        code = secrets.token_hex(3) if lan else ""
        named = own_address() if lan else LOOPBACK
        hosts = frozenset(f"{name}:{port}" for name in {named, *OWN_NAMES})
        server.served = Served({f"/{code}": page}, hosts, months, seed)
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
        """The page or its board, where it is asked for properly."""
        self._answer()

    def do_HEAD(self) -> None:
        """The same without the page itself."""
        self._answer()

    def do_POST(self) -> None:
        """A proposal for a board, or a school list to read."""
        page, what = self._asked()
        if not self._allowed() or "Origin" not in self.headers:
            self._say(HTTPStatus.FORBIDDEN)
        elif page is None or what not in ("board", "list"):
            self._say(HTTPStatus.NOT_FOUND)
        elif what == "board":
            self._propose(page)
        else:
            self._read_list()

    def _answer(self) -> None:
        page, what = self._asked()
        if not self._allowed():
            self._say(HTTPStatus.FORBIDDEN)
        elif page is None or what not in ("", "board"):
            self._say(HTTPStatus.NOT_FOUND)
        elif what == "board":
            self._send_json(HTTPStatus.OK, self.server.served.boards.get(page, []))
        else:
            self._send(HTTPStatus.OK, self.server.served.pages[page])

    def _allowed(self) -> bool:
        """Whether the request names this host and does not come from another page."""
        hosts, origin = self.server.served.hosts, self.headers.get("Origin")
        return self.headers.get("Host", "") in hosts and (origin is None or _split(origin).netloc in hosts)

    def _asked(self) -> tuple[str | None, str]:
        """The page that is asked for, and what of it."""
        path, served = _split(self.path).path, self.server.served
        if (page := served.path_of(path)) is not None:
            return page, ""
        above, _, what = path.rpartition("/")
        return served.path_of(above or "/"), what

    def _body(self, most: int) -> bytes | None:
        """What was sent, where it says how long it is and is not too long."""
        length = self.headers.get("Content-Length", "")
        if not length.isascii() or not length.isdigit() or int(length) > most:
            self.close_connection = True  # what follows is not read
            return None
        return self.rfile.read(int(length))

    def _propose(self, page: str) -> None:
        """Put a proposal on the board of a page, in one line of letters."""
        body, lines = self._body(LINE), self.server.served.boards.setdefault(page, [])
        text = "" if body is None else body.decode("utf-8", "replace").strip()
        if not text or not text.isprintable() or len(lines) >= LINES:
            self._say(HTTPStatus.BAD_REQUEST)
            return
        if text not in lines:
            lines.append(text)
        self._send_json(HTTPStatus.OK, lines)

    def _read_list(self) -> None:
        """Have a list read, one at a time, and hand out its page."""
        served, asked = self.server.served, self.headers.get("X-Language", "")
        with use_language(asked if asked in LANGUAGES else current_language()):
            if self.client_address[0] not in ("127.0.0.1", "::1"):
                self._send_list(HTTPStatus.FORBIDDEN, tr("app_list_elsewhere"))
            elif (content := self._body(LARGEST)) is None:
                self._send_list(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, tr("app_list_large", limit=round(LARGEST / 1e6)))
            elif not served.reading.acquire(blocking=False):
                self._send_list(HTTPStatus.SERVICE_UNAVAILABLE, tr("app_list_busy"))
            else:
                name = unquote(self.headers.get("X-Name", "list.csv"))
                try:
                    made = read_apart(Order(content, name, current_language(), served.months, served.seed))
                finally:
                    served.reading.release()
                self._send_made(made)

    def _send_made(self, made: Outcome) -> None:
        page = None if made.page is None else self.server.served.keep(made.page)
        self._send_json(HTTPStatus.OK, {"report": made.report, "page": page})

    def _send_list(self, status: HTTPStatus, report: str) -> None:
        """A refusal of a list in words."""
        self.close_connection = True
        self._send_json(status, {"report": report, "page": None})

    def _say(self, status: HTTPStatus) -> None:
        """A refusal in plain words, with nothing of what was asked for in it."""
        self._send(status, f"{status.value} {status.phrase}".encode())

    def _send_json(self, status: HTTPStatus, content: Any) -> None:
        self._send(status, json.dumps(content, ensure_ascii=False).encode(), "application/json; charset=utf-8")

    def _send(self, status: HTTPStatus, content: bytes, kind: str = HEADERS["Content-Type"]) -> None:
        self.send_response(status)
        for name, value in {**HEADERS, "Content-Type": kind}.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(content)

    def log_message(self, format: str, *args: object) -> None:
        """Nothing is kept of visitors."""
