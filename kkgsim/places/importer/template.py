"""The form for a school list: a workbook with the columns that are read, examples, and how to fill them in."""

from __future__ import annotations

from dataclasses import dataclass

from kkgsim.i18n import Text, tr
from kkgsim.io.workbook import Column, Sheet, workbook

ROOM = 1000
"""Rows of the form in which the choices of a column hold."""


@dataclass(frozen=True)
class FormColumn:
    """A column of the form: its header, whether it must be filled in, how, and what it says of three schools."""

    title: str
    needed: bool
    help: Text
    examples: tuple[str | int | float, str | int | float, str | int | float]
    choices: tuple[str, ...] = ()
    form: str = ""


def _column(
    title: str, en: str, id: str, *examples: str | int | float, needed: bool = False, choices: tuple[str, ...] = (),
    form: str = "",
) -> FormColumn:  # fmt: skip
    first, second, third = examples
    return FormColumn(title, needed, Text(en, id), (first, second, third), choices, form)


COLUMNS: tuple[FormColumn, ...] = (
    _column("NPSN", "Eight digits, as text: schools are told apart by it.",
            "Delapan angka, sebagai teks: pembeda setiap sekolah.", "99990001", "99990002", "99990003",
            needed=True, form="@"),
    _column("Nama Sekolah", "As in Dapodik.", "Seperti di Dapodik.", "SDN CONTOH A", "SDN CONTOH B", "SDN CONTOH C",
            needed=True),
    _column("Bentuk", "SD or MI; empty: told by the name.", "SD atau MI; bila kosong dilihat dari namanya.",
            "SD", "SD", "SD", choices=("SD", "MI")),
    _column("Status", "Negeri or Swasta.", "Negeri atau Swasta.", "Negeri", "Negeri", "Swasta",
            choices=("Negeri", "Swasta")),
    _column("Desa/Kelurahan", "Helps to place schools without coordinates.",
            "Membantu sekolah yang tidak punya koordinat.", "Contoh", "Contoh", "Contoh"),
    _column("Kecamatan", "The name, not a code.", "Namanya, bukan kode.", "Janapria", "Janapria", "Janapria",
            needed=True),
    _column("Kabupaten", "With Kab. or Kota.", "Dengan Kab. atau Kota.", *["Kab. Lombok Tengah"] * 3),
    _column("Provinsi", "Tells the means used where the list has no figures.",
            "Menentukan rata-rata yang dipakai bila daftar tidak memuat angka.", *["Nusa Tenggara Barat"] * 3),
    _column("Lintang", "Decimal degrees, negative in the south; or degrees, minutes, seconds.",
            "Derajat desimal, minus di selatan khatulistiwa; boleh juga derajat, menit, detik.",
            -8.6914, -8.6947, -8.7014, form="0.000000"),
    _column("Bujur", "Decimal degrees.", "Derajat desimal.", 116.4018, 116.4119, 116.3918, form="0.000000"),
    _column("Gugus", "The real cluster; empty: formed from distances, which finds about half of them.",
            "Gugus yang sebenarnya; bila kosong dibentuk dari jarak, dan hanya separuh yang tepat.",
            "Gugus 1", "Gugus 1", "Gugus 1"),
    _column("SD Inti", "“ya” for the core school, where the cluster meets.",
            "“ya” untuk SD inti, tempat gugus berkumpul.", "ya", "tidak", "tidak", choices=("ya", "tidak")),
    _column("Jarak ke SD Inti (km)", "Only where it is known better than from coordinates.",
            "Hanya bila diketahui lebih tepat daripada dari koordinat.", "", "", "", form="0.0"),
    _column("Jumlah Guru", "Teachers with the principal; empty: estimated.",
            "Guru termasuk kepala sekolah; bila kosong diperkirakan.", 13, 11, 9, form="0"),
    _column("Jumlah Siswa", "All pupils; empty: estimated.", "Semua murid; bila kosong diperkirakan.", 158, 140, 99,
            form="0"),
)  # fmt: skip
"""The columns of the form; its headers are Indonesian, as those of the lists that it is filled from."""


EXAMPLES = {column.title: frozenset(str(example) for example in column.examples) for column in COLUMNS[:2]}
"""By header the NPSN and names of the examples, which a filled form may still hold: they are no schools."""


def template() -> bytes:
    """The form as the bytes of a workbook: the list, and a sheet of help in the language that is spoken."""
    columns = [Column(c.title, c.form, str(c.help), c.choices) for c in COLUMNS]
    rows = [[None if c.examples[i] == "" else c.examples[i] for c in COLUMNS] for i in range(3)]
    about = [Column(tr(f"template_{name}")) for name in ("column", "needed", "help", "example")]
    help_rows = [
        (c.title, tr("template_yes") if c.needed else tr("template_if_known"), str(c.help), str(c.examples[0]))
        for c in COLUMNS
    ]
    steps = [(tr("template_step"), "", tr(f"template_step_{i}"), "") for i in (1, 2, 3)]
    return workbook([
        Sheet(tr("template_list"), columns, rows, empty_rows=ROOM),
        Sheet(tr("template_about"), about, [*steps, *help_rows], filtered=False),
    ])  # fmt: skip
