"""``kkgsim schools``: school lists on the command line."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from kkgsim.cli.bilingual import Command, Group
from kkgsim.cli.options import FILE, lang, option
from kkgsim.i18n import Text
from kkgsim.io.printing import tell

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


@command.command("import", cls=Command, about=IMPORT)
@click.argument("file", type=FILE)
@option("-o", "--output", "place", required=True, type=FILE,
        about=Text("Folder of the new place.", "Folder untuk tempat baru."))  # fmt: skip
@option("--district", about=Text("Keep one kabupaten or kota.", "Ambil satu kabupaten atau kota saja."))
@option("--subdistrict", about=Text("Keep one kecamatan.", "Ambil satu kecamatan saja."))
@option("--level", type=click.Choice(["SD", "MI", "all"]), default="SD", show_default=True,
        about=Text("Keep one level of schooling (all: SD and MI).",
                   "Ambil satu jenjang saja (all: SD dan MI)."))  # fmt: skip
@lang(REPORT_LANGUAGE)
@option("--name", "title", about=Text("Title of the place.", "Nama tempat."))
@option("--overwrite", is_flag=True,
        about=Text("Replace a place already there, if no other files lie with it.",
                   "Timpa tempat lama bila tak ada berkas lain di foldernya."))  # fmt: skip
def import_(file: Path, place: Path, **settings: Any) -> None:
    """Import a school list. Raises ``InputError`` or ``OutputError``."""
    from kkgsim.places.importer.importing import import_list

    tell(import_list(file, place, **settings))
