"""``kkgsim cite``: the sources behind a scenario."""

from __future__ import annotations

from pathlib import Path

import click

from kkgsim.cli.commands import declare
from kkgsim.cli.options import FILE, lang
from kkgsim.io.printing import tell
from kkgsim.scenario.read import read_scenario


@declare("cite")
@click.argument("scenario", type=FILE)
@lang()
def command(scenario: Path) -> None:
    """Print the sources. Raises ``InputError`` for a scenario that is none."""
    from kkgsim.analysis.citation import citations_of

    tell(citations_of(read_scenario(scenario)).report())
