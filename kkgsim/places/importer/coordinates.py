"""Whether a point can be believed: by itself, by its province, by its neighbours."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence

import numpy as np

from kkgsim.model.arrays import Array
from kkgsim.places.geo.distance import great_circle
from kkgsim.places.geo.provinces import INDONESIA, MARGIN, box_of
from kkgsim.places.importer import cells
from kkgsim.places.importer.cells import Remark
from kkgsim.places.importer.degrees import degrees, two_in

Point = tuple[float, float]

DOUBTFUL_KM, DOUBTFUL_SPREADS = 5.0, 4.0
"""Farther from the middle of its subdistrict than both: worth a look, still used."""
FAR_KM, FAR_SPREADS = 20.0, 8.0
"""Farther than both (the spread is the median distance of the others): not used."""


def split_point(text: str) -> tuple[str, str]:
    """Latitude and longitude from one cell such as "-6.88, 107.60"."""
    parts = [part for part in re.split(r"\s*[,;/|]\s*|\s+", text.strip()) if part]
    if len(parts) == 2 and all(cells.number(part) is not None or degrees(part) is not None for part in parts):
        return parts[0], parts[1]
    if len(parts) == 4 and "." not in text:  # decimal commas: -8,69, 116,40
        return f"{parts[0]},{parts[1]}", f"{parts[2]},{parts[3]}"
    return two_in(text) or (text, text)


def point_of(lat_text: str, lon_text: str, province: str) -> tuple[Point | None, list[Remark]]:
    """The point two cells give, None where it cannot be used, and what is to be said.

    Cells in degrees, minutes and seconds are read as such.
    """
    said = degrees(lat_text), degrees(lon_text)
    if any(said) and lat_text.strip() != lon_text.strip():
        pairs = zip((lat_text, lon_text), said, strict=True)
        plain = [repr(new.value) if new is not None else old for old, new in pairs]
        if said[0] is not None and said[0].axis == "lon" and not (said[1] is not None and said[1].axis == "lon"):
            plain.reverse()
        plain[0] = _southern(plain[0], plain[1])
        point, more = point_of(plain[0], plain[1], province)
        given, used = f"{lat_text.strip()}, {lon_text.strip()}", ", ".join(plain)
        return point, [("point_degrees", {"given": given, "used": used}), *more]
    given = f"{lat_text.strip()}, {lon_text.strip()}"
    if lat_text.strip().lower() in cells.EMPTY or lon_text.strip().lower() in cells.EMPTY:
        return None, [("point_missing", {})]
    lat, lon = cells.number(lat_text), cells.number(lon_text)
    if lat is None or lon is None:
        return None, [("point_not_number", {"given": given})]
    if lat == 0 or lon == 0:
        return None, [("point_zero", {})]
    remarks: list[Remark] = []
    if not INDONESIA.holds(lat, lon) and INDONESIA.holds(lon, lat):
        lat, lon = lon, lat
        remarks.append(("point_swapped", {"given": given}))
    bad = _disbelieve(lat, lon, given, province)
    if bad is not None:
        return None, [*remarks, bad]
    if all(round(value, 1) == value for value in (lat, lon)):
        remarks.append(("point_coarse", {"given": given}))
    return (lat, lon), remarks


def _southern(lat: str, lon: str) -> str:
    """Degrees without a letter that say where in the south a school is, where north of the line there is no land."""
    north, east = cells.number(lat), cells.number(lon)
    if north is None or east is None or INDONESIA.holds(north, east) or not INDONESIA.holds(-north, east):
        return lat
    return repr(-north)


def _disbelieve(lat: float, lon: float, given: str, province: str) -> Remark:
    """Why a point is not used, or None."""
    if not INDONESIA.holds(lat, lon):
        return ("point_outside", {"given": given})
    box = box_of(province)
    cut = lat.is_integer() + lon.is_integer()
    if cut == 2 or (cut == 1 and (box is None or box.holds(lat, lon, MARGIN))):
        return ("point_whole_degree", {"given": given})
    if box is None or box.holds(lat, lon, MARGIN):
        return None
    flipped = box.holds(-lat, lon, MARGIN)
    return (
        "point_province",
        {
            "given": given,
            "province": province,
            "hint": " (is a minus sign missing?)" if flipped else "",
            "hint_id": " (tanda minus hilang?)" if flipped else "",
        },
    )


SPOT_KM = 50.0
"""Farther than this from a spot that several schools share, the others of a subdistrict cannot be its neighbours."""


def placeholders(points: Sequence[Point]) -> list[float]:
    """For the points of one area: how far (km) a spot that several schools share is from the other schools, if it is
    too far to be near any of them; else 0.

    Such a spot is the default of some form or map, however many schools have it. Where all others stand on one spot,
    three schools must share it, and be fewer.
    """
    away = [0.0] * len(points)
    spots: dict[Point, list[int]] = defaultdict(list)
    for i, point in enumerate(points):
        spots[spot(point)].append(i)
    shared = [same for same in spots.values() if len(same) > 1]
    if not shared or len(spots) < 2:
        return away
    places = np.array(list(spots))
    alone = np.array([len(same) == 1 for same in spots.values()])
    for same in shared:
        here = np.array(spot(points[same[0]]))
        others = (alone if alone.any() else np.ones(len(places), bool)) & (places != here).any(axis=1)
        km = great_circle(here[0], here[1], places[others, 0], places[others, 1])
        enough = len(same) >= (2 if len(km) > 1 else 3) and (alone.any() or 2 * len(same) < len(points))
        if enough and km.min() > SPOT_KM:
            for i in same:
                away[i] = float(np.median(km))
    return away


def spot(point: Point) -> Point:
    """A point to some hundred metres."""
    return round(point[0], 3), round(point[1], 3)


def far_from_others(points: Sequence[Point]) -> list[tuple[str, float]]:
    """For the points of one subdistrict: ("", "point_doubtful" or "point_far", km from their middle).

    The middle is the median point; a point is judged by the median distance of the others, and by
    an absolute floor, so that a wide subdistrict is not blamed and a dense one is not nagged about.
    Fewer than three points cannot be judged, save two that lie a far floor apart (both doubtful).
    """
    lat = np.array([p[0] for p in points])
    lon = np.array([p[1] for p in points])
    n = len(points)
    if n < 2:
        return [("", 0.0)] * n
    if n == 2:
        apart = float(great_circle(lat[:1], lon[:1], lat[1:], lon[1:])[0])
        return [("point_doubtful" if apart > 2 * FAR_KM else "", apart)] * 2
    from_middle = great_circle(np.median(lat), np.median(lon), lat, lon)
    return [
        (_verdict(float(km), spread), float(km)) for km, spread in zip(from_middle, _spreads(from_middle), strict=True)
    ]


def _spreads(from_middle: Array) -> Array:
    """Median of the other schools' distances, for each school; shape (n,)."""
    order = np.sort(from_middle)
    rank = np.argsort(np.argsort(from_middle, kind="stable"), kind="stable")
    n = len(order)

    def without(r: int) -> float:
        low, high = (n - 2) // 2, (n - 1) // 2
        return float((order[low + (low >= r)] + order[high + (high >= r)]) / 2)

    return np.array([without(int(r)) for r in rank])


def _verdict(km: float, spread: float) -> str:
    if km > max(FAR_KM, FAR_SPREADS * spread):
        return "point_far"
    return "point_doubtful" if km > max(DOUBTFUL_KM, DOUBTFUL_SPREADS * spread) else ""
