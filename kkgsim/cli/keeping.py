"""Questions whose runs are kept while they are played: after Ctrl-C or a kill the same command goes on."""

from __future__ import annotations

import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from kkgsim.cli.options import FILE, option
from kkgsim.cli.output import INTERRUPTED, Output
from kkgsim.execution.evaluations import Evaluations
from kkgsim.execution.progress import span
from kkgsim.i18n import Text, decimal, tr
from kkgsim.io.printing import tell

if TYPE_CHECKING:
    from kkgsim.analysis.result import AnalysisResult

KEPT = option("--kept", type=FILE, about=Text("Folder that keeps the runs.", "Folder untuk menyimpan hasil simulasi."))


class KeptQuestion(Protocol):
    """A question that can be answered from runs that are kept."""

    @property
    def runs(self) -> int: ...

    def seconds(self, workers: int = 1) -> float: ...

    def usual_folder(self, out: Path | None) -> Path: ...

    def keeping(self, folder: Path) -> AbstractContextManager[Evaluations]: ...

    def run(
        self, *, workers: int = 1, progress: Callable[[int], None] = ..., kept: Evaluations | None = None
    ) -> AnalysisResult: ...


@contextmanager
def resumable(folder: Path, output: Output) -> Iterator[None]:
    """Play in here what is kept in a folder: an interruption says how to go on, and ends the process."""
    try:
        yield
    except KeyboardInterrupt:
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # pressed once more it must not spoil the farewell
        output.console.print(tr("search_resume", folder=folder), soft_wrap=True, highlight=False)
        sys.exit(INTERRUPTED)


@contextmanager
def keeping(question: KeptQuestion, output: Output, named: Path | None = None) -> Iterator[Evaluations]:
    """Answer a question in here from runs that are kept in a folder while they are played; when it is answered the
    folder goes, unless it was ``named``.

    An interruption says where to go on and exits. Raises ``InputError``, ``OutputError``.
    """
    folder = named or question.usual_folder(output.out)
    with question.keeping(folder) as kept:
        with resumable(folder, output):
            yield kept
        if named is None:
            kept.forget()


def answer_and_keep(
    question: KeptQuestion, output: Output, workers: int, named: Path | None = None
) -> AnalysisResult:  # fmt: skip
    """Play what is missing and write the answer; see :func:`keeping`."""
    with keeping(question, output, named) as kept:
        with output.playing(question.runs) as progress:
            progress(kept.kept)
            result = question.run(workers=workers, progress=progress, kept=kept)
        output.keep_result(result)
    return result


def foretell(question: KeptQuestion, output: Output, workers: int) -> None:
    """Say how many runs a question takes at most and about how long; nothing is written."""
    if not question.runs:
        tell(tr("sens_dry_swept"))
        return
    output.compiled()
    time = span(question.seconds(workers))
    tell(tr("sens_dry", runs=decimal(question.runs, 0), time=time, workers=workers))
