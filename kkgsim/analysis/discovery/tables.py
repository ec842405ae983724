"""What discovery found as tidy tables, which pandas, polars, DuckDB and EMA Workbench open as they are."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from kkgsim.analysis.discovery.boxes import Box, BoxScore
from kkgsim.analysis.discovery.discovery import DiscoveredBox, Discovery
from kkgsim.analysis.discovery.wording import describe_rule
from kkgsim.design.study import Study
from kkgsim.engine.batch_runner import record_columns, record_units
from kkgsim.i18n import Text
from kkgsim.io.table_layout import OF_THE_ROW, Layout, named


def tables(found: Discovery) -> dict[str, pd.DataFrame]:
    """Tidy tables: ``experiments`` and ``outcomes`` (a case a row, as EMA Workbench has them), ``boxes`` and their
    ``limits``, ``trade_off``, ``tree``, ``stability``; the last five as :data:`LAYOUTS` declares them."""
    made = {
        "boxes": [_box(found, number, one, held) for number, one, held in _every(found)],
        "limits": _limits(found),
        "trade_off": _trade_off(found),
        "tree": _tree(found),
        "stability": _stability(found),
    }
    return {
        "experiments": experiments_layout(found.cases.study).table(_experiments(found)),
        "outcomes": outcomes_layout(found).table(_outcomes(found)),
        **{name: LAYOUTS[name].table(rows) for name, rows in made.items()},
    }


MEASURES = {"cases": "cases", "failing": "cases", "coverage": "share", "density": "share", "mass": "share"}
"""What a box is judged by, with units."""
PARTS = ("searched", "held_back")
IN_PARTS = {f"{part}_{measure}": unit for part in PARTS for measure, unit in MEASURES.items()}
LAYOUTS = {
    "boxes": Layout(("box",), {
        **named("box", "holds"), **IN_PARTS, "chance": "probability", **named("rule", "dropped", "when_en", "when_id"),
    }),
    "limits": Layout(("box", "factor"), {
        **named("box", "factor", "kind", "label_en", "label_id", "unit"),
        **dict.fromkeys(("low", "high", "lowest", "highest"), OF_THE_ROW),
        **dict.fromkeys(("quasi_p_low", "quasi_p_high"), "probability"), "again_share": "share",
    }),
    "trade_off": Layout(("search", "step"), {
        **named("search", "step"), **MEASURES, "res_dim": "factors", **named("chosen"),
    }),
    "tree": Layout(("leaf",), {**named("leaf"), **IN_PARTS, **named("when_en", "when_id")}),
    "stability": Layout(("factor",), {**named("factor"), "again_share": "share"}),
}  # fmt: skip
"""What a row of every table is and what its columns are measured in."""


def experiments_layout(study: Study) -> Layout:
    """The table of cases: a column a factor."""
    return Layout(("scenario",), {**named("scenario"), **{factor.name: factor.unit for factor in study.factors}})


def outcomes_layout(found: Discovery) -> Layout:
    """The table of what was kept of the cases: a column an outcome and month, twice where today stands beside it."""
    units = record_units(found.cases.study)
    today = {} if found.cases.today is None else {f"{name}_today": unit for name, unit in units.items()}
    gain = {"gain": str(found.measure.unit)} if today else {}
    return Layout(("scenario",), {**named("scenario"), **units, **today, **gain, **named("fails", "searched")})


def _experiments(found: Discovery) -> pd.DataFrame:
    """The factors of each case; EMA Workbench calls the number of a case "scenario"."""
    factors = {factor.name: found.cases.points[:, rank] for rank, factor in enumerate(found.cases.study.factors)}
    return pd.DataFrame({"scenario": found.cases.numbers, **factors})


def _outcomes(found: Discovery) -> pd.DataFrame:
    """Everything kept of each case (mean of its replicates), with ``_today`` what today gives, and whether it fails."""
    cases, names = found.cases, record_columns(found.cases.study)
    columns: dict[str, Any] = {"scenario": cases.numbers}
    columns |= {name: cases.values[:, rank] for rank, name in enumerate(names)}
    if cases.today is not None:
        columns |= {f"{name}_today": cases.today[:, rank] for rank, name in enumerate(names)}
        columns["gain"] = found.values
    return pd.DataFrame({**columns, "fails": found.fails.astype(np.int64), "searched": found.searched})


def _every(found: Discovery) -> list[tuple[int, DiscoveredBox, bool]]:
    """The boxes that hold, and the one that does not, numbered from 1."""
    every = [(one, True) for one in found.boxes] + ([(found.rejected, False)] if found.rejected else [])
    return [(number, one, held) for number, (one, held) in enumerate(every, 1)]


def _worths(searched: BoxScore, held_back: BoxScore) -> dict[str, Any]:
    return {f"{part}_{name}": getattr(one, name) for part, one in zip(PARTS, (searched, held_back), strict=True)
            for name in MEASURES}  # fmt: skip


def _when(box: Box, study: Study) -> dict[str, str]:
    """A box in words, a column for each language."""
    words = Text.of(lambda: describe_rule(box, study))
    return {"when_en": words.en, "when_id": words.id}


def _box(found: Discovery, number: int, one: DiscoveredBox, held: bool) -> dict[str, Any]:
    study = found.cases.study
    return {
        "box": number, "holds": held, **_worths(one.searched, one.held_back), "chance": one.chance,
        "rule": "density" if one.dense else "knee",
        "dropped": " ".join(study.factors[rank].name for rank in one.box.dropped),
        **_when(one.box, study),
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
         **_when(leaf.box, study)}
        for number, leaf in enumerate(found.leaves, 1)
    ]  # fmt: skip


def _stability(found: Discovery) -> list[dict[str, Any]]:
    pairs = zip(found.cases.study.factors, found.again, strict=True)
    return [{"factor": factor.name, "again_share": share} for factor, share in pairs]
