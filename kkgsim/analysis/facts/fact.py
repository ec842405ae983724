"""A fact: what the world has shown, and how the same is measured in the model."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field

from kkgsim.i18n import Text
from kkgsim.model.calendar import FIRST_MONTH
from kkgsim.scenario.scenario import Assumption, Scenario

COLLEAGUES = "colleagues"
"""The kind of a property that is the mean over the other teachers of a teacher's school."""


@dataclass(frozen=True)
class Property:
    """What is looked at thing by thing: an attribute of ``kind``, or with ``outcome`` an outcome seen at each of them.

    As it is after ``month`` (0 is the start); from the month ``first`` to it where that is given, as their mean or,
    with ``total``, added up.
    """

    kind: str
    name: str
    month: int
    outcome: bool = False
    first: int | None = None
    total: bool = False

    @property
    def things(self) -> str:
        """The kind of thing that it is known of."""
        return "teacher" if self.kind == COLLEAGUES else self.kind

    @property
    def months(self) -> range:
        """The months after which it is looked at."""
        return range(self.month if self.first is None else self.first, self.month + 1)


@dataclass(frozen=True)
class Among:
    """Things of which a property lies in a part of its range: from the quantile ``low`` to ``high`` of all things, and
    ``above`` and ``below`` a value."""

    by: Property
    low: float = 0.0
    high: float = 1.0
    above: float | None = None
    below: float | None = None


@dataclass(frozen=True)
class Target:
    """The range in which a quantity should lie; None: no bound on that side."""

    low: float | None = None
    high: float | None = None

    def holds(self, value: float) -> bool:
        """Whether a value lies in it; what is no number does not."""
        above = value == value if self.low is None else value >= self.low
        return above and (self.high is None or value <= self.high)


@dataclass(frozen=True)
class Estimate:
    """What was measured of a quantity: its ``value``, the standard ``error`` with which it was measured, and how far
    the model may be off even with the right numbers (``discrepancy``, a standard deviation: another country, another
    programme). ``why`` says where the error comes from."""

    value: float
    error: float
    discrepancy: float
    why: Text

    @property
    def spread(self) -> float:
        """The standard deviation of what the model should show around the value."""
        return math.hypot(self.error, self.discrepancy)


@dataclass(frozen=True)
class Quantity:
    """One figure of a fact, in each draw a number.

    It is measured (in one ``arm``, or in one less another, ``against``): an ``outcome`` (of a ``group`` if one is
    named), ledger ``items`` in rupiah, or the ``statistic`` of a ``property`` over things. Or it is worked out from
    other quantities: ``of`` and ``to``, or in which ``order`` they are. ``options`` are those of the statistic.
    """

    name: str
    label: Text
    statistic: str
    arm: str = ""
    against: str = ""
    outcome: str = ""
    group: str = ""
    items: tuple[str, ...] = ()
    property: Property | None = None
    month: int = 0
    first: int | None = None
    since: int | None = None
    by: Property | None = None
    among: tuple[Among, ...] = ()
    options: Mapping[str, tuple[float, ...]] = field(default_factory=dict)
    of: str = ""
    to: str = ""
    order: tuple[str, ...] = ()
    target: Target | None = None
    missing: Text | None = None
    estimate: Estimate | None = None


@dataclass(frozen=True)
class Arm:
    """One arm of an experiment: a policy, and where it is played: in how many ``schools`` or ``clusters`` of the
    scenario's place (0 and 0: all), with the published means of ``profile`` where one is named."""

    name: str
    scenario: Scenario
    schools: int = 0
    clusters: int = 0
    profile: str = ""


@dataclass(frozen=True)
class Fact:
    """What the world has shown (``observed``), the experiment that shows it in the model, and where it was read.

    ``place`` is an embedded place or a folder (found from ``base``), that of every arm which names no other.
    ``missing`` says why the fact cannot be computed, where it cannot. With ``fitted`` the numbers of the model are
    fitted to its estimates, else it is kept aside to judge what was fitted.
    """

    name: str
    title: Text
    observed: Text
    sources: tuple[str, ...]
    place: str
    months: int
    arms: Mapping[str, Arm]
    quantities: Mapping[str, Quantity]
    first_month: int = FIRST_MONTH
    assumptions: tuple[Assumption, ...] = ()
    note: Text | None = None
    missing: Text | None = None
    fitted: bool = False
    base: str = ""
    text: str = field(default="", compare=False)

    @property
    def judged(self) -> tuple[Quantity, ...]:
        """The quantities that have a target."""
        return tuple(quantity for quantity in self.quantities.values() if quantity.target is not None)

    @property
    def estimated(self) -> tuple[Quantity, ...]:
        """The quantities that were measured with an error, and can be computed."""
        there = self.quantities.values() if self.missing is None else ()
        return tuple(q for q in there if q.estimate is not None and q.missing is None)
