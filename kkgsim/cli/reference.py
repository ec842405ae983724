"""Commands that look something up and play nothing: explain, cite, levers, month, places."""

from __future__ import annotations

from pathlib import Path

import click

from kkgsim.cli.options import HELP
from kkgsim.cli.options import lang as language
from kkgsim.io.printing import tell


@click.command(help=HELP["explain"])
@click.argument("name")
@language()
def explain(name: str) -> None:
    from kkgsim.cli.explain import explain

    tell(explain(name))


@click.command(help=HELP["cite"])
@click.argument("scenario", type=click.Path(path_type=Path))
@language()
def cite(scenario: Path) -> None:
    from kkgsim.analysis.citation import citations_of
    from kkgsim.scenario.read import read_scenario

    tell(citations_of(read_scenario(scenario)).report())


@click.command(help=HELP["levers"])
@language()
def levers() -> None:
    from kkgsim.cli.explain import render_levers

    tell(render_levers())


@click.command(help=HELP["month"])
@language()
def month() -> None:
    from kkgsim.model.schedule import printed

    tell(printed())


@click.command(help=HELP["places"])
@language()
def places() -> None:
    from kkgsim.places.synthetic import embedded

    for name, title in embedded().items():
        tell(f"{name:<16} {title}")
