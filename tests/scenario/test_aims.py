"""Phases that are aimed at clusters or wait for what an office sees: what files may say, and what is made of it."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from conftest import ROOT

from kkgsim.errors import InputError
from kkgsim.i18n import use_language
from kkgsim.model import reaching
from kkgsim.model.levers import all_levers
from kkgsim.model.outcomes import OUTCOMES, SEEN_BY_AN_OFFICE
from kkgsim.places.place import Place
from kkgsim.scenario.read import parse_scenario, read_scenario
from kkgsim.scenario.resolve import check_targets
from kkgsim.scenario.scenario import Condition, Target
from kkgsim.scenario.write import write_scenario

TOP = 'title = "x"\nabout = ""\nplace = "janapria"\nmonths = 24\nreplicates = 2\nseed = 1\n'
AIMED = (
    TOP
    + """
[[policy]]
lever = "facilitator_team"
end = 12
to = { neediest = 3 }
[[policy]]
lever = "facilitator_team"
start = 13
to = { remotest = 0.25 }
[[policy]]
lever = "monitoring"
to = { clusters = ["990101-02", "990101-01"] }
[[policy]]
lever = "transport_recognition"
when = { outcome = "attendance_share", below = 0.4 }
until = { outcome = "minimum_share", above = 0.7, after_months = 12 }
"""
)


def aim(scenario, lever: str, name: str) -> list[float]:
    rows = reaching.columns_for(tuple(all_levers()), reaching.AIM)
    return list(scenario.aims()[rows.index(reaching.column(lever, name))])


def test_what_a_file_aims_at_is_read_and_written_again() -> None:
    scenario = parse_scenario(AIMED, "x")
    first, second, third, fourth = scenario.policy
    assert (first.to, second.to) == (Target("neediest", 3.0), Target("remotest", 0.25))
    assert third.to == Target("clusters", clusters=("990101-02", "990101-01"))
    assert fourth.when == Condition("attendance_share", False, 0.4, 12)
    assert fourth.until == Condition("minimum_share", True, 0.7, 12)
    assert replace(parse_scenario(write_scenario(scenario), "x"), text="") == replace(scenario, text="")
    assert replace(read_scenario(ROOT / "scenarios" / "id" / "uji-coba.toml"), name="pilot") == read_scenario("pilot")


def test_aims_are_laid_out_month_by_month() -> None:
    scenario = parse_scenario(AIMED, "x")
    assert aim(scenario, "facilitator_team", "how") == [1.0] * 12 + [2.0] * 12
    assert aim(scenario, "facilitator_team", "many") == [3.0] * 12 + [0.25] * 12
    assert aim(scenario, "facilitator_team", "begins") == [1.0] + [0.0] * 11 + [1.0] + [0.0] * 11
    assert aim(scenario, "transport_recognition", "when") == [-1.0] * 24
    assert list(scenario.lists(("990101-01", "990101-05", "990101-02"))) == [1.0, 0.0, 1.0]
    plain = parse_scenario(TOP + '[[policy]]\nlever = "monitoring"\n', "x")
    assert plain.lists(("a",)) is None
    assert np.count_nonzero(plain.aims()) == 1, "that it begins, and nothing else"


@pytest.mark.parametrize(
    ("lines", "english", "indonesian"),
    [
        ('lever = "monitoring"\nto = { neediest = 2.5 }', "neither a whole number", "bukan jumlah gugus yang bulat"),
        ('lever = "monitoring"\nto = { }', "in a single way", "dengan satu cara saja"),
        ('lever = "monitoring"\nto = { neediest = 1, remotest = 1 }', "in a single way", "dengan satu cara saja"),
        ('lever = "monitoring"\nto = { nediest = 1 }', "did you mean neediest", "maksudnya neediest"),
        ('lever = "fair_selection"\nto = { neediest = 1 }', "whole district", "seluruh kabupaten"),
        ('lever = "monitoring"\nwhen = { outcome = "attendance_share" }', "one side", "satu batas"),
        ('lever = "monitoring"\nwhen = { outcome = "literacy_mean", below = 0.1 }', "no outcome that an office can see",
         "bukan hasil yang dapat dilihat dinas"),
        ('lever = "monitoring"\nwhen = { outcome = "minimum_share", below = 0.1, after_months = 3 }', "12 to 60",
         "12 sampai 60"),
        ('lever = "monitoring"\nwhen = { outcome = "attendance_share", below = 40 }', "0 to 1", "0 sampai 1"),
        ('lever = "monitoring"\nend = 9\nuntil = { outcome = "meetings_held", above = 1 }\n[[policy]]\n'
         'lever = "monitoring"\nstart = 10\nwhen = { outcome = "meetings_held", below = 1 }', "one phase only",
         "pada satu tahap"),
    ],
)  # fmt: skip
def test_mistakes_are_told_in_both_languages(lines: str, english: str, indonesian: str) -> None:
    for language, words in (("en", english), ("id", indonesian)):
        with use_language(language), pytest.raises(InputError) as error:
            parse_scenario(f"{TOP}[[policy]]\n{lines}\n", "x")
        with use_language(language):
            assert words in str(error.value)


def test_clusters_that_a_place_does_not_have_are_refused_by_name(janapria: Place) -> None:
    scenario = parse_scenario(AIMED, "x")
    check_targets([scenario], janapria)
    wrong = replace(scenario.policy[2], to=Target("clusters", clusters=("99010-02",)))
    many = replace(scenario.policy[0], to=Target("neediest", 10.0))
    with use_language("en"), pytest.raises(InputError) as error:
        check_targets([replace(scenario, policy=(many, wrong))], janapria)
    with use_language("en"):
        assert "has no such cluster" in str(error.value)
        assert "did you mean 990101-02?" in str(error.value)
        assert "<= 9" in str(error.value)


def test_what_an_office_sees_is_declared_of_outcomes() -> None:
    assert set(SEEN_BY_AN_OFFICE) <= set(OUTCOMES)


def test_a_share_of_clusters_is_never_nobody() -> None:
    assert [reaching.places_for(many, 9.0) for many in (3.0, 0.01, 0.25, 0.5, 1.0)] == [3.0, 1.0, 2.0, 5.0, 1.0]
    assert [reaching.is_listed(5.0, which) for which in (1.0, 2.0, 4.0)] == [1.0, 0.0, 1.0]
