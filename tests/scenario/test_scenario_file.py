"""Scenario files: every mistake with its line, nothing but Scenario or InputError, round trips, tables."""

from __future__ import annotations

import os
import re
import string
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from catalogues import messages
from conftest import none
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kkgsim.config.scan import MOST_KEYS, scan
from kkgsim.errors import InputError, Issue
from kkgsim.i18n import Text, use_language
from kkgsim.i18n.escaping import unsafe
from kkgsim.model.levers import all_levers, all_settings
from kkgsim.model.registry import PARAMETERS
from kkgsim.scenario.read import LARGEST, parse_scenario, read_scenario, write_scenario
from kkgsim.scenario.scenario import Assumption, Change, Phase, Scenario

pytestmark = pytest.mark.filterwarnings("error")
quick = settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck))

SCENARIOS = Path(__file__).parents[2] / "scenarios"
SHIPPED = sorted(SCENARIOS.glob("*.toml"))

TOP = """\
title = { en = "Facilitator team", id = "Tim fasilitator" }
about = { en = "What it is.", id = "Penjelasan." }
place = "janapria"
months = 36
replicates = 60
seed = 2026
"""
PHASE = """
[[policy]]
lever = "facilitator_team"
start = 1
end = 24
payer = "donor"
per_10_schools = 1.0
[[policy.change]]
month = 13
per_10_schools = 2.0
"""
ASSUMED = """
[assumptions.attend_distance]
value = 0.10
low = 0.08
high = 0.12
why = "measured in the hills"
"""
FULL = TOP + PHASE + ASSUMED
"""Lines 1-6 the top, 8-16 the phase, 18-22 the assumption."""


def mistakes(text: str) -> list[str]:
    """What is said about a file; nothing about a good one."""
    try:
        parse_scenario(text, "here.toml")
    except InputError as refused:
        return [str(problem) for problem in refused.issues]
    return []


def issues(text: str) -> list[Issue]:
    with pytest.raises(InputError) as caught:
        parse_scenario(text, "here.toml")
    return list(caught.value.issues)


def only(text: str) -> str:
    found = issues(text)
    assert len(found) == 1, [str(each) for each in found]
    return str(found[0])


# What a file means


def test_the_whole_format() -> None:
    scenario = parse_scenario(FULL, "folder/facilitators.toml")
    assert scenario == Scenario(
        name="facilitators",
        title=Text("Facilitator team", "Tim fasilitator"),
        about=Text("What it is.", "Penjelasan."),
        place="janapria",
        months=36,
        replicates=60,
        seed=2026,
        policy=(
            Phase(
                "facilitator_team", 1, 24,
                {"per_10_schools": 1.0, "formal_status": 0.0, "certified": 0.0, "toward_need": 0.0, "toward_near": 0.0},
                "donor", (Change(13, {"per_10_schools": 2.0}),),
            ),
        ),
        assumptions=(Assumption("attend_distance", 0.10, 0.08, 0.12, "measured in the hills"),),
        text=FULL,
    )  # fmt: skip


def test_the_status_quo_is_a_scenario() -> None:
    assert parse_scenario(TOP, "x.toml").policy == ()


@pytest.mark.parametrize("lever", all_levers())
def test_defaults_of_a_phase(lever: str) -> None:
    (phase,) = parse_scenario(TOP + f'[[policy]]\nlever = "{lever}"\n', "x.toml").policy
    declared = all_levers()[lever]
    usual = {setting.name: setting.usual for setting in declared.settings}
    assert phase == Phase(lever, 1, 36, usual, declared.payers[0])


def wrong_with_setting(name: str) -> Iterator[str]:
    """Where the ends of a setting are refused, or what lies beyond them is not."""
    setting = all_settings()[name]
    lever = name.removesuffix(f"_{setting.name}")
    head = TOP + f'[[policy]]\nlever = "{lever}"\n{setting.name} = '
    for value in (0, setting.low, setting.high):
        yield from mistakes(f"{head}{value}")
    for value, said in ((setting.high * 1.01, f"policy[1].{setting.name}: is out of range"), (-0.1, setting.unit)):
        told = mistakes(f"{head}{value}")
        if len(told) != 1 or said not in told[0]:
            yield f"{name} = {value}: {told}"


def test_both_ends_of_every_setting_and_zero_are_legal_and_beyond_is_not() -> None:
    none(said for name in all_settings() for said in wrong_with_setting(name))


def test_the_value_of_a_setting_is_the_one_written() -> None:
    for name, setting in all_settings().items():
        head = f'[[policy]]\nlever = "{name.removesuffix(f"_{setting.name}")}"\n{setting.name} = '
        (phase,) = parse_scenario(f"{TOP}{head}{setting.high}", "x").policy
        assert phase.settings[setting.name] == setting.high, name


ASSUMABLE = [name for name, number in PARAMETERS.items() if number.used != "place"]


def wrong_with_number(name: str) -> str:
    """Why the ends of a number cannot be assumed, or are not what comes of it; nothing where they are."""
    number = PARAMETERS[name]
    text = TOP + f'[assumptions.{name}]\nvalue = {number.low!r}\nhigh = {number.high!r}\nwhy = "x"\n'
    if found := mistakes(text):
        return "; ".join(found)
    assumed = parse_scenario(text, "x").assumptions
    expected = (Assumption(name, number.low, number.low, number.high, "x"),)
    return "" if assumed == expected else f"{name} becomes {assumed}"


def test_both_ends_of_every_number_are_legal() -> None:
    none(said for name in ASSUMABLE if (said := wrong_with_number(name)))


def test_what_makes_a_place_is_no_assumption() -> None:
    said = only(TOP + '[assumptions.cluster_size_target]\nvalue = 5\nwhy = "x"\n')
    assert "this number takes effect when a place is made" in said


def test_a_run_starts_in_july_unless_the_file_says_otherwise() -> None:
    assert parse_scenario(FULL, "x").first_month == 7
    january = parse_scenario(TOP + "first_month = 1\n", "x")
    assert january.first_month == 1
    assert january.without_policy().first_month == 1
    assert january.with_horizon(12).first_month == 1


def test_without_low_and_high_a_number_is_fixed() -> None:
    (assumed,) = parse_scenario(FULL.replace("low = 0.08\nhigh = 0.12\n", ""), "x").assumptions
    assert (assumed.value, assumed.low, assumed.high) == (0.10, 0.10, 0.10)


def test_zero_seed_and_integers_for_floats() -> None:
    scenario = parse_scenario(
        FULL.replace("seed = 2026", "seed = 0").replace("per_10_schools = 1.0", "per_10_schools = 0"), "x"
    )
    assert scenario.seed == 0
    value = scenario.policy[0].settings["per_10_schools"]
    assert value == 0.0
    assert isinstance(value, float)


@pytest.mark.parametrize(
    "text",
    [
        "\ufeff" + FULL,
        FULL.replace("\n", "\r\n"),
        FULL.replace("months = 36", "months = 0x24 # hexadecimal"),
        FULL.replace('title = { en = "Facilitator team", id = "Tim fasilitator" }',
                     'title.en = "Facilitator team"\ntitle."id" = """Tim fasilitator"""'),
        TOP + 'policy = [{ lever = "facilitator_team", end = 24, payer = "donor", per_10_schools = 1, '
        "change = [\n{ month = 13, per_10_schools = 2 }, # a list over two lines\n]}]\n" + ASSUMED,
    ],
)  # fmt: skip
def test_other_ways_to_write_the_same(text: str) -> None:
    assert replace(parse_scenario(text, "x"), text="") == replace(parse_scenario(FULL, "x"), text="")


def test_phases_may_follow_each_other() -> None:
    text = TOP + "".join(
        f'[[policy]]\nlever = "monitoring"\nstart = {start}\nend = {start + 5}\n' for start in (13, 1, 7)
    )
    assert [phase.start for phase in parse_scenario(text, "x").policy] == [13, 1, 7]


def test_an_absurdly_big_total_is_fine() -> None:
    big = TOP.replace("months = 36", "months = 240").replace("replicates = 60", "replicates = 100000")
    assert parse_scenario(big, "x").replicates == 100_000


# What is wrong: the text to replace in FULL, by what, and the line that a person reads

DELETE = ""
TOPKEYS = "title, about, place, first_month, months, replicates, seed, numbers, policy, assumptions"
TEAM = all_settings()["facilitator_team_per_10_schools"]
BOUNDS = f"{TEAM.low:g} to {TEAM.high:g} ({TEAM.unit})"
SETTINGS = ", ".join(setting.name for setting in all_levers()["facilitator_team"].settings)
LEVERS = ", ".join(all_levers())
PLACES = "janapria, lombok_tengah, sumba_remote, or the folder of an imported place"
WRONG = [
    # the top
    ('title = { en = "Facilitator team", id = "Tim fasilitator" }\n', DELETE,
     'here.toml: title: is missing; allowed: { en = "...", id = "..." }'),
    ('{ en = "Facilitator team", id = "Tim fasilitator" }', "7",
     'here.toml:1:1: title: must be a text in quotes, or one in each language, as in { en = "...", id = "..." }; '
     'given: 7'),
    ('en = "Facilitator team", id = "Tim fasilitator"', DELETE, "here.toml:1:1: title.en: is missing"),
    ('"Facilitator team"', '"Facili\\u001b[31mtator"',
     'here.toml:1:11: title.en: holds the invisible character U+001B; given: "Facili\\x1b[31mtator"'),
    ('"What it is."', '"What \u202eit is."',
     'here.toml:2:11: about.en: holds the invisible character U+202E; given: "What \\u202eit is."'),
    ('"measured in the hills"', '"\\u0007"',
     'here.toml:22:1: assumptions.attend_distance.why: holds the invisible character U+0007; given: "\\x07"'),
    ("value = 0.10", "value = 1e-400",
     "here.toml:19:1: assumptions.attend_distance.value: is too small for a computer to hold; write 0 if zero is "
     "meant; given: 1e-400"),
    ('id = "Tim fasilitator"', 'id = "Tim fasilitator", jv = "x"',
     "here.toml:1:60: title.jv: unknown key; allowed: en, id"),
    ('id = "Tim fasilitator"', 'id = " "', "here.toml:1:36: title.id: must not be blank"),
    ('id = "Penjelasan."', "id = 7", "here.toml:2:31: about.id: must be a text in quotes; given: 7"),
    ('place = "janapria"\n', DELETE, "here.toml: place: is missing"),
    ('"janapria"', "3", "here.toml:3:1: place: must be a text in quotes; given: 3"),
    ('"janapria"', '""', "here.toml:3:1: place: must not be blank"),
    ('"janapria"', '"Janapira"',
     f'here.toml:3:1: place: there is no such place, nor a folder of that name; given: "Janapira"; '
     f"allowed: {PLACES}; did you mean janapria?"),
    ("months = 36\n", DELETE, "here.toml: months: is missing; allowed: 1 to 240 (months)"),
    ("months = 36", "months = 241",
     "here.toml:4:1: months: is out of range; given: 241; allowed: 1 to 240 (months)"),
    ("months = 36", "months = 36.0",
     "here.toml:4:1: months: must be a whole number; given: 36.0; allowed: 1 to 240 (months)"),
    ("months = 36", "months = true",
     "here.toml:4:1: months: must be a whole number; given: true; allowed: 1 to 240 (months)"),
    ("months = 36", 'months = "36"',
     'here.toml:4:1: months: write 36, without quotes; given: "36"; allowed: 1 to 240 (months)'),
    ("months = 36", "months = 2026-01-01",
     "here.toml:4:1: months: must be a whole number; given: 2026-01-01; allowed: 1 to 240 (months)"),
    ("replicates = 60", "replicates = 0",
     "here.toml:5:1: replicates: is out of range; given: 0; allowed: 1 to 100000"),
    ("replicates = 60", "replicats = 60\nreplicates = 60",
     f"here.toml:5:1: replicats: unknown key; allowed: {TOPKEYS}; did you mean replicates?"),
    ("seed = 2026", "seed = -1", "here.toml:6:1: seed: is out of range; given: -1; allowed: 0 to 4294967295"),
    ("seed = 2026", "seed = 4294967296",
     "here.toml:6:1: seed: is out of range; given: 4294967296; allowed: 0 to 4294967295"),
    ("seed = 2026", "seed = 2026\nfirst_month = 13",
     "here.toml:7:1: first_month: is out of range; given: 13; allowed: 1 to 12"),
    ("seed = 2026", 'seed = 2026\nfirst_month = "July"',
     'here.toml:7:1: first_month: must be a whole number; given: "July"; allowed: 1 to 12'),
    # the policy
    ("[[policy]]", "[policy]",
     "here.toml:8:1: policy: must be written under headings in double brackets; given: { ... }; allowed: "
     "[[policy]]"),
    ("seed = 2026\n\n[[policy]]", "seed = 2026\npolicy = [1]\n\n[other]",
     None),
    ('lever = "facilitator_team"', 'lever = "fasilitator_team"',
     f'here.toml:9:1: policy[1].lever: there is no such lever; given: "fasilitator_team"; allowed: {LEVERS}; '
     "did you mean facilitator_team?"),
    ('lever = "facilitator_team"\n', DELETE, "here.toml:8:1: policy[1].lever: is missing"),
    ("start = 1\n", "start = 0\n",
     "here.toml:10:1: policy[1].start: is out of range; given: 0; allowed: 1 to 36 (months)"),
    ("end = 24", "end = 37",
     "here.toml:11:1: policy[1].end: is out of range; given: 37; allowed: 1 to 36 (months)"),
    ("start = 1\nend = 24", "start = 9\nend = 8\nformal_status = 2.0",
     None),
    ('payer = "donor"', 'payer = "bos"',
     'here.toml:12:1: policy[1].payer: cannot pay for this; given: "bos"; '
     "allowed: district, donor, province, ministry"),
    ('payer = "donor"', 'payer = "pemprov provinsi"',
     'here.toml:12:1: policy[1].payer: cannot pay for this; given: "pemprov provinsi"; '
     "allowed: district, donor, province, ministry; did you mean province?"),
    ("per_10_schools = 1.0", "per_10_school = 1.0",
     "here.toml:13:1: policy[1].per_10_school: unknown key; "
     f"allowed: lever, start, end, payer, change, {SETTINGS}; did you mean per_10_schools?"),
    ("per_10_schools = 1.0", "facilitator_team_formal_status = 1.0",
     "here.toml:13:1: policy[1].facilitator_team_formal_status: unknown key; "
     f"allowed: lever, start, end, payer, change, {SETTINGS}; did you mean formal_status?"),
    ("per_10_schools = 1.0", "months = 48",
     "here.toml:13:1: policy[1].months: belongs at the top of the file, above the first heading in brackets"),
    ("per_10_schools = 1.0", "per_10_schools = 12.5",
     "here.toml:13:1: policy[1].per_10_schools: is out of range; given: 12.5; "
     f"allowed: {BOUNDS}"),
    ("per_10_schools = 1.0", "per_10_schools = false",
     "here.toml:13:1: policy[1].per_10_schools: must be a number; given: false; "
     f"allowed: {BOUNDS}"),
    ("per_10_schools = 1.0", 'per_10_schools = "0,5"',
     'here.toml:13:1: policy[1].per_10_schools: write 0.5, with a dot and without quotes; given: "0,5"; '
     f"allowed: {BOUNDS}"),
    ("per_10_schools = 1.0", 'per_10_schools = "many"',
     'here.toml:13:1: policy[1].per_10_schools: must be a number; given: "many"; '
     f"allowed: {BOUNDS}"),
    ("per_10_schools = 1.0", "per_10_schools = nan",
     "here.toml:13:1: policy[1].per_10_schools: must be a finite number; given: nan; "
     f"allowed: {BOUNDS}"),
    ("per_10_schools = 1.0", "per_10_schools = -inf",
     "here.toml:13:1: policy[1].per_10_schools: must be a finite number; given: -inf; "
     f"allowed: {BOUNDS}"),
    ("per_10_schools = 1.0", "per_10_schools = 1e999",
     "here.toml:13:1: policy[1].per_10_schools: must be a finite number; given: 1e999; "
     f"allowed: {BOUNDS}"),
    ("per_10_schools = 1.0", "per_10_schools = [1]",
     "here.toml:13:1: policy[1].per_10_schools: must be a number; given: [ ... ]; "
     f"allowed: {BOUNDS}"),
    ("[[policy.change]]\nmonth = 13", "[[policy.change]]",
     "here.toml:14:1: policy[1].change[1].month: is missing; allowed: 1 to 24 (months)"),
    ("month = 13", "month = 25",
     "here.toml:15:1: policy[1].change[1].month: is out of range; given: 25; allowed: 1 to 24 (months)"),
    ("[[policy.change]]", "[policy.change]",
     "here.toml:14:1: policy[1].change: must be written under headings in double brackets; given: { ... }; "
     "allowed: [[policy.change]]"),
    ("month = 13\nper_10_schools = 2.0", "month = 13",
     "here.toml:14:1: policy[1].change[1]: changes nothing; name a setting or a payer"),
    ("month = 13", "month = 13\nlever = 1",
     f"here.toml:16:1: policy[1].change[1].lever: unknown key; allowed: month, payer, {SETTINGS}"),
    ("[[policy.change]]", "[[policy.change]]\nmonth = 13\nformal_status = 1\n[[policy.change]]",
     "here.toml:18:1: policy[1].change[2].month: months of changes must increase; given: 13; allowed: above 13"),
    ("month = 13", "month = 13\npayer = 1",
     "here.toml:16:1: policy[1].change[1].payer: must be a text in quotes; given: 1"),
    ("[assumptions", '[[policy]]\nlever = "facilitator_team"\nstart = 24\n\n[assumptions',
     "here.toml:18:1: policy[2]: this lever is already at work in months 1 to 24 (line 8); "
     "given: facilitator_team 24-36"),
    # the assumptions
    ("[assumptions.attend_distance]", "[assumptions.atend_distance]",
     f"here.toml:18:1: assumptions.atend_distance: the model has no such number; "
     f"allowed: one of the {len(PARAMETERS)} numbers of the model; did you mean attend_distance?"),
    ("[assumptions.attend_distance]", "[assumptions]\nattend_money = 1\n[assumptions.attend_distance]",
     "here.toml:19:1: assumptions.attend_money: must be several keys with values, as in "
     "[assumptions.attend_distance]; given: 1"),
    ("[assumptions.attend_distance]", "[assumptions]\nseed = 1\n[assumptions.attend_distance]",
     "here.toml:19:1: assumptions.seed: belongs at the top of the file, above the first heading in brackets"),
    ("value = 0.10\nlow = 0.08", "low = 0.08",
     "here.toml:18:1: assumptions.attend_distance.value: is missing; "
     "allowed: 0.02 to 0.15 (log-odds per km of road)"),
    ("value = 0.10", "value = 0.2",
     "here.toml:19:1: assumptions.attend_distance.value: is out of range; given: 0.2; "
     "allowed: 0.02 to 0.15 (log-odds per km of road)"),
    ("low = 0.08", "low = 0.01",
     "here.toml:20:1: assumptions.attend_distance.low: is out of range; given: 0.01; "
     "allowed: 0.02 to 0.15 (log-odds per km of road)"),
    ("low = 0.08", "low = 0.11",
     "here.toml:20:1: assumptions.attend_distance.low: low must not be above value; given: 0.11; allowed: "
     "<= 0.1"),
    ("high = 0.12", "high = 0.09",
     "here.toml:21:1: assumptions.attend_distance.high: high must not be below value; given: 0.09; "
     "allowed: >= 0.1"),
    ('why = "measured in the hills"', DELETE, "here.toml:18:1: assumptions.attend_distance.why: is missing"),
    ('why = "measured in the hills"', 'why = "\\n"',
     "here.toml:22:1: assumptions.attend_distance.why: must not be blank"),
    ('why = "measured in the hills"', 'why = "x"\nwhi = "y"',
     "here.toml:23:1: assumptions.attend_distance.whi: unknown key; allowed: value, low, high, why; "
     "did you mean why?"),
    # TOML itself, on a line of its own: one mistake, and the rest is checked
    ("per_10_schools = 1.0", "per_10_schools = 0,5",
     "here.toml:13:18: policy[1].per_10_schools: decimals are written with a dot: 0.5; given: 0,5"),
    ("value = 0.10", "value = 0,100",
     "here.toml:19:9: assumptions.attend_distance.value: decimals are written with a dot: 0.100; given: "
     "0,100"),
    ("per_10_schools = 1.0", "per_10_schools = 1,000",
     "here.toml:13:18: policy[1].per_10_schools: write thousands without any mark, as 30000, and decimals "
     "with one dot, as 0.05; given: 1,000"),
    ("replicates = 60", "replicates = 1.000.000",
     "here.toml:5:14: replicates: write thousands without any mark, as 30000, and decimals with one dot, "
     "as 0.05; given: 1.000.000"),
    ("per_10_schools = 1.0", "per_10_schools = 50 %",
     "here.toml:13:18: policy[1].per_10_schools: write a percentage as a share: 0.5; given: 50 %"),
    ('"janapria"', "janapria",
     'here.toml:3:9: place: this value cannot be read; a text needs quotes, as in: place = "janapria"; '
     "given: place = janapria"),
    ('"janapria"', "\u201cjanapria\u201d",
     'here.toml:3:9: place: use straight quotes, " and ", not curly ones; '
     "given: place = \u201cjanapria\u201d"),
    ('"janapria"', '"janapria',
     'here.toml:3:18: place: a text has no quote at its end; given: place = "janapria'),
    ('"janapria"', "'janapria",
     "here.toml:3:1: place: a text has no quote at its end; given: place = 'janapria"),
    ('"janapria"', '"jana\x01pria"',
     'here.toml:3:14: place: the line holds a character that is not allowed; given: place = "jana\\x01pria"'),
    ('"janapria"', r'"C:\places"',
     'here.toml:3:14: place: write \\\\ for a backslash in a text; given: place = "C:\\places"'),
    ("months = 36", "months 36",
     'here.toml:4:8: months: after the key there must be " = " and a value; given: months 36'),
    ("months = 36", "months = 36 months",
     "here.toml:4:13: months: after the value there is something more on the line; given: months = 36 "
     "months"),
    ("months = 36", "months = 2026-02-31",
     "here.toml:4:10: months: there is no such date or time; given: months = 2026-02-31"),
    ("months = 36", "months =",
     'here.toml:4:9: months: this value cannot be read; a text needs quotes, as in: place = "janapria"; '
     "given: months ="),
    ("seed = 2026", "seed = 2026\nseed = 2027", "here.toml:7:1: seed: is given twice, first in line 6"),
    ('id = "Tim fasilitator"', 'id = "a", id = "b"',
     "here.toml:1:46: title.id: is given twice, first in line 1"),
    ("per_10_schools = 1.0", "per_10_schools = 1.0\nper_10_schools = 2.0",
     "here.toml:14:1: policy[1].per_10_schools: is given twice, first in line 13"),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "said"), [each for each in WRONG if each[2] is not None])
def test_one_mistake_one_line(old: str, new: str, said: str) -> None:
    assert old in FULL
    found = only(FULL.replace(old, new, 1))
    assert found == said or found.startswith(said + "; allowed: "), found


@pytest.mark.parametrize(("old", "new", "said"), WRONG)
def test_every_mistake_is_told_in_both_languages(old: str, new: str, said: str | None) -> None:
    for problem in issues(FULL.replace(old, new, 1)):
        assert isinstance(problem.what, Text)
        assert problem.what.en != problem.what.id
        with use_language("id"):
            assert not re.search(r"; (given|allowed): |did you mean", str(problem))


def test_a_traceback_speaks_the_language_that_was_asked_for() -> None:
    with use_language("id"), pytest.raises(InputError, match=r"ditulis dengan titik: 0\.5; tertulis: 0,5"):
        parse_scenario(FULL.replace("per_10_schools = 1.0", "per_10_schools = 0,5"), "here.toml")


def test_indonesian() -> None:
    with use_language("id"):
        assert only(FULL.replace("per_10_schools = 1.0", "per_10_schools = 0,5")) == (
            "here.toml:13:18: policy[1].per_10_schools: angka desimal ditulis dengan titik: 0.5; tertulis: 0,5"
        )
    with use_language("id"):
        assert only(FULL.replace('"janapria"', '"janapira"')) == (
            "here.toml:3:1: place: tidak ada tempat dengan nama ini, dan tidak ada folder dengan nama ini; "
            'tertulis: "janapira"; '
            "yang boleh: janapria, lombok_tengah, sumba_remote, atau folder tempat hasil impor daftar sekolah; "
            "maksudnya janapria?"
        )


def test_thousands_with_a_dot_in_rupiah() -> None:
    head = TOP + '[[policy]]\nlever = "transport_recognition"\nfare = '
    assert only(head + "30.000") == (
        "here.toml:9:1: policy[1].fare: the dot makes this 30; write 30000; given: 30.000; "
        "allowed: 0 to 150000 (Rp per attendance)"
    )
    for value in (30.0, 1.125, 30.5):
        scenario = parse_scenario(f"{head}{value}0", "x")
        assert scenario.policy[0].settings["fare"] == value
        assert parse_scenario(write_scenario(scenario), "x").policy == scenario.policy


def test_all_mistakes_in_one_pass_in_the_order_of_the_file() -> None:
    text = """\
titel = { en = "x", id = "y" }
about = { en = "x", id = "y" }
place = "nowhere at all"
months = 500
seed = 2026
seed = 7
[[policy]]
lever = "bos_allocation"
share = 0,5
payer = "donor"
start = yes
[[policy]]
lever = "monitoring"
per_year 2
end = 0
[assumptions.attend_base]
value = "0,9"
"""
    assert [(p.line, p.key) for p in issues(text)] == [
        (1, "titel"),
        (3, "place"),
        (4, "months"),
        (6, "seed"),
        (9, "policy[1].share"),
        (9, "policy[1].share"),
        (10, "policy[1].payer"),
        (11, "policy[1].start"),
        (14, "policy[2].per_year"),
        (15, "policy[2].end"),
        (16, "assumptions.attend_base.why"),
        (17, "assumptions.attend_base.value"),
        (None, "title"),
        (None, "replicates"),
    ]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (TOP + 'why = "never closed\nmore\n', "here.toml:7:20: why: a text has no quote at its end"),
        (TOP + 'why = """never closed\nmore\n', "here.toml:7:1: why: a text has no quote at its end"),
        (TOP + "x = [1,\n2\n", "here.toml:7:1: x: a [ is not closed by a ]"),
        (TOP + "x = { a = 1,\n", "here.toml:7:13: x: a curly bracket must be closed on the same line"),
        (TOP + "[[policy]\n", "here.toml:7:9: a heading must be closed, as in [[policy]]"),
        (TOP + "= 7\n", "here.toml:7:1: here a line must begin with a key, as in: months = 36"),
        (TOP + "[a]\n[a]\n", "here.toml:8:1: a: is given twice, first in line 7"),
        (TOP + "[policy]\n[[policy]]\n", "here.toml:7:1: policy: several entries are written under headings in double"),
        (TOP + "x = " + "[" * 9 + "]" * 9, "here.toml:7:13: brackets or dots are nested too deep"),
        (TOP + "[a.b.c.d.e.f.g.h.i]\n", "here.toml:7:2: brackets or dots are nested too deep"),
        (TOP + "a.b.c.d.e.f.g.h.i = 1\n", "here.toml:7:1: brackets or dots are nested too deep"),
        (TOP + "x = [" + "1," * MOST_KEYS + "]", f"here.toml:7:{6 + 2 * (MOST_KEYS - 10)}: the file has too many"),
        (TOP + "x = " + "9" * 5000, "here.toml:7:1: x: the number has too many digits"),
        (TOP + "# " + "x" * LARGEST, "here.toml: the file is too big; allowed: at most 256 KB"),
        (TOP + "# \ud800", "here.toml: the file is not text in UTF-8; save it again as UTF-8"),
    ],
)
def test_what_stops_the_reading(text: str, said: str) -> None:
    assert str(issues(text)[0]).startswith(said), str(issues(text)[0])


def test_where_reading_stops_it_is_said() -> None:
    _, last = issues(TOP.replace("36", "500") + "[[policy]\n")
    assert str(last) == "here.toml: the rest of the file can be checked only when this is corrected"


def test_lists_that_hold_no_tables() -> None:
    assert str(issues(TOP + "policy = [1, {}]\n")[0]) == (
        "here.toml:7:11: policy[1]: must be several keys with values, as in [[policy]]; given: 1"
    )


def test_values_are_shown_short_and_printable() -> None:
    found = only(TOP.replace('"janapria"', '"\\u001b[31m' + "x" * 500 + '"'))
    assert "\x1b" not in found
    assert "\\x1b[31mxxx" in found
    assert len(found) < 300
    assert "out of range" in only(TOP.replace("36", "0x" + "f" * 5000))


def test_words_are_whole_in_both_languages() -> None:
    indonesian = messages("id")
    for key, english in messages("en").items():
        if key.startswith("refusal_") and not re.fullmatch(r"\{\w+\}", english):
            assert english != indonesian[key], key


def test_a_problem_with_a_column() -> None:
    assert str(Issue("a.toml", "odd", line=3, column=7)) == "a.toml:3:7: odd"
    assert str(Issue("a.toml", "odd", line=3)) == "a.toml:3: odd"
    assert str(Issue("a.toml", "odd")) == "a.toml: odd"


# Files and places


def read_fault(path: Path) -> str:
    with pytest.raises(InputError) as caught:
        read_scenario(path)
    (problem,) = caught.value.issues
    return str(problem).replace(str(path.parent), "HERE").replace(os.sep, "/")


def test_faults_of_the_file_itself(tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    assert read_fault(tmp_path / "none" / "x.toml") == 'HERE/x.toml: no such file; given: "x.toml"'
    path.write_text(FULL, encoding="utf-8")
    assert read_fault(tmp_path / "mien.toml").endswith("did you mean mine.toml?")
    assert read_fault(tmp_path) == f"HERE/{tmp_path.name}: is a folder, not a file"
    path.write_bytes(FULL.replace("Penjelasan", "Penjelas\u00e4n").encode("latin-1"))
    assert read_fault(path) == (
        "HERE/mine.toml:2:45: the file is not text in UTF-8; save it again as UTF-8; given: 0xe4"
    )
    path.write_bytes(FULL.encode("utf-16-le"))
    assert "save it again as UTF-8" in read_fault(path)
    path.write_bytes(FULL.encode() + b"#" * LARGEST + "\u00e4".encode())
    with use_language("id"):
        assert read_fault(path) == "HERE/mine.toml: berkas terlalu besar; yang boleh: paling besar 256 KB"
    assert "unreadable" not in read_fault(Path("a\0b.toml"))


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
def test_a_pipe_is_refused(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.toml")
    assert (
        read_fault(tmp_path / "pipe.toml")
        == "HERE/pipe.toml: is a pipe or a device, not a plain file; save it as a file first"
    )


@pytest.mark.parametrize("charset", ["utf-16", "utf-16-be"])
def test_a_scenario_saved_as_unicode_by_an_old_editor_is_read(tmp_path: Path, charset: str) -> None:
    path = tmp_path / "mine.toml"
    mark = "" if charset == "utf-16" else "\ufeff"
    path.write_bytes((mark + FULL.replace("Penjelasan", "Penjel\u00e9san")).encode(charset))
    assert read_scenario(path).about.id == "Penjel\u00e9san."


@pytest.mark.parametrize(
    "name", ["=cmd+1", "+1", "-x", "@sum", ".hidden", " blank", "a\u202eb", "a\x1bb", "a\nb", "\udcff"]
)
def test_a_file_name_that_cannot_head_a_table_is_refused(tmp_path: Path, name: str) -> None:
    path = tmp_path / f"{name}.toml"
    path.write_text(FULL, encoding="utf-8")
    said = read_fault(path)
    assert "rename the file" in said
    assert said.isprintable() or name == "\udcff" or "\n" in name or "\x1b" in name or "\u202e" in name


@pytest.mark.parametrize("name", ["10-persen", "été 2027", "paket (baru), v2", "x+y=z"])
def test_ordinary_file_names_are_names(tmp_path: Path, name: str) -> None:
    path = tmp_path / f"{name}.toml"
    path.write_text(FULL, encoding="utf-8")
    assert read_scenario(path).name == name


@pytest.mark.parametrize("title", ['"Tim"', '{ en = "Tim" }', '{ id = "Tim" }'])
def test_a_title_in_one_language_stands_for_both(title: str) -> None:
    text = FULL.replace('{ en = "Facilitator team", id = "Tim fasilitator" }', title)
    assert parse_scenario(text, "x").title == Text("Tim", "Tim")
    assert parse_scenario(text.replace('{ en = "What it is.", id = "Penjelasan." }', title), "x").about.id == "Tim"


def test_phases_under_single_brackets_are_all_told_and_read_on() -> None:
    found = issues(TOP + '[policy]\nlever = "facilitator_team"\n[policy]\nlever = "monitoring"\nstart = 99\n')
    assert [(each.line, each.column) for each in found] == [(7, 1), (9, 1), (11, 1)]
    assert all("[[policy]]" in str(each) for each in found[:2])
    assert "out of range" in str(found[2])


@pytest.mark.parametrize(
    ("lever", "payer", "meant"), [("facilitator_team", "APBD", "district"), ("bos_allocation", "Sekolah", "bos")]
)
def test_payers_are_known_by_their_labels(lever: str, payer: str, meant: str) -> None:
    assert only(TOP + f'[[policy]]\nlever = "{lever}"\npayer = "{payer}"\n').endswith(f"did you mean {meant}?")


def test_levers_and_numbers_are_known_by_their_labels() -> None:
    label = all_levers()["followup_mentoring"].label.id
    assert only(TOP + f'[[policy]]\nlever = "{label}"\n').endswith("did you mean followup_mentoring?")


def test_a_byte_order_mark_and_crlf_in_a_file(tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    path.write_bytes(b"\xef\xbb\xbf" + FULL.replace("\n", "\r\n").encode())
    scenario = read_scenario(str(path))
    assert scenario.name == "mine"
    assert scenario.text == FULL.replace("\n", "\r\n")


def test_a_place_in_a_folder_beside_the_file(tmp_path: Path) -> None:
    (tmp_path / "ours").mkdir()
    path = tmp_path / "mine.toml"
    path.write_text(TOP.replace("janapria", "ours"), encoding="utf-8")
    assert "place: this folder holds no place (no place.toml)" in read_fault(path)
    (tmp_path / "ours" / "place.toml").write_text("", encoding="utf-8")
    assert read_scenario(path).place == "ours"
    assert "there is no such place" in only(TOP.replace("janapria", "ours"))
    for odd in ("x" * 5000, "~", "../none"):
        path.write_text(TOP.replace("janapria", odd), encoding="utf-8")
        assert "there is no such place" in read_fault(path)


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_shipped_scenarios_read(path: Path) -> None:
    from kkgsim.places.place_io.files import open_place

    scenario = read_scenario(path)
    assert scenario.name == path.stem
    assert scenario.seed == 2026
    assert scenario.replicates == (60 if scenario.drawn else 1)
    assert all((scenario.title.en, scenario.title.id, scenario.about.en, scenario.about.id))
    assert scenario.title.en != scenario.title.id
    assert open_place(scenario.place).schools


def test_all_shipped_scenarios_are_there() -> None:
    assert {path.stem for path in SHIPPED} >= {
        "today-in-janapria", "facilitator-team", "bos-for-kkg", "donor-leaves", "district-takes-over",
        "remote-district", "full-package", "rule-on-paper", "rule-with-budget", "own-people", "remote-online",
        "weekly-kkg",
    }  # fmt: skip
    package = read_scenario(SCENARIOS / "full-package.toml")
    assert [phase.lever for phase in package.policy] == list(all_levers())
    assert not read_scenario(SCENARIOS / "today-in-janapria.toml").committed().any()


def test_reading_imports_nothing_heavy() -> None:
    code = (
        "import sys, kkgsim.scenario.read as f; "
        f"f.read_scenario({str(SCENARIOS / 'full-package.toml')!r}); "
        "print([m for m in ('mesa', 'matplotlib', 'pandas', 'llvmlite', 'pydantic') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True,
                          cwd=SCENARIOS.parent, timeout=60)  # fmt: skip
    assert done.stdout.strip() == "[]"


# Nothing but a Scenario or InputError


def swallow(text: str) -> Scenario | None:
    """Parse anything; whatever is refused is refused in words and in order."""
    try:
        return parse_scenario(text, "any.toml")
    except InputError as caught:
        refused = caught
    assert refused.issues
    rows = text.count("\n") + 1
    for problem in refused.issues:
        assert problem.line is None or 1 <= problem.line <= rows
        assert problem.what
        assert str(problem).isprintable()
    return None


@quick
@given(st.text() | st.text(alphabet=string.ascii_letters + "[]{}=.,'\"#\\_-0123456789 \t\r\n"))
def test_any_text(text: str) -> None:
    swallow(text)
    swallow(TOP + text)


@quick
@given(data=st.binary() | st.text().map(lambda text: (FULL + text).encode("utf-16")))
def test_any_bytes(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    path = tmp_path_factory.getbasetemp() / "any.toml"
    path.write_bytes(data)
    if not data.startswith((b"\xff\xfe", b"\xfe\xff")):
        with pytest.raises(InputError):
            read_scenario(path)
        return
    with suppress(InputError):
        assert read_scenario(path).name == "any"


names = st.sampled_from([
    "title", "about", "place", "first_month", "months", "replicates", "seed", "policy", "assumptions", "lever", "start",
    "end", "payer", "change", "month", "per_10_schools", "share", "value", "low", "high", "why", "en", "id",
    "attend_distance",
]) | st.text(max_size=4)  # fmt: skip
scalars = (
    st.integers() | st.floats() | st.booleans() | st.dates() | st.times() | st.text(max_size=5)
    | st.sampled_from(["janapria", "facilitator_team", "bos_allocation", "donor", "0,5", 0, 1, 13, 36])
)  # fmt: skip
values = st.recursive(
    scalars,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(names, inner, max_size=4),
    max_leaves=8,
)
documents = st.dictionaries(names, values, max_size=8)


def dumped(value: object) -> str:
    """Any value as TOML on one line."""
    import json

    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return json.dumps(value).replace("\x7f", "\\u007f") if value.isascii() else f"'''{value}'''"
    if isinstance(value, dict):
        return "{" + ", ".join(f"{json.dumps(k)} = {dumped(v)}" for k, v in value.items()) + "}"
    if isinstance(value, list):
        return "[ " + ",".join(dumped(each) for each in value) + "]"
    return str(value)


def document(tables: dict[str, object]) -> str:
    return "".join(f"{dumped_key(name)} = {dumped(value)}\n" for name, value in tables.items())


def dumped_key(name: str) -> str:
    import json

    return name if re.fullmatch(r"[A-Za-z0-9_-]+", name) else json.dumps(name)


@quick
@given(documents)
def test_any_tables(tables: dict[str, object]) -> None:
    swallow(document(tables))


@quick
@given(st.dictionaries(names, values, max_size=5), st.dictionaries(names, values, max_size=5))
def test_any_values_in_a_phase_and_a_change(phase: dict[str, object], change: dict[str, object]) -> None:
    swallow(f"{TOP}[[policy]]\n{document(phase)}[[policy.change]]\n{document(change)}")
    swallow(f"{TOP}[[policy]]\n" + document({"lever": "facilitator_team", **phase}))
    swallow(f"{TOP}[assumptions.attend_distance]\n{document(phase)}")


TEXTS = [FULL, *(path.read_text(encoding="utf-8") for path in SHIPPED)]


@st.composite
def mutated(draw: st.DrawFn) -> str:
    """A good file after a few slips of the hand."""
    text = draw(st.sampled_from(TEXTS))
    for _ in range(draw(st.integers(1, 4))):
        at = draw(st.integers(0, len(text)))
        much = draw(st.integers(0, 12))
        piece = draw(st.text(max_size=3) | st.sampled_from(
            ["", "\n", '"', "[", "]", "{", "}", "=", ",", ".", "#", "0,5", "nan", "'''", "[[policy]]\n", "\r"]
        ))  # fmt: skip
        text = text[:at] + piece + text[at + much :]
    return text


@quick
@given(mutated())
def test_mutated_files(text: str) -> None:
    swallow(text)


@quick
@given(st.sampled_from(TEXTS), st.randoms(use_true_random=False))
def test_lines_in_any_order(text: str, luck: object) -> None:
    rows = text.splitlines()
    luck.shuffle(rows)  # type: ignore[attr-defined]
    swallow("\n".join(rows))


def leaves(value: object, path: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    """The paths of everything in a parsed document."""
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [found for key, each in inner for found in ((*path, key), *leaves(each, (*path, key)))]


@quick
@given(documents | st.just({}), st.sampled_from(TEXTS))
def test_every_key_of_a_lawful_text_has_its_line(tables: dict[str, object], more: str) -> None:
    text = "\n".join(f"['x y'.{dumped_key(name)}]\n'z' = {dumped(value)}" for name, value in tables.items())
    text = more + text.replace("\r\n", "\n")
    try:
        data = tomllib.loads(text)
    except ValueError:
        return
    lines = scan(text)
    if lines.excess:
        return
    assert set(leaves(data)) <= set(lines.positions)
    assert not lines.twice
    assert lines.lost is None
    rows = text.split("\n")
    for path, spot in lines.positions.items():
        assert rows[spot.line - 1][spot.column - 1 :].strip(), path


# Written and read again


TEXT = st.text().filter(lambda text: not unsafe(text))
WORDS = TEXT.filter(str.strip)


@st.composite
def scenarios(draw: st.DrawFn) -> Scenario:
    months = draw(st.integers(1, 240))
    return Scenario(
        name="again",
        title=Text(draw(WORDS), draw(WORDS)),
        about=Text(draw(TEXT), draw(TEXT)),
        place=draw(st.sampled_from(["janapria", "lombok_tengah", "sumba_remote"])),
        months=months,
        replicates=draw(st.integers(1, 100_000)),
        seed=draw(st.integers(0, 2**32 - 1)),
        first_month=draw(st.integers(1, 12)),
        policy=tuple(phase for lever in draw(st.permutations(list(all_levers()))) for phase in draw(
            phases(lever, months))),
        assumptions=tuple(draw(assumption(name)) for name in draw(
            st.lists(st.sampled_from(ASSUMABLE), max_size=4, unique=True))),
    )  # fmt: skip


@st.composite
def phases(draw: st.DrawFn, lever: str, months: int) -> list[Phase]:
    edges = sorted(draw(st.sets(st.integers(1, months), max_size=4)))
    return [draw(phase(lever, a, b)) for a, b in zip(edges[::2], edges[1::2], strict=False)]


@st.composite
def phase(draw: st.DrawFn, lever: str, start: int, end: int) -> Phase:
    declared = all_levers()[lever]
    setting = {each.name: st.floats(each.low, each.high) for each in declared.settings}
    some = st.fixed_dictionaries({}, optional=setting)
    payer = st.sampled_from(declared.payers)
    changes = []
    for month in sorted(draw(st.sets(st.integers(start, end), max_size=3))):
        settings, paid = draw(some), draw(st.none() | payer)
        if settings or paid is not None:
            changes.append(Change(month, settings, paid))
    return Phase(lever, start, end, draw(st.fixed_dictionaries(setting)), draw(payer), tuple(changes))


@st.composite
def assumption(draw: st.DrawFn, name: str) -> Assumption:
    low, value, high = sorted(draw(st.floats(PARAMETERS[name].low, PARAMETERS[name].high)) for _ in range(3))
    return Assumption(name, value, low, high, draw(WORDS))


@settings(quick, max_examples=40)  # whole scenarios, of a tenth of a second each
@given(scenarios())
def test_a_scenario_written_reads_back_equal(scenario: Scenario) -> None:
    text = write_scenario(scenario)
    again = parse_scenario(text, "again.toml")
    assert again == replace(scenario, text=text)
    assert write_scenario(again) == text


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_shipped_scenarios_written_again(path: Path) -> None:
    scenario = read_scenario(path)
    assert replace(parse_scenario(write_scenario(scenario), str(path)), text="") == replace(scenario, text="")


def test_the_status_quo_of_a_scenario_can_be_written() -> None:
    quo = parse_scenario(FULL, "x").without_policy()
    assert replace(parse_scenario(write_scenario(quo), "status-quo.toml"), text="") == quo


# The tables of a scenario


def row(scenario: Scenario, name: str) -> list[float]:
    return list(scenario.committed()[list(all_settings()).index(name)])


def test_settings_month_by_month() -> None:
    text = (
        TOP.replace("36", "10")
        + """
[[policy]]
lever = "facilitator_team"
start = 3
end = 8
per_10_schools = 1.0
[[policy.change]]
month = 5
per_10_schools = 2.0
[[policy.change]]
month = 7
per_10_schools = 0
formal_status = 1
[[policy]]
lever = "facilitator_team"
start = 10
"""
    )
    scenario = parse_scenario(text, "x")
    assert row(scenario, "facilitator_team_per_10_schools") == [0, 0, 1, 1, 2, 2, 0, 0, 0, 1]
    assert row(scenario, "facilitator_team_formal_status") == [0, 0, 0, 0, 0, 0, 1, 1, 0, 0]
    table = scenario.committed()
    assert table.shape == (len(all_settings()), 10)
    assert table.dtype == np.float64
    assert np.count_nonzero(table) == 7


def test_no_policy_and_a_policy_of_zeros_are_the_same_table() -> None:
    zeros = TOP + "".join(
        f'[[policy]]\nlever = "{lever.name}"\n' + "".join(f"{each.name} = 0\n" for each in lever.settings)
        for lever in all_levers().values()
    )
    assert np.array_equal(parse_scenario(zeros, "x").committed(), parse_scenario(TOP, "x").committed())
    assert not parse_scenario(zeros, "x").committed().any()


def test_one_month_and_the_last_month() -> None:
    text = TOP + '[[policy]]\nlever = "monitoring"\nstart = 36\nend = 36\nper_year = 4\n'
    assert row(parse_scenario(text, "x"), "monitoring_per_year") == [0.0] * 35 + [4.0]


def test_payers_month_by_month() -> None:
    text = (
        TOP.replace("36", "8")
        + """
[[policy]]
lever = "followup_mentoring"
start = 2
end = 5
payer = "donor"
[[policy.change]]
month = 4
payer = "province"
[[policy]]
lever = "followup_mentoring"
start = 7
"""
    )
    paid = parse_scenario(text, "x").payers()
    assert paid["followup_mentoring"] == (
        "district", "donor", "donor", "province", "province", "province", "district", "district",
    )  # fmt: skip
    assert set(paid) == set(all_levers())
    assert paid["bos_allocation"] == ("bos",) * 8


def test_a_donor_who_leaves_and_a_district_that_takes_over() -> None:
    left = read_scenario(SCENARIOS / "donor-leaves.toml")
    taken = read_scenario(SCENARIOS / "district-takes-over.toml")
    for name in ("facilitator_team_per_10_schools", "followup_mentoring_visits"):
        assert row(left, name)[:24] == row(taken, name)[:24]
        assert row(left, name)[23] > 0
        assert row(left, name)[24:] == [0.0] * 24
        assert row(taken, name)[24:] == row(taken, name)[:24]
    assert row(taken, "facilitator_team_formal_status") == [0.0] * 24 + [1.0] * 24
    for lever in ("facilitator_team", "followup_mentoring"):
        assert taken.payers()[lever] == ("donor",) * 24 + ("district",) * 24
        assert left.payers()[lever] == ("donor",) * 48
