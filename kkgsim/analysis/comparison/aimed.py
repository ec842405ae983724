"""Clusters apart by what a policy does with them: those that it chose, their neighbours and the others, so that what a
pilot does, and what spills over to its neighbours, can be read off."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kkgsim.engine.initial_state import roster_of
from kkgsim.engine.intervals import Interval
from kkgsim.engine.run_result import HEADLINES, REACTIONS, RunResult
from kkgsim.i18n import Text
from kkgsim.io.table_layout import OF_THE_ROW, Layout, measured, named
from kkgsim.model.arrays import Array
from kkgsim.model.levers import NAMES
from kkgsim.model.outcomes import OUTCOMES, Outcome
from kkgsim.places.place import Place
from kkgsim.scenario.scenario import Condition

Mask = NDArray[np.bool_]
"""Which clusters belong together in each replicate, shape (clusters, replicates)."""
GROUPS: dict[str, Text] = {
    "chosen": Text("chosen clusters", "gugus terpilih"),
    "neighbours": Text("their neighbours", "gugus tetangganya"),
    "others": Text("other clusters", "gugus lain"),
}
"""What clusters are to a policy that is aimed at some of them."""


def near_to(place: Place, played: RunResult) -> NDArray[np.bool_]:
    """Which clusters are nearby for each, as the model has it, shape (clusters, clusters)."""
    pairs = roster_of(place, played.scenario).neighbours
    near = np.zeros((len(place.clusters), len(place.clusters)), dtype=bool)
    near[pairs.who, pairs.cluster] = True
    return near


def chosen(played: RunResult) -> Mask:
    """The clusters of the first choice: where a policy chooses again later, those join the others."""
    first = np.where(played.chosen_in > 0.0, played.chosen_in, np.inf).min(axis=0)
    of_the_first: Mask = (played.chosen_in > 0.0) & (played.chosen_in == first)
    return of_the_first


def neighbours(played: RunResult, place: Place) -> Mask:
    """The clusters that were not chosen and have a chosen one among their nearest."""
    first = chosen(played)
    return (near_to(place, played).astype(float) @ first > 0.5) & ~first


@dataclass(frozen=True)
class ClusterEffect:
    """A headline outcome in a year of the run, mean of the clusters of a group: its ``value`` and the ``difference``
    from the same clusters under the baseline, in the ``draws`` in which there are such clusters; ``clusters`` is how
    many there are on average over all replicates."""

    outcome: Outcome
    year: int
    group: str
    clusters: float
    value: Interval
    difference: Interval
    draws: int


def cluster_effects(played: RunResult, against: RunResult, place: Place) -> Iterator[ClusterEffect]:
    """Effects by group of clusters, outcome by outcome and year by year; none where nothing is aimed at clusters."""
    if not any(phase.to for phase in played.scenario.policy) or not played.chosen_in.any():
        return
    first, near = chosen(played), neighbours(played, place)
    masks = {"chosen": first, "neighbours": near, "others": ~first & ~near}
    for rank, outcome in enumerate(HEADLINES):
        for year in range(played.yearly.shape[1]):
            with_policy, without = played.yearly[rank, year], against.yearly[rank, year]
            for group, mask in masks.items():
                value, base = _mean(with_policy, mask), _mean(without, mask)
                here = np.isfinite(value - base)
                if here.any():
                    yield ClusterEffect(
                        list(OUTCOMES.values())[outcome], year + 1, group, float(mask.sum(axis=0).mean()),
                        Interval.of(value[here]), Interval.of((value - base)[here]), int(here.sum()),
                    )  # fmt: skip


def _mean(table: Array, mask: Mask) -> Array:
    """The mean over the clusters of a group in each replicate, cluster by cluster in their order; none where it has
    nobody."""
    inside = mask & np.isfinite(table)
    total = np.zeros(table.shape[1])
    for row, here in zip(table, inside, strict=True):
        total += np.where(here, row, 0.0)
    count = inside.sum(axis=0)
    means: Array = np.divide(total, count, out=np.full(len(total), np.nan), where=count > 0)
    return means


LAYOUT = Layout(
    ("scenario", "outcome", "year", "group"),
    {
        **named("scenario", "against", "outcome", "unit", "year", "group"), "clusters": "clusters",
        **measured("value", OF_THE_ROW), **measured("difference", OF_THE_ROW), "draws": "replicates",
    },
)  # fmt: skip


def rows(played: RunResult, against: RunResult, place: Place) -> list[dict[str, object]]:
    """Effects by group of clusters, one row an outcome, year and group."""
    return [
        {
            "scenario": played.scenario.name, "against": against.scenario.name, "outcome": e.outcome.name,
            "unit": e.outcome.unit.name, "year": e.year, "group": e.group, "clusters": e.clusters,
            **e.value.columns("value"), **e.difference.columns("difference"), "draws": e.draws,
        }
        for e in cluster_effects(played, against, place)
    ]  # fmt: skip


@dataclass(frozen=True)
class Reaction:
    """When a lever began or ended by what the office saw (``what`` of :data:`~kkgsim.engine.run_result.REACTIONS`): the
    month of the run in the replicates in which it did, ``draws`` of all."""

    lever: str
    what: str
    condition: Condition
    months: Array
    draws: int


def reactions(played: RunResult) -> Iterator[Reaction]:
    """What each phase that waits did, phase by phase; a month after the last of the run does not count."""
    for phase in played.scenario.policy:
        for rank, condition in enumerate((phase.when, phase.until)):
            if condition is not None:
                months = played.reacted[rank, NAMES.index(phase.lever)]
                inside = months[(months > 0.0) & (months <= phase.end)]
                yield Reaction(phase.lever, REACTIONS[rank], condition, inside, len(months))


REACTIONS_LAYOUT = Layout(
    ("scenario", "lever", "what"),
    {
        **named("scenario", "lever", "what", "outcome", "side"), "line": "as the outcome", "after_months": "months",
        "share": "share", **{f"month_{name}": "month of the run" for name in ("first", "median", "last")},
        "draws": "replicates",
    },
)  # fmt: skip


def reaction_rows(played: RunResult) -> list[dict[str, object]]:
    """When phases began or ended by what the office saw, one row a lever and what it did."""
    return [
        {
            "scenario": played.scenario.name, "lever": r.lever, "what": r.what, "outcome": r.condition.outcome,
            "side": "above" if r.condition.above else "below", "line": r.condition.line,
            "after_months": r.condition.after_months, "share": len(r.months) / r.draws,
            **{f"month_{name}": float(of(r.months)) if len(r.months) else np.nan
               for name, of in (("first", np.min), ("median", np.median), ("last", np.max))},
            "draws": r.draws,
        }
        for r in reactions(played)
    ]  # fmt: skip
