"""A target that an outcome should meet: what is analysed then is which runs meet it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from kkgsim.analysis.criteria import metric_named
from kkgsim.analysis.outcome_args import check_value, outcomes_named
from kkgsim.design.study import Study
from kkgsim.i18n import Text, measured, tr
from kkgsim.model.arrays import Array
from kkgsim.model.outcomes import OUTCOMES


@dataclass(frozen=True)
class Target:
    """An outcome, in the month ("end": the mean of the last year) in which it should be good enough: at least
    ``value``, at most where less of it is better. ``column`` is what an evaluator calls it."""

    outcome: str
    month: str
    column: str
    value: float

    def met(self, values: Array) -> Array:
        """1 where a value meets the target, 0 where not."""
        better = OUTCOMES[self.outcome].better
        result: Array = (better * values >= better * self.value).astype(float)
        return result

    @property
    def label(self) -> Text:
        """The target in words."""
        outcome = OUTCOMES[self.outcome]
        word = "sens_target_least" if outcome.better > 0 else "sens_target_most"
        return Text.of(lambda: tr(word, outcome=outcome.label, value=measured(self.value, outcome.unit)))


def targets_of(study: Study, given: Iterable[tuple[str, float]], key: str = "--at-least") -> tuple[Target, ...]:
    """Targets as somebody gives them, each for the last month that the study keeps (the mean of the last year where it
    does). Raises ``InputError`` for outcomes that the study does not keep or that have no better side, and values that
    they cannot have."""
    result = []
    for name, value in given:
        (outcome,) = outcomes_named([name], key, judged=True)
        check_value(key, outcome.unit, value)
        metric = metric_named(study, name)
        month = metric.column.removeprefix(f"{name}_")
        result.append(Target(name, month, metric.column, value))
    return tuple(result)
