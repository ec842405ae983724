"""Make the pages of docs/description/ that are read off the rules and declarations.

``python docs/make_description.py`` writes them; with names of behaviours behind it (``attending week``) it notes that
the reasons given for these in ``docs/description/reasons.toml`` have been read again since their rules changed.
"""

from __future__ import annotations

import re
import sys
import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from describing import blocks, declared, equations

from kkgsim.i18n import use_language
from kkgsim.model.schedule import START, Repeat

HOME = Path(__file__).resolve().with_name("description")
REASONS = HOME / "reasons.toml"
NOTE = "*Made by `python docs/make_description.py`; how to read it stands in [README.md](README.md).*"
SUBMODELS: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "arithmetic.md": ("Arithmetic that every rule uses", ("arithmetic",)),
    "start.md": (
        "Submodels of the start",
        ("starting_year", "starting_roads", "starting_clusters", "starting_offices", "starting_schools",
         "starting_children", "starting_teachers"),
    ),
    "meetings.md": (
        "Submodels of a month: money, time, staff and meetings",
        ("scheduling", "financing", "week", "serving", "mentoring", "supervising", "leading", "meeting", "sessions",
         "neighbouring"),
    ),
    "teachers.md": (
        "Submodels of a month: teachers",
        ("workload", "presence", "inclining", "attending", "learning_together", "self_study", "networking", "learning",
         "curriculum", "selecting", "practising", "feeling", "career", "moving_on"),
    ),
    "children_and_offices.md": (
        "Submodels of a month: children, committee, standards, the office",
        ("cohorts", "pupils", "committee", "managing", "standards", "ranking"),
    ),
}  # fmt: skip
"""Pages of equations: the title, and the behaviours on it in the order in which they are read best."""
BY_HAND = ("README.md", "running.md", "luck.md", "given.md", "../questions.md", "../reporting.md")
"""Pages that are written by hand but for what stands between marks."""
DECLARED = {
    "entities.md": ("Entities and state variables", declared.entities_page),
    "schedule.md": ("The order of a run, in place", declared.schedule_page),
    "levers.md": ("Levers: settings, effects, costs", declared.levers_page),
    "outcomes.md": ("Outcomes, groups and the ledger", declared.outcomes_page),
    "numbers.md": ("The book of numbers", declared.numbers_page),
}


@cache
def reasons() -> Mapping[str, Mapping[str, str]]:
    """What is said of each behaviour by hand: ``why`` it is so, and for which state of its rules (``read``)."""
    return tomllib.loads(REASONS.read_text(encoding="utf-8"))


def behaviour(name: str) -> list[str]:
    """The section of a behaviour: its reasons, its equations, its numbers."""
    home = declared.module(f"rules.{name}")
    rules = equations.functions_of(home)
    lines = [f"## {name}", "", reasons()[name]["why"].strip(), ""]
    for rule in rules:
        words = equations.said(rule)
        lines += [f"`{rule.__name__}`{_role(rule)}{': ' + words if words else ''}", ""]
        lines += declared.block(equations.written(rule).splitlines())
    named = ", ".join(f"`{number}`" for number in getattr(home, "PARAMETERS", {}))
    used = dict.fromkeys(other for rule in rules for other in equations.called(rule) if other not in rules)
    from_others = ", ".join(f"`{rule.__module__.rsplit('.', 1)[-1]}.{rule.__name__}`" for rule in used)
    lines += [f"Numbers: {named}.", ""] if named else []
    return lines + ([f"Uses: {from_others}.", ""] if from_others and name != "arithmetic" else [])


def _role(rule: equations.Rule) -> str:
    """Whether a rule is a step, of what, and what is summed for it."""
    steps = [step for step in declared.all_steps() if step.verb is rule]
    if not steps:
        return ""
    again = {step for item in START if isinstance(item, Repeat) for step in item.steps}
    lines = [f" — **step** over each {step.over}" + (" (repeated)" if step in again else "") for step in steps]
    for step in steps:
        lines += [f"; `{name}` is the sum of {', '.join(f'`{r.__name__}`' for r in rules)}, added up in this order"
                  for name, rules in step.sums]  # fmt: skip
    return "".join(dict.fromkeys(lines))


def pages() -> Mapping[str, str]:
    """Every page by its file."""
    made = {}
    with use_language("en"):
        for file, (title, names) in SUBMODELS.items():
            made[file] = [line for name in names for line in behaviour(name)]
            made[file][:0] = [f"# {title}", "", NOTE, ""]
        for file, (title, page) in DECLARED.items():
            made[file] = [f"# {title}", "", NOTE, "", *page()]
        by_hand = {file: blocks.filled((HOME / file).read_text(encoding="utf-8")) for file in BY_HAND}
    return {**by_hand, **{file: "\n".join(lines).rstrip() + "\n" for file, lines in made.items()}}


def changed() -> dict[str, str]:
    """The behaviours whose rules are not those for which their reasons were read last, with the mark of what they are
    now."""
    marks = {
        name: equations.fingerprint(equations.functions_of(declared.module(f"rules.{name}")))
        for _, names in SUBMODELS.values()
        for name in names
    }
    return {name: mark for name, mark in marks.items() if reasons()[name]["read"] != mark}


def note(names: list[str]) -> None:
    """Note that reasons were read again."""
    text, marks = REASONS.read_text(encoding="utf-8"), changed()
    for name in names:
        if name in marks:
            text = re.sub(rf'(\[{name}\]\nread = ")[^"]*', rf"\g<1>{marks[name]}", text)
    REASONS.write_text(text, encoding="utf-8")
    reasons.cache_clear()


if __name__ == "__main__":
    note(sys.argv[1:])
    for file, text in pages().items():
        (HOME / file).write_text(text, encoding="utf-8")
    if stale := changed():
        sys.exit(f"read the reasons of these again, their rules have changed: {', '.join(stale)}")
