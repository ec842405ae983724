"""Whom a policy reaches, month by month, as loops: the functions of :mod:`kkgsim.model.reaching` lever by lever.

The clear clock does the same, in :mod:`kkgsim.engine.policy_reach`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Protocol

from kkgsim.engine.printing.form import Call, Cell, Constant, Counter, Expression, Field, Index, Local, Operation, Type
from kkgsim.engine.printing.reading import read
from kkgsim.model import reaching
from kkgsim.model.levers import all_levers
from kkgsim.model.outcomes import SEEN_BY_AN_OFFICE, weight_rank
from kkgsim.model.reaching import column

SELF, ONLY = Cell(Index("self")), Cell(Index("only"))
EACH_MONTH = Cell(per_month=True)


class Making(Protocol):
    """A loop as it is put together."""

    def assign(self, name: str, value: Expression) -> Local:
        """Work something out for what follows."""

    def store(self, field: Field, value: Expression) -> None:
        """Write one column."""

    def recorded(self, table: str, column: str, cell: Cell) -> Field:
        """One column of a table."""

    def number(self, name: str) -> Expression:
        """One of the numbers."""


def of(function: Callable[..., Any], *values: Expression) -> Call:
    """A call of a function of numbers."""
    return Call(read(function, (Type.NUMBER,) * len(values)), values)


def _month() -> Expression:
    """The number of the month, the first is 1."""
    return _plus(Operation("number", (Counter("month"),), Type.NUMBER), Constant(1.0, Type.NUMBER))


class _Lever:
    """What is kept and said of a lever, in a loop."""

    def __init__(self, loop: Making, name: str, table: str, cell: Cell):
        self._loop, self._name, self._table, self._cell = loop, name, table, cell

    def aim(self, name: str) -> Field:
        """What the policy says of it this month."""
        return self._loop.recorded("aims", column(self._name, name), EACH_MONTH)

    def kept(self, name: str) -> Field:
        """What is kept of it."""
        return self._loop.recorded(self._table, column(self._name, name), self._cell)

    def found(self, name: str, value: Expression) -> Local:
        """Work something out and give it a name."""
        return self._loop.assign(f"{name}_{self._name}", value)

    def keep(self, **values: Expression) -> None:
        """Write what is kept of it."""
        for name, value in values.items():
            self._loop.store(self.kept(name), value)


def in_the_district(loop: Making) -> None:
    """Which phases wait, and what of the policy reaches the district as a whole."""
    for name in all_levers():
        lever = _Lever(loop, name, "gates", SELF)
        begins, when = lever.aim("begins"), lever.aim("when")
        shut = lever.found("shut", of(reaching.is_shut, begins, when, lever.kept("shut")))
        months = of(reaching.months_in, shut, lever.kept("was_shut"), lever.kept("fresh"))
        fresh = lever.found("fresh", months)
        lever.keep(shut=shut, was_shut=shut, fresh=fresh)
        over = lever.found("over", begins)
        for one in ("sum", "looked", "watched"):
            lever.keep(**{one: of(reaching.kept_on, lever.kept(one), over)})
        _hand_on(loop, name, "district", shut, fresh)


def in_clusters(loop: Making) -> None:
    """Whom each lever is aimed at, and what of the policy reaches each cluster."""
    needier, remoter = loop.recorded("cluster", "needier", SELF), loop.recorded("cluster", "remoter", SELF)
    lists, clusters = loop.recorded("lists", "listed", SELF), loop.recorded("district", "clusters", ONLY)
    latest = loop.assign("latest", Constant(0.0, Type.NUMBER))
    for name in all_levers():
        lever = _Lever(loop, name, "reach", SELF)
        begins, how = lever.aim("begins"), lever.aim("how")
        choice = of(reaching.is_chosen, how, lever.aim("many"), needier, remoter, lists, clusters)
        chosen = lever.found("chosen", choice)
        latest = loop.assign("latest", of(reaching.either, latest, of(reaching.newly_chosen, begins, how, chosen)))
        left = lever.found("left", of(reaching.left_out, begins, chosen, lever.kept("left_out")))
        shut = loop.recorded("gates", column(name, "shut"), ONLY)
        out = lever.found("out", of(reaching.either, left, shut))
        fresh = lever.found("fresh", of(reaching.months_in, out, lever.kept("was_out"), lever.kept("fresh")))
        lever.keep(left_out=left, was_out=out, fresh=fresh)
        _hand_on(loop, name, "cluster", out, fresh)
    first = loop.recorded("cluster", "chosen_in", SELF)
    loop.store(first, of(reaching.first_of, first, latest, _month()))


def _hand_on(loop: Making, lever: str, to: str, out: Expression, fresh: Expression) -> None:
    """Write what of a lever's settings reaches somebody who is ``out`` or has had it for so many months."""
    delay = loop.assign(f"delay_{lever}", of(reaching.whole_delay, loop.number(all_levers()[lever].delay)))
    source, cell = ("", EACH_MONTH) if to == "district" else ("district_", ONLY)
    for setting in all_levers()[lever].settings:
        name = f"{lever}_{setting.name}"
        acts, paid = (loop.recorded(f"{source}{table}", name, cell) for table in ("effective", "committed"))
        there = of(reaching.acts_there, acts, out, fresh, delay)
        loop.store(loop.recorded(f"{to}_effective", name, SELF), there)
        loop.store(loop.recorded(f"{to}_committed", name, SELF), of(reaching.paid_there, paid, out))


def look(loop: Making) -> None:
    """What the office sees of the month, whereupon phases begin and end."""
    seen, there = {}, {}
    for rank, outcome in enumerate(SEEN_BY_AN_OFFICE, start=1):
        value = loop.recorded("total_value", outcome, EACH_MONTH)
        weight = loop.recorded("total_weight", f"w{weight_rank(outcome)}", EACH_MONTH)
        seen[rank] = loop.assign(f"seen_{outcome}", of(reaching.mean_seen, value, weight))
        there[rank] = loop.assign(f"there_{outcome}", of(reaching.mean_seen, weight, weight))
    nothing = Constant(0.0, Type.NUMBER)
    for name in all_levers():
        lever = _Lever(loop, name, "gates", SELF)
        shut, ended = lever.kept("shut"), lever.kept("ended")
        code = lever.found("code", of(reaching.watched_for, shut, ended, lever.aim("when"), lever.aim("until")))
        line = lever.found("line", _either(shut, lever.aim("when_line"), lever.aim("until_line")))
        months = lever.found("months", _either(shut, lever.aim("when_months"), lever.aim("until_months")))
        total = lever.found("total", _plus(lever.kept("sum"), _sum_of(code, seen, nothing)))
        looked = lever.found("looked", _plus(lever.kept("looked"), _sum_of(code, there, nothing)))
        watched = lever.found("watched", _plus(lever.kept("watched"), Constant(1.0, Type.NUMBER)))
        turns = lever.found("turns", of(reaching.crosses, code, line, total, looked, months, watched))
        over = lever.found("over", of(reaching.look_over, code, watched, months))
        lever.keep(
            began=of(reaching.first_of, lever.kept("began"), of(reaching.opens, shut, turns), _next()),
            ended=of(reaching.first_of, ended, of(reaching.closes, shut, turns), _next()),
            sum=of(reaching.kept_on, total, over), looked=of(reaching.kept_on, looked, over),
            watched=of(reaching.kept_on, watched, over), shut=of(reaching.turned, shut, turns),
        )  # fmt: skip


def _plus(one: Expression, other: Expression) -> Expression:
    """The sum of two numbers."""
    return Operation("+", (one, other), Type.NUMBER)


def _next() -> Expression:
    """The number of the month after."""
    return _plus(_month(), Constant(1.0, Type.NUMBER))


def _either(shut: Expression, waiting: Expression, open_: Expression) -> Call:
    """What belongs to the beginning of a phase that waits, or to the end of one that is open."""
    return of(reaching.by_state, shut, waiting, open_)


def _sum_of(code: Expression, seen: dict[int, Local], nothing: Expression) -> Expression:
    """What is seen of the outcome that a lever waits for."""
    total = nothing
    for rank, local in seen.items():
        about = of(reaching.is_about, code, Constant(float(rank), Type.NUMBER))
        total = _plus(total, Operation("*", (local, about), Type.NUMBER))
    return total
