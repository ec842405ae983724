"""Make costs_today.md: the model's ledger against what things really cost.

Run with ``python docs/make_costs.py`` where results are meant to change. ``tests/analysis/facts/test_money.py`` checks
that the page is the one made here.
"""

from __future__ import annotations

from pathlib import Path

import kkgsim
from kkgsim.analysis.facts.evaluate import Figure, Tested
from kkgsim.analysis.facts.library import MONEY
from kkgsim.analysis.facts.result import Validation
from kkgsim.analysis.facts.words import short_name
from kkgsim.i18n import rupiah, use_language
from kkgsim.model.registry import PARAMETERS
from kkgsim.model.rules.financing import BASE_YEAR

PAGE = Path(__file__).resolve().with_name("costs_today.md")
YEARS = {"m1": 2019, "m3": 2022, "m4": 2019, "m5": 2018, "m6": 2023}
"""Of which year the rupiah of a source are; a source without a date has none."""
WITHIN = 0.25
"""How far from the source the ends of a target are, as a part of it."""
HEAD = f"""# What the ledger says and what things really cost

Made by `python docs/make_costs.py`: the facts of `kkgsim validate money` at the best estimates of all numbers. The
model reckons in rupiah of {BASE_YEAR}. Its prices were taken from these sources as they stand and not raised; the last
two columns say what a source comes to at the prices of {BASE_YEAR}, with the model's rise of prices, and the ledger
over that. What is further from its source than a quarter is explained below.

| source | what | of | source, Rp | ledger, Rp | ledger / source | source at prices of {BASE_YEAR} | ledger / that |
|---|---|---|---|---|---|---|---|
"""


def page(validation: Validation) -> str:
    """The page as text."""
    with use_language("en"):
        rows = [row for tested in validation.tested for row in _rows(tested)]
        notes = [_note(tested) for tested in validation.tested]
    return HEAD + "\n".join([*rows, "", *notes, ""])


def _rows(tested: Tested) -> list[str]:
    """What a fact has a target for, a line each."""
    year, rows = YEARS.get(_number(tested)), []
    for figure in tested.figures:
        if figure.verdict:
            source, ledger = source_of(figure), float(figure.book)
            cells = [", ".join(tested.fact.sources), str(figure.quantity.label), str(year or "undated")]
            cells += [rupiah(source), rupiah(ledger), f"{ledger / source:.2f}"]
            raised = source * (1.0 + PARAMETERS["inflation"].value) ** (BASE_YEAR - year) if year else 0.0
            cells += [rupiah(raised), f"{ledger / raised:.2f}"] if year else ["–", "–"]
            rows.append(f"| {' | '.join(cells)} |")
    return rows


def source_of(figure: Figure) -> float:
    """What the source says: the middle of the target, whose ends are a quarter away."""
    target = figure.quantity.target
    assert target is not None
    assert target.low is not None
    return target.low / (1.0 - WITHIN)


def _number(tested: Tested) -> str:
    return tested.fact.name.partition("-")[0]


def _note(tested: Tested) -> str:
    return f"- **{short_name(tested.fact.name)}** {tested.fact.title}. {tested.fact.observed} {tested.fact.note}"


if __name__ == "__main__":
    PAGE.write_text(page(kkgsim.validate(MONEY, draws=0, workers=2)), encoding="utf-8")
