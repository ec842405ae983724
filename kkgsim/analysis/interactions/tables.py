"""Levers in pairs, as tidy tables."""

from __future__ import annotations

import pandas as pd

from kkgsim.analysis.interactions.interactions import Interaction, Interactions
from kkgsim.analysis.interactions.pairs import name_of
from kkgsim.analysis.interactions.requirements import NEEDS
from kkgsim.io.table_layout import OF_THE_ROW, Layout, measured, named

FIGURES = {
    **named("first", "second", "outcome", "unit"), **measured("first_alone", OF_THE_ROW),
    **measured("second_alone", OF_THE_ROW), **measured("both", OF_THE_ROW), **measured("beyond_sum", OF_THE_ROW),
    "more_share": "share", **named("verdict"),
}  # fmt: skip
LAYOUTS = {
    "pairs": Layout(("first", "second", "outcome"), {**named("strength"), **FIGURES}),
    "needs": Layout(("need",), {**named("need"), **FIGURES, **named("besides", "first_half", "claim_en", "claim_id")}),
}
"""What a row of every table is and what its columns are measured in."""


def tables(interactions: Interactions) -> dict[str, pd.DataFrame]:
    """Tidy tables, as :data:`LAYOUTS` declares them: ``pairs`` of levers, and the ``needs``."""
    needs = [
        {
            "need": name,
            **_row(pair),
            "besides": name_of(NEEDS[name].pair.besides) if NEEDS[name].pair.besides else "",
            "first_half": ", ".join(NEEDS[name].pair.first_half),
            "claim_en": NEEDS[name].claim.en,
            "claim_id": NEEDS[name].claim.id,
        }
        for name, pair in interactions.needs.items()
    ]
    pairs = [{"strength": interactions.strength, **_row(pair)} for pair in interactions.pairs]
    return {"pairs": LAYOUTS["pairs"].table(pairs), "needs": LAYOUTS["needs"].table(needs)}


def _row(pair: Interaction) -> dict[str, object]:
    row: dict[str, object] = {
        "first": pair.first, "second": pair.second, "outcome": pair.outcome.name, "unit": pair.unit.name,
    }  # fmt: skip
    figures = {
        "first_alone": pair.alone[0],
        "second_alone": pair.alone[1],
        "both": pair.both,
        "beyond_sum": pair.beyond,
    }
    for what, band in figures.items():
        row |= band.columns(what)
    return {**row, "more_share": pair.more_share, "verdict": pair.verdict}
