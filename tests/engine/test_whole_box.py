"""The whole box of inputs: every lever at nothing and at its most, two at a time, and points strewn over all of it.

What :mod:`kkgsim.engine.validate` asks of every run is asked here where it is hardest: everything recorded finite,
every rupiah whole, no purse spending what it has not. Beyond that every outcome lies within its bounds in every month,
and no teacher is lost.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping
from math import comb

import numpy as np
import pytest
from conftest import around_playing
from numpy.typing import NDArray

from kkgsim.design.sampling import points_of
from kkgsim.design.study import Design, Factor, Study
from kkgsim.engine.batch_runner import OK, BatchRunner, RunRecords, record_columns
from kkgsim.i18n import Text
from kkgsim.model.levers import all_levers, all_settings
from kkgsim.model.outcomes import OUTCOMES, WEIGHTS
from kkgsim.model.registry import PARAMETERS
from kkgsim.scenario.scenario import Scenario

TITLE = Text("the whole box", "seluruh kotak")
MONTHS = 18
HIGHS = {name: setting.high for name, setting in all_settings().items()}
SETTINGS = tuple(Factor(name, "setting", setting.low, setting.high) for name, setting in all_settings().items())
NUMBERS = tuple(
    Factor(name, "number", number.low, number.high)
    for name, number in PARAMETERS.items() if number.used == "run" and number.low < number.high
)  # fmt: skip
ANY_SIZE = {"literacy_mean", "early_reading_mean", "assessed_mean", "reading_mean", "class_gain"}
"""Outcomes that have no bounds: a difference from where a school began."""
TEACHERS = [rank for rank, (_, verb) in enumerate(WEIGHTS) if verb.__name__ in ("each_teacher", "its_teachers")]


class Watched(BatchRunner):
    """A runner that counts the teachers of every month; a run in which one is lost fails."""

    def _kept(self, runs, recorded, *more):
        for rank in TEACHERS:
            assert (recorded.weight[rank].sum(axis=1) == self.teachers).all(), "a teacher was lost"
        return super()._kept(runs, recorded, *more)


def asked(place: str, factors: tuple[Factor, ...]) -> Study:
    scenario = Scenario("box", TITLE, TITLE, place, MONTHS, 1, 1, ())
    months = tuple(range(1, MONTHS + 1))
    return Study("box", TITLE, TITLE, scenario, place, 2, 1, 3, True, Design("latin_hypercube", 500, 9), factors,
                 tuple(OUTCOMES), months)  # fmt: skip


def at(*chosen: Mapping[str, float]) -> NDArray[np.float64]:
    """Points by the settings that are not at nothing."""
    return np.array([[each.get(name, 0.0) for name in HIGHS] for each in chosen])


def of_levers(*levers: str) -> dict[str, float]:
    return {f"{name}_{s.name}": s.high for name in levers for s in all_levers()[name].settings}


def corners() -> Iterator[dict[str, float]]:
    """Nothing, everything, every lever and setting alone, every two levers and every two settings together."""
    yield {}
    yield HIGHS
    for count in (1, 2):
        yield from (of_levers(*some) for some in itertools.combinations(all_levers(), count))
        yield from ({name: HIGHS[name] for name in some} for some in itertools.combinations(HIGHS, count))


def lawful(study: Study, kept: list[RunRecords]) -> None:
    """See that every run is sound and every outcome within its bounds."""
    wrong = {str(error) for each in kept for error in each.errors if error}
    assert not wrong
    assert {word for each in kept for word in each.status} == {OK}
    values = np.concatenate([each.values for each in kept], axis=1)
    assert np.isfinite(values).all()
    for name, row in zip(record_columns(study), values, strict=True):
        outcome = OUTCOMES.get(name.rpartition("_")[0])
        if outcome is None or outcome.name not in ANY_SIZE:
            assert row.min() >= 0.0, name
        if outcome is not None and outcome.unit.high == 1.0:
            assert row.max() <= 1.0 + 1e-9, name


@pytest.mark.parametrize("place", ["janapria", "sumba_remote"])
def test_every_corner_and_pair_of_levers_is_lawful(place: str) -> None:
    study, points = asked(place, SETTINGS), at(*corners())
    levers = len(all_levers())
    assert len(points) == 2 + levers + comb(levers, 2) + comb(len(HIGHS) + 1, 2)
    lawful(study, list(Watched(study, study.where(), points).run(0, len(points))))


@pytest.mark.parametrize("place", ["janapria", "sumba_remote"])
def test_points_strewn_over_all_settings_and_numbers_are_lawful(place: str) -> None:
    study = asked(place, (*SETTINGS, *NUMBERS))
    points = points_of(study.design, study.factors)
    lawful(study, list(Watched(study, study.where(), points).run(0, len(points))))


def test_a_lost_teacher_would_be_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    def losing(batch, recorded) -> None:
        recorded.weight[TEACHERS[0], -1, -1] -= 1.0

    around_playing(monkeypatch, after=losing)
    study = asked("janapria", SETTINGS)
    with pytest.raises(AssertionError, match="a teacher was lost"):
        lawful(study, list(Watched(study, study.where(), at({})).run(0, 1)))
