"""A memo as a Word document."""

from __future__ import annotations

import io
import zipfile
from datetime import datetime
from functools import singledispatch
from typing import Any

from kkgsim.analysis.memo.content import Bullets, Code, Heading, MemoContent, Paragraph, Picture, Table
from kkgsim.plotting.style import INK, QUIET

CREATED = datetime(2000, 1, 1)
"""What every document says of its day, so that the same memo gives the same bytes."""
PAPER, EDGE = (21.0, 29.7), 2.0
"""A4 and its margins, centimetres."""
FONT, SIZES = "Calibri", {"normal": 10.5, "lead": 11.5, "note": 8.5, "table": 9.0}
LANGUAGES = {"en": "en-GB", "id": "id-ID"}
"""What spelling Word checks."""


def write(memo: MemoContent) -> bytes:
    """The memo as the bytes of a .docx file."""
    from docx import Document

    document = Document()
    _layout(document, memo)
    document.add_heading(memo.title, 0)
    _words(document.add_paragraph(), memo.about, "note")
    for block in memo.blocks:
        _add(block, document)
    out = io.BytesIO()
    document.save(out)
    return _without_time(out.getvalue())


def _layout(document: Any, memo: MemoContent) -> None:
    """Paper, fonts and what the file says of itself."""
    from docx.oxml.ns import qn
    from docx.shared import Cm, Pt, RGBColor

    section = document.sections[0]
    section.page_width, section.page_height = (Cm(length) for length in PAPER)
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Cm(EDGE)
    for name, size in (
        ("Normal", SIZES["normal"]),
        ("Title", 20.0),
        ("Heading 1", 13.0),
        ("List Bullet", SIZES["normal"]),
    ):
        style = document.styles[name]
        style.font.name, style.font.size, style.font.color.rgb = FONT, Pt(size), RGBColor.from_string(INK[1:])
        fonts = style.element.rPr.rFonts
        for which in [key for key in fonts.attrib if key.endswith("Theme")]:
            del fonts.attrib[which]  # a font of the theme would go before ours
        style.paragraph_format.space_after = Pt(4)
    language = document.styles.element.find(f".//{qn('w:lang')}")
    language.set(qn("w:val"), LANGUAGES[memo.language])
    about = document.core_properties
    about.title, about.author, about.comments, about.language = memo.title, "kkgsim", "", LANGUAGES[memo.language]
    about.created = about.modified = CREATED


def _words(paragraph: Any, text: str, weight: str, *, bold: bool = False) -> None:
    """Text in the size of its weight; the answer bold, small print grey."""
    from docx.shared import Pt, RGBColor

    run = paragraph.add_run(text)
    run.font.size, run.bold = Pt(SIZES[weight]), bold or weight == "lead"
    if weight == "note":
        run.font.color.rgb = RGBColor.from_string(QUIET[1:])


@singledispatch
def _add(block: object, document: Any) -> None:
    """Add a block to the document."""
    raise TypeError(type(block))


@_add.register
def _(block: Heading, document: Any) -> None:
    document.add_heading(block.text, 1)


@_add.register
def _(block: Paragraph, document: Any) -> None:
    _words(document.add_paragraph(), block.text, block.weight)


@_add.register
def _(block: Bullets, document: Any) -> None:
    for item in block.items:
        document.add_paragraph(item, style="List Bullet")


@_add.register
def _(block: Picture, document: Any) -> None:
    from docx.shared import Inches

    document.add_picture(io.BytesIO(block.png), width=Inches(block.width))
    document.inline_shapes[-1]._inline.docPr.set("descr", block.words)


@_add.register
def _(block: Table, document: Any) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Cm, Pt

    table = document.add_table(rows=0, cols=len(block.head), style="Light Grid Accent 1")
    table.autofit = False
    for number, cells in enumerate([block.head, *block.rows], -1):
        row = table.add_row()
        for i, text in enumerate(cells):
            row.cells[i].width = Cm((PAPER[0] - 2 * EDGE) * block.widths[i])
            paragraph = row.cells[i].paragraphs[0]
            paragraph.paragraph_format.space_after = Pt(0)
            _words(paragraph, text, "table", bold=number in (-1, block.strong))
            if block.numbers and i:
                paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    document.add_paragraph().paragraph_format.space_after = Pt(0)


@_add.register
def _(block: Code, document: Any) -> None:
    run = document.add_paragraph().add_run(block.text)
    run.font.name = "Consolas"


def _without_time(content: bytes) -> bytes:
    """The same archive with every member of one day: the library stamps them with the clock."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as given, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as stable:
        for name in given.namelist():
            stable.writestr(zipfile.ZipInfo(name, CREATED.timetuple()[:6]), given.read(name), zipfile.ZIP_DEFLATED)
    return out.getvalue()
