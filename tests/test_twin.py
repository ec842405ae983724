"""The twin of ``verification/twin/`` is independent, has the same states as the package, and notices what is broken."""

from __future__ import annotations

import ast
import csv
import re
import sys
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from conftest import ROOT, none, only

import kkgsim
from kkgsim.i18n import Text
from kkgsim.model import priority
from kkgsim.model.posterior import model_hash
from kkgsim.model.schedule import without
from kkgsim.places.place import Place
from kkgsim.scenario.scenario import Change, Phase, Scenario

sys.path.insert(0, str(ROOT))
from verification.twin import __main__ as command
from verification.twin import pupils, sessions
from verification.twin.arithmetic import clip, positive
from verification.twin.book import PAGES, number
from verification.twin.budget import USUAL, payer
from verification.twin.compare import compared
from verification.twin.luck import BLOCKS, Luck, fixed, word
from verification.twin.questions import question
from verification.twin.run import Run
from verification.twin.states import differing

sys.path.remove(str(ROOT))

TWIN = ROOT / "verification" / "twin"
OFF_LIMITS = ("kkgsim.model.rules", "kkgsim.engine", "kkgsim.model.levers", "kkgsim.model.measures")
ASKERS = {"compare.py", "states.py", "questions.py", "__main__.py"}
"""Modules that ask the package; the others know nothing of it."""
KEPT = 1000
"""Scenarios of which the report is kept, at least."""
BUSY = (1, 37)
"""Questions with most levers at work, some aimed at clusters, some that wait for what an office sees."""


def imported(path: Any) -> set[str]:
    """What a module imports, by full name."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    names = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    froms = [node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) and node.module]
    return names | {f"{node.module}.{alias.name}" for node in froms for alias in node.names}


def differences(scenario: Scenario, place: Place, cut: str | None = None, replicate: int = 1) -> list[str]:
    """What differs in any state or record of any month; ``cut`` leaves a step out of the package's month."""
    order = {} if cut is None else {"order": without(cut)}
    model = kkgsim.KKGModel(
        place, scenario=scenario, seed=scenario.seed, replicate=replicate, uncertain=scenario.drawn, **order
    )
    return list(differing(model, Run(scenario, place, replicate)))


@pytest.fixture
def today(tiny: Place) -> tuple[Scenario, Place]:
    return Scenario("today", Text("", ""), Text("", ""), "tiny", 2, 1, 5), only(tiny, tiny.clusters[0])


def test_the_twin_reads_no_rule_and_no_engine_and_is_imported_by_nothing() -> None:
    modules = {path: imported(path) for path in sorted(TWIN.glob("*.py"))}
    assert len(modules) > 20
    wrong = [f"{path.name}: {n}" for path, names in modules.items() for n in names if n.startswith(OFF_LIMITS)]
    wrong += [
        f"{path.name}: {name}"
        for path, names in modules.items() if path.name not in ASKERS
        for name in names if name.partition(".")[0] == "kkgsim"
    ]  # fmt: skip
    package = (ROOT / "kkgsim").rglob("*.py")
    naming = [path for path in package if "verification" in path.read_text(encoding="utf-8")]
    wrong += [str(p) for p in naming if any(name.partition(".")[0] == "verification" for name in imported(p))]
    none(wrong)


def test_the_twin_has_the_luck_of_the_description() -> None:
    page = (PAGES / "luck.md").read_text(encoding="utf-8")
    words = re.findall(r"^\| `\('(\w+)', '(\w+)', (\d)\)` \| (\d+) \| ([^|]+) \|", page, re.M)
    assert len(words) == sum(-(-len(names) // 4) for names in BLOCKS.values())
    for when, kind, block, value, draws in words:
        assert word(when, kind, int(block)) == int(value)
        first = 4 * int(block)
        assert list(BLOCKS[when, kind][first : first + 4]) == re.findall(r"\w+", draws)
    rows = re.findall(r"^\| (\w+) \| (\w+) \| (\d+) \| (\d+) \| (\d+) \| `(\w+)` \(\w+\) \| ([-\d.e]+) \|", page, re.M)
    assert len(rows) > 10
    for when, kind, thing, month, replicate, draw, value in rows:
        luck = Luck(2026, "0123456789abcdef", int(replicate), {kind: int(thing) + 1})
        assert getattr(luck.of(when, kind, int(month)), draw)[int(thing)] == number(value)
    share = re.search(r"^\| number \| `(\w+)` \|  \|  \| 0 \| share \(uniform\) \| ([\d.]+) \|", page, re.M)
    assert share
    assert Luck(2026, "", 0).shares_of_numbers([share[1]]).tolist() == [number(share[2])]
    sizes = re.findall(r"^\| fixed \| `school sizes` \| \d+ \|  \|  \| uniform \| ([\d.]+) \|", page, re.M)
    assert fixed("0123456789abcdef", "school sizes", len(sizes)).tolist() == [number(value) for value in sizes]


@pytest.mark.parametrize("rank", BUSY)
def test_every_state_and_record_is_the_same(rank: int) -> None:
    scenario, place = question(rank)
    assert any(phase.when or phase.until for phase in scenario.policy)
    assert any(phase.to for phase in scenario.policy)
    none(differences(scenario, place))


@pytest.mark.parametrize("rank", [20, 89, 902])
def test_a_district_with_a_budget_pays_the_same(rank: int) -> None:
    """Some of the random scenarios, on the compiled clock: what is cut back, the search for it, and what comes of it;
    the last has a grant that clusters spend after its phase."""
    scenario, place = question(rank)
    assert scenario.budget
    found = compared(scenario, place)
    none(map(str, found.differences))
    assert found.figures > 400 * scenario.months


def test_the_last_payer_named_pays_on(today: tuple[Scenario, Place]) -> None:
    """Before, between and after phases, too, in which somebody may take over."""
    over = (Change(4, {}, "province"), Change(5, {}))
    phases = (
        Phase("guideline_implementation", 3, 5, {}, "donor", over),
        Phase("guideline_implementation", 8, 9, {}, "village"),
    )
    scenario = replace(today[0], months=10, policy=phases)
    paid = [payer(scenario, "guideline_implementation", month) for month in range(10)]
    assert paid == ["district"] * 2 + ["donor"] + ["province"] * 4 + ["village"] * 3
    assert all(tuple(payer(scenario, n, month) for month in range(10)) == who for n, who in scenario.payers().items())


def test_the_same_where_a_place_knows_no_points(janapria: Place, today: tuple[Scenario, Place]) -> None:
    """A cluster without points has a middling rank, and counts among the nearest for the others."""
    lost = janapria.clusters[1]
    schools = (
        replace(school, lat=None, lon=None, distance_source="imputed") if school.cluster == lost else school
        for school in janapria.schools if school.cluster in janapria.clusters[:4]
    )  # fmt: skip
    none(differences(replace(today[0], months=1), replace(janapria, schools=tuple(schools))))


@pytest.mark.parametrize(
    "step",
    ["learning.forget", "feeling.tell", "networking.befriend", "financing.settle", "committee.end_term",
     "cohorts.drift", "selecting.muster"],
)  # fmt: skip
def test_a_step_that_the_package_leaves_out_is_noticed(step: str, today: tuple[Scenario, Place]) -> None:
    assert differences(*today, cut=step)


BROKEN: dict[str, tuple[Any, str, Callable[..., Any]]] = {
    "gains that stay": (pupils, "kept_a_month", lambda n: 1.0),
    "no paperwork": (sessions, "paperwork", lambda w: np.zeros(w.cluster.count)),
    "nobody away": (pupils, "part_away", lambda n, teacher: np.zeros(teacher.count)),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_twin_that_is_broken_is_noticed(
    name: str, today: tuple[Scenario, Place], monkeypatch: pytest.MonkeyPatch
) -> None:
    where, what, otherwise = BROKEN[name]
    assert not differences(*today)
    monkeypatch.setattr(where, what, otherwise)
    assert differences(*today)


def test_the_usual_order_of_a_queue_is_that_of_the_page() -> None:
    text = (PAGES / "running.md").read_text(encoding="utf-8")
    order = re.search(r"The \*\*usual order\*\* is ([^.]+)\.", text)
    assert order
    assert tuple(re.findall(r"`(\w+)`", order[1])) == USUAL == priority.USUAL


def test_equal_bounds_the_wrong_way_round_are_as_the_page_says() -> None:
    assert clip(np.array([0.0, 2.0, 5.0]), 3.0, 1.0).tolist() == [3.0, 3.0, 1.0]
    assert positive(np.array([-1.0, 0.0, 2.0])).tolist() == [0.0, 0.0, 2.0]


def test_what_is_kept_is_whole_and_nothing_differs() -> None:
    """Rows of the report are of scenarios that the command would play today, and of the model as it is."""
    with command.ROWS.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [int(row["number"]) for row in rows] == list(range(len(rows)))
    assert len(rows) >= KEPT
    none(row["difference"] for row in rows if row["difference"])
    assert {row["model"] for row in rows} == {model_hash()[: command.DIGITS]}
    assert command.page(rows) == command.REPORT.read_text(encoding="utf-8")
    for rank in (0, len(rows) // 2, len(rows) - 1):
        scenario, place = question(rank)
        size = (scenario.months, len(place.clusters), len(place.schools), len(scenario.policy))
        assert tuple(int(rows[rank][name]) for name in ("months", "clusters", "schools", "phases")) == size


def test_every_difference_has_its_page_and_stands_in_the_readme() -> None:
    text = (TWIN / "README.md").read_text(encoding="utf-8")
    pages = {path.name for path in (TWIN / "differences").glob("*.md")}
    assert pages == set(re.findall(r"\(differences/([\w-]+\.md)\)", text))
    assert pages
