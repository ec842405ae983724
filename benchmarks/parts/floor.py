"""(d) The floor: the reference rules in C, and what can be saved by nobody, an exp and reading the luck."""

from __future__ import annotations

from typing import Any

import numpy as np

from benchmarks.harness import NS, Aim, Case, Row, interleaved
from benchmarks.parts import Effort
from benchmarks.reference import engine_style, in_c
from benchmarks.reference.world import Play, World, world

MONTHS = 60
KINDS: dict[str, type[np.floating[Any]]] = {"float": np.float32, "double": np.float64}
BITS = {"float": "float32", "double": "float64"}


def rows(effort: Effort) -> list[Row]:
    """Both precisions; the rules as kkgsim writes them against C of the same precision."""
    given = world(1, effort.pick(32, 256), MONTHS)
    group = f"one run of {given.clusters} clusters, {MONTHS} months, 1 thread"
    cases: list[Case] = []
    for real in KINDS:
        cases += _of(given, real)
    return interleaved("d", group, cases, effort.repeats * 3)  # they take a moment each


def _of(given: World, real: str) -> list[Case]:
    absent = "" if in_c.there() else "left out: there is no gcc"
    best = f"C, gcc -O3 -ffast-math, {BITS[real]}"

    def in_gcc(what: str, make: object, flags: tuple[str, ...]) -> Case:
        play: Play = (lambda: np.empty(0)) if absent else make(given, real, flags)  # type: ignore[operator]
        return Case(what, play, given.teacher_months, NS, "" if what == best else best, absent=absent)

    return [
        in_gcc(f"C, gcc -O3, {BITS[real]}", in_c.rules, in_c.STRICT),
        in_gcc(best, in_c.rules, in_c.FAST),
        Case(f"rules as kkgsim writes them, {BITS[real]}", engine_style.rules_on(given, KINDS[real]),
             given.teacher_months, NS, best, Aim("ratio", "least", 0.5)),
        in_gcc(f"C, one exp, gcc -O3, {BITS[real]}", in_c.exps, in_c.STRICT),
        in_gcc(f"C, one exp, gcc -O3 -ffast-math, {BITS[real]}", in_c.exps, in_c.FAST),
        in_gcc(f"C, reading the luck, {BITS[real]}", in_c.reads, in_c.FAST),
    ]  # fmt: skip
