"""Whether a run may be kept: every recorded sum a finite number, all money whole, every purse closing."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from kkgsim.engine.columns import RECORDED
from kkgsim.engine.simulate import Recording
from kkgsim.errors import KKGError
from kkgsim.model.arrays import Array
from kkgsim.model.costs import PURSES, items
from kkgsim.model.outcomes import OUTCOMES, WEIGHTS

NOT_FINITE = "is not a finite number"


class NonFiniteResult(KKGError):
    """A run produced a value that is not a finite number; nothing of it is kept."""


class DoesNotClose(KKGError):
    """Money appeared from nowhere, or went opening; nothing of the run is to be trusted."""


class Violation(NamedTuple):
    """Why a run is invalid: the error class and its message."""

    error: type[KKGError]
    message: str


def violations(recorded: Recording) -> list[Violation | None]:
    """What is wrong with each lane of a batch, None where nothing is: everything recorded is looked at, sums over
    clusters instead of each, for no sum is finite of which a part is not."""
    result: list[Violation | None] = [None] * recorded.lanes
    weights = [f"weight of {kind}" for kind, _ in WEIGHTS]
    for total, names in ((recorded.total_value, list(OUTCOMES)), (recorded.total_weight, weights)):
        if not np.isfinite(total).all():
            _note(result, ~np.isfinite(total), names, NonFiniteResult, NOT_FINITE)
    for name in ("group_value", "group_weight"):
        table = getattr(recorded, name)
        if not np.isfinite(table).all():
            _note(result, ~np.isfinite(table), list(RECORDED[name]), NonFiniteResult, NOT_FINITE)
    if not np.isfinite(recorded.ledger).all() or not np.isfinite(recorded.purses).all():
        money = np.concatenate([recorded.ledger, recorded.purses])
        names = [*items(), *(f"purse {purse.name}" for purse in PURSES for _ in purse.flows)]
        _note(result, ~np.isfinite(money), names, NonFiniteResult, NOT_FINITE)
    else:
        _note(result, *_accounts(recorded), DoesNotClose, "does not close in whole rupiah")
    return result


def _note(
    result: list[Violation | None], bad: NDArray[np.bool_], names: list[str], error: type[KKGError], what: str
) -> None:
    """Tell of the first month in which something is bad, for each lane that had no fault yet; ``bad`` has shape
    (things named, months, lanes)."""
    for lane in np.flatnonzero(bad.any(axis=(0, 1))):
        month, rank = (int(axis[0]) for axis in np.nonzero(bad[:, :, lane].T))
        result[lane] = result[lane] or Violation(error, f"{names[rank]} {what}, first in month {month + 1}")


def _accounts(recorded: Recording) -> tuple[NDArray[np.bool_], list[str]]:
    """Where a cost item or a purse is no whole rupiah, or a purse's opening + taken in - spent is not what is left.

    :func:`kkgsim.engine.accounts.check` asks the same of whole replicates, payer by payer; what a payer receives it
    makes up from what was spent, so the purses are all that can fail to close.
    """
    ledger, purses = recorded.ledger, recorded.purses
    taken_in, left = purses[::2], purses[1::2]
    opening = np.zeros_like(left)
    opening[:, 1:] = left[:, :-1]
    spent = np.array([ledger[ranks].sum(axis=0) for ranks in _paid_from()])
    broken = _no_rupiah(taken_in) | _no_rupiah(left) | (opening + taken_in - spent != left)
    return np.concatenate([_no_rupiah(ledger), broken]), _names()


def _no_rupiah(table: Array) -> NDArray[np.bool_]:
    """Where something is no whole number of rupiah, or less than none."""
    broken: NDArray[np.bool_] = (table < 0.0) | (table != np.floor(table))
    return broken


@cache
def _paid_from() -> list[list[int]]:
    """Which cost items each purse pays."""
    names = list(items())
    return [[names.index(name) for name in purse.pays] for purse in PURSES]


@cache
def _names() -> list[str]:
    """The cost items and the purses."""
    return [*items(), *(f"purse {purse.name}" for purse in PURSES)]
