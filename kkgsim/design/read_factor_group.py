"""Many factors in one ``[[vary]]``: numbers of a kind, settings, or levers as switches."""

from __future__ import annotations

from collections.abc import Collection

from kkgsim.config.issues import shown
from kkgsim.config.table import Table
from kkgsim.design.ranges import declared, held, may_vary
from kkgsim.design.study import Factor
from kkgsim.i18n import Text, refusal
from kkgsim.model.levers import all_levers, all_settings
from kkgsim.model.parameters import GRADES
from kkgsim.model.registry import PARAMETERS, home_of, homes
from kkgsim.scenario.scenario import Scenario

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
            names = [n for n in PARAMETERS if n in table.data["numbers"]] if named else _chosen(table, "numbers")
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
        return PARAMETERS[factor.name].grade
    return factor.lever if by is not None and factor.kind != "number" else ""


def _known(kind: str) -> Collection[str]:
    return {"numbers": PARAMETERS, "settings": all_settings(), "levers": all_levers()}[kind]


def _named(table: Table, kind: str) -> list[str]:
    """The names of a list; wrong ones are noted."""
    word = {"numbers": "no_assumed", "settings": "no_setting", "levers": "no_lever"}[kind]
    known, found = _known(kind), []
    for rank, name in enumerate(table.data[kind]):
        if not isinstance(name, str) or name not in known:
            table.mistakes.add(word, (*table.path, kind, rank), given=shown(name), names=known)
        elif kind == "numbers" and PARAMETERS[name].used != "run":
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
    return [name for name, number in PARAMETERS.items() if given in (number.grade, home_of(name).rpartition(".")[2])]
