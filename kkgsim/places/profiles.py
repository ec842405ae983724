"""Published means by province, from which a place takes what its list does not say."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from kkgsim.i18n import Text
from kkgsim.model.parameters import Parameter, parameter
from kkgsim.model.registry import PARAMETERS
from kkgsim.places.geo.provinces import province_key


@dataclass(frozen=True)
class Profile:
    """The means of one province (or the nation).

    ``teachers`` counts the principal in (persons per state SD); ``pupils`` are pupils per state SD;
    ``speed`` names the number of :mod:`kkgsim.model.rules.starting_roads` that holds the travel speed in km/h.
    """

    name: str
    title: Text
    teachers: Parameter
    pupils: Parameter
    speed: str

    @property
    def speed_kmh(self) -> float:
        """Travel speed by motorbike, km/h."""
        return PARAMETERS[self.speed].value


NATION = "nation"
"""The profile where no province is known."""
Figure = tuple[float, float, float]
"""The mean of 2024, and the lowest and highest of the years 2021-2024 (or of earlier tables)."""


def _profile(name: str, en: str, id: str, teachers: Figure, pupils: Figure, speed: str) -> tuple[str, Profile]:
    teachers_, pupils_ = (
        parameter(*figure, what, f"{said} per state SD, mean, {en}", f"{kata} per SD negeri, rata-rata, {id}", "PROV24",
               "measured")
        for figure, what, said, kata in (
            (teachers, "persons", "teachers including the principal", "guru termasuk kepala sekolah"),
            (pupils, "pupils", "pupils", "murid"),
        )
    )  # fmt: skip
    return name, Profile(name, Text(en, id), teachers_, pupils_, speed)


PROFILES: Mapping[str, Profile] = dict([
    _profile("aceh", "Aceh", "Aceh", (13.21, 12.54, 13.21), (136.1, 135.2, 136.3), "speed_lombok"),
    _profile("bali", "Bali", "Bali", (9.38, 9.17, 9.38), (150.4, 150.4, 153.2), "speed_lombok"),
    _profile("banten", "Banten", "Banten", (11.06, 10.61, 11.06), (264.8, 253.9, 264.8), "speed_lombok"),
    _profile("bengkulu", "Bengkulu", "Bengkulu", (11.41, 9.84, 11.41), (133.0, 133.0, 138.0), "speed_lombok"),
    _profile("diyogyakarta", "Yogyakarta", "D.I. Yogyakarta",
             (9.44, 9.28, 9.44), (129.0, 129.0, 137.4), "speed_lombok"),
    _profile("dkijakarta", "Jakarta", "D.K.I. Jakarta", (17.11, 15.83, 17.96), (409.3, 385.8, 418.0), "speed_lombok"),
    _profile("gorontalo", "Gorontalo", "Gorontalo", (8.4, 7.97, 8.4), (115.2, 115.2, 118.0), "speed_lombok"),
    _profile("jambi", "Jambi", "Jambi", (10.86, 9.89, 10.86), (144.0, 144.0, 146.8), "speed_lombok"),
    _profile("jawabarat", "West Java", "Jawa Barat", (9.51, 9.27, 9.51), (229.2, 224.1, 229.2), "speed_lombok"),
    _profile("jawatengah", "Central Java", "Jawa Tengah", (7.81, 7.81, 8.01), (131.0, 131.0, 135.5), "speed_lombok"),
    _profile("jatim", "East Java", "Jawa Timur", (8.44, 8.44, 8.7), (124.3, 124.3, 132.1), "speed_lombok"),
    _profile("kalimantanbarat", "West Kalimantan", "Kalimantan Barat",
             (8.31, 7.6, 8.31), (119.4, 119.4, 124.1), "speed_hills"),
    _profile("kalimantanselatan", "South Kalimantan", "Kalimantan Selatan",
             (9.35, 9.14, 9.35), (115.2, 115.2, 120.0), "speed_lombok"),
    _profile("kalimantantengah", "Central Kalimantan", "Kalimantan Tengah",
             (9.26, 8.56, 9.26), (95.8, 95.8, 97.1), "speed_hills"),
    _profile("kalimantantimur", "East Kalimantan", "Kalimantan Timur",
             (13.05, 12.58, 13.05), (212.0, 210.0, 212.2), "speed_hills"),
    _profile("kaltara", "North Kalimantan", "Kalimantan Utara",
             (11.76, 11.62, 11.81), (160.7, 158.1, 160.7), "speed_hills"),
    _profile("kepulauanbangkabelitung", "Bangka Belitung Islands", "Kepulauan Bangka Belitung",
             (10.7, 10.38, 10.7), (187.8, 187.8, 194.7), "speed_lombok"),
    _profile("kepulauanriau", "Riau Islands", "Kepulauan Riau",
             (13.06, 12.78, 13.19), (225.5, 225.2, 228.1), "speed_lombok"),
    _profile("lampung", "Lampung", "Lampung", (11.3, 10.74, 11.3), (165.7, 165.7, 169.8), "speed_lombok"),
    _profile("maluku", "Maluku", "Maluku", (11.27, 9.33, 11.27), (114.4, 114.4, 117.7), "speed_hills"),
    _profile("malukuutara", "North Maluku", "Maluku Utara", (10.23, 7.92, 10.23), (105.8, 105.8, 106.5), "speed_hills"),
    _profile("ntb", "West Nusa Tenggara", "Nusa Tenggara Barat",
             (13.33, 11.46, 13.33), (157.7, 155, 175), "speed_lombok"),
    _profile("ntt", "East Nusa Tenggara", "Nusa Tenggara Timur",
             (11.14, 9.41, 11.14), (120.4, 118, 140), "speed_hills"),
    _profile("papua", "Papua", "Papua", (9.17, 6.34, 9.17), (136.5, 136.5, 173.2), "speed_hills"),
    _profile("papuabarat", "West Papua", "Papua Barat", (9.51, 7.39, 9.51), (117.8, 117.8, 120.4), "speed_hills"),
    _profile("papuabaratdaya", "Southwest Papua", "Papua Barat Daya",
             (11.69, 10.65, 11.69), (118.2, 116.8, 118.2), "speed_hills"),
    _profile("papuapegunungan", "Highland Papua", "Papua Pegunungan",
             (5.97, 5.09, 5.97), (217.0, 213.3, 217.0), "speed_hills"),
    _profile("papuaselatan", "South Papua", "Papua Selatan", (7.25, 6.53, 7.25), (152.4, 150.6, 152.4), "speed_hills"),
    _profile("papuatengah", "Central Papua", "Papua Tengah", (10.0, 8.99, 10.0), (241.7, 240.6, 241.7), "speed_hills"),
    _profile("riau", "Riau", "Riau", (13.06, 12.32, 13.06), (193.9, 193.9, 200.4), "speed_lombok"),
    _profile("sulawesibarat", "West Sulawesi", "Sulawesi Barat",
             (10.48, 8.96, 10.48), (106.7, 106.7, 108.5), "speed_hills"),
    _profile("sulawesiselatan", "South Sulawesi", "Sulawesi Selatan",
             (9.95, 9.75, 9.95), (132.2, 132.2, 134.2), "speed_lombok"),
    _profile("sulawesitengah", "Central Sulawesi", "Sulawesi Tengah",
             (9.5, 8.19, 9.5), (107.4, 105.5, 107.4), "speed_hills"),
    _profile("sulawesitenggara", "Southeast Sulawesi", "Sulawesi Tenggara",
             (11.71, 9.48, 11.71), (124.8, 123.7, 124.8), "speed_lombok"),
    _profile("sulawesiutara", "North Sulawesi", "Sulawesi Utara",
             (10.1, 7.96, 10.1), (101.7, 96.8, 101.7), "speed_lombok"),
    _profile("sumaterabarat", "West Sumatra", "Sumatera Barat",
             (10.5, 9.56, 10.5), (131.7, 131.7, 137.7), "speed_lombok"),
    _profile("sumateraselatan", "South Sumatra", "Sumatera Selatan",
             (12.18, 11.55, 12.18), (186.1, 186.1, 190.7), "speed_lombok"),
    _profile("sumaterautara", "North Sumatra", "Sumatera Utara",
             (10.72, 9.85, 10.72), (141.6, 141.6, 151.0), "speed_lombok"),
    _profile("nation", "Indonesia", "Indonesia", (9.98, 9.46, 11.06), (155.7, 120, 160), "speed_lombok"),
])  # fmt: skip

_SHORT = {"nusatenggarabarat": "ntb", "nusatenggaratimur": "ntt", "kalimantanutara": "kaltara", "jawatimur": "jatim"}
_ENGLISH = {re.sub(r"[^a-z]", "", profile.title.en.lower()): name for name, profile in PROFILES.items()}


def profile_of(province: str) -> str:
    """The profile for a province's name, however spelled; "nation" where there is none."""
    known = province_key(province)
    return _SHORT.get(known, known) or _ENGLISH.get(re.sub(r"[^a-z]", "", province.lower()), NATION)
