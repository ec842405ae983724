"""The documentation as a site: it is built without a network, every link leads somewhere, nothing is fetched."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote

import pytest
from conftest import OFFLINE, ROOT, none

import kkgsim
from kkgsim.cli.commands import COMMANDS

pytest.importorskip("sphinx", reason="Sphinx is not installed")
pytest.importorskip("myst_parser", reason="MyST is not installed")
pytest.importorskip("furo", reason="furo is not installed")

FETCHED = {"script": "src", "img": "src", "link": "href", "iframe": "src", "source": "src", "video": "src"}
"""What a browser fetches by itself."""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site, built by a Python that has no way out."""
    folder = tmp_path_factory.mktemp("site")
    (folder / "sitecustomize.py").write_text(OFFLINE)
    paths = os.pathsep.join([str(folder), os.environ.get("PYTHONPATH", "")])
    words = [sys.executable, str(ROOT / "docs" / "make_site.py"), "--out", str(folder / "site")]
    done = subprocess.run(words, capture_output=True, text=True, env={**os.environ, "PYTHONPATH": paths})
    assert done.returncode == 0, done.stdout + done.stderr
    return folder / "site"


class Page(HTMLParser):
    """What a page links to, what it fetches, and the names in it that links may lead to."""

    def __init__(self, text: str):
        super().__init__()
        self.links: list[str] = []
        self.fetched: list[str] = []
        self.names: set[str] = set()
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {key: value or "" for key, value in attrs}
        self.names.add(given.get("id", ""))
        if tag == "a" and "href" in given:
            self.links.append(given["href"])
        if given.get(FETCHED.get(tag, "")) and given.get("rel") not in ("canonical", "next", "prev", "search", "index"):
            self.fetched.append(given[FETCHED[tag]])


@cache
def page(path: Path) -> Page:
    return Page(path.read_text(encoding="utf-8"))


def broken(path: Path) -> Iterator[str]:
    """Links of a page that lead nowhere."""
    for link in page(path).links:
        if re.match(r"(https?|mailto):", link):
            continue
        name, _, anchor = unquote(link).partition("#")
        goal = (path.parent / name).resolve() if name else path
        if not goal.is_file() or (anchor and goal.suffix == ".html" and anchor not in page(goal).names):
            yield f"{path.name}: {link}"


def test_every_link_leads_somewhere(site: Path) -> None:
    every = sorted(site.rglob("*.html"))
    assert len(every) > 40
    none(line for path in every for line in broken(path))


def test_a_broken_link_is_noticed(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text('<a href="b.html">b</a><a href="#here">c</a><a href="#gone">d</a><p id="here">')
    assert list(broken(tmp_path / "a.html")) == ["a.html: b.html", "a.html: #gone"]


def test_nothing_is_fetched_from_elsewhere(site: Path) -> None:
    none(f"{path.name}: {goal}" for path in site.rglob("*.html") for goal in page(path).fetched if ":" in goal)
    none(f"{path.name}: {goal}" for path in site.rglob("*.css")
         for goal in re.findall(r"url\(['\"]?(https?:[^)]+)\)", path.read_text(encoding="utf-8")))  # fmt: skip


def test_the_reference_names_what_there_is_in_both_languages(site: Path) -> None:
    for language in ("en", "id"):
        texts = {path.stem: path.read_text(encoding="utf-8") for path in (site / language / "reference").glob("*.html")}
        none(f"{language}: {name}" for name in COMMANDS if f"kkgsim {name}" not in texts["commands"])
        for kind, names in (
            ("levers", kkgsim.LEVERS),
            ("parameters", kkgsim.PARAMETERS),
            ("outcomes", kkgsim.OUTCOMES),
        ):
            none(f"{language}: {name}" for name in names if f">{name}<" not in texts[kind])
        label = kkgsim.LEVERS["monitoring"].label
        assert getattr(label, language).replace("&", "&amp;") in texts["levers"]
    api = (site / "en" / "reference" / "api.html").read_text(encoding="utf-8")
    none(name for name in kkgsim._HOMES if f">{name}<" not in api)


def test_a_folder_of_somebody_else_is_not_replaced(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine")
    words = [sys.executable, str(ROOT / "docs" / "make_site.py"), "--out", str(tmp_path)]
    done = subprocess.run(words, capture_output=True, text=True)
    assert done.returncode == 2
    assert "no site of ours" in done.stderr
    assert (tmp_path / "mine.txt").read_text() == "mine"
