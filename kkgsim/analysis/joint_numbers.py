"""Numbers that a posterior holds jointly, where an analysis lays points: each point has those of one of its draws."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from kkgsim.design.ranges import declared
from kkgsim.design.sampling import points_of, stretched, unit_points
from kkgsim.design.study import SAMPLED, Factor, Points, Study
from kkgsim.model.arrays import Array
from kkgsim.model.posterior import Posterior, posterior

TURN = float(np.sqrt(2.0))


def joint_of(study: Study) -> Posterior | None:
    """The posterior that a study draws numbers from, without those that its scenario assumes to be something else."""
    if not isinstance(study.drawn, str):
        return None
    joint, assumed = posterior(study.drawn), {a.number for a in study.scenario.assumptions}
    kept = [rank for rank, name in enumerate(joint.names) if name not in assumed]
    return replace(joint, names=tuple(joint.names[rank] for rank in kept), draws=joint.draws[:, kept])


def held_by(joint: Posterior | None, factors: Sequence[Factor]) -> list[int]:
    """Which factors are numbers that a posterior holds."""
    names = () if joint is None else joint.names
    return [rank for rank, factor in enumerate(factors) if factor.kind == "number" and factor.name in names]


def values_at(unit: Points, factors: Sequence[Factor], joint: Posterior | None) -> tuple[Points, dict[str, Array]]:
    """Values of the factors at points of the unit cube, and all numbers of the draw that each point has of ``joint``,
    each of shape (points,): which draw it is, the shares of the factors that it holds say together. Nothing is drawn
    where it holds none."""
    points, columns = stretched(unit, factors), held_by(joint, factors)
    if joint is None or not columns:
        return points, {}
    # spread evenly, as the first share is, and another draw when any of the shares is another
    turns = 1.0 + TURN * np.arange(len(columns))
    drawn = joint.given(np.mod(unit[:, columns] @ turns, 1.0))
    for column in columns:
        points[:, column] = drawn[factors[column].name]
    return points, drawn


def in_full(study: Study) -> tuple[Study, Points]:
    """A study and its points. Where it samples numbers that its posterior holds, they are drawn from it, and its other
    numbers stand as factors behind those of the study, for they go together; listed values are as they are listed."""
    joint = joint_of(study)
    if study.design.method not in SAMPLED or not held_by(joint, study.factors):
        return study, points_of(study.design, study.factors)
    points, drawn = values_at(unit_points(study.design, len(study.factors)), study.factors, joint)
    known = {factor.name for factor in study.factors}
    others = {name: values for name, values in drawn.items() if name not in known}
    factors = (*study.factors, *(declared(name, study.scenario) for name in others))
    return replace(study, factors=factors), np.column_stack([points, *others.values()])
