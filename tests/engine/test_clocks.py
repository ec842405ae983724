"""Clocks give the same numbers to the bit: LLVM, Mesa, C and JavaScript, by the digest of all that is recorded."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from conftest import EVERYTHING, LONG, ROOT, SHIPPED, only

from kkgsim.engine import clocks, kernel
from kkgsim.engine.clocks import NO_COMPILER, Question, compiled, readings
from kkgsim.engine.printing import c_library, node_process
from kkgsim.i18n import Text
from kkgsim.model.levers import all_levers
from kkgsim.places.place import Place
from kkgsim.places.place_io.files import open_place
from kkgsim.scenario.read import read_scenario
from kkgsim.scenario.resolve import place_named
from kkgsim.scenario.scenario import Change, Phase, Scenario

PLAYED = {"C": (c_library.compiler, c_library.play), "JavaScript": (node_process.node, node_process.play)}
SLOW = ("JavaScript",)
"""Clocks for which every third cluster of a place is enough; agents have theirs in ``test_two_clocks.py``."""
BUNDLE = 40
"""Random scenarios that are played by one process of a slow clock."""


def play_of(clock: str):
    """What plays a clock; the test skips openly where this machine lacks it."""
    there, play = PLAYED[clock]
    if there() is None:
        pytest.skip(f"no {clock} on this machine")
    return play


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
@pytest.mark.parametrize("clock", PLAYED)
def test_every_shipped_scenario_has_one_digest(clock: str, path: Path) -> None:
    scenario = read_scenario(path)
    place = place_named(scenario.place, path.parent)
    if clock in SLOW:
        place = only(place, *place.clusters[::3])
    question = Question(place, scenario, 2, lanes=2)
    assert compiled(question, play_of(clock)) == compiled(question)


def some_scenario(draw: np.random.Generator) -> tuple[Place, Scenario]:
    """Some clusters of a place that ships and any policy: levers on any schedule, with changes on the way."""
    place = open_place(str(draw.choice(["janapria", "sumba_remote"])))
    names = sorted({school.cluster for school in place.schools})
    some = only(place, *draw.choice(names, size=int(draw.integers(1, 3)), replace=False))
    months, policy = int(draw.integers(5, 16)), []
    for lever in all_levers().values():
        if draw.random() < 0.5:
            start = int(draw.integers(1, months + 1))
            end = int(draw.integers(start, months + 1))
            settings, later = (
                {s.name: float(draw.choice([0.0, draw.random(), 1.0]) * s.high) for s in lever.settings}
                for _ in range(2)
            )
            change = Change(int(draw.integers(start, end + 1)), later, str(draw.choice(lever.payers)))
            changes = (change,) if draw.random() < 0.5 else ()
            policy.append(Phase(lever.name, start, end, settings, str(draw.choice(lever.payers)), changes))
    words, seed = Text("any", "any"), int(draw.integers(0, 2**48))
    first = int(draw.integers(1, 13))
    return some, Scenario("any", words, words, "tiny", months, 2, seed, tuple(policy), first_month=first)


def question_of(seed: int, replicates: int = 2) -> Question:
    draw = np.random.default_rng(seed)
    place, scenario = some_scenario(draw)
    return Question(place, scenario, replicates, uncertain=bool(draw.integers(0, 2)), lanes=int(draw.integers(1, 4)))


@pytest.mark.parametrize("seed", range(6))
def test_random_scenarios_have_one_digest(seed: int) -> None:
    question = question_of(seed)
    said = {reading.digest for reading in readings(question) if reading.digest}
    assert len(said) == 1


@pytest.mark.long
@pytest.mark.timeout(LONG)
@pytest.mark.parametrize("bundle", range(1000 // BUNDLE))
def test_a_thousand_random_scenarios_have_one_digest(bundle: int) -> None:
    """Every one through LLVM, C and JavaScript; one in eight through agents."""
    differ = []
    for seed in range(1000 + bundle * BUNDLE, 1000 + (bundle + 1) * BUNDLE):
        said = {reading.digest for reading in readings(question_of(seed), agents=seed % 8 == 0) if reading.digest}
        differ += [seed] if len(said) != 1 else []
    assert not differ


def test_a_digest_moves_with_the_last_bit_and_not_with_lanes(tiny: Place, asked, monkeypatch) -> None:
    scenario = asked(months=4, **EVERYTHING)
    question = Question(tiny, scenario, 5, lanes=2)
    digest = compiled(question)
    assert all(compiled(replace(question, lanes=lanes)) == digest for lanes in (1, 3, 5, 8))
    assert compiled(replace(question, replicates=4)) != digest

    def nearly(world, order) -> None:
        kernel.play(world, order)
        table = world.table("ledger")
        table[0, 0] = np.nextafter(table[0, 0], np.inf)

    assert compiled(question, nearly) != digest


def test_a_clock_that_is_not_there_is_named(tiny: Place, asked, monkeypatch) -> None:
    monkeypatch.setattr(clocks.c_library, "compiler", lambda: None)
    by_name = {reading.clock: reading for reading in readings(Question(tiny, asked(months=1), 1), agents=False)}
    assert by_name["C"].digest is None
    assert by_name["C"].reason is NO_COMPILER
    assert by_name["LLVM"].digest


def test_the_command_prints_a_digest_for_each_clock() -> None:
    path = next(path for path in SHIPPED if path.stem == "full-package")
    command = [sys.executable, "-m", "kkgsim", "clocks", str(path), "--months", "2", "--replicates", "1"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    lines = dict(line.split(maxsplit=1) for line in done.stdout.splitlines()[:-1])
    assert set(lines) == {"WebAssembly", "LLVM", "C", "JavaScript", "Mesa"}
    assert len({digest for digest in lines.values() if len(digest) == 64}) == 1
    assert "agree" in done.stdout.splitlines()[-1]
