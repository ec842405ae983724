"""Whether a run may be kept: every recorded sum a finite number, all money whole, every purse closing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from kkgsim.ledger import PURSES
from kkgsim.outcomes import OUTCOMES, WEIGHTS
from kkgsim.study.accounts import RANK

if TYPE_CHECKING:
    from kkgsim.engine import Out


def faults(out: Out, months: int, clusters: int, lanes: int) -> list[str]:
    """What is wrong with each lane of a batch, "" where nothing is: everything recorded is looked at, kept or not."""
    found = [""] * lanes
    weights = [f"weight of {kind}" for kind, _ in WEIGHTS]
    for table, names in ((out.value, list(OUTCOMES)), (out.weight, weights)):
        if not np.isfinite(table).all():
            bad: NDArray[np.bool_] = ~np.isfinite(table.reshape(-1, months, clusters, lanes))
            _note(found, np.asarray(bad.any(axis=2)), names, "is not a finite number")
    if not np.isfinite(out.ledger).all() or not np.isfinite(out.purses).all():
        money = np.vstack([out.ledger, out.purses]).reshape(-1, months, lanes)
        names = [*RANK, *(f"purse {purse.name}" for purse in PURSES for _ in purse.flows)]
        _note(found, ~np.isfinite(money), names, "is not a finite number")
    else:
        _note(found, *_accounts(out, months, lanes), "does not close in whole rupiah")
    return found


def _note(found: list[str], bad: NDArray[np.bool_], names: list[str], what: str) -> None:
    """Tell of the first month in which something is bad, for each lane that had no fault yet; ``bad`` has shape
    (things named, months, lanes)."""
    for lane in np.flatnonzero(bad.any(axis=(0, 1))):
        month, rank = (int(axis[0]) for axis in np.nonzero(bad[:, :, lane].T))
        found[lane] = found[lane] or f"{names[rank]} {what}, first in month {month + 1}"


def _accounts(out: Out, months: int, lanes: int) -> tuple[NDArray[np.bool_], list[str]]:
    """Where a cost item or a purse is no whole rupiah, or a purse's opening + taken in - spent is not what is left.

    :func:`kkgsim.study.accounts.check` asks the same of whole replicates, payer by payer; what a payer receives it
    makes up from what was spent, so the purses are all that can fail to close.
    """
    ledger, purses = out.ledger.reshape(-1, months, lanes), out.purses.reshape(-1, months, lanes)
    bad, names = [], list(RANK)
    bad += list((ledger < 0.0) | (ledger != np.floor(ledger)))
    for rank, purse in enumerate(PURSES):
        taken_in, left = purses[2 * rank], purses[2 * rank + 1]
        there = np.vstack([np.zeros_like(left[:1]), left[:-1]])
        spent = ledger[[RANK[name] for name in purse.pays]].sum(axis=0)
        broken = (taken_in != np.floor(taken_in)) | (left != np.floor(left)) | (taken_in < 0.0) | (left < 0.0)
        bad.append(broken | (there + taken_in - spent != left))
        names.append(f"purse {purse.name}")
    return np.array(bad), names
