"""What is said of a box goes no further than the interval of the cases held back carries it."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace

import pytest
from rich.console import Console

from kkgsim.analysis.counted_shares import with_interval
from kkgsim.analysis.criteria import Threshold, metric_named
from kkgsim.analysis.discovery.boxes import BoxScore
from kkgsim.analysis.discovery.cases import Cases
from kkgsim.analysis.discovery.discovery import Discovery, discover
from kkgsim.analysis.discovery.plots.captions import finding, stamped
from kkgsim.analysis.discovery.report import render

Make = Callable[..., Cases]


def found_in(cases: Cases) -> Discovery:
    return discover(cases, metric_named(cases.study, "attendance_share"), Threshold("below", 0.5), halves=1)


@pytest.fixture(scope="module")
def found(planted: Make) -> Discovery:
    return found_in(planted())


def text_of(found: Discovery) -> str:
    console = Console(file=io.StringIO(), width=2000)
    console.print(render(found))
    return console.file.getvalue()


def with_held_back(found: Discovery, cases: int, failing: int) -> Discovery:
    """The same discovery whose first box holds so many cases held back, of which so many fail."""
    box = found.boxes[0]
    worth = BoxScore(cases, failing, max(failing, box.held_back.all_failing), box.held_back.all_cases)
    return replace(found, boxes=(replace(box, held_back=worth, dense=True),))


@pytest.mark.parametrize(("cases", "failing", "borne", "head"), [
    (100, 92, "bear that out: the whole", "mostly fails"), (100, 80, "leave open", "mostly fails"),
    (100, 65, "do not bear that out", "mostly fails"), (50, 23, "do not bear that out", "fails more often"),
])  # fmt: skip
def test_a_box_is_called_dense_only_where_its_interval_carries_it(
    found: Discovery, cases: int, failing: int, borne: str, head: str
) -> None:
    """By 92 of 100 held back the rule is borne out, by 80 of 100 nobody can say, by 65 of 100 it is not; by 23 of 50
    not even that most fail."""
    planted_box = with_held_back(found, cases, failing)
    said, worth = text_of(planted_box), planted_box.boxes[0].held_back
    assert borne in said
    assert f"1. It {head} when" in said
    assert with_interval(worth.density, cases) in said
    assert with_interval(worth.coverage, worth.all_failing) in said
    assert with_interval(worth.density, cases) in finding(planted_box)


def test_the_stamp_names_both_seeds(found: Discovery) -> None:
    stamp = stamped(replace(found, seed=97))
    assert "97" in stamp
    assert str(found.cases.seed) in stamp


def test_every_box_is_a_share_of_all_points(planted: Make) -> None:
    """Also the later ones, which are looked for among the points in none before."""
    cases = planted(900, noise=0.0)
    values = cases.values.copy()
    values[cases.points[:, 1] / 0.08 > 0.85, 0] = 0.3
    found = found_in(replace(cases, values=values))
    assert len(found.boxes) > 1
    for box in found.boxes:
        assert box.searched.all_cases == found.searched.sum()
        assert box.held_back.all_cases == (~found.searched).sum()
