"""Roads of a place, and who is near whom (``docs/description/given.md``, Roads)."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

RADIUS_KM = 6371.0088
Places = NDArray[np.float64]
Found = tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.float64]]


class Roads:
    """Roads in km between schools and the middles of clusters; what is not known is not a number."""

    def __init__(self, place: Any, cluster_of: NDArray[np.int64]) -> None:
        self.place, self.cluster_of, self.clusters = place, cluster_of, len(place.clusters)
        self.at = np.array(
            [[s.lat if s.lat is not None else np.nan, s.lon if s.lat is not None else np.nan] for s in place.schools]
        )
        known = ~np.isnan(self.at[:, 0])
        middles = []
        for cluster in range(self.clusters):
            there = self.at[(cluster_of == cluster) & known]
            middles.append(there.mean(axis=0) if len(there) else np.array([np.nan, np.nan]))
        self.middles = np.array(middles)
        self.middle = self.at[known].mean(axis=0) if known.any() else np.array([np.nan, np.nan])
        self.far = 2.0 * float(np.mean([school.distance_km for school in place.schools]))

    def road(self, here: Places, there: Places) -> Places:
        """Roads between points, (latitude, longitude) in degrees along the last axis."""
        lat1, lon1, lat2, lon2 = (np.radians(p[..., i]) for p in (here, there) for i in (0, 1))
        half = np.sin((lat2 - lat1) / 2.0) ** 2 + np.cos(lat1) * np.cos(lat2) * np.sin((lon2 - lon1) / 2.0) ** 2
        return 2.0 * RADIUS_KM * np.arcsin(np.sqrt(half)) * self.place.circuity

    def within_clusters(self, km: Places) -> tuple[Places, Places]:
        """The mean road to all schools of the cluster, and the shortest to another; the way itself where not known."""
        rotating, neighbour = km.copy(), km.copy()
        for cluster in range(self.clusters):
            schools = np.flatnonzero(self.cluster_of == cluster)
            points = self.at[schools]
            if len(schools) < 2 or np.isnan(points).any():
                continue
            roads = self.road(points[:, None], points[None, :])
            rotating[schools] = roads.mean(axis=1)
            np.fill_diagonal(roads, np.inf)
            neighbour[schools] = roads.min(axis=1)
        return rotating, neighbour

    def remoteness(self) -> Places:
        """1 for the cluster farthest from the middle, equals the mean of their ranks; 0.5 without a road."""
        ways = self.road(self.middles, self.middle)
        known = ways[~np.isnan(ways)]
        if len(known) < 2:
            return np.full(self.clusters, 0.5)
        rank = [(known < way).sum() + ((known == way).sum() - 1) / 2 for way in ways]
        return np.where(np.isnan(ways), 0.5, np.array(rank) / (len(known) - 1))

    def neighbours(self) -> Found:
        """Each cluster with those nearest to it, the nearest first, and the road."""
        who, nearby, km = [], [], []
        ways = self.road(self.middles[:, None], self.middles[None, :])
        longest = np.nanmax(ways) if not np.isnan(ways).all() else 0.0
        for cluster in range(self.clusters):
            apart = np.abs(np.arange(self.clusters) - cluster)
            by = np.where(np.isnan(ways[cluster]), longest + apart, ways[cluster])
            by[cluster] = np.inf
            for other in np.argsort(by, kind="stable")[: min(3, self.clusters - 1)]:
                way = ways[cluster, other]
                who.append(cluster)
                nearby.append(int(other))
                km.append(round(float(self.far if np.isnan(way) else way), 4))
        return np.array(who, dtype=int), np.array(nearby, dtype=int), np.array(km, dtype=float)

    def in_reach(self, home: NDArray[np.int64], keep: int, lots: Places) -> Found:
        """People (by the school of their home) and the clusters in their reach, all pairs from the shortest road on."""
        ways = self.road(self.at[home][:, None], self.middles[None, :])
        km = np.round(np.where(np.isnan(ways), self.far, ways), 4)
        by = km + 1e-6 * lots.reshape(km.shape)
        kept = np.argsort(by, axis=1, kind="stable")[:, :keep]
        who = np.repeat(np.arange(len(home)), kept.shape[1])
        cluster = kept.reshape(-1)
        order = np.argsort(by[who, cluster], kind="stable")
        return who[order], cluster[order], km[who, cluster][order]
