"""Study files: every mistake at once, where it stands, in both languages."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from kkgsim.design.read_study import read_study
from kkgsim.design.study import Study
from kkgsim.errors import InputError
from kkgsim.i18n import use_language
from kkgsim.model.posterior import USUAL

Write = Callable[..., Path]
TEAM = "facilitator_team_per_10_schools"
SHIPPED = sorted((Path(__file__).resolve().parents[2] / "scenarios" / "studies").glob("*.toml"))


def faults(path: Path) -> list[str]:
    with pytest.raises(InputError) as caught:
        read_study(path)
    return [str(problem).replace(f"{path.parent}/", "") for problem in caught.value.issues]


def test_a_study_says_what_it_asks(study: Study) -> None:
    assert [(f.name, f.kind, f.low, f.high) for f in study.factors] == [
        ("facilitator_team_per_10_schools", "setting", 0.0, 4.0), ("attend_mentored", "number", 0.5, 1.0),
    ]  # fmt: skip
    assert (study.replicates, study.seed, study.drawn, study.months) == (3, 5, USUAL, ("end", 2))
    assert len(study.where().clusters) == 1
    mentoring, team = study.played().policy
    assert (mentoring.lever, mentoring.start) == ("followup_mentoring", 2)
    assert (team.start, team.end, set(team.settings.values())) == (1, 6, {0.0})


@pytest.mark.parametrize("path", SHIPPED, ids=lambda p: p.stem)
def test_shipped_studies_are_sound(path: Path) -> None:
    assert read_study(path).factors


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("replicates = 3", "replicates = 0", "small.toml:4:1: replicates: is out of range; given: 0"),
        ("clusters = 1", "cluster = 1", "small.toml:3:1: cluster: unknown key; allowed: title"),
        ('"practice_mean"]', '"practise_mean"]', "small.toml:7:33: outcomes[2]: there is no such outcome"),
        ('"practice_mean"]', '["practice_mean"]]', "small.toml:7:33: outcomes[2]: there is no such outcome"),
        ('"practice_mean"]', "{ a = 1 }]", "small.toml:7:33: outcomes[2]: there is no such outcome"),
        ('["end", 2]', '["end", 9]', "small.toml:8:18: months[2]: is out of range; given: 9; allowed: 1 to 6 (months)"),
        ('["end", 2]', "[]", "small.toml:8:1: months: must be a list with at least one entry"),
        ("months = 6", "months = 0", "small.toml:12:1: scenario.months: is out of range"),
        ('"followup_mentoring"', '"followup"', "small.toml:15:1: scenario.policy[1].lever: there is no such lever"),
        ('"latin_hypercube"', '"latin"', "small.toml:19:1: design.method: there is no such design"),
        ("samples = 20", "", "small.toml:18:1: design.samples: is missing"),
        ("high = 4.0", "high = 12.5", "small.toml:25:1: vary[1].high: is out of range; given: 12.5; allowed: 0 to 12"),
        ("high = 1.0", "high = 0.5", "small.toml:29:1: vary[2].low: low must be below high; given: 0.5"),
        ("high = 1.0", "steps = 3\nhigh = 1.0", "small.toml:30:1: vary[2].steps: only a grid has steps"),
        ("low = 0.0", "low = 0,5", "small.toml:24:7: vary[1].low: decimals are written with a dot: 0.5"),
        ('number = "attend_mentored"', 'number = "ties_within"', "small.toml:27:1: vary[2]: this number decides who"),
        ('number = "attend_mentored"', f'setting = "{TEAM}"', "small.toml:27:1: vary[2]: varies twice"),
        ('number = "attend_mentored"', "", "small.toml:27:1: vary[2]: needs either setting"),
    ],
)  # fmt: skip
def test_each_mistake_is_told_where_it_stands(write: Write, old: str, new: str, said: str) -> None:
    assert any(fault.startswith(said) for fault in faults(write((old, new)))), faults(write((old, new)))


def test_all_mistakes_are_told_at_once_in_both_languages(write: Write) -> None:
    path = write(("replicates = 3", "replicates = 0"), ('"drawn"', '"draw"'), ("high = 4.0", "high = 12.5"))
    assert len(faults(path)) == 3
    with use_language("id"):
        assert "maksudnya drawn?" in faults(path)[1]
    with use_language("id"):
        assert (
            faults(path)[0] == "small.toml:4:1: replicates: di luar rentang; tertulis: 0; yang boleh: 1 sampai 100000"
        )


def test_a_sobol_design_that_is_no_power_of_two_is_told_the_nearest(write: Write) -> None:
    sobol = ('"latin_hypercube"', '"sobol"')
    assert faults(write(sobol))[0].endswith("given: 20; allowed: 16")
    assert faults(write(sobol, ("samples = 20", "samples = 25")))[0].endswith("given: 25; allowed: 32")
    assert read_study(write(sobol, ("samples = 20", "samples = 16"))).design.samples == 16


def test_a_scenario_beside_the_study_is_read_and_its_mistakes_are_told(write: Write, tmp_path: Path) -> None:
    scenario = tmp_path / "base.toml"
    text = (
        'title = { en = "B", id = "B" }\nabout = { en = "", id = "" }\nplace = "janapria"\nmonths = 6\nreplicates = 1\n'
    )
    inline = (
        '[scenario]\nplace = "janapria"\nmonths = 6\n\n[[scenario.policy]]\nlever = "followup_mentoring"\nstart = 2\n'
    )
    scenario.write_text(text + "seed = 9\n", encoding="utf-8")
    path = write((inline, ""), ("seed = 5\n", 'scenario = "base.toml"\n'))
    assert read_study(path).seed == 9
    scenario.write_text(text + "seed = -9\n", encoding="utf-8")
    assert [fault.split(":")[0] for fault in faults(path)] == ["small.toml", "base.toml"]


def test_a_setting_that_the_scenario_changes_over_time_cannot_vary(write: Write) -> None:
    change = "[[scenario.policy.change]]\nmonth = 4\nvisits = 0.1\n\n[design]"
    path = write(("[design]", change), ("facilitator_team_per_10_schools", "followup_mentoring_visits"), ("4.0", "0.5"))
    assert "changes this setting over time" in faults(path)[0]


POINTS = 'method = "points"\nfile = "points.csv"\n'
DESIGN = 'method = "latin_hypercube"\nsamples = 20\n'
VARIED = (
    '[[vary]]\nsetting = "facilitator_team_per_10_schools"\nlow = 0.0\nhigh = 4.0\n\n'
    '[[vary]]\nnumber = "attend_mentored"\nlow = 0.5\nhigh = 1.0\n'
)


def test_points_of_a_list(write: Write, tmp_path: Path) -> None:
    (tmp_path / "points.csv").write_text("facilitator_team_per_10_schools,attend_mentored\n0,0.5\n2,1\n")
    study = read_study(write((DESIGN, POINTS), (VARIED, "")))
    assert study.design.listed == ((0.0, 0.5), (2.0, 1.0))
    assert [factor.kind for factor in study.factors] == ["setting", "number"]


def test_mistakes_in_a_list_of_points(write: Write, tmp_path: Path) -> None:
    (tmp_path / "points.csv").write_text("facilitator_team_per_10_school,attend_mentored\n0,0.5\n2,nan\n1\n")
    found = faults(write((DESIGN, POINTS), (VARIED, "")))
    assert found[0].startswith("points.csv:1:1: is neither a setting nor a number of the model")
    assert found[0].endswith("did you mean facilitator_team_per_10_schools?")
    assert found[1].startswith('points.csv:3:2: attend_mentored: is not a number in the range; given: "nan"; allowed: ')
    assert found[2].startswith("points.csv:4:1:")
    assert len(found) == 3


def test_too_many_runs_are_refused(write: Write) -> None:
    path = write(("samples = 20", "samples = 1_000_000"), ("replicates = 3", "replicates = 1000"))
    assert "points times replicates are too many runs; given: 1000000 x 1000" in faults(path)[0]
