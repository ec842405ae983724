"""Scenario files: what one may hold is :data:`SCENARIO` and the shapes within it; one reader walks them.

Ranges and names follow from what levers and parameters declare. A function beside a key is who checks it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path

from kkgsim.config.issues import IssueCollector, plain, shown
from kkgsim.config.read import LARGEST, read_file, read_text
from kkgsim.config.readers import MONTHS, Range, choice, label, number, optional, text, whole
from kkgsim.config.shape import Further, Reader, Shape, Table, Values, inner, listed, several
from kkgsim.config.vocabulary import Vocabulary
from kkgsim.i18n import refusal, unit
from kkgsim.model.allowed import range_of_parameter
from kkgsim.model.calendar import FIRST_MONTH
from kkgsim.model.levers import all_levers, all_settings
from kkgsim.model.levers.lever import Lever, Setting
from kkgsim.model.posterior import WORDS, Drawn
from kkgsim.model.registry import PARAMETERS
from kkgsim.places.place_io.installed import place_names
from kkgsim.scenario import indonesian
from kkgsim.scenario.indonesian import KEYS
from kkgsim.scenario.library import file_of
from kkgsim.scenario.limits import LIMITS
from kkgsim.scenario.priced import BUDGET_RANGE, priced
from kkgsim.scenario.prices import YEARS
from kkgsim.scenario.read_aim import AIM, check_aim
from kkgsim.scenario.scenario import Assumption, Budget, Change, Phase, Scenario
from kkgsim.scenario.write import write_scenario

__all__ = ["LARGEST", "parse_scenario", "read_scenario", "write_scenario"]


def read_scenario(path: Path | str) -> Scenario:
    """The scenario in a file, or the shipped one of that name. Raises ``InputError`` with all its mistakes.

    >>> import kkgsim
    >>> kkgsim.read_scenario("facilitator-team").months
    36
    """
    path = file_of(path)
    return read_file(SCENARIO, path, base=path.parent)


def parse_scenario(text: str, where: str, *, base: Path | None = None) -> Scenario:
    """The scenario in a text that came from ``where``, whose stem names it.

    A place that is a folder is looked for from ``base``; without one only embedded places are known, so that
    a text from elsewhere cannot ask about this machine's folders. Raises as :func:`read_scenario` does.
    """
    return read_text(SCENARIO, text, where, base=base)


def read_policy(
    given: Mapping[str, object], months: int, where: str
) -> tuple[tuple[Phase, ...], tuple[Assumption, ...], Drawn]:
    """Policy, assumptions and which numbers are drawn, of plain data with the keys of a scenario file: ``policy`` (a
    list of phases), ``assumptions`` and ``numbers``, each of which may be left out.

    Raises ``InputError`` with all mistakes, which say that they stand in ``where``.
    """
    issues = IssueCollector(where)
    made = GIVEN.read(Table(dict(given), (), issues), Values({"months": months}))
    issues.stop()
    assert made is not None
    return made


def range_of_setting(setting: Setting) -> Range:
    """What a setting may be; zero, the status quo, is always allowed."""
    return Range(setting.low, setting.high, unit(setting.unit), zero=True)


def range_of_rupiah(name: str) -> Range:
    """What an amount of a setting, by its full name, or of a number may be."""
    known = all_settings()
    return range_of_setting(known[name]) if name in known else range_of_parameter(name)


def _horizon(values: Values) -> int:
    return int(values["months"] or LIMITS["months"][1])


def _months_from(key: str, to: str = "") -> Callable[[Values], Range]:
    """The months from that under a key, or the first, to that under another, or the last."""
    return lambda values: Range((key and values[key]) or 1, (to and values[to]) or _horizon(values), MONTHS)


def top() -> Vocabulary:
    """The keys at the top of a scenario file."""
    return SCENARIO.vocabulary


def _lever(values: Values) -> Lever | None:
    """The lever of a phase; None where it is not known which is meant."""
    return all_levers()[values["lever"]] if values["lever"] else None


def _usual_payer(values: Values) -> str:
    lever = _lever(values)
    return lever.payers[0] if lever else ""


def _settings(*, usual: bool) -> Callable[[Table, Values], Further]:
    """The settings of a lever, as ``usual`` where they are not given if there is to be a default."""

    def further(table: Table, values: Values) -> Further:
        if (lever := _lever(values)) is None:
            return _any_settings(table), {}, ""
        keys = {
            setting.name: optional(number(range_of_setting(setting)), setting.usual if usual else None)
            for setting in lever.settings
        }
        return keys, indonesian.settings_of(lever).indonesian, f"{lever.name}_"

    return further


def _any_settings(table: Table) -> Mapping[str, Reader]:
    """What a phase may hold where it is not known which lever is meant: the settings of all levers pass."""
    vocabularies = [indonesian.settings_of(lever) for lever in all_levers().values()]
    words = (word for names in vocabularies for word in names.indonesian.values() if word in table.data)
    names = (name for vocabulary in vocabularies for name in vocabulary.names)
    return dict.fromkeys((*names, *words), lambda table, name, values: None)


def _set(values: Values) -> dict[str, float]:
    """The settings that are read of a lever."""
    lever = _lever(values)
    return {s.name: values[s.name] for s in (lever.settings if lever else ()) if values[s.name] is not None}


def _change(table: Table, values: Values) -> Change | None:
    """A change, which must change something, and come after those before it."""
    month, earlier = values["month"], [change.month for change in values["change"] if change]
    if set(table.data) <= {"month"}:
        table.issues.add("no_change", table.path)
    if month is None:
        return None
    if earlier and month <= earlier[-1]:
        table.issues.add("order", table.at("month"), given=str(month), allowed=refusal("above", low=earlier[-1]))
    return Change(month, _set(values), values["payer"])


def _phase(table: Table, values: Values) -> Phase:
    """A phase, which must not begin while an earlier one of its lever is at work."""
    phase = Phase(
        values["lever"], values["start"], values["end"], _set(values), values["payer"] or "", values["change"],
        values["to"], values["when"], values["until"],
    )  # fmt: skip
    if phase.to or phase.when or phase.until:
        check_aim(table, values, all_levers()[phase.lever].everywhere)
    for rank, other in enumerate(values["policy"]):
        if other and other.lever == phase.lever and phase.start <= other.end and other.start <= phase.end:
            position = table.issues.lines.position((*table.path[:-1], rank))
            table.issues.add(
                "overlap", table.path, given=f"{phase.lever} {phase.start}-{phase.end}", first=other.start,
                last=other.end, line=position.line if position else "?",
            )  # fmt: skip
            break
    return phase


_PAYER = choice("no_payer", lambda values: indonesian.payers(_lever(values)))
CHANGE = Shape(
    {"month": whole(_months_from("start", "end")), "payer": optional(_PAYER)},
    KEYS, _change, (), _settings(usual=False), top,
)  # fmt: skip
PHASE = Shape(
    {
        "lever": choice("no_lever", lambda _: indonesian.levers()),
        "start": optional(whole(_months_from("")), 1),
        "end": optional(whole(_months_from("start")), _horizon),
        "payer": optional(_PAYER, _usual_payer),
        "change": several(CHANGE),
        **AIM,
    },
    KEYS, _phase, ("lever", "start", "end"), _settings(usual=True), top,
)  # fmt: skip


def _assumption(table: Table, values: Values) -> Assumption:
    """A number held different; its range inside that of the book and around its value."""
    value, low, high = values["value"], values["low"], values["high"]
    if low > value:
        table.issues.add("low_above", table.at("low"), given=plain(low), allowed=f"<= {plain(value)}")
    if high < value:
        table.issues.add("high_below", table.at("high"), given=plain(high), allowed=f">= {plain(value)}")
    return Assumption(values["assumed"], value, low, high, values["why"])


_EVIDENCE = number(lambda values: range_of_parameter(values["assumed"]))
_AS_VALUE = optional(_EVIDENCE, lambda values: values["value"])
ASSUMPTION = Shape({"value": _EVIDENCE, "low": _AS_VALUE, "high": _AS_VALUE, "why": text}, KEYS, _assumption, top=top)


def _assumptions(table: Table, name: str, values: Values) -> tuple[Assumption, ...]:
    """The ``[assumptions.<number>]``, in the order of the file."""
    example = "[assumptions.attend_distance]"
    tables = table.table(name, example) if name in table.data else None
    assumptions = []
    for given in tables.data if tables is not None else ():
        assert tables is not None
        if top().canonical(given):
            table.issues.add("misplaced", tables.at(given))
        elif given not in PARAMETERS:
            allowed = refusal("numbers", count=len(PARAMETERS))
            table.issues.add("no_assumed", tables.at(given), allowed=allowed, names=PARAMETERS)
        elif PARAMETERS[given].used == "place":
            table.issues.add("made_before", tables.at(given))
        elif (inner := tables.table(given, example)) is not None:
            assumptions.append(ASSUMPTION.read(inner, values.new_child({"assumed": given})))
    return tuple(assumption for assumption in assumptions if assumption is not None)


def _prior(items: Table, rank: int, values: Values) -> str | None:
    """A lever in the order in which a budget covers them."""
    known, given = indonesian.levers(), items.data[rank]
    lever = known.canonical(given)
    if lever is None:
        items.unknown("no_lever", items.at(rank), given, known)
    return lever


PRICE_YEAR = optional(whole(Range(*YEARS)))
BUDGET = Shape(
    {
        "ceiling": number(BUDGET_RANGE),
        "priority": optional(listed(_prior, '["facilitator_team"]', "kept_twice"), ()),
    },
    KEYS, lambda table, values: Budget(values["ceiling"], values["priority"]), ("ceiling",), top=top,
)  # fmt: skip
"""What the district of a scenario can spend."""


def place(table: Table, name: str, values: Values) -> str:
    """The name of a place that needs no folder, or of a folder with a place in it."""
    given, base = text(table, name, values), values["base"]
    if not given.strip() or given in place_names():
        return given
    folder = None if base is None else base / given
    try:
        if folder is not None and (folder / "place.toml").is_file():
            return given
        word = "bare_folder" if folder is not None and folder.is_dir() else "no_place"
    except (OSError, ValueError):
        word = "no_place"
    allowed = refusal("places", names=", ".join(place_names()))
    table.issues.add(word, table.at(name), given=shown(given), allowed=allowed, names=place_names())
    return given


def _scenario(table: Table, values: Values) -> Scenario:
    made = Scenario(
        name=values["name"], title=values["title"], about=values["about"], place=values["place"],
        months=values["months"], replicates=values["replicates"], seed=values["seed"], policy=values["policy"],
        assumptions=values["assumptions"], first_month=values["first_month"] or FIRST_MONTH,
        drawn=WORDS[values["numbers"] or "drawn"], budget=values["budget"], text=values["text"],
    )  # fmt: skip
    return made if values["price_year"] is None else priced(table, values, made, range_of_rupiah)


NUMBERS = optional(choice("no_numbers", indonesian.values(*WORDS)), "drawn")
"""How a file says whether numbers are held at the book's values, drawn from their ranges or from the posterior."""
SCENARIO = Shape(
    {
        "title": label,
        "about": partial(label, blank=True),
        "place": place,
        "first_month": optional(whole(Range(1, 12)), FIRST_MONTH),
        "months": whole(Range(*LIMITS["months"], MONTHS)),
        "replicates": whole(Range(*LIMITS["replicates"])),
        "seed": whole(Range(*LIMITS["seed"])),
        "numbers": NUMBERS,
        "price_year": PRICE_YEAR,
        "budget": optional(inner(BUDGET, "[budget]")),
        "policy": several(PHASE),
        "assumptions": _assumptions,
    },
    KEYS, _scenario, ("months", "replicates", "seed"),
)  # fmt: skip
GIVEN = Shape(
    {name: SCENARIO.keys[name] for name in ("numbers", "policy", "assumptions")},
    KEYS, lambda table, values: (values["policy"], values["assumptions"], WORDS[values["numbers"] or "drawn"]), (),
)  # fmt: skip
"""What of a scenario may be given as plain data, where place, months and seed are known."""
