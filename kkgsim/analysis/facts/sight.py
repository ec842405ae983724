"""What is seen of things in runs: a property thing by thing, in some months, and what it is weighted by."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any

import numpy as np

from kkgsim.analysis.facts.fact import COLLEAGUES, Property
from kkgsim.engine.calls import arguments
from kkgsim.model import entities
from kkgsim.model.arrays import Array, Index
from kkgsim.model.outcomes import OUTCOMES
from kkgsim.model.registry import PARAMETERS
from kkgsim.places.population.roster import Roster


@dataclass
class Sight:
    """A property of all things of a kind, shape (things, replicates): what was summed up over its months, and the
    weights where it is an outcome's."""

    wanted: Property
    roster: Roster
    value: Array
    weight: Array | None

    @classmethod
    def empty(cls, wanted: Property, roster: Roster, replicates: int) -> Sight:
        """Room for some replicates."""
        shape = roster.counts[wanted.things], replicates
        return cls(wanted, roster, np.zeros(shape), np.zeros(shape) if wanted.outcome else None)

    @property
    def seen(self) -> Array:
        """The property; not a number where an outcome had no weight."""
        if self.weight is None:
            return self.value if self.wanted.total else self.value / len(self.wanted.months)
        return self.value if self.wanted.total else _ratio(self.value, self.weight)

    def look(self, state: Any, parameters: Array, here: slice) -> None:
        """Add what is seen in a month of the replicates ``here``; ``parameters`` are theirs."""
        if self.weight is None:
            self.value[:, here] += self._attribute(state, parameters.shape[1])
            return
        outcome = OUTCOMES[self.wanted.name]
        weight = self._rule(outcome.weight, state, parameters)
        value = self._rule(outcome.value, state, parameters)
        self.weight[:, here] += weight
        self.value[:, here] += np.nan_to_num(_ratio(value, weight)) if self.wanted.total else value

    def _attribute(self, state: Any, lanes: int) -> Array:
        """The attribute, shape (things, lanes)."""
        own = _column(state, self.wanted.things, self.wanted.name, lanes)
        return of_colleagues(own, self.roster.school_of) if self.wanted.kind == COLLEAGUES else own

    def _rule(self, rule: Callable[..., float], state: Any, parameters: Array) -> Array:
        """A rule of an outcome at every thing, shape (things, lanes)."""
        kind, lanes = self.wanted.kind, parameters.shape[1]
        rows = {
            name: _Rows(state, entities.HOLDERS[name], above(self.roster, kind, entities.HOLDERS[name]), lanes)
            for name in arguments(rule) if name != "n"
        }  # fmt: skip
        numbers = [SimpleNamespace(**dict(zip(PARAMETERS, column, strict=True))) for column in parameters.T.tolist()]
        things = self.roster.counts[kind]
        seen = np.empty((things, lanes))
        for thing in range(things):
            for lane in range(lanes):
                given = [numbers[lane] if name == "n" else rows[name].at(thing, lane) for name in arguments(rule)]
                seen[thing, lane] = rule(*given)
        return seen


def _ratio(value: Array, weight: Array) -> Array:
    """``value / weight``; not a number where there is no weight."""
    return np.divide(value, weight, out=np.full_like(value, np.nan), where=weight > 0.0)


class _Rows:
    """The things that a rule reads, each as an object with its attributes."""

    def __init__(self, state: Any, kind: str, index: Index, lanes: int):
        self._table, self._index, self._lanes = getattr(state, kind), index, lanes
        self._names = {name: rank for rank, name in enumerate(entities.names(kind))}

    def at(self, thing: int, lane: int) -> _Row:
        """The one that belongs to a thing in a lane."""
        return _Row(self._table, self._names, int(self._index[thing]) * self._lanes + lane)


class _Row:
    """A thing in a lane."""

    def __init__(self, table: Array, names: dict[str, int], cell: int):
        self._table, self._names, self._cell = table, names, cell

    def __getattr__(self, name: str) -> float:
        return float(self._table[self._names[name], self._cell])


def _column(state: Any, kind: str, attribute: str, lanes: int) -> Array:
    """An attribute of every thing of a kind, shape (things, lanes)."""
    column: Array = getattr(state, kind)[entities.names(kind).index(attribute)].reshape(-1, lanes)
    return column


def above(roster: Roster, kind: str, other: str) -> Index:
    """For every thing of a kind the one of another kind that it is or belongs to. Raises ``KeyError`` for none."""
    count = roster.counts[kind]
    if other == kind:
        return np.arange(count)
    if other == "district":
        return np.zeros(count, dtype=np.int64)
    for name, parent in entities.PARENTS.get(kind, {}).items():
        if parent == kind:
            continue  # another of its kind leads no further up
        index = roster.parents[f"{kind}_{name}"]
        if parent == other:
            return index
        try:
            return above(roster, parent, other)[index]
        except KeyError:
            continue
    raise KeyError(f"{kind} belongs to no {other}")


def of_colleagues(values: Array, school_of: Index) -> Array:
    """The mean of ``values`` (teachers, draws) over the other teachers of each teacher's school; not a number for
    somebody who teaches alone."""
    schools = int(school_of.max()) + 1
    sums, counts = np.zeros((schools, values.shape[1])), np.bincount(school_of, minlength=schools)
    np.add.at(sums, school_of, values)
    others = counts[school_of][:, None] - 1
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.where(others > 0, (sums[school_of] - values) / others, np.nan)
