"""The sources of a site, put together from ``docs/``: pages in one language, and the reference."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from kkgsim.i18n import use_language

from . import reference
from .notebooks import as_markdown, notebooks, write_pictures

DOCS = Path(__file__).resolve().parent.parent
ROOT = DOCS.parent
OTHER = {"en": "id", "id": "en"}
BESIDE = ("CONTRIBUTING.md", "CHANGELOG.md", "LICENSE")
"""Pages of the English site that lie at the top of the checkout."""
SPAN = re.compile(r"(?<![\[`])`docs/([\w/]+\.md)`(?!`)")
LINK = re.compile(r"\[([^\]]+)\]\(([^)\s:#]*)(#[^)\s]*)?\)")
FENCE = re.compile(r"(^ *```.*?^ *```$)", re.M | re.S)
TOC = re.compile(r"^```\{toctree\}\n(.*?)^```$", re.M | re.S)
FORECASTS = ROOT / "forecasts"
MORE = "<!-- more -->"
"""Where the contents of a site list the pages that stand in no other list."""


@cache
def pages(language: str) -> dict[str, Path]:
    """The documents and notebooks of a language by their names in its site."""
    home = DOCS / "id" if language == "id" else DOCS
    named = {path.relative_to(home).as_posix(): path for path in sorted(home.rglob("*.md"))}
    if language == "en":
        named = {name: path for name, path in named.items() if not name.startswith("id/")}
        named |= {name.lower(): ROOT / name for name in BESIDE if name.endswith(".md")}
        named |= {"forecasts.md": FORECASTS / "README.md"}
        named |= {f"forecast-{path.parent.name}.md": path for path in sorted(FORECASTS.glob("*/forecast.md"))}
    return named | notebooks(language)


def stage(language: str, target: Path) -> None:
    """Write the sources of a site into an empty folder."""
    documents = pages(language)
    for name, path in documents.items():
        (target / name).parent.mkdir(parents=True, exist_ok=True)
        (target / name).write_text(_page(path, name, language), encoding="utf-8")
        if path.suffix == ".ipynb":
            write_pictures(path, (target / name).parent)
    (target / "reference").mkdir()
    with use_language(language):
        for name in reference.PAGES:
            (target / "reference" / f"{name}.md").write_text(reference.page(name), encoding="utf-8")
    if language == "en":
        (target / "reference" / "api.md").write_text(reference.api(), encoding="utf-8")
    shutil.copytree(DOCS / "pictures", target / "pictures")
    index = target / "index.md"
    text = index.read_text(encoding="utf-8")
    index.write_text(text.replace(MORE, "\n".join(_unlisted(text, documents))), encoding="utf-8")


def _unlisted(index: str, names: Iterable[str]) -> list[str]:
    """The pages at the top of a site that no contents name."""
    listed = {line.strip() for block in TOC.findall(index) for line in block.splitlines()}
    stems = [name.removesuffix(".md") for name in names if "/" not in name]
    return [stem for stem in stems if stem not in listed and stem not in ("index", *map(str.lower, BESIDE))]


def _page(path: Path, name: str, language: str) -> str:
    """A document with its links made those of the site."""
    parts = FENCE.split(as_markdown(path) if path.suffix == ".ipynb" else path.read_text(encoding="utf-8"))
    up = "../" * name.count("/")
    for rank in range(0, len(parts), 2):
        text = SPAN.sub(lambda span: f"[`docs/{span[1]}`]({_from_docs(span[1], path)})", parts[rank])
        parts[rank] = LINK.sub(lambda link: _linked(link, path, up, language), text)
    return "".join(parts)


def _from_docs(named: str, path: Path) -> str:
    """The way from a document to one in ``docs/`` that a sentence names."""
    return Path(os.path.relpath(DOCS / named, path.parent)).as_posix()


def _linked(link: re.Match[str], path: Path, up: str, language: str) -> str:
    """A link as it goes in the site: within a language as it is, to the other one as its page, elsewhere none."""
    words, goal, anchor = link[1], link[2], link[3] or ""
    if not goal:
        return link[0]
    file = (path.parent / goal).resolve()
    if file.parent == DOCS / "pictures":
        return f"[{words}]({up}pictures/{file.name})"
    if not file.is_file():
        return link[0]
    home = DOCS / "id" if language == "id" else DOCS
    if file in pages(language).values() and file.is_relative_to(home) and path.is_relative_to(home):
        return link[0]
    for other, prefix in ((language, up), (OTHER[language], f"{up}../{OTHER[language]}/")):
        for name, known in pages(other).items():
            if known == file and other == language:
                return f"[{words}]({prefix}{name}{anchor})"
            if known == file:
                return f'<a href="{prefix}{name.removesuffix(".md")}.html{anchor}">{_html(words)}</a>'
    return words  # a file of the checkout that the site does not have


def _html(words: str) -> str:
    """The words of a link in HTML, which Markdown does not read."""
    return re.sub(r"`([^`]+)`", r"<code>\1</code>", words)
