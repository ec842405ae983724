"""What an analysis looks at: one kept column of a study with its words and unit, and the line a person draws in it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from kkgsim.analysis.outcome_args import check_value
from kkgsim.design.study import END, Study
from kkgsim.engine.batch_runner import MONEY, record_columns
from kkgsim.errors import COMMAND_LINE, InputError, Issue, nearest
from kkgsim.i18n import Text, message, refusal, tr
from kkgsim.i18n.units import RUPIAH, Unit
from kkgsim.model.levers.lever import PAYERS
from kkgsim.model.outcomes import OUTCOMES

Side = Literal["below", "above", "not_above"]


@dataclass(frozen=True)
class Metric:
    """A kept column: its words, its unit (as outcomes have them) and whether more of it is better (+1), less (-1) or
    neither (0)."""

    column: str
    label: Text
    unit: Unit
    better: int


@dataclass(frozen=True)
class Threshold:
    """Where failing begins: the value, or with ``against_today`` the gain over the status quo, lies ``side`` of
    ``value``."""

    side: Side
    value: float
    against_today: bool = False

    def fails(self, values: NDArray[np.float64]) -> NDArray[np.bool_]:
        """Which values have failed."""
        result: NDArray[np.bool_] = {"below": values < self.value, "above": values > self.value}.get(
            self.side, values <= self.value
        )
        return result


def metric_named(study: Study, name: str) -> Metric:
    """The column that a name means: a kept column, or an outcome (its end where that is kept, else its last month).

    Raises ``InputError`` for a name that the study does not keep.
    """
    columns = record_columns(study)
    if name in study.outcomes:
        last = END if END in study.months else max(int(month) for month in study.months)
        name = f"{name}_{last}"
    if name not in columns:
        known = {
            **{outcome: OUTCOMES[outcome] for outcome in study.outcomes if outcome in OUTCOMES},
            **dict.fromkeys(columns),
        }
        raise InputError([
            Issue(COMMAND_LINE, refusal("not_kept"), key="--outcome", given=name, allowed=", ".join(known),
                    nearest=nearest(name, known)),
        ])  # fmt: skip
    return _money(name) if name in MONEY else _outcome(study, name)


def _outcome(study: Study, column: str) -> Metric:
    month = next(month for month in study.months if column.endswith(f"_{month}"))
    outcome = OUTCOMES[column.removesuffix(f"_{month}")]
    return Metric(column, Text.of(lambda: f"{outcome.label}, {_when(month)}"), outcome.unit, outcome.better)


def _when(month: int | str) -> str:
    return tr("last_year") if month == END else tr("in_month", month=month)


def _money(column: str) -> Metric:
    payer = column.removeprefix("cost_")
    label = message("cost_of", payer=PAYERS[payer]) if payer in PAYERS else message(column)
    return Metric(column, label, RUPIAH, -1)


def threshold_of(measure: Metric, below: float | None, above: float | None, against_today: bool) -> Threshold:
    """The line that the options of a command draw; against the status quo it is no gain unless another is drawn.

    Raises ``InputError`` for two lines or none, and for a gain in what has no better side,
    and for values that the measure cannot have.
    """
    if below is not None and above is not None:
        raise InputError([Issue(COMMAND_LINE, refusal("two_lines"), key="--below, --above")])
    for key, value in (("--below", below), ("--above", above)):
        if value is not None:
            check_value(key, measure.unit, value, gain=against_today)
    if against_today and not measure.better:
        raise InputError([
            Issue(COMMAND_LINE, refusal("no_better"), key="--against-today", given=measure.column)
        ])  # fmt: skip
    if below is not None:
        return Threshold("below", below, against_today)
    if above is not None:
        return Threshold("above", above, against_today)
    if not against_today:
        raise InputError([Issue(COMMAND_LINE, refusal("no_line"), key="--below, --above")])
    return Threshold("not_above", 0.0, True)
