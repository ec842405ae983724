"""Measuring: cases played in turn, medians, spread, ratios to a baseline, memory as the operating system counts it."""

from __future__ import annotations

import importlib.util
import json
import math
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

ROOT = Path(__file__).resolve().parent.parent
NS, WALL_NS = "ns per teacher-month", "ns per teacher-month, by the clock"
"""For what one thread does, time of the processor, which other programs hardly touch; else time by the clock."""
SECONDS, MIB = "s", "MiB"


@dataclass(frozen=True)
class Aim:
    """What a row should reach: its ratio to the baseline, or its own median, at least or at most ``bound``.

    A ratio *within* ``bound`` is neither so many times better nor worse: what stays the same.
    """

    of: Literal["ratio", "median"]
    at: Literal["least", "most", "within"]
    bound: float

    def met(self, row: Row) -> bool:
        """Whether the row reaches it."""
        value = row.ratio if self.of == "ratio" else row.median
        least = {"least": self.bound, "most": 0.0, "within": 1.0 / self.bound}[self.at]
        most = {"least": math.inf, "most": self.bound, "within": self.bound}[self.at]
        return least <= value <= most

    def told(self) -> str:
        """As a table says it."""
        sign = {"least": "≥", "most": "≤", "within": "within"}[self.at]
        return f"{sign} {self.bound:.3g}{' x' if self.of == 'ratio' else ''}"


@dataclass(frozen=True)
class Row:
    """One line of the table.

    ``values`` are its repeats, empty where it was left out; ``note`` says why, or what to know. ``base`` holds the
    repeats of the baseline. The ratio is always *so many times better than the baseline*: less time or memory is more.
    """

    part: str
    group: str
    what: str
    unit: str
    values: tuple[float, ...] = ()
    against: str = ""
    base: tuple[float, ...] = ()
    aim: Aim | None = None
    note: str = ""

    @property
    def median(self) -> float:
        """The middle of the repeats."""
        return statistics.median(self.values)

    @property
    def ratio(self) -> float:
        """The baseline's median over this one's."""
        return statistics.median(self.base) / self.median


@dataclass(frozen=True)
class Case:
    """Something to measure: ``play`` is timed, and its seconds are divided by ``work``.

    ``play`` may return its own seconds where not all it does should count. ``against`` names the case it is compared
    with. A slow one has at most ``most`` repeats. ``warm`` plays it once before. ``absent`` says why it cannot be
    played.
    """

    what: str
    play: Callable[[], Any]
    work: float = 1.0
    unit: str = SECONDS
    against: str = ""
    aim: Aim | None = None
    most: int = 99
    warm: bool = True
    note: str = ""
    absent: str = ""


@dataclass(frozen=True)
class Measured:
    """What a process of its own took: seconds, those of processors, and the peak bytes of its largest process.

    Both are 0 where the system does not tell.
    """

    seconds: float
    processor: float
    peak: float
    answer: Any = None


def interleaved(part: str, group: str, cases: Sequence[Case], repeats: int) -> list[Row]:
    """Play the cases in turn, ``repeats`` times, each round beginning with another, so that a mood of the machine hits
    all of them; a row for each."""
    there = [case for case in cases if not case.absent]
    for case in there:
        if case.warm:
            case.play()
    times: dict[str, list[float]] = {case.what: [] for case in cases}
    for turn in range(repeats):
        rank = turn % max(len(there), 1)
        for case in (*there[rank:], *there[:rank]):
            if turn < case.most:
                times[case.what].append(_measured(case))
    kept = {what: tuple(values) for what, values in times.items()}
    return [
        Row(part, group, case.what, case.unit, kept[case.what], case.against, kept.get(case.against, ()), case.aim,
            case.absent or case.note)
        for case in cases
    ]  # fmt: skip


def _measured(case: Case) -> float:
    """One repeat, in the case's unit."""
    now = time.process_time if case.unit == NS else time.perf_counter
    begin = now()
    found = case.play()
    seconds = found if isinstance(found, float) else now() - begin
    return seconds * (1e9 if case.unit in (NS, WALL_NS) else 1.0) / case.work


def missing(module: str, extra: str = "benchmarks") -> str:
    """Why a peer is left out; empty when it is installed."""
    there = importlib.util.find_spec(module) is not None
    return "" if there else f"left out: {module} is not installed (it comes with kkgsim[{extra}])"


def command(*words: str, env: dict[str, str] | None = None, folder: Path | str = ROOT) -> Measured:
    """Run a command line by itself. Raises ``RuntimeError`` with what it said when it fails."""
    with tempfile.TemporaryDirectory() as where:
        report = Path(where) / "report"
        launcher = [sys.executable, "-S", "-E", str(ROOT / "benchmarks" / "launch.py"), str(report)]
        path = os.pathsep.join(filter(None, [str(ROOT), os.environ.get("PYTHONPATH", "")]))
        done = subprocess.run(
            [*launcher, *words], env={**os.environ, "PYTHONPATH": path, **(env or {})}, cwd=folder, capture_output=True,
            text=True,
        )  # fmt: skip
        seconds, processor, peak, code = report.read_text(encoding="ascii").split()
    if code != "0":
        raise RuntimeError(f"{' '.join(words)} ended with {code}: {done.stderr[-2000:]}")
    return Measured(float(seconds), float(processor), float(peak), done.stdout)


def alone(where: str, *given: Any) -> Measured:
    """Call the function ``module:name`` in a fresh process with simple arguments; ``answer`` is what it returns."""
    found = command(sys.executable, "-m", "benchmarks.alone", where, json.dumps(given))
    return Measured(found.seconds, found.processor, found.peak, json.loads(found.answer.splitlines()[-1]))


def python(*words: str, env: dict[str, str] | None = None) -> Measured:
    """Run this Python with some words by itself."""
    return command(sys.executable, *words, env=env)
