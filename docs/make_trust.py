"""Make the table of where the variance of effects comes from, and trust_today.md, the page of it.

Run with ``python docs/make_trust.py`` where results are meant to change, before a release; it plays some 15,000 runs.
Every lever is played at its usual strength from the first month to the last, and every shipped scenario of one district
as it stands, each against the status quo on the same draws. ``tests/analysis/trust/test_released.py`` checks that the
table is of the model as it is, and that the page is the one made of it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from kkgsim.analysis.trust.forms import choices, disagreements, forms_of
from kkgsim.analysis.trust.released import FILE, LEVER, SCENARIO, levers_of, released
from kkgsim.analysis.trust.shares import PARTS, Question, shares_of
from kkgsim.analysis.trust.trials import OUTCOME
from kkgsim.i18n import Text, decimal, percent, tr, use_language
from kkgsim.model.levers import all_levers
from kkgsim.model.outcomes import OUTCOMES
from kkgsim.model.posterior import HOME, SHIPPED, Drawn, band_of, model_hash
from kkgsim.places.place_io.files import open_place
from kkgsim.scenario.library import shipped
from kkgsim.scenario.read import read_scenario
from kkgsim.scenario.scenario import Phase, Scenario

PAGE = Path(__file__).resolve().with_name("trust_today.md")
PLACE, MONTHS, SEED, POINTS = "janapria", 36, 2026, 64
"""Where and for how long levers are played alone, and how many draws are replayed."""
DIGITS = 3
HEAD = """# Where the spread of an answer comes from

Made by `python docs/make_trust.py` from the table that ships: {points} draws of all numbers, each replayed with one
part alone drawn anew and all else held (total effects, Jansen 1999), of the effect on literacy against the status quo.
With the 95 % interval of a bootstrap over the draws; what two parts do together counts for both, so a row may add up to
more than 100 %. A row without figures does nothing to literacy. `kkgsim compare SCENARIO --shares 128` works the
same out for a policy of your own.
"""
FORMS = """## Do forms of structure rank policies alike?

{number}: the effect on literacy in SD under each form, on the same draws of all other numbers ({place}, {months}
months). No study has measured which form holds.
"""


def policies() -> Iterator[tuple[str, Scenario]]:
    """Levers alone, then scenarios of one district that do anything."""
    for lever in all_levers().values():
        alone = Phase(lever.name, 1, MONTHS, {s.name: s.usual for s in lever.settings}, lever.payers[0])
        yield LEVER, Scenario(lever.name, lever.label, Text("", ""), PLACE, MONTHS, 1, SEED, (alone,))
    for name in shipped():
        scenario = replace(read_scenario(name), replicates=1, seed=SEED)
        if levers_of(scenario) and scenario.drawn:
            yield SCENARIO, scenario


def content(uncertain: Drawn) -> dict[str, Any]:
    """The table, as it is kept."""
    every = list(policies())
    asked = sorted({(scenario.place, scenario.months) for _, scenario in every})
    found: dict[str, Any] = {}
    for place, months in asked:
        mine = [(k, s) for k, s in every if (s.place, s.months) == (place, months)]
        pairs = [(replace(s, name=f"{k} {s.name}"), s.without_policy()) for k, s in mine]
        shares = shares_of(pairs, Question(open_place(place), SEED, uncertain, POINTS), workers=2)
        found |= {f"{k} {s.name}": shares_ for (k, s), shares_ in zip(mine, shares, strict=True)}
    rows = [
        {"kind": k, "name": s.name, "levers": sorted(levers_of(s)), "place": s.place, "months": s.months,
         "shares": {outcome: {part: [round(value, DIGITS) for value in three] for part, three in parts.items()}
                    for outcome, parts in found[f"{k} {s.name}"].items() if OUTCOMES[outcome].headline}}
        for k, s in every
    ]  # fmt: skip
    return {"model_sha256": model_hash(), "numbers": band_of(uncertain), "points": POINTS, "seed": SEED, "rows": rows,
            "forms": forms(uncertain)}  # fmt: skip


def forms(uncertain: Drawn) -> dict[str, Any]:
    """What shipped scenarios of one place and horizon do to literacy under each form, on the same draws."""
    scenarios = [s for k, s in policies() if k == SCENARIO and (s.place, s.months) == (PLACE, MONTHS)]
    gains: dict[str, list[list[float]]] = {}
    differ: dict[str, list[dict[str, Any]]] = {}
    for number in choices():
        shape = (len(forms_of(number)), POINTS)
        effects = effects_under(number, scenarios, uncertain)
        gains[number] = [[round(float(effects[s.name].reshape(shape)[rank].mean()), DIGITS + 1) for s in scenarios]
                         for rank in range(shape[0])]  # fmt: skip
        drawn = np.repeat([form.middle for form in forms_of(number)], POINTS)
        differ[number] = [
            {"better": one.better, "worse": one.worse, "here": one.here.name, "there": one.there.name}
            for one in disagreements(number, drawn, [effects[s.name] for s in scenarios])
        ]
    return {"place": PLACE, "months": MONTHS, "scenarios": [s.name for s in scenarios], "gains": gains,
            "differ": differ}  # fmt: skip


def effects_under(number: str, scenarios: list[Scenario], uncertain: Drawn) -> dict[str, np.ndarray[Any, Any]]:
    """The effect on literacy of each scenario, form after form, shape (forms x points,)."""
    question = Question(open_place(PLACE), SEED, uncertain, POINTS)
    values: dict[str, np.ndarray[Any, Any]] = {}
    for scenario in (scenarios[0].without_policy(), *scenarios):
        parts = [question.held(scenario, {number: form.middle}, workers=2) for form in forms_of(number)]
        values[scenario.name] = np.concatenate(parts)[:, list(OUTCOMES).index(OUTCOME)]
    nothing = values.pop(scenarios[0].without_policy().name)
    return {name: outcome - nothing for name, outcome in values.items()}


def page() -> str:
    """The page as text, from the table that ships."""
    with use_language("en"):
        table = released()
        parts = [part for part in PARTS if any(part in row.shares[OUTCOME] for row in table.rows)]
        lines = [
            HEAD.format(points=table.points),
            "| policy | where | " + " | ".join(tr(f"trust_part_{p}") for p in parts) + " |",
        ]
        lines.append("|---|---|" + "---|" * len(parts))
        for row in table.rows:
            cells = [_cell(row.shares[OUTCOME].get(part)) for part in parts]
            title = str(row.title) if row.kind == LEVER else f"**{row.title}**"
            lines.append(f"| {title} | {row.place}, {row.months} months | {' | '.join(cells)} |")
        for number in choices():
            lines += ["", *_forms(number)]
    return "\n".join([*lines, ""])


def _cell(three: Any) -> str:
    return "–" if three is None else f"{percent(three[0])} ({percent(three[1])} – {percent(three[2])})"


def _forms(number: str) -> Iterator[str]:
    table, names = released().forms, [form.name for form in forms_of(number)]
    titles = [str(read_scenario(name).title) for name in table["scenarios"]]
    yield FORMS.format(number=f"`{number}`", place=table["place"], months=table["months"])
    yield "| scenario | " + " | ".join(names) + " |"
    yield "|---|" + "---|" * len(names)
    ranks = [[1 + sum(other > gain for other in row) for gain in row] for row in table["gains"][number]]
    for place, title in enumerate(titles):
        cells = [f"{decimal(row[place], 3, sign=True)} ({order[place]})"
                 for row, order in zip(table["gains"][number], ranks, strict=True)]  # fmt: skip
        yield f"| {title} | {' | '.join(cells)} |"
    yield ""
    for found in table["differ"][number]:
        yield (f"- “{titles[found['better']]}” is clearly above “{titles[found['worse']]}” at {found['here']}, below it"
               f" at {found['there']}.")  # fmt: skip
    if not table["differ"][number]:
        yield "No two forms clearly rank two of them differently."


if __name__ == "__main__":
    made = content(SHIPPED if HOME.exists() else True)
    FILE.write_text(json.dumps(made, ensure_ascii=False, separators=(",", ":")) + "\n", encoding="utf-8")
    released.cache_clear()
    PAGE.write_text(page(), encoding="utf-8")
