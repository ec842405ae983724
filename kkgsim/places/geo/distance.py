"""How far and how long: straight lines on the globe, roads, minutes."""

from __future__ import annotations

import numpy as np

from kkgsim.model.arrays import Array

EARTH_KM = 6371.0088
"""Mean radius of the earth, km."""


def great_circle(lat1: Array, lon1: Array, lat2: Array, lon2: Array) -> Array:
    """Straight-line kilometres between points in decimal degrees; shapes broadcast."""
    p1, p2 = np.radians(lat1), np.radians(lat2)
    half_lat = (p2 - p1) / 2
    half_lon = np.radians(np.asarray(lon2) - np.asarray(lon1)) / 2
    chord = np.sin(half_lat) ** 2 + np.cos(p1) * np.cos(p2) * np.sin(half_lon) ** 2
    km: Array = 2 * EARTH_KM * np.arcsin(np.sqrt(np.clip(chord, 0.0, 1.0)))
    return km


def matrix(lat: Array, lon: Array) -> Array:
    """All distances between n points, shape (n, n), km; symmetric with a zero diagonal."""
    return great_circle(lat[:, None], lon[:, None], lat[None, :], lon[None, :])


def road_km(straight_km: float, circuity: float) -> float:
    """Road length, km: the straight line times ``circuity`` (at least 1)."""
    return straight_km * circuity


def minutes(road: float, speed_kmh: float) -> float:
    """Minutes one way over ``road`` km at ``speed_kmh`` (above zero)."""
    return road / speed_kmh * 60.0
