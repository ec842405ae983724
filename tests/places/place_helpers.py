"""Schools and lists made by hand for the tests of places."""

from __future__ import annotations

import csv
import io
import zipfile
from xml.sax.saxutils import escape

from kkgsim.places.importer.notes import ListReport
from kkgsim.places.place import SchoolRecord

HEADERS = ["npsn", "nama", "kecamatan", "kabupaten", "provinsi", "lintang", "bujur", "guru", "siswa"]
ROWS = [
    [
        "50200001",
        "SDN 1 CONTOH",
        "Kec. Janapria",
        "Kab. Lombok Tengah",
        "Prov. Nusa Tenggara Barat",
        "-8.6914",
        "116.4018",
        "13",
        "158",
    ],
    [
        "50200002",
        "SDN 2 CONTOH",
        "KEC. JANAPRIA",
        "KAB. LOMBOK TENGAH",
        "PROV. NUSA TENGGARA BARAT",
        "-8.6947",
        "116.4119",
        "11",
        "140",
    ],
    [
        "50200003",
        "SDN 3 CONTOH",
        "Kec.Janapria",
        "Kabupaten Lombok Tengah",
        "Nusa Tenggara Barat",
        "-8.7014",
        "116.3918",
        "9",
        "99",
    ],
]
EXPECTED = [
    ("50200001", "SDN 1 CONTOH", "Janapria", "Kab. Lombok Tengah", -8.6914, 116.4018, 13, 158),
    ("50200002", "SDN 2 CONTOH", "Janapria", "Kab. Lombok Tengah", -8.6947, 116.4119, 11, 140),
    ("50200003", "SDN 3 CONTOH", "Janapria", "Kab. Lombok Tengah", -8.7014, 116.3918, 9, 99),
]
"""What is read of them."""


def table(rows: list[list[str]], headers: list[str] = HEADERS, delimiter: str = ",") -> str:
    """Rows as CSV text."""
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=delimiter).writerows([headers, *rows])
    return out.getvalue()


def school(npsn: str, lat: float | None, lon: float | None, **more: object) -> SchoolRecord:
    """A school with little said about it."""
    values: dict[str, object] = {
        "name": f"SD {npsn}", "level": "SD", "status": "negeri", "village": "", "subdistrict": "Janapria",
        "district": "Kab. Lombok Tengah", "province": "Nusa Tenggara Barat", "code": "", "teachers": None,
        "pupils": None,
    }  # fmt: skip
    return SchoolRecord(npsn=npsn, lat=lat, lon=lon, **(values | more))  # type: ignore[arg-type]


def spreadsheet(rows: list[list[object]], last: str = "") -> bytes:
    """A minimal .xlsx with one sheet, whose last cell may say that it stands elsewhere."""

    def cell(value: object) -> str:
        if isinstance(value, str):
            return f'<c t="inlineStr"><is><t>{escape(value)}</t></is></c>'
        return f"<c><v>{value}</v></c>"

    body = "".join(f"<row>{''.join(map(cell, row))}</row>" for row in rows)
    if last:
        body = f'<c r="{last}">'.join(body.rsplit("<c>", 1))
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006"
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{package}/content-types"><Default Extension="rels" '
        "ContentType="
        '"application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType='
        '"application/xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{package}/relationships"><Relationship Id="r1" Type="{office}/'
        'officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{office}"><sheets><sheet name="Sheet1" '
        'sheetId="1" '
        'r:id="r1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{package}/relationships"><Relationship Id="r1" '
        f'Type="{office}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{main}"><sheetData>{body}</sheetData></worksheet>',
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return out.getvalue()


def accounted(report: ListReport) -> bool:
    """The law of every report: no row dropped silently, one note at least per refused row."""
    refused = {note.row for note in report.notes if note.action == "refused"}
    return report.kept + report.refused + report.left_out == report.rows and len(refused) == report.refused


def plain(report: ListReport) -> list[tuple[object, ...]]:
    """What was read, without the report."""
    return [(s.npsn, s.name, s.subdistrict, s.district, s.lat, s.lon, s.teachers, s.pupils) for s in report.schools]
