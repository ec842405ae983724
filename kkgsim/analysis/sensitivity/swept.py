"""Sensitivity of a finished sweep: its points and runs are all that is looked at, and nothing is played."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from kkgsim.analysis.sensitivity.analysis import Analysis, SampleSize, Settings
from kkgsim.analysis.sensitivity.convergence import sizes, verdict
from kkgsim.analysis.sensitivity.given_data import FEW, places
from kkgsim.analysis.sensitivity.methods import METHODS
from kkgsim.analysis.sensitivity.problem import Problem
from kkgsim.analysis.sensitivity.result import Sensitivity, columns_of
from kkgsim.analysis.sensitivity.swings import swings
from kkgsim.design.study import Study
from kkgsim.engine.batch_runner import OK
from kkgsim.errors import COMMAND_LINE, InputError, Issue
from kkgsim.execution import folder as home
from kkgsim.execution.manifest import finished_manifest
from kkgsim.execution.read_results import results_in
from kkgsim.i18n import refusal
from kkgsim.model.arrays import Array


@dataclass(frozen=True, eq=False)
class SweptCases:
    """Points of shape (points, factors) and, by the name of a kept column, its values (replicates, points)."""

    study: Study
    folder: Path
    points: Array
    values: dict[str, Array]


class SweptProblem(Problem):
    """The factors of a sweep, whose points are known: their places stand where others have shares of probability."""

    def points(self, unit: Array) -> Array:
        """The places, which are all that an estimator of given data asks for."""
        return unit


def is_sweep(source: object) -> bool:
    """Whether a subject is a folder, as that of a sweep is."""
    return isinstance(source, (str, Path)) and Path(source).is_dir()


def only_indices(**options: object) -> None:
    """Refuse, with ``InputError``, options that say what should be played: a finished sweep has been."""
    given = [f"--{name.replace('second', 'second-order')}" for name, value in options.items() if value]
    if given:
        raise InputError([Issue(COMMAND_LINE, refusal("sens_swept_option"), key=name) for name in given])


def cases_in(folder: Path) -> SweptCases:
    """The sound points of a finished sweep: those all of whose runs ended well.

    Raises ``OutputError`` where there is no sweep, or an unfinished or damaged one.
    """
    manifest = finished_manifest(folder)
    study, points = home.study_in(folder, manifest)
    table = results_in(folder)
    shape = study.replicates, len(points)
    sound = (table["status"].to_numpy(zero_copy_only=False) == OK).reshape(shape).all(axis=0)
    names = [column.name for column in columns_of(study)]
    values = {name: table[name].to_numpy().reshape(shape)[:, sound] for name in names}
    return SweptCases(study, folder, points[sound], values)


def check_swept(cases: SweptCases, how: Settings) -> None:
    """Refuse a method that lays points of its own, and a sweep with too few of them. Raises ``InputError``."""
    fits = [name for name, method in METHODS.items() if method.swept]
    if how.method not in fits:
        raise InputError([
            Issue(COMMAND_LINE, refusal("sens_swept_method"), key="--method", given=how.method, allowed=", ".join(fits))
        ])  # fmt: skip
    if how.samples is not None and how.samples < how.by.fewest:
        raise InputError([
            Issue(str(cases.folder), refusal("sens_swept_few"), given=str(how.samples), allowed=f">= {how.by.fewest}")
        ])  # fmt: skip


def of_cases(study: Study, how: Settings, cases: SweptCases) -> Sensitivity:
    """What a sweep's outcomes are sensitive to: means over the replicates at its points, or with targets the share of
    runs that meet them."""
    columns = columns_of(study, how.targets)
    tables = [cases.values[column.name] for column in columns]
    met = [table if c.target is None else c.target.met(table) for c, table in zip(columns, tables, strict=True)]
    values = np.column_stack([table.mean(axis=0) for table in met])
    problem, unit = SweptProblem(study.factors), spread(cases.points)
    order = np.random.default_rng(how.seed).permutation(len(unit))  # a part of a sweep must not be one of its ends
    steps: list[SampleSize] = []
    for size in sizes(how.by, len(unit)):
        those = np.sort(order[:size])
        indices = how.by.estimate(problem, unit[those], values[those], how.seed)
        last = steps[-1].indices if steps else (None,) * len(indices)
        judged = [verdict(how.by, problem.labels, now, then) for now, then in zip(indices, last, strict=True)]
        steps.append(SampleSize(size, indices, tuple(judged)))
    analysis = Analysis(problem, how, unit, values, tuple(steps))
    return Sensitivity(study, study.where(), columns, None, analysis, None, *swings(unit, values), cases.points)


def spread(points: Array) -> Array:
    """Points as shares of what each factor may be: places in their order; of few values, evenly from 0 to 1."""
    result = np.empty_like(points)
    for rank, column in enumerate(points.T):
        values, which = np.unique(column, return_inverse=True)
        few = len(values) <= FEW
        result[:, rank] = which.ravel() / max(len(values) - 1, 1) if few else places(column)
    return result
