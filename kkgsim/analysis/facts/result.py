"""Facts tried in the model: what the world has shown beside what the runs show."""

from __future__ import annotations

import json
import math
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar

import kkgsim
from kkgsim.analysis.facts.evaluate import IN_TARGET, MISSED, NOT_COMPUTED, Figure, Tested
from kkgsim.analysis.pictured_result import PicturedResult
from kkgsim.execution import output_folder
from kkgsim.i18n import Text
from kkgsim.model.posterior import Drawn
from kkgsim.scenario.scenario import Assumption

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.figure import Figure as Picture
    from rich.console import RenderableType

VERDICTS = (IN_TARGET, MISSED, NOT_COMPUTED)
SCHEMA = 1
"""Version of what :meth:`Validation.as_json` gives; a change that moves or renames something raises it."""


@dataclass(frozen=True, repr=False)
class Validation(PicturedResult):
    """Facts and whether the model shows them, at the values of the book (``replicates`` of luck) and over ``draws`` of
    the numbers, ``drawn`` from their evidence or a posterior."""

    MAIN: ClassVar[str] = "quantities"

    tested: tuple[Tested, ...]
    seed: int
    replicates: int
    draws: int
    drawn: Drawn
    command: str = field(default="", compare=False)
    """The call that gave it, as a line of Python."""

    @property
    def counts(self) -> dict[str, int]:
        """How many facts have each verdict."""
        counted = Counter(tested.verdict for tested in self.tested)
        return {verdict: counted[verdict] for verdict in VERDICTS}

    def shown(self, *, fitted: bool) -> tuple[int, int]:
        """How many of the facts that numbers are fitted to, or of those kept aside, are in target, and how many there
        are of them."""
        verdicts = [tested.verdict for tested in self.tested if tested.fitted is fitted]
        return verdicts.count(IN_TARGET), len(verdicts)

    @property
    def unlike(self) -> tuple[Tested, ...]:
        """The facts that the numbers which are drawn were fitted to, and whose draws speak against what was measured:
        the posterior is not that of this model."""
        return tuple(tested for tested in self.tested if tested.fitted and tested.far)

    def _tables(self) -> dict[str, pd.DataFrame]:
        """All tables, as :data:`kkgsim.analysis.facts.tables.LAYOUTS` declares them."""
        from kkgsim.analysis.facts.tables import tables

        return tables(self)

    def pictures(self) -> Mapping[str, Callable[[], Picture]]:
        """The observed ranges beside the simulated intervals."""
        from kkgsim.analysis.facts.plots import targets

        return {"targets": partial(targets, self)}

    def render(self) -> RenderableType:
        """Fact by fact, then the sum of it, as something rich prints."""
        from kkgsim.analysis.facts.report import render

        return render(self)

    def as_json(self) -> str:
        """Everything for machines, in both languages where there are words; what is no number is null."""
        answer = {
            "schema": SCHEMA, "kkgsim": kkgsim.__version__, "seed": self.seed, "replicates": self.replicates,
            "draws": self.draws, "summary": self.counts, "facts": [_fact(tested) for tested in self.tested],
        }  # fmt: skip
        return json.dumps(answer, indent=2, ensure_ascii=False, allow_nan=False)

    def provenance(self, command: str) -> Mapping[str, Any]:
        texts = {tested.fact.name: tested.fact.text for tested in self.tested}
        return {
            **output_folder.made_by(command), "seed": self.seed, "replicates": self.replicates, "draws": self.draws,
            "facts": {name: {"text": text, "sha256": output_folder.sha256(text)} for name, text in texts.items()},
        }  # fmt: skip

    def _command(self) -> str:
        return self.command

    def _summary(self) -> str:
        counts = ", ".join(f"{count} {verdict.replace('_', ' ')}" for verdict, count in self.counts.items())
        return f"{len(self.tested)} facts: {counts}"


def _fact(tested: Tested) -> dict[str, Any]:
    fact = tested.fact
    return {
        "name": fact.name, "title": _words(fact.title), "observed": _words(fact.observed),
        "sources": list(fact.sources), "place": fact.place, "months": fact.months, "verdict": tested.verdict,
        "fitted": tested.fitted, "share_of_draws": _number(tested.share),
        "reasons": [_words(reason) for reason in tested.reasons],
        "note": None if fact.note is None else _words(fact.note),
        "arms": {
            name: {
                "schools": arm.schools or None, "clusters": arm.clusters or None,
                "levers": sorted({phase.lever for phase in arm.scenario.policy}),
                "assumptions": [_assumption(assumption) for assumption in arm.scenario.assumptions],
            } for name, arm in fact.arms.items()
        },
        "quantities": [_figure(figure) for figure in tested.figures],
    }  # fmt: skip


def _assumption(assumed: Assumption) -> dict[str, Any]:
    return {"number": assumed.number, "value": assumed.value, "low": assumed.low, "high": assumed.high,
            "why": assumed.why}  # fmt: skip


def _figure(figure: Figure) -> dict[str, Any]:
    quantity, target = figure.quantity, figure.quantity.target
    mean, low, high = (_number(bound) for bound in figure.interval)
    return {
        "name": quantity.name, "label": _words(quantity.label), "statistic": quantity.statistic,
        "unit": None if figure.unit is None else figure.unit.name,
        "target": None if target is None else {"low": target.low, "high": target.high},
        "book": _number(figure.book), "draws": {"mean": mean, "low": low, "high": high},
        "share_of_draws": _number(figure.share), "distance": _number(figure.distance),
        "verdict": figure.verdict or None,
    }  # fmt: skip


def _words(text: Text) -> dict[str, str]:
    return {"en": text.en, "id": text.id}


def _number(value: float) -> float | None:
    return value if math.isfinite(value) else None
