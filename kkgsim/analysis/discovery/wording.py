"""Boxes in words that a planner reads: factors by their labels, limits in their units, the range looked at."""

from __future__ import annotations

import math

import numpy as np

from kkgsim.analysis.criteria import Metric, Threshold
from kkgsim.analysis.discovery.boxes import Box
from kkgsim.design.factor_words import format_unit, format_value
from kkgsim.design.study import Factor, Study
from kkgsim.i18n import measured, tr


def describe_limits(box: Box, study: Study) -> list[str]:
    """Each limited factor: ``Facilitators per 10 schools below 0.82 (looked at: 0.00 to 3.00)``."""
    return [_limit(factor, float(box.low[rank]), float(box.high[rank]))
            for rank, factor in enumerate(study.factors) if rank in box.limited]  # fmt: skip


def _limit(factor: Factor, low: float, high: float) -> str:
    word = "between" if np.isfinite(low) and np.isfinite(high) else "above" if np.isfinite(low) else "below"
    edges = {"low": low, "high": high, "first": factor.low, "last": factor.high}
    text = {name: format_value(factor, value) for name, value in edges.items() if math.isfinite(value)}
    words = {
        "low": "",
        "high": "",
        **text,
        "unit": format_unit(factor, text.get("high") or text["low"]),
        "factor": str(factor.label),
    }
    return tr(f"limit_{word}", **words)


def describe_rule(box: Box, study: Study) -> str:
    """All limits of a box as one condition."""
    return f" {tr('and')} ".join(describe_limits(box, study))


def describe_failing(measure: Metric, line: Threshold) -> str:
    """What failing means, in words."""
    value = measured(line.value, measure.unit, sign=line.against_today and line.value != 0.0)
    kind = "gain" if line.against_today else "value"
    return tr(f"fails_{kind}_{line.side}", outcome=measure.label, value=value)
