"""Facts tried in the model, as tidy tables."""

from __future__ import annotations

import numpy as np
import pandas as pd

from kkgsim.analysis.facts.evaluate import Figure, Tested
from kkgsim.analysis.facts.result import Validation
from kkgsim.io.table_layout import OF_THE_ROW, Layout, named
from kkgsim.model.registry import PARAMETERS

IN_ITS_UNIT = dict.fromkeys(
    ("target_low", "target_high", "book", "draws_mean", "draws_low", "draws_high"), OF_THE_ROW
)  # fmt: skip
LAYOUTS = {
    "quantities": Layout(("fact", "quantity"), {
        **named("fact", "quantity", "label_en", "label_id", "statistic", "unit"), **IN_ITS_UNIT,
        "in_target_share": "share of draws", **named("verdict"),
    }),
    "facts": Layout(("fact",), {
        **named("fact", "title_en", "title_id", "fitted", "verdict"), "in_target_share": "share of draws",
        **named("sources", "place"), "months": "months", **named("reason_en", "reason_id"),
    }),
    "assumptions": Layout(("fact", "arm", "number"), {
        **named("fact", "arm", "number", "unit"), **dict.fromkeys(("value", "low", "high"), OF_THE_ROW), **named("why"),
    }),
    "draws": Layout(("fact", "quantity", "draw"), {**named("fact", "quantity", "draw", "unit"), "value": OF_THE_ROW}),
}  # fmt: skip
"""What a row of every table is and what its columns are measured in."""


def tables(validation: Validation) -> dict[str, pd.DataFrame]:
    """Tidy tables, as :data:`LAYOUTS` declares them: ``quantities`` and ``facts`` with their verdicts,
    ``assumptions`` that facts make, and the quantities in all ``draws``."""
    tested = validation.tested
    built = {
        "quantities": [_quantity(fact, figure) for fact in tested for figure in fact.figures],
        "facts": [_fact(fact) for fact in tested],
        "assumptions": [row for fact in tested for row in _assumptions(fact)],
        "draws": [row for fact in tested for figure in fact.figures for row in _draws(fact, figure)],
    }
    return {name: LAYOUTS[name].table(rows) for name, rows in built.items()}


def _unit(figure: Figure) -> str:
    return "" if figure.unit is None else figure.unit.name


def _quantity(tested: Tested, figure: Figure) -> dict[str, object]:
    quantity, target = figure.quantity, figure.quantity.target
    low, high = (None, None) if target is None else (target.low, target.high)
    return {
        "fact": tested.fact.name, "quantity": quantity.name, "label_en": quantity.label.en,
        "label_id": quantity.label.id, "statistic": quantity.statistic, "unit": _unit(figure),
        "target_low": np.nan if low is None else low, "target_high": np.nan if high is None else high,
        "book": figure.book, **figure.interval.columns("draws"), "in_target_share": figure.share,
        "verdict": figure.verdict,
    }  # fmt: skip


def _fact(tested: Tested) -> dict[str, object]:
    fact = tested.fact
    return {
        "fact": fact.name, "title_en": fact.title.en, "title_id": fact.title.id, "fitted": tested.fitted,
        "verdict": tested.verdict,
        "in_target_share": tested.share, "sources": " ".join(fact.sources), "place": fact.place,
        "months": fact.months, "reason_en": " ".join(reason.en for reason in tested.reasons),
        "reason_id": " ".join(reason.id for reason in tested.reasons),
    }  # fmt: skip


def _assumptions(tested: Tested) -> list[dict[str, object]]:
    return [
        {"fact": tested.fact.name, "arm": name, "number": assumed.number, "unit": PARAMETERS[assumed.number].unit,
         "value": assumed.value, "low": assumed.low, "high": assumed.high, "why": assumed.why}
        for name, arm in tested.fact.arms.items() for assumed in arm.scenario.assumptions
    ]  # fmt: skip


def _draws(tested: Tested, figure: Figure) -> list[dict[str, object]]:
    common = {"fact": tested.fact.name, "quantity": figure.quantity.name}
    return [{**common, "draw": draw, "unit": _unit(figure), "value": value}
            for draw, value in enumerate(figure.drawn.tolist())]  # fmt: skip
