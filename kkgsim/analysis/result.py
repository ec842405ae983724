"""What an analysis hands back: tables, pictures, a report in words, and a folder of all of them."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from kkgsim.errors import InputError, Issue, nearest
from kkgsim.execution import output_folder
from kkgsim.i18n import refusal
from kkgsim.places.place import Place

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.figure import Figure
    from rich.console import RenderableType

    from kkgsim.scenario.scenario import Scenario

IN_PYTHON = "Python"
"""What provenance gives as the command where no command line asked."""
HEADER = "{kind}: {scenarios} ({place}; {months} months, {replicates} replicates, seed {seed})"
MOST_NAMED = 4
"""Scenarios that the short form names."""


class AnalysisResult(ABC):
    """The members that every result has.

    ``table`` is the main table and ``tables`` holds all of them by name, with their key and units in ``attrs``;
    ``plot()`` draws the main picture, ``plot(name)`` one of ``plots``; ``report()`` is the text that the command
    prints; ``save(folder)`` writes what the command writes with ``--out``.
    """

    place: Place
    seed: int
    replicates: int
    uncertain: bool
    main_table: ClassVar[str]
    """The name of the table that answers the question in short."""

    @property
    @abstractmethod
    def months(self) -> int:
        """The horizon."""

    @abstractmethod
    def scenarios(self) -> Sequence[Scenario]:
        """Everything that was played, each scenario once."""

    @abstractmethod
    def build_tables(self) -> dict[str, pd.DataFrame]:
        """All tables, made anew."""

    @abstractmethod
    def pictures(self) -> Mapping[str, Callable[[], Figure]]:
        """What draws each picture, by name, the main one first."""

    @abstractmethod
    def render(self) -> RenderableType:
        """The answer as something rich prints."""

    @cached_property
    def tables(self) -> Mapping[str, pd.DataFrame]:
        """All tables by name; every table declares its key and units in ``attrs``."""
        return self.build_tables()

    @property
    def table(self) -> pd.DataFrame:
        """The main table."""
        return self.tables[self.main_table]

    @property
    def plots(self) -> tuple[str, ...]:
        """The names of the pictures that :meth:`plot` draws, the main one first."""
        return tuple(self.pictures())

    def plot(self, name: str | None = None) -> Figure:
        """Draw the main picture, or the one of that ``name``, in the current language.

        Raises ``InputError`` for a name that is not among :attr:`plots`.
        """
        pictures = self.pictures()
        chosen = next(iter(pictures), "") if name is None else name
        if chosen not in pictures:
            known = ", ".join(pictures) or "–"
            near = nearest(chosen, pictures)
            raise InputError([Issue("plot", refusal("no_plot"), given=chosen, allowed=known, nearest=near)])
        return pictures[chosen]()

    def report(self) -> str:
        """The answer in words, in the current language: what the command prints into a file."""
        from kkgsim.analysis.report_table import as_text

        return as_text(self.render())

    def provenance(self, command: str = IN_PYTHON) -> dict[str, Any]:
        """Versions, seed and hashes of everything that made the result."""
        return output_folder.provenance(self, command)

    def draw_all(self, folder: Path) -> list[Path]:
        """Draw every picture as a PNG in ``folder``, which exists; gives their paths."""
        from kkgsim.plotting import style

        return [style.save(draw(), folder / f"{name}.png") for name, draw in self.pictures().items()]

    def save(self, folder: Path | str, overwrite: bool = False, *, command: str = IN_PYTHON) -> Path:
        """Write all tables (CSV and Parquet), pictures and the provenance into ``folder``, whole or not at all.

        The files are those of the command's ``--out``, byte for byte, but for the ``command`` that provenance names.
        With ``overwrite`` an earlier result may be replaced. Raises ``InputError`` for a folder in use, ``OutputError``
        where it cannot be written.
        """
        target = Path(folder)
        output_folder.refuse_existing(target, overwrite)
        made, draw = self.provenance(command), self.draw_all if self.pictures() else None
        output_folder.write(target, self.build_tables(), made, draw, overwrite=overwrite)
        return target

    def __repr__(self) -> str:
        names = [scenario.name for scenario in self.scenarios()]
        more = f" and {len(names) - MOST_NAMED} more" if len(names) > MOST_NAMED else ""
        return HEADER.format(
            kind=type(self).__name__, scenarios=", ".join(names[:MOST_NAMED]) + more, place=self.place.name,
            months=self.months, replicates=self.replicates, seed=self.seed,
        )  # fmt: skip

    def _repr_html_(self) -> str:
        from html import escape

        return f"<p>{escape(repr(self))}</p>{self.table.to_html(index=False, max_rows=20, notebook=True)}"
