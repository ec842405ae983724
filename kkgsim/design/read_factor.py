"""The factors of a ``[[vary]]``: a single setting, number or lever with its range, or many of a kind."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from typing import Any

from kkgsim.config.issues import shown
from kkgsim.config.numbers import NO_UNIT, Range, plain
from kkgsim.config.schema import Reader, Shape, Values, choice, forbidden, label, listed, number, optional, text, whole
from kkgsim.config.table import Table, Vocabulary
from kkgsim.design.ranges import ANYTHING, centre_of, declared, held, may_vary, range_of
from kkgsim.design.study import Factor, Kind
from kkgsim.i18n import refusal
from kkgsim.model.parameters import GRADES, SPREAD
from kkgsim.model.registry import PARAMETERS, home_of, homes
from kkgsim.scenario import indonesian
from kkgsim.scenario.indonesian import KEYS, MANY_KEYS
from kkgsim.scenario.scenario import Scenario

ONE: tuple[Kind, ...] = ("setting", "number", "lever")
MANY = ("numbers", "settings", "levers")
ALL = "all"
_UNKNOWN = {
    "setting": "no_setting", "settings": "no_setting", "number": "no_assumed", "numbers": "no_assumed",
    "lever": "no_lever", "levers": "no_lever",
}  # fmt: skip
"""What is said of a name that is not known, by the key under which it stands."""
_ALLOWED = {"setting": "settings_known", "number": "numbers"}
"""How the names that are known are said in short, where they are too many to list."""


def read_factors(table: Table, values: Values) -> list[Factor | None]:
    """The factors of a ``[[vary]]``, without those of ``values["alone"]`` where it asks for many; None for one with
    mistakes."""
    table = table.translated(VOCABULARY)
    asked = [key for key in (*ONE, *MANY) if key in table.data]
    if len(asked) != 1:
        table.only(VOCABULARY.names)
        table.issues.add("vary_what", table.path, allowed=", ".join((*ONE, *MANY)))
        return [None]
    if asked[0] in ONE:
        return [SHAPES[asked[0], "values" in table.data and asked[0] != "lever"].read(table, values)]
    if _method(values) == "grid" and asked[0] != "levers":
        table.issues.add("many_grid", table.path)
        return [None]
    factors: list[Factor] = SHAPES[asked[0], False].read(table, values) or []
    return [factor for factor in factors if factor.name not in values["alone"]]


def named_alone(tables: list[Table]) -> set[str]:
    """The names that are asked for alone."""
    given = (_known(kind).canonical(table.translated(VOCABULARY).data.get(kind)) for table in tables for kind in ONE)
    return {name for name in given if name is not None}


def _method(values: Values) -> str | None:
    method: str | None = getattr(values["design"], "method", None)
    return method


def _known(kind: str) -> Vocabulary:
    """What a factor of a kind may be called."""
    if kind in ("setting", "settings"):
        return indonesian.settings()
    return Vocabulary(PARAMETERS) if kind in ("number", "numbers") else indonesian.levers()


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
    """The peak of a triangular distribution."""
    name, low, high = values["name"], values["low"], values["high"]
    if values["distribution"] != "triangular":
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


def _ranged(kind: Kind) -> Callable[[Table, Values], Factor | None]:
    """A factor between two ends."""

    def make(table: Table, values: Values) -> Factor | None:
        low, high = values["low"], values["high"]
        if low >= high:
            word, at = ("low_not_below", "low") if "low" in table.data else ("vary_point", kind)
            table.issues.add(word, table.at(at), given=plain(low), allowed=f"< {plain(high)}")
            return None
        if values["distribution"] == "loguniform" and low <= 0.0:
            table.issues.add("log_of_nothing", table.at("distribution"), given=plain(low), allowed="> 0")
            return None
        factor = Factor(
            values["name"], kind, low, high, (), values["distribution"], values["mode"], values["group"], values["why"]
        )
        return replace(factor, values=_grid_values(factor, values["steps"])) if values["steps"] else factor

    return make


def _grid_values(factor: Factor, steps: int) -> tuple[float, ...]:
    """The values of a grid: steps of equal probability from end to end, each value once."""
    import numpy as np

    from kkgsim.design.sampling import quantiles

    return tuple(dict.fromkeys(quantiles(factor, np.arange(steps) / (steps - 1)).tolist()))


def _of_values(kind: Kind) -> Callable[[Table, Values], Factor]:
    """A factor over listed values."""
    return lambda table, values: Factor(
        values["name"], kind, min(values["values"]), max(values["values"]), values["values"], group=values["group"],
        why=values["why"],
    )  # fmt: skip


def _switch(name: str) -> Factor:
    """A whole lever."""
    return Factor(name, "lever", 0.0, 1.0, (0.0, 1.0))


def _one_lever(table: Table, values: Values) -> Factor:
    return replace(_switch(values["lever"]), group=values["group"], why=values["why"])


def _names(table: Table, kind: str, values: Values) -> list[str]:
    """The names of a list, wrong ones noted; or those that a word stands for: all of them, of numbers also those of a
    grade, or of a file."""
    if not isinstance(table.data[kind], list):
        return _selected(table, kind)
    known, names = _known(kind), []
    for rank, given in enumerate(table.data[kind]):
        name, path = known.canonical(given), (*table.at(kind), rank)
        if name is None:
            table.issues.add(_UNKNOWN[kind], path, given=shown(given), names=known.spoken(table.issues.indonesian))
        elif kind == "numbers" and PARAMETERS[name].used != "run":
            may_vary(table.issues, path, name)
        else:
            names.append(name)
    if not table.data[kind]:
        table.issues.add("no_list", table.at(kind), given="[ ]")
    return names


def _selected(table: Table, kind: str) -> list[str]:
    files = {home.rpartition(".")[2]: home for home in homes()}
    words = indonesian.values(*((ALL, *GRADES, *files) if kind == "numbers" else (ALL,)))
    word = words.canonical(table.data[kind])
    if word is None:
        allowed = refusal("many_numbers" if kind == "numbers" else "many_all")
        table.unknown("no_many", table.at(kind), table.data[kind], words, allowed)
        return []
    if kind != "numbers" or word == ALL:
        return list(_known(kind).names)
    return [name for name, number in PARAMETERS.items() if word in (number.grade, home_of(name).rpartition(".")[2])]


def _many(kind: str) -> Callable[[Table, Values], list[Factor]]:
    """Many factors as they are declared; numbers that cannot vary or are held are left out."""

    def make(table: Table, values: Values) -> list[Factor]:
        scenario, named = values["scenario"], isinstance(table.data[kind], list)
        factors = []
        for name in values[kind]:
            if kind == "numbers" and (_left(name, scenario, named) or not _varies(name, scenario)):
                continue
            factor = _switch(name) if kind == "levers" else declared(name, scenario)
            group = values["group"] or _group(factor, values["group_by"])
            factors.append(replace(factor, group=group, why=values["why"]))
        return factors

    return make


def left_out(top: Table, scenario: Scenario | None) -> tuple[tuple[str, str], ...]:
    """Numbers that the ``[[vary]]`` of a study ask for among many and that do not vary, and why."""
    reasons: dict[str, str] = {}
    tables = [table.translated(VOCABULARY) for table in top.tables("vary") if table is not None]
    alone = [table.data.get("number") for table in tables]
    for table in tables:
        if "numbers" in table.data:
            named = isinstance(table.data["numbers"], list)
            names = [n for n in PARAMETERS if n in table.data["numbers"]] if named else _selected(table, "numbers")
            held_back = {name: _left(name, scenario, named) for name in names if name not in alone}
            reasons |= {name: why for name, why in held_back.items() if why}
    return tuple(reasons.items())


def _left(name: str, scenario: Scenario | None, named: bool) -> str:
    """Why a number is left out, "" for one that is not: one that is fixed in all bands varies where it is named."""
    why = held(name, scenario)
    return "" if named and why == "fixed" else why


def _varies(name: str, scenario: Scenario | None) -> bool:
    factor = declared(name, scenario)
    return factor.low < factor.high


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
_NEEDS = ("name", "low", "high", "distribution")


def _shape(keys: Mapping[str, Reader], make: Callable[[Table, Values], Any], *needs: str) -> Shape[Any]:
    return Shape(keys, {**KEYS, **MANY_KEYS}, make, needs)


SHAPES: Mapping[tuple[str, bool], Shape[Any]] = {
    ("lever", False): _shape({"lever": _name, **WORDS}, _one_lever, "lever"),
    **{(kind, False): _shape({kind: _name, **RANGE, **WORDS}, _ranged(kind), *_NEEDS) for kind in ONE[:2]},
    **{(kind, True): _shape({kind: _name, **LISTED, **WORDS}, _of_values(kind), "name", "values") for kind in ONE[:2]},
    **{(kind, False): _shape({kind: _names, **GROUPED}, _many(kind)) for kind in MANY},
}  # fmt: skip
"""What a ``[[vary]]`` may hold, by what it names and whether it lists values."""
VOCABULARY = Vocabulary.of((*ONE, *MANY, *RANGE, *WORDS, *GROUPED), {**KEYS, **MANY_KEYS})
"""All keys of a ``[[vary]]``."""
