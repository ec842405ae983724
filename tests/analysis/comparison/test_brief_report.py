"""Many policies in a table an outcome: their order, and how sure it is."""

from __future__ import annotations

import numpy as np
from conftest import SHIPPED
from rich.console import Console
from scipy.stats import rankdata

import kkgsim
from kkgsim.model.outcomes import OUTCOMES

PATHS = [path for path in SHIPPED if path.stem in ("facilitator-team", "bos-for-kkg", "rule-on-paper")]


def told(comparison: kkgsim.Comparison) -> str:
    console = Console(width=300)
    with console.capture() as kept:
        console.print(comparison.report("brief"))
    return kept.get()


def test_beside_the_order_of_means_stands_the_order_run_by_run() -> None:
    found = kkgsim.compare(PATHS, months=12, replicates=20)
    which = list(OUTCOMES).index("practice_mean")
    gains = np.array([p.at_end()[which] - a.at_end()[which] for p, a in zip(found.played, found.against, strict=True)])
    places = rankdata(-gains, method="min", axis=0)
    ends = np.quantile(places, (0.05, 0.95), axis=1, method="closest_observation").T.astype(int)
    table = told(found).split("Classroom practice")[1].split("Pupils' literacy")[0]
    assert "Place (5–95 % of runs)" in table
    for played, (first, last) in zip(found.played, ends.tolist(), strict=True):
        (line,) = (line for line in table.splitlines() if str(played.scenario.title) in line)
        assert (f" {first} " if first == last else f" {first} … {last} ") in line
    assert (places.min(axis=1) < places.max(axis=1)).any(), "the order of runs is not that of means"


def test_a_single_policy_or_a_single_run_has_no_place() -> None:
    assert "Place (" not in told(kkgsim.compare(PATHS[:1], months=6, replicates=3))
    assert "Place (" not in told(kkgsim.compare(PATHS, months=6, replicates=1))
