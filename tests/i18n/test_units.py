"""A unit is one entry: everything that shows, sums or prices an outcome reads it there."""

from __future__ import annotations

import re
from dataclasses import replace

import numpy as np
import pytest
from catalogues import messages
from matplotlib.figure import Figure

from kkgsim.analysis.comparison.compare import compare, effects
from kkgsim.analysis.comparison.plots import cost_effect
from kkgsim.analysis.comparison.result import Comparison
from kkgsim.analysis.comparison.tables import tables
from kkgsim.engine.run_result import RunResult
from kkgsim.engine.scenarios import simulate_scenarios
from kkgsim.i18n import Text, can_be_written, measured, measured_band, unit, use_language, with_unit
from kkgsim.i18n.units import PERSONS, SHARE, Unit
from kkgsim.model.outcomes import OUTCOMES
from kkgsim.places.place import Place
from kkgsim.plotting import axes, outcome_captions
from kkgsim.scenario.resolve import phases
from kkgsim.scenario.scenario import Scenario

BUSLOADS = Unit(
    "busloads",
    level=Text("busloads", "rombongan bus"),
    change=Text("busloads more", "tambahan rombongan bus"),
    change_mark=Text("(busloads)", "(bus)"),
    step=0.02,
    step_label=Text("fiftieth of a bus", "seperlima puluh bus"),
    step_words=Text("fiftieth of a busload", "seperlima puluh rombongan bus"),
    least_span=0.5,
    least_curve=0.25,
    digits=4,
    level_suffix=Text(" buses", " bus"),
    change_suffix=Text(" buses more", " bus lagi"),
    over_districts="sum",
)
"""A unit that nobody but this test has."""
NAME = "practice_mean"
RANK = list(OUTCOMES).index(NAME)


@pytest.fixture
def comparison(tiny: Place, monkeypatch: pytest.MonkeyPatch) -> Comparison:
    """A team of facilitators against the status quo, practice being measured in a unit of its own."""
    monkeypatch.setitem(OUTCOMES, NAME, replace(OUTCOMES[NAME], unit=BUSLOADS))
    words = Text("Team", "Tim")
    policy = phases({"facilitator_team_per_10_schools": 2.0, "followup_mentoring_visits": 1.0}, 14)
    scenario = Scenario("team", words, Text("", ""), "tiny", 14, 1, 1, policy)
    return compare([scenario], tiny, replicates=20, seed=1)


def test_a_new_unit_is_told_priced_and_drawn_from_its_entry(comparison: Comparison) -> None:
    effect = effects(comparison.played[0], comparison.against[0])[RANK]
    row = tables(comparison)["effects"].query("outcome == @NAME").iloc[-1]
    assert (row["unit"], row["step"]) == ("busloads", 0.02)
    gained = (comparison.played[0].monthly[RANK] - comparison.against[0].monthly[RANK]).mean()
    assert effect.cost_per_step == pytest.approx(effect.extra / (gained / 0.02))
    with use_language("id"):
        assert outcome_captions.with_unit(OUTCOMES[NAME]).endswith("(rombongan bus)")
    assert outcome_captions.change_unit(OUTCOMES[NAME]).endswith("(busloads more)")
    figure = cost_effect.draw(comparison, outcome=NAME)
    said = " ".join(text.get_text() for text in figure.texts).replace("\n", " ")
    assert "busloads more" in said
    assert "fiftieth of a busload" in said or "?" in said, "a price where one can be told, else a question"


def test_a_new_unit_is_written_in_its_digits_with_its_words() -> None:
    assert measured(0.5, BUSLOADS) == "0.5000 buses"
    with use_language("id"):
        assert measured(0.5, BUSLOADS, sign=True) == "+0,5000 bus lagi"
    assert measured_band(0.5, -0.25, 1.0, BUSLOADS, sign=True) == "+0.5000 (−0.2500 … +1.0000) buses more"
    assert can_be_written(0.00006, BUSLOADS)
    assert not can_be_written(0.00004, BUSLOADS)
    assert measured(0.119, SHARE, sign=True) == "+11.9 points"
    with use_language("id"):
        assert measured(0.119, SHARE) == "11,9 %"


def test_a_new_unit_has_an_axis() -> None:
    low, high = axes.padded(0.0, 0.0, BUSLOADS, bounded=True)
    assert low > -0.01
    assert high == pytest.approx(0.5 * 1.08 / 2.0)
    assert axes.end_label(0.5, BUSLOADS) == "0.5000"
    assert axes.end_label(0.00004, BUSLOADS, sign=True) == "≈ 0"
    panel = Figure().add_subplot()
    panel.set_ylim(0.0, 1.0)
    panel.yaxis.set_major_formatter(axes.numbers_for(BUSLOADS))
    assert panel.yaxis.get_major_formatter()(0.5).startswith("0.5")


def test_districts_add_up_as_the_unit_says(tiny: Place, asked, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is summed is counted over all districts, what is a mean stays one; decided by the unit alone."""
    (one,) = simulate_scenarios([asked(months=2)], tiny, replicates=1, seed=1)
    of_three = {**vars(one), "counts": {**one.counts, "district": 3}}
    of_three.pop("monthly", None)

    def times(name: str) -> np.ndarray:
        rank = list(OUTCOMES).index(name)
        return RunResult(**of_three).monthly[rank] / one.monthly[rank]

    assert times(NAME) == pytest.approx(1.0)
    monkeypatch.setitem(OUTCOMES, NAME, replace(OUTCOMES[NAME], unit=BUSLOADS))
    assert times(NAME) == pytest.approx(3.0)
    assert [o.name for o in OUTCOMES.values() if o.unit is PERSONS] == ["facilitators_active"]


@pytest.mark.parametrize(
    ("number", "declared", "english", "indonesian"),
    [
        (1.0, "months", "1 month", "1 bulan"),
        ("1", "months", "1 month", "1 bulan"),
        (0.5, "months", "0.5 months", "0,5 bulan"),
        (1.0, "places per teacher and year", "1 place per teacher and year", "1 pelatihan per guru per tahun"),
        (0.3, "share of the gap per month", "0.3 (share of the gap per month)", "0,3 (proporsi kesenjangan per bulan)"),
        (5000.0, "Rp per km", "Rp 5,000 per km", "Rp 5.000 per km"),
        (0.0, "Rp per cluster and month", "Rp 0 per cluster and month", "Rp 0 per gugus per bulan"),
    ],
)
def test_a_unit_agrees_with_its_number(number: float | str, declared: str, english: str, indonesian: str) -> None:
    words = with_unit(number, declared)
    assert (words.en, words.id) == (english, indonesian)


def test_every_unit_that_is_counted_has_a_singular() -> None:
    """What begins with a noun of many in English has another form behind 1."""
    nouns = re.compile(r"(?!gugus)[a-z]+s\b(?! the\b| competence\b)")
    counted = [key for key in messages("en", context="unit") if nouns.match(key)]
    assert len(counted) > 25
    assert [key for key in counted if unit(key, 1).en == key] == []
    assert [key for key in messages("en", context="unit") if unit(key).en != unit(key, 2).en] == []


@pytest.mark.parametrize("key", messages("id", context="unit"))
def test_no_unit_in_indonesian_is_a_part(key: str) -> None:
    """A number between 0 and 1 is a proportion; "bagian" is a piece, "tempat" a spot."""
    assert not re.search(r"\b(bagian|tempat)\b", unit(key).id)
