"""The sources behind a scenario: which numbers of the model rest on which publication."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kkgsim.analysis import own_citation
from kkgsim.analysis.scenario_args import ScenarioSource, read_scenarios
from kkgsim.errors import called_from_python
from kkgsim.i18n import amount, tr
from kkgsim.model.levers import HOMES, all_levers
from kkgsim.model.parameters import Parameter, sources
from kkgsim.model.registry import PARAMETERS, home_of
from kkgsim.scenario.scenario import Scenario

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True, repr=False)
class Citations:
    """The sources behind a run of a scenario.

    ``parameters`` are the numbers that the scenario uses, ``cited`` the names of numbers and settings by the key of the
    source on which they rest.
    """

    scenario: Scenario
    parameters: Mapping[str, Parameter]
    cited: Mapping[str, tuple[str, ...]]

    @property
    def table(self) -> pd.DataFrame:
        """A source a row: its key, citation, where it is found, how far it was read, and what rests on it."""
        import pandas as pd

        rows = [
            {"source": key, "citation": sources()[key].citation, "where": sources()[key].where,
             "read": sources()[key].read, "numbers": ", ".join(names)}
            for key, names in self.cited.items()
        ]  # fmt: skip
        return pd.DataFrame(rows, columns=["source", "citation", "where", "read", "numbers"])

    def report(self) -> str:
        """The sources in words, in the current language: what ``kkgsim cite`` prints."""
        assumed = sum(parameter.grade == "assumed" for parameter in self.parameters.values())
        lines = [
            tr("cite_head", name=self.scenario.name, numbers=len(self.parameters), assumed=assumed,
               sources=len(self.cited))
        ]  # fmt: skip
        for key, names in self.cited.items():
            lines.append(tr("cite_source", numbers=", ".join(names), **sources()[key].in_words()))
        if self.scenario.assumptions:
            own = "; ".join(f"{a.number} = {amount(a.value)} ({a.why})" for a in self.scenario.assumptions)
            lines.append(tr("assumed_differently", numbers=own))
        return "\n".join(lines)

    def bibtex(self) -> str:
        """kkgsim and the sources as entries of BibTeX: what ``kkgsim cite --bibtex`` prints."""
        return "\n\n".join([own_citation.bibtex(), *(own_citation.bibtex_of(sources()[key]) for key in self.cited)])

    def __repr__(self) -> str:
        return f"<Citations: {self.scenario.name}, {len(self.cited)} sources of {len(self.parameters)} numbers>"


@called_from_python("cite")
def cite(scenario: ScenarioSource) -> Citations:
    """The sources behind a run of a scenario, as ``kkgsim cite`` does; the file, a shipped name, or the scenario.

    Prices and settings of levers that the scenario does not use are left out. Raises ``InputError`` for a scenario that
    cannot be read.

    >>> import kkgsim
    >>> sources = kkgsim.cite("facilitator-team")
    >>> list(sources.table.columns)
    ['source', 'citation', 'where', 'read', 'numbers']
    """
    (selected,) = read_scenarios([scenario], None)
    return citations_of(selected)


def citations_of(selected: Scenario) -> Citations:
    """The sources behind a run of a scenario that was read before."""
    used = {phase.lever for phase in selected.policy}
    idle = {home for name, home in HOMES.items() if name not in used}
    parameters = {name: number for name, number in PARAMETERS.items() if home_of(name) not in idle}
    cited: dict[str, list[str]] = {}
    for name, number in parameters.items():
        for key in number.sources:
            cited.setdefault(key, []).append(name)
    for phase in selected.policy:
        for key in dict.fromkeys(passage.source for passage in all_levers()[phase.lever].origin):
            cited.setdefault(key, []).append(phase.lever)
        for setting in all_levers()[phase.lever].settings:
            for key in setting.source.split():
                cited.setdefault(key, []).append(f"{phase.lever}.{setting.name}")
    return Citations(selected, parameters, {key: tuple(names) for key, names in sorted(cited.items())})
