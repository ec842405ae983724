"""Study files read and checked, all mistakes in one pass, in the manner of scenario files."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from kkgsim.config.numbers import MONTHS, Range
from kkgsim.config.recover import load_toml, text_of_file
from kkgsim.config.table import IssueCollector, Table, shown
from kkgsim.design.read_design import items, read_design, read_factors, tables_of_factors
from kkgsim.design.read_factor import left_out
from kkgsim.design.study import END, Design, Factor, Study
from kkgsim.errors import InputError
from kkgsim.i18n import refusal
from kkgsim.io.user_files import Unreadable, read_text
from kkgsim.model.calendar import FIRST_MONTH
from kkgsim.places.synthetic import embedded
from kkgsim.scenario import indonesian
from kkgsim.scenario.read import (
    LARGEST,
    MOST_MONTHS,
    NUMBERS,
    assumptions_of,
    place_in,
    policy_of,
    read_scenario,
)
from kkgsim.scenario.scenario import Scenario

TOP = indonesian.keys(
    "title", "about", "scenario", "place", "clusters", "replicates", "seed", "numbers", "luck", "outcomes", "months",
    "design", "vary",
)  # fmt: skip
INLINE = indonesian.keys("place", "first_month", "months", "policy", "assumptions")
"""The keys of a study, and of a scenario written in it."""
LUCK = indonesian.values("shared", "own")
"""Whether all points of a sweep have the luck of a replicate in common, or each has its own."""
MOST_RUNS = 10_000_000


def is_study(path: Path) -> bool:
    """Whether a file has what only studies have; a file that cannot be read is none, so that whoever reads it as a
    scenario says what is wrong with it."""
    try:
        text = read_text(path, LARGEST)
    except Unreadable:
        return False
    design, vary = (("design", indonesian.KEYS["design"]), ("vary", indonesian.KEYS["vary"]))
    marks = (*(f"[{name}]" for name in design), *(f"[[{name}]]" for name in vary), *(f"{name}=" for name in design))
    return any(line.replace(" ", "").startswith(marks) for line in text.splitlines())


def read_study(path: Path | str) -> Study:
    """The study in a file. Raises ``InputError`` with all its mistakes and those of its scenario."""
    path = Path(path)
    issues = IssueCollector(str(path))
    text = text_of_file(path, LARGEST, issues)
    data = load_toml(text, issues)
    study = None if data is None else _study(Table(data, (), issues).translated(TOP), path.stem, path.parent)
    issues.stop()
    assert study is not None
    return replace(study, text=text)


def _study(top: Table, name: str, base: Path) -> Study | None:
    """The whole file; None where the scenario or a count of it is wrong."""
    top.only(TOP.names)
    title, about = top.label("title"), top.label("about", blank=True)
    scenario, home = _scenario(top, name, base)
    replicates = top.whole("replicates", Range(1, 100_000))
    seed = top.whole("seed", Range(0, 2**32 - 1), default=scenario.seed if scenario else 1)
    clusters = top.whole("clusters", Range(1, 1_000_000), default=0)
    numbers = top.choice("numbers", "no_numbers", NUMBERS, "drawn")
    luck = top.choice("luck", "no_luck", LUCK, "shared")
    outcomes, months = _outcomes(top), _months(top, scenario.months if scenario else MOST_MONTHS)
    design = read_design(top, base)
    tables = tables_of_factors(top)
    factors = read_factors(top, tables, scenario, design)
    _not_too_many(top, design, factors, replicates)
    if scenario is None or replicates is None or seed is None or clusters is None or design is None or not factors:
        return None
    if any(factor is None for factor in factors):
        return None
    return Study(
        name, title, about, scenario, scenario.place, clusters, replicates, seed, numbers == "drawn", design[0],
        tuple(factor for factor in factors if factor is not None), outcomes, months,
        own_luck=luck == "own", left_out=left_out(tables, scenario), base=str(home),
    )  # fmt: skip


def _scenario(top: Table, name: str, base: Path) -> tuple[Scenario | None, Path]:
    """The scenario of a study, read from a file or from the study itself, and where its place is looked for."""
    scenario, home = _inline(top, name, base), base
    if isinstance(top.data.get("scenario"), str):
        path = base / top.text("scenario")
        home = path.parent
        try:
            scenario = read_scenario(path)
        except InputError as error:
            top.issues.add("no_scenario", top.at("scenario"), given=shown(str(top.data["scenario"])))
            top.issues.entries += error.issues
            scenario = None
    if "place" in top.data:
        given, home = place_in(top, base), base
        scenario = None if scenario is None else replace(scenario, place=given, text="")
    return scenario, home


def _inline(top: Table, name: str, base: Path) -> Scenario | None:
    """The scenario under the heading ``[scenario]``; None where there is none, or its months are wrong."""
    if isinstance(top.data.get("scenario"), str):
        return None
    table = top.table("scenario", '"../scenario.toml"')
    if table is None:
        return None
    table = table.translated(INLINE)
    table.only(INLINE.names)
    place = _place_of(top, table, base)
    months = table.whole("months", Range(1, MOST_MONTHS, MONTHS))
    first = table.whole("first_month", Range(1, 12), default=FIRST_MONTH)
    horizon = MOST_MONTHS if months is None else months
    policy, assumptions = policy_of(table, horizon), assumptions_of(table)
    if months is None or first is None:
        return None
    label = top.label("title")
    return Scenario(name, label, label, place, months, 1, 1, policy, assumptions, first)


def _place_of(top: Table, table: Table, base: Path) -> str:
    """The place of a scenario in a study, which the study's own place may stand for."""
    return next(iter(embedded())) if "place" in top.data and "place" not in table.data else place_in(table, base)


def _outcomes(top: Table) -> tuple[str, ...]:
    """The outcomes to keep, each once."""
    names: list[str] = []
    known = indonesian.outcomes()
    listed = items(top, "outcomes", '["attendance_share"]')
    for rank, given in listed.data.items() if listed else ():
        name, path = known.canonical(given), (*top.at("outcomes"), rank)
        if name is None:
            top.unknown("no_outcome_kept", path, given, known)
        elif name in names:
            top.issues.add("kept_twice", path, given=shown(given))
        else:
            names.append(name)
    return tuple(names)


def _months(top: Table, horizon: int) -> tuple[int | str, ...]:
    """The months whose outcomes are kept: ``"end"``, or a list of months in which it may stand, too."""
    end = indonesian.values(END)
    if end.canonical(top.data.get("months", END)):
        return (END,)
    months: list[int | str] = []
    listed = items(top, "months", '"end", [12, 24]')
    for rank, given in listed.data.items() if listed else ():
        month = end.canonical(given) or (listed.whole(rank, Range(1, horizon, MONTHS)) if listed else None)
        if month in months:
            top.issues.add("kept_twice", (*top.at("months"), rank), given=shown(given))
        elif month is not None:
            months.append(month)
    return tuple(months)


def _not_too_many(
    top: Table, design: tuple[Design, int, tuple[str, ...]] | None, factors: list[Factor | None], replicates: int | None
) -> None:
    """Note a sweep that nobody would wait for."""
    if design is None or replicates is None:
        return
    points = design[1]
    if design[0].method == "grid":
        for factor in factors:
            points *= len(factor.values) if factor else 1
    if points * replicates > MOST_RUNS:
        most = refusal("count", most=MOST_RUNS)
        top.issues.add("too_many_runs", top.at("replicates"), given=f"{points} x {replicates}", allowed=most)
