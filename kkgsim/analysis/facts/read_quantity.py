"""A quantity of a fact read and checked: what is measured where and when, the statistic, and the target."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from kkgsim.analysis.facts import words
from kkgsim.analysis.facts.fact import Among, Estimate, Property, Quantity, Target
from kkgsim.analysis.facts.statistics import BY_THINGS, STATISTICS
from kkgsim.config.issues import plain, shown
from kkgsim.config.readers import MONTHS, Range, choice, label, number, optional, text
from kkgsim.config.readers import whole as whole_number
from kkgsim.config.shape import Reader, Shape, Table, Values, inner, listed, several
from kkgsim.config.vocabulary import Vocabulary
from kkgsim.engine.run_result import LAST
from kkgsim.i18n import Text
from kkgsim.model import entities
from kkgsim.model.outcomes import OUTCOMES
from kkgsim.scenario import indonesian

ANY, SHARE = Range(-1e15, 1e15), Range(0.0, 1.0)
_SHAPED = partial(Shape, words=words.KEYS)
_END = indonesian.values("end")
_ORDER = re.compile(r"\s*([\w-]+)\s*((?:>=?\s*[\w-]+\s*)+)")
_NEXT = re.compile(r"(>=?)\s*([\w-]+)")
When = tuple[int | None, int | None, bool]
"""A month, the first month of a window that ends there, and whether its months are added up."""


def name_in(word: str, known: Callable[[], Vocabulary]) -> Reader:
    """A name in a list, or by itself; ``word`` is what is said of one that is not known."""

    def read(table: Table, key: Any, values: Values) -> str | None:
        name = known().canonical(table.data[key])
        if name is None:
            table.unknown(word, table.at(key), table.data[key], known())
        return name

    return read


def _months(values: Values) -> int:
    return int(values["months"] or words.MOST_MONTHS)


def _month(table: Table, key: str, values: Values) -> int | None:
    """A month from 0, the start; ``"end"`` is the last year, which begins a window."""
    end = _END.canonical(table.data.get(key)) is not None
    values["begins"] = max(1, _months(values) - LAST + 1) if end else None
    month: int | None = _months(values) if end else whole_number(Range(0, _months(values), MONTHS))(table, key, values)
    return month


def _from(table: Table, key: str, values: Values) -> int | None:
    """The first month of a window."""
    allowed = Range(1, max(values["month"] or 1, 1), MONTHS)
    first: int | None = optional(whole_number(allowed), values["begins"])(table, key, values)
    return first


def _window(table: Table, key: str, values: Values) -> bool:
    """Whether the months of a window are added up."""
    if key in table.data and values["from"] is None:
        table.missing("from")
    return bool(optional(choice("no_window", words.WINDOW), "mean")(table, key, values) == "total")


def _seen(when: Callable[[Values], When]) -> Reader:
    """A property by its name, as it is ``when`` that says, or with months of its own."""

    def read(table: Table, key: str, values: Values) -> Property | None:
        month, first, total = when(values)
        if isinstance(table.data.get(key), dict):
            own = values.new_child({"usual": month, "begins": None})
            seen: Property | None = inner(PROPERTY, '{ property = "school.support", month = 0 }')(table, key, own)
            return seen
        name = choice("no_property", lambda _: words.properties())(table, key, values)
        return None if name is None or month is None else _property(name, month, first, total)

    return read


def _property(name: str, month: int, first: int | None, total: bool) -> Property:
    outcome = name in OUTCOMES
    kind, _, attribute = (OUTCOMES[name].over, "", name) if outcome else name.partition(".")
    return Property(kind, attribute, month, outcome, first, total)


PROPERTY = _SHAPED(
    {
        "property": choice("no_property", lambda _: words.properties()),
        "month": optional(_month, lambda values: values["usual"]),
        "from": _from,
        "window": _window,
    },
    make=lambda _, values: _property(values["property"], values["month"], values["from"], values["window"]),
    needs=("property", "month"),
)


def _among(table: Table, values: Values) -> Among:
    """A part of all things, by a property of theirs or of what they belong to."""
    if set(table.data) <= {"by"}:
        table.missing("low")
    _of_them(table, "by", values["property"], values["by"])
    return Among(values["by"], values["low"], values["high"], values["above"], values["below"])


AMONG = _SHAPED(
    {
        "by": _seen(lambda _: (0, None, False)),
        "low": optional(number(SHARE), 0.0),
        "high": optional(number(SHARE), 1.0),
        "above": optional(number(ANY)),
        "below": optional(number(ANY)),
    },
    make=_among, needs=("by", "low", "high"),
)  # fmt: skip


def _of_them(table: Table, key: str, seen: Property | None, other: Property | None) -> None:
    """Note a property of things to which those that are looked at do not belong."""
    if seen is not None and other is not None and not belongs(seen.things, other.things):
        table.issues.add("other_things", table.at(key), given=other.things, things=seen.things)


def belongs(kind: str, above: str) -> bool:
    """Whether every thing of a kind is, or belongs to, one thing of another kind."""
    parents = entities.PARENTS.get(kind, {}).values()
    return above in (kind, "district") or any(
        belongs(parent, above) for parent in parents if kind not in ("tie", parent)
    )


def _target(table: Table, values: Values) -> Target:
    """The range in which a quantity should lie."""
    low, high = values["low"], values["high"]
    if not table.data:
        table.missing("low")
    if low is not None and high is not None and low > high:
        table.issues.add("low_above", table.at("low"), given=plain(low), allowed=f"<= {plain(high)}")
    return Target(low, high)


TARGET = _SHAPED({"low": optional(number(ANY)), "high": optional(number(ANY))}, make=_target, needs=())
ESTIMATE = _SHAPED(
    {
        "value": number(ANY),
        "error": number(Range(1e-9, 1e15)),
        "discrepancy": optional(number(Range(0.0, 1e15)), 0.0),
        "why": label,
    },
    make=lambda _, values: Estimate(values["value"], values["error"], values["discrepancy"], values["why"]),
    needs=("value", "error", "discrepancy"),
)
MEASURED = '{ value = 0.24, error = 0.07, why = "standard error of the study" }'
NAMED: Mapping[str, Reader] = {
    "label": optional(label, lambda values: Text(values["named"], values["named"])),
    "statistic": lambda table, key, values: values["chosen"],
    "target": optional(inner(TARGET, "{ low = 0.1, high = 0.2 }")),
    "estimate": optional(inner(ESTIMATE, MEASURED)),
    "missing": optional(label),
}
"""What every quantity may have."""
_ARM = choice("no_arm", lambda values: words.named(values["arms"]))
_ABOVE = choice("no_quantity", lambda values: words.named(values["above"]))


PLAYED: Mapping[str, Reader] = {
    "arm": _ARM,
    "against": optional(_ARM, ""),
    "month": _month,
    "from": _from,
    "since": optional(lambda *read: whole_number(Range(0, read[2]["month"] or 0, MONTHS))(*read)),
}
"""What every quantity has that is measured in an arm."""


def _order(table: Table, key: str, values: Values) -> tuple[str, ...] | None:
    """Names of quantities with signs between them."""
    given = text(table, key, values)
    match = _ORDER.fullmatch(given)
    if match is None:
        if given:
            table.issues.add("no_order", table.at(key), given=shown(given))
        return None
    order = (match[1], *(part for pair in _NEXT.findall(match[2]) for part in pair))
    for name in order[::2]:
        if name not in values["above"]:
            table.unknown("no_quantity", table.at(key), name, words.named(values["above"]))
    return order


def _two(reader: Reader) -> Reader:
    """Two numbers, in rising order."""

    def read(table: Table, key: str, values: Values) -> tuple[float, ...] | None:
        numbers = listed(reader, "[0.25, 0.75]")(table, key, values)
        if numbers is not None and len(table.data[key]) != 2:
            table.issues.add("how_many", table.at(key), given=str(len(table.data[key])), allowed="2")
        return None if numbers is None else tuple(sorted(numbers))

    return read


def _by(table: Table, key: str, values: Values) -> Property | None:
    """The property by which another goes, as after the month of the quantity."""
    by: Property | None = _seen(lambda values: (values["month"], None, False))(table, key, values)
    _of_them(table, key, values["property"], by)
    return by


OPTIONS: Mapping[str, Reader] = {
    "threshold": number(ANY), "top": number(Range(1e-6, 1.0)), "quantiles": _two(number(SHARE)),
    "cuts": listed(number(ANY), "[0.4, 0.7]"), "by": _by,
}  # fmt: skip
"""What statistics need."""
OVER_THINGS: Mapping[str, Reader] = {
    "window": _window,
    "property": _seen(lambda values: (values["month"], values["from"], values["window"])),
    "among": several(AMONG),
    "noise": optional(number(Range(0.0, 1e15)), 0.0),
    "sample": optional(number(Range(1, 1e9)), 0.0),
}
KINDS: Mapping[str, Mapping[str, Reader]] = {
    "outcome": {
        "outcome": choice("no_outcome", lambda _: indonesian.outcomes()),
        "group": optional(choice("no_group", lambda values: words.groups(values["outcome"] or "")), ""),
    },
    "items": {
        "items": lambda table, key, values: (
            listed(name_in("no_item", words.items), '["transport_money"]')(table, key, values)
            if isinstance(table.data[key], list) else name_in("no_item", words.items)(table, key, values)
        ),
    },
    "property": OVER_THINGS,
}  # fmt: skip
"""What a quantity measures, one of these, and what it may have then."""
BUILT: Mapping[str, Mapping[str, Reader]] = {
    "difference": {"of": _ABOVE, "to": _ABOVE}, "ratio": {"of": _ABOVE, "to": _ABOVE},
    "rest": {"of": _ABOVE}, "order": {"order": _order},
}  # fmt: skip
"""What quantities have that are worked out from others."""
VOCABULARY = Vocabulary.of(
    dict.fromkeys(key for keys in (NAMED, PLAYED, *KINDS.values(), OPTIONS, *BUILT.values()) for key in keys),
    words.KEYS,
)  # fmt: skip
"""All keys of quantities."""


def read_quantity(table: Table, values: Values) -> Quantity | None:
    """One ``[quantity.<name>]``; None for one with mistakes. ``values["above"]`` holds those that stand above it."""
    table = table.translated(VOCABULARY)
    known = choice("no_statistic", lambda _: words.statistics())
    statistic = optional(known, BY_THINGS)(table, "statistic", values)
    measured = [key for key in KINDS if key in table.data]
    keys: Mapping[str, Reader] | None = None
    if "missing" in table.data or statistic is None:
        keys = dict.fromkeys(VOCABULARY.names, lambda *_: None)  # what is not there yet may be said in part
    elif statistic in BUILT:
        keys = BUILT[statistic]
    elif len(measured) == 1 and (measured[0] == "property" or statistic == BY_THINGS):
        needed = STATISTICS[statistic].needs
        keys = {**PLAYED, **KINDS[measured[0]], **({needed: OPTIONS[needed]} if needed else {})}
    elif len(measured) == 1:
        table.issues.add("no_use", table.at("statistic"), other=measured[0])
    else:
        table.issues.add("measures_one", table.at(measured[1]) if measured else table.path)
    if keys is None:
        table.only(VOCABULARY.names)
        return None
    shape = _SHAPED({**keys, **NAMED}, make=_quantity, needs=())
    return shape.read(table, values.new_child({"chosen": statistic or BY_THINGS}))


def _quantity(table: Table, values: Values) -> Quantity:
    """What is made of the values that were read; of those with mistakes nothing is used."""
    got = values.maps[0]
    if got["statistic"] == "share_changed" and got.get("since") is None and got["missing"] is None:
        table.missing("since")
    items = got.get("items") or ()
    needed = STATISTICS[got["statistic"]].needs
    option = got.get(needed) if needed != "by" else None
    options = {needed: option if isinstance(option, tuple) else (option,)} if option is not None else {}
    options |= {key: (got[key],) for key in ("noise", "sample") if got.get(key)}
    return Quantity(
        values["named"], got["label"], got["statistic"], got.get("arm") or "", got.get("against") or "",
        got.get("outcome") or "", got.get("group") or "", (items,) if isinstance(items, str) else items,
        got.get("property"), got.get("month") or 0, got.get("from"), got.get("since"), got.get("by"),
        got.get("among") or (), options, got.get("of") or "", got.get("to") or "", got.get("order") or (),
        got["target"], got["missing"], got.get("estimate"),
    )  # fmt: skip
