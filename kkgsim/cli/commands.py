"""Every command: what it is for in a line. The command ``name`` is ``command`` in the module ``kkgsim.cli.<name>``."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import Any

import click

from kkgsim.cli.bilingual import Command
from kkgsim.i18n import Text

COMMANDS: dict[str, Text] = {
    "app": Text("Open the page of a place in the browser.", "Buka halaman sebuah tempat di peramban."),
    "calibrate": Text("Fit the model's numbers to facts.", "Cocokkan angka model dengan fakta."),
    "cite": Text(
        "How to cite kkgsim; sources behind a scenario.", "Cara mengutip kkgsim; sumber yang mendasari sebuah skenario."
    ),
    "clocks": Text(
        "Whether every clock gives the same numbers.", "Periksa apakah hasil semua mesin hitung sama persis."
    ),
    "compare": Text(
        "Compare policies on common random numbers.", "Bandingkan kebijakan dengan bilangan acak yang sama."
    ),
    "discover": Text("Where a policy fails.", "Dalam keadaan apa sebuah kebijakan gagal."),
    "examples": Text("Scenarios and studies to copy.", "Skenario dan studi untuk disalin."),
    "explain": Text(
        "A number, lever, setting or outcome with its evidence.",
        "Satu angka, kebijakan, pengaturan, atau hasil beserta buktinya.",
    ),
    "interactions": Text("Which levers need each other.", "Kebijakan mana yang saling membutuhkan."),
    "levers": Text("What government can do.", "Apa yang dapat dilakukan pemerintah."),
    "month": Text("What happens in a month, step by step.", "Urutan kejadian dalam satu bulan."),
    "new": Text("Write a first scenario by answering questions.", "Buat skenario pertama dengan menjawab pertanyaan."),
    "page": Text("Write the page of a place as one file.", "Tulis halaman sebuah tempat sebagai satu berkas."),
    "places": Text("The places that ship with kkgsim.", "Tempat bawaan yang tersedia."),
    "report": Text("Compare policies in a memo (Word, PDF, HTML).", "Memo perbandingan kebijakan (Word, PDF, HTML)."),
    "robust": Text(
        "Which package holds up in most futures.", "Paket mana yang bertahan di sebagian besar kemungkinan masa depan."
    ),
    "run": Text("Run one scenario.", "Jalankan satu skenario."),
    "schools": Text("School lists: form, check, import.", "Daftar sekolah: formulir, periksa, impor."),
    "search": Text("Best packages under a budget.", "Paket terbaik dalam batas anggaran."),
    "sensitivity": Text("What decides the outcomes of a study.", "Apa yang menentukan hasil sebuah studi."),
    "shortlist": Text("What to buy with a budget a year.", "Apa yang dibeli dengan anggaran setahun."),
    "standards": Text("How many clusters meet the KKG standards.", "Berapa gugus memenuhi standar KKG."),
    "sweep": Text(
        "Many runs over ranges of levers and numbers.", "Banyak simulasi dengan rentang kebijakan dan angka."
    ),
    "validate": Text("Which facts the model shows.", "Fakta mana yang ditunjukkan model."),
    "value": Text("What a survey should measure first.", "Apa yang sebaiknya diukur survei lebih dulu."),
    "verify": Text(
        "Check a sweep and repeat some of its runs.", "Periksa hasil rangkaian simulasi dan ulang sebagian."
    ),
}


def declare(name: str, more: Text | None = None) -> Callable[[Callable[..., Any]], Command]:
    """Make a function the command ``name``; ``more`` stands below its line on its help page."""
    about = COMMANDS[name]
    if more is not None:
        about = Text(f"{about.en}\n\n{more.en}", f"{about.id}\n\n{more.id}")
    return click.command(name, cls=Command, about=about)


def load(name: str) -> click.Command:
    """Import a command."""
    loaded: click.Command = import_module(f"kkgsim.cli.{name}").command
    return loaded
