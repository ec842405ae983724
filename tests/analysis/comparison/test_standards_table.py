"""The seven standards of a KKG: who meets them, in tables, report, picture and on the command line."""

from __future__ import annotations

import numpy as np
import pytest
from click.testing import CliRunner
from conftest import EVERYTHING, SHIPPED
from rich.console import Console

from kkgsim.analysis.comparison.compare import compare
from kkgsim.analysis.comparison.plots import standards as picture
from kkgsim.analysis.comparison.report import render
from kkgsim.analysis.comparison.standards import ALL, compliance, label_of, threshold
from kkgsim.analysis.comparison.tables import tables
from kkgsim.cli.main import main
from kkgsim.engine.intervals import BAND, FEWEST, Interval
from kkgsim.i18n import Text, decimal, measured, tr, units
from kkgsim.model.entities import STANDARDS
from kkgsim.model.outcomes import OUTCOMES
from kkgsim.scenario.scenario import Assumption

RANK = {name: rank for rank, name in enumerate(OUTCOMES)}


@pytest.fixture(scope="module")
def comparison(tiny):
    from kkgsim.scenario.resolve import phases
    from kkgsim.scenario.scenario import Scenario

    asked = Scenario("all", Text("all", "semua"), Text("", ""), "tiny", 24, 8, 7, phases(EVERYTHING, 24))
    return compare([asked], tiny, replicates=FEWEST, seed=7)


def test_every_standard_in_the_order_of_the_guides_with_names_in_both_languages() -> None:
    for number, name in enumerate(STANDARDS, start=1):
        label = label_of(name)
        assert OUTCOMES[f"{name}_met"].label.en == f"Standard {number} met: {label.en}"
        assert OUTCOMES[f"{name}_met"].label.id == f"Standar {number} terpenuhi: {label.id}"
    assert len({label_of(name).id for name in STANDARDS}) == 7


def test_start_end_and_change_by_hand(comparison) -> None:
    played, against = comparison.played[0], comparison.against[0]
    rows = compliance(played, against)
    assert [row.number for row in rows] == [1, 2, 3, 4, 5, 6, 7, 0]
    for row, name in zip(rows, [*(f"{s}_met" for s in STANDARDS), ALL], strict=True):
        start, end = against.monthly[RANK[name], 0], played.monthly[RANK[name], -12:].mean(axis=0)
        without = against.monthly[RANK[name], -12:].mean(axis=0)
        for three, by_hand in (
            (row.start, start),
            (row.end, end),
            (row.end_without, without),
            (row.change, end - start),
            (row.difference, end - without),
        ):
            assert three == pytest.approx((by_hand.mean(), *np.quantile(by_hand, BAND)))


def test_the_seven_add_up_to_the_standards_met(comparison) -> None:
    for played, against in ((comparison.played[0],) * 2, (comparison.played[0], comparison.against[0])):
        *seven, together = compliance(played, against)
        assert sum(row.end[0] for row in seven) == pytest.approx(together.end[0])
        assert sum(row.start[0] for row in seven) == pytest.approx(together.start[0])


def test_a_policy_that_does_nothing_has_no_part_in_it(tiny, asked) -> None:
    found = compare([asked("nothing")], tiny, replicates=4, seed=1)
    for row in compliance(found.played[0], found.against[0]):
        assert row.difference == (0.0, 0.0, 0.0)


def test_shared_facilities_meet_the_fourth_standard_and_no_other_one_directly(tiny, asked) -> None:
    """A kit brings nearly every cluster there, but for those whose schools lack internet: what is out of their reach
    stays so."""
    everywhere = Assumption("facilities_out_of_reach", 0.0, 0.0, 0.0, "internet is not needed")
    asked_for = [
        asked("kit", shared_facilities_kit=1.0),
        asked("reach", assumptions=(everywhere,), shared_facilities_kit=1.0),
    ]
    found = compare(asked_for, tiny, replicates=24, seed=1)
    kit, reach = ({row.name: row for row in compliance(p, a)} for p, a in zip(found.played, found.against, strict=True))
    assert 0.2 < kit["facilities"].difference[0] < reach["facilities"].difference[0] - 0.2
    assert reach["facilities"].difference[0] > 0.8
    for name in ("organisation", "programme", "monitoring"):
        assert kit[name].difference == reach[name].difference == (0.0, 0.0, 0.0), name


def test_the_level_is_the_number_that_the_scenario_assumes(tiny, asked) -> None:
    strict = Assumption("standard_met", 0.9, 0.9, 0.9, "a stricter reading of the guide")
    usual, stricter = asked("usual"), asked("strict", assumptions=(strict,))
    assert (threshold(usual), threshold(stricter)) == (0.7, 0.9)
    found = compare([usual, stricter], tiny, replicates=8, seed=1)
    met = [compliance(p, a)[-1].start[0] for p, a in zip(found.played, found.against, strict=True)]
    assert met[1] < met[0]


def test_the_table_is_tidy(comparison) -> None:
    table = tables(comparison)["standards"]
    assert len(table) == 2 * 8
    assert not table.isna().any().any()
    mine = table[table["scenario"] == "all"].set_index("number")
    assert list(mine.loc[range(1, 8), "standard"]) == list(STANDARDS)
    assert mine.loc[5, "name_en"] == "management"
    assert mine.loc[5, "name_id"] == "pengelolaan"
    assert mine.loc[0, "unit"] == "standards"
    assert (mine["threshold"] == 0.7).all()
    assert mine["change_mean"].to_numpy() == pytest.approx((mine["end_mean"] - mine["start_mean"]).to_numpy())


def test_the_report_says_it_in_one_line(comparison, language: str) -> None:
    console = Console(width=200)
    with console.capture() as captured:
        console.print(render(comparison))
    before, after = (
        "{} ({} … {})".format(*(decimal(value, 1) for value in Interval.of(p.at_end()[RANK[ALL]])))
        for p in (comparison.against[0], comparison.played[0])
    )
    assert captured.get().count(tr("standards_line", before=before, after=after)) == 1
    assert str(label_of("organisation")) not in captured.get(), "one by one they have a command of their own"


def test_the_command_prints_the_table_and_where_the_fifth_comes_from(language: str) -> None:
    path = next(p for p in SHIPPED if p.stem == "full-package")
    words = ["standards", str(path), "--replicates", "3", "--months", "14", "--lang", language]
    done = CliRunner().invoke(main, words)
    assert done.exit_code == 0, done.output
    lines = done.stdout.split("\n")
    for number, name in enumerate(STANDARDS, start=1):
        row = next(line for line in lines if line.strip().startswith(f"{number}. {label_of(name)}"))
        assert row.count("%") == 3, "start, end without, end with the policy"
        assert str(units.SHARE.change_suffix).strip() in row
    assert " ".join(tr("standards_fifth").split()) in " ".join(done.stdout.split())
    assert tr("standards_note", threshold=decimal(0.7, 2), last=12) in " ".join(done.stdout.split())
    assert CliRunner().invoke(main, [*words, "--all"]).exit_code != 0, "it always prints all it knows"


def test_the_picture_gives_the_numbers_of_the_table(comparison, language: str) -> None:
    figure = picture.draw(comparison)
    words = [t.get_text() for axes in figure.axes for t in axes.texts]
    for row in compliance(comparison.played[0], comparison.against[0])[:7]:
        assert f"{row.number}. {row.label}" in words
        assert f"{decimal(100.0 * row.end[0], 0)} %" in words
    title = " ".join(" ".join(t.get_text() for t in figure.texts).split())
    both = [compliance(p, p)[-1].end[0] for p in (comparison.played[0], comparison.against[0])]
    assert all(measured(value, units.STANDARDS) in title for value in both)
