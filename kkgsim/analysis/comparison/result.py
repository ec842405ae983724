"""A comparison: the replicates of some scenarios and of what each is set against."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property, partial
from typing import TYPE_CHECKING, Any, ClassVar, Literal

from kkgsim.analysis.comparison.by_district import Parts
from kkgsim.analysis.pictured_result import PicturedResult
from kkgsim.analysis.report_table import as_text
from kkgsim.engine.run_result import RunResult
from kkgsim.execution import output_folder
from kkgsim.model.posterior import Drawn
from kkgsim.places.place import Place
from kkgsim.scenario.scenario import Scenario

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.figure import Figure
    from rich.console import RenderableType

    from kkgsim.analysis.comparison.compare import Effect
    from kkgsim.analysis.trust.shares import Shares

NO_PARTS = Parts()
MOST_NAMED = 4
"""Scenarios that the short form names."""
Form = Literal["full", "brief", "standards"]
"""The reports of a comparison: those of ``kkgsim compare``, ``kkgsim compare --brief`` and ``kkgsim standards``."""


@dataclass(frozen=True, repr=False)
class Comparison(PicturedResult):
    """The replicates of some scenarios and of what each is set against.

    ``played[i]`` is set against ``against[i]``, which has the same luck and the same assumptions; a run without
    comparison is set against itself. ``parts`` are the districts and provinces of a place of several districts, each of
    which is played by itself; what they had is in the order of ``everything``.
    """

    MAIN: ClassVar[str] = "effects"

    place: Place
    seed: int
    replicates: int
    uncertain: Drawn
    played: tuple[RunResult, ...]
    against: tuple[RunResult, ...]
    parts: Parts = NO_PARTS
    everything: tuple[RunResult, ...] = ()
    shares: tuple[Mapping[str, Shares], ...] = ()
    """By outcome where the variance of each scenario's effect comes from, where that was replayed."""
    command: str = field(default="", compare=False)
    """The call that gave it, as a line of Python."""

    @property
    def months(self) -> int:
        """The horizon."""
        return self.played[0].scenario.months

    @property
    def baseline(self) -> RunResult:
        """What the first scenario is set against."""
        return self.against[0]

    def rank(self, played: RunResult) -> int:
        """Where a scenario or baseline stands in the tables of ``parts``: in the order in which they were played."""
        return next(rank for rank, result in enumerate(self.everything) if result is played)

    def shown(self) -> tuple[RunResult, ...]:
        """Everything to show once: the baselines, then the scenarios."""
        every = {id(p): p for p in (*self.against, *self.played)}
        return tuple(every.values())

    def scenarios(self) -> tuple[Scenario, ...]:
        """Everything that was played, each scenario once."""
        return tuple(played.scenario for played in self.shown())

    @property
    def alone(self) -> bool:
        """Whether nothing is compared: the scenarios were only simulated."""
        return all(played is against for played, against in zip(self.played, self.against, strict=True))

    def effects(self) -> list[list[Effect]]:
        """What the main table holds, without making a table: every outcome of every scenario that is compared."""
        from kkgsim.analysis.comparison.compare import effects

        return [effects(played, against) for played, against in zip(self.played, self.against, strict=True)]

    @property
    def table(self) -> pd.DataFrame:
        """The main table, made by itself where nobody has asked for the others."""
        return self._main

    @cached_property
    def _main(self) -> pd.DataFrame:
        from kkgsim.analysis.comparison.tables import tables

        return tables(self, self.MAIN)[self.MAIN]

    def _tables(self) -> dict[str, pd.DataFrame]:
        """All tables, as :data:`kkgsim.analysis.comparison.tables.LAYOUTS` declares them."""
        from kkgsim.analysis.comparison.tables import tables

        return {name: self._main if name == self.MAIN else table for name, table in tables(self).items()}

    def pictures(self) -> Mapping[str, Callable[[], Figure]]:
        """What draws each picture that makes sense, the main one first: effects, or the course of the months."""
        from kkgsim.analysis.comparison.plots.pictures import pictures

        return {name: partial(draw, self) for name, draw in pictures(self).items()}

    def render(self, form: Form = "full", *, everything: bool = False) -> RenderableType:
        """The answer in one of its forms as something rich prints."""
        from kkgsim.analysis.comparison.brief_report import render_brief
        from kkgsim.analysis.comparison.report import render
        from kkgsim.analysis.comparison.standards_report import render_standards

        forms: dict[Form, Callable[..., RenderableType]] = {
            "full": render, "brief": render_brief, "standards": render_standards,
        }  # fmt: skip
        return forms[form](self, everything=everything)

    def report(self, form: Form = "full", *, everything: bool = False) -> str:
        """The answer in words, in the current language: what the command prints into a file.

        ``form`` "brief" is a line a policy and a table an outcome, "standards" how many clusters meet the seven
        standards; with ``everything`` all outcomes are reported, not the headline ones alone.
        """
        return as_text(self.render(form, everything=everything))

    def in_short(self) -> str:
        return self.report("full" if self.alone else "brief")

    def provenance(self, command: str) -> Mapping[str, Any]:
        return output_folder.provenance(self, command)

    def _command(self) -> str:
        return self.command

    def _summary(self) -> str:
        names = [result.scenario.name for result in self.played]
        more = f" and {len(names) - MOST_NAMED} more" if len(names) > MOST_NAMED else ""
        against = "" if self.alone else f" against {', '.join(dict.fromkeys(r.scenario.name for r in self.against))}"
        draws = f"{self.months} months, {self.replicates} replicates, seed {self.seed}"
        return f"{', '.join(names[:MOST_NAMED])}{more}{against} in {self.place.name}, {draws}"
