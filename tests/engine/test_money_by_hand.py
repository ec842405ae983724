"""The grant and the cap on honoraria, worked out by hand beside random policies, month by month, school by school."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pytest

from kkgsim.engine.mesa_model import KKGModel
from kkgsim.model.levers import all_levers
from kkgsim.scenario.read import read_scenario
from kkgsim.scenario.scenario import Assumption, Phase, Scenario

MONTHS = 14
MONEY = ("guideline_implementation", "bos_allocation", "facilitator_team", "release_from_teaching", "bosda_minimum")
"""Levers that move the money of schools and clusters."""


CAPS = (0.1, 0.15, 0.2, 0.5)


def policies() -> Iterator[Scenario]:
    """Policies at random in which money moves, with settings between a tenth and all of what they may be."""
    luck = np.random.default_rng(8)
    for number in range(4):
        phases = []
        for name, lever in all_levers().items():
            if name in MONEY or luck.random() < 0.3:
                settings = {s.name: float(luck.uniform(0.1, 1.0)) * s.high for s in lever.settings}
                phases.append(Phase(name, int(luck.integers(1, 4)), MONTHS, settings, lever.payers[0]))
        cap = CAPS[number]
        assumed = (Assumption("honorarium_cap", cap, cap, cap, "by hand"),)
        yield replace(read_scenario("full-package"), name=f"money{number}", months=MONTHS, policy=tuple(phases),
                      assumptions=assumed, text="")  # fmt: skip


@pytest.mark.parametrize("scenario", list(policies()), ids=lambda scenario: scenario.name)
def test_no_school_pays_more_honoraria_than_its_own_cap_leaves(hills, scenario: Scenario) -> None:
    model, paid, bound = KKGModel(hills, scenario=scenario, seed=3), 0.0, 0
    cap, n = scenario.assumptions[0].value, model.n
    while model.running:
        worth = model.district.fixed_worth
        model.step()
        worth *= 1.0 - (n.inflation - n.bos_raised) / 12.0
        rooms = {}
        for school in model.schools:
            bos_a_month = max(school.pupils, 60) * n.bos_rate * worth / 12.0
            room = max(cap * bos_a_month - school.contract_teachers * n.contract_pay, 0.0)
            own = [one for one in model.facilitators if one.school is school]
            by_district = model.district.substitutes_paid
            substitutes = sum(one.covered - by_district * one.freed for one in own) * n.substitute_pay
            wanted = sum((1.0 - by_district) * one.freed for one in own) * n.substitute_pay
            assert substitutes <= room + 1e-6
            assert substitutes == pytest.approx(min(wanted, room))
            rooms.setdefault(school.cluster.index, []).append(room - substitutes)
            paid, bound = paid + substitutes, bound + (wanted > room)
        for cluster in model.clusters:
            assert cluster.fee_bos <= sum(rooms[cluster.index]) + 1.0
    assert paid > 0.0
    assert bound or cap not in CAPS[:2], "the cap does not bind where it is low"


@pytest.mark.parametrize("scenario", list(policies()), ids=lambda scenario: scenario.name)
def test_a_grant_takes_its_own_sum_off_bos_and_no_more(hills, scenario: Scenario) -> None:
    model = KKGModel(hills, scenario=scenario, seed=3)
    to_take_off, taken_off, granted = [0.0] * len(model.clusters), 0.0, 0.0
    while model.running:
        model.step()
        for cluster in model.clusters:
            to_take_off[cluster.index] += cluster.grant_income
            withheld = min(to_take_off[cluster.index], cluster.bos_offered)
            to_take_off[cluster.index] -= withheld
            assert cluster.bos_income <= cluster.bos_offered - withheld + 1e-6
            assert cluster.granted == pytest.approx(to_take_off[cluster.index])
            granted, taken_off = granted + cluster.grant_income, taken_off + withheld
    assert 0.0 < taken_off <= granted
