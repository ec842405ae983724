"""What an import has to say: one note per thing noticed, in both languages, and the report of all."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from kkgsim.i18n import Text
from kkgsim.i18n.escaping import visible
from kkgsim.places.importer.note_catalogue import KINDS, Action
from kkgsim.places.place import SchoolRecord

LONGEST = 1000
"""Characters of what stood in the list that a note repeats."""


@dataclass(frozen=True)
class Note:
    """One thing noticed; ``row`` is None where it concerns the whole list."""

    row: int | None
    npsn: str
    kind: str
    action: Action
    text: Text


def note(row: int | None, npsn: str, kind: str, **details: object) -> Note:
    """A note of a declared kind, its words filled in."""
    action, en, id = KINDS[kind]
    details = {name: _shown(value) if isinstance(value, str) else value for name, value in details.items()}
    return Note(row, npsn, kind, action, Text(en.format(**details), id.format(**details)))


def _shown(given: str) -> str:
    """What stood in the list, cut to what anybody reads, with everything that does not show written out."""
    return visible(given if len(given) <= LONGEST else given[:LONGEST] + "…")


@dataclass(frozen=True)
class ListReport:
    """A school list as read, and an account of every row of it.

    ``kept + refused + left_out == rows``: a row becomes a school (``kept``), is not believed
    (``refused``), or is left out: by the filter, by its level, or as the repeat of an identical row.
    """

    path: str
    schools: tuple[SchoolRecord, ...]
    notes: tuple[Note, ...]
    rows: int
    refused: int
    filtered: int
    other_level: int
    merged: int
    unknown: tuple[str, ...]
    columns: Mapping[str, str] = field(default_factory=dict)
    """Field -> the header it was read from."""

    @property
    def kept(self) -> int:
        """Rows that became schools."""
        return len(self.schools)

    @property
    def left_out(self) -> int:
        """Rows left out by the filter, by their level, or merged into an identical row."""
        return self.filtered + self.other_level + self.merged

    @property
    def counts(self) -> Mapping[str, int]:
        """How many notes of each kind."""
        return Counter(item.kind for item in self.notes)
