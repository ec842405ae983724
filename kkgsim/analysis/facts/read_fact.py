"""Fact files: what one may hold is :data:`FACT` and the shapes within it; the reader of scenario files walks them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from kkgsim.analysis.facts import words
from kkgsim.analysis.facts.fact import Arm, Fact, Quantity
from kkgsim.analysis.facts.read_quantity import name_in, read_quantity
from kkgsim.config.read import read_file, read_text
from kkgsim.config.readers import MONTHS, Range, choice, label, optional, text, whole
from kkgsim.config.shape import Reader, Shape, Table, Values, listed
from kkgsim.errors import InputError
from kkgsim.i18n import Text
from kkgsim.model.calendar import FIRST_MONTH
from kkgsim.model.registry import PARAMETERS
from kkgsim.scenario.library import shipped
from kkgsim.scenario.read import SCENARIO, place, read_scenario
from kkgsim.scenario.scenario import Assumption, Phase, Scenario


def read_fact(path: Path | str) -> Fact:
    """The fact in a file. Raises ``InputError`` with all its mistakes."""
    path = Path(path)
    return read_file(FACT, path, base=path.parent)


def parse_fact(text: str, where: str, *, base: Path | None = None) -> Fact:
    """The fact in a text that came from ``where``, whose stem names it. A place that is a folder, and scenario files,
    are looked for from ``base``. Raises as :func:`read_fact` does."""
    return read_text(FACT, text, where, base=base)


def _conditions(table: Table, key: str, values: Values) -> tuple[Assumption, ...]:
    """The ``[assumptions]`` of a fact or an arm; every number that is no condition of a source is refused."""
    assumptions: tuple[Assumption, ...] = SCENARIO.keys["assumptions"](table, key, values)
    allowed = [name for name, number in PARAMETERS.items() if number.condition]
    for assumption in assumptions:
        if assumption.number not in allowed:
            path = (*table.at(key), assumption.number)
            table.issues.add("learning_assumed", path, allowed=", ".join(allowed))
    return assumptions


def _played(table: Table, key: str, values: Values) -> tuple[Phase, ...]:
    """The policy of a scenario that an arm names, over the horizon of the fact."""
    if key not in table.data:
        return ()
    given, base = text(table, key, values), values["base"]
    path = None if base is None else base / given
    try:
        source = path if path is not None and path.is_file() else shipped().get(given)
    except (OSError, ValueError):  # no system has such a name
        source = None
    if source is None:
        table.unknown("no_scenario_named", table.at(key), given, words.named(shipped()))
        return ()
    try:
        return read_scenario(source).with_horizon(values["months"] or words.MOST_MONTHS).policy
    except InputError as error:
        table.issues.entries += error.issues
        return ()


def _clusters(table: Table, key: str, values: Values) -> int | None:
    """How many clusters there are, where it is not said how many schools."""
    if key in table.data and "schools" in table.data:
        table.issues.add("no_use", table.at(key), other="schools")
    clusters: int | None = optional(whole(Range(1, words.MOST_SCHOOLS)), 0)(table, key, values)
    return clusters


SAMPLE: dict[str, Reader] = {
    "schools": optional(whole(Range(1, words.MOST_SCHOOLS)), 0),
    "clusters": _clusters,
    "profile": optional(choice("no_profile", words.profiles()), ""),
}
"""Which part of a place is played, and with which published means."""


def _arm(table: Table, values: Values) -> Arm:
    """An arm; what it does not say of its place is as the fact says, unless its place is another."""
    around, place_ = values.parents, values["place"]
    own = {assumption.number: assumption for assumption in (*around["assumptions"], *values["assumptions"])}
    scenario = Scenario(
        values["named"], Text(values["named"], values["named"]), around["observed"], place_, around["months"], 1, 1,
        (*values["scenario"], *values["policy"]), tuple(own.values()), around["first_month"],
    )  # fmt: skip
    sample = tuple(values[key] for key in SAMPLE)
    if place_ == around["place"]:
        size = sample[:2] if any(sample[:2]) else (around["schools"], around["clusters"])
        sample = (*size, sample[2] or around["profile"])
    return Arm(values["named"], scenario, *sample)


ARM = Shape(
    {
        "place": optional(place, lambda values: values["place"]),
        **SAMPLE,
        "scenario": _played,
        "policy": SCENARIO.keys["policy"],
        "assumptions": _conditions,
    },
    words.KEYS, _arm, ("place", "schools", "clusters", "profile"),
)  # fmt: skip


def _arms(table: Table, key: str, values: Values) -> dict[str, Arm | None]:
    """The ``[arm.<name>]`` of a fact; None for one with mistakes."""
    return {name: ARM.read(inner, values.new_child({"named": name})) for name, inner in _named(table, key, "control")}


def _quantities(table: Table, key: str, values: Values) -> dict[str, Quantity | None]:
    """The ``[quantity.<name>]`` of a fact, in the order of the file; one may build upon those above it."""
    if key not in table.data and values["missing"] is None:
        table.missing(key, "[quantity.effect]")
    above: dict[str, Quantity | None] = {}
    for name, inner in _named(table, key, "effect"):
        around = {"named": name, "above": dict(above), "arms": values["arm"]}
        above[name] = read_quantity(inner, values.new_child(around))
    judged = any(quantity is None or quantity.target for quantity in above.values())
    if above and not judged and values["missing"] is None:
        table.issues.add("no_target", table.at(key))
    return above


def _named(table: Table, key: str, example: str) -> list[tuple[str, Table]]:
    """The tables that a file names itself, under ``[key.<name>]``."""
    within = table.table(key, f"[{key}.{example}]") if key in table.data else None
    tables = [(name, within.table(name, f"[{key}.{name}]")) for name in within.data] if within else []
    return [(name, inner) for name, inner in tables if inner is not None]


def _unless_missing(reader: Reader, default: Any) -> Reader:
    """What a fact may leave out that cannot be computed anyhow."""

    def read(table: Table, key: str, values: Values) -> Any:
        return default if key not in table.data and values["missing"] is not None else reader(table, key, values)

    return read


def _fact(table: Table, values: Values) -> Fact:
    arms, quantities = ({name: it for name, it in values[key].items() if it} for key in ("arm", "quantity"))
    return Fact(
        values["name"], values["title"], values["observed"], values["sources"], values["place"], values["months"],
        arms, quantities, values["first_month"], values["assumptions"], values["note"], values["missing"],
        values["fitted"] == "yes",
        "" if values["base"] is None else str(values["base"]), values["text"],
    )  # fmt: skip


FACT = Shape(
    {
        "title": label,
        "observed": label,
        "sources": listed(name_in("no_source", words.sources), '["CFPT20"]'),
        "note": optional(label),
        "missing": optional(label),
        "fitted": optional(choice("no_fitted", words.FITTED), "no"),
        "place": _unless_missing(place, ""),
        **SAMPLE,
        "months": _unless_missing(whole(Range(1, words.MOST_MONTHS, MONTHS)), 1),
        "first_month": optional(whole(Range(1, 12)), FIRST_MONTH),
        "assumptions": _conditions,
        "arm": _arms,
        "quantity": _quantities,
    },
    words.KEYS, _fact, ("sources", "months", "first_month"),
)  # fmt: skip
