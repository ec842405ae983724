"""(b) A thousand runs of one cluster: kkgsim's sweep, Mesa's ``batch_run`` and EMA Workbench, on two processes."""

from __future__ import annotations

import tempfile
import time
from pathlib import Path
from typing import Any

from benchmarks.harness import Aim, Case, Row, alone, interleaved, missing, python
from benchmarks.parts import Effort
from benchmarks.parts.common import STUDY, place_of

RUNS = 1000
"""Runs of the study."""
MONTHS = 36
BATCH = "mesa.batch_run of the clear clock, 2 processes"
LEVERS = {"facilitator_team_per_10_schools": (0.0, 3.0), "release_from_teaching_days": (0.0, 3.0)}
"""Levers that the study varies."""


def rows(effort: Effort) -> list[Row]:
    """All drivers, in turn. Slow ones play some runs, and :data:`RUNS` are reckoned from them."""
    some = effort.pick(6, 20)
    note = f"reckoned from {some} runs and what starting takes"
    ema, aim = missing("ema_workbench"), Aim("ratio", "least", 500.0)
    cases = [
        Case(BATCH, lambda: _reckoned("batch", some), most=effort.pick(1, 3), warm=False, note=note),
        Case("EMA Workbench on the clear clock, 2 processes", lambda: _reckoned("ema", some), against=BATCH,
             most=effort.pick(1, 3), warm=False, note=note, absent=ema),
        Case("kkgsim sweep, in a process, 2 workers", _swept, against=BATCH, aim=aim, note="results on disk"),
        Case("kkgsim sweep, whole command line, 2 workers", _commanded, against=BATCH,
             note="results on disk; interpreter, imports and reading the study included"),
    ]  # fmt: skip
    return interleaved("b", f"{RUNS:,} runs of one cluster, {MONTHS} months", cases, effort.repeats)


def _reckoned(driver: str, some: int) -> float:
    """Seconds for :data:`RUNS` runs: those of starting, found with two runs of one month, and what each run takes."""
    where = f"benchmarks.parts.sweeps:{driver}"
    start, whole = (float(alone(where, *size).answer) for size in ((2, 1), (some, MONTHS)))
    return start + RUNS * (whole - start) / some


def _swept() -> float:
    return float(alone("benchmarks.parts.sweeps:swept", str(STUDY), 2).answer)


def _commanded() -> float:
    with tempfile.TemporaryDirectory() as where:
        words = ("-m", "kkgsim", "sweep", str(STUDY), "--workers", "2", "--out", str(Path(where) / "results"))
        return python(*words).seconds


def swept(study: str, workers: int) -> float:
    """Seconds of a sweep through Python, once kkgsim is imported and its kernel at hand."""
    from kkgsim.design.read_study import read_study
    from kkgsim.engine import kernel
    from kkgsim.execution.sweep import SweepOptions, prepare, sweep

    kernel.ready()
    with tempfile.TemporaryDirectory() as where:
        begin = time.perf_counter()
        count = sweep(prepare(read_study(study)), Path(where) / "results", SweepOptions(workers=workers))
        seconds = time.perf_counter() - begin
    if count.done != count.total or count.failed or count.killed:
        raise RuntimeError(f"{count.done} of {count.total} runs done, {count.failed} failed, {count.killed} killed")
    return seconds


def points(runs: int) -> list[dict[str, float]]:
    """Settings spread over the ranges of the study."""
    return [
        {name: low + (high - low) * rank / runs for name, (low, high) in LEVERS.items()} for rank in range(runs)
    ]  # fmt: skip


def batch(runs: int, months: int) -> float:
    """Seconds of ``mesa.batch_run`` for some runs."""
    from mesa.batchrunner import batch_run

    from kkgsim.engine.mesa_model import KKGModel

    team = [point["facilitator_team_per_10_schools"] for point in points(runs)]
    parameters: dict[str, Any] = {
        "place": [place_of("one cluster")], "months": months, "facilitator_team_per_10_schools": team,
        "release_from_teaching_days": 1.5,
    }  # fmt: skip
    begin = time.perf_counter()
    # it plays one step more than it is told; the model stops by itself
    batch_run(KKGModel, parameters, number_processes=2, max_steps=months, display_progress=False)
    return time.perf_counter() - begin


def play_clear(months: int, **settings: Any) -> dict[str, float]:
    """One run of the clear clock as EMA Workbench asks for it."""
    from kkgsim.engine.mesa_model import KKGModel

    model = KKGModel(place_of("one cluster"), months=months, seed=1, **settings)
    while model.running:
        model.step()
    frame = model.datacollector.get_model_vars_dataframe()
    return {name: float(frame[name].iloc[-12:].mean()) for name in ("attendance_share", "practice_mean")}


def ema(runs: int, months: int) -> float:
    """Seconds of EMA Workbench for some runs, on two processes."""
    from ema_workbench import (  # type: ignore[import-untyped, unused-ignore]
        Constant,
        Model,
        MultiprocessingEvaluator,
        RealParameter,
        ScalarOutcome,
    )  # fmt: skip

    model = Model("kkg", function=play_clear)
    model.uncertainties = [RealParameter(name, low, high) for name, (low, high) in LEVERS.items()]
    model.constants = [Constant("months", months)]
    model.outcomes = [ScalarOutcome(name) for name in ("attendance_share", "practice_mean")]
    begin = time.perf_counter()
    with MultiprocessingEvaluator(model, n_processes=2) as evaluator:
        evaluator.perform_experiments(scenarios=runs)
    return time.perf_counter() - begin
