"""What is said below an answer about its bands."""

from __future__ import annotations

from kkgsim.analysis.facts.words import numbered
from kkgsim.i18n import tr
from kkgsim.model.posterior import Drawn, band_of, posterior


def band_note(uncertain: Drawn, replicates: int = 2) -> str:
    """What bands go over, in the current language; of a posterior the facts that it was fitted to, and whether the
    model has changed since."""
    if replicates == 1:
        return tr("band_none")
    if not isinstance(uncertain, str):
        return tr(f"band_{band_of(uncertain)}")
    known = posterior(uncertain)
    facts = numbered(known.facts)
    return ". ".join([tr("band_posterior", facts=facts), *([tr("band_stale")] if known.stale else [])])
