"""A memo as a PDF of A4 pages."""

from __future__ import annotations

import io
from collections.abc import Mapping
from functools import cache, singledispatch
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

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
from kkgsim.i18n import tr
from kkgsim.plotting.style import INK, QUIET

EDGE = 54.0
"""Margin, points."""
PADDING = 6.0
"""What the library leaves free inside the margins, points."""
PAPER = (595.3, 841.9)
"""A4, points."""
WIDE = PAPER[0] - 2 * EDGE
"""The text's width, points."""
PLAIN, BOLD, MONO = "DejaVuSans", "DejaVuSans-Bold", "DejaVuSansMono"
"""Fonts that come with matplotlib and have every letter that we write."""


def write(memo: MemoContent) -> bytes:
    """The memo as the bytes of a .pdf file."""
    from reportlab.platypus import Paragraph as Text
    from reportlab.platypus import SimpleDocTemplate

    _fonts()
    out = io.BytesIO()
    document = SimpleDocTemplate(
        out, pagesize=PAPER, leftMargin=EDGE - PADDING, rightMargin=EDGE - PADDING, topMargin=EDGE * 0.9,
        bottomMargin=EDGE, title=memo.title, author="kkgsim", creator="kkgsim", lang=memo.language, invariant=1,
    )  # fmt: skip
    story = [Text(escape(memo.title), _styles()["title"]), Text(escape(memo.about), _styles()["note"])]
    for block in memo.blocks:
        story += _flow(block)
    document.build(story, onFirstPage=_number, onLaterPages=_number)
    return out.getvalue()


def _number(canvas: Any, document: Any) -> None:
    """The number of a page at its foot."""
    canvas.setFont(PLAIN, 8.0)
    canvas.drawRightString(EDGE + WIDE, EDGE * 0.55, tr("memo_page", page=document.page))


@cache
def _fonts() -> None:
    """Make the fonts known to the library."""
    import matplotlib
    from reportlab.lib.fonts import addMapping
    from reportlab.pdfbase.pdfmetrics import registerFont
    from reportlab.pdfbase.ttfonts import TTFont

    home = Path(matplotlib.get_data_path()) / "fonts" / "ttf"
    for name in (PLAIN, BOLD, MONO):
        registerFont(TTFont(name, str(home / f"{name}.ttf")))
    addMapping(PLAIN, 1, 0, BOLD)


@cache
def _styles() -> Mapping[str, Any]:
    """How each kind of text looks."""
    from reportlab.lib.colors import HexColor
    from reportlab.lib.styles import ParagraphStyle

    def style(size: float, font: str = PLAIN, **more: Any) -> Any:
        given = {"fontName": font, "fontSize": size, "leading": size * 1.2, "spaceAfter": 3.5, **more}
        return ParagraphStyle("", textColor=given.pop("color", HexColor(INK)), **given)

    quiet, box = HexColor(QUIET), HexColor(ANSWER)
    return {
        "title": style(17.0, BOLD, spaceAfter=3.0),
        "heading": style(11.5, BOLD, spaceBefore=7.0, keepWithNext=1),
        "normal": style(8.7),
        "lead": style(10.0, BOLD, backColor=box, borderPadding=5.0, spaceBefore=8.0, spaceAfter=10.0),
        "note": style(7.5, color=quiet),
        "bullet": style(8.7, leftIndent=11.0, bulletIndent=1.0, spaceAfter=2.5),
        "cell": style(7.8, spaceAfter=0.0),
        "number": style(7.8, spaceAfter=0.0, alignment=2),
        "strong cell": style(7.8, BOLD, spaceAfter=0.0),
        "strong number": style(7.8, BOLD, spaceAfter=0.0, alignment=2),
        "code": style(7.8, MONO, backColor=HexColor(PALE), borderPadding=4.0, spaceBefore=5.0, spaceAfter=8.0),
    }


@singledispatch
def _flow(block: object) -> list[Any]:
    """A block as what flows over the pages."""
    raise TypeError(type(block))


def _text(words: str, style: str, **more: Any) -> Any:
    """Words as a paragraph in the ``style`` of that name."""
    from reportlab.platypus import Paragraph as Text

    return Text(escape(words), _styles()[style], **more)


@_flow.register
def _(block: Heading) -> list[Any]:
    return [_text(block.text, "heading")]


@_flow.register
def _(block: Paragraph) -> list[Any]:
    return [_text(block.text, block.weight)]


@_flow.register
def _(block: Bullets) -> list[Any]:
    return [_text(item, "bullet", bulletText="•") for item in block.items]


@_flow.register
def _(block: Picture) -> list[Any]:
    from reportlab.platypus import Image

    wide = min(WIDE, 72.0 * block.width)
    return [Image(io.BytesIO(block.png), wide, wide * block.height / block.width)]


@_flow.register
def _(block: Table) -> list[Any]:
    from reportlab.lib.colors import HexColor
    from reportlab.platypus import Spacer
    from reportlab.platypus import Table as Grid

    def row(cells: Any, *, strong: bool) -> list[Any]:
        kinds = ["cell", *["number" if block.numbers else "cell"] * (len(cells) - 1)]
        return [_text(text, f"strong {kind}" if strong else kind) for text, kind in zip(cells, kinds, strict=True)]

    rows = [row(block.head, strong=True)]
    rows += [row(cells, strong=number == block.strong) for number, cells in enumerate(block.rows)]
    look = [
        ("VALIGN", (0, 0), (-1, -1), "TOP"), ("LINEBELOW", (0, 0), (-1, -1), 0.5, HexColor(RULE)),
        ("LINEBELOW", (0, 0), (-1, 0), 1.0, HexColor(QUIET)), ("LEFTPADDING", (0, 0), (0, -1), 0.0),
        ("TOPPADDING", (0, 0), (-1, -1), 2.0), ("BOTTOMPADDING", (0, 0), (-1, -1), 2.5),
    ]  # fmt: skip
    return [Grid(rows, [WIDE * width for width in block.widths], repeatRows=1, style=look), Spacer(0, 5)]


@_flow.register
def _(block: Code) -> list[Any]:
    return [_text(block.text, "code")]
