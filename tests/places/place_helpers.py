"""Schools and lists made by hand for the tests of places."""

from __future__ import annotations

import csv
import io

from kkgsim.places.place import School

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


def table(rows: list[list[str]], headers: list[str] = HEADERS, delimiter: str = ",") -> str:
    """Rows as CSV text."""
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=delimiter).writerows([headers, *rows])
    return out.getvalue()


def school(npsn: str, lat: float | None, lon: float | None, **more: object) -> School:
    """A school with little said about it."""
    values: dict[str, object] = {
        "name": f"SD {npsn}", "level": "SD", "status": "negeri", "village": "", "subdistrict": "Janapria",
        "district": "Kab. Lombok Tengah", "province": "Nusa Tenggara Barat", "code": "", "teachers": None,
        "pupils": None,
    }  # fmt: skip
    return School(npsn=npsn, lat=lat, lon=lon, **(values | more))  # type: ignore[arg-type]
