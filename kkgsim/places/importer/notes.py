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
    """One thing noticed; ``row`` is None where it concerns the whole list, and names the sheet where several were
    read."""

    row: int | str | None
    npsn: str
    kind: str
    action: Action
    text: Text


def note(row: int | str | None, npsn: str, kind: str, **details: object) -> Note:
    """A note of a declared kind, its words filled in."""
    action, en, id = KINDS[kind]
    details = {name: _shown(value) if isinstance(value, str) else value for name, value in details.items()}
    english, indonesian = (
        {name: getattr(value, language) if isinstance(value, Text) else value for name, value in details.items()}
        for language in ("en", "id")
    )
    return Note(row, npsn, kind, action, Text(en.format(**english), id.format(**indonesian)))


def _shown(given: str) -> str:
    """What stood in the list, cut to what anybody reads, with everything that does not show written out."""
    return visible(given if len(given) <= LONGEST else given[:LONGEST] + "…")


@dataclass(frozen=True)
class Doubt:
    """A school whose point, in degrees, is doubted; ``used`` tells whether it is used all the same."""

    npsn: str
    name: str
    lat: float
    lon: float
    used: bool


@dataclass(frozen=True)
class ListReport:
    """A school list as read, and an account of every row of it.

    ``kept + refused + left_out == rows``: a row becomes a school (``kept``), is not believed
    (``refused``), or is left out: by the filter, by its level, as the repeat of an identical row, or set aside.
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
    set_aside: int = 0
    doubtful: tuple[Doubt, ...] = ()
    own: Mapping[str, float] = field(default_factory=dict)
    """Numbers of the model that the list tells of its own teachers."""

    @property
    def kept(self) -> int:
        """Rows that became schools."""
        return len(self.schools)

    @property
    def left_out(self) -> int:
        """Rows left out by the filter, by their level, merged into an identical row, or set aside."""
        return self.filtered + self.other_level + self.merged + self.set_aside

    @property
    def counts(self) -> Mapping[str, int]:
        """How many notes of each kind."""
        return Counter(item.kind for item in self.notes)
