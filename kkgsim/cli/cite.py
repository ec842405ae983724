"""``kkgsim cite``: how kkgsim is cited, and the sources behind a scenario."""

from __future__ import annotations

from pathlib import Path

import click

from kkgsim.cli.commands import declare
from kkgsim.cli.options import FILE, lang, option
from kkgsim.i18n import Text, tr
from kkgsim.io.printing import tell
from kkgsim.scenario.read import read_scenario


@declare(
    "cite",
    Text(
        "Without a scenario: how kkgsim itself is cited, and under which licences it comes.",
        "Tanpa skenario: cara mengutip kkgsim sendiri, dan lisensinya.",
    ),
)
@click.argument("scenario", type=FILE, required=False)
@option(
    "--bibtex",
    is_flag=True,
    about=Text("As entries of BibTeX, kkgsim first.", "Sebagai entri BibTeX, kkgsim lebih dulu."),
)
@lang()
def command(scenario: Path | None, bibtex: bool) -> None:
    """Print the citation or the sources. Raises ``InputError`` for a scenario that is none."""
    from kkgsim.analysis import own_citation
    from kkgsim.analysis.citation import citations_of

    if scenario is None:
        tell(own_citation.bibtex() if bibtex else f"{own_citation.in_words()}\n{tr('cite_more')}")
        return
    citations = citations_of(read_scenario(scenario))
    tell(citations.bibtex() if bibtex else citations.report())
