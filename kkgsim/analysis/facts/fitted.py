"""Which facts the numbers of the model are fitted to: those have no say on whether the model is right."""

from __future__ import annotations

from kkgsim.analysis.facts.fact import Fact
from kkgsim.model.posterior import HOME, posterior


def is_fitted(fact: Fact) -> bool:
    """Whether the posterior that ships was fitted to a fact; while none ships, whether its file says that it is to."""
    return fact.name in posterior().facts if HOME.exists() else fact.fitted
