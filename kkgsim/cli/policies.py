"""Commands about policies as scenarios say them: run, compare, standards, interactions."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from kkgsim.cli.options import ANSWER, HELP, LUCK_ONLY, PLACE, lang, months, options, replicates, seed
from kkgsim.cli.output_option import to_output

QUESTION = (PLACE, months(), replicates(), seed(), LUCK_ONLY, *ANSWER)
"""What of a scenario's question the command line may change, and where the answer goes."""
ALL = click.option("--all", "everything", is_flag=True, help="Print all outcomes. | Tampilkan semua hasil.")


@click.command(help=HELP["run"])
@click.argument("scenario", type=click.Path(path_type=Path))
@options(*QUESTION, ALL, lang())
@to_output
def run(scenario: Path, **asked: Any) -> None:
    from kkgsim.cli.compare import run_compare

    run_compare([scenario], alone=True, **asked)


@click.command(help=HELP["compare"])
@click.argument("scenarios", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--against", type=click.Path(path_type=Path),
              help="Scenario to compare with, instead of the status quo. | Skenario pembanding.")  # fmt: skip
@click.option("--brief", is_flag=True,
              help="A line a policy, a table an outcome. | Sebaris per kebijakan, setabel per hasil.")  # fmt: skip
@options(*QUESTION, ALL, lang())
@to_output
def compare(scenarios: tuple[Path, ...], brief: bool, **asked: Any) -> None:
    from kkgsim.cli.compare import run_compare

    run_compare(scenarios, form="brief" if brief else "full", **asked)


@click.command(help=HELP["standards"])
@click.argument("scenario", type=click.Path(path_type=Path))
@options(*QUESTION, lang())
@to_output
def standards(scenario: Path, **asked: Any) -> None:
    from kkgsim.cli.compare import run_compare

    run_compare([scenario], form="standards", **asked)


@click.command(help=HELP["interactions"])
@click.argument("place", default="janapria")
@click.option("--outcome", "outcomes", multiple=True,
              help="Outcome to look at; may be given often. | Hasil yang dilihat; boleh berulang.")  # fmt: skip
@click.option("--at", "strength", type=click.Choice(["usual", "high"]), default="usual", show_default=True,
              help="Strength of the levers: usual or highest. | Kekuatan kebijakan: lazim atau tertinggi.")  # fmt: skip
@options(months(36, "Months. | Jumlah bulan."), replicates(40), seed(1), LUCK_ONLY, *ANSWER, lang())
@to_output
def interactions(place: str, **asked: Any) -> None:
    from kkgsim.cli.interactions import run_interactions

    run_interactions(place, **asked)
