"""Where the schools of a place stand on flat ground, in kilometres, and which cluster has which tint."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kkgsim.model.arrays import Array
from kkgsim.places.place import Place

KM_PER_DEGREE = 111.195
TINTS = 6
LEAST_KM = 1.0
"""No map shows less than this."""
ROOM = 0.06
"""Free room around the schools, as a share of the map."""


@dataclass(frozen=True, eq=False)
class LocalMap:
    """Schools in kilometres east and north of their middle (0 where unknown), in the order of the place.

    ``ways`` are pairs of a school and its core school, both known; ``tint`` is a school's cluster's.
    """

    east: Array
    north: Array
    known: NDArray[np.bool_]
    core: NDArray[np.bool_]
    ways: tuple[tuple[int, int], ...]
    tint: NDArray[np.int64]

    def frame(self, aspect: float) -> tuple[tuple[float, float], tuple[float, float]]:
        """Limits east and north that hold all known schools in a panel of width over height ``aspect``."""
        result = []
        for values in (self.east[self.known], self.north[self.known]):
            result.append(
                (
                    (values.min() + values.max()) / 2.0,
                    max(float(np.ptp(values)), LEAST_KM) * (1.0 + 2.0 * ROOM),
                )
            )
        (x, wide), (y, tall) = result
        wide, tall = max(wide, tall * aspect), max(tall, wide / aspect)
        return (x - wide / 2.0, x + wide / 2.0), (y - tall / 2.0, y + tall / 2.0)


def local_map(place: Place) -> LocalMap:
    """The ground of a place; longitudes are narrowed by the latitude of its middle."""
    lat = np.array([math.nan if s.lat is None else s.lat for s in place.schools])
    lon = np.array([math.nan if s.lon is None else s.lon for s in place.schools])
    known = np.isfinite(lat) & np.isfinite(lon)
    middle = (float(lat[known].mean()), float(lon[known].mean())) if known.any() else (0.0, 0.0)
    north = np.where(known, lat - middle[0], 0.0) * KM_PER_DEGREE
    east = np.where(known, lon - middle[1], 0.0) * KM_PER_DEGREE * math.cos(math.radians(middle[0]))
    core = np.array([s.core for s in place.schools], dtype=bool)
    cores = {s.cluster: i for i, s in enumerate(place.schools) if s.core and known[i]}
    ways = tuple(
        (i, cores[s.cluster])
        for i, s in enumerate(place.schools)
        if known[i] and s.cluster in cores and cores[s.cluster] != i
    )
    return LocalMap(east, north, known, core, ways, _tints(place, east, north, known))


def _tints(place: Place, east: Array, north: Array, known: NDArray[np.bool_]) -> NDArray[np.int64]:
    """A tint for each school's cluster, other than those of the clusters around it."""
    rank = {name: i for i, name in enumerate(place.clusters)}
    home = np.array([rank[s.cluster] for s in place.schools])
    count = np.maximum(np.bincount(home, weights=known, minlength=len(rank)), 1.0)
    x = np.bincount(home, weights=east * known, minlength=len(rank)) / count
    y = np.bincount(home, weights=north * known, minlength=len(rank)) / count
    chosen: list[int] = []
    for i in range(len(rank)):
        near = np.argsort(np.hypot(x[:i] - x[i], y[:i] - y[i]), kind="stable")[: TINTS - 1]
        taken = {chosen[int(j)] for j in near}
        free = [t for t in range(TINTS) if t not in taken]
        chosen.append(min(free, key=lambda t: (chosen.count(t), t)))
    return np.array([chosen[h] for h in home], dtype=np.int64)
