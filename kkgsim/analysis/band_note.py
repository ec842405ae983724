"""What is said below an answer about its bands, its numbers and its shares."""

from __future__ import annotations

from kkgsim.analysis.facts.words import numbered
from kkgsim.engine.intervals import share_error
from kkgsim.i18n import decimal, tr
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


def numbers_note(uncertain: Drawn) -> str:
    """Where the numbers of an analysis come from and whether they go together, in the current language."""
    if not isinstance(uncertain, str):
        return tr(f"numbers_{band_of(uncertain)}")
    known = posterior(uncertain)
    facts = numbered(known.facts)
    return " ".join([tr("numbers_posterior", facts=facts), *([tr("band_stale")] if known.stale else [])])


def shares_note(futures: int) -> str:
    """How sure shares of so many futures are, in the current language."""
    return tr("shares_within", count=futures, margin=decimal(100.0 * share_error(futures), 0))
