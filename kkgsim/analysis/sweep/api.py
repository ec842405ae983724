"""``kkgsim.sweep``: many runs over ranges of levers and numbers, from Python as from the command line."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from kkgsim.analysis.criteria import metric_named
from kkgsim.analysis.numbers_args import with_numbers
from kkgsim.analysis.of_study import OfStudy
from kkgsim.analysis.pictured_result import PicturedResult
from kkgsim.analysis.result import NothingToDraw, call
from kkgsim.design.read_study import read_study
from kkgsim.design.study import Study
from kkgsim.engine.batch_runner import record_columns
from kkgsim.errors import called_from_python
from kkgsim.execution import output_folder
from kkgsim.execution.sweep import RunCount, SweepOptions, prepare
from kkgsim.execution.sweep import sweep as run_sweep
from kkgsim.execution.verify import VerifyReport, verify
from kkgsim.i18n import tr
from kkgsim.places.place import Place
from kkgsim.scenario.limits import check_whole
from kkgsim.scenario.scenario import Scenario

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.figure import Figure
    from rich.console import RenderableType

WORKERS = (1, 1024)
"""Processes that a sweep may have."""


@dataclass(frozen=True, repr=False, eq=False)
class SweepResult(OfStudy, PicturedResult):
    """The runs of a study in a folder, and how they stand. The main table ``runs`` has a row a run: its point and
    replicate, the values of the factors, how it ended, and what is kept of it; ``points`` has the mean of each point.

    Tables are read from the folder; ``OutputError`` where it is no longer as it was written.
    """

    MAIN: ClassVar[str] = "runs"
    study: Study
    folder: Path
    count: RunCount
    command: str = ""

    @property
    def complete(self) -> bool:
        """Whether every run is done."""
        return self.count.done == self.count.total

    def verify(self, run: int | None = None) -> VerifyReport:
        """Check files against their checksums and repeat some runs, or one of them, as ``kkgsim verify`` does.

        Raises ``InputError`` for a run that the sweep has not, ``StudyChanged`` where code or numbers changed since,
        ``OutputError`` for a damaged folder.
        """
        with called_from_python("verify"):
            return verify(self.folder, run=run)

    def plot(self, name: str | None = None) -> Figure:
        """What is kept in the column of that ``name`` against the factors that it goes along with most: a dot a point,
        the mean of its sound runs. Without a name the first column that differs from point to point; those that do
        not have no picture.

        Raises ``NothingToDraw`` where nothing differs, ``InputError`` for a name not among ``plots``.
        """
        if not self.plots:
            raise NothingToDraw(tr("sweep_nothing"))
        return super().plot(name)

    def pictures(self) -> Mapping[str, Callable[[], Figure]]:
        from kkgsim.analysis.sweep.plots import draw

        points = self.tables["points"]
        columns = [name for name in record_columns(self.study) if points[name].nunique() > 1]
        return {
            name: partial(draw, self, points, self.study.factors, metric_named(self.study, name)) for name in columns
        }

    @cached_property
    def place(self) -> Place:
        """The place of the study."""
        return self.study.where()

    def scenarios(self) -> tuple[Scenario]:
        """What was played."""
        return (self.study.played(),)

    def provenance(self, command: str) -> Mapping[str, Any]:
        return output_folder.provenance(self, command) | {"study": self.study.text, "folder": self.folder.name}

    def report(self) -> str:
        """How the runs stand, in words, in the current language: what ``kkgsim sweep`` prints."""
        from kkgsim.analysis.sweep.report import report

        return report(self.count, self.folder)

    def render(self) -> RenderableType:
        return self.report()

    def _tables(self) -> dict[str, pd.DataFrame]:
        from kkgsim.analysis.sweep.tables import tables

        return tables(self.study, self.folder)

    def _command(self) -> str:
        return self.command

    def __repr__(self) -> str:
        return f"<SweepResult: {self._summary()}>"

    def _summary(self) -> str:
        return f"{self.study.name}, {self.count.done} of {self.count.total} runs, in {self.folder}"


@called_from_python("sweep")
def sweep(
    study: Study | Path | str, out: Path | str | None = None, *, workers: int = 1, chunk: int | None = None,
    limit: float | None = None, memory: int = 0, fail_fast: bool = False, dask: str = "",
    dask_wait: float | None = None, numbers: str | None = None,
    progress: Callable[[RunCount], None] = lambda count: None,
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
        numbers: "prior", "posterior" (or the folder of one) or "book", instead of what the study says.
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
    >>> result.plots[:2]
    ('practice_mean_end', 'cost_per_year')
    """
    check_whole("--workers", workers, *WORKERS)
    subject = with_numbers(study if isinstance(study, Study) else read_study(Path(study)), numbers)
    folder = Path(f"{subject.name}-results") if out is None else Path(out)
    options = SweepOptions(workers, chunk, limit, memory * 2**20, fail_fast, dask, dask_wait, "kkgsim.sweep")
    count = run_sweep(prepare(subject), folder, options, progress=progress)
    if count.stopped:
        raise KeyboardInterrupt
    command = call("sweep", study if isinstance(study, (str, Path)) else subject.name)
    return SweepResult(subject, folder, count, command)
