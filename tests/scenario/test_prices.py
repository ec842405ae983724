"""Rupiah in a scenario's file: of which year they are, and what is done with them."""

from __future__ import annotations

from dataclasses import replace

import pytest

import kkgsim
from kkgsim.errors import InputError
from kkgsim.i18n import use_language
from kkgsim.scenario.read import parse_scenario, read_scenario, write_scenario
from kkgsim.scenario.scenario import Scenario

FILE = """
title = "Fares"
about = ""
place = "janapria"
months = 24
replicates = 1
seed = 1
{year}

[budget]
ceiling = 100_000_000

[[policy]]
lever = "transport_recognition"
fare = 20000
[[policy.change]]
month = 7
fare = 30000

[assumptions.contract_pay]
value = 200000
low = 150000
high = 250000
why = "asked in two schools"
[assumptions.attend_distance]
value = 0.1
why = "no rupiah"
{more}
"""


def of_year(year: int | None, more: str = "") -> Scenario:
    return parse_scenario(FILE.format(year="" if year is None else f"price_year = {year}", more=more), "fares.toml")


@pytest.mark.parametrize(("year", "factor"), [(None, 1.0), (2026, 1.0), (2020, 1.03**6), (2028, 1.03**-2)])
def test_rupiah_of_a_year_are_brought_to_the_prices_of_the_model(year: int | None, factor: float) -> None:
    scenario = of_year(year)
    phase, pay, distance = scenario.policy[0], *scenario.assumptions
    assert scenario.budget.ceiling == round(100e6 * factor)
    assert (phase.settings["fare"], phase.changes[0].settings["fare"]) == (round(20e3 * factor), round(30e3 * factor))
    assert (pay.value, pay.low, pay.high) == tuple(round(value * factor) for value in (200e3, 150e3, 250e3))
    assert phase.settings["recognition"] == 1.0
    assert distance.value == 0.1
    again = parse_scenario(write_scenario(scenario), "fares.toml")
    assert again == scenario or again.text != scenario.text
    assert (again.budget, again.policy, again.assumptions) == (scenario.budget, scenario.policy, scenario.assumptions)


def test_a_scenarios_own_inflation_is_what_its_rupiah_rose_by() -> None:
    more = '[assumptions.inflation]\nvalue = 0.05\nwhy = "as in the district"'
    assert of_year(2024, more).budget.ceiling == round(100e6 * 1.05**2)


def test_an_amount_that_leaves_its_range_is_refused_by_name() -> None:
    with pytest.raises(InputError) as refused:
        of_year(2000, '[assumptions.bos_rate]\nvalue = 900000\nwhy = "as it was"')
    said, = refused.value.issues  # fmt: skip
    assert said.key == "price_year"
    assert "bos_rate" in str(said)


@pytest.mark.parametrize(("year", "en", "id"), [
    (None, "they are taken as rupiah of 2026", "dianggap sebagai rupiah tahun 2026"),
    (2026, "Rupiah are those of 2026", "Rupiah menurut harga tahun 2026"),
    (2020, "are of 2020; they were brought to the prices of 2026 at 3.0 % a year",
     "menurut harga tahun 2020; sudah disesuaikan ke harga tahun 2026 dengan kenaikan 3,0 % setahun"),
])  # fmt: skip
def test_the_answer_says_of_which_year_rupiah_are(year: int | None, en: str, id: str) -> None:
    answer = kkgsim.simulate([of_year(year)])
    for language, words in (("en", en), ("id", id)):
        with use_language(language):
            text = " ".join(answer.report().split())
            assert words in text
            assert ("no year" in text or "tidak menyebut tahunnya" in text) == (year is None)


def test_what_is_paid_later_costs_more_rupiah_of_the_day() -> None:
    """Over ten years, the same real sum every month costs a sixth more in the rupiah in which it is paid."""
    from kkgsim.analysis.comparison.compare import in_all

    scenario = kkgsim.read_scenario("district-takes-over").with_horizon(120)
    answer = kkgsim.simulate([scenario], replicates=1, luck_only=True)
    real, nominal = in_all(answer.played[0])
    ledger = answer.tables["ledger"].query("paid_in == 'money'")
    by_month = ledger.groupby("month").rupiah_mean.sum()
    assert real == pytest.approx(by_month.sum())
    assert nominal == pytest.approx(sum(rupiah * 1.03 ** ((month - 1) / 12) for month, rupiah in by_month.items()))
    assert answer.tables["runs"].cost_as_paid_per_year[0] == pytest.approx(nominal / 10.0)
    assert 1.10 * real < nominal < 1.03**10 * real
    short, = kkgsim.simulate(["facilitator-team"], months=12, replicates=1).played  # fmt: skip
    assert in_all(short)[1] < 1.03 * in_all(short)[0]


def test_amounts_at_the_prices_of_the_model_stay_what_they_are() -> None:
    """What is no whole rupiah is not rounded where nothing is to be converted, so that it can be written and read."""
    scenario = read_scenario("limited-budget")
    assert scenario.budget
    scenario = replace(scenario, budget=replace(scenario.budget, ceiling=123_456.789), text="")
    again = parse_scenario(write_scenario(scenario), f"{scenario.name}.toml")
    assert replace(again, text="") == scenario
