"""What every command that simulates does alike: a progress bar, a result kept and printed, a quiet end when
interrupted."""

from __future__ import annotations

import signal
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property, wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rich.console import Console, RenderableType
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from kkgsim.cli.options import command_line
from kkgsim.engine import cache, kernel
from kkgsim.errors import COMMAND_LINE, InputError, Issue
from kkgsim.execution import output_folder
from kkgsim.i18n import refusal, tr
from kkgsim.io.atomic import previous
from kkgsim.io.console import Screen, status_console

if TYPE_CHECKING:
    import pandas as pd

    from kkgsim.analysis.result import AnalysisResult

INTERRUPTED = 130
"""How the process ends after Ctrl-C or a polite kill."""


@dataclass(frozen=True)
class Output:
    """Where a result goes: into the folder ``out`` (None: it is only printed), in place of an earlier result there
    where ``overwrite`` allows it; the ``command`` line that asked; and whether a workbook is wanted, too (``xlsx``)."""

    out: Path | None
    overwrite: bool
    command: str
    xlsx: bool = False

    @cached_property
    def console(self) -> Console:
        """Where progress is reported; the result itself goes to standard output."""
        return status_console()

    def check(self) -> None:
        """Refuse, before anything is simulated, a folder that cannot be written. Raises ``InputError``."""
        if self.out is not None:
            output_folder.refuse_existing(self.out, self.overwrite)
        elif self.overwrite:
            raise InputError([Issue(COMMAND_LINE, refusal("overwrite_what"), key="--overwrite", nearest="--out")])
        elif self.xlsx:
            raise InputError([Issue(COMMAND_LINE, refusal("only_with", other="--out"), key="--xlsx")])

    @contextmanager
    def interruptible(self) -> Iterator[None]:
        """Simulate, keep and print in here: an interruption leaves nothing and exits with :data:`INTERRUPTED`."""
        before = signal.signal(signal.SIGTERM, signal.default_int_handler)
        try:
            yield
        except KeyboardInterrupt:
            signal.signal(signal.SIGINT, signal.SIG_IGN)  # asked twice it ends no sooner
            self.console.print(tr("interrupted"))
            sys.exit(INTERRUPTED)
        finally:
            signal.signal(signal.SIGTERM, signal.SIG_DFL if before is None else before)

    def compiled(self) -> None:
        """Compile what of the model is not yet compiled, which is announced and shown as it goes on."""
        if not cache.compiled_before():
            self.console.print(tr("compiling"))
        with Progress(BarColumn(), MofNCompleteColumn(), console=self.console, transient=True) as bar:
            task = bar.add_task("", total=None, visible=False)
            kernel.ready(progress=lambda done, of: bar.update(task, completed=done, total=of, visible=True))

    @contextmanager
    def playing(self, runs: int) -> Iterator[Callable[[int], None]]:
        """A progress bar with time left; the function it gives takes how many more runs are done."""
        self.compiled()
        columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
        with Progress(*columns, console=self.console, transient=True) as bar:
            task = bar.add_task(tr("playing", runs=runs), total=runs)
            yield lambda more: bar.advance(task, more)

    def keep(
        self, tables: Callable[[], Mapping[str, pd.DataFrame]], provenance: Callable[[], Mapping[str, Any]],
        draw: Callable[[Path], object] | None = None,
    ) -> None:  # fmt: skip
        """Write tables, provenance and pictures where a folder was named. Raises ``OutputError``."""
        if self.out is None:
            return
        aside = self._aside(self.out)
        output_folder.write(self.out, tables(), provenance(), draw, overwrite=self.overwrite, xlsx=self.xlsx)
        self._list_files(self.out, aside)

    def keep_result(self, result: AnalysisResult) -> None:
        """Save a result where a folder was named. Raises ``OutputError``."""
        if self.out is not None:
            aside = self._aside(self.out)
            result.save(self.out, self.overwrite, xlsx=self.xlsx, command=self.command)
            self._list_files(self.out, aside)

    def _aside(self, folder: Path) -> Path | None:
        """Where the earlier result will be kept that this one replaces."""
        return previous(folder) if folder.is_dir() and any(folder.iterdir()) else None

    def _list_files(self, folder: Path, aside: Path | None) -> None:
        """Print what was written where, and where what stood there is now."""
        files = ", ".join(sorted(path.name for path in folder.iterdir()))
        self.console.print(tr("written", folder=folder, files=files))
        if aside is not None:
            self.console.print(tr("kept_aside", folder=folder, aside=aside))


def with_output(function: Callable[..., None]) -> Callable[..., None]:
    """Give a command ``output`` (:class:`Output`) for its ``--out``, ``--overwrite`` and
    ``--xlsx``."""

    @wraps(function)
    def wrapper(*, out: Path | None, overwrite: bool, xlsx: bool, **settings: Any) -> None:
        function(output=Output(out, overwrite, command_line(), xlsx), **settings)

    return wrapper


def print_result(result: RenderableType) -> None:
    """Print a result, and below it how far it is to be trusted: as wide as the terminal, or as it needs when it goes
    to a file."""
    from kkgsim.analysis.report_table import width_for, with_caution

    Screen(width=None if sys.stdout.isatty() else width_for(result)).print(with_caution(result))
