"""What knowing more is worth, as tidy tables."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from kkgsim.analysis.value_of_information.analysis import ValueOfInformation, files_of, payoff_of
from kkgsim.analysis.value_of_information.evppi import Evppi
from kkgsim.io.table_layout import OF_THE_OUTCOME, OF_THE_ROW, Layout, named
from kkgsim.model.registry import PARAMETERS, home_of

PAYOFF = "of the payoff"
"""Instead of a unit: that of the outcome, or rupiah a year where a step of it was given a worth."""
WORTH = {
    **dict.fromkeys(("value", "low_value", "high_value", "held_out", "partition", "floor"), PAYOFF),
    **named("more_than_noise"), "choice_changes": "share",
}  # fmt: skip
LAYOUTS = {
    "options": Layout(("option",), {
        **named("option"), "gain": OF_THE_OUTCOME, "cost": "Rp a year", **named("within_budget"), "payoff": PAYOFF,
        **dict.fromkeys(("behind", "behind_low", "behind_high"), PAYOFF), **named("chosen", "cannot_be_told_apart"),
        "best_share": "share",
    }),
    "numbers": Layout(("number",), {
        **named("number"), **WORTH, **named("grade", "sources", "unit"), "low": OF_THE_ROW, "high": OF_THE_ROW,
        **named("file"), **dict.fromkeys(("rank_low", "rank_high"), "rank"),
    }),
    "payoffs": Layout(("future", "luck", "option"), {
        **named("future", "luck", "option"), "gain": OF_THE_OUTCOME, "cost": "Rp a year", "payoff": PAYOFF,
    }),
    "files": Layout(("file",), {**named("file"), **WORTH, "numbers": "numbers"}),
}  # fmt: skip
"""What a row of every table is and what its columns are measured in."""


def tables(valued: ValueOfInformation) -> dict[str, pd.DataFrame]:
    """``options``, ``numbers`` and ``files`` (of rules, levers and places): what each is worth, in the unit of the
    payoff; ``payoffs`` and ``draws``: what every option brought in every future, and the numbers drawn for it, from
    which all else follows. See :data:`LAYOUTS`."""
    result = {
        "options": _options(valued), "numbers": _numbers(valued), "files": _files(valued),
        "payoffs": _payoffs(valued),
    }  # fmt: skip
    laid = {name: LAYOUTS[name].table(table) for name, table in result.items()}
    return {**laid, "draws": draws_layout(valued).table(_draws(valued))}


def draws_layout(valued: ValueOfInformation) -> Layout:
    """A row a future, a column a number."""
    return Layout(("future",), {**named("future"), **{name: PARAMETERS[name].unit for name in valued.sample.drawn}})


def _draws(valued: ValueOfInformation) -> pd.DataFrame:
    return pd.DataFrame({"future": np.arange(valued.sample.settings.futures), **valued.sample.drawn})


def _payoffs(valued: ValueOfInformation) -> pd.DataFrame:
    """Futures in their order, in each its lucks, in each the options."""
    sample, options = valued.sample, [scenario.name for scenario in valued.sample.settings.options]
    lucks, futures, count = sample.gain.shape
    payoff = payoff_of(sample, valued.choice)
    columns = {
        name: np.moveaxis(values, 0, 1).ravel()
        for name, values in (("gain", sample.gain), ("cost", sample.cost), ("payoff", payoff))
    }
    return pd.DataFrame({
        "future": np.repeat(np.arange(futures), lucks * count),
        "luck": np.tile(np.repeat(np.arange(lucks), count), futures),
        "option": options * (futures * lucks), **columns,
    })  # fmt: skip


def _options(valued: ValueOfInformation) -> pd.DataFrame:
    sample = valued.sample
    shares = dict(zip(valued.lawful, valued.best_share.tolist(), strict=True))
    payoff = dict(zip(valued.lawful, valued.payoff.mean(axis=(0, 1)).tolist(), strict=True))
    behind, rivals = valued.behind, valued.rivals
    return pd.DataFrame([
        {
            "option": scenario.name, "gain": sample.gain[:, :, rank].mean(), "cost": sample.cost[:, :, rank].mean(),
            "within_budget": rank in valued.lawful, "payoff": payoff.get(rank, np.nan),
            **dict(zip(("behind", "behind_low", "behind_high"), behind.get(rank, (np.nan,) * 3), strict=True)),
            "chosen": rank == valued.chosen, "cannot_be_told_apart": rank in rivals,
            "best_share": shares.get(rank, 0.0),
        }
        for rank, scenario in enumerate(sample.settings.options)
    ])  # fmt: skip


def _numbers(valued: ValueOfInformation) -> pd.DataFrame:
    evidence = [
        {
            "grade": PARAMETERS[number.name].grade, "sources": " ".join(PARAMETERS[number.name].sources),
            "unit": PARAMETERS[number.name].unit,
            "low": valued.sample.drawn[number.name].min(), "high": valued.sample.drawn[number.name].max(),
            "file": home_of(number.name), "rank_low": int(low), "rank_high": int(high),
        }
        for number, low, high in zip(valued.numbers, *valued.ranks, strict=True)
    ]  # fmt: skip
    return pd.concat([_worths("number", valued.numbers), pd.DataFrame(evidence)], axis=1)


def _files(valued: ValueOfInformation) -> pd.DataFrame:
    table = _worths("file", valued.sets)
    members = files_of(valued.sample)
    return table.assign(numbers=[len(members[evppi.name]) for evppi in valued.sets])


def _worths(what: str, evppis: Sequence[Evppi]) -> pd.DataFrame:
    return pd.DataFrame([
        {
            what: evppi.name, "value": evppi.value, "low_value": evppi.interval[0], "high_value": evppi.interval[1],
            "held_out": evppi.sure, "partition": evppi.partition, "floor": evppi.floor,
            "more_than_noise": evppi.counts, "choice_changes": evppi.changed,
        }
        for evppi in evppis
    ])  # fmt: skip
