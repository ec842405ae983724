"""Money closes: the accounts of any policy, to the rupiah."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from conftest import started
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kkgsim.analysis.comparison import compare, cost_report
from kkgsim.analysis.comparison.plots import payers
from kkgsim.analysis.comparison.tables import tables
from kkgsim.engine import accounts, sampling
from kkgsim.engine.initial_state import InitialStates, roster_of
from kkgsim.engine.mesa_model import KKGModel
from kkgsim.engine.run_result import RunResult
from kkgsim.engine.scenarios import simulate_scenarios
from kkgsim.i18n import Text, decimal, rupiah
from kkgsim.model.calendar import QUARTER_STARTS
from kkgsim.model.costs import PURSES, items
from kkgsim.model.levers import all_levers, all_settings
from kkgsim.model.levers.lever import IN_TIME, PAYERS
from kkgsim.model.outcomes import OUTCOMES
from kkgsim.model.registry import PARAMETERS
from kkgsim.places.place import Place
from kkgsim.places.place_io.files import open_place
from kkgsim.scenario.scenario import Assumption, Change, Phase, Scenario

RANK = {name: rank for rank, name in enumerate(items())}
MONEY_NUMBERS = (
    "bos_share_found", "levy_limit", "skip_below", "purse_months", "refreshments", "resource_person_fee",
    "resource_persons", "honorarium_cap", "contract_pay", "substitute_pay", "bosda_rate", "meetings_per_year",
    "reference_fare", "travel_cost_km", "unpaid_effort", "facilitator_days",
)  # fmt: skip
"""What decides how much money there is and how fast it goes; a bundle holds some of them at an end of their range."""


def scenario(name: str, months: int, *policy: Phase, first_month: int = 7, assumed: tuple = ()) -> Scenario:
    label = Text(name, name)
    return Scenario(name, label, Text("", ""), "tiny", months, 3, 7, policy, assumed, first_month)


def phase(lever: str, start: int, end: int, payer: str, *changes: Change, **given: float) -> Phase:
    """A phase with the settings given, the others at zero."""
    values = {setting.name: given.get(setting.name, 0.0) for setting in all_levers()[lever].settings}
    return Phase(lever, start, end, values, payer, changes)


def fixed(number: str, value: float) -> Assumption:
    return Assumption(number, value, value, value, "test")


@st.composite
def phases_of(draw: Any, lever: str, months: int) -> list[Phase]:
    """One or two phases of a lever, with changes of settings and payer."""
    known = all_levers()[lever]
    value = {s.name: st.one_of(st.just(0.0), st.just(s.high), st.floats(s.low, s.high)) for s in known.settings}
    cuts = sorted(draw(st.lists(st.integers(1, months), min_size=2, max_size=4, unique=True)))
    found = []
    for start, end in zip(cuts[::2], cuts[1::2], strict=False):
        inside = draw(st.lists(st.integers(start, end), max_size=2, unique=True))
        changes = tuple(
            Change(
                month,
                {name: draw(value[name]) for name in draw(st.lists(st.sampled_from(list(value)), unique=True))},
                draw(st.one_of(st.none(), st.sampled_from(known.payers))),
            )
            for month in sorted(inside)
        )
        given_ = {name: draw(values) for name, values in value.items()}
        found.append(Phase(lever, start, end, given_, draw(st.sampled_from(known.payers)), changes))
    return found


@st.composite
def bundles(draw: Any) -> Scenario:
    """Any policy over any time, with money numbers anywhere in their ranges."""
    months = draw(st.integers(12, 30))
    levers = draw(st.lists(st.sampled_from(list(all_levers())), min_size=1, max_size=12, unique=True))
    policy = tuple(phase for lever in levers for phase in draw(phases_of(lever, months)))
    names = draw(st.lists(st.sampled_from(MONEY_NUMBERS), max_size=6, unique=True))
    assumed = tuple(fixed(name, draw(st.sampled_from([PARAMETERS[name].low, PARAMETERS[name].high]))) for name in names)
    return scenario("bundle", months, *policy, first_month=draw(st.integers(1, 12)), assumed=assumed)


@pytest.fixture(scope="module")
def places(tiny: Place) -> tuple[Place, Place]:
    """A near place, and one cluster of Sumba far enough to be joined online."""
    sumba = open_place("sumba_remote")
    wanted = sumba.clusters[0]
    return tiny, replace(sumba, name="remote", schools=tuple(s for s in sumba.schools if s.cluster == wanted))


MANY = settings(
    max_examples=80, deadline=None, derandomize=True, database=None, suppress_health_check=[HealthCheck.too_slow]
)


@MANY
@given(asked=bundles(), where=st.integers(0, 1), replicates=st.integers(2, 3), seed=st.integers(0, 99))
def test_whatever_is_done_the_money_closes(places, asked, where: int, replicates: int, seed: int) -> None:
    played = simulate_scenarios([asked], places[where], replicates=replicates, seed=seed)[0]
    assert (played.ledger >= 0.0).all()
    assert (played.ledger % 1.0 == 0.0).all()
    assert (played.purses >= 0.0).all()
    assert (played.purses % 1.0 == 0.0).all()
    accounts.check(played)
    closes_by_itself(played)
    purses_spend_what_they_took_in(played)
    schools_spend_what_bos_gave_them(played, places[where])
    honoraria_stay_within_the_cap(played, places[where], seed)


def closes_by_itself(played: RunResult) -> None:
    """Every account, month, source and replicate, and all of them together."""
    found = accounts.accounts(played)
    assert list(found) == list(PAYERS)
    for one in found.values():
        assert np.array_equal(one.opening + one.received - one.spent, one.closing)
        assert np.array_equal(one.opening[1:], one.closing[:-1])
        assert not one.opening[0].any()
        assert (one.closing >= 0).all()
    assert not sum(one.handed_over for one in found.values()).any()
    money = [rank for rank, item in enumerate(items().values()) if not item.in_time]
    assert np.array_equal(sum(one.spent for one in found.values()), played.ledger[money].sum(axis=0))


def purses_spend_what_they_took_in(played: RunResult) -> None:
    """Nothing leaves a purse that had not come in before, and nothing leaves it twice."""
    for rank, purse in enumerate(PURSES):
        paid = played.ledger[[RANK[name] for name in purse.pays]].sum(axis=0)
        taken_in, left = played.purses[2 * rank], played.purses[2 * rank + 1]
        assert (paid.cumsum(axis=0) <= taken_in.cumsum(axis=0)).all(), purse.name
        assert np.array_equal(taken_in.cumsum(axis=0) - paid.cumsum(axis=0), left), purse.name


def schools_spend_what_bos_gave_them(played: RunResult, place: Place) -> None:
    """BOS of a place by pupils (sixty at least) and quarters, in the highest worth that it may come to; the KKG never
    has more of it than its share."""
    asked = played.scenario
    gains = max(0.0, PARAMETERS["bos_raised"].high - PARAMETERS["inflation"].low) / 12.0
    worth = [(1.0 + gains) ** (month + 1) for month in range(asked.months)]
    n = sampling.base_numbers(asked.assumptions)
    released = [
        n[f"bos_quarter_{QUARTER_STARTS.index(month) + 1}"] if month in QUARTER_STARTS else 0.0
        for month in range(1, 13)
    ]
    pupils = np.maximum(roster_of(place, asked).pupils, n["bos_fewest"]).sum()
    rate = pupils * n["bos_rate"]
    bos = [rate * worth[m] * released[(asked.first_month - 1 + m) % 12] for m in range(asked.months)]
    rows = [rank for rank, item in enumerate(items().values()) if item.cost.payer == "bos"]
    share = played.scenario.committed()[list(all_settings()).index("bos_allocation_share")].max()
    found = next(
        (a.value for a in asked.assumptions if a.number == "bos_share_found"), PARAMETERS["bos_share_found"].high
    )
    taken_in = played.purses[0]
    assert (taken_in <= np.array(bos)[:, None] * (found + share)).all()
    kkg = played.ledger[[RANK[name] for name in PURSES[0].pays]].sum(axis=0)
    assert (kkg.cumsum(axis=0) <= np.cumsum(bos)[:, None]).all()
    a_month = rate * worth[-1] / 12.0
    assert (played.ledger[rows].sum(axis=(0, 1)) - kkg.sum(axis=0) <= a_month * asked.months).all()


def honoraria_stay_within_the_cap(played: RunResult, place: Place, seed: int) -> None:
    """Substitutes and resource persons from BOS, beside what contract teachers get, school by school."""
    asked = played.scenario
    people = roster_of(place, asked)
    replicates = played.ledger.shape[-1]
    numbers = sampling.numbers_of(seed, range(replicates), asked.assumptions)
    honoraria = played.ledger[[RANK["meeting_resource_persons"], RANK["substitute_teachers"]]].sum(axis=0)
    n = dict(zip(PARAMETERS, numbers, strict=True))
    initial = InitialStates(people, seed)
    school = started(initial, initial.lanes(range(replicates)), numbers)["school"]
    worth = np.maximum(1.0, (1.0 - (n["inflation"] - n["bos_raised"]) / 12.0) ** asked.months)
    cap = n["honorarium_cap"] * np.maximum(school["pupils"], n["bos_fewest"]) * n["bos_rate"] * worth / 12.0
    room = np.maximum(cap - school["contract_teachers"] * n["contract_pay"], 0.0).sum(axis=0)
    assert (honoraria <= room + 1e-6).all()


@pytest.mark.parametrize(
    "source", [{}, {"bos_allocation": {"share": 0.08}}, {"guideline_implementation": {"grant": 60_000_000.0}}]
)
def test_those_who_come_partly_online_cost_whole_rupiah(places, source: dict[str, dict[str, float]]) -> None:
    """Where part of the meetings can be joined online, a fraction of a guest sits at the table."""
    online = phase("ict_online", 1, 24, "district", training=1.0, meetings=0.37)
    money = [phase(lever, 1, 24, all_levers()[lever].payers[0], **given_) for lever, given_ in source.items()]
    played = simulate_scenarios([scenario("online", 24, online, *money)], places[1], replicates=4, seed=1)[0]
    came_online = played.monthly[list(OUTCOMES).index("online_share")]
    assert ((came_online > 0.0) & (came_online < 1.0)).any()
    accounts.check(played)
    closes_by_itself(played)
    purses_spend_what_they_took_in(played)


@st.composite
def tight_bundles(draw: Any) -> Scenario:
    """Facilitators of whom fewer are paid later on, released from teaching, resource persons, and little room."""
    few, many, share = draw(st.floats(0.05, 1.0)), draw(st.floats(1.0, 4.0)), draw(st.floats(0.02, 0.08))
    fewer = Change(draw(st.integers(6, 14)), {"per_10_schools": few})
    policy = (
        phase("facilitator_team", 1, 20, "district", fewer, per_10_schools=many, formal_status=1.0),
        phase("release_from_teaching", draw(st.integers(1, 8)), 20, "district", days=3.0),
        phase("bos_allocation", 1, 20, "bos", share=share),
        phase("provider_partnership", 1, 20, "ministry", persons=4.0),
    )
    assumed = (
        fixed("contract_pay", draw(st.floats(100_000, 550_000))),
        fixed("substitute_pay", draw(st.floats(20_000, 120_000))),
        fixed("resource_person_fee", 600_000),
        fixed("purse_months", 6),
        fixed("facilitator_days", draw(st.floats(2, 8))),
    )
    return scenario("tight", 20, *policy, assumed=assumed)


@settings(MANY, max_examples=40)
@given(asked=tight_bundles(), where=st.integers(0, 1), seed=st.integers(0, 99))
def test_the_cap_on_honoraria_holds_where_it_binds(places, asked, where: int, seed: int) -> None:
    played = simulate_scenarios([asked], places[where], replicates=2, seed=seed)[0]
    honoraria_stay_within_the_cap(played, places[where], seed)


@settings(MANY, max_examples=3)
@given(asked=bundles(), where=st.integers(0, 1), seed=st.integers(0, 99))
def test_both_clocks_keep_the_same_books(places, asked, where: int, seed: int) -> None:
    place = places[where]
    played = simulate_scenarios([asked], place, replicates=2, seed=seed, uncertain=True)[0]
    model = KKGModel(place, scenario=asked, seed=seed, replicate=1, uncertain=True)
    while model.running:
        model.step()
    assert np.array_equal(np.array(model.ledger).T, played.ledger[:, :, 1])
    assert np.array_equal(np.array(model.purses).T, played.purses[:, :, 1])


@pytest.fixture(scope="module")
def granted(tiny: Place) -> RunResult:
    """A grant that a donor pays for a year, the district for the next half, and nobody after that."""
    grant = phase("guideline_implementation", 1, 18, "donor", Change(13, {}, "district"), grant=45_000_000.0)
    return simulate_scenarios([scenario("granted", 24, grant)], tiny, replicates=3, seed=5)[0]


def test_what_is_left_of_a_grant_is_handed_over(granted: RunResult) -> None:
    """The thirteenth month by hand: the district takes over what the donor's grant left."""
    found = accounts.accounts(granted)
    donor, district = found["donor"], found["district"]
    grant = [purse.name for purse in PURSES].index("grant")
    taken_in, left = granted.purses[2 * grant], granted.purses[2 * grant + 1]
    assert (left[11] > 0.0).all()
    assert np.array_equal(donor.closing[11], left[11])
    assert np.array_equal(donor.opening[12], left[11])
    assert np.array_equal(donor.received[12], -left[11])
    assert np.array_equal(donor.handed_over[12], -left[11])
    assert not donor.closing[12:].any()
    assert not donor.spent[12:].any()
    assert np.array_equal(district.handed_over[12], left[11])
    straight = [RANK[i.cost.name] for i in items().values() if i.lever == "guideline_implementation"]
    own = granted.ledger[straight].sum(axis=0) - granted.ledger[[RANK[name] for name in PURSES[grant].pays]].sum(axis=0)
    assert np.array_equal(district.received[12], left[11] + taken_in[12] + own[12])
    assert np.array_equal(district.closing[12:], left[12:])
    assert not found["donor"].handed_over[:12].any()


def test_a_purse_is_spent_by_the_last_payer_when_the_grant_has_ended(granted: RunResult) -> None:
    district = accounts.accounts(granted)["district"]
    assert (district.opening[18] > 0).all()
    assert not district.received[18:].any()
    assert (district.spent[18:].sum(axis=0) > 0).all()


def test_time_is_in_no_account(granted: RunResult) -> None:
    time = [rank for rank, item in enumerate(items().values()) if item.in_time]
    more = granted.ledger.copy()
    more[time] *= 2.0
    assert granted.ledger[time].any()
    twice = replace(granted, totals=replace(granted.totals, ledger=more))
    accounts.check(twice)
    assert np.array_equal(compare.yearly_cost(twice), compare.yearly_cost(granted))
    assert compare.yearly_time(twice) == pytest.approx(2.0 * compare.yearly_time(granted))
    assert compare.by_payer(twice) == compare.by_payer(granted)
    assert set(compare.by_payer(granted)) == set(PAYERS)


@pytest.mark.parametrize(
    ("table", "row", "by", "said"),
    [
        ("ledger", "meeting_refreshments", 1.0, "bos: opening"),
        ("ledger", "grant_refreshments", -1.0, "donor: opening"),
        ("ledger", "evaluations", 0.5, "broken or negative"),
        ("ledger", "evaluations", -1.0, "broken or negative"),
        ("purses", 2, 7.0, "bosda: opening"),
        ("purses", 5, 1.0, "donor: opening"),
    ],
)
def test_an_account_that_does_not_close_is_named(granted, table: str, row: Any, by: float, said: str) -> None:
    wrong = getattr(granted, table).copy()
    wrong[RANK.get(row, row), 9, 1] += by
    with pytest.raises(accounts.DoesNotClose, match=f"granted: .*{said}.* month 10 of replicate 1"):
        accounts.check(replace(granted, totals=replace(granted.totals, **{table: wrong})))


def test_nothing_is_compared_that_does_not_close(tiny: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    real = simulate_scenarios

    def leaking(*args: Any, **kwargs: Any) -> list[RunResult]:
        played = real(*args, **kwargs)
        played[-1].purses[1, 3, 0] += 1.0
        return played

    monkeypatch.setattr(compare, "simulate_scenarios", leaking)
    with pytest.raises(accounts.DoesNotClose, match="month 4"):
        compare.compare([scenario("nothing", 6)], tiny, replicates=2, seed=1)


def test_the_accounts_are_written_to_the_rupiah(tiny: Place) -> None:
    grant = phase("guideline_implementation", 1, 12, "donor", Change(7, {}, "ministry"), grant=45_000_000.0)
    bos = phase("bos_allocation", 3, 12, "bos", share=0.03)
    found = compare.compare([scenario("both", 12, grant, bos)], tiny, replicates=3, seed=1)
    made = tables(found)
    frame, ledger = made["accounts"], made["ledger"]
    columns = ("opening", "received", "received_of_which_handed_over", "spent", "closing")
    amounts = [f"{name}_rupiah" for name in columns]
    assert list(frame.columns) == ["scenario", "replicate", "source", "month", *amounts]
    assert (frame[amounts].dtypes == np.int64).all()
    assert len(frame) == 2 * len(PAYERS) * 12
    assert (frame.opening_rupiah + frame.received_rupiah - frame.spent_rupiah == frame.closing_rupiah).all()
    money = [rank for rank, item in enumerate(items().values()) if not item.in_time]
    for played in found.shown():
        mine = frame[frame.scenario == played.scenario.name]
        assert mine.spent_rupiah.sum() == played.ledger[money][:, :, 0].sum()
        first = accounts.accounts(played)["bos"].spent[:, 0]
        assert mine[mine.source == "bos"].spent_rupiah.tolist() == first.tolist()
    in_money = ledger[ledger.paid_in == "money"]
    assert set(ledger[ledger.paid_in == "time"].payer) == {"hours", "lessons"}
    assert set(in_money.payer) <= set(PAYERS)


@pytest.fixture(scope="module")
def told_of(tiny: Place) -> compare.Comparison:
    bos = phase("bos_allocation", 1, 12, "bos", share=0.08)
    return compare.compare([scenario("more", 12, bos)], tiny, replicates=4, seed=1)


def test_the_report_says_money_and_time_apart(told_of: compare.Comparison, language: str) -> None:
    played, against = told_of.played[0], told_of.against[0]
    cost, time = cost_report.cost(played, against), cost_report.time(played, against)
    assert rupiah(float(compare.yearly_cost(played).mean())) in cost
    for payer, amount in compare.by_payer(played).items():
        assert (f"{PAYERS[payer]} {rupiah(amount)}" in cost) is (amount > 0.0)
    for kind, amount in compare.in_time(played).items():
        assert rupiah(amount) in time
        assert str(IN_TIME[kind]) not in cost
    for name, scale in (("hours_mean", 1.0), ("lessons_lost_share", 100.0)):
        rank = list(OUTCOMES).index(name)
        now, before = (float(one.monthly[rank].mean()) * scale for one in (played, against))
        assert decimal(now, 1) in time
        assert decimal(now - before, 1, sign=True) in time
    assert cost_report.time(against, against).count("Rp") == 2


def test_the_picture_of_payers_keeps_time_beside_the_money(told_of: compare.Comparison) -> None:
    """Two bars a scenario: one as long as its cost, below it a thin one as long as its time is worth."""
    figure = payers.draw(told_of)
    bars = [patch for panel in figure.axes for patch in panel.patches]
    long: dict[float, float] = {}
    for bar in bars:
        long[round(bar.get_y() + bar.get_height() / 2.0, 2)] = bar.get_x() + bar.get_width()
    rows = (told_of.against[0], told_of.played[0])
    for y, one in enumerate(rows):
        assert long[round(y + payers.MONEY[0], 2)] == pytest.approx(compare.yearly_cost(one).mean() / 1e6)
        assert long[round(y + payers.TIME[0], 2)] == pytest.approx(compare.yearly_time(one).mean() / 1e6)


def test_a_purse_pays_what_its_payer_owes_and_no_item_twice() -> None:
    paid = [name for purse in PURSES for name in purse.pays]
    assert len(paid) == len(set(paid))
    for purse in PURSES:
        for name in purse.pays:
            item = items()[name]
            assert item.cost.payer == purse.payer
            assert item.lever == purse.lever
            assert item.cost.price is None
