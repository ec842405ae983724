"""Serving the page: what is handed out to whom, and what is refused."""

from __future__ import annotations

import http.client
import socket
import struct
import threading
from collections.abc import Iterator

import pytest
from click.testing import CliRunner

from kkgsim.cli.main import main
from kkgsim.errors import KKGError
from kkgsim.places.place import Place
from kkgsim.web import serve as serving
from kkgsim.web.serve import Served, _listening


@pytest.fixture
def port() -> Iterator[int]:
    """A server that hands out a small page at an address with a code."""
    with _listening("127.0.0.1", 0) as server:
        number = server.server_address[1]
        server.served = Served(b"<p>page</p>", "/c0de", frozenset({f"127.0.0.1:{number}", f"localhost:{number}"}))
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield number
        server.shutdown()


def asked(port: int, path: str = "/c0de", method: str = "GET", **headers: str) -> tuple[int, bytes, dict[str, str]]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    connection.request(method, path, headers={"Host": f"127.0.0.1:{port}", **headers})
    answer = connection.getresponse()
    content = answer.read()
    connection.close()
    return answer.status, content, dict(answer.getheaders())


def test_the_page_is_handed_out(port: int) -> None:
    status, content, headers = asked(port)
    assert (status, content) == (200, b"<p>page</p>")
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert asked(port, method="HEAD")[:2] == (200, b"")


@pytest.mark.parametrize("path", ["/", "/c0d", "/c0de/..", "/etc/passwd", "/../../etc/passwd", "/%63ode"])
def test_nothing_else_is(path: str, port: int) -> None:
    status, content, _ = asked(port, path)
    assert status == 404
    assert b"page" not in content
    assert b"passwd" not in content


def test_other_hosts_and_origins_are_refused(port: int) -> None:
    assert asked(port, Host="evil.example")[0] == 403
    assert asked(port, Host=f"evil.example:{port}")[0] == 403
    assert asked(port, Origin="http://evil.example")[0] == 403
    assert asked(port, Origin=f"http://localhost:{port}")[0] == 200
    assert asked(port, method="POST")[0] == 501


@pytest.mark.parametrize(
    ("path", "origin", "status"),
    [
        (b"/\xe9\xff", b"", 404),
        (b"http://[::1/c0de", b"", 404),
        (b"/c0de", b"http://[x", 403),
        (b"/c0de", b"\xff\xfe", 403),
    ],
)
def test_what_is_no_address_is_refused_without_a_word(
    path: bytes, origin: bytes, status: int, port: int, capsys: pytest.CaptureFixture[str]
) -> None:
    with socket.create_connection(("127.0.0.1", port), timeout=10) as visitor:
        lines = [b"GET " + path + b" HTTP/1.1", b"Host: 127.0.0.1:%d" % port, b"Connection: close"]
        lines += [b"Origin: " + origin] if origin else []
        visitor.sendall(b"\r\n".join(lines) + b"\r\n\r\n")
        answer = b"".join(iter(lambda: visitor.recv(4096), b""))
    assert answer.startswith(b"HTTP/1.1 %d " % status)
    assert capsys.readouterr() == ("", "")


def test_a_visitor_who_hangs_up_is_passed_over(port: int, capsys: pytest.CaptureFixture[str]) -> None:
    with socket.create_connection(("127.0.0.1", port)) as visitor:
        visitor.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        visitor.sendall(b"GET /c0de HTTP/1.1\r\n")
    assert asked(port)[0] == 200
    assert capsys.readouterr().err == ""


def test_twenty_visitors_are_served_while_one_says_nothing(port: int) -> None:
    with socket.create_connection(("127.0.0.1", port)):
        answers: list[int] = []
        visitors = [threading.Thread(target=lambda: answers.append(asked(port)[0])) for _ in range(20)]
        for visitor in visitors:
            visitor.start()
        for visitor in visitors:
            visitor.join(timeout=10)
        assert answers == [200] * 20


def test_a_port_in_use_is_told(port: int) -> None:
    with pytest.raises(KKGError, match=str(port)):
        serving.serve("janapria", port, months=12, seed=1, open_browser=False)


def test_a_room_in_the_network_needs_the_code(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(serving, "page_file", lambda place, **how: "<p>page</p>")
    monkeypatch.setattr(serving._Server, "serve_forever", lambda self: None)
    for lan in (False, True):
        serving.serve("janapria", 0, months=12, seed=1, lan=lan, open_browser=False)
    here, everywhere = [line for line in capsys.readouterr().out.splitlines() if "http://" in line]
    assert "http://127.0.0.1:" in here
    code = everywhere.split("http://")[1].split()[0].split("/", 1)[1]
    assert len(code) == 6


def test_the_command_writes_a_page(tiny: Place, tmp_path, monkeypatch: pytest.MonkeyPatch) -> None:
    from kkgsim.web import page_file

    monkeypatch.setattr(page_file, "page_file", lambda place, **how: f"<p>{place.name} {how['months']}</p>")
    out = tmp_path / "page.html"
    done = CliRunner().invoke(main, ["page", "janapria", "-o", str(out), "--months", "12"])
    assert done.exit_code == 0, done.output
    assert out.read_text(encoding="utf-8") == "<p>janapria 12</p>"
    assert CliRunner().invoke(main, ["page", "janapria", "-o", str(out)]).exit_code == 2, "nothing is replaced unasked"
    assert CliRunner().invoke(main, ["page", "janapria", "-o", str(out), "--overwrite"]).exit_code == 0
    assert CliRunner().invoke(main, ["page", "janapria", "-o", str(tmp_path / "page")]).exit_code == 2
    assert CliRunner().invoke(main, ["page", "janapria", "-o", str(tmp_path)]).exit_code == 2
