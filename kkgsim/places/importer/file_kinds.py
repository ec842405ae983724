"""Files that are no table, known by how they begin: what each is, and what to do with it."""

from __future__ import annotations

import codecs
import io
import re
import zipfile
from dataclasses import dataclass

from kkgsim.i18n import Text

COPY = Text(
    "open it, copy the table into a spreadsheet, and save that as .xlsx",
    "buka berkasnya, salin tabelnya ke Excel, lalu simpan sebagai .xlsx",
)
EXPORT = Text(
    "open it in the program that wrote it and export the list as .csv or .xlsx",
    "buka di program pembuatnya, lalu ekspor daftarnya sebagai .csv atau .xlsx",
)
UNPACK = Text("unpack it and give the list inside", "ekstrak dulu, lalu pakai daftar di dalamnya")
MAP = Text(
    "open it in QGIS and export the layer as GeoJSON or .csv, with NPSN and kecamatan among its columns",
    "buka di QGIS, lalu ekspor lapisannya sebagai GeoJSON atau .csv, lengkap dengan kolom NPSN dan kecamatan",
)
UNLOCK = Text(
    "open it in Excel with its password, and save a copy without one",
    "buka di Excel dengan kata sandinya, lalu simpan salinan tanpa kata sandi",
)
AGAIN = Text(
    "see whether Excel opens it and save it as .xlsx there, or ask its sender to send it again",
    "coba buka di Excel lalu simpan sebagai .xlsx, atau minta pengirim mengirimkannya lagi",
)
TYPE_IN = Text(
    "type the list into a copy of `kkgsim schools template`, or ask its sender for the table",
    "ketik daftarnya di hasil `kkgsim schools template`, atau minta tabelnya kepada pengirim",
)


@dataclass(frozen=True)
class FileKind:
    """A kind of file that holds no list as it is, and the next step."""

    name: Text
    step: Text


def _kind(en: str, id: str, step: Text) -> FileKind:
    return FileKind(Text(en, id), step)


PDF = _kind("a PDF", "PDF", COPY)
WORD = _kind("a Word document", "dokumen Word", COPY)
SLIDES = _kind("a presentation", "berkas presentasi", COPY)
PICTURE = _kind("a picture", "gambar (foto atau hasil pindai)", TYPE_IN)
ARCHIVE = _kind("an archive of files", "arsip berisi berkas lain", UNPACK)
DATABASE = _kind("a database", "basis data", EXPORT)
COLUMNS = _kind("a data file for programs", "berkas data untuk program", EXPORT)
MAP_LAYER = _kind("a map layer", "lapisan peta", MAP)
PROGRAM = _kind("a program", "program, bukan daftar", EXPORT)
LOCKED = _kind("a workbook behind a password", "buku kerja Excel berkata sandi", UNLOCK)
MARKUP = _kind("an XML file", "berkas XML", EXPORT)
RUBBISH = _kind(
    "neither text nor a workbook: it is damaged, or only the program that wrote it can read it",
    "bukan teks dan bukan buku kerja: berkasnya rusak, atau hanya terbaca oleh program pembuatnya", AGAIN,
)  # fmt: skip
RICH_TEXT = _kind("a document in rich text", "dokumen RTF", COPY)

_STARTS: tuple[tuple[bytes, FileKind], ...] = (
    (b"%PDF", PDF), (b"{\\rtf", RICH_TEXT), (b"\x89PNG", PICTURE), (b"\xff\xd8\xff", PICTURE), (b"GIF8", PICTURE),
    (b"II*\0", PICTURE), (b"MM\0*", PICTURE), (b"Rar!", ARCHIVE), (b"7z\xbc\xaf\x27\x1c", ARCHIVE), (b"BZh", ARCHIVE),
    (b"\xfd7zXZ\0", ARCHIVE), (b"\x28\xb5\x2f\xfd", ARCHIVE), (b"SQLite format 3", DATABASE),
    (b"\0\1\0\0Standard", DATABASE), (b"PAR1", COLUMNS), (b"ARROW1", COLUMNS), (b"\0\0\x27\x0a", MAP_LAYER),
    (b"MZ", PROGRAM), (b"\x7fELF", PROGRAM),
)  # fmt: skip
_CONTROL = frozenset(range(1, 9)) | frozenset(range(14, 32)) - {26, 27}
"""Bytes that stand in no text of any encoding (NUL does, in UTF-16; 26 ends old files)."""
_LOOKED_AT, _MOST_CONTROL, _FEWEST = 4096, 0.03, 8
"""Bytes looked at, and which share of them, and how many, make a file no text."""
_MEMBERS: tuple[tuple[str, FileKind], ...] = (
    ("word/", WORD), ("ppt/", SLIDES), ("doc.kml", MAP_LAYER), ("content.xml", WORD)
)  # fmt: skip
_NAMES_IN_OLD_OFFICE: tuple[tuple[str, FileKind], ...] = (
    ("EncryptedPackage", LOCKED), ("WordDocument", WORD), ("PowerPoint Document", SLIDES)
)  # fmt: skip
_MARKUP: tuple[tuple[str, FileKind], ...] = (("<kml", MAP_LAYER), ("<gpx", MAP_LAYER), ("<svg", PICTURE))


def kind_of(data: bytes) -> FileKind | None:
    """What a file is that is no table, by how it begins; None for anything that may be one."""
    start = data.lstrip(b"\xef\xbb\xbf \r\n\t")[:16]
    for magic, kind in _STARTS:
        if data.startswith(magic) or start.startswith(magic):
            return kind if magic != b"MZ" or b"\0" in data[:64] else None
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return PICTURE
    if data.startswith(b"PK\3\4"):
        return _packed(data)
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        return next((kind for name, kind in _NAMES_IN_OLD_OFFICE if name.encode("utf-16-le") in data), None)
    looked = data[:_LOOKED_AT]
    control = sum(byte in _CONTROL for byte in looked)
    return RUBBISH if control >= max(_FEWEST, _MOST_CONTROL * len(looked)) and not _is_utf8(looked) else None


def _is_utf8(start: bytes) -> bool:
    """Whether bytes are UTF-8, of which the last character may be cut."""
    try:
        codecs.getincrementaldecoder("utf-8")().decode(start)
    except UnicodeDecodeError:
        return False
    return True


def _packed(data: bytes) -> FileKind | None:
    """What a ZIP archive is: a document, a map, a bundle of files; None for a workbook, also a broken one."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = archive.namelist()
            opened = archive.open("mimetype").read(80) if "mimetype" in members else b""
    except Exception:  # whoever opens it as a workbook says that it is broken
        return None
    if b"spreadsheet" in opened or any(name.startswith(("xl/", "Index/Document.iwa")) for name in members):
        return None
    listed = next((kind for part, kind in _MEMBERS if any(name.startswith(part) for name in members)), None)
    return listed or (None if any(name.lower().startswith("[content_types]") for name in members) else ARCHIVE)


def markup_kind(text: str) -> FileKind:
    """What a file in angle brackets is that is no web page."""
    head = text[:2000].lower()
    return next((kind for mark, kind in _MARKUP if mark in head), MARKUP)


def is_web_page(text: str) -> bool:
    """Whether a file in angle brackets is a web page, of which many a program writes its ".xls"."""
    return re.search(r"<\s*(!doctype\s+html|html|table|div|body|head|tr|meta)\b", text[:5000], re.I) is not None
