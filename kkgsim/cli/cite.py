"""``kkgsim cite``: the sources behind a scenario."""

from __future__ import annotations

from pathlib import Path

import click

from kkgsim.cli.commands import declare
from kkgsim.cli.options import FILE, lang
from kkgsim.i18n import amount, tr
from kkgsim.io.printing import tell
from kkgsim.model.levers import all_levers
from kkgsim.model.parameters import sources
from kkgsim.model.registry import PARAMETERS, home_of
from kkgsim.scenario.read import read_scenario
from kkgsim.scenario.scenario import Scenario


@declare("cite")
@click.argument("scenario", type=FILE)
@lang()
def command(scenario: Path) -> None:
    """Print the sources. Raises ``InputError`` for a scenario that is none."""
    tell(render_citations(read_scenario(scenario)))


def render_citations(scenario: Scenario) -> str:
    """The sources behind a run of a scenario, each with the numbers that rest on it, in the current language.

    Prices and settings of levers that the scenario does not use are left out.
    """
    used = {phase.lever for phase in scenario.policy}
    idle = {f"kkgsim.model.levers.{name}" for name in all_levers() if name not in used}
    numbers = {name: number for name, number in PARAMETERS.items() if home_of(name) not in idle}
    cited: dict[str, list[str]] = {}
    for name, number in numbers.items():
        for key in number.sources:
            cited.setdefault(key, []).append(name)
    for phase in scenario.policy:
        for key in dict.fromkeys(passage.source for passage in all_levers()[phase.lever].origin):
            cited.setdefault(key, []).append(phase.lever)
        for setting in all_levers()[phase.lever].settings:
            for key in setting.source.split():
                cited.setdefault(key, []).append(f"{phase.lever}.{setting.name}")
    assumed = sum(number.grade == "assumed" for number in numbers.values())
    lines = [tr("cite_head", name=scenario.name, numbers=len(numbers), assumed=assumed, sources=len(cited))]
    for key, names in sorted(cited.items()):
        lines.append(tr("cite_source", numbers=", ".join(names), **sources()[key].in_words()))
    if scenario.assumptions:
        own = "; ".join(f"{a.number} = {amount(a.value)} ({a.why})" for a in scenario.assumptions)
        lines.append(tr("assumed_differently", numbers=own))
    return "\n".join(lines)
