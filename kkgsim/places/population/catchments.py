"""Who can serve which cluster: territories of supervisors, and ways of facilitators and resource persons.

A facilitator is at home at the school where she teaches. Where resource persons live is unknown, so each is given a
school of the place as home, drawn once from the place's own key. Each can be
sent to the clusters nearest to home; supervisors share the clusters out in the order of the place.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from kkgsim.model import random_streams
from kkgsim.model.arrays import Array, Index
from kkgsim.places.geo import distance
from kkgsim.places.place import Place


@dataclass(frozen=True)
class Reach:
    """Pairs of somebody, or of a cluster, and a cluster within reach, with the road between them in km."""

    who: Index
    cluster: Index
    km: Array


@dataclass(frozen=True)
class Geography:
    """Roads inside a place in km: per school to the others of its cluster, per cluster to the middle of the place."""

    rotating_km: Array
    neighbour_km: Array
    cluster_lat: Array
    cluster_lon: Array
    remoteness: Array


def _points(place: Place) -> tuple[Array, Array]:
    lat = np.array([np.nan if s.lat is None else s.lat for s in place.schools], dtype=np.float64)
    lon = np.array([np.nan if s.lon is None else s.lon for s in place.schools], dtype=np.float64)
    return lat, lon


def _mean(values: Array) -> float:
    known = values[~np.isnan(values)]
    return float(known.mean()) if len(known) else math.nan


def _means(values: Array, group_of: Index) -> Array:
    """The mean of what is known in each group; not a number where nothing is."""
    known = ~np.isnan(values)
    count = np.bincount(group_of[known], minlength=group_of.max() + 1)
    total = np.bincount(group_of[known], values[known], minlength=len(count))
    means: Array = np.divide(total, count, out=np.full(len(count), np.nan), where=count > 0)
    return means


def ranked(values: Array) -> Array:
    """Ranks between 0 (lowest) and 1 (highest) of what is known, equals sharing the middle of theirs; 0.5 for one alone
    and for what is not a number."""
    known = values[~np.isnan(values)]
    below = (known < values[:, None]).sum(axis=1) + (known == values[:, None]).sum(axis=1) / 2.0 - 0.5
    ranks: Array = below / max(len(known) - 1.0, 1.0)
    return np.where(np.isnan(values) | (len(known) < 2), 0.5, ranks)


def geography(place: Place, cluster_of: Index) -> Geography:
    """The roads of a place; a school without a point keeps its way to the core school."""
    lat, lon = _points(place)
    to_core = np.array([school.distance_km for school in place.schools])
    rotating, neighbour = to_core.copy(), to_core.copy()
    middle_lat, middle_lon = (_means(values, cluster_of) for values in (lat, lon))
    ends = np.cumsum(np.bincount(cluster_of))
    for first, end in zip([0, *ends[:-1]], ends, strict=True):  # schools stand by cluster
        members = slice(first, end)
        if end - first > 1 and not np.isnan(lat[members]).any():
            roads = distance.matrix(lat[members], lon[members]) * place.circuity
            rotating[members] = roads.mean(axis=1)
            neighbour[members] = (roads + np.diag(np.full(end - first, np.inf))).min(axis=1)
    km_to_middle = _roads(_mean(lat), _mean(lon), middle_lat, middle_lon, place.circuity)
    return Geography(rotating, neighbour, middle_lat, middle_lon, ranked(km_to_middle))


def _roads(lat: float | Array, lon: float | Array, to_lat: Array, to_lon: Array, circuity: float) -> Array:
    from_lat, from_lon = np.asarray(lat, dtype=np.float64), np.asarray(lon, dtype=np.float64)
    roads: Array = distance.great_circle(from_lat[..., None], from_lon[..., None], to_lat, to_lon) * circuity
    return roads


def homes(place: Place, count: int, who: str) -> Index:
    """A school of the place as home for each of ``count`` people (named ``who`` for the draw)."""
    return (random_streams.fixed(place.key, f"{who} homes", count) * len(place.schools)).astype(np.int64)


def ways(place: Place, where: Geography, home: Index, reach: int, who: str) -> Reach:
    """The ways of people (named ``who`` for the draw by which equals are told apart) from the schools where they are at
    ``home`` to the ``reach`` nearest clusters."""
    count = len(home)
    lat, lon = _points(place)
    km = _roads(lat[home], lon[home], where.cluster_lat, where.cluster_lon, place.circuity)
    unknown = 2.0 * float(np.mean([school.distance_km for school in place.schools]))
    km = np.nan_to_num(km, nan=unknown).round(4).reshape(count, len(place.clusters))
    even = random_streams.fixed(place.key, f"{who} ties", km.size).reshape(km.shape) * 1e-6  # of equally near clusters
    nearest = np.argsort(km + even, axis=1, kind="stable")[:, : min(reach, km.shape[1])]
    people = np.repeat(np.arange(count), nearest.shape[1])
    clusters = nearest.ravel()
    roads = km[people, clusters]
    order = np.argsort(roads + even[people, clusters], kind="stable")
    return Reach(people[order].astype(np.int64), clusters[order].astype(np.int64), roads[order])


NEAREST = 3
"""How many clusters nearby a cluster has to do with."""


def neighbours(place: Place, where: Geography) -> Reach:
    """Each cluster and those nearest to it, middle to middle; where no points are known, those next to it in the order
    of the place."""
    count = len(place.clusters)
    rank = np.arange(count)
    roads = distance.matrix(where.cluster_lat, where.cluster_lon) * place.circuity
    unknown = 2.0 * float(np.mean([school.distance_km for school in place.schools]))
    km = np.where(np.isnan(roads), unknown, roads).round(4)
    apart = np.where(np.isnan(roads), np.nanmax(roads, initial=0.0) + np.abs(rank[:, None] - rank), roads)
    np.fill_diagonal(apart, np.inf)
    nearest = np.argsort(apart, axis=1, kind="stable")[:, : min(NEAREST, count - 1)]
    who = np.repeat(rank, nearest.shape[1])
    near = nearest.ravel().astype(np.int64)
    return Reach(who, near, km[who, near])


def supervisor_areas(clusters: int, supervisors: int) -> Index:
    """The supervisor of each cluster: neighbours in the order of the place go together."""
    return np.array([cluster * supervisors // clusters for cluster in range(clusters)], dtype=np.int64)
