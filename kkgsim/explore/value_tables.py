"""What knowing more is worth, as tidy tables."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from kkgsim.explore.information import Worth
from kkgsim.explore.valuing import Valued, files_of
from kkgsim.numbers import book, home_of


def tables(valued: Valued) -> dict[str, pd.DataFrame]:
    """``options``, ``numbers`` and ``files`` (of rules, levers and places): what each is worth, in the unit of the
    payoff."""
    return {"options": _options(valued), "numbers": _numbers(valued), "files": _files(valued)}


def _options(valued: Valued) -> pd.DataFrame:
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


def _numbers(valued: Valued) -> pd.DataFrame:
    evidence = [
        {
            "grade": book()[one.name].grade, "sources": " ".join(book()[one.name].sources),
            "unit": book()[one.name].unit,
            "low": valued.sample.drawn[one.name].min(), "high": valued.sample.drawn[one.name].max(),
            "file": home_of(one.name),
        }
        for one in valued.numbers
    ]  # fmt: skip
    return pd.concat([_worths("number", valued.numbers), pd.DataFrame(evidence)], axis=1)


def _files(valued: Valued) -> pd.DataFrame:
    table = _worths("file", valued.sets)
    members = files_of(valued.sample)
    return table.assign(numbers=[len(members[one.name]) for one in valued.sets])


def _worths(what: str, found: Sequence[Worth]) -> pd.DataFrame:
    return pd.DataFrame([
        {
            what: one.name, "value": one.value, "held_out": one.sure, "partition": one.partition, "floor": one.floor,
            "more_than_noise": one.counts, "choice_changes": one.changed,
        }
        for one in found
    ])  # fmt: skip
