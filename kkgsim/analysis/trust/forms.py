"""Forms of structure: how likely each is, and whether they rank policies alike.

A number whose unit is a choice selects one form of a rule by its whole part; every band draws it like any number.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise

import numpy as np

from kkgsim.analysis.ranks import LEVEL
from kkgsim.analysis.sensitivity.problem import CHOICE
from kkgsim.engine.intervals import FEWEST
from kkgsim.model.arrays import Array
from kkgsim.model.posterior import Posterior
from kkgsim.model.registry import PARAMETERS


@dataclass(frozen=True)
class Form:
    """A form: the ends of the number that selects it, and how likely that is by the evidence alone."""

    low: float
    high: float
    prior: float

    @property
    def middle(self) -> float:
        """A value that selects it."""
        return (self.low + self.high) / 2.0

    @property
    def name(self) -> str:
        """Its ends."""
        return f"{self.low:g}–{self.high:g}"

    def weight(self, number: str, known: Posterior) -> float:
        """How likely it is after fitting; by the evidence alone where the number was not fitted."""
        if number not in known.names:
            return self.prior
        return float(known.weights[self.holds(known.draws[:, known.names.index(number)])].sum())

    def holds(self, values: Array) -> np.ndarray[tuple[int, ...], np.dtype[np.bool_]]:
        """Where values select it."""
        return np.asarray((values >= self.low) & (values < self.high))


def choices() -> list[str]:
    """The numbers that choose between forms."""
    return [name for name, number in PARAMETERS.items() if number.unit == CHOICE]


def forms_of(number: str) -> list[Form]:
    """The forms that a number chooses between; it is drawn evenly over its range."""
    declared = PARAMETERS[number]
    edges = [declared.low, *range(math.floor(declared.low) + 1, math.ceil(declared.high)), declared.high]
    span = declared.high - declared.low
    return [Form(low, high, (high - low) / span) for low, high in pairwise(edges)]


@dataclass(frozen=True)
class Disagreement:
    """Two policies, by their places, of which one does clearly better under one form and the other under another."""

    better: int
    worse: int
    here: Form
    there: Form


def disagreements(number: str, drawn: Array, effects: Sequence[Array]) -> Iterator[Disagreement]:
    """Pairs of policies that two forms rank differently.

    ``drawn`` are the values of the number, shape (draws,), ``effects`` what each policy brings in the same draws, more
    being better. A form that few draws have, as one that facts speak against, ranks nothing. Clear is what Student's t
    leaves on one side of zero, over all pairs and forms together.
    """
    forms = [form for form in forms_of(number) if form.holds(drawn).sum() >= FEWEST]
    pairs = list(combinations(range(len(effects)), 2))
    tries = max(len(forms) * len(pairs), 1)
    for one, other in pairs:
        signs = [_sign((effects[one] - effects[other])[form.holds(drawn)], tries) for form in forms]
        if 1 in signs and -1 in signs:
            yield Disagreement(one, other, forms[signs.index(1)], forms[signs.index(-1)])


def _sign(gain: Array, tries: int) -> int:
    """Whether a mean gain is clearly above (1) or below (-1) zero."""
    from scipy import stats

    if not np.ptp(gain):
        return int(np.sign(gain[0]))
    reach = stats.t.ppf(1.0 - (1.0 - LEVEL) / (2.0 * tries), len(gain) - 1) * stats.sem(gain)
    mean = float(gain.mean())
    return 0 if abs(mean) <= reach else int(math.copysign(1, mean))
