"""What a phase may say of whom it is aimed at (``to``) and what it waits for (``when``, ``until``)."""

from __future__ import annotations

from typing import Any

from kkgsim.config.issues import printable, shown
from kkgsim.config.readers import MONTHS, Range, choice, fault_of, number, optional, text, whole
from kkgsim.config.shape import Reader, Shape, Table, Values, inner, listed
from kkgsim.config.vocabulary import Vocabulary
from kkgsim.i18n import refusal, unit
from kkgsim.model.outcomes import OUTCOMES, SEEN_BY_AN_OFFICE
from kkgsim.model.reaching import HOW
from kkgsim.scenario import indonesian
from kkgsim.scenario.indonesian import KEYS
from kkgsim.scenario.scenario import Condition, Target

LEAST_SHARE, MOST_CLUSTERS, LONGEST_LOOK, MOST = 0.001, 100_000, 60, 1_000_000
"""The least share of clusters and the most of them that may be asked for, the most months between two looks, the
highest line of what is no share."""


def clusters_meant(table: Table, name: Any, values: Values) -> float | None:
    """A number of clusters, which is a whole one, or a share of them, which lies below 1. What may be meant as either
    (1.0) is refused, for it would be a single cluster to the one and all of them to the other."""
    allowed = refusal("clusters_meant", most=f"{MOST_CLUSTERS:,}")
    if name not in table.data:
        table.missing(name, allowed)
        return None
    given = table.data[name]
    position = table.issues.lines.positions.get(table.at(name))
    written = printable(position.value) if position and isinstance(given, (int, float)) else shown(given)
    word, details = fault_of(given, written, Range(LEAST_SHARE, MOST_CLUSTERS))
    if not word and isinstance(given, float) and given >= 1.0:
        word = "share_or_count" if given.is_integer() else "part_of_clusters"
        details = {"many": int(given)}
    if word:
        table.issues.add(word, table.at(name), given=written, allowed=allowed, **details)
        return None
    return float(given)


def _named(table: Table, name: Any, values: Values) -> tuple[str, ...] | None:
    """Clusters by name, in the order of the file."""
    names: tuple[str, ...] | None = listed(text, '["Gugus 3"]', "kept_twice")(table, name, values)
    return names


def _target(table: Table, values: Values) -> Target | None:
    """The clusters of a phase, chosen in a single way."""
    ways = [how for how in HOW[1:] if how in table.data]
    if len(ways) != 1:
        ways = list(Vocabulary.of(HOW[1:], KEYS).spoken(table.issues.indonesian))
        table.issues.add("one_target", table.path, allowed=", ".join(ways))
        return None
    (how,) = ways
    if values[how] is None:
        return None
    return Target(how, clusters=values[how]) if how == "clusters" else Target(how, values[how])


TARGET: Shape[Target | None] = Shape(
    {"neediest": optional(clusters_meant), "remotest": optional(clusters_meant), "clusters": optional(_named)},
    KEYS,
    _target,
    (),
)


def _line(values: Values) -> Range:
    """Where a line may lie."""
    if values["outcome"] is None:
        return Range(-MOST, MOST)
    measure = OUTCOMES[values["outcome"]].unit.name
    return Range(0.0, 1.0 if measure in ("share", "0-1") else MOST, unit(measure))


def _months(values: Values) -> Range:
    return Range(SEEN_BY_AN_OFFICE.get(values["outcome"] or "", 1), LONGEST_LOOK, MONTHS)


def _condition(table: Table, values: Values) -> Condition | None:
    """A line that an outcome crosses, on one side of it."""
    sides = [side for side in ("below", "above") if side in table.data]
    if len(sides) != 1:
        known = Vocabulary.of(("below", "above"), KEYS).spoken(table.issues.indonesian)
        table.issues.add("one_side", table.path, allowed=", ".join(known))
        return None
    line = values[sides[0]]
    complete = values["outcome"] is not None and line is not None and values["after_months"] is not None
    return Condition(values["outcome"], sides[0] == "above", line, values["after_months"]) if complete else None


CONDITION: Shape[Condition | None] = Shape(
    {
        "outcome": choice("not_seen", lambda _: indonesian.outcomes_seen()),
        "below": optional(number(_line)),
        "above": optional(number(_line)),
        "after_months": optional(whole(_months), 12),
    },
    KEYS, _condition, (),
)  # fmt: skip

_EXAMPLE = '{ outcome = "attendance_share", below = 0.4, after_months = 12 }'
AIM: dict[str, Reader] = {
    "to": optional(inner(TARGET, "{ neediest = 10 }")),
    "when": optional(inner(CONDITION, _EXAMPLE)),
    "until": optional(inner(CONDITION, _EXAMPLE)),
}
"""The keys of a phase that aim it."""


def check_aim(table: Table, values: Values, everywhere: bool) -> None:
    """Note a phase that cannot be aimed, for its lever is for ``everywhere`` or waits in an earlier phase, too."""
    if everywhere and "to" in table.data:
        table.issues.add("for_all_clusters", table.at("to"), given=shown(values["lever"]))
    for key in ("when", "until"):
        earlier = [p for p in values["policy"] if p and p.lever == values["lever"] and (p.when or p.until)]
        if key in table.data and earlier:
            table.issues.add("waits_twice", table.at(key), given=shown(values["lever"]), first=earlier[0].start)
            return
