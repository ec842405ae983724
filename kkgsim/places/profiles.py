"""Published means by province, from which a place takes what its list does not say."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from kkgsim.numbers import Label, Number, number
from kkgsim.places.roads import NUMBERS


@dataclass(frozen=True)
class Profile:
    """The means of one province (or the nation).

    ``teachers`` counts the principal in (persons per state SD); ``pupils`` are pupils per state SD;
    ``speed`` names the number of :mod:`kkgsim.places.roads` that holds the travel speed in km/h.
    """

    name: str
    title: Label
    teachers: Number
    pupils: Number
    speed: str

    @property
    def speed_kmh(self) -> float:
        """Travel speed by motorbike, km/h."""
        return NUMBERS[self.speed].value


def _teachers(value: float, low: float, high: float, where: str) -> Number:
    return number(
        value, low, high, "persons",
        f"teachers including the principal per state SD, mean, {where}",
        f"guru termasuk kepala sekolah per SD negeri, rata-rata, {where}",
        "PROV24", "measured",
    )  # fmt: skip


def _pupils(value: float, low: float, high: float, where: str) -> Number:
    return number(
        value, low, high, "pupils",
        f"pupils per state SD, mean, {where}",
        f"murid per SD negeri, rata-rata, {where}",
        "PROV24", "measured",
    )  # fmt: skip


def _profile(name: str, en: str, id: str, teachers: Number, pupils: Number, speed: str) -> Profile:
    return Profile(name, Label(en, id), teachers, pupils, speed)


PROFILES: Mapping[str, Profile] = {
    "ntb": _profile(
        "ntb", "West Nusa Tenggara", "Nusa Tenggara Barat",
        _teachers(13.33, 11.46, 13.33, "NTB"), _pupils(157.7, 155, 175, "NTB"), "speed_lombok",
    ),
    "ntt": _profile(
        "ntt", "East Nusa Tenggara", "Nusa Tenggara Timur",
        _teachers(11.14, 9.41, 11.14, "NTT"), _pupils(120.4, 118, 140, "NTT"), "speed_hills",
    ),
    "kaltara": _profile(
        "kaltara", "North Kalimantan", "Kalimantan Utara",
        _teachers(11.76, 11.6, 11.8, "Kaltara"), _pupils(160.7, 155, 165, "Kaltara"), "speed_hills",
    ),
    "jatim": _profile(
        "jatim", "East Java", "Jawa Timur",
        _teachers(8.44, 8.4, 8.7, "Jatim"), _pupils(124.3, 124, 133, "Jatim"), "speed_lombok",
    ),
    "nation": _profile(
        "nation", "Indonesia", "Indonesia",
        _teachers(9.98, 9.46, 11.06, "Indonesia"), _pupils(155.7, 120, 160, "Indonesia"), "speed_lombok",
    ),
}  # fmt: skip

_PROVINCES = {
    "nusatenggarabarat": "ntb", "ntb": "ntb", "westnusatenggara": "ntb",
    "nusatenggaratimur": "ntt", "ntt": "ntt", "eastnusatenggara": "ntt",
    "kalimantanutara": "kaltara", "kaltara": "kaltara", "northkalimantan": "kaltara",
    "jawatimur": "jatim", "jatim": "jatim", "eastjava": "jatim",
}  # fmt: skip


def profile_of(province: str) -> str:
    """The profile for a province's name, however spelled; "nation" where there is none."""
    bare = re.sub(r"^\s*(provinsi|propinsi|prov|prop)\b\.?", "", province.lower())
    return _PROVINCES.get(re.sub(r"[^a-z]", "", bare), "nation")
