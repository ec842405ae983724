"""What a scenario file means: its whole format, what is left out of it, and other ways to write the same."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from conftest import none

from kkgsim.i18n import Text
from kkgsim.model.levers import all_levers, all_settings
from kkgsim.model.registry import PARAMETERS
from kkgsim.scenario.read import parse_scenario
from kkgsim.scenario.scenario import Assumption, Change, Phase, Scenario

from .files_by_hand import ASSUMABLE, ASSUMED, FULL, TOP, mistakes, only

pytestmark = pytest.mark.filterwarnings("error")


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


@pytest.mark.parametrize("title", ['"Tim"', '{ en = "Tim" }', '{ id = "Tim" }'])
def test_a_title_in_one_language_stands_for_both(title: str) -> None:
    text = FULL.replace('{ en = "Facilitator team", id = "Tim fasilitator" }', title)
    assert parse_scenario(text, "x").title == Text("Tim", "Tim")
    assert parse_scenario(text.replace('{ en = "What it is.", id = "Penjelasan." }', title), "x").about.id == "Tim"
