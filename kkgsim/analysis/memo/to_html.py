"""A memo as a web page of one file, which prints well, too."""

from __future__ import annotations

from base64 import b64encode
from functools import singledispatch
from string import Template
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from kkgsim.analysis.memo.content import (
    ANSWER,
    PALE,
    RULE,
    Bullets,
    Code,
    Heading,
    MemoContent,
    Paragraph,
    Picture,
    Table,
)
from kkgsim.plotting.style import COLOURS, INK, QUIET

STYLE = Template("""
body { font: 11pt/1.45 "DejaVu Sans", Verdana, sans-serif; color: $ink; max-width: 44em; margin: 2em auto; padding: 0 1em; }
h1 { font-size: 1.6em; line-height: 1.2; margin: 0 0 .2em; }
h2 { font-size: 1.15em; margin: 1.4em 0 .3em; break-after: avoid; }
p, ul { margin: .4em 0; }
.about, .note { color: $quiet; font-size: .85em; }
.lead { font-size: 1.1em; background: $answer; border-left: 4px solid $accent; padding: .6em .8em; }
img { max-width: 100%; height: auto; margin: .6em 0; }
table { border-collapse: collapse; width: 100%; font-size: .85em; margin: .6em 0; break-inside: avoid; }
th, td { text-align: left; vertical-align: top; padding: .25em .5em; border-bottom: 1px solid $rule; }
table.numbers th + th, table.numbers td + td { text-align: right; }
tr.strong td { font-weight: bold; }
code { display: block; background: $pale; padding: .5em .7em; font-size: .85em; overflow-wrap: anywhere; }
@media print { body { margin: 0; max-width: none; font-size: 10pt; } @page { size: A4; margin: 18mm; } }
""").substitute(  # noqa: E501
    ink=INK, quiet=QUIET, accent=COLOURS[0], answer=ANSWER, pale=PALE, rule=RULE
)
"""How the page looks, on a screen and on paper."""


def write(memo: MemoContent) -> bytes:
    """The memo as the bytes of an HTML file."""
    page = Element("html", lang=memo.language)
    head, body = SubElement(page, "head"), SubElement(page, "body")
    SubElement(head, "meta", charset="utf-8")
    SubElement(head, "meta", name="viewport", content="width=device-width")
    SubElement(head, "title").text = memo.title
    SubElement(head, "style").text = STYLE
    SubElement(body, "h1").text = memo.title
    SubElement(body, "p", {"class": "about"}).text = memo.about
    for block in memo.blocks:
        _add(block, body)
    indent(body)
    written: bytes = tostring(page, encoding="utf-8", method="html")
    return b"<!DOCTYPE html>\n" + written + b"\n"


@singledispatch
def _add(block: object, body: Element) -> None:
    """Add a block to the page."""
    raise TypeError(type(block))


@_add.register
def _(block: Heading, body: Element) -> None:
    SubElement(body, "h2").text = block.text


@_add.register
def _(block: Paragraph, body: Element) -> None:
    SubElement(body, "p", {"class": block.weight}).text = block.text


@_add.register
def _(block: Bullets, body: Element) -> None:
    listed = SubElement(body, "ul")
    for item in block.items:
        SubElement(listed, "li").text = item


@_add.register
def _(block: Picture, body: Element) -> None:
    source = "data:image/png;base64," + b64encode(block.png).decode("ascii")
    SubElement(body, "img", src=source, alt=block.words)


@_add.register
def _(block: Table, body: Element) -> None:
    table = SubElement(body, "table", {"class": "numbers" if block.numbers else "words"})
    heads = SubElement(SubElement(table, "thead"), "tr")
    for title, width in zip(block.head, block.widths, strict=True):
        SubElement(heads, "th", style=f"width: {100.0 * width:.0f}%").text = title
    rows = SubElement(table, "tbody")
    for number, cells in enumerate(block.rows):
        row = SubElement(rows, "tr", {"class": "strong"} if number == block.strong else {})
        for cell in cells:
            SubElement(row, "td").text = cell


@_add.register
def _(block: Code, body: Element) -> None:
    SubElement(body, "code").text = block.text
