"""When a lever is at work: after its delay, as long as it is paid for, and no longer."""

from __future__ import annotations

import numpy as np
import pytest

from kkgsim.engine.dependencies import dependencies_of
from kkgsim.engine.mesa_model import KKGModel
from kkgsim.engine.run_result import RunResult
from kkgsim.engine.scenarios import simulate_scenarios
from kkgsim.i18n import Text
from kkgsim.model.costs import items
from kkgsim.model.levers import all_levers, all_settings
from kkgsim.scenario.scenario import Change, Phase, Scenario
from model.lever_runs import PAID_AS_IT_BITES, at, ranks_of, scenario

LASTING = {"grant_refreshments", "grant_resource_persons", "grant_fares"}
"""What goes on costing when a lever's money ends: a purse lasts longer than its grant."""


@pytest.fixture(scope="module")
def waited(tiny) -> dict[tuple[str, int], RunResult]:
    """Every lever at all of its range, acting at once and after six months; today under ("", 0)."""
    asked = {("", 0): scenario("today", months=12)}
    for lever in all_levers().values():
        for wait in (0, 6):
            asked[lever.name, wait] = at(lever.name, 1.0, end=12, months=12, **{lever.delay: wait})
    played = simulate_scenarios(list(asked.values()), tiny, replicates=8, seed=3, uncertain=False)
    return dict(zip(asked, played, strict=True))


@pytest.mark.parametrize("lever", all_levers())
def test_nothing_bites_before_its_delay_is_over(waited, lever: str) -> None:
    today, soon, late = waited["", 0], waited[lever, 0], waited[lever, 6]
    assert np.array_equal(late.monthly[:, :6], today.monthly[:, :6])
    assert not np.array_equal(late.monthly, today.monthly)
    assert not np.array_equal(soon.monthly[:, :6], today.monthly[:, :6])


@pytest.mark.parametrize("lever", all_levers())
def test_costs_start_at_once(waited, lever: str) -> None:
    late = waited[lever, 6].ledger[ranks_of(lever)].sum(axis=0)
    if lever in PAID_AS_IT_BITES:
        assert not late[:6].any()
        assert late[6:].sum() > 0.0
    else:
        assert (late[0] > 0.0).all()


def written_by(levers) -> list[tuple[str, str]]:
    """What the effects of levers write: kinds of things and their attributes."""
    return sorted(
        {write for lever in levers for verb in lever.effects.values() for write in dependencies_of(verb).writes}
    )


def values_of(model: KKGModel, written: list[tuple[str, str]]) -> dict[tuple[str, str], list[float]]:
    return {(kind, name): [getattr(thing, name) for thing in model.things(kind)] for kind, name in written}


@pytest.fixture(scope="module")
def without(hills) -> list[dict[tuple[str, str], list[float]]]:
    """Month by month without a policy, all that any lever writes."""
    model, every, found = KKGModel(hills, scenario=scenario("without", months=8)), written_by(all_levers().values()), []
    while model.running:
        model.step()
        found.append(values_of(model, every))
    return found


@pytest.mark.parametrize("lever", all_levers().values(), ids=lambda lever: lever.name)
def test_conditions_hold_from_the_end_of_the_delay_to_the_end_of_the_money(hills, without, lever) -> None:
    """Paid in months 2 to 6 with a delay of two: at work in months 4 to 6, and paid for no longer than that."""
    model = KKGModel(hills, scenario=at(lever.name, 1.0, start=2, end=6, months=8, **{lever.delay: 2}))
    written, at_work = written_by([lever]), []
    while model.running:
        model.step()
        today = without[len(at_work)]
        at_work.append(values_of(model, written) != {write: today[write] for write in written})
    assert at_work == [False, False, False, True, True, True, False, False]
    mine = [r for r, (name, item) in enumerate(items().items()) if item.lever == lever.name and name not in LASTING]
    paid = np.array(model.ledger)[:, mine].sum(axis=1)
    assert not paid[[0, 6, 7]].any()
    assert paid[5] > 0.0 or lever.name in PAID_AS_IT_BITES


def test_phases_that_follow_without_a_gap_wait_once() -> None:
    lever = all_levers()["principal_development"]
    phases = [Phase(lever.name, start, end, {"share": share}, lever.payers[0])
              for start, end, share in ((2, 4, 0.5), (5, 7, 1.0), (9, 11, 0.25))]  # fmt: skip
    row = list(all_settings()).index("principal_development_share")
    waits = dict.fromkeys(all_levers(), 0) | {lever.name: 2}
    table = scenario("follow", *phases, months=12).effective(np.array([[wait] for wait in waits.values()]))[:, :, 0]
    assert list(table[row]) == [0, 0, 0, 0.5, 0.5, 0.5, 1, 0, 0, 0, 0.25, 0]
    assert not np.delete(table, row, axis=0).any()


def test_a_setting_that_is_no_longer_paid_for_stops_at_once() -> None:
    """Whether its phase ends or a change sets it to nothing."""
    label, late = Text("x", "x"), np.full((len(all_levers()), 1), 6)
    ended = Phase("principal_development", 1, 11, {"share": 1.0}, "district")
    changed = Phase("principal_development", 1, 24, {"share": 1.0}, "district", (Change(12, {"share": 0.0}),))
    tables = [
        Scenario("x", label, label, "tiny", 24, 1, 1, (phase,)).effective(late)[:, :, 0] for phase in (ended, changed)
    ]
    assert np.array_equal(*tables)
    assert tables[0].any(axis=0).tolist() == [7 <= month <= 11 for month in range(1, 25)]
