"""Every state variable of the twin beside the package's, month by month, on the package's clear clock."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from kkgsim import KKGModel
from kkgsim.model.costs import items
from verification.twin import ledger
from verification.twin.compare import NEAR
from verification.twin.run import Run
from verification.twin.things import KINDS, attributes

SCRATCH = {"low", "high", "middle", "below", "literacy_range"}
"""What the package looks for a median with; the twin has it in variables of its own."""


def differing(model: KKGModel, run: Run) -> Iterator[str]:
    """What differs at the start, and after each month that both play."""
    yield from _states("start", model, run)
    while model.running:
        month = run.played
        model.step()
        sums, groups, paid, purses = run.play_month()
        label = f"month {month + 1}"
        yield from _states(label, model, run)
        order = [list(ledger.declared()).index(item) for item in items()]
        for name, theirs, mine in (
            ("value", model.value, sums[0]),
            ("weight", model.weight, sums[1]),
            ("group value", model.group_value, groups[0]),
            ("group weight", model.group_weight, groups[1]),
            ("ledger", model.ledger, np.asarray(paid)[order]),
            ("purses", model.purses, purses),
        ):
            yield from _told(f"{label}: {name}", np.asarray(theirs[month]), np.asarray(mine))


def _states(label: str, model: KKGModel, run: Run) -> Iterator[str]:
    for kind in KINDS:
        theirs = [model.district] if kind == "district" else list(getattr(model, f"{kind}s"))
        mine = run.world.things[kind]
        if len(theirs) != mine.count:
            yield f"{label}: {len(theirs)} of {kind}, the twin has {mine.count}"
            continue
        for name in attributes()[kind]:
            if name in SCRATCH or not all(hasattr(one, name) for one in theirs):
                continue
            values = np.array([float(getattr(one, name)) for one in theirs])
            yield from _told(f"{label}: {kind}.{name}", values, np.broadcast_to(getattr(mine, name), values.shape))


def _told(label: str, theirs: Any, mine: Any) -> Iterator[str]:
    off = np.abs(theirs - mine) / np.maximum(1.0, np.abs(theirs))
    wrong = np.argwhere(~(off <= NEAR))
    if len(wrong):
        at = tuple(int(i) for i in wrong[0])
        yield f"{label}{list(at)}: package {theirs[at]!r}, twin {mine[at]!r} ({len(wrong)} differ)"
