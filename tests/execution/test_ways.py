"""Sweeps over whom a lever is aimed at, when it starts and what the district can spend: what they may say, and that
each run is what its scenario gives alone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from execution.test_player import played
from kkgsim.analysis.comparison.compare import yearly_cost
from kkgsim.analysis.discovery.cases import played as cases_of
from kkgsim.analysis.optimisation.packages import choosing
from kkgsim.analysis.sensitivity.analysis import Settings
from kkgsim.analysis.sensitivity.problem import Problem
from kkgsim.analysis.sensitivity.result import sensitivity
from kkgsim.analysis.sensitivity.tables import tables as sensitivity_tables
from kkgsim.analysis.sweep.api import sweep
from kkgsim.design.read_study import read_study
from kkgsim.design.sampling import points_of
from kkgsim.design.study import Factor, Study
from kkgsim.engine.batch_runner import record_columns
from kkgsim.engine.scenarios import simulate_scenarios
from kkgsim.errors import InputError
from kkgsim.execution.sweep import prepare
from kkgsim.i18n import use_language
from kkgsim.model.levers import all_levers
from kkgsim.model.outcomes import OUTCOMES
from kkgsim.model.reaching import AIM, column, columns_for

Write = Callable[..., Path]
TEAM = '[[vary]]\nsetting = "facilitator_team_per_10_schools"\nlow = 0.0\nhigh = 4.0\n'
NUMBER = '[[vary]]\nnumber = "attend_mentored"\nlow = 0.5\nhigh = 1.0\n'
SAMPLED = 'method = "latin_hypercube"\nsamples = 20\n'
WAYS = """[[vary]]
neediest = "facilitator_team"
values = [1, 3]
[[vary]]
start = "facilitator_team"
values = [1, 3]
[[vary]]
budget = "ceiling"
values = [20_000_000, 900_000_000]
"""
RANGES = """[[vary]]
neediest = "facilitator_team"
low = 1
high = 3
[[vary]]
start = "facilitator_team"
low = 1
high = 3
[[vary]]
budget = "ceiling"
low = 20_000_000
high = 900_000_000
distribution = "loguniform"
"""
INDONESIAN = """[[variasi]]
paling_membutuhkan = "tim_fasilitator_kabupaten"
nilai = [1, 3]
[[variasi]]
mulai = "tim_fasilitator_kabupaten"
nilai = [1, 3]
[[variasi]]
anggaran = "pagu"
nilai = [20_000_000, 900_000_000]
"""


def grid(write: Write, text: str, *more: tuple[str, str]) -> Study:
    return read_study(
        write((TEAM, text), (NUMBER, ""), (SAMPLED, 'method = "grid"\n'), ("clusters = 1", "clusters = 3"), *more)
    )


def test_every_run_of_targets_starts_and_ceilings_is_what_its_scenario_gives_alone(write: Write) -> None:
    study = replace(grid(write, WAYS), outcomes=("facilitated_share", "literacy_mean"))
    asked = prepare(study)
    assert asked.points.tolist()[:3] == [[1.0, 1.0, 2e7], [1.0, 1.0, 9e8], [1.0, 3.0, 2e7]]
    kept, names = played(asked), record_columns(study)
    paid = set()
    for rank, point in enumerate(asked.points):
        scenario = study.with_ways(study.played(), point.tolist())
        assert scenario.budget is not None
        assert scenario.budget.ceiling == point[2]
        (alone,) = simulate_scenarios([scenario], asked.place, replicates=3, seed=study.seed)
        mine = kept.values[:, kept.runs % len(asked.points) == rank]
        for outcome in study.outcomes:
            at_2 = alone.monthly[list(OUTCOMES).index(outcome), 1]
            assert (mine[names.index(f"{outcome}_2")] == at_2).all(), (point, outcome)
        assert (mine[names.index("cost_per_year")] == yearly_cost(alone)).all()
        assert (mine[names.index("cost_district")] <= point[2]).all()
        paid.add(float(mine[names.index("cost_per_year")].mean()))
    assert len(paid) == len(asked.points), "each way does something"


def test_the_tables_have_a_column_for_each_way(write: Write, tmp_path: Path) -> None:
    result = sweep(grid(write, WAYS, ("replicates = 3", "replicates = 1")), tmp_path / "out")
    points = result.tables["points"]
    ways = ["facilitator_team_neediest", "facilitator_team_start", "budget_ceiling"]
    assert points[ways].to_numpy().tolist() == points_of(result.study.design, result.study.factors).tolist()
    assert (points["cost_district"] <= points["budget_ceiling"]).all()
    assert points["cost_district"].nunique() > 4
    assert result.verify().sound
    assert sweep(result.study, tmp_path / "out").table.equals(result.table), "it goes on where it stopped"


def test_a_study_in_indonesian_says_the_same(write: Write) -> None:
    assert grid(write, INDONESIAN).factors == grid(write, WAYS).factors
    assert [str(factor.label.id) for factor in grid(write, WAYS).factors][2] == "pagu anggaran kabupaten"


def test_a_lever_that_the_scenario_has_keeps_its_settings_and_its_end(write: Write) -> None:
    study = grid(write, '[[vary]]\nremotest = "followup_mentoring"\nvalues = [0.2, 0.7]\n')
    scenario = study.with_ways(study.played(), [0.7])
    (phase,) = scenario.policy
    assert (phase.start, phase.end, phase.settings) == (2, 6, study.scenario.policy[0].settings)
    rows = columns_for(tuple(all_levers()), AIM)
    many = scenario.aims()[rows.index(column("followup_mentoring", "many"))]
    assert many.tolist() == [0.0] + [0.7] * 5


def test_of_several_phases_the_first_is_meant(write: Write) -> None:
    later = 'start = 2\nend = 4\n\n[[scenario.policy]]\nlever = "followup_mentoring"\nstart = 5\n'
    study = grid(write, '[[vary]]\nstart = "followup_mentoring"\nvalues = [1, 4]\n', ("start = 2\n", later))
    assert [(p.start, p.end) for p in study.with_ways(study.played(), [4.0]).policy] == [(4, 4), (5, 6)]


def test_ranges_of_clusters_and_months_are_whole_and_shares_are_not(write: Write) -> None:
    varied = '[[vary]]\n{} = "followup_mentoring"\nlow = {}\nhigh = {}\n'
    text = varied.format("neediest", 1, 3) + varied.format("start", 1, 6)
    study = read_study(write((TEAM, text), (NUMBER, ""), ("clusters = 1", "clusters = 3")))
    points = points_of(study.design, study.factors)
    assert set(points[:, 0]) == {1.0, 2.0, 3.0}
    assert set(points[:, 1]) == {1.0, 2.0, 3.0, 4.0, 5.0, 6.0}
    share = Factor("followup_mentoring_remotest", "remotest", 0.1, 0.9)
    assert (share.whole, share.unit, study.factors[0].unit) == (False, "share of clusters", "clusters")
    assert Problem(study.factors).labels == ["followup_mentoring_neediest", "followup_mentoring_start"]


@pytest.mark.parametrize(
    ("lines", "english", "indonesian"),
    [
        ('neediest = "facilitator_team"\nvalues = [1.0, 2]', "write 1 for so many clusters", "tulis 1 untuk jumlah"),
        ('remotest = "facilitator_team"\nvalues = [0.5, 2]', "mixes numbers of clusters", "mencampur jumlah gugus"),
        ('neediest = "fair_selection"\nvalues = [1, 2]', "whole district", "seluruh kabupaten"),
        ('neediest = "facilitators"\nvalues = [1, 2]', "no such lever", "tidak ada pilihan"),
        ('budget = "floor"\nvalues = [1, 2]', "is its ceiling", "hanya pagunya"),
        ('budget = "ceiling"\nvalues = [-1, 2]', "out of range", "di luar rentang"),
        ('start = "facilitator_team"\nvalues = [1, 7]', "1 to 6 (months)", "1 sampai 6 (bulan)"),
        ('neediest = "facilitator_team"\nvalues = [1]\n[[vary]]\nremotest = "facilitator_team"\nvalues = [1]',
         "in two ways", "dengan dua cara"),
        ('neediest = "facilitator_team"\nvalues = [2, 4]', "<= 3", "<= 3"),
        ('start = "facilitator_team"\nlow = 3\nhigh = 2\nsteps = 2', "low must be below", "harus lebih kecil"),
    ],
)  # fmt: skip
def test_mistakes_are_told_in_both_languages(write: Write, lines: str, english: str, indonesian: str) -> None:
    for language, words in (("en", english), ("id", indonesian)):
        with use_language(language), pytest.raises(InputError) as error:
            grid(write, f"[[vary]]\n{lines}\n")
        with use_language(language):
            assert words in str(error.value)


def test_a_list_of_points_may_have_columns_of_ways(write: Write, tmp_path: Path) -> None:
    listed = ("[design]\n" + SAMPLED, '[design]\nmethod = "points"\nfile = "points.csv"\n'), (TEAM, ""), (NUMBER, "")
    places = ("clusters = 1", "clusters = 3")
    (tmp_path / "points.csv").write_text("facilitator_team_neediest,pagu_anggaran\n1,5000000\n3,90000000\n")
    study = read_study(write(*listed, places))
    assert [(factor.name, factor.kind) for factor in study.factors] == [
        ("facilitator_team_neediest", "neediest"), ("budget_ceiling", "budget"),
    ]  # fmt: skip
    for cells, words in (("1.0", "allowed"), ("2.5", "allowed"), ("0.5", "mixes")):
        (tmp_path / "points.csv").write_text(f"facilitator_team_neediest\n{cells}\n3\n")
        with use_language("en"), pytest.raises(InputError, match=words):
            read_study(write(*listed, places))


def test_where_nothing_else_varies_the_tables_are_those_of_before(study: Study) -> None:
    assert study.ways == []
    assert study.with_ways(study.played(), []) == study.played()
    assert not np.isin("district_asked", record_columns(study))


@pytest.mark.usefixtures("few_points_for_luck")
def test_sensitivity_and_discovery_vary_them_and_a_search_says_that_it_does_not(write: Write) -> None:
    study = read_study(write((TEAM, RANGES), (NUMBER, ""), ("clusters = 1", "clusters = 3"), ("= 20", "= 4")))
    answer = sensitivity(replace(study, drawn=False), Settings("morris", 4))
    table = sensitivity_tables(answer)["factors"]
    assert table["unit"].tolist() == ["clusters", "month of the run", "Rp a year"]
    assert (answer.high - answer.low).any()
    cases = cases_of(replace(study, replicates=1), against_today=True)
    assert cases.today is not None
    assert cases.today.shape == cases.values.shape
    with use_language("en"), pytest.raises(InputError, match="kkgsim sweep"):
        choosing(study, "small.toml")
