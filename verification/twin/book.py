"""The book of numbers, as the page prints it, and what a run draws of it (``numbers.md``, last part of ``luck.md``)."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from math import sqrt
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from verification.twin.luck import Luck

PAGES = Path(__file__).resolve().parents[2] / "docs" / "description"
FITTED = PAGES.parents[1] / "kkgsim" / "model" / "posterior.json"
"""Joint draws of fitted numbers: data, as the page says."""
ROW = re.compile(r"^\| `(\w+)` \| ([^|]+) \| ([^|]+) \| ([^|]+) \| [^|]+ \| ([^|]+) \|", re.M)


@dataclass(frozen=True)
class Number:
    """A number of the book: its value, range and distribution."""

    value: float
    low: float
    high: float
    distribution: str


def number(text: str) -> float:
    """A number as the pages print it, with a real minus sign and commas between thousands."""
    return float(text.strip().replace("−", "-").replace("∞", "inf").replace(",", ""))


@cache
def book() -> Mapping[str, Number]:
    """All numbers by name."""
    page = (PAGES / "numbers.md").read_text(encoding="utf-8")
    rows = ((name, cells) for name, *cells in ROW.findall(page))
    return {name: Number(number(c[0]), number(c[1]), number(c[2]), c[3].strip()) for name, c in rows}


def quantile(of: Number, u: float) -> float:
    """The value below which the share ``u`` of the distribution lies."""
    if of.distribution == "uniform":
        return of.low + (of.high - of.low) * u
    if of.distribution == "loguniform":
        power, ratio, left = 1.0, of.high / of.low, u
        for _ in range(53):
            ratio, left = sqrt(ratio), 2.0 * left
            if left >= 1.0:
                power, left = power * ratio, left - 1.0
        return min(max(of.low * power, of.low), of.high)
    if of.distribution == "double_triangular" and of.low < of.value < of.high:
        if u < 0.5:
            return of.low + (of.value - of.low) * sqrt(min(2.0 * u, 1.0))
        return of.high - (of.high - of.value) * sqrt(min(2.0 * (1.0 - u), 1.0))
    width = of.high - of.low
    if u < (of.value - of.low) / width:
        return of.low + sqrt(u * width * (of.value - of.low))
    return of.high - sqrt((1.0 - u) * width * (of.high - of.value))


def held(assumptions: Iterable[Any]) -> SimpleNamespace:
    """The numbers at the book's values, or at those assumed."""
    return SimpleNamespace(**{name: one.value for name, one in _assumed(assumptions).items()})


@cache
def fitted() -> tuple[tuple[str, ...], NDArray[np.float64], NDArray[np.float64]]:
    """Names of the fitted numbers, their joint draws (draws, numbers), and the weight of all draws up to each."""
    file = json.loads(FITTED.read_text(encoding="utf-8"))
    weights = np.array(file["weights"])
    return tuple(file["numbers"]), np.array(file["draws"]), np.cumsum(weights / weights.sum())


def drawn(assumptions: Iterable[Any], luck: Luck, *, jointly: bool = False) -> SimpleNamespace:
    """The numbers that a replicate draws; the fitted ones ``jointly``, of the posterior that ships, or as others."""
    assumptions = tuple(assumptions)
    numbers = _assumed(assumptions)
    shares = luck.shares_of_numbers(tuple(numbers))
    values = {}
    for (name, one), u in zip(numbers.items(), shares, strict=True):
        still = one.distribution == "fixed" or one.distribution.startswith("held") or one.low == one.high
        values[name] = one.value if still else quantile(one, float(u))
    if jointly:
        values |= _jointly(luck, {one.number for one in assumptions})
    return SimpleNamespace(**values)


def _jointly(luck: Luck, assumed: set[str]) -> dict[str, float]:
    """The fitted numbers of a replicate, but for those of which its scenario assumes something; within their ranges."""
    names, draws, up_to = fitted()
    (u,) = luck.shares_of_numbers(["draw of the posterior"])
    row = draws[min(int((up_to <= u).sum()), len(draws) - 1)]
    ranges = ((book()[name].low, book()[name].high) for name in names)
    return {
        name: min(max(float(x), low), high)
        for name, x, (low, high) in zip(names, row, ranges, strict=True) if name not in assumed
    }  # fmt: skip


def _assumed(assumptions: Iterable[Any]) -> dict[str, Number]:
    numbers = dict(book())
    for one in assumptions:
        before = numbers[one.number].distribution
        kind = "double_triangular" if before == "fixed" else before
        numbers[one.number] = Number(one.value, one.low, one.high, kind)
    return numbers
