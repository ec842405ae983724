"""What the rules cost beside an earlier checkout: processor time per teacher and month of both, in turn, in one run.

``python benchmarks/before_and_now.py ../earlier`` plays each in a process of its own with a compiled month of its own,
today's circumstances and a KKG every week, and prints the least of some rounds and their ratio.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

import click

HERE = Path(__file__).resolve().parent.parent
PLAY = """
import sys, time
from dataclasses import replace
from kkgsim.engine.scenarios import simulate_scenarios
from kkgsim.places.place_io.files import open_place
from kkgsim.scenario.read import read_scenario
from kkgsim.scenario.scenario import Assumption
place, months, runs = open_place("janapria"), 36, 16
plain = replace(read_scenario("today-in-janapria"), months=months, policy=(), assumptions=(), text="")
weekly = replace(plain, assumptions=(Assumption("meetings_per_year", 36.0, 36.0, 36.0, "weekly"),))
asked = {"today": plain, "weekly": weekly}
for scenario in asked.values():
    simulate_scenarios([scenario], place, replicates=runs, seed=1, uncertain=False)
print("ready", flush=True)
for line in sys.stdin:
    began = time.process_time()
    (result,) = simulate_scenarios([asked[line.strip()]], place, replicates=runs, seed=1, uncertain=False)
    spent = time.process_time() - began
    print(spent / (result.counts["teacher"] * months * runs), flush=True)
"""
CASES = ("today", "weekly")


def begin(checkout: Path, cache: str) -> subprocess.Popen[str]:
    """A process that plays a case for each line that it is sent, on the code of a checkout."""
    env = {**os.environ, "PYTHONPATH": str(checkout), "KKGSIM_CACHE": cache}
    return subprocess.Popen(
        [sys.executable, "-c", PLAY], env=env, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )


def ask(player: subprocess.Popen[str], case: str) -> float:
    """Seconds of processor time per teacher and month of a case."""
    assert player.stdin is not None
    assert player.stdout is not None
    player.stdin.write(f"{case}\n")
    player.stdin.flush()
    return float(player.stdout.readline())


@click.command()
@click.argument("before", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--rounds", type=click.IntRange(1, 99), default=9, show_default=True, help="Rounds; the least counts.")
def main(before: Path, rounds: int) -> None:
    """Measure this checkout beside the one in BEFORE."""
    with tempfile.TemporaryDirectory() as cache:
        folders = {"before": before.resolve(), "now": HERE}
        players = {name: begin(folder, f"{cache}/{name}") for name, folder in folders.items()}
        for player in players.values():
            assert player.stdout is not None
            player.stdout.readline()
        for case in CASES:
            taken: dict[str, list[float]] = {name: [] for name in players}
            for _ in range(rounds):
                for name, player in players.items():
                    taken[name].append(ask(player, case))
            least = {name: min(values) * 1e9 for name, values in taken.items()}
            ratio = least["now"] / least["before"]
            click.echo(f"{case}: {least['before']:.1f} ns before, {least['now']:.1f} ns now, {ratio:.2f} times")
        for player in players.values():
            player.communicate()


if __name__ == "__main__":
    main()
