"""What knowing more is worth, as tidy tables."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from kkgsim.analysis.value_of_information.analysis import ValueOfInformation, files_of
from kkgsim.analysis.value_of_information.evppi import Evppi
from kkgsim.io.table_layout import OF_THE_OUTCOME, OF_THE_ROW, Layout, named
from kkgsim.model.registry import PARAMETERS, home_of

PAYOFF = "of the payoff"
"""Instead of a unit: that of the outcome, or rupiah a year where a step of it was given a worth."""
WORTH = {
    **dict.fromkeys(("value", "held_out", "partition", "floor"), PAYOFF), **named("more_than_noise"),
    "choice_changes": "share",
}  # fmt: skip
LAYOUTS = {
    "options": Layout(("option",), {
        **named("option"), "gain": OF_THE_OUTCOME, "cost": "Rp a year", **named("within_budget"), "payoff": PAYOFF,
        **named("chosen"), "best_share": "share",
    }),
    "numbers": Layout(("number",), {
        **named("number"), **WORTH, **named("grade", "sources", "unit"), "low": OF_THE_ROW, "high": OF_THE_ROW,
        **named("file"),
    }),
    "files": Layout(("file",), {**named("file"), **WORTH, "numbers": "numbers"}),
}  # fmt: skip
"""What a row of every table is and what its columns are measured in."""


def tables(valued: ValueOfInformation) -> dict[str, pd.DataFrame]:
    """``options``, ``numbers`` and ``files`` (of rules, levers and places), as :data:`LAYOUTS` declares them: what each
    is worth, in the unit of the payoff."""
    made = {"options": _options(valued), "numbers": _numbers(valued), "files": _files(valued)}
    return {name: LAYOUTS[name].table(table) for name, table in made.items()}


def _options(valued: ValueOfInformation) -> pd.DataFrame:
    sample = valued.sample
    shares = dict(zip(valued.lawful, valued.best_share.tolist(), strict=True))
    payoff = dict(zip(valued.lawful, valued.payoff.mean(axis=(0, 1)).tolist(), strict=True))
    return pd.DataFrame([
        {
            "option": scenario.name, "gain": sample.gain[:, :, rank].mean(), "cost": sample.cost[:, :, rank].mean(),
            "within_budget": rank in valued.lawful, "payoff": payoff.get(rank, float("nan")),
            "chosen": rank == valued.chosen, "best_share": shares.get(rank, 0.0),
        }
        for rank, scenario in enumerate(sample.asked.options)
    ])  # fmt: skip


def _numbers(valued: ValueOfInformation) -> pd.DataFrame:
    evidence = [
        {
            "grade": PARAMETERS[one.name].grade, "sources": " ".join(PARAMETERS[one.name].sources),
            "unit": PARAMETERS[one.name].unit,
            "low": valued.sample.drawn[one.name].min(), "high": valued.sample.drawn[one.name].max(),
            "file": home_of(one.name),
        }
        for one in valued.numbers
    ]  # fmt: skip
    return pd.concat([_worths("number", valued.numbers), pd.DataFrame(evidence)], axis=1)


def _files(valued: ValueOfInformation) -> pd.DataFrame:
    table = _worths("file", valued.sets)
    members = files_of(valued.sample)
    return table.assign(numbers=[len(members[one.name]) for one in valued.sets])


def _worths(what: str, found: Sequence[Evppi]) -> pd.DataFrame:
    return pd.DataFrame([
        {
            what: one.name, "value": one.value, "held_out": one.sure, "partition": one.partition, "floor": one.floor,
            "more_than_noise": one.counts, "choice_changes": one.changed,
        }
        for one in found
    ])  # fmt: skip
