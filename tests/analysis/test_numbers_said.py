"""Every analysis draws its numbers jointly, from the posterior that ships, and says where they come from; shares say
how sure they are."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from rich.console import Console
from study_texts import study_text

import kkgsim
from kkgsim.analysis.band_note import band_note, numbers_note, shares_note
from kkgsim.analysis.discovery.cases import played
from kkgsim.analysis.joint_numbers import in_full
from kkgsim.analysis.optimisation.menu import menu
from kkgsim.analysis.sensitivity.problem import problem_of
from kkgsim.design.read_study import read_study
from kkgsim.design.sampling import points_of
from kkgsim.engine.batch_runner import record_columns
from kkgsim.engine.sampling import numbers_of
from kkgsim.engine.scenarios import simulate_scenarios
from kkgsim.model.outcomes import OUTCOMES
from kkgsim.model.posterior import SHIPPED, USUAL, WORDS, posterior
from kkgsim.model.registry import PARAMETERS
from kkgsim.scenario.scenario import Assumption

TEXT = study_text(
    'numbers = ["revert_rate", "forget_rate", "attend_relevance"]', samples=64, outcomes='["practice_mean"]',
    policy='lever = "facilitator_team"\nper_10_schools = 1.0', drawn=False, recorded='"end"',
)  # fmt: skip
SETTINGS = """
[[vary]]
setting = "followup_mentoring_visits"
values = [0, 0.5]
"""


@pytest.fixture
def study_file(tmp_path: Path) -> Path:
    path = tmp_path / "back.toml"
    path.write_text(TEXT, encoding="utf-8")
    return path


@pytest.fixture
def choice_file(tmp_path: Path) -> Path:
    path = tmp_path / "buy.toml"
    path.write_text(TEXT.split("[[vary]]")[0] + SETTINGS, encoding="utf-8")
    return path


def said(result: Any) -> str:
    console = Console(width=400)
    with console.capture() as kept:
        console.print(result.render())
    return kept.get()


ASKED: dict[str, Callable[[Path, Path], Any]] = {
    "sensitivity": lambda study, _: kkgsim.sensitivity(study, samples=16),
    "discover": lambda study, _: kkgsim.discover(study, "practice_mean", below=0.4),
    "value": lambda _, choice: kkgsim.value(choice, futures=100),
    "robust": lambda _, choice: kkgsim.robust(read_study(choice).played(), read_study(choice).where(), futures=24),
    "search": lambda _, choice: kkgsim.search(choice, evaluations=10, fresh=20),
    "shortlist": lambda _, choice: kkgsim.shortlist(50e6, study=choice, evaluations=10, futures=20, fresh=20),
    "interactions": lambda study, _: kkgsim.interactions(
        read_study(study).where(), levers=["core_teachers", "monitoring"], needs=(), months=6, replicates=20
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", ASKED)
def test_every_analysis_says_that_its_numbers_are_of_the_posterior(
    name: str, study_file: Path, choice_file: Path
) -> None:
    words = " ".join(said(ASKED[name](study_file, choice_file)).split())
    assert (band_note(SHIPPED) if name == "interactions" else numbers_note(SHIPPED)) in words
    if name == "value":  # the shares of others have an interval each
        assert shares_note(100) in words


@pytest.mark.parametrize("words", ["prior", "book"])
def test_what_a_file_says_of_its_numbers_is_heard(words: str, choice_file: Path) -> None:
    """Draws of the evidence alone are said to be that, and are not those of the posterior."""
    study = read_study(choice_file)
    usual, other = (
        kkgsim.robust(replace(study.played(), drawn=drawn), study.where(), futures=20, months=3)
        for drawn in (USUAL, WORDS[words])
    )
    assert numbers_note(True if words == "prior" else SHIPPED) in " ".join(said(other).split())
    same = np.array_equal(usual.judged[0].values, other.judged[0].values)
    assert same == (words == "book"), "futures need numbers: those of the book are drawn as usual"


def test_the_menu_of_a_shortlist_draws_as_everything_does() -> None:
    assert menu("janapria", months=6, futures=20, seed=1).drawn == USUAL


def test_points_of_a_discovery_are_joint_draws_and_their_other_numbers_go_with_them(study_file: Path) -> None:
    study = read_study(study_file)
    joint, (whole, points) = posterior(SHIPPED), in_full(study)
    held = [joint.names.index(factor.name) for factor in study.factors[:2]]
    rows = {tuple(row) for row in joint.draws[:, held].tolist()}
    assert {tuple(row) for row in points[:, :2].tolist()} <= rows
    assert len({tuple(row) for row in points[:, :2].tolist()}) > len(points) / 2, "other draws at other points"
    assert {factor.name for factor in whole.factors} == {*joint.names, "attend_relevance"}
    cases, which = played(study, against_today=True), 9
    assert np.array_equal(cases.points, points[:, :3])
    held_at = tuple(
        Assumption(f.name, v, v, v, "a point") for f, v in zip(whole.factors, points[which].tolist(), strict=True)
    )
    scenario = replace(study.scenario, assumptions=held_at)
    run = simulate_scenarios([scenario], study.where(), replicates=2, seed=5)[0]
    column = record_columns(study).index("practice_mean_end")
    expected = run.at_end()[list(OUTCOMES).index("practice_mean")].mean()
    assert cases.values[which, column] == pytest.approx(expected, rel=1e-12)


def test_listed_values_are_played_as_they_are_listed(study_file: Path) -> None:
    text = TEXT.replace('method = "latin_hypercube"\nsamples = 64', 'method = "grid"').replace(
        'numbers = ["revert_rate", "forget_rate", "attend_relevance"]', 'number = "revert_rate"\nvalues = [0.1, 0.2]'
    )
    study_file.write_text(text, encoding="utf-8")
    study = read_study(study_file)
    whole, points = in_full(study)
    assert whole is study
    assert np.array_equal(points, points_of(study.design, study.factors))


def test_what_a_scenario_assumes_is_not_drawn_from_the_posterior(study_file: Path) -> None:
    """As in the runs themselves (numbers_of): else a sensitivity analysis would be about another scenario."""
    study = read_study(study_file)
    assumed = Assumption("growth_early", 0.0123, 0.0123, 0.0123, "ours")
    study = replace(study, scenario=replace(study.scenario, assumptions=(assumed,)))
    problem = problem_of(study, groups=True)
    assert "growth_early" not in [factor.name for factor in problem.factors]
    assert "growth_late" in [factor.name for factor in problem.factors]
    runs = numbers_of(5, range(3), (assumed,), uncertain=SHIPPED)
    assert (runs[list(PARAMETERS).index("growth_early")] == 0.0123).all()
