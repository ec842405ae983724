"""The digest of a run: one word that is the same wherever the same run is played, and another one when a single bit of
a single number differs.

Of each replicate the recorded tables are hashed, (columns, months) row by row, numbers as IEEE doubles with the least
byte first, those of clusters added up over the place: outcomes and their weights, those of groups, the ledger and the
purses. The digest is the hash of the replicates' hashes, so that it does not matter where each was played.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping

import numpy as np

from kkgsim.engine.columns import PER_CLUSTER, RECORDED
from kkgsim.engine.run_result import RunResult
from kkgsim.engine.simulate import GROUPED_RANKS, WEIGHT_RANKS
from kkgsim.model.arrays import Array

RETURNED = tuple(f"total_{name}" if name in PER_CLUSTER else name for name in RECORDED)
"""The tables that are hashed, in order, as the engine names them."""


def digest(result: RunResult) -> str:
    """The digest of all replicates of a result: 64 hexadecimal letters."""
    tables = list(sums(result).values())
    replicates = tables[0].shape[-1]
    return of_replicates(replicate_digest(table[..., rank] for table in tables) for rank in range(replicates))


def sums(result: RunResult) -> Mapping[str, Array]:
    """The tables that are hashed, by the names of :data:`~kkgsim.engine.columns.RECORDED`: (columns, months,
    replicates). A result keeps weights outcome by outcome; here each stands once, as it was recorded."""
    totals = result.totals
    tables = {name: getattr(totals, name) for name in RECORDED}
    tables["weight"] = tables["weight"][_firsts(WEIGHT_RANKS)]
    tables["group_weight"] = tables["group_weight"][_firsts(GROUPED_RANKS)]
    return tables


def replicate_digest(tables: Iterable[Array]) -> bytes:
    """The hash of one replicate's tables, each (columns, months)."""
    whole = hashlib.sha256()
    for table in tables:
        whole.update(np.ascontiguousarray(table, dtype="<f8").tobytes())
    return whole.digest()


def of_replicates(digests: Iterable[bytes]) -> str:
    """The digest of replicates that were hashed one by one, in their order."""
    whole = hashlib.sha256()
    for digest_of_one in digests:
        whole.update(digest_of_one)
    return whole.hexdigest()


def _firsts(ranks: list[int]) -> list[int]:
    """Where each rank stands for the first time."""
    return [ranks.index(rank) for rank in range(max(ranks) + 1)]
