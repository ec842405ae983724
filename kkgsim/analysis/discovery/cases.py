"""Cases to discover in: the points of a study, each with the mean of its replicates, beside today on the same luck.

A case is a point, not a run: the runs of a point share its factors and all points share their luck, so that counting
runs would take one finding for many (EMA Workbench, too, takes the mean over replications before PRIM).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from numpy.typing import NDArray

from kkgsim.analysis.evaluator import evaluator_of
from kkgsim.analysis.joint_numbers import in_full
from kkgsim.analysis.of_study import OfStudy
from kkgsim.analysis.result import Progress, no_progress
from kkgsim.analysis.scenario_args import with_shared_luck
from kkgsim.design.study import Points, Study
from kkgsim.engine.batch_runner import OK, record_columns
from kkgsim.errors import KKGError, OutputError
from kkgsim.execution import folder as home
from kkgsim.execution.chunks import chunk_file
from kkgsim.execution.evaluations import Evaluations
from kkgsim.execution.fingerprint import fingerprint
from kkgsim.execution.manifest import finished_manifest, written_down
from kkgsim.execution.verify import REBUILT
from kkgsim.i18n import refusal
from kkgsim.model.arrays import Array
from kkgsim.places.place import Place
from kkgsim.scenario.scenario import Scenario


class Holes(KKGError):
    """A sweep has failed runs; what is discovered in a design with holes would mislead."""


@dataclass(frozen=True)
class Cases(OfStudy):
    """Points and what came of them.

    ``points`` has shape (cases, factors), ``values`` (cases, kept columns) is the mean over the replicates, ``today``
    the same for the status quo on the same luck and numbers, None where it was not asked for. ``numbers`` are the
    points' numbers in the study, ``dropped`` counts points left out for failed runs. ``swept`` says that a sweep laid
    them, which spreads every number that it varies over its range on its own.
    """

    study: Study
    place: Place
    points: Points
    values: Array
    numbers: NDArray[np.int64]
    today: Array | None = None
    dropped: int = 0
    swept: bool = False

    def scenarios(self) -> tuple[Scenario, ...]:
        """What was played."""
        return (self.study.played(), *([] if self.today is None else [_today(self.study).scenario]))


def played(
    study: Study, *, against_today: bool = False, workers: int = 1, progress: Progress = no_progress,
    kept: Evaluations | None = None,
) -> Cases:  # fmt: skip
    """The cases of a study, played or ``kept`` before; see :func:`kkgsim.analysis.joint_numbers.in_full`.

    Raises :class:`kkgsim.analysis.evaluator.EvaluationFailed`.
    """
    place, (whole, points) = study.where(), in_full(study)
    evaluate = evaluator_of(whole, place, workers=workers, kept=kept)
    values = evaluate(points, range(study.replicates), progress=progress).mean(axis=0)
    cases = Cases(whole, place, points, values, np.arange(len(points)))
    cases = with_today(cases, workers=workers, progress=progress, kept=kept) if against_today else cases
    return replace(cases, study=study, points=points[:, : len(study.factors)])


def with_today(
    cases: Cases, *, workers: int = 1, progress: Progress = no_progress, kept: Evaluations | None = None
) -> Cases:
    """The same cases beside the status quo: no policy at all, the same numbers, the same luck.

    Settings are nothing today, so only points whose numbers differ are played.
    """
    study = _today(cases.study)
    different, which = _different(cases.points[:, cases.study.ranks("number")])
    evaluate = evaluator_of(study, cases.place, workers=workers, kept=kept)
    values = evaluate(different, range(study.replicates), progress=progress)
    return replace(cases, today=values.mean(axis=0)[which])


def runs_needed(study: Study, against_today: bool) -> int:
    """How many runs :func:`played` plays."""
    whole, points = in_full(study)
    today = len(_different(points[:, whole.ranks("number")])[0]) if against_today else 0
    return study.replicates * (len(points) + today)


def runs_today(cases: Cases) -> int:
    """How many runs :func:`with_today` plays."""
    return cases.replicates * len(_different(cases.points[:, cases.study.ranks("number")])[0])


def _today(study: Study) -> Study:
    factors = tuple(factor for factor in study.factors if factor.kind == "number")
    return replace(study, scenario=study.played().idle(), factors=factors, text="")


def _different(points: Points) -> tuple[Points, NDArray[np.int64]]:
    """Each different point once, and which of them every point is."""
    if not points.shape[1]:
        return points[:1], np.zeros(len(points), dtype=np.int64)
    result, which = np.unique(points, axis=0, return_inverse=True)
    return result, which.reshape(-1)


def kept_in(folder: Path, *, drop_failed: bool = False, same_code: bool = False) -> Cases:
    """The cases of a finished sweep.

    Raises :class:`OutputError` where there is no sweep, or an unfinished or broken one; ``InputError`` for one whose
    points have luck of their own; :class:`Holes` for failed runs, unless their points are to be dropped; with
    ``same_code`` :class:`kkgsim.execution.folder.StudyChanged` where the runs of today could not be paired with those
    of the sweep.
    """
    manifest = finished_manifest(folder)
    study, points = home.study_in(folder, manifest)
    with_shared_luck(study, str(folder))
    place = study.where()
    if same_code:
        now = fingerprint(study, place, points)
        home.same_or_refuse(folder, manifest, {name: now[name] for name in REBUILT})
    rows = _rows(folder, manifest)
    lost = np.unique(rows["point"].to_numpy()[rows["status"].to_numpy(zero_copy_only=False) != OK])
    if len(lost) and not drop_failed:
        raise Holes(refusal("holes", folder=folder, points=len(lost), of=len(points)))
    values = np.column_stack([rows[name].to_numpy() for name in record_columns(study)])
    mean = values.reshape(study.replicates, len(points), -1).mean(axis=0)
    sound = np.setdiff1d(np.arange(len(points)), lost)
    return Cases(study, place, points[sound], mean[sound], sound, dropped=len(lost), swept=True)


def _rows(folder: Path, manifest: dict[str, Any]) -> pa.Table:
    """All runs of a sweep in their order, after a look at the checksums."""
    known = written_down(manifest)
    sound = home.sound_in(folder, manifest, known)
    if broken := sorted(set(known) - set(sound)):
        raise OutputError(refusal("sweep_broken", folder=folder, name=chunk_file(broken[0])))
    return pa.concat_tables([pq.read_table(folder / chunk_file(chunk)) for chunk in sorted(sound)])
