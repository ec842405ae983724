"""What a lever declares: words in both languages, sources, payers, costs, and what its effects may read and write."""

from __future__ import annotations

import pytest

from kkgsim.engine.dependencies import all_dependencies, dependencies_of
from kkgsim.model import entities
from kkgsim.model.costs import items
from kkgsim.model.levers import all_levers
from kkgsim.model.levers.lever import IN_TIME, PAYERS
from kkgsim.model.parameters import sources
from kkgsim.model.registry import PARAMETERS


@pytest.mark.parametrize("lever", all_levers().values(), ids=lambda lever: lever.name)
def test_a_lever_is_told_in_both_languages_with_sources_and_payers(lever) -> None:
    labels = [lever.label, lever.about, *(s.label for s in lever.settings), *(c.label for c in lever.costs)]
    assert all(label.en.strip() and label.id.strip() and label.en != label.id for label in labels)
    assert lever.settings
    assert lever.costs
    assert lever.origin
    assert {passage.source for passage in lever.origin} <= set(sources())
    assert lever.payers
    assert set(lever.payers) <= set(PAYERS)
    for setting in lever.settings:
        assert setting.low == 0.0 <= setting.usual <= setting.high
        assert set(setting.source.split()) <= set(sources())
    for cost in lever.costs:
        assert cost.price is None or PARAMETERS[cost.price].low > 0.0
        assert cost.over in entities.KINDS
        assert cost.payer is None or cost.payer in PAYERS, "time is not what a lever costs"
    wait = PARAMETERS[lever.delay]
    assert lever.delay == f"delay_{lever.name}"
    assert (wait.unit, wait.neutral) == ("months", 0.0)
    assert 0.0 <= wait.low <= wait.value <= wait.high <= 18.0


def test_what_is_paid_in_time_has_no_payer_in_money() -> None:
    assert not set(IN_TIME) & set(PAYERS)
    assert {item.cost.payer for item in items().values() if item.in_time} == set(IN_TIME)


def test_nothing_a_lever_touches_is_a_state_or_a_trait() -> None:
    """Levers change conditions; people's states are for the rules. Every condition belongs to some lever."""
    written = set()
    for lever in all_levers().values():
        assert lever.effects
        for kind, effect in lever.effects.items():
            wired = dependencies_of(effect)
            assert wired.writes
            for of, attribute in wired.writes:
                added_up = of == "district" != kind and attribute in entities.names(of, "tally")
                condition = attribute in entities.names(of, "condition")
                assert added_up or (condition and of in {kind, "district"}), f"{wired.rule} writes {of}.{attribute}"
            written |= {(of, name) for of, name in wired.writes if name in entities.names(of, "condition")}
    assert written == {(kind, name) for kind in entities.KINDS for name in entities.names(kind, "condition")}


def test_every_setting_is_read_by_an_effect_of_its_lever() -> None:
    for lever in all_levers().values():
        read = set().union(*(dependencies_of(effect).settings for effect in lever.effects.values()))
        assert read == {f"{lever.name}_{setting.name}" for setting in lever.settings}


def test_a_rule_reads_no_setting() -> None:
    for wired in all_dependencies().values():
        if wired.rule.startswith(("rules.", "outcomes.")):
            assert not wired.settings, wired.rule
