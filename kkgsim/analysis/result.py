"""What an analysis gives back to Python: tables, the main picture, a folder of files, and what the command prints."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from kkgsim.errors import KKGError, called_from_python
from kkgsim.execution import output_folder

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.figure import Figure
    from rich.console import RenderableType


Progress = Callable[[int], None]
"""Hears how many more runs are done."""


def no_progress(runs: int) -> None:
    """Nobody follows."""


def call(function: str, *subjects: object, **options: object) -> str:
    """A call as a line of Python, without the options that are None."""
    words = [repr(str(subject) if isinstance(subject, Path) else subject) for subject in subjects]
    words += [f"{name}={value!r}" for name, value in options.items() if value is not None]
    return f"kkgsim.{function}({', '.join(words)})"


class NothingToDraw(KKGError):
    """A picture would be empty; the words say why."""


class AnalysisResult(ABC):
    """The answer of an analysis. Tables and files are in both languages where they hold words; pictures and the report
    are in the current one (:func:`kkgsim.i18n.use_language`)."""

    MAIN: ClassVar[str]
    """The name of the main table."""

    @property
    def table(self) -> pd.DataFrame:
        """The main table."""
        return self.tables[self.MAIN]

    @cached_property
    def tables(self) -> dict[str, pd.DataFrame]:
        """All tables by name, one row an observation; ``attrs`` of each names its key and the units of its columns."""
        return self._tables()

    @abstractmethod
    def plot(self) -> Figure:
        """The main picture. Raises :class:`NothingToDraw` where there is nothing to show."""

    def save(
        self, folder: str | Path, overwrite: bool = False, *, xlsx: bool = False, command: str | None = None
    ) -> None:  # fmt: skip
        """Write tables (CSV and Parquet), pictures and provenance into ``folder``, all of it or nothing.

        These are the files that the command writes with ``--out``; ``xlsx`` adds the tables as a workbook in the
        current language, ``command`` is what the provenance says was asked. An earlier result that is overwritten is
        kept beside it, once: ``results-previous``.
        Raises ``InputError`` where something is in the way (unless an earlier result may be overwritten),
        ``OutputError`` where the folder cannot be written.
        """
        if command is None:
            with called_from_python("save", out="folder"):
                self.save(folder, overwrite, xlsx=xlsx, command=self._command())
        else:
            made = self.provenance(command)
            output_folder.write(Path(folder), self.tables, made, self._write_rest, overwrite=overwrite, xlsx=xlsx)

    def report(self) -> str:
        """What the command prints, as text: 140 characters wide, or as wide as its tables need."""
        from kkgsim.analysis.report_table import as_text

        return as_text(self.render())

    def __repr__(self) -> str:
        others = ", ".join(name for name in self.tables if name != self.MAIN)
        return f"<{type(self).__name__}: {self._summary()}; table: {self.MAIN}; more tables: {others}>"

    @abstractmethod
    def provenance(self, command: str) -> Mapping[str, Any]:
        """What made the result: versions, seeds, hashes, and the ``command`` that asked."""

    @abstractmethod
    def render(self) -> RenderableType:
        """The report as something rich prints."""

    @abstractmethod
    def _tables(self) -> dict[str, pd.DataFrame]:
        """All tables by name."""

    @abstractmethod
    def _write_rest(self, folder: Path) -> object:
        """Write pictures, and whatever else is no table, into a folder that exists."""

    @abstractmethod
    def _command(self) -> str:
        """The call that gives this result, as a line of Python."""

    @abstractmethod
    def _summary(self) -> str:
        """What was asked, in a few words."""
