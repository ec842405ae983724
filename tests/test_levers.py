"""The contract every lever keeps: zero is today, something changes, it costs, more costs more, both languages."""

from __future__ import annotations

import numpy as np
import pytest

from kkgsim import run, things
from kkgsim.ledger import items
from kkgsim.levers import all_levers, all_settings
from kkgsim.levers.lever import PAYERS
from kkgsim.numbers import book, sources
from kkgsim.outcomes import OUTCOMES
from kkgsim.scenario import Phase

OUTCOME_OF = {
    "facilitator_team": "facilitators_active",
    "bos_allocation": "attendance_share",
    "followup_mentoring": "visited_share",
    "principal_development": "principal_support_mean",
    "transport_recognition": "attendance_share",
    "workload_relief": "attendance_share",
    "monitoring": "management_mean",
}


def at(asked, lever: str, part: float):
    """A scenario with one lever at ``part`` of its range, and everything else as found."""
    settings = {s.name: s.high * part for s in all_levers()[lever].settings}
    plain = asked(f"{lever} {part}")
    phase = Phase(lever, 1, plain.months, settings, all_levers()[lever].payers[0])
    return type(plain)(**{**plain.__dict__, "policy": (phase,)})


def own_cost(played: run.Played, lever: str) -> float:
    ranks = [rank for rank, item in enumerate(items().values()) if item.lever == lever]
    return float(played.ledger[ranks].sum(axis=(0, 1)).mean())


def test_every_lever_has_an_outcome_it_moves() -> None:
    assert set(OUTCOME_OF) == set(all_levers())


@pytest.mark.parametrize("lever", all_levers())
def test_zero_is_today_and_more_does_more_and_costs_more(tiny, asked, lever: str) -> None:
    parts = (0.0, 0.1, 1.0)
    today, *settings = run.play([asked("today"), *(at(asked, lever, p) for p in parts)], tiny, replicates=8, seed=3)
    zero, some, most = settings
    assert np.array_equal(zero.monthly, today.monthly)
    assert np.array_equal(zero.ledger, today.ledger)
    rank = list(OUTCOMES).index(OUTCOME_OF[lever])
    moved = [float((p.monthly[rank] - today.monthly[rank]).mean()) for p in (some, most)]
    assert 0.0 < moved[0] <= moved[1] if lever == "followup_mentoring" else 0.0 < moved[0] < moved[1]
    assert own_cost(today, lever) == 0.0
    assert own_cost(some, lever) > 0.0
    if lever == "followup_mentoring":  # alone, two supervisors' days cap the visits, whatever is asked for
        assert own_cost(some, lever) <= own_cost(most, lever)
    else:
        assert own_cost(some, lever) < own_cost(most, lever)


def test_asking_for_more_visits_costs_more_where_there_are_people_to_make_them(tiny, asked) -> None:
    team = {"facilitator_team_per_10_schools": 4.0}
    few, many = (asked(f"{v}", **team, followup_mentoring_visits=v) for v in (0.1, 0.4))
    a, b = run.play([few, many], tiny, replicates=8, seed=3)
    assert own_cost(a, "followup_mentoring") < own_cost(b, "followup_mentoring")


@pytest.mark.parametrize("name", all_settings())
def test_every_setting_by_itself_changes_something_or_its_cost(tiny, asked, name: str) -> None:
    extra = {} if name != "facilitator_team_formal_status" else {"facilitator_team_per_10_schools": 1.0}
    plain = asked("plain", **extra)
    with_it = asked("with", **{**extra, name: all_settings()[name].high})
    a, b = run.play([plain, with_it], tiny, replicates=8, seed=3)
    assert not np.array_equal(a.monthly, b.monthly)
    assert b.ledger.sum() > a.ledger.sum()


@pytest.mark.parametrize("lever", all_levers().values(), ids=lambda lever: lever.name)
def test_a_lever_is_told_in_both_languages_with_sources_and_payers(lever) -> None:
    labels = [lever.label, lever.about, *(s.label for s in lever.settings), *(c.label for c in lever.costs)]
    assert all(label.en.strip() and label.id.strip() and label.en != label.id for label in labels)
    assert lever.settings
    assert lever.costs
    assert set(lever.payers) <= set(PAYERS)
    for setting in lever.settings:
        assert setting.low == 0.0 <= setting.usual <= setting.high
        assert set(setting.source.split()) <= set(sources())
    for cost in lever.costs:
        assert cost.price is None or cost.price in book()
        assert cost.over in things.KINDS


def test_nothing_a_lever_touches_is_a_state_or_a_trait() -> None:
    """Levers change conditions; people's states are for the rules."""
    from kkgsim.wiring import wiring_of

    for lever in all_levers().values():
        for effect in lever.effects.values():
            wired = wiring_of(effect)
            for kind, attribute in wired.writes:
                assert attribute in things.names(kind, "condition"), f"{wired.rule} writes {kind}.{attribute}"


def test_a_rule_reads_no_setting() -> None:
    from kkgsim.wiring import all_wiring

    for wired in all_wiring().values():
        if wired.rule.startswith("rules."):
            assert not wired.settings, wired.rule
