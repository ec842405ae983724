"""Tables that fit the terminal they are printed in."""

from __future__ import annotations

from io import StringIO

from rich.console import Console, ConsoleOptions, Group, RenderableType, RenderResult
from rich.measure import Measurement
from rich.table import Table
from rich.text import Text

from kkgsim.io.console import Screen
from kkgsim.model.posterior import caution


class WrappingTable:
    """A table where the terminal is wide enough for it, else one block a row: nothing is ever cut off."""

    def __init__(self, table: Table):
        self._table = table

    def __rich_measure__(self, console: Console, options: ConsoleOptions) -> Measurement:
        return Measurement.get(console, options.update(max_width=1000), self._table)

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        if self.__rich_measure__(console, options).maximum <= options.max_width:
            yield self._table
            return
        heads = [str(column.header) for column in self._table.columns]
        for cells in zip(*(column.cells for column in self._table.columns), strict=True):
            yield Text()
            yield Text(str(cells[0]), style="bold")
            for head, cell in zip(heads[1:], cells[1:], strict=True):
                yield Text(f"  {head}: {cell}")


def with_caution(answer: RenderableType) -> Group:
    """An answer, and below it how far it is to be trusted."""
    parts = answer.renderables if isinstance(answer, Group) else [answer]
    return Group(*parts, Text(), Text(str(caution()), style="bold"))


def width_for(answer: RenderableType) -> int:
    """Columns that an answer takes when it is written to a file: 140, or what its widest table needs."""
    parts = answer.renderables if isinstance(answer, Group) else []
    console = Screen(width=1000)
    needed = [p.__rich_measure__(console, console.options).maximum for p in parts if isinstance(p, WrappingTable)]
    return max([140, *needed])


def as_text(answer: RenderableType) -> str:
    """An answer with its caution as plain text, as wide as it needs: what a command writes into a file."""
    page = StringIO()
    Screen(file=page, width=width_for(answer)).print(with_caution(answer))
    return page.getvalue()
