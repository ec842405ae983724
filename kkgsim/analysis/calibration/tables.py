"""A fit and the judgement on it as tidy tables."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pandas as pd

from kkgsim.analysis.calibration.playing import figure_name
from kkgsim.analysis.calibration.result import Calibration, CalibrationCheck
from kkgsim.analysis.calibration.space import value_of
from kkgsim.engine.intervals import BAND
from kkgsim.io.table_layout import OF_THE_ROW, Layout, measured, named
from kkgsim.model.arrays import Array
from kkgsim.model.registry import PARAMETERS

LEAST = 0.005
"""A share of a figure's variance that is listed."""
LUCK, TOGETHER, REST = "(luck)", "(together)", "(rest)"
"""What carries variance beside single numbers: luck, numbers only together, and what nobody sees."""
SD = "prior SD"
OF_IT = "of the quantity"
"""Instead of a unit: that of the quantity which the row names."""
LAYOUTS = {
    "fitted_numbers": Layout(("number",), {
        **named("number", "unit", "status"), **measured("prior", OF_THE_ROW), **measured("posterior", OF_THE_ROW),
        "narrowed_expected": SD, "narrowed": SD, "shift": SD, "smoother_narrowed": SD, "smoother_shift": SD,
    }),
    "figures": Layout(("fact", "quantity"), {
        **named("fact", "quantity", "label_en", "label_id", "fitted"),
        **dict.fromkeys(("value", "spread", "reach_low", "reach_high", "target_low", "target_high"), OF_IT),
        **measured("before", OF_IT), **measured("after", OF_IT),
        "before_in_target": "share of points", "after_in_target": "share of points",
    }),
    "identifiability": Layout(("fact", "quantity", "number"), {
        **named("fact", "quantity", "number"), "share": "share of variance",
    }),
    "waves": Layout(("wave",), {**named("wave"), "points": "points", "kept": "share of the prior"}),
    "posterior_draws": Layout(("draw", "number"), {
        **named("draw", "number"), "weight": "share", "value": OF_THE_ROW, **named("unit"),
    }),
}  # fmt: skip
"""What a row of every table of a fit is and what its columns are measured in."""
CHECK_LAYOUTS = {
    "gates": Layout(("gate",), named("gate", "verdict")),
    "planted": Layout(("number",), {
        **named("number", "status"), "truths": "truths", **measured("covered", "share of truths"),
        "chance": "probability", "correlation": "0-1", "recovered_correlation": "0-1", **named("recovered"),
    }),
    "planted_ranks": Layout(("truth", "number"), {**named("truth", "number"), "rank": "0-1"}),
    "without_study": Layout(("fact", "quantity"), {
        **named("fact", "quantity"), "value": OF_IT, **measured("foretold", OF_IT), **named("inside"),
    }),
}  # fmt: skip
"""The same of the judgement on it."""


def tables(calibration: Calibration) -> dict[str, pd.DataFrame]:
    """Tidy tables, as :data:`LAYOUTS` declares them."""
    built = {
        "fitted_numbers": _numbers(calibration), "figures": _figures(calibration),
        "identifiability": _shares(calibration), "waves": _waves(calibration), "posterior_draws": _draws(calibration),
    }  # fmt: skip
    return {name: LAYOUTS[name].table(rows) for name, rows in built.items()}


def check_tables(check: CalibrationCheck) -> dict[str, pd.DataFrame]:
    """Tidy tables, as :data:`CHECK_LAYOUTS` declares them."""
    built = {
        "gates": ({"gate": gate, "verdict": verdict} for gate, verdict in check.gates.items()),
        "planted": _planted(check), "planted_ranks": _ranks(check), "without_study": _left_out(check),
    }  # fmt: skip
    return {name: CHECK_LAYOUTS[name].table(rows) for name, rows in built.items()}


def _numbers(calibration: Calibration) -> Iterator[dict[str, object]]:
    fit = calibration.fit
    shape = {name: (draws.mean(), draws.spread()) for name, draws in (("", fit.posterior), ("smoother_", fit.smoothed))}
    ends = np.array([BAND[0], 0.5, BAND[1]])
    for rank, name in enumerate(calibration.space.names):
        low, middle, high = value_of(name, ends).tolist()
        row = {"number": name, "unit": PARAMETERS[name].unit, "status": calibration.status(rank), "prior_mean": middle,
               "prior_low": low, "prior_high": high}  # fmt: skip
        at = fit.table.fitted.index(rank) if rank in fit.table.fitted else None
        if at is None:
            left = {"posterior_mean": middle, "posterior_low": low, "posterior_high": high}
            moments = {"narrowed": 1.0, "shift": 0.0, "smoother_narrowed": 1.0, "smoother_shift": 0.0}
        else:
            here, between, there = calibration.posterior.of(name)
            left = {"posterior_mean": between, "posterior_low": here, "posterior_high": there}
            moments = {
                f"{word}{what}": float(values[at])
                for word, pair in shape.items() for what, values in zip(("shift", "narrowed"), pair, strict=True)
            }  # fmt: skip
        yield {
            **row,
            **left,
            "narrowed_expected": float(fit.table.narrowed[rank]),
            **{key: moments[key] for key in ("narrowed", "shift", "smoother_narrowed", "smoother_shift")},
        }


def _figures(calibration: Calibration) -> Iterator[dict[str, object]]:
    fit, fitted = calibration.fit, {name: rank for rank, name in enumerate(calibration.fit.measured.names)}
    for rank, (fact, quantity) in enumerate(calibration.judged):
        estimate, target = quantity.estimate, quantity.target
        at = fitted.get(figure_name(fact, quantity))
        before, after = fit.before.figures[:, rank], fit.after.figures[:, rank]
        inside = [float(np.mean([target.holds(value) for value in values.tolist()])) if target else np.nan
                  for values in (before, after)]  # fmt: skip
        yield {
            "fact": fact.name, "quantity": quantity.name, "label_en": quantity.label.en, "label_id": quantity.label.id,
            "fitted": at is not None, "value": estimate.value if estimate else np.nan,
            "spread": estimate.spread if estimate else np.nan,
            "reach_low": np.nan if at is None else fit.reached[0][at],
            "reach_high": np.nan if at is None else fit.reached[1][at],
            "target_low": np.nan if target is None or target.low is None else target.low,
            "target_high": np.nan if target is None or target.high is None else target.high,
            **_band("before", before), **_band("after", after), "before_in_target": inside[0],
            "after_in_target": inside[1],
        }  # fmt: skip


def _band(word: str, values: Array) -> dict[str, float]:
    there = values[np.isfinite(values)]
    low, high = np.quantile(there, BAND).tolist() if len(there) else (np.nan, np.nan)
    return {f"{word}_mean": float(there.mean()) if len(there) else np.nan, f"{word}_low": low, f"{word}_high": high}


def _shares(calibration: Calibration) -> Iterator[dict[str, object]]:
    """What carries each figure's variance, largest first; then luck, numbers together, and what is left."""
    table = calibration.fit.table
    for rank, full in enumerate(calibration.fit.measured.names):
        fact, _, quantity = full.rpartition(".")
        alone, luck, together = table.alone[rank], float(table.luck[rank]), float(table.together[rank])
        named_ = {calibration.space.names[at]: float(alone[at])
                  for at in np.argsort(-alone, kind="stable").tolist() if alone[at] >= LEAST}  # fmt: skip
        rest = max(0.0, 1.0 - float(alone.sum()) - together - (luck if np.isfinite(luck) else 0.0))
        for number, share in {**named_, LUCK: luck, TOGETHER: together, REST: rest}.items():
            yield {"fact": fact, "quantity": quantity, "number": number, "share": share}


def _waves(calibration: Calibration) -> Iterator[dict[str, object]]:
    for wave, share in enumerate((1.0, *calibration.fit.kept)):
        yield {"wave": wave + 1, "points": calibration.budget.points, "kept": share}


def _draws(calibration: Calibration) -> Iterator[dict[str, object]]:
    posterior = calibration.posterior
    for draw, (weight, row) in enumerate(zip(posterior.weights.tolist(), posterior.draws.tolist(), strict=True)):
        for name, value in zip(posterior.names, row, strict=True):
            yield {"draw": draw, "number": name, "weight": weight, "value": value, "unit": PARAMETERS[name].unit}


def _planted(check: CalibrationCheck) -> Iterator[dict[str, object]]:
    planted, calibration = check.planted, check.calibration
    low, high = planted.covered_within
    for at, (rank, name) in enumerate(zip(calibration.fit.table.fitted, calibration.names, strict=True)):
        yield {
            "number": name, "status": calibration.status(rank), "truths": len(planted.truth),
            "covered_mean": float(planted.covered[at]), "covered_low": float(low[at]), "covered_high": float(high[at]),
            "chance": float(planted.chance[at]), "correlation": float(planted.correlation[at]),
            "recovered_correlation": float(check.recovered.correlation[at]),
            "recovered": bool(check.recovered.recovered[at]),
        }  # fmt: skip


def _ranks(check: CalibrationCheck) -> Iterator[dict[str, object]]:
    for truth, row in enumerate(check.planted.rank.tolist()):
        for name, rank in zip(check.calibration.names, row, strict=True):
            yield {"truth": truth, "number": name, "rank": rank}


def _left_out(check: CalibrationCheck) -> Iterator[dict[str, object]]:
    for left in check.left_out:
        columns = (left.value, left.mean, left.low, left.high, left.inside)
        for name, value, mean, low, high, inside in zip(left.names, *(c.tolist() for c in columns), strict=True):
            fact, _, quantity = name.rpartition(".")
            yield {"fact": fact, "quantity": quantity, "value": value, "foretold_mean": mean, "foretold_low": low,
                   "foretold_high": high, "inside": inside}  # fmt: skip
