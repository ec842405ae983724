"""Lists, places and scenarios damaged in every way that chance finds, each way known by its number."""

from __future__ import annotations

import gzip
import io
import json
import random
import zipfile
from collections.abc import Callable
from pathlib import Path

import xlsxwriter

from .place_helpers import HEADERS, ROWS, spreadsheet, table

ROOT = Path(__file__).resolve().parents[2]
WIDE = [*HEADERS, "jenjang", "gugus", "SD Inti", "jarak", "alamat"]
LINES = [
    [*row, "SD", "Gugus I", "ya" if rank == 1 else "", f"{rank}.5", "Jl. A, Kec. Janapria, Kab. Lombok Tengah"]
    for rank, row in enumerate(ROWS)
]
ODD = [
    "9" * 5000, "1." + "000." * 2000 + "000", "-" + "1" * 400, "0x" + "f" * 5000, "1e999999", "nan", "Infinity",
    "=1+1", "'=x", '"', '""', "\x00", "\x1b[2J", "\u202e", "\ud7ff", "\r", "\n" * 60, ",", ";" * 400, "{", "[" * 3000,
    "]", "}", "x" * 140_000, "[[policy]]", "'" * 3, "\ufeff", "Ã©" * 9, "XFD1048576", "\t", " ", "A" * 31, "&lt;",
    '<c r="AAAAAAAA99999999999"/>', "%", "{}", "{0}", "true", "..", "/", "1,5", "1.234,5", "2026-01-01", "0" * 90,
]  # fmt: skip
"""What somebody might paste, or an attacker write."""


def _objects() -> str:
    return json.dumps([dict(zip(WIDE, line, strict=True)) for line in LINES], indent=1)


def laid_out() -> bytes:
    """A workbook as people lay one out: titles, a header of two rows, merged cells, section rows, totals, sheets."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as made:
        for name in ("Praya", "Kopang"):
            page = made.add_worksheet(name)
            page.merge_range(0, 0, 0, 5, f"DAFTAR SD KECAMATAN {name.upper()}")
            for column, title in enumerate(WIDE):
                page.merge_range(1, column, 2, column, title)
            page.write(3, 0, "GUGUS 1")
            for row, line in enumerate(LINES, 4):
                for column, cell in enumerate(line):
                    page.write(row, column, cell)
            page.merge_range(4, WIDE.index("gugus"), 3 + len(LINES), WIDE.index("gugus"), "Gugus I")
            page.write_row(4 + len(LINES), 0, ["JUMLAH", "", "", "", "", "", "", 33])
    return out.getvalue()


def _features() -> str:
    layer = [
        {"type": "Feature", "properties": dict(zip(WIDE, line, strict=True)),
         "geometry": {"type": "Point", "coordinates": [float(line[6]), float(line[5])]}}
        for line in LINES
    ]  # fmt: skip
    return json.dumps({"type": "FeatureCollection", "features": layer}, indent=1)


def _dump() -> str:
    columns = ", ".join(f"`{name}`" for name in WIDE)
    rows = ",\n".join("(" + ", ".join("'" + cell.replace("'", "''") + "'" for cell in line) + ")" for line in LINES)
    return f"CREATE TABLE `sd` (\n  `x` int\n);\nINSERT INTO `sd` ({columns}) VALUES\n{rows};\n"


def _page() -> str:
    rows = ("<tr>" + "".join(f"<td>{cell}</td>" for cell in line) + "</tr>" for line in (WIDE, *LINES))
    return "<html><body><table>\n" + "\n".join(rows) + "\n</table></body></html>"


def sources() -> dict[str, bytes]:
    """Sound files of every kind that is read, by name."""
    text = table(LINES, WIDE)
    typed = [[float(cell) if cell.replace(".", "").isdigit() else cell for cell in line] for line in LINES]
    return {
        "plain.csv": text.encode(), "semicolon.csv": table(LINES, WIDE, ";").encode("utf-16"),
        "objects.json": _objects().encode(), "packed.csv.gz": gzip.compress(text.encode(), mtime=0),
        "book.xlsx": spreadsheet([["Daftar"], WIDE, *typed]),
        "laid_out.xlsx": laid_out(), "map.geojson": _features().encode(), "dump.sql": _dump().encode(),
        "page.html": _page().encode(),
        "scenario.toml": (ROOT / "scenarios" / "facilitator-team.toml").read_bytes(),
    }  # fmt: skip


def damaged(data: bytes, name: str, chance: random.Random) -> bytes:
    """A file with some damage to it: to what is packed in it, to its cells, or to its bytes."""
    for _ in range(chance.choice([1, 1, 1, 2, 5, 30])):
        inside = chance.random() < 0.6
        if inside and name.endswith(".xlsx"):
            data = _part_damaged(data, chance)
        elif inside and name.endswith(".gz"):
            data = _unpacked_damaged(data, chance)
        elif inside and name.endswith(".csv"):
            data = _cells_damaged(data, chance)
        else:
            data = chance.choice(BYTES)(data, chance)
    return data


def _part_damaged(data: bytes, chance: random.Random) -> bytes:
    """One member of an archive damaged, or left out, or named otherwise, and packed again."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = {each.filename: archive.read(each) for each in archive.infolist()}
    except Exception:  # the archive is broken by now
        return chance.choice(BYTES)(data, chance)
    if not parts:
        return data
    name = chance.choice(sorted(parts))
    part = parts.pop(name)
    if chance.random() < 0.9:
        parts[name if chance.random() < 0.9 else name.upper()] = chance.choice([*BYTES, _marks_damaged])(part, chance)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", chance.choice([zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])) as archive:
        for each, content in parts.items():
            archive.writestr(zipfile.ZipInfo(each), content)
    return out.getvalue()


def _marks_damaged(data: bytes, chance: random.Random) -> bytes:
    """Another place, kind or content for the cells of a sheet."""
    what = chance.choice(["<c", "<row", "<v>", "<t>", 't="', "sheet", "<sheetData>"])
    place = chance.choice(["A1", "XFD1048576", "A1048576", "ZZZZ1", "A0", "", "1", "A99999999999", "B2:C3"])
    into = {"<c": f'<c r="{place}"', "<row": f'<row r="{chance.choice([0, 1, 2**20, 2**32, -1])}"'}
    plain = into.get(what, what + chance.choice(ODD)).encode("utf-8", "replace")
    return data.replace(what.encode(), plain, chance.choice([1, 1, 3, -1]))


def _unpacked_damaged(data: bytes, chance: random.Random) -> bytes:
    try:
        return gzip.compress(_cells_damaged(gzip.decompress(data), chance), mtime=0)
    except Exception:  # no longer packed
        return chance.choice(BYTES)(data, chance)


def _cells_damaged(data: bytes, chance: random.Random) -> bytes:
    """Cells exchanged, or with something odd in them."""
    charset = "utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8"
    text = data.decode(charset, errors="surrogateescape" if charset == "utf-8" else "replace")
    mark = ";" if charset == "utf-16" else ","
    lines = [line.split(mark) for line in text.split("\n")]
    here, there = (chance.choice(lines) for _ in range(2))
    one, other = (chance.randrange(len(line)) for line in (here, there))
    if chance.random() < 0.5:
        here[one], there[other] = there[other], here[one]
    else:
        here[one] = chance.choice(ODD)
    return "\n".join(mark.join(line) for line in lines).encode(charset, errors="surrogateescape")


def _flipped(data: bytes, chance: random.Random) -> bytes:
    if not data:
        return data
    at = chance.randrange(len(data))
    return data[:at] + bytes([data[at] ^ (1 << chance.randrange(8))]) + data[at + 1 :]


def _cut(data: bytes, chance: random.Random) -> bytes:
    return data[: chance.randrange(len(data) + 1)]


def _taken_out(data: bytes, chance: random.Random) -> bytes:
    begin = chance.randrange(len(data) + 1)
    return data[:begin] + data[begin + chance.choice([1, 2, 10, 300]) :]


def _repeated(data: bytes, chance: random.Random) -> bytes:
    begin = chance.randrange(len(data) + 1)
    return data[:begin] + data[begin : begin + chance.choice([1, 10, 300])] * chance.choice([2, 3, 50]) + data[begin:]


def _put_in(data: bytes, chance: random.Random) -> bytes:
    at, odd = chance.randrange(len(data) + 1), chance.choice(ODD)
    return data[:at] + odd.encode(chance.choice(["utf-8", "utf-16-le", "utf-8"])) + data[at:]


def _overwritten(data: bytes, chance: random.Random) -> bytes:
    at = chance.randrange(len(data) + 1)
    return data[:at] + chance.randbytes(chance.choice([1, 2, 4, 40])) + data[at + 4 :]


def _encoded(data: bytes, chance: random.Random) -> bytes:
    """Text in another encoding, sometimes under a wrong mark."""
    text = data.decode("latin-1")
    mark = chance.choice([b"", b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff"])
    return mark + text.encode(chance.choice(["utf-8", "utf-16-le", "utf-16-be", "utf-32", "utf-7"]))


BYTES: list[Callable[[bytes, random.Random], bytes]] = [
    _flipped, _flipped, _flipped, _cut, _taken_out, _repeated, _put_in, _put_in, _overwritten, _encoded,
]  # fmt: skip
"""Damage to the bytes of any file."""
