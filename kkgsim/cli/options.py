"""The options that several commands have."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from kkgsim.cli.amounts import Rupiah
from kkgsim.cli.bilingual import Option
from kkgsim.design.questions import REPLAYED, SHORTLIST_PLACE
from kkgsim.errors import COMMAND_LINE, InputError, Issue
from kkgsim.i18n import LANGUAGES, Text, refusal
from kkgsim.i18n.escaping import escaped
from kkgsim.scenario.limits import LIMITS

Decorator = Callable[[Any], Any]
SEED = Text("Seed of all random numbers.", "Angka awal acak.")
MONTHS = Text("Months, instead of the scenario's.", "Jumlah bulan, menggantikan yang di skenario.")
REPLICATES = Text("Paired replicates.", "Jumlah kali simulasi berpasangan.")
LANGUAGE = Text("Language of words, tables and pictures (en or id).", "Bahasa kata, tabel, dan gambar (en atau id).")
FILE = click.Path(path_type=Path)


def option(*names: str, about: Text, **settings: Any) -> Decorator:
    """``click.option`` with its help in both languages."""
    return click.option(*names, cls=Option, about=about, **settings)


def lang(about: Text = LANGUAGE) -> Decorator:
    """``--lang``, which every command has; :func:`kkgsim.cli.main.language_option` reads it before anything is said."""
    return option("--lang", type=click.Choice(LANGUAGES), expose_value=False, about=about)


def seed(default: int | None = None, about: Text = SEED) -> Decorator:
    """``--seed``; without a default it is that of the file asked about."""
    return _number("--seed", *LIMITS["seed"], default, about)


def months(default: int | None = None, about: Text = MONTHS) -> Decorator:
    """``--months``, the horizon."""
    return _number("--months", *LIMITS["months"], default, about)


def replicates(default: int | None = None, about: Text = REPLICATES) -> Decorator:
    """``--replicates``."""
    return _number("--replicates", *LIMITS["replicates"], default, about)


def _number(name: str, low: int, high: int, default: int | None, about: Text) -> Decorator:
    return option(name, type=click.IntRange(low, high), default=default, show_default=default is not None, about=about)


PLACE = option(
    "--place",
    about=Text("Embedded place or place folder, instead of the scenario's.", "Tempat bawaan atau folder tempat."),
)
PLACE_ALONE = option(
    "--place",
    default=SHORTLIST_PLACE,
    show_default=True,
    about=Text("Embedded place or place folder.", "Tempat bawaan atau folder tempat."),
)
LUCK_ONLY = option(
    "--luck-only",
    is_flag=True,
    about=Text("Hold all parameters at their best estimates.", "Hanya faktor kebetulan; angka model tetap."),
)
NUMBERS = option(
    "--numbers",
    metavar="prior|posterior|book|FOLDER",
    about=Text(
        "Draw parameters from their evidence, from the posterior that ships or that of a folder, or hold them.",
        "Undi angka dari buktinya, dari hasil pencocokan bawaan atau di folder, atau tetapkan.",
    ),
)
SHARES = option(
    "--shares",
    type=click.IntRange(*REPLAYED),
    about=Text(
        "Replay so many draws with groups of numbers, or luck, held: where the variance comes from.",
        "Ulang sebanyak ini undian dengan kelompok angka, atau kebetulan, ditahan: dari mana ragam hasil berasal.",
    ),
)
BUDGET = option(
    "--budget",
    type=Rupiah(),
    about=Text("Rupiah a year beyond the status quo.", "Rupiah setahun di atas keadaan sekarang."),
)
DRY_RUN = option(
    "--dry-run",
    is_flag=True,
    about=Text("Estimate runs and time, and stop.", "Hanya tampilkan perkiraan jumlah simulasi dan waktu."),
)
WORKERS = option(
    "--workers",
    type=click.IntRange(1, 64),
    default=lambda: os.cpu_count() or 1,
    about=Text("Threads; any number gives the same results.", "Jumlah utas; hasilnya tetap sama."),
)
ANSWER = (
    WORKERS,
    option("--out", "-o", type=FILE, about=Text("Folder for tables and pictures.", "Folder untuk tabel dan gambar.")),
    option(
        "--overwrite",
        is_flag=True,
        about=Text(
            "Replace an earlier result in --out; it is kept beside it once.",
            "Timpa hasil lama di --out; yang lama disimpan satu kali di sebelahnya.",
        ),
    ),
    option(
        "--xlsx",
        is_flag=True,
        about=Text("Also write the tables as a workbook for Excel.", "Tulis juga tabelnya sebagai berkas Excel."),
    ),
)
"""Options of every command that simulates and answers."""
CASE = (PLACE, months(), replicates(), seed(), LUCK_ONLY, NUMBERS, *ANSWER)
"""What of a scenario's case the command line may change, and where the answer goes."""
ALL_OUTCOMES = option("--all", "everything", is_flag=True, about=Text("Print all outcomes.", "Tampilkan semua hasil."))


def options(*decorators: Decorator) -> Decorator:
    """Several options together, in their order."""

    def decorated(command: Any) -> Any:
        for decorator in reversed(decorators):
            command = decorator(command)
        return command

    return decorated


def only_with(name: str, other: str, given: bool) -> None:
    """Refuse an option (by the name of its parameter) that somebody typed though the ``other`` one, which gives it a
    meaning, was not ``given``. Raises ``InputError``."""
    context = click.get_current_context()
    if not given and context.get_parameter_source(name) is click.core.ParameterSource.COMMANDLINE:
        key = next(param.opts[0] for param in context.command.params if param.name == name)
        raise InputError([Issue(COMMAND_LINE, refusal("only_with", other=other), key=key)])


TYPED = "kkgsim.typed"
"""Where the context of a command keeps the words that were typed."""


def command_line() -> str:
    """The command line as it was typed, also where Python calls the command."""
    return escaped(" ".join(["kkgsim", *click.get_current_context().meta[TYPED]]))
