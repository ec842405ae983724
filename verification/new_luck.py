"""New luck changes bytes, not answers: every shipped scenario in two versions of kkgsim, and how far apart they are.

    python verification/new_luck.py play OLD NEW KEPT [SCENARIO ...]     plays what is missing of the scenarios (all)
    python verification/new_luck.py report KEPT                          prints the table, verification/new_luck.md

OLD and NEW are checkouts; KEPT is a folder for what was played, a file for each scenario and version. Each is played
with the numbers drawn and the same replicates, beside its status quo. What is drawn once for a place and no run (who
knows whom, where people live, how large schools are) is new, too, and in no replicate's spread: so the new version is
played on other such draws as well, and what these change of a mean is part of the standard error.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import numpy as np

REPLICATES, ROSTERS = 400, 12
PLAY = """
import json, sys
from pathlib import Path
import numpy as np
from kkgsim.analysis.comparison.compare import yearly_cost
from kkgsim.engine.scenarios import simulate_scenarios
from kkgsim.model import random_streams
from kkgsim.model.outcomes import OUTCOMES
from kkgsim.scenario.read import read_scenario
from kkgsim.scenario.resolve import place_named
path, replicates, rosters = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
scenario = read_scenario(path)
place = place_named(scenario.place, path.parent)
answers = []
for roster in range(rosters):
    if roster:
        plain = plain if roster > 1 else random_streams.fixed
        random_streams.fixed = lambda place, what, count: plain(place, f"{what} {roster}", count)
    both = [scenario, scenario.without_policy()]
    played, today = simulate_scenarios(both, place, replicates=replicates, seed=scenario.seed, workers=1)
    columns = {}
    for rank, name in enumerate(OUTCOMES):
        columns[name] = played.at_end()[rank]
        columns[f"{name}, effect"] = columns[name] - today.at_end()[rank]
    columns["cost_per_year"] = yearly_cost(played)
    columns["cost_per_year, effect"] = columns["cost_per_year"] - yearly_cost(today)
    answers.append({name: [float(v.mean()), float(v.std(ddof=1) / replicates**0.5)] for name, v in columns.items()})
print(json.dumps(answers))
"""


def play(old: Path, new: Path, kept: Path, names: list[str]) -> None:
    """Play what is missing of some scenarios, or of all."""
    kept.mkdir(parents=True, exist_ok=True)
    scenarios = sorted((new / "scenarios").glob("*.toml"))
    for scenario in scenarios:
        for version, home, rosters in (("old", old, 1), ("new", new, 1), ("rosters", new, ROSTERS)):
            target = kept / f"{scenario.stem}.{version}.json"
            if target.exists() or (names and scenario.stem not in names):
                continue
            replicates = REPLICATES // 4 if version == "rosters" else REPLICATES
            words = [sys.executable, "-c", PLAY, str(home / "scenarios" / scenario.name), str(replicates), str(rosters)]
            environment = {**os.environ, "PYTHONPATH": str(home)}
            said = subprocess.run(words, env=environment, cwd=kept, capture_output=True, text=True, check=True).stdout
            target.write_text(said, encoding="utf-8")
            print(target.name, flush=True)


def compared(kept: Path) -> list[tuple[str, str, float, float, float, float]]:
    """Scenario, outcome, old and new mean, and their difference in standard errors of luck alone (not a number where
    luck moves nothing) and of all that is new."""
    rows = []
    for path in sorted(kept.glob("*.old.json")):
        name = path.name.removesuffix(".old.json")
        (old,), (new,), rosters = (
            json.loads((kept / f"{name}.{version}.json").read_text()) for version in ("old", "new", "rosters")
        )
        for outcome, (mean, error) in old.items():
            new_mean, new_error = new[outcome]
            spread = float(np.var([each[outcome][0] for each in rosters], ddof=1))
            luck = (error**2 + new_error**2) ** 0.5
            everything = (luck**2 + 2.0 * spread) ** 0.5
            apart = new_mean - mean
            if everything > 0.0 or apart:
                rows.append((name, outcome, mean, new_mean, apart / luck if luck else np.nan, apart / everything))
    return rows


def report(kept: Path) -> str:
    """The table and its summary, as Markdown."""
    rows = compared(kept)
    luck, everything = (np.abs([row[rank] for row in rows]) for rank in (4, 5))
    lines = [
        "# New luck, old answers", "",
        f"Written by `verification/new_luck.py`: each shipped scenario with {REPLICATES} replicates before and after",
        "luck became a function of counters. `z` is the difference of the two means in standard errors of luck and",
        "drawn numbers; `z with place` counts what is drawn once for a place, too (who knows whom, homes, sizes of",
        f"schools without a figure): the spread of means over {ROSTERS} such draws, once for each version.",
        "", "| | expected of normal scores | z | z with place |", "|---|---|---|---|",
    ]  # fmt: skip
    for limit, share in ((1.0, 0.3173), (2.0, 0.0455), (3.0, 0.0027), (4.0, 0.00006)):
        counts = [int((scores > limit).sum()) for scores in (luck, everything)]
        lines.append(f"| beyond {limit:g}, of {len(rows)} | {share * len(rows):.1f} | {counts[0]} | {counts[1]} |")
    lines += [
        f"| root mean square | 1 | {np.sqrt(np.nanmean(luck**2)):.2f} | {np.sqrt((everything**2).mean()):.2f} |", "",
        "The outcomes of a scenario hang together, and so do the scenarios of a place (one place, one seed, the same",
        "replicates), so excesses come in groups.", "",
        "| scenario | outcome | old mean | new mean | z | z with place |", "|---|---|---|---|---|---|",
    ]  # fmt: skip
    lines += [
        f"| {name} | {outcome} | {old:.6g} | {new:.6g} | {z:+.2f} | {all_:+.2f} |"
        for name, outcome, old, new, z, all_ in rows
    ]
    return "\n".join(lines) + "\n"


def main() -> None:
    """Play or report, as asked."""
    what, *rest = sys.argv[1:] or [""]
    if what == "play" and len(rest) >= 3:
        old, new, kept = (Path(word).resolve() for word in rest[:3])
        play(old, new, kept, rest[3:])
    elif what == "report" and len(rest) == 1:
        print(report(Path(rest[0])), end="")
    else:
        sys.exit(__doc__)


if __name__ == "__main__":
    main()
