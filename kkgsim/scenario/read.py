"""Scenario files read and checked, all mistakes in one pass.

The checks are plain code on :class:`kkgsim.config.table.Table`: what a file may hold follows from what levers
and numbers declare, and every message names a line, a range with its unit and the nearest name.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from kkgsim.config.numbers import MONTHS, Range, plain
from kkgsim.config.recover import load_toml, text_of_file
from kkgsim.config.table import IssueCollector, Table, Vocabulary, shown
from kkgsim.i18n import refusal, unit
from kkgsim.io import user_files
from kkgsim.model.calendar import FIRST_MONTH
from kkgsim.model.levers import all_levers
from kkgsim.model.levers.lever import Lever, Setting
from kkgsim.model.registry import PARAMETERS
from kkgsim.places.synthetic import embedded
from kkgsim.scenario import indonesian
from kkgsim.scenario.library import file_of
from kkgsim.scenario.limits import LIMITS
from kkgsim.scenario.scenario import Assumption, Change, Phase, Scenario
from kkgsim.scenario.write import write_scenario

__all__ = ["parse_scenario", "read_scenario", "write_scenario"]

LARGEST = 256 * 1024
"""Bytes of a scenario file."""
MOST_MONTHS = LIMITS["months"][1]
NUMBERS = indonesian.values("book", "drawn")
"""How a file says whether numbers are held at the book's values or drawn from their ranges."""


def read_scenario(path: Path | str) -> Scenario:
    """The scenario in a file, or the shipped one of that name. Raises ``InputError`` with all its mistakes.

    >>> import kkgsim
    >>> kkgsim.read_scenario("facilitator-team").months
    36
    """
    path = file_of(path)
    issues = IssueCollector(str(path))
    return parse_scenario(text_of_file(path, LARGEST, issues), str(path), base=path.parent)


def parse_scenario(text: str, where: str, *, base: Path | None = None) -> Scenario:
    """The scenario in a text that came from ``where``, whose stem names it.

    A place that is a folder is looked for from ``base``; without one only embedded places are known, so that
    a text from elsewhere cannot ask about this machine's folders. Raises as :func:`read_scenario` does.
    """
    issues = IssueCollector(where)
    text = text.removeprefix("\ufeff")
    try:
        if len(text.encode()) > LARGEST:
            issues.add("too_big", allowed=user_files.size(LARGEST))
    except UnicodeEncodeError:
        issues.add("not_utf8")
    issues.stop()
    data = load_toml(text, issues)
    scenario = None
    if data is not None:
        scenario = _scenario(Table(data, (), issues).translated(TOP), Path(where).stem, text, base)
    issues.stop()
    assert scenario is not None
    return scenario


def _scenario(top: Table, name: str, text: str, base: Path | None) -> Scenario | None:
    """The whole file; None where a number of it is wrong (other mistakes leave blanks behind)."""
    top.only(TOP.names)
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
    top.issues.add(word, top.at("place"), given=shown(given), allowed=allowed, names=embedded())
    return given


TOP = indonesian.keys(
    "title", "about", "place", "first_month", "months", "replicates", "seed", "numbers", "policy", "assumptions"
)
PHASE = indonesian.keys("lever", "start", "end", "payer", "change")
CHANGE = indonesian.keys("month", "payer")
ASSUMED = indonesian.keys("value", "low", "high", "why")
"""The keys of a file, a phase (beside settings), a change (beside settings), and an assumption."""

Placed = tuple[Phase, Table]
"""A phase and where it stands."""


def policy_of(top: Table, months: int) -> tuple[Phase, ...]:
    """The ``[[policy]]`` phases of a file; those with mistakes may be left out."""
    tables = [table.translated(PHASE) for table in top.tables("policy")]
    placed = [phase for table in tables if (phase := _phase(table, months)) is not None]
    _overlaps(placed, top.issues)
    return tuple(phase for phase, _ in placed)


def _phase(table: Table, months: int) -> Placed | None:
    """One ``[[policy]]``; None when its lever or months are wrong."""
    name = table.choice("lever", "no_lever", indonesian.levers())
    lever = None if name is None else all_levers()[name]
    start = table.whole("start", Range(1, months, MONTHS), default=1)
    end = table.whole("end", Range(start or 1, months, MONTHS), default=months)
    payer, settings = _set_by(table, PHASE, lever, usual=True)
    changes = _changes(table, lever, Range(start or 1, end or months, MONTHS))
    if lever is None or start is None or end is None:
        return None
    return Phase(lever.name, start, end, settings, payer or "", changes), table


def _set_by(table: Table, keys: Vocabulary, lever: Lever | None, *, usual: bool) -> tuple[str | None, dict[str, float]]:
    """The payer and the settings of a lever as a phase or a change names them, as ``usual`` where it does not if there
    is to be a default. Notes every key that is neither a setting nor one of ``keys``."""
    if lever is None:
        _only_settings(table, keys)
        return None, {}
    names, payers = indonesian.settings_of(lever), indonesian.payers(lever)
    table = table.translated(names)
    table.only((*keys.names, *names.names), top=TOP, before=f"{lever.name}_")
    default = lever.payers[0] if usual else None
    payer = table.choice("payer", "no_payer", payers, default) if usual or "payer" in table.data else None
    values = {
        setting.name: table.number(setting.name, range_of_setting(setting), setting.usual if usual else None)
        for setting in lever.settings
        if usual or setting.name in table.data
    }
    return payer, {name: value for name, value in values.items() if value is not None}


def _only_settings(table: Table, keys: Vocabulary) -> None:
    """Check the payer and the keys where it is not known which lever is meant: the settings of all levers pass."""
    if "payer" in table.data:
        table.choice("payer", "no_payer", indonesian.payers())
    vocabularies = [indonesian.settings_of(lever) for lever in all_levers().values()]
    words = {word for names in vocabularies for word in names.indonesian.values()}
    english = replace(table, data={name: value for name, value in table.data.items() if name not in words})
    english.only((*keys.names, *dict.fromkeys(name for names in vocabularies for name in names.names)), top=TOP)


def range_of_setting(setting: Setting) -> Range:
    """What a setting may be; zero, the status quo, is always allowed."""
    return Range(setting.low, setting.high, unit(setting.unit), zero=True)


def _changes(table: Table, lever: Lever | None, inside: Range) -> tuple[Change, ...]:
    """The ``[[policy.change]]`` of a phase, in rising months."""
    changes: list[Change] = []
    for inner in table.tables("change"):
        change = inner.translated(CHANGE)
        month = change.whole("month", inside)
        payer, settings = _set_by(change, CHANGE, lever, usual=False)
        if set(change.data) <= {"month"}:
            change.issues.add("no_change", change.path)
        if month is None:
            continue
        if changes and month <= changes[-1].month:
            rising = refusal("above", low=changes[-1].month)
            change.issues.add("order", change.at("month"), given=str(month), allowed=rising)
        changes.append(Change(month, settings, payer))
    return tuple(changes)


def _overlaps(policy: list[Placed], issues: IssueCollector) -> None:
    """Note every phase that begins while another one of its lever is at work."""
    last: dict[str, Placed] = {}
    for placed in sorted(policy, key=lambda entry: (entry[0].start, entry[1].path)):
        phase = placed[0]
        other = last.get(phase.lever)
        if other is not None and phase.start <= other[0].end:
            _clash(*sorted((placed, other), key=lambda entry: entry[1].path[-1]), issues=issues)
        if other is None or phase.end > other[0].end:
            last[phase.lever] = placed


def _clash(earlier: Placed, later: Placed, *, issues: IssueCollector) -> None:
    """Tell of two phases of one lever, at the one that stands later in the file."""
    position = issues.lines.position(earlier[1].path)
    issues.add(
        "overlap", later[1].path, given=f"{later[0].lever} {later[0].start}-{later[0].end}",
        first=earlier[0].start, last=earlier[0].end, line=position.line if position else "?",
    )  # fmt: skip


def assumptions_of(top: Table) -> tuple[Assumption, ...]:
    """The ``[assumptions.<number>]``, in the order of the file."""
    example = "[assumptions.attend_distance]"
    table = top.table("assumptions", example) if "assumptions" in top.data else None
    assumptions = []
    for name in table.data if table is not None else ():
        assert table is not None
        if TOP.canonical(name):
            top.issues.add("misplaced", table.at(name))
        elif name not in PARAMETERS:
            allowed = refusal("numbers", count=len(PARAMETERS))
            top.issues.add("no_assumed", table.at(name), allowed=allowed, names=PARAMETERS)
        elif PARAMETERS[name].used == "place":
            top.issues.add("made_before", table.at(name))
        elif (inner := table.table(name, example)) is not None:
            assumptions.append(_assumption(name, inner.translated(ASSUMED)))
    return tuple(assumption for assumption in assumptions if assumption is not None)


def _assumption(name: str, table: Table) -> Assumption | None:
    """One number held different; its range inside that of the book and around its value."""
    number = PARAMETERS[name]
    allowed = Range(number.low, number.high, unit(number.unit))
    table.only(ASSUMED.names, top=TOP)
    why = table.text("why")
    value = table.number("value", allowed)
    low, high = (table.number(end, allowed, value) if end in table.data else value for end in ("low", "high"))
    if value is None or low is None or high is None:
        return None
    if low > value:
        say = f"<= {plain(value)}"
        table.issues.add("low_above", table.at("low"), given=plain(low), allowed=say)
    if high < value:
        say = f">= {plain(value)}"
        table.issues.add("high_below", table.at("high"), given=plain(high), allowed=say)
    return Assumption(name, value, low, high, why)
