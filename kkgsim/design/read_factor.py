"""The factors of a ``[[vary]]``: a single setting, number or lever with its range, or many of a kind."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from kkgsim.config.numbers import NO_UNIT, Range, plain
from kkgsim.config.table import Table, Vocabulary, shown
from kkgsim.design.ranges import ANYTHING, centre_of, declared, held, may_vary, range_of
from kkgsim.design.study import Factor, Kind
from kkgsim.i18n import Text, refusal
from kkgsim.model.parameters import GRADES, SPREAD, Distribution
from kkgsim.model.registry import PARAMETERS, home_of, homes
from kkgsim.scenario import indonesian
from kkgsim.scenario.scenario import Scenario

ONE: tuple[Kind, ...] = ("setting", "number", "lever")
RANGE = ("low", "high", "values", "steps", "distribution", "mode")
WORDS = ("group", "why")
_UNKNOWN = {
    "setting": "no_setting", "settings": "no_setting", "number": "no_assumed", "numbers": "no_assumed",
    "lever": "no_lever", "levers": "no_lever",
}  # fmt: skip
"""What is said of a name that is not known, by the key under which it stands."""


@dataclass(frozen=True)
class _Distributed:
    """A factor as far as it is read."""

    name: str
    kind: Kind
    low: float
    high: float
    distribution: Distribution = "uniform"
    mode: float | None = None

    def as_factor(self, values: tuple[float, ...] = (), group: str = "", why: Text = NO_UNIT) -> Factor:
        """The factor, over ``values`` where some are listed."""
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
        ends = _Distributed(name or "", kind, min(values, default=0.0), max(values, default=0.0))
        return ends.as_factor(values, group, why) if name and values else None
    factor = _range(table, name, kind, scenario)
    steps = _steps(table, method)
    if factor is None or (method == "grid" and steps is None):
        return None
    return factor.as_factor(_grid_values(factor, steps) if steps else (), group, why)


def _known(kind: str) -> Vocabulary:
    """What a factor of a kind may be called."""
    if kind in ("setting", "settings"):
        return indonesian.settings()
    return Vocabulary(PARAMETERS) if kind in ("number", "numbers") else indonesian.levers()


def _name(table: Table, kind: Kind) -> str | None:
    """The name of the factor; None for one that is not known."""
    known = _known(kind)
    given = table.text(kind)
    name = known.canonical(given)
    if name is None and given:
        words = {"setting": "settings_known", "number": "numbers"}
        allowed = refusal(words[kind], count=len(known.names)) if kind in words else ""
        table.unknown(_UNKNOWN[kind], table.at(kind), given, known, allowed)
    if name is not None and kind == "number":
        may_vary(table.issues, table.path, name)
    return name


def _range(table: Table, name: str | None, kind: Kind, scenario: Scenario | None) -> _Distributed | None:
    """The ends and the distribution: what is not said is as declared; who narrows a range spreads evenly over it
    unless another distribution is said."""
    allowed = ANYTHING if name is None else range_of(name)
    usual = None if name is None else declared(name, scenario)
    ends = [table.number(end, allowed, getattr(usual, end, 0.0)) for end in ("low", "high")]
    narrowed = "low" in table.data or "high" in table.data
    default = "uniform" if narrowed or usual is None else usual.distribution
    distribution = table.choice("distribution", "no_distribution", indonesian.values(*SPREAD), default)
    low, high = ends
    if name is None or low is None or high is None or distribution is None:
        return None
    if low >= high:
        word, at = ("low_not_below", "low") if "low" in table.data else ("vary_point", kind)
        table.issues.add(word, table.at(at), given=plain(low), allowed=f"< {plain(high)}")
        return None
    if distribution == "loguniform" and low <= 0.0:
        table.issues.add("log_of_nothing", table.at("distribution"), given=plain(low), allowed="> 0")
        return None
    mode = None
    if distribution == "triangular":
        mode = table.number("mode", Range(low, high, allowed.unit), min(max(centre_of(name, scenario), low), high))
        if mode is None:
            return None
    elif "mode" in table.data:
        table.issues.add("mode_triangular", table.at("mode"))
    spread: Distribution = next(known for known in SPREAD if known == distribution)
    return _Distributed(name, kind, low, high, spread, mode)


def _steps(table: Table, method: str | None) -> int | None:
    """The steps of a range in a grid."""
    if method == "grid":
        return table.whole("steps", Range(2, 10_000))
    if "steps" in table.data:
        table.issues.add("steps_grid", table.at("steps"))
    return None


def _grid_values(factor: _Distributed, steps: int) -> tuple[float, ...]:
    """The values of a grid: steps of equal probability from end to end, each value once."""
    import numpy as np

    from kkgsim.design.sampling import quantiles

    return tuple(dict.fromkeys(quantiles(factor.as_factor(), np.arange(steps) / (steps - 1)).tolist()))


def _listed_values(table: Table, allowed: Range) -> tuple[float, ...]:
    """Listed values; none where one of them is wrong."""
    for odd in RANGE:
        if odd != "values" and odd in table.data:
            table.issues.add("values_alone", table.at(odd))
    given = table.data["values"]
    if not isinstance(given, list) or not given:
        table.issues.add("no_list", table.at("values"), given=shown(given), allowed="[0, 1]")
        return ()
    items = Table(dict(enumerate(given)), table.at("values"), table.issues)  # type: ignore[arg-type]
    numbers = [items.number(rank, allowed) for rank in range(len(given))]  # type: ignore[arg-type]
    sound = [value for value in numbers if value is not None]
    return tuple(sound) if len(sound) == len(numbers) else ()


MANY = ("numbers", "settings", "levers")
ALL = "all"
KEYS = ("group", "group_by", "why")
GROUPINGS = indonesian.values("home", "grade", "lever")
"""By what ``group_by`` groups: the file in which a number stands, its grade, or the lever of a setting."""


def asks_many(table: Table) -> bool:
    """Whether a ``[[vary]]`` asks for many factors."""
    return any(name in table.data for name in MANY)


def read_factor_group(table: Table, scenario: Scenario | None) -> list[Factor]:
    """The factors of a ``[[vary]]`` that asks for many; numbers that cannot vary or are held are left out."""
    kind = next(name for name in MANY if name in table.data)
    table.only((kind, *KEYS))
    named = isinstance(table.data[kind], list)
    names = _named(table, kind) if named else _selected(table, kind)
    group = table.text("group") if "group" in table.data else ""
    by = table.choice("group_by", "no_grouping", GROUPINGS) if "group_by" in table.data else None
    why = table.label("why", blank=True) if "why" in table.data else Text("", "")
    factors = []
    for name in names:
        if kind == "levers":
            factor = Factor(name, "lever", 0.0, 1.0, (0.0, 1.0))
        elif kind == "numbers" and (_left(name, scenario, named) or not _varies(name, scenario)):
            continue
        else:
            factor = declared(name, scenario)
        factors.append(_with(factor, group or _group(factor, by), why))
    return factors


def left_out(tables: Iterable[Table], scenario: Scenario | None) -> tuple[tuple[str, str], ...]:
    """Numbers that the ``[[vary]]`` of a study ask for among many and that do not vary, and why."""
    reasons: dict[str, str] = {}
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


def _named(table: Table, kind: str) -> list[str]:
    """The names of a list; wrong ones are noted."""
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
    """The names that a word stands for: all of them; of numbers also those of a grade, or of a file."""
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
