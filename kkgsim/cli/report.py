"""``kkgsim report``: a comparison as a memo for a desk."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from kkgsim.cli.commands import declare
from kkgsim.cli.options import (
    FILE,
    LUCK_ONLY,
    NUMBERS,
    PLACE,
    SHARES,
    WORKERS,
    lang,
    months,
    option,
    options,
    replicates,
    seed,
)
from kkgsim.cli.output import Output
from kkgsim.i18n import Text, current_language, tr
from kkgsim.io.printing import tell

MORE = Text(
    "Two or three pages: question, answer, picture, who pays, who gains, when it would be wrong, what it rests on. The"
    " ending of the file says which kind: .docx (Word), .pdf or .html.",
    "Dua atau tiga halaman: pertanyaan, jawaban, gambar, siapa membayar, siapa terbantu, kapan keliru, dan dasarnya."
    " Jenis berkas mengikuti akhiran namanya: .docx (Word), .pdf, atau .html.",
)


@declare("report", MORE)
@click.argument("scenarios", nargs=-1, required=True, type=FILE)
@option("-o", "--output", "file", required=True, type=FILE,
        about=Text("The memo: .docx, .pdf or .html.", "Berkas memo: .docx, .pdf, atau .html."))  # fmt: skip
@option("--against", type=FILE,
        about=Text("Scenario to compare with, instead of the status quo.",
                   "Skenario pembanding, menggantikan keadaan sekarang."))  # fmt: skip
@options(PLACE, months(), replicates(), seed(), LUCK_ONLY, NUMBERS, SHARES, WORKERS)
@option("--overwrite", is_flag=True, about=Text("Replace a file that is there.", "Timpa berkas yang sudah ada."))
@lang()
def command(
    scenarios: tuple[Path, ...], file: Path, against: Path | None, overwrite: bool, workers: int, **case: Any
) -> None:
    """Write a memo. Raises ``InputError`` before anything is simulated, ``OutputError`` when it cannot be written."""
    from kkgsim.analysis.comparison.api import request
    from kkgsim.analysis.memo import formats
    from kkgsim.analysis.memo.api import command_for
    from kkgsim.analysis.memo.memo import Memo

    formats.check(file, overwrite)
    question = request(list(scenarios), against=against, workers=workers, **case)
    output = Output(None, False, "")
    with output.interruptible():
        with output.playing(question.runs) as progress:
            comparison = question.run(workers=workers, progress=progress)
        line = f"{command_for(question, scenarios, against, file.name)} --lang {current_language()}"
        formats.save(Memo(comparison, line).content, file)
    tell(tr("memo_written", file=file))
