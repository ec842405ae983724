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


def tables(discovery: Discovery) -> dict[str, pd.DataFrame]:
    """Tidy tables: ``experiments`` and ``outcomes`` (a case a row, as EMA Workbench has them), ``boxes`` and their
    ``limits``, ``trade_off``, ``tree``, ``stability``; the last five as :data:`LAYOUTS` declares them."""
    rows = {
        "boxes": [_box(discovery, number, discovered, held) for number, discovered, held in _every(discovery)],
        "limits": _limits(discovery),
        "trade_off": _trade_off(discovery),
        "tree": _tree(discovery),
        "stability": _stability(discovery),
    }
    return {
        "experiments": experiments_layout(discovery.cases.study).table(_experiments(discovery)),
        "outcomes": outcomes_layout(discovery).table(_outcomes(discovery)),
        **{name: LAYOUTS[name].table(table) for name, table in rows.items()},
    }


MEASURES = {"cases": "cases", "failing": "cases", "coverage": "share", "density": "share", "mass": "share"}
"""What a box is judged by, with units."""
PARTS = ("searched", "held_back")
SHARES = [measure for measure, unit in MEASURES.items() if unit == "share"]
IN_PARTS = {
    **{f"{part}_{measure}": unit for part in PARTS for measure, unit in MEASURES.items()},
    **{f"held_back_{measure}_{end}": "share" for measure in SHARES for end in ("low", "high")},
}
"""What a box is worth in both parts; intervals are of the cases held back, by which it was not chosen."""
LAYOUTS = {
    "boxes": Layout(("box",), {
        **named("box", "holds"), **IN_PARTS,
        "chance": "probability", **named("rule", "dropped", "when_en", "when_id"),
    }),
    "limits": Layout(("box", "factor"), {
        **named("box", "factor", "kind", "label_en", "label_id", "unit"),
        **dict.fromkeys(("low", "high", "lowest", "highest"), OF_THE_ROW),
        **dict.fromkeys(("quasi_p_low", "quasi_p_high"), "probability"), "again_share": "share",
    }),
    "trade_off": Layout(("search", "step"), {
        **named("search", "step"), **MEASURES, "res_dim": "factors",
        **{f"lasting_{name}": unit for name, unit in MEASURES.items()}, "lasting_res_dim": "factors", **named("chosen"),
    }),
    "tree": Layout(("leaf",), {**named("leaf"), **IN_PARTS, **named("when_en", "when_id")}),
    "stability": Layout(("factor",), {**named("factor"), "again_share": "share"}),
}  # fmt: skip
"""What a row of every table is and what its columns are measured in."""


def experiments_layout(study: Study) -> Layout:
    """The table of cases: a column a factor."""
    return Layout(("scenario",), {**named("scenario"), **{factor.name: factor.unit for factor in study.factors}})


def outcomes_layout(discovery: Discovery) -> Layout:
    """The table of what was kept of the cases: a column an outcome and month, twice where today stands beside it."""
    units = record_units(discovery.cases.study)
    today = {} if discovery.cases.today is None else {f"{name}_today": unit for name, unit in units.items()}
    gain = {"gain": str(discovery.measure.unit)} if today else {}
    return Layout(("scenario",), {**named("scenario"), **units, **today, **gain, **named("fails", "searched")})


def _experiments(discovery: Discovery) -> pd.DataFrame:
    """The factors of each case; EMA Workbench calls the number of a case "scenario"."""
    factors = {
        factor.name: discovery.cases.points[:, rank] for rank, factor in enumerate(discovery.cases.study.factors)
    }
    return pd.DataFrame({"scenario": discovery.cases.numbers, **factors})


def _outcomes(discovery: Discovery) -> pd.DataFrame:
    """Everything kept of each case (mean of its replicates), with ``_today`` what today gives, and whether it fails."""
    cases, names = discovery.cases, record_columns(discovery.cases.study)
    columns: dict[str, Any] = {"scenario": cases.numbers}
    columns |= {name: cases.values[:, rank] for rank, name in enumerate(names)}
    if cases.today is not None:
        columns |= {f"{name}_today": cases.today[:, rank] for rank, name in enumerate(names)}
        columns["gain"] = discovery.values
    return pd.DataFrame({**columns, "fails": discovery.fails.astype(np.int64), "searched": discovery.searched})


def _every(discovery: Discovery) -> list[tuple[int, DiscoveredBox, bool]]:
    """The boxes that hold, and the one that does not, numbered from 1."""
    every = [(box, True) for box in discovery.boxes] + ([(discovery.rejected, False)] if discovery.rejected else [])
    return [(number, box, held) for number, (box, held) in enumerate(every, 1)]


def _worths(searched: BoxScore, held_back: BoxScore) -> dict[str, Any]:
    shares = {f"{part}_{name}": getattr(score, name) for part, score in zip(PARTS, (searched, held_back), strict=True)
              for name in MEASURES}  # fmt: skip
    ends = {f"held_back_{name}_{end}": value for name in SHARES
            for end, value in zip(("low", "high"), held_back.interval(name), strict=True)}  # fmt: skip
    return shares | ends


def _when(box: Box, study: Study) -> dict[str, str]:
    """A box in words, a column for each language."""
    words = Text.of(lambda: describe_rule(box, study))
    return {"when_en": words.en, "when_id": words.id}


def _box(discovery: Discovery, number: int, discovered: DiscoveredBox, held: bool) -> dict[str, Any]:
    study = discovery.cases.study
    return {
        "box": number, "holds": held, **_worths(discovered.searched, discovered.held_back),
        "chance": discovered.chance,
        "rule": "density" if discovered.dense else "knee",
        "dropped": " ".join(study.factors[rank].name for rank in discovered.box.dropped),
        **_when(discovered.box, study),
    }  # fmt: skip


def _limits(discovery: Discovery) -> list[dict[str, Any]]:
    rows = []
    for number, discovered, _ in _every(discovery):
        for rank in discovered.box.limited:
            factor = discovery.cases.study.factors[rank]
            low, high = (
                float(edge[rank]) if np.isfinite(edge[rank]) else np.nan
                for edge in (discovered.box.low, discovered.box.high)
            )
            rows.append({
                "box": number, "factor": factor.name, "kind": factor.kind, "label_en": factor.label.en,
                "label_id": factor.label.id, "unit": factor.unit, "low": low, "high": high,
                "lowest": factor.low, "highest": factor.high,
                "quasi_p_low": discovered.quasi_p.get((rank, "low"), np.nan),
                "quasi_p_high": discovered.quasi_p.get((rank, "high"), np.nan),
                "again_share": discovery.again[rank] if number == 1 else np.nan,
            })  # fmt: skip
    return rows


def _trade_off(discovery: Discovery) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = []
    for peel in discovery.trade_off:
        step = sum(row["search"] == peel.search + 1 for row in rows)
        measures = {name: getattr(peel.worth, name) for name in MEASURES}
        lasting = {f"lasting_{name}": getattr(peel.lasting, name) for name in MEASURES}
        rows.append({
            "search": peel.search + 1, "step": step, **measures, "res_dim": peel.limited, **lasting,
            "lasting_res_dim": peel.lasting_limited, "chosen": peel.chosen,
        })  # fmt: skip
    return rows


def _tree(discovery: Discovery) -> list[dict[str, Any]]:
    study = discovery.cases.study
    return [
        {"leaf": number, **_worths(leaf.searched, leaf.held_back),
         **_when(leaf.box, study)}
        for number, leaf in enumerate(discovery.leaves, 1)
    ]  # fmt: skip


def _stability(discovery: Discovery) -> list[dict[str, Any]]:
    pairs = zip(discovery.cases.study.factors, discovery.again, strict=True)
    return [{"factor": factor.name, "again_share": share} for factor, share in pairs]
