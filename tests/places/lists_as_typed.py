"""A list of six schools as people type it: as text, as a workbook, with the gugus beside."""

from __future__ import annotations

import io
from collections.abc import Sequence

import xlsxwriter

from kkgsim.places.importer.notes import ListReport

HEAD = ["NPSN", "Nama Sekolah", "Kecamatan", "Kabupaten", "Lintang", "Bujur", "Guru"]
SCHOOLS = [
    [f"5020000{i}", f"SDN {i} CONTOH", "Janapria", "Kab. Lombok Tengah", f"-8.69{i}", f"116.40{i}", f"{8 + i}"]
    for i in range(1, 7)
]
Cells = Sequence[Sequence[object]]


def book(*sheets: tuple[str, Cells, Sequence[tuple[int, int, int, int]]]) -> bytes:
    """A workbook of sheets (name, rows, merged cells)."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as made:
        for name, rows, merged in sheets:
            page = made.add_worksheet(name)
            for i, row in enumerate(rows):
                for j, cell in enumerate(row):
                    page.write(i, j, cell)
            for top, left, bottom, right in merged:
                text = rows[top][left]
                page.merge_range(top, left, bottom, right, text)
    return out.getvalue()


def csv(rows: Cells, mark: str = ",") -> str:
    return "\n".join(mark.join(str(cell) for cell in row) for row in rows)


def with_gugus(names: Sequence[str]) -> list[list[str]]:
    return [["Gugus", *HEAD], *([name, *row] for name, row in zip(names, SCHOOLS, strict=True))]


def gugus(report: ListReport) -> list[str]:
    return [school.cluster for school in report.schools]
