"""Fact files read and checked, all mistakes in one pass, in the manner of scenario files."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from kkgsim.analysis.facts import words
from kkgsim.analysis.facts.fact import Arm, Fact, Quantity
from kkgsim.analysis.facts.read_quantity import names_in, read_quantity
from kkgsim.config.numbers import MONTHS, Range
from kkgsim.config.recover import load_toml, text_of_file
from kkgsim.config.table import IssueCollector, Table
from kkgsim.errors import InputError
from kkgsim.i18n import Text
from kkgsim.model.calendar import FIRST_MONTH
from kkgsim.model.registry import PARAMETERS
from kkgsim.scenario.library import shipped
from kkgsim.scenario.read import LARGEST, MOST_MONTHS, assumptions_of, place_in, policy_of, read_scenario
from kkgsim.scenario.scenario import Assumption, Phase, Scenario

MOST_SCHOOLS = 100_000
Sample = tuple[int, int, str]


def read_fact(path: Path | str) -> Fact:
    """The fact in a file. Raises ``InputError`` with all its mistakes."""
    path = Path(path)
    issues = IssueCollector(str(path))
    text = text_of_file(path, LARGEST, issues)
    return parse_fact(text, str(path), base=path.parent)


def parse_fact(text: str, where: str, *, base: Path | None = None) -> Fact:
    """The fact in a text that came from ``where``, whose stem names it. A place that is a folder, and scenario files,
    are looked for from ``base``. Raises as :func:`read_fact` does."""
    issues = IssueCollector(where)
    data = load_toml(text, issues)
    fact = None
    if data is not None:
        fact = _fact(Table(data, (), issues).translated(words.FACT), Path(where).stem, base)
    issues.stop()
    assert fact is not None
    return replace(fact, text=text)


def _fact(top: Table, name: str, base: Path | None) -> Fact | None:
    """The whole file; None where it cannot be made of it."""
    top.only(words.FACT.names)
    title, observed = top.label("title"), top.label("observed")
    sources = names_in(top, "sources", "no_source", words.sources())
    note, missing = (top.label(key) if key in top.data else None for key in ("note", "missing"))
    place = place_in(top, base) if "place" in top.data or missing is None else ""
    months = top.whole("months", Range(1, MOST_MONTHS, MONTHS), default=None if missing is None else 1)
    first_month = top.whole("first_month", Range(1, 12), default=FIRST_MONTH)
    horizon = MOST_MONTHS if months is None else months
    assumptions = _conditions(top)
    case = Scenario(name, title, observed, place, horizon, 1, 1, (), assumptions, first_month or FIRST_MONTH)
    arms = _arms(top, case, base)
    quantities = _quantities(top, horizon, tuple(arms), missing)
    if months is None or first_month is None:
        return None
    return Fact(
        name, title, observed, sources, place, months, arms, quantities, first_month=first_month,
        assumptions=assumptions, note=note, missing=missing, base="" if base is None else str(base),
    )  # fmt: skip


def _conditions(table: Table) -> tuple[Assumption, ...]:
    """The ``[assumptions]`` of a fact or an arm; every number that is no condition of a source is refused."""
    assumptions = assumptions_of(table)
    allowed = [name for name, number in PARAMETERS.items() if number.condition]
    for assumption in assumptions:
        if assumption.number not in allowed:
            path = (*table.path, table.written.get("assumptions", "assumptions"), assumption.number)
            table.issues.add("learning_assumed", path, allowed=", ".join(allowed))
    return assumptions


def _arms(top: Table, case: Scenario, base: Path | None) -> dict[str, Arm]:
    """The ``[arm.<name>]`` of a fact; ``case`` is what they have in common."""
    example = "[arm.control]"
    table = top.table("arm", example) if "arm" in top.data else None
    common = _sample(top)
    arms = {}
    for name in table.data if table is not None else ():
        assert table is not None
        inner = table.table(name, example)
        if inner is None:
            continue
        inner = inner.translated(words.ARM)
        inner.only(words.ARM.names)
        own = {assumption.number: assumption for assumption in (*case.assumptions, *_conditions(inner))}
        policy = _policy(inner, case.months, base)
        place = place_in(inner, base) if "place" in inner.data else case.place
        scenario = replace(
            case, name=name, title=Text(name, name), place=place, policy=policy, assumptions=tuple(own.values())
        )
        arms[name] = Arm(name, scenario, *(_sample(inner, common) if place == case.place else _sample(inner)))
    return arms


def _sample(table: Table, common: Sample = (0, 0, "")) -> Sample:
    """How many schools or clusters of the place there are (0 and 0: all), and its published means; as in ``common``
    where a table says nothing."""
    schools, clusters = (
        table.whole(key, Range(1, MOST_SCHOOLS)) or 0 if key in table.data else 0 for key in ("schools", "clusters")
    )
    if schools and clusters:
        table.issues.add("no_use", table.at("clusters"), other="schools")
    if not schools and not clusters:
        schools, clusters = common[:2]
    profile = table.choice("profile", "no_profile", words.profiles()) if "profile" in table.data else common[2]
    return schools, clusters, profile or ""


def _policy(table: Table, months: int, base: Path | None) -> tuple[Phase, ...]:
    """The policy of an arm: its own phases, and those of a scenario that it names, over the horizon of the fact."""
    phases = policy_of(table, months)
    if "scenario" not in table.data:
        return phases
    given = table.text("scenario")
    path = None if base is None else base / given
    try:
        source = path if path is not None and path.is_file() else shipped().get(given)
    except (OSError, ValueError):
        source = None
    if source is None:
        table.unknown("no_scenario_named", table.at("scenario"), given, words.named(shipped()))
        return phases
    try:
        return (*read_scenario(source).with_horizon(months).policy, *phases)
    except InputError as error:
        table.issues.entries += error.issues
        return phases


def _quantities(top: Table, months: int, arms: tuple[str, ...], missing: Text | None) -> Mapping[str, Quantity]:
    """The ``[quantity.<name>]`` of a fact, in the order of the file; one may build upon those above it."""
    example = "[quantity.effect]"
    if "quantity" not in top.data and missing is not None:
        return {}
    table = top.table("quantity", example)
    quantities: dict[str, Quantity] = {}
    for name in table.data if table is not None else ():
        assert table is not None
        inner = table.table(name, example)
        if inner is not None:
            quantities[name] = read_quantity(inner.translated(words.QUANTITY), name, months, arms, quantities)
    if quantities and not any(q.target for q in quantities.values()) and missing is None:
        top.issues.add("no_target", top.at("quantity"))
    return quantities
