"""(c) The reference rules in every framework, as its users write them: runs of a cluster, one run of a district."""

from __future__ import annotations

import importlib
import time
from collections.abc import Callable
from typing import Any

from benchmarks.harness import NS, WALL_NS, Aim, Case, Row, alone, interleaved, missing
from benchmarks.parts import Effort
from benchmarks.reference import engine_style, plain_numba, plain_numpy
from benchmarks.reference.world import Play, World, world

MONTHS = 60
RUNS, CLUSTERS = 1000, 256
"""Runs of one cluster; clusters of a district."""
MESA, BATCHED = "Mesa, objects", "NumPy, all runs in one array"
OWN = "rules as kkgsim writes them, float64"


def rows(effort: Effort) -> list[Row]:
    """Two shapes of the same work. Object frameworks play a small share of it, for time goes with the work."""
    runs, clusters = effort.pick(RUNS // 4, RUNS), effort.pick(CLUSTERS // 8, CLUSTERS)
    many = f"{runs:,} runs of one cluster, {MONTHS} months, 1 thread"
    one = f"one run of {clusters} clusters, {MONTHS} months, 1 thread"
    few = world(4, 1, MONTHS), world(1, effort.pick(4, 16), MONTHS)
    found = interleaved("c", many, _cases(world(runs, 1, MONTHS), few[0], True), effort.repeats)
    found += interleaved("c", f"{runs:,} runs of one cluster, {MONTHS} months, swept", _sweeps(runs), 1)
    return found + interleaved("c", one, _cases(world(1, clusters, MONTHS), few[1], False), effort.repeats)


def _cases(whole: World, some: World, many: bool) -> list[Case]:
    def case(what: str, make: Callable[[World], Play], of: World, **given: Any) -> Case:
        return Case(what, make(of), of.teacher_months, NS, **{"against": MESA, **given})

    told = f"{some.runs} runs" if many else f"{some.clusters} clusters"
    agentpy = missing("agentpy")
    found = [
        case(MESA, _objects("in_mesa"), some, against="", note=told, most=3),
        Case("AgentPy, objects", lambda: None, absent=agentpy) if agentpy else
        case("AgentPy, objects", _objects("in_agentpy"), some, note=told, most=3),
        case("plain numba, if and math.exp", plain_numba.rules_on, whole),
    ]  # fmt: skip
    if many:
        few = world(20, 1, MONTHS)
        found += [
            case("NumPy, run by run", plain_numpy.one_by_one, few, note=f"{few.runs} runs"),
            case(BATCHED, plain_numpy.batched, whole),
            case(OWN, engine_style.rules_on, whole, against=BATCHED, aim=Aim("ratio", "least", 3.0)),
        ]
    else:
        found += [
            case("NumPy", plain_numpy.one_by_one, whole),
            case(OWN, engine_style.rules_on, whole, against="NumPy"),
        ]
    return found


def _objects(module: str) -> Callable[[World], Play]:
    """A framework, imported when it is asked for."""
    return lambda given: importlib.import_module(f"benchmarks.reference.{module}").rules_on(given)  # type: ignore[no-any-return]


def _sweeps(runs: int) -> list[Case]:
    """How Mesa's users sweep, on two processes."""
    given, what = world(runs, 1, MONTHS), "Mesa, batch_run, 2 processes"
    return [
        Case(what, lambda: _batch_run(runs), given.teacher_months, WALL_NS, warm=False,
             note="starting the processes included"),
        Case(OWN, engine_style.rules_on(given), given.teacher_months, WALL_NS, what, note="1 thread"),
    ]  # fmt: skip


def _batch_run(runs: int) -> float:
    return float(alone("benchmarks.parts.peers:batch", runs).answer)


def batch(runs: int) -> float:
    """Seconds of ``mesa.batch_run`` of the reference rules."""
    from mesa.batchrunner import batch_run

    from benchmarks.reference.in_mesa import Reference

    begin = time.perf_counter()
    batch_run(
        Reference, {"seed": list(range(runs)), "months": MONTHS}, number_processes=2, max_steps=MONTHS,
        display_progress=False,
    )  # fmt: skip
    return time.perf_counter() - begin
