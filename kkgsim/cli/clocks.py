"""``kkgsim clocks``: whether a scenario gives the same numbers, to the bit, in every clock."""

from __future__ import annotations

import sys
from itertools import chain
from pathlib import Path

import click

from kkgsim.analysis.numbers_args import chosen_numbers
from kkgsim.cli.commands import declare
from kkgsim.cli.options import FILE, LUCK_ONLY, NUMBERS, PLACE, lang, months, option, options, replicates, seed
from kkgsim.engine.clocks import Question, readings
from kkgsim.i18n import Text
from kkgsim.io.printing import tell
from kkgsim.scenario.resolve import resolve
from kkgsim.web.in_node import reading as wasm_reading

DISAGREE = 3
"""How the process ends where two clocks differ."""
ABOUT = Text(
    "Plays the scenario in WebAssembly, LLVM, C, JavaScript and Mesa and prints the digest of each: a hash of every"
    " outcome, group and ledger row of every month. Clocks that are not on this machine are named. Exits with 0 when"
    " all agree, with 3 when they do not.",
    "Menjalankan skenario dengan WebAssembly, LLVM, C, JavaScript, dan Mesa, lalu mencetak sidik masing-masing: hash"
    " dari setiap hasil, kelompok, dan baris biaya setiap bulan. Mesin yang tidak ada di komputer ini disebutkan."
    " Berakhir dengan 0 bila semua sama, 3 bila berbeda.",
)
AGREE = Text("All clocks that were played agree.", "Semua mesin yang dijalankan memberi hasil yang sama.")
DIFFER = Text("The clocks do not agree.", "Hasil antarmesin berbeda.")
LEFT_OUT = Text("not played: {}", "tidak dijalankan: {}")


@declare("clocks", ABOUT)
@click.argument("scenario", type=FILE)
@options(PLACE, months(), replicates(2, Text("Replicates.", "Jumlah kali simulasi.")), seed(), LUCK_ONLY, NUMBERS)
@option(
    "--without-agents",
    is_flag=True,
    about=Text("Leave out Mesa, which is slow.", "Tanpa Mesa, yang lambat."),
)
@lang()
def command(
    scenario: Path, place: str | None, months: int | None, replicates: int, seed: int | None, luck_only: bool,
    numbers: str | None, without_agents: bool,
) -> None:  # fmt: skip
    """Play a scenario in every clock and end the process as :data:`ABOUT` says."""
    case = resolve(place, str(scenario), months, seed, {})
    question = Question(case.place, case.scenario, replicates, chosen_numbers(case.scenario.drawn, numbers, luck_only))
    digests = set()
    clocks = readings(question, agents=not without_agents)
    for reading in chain([wasm_reading(question)], clocks):
        said = reading.digest or str(LEFT_OUT).format(reading.reason)
        tell(f"{reading.clock:<12}{said}")
        digests |= {reading.digest} - {None}
    tell(str(AGREE if len(digests) == 1 else DIFFER))
    if len(digests) > 1:
        sys.exit(DISAGREE)
