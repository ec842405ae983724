"""``kkgsim schools``: school lists on the command line."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kkgsim.cli.bilingual import Command, Group
from kkgsim.cli.options import FILE, lang, option, options
from kkgsim.cli.own_numbers import number_option, read_numbers
from kkgsim.errors import COMMAND_LINE, InputError, Issue, OutputError, reason
from kkgsim.i18n import Text, refusal, tr
from kkgsim.io.printing import tell

if TYPE_CHECKING:
    from kkgsim.places.importer.importing import Choices

ABOUT = Text(
    "School lists: write a form, check a list, make a place of it.",
    "Daftar sekolah: buat formulir, periksa, jadikan tempat.",
)
REPORT_LANGUAGE = Text("Language of the report (en or id).", "Bahasa laporan (en atau id).")
IMPORT = Text(
    "Read FILE, form clusters, and write a place.\n\nFILE is CSV, a workbook, JSON, GeoJSON, or a dump or web page with"
    " a table in it. At the end a report says what was kept, repaired, set aside and refused, row by row; all of it"
    " stands in import_report.csv in the folder of the place.",
    "Baca FILE, bentuk gugus, dan tulis tempat.\n\nFILE berupa CSV, Excel, JSON, GeoJSON, atau dump SQL dan halaman web"
    " yang berisi tabel. Laporannya menyebut baris yang diambil, diperbaiki, disisihkan, dan ditolak, dan tersimpan"
    " lengkap di import_report.csv di folder tempat.",
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
@number_option(
    Text(
        "A number of this place, for every question about it, e.g. reference_fare=25000; may be repeated.",
        "Angka tempat ini, dipakai dalam setiap pertanyaan, misalnya reference_fare=25000; boleh diulang.",
    )
)
@option("--overwrite", is_flag=True,
        about=Text("Replace a place already there, if no other files lie with it.",
                   "Timpa tempat lama bila tak ada berkas lain di foldernya."))  # fmt: skip
def import_(
    file: Path, place: Path, title: str | None, overwrite: bool, numbers: tuple[str, ...], **chosen: Any
) -> None:
    """Import a school list. Raises ``InputError`` or ``OutputError``."""
    from kkgsim.places.importer.importing import import_list

    own = read_numbers(numbers)
    tell(import_list(file, place, _choices(**chosen), title=title, overwrite=overwrite, numbers=own))


CHECK = Text(
    "Read FILE as `import` does and report on it, without writing a place.",
    "Baca FILE seperti `import` dan laporkan isinya, tanpa menulis tempat.",
)
TEMPLATE = Text(
    "Write a form (.xlsx) for a school list, with headers, examples and help.",
    "Tulis formulir (.xlsx) daftar sekolah, lengkap dengan judul kolom, contoh, dan petunjuk.",
)
PICTURES = (".png", ".svg")


@command.command("check", cls=Command, about=CHECK)
@click.argument("file", type=FILE)
@options(*CHOICES)
@option("--map", "picture", type=FILE,
        about=Text("Draw the points, with those in doubt (.png or .svg).",
                   "Gambar titik sekolah, termasuk yang diragukan (.png atau .svg)."))  # fmt: skip
@lang(REPORT_LANGUAGE)
def check(file: Path, picture: Path | None, **chosen: Any) -> None:
    """Report on a school list. Raises ``InputError`` or ``OutputError``."""
    from kkgsim.places.importer.importing import prepare

    if picture is not None:
        _refuse_file(picture, PICTURES, "picture_ending", "--map")
    ready = prepare(file, _choices(**chosen))
    tell(ready.summary())
    if picture is not None:
        from kkgsim.plotting.list_map import draw_list

        with _written(picture):
            draw_list(ready.place, ready.report.doubtful, picture)
        tell(tr("list_map_written", file=picture))
    tell(tr("checked", file=file))


@command.command("template", cls=Command, about=TEMPLATE)
@option("-o", "--output", "file", type=FILE, default=Path("daftar-sekolah.xlsx"), show_default=True,
        about=Text("The file to write.", "Berkas yang ditulis."))  # fmt: skip
@lang(Text("Language of the help in it (en or id).", "Bahasa petunjuk di dalamnya (en atau id)."))
def template_(file: Path) -> None:
    """Write the form for a school list. Raises ``InputError`` or ``OutputError``."""
    from kkgsim.io.atomic import write_file
    from kkgsim.places.importer.template import template

    _refuse_file(file, (".xlsx",), "workbook_ending", "-o")
    with _written(file):
        write_file(file, template())
    tell(tr("template_written", file=file))


def _refuse_file(file: Path, endings: tuple[str, ...], word: str, key: str) -> None:
    """Refuse a file that is there already, or whose name says that it is of another kind. Raises ``InputError``."""
    if file.suffix.lower() not in endings:
        what = refusal(word, endings=", ".join(endings)) if word == "picture_ending" else refusal(word)
        raise InputError([Issue(COMMAND_LINE, what, key=key, given=str(file))])
    if file.exists():
        raise InputError([Issue(COMMAND_LINE, refusal("file_there"), key=key, given=str(file))])


@contextmanager
def _written(file: Path) -> Iterator[None]:
    """Say in plain words why a file could not be written, and leave no part of it. Raises ``OutputError``."""
    try:
        yield
    except OSError as error:
        raise OutputError(refusal("nothing_kept", folder=file, reason=reason(error))) from error
