"""The reporting checklists are whole, and every place they point to is there; figures in the hard questions are those
that commands print."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest
from conftest import ROOT, none

REPORTING = ROOT / "docs" / "reporting.md"
QUESTIONS = ROOT / "docs" / "questions.md"
LINK = re.compile(r"\[[^\]]+\]\(([^)#\s]+)?(?:#([^)\s]+))?\)")
ROW = re.compile(r"^\| (\d+(?:\.\d+)*) [^|]*\|([^|]*)\|([^|]*)\|(.*)\|$", re.M)
ANSWERS = re.compile(r"^ (yes|in part|no|none)\b")


@cache
def anchors(page: Path) -> frozenset[str]:
    """The anchors of a page's headings, as they are made where it is shown."""
    found = set()
    for heading in re.findall(r"^#+ (.*)$", page.read_text(encoding="utf-8"), re.M):
        slug = re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")
        found.add(slug)
    return frozenset(found)


def lost(page: Path) -> list[str]:
    """Links of a page that lead nowhere."""
    broken = []
    for file, anchor in LINK.findall(page.read_text(encoding="utf-8")):
        target = (page.parent / file).resolve() if file else page
        if not target.exists() or (anchor and anchor not in anchors(target)):
            broken.append(f"{page.name}: {file}#{anchor}")
    return broken


@pytest.mark.parametrize(("part", "items"), [("STRESS", 24), ("ISPOR-SMDM", 18)])
def test_every_item_has_an_answer_and_a_place(part: str, items: int) -> None:
    sections = re.split(r"^## ", REPORTING.read_text(encoding="utf-8"), flags=re.M)
    (section,) = (text for text in sections if part in text.splitlines()[0])
    rows = ROW.findall(section)
    assert len({row[0] for row in rows}) == len(rows) == items
    assert f"{items} items" in section.splitlines()[0]
    none([row[0] for row in rows if not ANSWERS.match(row[2]) or not row[1].strip() or not LINK.search(row[3])])


@pytest.mark.parametrize("page", [REPORTING, QUESTIONS, *sorted((ROOT / "docs" / "description").glob("*.md"))])
def test_every_place_pointed_to_is_there(page: Path) -> None:
    none(lost(page))


def test_a_place_that_is_not_there_is_noticed(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("# One two\n[a](#one-two) [b](#three) [c](gone.md) [d](page.md#one-two)\n", encoding="utf-8")
    assert lost(page) == ["page.md: #three", "page.md: gone.md#"]


def test_thirty_questions_each_have_an_answer() -> None:
    asked = re.findall(r"^\*\*(\d+)\. [^*]+\*\* \*(?:Yes|In part|No)\b", QUESTIONS.read_text(encoding="utf-8"), re.M)
    assert [int(number) for number in asked] == list(range(1, 31))


def test_no_figure_stands_in_the_questions_but_what_a_command_prints() -> None:
    """A percentage, an effect in SD or points that is written by hand would go stale."""
    bare = re.sub(r"<!-- (?:fact|effect) .*?<!-- -->", "", QUESTIONS.read_text(encoding="utf-8"), flags=re.S)
    none(re.findall(r"[+−]\d[\d.]*|\d+\.\d+ (?:SD|points)|\d+(?:\.\d+)? %", bare))
