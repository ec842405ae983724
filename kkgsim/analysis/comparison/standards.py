"""The seven standards of a KKG: how many clusters meet each, at the start and at the end."""

from __future__ import annotations

from dataclasses import dataclass

from kkgsim.engine import sampling
from kkgsim.engine.intervals import Interval
from kkgsim.engine.run_result import LAST, RunResult
from kkgsim.i18n import Text
from kkgsim.i18n.units import Unit
from kkgsim.io.table_layout import OF_THE_ROW, Layout, measured, named
from kkgsim.model.entities import STANDARDS
from kkgsim.model.outcomes import OUTCOMES
from kkgsim.scenario.scenario import Scenario

ALL = "standards_met"
"""The outcome that counts how many of the seven a cluster meets."""


@dataclass(frozen=True)
class Compliance:
    """One standard, or with ``number`` 0 how many of the seven are met.

    ``start`` is the first month of the baseline, before a policy can have done anything; ``end`` is the mean of the
    last year, ``end_without`` that of the baseline; ``change`` is from start to end, and ``difference`` is the policy's
    part of it.
    """

    number: int
    name: str
    label: Text
    unit: Unit
    start: Interval
    end: Interval
    end_without: Interval
    change: Interval
    difference: Interval


def compliance(played: RunResult, against: RunResult) -> list[Compliance]:
    """The seven standards in the order of the guides, then how many of them are met."""
    rows = [(number, name, label_of(name), f"{name}_met") for number, name in enumerate(STANDARDS, start=1)]
    rows.append((0, "all", OUTCOMES[ALL].label, ALL))
    return [_compliance(*row, played, against) for row in rows]


def _compliance(number: int, name: str, label: Text, outcome: str, played: RunResult, against: RunResult) -> Compliance:
    rank = list(OUTCOMES).index(outcome)
    start = against.monthly[rank, 0]
    end, without = played.monthly[rank, -LAST:], against.monthly[rank, -LAST:]
    return Compliance(
        number, name, label, OUTCOMES[outcome].unit, start=Interval.of(start), end=Interval.of(end.mean(axis=0)),
        end_without=Interval.of(without.mean(axis=0)), change=Interval.of((end - start).mean(axis=0)),
        difference=Interval.of((end - without).mean(axis=0)),
    )  # fmt: skip


LAYOUT = Layout(
    ("scenario", "standard"),
    {
        **named("scenario", "against", "number", "standard", "name_en", "name_id", "unit"),
        **measured("start", OF_THE_ROW), **measured("end", OF_THE_ROW),
        **measured("change", OF_THE_ROW), **measured("difference", OF_THE_ROW), "threshold": "0-1",
    },
)  # fmt: skip


def rows(played: RunResult, against: RunResult) -> list[dict[str, object]]:
    """Compliance: a row for each standard, and one for how many of the seven are met."""
    return [
        {
            "scenario": played.scenario.name,
            "against": against.scenario.name,
            "number": c.number,
            "standard": c.name,
            "name_en": c.label.en,
            "name_id": c.label.id,
            "unit": c.unit.name,
            **c.start.columns("start"),
            **c.end.columns("end"),
            **c.change.columns("change"),
            **c.difference.columns("difference"),
            "threshold": threshold(played.scenario),
        }
        for c in compliance(played, against)
    ]


def label_of(standard: str) -> Text:
    """A standard's name, as its outcome says it after the colon: "Standard 1 met: organisation"."""
    label = OUTCOMES[f"{standard}_met"].label
    return Text(*(words.partition(": ")[2] for words in (label.en, label.id)))


def threshold(scenario: Scenario) -> float:
    """The level from which a standard counts as met, as the scenario assumes it."""
    return sampling.base_numbers(scenario.assumptions)["standard_met"]
