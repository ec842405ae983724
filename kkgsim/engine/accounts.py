"""The accounts of a run: for every source of money and month what was there, what came in, what was spent and what is
left, in whole rupiah.

BOS, BOSDA and the grant pass through the clusters' purses, where money may wait; everything else is received and spent
in the same month. Money in the grant's purse belongs to whoever pays for its lever in that month: when the payer
changes, what is left is handed over, and is part of what the new payer received and off what the old one did. What is
paid in time is in no account.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kkgsim.engine.payers import in_money, payers_in
from kkgsim.engine.run_result import RunResult
from kkgsim.engine.validate import DoesNotClose
from kkgsim.model.costs import PURSES, Purse, items
from kkgsim.model.levers.lever import PAYERS

Rupiah = NDArray[np.int64]
RANK = {name: rank for rank, name in enumerate(items())}
"""Where each cost item stands in a ledger."""


@dataclass(frozen=True)
class Account:
    """One source of money, each table of shape (months, replicates).

    ``opening + received - spent = closing``; ``handed_over`` is the part of ``received`` that came from another payer's
    grant (or, negative, went to another).
    """

    opening: Rupiah
    received: Rupiah
    handed_over: Rupiah
    spent: Rupiah
    closing: Rupiah


def accounts(played: RunResult) -> dict[str, Account]:
    """The account of every source of money. Raises :class:`DoesNotClose` for broken or negative rupiah."""
    ledger, purses = _whole(played, played.ledger, "ledger"), _whole(played, played.purses, "purses")
    spent, holders = _spent(played, ledger), [np.array(_holders(played, purse)) for purse in PURSES]
    paid_from = [ledger[[RANK[name] for name in purse.pays]].sum(axis=0) for purse in PURSES]
    by_source = {}
    for source in PAYERS:
        parts = np.zeros((5, *spent[source].shape), dtype=np.int64)
        opening, received, handed_over, from_purses, closing = parts
        for rank in range(len(PURSES)):
            now = (holders[rank] == source)[:, None]
            if not now.any():
                continue
            before = np.vstack([now[:1], now[:-1]])
            taken_in, left = purses[2 * rank], purses[2 * rank + 1]
            balance = np.vstack([np.zeros_like(left[:1]), left[:-1]])
            opening += balance * before
            handed_over += balance * now - balance * before
            received += taken_in * now
            from_purses += paid_from[rank] * now
            closing += left * now
        received += handed_over + spent[source] - from_purses
        by_source[source] = Account(opening, received, handed_over, spent[source], closing)
    return by_source


def check(played: RunResult) -> dict[str, Account]:
    """The accounts, of which each closes and which together spent what the ledger says.

    Raises :class:`DoesNotClose` with the first scenario, source, month and replicate where that is not so.
    """
    by_source = accounts(played)
    for source, account in by_source.items():
        gap = account.opening + account.received - account.spent - account.closing
        _demand(played, gap == 0, f"{source}: opening + received - spent differs from closing")
        _demand(played, account.received >= account.handed_over, f"{source}: spent more than was there")
    together = np.sum([account.spent for account in by_source.values()], axis=0)
    _demand(played, together == played.ledger[in_money()].sum(axis=0), "the accounts spent another sum than the ledger")
    return by_source


def _holders(played: RunResult, purse: Purse) -> tuple[str, ...]:
    """Whose money is in a purse, month by month."""
    return (purse.payer,) * played.scenario.months if purse.payer else played.scenario.payers()[str(purse.lever)]


def _spent(played: RunResult, ledger: Rupiah) -> dict[str, Rupiah]:
    """What each source spent, shape (months, replicates)."""
    paid, together = payers_in(played.scenario), dict[tuple[str, ...], list[int]]()
    for rank in in_money():
        together.setdefault(paid[rank], []).append(rank)
    spent = {source: np.zeros(ledger.shape[1:], dtype=np.int64) for source in PAYERS}
    for payers, ranks in together.items():
        total = ledger[ranks].sum(axis=0)
        for source in dict.fromkeys(payers):
            if source in spent:
                spent[source] += total * np.array([payer == source for payer in payers])[:, None]
    return spent


def _whole(played: RunResult, table: NDArray[np.float64], what: str) -> Rupiah:
    """A table of rupiah as whole numbers."""
    exact: Rupiah = table.astype(np.int64)
    _demand(played, ((exact == table) & (exact >= 0)).all(axis=0), f"{what}: broken or negative rupiah")
    return exact


def _demand(played: RunResult, holds: NDArray[np.bool_], what: str) -> None:
    """Refuse a run in which something does not hold in some month and replicate."""
    if not holds.all():
        month, replicate = (int(axis[0]) for axis in np.nonzero(~holds))
        raise DoesNotClose(
            f"scenario {played.scenario.name}: {what}, first in month {month + 1} of replicate {replicate}; "
            "nothing of this run is kept"
        )
