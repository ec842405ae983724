"""``kkgsim.page``: the page of a place as one file, from Python as from the command line."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from kkgsim.errors import COMMAND_LINE, InputError, Issue, OutputError, called_from_python, reason
from kkgsim.i18n import current_language, refusal, tr
from kkgsim.io.atomic import OUT, refuse_file, write_file
from kkgsim.places.districts import one_district
from kkgsim.places.place import Place
from kkgsim.scenario.limits import check_limits
from kkgsim.scenario.resolve import place_named
from kkgsim.web.page_file import MONTHS, SEED, page_file

SUFFIXES = (".html", ".htm")
"""How the file may end, so that a double click opens it in a browser."""


@dataclass(frozen=True)
class Page:
    """The page of a place, to be saved as one HTML file that opens without a network."""

    place: Place
    months: int
    seed: int

    @cached_property
    def _made(self) -> dict[str, bytes]:
        return {}

    @property
    def content(self) -> bytes:
        """The file, which begins in the current language. Raises ``KKGError`` for a place whose page is too large."""
        language = current_language()
        if language not in self._made:
            self._made[language] = page_file(self.place, months=self.months, seed=self.seed).encode()
        return self._made[language]

    def save(self, file: str | Path, overwrite: bool = False) -> Path:
        """Write the page in the current language, whole or not at all, and give its path.

        Raises ``InputError`` for a name that no browser opens or a file in the way, ``OutputError`` where it cannot be
        written.
        """
        path = Path(file)
        with called_from_python("save", out="file"):
            refuse_name(path, overwrite)
        write(path, self.content)
        return path

    def __repr__(self) -> str:
        return f"<Page: {self.place.title}, {self.months} months, seed {self.seed}; save() writes .html>"


@called_from_python("page")
def page(place: Place | str = "janapria", *, months: int = MONTHS, seed: int = SEED) -> Page:
    """The page of a place, on which a room of people moves levers, as ``kkgsim page`` makes it.

    Args:
        place: The name of an embedded place, a folder made by ``kkgsim schools import``, or a ``Place``; of a single
            district.
        months: Months that are played.
        seed: Of all draws.

    Raises:
        InputError: For everything that is wrong with what was given.

    >>> import kkgsim
    >>> page = kkgsim.page("janapria", months=12)
    >>> page
    <Page: Janapria, Central Lombok (synthetic), 12 months, seed 2026; save() writes .html>
    >>> page.save("room.html").name
    'room.html'
    """
    check_limits(months=months, seed=seed)
    where = place if isinstance(place, Place) else place_named(place)
    one_district(where)
    return Page(where, months, seed)


def refuse_name(path: Path, overwrite: bool) -> None:
    """Refuse, before anything is worked out, a file that would not be opened as a page or is there already. Raises
    ``InputError``."""
    if path.suffix.lower() not in SUFFIXES:
        raise InputError([Issue(COMMAND_LINE, refusal("page_name"), key=OUT, given=str(path), nearest=f"{path}.html")])
    refuse_file(path, overwrite, OUT)


def write(path: Path, content: bytes) -> None:
    """Write a file whole or not at all. Raises ``OutputError``."""
    try:
        write_file(path, content)
    except OSError as error:
        raise OutputError(tr("page_not_written", path=path, why=reason(error))) from error
