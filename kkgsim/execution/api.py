"""``kkgsim.sweep``: many runs over ranges of levers and numbers, from Python as from the command line."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from kkgsim.design.read_study import read_study
from kkgsim.design.study import Study
from kkgsim.execution.read_results import results_in
from kkgsim.execution.sweep import RunCount, SweepOptions, prepare
from kkgsim.execution.sweep import sweep as run_sweep
from kkgsim.execution.verify import VerifyReport, verify
from kkgsim.i18n import decimal, percent, tr
from kkgsim.scenario.limits import check_whole

if TYPE_CHECKING:
    import pandas as pd

WORKERS = (1, 1024)
"""Processes that a sweep may have."""


@dataclass(frozen=True, repr=False)
class SweepResult:
    """The runs of a study in a folder, and how they stand."""

    study: Study
    folder: Path
    count: RunCount

    @cached_property
    def table(self) -> pd.DataFrame:
        """A run a row: its point and replicate, the values of the factors, whether it is sound, and the outcomes kept.

        Raises ``OutputError`` where the folder is no longer as it was written.
        """
        return results_in(self.folder).to_pandas()

    @property
    def complete(self) -> bool:
        """Whether every run is done."""
        return self.count.done == self.count.total

    def verify(self, run: int | None = None) -> VerifyReport:
        """Check files against their checksums and repeat some runs, or one of them, as ``kkgsim verify`` does.

        Raises ``InputError`` for a run that the sweep has not, ``StudyChanged`` where code or numbers changed since,
        ``OutputError`` for a damaged folder.
        """
        return verify(self.folder, run=run)

    def report(self) -> str:
        """How the runs stand, in words, in the current language: what ``kkgsim sweep`` prints."""
        count = self.count
        numbers = {name: decimal(getattr(count, name), 0) for name in ("done", "total", "failed", "killed")}
        lines = [tr("sweep_end", folder=self.folder, **numbers)]
        if count.failed or count.killed:
            lines.append(tr("sweep_bad", share=percent(count.ok_share, 1), folder=self.folder))
        if not self.complete:
            lines.append(tr("sweep_resume", folder=self.folder))
        return "\n".join([*lines, tr("not_calibrated")])

    def __repr__(self) -> str:
        return f"<SweepResult: {self.study.name}, {self.count.done} of {self.count.total} runs, in {self.folder}>"


def sweep(
    study: Study | Path | str, out: Path | str | None = None, *, workers: int = 1, chunk: int | None = None,
    limit: float | None = None, memory: int = 0, fail_fast: bool = False, dask: str = "",
    dask_wait: float | None = None, progress: Callable[[RunCount], None] = lambda count: None,
) -> SweepResult:  # fmt: skip
    """Play every run of a study into a folder, as ``kkgsim sweep`` does; called again it goes on where it stopped.

    Where workers are started as new processes (on Windows and macOS), a script must call this below
    ``if __name__ == "__main__":``.

    Args:
        study: A study, or the file of one.
        out: Folder for the runs; None for ``<name of the study>-results``.
        workers: Processes; any number gives the same bytes.
        chunk: Runs of a file.
        limit: Seconds that a chunk may take.
        memory: Megabytes that a worker may take; 0 sets no limit.
        fail_fast: Stop at the first run that fails.
        dask: Address of a Dask scheduler, or "local".
        dask_wait: Seconds without a Dask worker after which the sweep gives up.
        progress: Hears how the runs stand at least once a second.

    Raises:
        InputError: For a study that cannot be read, or a folder in use.
        StudyChanged: For a folder that was begun with something else.
        OutputError: When the disk fails.
        KeyboardInterrupt: When somebody stopped it; what is done is kept.

    >>> import kkgsim, pathlib
    >>> text = '''title = { en = "Facilitators", id = "Fasilitator" }
    ... about = { en = "How many?", id = "Berapa?" }
    ... scenario = { place = "janapria", months = 12 }
    ... clusters = 1
    ... replicates = 2
    ... outcomes = ["practice_mean"]
    ... design = { method = "latin_hypercube", samples = 4, seed = 1 }
    ... vary = [{ setting = "facilitator_team_per_10_schools", low = 0.0, high = 3.0 }]
    ... '''
    >>> _ = pathlib.Path("how-many.toml").write_text(text)
    >>> result = kkgsim.sweep("how-many.toml")
    >>> result
    <SweepResult: how-many, 8 of 8 runs, in how-many-results>
    >>> result.table[["point", "replicate", "status"]].head(2).values.tolist()
    [[0, 0, 'ok'], [1, 0, 'ok']]
    >>> result.verify().sound
    True
    """
    check_whole("--workers", workers, *WORKERS)
    asked = study if isinstance(study, Study) else read_study(Path(study))
    folder = Path(f"{asked.name}-results") if out is None else Path(out)
    options = SweepOptions(workers, chunk, limit, memory * 2**20, fail_fast, dask, dask_wait, "kkgsim.sweep")
    count = run_sweep(prepare(asked), folder, options, progress=progress)
    if count.stopped:
        raise KeyboardInterrupt
    return SweepResult(asked, folder, count)
