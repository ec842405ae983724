"""No number of the model hides in a formula: what shapes behaviour is declared, with range, source and grade."""

from __future__ import annotations

import ast
import importlib
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import none

from kkgsim.model import levers, rules

PLAIN = {0, 1, 2, 12, 60, 100}
"""Nothing, one, two (there and back, a mean of two), months of a year, minutes of an hour, parts of a hundred."""
COUNTING = {
    ("starting_year", "weeks_in"): "the twelve months by number",
    ("starting_year", "released_in"): "the four quarters by number",
    ("selecting", "enrol"): "one course or more, two or more, and so on",
    ("committee", "stand"): "offices by number",
    ("committee", "vacant_office"): "offices by number",
    ("starting_year", "since_july"): "July is the seventh month",
    ("mentoring", "be_listed"): "July is the seventh month",
    ("cohorts", "years_begun"): "July is the seventh month",
    ("cohorts", "ordinary"): "grades by number",
    ("cohorts", "add_up"): "the three and the six grades",
}
"""Functions in which whole numbers up to twelve name months, quarters or counts."""
NAMED = {
    ("facilitator_team", "on_district"): ({10}, "facilitators are asked for per ten schools"),
    ("release_from_teaching", "rosters"): ({5}, "school days of a week"),
    ("starting_teachers", "make_up_staff"): ({0.5}, "the mean of two competencies"),
    ("pupils", "teach"): ({6}, "a fence at six SD that nothing reaches"),
    ("pupils", "show"): ({0.5}, "the mean of two competencies"),
    ("pupils", "climate_of"): ({6}, "the six grades, a class each at least"),
    ("cohorts", "chance_of_cohort"): ({6}, "the six grades"),
    ("cohorts", "learn"): ({6}, "a fence at six SD that nothing reaches"),
    ("cohorts", "move_up"): ({1.5}, "between grades 1 and 2"),
    ("cohorts", "count"): ({1.5, 3.5, 4.5, 5.5}, "between two grades"),
    ("committee", "part_of_office"): ({1.5}, "between chair and the other offices"),
    ("mentoring", "chance_of_visit"): ({3.5}, "between grades 3 and 4"),
    ("starting_children", "left_within"): ({0.1}, "a fence that no range reaches: children always differ"),
    ("serving", "standing_as_teacher"): ({0.25}, "the mean of four competencies"),
    ("serving", "compare_candidates"): ({0.5}, "two of one standing share a place"),
    ("supervising", "compare_skills"): ({0.5}, "two of one skill share a place"),
}
"""What a number is in a function where it is a unit."""
NOT_BEHAVIOUR = {"arithmetic"}
"""Files of mathematics: approximations whose digits follow from the function approximated."""
FOLDERS = {"rules": rules.FILES, "levers": levers.FILES}
BEHAVIOURS = [(folder, name) for folder, names in FOLDERS.items() for name in names if name not in NOT_BEHAVIOUR]


def parents(tree: ast.AST) -> dict[ast.AST, ast.AST]:
    return {child: node for node in ast.walk(tree) for child in ast.iter_child_nodes(node)}


def is_number(node: ast.AST) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, int | float) and not isinstance(node.value, bool)


def is_middle(node: ast.Constant, parent: ast.AST) -> bool:
    """Whether one half is a threshold of yes and no, or the middle from which a scale is counted."""
    if isinstance(parent, ast.BinOp):
        return isinstance(parent.op, ast.Sub) and parent.right is node
    return node.value == 0.5 and isinstance(parent, ast.Compare)


def numbers_in(module: str, function: ast.FunctionDef) -> Iterator[tuple[int, float]]:
    """The line and value of every number in a function that is none of the plain ones."""
    above = parents(function)
    place = (module, function.name)
    for node in ast.walk(function):
        if not is_number(node) or node.value in PLAIN:
            continue
        counted = place in COUNTING and node.value in range(13)
        named = place in NAMED and node.value in NAMED[place][0]
        if not counted and not named and not (node.value == 0.5 and is_middle(node, above[node])):
            yield node.lineno, node.value


def hidden(source: str, module: str) -> Iterator[str]:
    """Every number that hides in the functions of a file, or in a name of the file that they read."""
    tree = ast.parse(source)
    kept = {
        target.id
        for node in tree.body
        if isinstance(node, ast.Assign) and any(is_number(inner) for inner in ast.walk(node.value))
        for target in node.targets
        if isinstance(target, ast.Name)
    }
    for function in (node for node in tree.body if isinstance(node, ast.FunctionDef)):
        yield from (f"line {line}: {value:g}" for line, value in numbers_in(module, function))
        for node in ast.walk(function):
            if isinstance(node, ast.Name) and node.id in kept:
                yield f"line {node.lineno}: {node.id}"


@pytest.mark.parametrize(("folder", "name"), BEHAVIOURS)
def test_no_number_hides_in_a_formula(folder: str, name: str) -> None:
    path = Path(str(importlib.import_module(f"kkgsim.model.{folder}.{name}").__file__))
    none(hidden(path.read_text(encoding="utf-8"), name))


@pytest.mark.parametrize(
    "formula",
    [
        "0.5 + 0.5 * x",
        "1.0 - 0.25 * x",
        "x / 8.0",
        "0.5 * x",
        "3.0 * x",
        "0.5 - x",
        "EIGHT * x",
        "x if x > 0.3 else 0.0",
    ],
)
def test_a_constant_of_shape_would_be_seen(formula: str) -> None:
    assert list(hidden(f"EIGHT = 8.0\n\ndef rule(x):\n    return {formula}\n", "any"))


@pytest.mark.parametrize("formula", ["2.0 * x", "x - 0.5", "x / 12.0", "x if x > 0.5 else 0.0", "(x + 1.0) / 2.0"])
def test_plain_numbers_pass(formula: str) -> None:
    assert not list(hidden(f"def rule(x):\n    return {formula}\n", "any"))
