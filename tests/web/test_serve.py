"""Serving the page: what is handed out to whom, and what is refused."""

from __future__ import annotations

import http.client
import json
import socket
import struct
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

import kkgsim
from kkgsim.cli.main import main
from kkgsim.errors import InputError, KKGError
from kkgsim.i18n import tr
from kkgsim.places.place import Place
from kkgsim.web import api, printed_month, reading
from kkgsim.web import serve as serving
from kkgsim.web.serve import Served, _listening


@pytest.fixture
def port() -> Iterator[int]:
    """A server that hands out a small page at an address with a code."""
    with _listening("127.0.0.1", 0) as server:
        number = server.server_address[1]
        hosts = frozenset({f"127.0.0.1:{number}", f"localhost:{number}"})
        server.served = Served({"/c0de": b"<p>page</p>"}, hosts, months=12, seed=1)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield number
        server.shutdown()


def asked(
    port: int, path: str = "/c0de", method: str = "GET", body: bytes | None = None, **headers: str
) -> tuple[int, bytes, dict[str, str]]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=100)
    names = {name.replace("_", "-"): value for name, value in headers.items()}
    connection.request(method, path, body, headers={"Host": f"127.0.0.1:{port}", **names})
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
    assert asked(port, method="PUT")[0] == 501


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
    with socket.create_connection(("127.0.0.1", port), timeout=100) as visitor:
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
            visitor.join(timeout=100)
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


def posted(port: int, what: str, body: bytes, **headers: str) -> tuple[int, bytes, dict[str, str]]:
    return asked(port, f"/c0de/{what}", "POST", body, **{"Origin": f"http://127.0.0.1:{port}", **headers})


def test_proposals_are_kept_on_the_board(port: int) -> None:
    assert json.loads(asked(port, "/c0de/board")[1]) == []
    for line in ("Meja 1: AAAA-BBBB", "Meja 1: AAAA-BBBB", "Meja Kembang Sepatu 🌺: CCCC"):
        assert posted(port, "board", line.encode())[0] == 200
    assert json.loads(asked(port, "/c0de/board")[1]) == ["Meja 1: AAAA-BBBB", "Meja Kembang Sepatu 🌺: CCCC"]


@pytest.mark.parametrize("body", [b"", b"two\nlines", b"\x00", b"x" * (serving.LINE + 1)])
def test_what_is_no_proposal_is_not_kept(body: bytes, port: int) -> None:
    assert posted(port, "board", body)[0] == 400
    assert json.loads(asked(port, "/c0de/board")[1]) == []


def test_a_board_is_full_at_some_time(port: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(serving, "LINES", 2)
    assert [posted(port, "board", str(rank).encode())[0] for rank in range(3)] == [200, 200, 400]


@pytest.mark.parametrize("what", ["board", "list"])
def test_nobody_else_posts(what: str, port: int) -> None:
    assert asked(port, f"/c0de/{what}", "POST", b"x")[0] == 403, "a request that does not say where it comes from"
    assert posted(port, what, b"x", Origin="http://evil.example")[0] == 403
    assert posted(port, what, b"x", Host="evil.example")[0] == 403
    assert asked(port, f"/{what}", "POST", b"x", Origin=f"http://127.0.0.1:{port}")[0] == 404, "without the code"


def test_a_list_becomes_a_page_with_the_importers_report(port: int) -> None:
    from kkgsim.scenario.resolve import place_named

    head = "NPSN,Nama Sekolah,Kecamatan,Kabupaten,Provinsi,Bentuk,Status,Lintang,Bujur,Guru,Siswa"
    rows = [
        f"{s.npsn},{s.name},{s.subdistrict},{s.district},{s.province},SD,NEGERI,{s.lat},{s.lon},{s.teachers},{s.pupils}"
        for s in place_named("janapria").schools
    ]
    content = "\n".join([head, *rows])
    status, answer, _ = posted(port, "list", content.encode(), X_Name="sekolah%20kami.csv", X_Language="id")
    made = json.loads(answer)
    assert status == 200
    assert "sekolah" in made["report"]
    assert "/tmp" not in made["report"], "where the file lay for a moment is nobody's business"
    status, page, _ = asked(port, made["page"])
    assert status == 200
    assert b"connect-src 'self'" in page
    assert json.loads(asked(port, f"{made['page']}/board")[1]) == []


@pytest.mark.parametrize("content", [b"", b"\xff\xfe\x00", b"PK\x03\x04 no workbook", b"a;b\n1;2\n"])
def test_a_list_that_cannot_be_used_is_said_in_words(content: bytes, port: int) -> None:
    made = json.loads(posted(port, "list", content, X_Name="../../etc/passwd.xlsx", X_Language="en")[1])
    assert made["page"] is None
    assert len(made["report"]) > 20
    assert "Traceback" not in made["report"]


def test_a_list_too_large_or_from_elsewhere_is_refused(port: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(serving, "LARGEST", 10)
    status, answer, _ = posted(port, "list", b"x" * 11, X_Language="en")
    assert status == 413
    assert "MB" in json.loads(answer)["report"]


def test_reading_a_list_is_stopped_in_time_and_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    order = reading.Order(b"x" * 1000, "list.csv", "en", 12, 1)
    slow = reading.read_apart(order, seconds=0.01)
    assert slow.page is None
    assert "stopped" in slow.report
    monkeypatch.setattr(reading.sys, "executable", "/bin/false")
    assert "could not be read" in reading.read_apart(order).report


def test_the_process_that_reads_is_held_to_its_memory() -> None:
    pytest.importorskip("resource", reason="this system holds no process to its memory")
    script = "from kkgsim.web.reading import _hold; _hold(); bytearray(4 * 2**30)"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True)
    assert "MemoryError" in done.stderr


def test_pages_of_old_lists_go() -> None:
    served = Served({"/": b"first"}, frozenset(), 12, 1)
    paths = [served.keep(str(rank).encode()) for rank in range(2 * serving.PAGES)]
    assert len(served.pages) == serving.PAGES + 1
    assert served.pages["/"] == b"first"
    assert paths[-1] in served.pages
    assert paths[0] not in served.pages


def test_the_command_writes_a_page(tiny: Place, tmp_path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(api, "page_file", lambda place, **how: f"<p>{place.name} {how['months']}</p>")
    out = tmp_path / "page.html"
    done = CliRunner().invoke(main, ["page", "janapria", "-o", str(out), "--months", "12"])
    assert done.exit_code == 0, done.output
    assert out.read_text(encoding="utf-8") == "<p>janapria 12</p>"
    assert CliRunner().invoke(main, ["page", "janapria", "-o", str(out)]).exit_code == 2, "nothing is replaced unasked"
    assert CliRunner().invoke(main, ["page", "janapria", "-o", str(out), "--overwrite"]).exit_code == 0
    assert CliRunner().invoke(main, ["page", "janapria", "-o", str(tmp_path / "page")]).exit_code == 2
    assert CliRunner().invoke(main, ["page", "janapria", "-o", str(tmp_path)]).exit_code == 2


def test_rules_that_are_compiled_first_are_said_to_be(
    tmp_path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], language: str
) -> None:
    """By both commands, before somebody waits."""
    said = tr("month_compiles")
    monkeypatch.setattr(api, "page_file", lambda place, **how: "<p>page</p>")
    monkeypatch.setattr(serving, "page_file", lambda place, **how: "<p>page</p>")
    monkeypatch.setattr(serving._Server, "serve_forever", lambda self: None)
    for compiles in (True, False):
        monkeypatch.setattr(printed_month, "compiles_first", lambda compiles=compiles: compiles)
        monkeypatch.setattr(serving, "compiles_first", lambda compiles=compiles: compiles)
        command = ["--lang", language, "page", "janapria", "-o", str(tmp_path / "page.html"), "--overwrite"]
        done = CliRunner().invoke(main, command)
        assert (said in " ".join(done.output.split())) == compiles
        serving.serve("janapria", 0, months=2, seed=1, open_browser=False)
        assert (said in " ".join("".join(capsys.readouterr()).split())) == compiles


def test_python_writes_the_same_page_as_the_command(tmp_path: Path) -> None:
    done = CliRunner().invoke(main, ["page", "janapria", "-o", str(tmp_path / "one.html"), "--months", "2"])
    assert done.exit_code == 0, done.output
    page = kkgsim.page("janapria", months=2)
    assert page.save(tmp_path / "other.html").read_bytes() == (tmp_path / "one.html").read_bytes()
    with pytest.raises(InputError, match=r"save\(\): file: is there already; choose another name or add overwrite="):
        page.save(tmp_path / "other.html")
    with pytest.raises(InputError, match=r"save\(\): file: .*ends in \.html"):
        page.save(tmp_path / "other.pdf")
    with pytest.raises(InputError, match=r"page\(\): months"):
        kkgsim.page("janapria", months=0)
