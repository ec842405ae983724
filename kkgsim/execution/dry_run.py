"""What a sweep would take, before it begins: runs, time, disk, and what its levers cost in the middle of the ranges."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from kkgsim.engine.batch_runner import record_columns
from kkgsim.engine.columns import LANES
from kkgsim.engine.payers import in_money
from kkgsim.execution.progress import span
from kkgsim.execution.sweep import PreparedSweep
from kkgsim.i18n import decimal, rupiah, tr
from kkgsim.model.costs import items
from kkgsim.model.levers import all_levers

BYTES_PER_VALUE = 8.0
"""Bytes a value takes in Parquet; results hardly get smaller."""
SECONDS_PER_TEACHER_MONTH = 1.5e-7
"""Seconds that a teacher-month takes on a laptop, all included; enough to know a long sweep without playing it."""
LONG_SECONDS, LARGE_BYTES = 600.0, 1e9
"""Seconds and bytes above which a sweep is asked about before it begins."""


def estimated_seconds(prepared: PreparedSweep, workers: int) -> float:
    """Seconds that a sweep takes on a laptop, estimated without a single run."""
    teacher_months = prepared.runner.teachers * prepared.study.scenario.months
    return prepared.runs * teacher_months * SECONDS_PER_TEACHER_MONTH / workers


def estimated_bytes(prepared: PreparedSweep) -> float:
    """Bytes of the results."""
    return prepared.runs * BYTES_PER_VALUE * (len(record_columns(prepared.study)) + 4)


def is_large(prepared: PreparedSweep, workers: int) -> bool:
    """Whether somebody should be asked before a sweep begins."""
    return estimated_seconds(prepared, workers) > LONG_SECONDS or estimated_bytes(prepared) > LARGE_BYTES


def render_large(prepared: PreparedSweep, workers: int) -> str:
    """How large a sweep is, for whoever is asked about it."""
    time, disk = span(estimated_seconds(prepared, workers)), decimal(estimated_bytes(prepared) / 1e6, 0)
    return tr("sweep_large", runs=decimal(prepared.runs, 0), time=time, disk=disk)


def median_point(points: NDArray[np.float64]) -> NDArray[np.float64]:
    """The middle of each factor over the points, a value that it takes; of two values the higher, for a lever that is
    either there or not costs nothing in the lower."""
    return np.asarray(np.quantile(points, 0.5, axis=0, method="higher"))


def yearly_costs(prepared: PreparedSweep) -> Mapping[str | None, float]:
    """Rupiah a year that each lever at work costs in the middle of the ranges (None: running the meetings), a mean over
    some replicates; what is given in time is not in it."""
    study = prepared.study
    ledger = prepared.runner.of(median_point(prepared.points)[None]).ledger(min(study.replicates, LANES))
    yearly = ledger.sum(axis=1).mean(axis=1) * 12.0 / study.scenario.months
    yearly_cost: dict[str | None, float] = dict.fromkeys([None, *(phase.lever for phase in study.played().policy)], 0.0)
    ranked = list(items().values())
    for rank in in_money():
        if ranked[rank].lever in yearly_cost:
            yearly_cost[ranked[rank].lever] += float(yearly[rank])
    return yearly_cost


def render_estimate(prepared: PreparedSweep, workers: int, chunk: int | None) -> str:
    """What a sweep would take, in words: time from a small calibration, costs from its ledger."""
    seconds_per_run = prepared.seconds()
    lines = [tr(
        "sweep_dry", points=decimal(len(prepared.points), 0), replicates=prepared.study.replicates,
        runs=decimal(prepared.runs, 0), chunk=decimal(chunk or prepared.chunk(), 0),
        time=span(seconds_per_run * prepared.runs / workers), workers=workers,
        each=decimal(1000.0 * seconds_per_run, 2),
        disk=decimal(max(estimated_bytes(prepared) / 1e6, 0.1), 1),
    ), tr("sweep_costs")]  # fmt: skip
    for lever, amount in yearly_costs(prepared).items():
        name = str(all_levers()[lever].label) if lever else tr("sweep_meetings")
        lines.append(f"  {name}: {rupiah(amount)}")
    return "\n".join(lines)
