"""Study files: what one may hold is :data:`STUDY` and the shapes within it; the reader of scenario files walks them."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from pathlib import Path

from kkgsim.config.issues import shown
from kkgsim.config.read import LARGEST, read_file
from kkgsim.config.readers import MONTHS, Range, choice, label, optional, text, whole
from kkgsim.config.shape import Shape, Table, Values, inner, listed
from kkgsim.design.read_design import DESIGN
from kkgsim.design.read_vary import vary
from kkgsim.design.study import END, Study
from kkgsim.errors import InputError
from kkgsim.io.user_files import Unreadable, read_text
from kkgsim.model.posterior import WORDS
from kkgsim.places.synthetic import embedded
from kkgsim.scenario import indonesian
from kkgsim.scenario.at_place import at_place
from kkgsim.scenario.indonesian import KEYS
from kkgsim.scenario.limits import LIMITS
from kkgsim.scenario.priced import priced
from kkgsim.scenario.read import NUMBERS, SCENARIO, place, range_of_rupiah, read_scenario
from kkgsim.scenario.scenario import Scenario


def is_study(path: Path) -> bool:
    """Whether a file has what only studies have; a file that cannot be read is none, so that whoever reads it as a
    scenario says what is wrong with it."""
    try:
        text = read_text(path, LARGEST)
    except Unreadable:
        return False
    design, vary = (("design", KEYS["design"]), ("vary", KEYS["vary"]))
    marks = (*(f"[{name}]" for name in design), *(f"[[{name}]]" for name in vary), *(f"{name}=" for name in design))
    return any(line.replace(" ", "").startswith(marks) for line in text.splitlines())


def read_study(path: Path | str) -> Study:
    """The study in a file. Raises ``InputError`` with all its mistakes and those of its scenario."""
    path = Path(path)
    study = read_file(STUDY, path, base=path.parent)
    return replace(study, scenario=at_place(study.scenario, study.where()))


def _place_within(table: Table, name: str, values: Values) -> str:
    """The place of a scenario in a study, which the study's own place may stand for."""
    stands = name not in table.data and values["place"] is not None
    return next(iter(embedded())) if stands else place(table, name, values)


def _within(table: Table, values: Values) -> Scenario:
    title = values["title"]
    made = Scenario(
        values["name"], title, title, values["place"], values["months"], 1, 1, values["policy"], values["assumptions"],
        values["first_month"], budget=values["budget"],
    )  # fmt: skip
    return made if values["price_year"] is None else priced(table, values, made, range_of_rupiah)


WRITTEN = ("first_month", "months", "price_year", "budget", "policy", "assumptions")
"""The keys of a scenario that a study may hold itself."""
INLINE = Shape(
    {
        "place": _place_within,
        **{key: reader for key, reader in SCENARIO.keys.items() if key in WRITTEN},
    },
    KEYS, _within, ("months", "first_month"),
)  # fmt: skip
"""A scenario written in a study."""


def _scenario(table: Table, name: str, values: Values) -> Scenario | None:
    """The scenario of a study, read from a file or from the study itself, at the study's place if it has one."""
    if not isinstance(table.data.get(name), str):
        scenario: Scenario | None = inner(INLINE, '"../scenario.toml"')(table, name, values)
    else:
        try:
            scenario = read_scenario(values["base"] / text(table, name, values))
        except InputError as error:
            table.issues.add("no_scenario", table.at(name), given=shown(table.data[name]))
            table.issues.entries += error.issues
            scenario = None
    given = values["place"]
    return scenario if scenario is None or given is None else replace(scenario, place=given, text="")


def _outcome(items: Table, rank: int, values: Values) -> str | None:
    """An outcome to keep."""
    known, given = indonesian.outcomes(), items.data[rank]
    name = known.canonical(given)
    if name is None:
        items.unknown("no_outcome_kept", items.at(rank), given, known)
    return name


def _horizon(values: Values) -> Range:
    scenario = values["scenario"]
    return Range(1, scenario.months if scenario else LIMITS["months"][1], MONTHS)


_END = indonesian.values(END)


def _month(items: Table, rank: int, values: Values) -> int | str | None:
    """A month to keep, or ``"end"``."""
    month: int | str | None = _END.canonical(items.data[rank]) or whole(_horizon)(items, rank, values)
    return month


def _months(table: Table, name: str, values: Values) -> tuple[int | str, ...] | None:
    """The months whose outcomes are kept: ``"end"``, or a list of months in which it may stand, too."""
    if _END.canonical(table.data.get(name, END)):
        return (END,)
    months: tuple[int | str, ...] | None = listed(_month, '"end", [12, 24]', "kept_twice")(table, name, values)
    return months


def _home(table: Table, values: Values) -> Path:
    """Where the place is looked for: beside whichever file names it."""
    base: Path = values["base"]
    given = table.data["scenario"]
    return (base / given).parent if isinstance(given, str) and values["place"] is None else base


def _study(table: Table, values: Values) -> Study:
    scenario, varied = values["scenario"], values["vary"]
    return Study(
        values["name"], values["title"], values["about"], scenario, scenario.place, values["clusters"],
        values["replicates"], values["seed"], WORDS[values["numbers"] or "drawn"], values["design"].design,
        varied.factors,
        values["outcomes"], values["months"], values["luck"] == "own", varied.left_out, str(_home(table, values)),
        values["text"],
    )  # fmt: skip


STUDY = Shape(
    {
        "title": label,
        "about": partial(label, blank=True),
        "place": optional(place),
        "scenario": _scenario,
        "clusters": optional(whole(Range(1, 1_000_000)), 0),
        "replicates": whole(Range(*LIMITS["replicates"])),
        "seed": optional(whole(Range(*LIMITS["seed"])), lambda values: getattr(values["scenario"], "seed", 1)),
        "numbers": NUMBERS,
        "luck": optional(choice("no_luck", indonesian.values("shared", "own")), "shared"),
        "outcomes": listed(_outcome, '["attendance_share"]', "kept_twice"),
        "months": _months,
        "design": inner(DESIGN, '{ method = "grid" }'),
        "vary": vary,
    },
    KEYS, _study, ("scenario", "clusters", "replicates", "seed", "outcomes", "months", "design", "vary"),
)  # fmt: skip
