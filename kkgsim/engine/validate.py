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
    """What is wrong with each lane of a batch, None where nothing is: everything recorded is looked at."""
    result: list[Violation | None] = [None] * recorded.lanes
    weights = [f"weight of {kind}" for kind, _ in WEIGHTS]
    for table, names in ((recorded.value, list(OUTCOMES)), (recorded.weight, weights)):
        if not _is_finite(table):
            _note(result, np.any(~np.isfinite(table), axis=2), names, NonFiniteResult, NOT_FINITE)
    for name in ("group_value", "group_weight"):
        table = getattr(recorded, name)
        if not _is_finite(table):
            _note(result, ~np.isfinite(table), list(RECORDED[name]), NonFiniteResult, NOT_FINITE)
    if not (_is_finite(recorded.ledger) and _is_finite(recorded.purses)):
        money = np.concatenate([recorded.ledger, recorded.purses])
        names = [*items(), *(f"purse {purse.name}" for purse in PURSES for _ in purse.flows)]
        _note(result, ~np.isfinite(money), names, NonFiniteResult, NOT_FINITE)
    else:
        _note(result, *_accounts(recorded), DoesNotClose, "does not close in whole rupiah")
    return result


def _is_finite(table: Array) -> bool:
    """Whether all of a table is finite, by its sum: no sum is of which a part is not."""
    with np.errstate(invalid="ignore", over="ignore"):
        return bool(np.isfinite(table.sum())) or bool(np.isfinite(table).all())


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
    ledger = recorded.ledger
    taken_in, left = recorded.purses[::2], recorded.purses[1::2]  # of one purse after the other
    opening = np.zeros_like(left)
    opening[:, 1:] = left[:, :-1]
    spent = np.array([ledger[ranks].sum(axis=0) for ranks in _paid_from()])
    broken = _not_whole(taken_in) | _not_whole(left) | (opening + taken_in - spent != left)
    return np.concatenate([_not_whole(ledger), broken]), _names_of_accounts()


def _not_whole(table: Array) -> NDArray[np.bool_]:
    """Where an amount is negative, or no whole number of rupiah."""
    broken: NDArray[np.bool_] = (table < 0.0) | (table != np.floor(table))
    return broken


@cache
def _paid_from() -> tuple[list[int], ...]:
    """Which cost items each purse pays."""
    names = list(items())
    return tuple([names.index(name) for name in purse.pays] for purse in PURSES)


@cache
def _names_of_accounts() -> list[str]:
    """The cost items and the purses."""
    return [*items(), *(f"purse {purse.name}" for purse in PURSES)]
