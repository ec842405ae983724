"""A quantity of a fact read and checked: what is measured where and when, the statistic, and the target."""

from __future__ import annotations

import re
from collections.abc import Mapping

from kkgsim.analysis.facts import words
from kkgsim.analysis.facts.fact import Among, Property, Quantity, Target
from kkgsim.analysis.facts.statistics import BY_THINGS, STATISTICS
from kkgsim.config.numbers import MONTHS, Range, plain
from kkgsim.config.table import Table, Vocabulary, shown
from kkgsim.engine.run_result import LAST
from kkgsim.i18n import Text
from kkgsim.model import entities
from kkgsim.model.outcomes import OUTCOMES
from kkgsim.scenario import indonesian

ANY = Range(-1e15, 1e15)
SHARE = Range(0.0, 1.0)
NUMBERS: Mapping[str, tuple[Range, int]] = {
    "threshold": (ANY, 1), "top": (Range(1e-6, 1.0), 1), "quantiles": (SHARE, 2), "cuts": (ANY, 0),
}  # fmt: skip
"""The options of statistics: what each number may be, and how many there are (0: as many as are given)."""
BUILT = {"order": ("order",), "rest": ("of",)}
"""The keys of quantities that are built upon others than ``of`` and ``to``."""
BEYOND = {"noise": Range(0.0, 1e15), "sample": Range(1, 1e9)}
"""Options of every quantity over things: the SD of an error of measurement, and pupils who are tested at a school."""
_ORDER = re.compile(r"\s*([\w-]+)\s*((?:>=?\s*[\w-]+\s*)+)")
_NEXT = re.compile(r"(>=?)\s*([\w-]+)")
Known = Mapping[str, Quantity]


def read_quantity(table: Table, name: str, months: int, arms: tuple[str, ...], above: Known) -> Quantity:
    """One ``[quantity.<name>]``; mistakes are noted and leave blanks. ``above`` are those that stand above it."""
    table.only(words.QUANTITY.names)
    label = table.label("label") if "label" in table.data else Text(name, name)
    statistic = table.choice("statistic", "no_statistic", words.statistics(), BY_THINGS)
    missing = table.label("missing") if "missing" in table.data else None
    target = _target(table)
    if statistic is None:  # what else there may be depends on it
        return Quantity(name, label, BY_THINGS, target=target, missing=missing)
    if STATISTICS[statistic].over == "quantities":
        _without(table, (*words.NAMED, *BUILT.get(statistic, ("of", "to"))), statistic)
        of, to, order = _built(table, statistic, above) if missing is None else ("", "", ())
        return Quantity(name, label, statistic, of=of, to=to, order=order, target=target, missing=missing)
    if missing is not None:
        return Quantity(name, label, statistic, target=target, missing=missing)
    return _measured(table, Quantity(name, label, statistic, target=target), months, arms)


def _target(table: Table) -> Target | None:
    """The range in which it should lie."""
    inner = table.table("target", "{ low = 0.1, high = 0.2 }") if "target" in table.data else None
    if inner is None:
        return None
    inner = inner.translated(words.TARGET)
    inner.only(words.TARGET.names)
    low, high = (inner.number(end, ANY) if end in inner.data else None for end in ("low", "high"))
    if not {"low", "high"} & set(inner.data):
        inner.missing("low")
    if low is not None and high is not None and low > high:
        inner.issues.add("low_above", inner.at("low"), given=plain(low), allowed=f"<= {plain(high)}")
    return Target(low, high)


def _without(table: Table, allowed: tuple[str, ...], other: str) -> None:
    """Note every key that has no use beside what the quantity is."""
    for key in table.data:
        if key in words.QUANTITY.names and key not in allowed:
            table.issues.add("no_use", table.at(key), other=other)


def _built(table: Table, statistic: str, above: Known) -> tuple[str, str, tuple[str, ...]]:
    """What a quantity is worked out from: ``of``, ``to``, and the parts of its ``order``."""
    known = words.named(above)
    if statistic != "order":
        of, to = (
            table.choice(key, "no_quantity", known) or "" if key in BUILT.get(statistic, ("of", "to")) else ""
            for key in ("of", "to")
        )
        return of, to, ()
    given = table.text("order")
    match = _ORDER.fullmatch(given)
    if given and match is None:
        table.issues.add("no_order", table.at("order"), given=shown(given))
    if match is None:
        return "", "", ()
    order = (match[1], *(part for pair in _NEXT.findall(match[2]) for part in pair))
    for name in order[::2]:
        if name not in above:
            table.unknown("no_quantity", table.at("order"), name, known)
    return "", "", order


def _measured(table: Table, quantity: Quantity, months: int, arms: tuple[str, ...]) -> Quantity:
    """A quantity that is measured in an arm."""
    kinds = [key for key in ("outcome", "items", "property") if key in table.data]
    if len(kinds) != 1:
        table.issues.add("measures_one", table.at(kinds[1]) if kinds else table.path)
        return quantity
    known = words.named(arms)
    arm = table.choice("arm", "no_arm", known) or ""
    against = (table.choice("against", "no_arm", known) or "") if "against" in table.data else ""
    month, first = _months(table, months)
    since = table.whole("since", Range(0, month, MONTHS)) if "since" in table.data else None
    common = {**vars(quantity), "arm": arm, "against": against, "month": month, "first": first, "since": since}
    if kinds[0] == "property":
        return _over_things(table, Quantity(**common), months)
    allowed = (*words.NAMED, *words.PLAYED, kinds[0], "from", *(("group",) if kinds[0] == "outcome" else ()))
    _without(table, allowed, kinds[0])
    if quantity.statistic != BY_THINGS:
        table.issues.add("no_use", table.at("statistic"), other=kinds[0])
    if kinds[0] == "items":
        return Quantity(**{**common, "items": _items(table)})
    outcome = table.choice("outcome", "no_outcome", indonesian.outcomes()) or ""
    group = (table.choice("group", "no_group", words.groups(outcome)) or "") if "group" in table.data else ""
    return Quantity(**{**common, "outcome": outcome, "group": group})


def _months(table: Table, months: int, default: int | None = None) -> tuple[int, int | None]:
    """The month of a quantity and the first one of its window; ``"end"`` is the last year."""
    end = indonesian.values("end")
    if end.canonical(table.data.get("month")):
        return months, max(1, months - LAST + 1)
    month = table.whole("month", Range(0, months, MONTHS), default=default)
    month = months if month is None else month
    first = table.whole("from", Range(1, max(month, 1), MONTHS)) if "from" in table.data else None
    return month, first


def _items(table: Table) -> tuple[str, ...]:
    """The items of the ledger that are added up: one, or a list."""
    if isinstance(table.data["items"], str):
        name = table.choice("items", "no_item", words.items())
        return (name,) if name else ()
    return names_in(table, "items", "no_item", words.items())


def names_in(table: Table, key: str, word: str, known: Vocabulary) -> tuple[str, ...]:
    """A list of known names, by their English words; one that is not known is noted as ``word`` says."""
    listed = table.items(key, f'["{next(iter(known.names))}"]')
    names = []
    for rank, given in listed.data.items() if listed else ():
        name = known.canonical(given)
        if name is None:
            table.unknown(word, (*table.at(key), rank), given, known)
        else:
            names.append(name)
    return tuple(names)


def _over_things(table: Table, quantity: Quantity, months: int) -> Quantity:
    """A quantity over things: the property, that by which it goes, whom it is among, and the statistic's numbers."""
    needs = STATISTICS[quantity.statistic].needs
    unused = {key for key in (*words.OPTIONS, "by") if key != needs}
    _without(table, tuple(set(words.QUANTITY.names) - unused - {"of", "to", "order", "group"}), quantity.statistic)
    seen = _property(table, "property", months, quantity.month, quantity.first)
    if seen is None:
        return quantity
    by = _property(table, "by", months, quantity.month) if needs == "by" else None
    among = tuple(part for part in (_among(inner, months) for inner in table.tables("among")) if part is not None)
    others = ((table.at("by"), by), *(((*table.at("among"), rank, "by"), part.by) for rank, part in enumerate(among)))
    for path, other in others:
        if other is not None and not belongs(seen.things, other.things):
            table.issues.add("other_things", path, given=other.things, things=seen.things)
    if quantity.statistic == "share_changed" and quantity.since is None:
        table.missing("since")
    options = {key: _numbers(table, key) for key in NUMBERS if key == needs}
    options |= {key: (table.number(key, allowed) or 0.0,) for key, allowed in BEYOND.items() if key in table.data}
    return Quantity(**{**vars(quantity), "property": seen, "by": by, "among": among, "options": options})


def belongs(kind: str, above: str) -> bool:
    """Whether every thing of a kind is, or belongs to, one thing of another kind."""
    parents = entities.PARENTS.get(kind, {}).values()
    return above in (kind, "district") or any(belongs(parent, above) for parent in parents if kind != "tie")


def _property(table: Table, key: str, months: int, month: int, first: int | None = None) -> Property | None:
    """A property by name, of the months of the quantity, or with months of its own."""
    home, name = table, key
    if isinstance(table.data.get(key), dict):
        inner = table.table(key, '{ property = "school.support", month = 0 }')
        assert inner is not None
        home, name = inner.translated(words.PROPERTY), "property"
        home.only(words.PROPERTY.names)
        month, first = _months(home, months, month)
    canonical = home.choice(name, "no_property", words.properties())
    total = False
    if "window" in home.data and name == "property":
        total = home.choice("window", "no_window", words.WINDOW) == "total"
        if "from" not in home.data:
            home.missing("from")
    if canonical is None:
        return None
    outcome = canonical in OUTCOMES
    kind, _, attribute = (OUTCOMES[canonical].over, "", canonical) if outcome else canonical.partition(".")
    return Property(kind, attribute, month, outcome, first, total)


def _among(table: Table, months: int) -> Among | None:
    """A part of all things by a property, as it is at the start where no month is named."""
    inner = table.translated(words.AMONG)
    inner.only(words.AMONG.names)
    by = _property(inner, "by", months, 0)
    low, high = (inner.number(key, SHARE, default) for key, default in (("low", 0.0), ("high", 1.0)))
    above, below = (inner.number(key, ANY) if key in inner.data else None for key in ("above", "below"))
    if set(inner.data) <= {"by"}:
        inner.missing("low")
    return None if by is None else Among(by, low or 0.0, 1.0 if high is None else high, above, below)


def _numbers(table: Table, key: str) -> tuple[float, ...]:
    """The numbers of an option: a single one, or a list."""
    allowed, count = NUMBERS[key]
    if count == 1:
        return (table.number(key, allowed) or 0.0,)
    listed = table.items(key, "[0.25, 0.75]")
    numbers = [listed.number(rank, allowed) for rank in listed.data] if listed else []  # type: ignore[arg-type]
    if listed and count and len(numbers) != count:
        table.issues.add("how_many", table.at(key), given=str(len(numbers)), allowed=str(count))
    return tuple(sorted(number for number in numbers if number is not None)) or (0.0, 1.0)
