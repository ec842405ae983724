"""All that varies in a study: its ``[[vary]]`` tables together, or the columns of its list of points."""

from __future__ import annotations

from typing import Any, NamedTuple

from kkgsim.config.issues import plain
from kkgsim.config.scan import KeyPath
from kkgsim.config.shape import Table, Values
from kkgsim.design.ranges import may_vary
from kkgsim.design.read_design import Laid
from kkgsim.design.read_factor import named_alone, read_factors
from kkgsim.design.read_way import columns, is_mixed, latest_start
from kkgsim.design.study import TARGETS, Design, Factor, Kind
from kkgsim.i18n import refusal
from kkgsim.model.levers import all_settings

MOST_RUNS = 10_000_000


class Varied(NamedTuple):
    """What varies, and why numbers that were asked for among many do not."""

    factors: tuple[Factor, ...]
    left_out: tuple[tuple[str, str], ...]


def vary(table: Table, name: str, values: Values) -> Varied | None:
    """What varies; None where a factor has a mistake. A factor that is asked for alone varies as is said there, also
    where it is asked for among many."""
    laid: Laid = values["design"] or Laid(None)
    within = values.new_child({"left_out": {}})
    factors = (_columns if laid.method == "points" else _tables)(table, name, within, laid)
    _not_too_many(table, laid, factors, values["replicates"])
    sound = tuple(factor for factor in factors if factor is not None)
    return Varied(sound, tuple(within["left_out"].items())) if len(sound) == len(factors) > 0 else None


def _tables(table: Table, name: str, values: Values, laid: Laid) -> list[Factor | None]:
    """The factors of ``[[vary]]``."""
    if not table.data.get(name):
        table.missing(name, "[[vary]]")
    tables = [inner for inner in table.tables(name) if inner is not None]
    values["alone"] = named_alone(tables)
    factors: list[Factor | None] = []
    names: set[str] = set()
    for inner in tables:
        for factor in read_factors(inner, values):
            factors.append(factor)
            if factor is not None:
                if factor.name in names:
                    table.issues.add("vary_again", inner.path, given=factor.name)
                names.add(factor.name)
                _check(table, inner.path, factor, values)
    if tables and not factors:
        table.issues.add("vary_nothing", table.at(name))
    _not_both(table, name, [factor for factor in factors if factor])
    return factors


def _columns(table: Table, name: str, values: Values, laid: Laid) -> list[Factor | None]:
    """The factors of a list of points."""
    for inner in table.tables(name):
        if inner is not None:
            table.issues.add("vary_listed", inner.path)
    factors = [] if laid.design is None else [column(name, rank, laid.design) for rank, name in enumerate(laid.columns)]
    for factor in factors:
        may_vary(table.issues, laid.at, factor.name)
        _check(table, laid.at, factor, values)
        _check_way(table, laid.at, factor, values)
    _not_both(table, name, factors)
    return list(factors)


def _check_way(table: Table, path: KeyPath, factor: Factor, values: Values) -> None:
    """Note a column of a list of points that mixes numbers of clusters with shares, or starts a lever too late."""
    if factor.kind in TARGETS and is_mixed((factor.low, factor.high)):
        table.issues.add("vary_mixed", path, given=factor.name)
    if factor.kind == "start" and factor.high > (last := latest_start(values["scenario"], factor.lever)):
        table.issues.add("range", path, given=f"{factor.name}: {plain(factor.high)}", allowed=f"<= {last}")


def column(name: str, rank: int, design: Design) -> Factor:
    """A factor whose values stand in a list of points."""
    values = [point[rank] for point in design.listed]
    return Factor(name, kind_of(name), min(values), max(values))


def kind_of(name: str) -> Kind:
    """What a column of a list of points is."""
    way: Any = columns().names.get(name)
    return way or ("setting" if name in all_settings() else "number")


def _check(table: Table, path: KeyPath, factor: Factor, values: Values) -> None:
    """Note a setting that the scenario itself changes on the way."""
    if factor.kind == "setting" and values["scenario"] is not None:
        short = factor.name.removeprefix(f"{factor.lever}_")
        for phase in values["scenario"].policy:
            if phase.lever == factor.lever and any(short in change.settings for change in phase.changes):
                table.issues.add("vary_changes", path, given=factor.name)


def _not_both(table: Table, name: str, factors: list[Factor]) -> None:
    """Note a lever that varies as a whole and in its settings, too, or is aimed in two ways, and a group named like a
    factor outside it."""
    alone = {factor.name for factor in factors if not factor.group}
    for group in sorted({factor.group for factor in factors} & alone):
        table.issues.add("vary_group", table.at(name), given=group)
    aimed = {factor.lever for factor in factors if factor.kind == "neediest"}
    for factor in factors:
        if factor.kind == "remotest" and factor.lever in aimed:
            table.issues.add("vary_two_ways", table.at(name), given=factor.lever)
    whole = {factor.name for factor in factors if factor.kind == "lever"}
    for factor in factors:
        if factor.kind == "setting" and factor.lever in whole:
            table.issues.add("vary_both", table.at(name), given=factor.name, allowed=factor.lever)


def _not_too_many(table: Table, laid: Laid, factors: list[Factor | None], replicates: int | None) -> None:
    """Note a sweep that nobody would wait for."""
    if laid.design is None or replicates is None:
        return
    points = laid.points
    for factor in factors if laid.method == "grid" else ():
        points *= len(factor.values) if factor else 1
    if points * replicates > MOST_RUNS:
        most = refusal("count", most=MOST_RUNS)
        table.issues.add("too_many_runs", table.at("replicates"), given=f"{points} x {replicates}", allowed=most)
