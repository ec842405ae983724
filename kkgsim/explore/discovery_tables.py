"""What discovery found as tidy tables, which pandas, polars, DuckDB and EMA Workbench open as they are."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from kkgsim.explore.box_words import rule_told
from kkgsim.explore.boxes import Worth
from kkgsim.explore.discovery import Discovery, Found
from kkgsim.sweep.player import kept_columns


def tables(found: Discovery) -> dict[str, pd.DataFrame]:
    """Tidy tables: ``experiments`` and ``outcomes`` (a case a row, as EMA Workbench has them), ``boxes`` and their
    ``limits``, ``trade_off``, ``tree``, ``stability``."""
    return {
        "experiments": _experiments(found),
        "outcomes": _outcomes(found),
        "boxes": pd.DataFrame([_box(found, number, one, held) for number, one, held in _every(found)], columns=BOXES),
        "limits": pd.DataFrame(_limits(found), columns=LIMITS),
        "trade_off": pd.DataFrame(_trade_off(found), columns=TRADE_OFF),
        "tree": pd.DataFrame(_tree(found), columns=TREE),
        "stability": _stability(found),
    }


MEASURES = ("cases", "failing", "coverage", "density", "mass")
PARTS = ("searched", "held_back")
IN_PARTS = [f"{part}_{measure}" for part in PARTS for measure in MEASURES]
BOXES = ["box", "holds", *IN_PARTS, "chance", "rule", "dropped", "when_en", "when_id"]
LIMITS = ["box", "factor", "kind", "label_en", "label_id", "unit", "low", "high", "lowest", "highest", "quasi_p_low",
          "quasi_p_high", "again_share"]  # fmt: skip
TRADE_OFF = ["search", "step", *MEASURES, "res_dim", "chosen"]
TREE = ["leaf", *IN_PARTS, "when_en", "when_id"]


def _experiments(found: Discovery) -> pd.DataFrame:
    """The factors of each case; EMA Workbench calls the number of a case "scenario"."""
    factors = {factor.name: found.cases.points[:, rank] for rank, factor in enumerate(found.cases.study.factors)}
    return pd.DataFrame({"scenario": found.cases.numbers, **factors})


def _outcomes(found: Discovery) -> pd.DataFrame:
    """Everything kept of each case (mean of its replicates), with ``_today`` what today gives, and whether it fails."""
    cases, names = found.cases, kept_columns(found.cases.study)
    columns: dict[str, Any] = {"scenario": cases.numbers}
    columns |= {name: cases.values[:, rank] for rank, name in enumerate(names)}
    if cases.today is not None:
        columns |= {f"{name}_today": cases.today[:, rank] for rank, name in enumerate(names)}
        columns["gain"] = found.values
    return pd.DataFrame({**columns, "fails": found.fails.astype(np.int64), "searched": found.searched})


def _every(found: Discovery) -> list[tuple[int, Found, bool]]:
    """The boxes that hold, and the one that does not, numbered from 1."""
    every = [(one, True) for one in found.boxes] + ([(found.rejected, False)] if found.rejected else [])
    return [(number, one, held) for number, (one, held) in enumerate(every, 1)]


def _worths(searched: Worth, held_back: Worth) -> dict[str, Any]:
    return {f"{part}_{name}": getattr(one, name) for part, one in zip(PARTS, (searched, held_back), strict=True)
            for name in MEASURES}  # fmt: skip


def _box(found: Discovery, number: int, one: Found, held: bool) -> dict[str, Any]:
    study = found.cases.study
    return {
        "box": number, "holds": held, **_worths(one.searched, one.held_back), "chance": one.chance,
        "rule": "density" if one.dense else "knee",
        "dropped": " ".join(study.factors[rank].name for rank in one.box.dropped),
        "when_en": rule_told(one.box, study, "en"), "when_id": rule_told(one.box, study, "id"),
    }  # fmt: skip


def _limits(found: Discovery) -> list[dict[str, Any]]:
    rows = []
    for number, one, _ in _every(found):
        for rank in one.box.limited:
            factor = found.cases.study.factors[rank]
            low, high = (
                float(edge[rank]) if np.isfinite(edge[rank]) else np.nan for edge in (one.box.low, one.box.high)
            )
            rows.append({
                "box": number, "factor": factor.name, "kind": factor.kind, "label_en": factor.label.en,
                "label_id": factor.label.id, "unit": factor.unit, "low": low, "high": high,
                "lowest": factor.low, "highest": factor.high,
                "quasi_p_low": one.quasi_p.get((rank, "low"), np.nan),
                "quasi_p_high": one.quasi_p.get((rank, "high"), np.nan),
                "again_share": found.again[rank] if number == 1 else np.nan,
            })  # fmt: skip
    return rows


def _trade_off(found: Discovery) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = []
    for one in found.trade_off:
        step = sum(row["search"] == one.search + 1 for row in rows)
        measures = {name: getattr(one.worth, name) for name in MEASURES}
        rows.append({"search": one.search + 1, "step": step, **measures, "res_dim": one.limited, "chosen": one.chosen})
    return rows


def _tree(found: Discovery) -> list[dict[str, Any]]:
    study = found.cases.study
    return [
        {"leaf": number, **_worths(leaf.searched, leaf.held_back),
         "when_en": rule_told(leaf.box, study, "en"), "when_id": rule_told(leaf.box, study, "id")}
        for number, leaf in enumerate(found.leaves, 1)
    ]  # fmt: skip


def _stability(found: Discovery) -> pd.DataFrame:
    factors = found.cases.study.factors
    return pd.DataFrame({"factor": [factor.name for factor in factors], "again_share": found.again})
