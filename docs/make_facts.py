"""Make facts_today.md: which shipped facts the model shows at the best estimates.

Run with ``python docs/make_facts.py`` where results are meant to change. ``tests/analysis/facts/test_levels.py`` checks
that the page is the one made here.
"""

from __future__ import annotations

from pathlib import Path

import kkgsim
from kkgsim.analysis.facts.evaluate import Tested
from kkgsim.analysis.facts.report import apart, target_of, use_of, value_of
from kkgsim.analysis.facts.result import Validation
from kkgsim.analysis.facts.words import short_name
from kkgsim.i18n import tr, use_language

PAGE = Path(__file__).resolve().with_name("facts_today.md")
HEAD = """# Which facts the model shows today

Made by `python docs/make_facts.py`: every shipped fact at the best estimates of all numbers (`kkgsim validate --draws
0`), with what the model shows of each quantity that has a target. What a fact file says and how verdicts are reached:
`docs/facts.md`. Nothing is left out because it fails.
"""


def page(validation: Validation) -> str:
    """The page as text."""
    with use_language("en"):
        counts = f"{tr('facts_counts', **validation.counts)} {apart(validation)}"
        rows = [row for tested in validation.tested for row in _rows(tested)]
        reasons = [f"- {short_name(tested.fact.name)}: {reason}" for tested in validation.tested
                   for reason in tested.reasons]  # fmt: skip
    head = "| fact | quantity | target | model | verdict |\n|---|---|---|---|---|"
    lost = "## What cannot be computed, and why"
    return "\n".join([HEAD, f"{counts}\n", head, *rows, "", lost, "", *reasons, ""])


def _rows(tested: Tested) -> list[str]:
    """A fact, then its quantities that have a target."""
    title = f"**{short_name(tested.fact.name)}** {tested.fact.title}"
    rows = [f"| {title} ({use_of(tested)}) | | | | **{tr(f'facts_{tested.verdict}')}** |"]
    for figure in tested.figures:
        if figure.verdict:
            cells = (str(figure.quantity.label), target_of(figure), value_of(figure), tr(f"facts_{figure.verdict}"))
            rows.append(f"| | {' | '.join(cells)} |")
    return rows


if __name__ == "__main__":
    PAGE.write_text(page(kkgsim.validate(draws=0, workers=2)), encoding="utf-8")
