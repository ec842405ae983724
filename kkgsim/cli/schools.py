"""``kkgsim schools``: school lists on the command line."""

from __future__ import annotations

from pathlib import Path

import click

from kkgsim.cli.options import lang as language
from kkgsim.io.printing import tell


@click.group()
def schools() -> None:
    """School lists: read one and make a place of it. | Baca daftar sekolah dan jadikan tempat."""


@schools.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "-o",
    "--output",
    "place",
    required=True,
    type=click.Path(path_type=Path),
    help="Folder of the new place. | Folder untuk tempat baru.",
)
@click.option("--district", help="Keep one kabupaten or kota. | Ambil satu kabupaten atau kota saja.")
@click.option("--subdistrict", help="Keep one kecamatan. | Ambil satu kecamatan saja.")
@click.option(
    "--level",
    type=click.Choice(["SD", "MI", "all"]),
    default="SD",
    show_default=True,
    help="Keep one level of schooling. | Ambil satu jenjang saja (all: SD dan MI).",
)
@language("Language of the report. | Bahasa laporan.")
@click.option("--name", default=None, help="Title of the place. | Nama tempat.")
@click.option(
    "--overwrite",
    is_flag=True,
    help="Replace a place already there, if nothing else lies with it. | Timpa tempat lama bila tak ada berkas lain.",
)
def import_(
    file: Path, place: Path, district: str | None, subdistrict: str | None, level: str, name: str | None,
    overwrite: bool,
) -> None:  # fmt: skip
    """Read FILE (CSV, JSON or XLSX), form clusters, and write a place.

    At the end one report says what was kept, repaired and refused, row by row; all of it stands in
    import_report.csv in the place's folder.

    Membaca BERKAS (CSV, JSON, atau XLSX), membentuk gugus, dan menulis tempat. Laporannya menyebut baris yang
    diambil, diperbaiki, dan ditolak, dan tersimpan lengkap di import_report.csv.
    """
    from kkgsim.places.importer.importing import import_list

    text = import_list(
        file, place, district=district, subdistrict=subdistrict, level=level, title=name,
        overwrite=overwrite,
    )  # fmt: skip
    tell(text)
