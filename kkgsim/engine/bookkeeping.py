"""What the clear clock writes down each month: outcome sums, the ledger, the purses, in the compiled clock's order."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

import numpy as np

from kkgsim.engine.calls import caller
from kkgsim.model.costs import PURSES, items
from kkgsim.model.outcomes import GROUPED, GROUPS, OUTCOMES
from kkgsim.model.rules.arithmetic import whole

if TYPE_CHECKING:
    from kkgsim.engine.mesa_model import KKGModel

Given = Mapping[str, Any]
"""What rules are given besides things and luck."""


def record(model: KKGModel, given: Given) -> None:
    """Append the outcome sums of the month, per cluster and per group."""
    value = np.zeros((len(OUTCOMES), len(model.clusters)))
    weight = np.zeros_like(value)
    group_value, group_weight = [0.0] * len(GROUPED), [0.0] * len(GROUPED)
    for rank, outcome in enumerate(OUTCOMES.values()):
        of, by = caller(outcome.value, outcome.over, given), caller(outcome.weight, outcome.over, given)
        inside = {
            GROUPED.index((outcome.name, name)): caller(group.members[outcome.over], outcome.over, given)
            for name, group in GROUPS.items()
            if outcome.over in group.members
        }
        values, weights = [0.0] * len(model.clusters), [0.0] * len(model.clusters)
        for thing in model.things(outcome.over):
            cluster = thing.index if outcome.over == "cluster" else thing.cluster.index
            v, w = of(thing, None), by(thing, None)
            values[cluster] += v
            weights[cluster] += w
            for row, member in inside.items():
                is_in = member(thing, None)
                group_value[row] += v * is_in
                group_weight[row] += w * is_in
        value[rank], weight[rank] = values, weights
    model.value.append(value)
    model.weight.append(weight)
    model.group_value.append(np.array(group_value))
    model.group_weight.append(np.array(group_weight))


def account(model: KKGModel, given: Given) -> None:
    """Append the ledger and the purses of the month, in whole rupiah."""
    ledger, purses = np.zeros(len(items())), np.zeros(2 * len(PURSES))
    for rank, item in enumerate(items().values()):
        quantity = caller(item.cost.quantity, item.cost.over, given)
        price = getattr(model.n, item.cost.price) if item.cost.price else 1.0
        for thing in model.things(item.cost.over):
            ledger[rank] += whole(quantity(thing, None) * price)  # type: ignore[no-untyped-call]
    for rank, purse in enumerate(PURSES):
        for cluster in model.clusters:
            purses[2 * rank] += purse.taken_in(cluster)
            purses[2 * rank + 1] += purse.left(cluster)
    model.ledger.append(ledger)
    model.purses.append(purses)


def reporter(name: str) -> Callable[[KKGModel], float]:
    """What Mesa's data collector writes down of an outcome."""
    rank = list(OUTCOMES).index(name)

    def report(model: KKGModel) -> float:
        """The latest month with something to average, as :func:`kkgsim.engine.run_result.over_time` has it; zero before
        any."""
        for value, weight in zip(reversed(model.value), reversed(model.weight), strict=True):
            whole_weight = float(weight[rank].sum())
            if whole_weight > 0.0:
                return float(value[rank].sum()) / whole_weight
        return 0.0

    return report


def cost(model: KKGModel) -> float:
    """Rupiah spent this month, all payers, without what was paid in time."""
    if not model.ledger:
        return 0.0
    return float(sum(x for x, item in zip(model.ledger[-1], items().values(), strict=True) if not item.in_time))
