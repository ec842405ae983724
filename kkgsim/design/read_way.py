"""What varies in a study besides settings, levers and numbers: how many clusters a lever is aimed at, the month in
which it starts, and the ceiling of the district's budget."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from kkgsim.config.issues import plain, shown
from kkgsim.config.readers import MONTHS, Range, choice, forbidden, number, optional, whole
from kkgsim.config.shape import Reader, Table, Values, listed
from kkgsim.config.vocabulary import Vocabulary
from kkgsim.design.study import CEILING, TARGETS, WAYS, Factor, first_phase, way_name
from kkgsim.model.levers import all_levers
from kkgsim.scenario import indonesian
from kkgsim.scenario.indonesian import KEYS
from kkgsim.scenario.limits import LIMITS
from kkgsim.scenario.priced import BUDGET_RANGE
from kkgsim.scenario.read_aim import LEAST_SHARE, MOST_CLUSTERS, clusters_meant
from kkgsim.scenario.scenario import Scenario


@cache
def columns() -> Vocabulary:
    """What a column of a list of points may be called that is a way in which the policy varies, with its kind."""
    names, words = {CEILING: "budget"}, {CEILING: f"{KEYS['ceiling']}_{KEYS['budget']}"}
    for word, lever in indonesian.levers().spoken(indonesian=True).items():
        for way in (way for way in WAYS if way != "budget"):
            if way == "start" or not lever.everywhere:  # type: ignore[attr-defined]
                name = way_name(way, lever.name)  # type: ignore[attr-defined]
                names[name], words[name] = way, f"{word}_{KEYS[way]}"
    return Vocabulary(names, words)


def range_of_way(kind: str, months: int) -> Range:
    """What a way may be, in a run of so many months."""
    if kind == "budget":
        return BUDGET_RANGE
    return Range(1, months, MONTHS) if kind == "start" else Range(LEAST_SHARE, MOST_CLUSTERS)


def is_mixed(values: tuple[float, ...]) -> bool:
    """Whether some of these are numbers of clusters and some are shares of them."""
    return min(values) < 1.0 <= max(values)


def read_name(table: Table, kind: str, values: Values) -> str | None:
    """The name of the factor; None for a lever that is not known or cannot be aimed."""
    if kind == "budget":
        ceiling = Vocabulary.of(("ceiling",), KEYS)
        known = choice("no_ceiling", ceiling)(table, kind, values)
    else:
        known = choice("no_lever", indonesian.levers())(table, kind, values)
        if known and kind in TARGETS and all_levers()[known].everywhere:
            table.issues.add("for_all_clusters", table.at(kind), given=shown(table.data[kind]))
            known = None
    values["lever"] = known
    values["name"] = known and way_name(kind, known)
    name: str | None = values["name"]
    return name


def latest_start(scenario: Scenario | None, lever: str) -> int:
    """The last month in which the first phase of a lever may start: no later than it ends, or changes for the first
    time."""
    if scenario is None:
        return LIMITS["months"][1]
    phase = first_phase(scenario, lever)
    return scenario.months if phase is None else min([phase.end, *(change.month for change in phase.changes)])


def _value(table: Table, name: Any, values: Values) -> float | None:
    """A value of the factor, in its unit."""
    kind = values["kind"]
    if kind in TARGETS:
        return clusters_meant(table, name, values)
    months = latest_start(values["scenario"], values["lever"] or "")
    value: float | None = (whole if kind == "start" else number)(range_of_way(kind, months))(table, name, values)
    return None if value is None else float(value)


def _sound(table: Table, values: Values, given: tuple[float, ...], at: str) -> bool:
    """Whether values are all numbers of clusters or all shares."""
    if values["kind"] in TARGETS and is_mixed(given):
        table.issues.add("vary_mixed", table.at(at), given=f"{plain(min(given))}, {plain(max(given))}")
        return False
    return True


def ranged(table: Table, values: Values) -> list[Factor | None]:
    """A factor between two ends."""
    low, high = values["low"], values["high"]
    if low >= high:
        table.issues.add("low_not_below", table.at("low"), given=plain(low), allowed=f"< {plain(high)}")
        return [None]
    if values["distribution"] == "loguniform" and low <= 0.0:
        table.issues.add("log_of_nothing", table.at("distribution"), given=plain(low), allowed="> 0")
        return [None]
    if not _sound(table, values, (low, high), "low"):
        return [None]
    return [Factor(values["name"], values["kind"], low, high, (), values["distribution"])]


def counted(table: Table, values: Values) -> list[Factor | None]:
    """A factor over listed values."""
    given = values["values"]
    if not _sound(table, values, given, "values"):
        return [None]
    return [Factor(values["name"], values["kind"], min(given), max(given), given)]


RANGE: Mapping[str, Reader] = {
    "low": _value,
    "high": _value,
    "values": forbidden("values_alone"),
    "distribution": optional(choice("no_distribution", indonesian.values("uniform", "loguniform")), "uniform"),
    "mode": forbidden("mode_triangular"),
}
LISTED: Mapping[str, Reader] = {
    **dict.fromkeys((*RANGE, "steps"), forbidden("values_alone")),
    "values": listed(_value, "[2, 5, 10]"),
}
