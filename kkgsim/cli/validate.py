"""``kkgsim validate``: try facts in the model, keep and print what it shows."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import Any

import click

from kkgsim.cli.commands import declare
from kkgsim.cli.options import ANSWER, NUMBERS, lang, option, options, seed
from kkgsim.cli.options import replicates as replicates_option
from kkgsim.cli.output import Output, print_result, with_output
from kkgsim.design.questions import FACT_DRAWS, FACT_REPLICATES, FACT_SEED, MOST_DRAWS
from kkgsim.i18n import Text
from kkgsim.io.printing import tell

FAILED = 3
"""How the process ends with ``--strict`` when a fact is missed, or draws speak against one that was fitted to."""


@declare(
    "validate",
    Text("FACTS are files, or names or numbers (F2) of facts that ship with kkgsim; without any, all of these. The "
         "word money stands for what things really cost: the ledger against grants and budgets.",
         "FACTS adalah berkas, atau nama atau nomor (F2) fakta bawaan; tanpa itu, semua fakta bawaan. Kata money "
         "berarti biaya nyata: catatan biaya model dibandingkan dengan dana hibah dan anggaran."),
)  # fmt: skip
@click.argument("facts", nargs=-1)
@option("--draws", type=click.IntRange(0, MOST_DRAWS), default=FACT_DRAWS, show_default=True,
        about=Text("Draws of all numbers; 0 for the best estimates alone.",
                   "Undian semua angka; 0 untuk angka terbaik saja."))  # fmt: skip
@option("--json", "machine", is_flag=True,
        about=Text("Print JSON for machines.", "Tampilkan JSON untuk mesin."))  # fmt: skip
@option(
    "--strict",
    is_flag=True,
    about=Text(
        "End with status 3 when a fact is missed, or draws speak against a fitted one.",
        "Berakhir dengan status 3 bila ada fakta meleset, atau undian menyanggah fakta yang dicocokkan.",
    ),
)
@options(
    replicates_option(
        FACT_REPLICATES,
        about=Text("Replicates of luck at the best estimates.", "Ulangan faktor kebetulan pada angka terbaik."),
    ),
    seed(FACT_SEED), NUMBERS, *ANSWER, lang(),
)  # fmt: skip
@with_output
def command(facts: tuple[str, ...], **settings: Any) -> None:
    """Say which facts the model shows."""
    run_validate(facts, **settings)


def run_validate(
    facts: Sequence[str], output: Output, *, machine: bool, strict: bool, workers: int, **options: Any
) -> None:
    """Try facts from the command line; the options are those of :func:`kkgsim.analysis.facts.api.request`.

    Raises ``InputError`` before anything is run, ``OutputError`` when the answer cannot be written.
    """
    from kkgsim.analysis.facts.api import request
    from kkgsim.analysis.facts.evaluate import MISSED

    output.check()
    question = request(facts, workers=workers, **options)
    with output.interruptible():
        with output.playing(question.runs) as progress:
            result = question.run(workers=workers, progress=progress)
        output.keep_result(result)
        if machine:
            tell(result.as_json())
        else:
            print_result(result.render())
    if strict and (result.counts[MISSED] or result.unlike):
        sys.exit(FAILED)
