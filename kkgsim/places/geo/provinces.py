"""Where Indonesia and its provinces lie: boxes in whole and half degrees, islands included.

They catch a point on the wrong island when a list has too few schools of a subdistrict to compare
with. Provinces that were split keep one box with their parts.
"""

from __future__ import annotations

import re
from typing import NamedTuple


class Box(NamedTuple):
    """South, north, west and east edges in decimal degrees."""

    south: float
    north: float
    west: float
    east: float

    def holds(self, lat: float, lon: float, margin: float = 0.0) -> bool:
        """Whether a point lies inside, give or take ``margin`` degrees."""
        return self.south - margin <= lat <= self.north + margin and self.west - margin <= lon <= self.east + margin


INDONESIA = Box(-11.2, 6.3, 94.8, 141.2)
MARGIN = 0.25
"""Degrees by which a point may leave its province's box before anyone is warned."""

_PAPUA = Box(-9.5, 1.5, 134.0, 141.2)
_PAPUA_BARAT = Box(-4.5, 1.5, 129.0, 135.5)

BOXES: dict[str, Box] = {
    "aceh": Box(1.9, 6.2, 94.8, 98.5),
    "sumaterautara": Box(-1.0, 4.5, 97.0, 100.6),
    "sumaterabarat": Box(-3.6, 1.0, 98.4, 102.0),
    "riau": Box(-1.3, 3.0, 99.9, 104.0),
    "jambi": Box(-2.9, -0.6, 101.0, 104.7),
    "sumateraselatan": Box(-5.0, -1.5, 102.0, 106.3),
    "bengkulu": Box(-5.6, -2.2, 100.9, 103.9),
    "lampung": Box(-6.2, -3.6, 103.4, 106.1),
    "kepulauanbangkabelitung": Box(-3.5, -1.3, 105.0, 108.5),
    "kepulauanriau": Box(-1.5, 5.0, 103.0, 109.3),
    "dkijakarta": Box(-6.5, -5.0, 106.3, 107.1),
    "jawabarat": Box(-7.9, -5.8, 106.2, 109.0),
    "jawatengah": Box(-8.3, -5.5, 108.4, 111.8),
    "diyogyakarta": Box(-8.3, -7.5, 110.0, 110.9),
    "jawatimur": Box(-8.9, -5.0, 110.8, 116.5),
    "banten": Box(-7.2, -5.8, 104.9, 106.9),
    "bali": Box(-8.9, -8.0, 114.3, 115.8),
    "nusatenggarabarat": Box(-9.3, -8.0, 115.7, 119.5),
    "nusatenggaratimur": Box(-11.2, -7.8, 118.8, 125.4),
    "kalimantanbarat": Box(-3.3, 2.3, 108.4, 114.4),
    "kalimantantengah": Box(-3.8, 1.0, 110.6, 116.0),
    "kalimantanselatan": Box(-5.3, -1.2, 114.2, 117.3),
    "kalimantantimur": Box(-2.7, 2.8, 113.6, 119.3),
    "kalimantanutara": Box(0.9, 4.6, 114.4, 118.3),
    "sulawesiutara": Box(0.1, 5.8, 123.0, 127.4),
    "sulawesitengah": Box(-3.9, 1.6, 119.2, 124.4),
    "sulawesiselatan": Box(-8.0, -1.7, 117.0, 122.4),
    "sulawesitenggara": Box(-6.5, -2.6, 120.7, 125.1),
    "gorontalo": Box(0.1, 1.3, 121.0, 123.7),
    "sulawesibarat": Box(-3.8, -0.7, 117.2, 120.0),
    "maluku": Box(-8.6, -2.4, 125.5, 135.4),
    "malukuutara": Box(-2.7, 2.9, 124.1, 129.4),
    "papua": _PAPUA, "papuaselatan": _PAPUA, "papuatengah": _PAPUA, "papuapegunungan": _PAPUA,
    "papuabarat": _PAPUA_BARAT, "papuabaratdaya": _PAPUA_BARAT,
}  # fmt: skip

_OTHER_NAMES = {
    "nanggroeacehdarussalam": "aceh", "nad": "aceh", "sumut": "sumaterautara", "sumbar": "sumaterabarat",
    "sumsel": "sumateraselatan", "bangkabelitung": "kepulauanbangkabelitung",
    "babel": "kepulauanbangkabelitung",
    "kepri": "kepulauanriau", "jakarta": "dkijakarta", "daerahkhususibukotajakarta": "dkijakarta",
    "daerahkhususjakarta": "dkijakarta", "jabar": "jawabarat", "jateng": "jawatengah", "jatim": "jawatimur",
    "yogyakarta": "diyogyakarta", "diy": "diyogyakarta", "daerahistimewayogyakarta": "diyogyakarta",
    "ntb": "nusatenggarabarat", "ntt": "nusatenggaratimur", "kalbar": "kalimantanbarat",
    "kalteng": "kalimantantengah", "kalsel": "kalimantanselatan", "kaltim": "kalimantantimur",
    "kaltara": "kalimantanutara", "sulut": "sulawesiutara", "sulteng": "sulawesitengah",
    "sulsel": "sulawesiselatan", "sultra": "sulawesitenggara", "sulbar": "sulawesibarat",
}  # fmt: skip


def province_key(province: str) -> str:
    """Letters of a province's name without blanks, dots and prefix; "" when it is not one we know."""
    bare = re.sub(r"^\s*(provinsi|propinsi|prov|prop)\b\.?", "", province.lower())
    key = re.sub(r"^kep(?!ulauan)", "kepulauan", re.sub(r"[^a-z]", "", bare))
    key = _OTHER_NAMES.get(key, key)
    return key if key in BOXES else ""


def box_of(province: str) -> Box | None:
    """The box of a province, or None for a name we do not know."""
    return BOXES.get(province_key(province))
