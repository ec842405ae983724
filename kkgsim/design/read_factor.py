"""The factors of a ``[[vary]]``: a single setting, number, lever or way with its range, or many of a kind."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from typing import Any

from kkgsim.config.issues import plain, shown
from kkgsim.config.readers import NO_UNIT, Range, choice, forbidden, label, number, optional, text, whole
from kkgsim.config.shape import Reader, Shape, Table, Values, listed
from kkgsim.config.vocabulary import Vocabulary
from kkgsim.design import read_way
from kkgsim.design.ranges import ANYTHING, centre_of, declared, held, may_vary, range_of
from kkgsim.design.study import WAYS, Factor, Kind
from kkgsim.i18n import refusal
from kkgsim.model.parameters import GRADES, PEAKED, SPREAD
from kkgsim.model.registry import PARAMETERS, home_of, homes
from kkgsim.scenario import indonesian
from kkgsim.scenario.indonesian import KEYS, MANY_KEYS

NAMED: tuple[Kind, ...] = ("setting", "number", "lever")
ONE: tuple[Kind, ...] = (*NAMED, *WAYS)
MANY = ("numbers", "settings", "levers")
ALL = "all"
_UNKNOWN = {"setting": "no_setting", "number": "no_assumed", "lever": "no_lever"}
"""What is said of a name that is not known, by its kind."""
_ALLOWED = {"setting": "settings_known", "number": "numbers"}
"""How the names that are known are said in short, where they are too many to list."""


def read_factors(table: Table, values: Values) -> list[Factor | None]:
    """The factors of a ``[[vary]]``; None for one with mistakes. Of many that are asked for together those are left out
    that ``values["alone"]`` holds, and those that cannot vary: why is put into ``values["left_out"]``."""
    table = table.translated(VOCABULARY)
    given = [key for key in (*ONE, *MANY) if key in table.data]
    if len(given) != 1:
        table.only(VOCABULARY.names)
        table.issues.add("vary_what", table.path, allowed=", ".join((*ONE, *MANY)))
        return [None]
    key, kind = given[0], given[0].removesuffix("s")
    if key in MANY and kind != "lever" and _method(values) == "grid":
        table.issues.add("many_grid", table.path)
        return [None]
    sort = "many" if key in MANY else "lever" if kind == "lever" else "listed" if "values" in table.data else "range"
    keys, make, needs = SORTS[f"way {sort}" if kind in WAYS else sort]
    name = read_way.read_name if kind in WAYS else _names if key in MANY else _name
    shape = Shape({key: name, **keys}, {**KEYS, **MANY_KEYS}, make, needs)
    factors: list[Factor | None] | None = shape.read(table, values.new_child({"key": key, "kind": kind}))
    return [None] if factors is None else factors


def named_alone(tables: list[Table]) -> set[str]:
    """The names that are asked for alone."""
    given = (_known(kind).canonical(table.translated(VOCABULARY).data.get(kind)) for table in tables for kind in NAMED)
    return {name for name in given if name is not None}


def _method(values: Values) -> str | None:
    method: str | None = getattr(values["design"], "method", None)
    return method


def _known(kind: str) -> Vocabulary:
    """What a factor of a kind may be called."""
    if kind == "setting":
        return indonesian.settings()
    return Vocabulary(PARAMETERS) if kind == "number" else indonesian.levers()


def _name(table: Table, kind: str, values: Values) -> str | None:
    """The name of the factor; None for one that is not known."""
    known = _known(kind)
    given = text(table, kind, values)
    name = known.canonical(given)
    if name is None and given:
        allowed = refusal(_ALLOWED[kind], count=len(known.names)) if kind in _ALLOWED else ""
        table.unknown(_UNKNOWN[kind], table.at(kind), given, known, allowed)
    if name is not None and kind == "number":
        may_vary(table.issues, table.path, name)
    values["name"] = name
    return name


def _allowed(values: Values) -> Range:
    return ANYTHING if values["name"] is None else range_of(values["name"])


def _usual(what: str) -> Callable[[Values], Any]:
    """What is declared of the factor."""
    return lambda values: values["name"] and getattr(declared(values["name"], values["scenario"]), what)


def _distribution(table: Table, key: str, values: Values) -> str | None:
    """What is not said is as declared; who narrows a range spreads evenly over it unless another is said."""
    narrowed = "low" in table.data or "high" in table.data or values["name"] is None
    usual = "uniform" if narrowed else _usual("distribution")(values)
    reader = optional(choice("no_distribution", indonesian.values(*SPREAD)), usual)
    distribution: str | None = reader(table, key, values)
    return distribution


def _mode(table: Table, key: str, values: Values) -> float | None:
    """The peak of a triangular or double triangular distribution."""
    name, low, high = values["name"], values["low"], values["high"]
    if values["distribution"] not in PEAKED:
        reader = forbidden("mode_triangular")
    elif name is None or low is None or high is None or low >= high:
        return None
    else:
        peak = min(max(centre_of(name, values["scenario"]), low), high)
        reader = optional(number(Range(low, high, range_of(name).unit)), peak)
    mode: float | None = reader(table, key, values)
    return mode


def _steps(table: Table, key: str, values: Values) -> int | None:
    """The steps of a range in a grid."""
    reader = whole(Range(2, 10_000)) if _method(values) == "grid" else forbidden("steps_grid")
    steps: int | None = reader(table, key, values)
    return steps


def _ranged(table: Table, values: Values) -> list[Factor | None]:
    """A factor between two ends."""
    low, high = values["low"], values["high"]
    if low >= high:
        word, at = ("low_not_below", "low") if "low" in table.data else ("vary_point", values["kind"])
        table.issues.add(word, table.at(at), given=plain(low), allowed=f"< {plain(high)}")
        return [None]
    if values["distribution"] == "loguniform" and low <= 0.0:
        table.issues.add("log_of_nothing", table.at("distribution"), given=plain(low), allowed="> 0")
        return [None]
    factor = _factor(values, low, high, (), values["distribution"], values["mode"])
    return [replace(factor, values=_grid_values(factor, values["steps"])) if values["steps"] else factor]


def _factor(values: Values, *spread: Any) -> Factor:
    """A factor of its name, kind, group and reason."""
    return replace(Factor(values["name"], values["kind"], *spread), group=values["group"], why=values["why"])


def _grid_values(factor: Factor, steps: int) -> tuple[float, ...]:
    """The values of a grid: steps of equal probability from end to end, each value once."""
    import numpy as np

    from kkgsim.design.sampling import quantiles

    return tuple(dict.fromkeys(quantiles(factor, np.arange(steps) / (steps - 1)).tolist()))


def _listed(table: Table, values: Values) -> list[Factor]:
    """A factor over listed values."""
    return [_factor(values, min(values["values"]), max(values["values"]), values["values"])]


def _way(table: Table, values: Values) -> list[Factor | None]:
    """A way in which the policy varies, with its group, its reason and, in a grid, its steps."""
    made = (read_way.counted if "values" in table.data else read_way.ranged)(table, values)
    stepped = values["steps"]
    return [
        factor and replace(
            factor, group=values["group"], why=values["why"],
            values=_grid_values(factor, stepped) if stepped else factor.values,
        )
        for factor in made
    ]  # fmt: skip


def _lever(table: Table, values: Values) -> list[Factor]:
    """A whole lever, which is off or on."""
    return [_factor(values, 0.0, 1.0, (0.0, 1.0))]


def _many(table: Table, values: Values) -> list[Factor]:
    """Many factors as they are declared."""
    scenario, kind, factors = values["scenario"], values["kind"], []
    for name in values[values["key"]]:
        named = isinstance(table.data[values["key"]], list)
        if name in values["alone"]:
            continue
        if kind == "number" and (why := held(name, scenario, named=named)):
            values["left_out"][name] = why
            continue
        factor = Factor(name, "lever", 0.0, 1.0, (0.0, 1.0)) if kind == "lever" else declared(name, scenario)
        group = values["group"] or _group(factor, values["group_by"])
        factors.append(replace(factor, group=group, why=values["why"]))
    return factors


def _names(table: Table, key: str, values: Values) -> list[str]:
    """The names of a list, wrong ones noted; or those that a word stands for: all of them, of numbers also those of a
    grade, or of a file."""
    kind = values["kind"]
    if not isinstance(table.data[key], list):
        return _selected(table, key, kind)
    known, names = _known(kind), []
    for rank, given in enumerate(table.data[key]):
        name, path = known.canonical(given), (*table.at(key), rank)
        if name is None:
            table.issues.add(_UNKNOWN[kind], path, given=shown(given), names=known.spoken(table.issues.indonesian))
        elif kind == "number" and PARAMETERS[name].used != "run":
            may_vary(table.issues, path, name)
        else:
            names.append(name)
    if not table.data[key]:
        table.issues.add("no_list", table.at(key), given="[ ]")
    return names


def _selected(table: Table, key: str, kind: str) -> list[str]:
    files = {home.rpartition(".")[2]: home for home in homes()}
    words = indonesian.values(*((ALL, *GRADES, *files) if kind == "number" else (ALL,)))
    word = words.canonical(table.data[key])
    if word is None:
        allowed = refusal("many_numbers" if kind == "number" else "many_all")
        table.unknown("no_many", table.at(key), table.data[key], words, allowed)
        return []
    if kind != "number" or word == ALL:
        return list(_known(kind).names)
    return [name for name, number in PARAMETERS.items() if word in (number.grade, home_of(name).rpartition(".")[2])]


def _group(factor: Factor, by: str | None) -> str:
    """The group that ``group_by`` gives."""
    if by == "home" and factor.kind == "number":
        return home_of(factor.name).removeprefix("kkgsim.")
    if by == "grade" and factor.kind == "number":
        return PARAMETERS[factor.name].grade
    return factor.lever if by is not None and factor.kind != "number" else ""


WORDS: Mapping[str, Reader] = {"group": optional(text, ""), "why": optional(partial(label, blank=True), NO_UNIT)}
RANGE: Mapping[str, Reader] = {
    "low": optional(number(_allowed), _usual("low")),
    "high": optional(number(_allowed), _usual("high")),
    "values": forbidden("values_alone"),
    "steps": _steps,
    "distribution": _distribution,
    "mode": _mode,
}
LISTED: Mapping[str, Reader] = {
    **dict.fromkeys(RANGE, forbidden("values_alone")),
    "values": listed(number(_allowed), "[0, 1]"),
}
GROUPED: Mapping[str, Reader] = {
    "group": WORDS["group"],
    "group_by": optional(choice("no_grouping", indonesian.values("home", "grade", "lever"))),
    "why": WORDS["why"],
}
"""The keys of a ``[[vary]]`` besides what varies: of any, of a range, of listed values, of many factors. Those of many
are grouped by the file in which a number stands, its grade, or the lever of a setting."""
SORTS: Mapping[str, tuple[Mapping[str, Reader], Any, tuple[str, ...]]] = {
    "lever": (WORDS, _lever, ("name",)),
    "range": ({**RANGE, **WORDS}, _ranged, ("name", "low", "high", "distribution")),
    "listed": ({**LISTED, **WORDS}, _listed, ("name", "values")),
    "many": (GROUPED, _many, ()),
    "way range": ({**read_way.RANGE, "steps": _steps, **WORDS}, _way, ("name", "low", "high", "distribution")),
    "way listed": ({**read_way.LISTED, **WORDS}, _way, ("name", "values")),
}
"""The sorts of ``[[vary]]``: keys besides what varies, what is made of them, and what is needed for it."""
VOCABULARY = Vocabulary.of((*ONE, *MANY, *RANGE, *WORDS, *GROUPED), {**KEYS, **MANY_KEYS})
"""All keys of a ``[[vary]]``."""
