"""Groups of clusters around those that a policy was aimed at: every cluster stands in one of them."""

from __future__ import annotations

from dataclasses import replace
from io import StringIO

import numpy as np
import pytest
from rich.console import Console

from kkgsim.analysis.comparison.aimed import GROUPS, cluster_effects
from kkgsim.analysis.comparison.aimed_report import by_clusters
from kkgsim.engine.scenarios import simulate_scenarios
from kkgsim.i18n import amount, tr
from kkgsim.places.place import Place
from kkgsim.scenario.scenario import Target


def test_the_clusters_of_all_groups_are_those_of_the_place(janapria: Place, asked) -> None:
    """The neediest differ from replicate to replicate, and with them who their neighbours are; some replicates have no
    other clusters at all."""
    scenario = asked(months=12, needs_programme_assessment=1.0)
    aimed = replace(scenario, policy=tuple(replace(phase, to=Target("neediest", 5.0)) for phase in scenario.policy))
    played, today = simulate_scenarios([aimed, scenario.without_policy()], janapria, replicates=12, seed=3)
    effects = list(cluster_effects(played, today, janapria))
    assert any(e.draws < 12 for e in effects if e.group == "others")
    counts = {e.group: e.clusters for e in effects}
    assert list(counts) == list(GROUPS)
    assert counts["chosen"] == 5.0
    assert counts["others"] != round(counts["others"])
    assert sum(counts.values()) == pytest.approx(len(janapria.clusters))
    screen = Console(file=StringIO(), width=300)
    screen.print(*by_clusters(played, today, janapria))
    draws = {e.group: e.draws for e in effects}
    assert draws["chosen"] == 12
    for group, count in counts.items():
        key = "cluster_group" if draws[group] == 12 else "cluster_group_some"
        head = tr(key, group=GROUPS[group], count=amount(np.round(count, 1)), draws=draws[group])
        assert head in screen.file.getvalue()
