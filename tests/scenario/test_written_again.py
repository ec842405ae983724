"""A scenario that is written reads back equal."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kkgsim.i18n import Text
from kkgsim.i18n.escaping import unsafe
from kkgsim.model.levers import all_levers
from kkgsim.model.registry import PARAMETERS
from kkgsim.scenario.read import parse_scenario, write_scenario
from kkgsim.scenario.scenario import Assumption, Change, Phase, Scenario

from .files_by_hand import ASSUMABLE, FULL, quick

pytestmark = pytest.mark.filterwarnings("error")


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


def test_the_status_quo_of_a_scenario_can_be_written() -> None:
    quo = parse_scenario(FULL, "x").without_policy()
    assert replace(parse_scenario(write_scenario(quo), "status-quo.toml"), text="") == quo
