"""``kkgsim run``: one scenario by itself."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from kkgsim.cli.commands import declare
from kkgsim.cli.compare import run_compare
from kkgsim.cli.options import ALL_OUTCOMES, CASE, FILE, SHARES, lang, options
from kkgsim.cli.output import with_output


@declare("run")
@click.argument("scenario", type=FILE)
@options(*CASE, SHARES, ALL_OUTCOMES, lang())
@with_output
def command(scenario: Path, **settings: Any) -> None:
    """Run the scenario without any other beside it."""
    run_compare([scenario], alone=True, **settings)
