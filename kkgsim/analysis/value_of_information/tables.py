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
    result = {"options": _options(valued), "numbers": _numbers(valued), "files": _files(valued)}
    return {name: LAYOUTS[name].table(table) for name, table in result.items()}


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
        for rank, scenario in enumerate(sample.settings.options)
    ])  # fmt: skip


def _numbers(valued: ValueOfInformation) -> pd.DataFrame:
    evidence = [
        {
            "grade": PARAMETERS[number.name].grade, "sources": " ".join(PARAMETERS[number.name].sources),
            "unit": PARAMETERS[number.name].unit,
            "low": valued.sample.drawn[number.name].min(), "high": valued.sample.drawn[number.name].max(),
            "file": home_of(number.name),
        }
        for number in valued.numbers
    ]  # fmt: skip
    return pd.concat([_worths("number", valued.numbers), pd.DataFrame(evidence)], axis=1)


def _files(valued: ValueOfInformation) -> pd.DataFrame:
    table = _worths("file", valued.sets)
    members = files_of(valued.sample)
    return table.assign(numbers=[len(members[evppi.name]) for evppi in valued.sets])


def _worths(what: str, evppis: Sequence[Evppi]) -> pd.DataFrame:
    return pd.DataFrame([
        {
            what: evppi.name, "value": evppi.value, "held_out": evppi.sure, "partition": evppi.partition,
            "floor": evppi.floor,
            "more_than_noise": evppi.counts, "choice_changes": evppi.changed,
        }
        for evppi in evppis
    ])  # fmt: skip
