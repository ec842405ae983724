"""A place of several districts cut into its districts: each has an office of its own, so each is played by itself."""

from __future__ import annotations

from dataclasses import dataclass, replace

from kkgsim.labels import Label
from kkgsim.places.names import key
from kkgsim.places.place import Place, School
from kkgsim.places.profiles import PROFILES, profile_of

DISTRICT_DIGITS = 4
"""A subdistrict's code is six digits; the first four are its district's, the first two its province's."""


@dataclass(frozen=True)
class District:
    """One district (kabupaten or kota) of a place; ``code`` tells districts apart, whatever their names."""

    code: str
    name: str
    province: str
    place: Place


def code_of(school: School) -> str:
    """The district a school belongs to: the head of its code, else its district and province by name."""
    return school.code[:DISTRICT_DIGITS] or " ".join((key(school.province), key(school.district)))


def districts_in(place: Place) -> int:
    """How many districts a place has."""
    return len({code_of(school) for school in place.schools})


def several(place: Place) -> bool:
    """Whether a place has more than one district."""
    return districts_in(place) > 1


def districts_of(place: Place) -> tuple[District, ...]:
    """The districts of a place by code; each is what its schools alone would make, with its own province's means and
    travel speed, its clusters as they are."""
    members: dict[str, list[School]] = {}
    for school in place.schools:  # by cluster and NPSN, and so within each district
        members.setdefault(code_of(school), []).append(school)
    return tuple(_district(place, code, members[code]) for code in sorted(members))


def _district(place: Place, code: str, schools: list[School]) -> District:
    name, province = schools[0].district or code, schools[0].province
    profile = profile_of(province)
    slower = place.speed_kmh / PROFILES[profile].speed_kmh
    if slower != 1.0:
        schools = [
            school if school.travel_minutes is None else replace(school, travel_minutes=school.travel_minutes * slower)
            for school in schools
        ]
    alone = Place(
        name=code, title=Label(name, name), profile=profile, schools=tuple(schools), circuity=place.circuity,
        speed_kmh=PROFILES[profile].speed_kmh, origin=place.origin,
    )  # fmt: skip
    return District(code, name, province, alone)
