"""All that a page has to know of the model, as plain data: levers, outcomes, money, numbers with their evidence, words.

It is read off the declarations, so that a lever or outcome that is declared is on the page. Words are in both
languages, as ``{"en": …, "id": …}``.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from babel.messages.mofile import read_mo

from kkgsim.analysis.comparison.standards import ALL, label_of
from kkgsim.analysis.facts.fitted import is_fitted
from kkgsim.analysis.facts.library import FACTS
from kkgsim.analysis.trust.fitting import fitted_in_words
from kkgsim.analysis.trust.trials import OUTCOME, TRIALS
from kkgsim.engine import budget
from kkgsim.engine.columns import RECORDED
from kkgsim.engine.intervals import BAND, FEWEST
from kkgsim.engine.run_result import LAST
from kkgsim.engine.simulate import WEIGHT_RANKS
from kkgsim.i18n import LANGUAGES, Text, message, unit
from kkgsim.i18n.catalogue import DOMAIN, LOCALES, NOTHING_COUNTED
from kkgsim.i18n.units import UNITS, Unit
from kkgsim.model.costs import PURSES, items
from kkgsim.model.entities import KINDS, STANDARDS
from kkgsim.model.levers import all_levers
from kkgsim.model.levers.lever import IN_TIME, PAYERS, Lever, Setting
from kkgsim.model.outcomes import GROUPS, OUTCOMES, SEEN_BY_AN_OFFICE
from kkgsim.model.parameters import GRADES, Parameter, evidence, sources
from kkgsim.model.priority import in_order
from kkgsim.model.reaching import AIM, HOW
from kkgsim.model.registry import PARAMETERS, numbers_beside
from kkgsim.model.rules import inclining
from kkgsim.model.themes import themes
from kkgsim.places.population.roster import Roster
from kkgsim.plotting.map_projection import local_map
from kkgsim.scenario.priced import BUDGET_RANGE
from kkgsim.scenario.read_aim import LONGEST_LOOK, MOST
from kkgsim.scenario.scenario import Scenario

Plain = dict[str, Any]
WATCHED = "teacher"
"""The kind of thing that can be watched month by month."""
STEPS = 40
"""How many steps a slider has at least, so that a slow hand sees as many pictures."""
NICE = (1.0, 2.0, 2.5, 5.0, 10.0)
"""First digits of a step that people count in."""
BANDS = (("none", 0.0), ("low", 0.25), ("medium", 0.5), ("high", 0.75), ("very_high", 1.0))
"""How strong a setting is called up to which share of its range; the words are messages ``page_band_<name>``."""
SPOKEN = ("page_", "count_", "why_", "teacher_of", "side_", "whom_", "head_lever_budget", "head_asked", "trust_trials_")
"""How the keys of messages begin that a page may show."""


def declarations() -> Plain:
    """Everything that does not depend on a place."""
    return {
        "themes": [{"name": t.name, "label": both(t.label), "levers": list(t.levers)} for t in themes()],
        "levers": [_lever(lever) for lever in all_levers().values()],
        "payers": {name: both(label) for name, label in PAYERS.items()},
        "in_time": {name: both(label) for name, label in IN_TIME.items()},
        "items": [
            {"name": name, "label": both(item.cost.label), "lever": item.lever, "payer": item.cost.payer,
             "price": item.cost.price, "setting": item.cost.setting, "in_time": item.in_time}
            for name, item in items().items()
        ],
        "purses": [
            {"name": one.name, "label": both(PAYERS[one.payer] if one.payer else all_levers()[str(one.lever)].label),
             "pays": list(one.pays)}
            for one in PURSES
        ],
        "outcomes": list(_outcomes()),
        "groups": [{"name": g.name, "label": both(g.label), "rest": both(g.rest)} for g in GROUPS.values()],
        "units": {name: _unit(one) for name, one in UNITS.items()},
        "numbers": [_number(name, number) for name, number in PARAMETERS.items() if number.used == "run"],
        "grades": list(GRADES),
        "sources": {
            key: {"citation": _remark(source.citation), "where": _remark(source.where)}
            for key, source in sources().items()
        },
        "standards": [
            *({"label": both(message("standards_row", number=number, name=label_of(name))), "outcome": f"{name}_met"}
              for number, name in enumerate(STANDARDS, start=1)),
            {"label": both(OUTCOMES[ALL].label), "outcome": ALL},
        ],
        "bands": [{"name": name, "up_to": share} for name, share in BANDS],
        "statistics": {"last": LAST, "band": list(BAND), "fewest": FEWEST},
        "watched": {"table": WATCHED, "columns": list(_watched())},
        "reasons": [both(label) for _, label in inclining.TERMS],
        "aims": {"columns": list(AIM), "how": list(HOW), "seen": SEEN_BY_AN_OFFICE, "longest": LONGEST_LOOK,
                 "highest": MOST},
        "budget": _budget(),
        "words": words(),
    }  # fmt: skip


def trust(scenario: Scenario) -> Plain:
    """Which effects a page sets beside those of trials, and what the numbers of its question were fitted to."""
    return {
        "outcome": OUTCOME, "median": TRIALS.median, "doubtful": TRIALS.doubtful, "studies": TRIALS.studies,
        "source": TRIALS.cited, "fitted": both(Text.of(lambda: fitted_in_words(scenario.drawn))),
    }  # fmt: skip


def _budget() -> Plain:
    """The numbers of :mod:`kkgsim.engine.budget`, whose search a page repeats."""
    return {
        "payer": budget.PAYER, "order": list(in_order()), "lowest": BUDGET_RANGE.low, "highest": BUDGET_RANGE.high,
        "searches": budget.SEARCHES, "cautious": budget.CAUTIOUS, "caution": budget.CAUTION,
        "cautions": [budget.CAUTION**tries for tries in range(budget.CAUTIOUS + 1)],
        "near": budget.NEAR, "aim": budget.AIM, "passes": budget.PASSES,
    }  # fmt: skip


def both(text: Text) -> Plain:
    """A text in each language."""
    return {language: getattr(text, language) for language in LANGUAGES}


def _watched() -> Iterator[Plain]:
    """What on the scale from 0 to 1 a teacher carries from month to month, attendance first."""
    kept = [one for one in KINDS[WATCHED] if one.role == "state" and (one.low, one.high) == (0.0, 1.0)]
    for one in sorted(kept, key=lambda one: one.name != "attended_last"):
        yield {"name": one.name, "label": both(one.meaning), "low": one.low, "high": one.high}


def ground(people: Roster) -> Plain:
    """Where the schools of a place stand, and which school each teacher has, in the order of the world."""
    land, schools = local_map(people.place), people.place.schools
    return {
        "schools": [
            {"name": school.name, "cluster": school.cluster, "core": bool(core),
             "at": [round(float(east), 3), round(float(north), 3)] if known else None}
            for school, core, east, north, known in zip(
                schools, land.core, land.east, land.north, land.known, strict=True)
        ],
        "ways": [list(way) for way in land.ways],
        "teachers": people.school_of.tolist(),
    }  # fmt: skip


def _remark(text: str) -> Plain:
    """A remark about evidence in each language; there may be none."""
    return both(Text.of(lambda: evidence(text) if text else ""))


def words() -> Plain:
    """Every message of a page by its key and language; one with forms is a list of them, singular first."""
    spoken: Plain = {}
    for language in LANGUAGES:
        with (LOCALES / language / "LC_MESSAGES" / f"{DOMAIN}.mo").open("rb") as file:
            for message in read_mo(file):
                key = message.id if isinstance(message.id, str) else message.id[0]
                if not message.context and str(key).startswith(SPOKEN):
                    said = message.string
                    spoken.setdefault(str(key), {})[language] = said if isinstance(said, str) else list(said)
    return spoken


def nice_step(low: float, high: float) -> float:
    """A round step that divides a range into at least :data:`STEPS` steps, and not into many more."""
    raw = (high - low) / STEPS
    scale = 10.0 ** math.floor(math.log10(raw))
    return next(digit * scale for digit in reversed(NICE) if digit * scale <= raw * (1.0 + 1e-9))


def _lever(lever: Lever) -> Plain:
    return {
        "name": lever.name, "label": both(lever.label), "about": both(lever.about), "level": lever.level,
        "payers": list(lever.payers), "everywhere": lever.everywhere,
        "origin": [str(passage) for passage in lever.origin],
        "numbers": [name for name, one in numbers_beside(lever.delay).items() if one.used == "run"],
        "settings": [_setting(setting) for setting in lever.settings],
    }  # fmt: skip


def _setting(setting: Setting) -> Plain:
    return {
        "name": setting.name, "label": both(setting.label), "low": setting.low, "high": setting.high,
        "usual": setting.usual, "step": nice_step(setting.low, setting.high), "source": setting.source,
        "today": setting.today,
        **_counted(setting.unit),
    }  # fmt: skip


def _counted(declared: str) -> Plain:
    """A unit of settings and numbers: its words for one and for many, and how numbers in it are written."""
    kind = "share" if declared.startswith("share") else "rupiah" if declared.startswith("Rp") else "number"
    return {
        "unit": [both(unit(declared, 1)), both(unit(declared))], "written": kind,
        "bracketed": declared.startswith(NOTHING_COUNTED),
    }  # fmt: skip


def held_against() -> dict[str, list[Plain]]:
    """By outcome the shipped facts with which it is compared: what they say, and whether numbers are fitted to them."""
    known: dict[str, list[Plain]] = {}
    for fact in FACTS.values():
        said = {"title": both(fact.title), "fitted": is_fitted(fact)}
        names = {name for one in fact.judged for name in (one.name, one.of, one.to, *one.order)}
        looked_at = [one for name, one in fact.quantities.items() if name in names and fact.missing is None]
        by_thing = {one.property.name for one in looked_at if one.property and one.property.outcome}
        for outcome in {one.outcome for one in looked_at} | by_thing:
            if outcome:
                known.setdefault(outcome, []).append(said)
    return known


def _outcomes() -> Iterator[Plain]:
    facts = held_against()
    for rank, outcome in enumerate(OUTCOMES.values()):
        yield {
            "name": outcome.name, "label": both(outcome.label), "unit": outcome.unit.name, "better": outcome.better,
            "headline": outcome.headline, "over": outcome.over, "facts": facts.get(outcome.name, []),
            "weight": RECORDED["weight"][WEIGHT_RANKS[rank]],
        }  # fmt: skip


def _unit(of: Unit) -> Plain:
    plain = {name: both(value) if isinstance(value, Text) else value for name, value in vars(of).items()}
    return {name: value for name, value in plain.items() if not (isinstance(value, float) and math.isinf(value))}


def _number(name: str, number: Parameter) -> Plain:
    kept = ("value", "low", "high", "sources", "grade", "distribution")
    return {
        "name": name, "meaning": both(number.meaning), "note": _remark(number.note),
        "step": nice_step(number.low, number.high) if number.low < number.high else 0.0,
        **{key: value for key, value in asdict(number).items() if key in kept}, **_counted(number.unit),
    }  # fmt: skip
