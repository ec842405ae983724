"""Make facts_today.md: which shipped facts the model shows at the best estimates.

Run with ``python docs/make_facts.py`` where results are meant to change; with ``--release`` what is shown then is kept
as that of the last release, to stand beside later ones. ``tests/analysis/facts/test_levels.py`` checks that the page is
the one made here.
"""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterator
from pathlib import Path

import kkgsim
from kkgsim.analysis.facts.evaluate import MISSED, Figure, Tested
from kkgsim.analysis.facts.report import apart, target_of, use_of, value_of
from kkgsim.analysis.facts.result import Validation
from kkgsim.analysis.facts.words import short_name
from kkgsim.i18n import tr, use_language

PAGE = Path(__file__).resolve().with_name("facts_today.md")
RELEASED = PAGE.with_name("facts_released.csv")
"""What the last release showed: fact, quantity, figure and verdict, as they are printed."""
COLUMNS = ("fact", "quantity", "model", "verdict")
HEAD = """# Which facts the model shows today

Made by `python docs/make_facts.py`: every shipped fact at the best estimates of all numbers (`kkgsim validate --draws
0`), with what the model shows of each quantity that has a target, and beside it what the last release showed. What a
fact file says and how verdicts are reached: `docs/facts.md`. Nothing is left out because it fails.
"""
WHY = {
    "F22": "Who is coached is a post here, not a person. Whoever comes new is mentored like her colleagues within a"
    " year and catches up with those who stayed, so that turnover costs little. Coaching of those alone who were there"
    " when it began would be diluted more.",
    "F33": "Effects come more slowly than in Peru. Children are taught by better teachers three years running and keep"
    " half of each year's gain, so that gains add up, and teachers go on improving in the second and third"
    " year. A steep first year would need learning that is quick and soon exhausted.",
}
"""What is wrong in the form of the model where a fact is missed."""


def page(validation: Validation) -> str:
    """The page as text."""
    with use_language("en"):
        counts = f"{tr('facts_counts', **validation.counts)} {apart(validation)}"
        rows = [row for tested in validation.tested for row in _rows(tested)]
        reasons = [f"- {short_name(tested.fact.name)}: {reason}" for tested in validation.tested
                   for reason in tested.reasons]  # fmt: skip
        missed = [f"- **{name}** {tested.fact.title}. {WHY[name]}" for name, tested in _missed(validation)]
    head = "| fact | quantity | target | model | verdict | last release | its verdict |\n|---|---|---|---|---|---|---|"
    lost = ["## What cannot be computed, and why", "", *reasons, ""] if reasons else []
    why = ["## What is missed, and what is wrong in the model's form", "",
           "None of these was tuned away by itself.", "", *missed, ""]  # fmt: skip
    return "\n".join([HEAD, f"{counts}\n", head, *rows, "", *(why if missed else []), *lost])


def _missed(validation: Validation) -> Iterator[tuple[str, Tested]]:
    """The facts that are missed, by their numbers."""
    for tested in validation.tested:
        if tested.verdict == MISSED:
            yield short_name(tested.fact.name), tested


def _rows(tested: Tested) -> list[str]:
    """A fact, then its quantities that have a target."""
    name, before = short_name(tested.fact.name), released()
    _, then = before.get((name, ""), ("", "–"))
    rows = [f"| **{name}** {tested.fact.title} ({use_of(tested)}) | | | | **{tr(f'facts_{tested.verdict}')}** | |"
            f" {then} |"]  # fmt: skip
    for figure in _judged(tested):
        cells = (str(figure.quantity.label), target_of(figure), value_of(figure), tr(f"facts_{figure.verdict}"))
        rows.append(f"| | {' | '.join((*cells, *before.get((name, cells[0]), ('–', '–'))))} |")
    return rows


def _judged(tested: Tested) -> list[Figure]:
    return [figure for figure in tested.figures if figure.verdict]


def released() -> dict[tuple[str, str], tuple[str, str]]:
    """The figure and verdict of the last release by fact and quantity ("" for the fact itself)."""
    with RELEASED.open(encoding="utf-8", newline="") as file:
        return {(row["fact"], row["quantity"]): (row["model"], row["verdict"]) for row in csv.DictReader(file)}


def keep_as_released(validation: Validation) -> None:
    """Keep what is shown today as that of a release."""
    with use_language("en"), RELEASED.open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file, lineterminator="\n")
        table.writerow(COLUMNS)
        for tested in validation.tested:
            name = short_name(tested.fact.name)
            table.writerow((name, "", "", tr(f"facts_{tested.verdict}")))
            table.writerows(
                (name, str(figure.quantity.label), value_of(figure), tr(f"facts_{figure.verdict}"))
                for figure in _judged(tested)
            )


if __name__ == "__main__":
    shown = kkgsim.validate(draws=0, workers=2)
    if "--release" in sys.argv[1:]:
        keep_as_released(shown)
    PAGE.write_text(page(shown), encoding="utf-8")
