"""Quantities of facts worked out from runs, and whether they lie in their targets."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kkgsim.analysis.facts.fact import Fact, Property, Quantity
from kkgsim.analysis.facts.fitted import is_fitted
from kkgsim.analysis.facts.runs import BOOK, DRAWN, Luck, Played, Runs, earlier
from kkgsim.analysis.facts.sight import above
from kkgsim.analysis.facts.statistics import STATISTICS, Values, over_things
from kkgsim.analysis.facts.words import NOT
from kkgsim.engine.intervals import Interval
from kkgsim.i18n import Text
from kkgsim.i18n.units import UNITS, Unit
from kkgsim.model import entities, random_streams
from kkgsim.model.arrays import Array
from kkgsim.model.costs import items
from kkgsim.model.outcomes import OUTCOMES

IN_TARGET, MISSED, NOT_COMPUTED = "in_target", "missed", "cannot_be_computed"
"""The verdicts."""
NO_NUMBER = (float("nan"),) * 3
FAR = 2.0
"""Draws further than so many standard deviations from what was measured speak against it."""


@dataclass(frozen=True)
class Figure:
    """A quantity in the runs: at the book's values the mean over luck (``book``); over draws of the numbers each draw
    (``drawn``). The book's figure of a quantity that is built upon others is worked out from theirs."""

    quantity: Quantity
    unit: Unit | None
    change: bool
    book: float
    drawn: Array

    @property
    def interval(self) -> Interval:
        """Mean, low and high over draws; draws that give no number are left out."""
        there = self.drawn[np.isfinite(self.drawn)]
        return Interval.of(there) if len(there) else Interval(*NO_NUMBER)

    @property
    def share(self) -> float:
        """The share of draws in the target."""
        if self.quantity.target is None or not len(self.drawn):
            return float("nan")
        return float(np.mean([self.quantity.target.holds(value) for value in self.drawn.tolist()]))

    @property
    def distance(self) -> float:
        """How far the mean over draws is from what was measured, in standard deviations of the measurement, of the
        model's discrepancy and of the draws together; NaN where nothing was measured or drawn."""
        measured, there = self.quantity.estimate, self.drawn[np.isfinite(self.drawn)]
        if measured is None or not len(there):
            return float("nan")
        return abs(float(there.mean()) - measured.value) / float(np.hypot(measured.spread, there.std()))

    @property
    def verdict(self) -> str:
        """The verdict at the book's values; "" where there is no target."""
        if self.quantity.target is None:
            return ""
        if self.quantity.missing is not None or not np.isfinite(self.book):
            return NOT_COMPUTED
        return IN_TARGET if self.quantity.target.holds(self.book) else MISSED


@dataclass(frozen=True)
class Tested:
    """A fact with its figures."""

    fact: Fact
    figures: tuple[Figure, ...]

    @property
    def verdict(self) -> str:
        """Missed where one quantity is; in target where all are."""
        verdicts = [figure.verdict for figure in self.figures if figure.verdict]
        if MISSED in verdicts:
            return MISSED
        if self.fact.missing is not None or NOT_COMPUTED in verdicts or not verdicts:
            return NOT_COMPUTED
        return IN_TARGET

    @property
    def fitted(self) -> bool:
        """Whether numbers of the model are fitted to it."""
        return is_fitted(self.fact)

    @property
    def far(self) -> tuple[Figure, ...]:
        """The quantities whose draws speak against what was measured."""
        return tuple(figure for figure in self.figures if figure.distance > FAR)

    @property
    def reasons(self) -> tuple[Text, ...]:
        """Why it, or something of it, cannot be computed."""
        said = (self.fact.missing, *(figure.quantity.missing for figure in self.figures))
        return tuple(dict.fromkeys(text for text in said if text is not None))

    @property
    def share(self) -> float:
        """The share of draws in which every quantity that can be computed is in its target."""
        judged = [figure for figure in self.figures if figure.verdict and len(figure.drawn)]
        if not judged:
            return float("nan")
        inside = [[f.quantity.target.holds(value) for value in f.drawn.tolist()]  # type: ignore[union-attr]
                  for f in judged if f.verdict != NOT_COMPUTED]  # fmt: skip
        return float(np.all(inside, axis=0).mean()) if inside else float("nan")


def evaluate(fact: Fact, runs: Runs, replicates: Mapping[str, int], luck: Luck) -> Tested:
    """Every quantity of a fact, in the order of its file; ``luck`` is what was played with."""
    figures: dict[str, Figure] = {}
    for name, quantity in fact.quantities.items():
        book, drawn = float("nan"), np.zeros(0)
        if quantity.missing is None and fact.missing is None:
            if quantity.arm:
                tables = {
                    mode: _measured(fact, quantity, runs, mode, luck) for mode, count in replicates.items() if count
                }
                book, drawn = _mean(tables.get(BOOK, drawn)), tables.get(DRAWN, drawn)
            else:
                book = float(_built(quantity, {key: np.array([f.book]) for key, f in figures.items()})[0])
                drawn = _built(quantity, {key: f.drawn for key, f in figures.items()})
        figures[name] = Figure(quantity, *_unit(quantity, figures), book, drawn)
    return Tested(fact, tuple(figures.values()))


def _mean(values: Array) -> float:
    there = values[np.isfinite(values)]
    return float(there.mean()) if len(there) else float("nan")


def _built(quantity: Quantity, known: Mapping[str, Array]) -> Array:
    """A difference, ratio or order of quantities, draw by draw; nothing can be said where one of them is no number."""
    with np.errstate(invalid="ignore", divide="ignore"):
        if quantity.statistic == "difference":
            return known[quantity.of] - known[quantity.to]
        if quantity.statistic == "ratio":
            below = known[quantity.to]
            return np.where(below != 0.0, known[quantity.of] / below, np.nan)
        if quantity.statistic == "rest":
            return 1.0 - known[quantity.of]
        names, signs = quantity.order[::2], quantity.order[1::2]
        values = [known[name] for name in names]
        holds = [first > second if sign == ">" else first >= second
                 for first, sign, second in zip(values, signs, values[1:], strict=False)]  # fmt: skip
        unknown = np.any([~np.isfinite(value) for value in values], axis=0)
        return np.where(unknown, np.nan, np.all(holds, axis=0).astype(float))


def _measured(fact: Fact, quantity: Quantity, runs: Runs, mode: str, luck: Luck) -> Array:
    """A quantity in its arm, less that in the arm which it is against, shape (replicates,).

    Whom it is among, the runs of its arm say, so that the same things are looked at in both.
    """
    arms = [quantity.arm, *([quantity.against] if quantity.against else [])]
    inside = None if quantity.property is None else _inside(quantity, runs.of(fact, quantity.arm, mode))
    values = []
    for arm in arms:
        its = runs.of(fact, arm, mode)
        if inside is not None:
            values.append(_over_things(quantity, its, inside, _Error(fact, quantity, its, arm, luck)))
        elif quantity.items:
            values.append(_spent(quantity, its))
        else:
            now = _outcome(quantity, its, quantity.month, quantity.first)
            values.append(now if quantity.since is None else now - _outcome(quantity, its, quantity.since, None))
    return values[0] - values[1] if len(values) > 1 else values[0]


def _outcome(quantity: Quantity, played: Played, month: int, first: int | None) -> Array:
    """An outcome in a month, or its mean from the ``first`` month on; the start is what the first month shows."""
    group = quantity.group.removeprefix(NOT)
    monthly = played.monthly(quantity.outcome, group, rest=quantity.group.startswith(NOT))
    last = max(month, 1)
    window = monthly[(last if first is None else first) - 1 : last]
    values: Array = window.sum(axis=0) / len(window)
    return values


def _spent(quantity: Quantity, played: Played) -> Array:
    """Rupiah spent on some items, from the first month (or after ``since``) to the month."""
    begin = quantity.since if quantity.since is not None else (quantity.first or 1) - 1
    rows = [list(items()).index(name) for name in quantity.items]
    spent: Array = played.totals.ledger[rows, begin : quantity.month].sum(axis=(0, 1))
    return spent


def _over_things(quantity: Quantity, played: Played, inside: NDArray[np.bool_], error: _Error) -> Array:
    """The statistic of a property over the things that are ``inside``."""
    seen, before = quantity.property, None
    assert seen is not None
    sight = played.seen[seen]
    value = error.read(sight.seen, seen.month)
    if quantity.since is not None:
        before = error.read(played.seen[earlier(seen, quantity.since)].seen, quantity.since)
        value = value if quantity.statistic == "share_changed" else value - before
    by = None if quantity.by is None else _lifted(played, quantity.by, seen.things)
    values = Values(np.where(inside, value, np.nan), sight.weight, by, before)
    option = next((numbers for key, numbers in quantity.options.items() if key not in ("noise", "sample")), ())
    return over_things(quantity.statistic, values, option)


def _lifted(played: Played, wanted: Property, things: str) -> Array:
    """A property of things, or of what they belong to, shape (things, replicates)."""
    return played.seen[wanted].seen[above(played.roster, things, wanted.things)]


def _inside(quantity: Quantity, played: Played) -> NDArray[np.bool_]:
    """Which things a quantity is among, shape (things, replicates)."""
    seen = quantity.property
    assert seen is not None
    inside = np.ones(played.seen[seen].seen.shape, dtype=bool)
    for part in quantity.among:
        by = _lifted(played, part.by, seen.things)
        low, high = np.quantile(by, [part.low, part.high], axis=0)
        inside &= (by >= low) & (by <= high)
        if part.above is not None:
            inside &= by > part.above
        if part.below is not None:
            inside &= by < part.below
    return inside


@dataclass(frozen=True)
class _Error:
    """The error with which a quantity is measured: new at every occasion, the same in every clock and order."""

    fact: Fact
    quantity: Quantity
    played: Played
    arm: str
    luck: Luck

    def read(self, value: Array, month: int) -> Array:
        """What an instrument reads of true values (things, replicates) in a month."""
        (noise,), (pupils,) = (self.quantity.options.get(key, (0.0,)) for key in ("noise", "sample"))
        spread = np.full(value.shape, noise)
        if pupils:
            share = np.clip(value, 0.0, 1.0)
            spread = np.sqrt(spread**2 + share * (1.0 - share) / pupils)
        if not spread.any():
            return value
        what = f"{self.fact.name}.{self.quantity.name}.{self.arm}"
        lanes = random_streams.Lanes.of(self.luck.seed, self.played.place.key, self.luck.of(range(value.shape[1])))
        noisy: Array = value + spread * random_streams.errors(lanes, what, month, len(value))
        return noisy


def _unit(quantity: Quantity, known: Mapping[str, Figure]) -> tuple[Unit | None, bool]:
    """What a quantity is written in (None: a bare number), and whether it is a change of it."""
    kind, change = STATISTICS[quantity.statistic].unit, bool(quantity.against) or quantity.since is not None
    if kind != "same":
        return UNITS.get(kind), bool(quantity.against)
    if quantity.of:
        return known[quantity.of].unit, quantity.statistic == "difference"
    if quantity.items:
        return UNITS["Rp"], bool(quantity.against)
    if quantity.outcome:
        return OUTCOMES[quantity.outcome].unit, change
    if quantity.property is None:
        return None, change
    seen = quantity.property
    if seen.outcome:
        return OUTCOMES[seen.name].unit, change
    attribute = next(a for a in entities.KINDS[seen.things] if a.name == seen.name)
    return (None if seen.total else UNITS.get(attribute.unit)), change
