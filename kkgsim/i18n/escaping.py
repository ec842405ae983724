"""Words that came from a file, made safe to show: on a terminal nothing invisible, in a spreadsheet no formula."""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pandas as pd

HIDDEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
"""Unicode's classes of what steers a terminal or turns text around rather than being read."""
_FORMULA = re.compile("'*[=+\\-@\t\r\uff0b\uff0d\uff1d\uff20]")
"""How a cell begins that a spreadsheet runs, behind any apostrophes that keep it from doing so; some spreadsheets
run the wide forms of these signs, too."""


def visible(text: str) -> str:
    """A text on one line with everything that does not show written out: escape sequences, line ends, marks that turn
    the direction of reading."""
    if text.isprintable():
        return text
    return "".join(_escaped(sign) if _hidden(sign) else sign for sign in text)


def escaped(text: str) -> str:
    """The same of a text of several lines, in which line ends and tabs are text."""
    if text.isprintable():
        return text
    return "".join(_escaped(sign) if sign not in "\t\n" and _hidden(sign) else sign for sign in text)


def unsafe(text: str, *, a_line: bool = False) -> str:
    """The first hidden character of a text as it is named in Unicode tables, ``U+001B``; "" where there is none. In
    ``a_line``, such as a name, tabs and line ends are unsafe, too."""
    odd = next((sign for sign in text if _hidden(sign) and (a_line or sign not in "\t\n")), "")
    return f"U+{ord(odd):04X}" if odd else ""


def _hidden(character: str) -> bool:
    return unicodedata.category(character) in HIDDEN


def _escaped(character: str) -> str:
    return character.encode("unicode_escape").decode("ascii")


def guarded(text: str) -> str:
    """A cell that a spreadsheet will not run as a formula: behind an apostrophe if need be.

    :func:`unguarded` takes off what this puts on, and gives back any text exactly as it was.
    """
    return "'" + text if _FORMULA.match(text) else text


def unguarded(text: str) -> str:
    """A cell without the apostrophe that kept it from being a formula; any other apostrophe is part of the text."""
    return text[1:] if text.startswith("'") and _FORMULA.match(text) else text


def cell(value: Any) -> Any:
    """A value as it stands in a CSV file of ours: texts guarded, numbers as they are."""
    return guarded(value) if isinstance(value, str) else value


def csv_text(header: Iterable[str], rows: Iterable[Iterable[Any]]) -> str:
    """A CSV file as text, no cell of which is a formula."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow([guarded(name) for name in header])
    writer.writerows([cell(value) for value in row] for row in rows)
    return out.getvalue()


def without_attrs(table: pd.DataFrame) -> pd.DataFrame:
    """The same table, which knows nothing of itself: pandas copies that for every column that is taken, and in a table
    of hundreds of columns nothing takes longer."""
    bare = table.copy(deep=False)
    bare.attrs = {}
    return bare


def csv_of(table: pd.DataFrame) -> str:
    """A table as a CSV file, no cell of which is a formula."""
    import pandas as pd

    table = without_attrs(table)
    words = [name for name, kind in table.dtypes.items() if kind.kind not in "biuf"]
    safe = {name: pd.Series([cell(v) for v in table[name]], table.index, dtype=object) for name in words}
    text: str = table.assign(**safe).rename(columns=guarded).to_csv(index=False, lineterminator="\n")
    return text
