"""``kkgsim standards``: how many clusters meet the KKG standards."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from kkgsim.cli.commands import declare
from kkgsim.cli.compare import run_compare
from kkgsim.cli.options import CASE, FILE, lang, options
from kkgsim.cli.output import with_output


@declare("standards")
@click.argument("scenario", type=FILE)
@options(*CASE, lang())
@with_output
def command(scenario: Path, **settings: Any) -> None:
    """Compare the scenario with the status quo and report the standards."""
    run_compare([scenario], form="standards", **settings)
