"""(j) The same runs by an earlier version: a checkout that ``KKGSIM_BEFORE`` names, played in turn with this one."""

from __future__ import annotations

import json
import os
import sys
from functools import partial
from pathlib import Path

from benchmarks.harness import NS, ROOT, Aim, Case, Row, command, interleaved
from benchmarks.parts import Effort, browser
from benchmarks.parts.common import place_of, teachers_of

VARIABLE = "KKGSIM_BEFORE"
MOST = 0.55
"""The part of the earlier version's time that this one may take."""
ASKED = {"subdistrict": (36, 64), "district": (12, 16)}
"""Months and runs by size of place."""
BEFORE, NOW = "the earlier version", "this version"
MEASURE = "benchmarks.parts.growth:teacher_month"
"""What both versions have: the time of a teacher-month, everything included but what starts the first run."""


def rows(effort: Effort) -> list[Row]:
    """A subdistrict and, without --quick, a district; each turn in a process of its own. In the subdistrict also what
    plays in a browser, which the earlier version did not have."""
    folder = os.environ.get(VARIABLE, "")
    absent = "" if folder else f"left out: {VARIABLE} names no checkout of an earlier version"
    found: list[Row] = []
    for size in list(ASKED)[: effort.pick(1, 2)]:
        months, runs = ASKED[size]
        group = f"{size}, {teachers_of(place_of(size)):,} teachers, {runs} runs of {months} months, 1 thread"
        cases = [
            Case(BEFORE, partial(measured, folder, size), unit=NS, absent=absent),
            Case(NOW, partial(measured, str(ROOT), size), unit=NS, against=BEFORE, absent=absent,
                 aim=Aim("ratio", "least", 1 / MOST)),
        ]  # fmt: skip
        if size == "subdistrict":
            cases += [
                Case(what, play, unit=NS, against=BEFORE, absent=absent or missing, warm=False,
                     aim=Aim("ratio", "least", 1 / browser.SLOWER[what]))
                for what, (play, missing) in (browser.machines(place_of(size)) if folder else {}).items()
            ]  # fmt: skip
        found += interleaved("j", group, cases, effort.repeats)
    return found


def measured(folder: str, size: str) -> float:
    """The processor's seconds of a teacher-month by the version in a folder. Raises ``RuntimeError`` with what it says
    when it fails."""
    if not Path(folder, "benchmarks", "alone.py").is_file():  # else Python would find those of an installed version
        raise RuntimeError(f"{folder} is no checkout of kkgsim: it has no benchmarks/alone.py")
    words = (sys.executable, "-m", "benchmarks.alone", MEASURE, json.dumps([size, *ASKED[size]]))
    done = command(*words, env={"PYTHONPATH": folder}, folder=folder)
    return float(json.loads(done.answer.splitlines()[-1]))
