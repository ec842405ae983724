"""Scenario files read and checked, all mistakes in one pass.

The checks are plain code on :class:`kkgsim.config.table.Table`: what a file may hold follows from what levers
and numbers declare, and every message names a line, a range with its unit and the nearest name.
"""

from __future__ import annotations

from pathlib import Path

from kkgsim.config.issues import IssueCollector, name_of, shown
from kkgsim.config.positions import Position
from kkgsim.config.recover import load_toml
from kkgsim.config.table import MONTHS, Range, Table
from kkgsim.i18n import refusal
from kkgsim.io import user_files
from kkgsim.model.calendar import FIRST_MONTH
from kkgsim.places.synthetic import embedded
from kkgsim.scenario.library import file_of
from kkgsim.scenario.limits import LIMITS
from kkgsim.scenario.read_policy import TOP, assumptions_of, policy_of
from kkgsim.scenario.scenario import Scenario
from kkgsim.scenario.write import write_scenario

__all__ = ["parse_scenario", "read_scenario", "write_scenario"]

LARGEST = 256 * 1024
"""Bytes of a scenario file."""
MOST_MONTHS = LIMITS["months"][1]
NUMBERS = ("book", "drawn")
"""How a file says whether numbers are held at the book's values or drawn from their ranges."""


def read_scenario(path: Path | str) -> Scenario:
    """The scenario in a file, or the shipped one of that name. Raises ``InputError`` with all its mistakes.

    >>> import kkgsim
    >>> kkgsim.read_scenario("facilitator-team").months
    36
    """
    path = file_of(path)
    mistakes = IssueCollector(str(path))
    return parse_scenario(text_in(path, mistakes), str(path), base=path.parent)


def text_in(path: Path, mistakes: IssueCollector) -> str:
    """The text of a file of lawful size and name; raises ``InputError`` where there is none."""
    data = _bytes(path, mistakes)
    name_of(path, mistakes)
    try:
        text = user_files.decoded(data)
    except UnicodeDecodeError as error:
        line, begin = data.count(b"\n", 0, error.start) + 1, data.rfind(b"\n", 0, error.start) + 1
        mistakes.add("not_utf8", spot=Position(line, error.start - begin + 1), given=f"0x{data[error.start]:02x}")
        text = ""
    mistakes.stop()
    return text


def parse_scenario(text: str, where: str, *, base: Path | None = None) -> Scenario:
    """The scenario in a text that came from ``where``, whose stem names it.

    A place that is a folder is looked for from ``base``; without one only embedded places are known, so that
    a text from elsewhere cannot ask about this machine's folders. Raises as :func:`read_scenario` does.
    """
    mistakes = IssueCollector(where)
    text = text.removeprefix("\ufeff")
    try:
        if len(text.encode()) > LARGEST:
            mistakes.add("too_big", allowed=user_files.size(LARGEST))
    except UnicodeEncodeError:
        mistakes.add("not_utf8")
    mistakes.stop()
    data = load_toml(text, mistakes)
    scenario = None
    if data is not None:
        scenario = _scenario(Table(data, (), mistakes), Path(where).stem, text, base)
    mistakes.stop()
    assert scenario is not None
    return scenario


def _bytes(path: Path, mistakes: IssueCollector) -> bytes:
    """The bytes of a file of lawful size."""
    try:
        return user_files.read(path, LARGEST)
    except user_files.Unreadable as error:
        mistakes.found.append(error.problem(path))
    mistakes.stop()
    return b""


def _scenario(top: Table, name: str, text: str, base: Path | None) -> Scenario | None:
    """The whole file; None where a number of it is wrong (other mistakes leave blanks behind)."""
    top.only(TOP)
    title, about, place = top.label("title"), top.label("about", blank=True), place_in(top, base)
    months = top.whole("months", Range(*LIMITS["months"], MONTHS))
    replicates = top.whole("replicates", Range(*LIMITS["replicates"]))
    seed = top.whole("seed", Range(*LIMITS["seed"]))
    first = top.whole("first_month", Range(1, 12), default=FIRST_MONTH)
    numbers = top.choice("numbers", "no_numbers", NUMBERS, "drawn")
    horizon = MOST_MONTHS if months is None else months
    policy, assumptions = policy_of(top, horizon), assumptions_of(top)
    if months is None or replicates is None or seed is None:
        return None
    return Scenario(
        name=name, title=title, about=about, place=place, months=months, replicates=replicates, seed=seed,
        policy=policy, assumptions=assumptions, first_month=FIRST_MONTH if first is None else first,
        drawn=numbers != "book", text=text,
    )  # fmt: skip


def place_in(top: Table, base: Path | None) -> str:
    """The name of an embedded place, or of a folder with a place in it."""
    given = top.text("place")
    if not given.strip() or given in embedded():
        return given
    folder = None if base is None else base / given
    try:
        if folder is not None and (folder / "place.toml").is_file():
            return given
        word = "bare_folder" if folder is not None and folder.is_dir() else "no_place"
    except (OSError, ValueError):
        word = "no_place"
    allowed = refusal("places", names=", ".join(embedded()))
    top.mistakes.add(word, (*top.path, "place"), given=shown(given), allowed=allowed, names=embedded())
    return given
