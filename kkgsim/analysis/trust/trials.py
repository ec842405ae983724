"""Where an effect on literacy stands among those that trials in poorer countries have found."""

from __future__ import annotations

from dataclasses import dataclass

from kkgsim.analysis.comparison.compare import Effect
from kkgsim.model.parameters import sources

OUTCOME = "literacy_mean"
"""The outcome that trials measure, in SD as they do."""


@dataclass(frozen=True)
class Trials:
    """Effects on learning in low- and middle-income countries, in SD: the ``median`` over ``studies`` studies, and the
    ``doubtful`` size above which an effect is beyond what is usually found; ``source`` is a key of the book's sources.
    """

    median: float
    doubtful: float
    studies: int
    source: str

    @property
    def cited(self) -> str:
        """Who wrote it, and when."""
        return sources()[self.source].citation.partition(",")[0]


TRIALS = Trials(median=0.10, doubtful=0.40, studies=234, source="EY22")
"""Of the distribution only its middle and the end of its usual range were read, so an effect is placed by these alone,
at no percentile."""


def placed(effect: Effect) -> str:
    """Where an effect on literacy stands: "unclear" where its band holds zero, or it rests on too few draws or is too
    small to be called one; "worse" below zero; "doubtful" where its mean is larger than trials usually find; else
    "below" or "above" the median as its whole band is, or "around" it."""
    if not effect.clear:
        return "unclear"
    mean, low, high = effect.difference
    if mean < 0.0:
        return "worse"
    if mean > TRIALS.doubtful:
        return "doubtful"
    return "above" if low > TRIALS.median else "below" if high < TRIALS.median else "around"
