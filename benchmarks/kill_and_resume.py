"""A large sweep killed with ``kill -9`` at random moments and resumed, byte by byte beside an undisturbed one.

Run: ``python benchmarks/kill_and_resume.py [--runs 20000] [--seed 1]`` (Linux). With 1 and 2 workers whole
sweeps are killed, parent first; under a local Dask cluster a worker process is, again and again, while the sweep lives.
"""

from __future__ import annotations

import argparse
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

KILLS = 10
STUDY = """title = {{ en = "Killed and resumed", id = "Dihentikan dan dilanjutkan" }}
about = {{ en = "", id = "" }}
clusters = 1
replicates = {replicates}
seed = 11
outcomes = ["attendance_share", "practice_mean", "literacy_mean"]

[scenario]
place = "janapria"
months = 36

[design]
method = "sobol"
samples = 1024

[[vary]]
setting = "facilitator_team_per_10_schools"
low = 0.0
high = 4.0

[[vary]]
setting = "release_from_teaching_days"
low = 0.0
high = 3.0
"""


def begun(study: Path, folder: Path, *words: str) -> subprocess.Popen[bytes]:
    line = [
        sys.executable,
        "-m",
        "kkgsim",
        "sweep",
        str(study),
        "--out",
        str(folder),
        "--yes",
        "--chunk",
        "256",
        *words,
    ]
    return subprocess.Popen(line, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def finished(study: Path, folder: Path, *words: str) -> float:
    began, one = time.monotonic(), begun(study, folder, *words)
    if one.wait() != 0:
        sys.exit(f"the sweep ended with {one.returncode}")
    return time.monotonic() - began


def left_in(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir()) if path.name != "log.jsonl"}


def children(pid: int) -> list[int]:
    """Every process below one, begun by whichever of its threads, but for the helpers of multiprocessing."""
    found = []
    for thread in Path(f"/proc/{pid}/task").glob("*/children"):
        for each in thread.read_text().split():
            helper = b"resource_tracker" in Path(f"/proc/{each}/cmdline").read_bytes()
            found += [*children(int(each)), *([] if helper else [int(each)])]
    return found


def killed_whole(study: Path, folder: Path, chance: random.Random, took: float, words: Sequence[str]) -> int:
    """Kill the sweep itself, each time somewhere in what it would still take; returns how many kills struck."""
    struck = 0
    for rank in range(KILLS):
        one = begun(study, folder, *words)
        time.sleep(chance.uniform(0.0, (8.0 if "--dask" in words else 2.0) + took / KILLS))
        struck += one.poll() is None
        one.kill()
        one.wait()
        print(f"   kill {rank + 1}: {len(list(folder.glob('part-*.parquet')))} chunks on disk", flush=True)
    finished(study, folder, *words)
    return struck


def killed_workers(study: Path, folder: Path, chance: random.Random, took: float, words: Sequence[str]) -> int:
    """Kill a worker below a living sweep, again and again."""
    one, struck = begun(study, folder, *words), 0
    while one.poll() is None and struck < KILLS:
        time.sleep(chance.uniform(0.2, max(0.5, took / KILLS)))
        below = children(one.pid) if one.poll() is None and any(folder.glob("part-*.parquet")) else []
        if below:
            os.kill(chance.choice(below), signal.SIGKILL)
            struck += 1
            print(f"   kill {struck}: {len(list(folder.glob('part-*.parquet')))} chunks on disk", flush=True)
    if one.wait() != 0:
        sys.exit(f"the sweep ended with {one.returncode}")
    return struck


def main() -> None:
    parser = argparse.ArgumentParser()
    for name, usual in (("runs", 20_000), ("seed", 1)):
        parser.add_argument(f"--{name}", type=int, default=usual)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as home:
        study = Path(home) / "killed.toml"
        study.write_text(STUDY.format(replicates=-(-asked.runs // 1024)), encoding="utf-8")
        took = finished(study, Path(home) / "whole", "--workers", "2")
        whole = left_in(Path(home) / "whole")
        print(f"undisturbed: {took:.0f} s, {len(whole)} files, {sum(map(len, whole.values())):,} bytes", flush=True)
        for name, how, words in (
            ("1 worker", killed_whole, ("--workers", "1")),
            ("2 workers", killed_whole, ("--workers", "2")),
            ("Dask, a worker killed", killed_workers, ("--workers", "2", "--dask", "local")),
            ("Dask, all of it killed", killed_whole, ("--workers", "2", "--dask", "local")),
        ):
            folder = Path(home) / name.replace(" ", "-")
            struck = how(study, folder, random.Random(asked.seed), took, words)
            same = left_in(folder) == whole
            print(f"{name}: {struck} kills, {'the same bytes' if same else 'OTHER BYTES'}", flush=True)
            if not same:
                sys.exit(1)


if __name__ == "__main__":
    main()
