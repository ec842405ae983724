"""The two clocks, a first start and a second, side by side in one run. Run: ``python benchmarks/clocks.py``.

Prints medians of interleaved repeats and their ratios; absolute times depend on the machine and its mood.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time

from kkgsim import engine, run
from kkgsim.model import KKGModel
from kkgsim.numbers import Label
from kkgsim.places.files import open_place
from kkgsim.questions import phases
from kkgsim.scenario import Scenario

REPEATS = 5
MONTHS = 12
POLICY = {"facilitator_team_per_10_schools": 1.0, "followup_mentoring_visits": 0.5}


def seconds(action) -> float:
    begin = time.perf_counter()
    action()
    return time.perf_counter() - begin


def clear(place) -> None:
    model = KKGModel(place, months=MONTHS, seed=1, **POLICY)
    while model.running:
        model.step()


def fast(place, scenario: Scenario, workers: int) -> None:
    run.play([scenario], place, replicates=64, seed=1, workers=workers)


def started(cache: str) -> None:
    words = [sys.executable, "-c", "from kkgsim import engine; engine.ready()"]
    subprocess.run(words, check=True, env={**os.environ, "KKGSIM_CACHE": cache})


def main() -> None:
    place = open_place("janapria")
    scenario = Scenario("bench", Label("", ""), Label("", ""), "janapria", MONTHS, 64, 1, phases(POLICY, MONTHS))
    teachers = run.people_of(place, scenario).counts["teacher"]
    engine.ready()
    times: dict[str, list[float]] = {"clear": [], "fast, 1 thread": [], "fast, 2 threads": [], "--help": []}
    for _ in range(REPEATS):
        times["clear"].append(seconds(lambda: clear(place)) / (teachers * MONTHS))
        for workers, name in ((1, "fast, 1 thread"), (2, "fast, 2 threads")):
            times[name].append(seconds(lambda w=workers: fast(place, scenario, w)) / (teachers * MONTHS * 64))
        words = [sys.executable, "-m", "kkgsim", "--help"]
        times["--help"].append(seconds(lambda w=words: subprocess.run(w, check=True, capture_output=True)))
    with tempfile.TemporaryDirectory() as cache:
        first, second = (seconds(lambda: started(cache)) for _ in range(2))
    middle = {name: statistics.median(values) for name, values in times.items()}
    for name in ("clear", "fast, 1 thread", "fast, 2 threads"):
        ratio = middle["clear"] / middle[name]
        each = middle[name] * 1e9
        print(f"{name:<18} {each:>12,.0f} ns per teacher-month, all included   {ratio:>8,.1f} x the clear clock")
    print(f"kkgsim --help      {middle['--help']:>12.2f} s")
    print(f"first start        {first:>12.1f} s (compiles)   second start {second:.1f} s (from the cache)")


if __name__ == "__main__":
    main()
