"""Does a search beat simple rules at equal evaluations? Against packages at random and a plain greedy rule, both
written here on their own, on three studies; on the futures of the search and on fresh ones.

    python verification/search_against_simple.py [STUDY ...]      adds rows to search_against_simple.csv

Greedy: from nothing, every setting raised by one level, a quarter and half of its levels; the one that brings most for
a rupiah is kept; again from there until nothing more fits into the budget; what evaluations are left it cannot use.
Hypervolume is seen from one corner for all; ``fresh`` is that of the 24 packages that add most, weighed on futures
that nothing was chosen by, without those that break the budget there.
"""

from __future__ import annotations

import argparse
import csv
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np

from kkgsim.analysis.optimisation.archive import Archive, Plan, turned
from kkgsim.analysis.optimisation.menu import menu
from kkgsim.analysis.optimisation.objectives import Objective, PackageEvaluation
from kkgsim.analysis.optimisation.packages import Space, choosing, sparse
from kkgsim.analysis.optimisation.pymoo_adapter import efficient, volume
from kkgsim.analysis.optimisation.search import PACKAGES, search
from kkgsim.analysis.optimisation.select import fresh_study
from kkgsim.design.read_study import read_study
from kkgsim.design.study import Study

ROOT = Path(__file__).resolve().parent.parent
KEPT = Path(__file__).with_suffix(".csv")
FUTURES, FRESH, SHOWN = 12, 60, 24
TRIES = ((200, 1), (400, 1), (400, 2))
"""Evaluations and seed."""
STUDIES: dict[str, tuple[Callable[[], Study], float]] = {
    "what-to-buy": (lambda: read_study(ROOT / "scenarios/studies/what-to-buy.toml"), 60e6),
    "one-subdistrict": (
        lambda: read_study(ROOT / "experiments/4-best-package-for-a-budget/one-subdistrict.toml"), 40e6,
    ),
    "menu": (lambda: menu("janapria", months=36, futures=FUTURES, seed=3), 80e6),
}  # fmt: skip
"""Each in the first cluster of its place, and the budget there."""


def greedy(space: Space, archive: Archive) -> None:
    """The plain rule; the archive keeps to its evaluations."""
    here = int(archive.rows(space.off[None])[0])
    while archive.left > 0:
        package, tries = archive.packages[here], []
        for column, top in enumerate(space.highest.tolist()):
            for part in (0.0, 0.25, 0.5):
                higher = package.copy()
                higher[column] = min(top, higher[column] + max(1, round(part * top)))
                tries.append(higher)
        rows = archive.rows(np.unique(np.array(tries), axis=0))
        rows = rows[rows >= 0]
        gain = archive.measures["gain"][rows] - archive.measures["gain"][here]
        dearer = np.maximum(archive.measures["cost"][rows] - archive.measures["cost"][here], 1.0)
        within = archive.measures["spent"][rows] <= archive.plan.budget
        worth = np.where((gain > 0.0) & within, gain / dearer, -np.inf)
        if not len(rows) or worth.max() == -np.inf:
            return
        here = int(rows[np.argmax(worth)])


def remembered(weigh: Callable[[np.ndarray], dict[str, np.ndarray]]) -> Callable[[np.ndarray], dict[str, np.ndarray]]:
    """The same, which plays no package twice: all ways are weighed on the same futures."""
    known: dict[bytes, dict[str, np.ndarray]] = {}

    def weighed(points: np.ndarray) -> dict[str, np.ndarray]:
        new = np.array([point for point in points if point.tobytes() not in known]).reshape(-1, points.shape[1])
        if len(new):
            measures = weigh(new)
            known.update({point.tobytes(): {n: v[i] for n, v in measures.items()} for i, point in enumerate(new)})
        rows = [known[point.tobytes()] for point in points]
        return {name: np.array([row[name] for row in rows]) for name in rows[0]}

    return weighed


def spread(costs: np.ndarray, rows: np.ndarray, corner: np.ndarray) -> list[int]:
    """Rows that add most hypervolume, one after the other."""
    left, chosen = rows[efficient(costs[rows])].tolist(), []
    while left and len(chosen) < SHOWN:
        gains = [volume(costs[[*chosen, row]], corner) for row in left]
        chosen.append(left.pop(int(np.argmax(gains))))
    return chosen


def compared(name: str) -> list[dict[str, object]]:
    """A row for every way, number of evaluations and seed."""
    make, budget = STUDIES[name]
    study = choosing(replace(make(), clusters=1, replicates=FUTURES), name)
    place, space, aim = study.where(), Space.of(study.factors), Objective("practice_mean")
    weigh = remembered(PackageEvaluation(study, place, aim))
    anew = remembered(PackageEvaluation(fresh_study(study, FRESH), place, aim))
    rows: list[dict[str, object]] = []
    for evaluations, seed in TRIES:
        plan = Plan(PACKAGES, budget, evaluations, seed)
        mine = search(space, weigh, plan)
        plain, random = Archive(space, weigh, plan), Archive(space, weigh, plan)
        greedy(space, plain)
        random.rows(sparse(space, evaluations, np.random.default_rng([seed, 9])))
        for way, tried in (("search", mine), ("greedy", plain), ("random", random)):
            costs, lawful = turned(tried.measures, PACKAGES), np.flatnonzero(tried.measures["spent"] <= budget)
            shown = spread(costs, lawful, mine.reference)
            fresh = anew(space.points(tried.packages[shown]))
            kept = fresh["spent"] <= budget
            rows.append({
                "study": name, "budget": int(budget), "evaluations": evaluations, "seed": seed, "way": way,
                "weighed": len(tried.packages),
                "hypervolume": round(volume(costs[lawful], mine.reference), 4),
                "hypervolume_fresh": round(volume(turned(fresh, PACKAGES)[kept], mine.reference), 4),
                "best_gain_fresh": round(float(fresh["gain"][kept].max()), 6) if kept.any() else "",
            })  # fmt: skip
            print(rows[-1], flush=True)
    return rows


def main() -> None:
    """Compare, and keep the rows."""
    ask = argparse.ArgumentParser(description="Search against greedy and random packages.")
    ask.add_argument("studies", nargs="*", default=list(STUDIES))
    names = ask.parse_args().studies
    old = list(csv.DictReader(KEPT.open(encoding="utf-8"))) if KEPT.exists() else []
    rows = [row for row in old if row["study"] not in names]
    for name in names:
        rows += compared(name)
    with KEPT.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


if __name__ == "__main__":
    main()
