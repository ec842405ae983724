"""What commands share: what they are for in a line, the options that several of them have, numbers as people type them.

Commands themselves live in modules of this room, by family.
"""

from __future__ import annotations

import math
import os
import re
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from kkgsim.errors import COMMAND_LINE, InputError, Issue
from kkgsim.i18n import LANGUAGES, refusal
from kkgsim.i18n.escaping import escaped
from kkgsim.scenario.limits import LIMITS

HELP = {
    "app": "Open the screen in the browser. | Buka layar di peramban.",
    "cite": "Sources behind a scenario. | Sumber yang mendasari sebuah skenario.",
    "compare": "Compare policies on the same luck. | Bandingkan kebijakan dengan faktor kebetulan yang sama.",
    "discover": "Where a policy fails. | Dalam keadaan apa sebuah kebijakan gagal.",
    "explain": "One number, lever or outcome with its evidence. | Satu angka, kebijakan, atau hasil beserta buktinya.",
    "interactions": "Which levers need each other. | Kebijakan mana yang saling membutuhkan.",
    "levers": "What government can do. | Apa yang dapat dilakukan pemerintah.",
    "month": "How a month goes. | Urutan kejadian dalam satu bulan.",
    "places": "The places that ship with kkgsim. | Tempat bawaan yang tersedia.",
    "robust": "Which package stands most futures. | Paket mana yang tahan di sebagian besar masa depan.",
    "run": "Run one scenario. | Jalankan satu skenario.",
    "schools": "Import a school list. | Impor daftar sekolah.",
    "search": "Best packages under a budget. | Paket terbaik dalam batas anggaran.",
    "sensitivity": "What decides the outcomes of a study. | Apa yang menentukan hasil sebuah studi.",
    "standards": "How many clusters meet the KKG standards. | Berapa gugus memenuhi standar KKG.",
    "sweep": "Many runs over ranges of levers and numbers. | Banyak simulasi dengan rentang kebijakan dan angka.",
    "value": "What a survey should measure first. | Apa yang sebaiknya diukur survei lebih dulu.",
    "verify": "Check a sweep and play some of it again. | Periksa hasil sapuan dan ulang sebagian.",
}

Option = Callable[[Any], Any]
NUMBER = re.compile(r"([+-]?([0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]{1,9})?)\s*(%)?")
"""A number, its digits, and a percent sign."""
THOUSANDS = re.compile(r"[1-9][0-9]{0,2}(?:\.[0-9]{3})+|[1-9][0-9]{0,2}(?:,[0-9]{3})+")


def amount_of(text: str) -> float:
    """A number as a person types it: ``0.4``, ``0,4`` or ``40%``; not a number where it is none, or one too large or
    too small for a computer to hold."""
    found = NUMBER.fullmatch(text.strip().replace(",", "."))
    if found is None:
        return math.nan
    value = float(found[1]) / (100.0 if found[3] else 1.0)
    lost = value == 0.0 and any(digit in "123456789" for digit in found[2])
    return math.nan if lost or not math.isfinite(value) else value


class Amount(click.ParamType):  # type: ignore[type-arg]
    """A number as a person types it."""

    name = "number"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> float:
        found = amount_of(str(value))
        if math.isnan(found):
            key = param.opts[0] if param else ""
            raise InputError([Issue(COMMAND_LINE, refusal("no_amount"), key=key, given=str(value))])
        return found


LEAST = 10_000.0
"""Rupiah that nobody means as an amount a year: whoever writes less thinks in millions."""


class Rupiah(click.ParamType):  # type: ignore[type-arg]
    """Money, none or more: ``60000000``, ``60.000.000`` or ``60,000,000``, whichever way thousands are marked."""

    name = "rupiah"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> float:
        text = str(value).strip()
        found = amount_of(re.sub("[.,]", "", text) if THOUSANDS.fullmatch(text) else text)
        if not found >= 0.0:
            key = param.opts[0] if param else ""
            raise InputError([Issue(COMMAND_LINE, refusal("no_rupiah"), key=key, given=text)])
        if 0.0 < found < LEAST:
            key, meant = param.opts[0] if param else "", f"{found * 1e6:.0f}"
            raise InputError([Issue(COMMAND_LINE, refusal("few_rupiah"), key=key, given=text, nearest=meant)])
        return found


class Share(click.ParamType):  # type: ignore[type-arg]
    """A share of all: ``0.8`` or ``80%``; with ``some`` more than none of it."""

    name = "share"

    def __init__(self, *, some: bool = False):
        self._some = some

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> float:
        found = Amount().convert(value, param, ctx)
        if not 0.0 <= found <= 1.0 or (self._some and found == 0.0):
            near = f"{found:g}%" if 1.0 < found <= 100.0 else ""
            raise InputError([
                Issue(COMMAND_LINE, refusal("range"), key=param.opts[0] if param else "", given=str(value),
                        allowed=refusal("share_above_none" if self._some else "share"), nearest=near),
            ])  # fmt: skip
        return found


class Seconds(click.ParamType):  # type: ignore[type-arg]
    """Seconds, one or more."""

    name = "seconds"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> float:
        found = Amount().convert(value, param, ctx)
        if found < 1.0:
            key, allowed = param.opts[0] if param else "", refusal("at_least", low=1)
            raise InputError([Issue(COMMAND_LINE, refusal("range"), key=key, given=str(value), allowed=allowed)])
        return found


class Threshold(click.ParamType):  # type: ignore[type-arg]
    """An outcome and a number: ``attendance_share=70%``."""

    name = "outcome=number"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> tuple[str, float]:
        name, equals, amount = str(value).partition("=")
        if not equals:
            key = param.opts[0] if param else ""
            raise InputError([Issue(COMMAND_LINE, refusal("no_pair"), key=key, given=str(value))])
        return name.strip(), Amount().convert(amount, param, ctx)


def lang(told: str = "Language of words, tables and pictures (en or id). | Bahasa kata, tabel, dan gambar.") -> Option:
    """``--lang``, which every command has; :func:`kkgsim.cli.main.language` reads it before anything is said."""
    return click.option("--lang", type=click.Choice(LANGUAGES), expose_value=False, help=told)


def seed(default: int | None = None, told: str = "Seed of all luck. | Benih acak.") -> Option:
    """``--seed``; without a default it is that of the file asked about."""
    return click.option("--seed", type=click.IntRange(*LIMITS["seed"]), default=default,
                        show_default=default is not None, help=told)  # fmt: skip


def months(default: int | None = None, told: str = "Months, instead of the scenario's. | Jumlah bulan.") -> Option:
    """``--months``, the horizon."""
    return click.option("--months", type=click.IntRange(*LIMITS["months"]), default=default,
                        show_default=default is not None, help=told)  # fmt: skip


def replicates(default: int | None = None, told: str = "Paired replicates. | Ulangan berpasangan.") -> Option:
    """``--replicates``."""
    return click.option("--replicates", type=click.IntRange(*LIMITS["replicates"]), default=default,
                        show_default=default is not None, help=told)  # fmt: skip


PLACE = click.option(
    "--place", help="Place to ask about, instead of the scenario's. | Tempat bawaan atau folder tempat."
)
LUCK_ONLY = click.option(
    "--luck-only", is_flag=True,
    help="Hold the numbers at the book's values. | Hanya faktor kebetulan; angka model tetap.",
)  # fmt: skip
BUDGET = click.option(
    "--budget", type=Rupiah(),
    help="Rupiah a year beyond the status quo. | Rupiah setahun di atas keadaan sekarang.",
)  # fmt: skip
DRY_RUN = click.option("--dry-run", is_flag=True, help="Only tell what it would take. | Hanya tampilkan perkiraan.")
ANSWER = (
    click.option("--workers", type=click.IntRange(*LIMITS["workers"]), default=lambda: os.cpu_count() or 1,
                 help="Threads; any number gives the same results. | Jumlah utas; hasilnya tetap sama."),
    click.option("--out", type=click.Path(path_type=Path),
                 help="Folder for tables and pictures. | Folder untuk tabel dan gambar."),
    click.option("--overwrite", is_flag=True,
                 help="Replace an earlier result in --out. | Timpa hasil lama di --out."),
)  # fmt: skip
"""Options of every command that plays and answers."""


def options(*wanted: Option) -> Option:
    """Some options together, in their order."""

    def dressed(command: Any) -> Any:
        for option in reversed(wanted):
            command = option(command)
        return command

    return dressed


def only_with(name: str, other: str, given: bool) -> None:
    """Refuse an option (by the name of its parameter) that somebody typed though the ``other`` one, which gives it a
    meaning, was not ``given``. Raises ``InputError``."""
    context = click.get_current_context()
    if not given and context.get_parameter_source(name) is click.core.ParameterSource.COMMANDLINE:
        key = next(each.opts[0] for each in context.command.params if each.name == name)
        raise InputError([Issue(COMMAND_LINE, refusal("only_with", other=other), key=key)])


def typed() -> str:
    """The command line as it was typed."""
    return escaped(" ".join(["kkgsim", *sys.argv[1:]]))
