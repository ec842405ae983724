"""Boxes in words that a planner reads: factors by their labels, limits in their units, the range looked at."""

from __future__ import annotations

import math

import numpy as np

from kkgsim.analysis.criteria import Metric, Threshold
from kkgsim.analysis.discovery.boxes import Box
from kkgsim.design.study import Factor, Study
from kkgsim.i18n import decimal, measured, percent, rupiah, tr, unit


def format_value(factor: Factor, value: float) -> str:
    """A value of a factor in as many digits as a hundredth of its range needs: shares in percent, money in rupiah."""
    if factor.unit.startswith("Rp"):
        return rupiah(value)
    percents = factor.unit.startswith("share")
    scale = 100.0 if percents else 1.0
    span = (factor.high - factor.low) * scale
    digits = min(6, max(0, 2 - math.floor(math.log10(span)))) if span > 0.0 else 2
    return percent(value, min(digits, 1)) if percents else decimal(value, digits)


def format_unit(factor: Factor, written: str = "") -> str:
    """The unit behind a value that is ``written`` so; labels of policy name theirs already, percent and rupiah stand at
    the value."""
    plain = factor.kind != "number" or factor.unit in ("0-1", "share", "log-odds") or factor.unit.startswith("Rp")
    return "" if plain else f" {unit(factor.unit, written)}"


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
