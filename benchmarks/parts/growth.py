"""(e) How time and memory grow with teachers, months, runs and workers. Every measurement has a process of its own."""

from __future__ import annotations

import tempfile
import time
from functools import partial
from pathlib import Path

from benchmarks.harness import NS, Aim, Case, Measured, Row, alone, interleaved
from benchmarks.parts import Effort
from benchmarks.parts.common import PLACES, asked, place_of, teachers_of
from benchmarks.parts.sweeps import swept

FLAT_TIME, FLAT_MEMORY = Aim("ratio", "within", 1.5), Aim("ratio", "within", 1.1)
PEAK = ", peak memory"
STUDY = """title = {{ en = "Benchmark", id = "Benchmark" }}
about = {{ en = "", id = "" }}
clusters = 1
replicates = 10
outcomes = ["attendance_share", "practice_mean"]
months = ["end"]

[scenario]
place = "janapria"
months = 12

[design]
method = "latin_hypercube"
samples = {samples}

[[vary]]
setting = "facilitator_team_per_10_schools"
low = 0.0
high = 3.0
"""


def rows(effort: Effort) -> list[Row]:
    """Teachers, months, runs and workers."""
    sizes = {size: (size, 12, runs) for size, runs in zip(PLACES, (256, 64, 16), strict=True)}
    horizons = {f"{months} months": ("subdistrict", months, 32) for months in (12, 60, 240)[: effort.pick(2, 3)]}
    found = _grown("teachers, 12 months", sizes, effort.repeats)
    found += _grown("months, subdistrict", horizons, effort.repeats)
    return found + _runs(effort) + _workers(effort)


def _grown(group: str, asked_for: dict[str, tuple[str, int, int]], repeats: int) -> list[Row]:
    """Time of a teacher-month, against that of the smallest, and peak memory."""
    peaks: dict[str, list[float]] = {name: [] for name in asked_for}
    smallest = next(iter(asked_for))

    def play(name: str) -> float:
        taken = alone("benchmarks.parts.growth:teacher_month", *asked_for[name])
        peaks[name].append(taken.peak / 2**20)
        return float(taken.answer)

    cases = [
        Case(name, partial(play, name), unit=NS, against="" if name == smallest else smallest,
             aim=None if name == smallest else FLAT_TIME, warm=False, note=f"{given[2]} runs")
        for name, given in asked_for.items()
    ]  # fmt: skip
    found = interleaved("e", group, cases, repeats)
    return found + [Row("e", group, name + PEAK, "MiB", tuple(values)) for name, values in peaks.items()]


def teacher_month(size: str, months: int, runs: int) -> float:
    """Processor seconds of a teacher-month on one thread, once kkgsim is at hand."""
    from kkgsim.engine import kernel
    from kkgsim.engine.scenarios import simulate_scenarios

    place = place_of(size)
    kernel.ready()
    begin = time.process_time()
    simulate_scenarios([asked(months)], place, replicates=runs, seed=1)
    return (time.process_time() - begin) / (teachers_of(place) * months * runs)


def _runs(effort: Effort) -> list[Row]:
    """Peak memory of a sweep, which should not grow with its runs."""
    fewest, most = 1_000, effort.pick(10_000, 100_000)
    taken: dict[int, Measured] = {runs: alone("benchmarks.parts.growth:sweep_of", runs, 2) for runs in (fewest, most)}
    peaks = {runs: (each.peak / 2**20,) for runs, each in taken.items()}
    group = "runs of one cluster, 12 months, 2 workers"
    return [
        Row("e", group, f"{fewest:,} runs{PEAK}", "MiB", peaks[fewest], note="of the largest process"),
        Row("e", group, f"{most:,} runs{PEAK}", "MiB", peaks[most], f"{fewest:,} runs{PEAK}", peaks[fewest],
            FLAT_MEMORY),
        *(Row("e", group, f"{runs:,} runs", "s", (float(each.answer),)) for runs, each in taken.items()),
    ]  # fmt: skip


def _workers(effort: Effort) -> list[Row]:
    """A sweep on one process and on two."""
    runs = effort.pick(4_000, 20_000)
    cases = [
        Case(f"{workers} worker{'s'[: workers - 1]}",
             partial(_sweep_seconds, runs, workers),
             against="" if workers == 1 else "1 worker", warm=False)
        for workers in (1, 2)
    ]  # fmt: skip
    return interleaved("e", f"workers, {runs:,} runs of one cluster, 12 months", cases, effort.repeats)


def _sweep_seconds(runs: int, workers: int) -> float:
    return float(alone("benchmarks.parts.growth:sweep_of", runs, workers).answer)


def sweep_of(runs: int, workers: int) -> float:
    """Seconds of a sweep of so many runs (a multiple of ten)."""
    with tempfile.TemporaryDirectory() as where:
        study = Path(where) / "benchmark.toml"
        study.write_text(STUDY.format(samples=runs // 10), encoding="utf-8")
        return swept(str(study), workers)
