"""The loops that fill tables of luck; compiled from a copy in the cache (:mod:`kkgsim.engine.luck`)."""

from __future__ import annotations

import numpy as np
from numba import njit

from kkgsim.model.normal import normal_of, uniform_of
from kkgsim.model.threefry import words


@njit(cache=True, nogil=True, error_model="numpy")
def fill(key, replicates, streams, block, months, things, normal, rows, spare):  # type: ignore[no-untyped-def]
    """Fill up to four ``rows`` of shape (months x things x lanes) with the draws of a block.

    ``normal`` says which of them follow that law. Words that are no draws go into ``spare``, of shape (lanes,), so that
    the loops need not branch.
    """
    lanes, draws = len(replicates), len(rows)
    row0 = rows[0]
    row1, on1 = (rows[1], 1) if draws > 1 else (spare, 0)
    row2, on2 = (rows[2], 1) if draws > 2 else (spare, 0)
    row3, on3 = (rows[3], 1) if draws > 3 else (spare, 0)
    k0, k1, k2 = key[0], key[1], key[2]
    for place in range(months * things):
        month, thing, at = np.uint32(place // things), np.uint32(place % things), place * lanes
        for lane in range(lanes):
            w0, w1, w2, w3 = words(k0, k1, k2, replicates[lane], thing, month, block, streams[lane])
            row0[at + lane] = uniform_of(np.uint32(w0))
            row1[at * on1 + lane] = uniform_of(np.uint32(w1))
            row2[at * on2 + lane] = uniform_of(np.uint32(w2))
            row3[at * on3 + lane] = uniform_of(np.uint32(w3))
        for draw in range(draws):
            if normal[draw]:
                row = rows[draw]
                for lane in range(lanes):
                    row[at + lane] = normal_of(row[at + lane])
