"""Cheap tests before dear ones: what is tested first of a condition, and which conditions are left as they are."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kkgsim.engine.printing.flatten import flat
from kkgsim.engine.printing.form import (
    Constant,
    Field,
    If,
    Loop,
    Operation,
    Type,
)
from kkgsim.engine.printing.fusing import plan
from kkgsim.engine.printing.guards import guarded
from kkgsim.engine.printing.llvm_function import APART
from kkgsim.engine.printing.month import month
from kkgsim.engine.printing.sparing import spared
from kkgsim.model.rules import arithmetic
from kkgsim.model.schedule import ORDER, Step


def trade(tie, a, b):
    """Done if a product is large: of its factors one reads a single column, the others two and four of all seven."""
    wanted = (1.0 - tie.within) * max(a.transferred, b.transferred)
    if wanted * (1.0 - max(a.moved, b.moved, a.serving, b.serving)) > 0.5:
        a.moved = 1.0


def trade_below_zero(tie, a, b):
    """A product that is large enough even where a factor is zero."""
    if tie.within * a.transferred * (1.0 - max(a.moved, b.moved, a.serving, b.serving)) > -0.5:
        a.moved = 1.0


def trade_by_sum(tie, a, b):
    """No product."""
    if tie.within + a.transferred + a.moved + b.moved > 0.5:
        a.moved = 1.0


def trade_by_constants(tie, a, b):
    """A factor without columns is no test."""
    if 2.0 * (a.moved + b.moved) * (a.serving + b.serving) > 0.5:
        a.moved = 1.0


def tie_loop(rule) -> Loop:
    (loop,) = [flat(one) for one in month((Step("tie", rule),)).loops if one.name.endswith(f".{rule.__name__}")]
    assert isinstance(loop.body[-1], If)
    return loop


def test_the_cheapest_factors_of_a_condition_are_tested_first() -> None:
    loop = tie_loop(trade)
    made = guarded(loop)
    (first,) = made.body
    assert first == If(first.test, loop.body, ())
    assert set(replace(loop, body=(If(first.test, (), ()),)).touched) == {("tie", "within")}
    assert guarded(made) == made, "once is enough"


@pytest.mark.parametrize("rule", [trade_below_zero, trade_by_sum, trade_by_constants])
def test_other_conditions_are_left_as_they_are(rule) -> None:
    loop = tie_loop(rule)
    assert guarded(loop) == loop


def trade_by_exponentials(tie, a, b):
    """A product with a power that is squared again and again: said without names it would be endless."""
    wanted = arithmetic.logistic(arithmetic.logistic(a.belief)) * arithmetic.exponential(a.belief)
    if tie.within * wanted * max(a.moved, b.moved, a.serving, b.serving) > 0.0:
        a.moved = 1.0


def trade_of_small_parts(tie, a, b):
    """A product of two factors that are tested first, and of much besides."""
    if tie.within * a.transferred * max(a.moved, b.moved, a.serving, b.serving, a.habit, b.habit) > 0.0:
        a.moved = 1.0


def test_what_is_tested_first_is_no_longer_than_the_rule() -> None:
    loop = tie_loop(trade_by_exponentials)
    first = guarded(loop).body[-1]
    assert isinstance(first, If)
    assert isinstance(first.body[-1], If)
    assert len(repr(first)) < 2 * len(repr(loop.body))


def test_each_factor_is_tested_by_itself() -> None:
    """Two that are tiny have no product, and yet the product of all may be large."""
    first = guarded(tie_loop(trade_of_small_parts)).body[-1]
    assert isinstance(first, If)
    factors = (Field("tie", "tie", "within"), Field("a", "teacher", "transferred"))
    tests = tuple(Operation("!=", (one, Constant(0.0, Type.NUMBER)), Type.CONDITION) for one in factors)
    assert first.test == Operation("and", tests, Type.CONDITION)


def test_most_ties_read_little_of_what_a_trade_of_posts_would_need() -> None:
    loops = [item for item in spared(plan(month(ORDER), frozenset(APART))) if isinstance(item, Loop)]
    (trades,) = [loop for loop in loops if loop.name == "moving_on.trade_posts"]
    (look,) = trades.body
    assert set(replace(trades, body=(If(look.test, (), ()),)).touched) == {
        ("tie", "within"), ("a", "transferred"), ("b", "transferred"),
    }  # fmt: skip
