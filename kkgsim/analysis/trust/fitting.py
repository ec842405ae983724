"""What the numbers of an answer were fitted to, and to what not."""

from __future__ import annotations

from kkgsim.analysis.facts.library import shipped_facts
from kkgsim.analysis.facts.words import numbered
from kkgsim.i18n import tr
from kkgsim.model.posterior import Drawn, posterior


def facts_of(uncertain: Drawn) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The names of the facts that the numbers of replicates were fitted to, and of the shipped ones that they were
    not."""
    fitted = tuple(posterior(uncertain).facts) if isinstance(uncertain, str) else ()
    return fitted, tuple(name for name in shipped_facts() if name not in fitted)


def fitted_in_words(uncertain: Drawn) -> str:
    """The same as a sentence, in the current language."""
    fitted, others = facts_of(uncertain)
    if not fitted:
        return tr("trust_fitted_none", count=len(others))
    return tr("trust_fitted", facts=numbered(fitted), others=numbered(others) or "–")
