"""``kkgsim schools``: school lists on the command line."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kkgsim.cli.bilingual import Command, Group
from kkgsim.cli.options import FILE, lang, option, options
from kkgsim.i18n import Text
from kkgsim.io.printing import tell

if TYPE_CHECKING:
    from kkgsim.places.importer.importing import Choices

ABOUT = Text("School lists: read one and make a place of it.", "Daftar sekolah: baca dan jadikan tempat.")
REPORT_LANGUAGE = Text("Language of the report (en or id).", "Bahasa laporan (en atau id).")
IMPORT = Text(
    "Read FILE (CSV, JSON or XLSX), form clusters, and write a place.\n\nAt the end a report says what was kept,"
    " repaired and refused, row by row; all of it stands in import_report.csv in the folder of the place.",
    "Baca FILE (CSV, JSON, atau XLSX), bentuk gugus, dan tulis tempat.\n\nLaporannya menyebut baris yang diambil,"
    " diperbaiki, dan ditolak, dan tersimpan lengkap di import_report.csv di folder tempat.",
)


@click.group("schools", cls=Group, about=ABOUT)
@lang(REPORT_LANGUAGE)
def command() -> None:
    """School lists."""


CHOICES = (
    option("--district", about=Text("Keep one kabupaten or kota.", "Ambil satu kabupaten atau kota saja.")),
    option("--subdistrict", about=Text("Keep one kecamatan.", "Ambil satu kecamatan saja.")),
    option("--level", type=click.Choice(["SD", "MI", "all"]), default="SD", show_default=True,
           about=Text("Keep one level of schooling (all: SD and MI).",
                      "Ambil satu jenjang saja (all: SD dan MI).")),
    option("--sheet", "sheets", multiple=True,
           about=Text("Sheet of a workbook to read; may be repeated.",
                      "Lembar (sheet) yang dibaca; boleh diulang.")),
    option("--column", "columns", multiple=True, metavar="FIELD=HEADER",
           about=Text("Which column is which, e.g. pupils=jml_sis; may be repeated.",
                      "Kolom mana untuk apa, misalnya siswa=jml_sis; boleh diulang.")),
    option("--keep-far", is_flag=True,
           about=Text("Also use schools more than 90 minutes from their cluster.",
                      "Pakai juga sekolah yang lebih dari 90 menit dari gugusnya.")),
)  # fmt: skip
"""What somebody chooses of a list."""


def _choices(columns: tuple[str, ...], **chosen: Any) -> Choices:
    from kkgsim.places.importer.given_columns import read_pairs
    from kkgsim.places.importer.importing import Choices

    return Choices(columns=read_pairs(columns), **chosen)


@command.command("import", cls=Command, about=IMPORT)
@click.argument("file", type=FILE)
@option("-o", "--output", "place", required=True, type=FILE,
        about=Text("Folder of the new place.", "Folder untuk tempat baru."))  # fmt: skip
@options(*CHOICES)
@lang(REPORT_LANGUAGE)
@option("--name", "title", about=Text("Title of the place.", "Nama tempat."))
@option("--overwrite", is_flag=True,
        about=Text("Replace a place already there, if no other files lie with it.",
                   "Timpa tempat lama bila tak ada berkas lain di foldernya."))  # fmt: skip
def import_(file: Path, place: Path, title: str | None, overwrite: bool, **chosen: Any) -> None:
    """Import a school list. Raises ``InputError`` or ``OutputError``."""
    from kkgsim.places.importer.importing import import_list

    tell(import_list(file, place, _choices(**chosen), title=title, overwrite=overwrite))
