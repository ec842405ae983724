"""The factors of a ``[[vary]]``: a single setting, number or lever with its range, or many of a kind."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from kkgsim.config.table import NO_UNIT, Range, Table, plain, shown
from kkgsim.design.ranges import ANYTHING, centre_of, declared, held, may_vary, range_of
from kkgsim.design.study import Factor, Kind
from kkgsim.i18n import Text, refusal
from kkgsim.model.levers import all_levers, all_settings
from kkgsim.model.parameters import GRADES, SPREAD, Distribution
from kkgsim.model.registry import book, home_of, homes
from kkgsim.scenario.scenario import Scenario

ONE: tuple[Kind, ...] = ("setting", "number", "lever")
RANGE = ("low", "high", "values", "steps", "distribution", "mode")
WORDS = ("group", "why")


@dataclass(frozen=True)
class _Asked:
    """A factor as far as it is read."""

    name: str
    kind: Kind
    low: float
    high: float
    distribution: Distribution = "uniform"
    mode: float | None = None

    def factor(self, values: tuple[float, ...] = (), group: str = "", why: Text = NO_UNIT) -> Factor:
        return Factor(self.name, self.kind, self.low, self.high, values, self.distribution, self.mode, group, why)


def read_factor(table: Table, scenario: Scenario | None, method: str | None) -> Factor | None:
    """The factor of a ``[[vary]]`` that names one; None for a mistake."""
    kind = next(key for key in ONE if key in table.data)
    name = _name(table, kind)
    table.only((kind, *WORDS) if kind == "lever" else (kind, *RANGE, *WORDS))
    group = table.text("group") if "group" in table.data else ""
    why = table.label("why", blank=True) if "why" in table.data else Text("", "")
    if kind == "lever":
        return None if name is None else Factor(name, "lever", 0.0, 1.0, (0.0, 1.0), group=group, why=why)
    if "values" in table.data:
        values = _listed_values(table, ANYTHING if name is None else range_of(name))
        ends = _Asked(name or "", kind, min(values, default=0.0), max(values, default=0.0))
        return ends.factor(values, group, why) if name and values else None
    asked = _range(table, name, kind, scenario)
    steps = _steps(table, method)
    if asked is None or (method == "grid" and steps is None):
        return None
    return asked.factor(_laid(asked, steps) if steps else (), group, why)


def _name(table: Table, kind: Kind) -> str | None:
    """The name of the factor; None for one that is not known."""
    known = {"setting": all_settings(), "number": book(), "lever": all_levers()}[kind]
    word = {"setting": "no_setting", "number": "no_assumed", "lever": "no_lever"}[kind]
    name = table.text(kind)
    if name in known:
        if kind == "number":
            may_vary(table.mistakes, table.path, name)
        return name
    if name:
        word_of = {"setting": "settings_known", "number": "numbers"}
        counted = refusal(word_of[kind], count=len(known)) if kind in word_of else ", ".join(known)
        table.mistakes.add(word, (*table.path, kind), given=shown(name), allowed=counted, names=known)
    return None


def _range(table: Table, name: str | None, kind: Kind, scenario: Scenario | None) -> _Asked | None:
    """The ends and the distribution: what is not said is as declared; who narrows a range spreads evenly over it
    unless another distribution is said."""
    allowed = ANYTHING if name is None else range_of(name)
    usual = None if name is None else declared(name, scenario)
    ends = [table.number(end, allowed, getattr(usual, end, 0.0)) for end in ("low", "high")]
    narrowed = "low" in table.data or "high" in table.data
    default = "uniform" if narrowed or usual is None else usual.distribution
    distribution = table.choice("distribution", "no_distribution", SPREAD, default)
    low, high = ends
    if name is None or low is None or high is None or distribution is None:
        return None
    if low >= high:
        word, at = ("low_not_below", "low") if "low" in table.data else ("vary_point", kind)
        table.mistakes.add(word, (*table.path, at), given=plain(low), allowed=f"< {plain(high)}")
        return None
    if distribution == "loguniform" and low <= 0.0:
        table.mistakes.add("log_of_nothing", (*table.path, "distribution"), given=plain(low), allowed="> 0")
        return None
    mode = None
    if distribution == "triangular":
        mode = table.number("mode", Range(low, high, allowed.unit), min(max(centre_of(name, scenario), low), high))
        if mode is None:
            return None
    elif "mode" in table.data:
        table.mistakes.add("mode_triangular", (*table.path, "mode"))
    spread: Distribution = next(each for each in SPREAD if each == distribution)
    return _Asked(name, kind, low, high, spread, mode)


def _steps(table: Table, method: str | None) -> int | None:
    """The steps of a range in a grid."""
    if method == "grid":
        return table.whole("steps", Range(2, 10_000))
    if "steps" in table.data:
        table.mistakes.add("steps_grid", (*table.path, "steps"))
    return None


def _laid(asked: _Asked, steps: int) -> tuple[float, ...]:
    """The values of a grid: steps of equal probability from end to end, each value once."""
    import numpy as np

    from kkgsim.design.sampling import quantiles

    return tuple(dict.fromkeys(quantiles(asked.factor(), np.arange(steps) / (steps - 1)).tolist()))


def _listed_values(table: Table, allowed: Range) -> tuple[float, ...]:
    """Listed values; none where one of them is wrong."""
    for odd in RANGE:
        if odd != "values" and odd in table.data:
            table.mistakes.add("values_alone", (*table.path, odd))
    given = table.data["values"]
    if not isinstance(given, list) or not given:
        table.mistakes.add("no_list", (*table.path, "values"), given=shown(given), allowed="[0, 1]")
        return ()
    each = Table(dict(enumerate(given)), (*table.path, "values"), table.mistakes)  # type: ignore[arg-type]
    found = [each.number(rank, allowed) for rank in range(len(given))]  # type: ignore[arg-type]
    sound = [value for value in found if value is not None]
    return tuple(sound) if len(sound) == len(found) else ()


MANY = ("numbers", "settings", "levers")
ALL = "all"
KEYS = ("group", "group_by", "why")
GROUPINGS = ("home", "grade", "lever")
"""By what ``group_by`` groups: the file in which a number stands, its grade, or the lever of a setting."""


def asks_many(table: Table) -> bool:
    """Whether a ``[[vary]]`` asks for many factors."""
    return any(name in table.data for name in MANY)


def read_factor_group(table: Table, scenario: Scenario | None) -> list[Factor]:
    """The factors of a ``[[vary]]`` that asks for many; numbers that cannot vary or are held are left out."""
    kind = next(name for name in MANY if name in table.data)
    table.only((kind, *KEYS))
    named = isinstance(table.data[kind], list)
    names = _named(table, kind) if named else _chosen(table, kind)
    group = table.text("group") if "group" in table.data else ""
    by = table.choice("group_by", "no_grouping", GROUPINGS) if "group_by" in table.data else None
    why = table.label("why", blank=True) if "why" in table.data else Text("", "")
    found = []
    for name in names:
        if kind == "levers":
            factor = Factor(name, "lever", 0.0, 1.0, (0.0, 1.0))
        elif kind == "numbers" and (_left(name, scenario, named) or not _varies(name, scenario)):
            continue
        else:
            factor = declared(name, scenario)
        found.append(_with(factor, group or _group(factor, by), why))
    return found


def left_out(top: Table, scenario: Scenario | None) -> tuple[tuple[str, str], ...]:
    """Numbers that a study asks for among many and that do not vary, and why."""
    found: dict[str, str] = {}
    alone = [table.data.get("number") for table in top.tables("vary")]
    for table in top.tables("vary"):
        if "numbers" in table.data:
            named = isinstance(table.data["numbers"], list)
            names = [n for n in book() if n in table.data["numbers"]] if named else _chosen(table, "numbers")
            reasons = {name: _left(name, scenario, named) for name in names if name not in alone}
            found |= {name: why for name, why in reasons.items() if why}
    return tuple(found.items())


def _left(name: str, scenario: Scenario | None, named: bool) -> str:
    """Why a number is left out, "" for one that is not: one that is fixed in all bands varies where it is named."""
    why = held(name, scenario)
    return "" if named and why == "fixed" else why


def _varies(name: str, scenario: Scenario | None) -> bool:
    found = declared(name, scenario)
    return found.low < found.high


def _with(factor: Factor, group: str, why: Text) -> Factor:
    return Factor(
        factor.name, factor.kind, factor.low, factor.high, factor.values, factor.distribution, factor.mode, group, why
    )


def _group(factor: Factor, by: str | None) -> str:
    """The group that ``group_by`` gives."""
    if by == "home" and factor.kind == "number":
        return home_of(factor.name).removeprefix("kkgsim.")
    if by == "grade" and factor.kind == "number":
        return book()[factor.name].grade
    return factor.lever if by is not None and factor.kind != "number" else ""


def _known(kind: str) -> Collection[str]:
    return {"numbers": book(), "settings": all_settings(), "levers": all_levers()}[kind]


def _named(table: Table, kind: str) -> list[str]:
    """The names of a list; wrong ones are noted."""
    word = {"numbers": "no_assumed", "settings": "no_setting", "levers": "no_lever"}[kind]
    known, found = _known(kind), []
    for rank, name in enumerate(table.data[kind]):
        if not isinstance(name, str) or name not in known:
            table.mistakes.add(word, (*table.path, kind, rank), given=shown(name), names=known)
        elif kind == "numbers" and book()[name].used != "run":
            may_vary(table.mistakes, (*table.path, kind, rank), name)
        else:
            found.append(name)
    if not table.data[kind]:
        table.mistakes.add("no_list", (*table.path, kind), given="[ ]")
    return found


def _chosen(table: Table, kind: str) -> list[str]:
    """The names that a word stands for: all of them; of numbers also those of a grade, or of a file."""
    files = {home.rpartition(".")[2]: home for home in homes()}
    words = (ALL, *GRADES, *files) if kind == "numbers" else (ALL,)
    given = table.data[kind]
    if given not in words:
        allowed = refusal("many_numbers" if kind == "numbers" else "many_all")
        table.mistakes.add("no_many", (*table.path, kind), given=shown(given), allowed=allowed, names=words)
        return []
    if kind != "numbers" or given == ALL:
        return list(_known(kind))
    return [name for name, number in book().items() if given in (number.grade, home_of(name).rpartition(".")[2])]
