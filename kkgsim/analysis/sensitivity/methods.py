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


Kind = Literal["share", "effect", "distance"]
"""What an index is: a share of variance; an effect in the unit of the outcome, judged beside the largest one; or how
far a distribution moves, from 0 to 1."""
Sampler = Callable[[Problem, int, int, bool], Array]
Analyser = Callable[[Problem, Array, Array, int, bool], Indices]


@dataclass(frozen=True)
class Method:
    """One method. ``key`` is the index that ranks factors; ``kind`` what its indices are; ``fewest`` the smallest
    sample it takes.

    ``points`` are those of one sample, by how many labels vary and whether pairs are asked for. ``nested``: a sample is
    the beginning of a larger one. ``groups``, ``switches``, ``pairs``: whether it can carry them; ``powers``: whether
    its samples are powers of two. ``given_points``: whether SALib's analysis reads the points besides the outcomes.
    ``resamples``: of its bootstrap.
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

    def rows(self, labels: int, samples: int, second: bool) -> int:
        """Points of a sample."""
        return samples * self.points(labels, second)

    def scale(self, indices: Indices) -> float:
        """What the index that ranks is divided by where factors are compared: the largest effect, or 1."""
        return float(np.max(indices.values[self.key], initial=0.0)) if self.kind == "effect" else 1.0

    def estimate(self, problem: Problem, unit: Array, y: Array, seed: int, second: bool = False) -> Indices:
        """The indices of one outcome ``y`` of shape (points,); all zero for an outcome that does not move."""
        if np.ptp(y) <= STEADY * max(1.0, float(np.abs(y).max())):
            count = len(problem.labels)
            nothing = np.zeros((count, count)) if second else None
            return Indices({name: np.zeros(count) for name in self.names}, {}, nothing, nothing)
        with _quiet():
            return self.analyse(problem, unit, y, salib_seed(seed), second)


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


def _sobol_sample(problem: Problem, samples: int, seed: int, second: bool) -> Array:
    from SALib.sample import sobol

    result: Array = sobol.sample(problem.salib(), samples, calc_second_order=second, seed=salib_seed(seed))
    return result


def _sobol(problem: Problem, unit: Array, y: Array, seed: int, second: bool) -> Indices:
    from SALib.analyze import sobol

    result = sobol.analyze(
        problem.salib(), y, calc_second_order=second, num_resamples=RESAMPLES, conf_level=LEVEL, seed=seed
    )
    pairs = (result["S2"], result["S2_conf"]) if second else (None, None)
    return Indices(_picked(result, ("S1", "ST")), _picked(result, ("S1", "ST"), "_conf"), *pairs)


def without_second(y: Array, labels: int) -> Array:
    """The outcomes of a Sobol sample as if it had been laid for first and total order alone."""
    rows = y.reshape(-1, 2 * labels + 2)
    return np.delete(rows, range(labels + 1, 2 * labels + 1), axis=1).ravel()


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


def _picked(result: Mapping[str, object], names: tuple[str, ...], ending: str = "") -> dict[str, Array]:
    return {name: np.asarray(result[name + ending], dtype=float) for name in names}


METHODS: dict[str, Method] = {
    method.name: method
    for method in (
        Method("sobol", "share", "ST", ("ST", "S1"), 16, 1024, _sobol_sample, _sobol, groups=True, pairs=True,
               powers=True, given_points=False, points=lambda labels, second: (1 + second) * labels + 2),
        Method("morris", "effect", "mu_star", ("mu_star", "mu", "sigma"), 4, 64, _morris_sample, _morris, groups=True,
               points=lambda labels, second: labels + 1),
        Method("fast", "share", "ST", ("ST", "S1"), 65, 1024, _fast_sample, _fast, nested=False, switches=False,
               given_points=False, points=lambda labels, second: labels),
        Method("rbd_fast", "share", "S1", ("S1",), 64, 4096, _spread_sample, _rbd_fast),
        Method("delta", "distance", "delta", ("delta",), 256, 1024, _spread_sample, _delta,
               resamples=RESAMPLES_OF_DELTA),
        Method("pawn", "distance", "median", ("median", "maximum"), 64, 4096, _spread_sample, _pawn),
    )
}  # fmt: skip
"""Sobol' (2001) as estimated by Saltelli et al. (2010); Morris (1991) with Campolongo et al. (2007); extended FAST
(Saltelli et al. 1999); RBD-FAST (Tarantola et al. 2006); delta (Borgonovo 2007, Plischke et al. 2013); PAWN (Pianosi
and Wagener 2015, 2018).

Extended FAST reads a factor through its first four harmonics, and a switch has infinitely many: it is refused there.
RBD-FAST reads ten, and finds nineteen twentieths of what a switch does.
"""
