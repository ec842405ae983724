"""A fit of numbers to facts, and the judgement on it, as answers of an analysis."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

import numpy as np

from kkgsim.analysis.calibration.check import TRUTHS, LeftOut, Planted, leave_out, plant
from kkgsim.analysis.calibration.problem import Budget
from kkgsim.analysis.calibration.space import Space
from kkgsim.analysis.facts.fact import Fact, Quantity
from kkgsim.analysis.pictured_result import PicturedResult
from kkgsim.execution import output_folder
from kkgsim.io.atomic import write_file
from kkgsim.model.posterior import FILE, Posterior, model_hash

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.figure import Figure
    from rich.console import RenderableType

    from kkgsim.analysis.calibration.fit import Fit

IDENTIFIED, FITTED, PRIOR, CONDITION = "identified", "fitted", "prior", "condition"
"""What became of a number: fitted and narrowed well; fitted; left as it was, for no fact moves it; left as it was, for
it is a circumstance."""
FORETOLD = 0.75
"""The share of figures left out that must lie in their foretold bands of nine in ten: less than nine, for there are few
of them, and a foretelling also needs what only the left-out study knows."""


@dataclass(frozen=True, repr=False, eq=False)
class Calibration(PicturedResult):
    """Numbers fitted to facts. The main table ``fitted_numbers`` has a row a number; ``fit`` has all arrays."""

    MAIN: ClassVar[str] = "fitted_numbers"
    fitted: tuple[Fact, ...]
    aside: tuple[Fact, ...]
    space: Space
    fit: Fit
    budget: Budget
    seed: int
    given: Mapping[str, tuple[str, ...]]
    command: str = field(default="")

    @property
    def names(self) -> list[str]:
        """The fitted numbers."""
        return [self.space.names[rank] for rank in self.fit.table.fitted]

    def status(self, rank: int) -> str:
        """What became of a number."""
        if rank in self.fit.table.fitted:
            return IDENTIFIED if rank in self.fit.table.identified else FITTED
        return PRIOR if self.space.free[rank] else CONDITION

    @property
    def judged(self) -> list[tuple[Fact, Quantity]]:
        """The quantities that were played at the end, in the order of the columns of ``fit.after``."""
        return [
            (fact, quantity) for fact in (*self.fitted, *self.aside) for quantity in fact.quantities.values()
            if quantity.target is not None or quantity.estimate is not None
        ]  # fmt: skip

    @cached_property
    def posterior(self) -> Posterior:
        """The posterior as it is kept and drawn from."""
        draws = self.fit.posterior
        scores = np.zeros((len(draws.weights), len(self.space)))
        scores[:, list(self.fit.table.fitted)] = draws.scores
        values = self.space.values(scores)
        table = np.column_stack([values[name] for name in self.names])
        kept = draws.weights > 0.0
        texts = {fact.name: output_folder.sha256(fact.text) for fact in self.fitted}
        made = {"command": self.command, "seed": self.seed, **asdict(self.budget)}
        return Posterior(tuple(self.names), draws.weights[kept], table[kept], model_hash(), texts, made)

    def check(self, truths: int = TRUTHS) -> CalibrationCheck:
        """Whether the fit may be believed; nothing is played for it."""
        fit = self.fit
        last, first = fit.fitted(fit.last), fit.fitted(fit.first)
        return CalibrationCheck(
            self, plant(last, fit.measured, truths=truths, seed=self.seed),
            plant(first, fit.measured, truths=truths, seed=self.seed), leave_out(last, fit.measured, self.seed),
        )  # fmt: skip

    def pictures(self) -> Mapping[str, Callable[[], Figure]]:
        from kkgsim.analysis.calibration.plots import numbers, predictive

        return {"numbers": partial(numbers, self), "predictive": partial(predictive, self)}

    def provenance(self, command: str) -> Mapping[str, Any]:
        texts = {fact.name: fact.text for fact in (*self.fitted, *self.aside)}
        return {
            **output_folder.made_by(command), "seed": self.seed, "model_sha256": model_hash(),
            "calibration": {"given": {key: list(value) for key, value in self.given.items()}, "seed": self.seed,
                            "budget": asdict(self.budget), "fitted": [fact.name for fact in self.fitted]},
            "facts": {name: {"text": text, "sha256": output_folder.sha256(text)} for name, text in texts.items()},
        }  # fmt: skip

    def render(self) -> RenderableType:
        from kkgsim.analysis.calibration.report import render

        return render(self)

    def _tables(self) -> dict[str, pd.DataFrame]:
        from kkgsim.analysis.calibration.tables import tables

        return tables(self)

    def _write_rest(self, folder: Path) -> object:
        write_file(folder / FILE, self.posterior.text())
        return super()._write_rest(folder)

    def _command(self) -> str:
        return self.command

    def _summary(self) -> str:
        return f"{len(self.names)} numbers fitted to {len(self.fit.measured)} figures of {len(self.fitted)} facts"


@dataclass(frozen=True, repr=False, eq=False)
class CalibrationCheck(PicturedResult):
    """The judgement on a fit: truths ``planted`` among the points that are left, ``recovered`` among those of the
    prior, and studies ``left_out``. The main table ``gates`` has a row a gate."""

    MAIN: ClassVar[str] = "gates"
    calibration: Calibration
    planted: Planted
    recovered: Planted
    left_out: tuple[LeftOut, ...]

    @property
    def unrecovered(self) -> list[str]:
        """Identified numbers that do not go with their planted truths."""
        known = self.recovered.recovered
        table = self.calibration.fit.table
        return [name for rank, name, well in zip(table.fitted, self.calibration.names, known, strict=True)
                if rank in table.identified and not well]  # fmt: skip

    @property
    def gates(self) -> dict[str, str]:
        """The verdict on each gate: "passed", "open" (too few truths to tell), or "failed"."""
        planted = self.planted
        foretold = np.concatenate([left.inside for left in self.left_out]) if self.left_out else np.ones(0, dtype=bool)
        enough = len(planted.truth) >= TRUTHS
        return {
            "ranks": "failed" if not planted.even else "passed" if enough else "open",
            "coverage": "passed" if planted.covers and enough else "open" if planted.may_cover else "failed",
            "recovery": "failed" if self.unrecovered else "passed",
            "left_out": "open" if not len(foretold) else "passed" if foretold.mean() >= FORETOLD else "failed",
        }

    @property
    def passed(self) -> bool:
        """Whether the posterior may ship."""
        return set(self.gates.values()) == {"passed"}

    def pictures(self) -> Mapping[str, Callable[[], Figure]]:
        from kkgsim.analysis.calibration.plots import coverage, predictive, ranks, without_study

        drawn = {"ranks": partial(ranks, self), "coverage": partial(coverage, self)}
        left_out = {"left_out": partial(without_study, self)} if self.left_out else {}
        return {**drawn, **left_out, "predictive": partial(predictive, self.calibration)}

    def provenance(self, command: str) -> Mapping[str, Any]:
        return {**self.calibration.provenance(command), "gates": self.gates}

    def render(self) -> RenderableType:
        from kkgsim.analysis.calibration.report import render_check

        return render_check(self)

    def _tables(self) -> dict[str, pd.DataFrame]:
        from kkgsim.analysis.calibration.tables import check_tables

        return check_tables(self)

    def _command(self) -> str:
        return f"{self.calibration.command}.check()"

    def _summary(self) -> str:
        return ", ".join(f"{gate} {verdict}" for gate, verdict in self.gates.items())
