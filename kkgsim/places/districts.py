"""A place of several districts cut into its districts: each has an office of its own, so each is played by itself."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace

from kkgsim.errors import PLACE, InputError, Issue
from kkgsim.i18n import Text, refusal
from kkgsim.places.geo.provinces import province_key
from kkgsim.places.importer.names import key
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


def codes_of(place: Place) -> list[str]:
    """The district of every school of a place: the head of its code, else the code that schools of its district have
    elsewhere in the place, else its province and district by name.

    A list may lack some codes, spell a province in several ways or leave it out; that makes no second district.
    """
    heads: dict[Area, set[str]] = {}
    for school in place.schools:
        heads.setdefault(_area(school), set()).add(school.code[:DISTRICT_DIGITS])
    codes = {area: _code(area, heads) for area in heads}
    return [school.code[:DISTRICT_DIGITS] or codes[_area(school)] for school in place.schools]


Area = tuple[str, str]
"""A district by name: its province and its own, as letters."""


def _area(school: School) -> Area:
    return province_key(school.province) or key(school.province), key(school.district)


def _code(area: Area, heads: Mapping[Area, set[str]]) -> str:
    """The code of schools that have none."""
    if not area[0]:  # no province is named: the only one that has such a district
        same = [other for other in heads if other[0] and other[1] == area[1]]
        area = same[0] if len(same) == 1 else area
    known = heads[area] - {""}
    return known.pop() if len(known) == 1 else " ".join(area)


def districts_in(place: Place) -> int:
    """How many districts a place has."""
    return len(set(codes_of(place)))


def several(place: Place) -> bool:
    """Whether a place has more than one district."""
    return districts_in(place) > 1


def one_district(place: Place) -> None:
    """Refuse, with ``InputError``, a place of several districts: played as one, it would have one office, one budget
    and one staff for all of them, and give other figures than district by district."""
    count = districts_in(place)
    if count > 1:
        raise InputError([Issue(PLACE, refusal("several_districts"), given=f"{place.name}: {count}", allowed="1")])


def districts_of(place: Place) -> tuple[District, ...]:
    """The districts of a place by code; each is what its schools alone would make, with its own province's means and
    travel speed, its clusters as they are."""
    members: dict[str, list[School]] = {}
    for code, school in zip(codes_of(place), place.schools, strict=True):  # by cluster and NPSN within each district
        members.setdefault(code, []).append(school)
    spelled: dict[str, Counter[str]] = {}
    for school in place.schools:
        spelled.setdefault(_area(school)[0], Counter())[school.province] += 1
    provinces = {name: min(said, key=lambda spelling: (-said[spelling], spelling)) for name, said in spelled.items()}
    return tuple(_district(place, code, members[code], provinces) for code in sorted(members))


def _district(place: Place, code: str, schools: list[School], provinces: Mapping[str, str]) -> District:
    """One district; ``provinces`` gives each province, by its letters, one spelling."""
    name = next((school.district for school in schools if school.district), code)
    province = next((provinces[_area(school)[0]] for school in schools if school.province), "")
    profile = profile_of(province)
    slower = place.speed_kmh / PROFILES[profile].speed_kmh
    if slower != 1.0:
        schools = [replace(school, travel_minutes=school.travel_minutes * slower) for school in schools]
    alone = Place(
        name=code, title=Text(name, name), profile=profile, schools=tuple(schools), circuity=place.circuity,
        speed_kmh=PROFILES[profile].speed_kmh, origin=place.origin, numbers=place.numbers,
    )  # fmt: skip
    return District(code, name, province, alone)
