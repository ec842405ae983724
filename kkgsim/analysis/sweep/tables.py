"""The runs of a sweep, and its points, as tidy tables."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from kkgsim.design.study import Study
from kkgsim.engine.batch_runner import OK, record_units
from kkgsim.execution.chunks import results_layout
from kkgsim.execution.read_results import results_in
from kkgsim.io.table_layout import Layout, named


def points_layout(study: Study) -> Layout:
    """The table of points: a column a factor, how many runs of a point are sound, then what is kept."""
    factors = {factor.name: factor.unit for factor in study.factors}
    return Layout(("point",), {**named("point"), **factors, "runs": "runs", **record_units(study)})


def tables(study: Study, folder: Path) -> dict[str, pd.DataFrame]:
    """``runs`` (a run a row: its point and replicate, the factors, how it ended, and what is kept of it) and ``points``
    (a point a row, each column kept as the mean over its sound runs; a point without any is not there).

    Raises ``OutputError`` where the folder is no longer as it was written.
    """
    runs = results_in(folder).to_pandas()
    by_point = runs[runs["status"] == OK].groupby("point")
    parts = [
        by_point[[factor.name for factor in study.factors]].first(), by_point.size().rename("runs"),
        by_point[list(record_units(study))].mean(),
    ]  # fmt: skip
    return {
        "runs": results_layout(study).table(runs),
        "points": points_layout(study).table(pd.concat(parts, axis=1).reset_index()),
    }
