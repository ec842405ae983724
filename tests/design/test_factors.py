"""What varies, over which range and spread how: single factors, many at once, levers as switches."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from kkgsim.design.read_study import read_study
from kkgsim.design.sampling import points_of, quantiles
from kkgsim.design.study import Design, Factor, Study
from kkgsim.engine.batch_runner import BatchRunner
from kkgsim.engine.policy_tables import study_plan
from kkgsim.engine.sampling import delays_of, numbers_of
from kkgsim.errors import InputError
from kkgsim.execution.sweep import SweepOptions, prepare, sweep
from kkgsim.execution.verify import verify
from kkgsim.model.levers import all_levers, all_settings
from kkgsim.model.registry import PARAMETERS, home_of
from kkgsim.scenario.resolve import phases

Write = Callable[..., Path]
MENTORED = '[[vary]]\nnumber = "attend_mentored"\nlow = 0.5\nhigh = 1.0\n'
TEAM = '[[vary]]\nsetting = "facilitator_team_per_10_schools"\nlow = 0.0\nhigh = 4.0\n'
SHARES = np.linspace(0.0, 1.0, 101)


def factors(path: Path) -> dict[str, Factor]:
    return {factor.name: factor for factor in read_study(path).factors}


def faults(path: Path) -> list[str]:
    with pytest.raises(InputError) as caught:
        read_study(path)
    return [str(problem).replace(f"{path.parent}/", "") for problem in caught.value.issues]


def test_a_number_without_a_range_varies_as_a_band_varies_it(write: Write) -> None:
    found = factors(write((MENTORED, '[[vary]]\nnumber = "attend_mentored"\n')))["attend_mentored"]
    number = PARAMETERS["attend_mentored"]
    assert (found.low, found.high, found.distribution, found.mode) == (
        number.low, number.high, "double_triangular", number.value,
    )  # fmt: skip
    drawn = numbers_of(1, range(4000))[list(PARAMETERS).index("attend_mentored")]
    assert np.quantile(drawn, SHARES[5:96]) == pytest.approx(quantiles(found, SHARES[5:96]), abs=0.02 * number.high)


def test_a_study_in_which_nothing_varies_is_refused(write: Write) -> None:
    single = next(name for name, number in PARAMETERS.items() if number.used == "run" and number.low == number.high)
    alone = (TEAM, ""), (MENTORED, f'[[vary]]\nnumbers = ["{single}"]\n')
    assert "vary: nothing varies" in faults(write(*alone))[0]


def test_what_the_scenario_assumes_of_a_number_is_its_range(write: Write) -> None:
    assumed = '[scenario.assumptions.attend_mentored]\nvalue = 0.7\nlow = 0.6\nhigh = 0.8\nwhy = "heard"\n\n[design]'
    path = write((MENTORED, '[[vary]]\nnumber = "attend_mentored"\n'), ("[design]", assumed))
    found = factors(path)["attend_mentored"]
    assert (found.low, found.mode, found.high) == (0.6, 0.7, 0.8)


def test_a_setting_without_a_range_varies_over_all_of_it(write: Write) -> None:
    found = factors(write((TEAM, '[[vary]]\nsetting = "facilitator_team_per_10_schools"\n')))
    assert found["facilitator_team_per_10_schools"].high == all_settings()["facilitator_team_per_10_schools"].high


@pytest.mark.parametrize(
    ("factor", "median"),
    [
        (Factor("attend_mentored", "number", 1.0, 100.0, distribution="loguniform"), 10.0),
        (Factor("attend_mentored", "number", 0.0, 4.0, distribution="triangular", mode=0.0), 4.0 - np.sqrt(8.0)),
        (Factor("attend_mentored", "number", -4.0, 0.0, distribution="triangular", mode=0.0), np.sqrt(8.0) - 4.0),
        (Factor("attend_mentored", "number", 0.0, 4.0), 2.0),
        (Factor("delay_facilitator_team", "number", 0.0, 6.0, distribution="triangular", mode=1.0), 2.0),
    ],
)
def test_a_factor_follows_its_distribution_between_its_ends(factor: Factor, median: float) -> None:
    values = quantiles(factor, SHARES)
    assert values[[0, 50, -1]] == pytest.approx([factor.low, median, factor.high])
    assert (np.diff(values) >= 0.0).all()


def test_a_wait_is_whole_months_as_the_model_counts_it() -> None:
    wait = Factor("delay_facilitator_team", "number", 0.0, 6.0)
    points = points_of(Design("latin_hypercube", 1200, 1), [wait])[:, 0]
    assert Counter(points.tolist())[0.0] == pytest.approx(100, abs=2)
    assert Counter(points.tolist())[3.0] == pytest.approx(200, abs=2)


def test_the_steps_of_a_grid_are_equally_probable(write: Write) -> None:
    grid = ('method = "latin_hypercube"\nsamples = 20', 'method = "grid"')
    steps = ("low = 0.0\nhigh = 4.0", 'low = 1.0\nhigh = 4.0\nsteps = 3\ndistribution = "loguniform"')
    found = factors(write(grid, steps, (MENTORED, MENTORED + "steps = 2\n")))
    assert found["facilitator_team_per_10_schools"].values == pytest.approx((1.0, 2.0, 4.0))
    assert found["attend_mentored"].values == (0.5, 1.0)


def test_all_numbers_are_those_that_a_band_draws_and_the_rest_is_said(write: Write) -> None:
    study = read_study(write((MENTORED, '[[vary]]\nnumbers = "all"\n')))
    varied = [f.name for f in study.factors if f.kind == "number"]
    moved = np.ptp(numbers_of(1, range(40)), axis=1) > 0.0
    assert varied == [name for name, moves in zip(PARAMETERS, moves_of(moved), strict=True) if moves]
    assert set(varied) | {name for name, _ in study.left_out} == set(PARAMETERS)
    assert {why for _, why in study.left_out} == {"fixed", "roster", "place"}


def moves_of(moved: np.ndarray) -> list[bool]:
    return [bool(each) for each in moved]


@pytest.mark.parametrize("word", ["assumed", "literature", "inclining", "facilitator_team"])
def test_numbers_of_a_grade_or_a_file(write: Write, word: str) -> None:
    found = [f for f in read_study(write((MENTORED, f'[[vary]]\nnumbers = "{word}"\n'))).factors if f.kind == "number"]
    assert found
    assert all(word in (PARAMETERS[f.name].grade, home_of(f.name).rpartition(".")[2]) for f in found)


def test_a_number_that_is_named_varies_as_is_said_there(write: Write) -> None:
    found = factors(write((MENTORED, MENTORED + '\n[[vary]]\nnumbers = "inclining"\ngroup = "inclining"\n')))
    assert (found["attend_mentored"].low, found["attend_mentored"].group) == (0.5, "")
    assert found["attend_distance"].group == "inclining"
    grouped = read_study(write((MENTORED, '[[vary]]\nnumbers = "all"\ngroup_by = "home"\n'))).factors
    assert all(home_of(f.name) == f"kkgsim.{f.group}" for f in grouped if f.kind == "number")


def test_levers_vary_between_off_and_as_the_scenario_has_them_or_as_usual(write: Write) -> None:
    study = read_study(write((TEAM, '[[vary]]\nlevers = "all"\n')))
    switched = [f for f in study.factors if f.kind == "lever"]
    assert [f.name for f in switched] == list(all_levers())
    short = replace(study, factors=tuple(f for f in switched if f.name in ("facilitator_team", "followup_mentoring")))
    place = short.where()
    played = next(BatchRunner(short, place, np.array([[0.0, 0.0], [1.0, 0.0], [0.0, 1.0]])).run(0, 3)).values
    team = phases({f"facilitator_team_{s.name}": s.usual for s in all_levers()["facilitator_team"].settings}, 6)
    for rank, policy in enumerate(((), team, study.scenario.policy)):
        alone = Study(**{**vars(short), "scenario": replace(study.scenario, policy=policy), "factors": (
            Factor("attend_mentored", "number", 0.0, 1.0),)})  # fmt: skip
        number = numbers_of(short.seed, [0], uncertain=short.drawn)[list(PARAMETERS).index("attend_mentored"), 0]
        assert next(BatchRunner(alone, place, np.array([[number]])).run(0, 1)).values[:, 0] == pytest.approx(
            played[:, rank], rel=1e-12, abs=1e-12
        )


def test_a_setting_that_is_no_longer_paid_for_stops_in_a_sweep_as_in_a_run(write: Write) -> None:
    change = "[[scenario.policy.change]]\nmonth = 4\nvisits = 0.0\n\n[design]"
    study = read_study(write(("[design]", change)))
    numbers = numbers_of(study.seed, [0], uncertain=False)
    points = np.zeros((1, len(study.factors)))
    acting = study_plan(study, study.played(), study.where()).tables(numbers, points).effective[:, :, 0]
    assert acting.any()
    assert np.array_equal(acting, study.played().effective(delays_of(numbers))[:, :, 0])


def test_a_sweep_of_levers_and_distributions_can_be_verified(write: Write, tmp_path: Path) -> None:
    lever = '[[vary]]\nlever = "monitoring"\n\n[[vary]]\nnumber = "attend_mentored"\n'
    sweep(prepare(read_study(write((MENTORED, lever)))), tmp_path / "out", SweepOptions(workers=1))
    assert verify(tmp_path / "out").sound


@pytest.mark.parametrize(
    ("new", "said"),
    [
        ('numbers = "asumed"', "small.toml:28:1: vary[2].numbers: matches nothing that could vary"),
        ('numbers = ["attend_distanse"]', "small.toml:28:12: vary[2].numbers[1]: the model has no such number"),
        ('levers = ["facilitator_team"]', "small.toml:22:1: vary: varies together with the whole lever"),
        ('number = "attend_mentored"\ndistribution = "normal"', "small.toml:29:1: vary[2].distribution: there"),
        ('number = "attend_mentored"\nlow = 0.5\nmode = 0.7', "small.toml:30:1: vary[2].mode: only a triangular"),
        ('setting = "monitoring_tracking"\ndistribution = "loguniform"', "small.toml:29:1: vary[2].distribution: a"),
        ('number = "attend_base"\ngroup = "facilitator_team_per_10_schools"', "small.toml:22:1: vary: is the name of"),
        ('number = "attend_mentored"\nlever = "monitoring"', "small.toml:27:1: vary[2]: needs either setting"),
        ('lever = "monitoring"\nlow = 0', "small.toml:29:1: vary[2].low: unknown key"),
        ('settings = "all"\nlow = 0', "small.toml:29:1: vary[2].low: unknown key"),
        ('settings = ["facilitator_team_per_10_schools"]\ngroup_by = "size"', "small.toml:29:1: vary[2].group_by: f"),
    ],
)  # fmt: skip
def test_each_mistake_is_told_where_it_stands(write: Write, new: str, said: str) -> None:
    found = faults(write((MENTORED, f"[[vary]]\n{new}\n")))
    assert any(fault.startswith(said) for fault in found), found
