"""The methods: how each lays its points and what SALib makes of the outcomes there."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field
from importlib import import_module
from importlib.util import find_spec
from typing import Any, Literal

import numpy as np

from kkgsim.analysis.ranks import half_widths
from kkgsim.analysis.sensitivity import given_data, scrambled
from kkgsim.analysis.sensitivity.problem import Problem, salib_seed
from kkgsim.design.questions import SensitivityMethod
from kkgsim.model.arrays import Array

LEVEL = 0.95
"""Of all intervals."""
RESAMPLES, RESAMPLES_OF_DELTA = 100, 20
"""Bootstrap samples of an interval; fewer for delta, whose densities take long."""
BLOCK = 64
"""Points of the first of the Latin hypercubes that follow each other."""
LEVELS = 4
"""Of Morris's grid."""
STEADY = 1e-12
"""An outcome that moves less than this, relative to its size, does not move."""


@dataclass(frozen=True, eq=False)
class Indices:
    """What a method found of one outcome: each index by name, shape (labels,), with half the width of its interval
    where the method has one; second-order indices of shape (labels, labels), upper triangle."""

    values: Mapping[str, Array]
    widths: Mapping[str, Array] = field(default_factory=dict)
    second: Array | None = None
    second_width: Array | None = None
    parts: Array | None = None
    """What independent parts of the sample make of the index that ranks, shape (parts, labels); None where a method has
    none."""


Kind = Literal["share", "effect", "distance"]
"""What an index is: a share of variance; an effect in the unit of the outcome, judged beside the largest one; or how
far a distribution moves, from 0 to 1."""
Sampler = Callable[[Problem, int, int, bool], Array]
OfOne = Callable[[Problem, Array, Array, int, bool], Indices]
Analyser = Callable[[Problem, Array, Array, int, bool], tuple[Indices, ...]]
"""The indices of every column of values (points, columns)."""


def by_column(analyse: OfOne) -> Analyser:
    """An analyser of one column as one of all, each by itself."""

    def analyse_all(problem: Problem, unit: Array, values: Array, seed: int, second: bool) -> tuple[Indices, ...]:
        columns = (np.ascontiguousarray(y) for y in values.T)
        return tuple(analyse(problem, unit, y, seed, second) for y in columns)

    return analyse_all


@dataclass(frozen=True)
class Method:
    """One method. ``key`` is the index that ranks factors; ``kind`` what its indices are; ``fewest`` the smallest
    sample it takes.

    ``points`` are those of one sample, by how many labels vary and whether pairs are asked for. ``nested``: a sample is
    the beginning of a larger one. ``groups``, ``switches``, ``pairs``: whether it can carry them; ``powers``: whether
    its samples are powers of two. ``given_points``: whether SALib's analysis reads the points besides the outcomes.
    ``resamples``: of its bootstrap (0: none). ``fresh``: every point meets luck, and numbers that are drawn, of its
    own, which only methods bear that compare no two points; ``swept``: any sample of points will do, that of a finished
    sweep among them.
    """

    name: SensitivityMethod
    kind: Kind
    key: str
    names: tuple[str, ...]
    fewest: int
    usual: int
    sample: Sampler
    analyse: Analyser
    points: Callable[[int, bool], int] = lambda labels, second: 1
    nested: bool = True
    groups: bool = False
    switches: bool = True
    pairs: bool = False
    powers: bool = False
    given_points: bool = True
    resamples: int = RESAMPLES
    fresh: bool = False
    swept: bool = False

    def rows(self, labels: int, samples: int, second: bool) -> int:
        """Points of a sample."""
        return samples * self.points(labels, second)

    def scale(self, indices: Indices) -> float:
        """What the index that ranks is divided by where factors are compared: the largest effect, or 1."""
        return float(np.max(indices.values[self.key], initial=0.0)) if self.kind == "effect" else 1.0

    def estimate(
        self, problem: Problem, unit: Array, values: Array, seed: int, second: bool = False
    ) -> tuple[Indices, ...]:
        """The indices of every column of ``values`` (points, columns); all zero for an outcome that does not move."""
        moves = np.ptp(values, axis=0) > STEADY * np.maximum(1.0, np.abs(values).max(axis=0))
        with _quiet():
            known = iter(self.analyse(problem, unit, values[:, moves], salib_seed(seed), second))
            return tuple(next(known) if moving else self._nothing(len(problem.labels), second) for moving in moves)

    def _nothing(self, count: int, second: bool) -> Indices:
        """The indices of what does not move."""
        nothing = np.zeros((count, count)) if second else None
        return Indices({name: np.zeros(count) for name in self.names}, {}, nothing, nothing)


@contextmanager
def _quiet() -> Iterator[None]:
    """SALib warns of what we tell ourselves, and changes how warnings look; both end here. So do BLAS threads, which
    are slower by ten times on the small systems that delta solves, where that library is there."""
    before = warnings.formatwarning
    calm: Any = nullcontext()
    if find_spec("threadpoolctl"):
        calm = import_module("threadpoolctl").threadpool_limits(1)
    with warnings.catch_warnings(record=True), calm:
        warnings.simplefilter("ignore")
        try:
            yield
        finally:
            warnings.formatwarning = before


def _sobol(problem: Problem, unit: Array, y: Array, seed: int, second: bool) -> Indices:
    """SALib's indices; intervals from the scramblings of the sample."""
    from SALib.analyze import sobol

    result = sobol.analyze(problem.salib(), y, calc_second_order=second, num_resamples=2, seed=seed)
    parts = scrambled.parts(y, len(problem.labels), second)
    widths = {name: half_widths(parts[name]) for name in ("ST", "S1")}
    values = _picked(result, ("ST", "S1"))
    if not second:
        return Indices(values, widths, parts=parts["ST"])
    return Indices(values, widths, result["S2"], half_widths(parts["S2"]), parts["ST"])


def without_second(values: Array, labels: int) -> Array:
    """Outcomes (points, columns) of a Sobol sample as if it had been laid for first and total order alone."""
    rows = values.reshape(-1, 2 * labels + 2, values.shape[1])
    return np.delete(rows, range(labels + 1, 2 * labels + 1), axis=1).reshape(-1, values.shape[1])


def _morris_sample(problem: Problem, samples: int, seed: int, second: bool) -> Array:
    from SALib.sample import morris

    result: Array = morris.sample(problem.salib(), samples, num_levels=LEVELS, seed=salib_seed(seed))
    return np.clip(result, 0.0, 1.0)


def _morris(problem: Problem, unit: Array, y: Array, seed: int, second: bool) -> Indices:
    from SALib.analyze import morris

    result = morris.analyze(
        problem.salib(), unit, y, num_resamples=RESAMPLES, conf_level=LEVEL, num_levels=LEVELS, seed=seed
    )
    return Indices(_picked(result, ("mu_star", "mu", "sigma")), _picked(result, ("mu_star",), "_conf"))


def _fast_sample(problem: Problem, samples: int, seed: int, second: bool) -> Array:
    from SALib.sample import fast_sampler

    result: Array = fast_sampler.sample(problem.salib(), samples, seed=salib_seed(seed))
    return np.clip(result, 0.0, 1.0)


def _fast(problem: Problem, unit: Array, y: Array, seed: int, second: bool) -> Indices:
    """SALib itself calls its intervals of this method unreliable, so there are none."""
    from SALib.analyze import fast

    return Indices(_picked(fast.analyze(problem.salib(), y, num_resamples=2, seed=seed), ("S1", "ST")))


def _spread_sample(problem: Problem, samples: int, seed: int, second: bool) -> Array:
    """Latin hypercubes one after the other, each as large as all before it, so that the beginning of a sample is a
    smaller one. A Sobol sequence would not do: in the order of one factor its others come in waves, and RBD-FAST hears
    them."""
    from scipy.stats import qmc

    stream = np.random.default_rng(salib_seed(seed))
    result: Array = np.empty((0, len(problem.factors)))
    while len(result) < samples:
        next_one = qmc.LatinHypercube(len(problem.factors), seed=stream).random(max(BLOCK, len(result)))
        result = np.concatenate([result, next_one])
    return result[:samples]


def _rbd_fast(problem: Problem, unit: Array, y: Array, seed: int, second: bool) -> Indices:
    from SALib.analyze import rbd_fast

    result = rbd_fast.analyze(problem.salib(), unit, y, num_resamples=RESAMPLES, conf_level=LEVEL, seed=seed)
    return Indices(_picked(result, ("S1",)), _picked(result, ("S1",), "_conf"))


def _delta(problem: Problem, unit: Array, y: Array, seed: int, second: bool) -> Indices:
    """Newer SALib calls the index of Plischke et al. (2013) ``delta_raw``."""
    from SALib.analyze import delta

    result = delta.analyze(
        problem.salib(), unit, y, num_resamples=RESAMPLES_OF_DELTA, conf_level=LEVEL, seed=seed, method="delta"
    )
    name = "delta" if "delta" in result else "delta_raw"
    return Indices({"delta": np.asarray(result[name], dtype=float)}, {"delta": np.asarray(result[f"{name}_conf"])})


def _pawn(problem: Problem, unit: Array, y: Array, seed: int, second: bool) -> Indices:
    from SALib.analyze import pawn

    return Indices(_picked(pawn.analyze(problem.salib(), unit, y, seed=seed), ("median", "maximum")))


def _given_data(problem: Problem, unit: Array, values: Array, seed: int, second: bool) -> tuple[Indices, ...]:
    """First-order shares of every factor from the points as they are."""
    shares, parts = given_data.first_order(problem.points(unit), values)
    return tuple(
        Indices({"S1": row}, {"S1": half_widths(table)}, parts=table) for row, table in zip(shares, parts, strict=True)
    )


def _regional(problem: Problem, unit: Array, values: Array, seed: int, second: bool) -> tuple[Indices, ...]:
    """The same of meeting a target, and how far factors lie apart where it is met and where it is not."""
    apart, reach = given_data.distances(problem.points(unit), values)
    return tuple(
        Indices({**shares.values, "apart": row}, {**shares.widths, "apart": width}, parts=shares.parts)
        for shares, row, width in zip(_given_data(problem, unit, values, seed, second), apart, reach, strict=True)
    )


def _picked(result: Mapping[str, object], names: tuple[str, ...], ending: str = "") -> dict[str, Array]:
    return {name: np.asarray(result[name + ending], dtype=float) for name in names}


METHODS: dict[str, Method] = {
    method.name: method
    for method in (
        Method("sobol", "share", "ST", ("ST", "S1"), 16, 1024, scrambled.sample, by_column(_sobol), groups=True,
               pairs=True, powers=True, given_points=False, resamples=0,
               points=lambda labels, second: (1 + second) * labels + 2),
        Method("morris", "effect", "mu_star", ("mu_star", "mu", "sigma"), 4, 64, _morris_sample, by_column(_morris),
               groups=True, points=lambda labels, second: labels + 1),
        Method("fast", "share", "ST", ("ST", "S1"), 65, 1024, _fast_sample, by_column(_fast), nested=False,
               switches=False, given_points=False, points=lambda labels, second: labels),
        Method("rbd_fast", "share", "S1", ("S1",), 64, 4096, _spread_sample, by_column(_rbd_fast), swept=True),
        Method("delta", "distance", "delta", ("delta",), 256, 1024, _spread_sample, by_column(_delta),
               resamples=RESAMPLES_OF_DELTA, swept=True),
        Method("pawn", "distance", "median", ("median", "maximum"), 64, 4096, _spread_sample, by_column(_pawn),
               swept=True),
        Method("given_data", "share", "S1", ("S1",), 256, 4096, _spread_sample, _given_data, resamples=0,
               given_points=False, fresh=True, swept=True),
        Method("regional", "share", "S1", ("S1", "apart"), 256, 4096, _spread_sample, _regional, resamples=0,
               given_points=False, fresh=True, swept=True),
    )
}  # fmt: skip
"""Sobol' (2001) as estimated by Saltelli et al. (2010), with intervals from scramblings; Morris (1991) with Campolongo
et al. (2007); extended FAST (Saltelli et al. 1999); RBD-FAST (Tarantola et al. 2006); delta (Borgonovo 2007, Plischke
et al. 2013); PAWN (Pianosi and Wagener 2015, 2018); first-order shares from given data (Plischke et al. 2013), also of
meeting a target, with the regional distances of Spear and Hornberger (1980).

Extended FAST reads a factor through its first four harmonics, and a switch has infinitely many: it is refused there.
RBD-FAST reads ten, and finds nineteen twentieths of what a switch does.
"""
