"""What a sweep would take, before it begins: runs, time, disk, and what its levers cost in the middle of the ranges."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from kkgsim.engine.accounts import in_money
from kkgsim.engine.batch import LANES
from kkgsim.engine.study_runs import kept_columns
from kkgsim.execution.progress import span
from kkgsim.execution.sweep import PreparedSweep
from kkgsim.i18n import decimal, rupiah, tr
from kkgsim.model.costs import items
from kkgsim.model.levers import all_levers

BYTES = 8.0
"""Bytes a value takes in Parquet; results hardly get smaller."""
USUAL = 1.5e-7
"""Seconds that a teacher-month takes on a laptop, all included; enough to know a long sweep without playing it."""
LONG, LARGE = 600.0, 1e9
"""Seconds and bytes above which a sweep is asked about before it begins."""


def usual_seconds(asked: PreparedSweep, workers: int) -> float:
    """Seconds that a sweep takes on a laptop. Nothing is played to find out."""
    return asked.runs * asked.player.teachers * asked.study.scenario.months * USUAL / workers


def size(asked: PreparedSweep) -> float:
    """Bytes of the results."""
    return asked.runs * BYTES * (len(kept_columns(asked.study)) + 4)


def is_large(asked: PreparedSweep, workers: int) -> bool:
    """Whether somebody should be asked before a sweep begins."""
    return usual_seconds(asked, workers) > LONG or size(asked) > LARGE


def render_large(asked: PreparedSweep, workers: int) -> str:
    """How large a sweep is, for whoever is asked about it."""
    time, disk = span(usual_seconds(asked, workers)), decimal(size(asked) / 1e6, 0)
    return tr("sweep_large", runs=decimal(asked.runs, 0), time=time, disk=disk)


def middle(points: NDArray[np.float64]) -> NDArray[np.float64]:
    """The middle of each factor over the points, a value that it takes; of two values the higher, for a lever that is
    either there or not costs nothing in the lower."""
    return np.asarray(np.quantile(points, 0.5, axis=0, method="higher"))


def yearly_costs(asked: PreparedSweep) -> Mapping[str | None, float]:
    """Rupiah a year that each lever at work costs in the middle of the ranges (None: running the meetings), a mean over
    some replicates; what is given in time is not in it."""
    study = asked.study
    ledger = asked.player.of(middle(asked.points)[None]).ledger(min(study.replicates, LANES))
    yearly = ledger.sum(axis=1).mean(axis=1) * 12.0 / study.scenario.months
    found: dict[str | None, float] = dict.fromkeys([None, *(phase.lever for phase in study.played().policy)], 0.0)
    ranked = list(items().values())
    for rank in in_money():
        if ranked[rank].lever in found:
            found[ranked[rank].lever] += float(yearly[rank])
    return found


def render_estimate(asked: PreparedSweep, workers: int, chunk: int | None) -> str:
    """What a sweep would take, in words: time from a small calibration, costs from its ledger."""
    each = asked.seconds()
    lines = [tr(
        "sweep_dry", points=decimal(len(asked.points), 0), replicates=asked.study.replicates,
        runs=decimal(asked.runs, 0), chunk=decimal(chunk or asked.chunk(), 0),
        time=span(each * asked.runs / workers), workers=workers, each=decimal(1000.0 * each, 2),
        disk=decimal(max(size(asked) / 1e6, 0.1), 1),
    ), tr("sweep_costs")]  # fmt: skip
    for lever, amount in yearly_costs(asked).items():
        name = str(all_levers()[lever].label) if lever else tr("sweep_meetings")
        lines.append(f"  {name}: {rupiah(amount)}")
    return "\n".join(lines)
