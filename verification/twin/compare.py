"""Twin and package beside each other: everything that a run records, to 1e-9."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

import kkgsim
from kkgsim.model.costs import items
from kkgsim.places.place import Place
from kkgsim.scenario.scenario import Scenario
from verification.twin import ledger, outcomes
from verification.twin.budget import DistrictBudget
from verification.twin.run import PURSES, Recorded

NEAR = 1e-9
"""How far the two may be apart, relative to the larger of 1 and the value."""
REPLICATES = 2
"""Of these the last is compared."""


@dataclass(frozen=True)
class Difference:
    """Where the two first differ: the table, the row, the month (from 1), and what each has."""

    question: str
    table: str
    row: str
    month: int
    package: float
    twin: float
    rows: int

    def __str__(self) -> str:
        where = f"{self.question}: {self.table} {self.row}, month {self.month}"
        return f"{where}: package {self.package!r}, twin {self.twin!r} ({self.rows} rows differ)"


@dataclass(frozen=True)
class Compared:
    """What was compared of a question: how many figures, and the first difference of each table."""

    figures: int
    worst: float
    differences: tuple[Difference, ...]


def compared(scenario: Scenario, place: Place) -> Compared:
    """A scenario played by both."""
    theirs = kkgsim.simulate([scenario], place, replicates=REPLICATES, seed=scenario.seed).played[0]
    mine = DistrictBudget(scenario, place, REPLICATES - 1).answer()
    figures, worst, found = 0, 0.0, []
    for table, rows, package, twin in tables(theirs, mine):
        off = np.abs(package - twin) / np.maximum(1.0, np.abs(package))
        figures, worst = figures + off.size, max(worst, float(off.max()))
        bad = ~(off <= NEAR)
        if bad.any():
            month = int(np.flatnonzero(bad.any(axis=0))[0])
            row = int(np.flatnonzero(bad[:, month])[0])
            values = float(package[row, month]), float(twin[row, month])
            count = int(bad.any(axis=1).sum())
            found.append(Difference(scenario.name, table, rows[row], month + 1, *values, count))
    return Compared(figures, worst, tuple(found))


def tables(theirs: Any, mine: Recorded) -> Iterator[tuple[str, list[str], NDArray[np.float64], NDArray[np.float64]]]:
    """Each table that both record: its name, its rows, and both, of shape (rows, months)."""
    totals, names = theirs.totals, list(outcomes.declared())
    yield "value", names, totals.value[..., -1], mine.sums[0].sum(axis=-1)
    yield "weight", names, totals.weight[..., -1], mine.sums[1].sum(axis=-1)
    rows = [
        f"{name} of {group}"
        for name, (kind, *_) in outcomes.declared().items()
        for group in outcomes.GROUPS
        if kind == "teacher" or (kind == "school" and group not in ("contract", "carers"))
    ]
    yield "group value", rows, totals.group_value[..., -1], mine.groups[0]
    yield "group weight", rows, totals.group_weight[..., -1], mine.groups[1]
    order = [list(ledger.declared()).index(item) for item in items()]
    yield "ledger", list(items()), totals.ledger[..., -1], mine.ledger[order]
    kept = [f"{what} {purse}" for purse in PURSES for what in ("taken in", "left")]
    yield "purses", kept, totals.purses[..., -1], mine.purses
    practice = mine.world.school.practice_sum / mine.world.school.teachers
    yield (
        "practice of schools",
        [f"school {i}" for i in range(len(practice))],
        theirs.practice[:, -1:],
        practice[:, None],
    )
