"""Names as people write them: cleaned, prefixes taken off, one spelling for grouping."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

from kkgsim.places.geo.provinces import province_key
from kkgsim.places.place import SchoolFacts

_KEC = re.compile(r"^(?:kecamatan|kec|kc)(?:\s*[.:]\s*|\s+)", re.I)
_PROV = re.compile(r"^(?:provinsi|propinsi|prov|prop)(?:\s*[.:]\s*|\s+)", re.I)
_KAB = re.compile(r"^(?:kabupaten|kab)(?:\s*[.:]\s*|\s+)(?:adm(?:inistrasi)?\b\.?\s*)?", re.I)
_KOTA = re.compile(r"^kota(?:madya)?(?:\s*[.:]\s*|\s+)(?:adm(?:inistrasi)?\b\.?\s*)?", re.I)
_ROMAN = re.compile(r"^(?=[IVX])(X{0,2})(IX|IV|V?I{0,3})$")
_SMALL = {"dan", "di", "ke", "of"}
_CAPITALS = {"DKI", "DI", "NAD", "NTB", "NTT"}


def clean(text: str) -> tuple[str, bool]:
    """One line of plain text, and whether broken characters had to be mended.

    Blanks are collapsed, control and private-use characters dropped, and UTF-8 that was once read
    as Windows-1252 ("SYAFIÃ...") read again as it was meant.
    """
    if text.isascii() and text.isprintable():
        return " ".join(text.split()), False
    mended = _unscramble(text)
    kept = "".join(
        " " if c.isspace() or unicodedata.category(c) in ("Cc", "Zs") else c
        for c in mended
        if unicodedata.category(c) not in ("Cf", "Co", "Cs", "Cn")
    )
    kept = unicodedata.normalize("NFC", kept)
    broken = mended != text or "\ufffd" in text
    broken = broken or any(unicodedata.category(c) in ("Cc", "Co") and not c.isspace() for c in text)
    return " ".join(kept.split()), broken


def _unscramble(text: str) -> str:
    """UTF-8 read as Windows-1252, put right; anything else comes back as it was."""
    for _ in range(2):
        try:
            raw = b"".join(_byte(c) for c in text)
            again = raw.decode("utf-8")
        except (UnicodeEncodeError, UnicodeDecodeError):
            return text
        if again == text:
            return text
        text = again
    return text


def _byte(character: str) -> bytes:
    try:
        return character.encode("cp1252")
    except UnicodeEncodeError:
        return character.encode("latin-1")


def titled(text: str) -> str:
    """Capitals where a reader expects them: "PRAYA BARAT" and "praya Barat" become "Praya Barat"."""
    loud = text.upper() == text or text.lower() == text
    return " ".join(_word(word, loud, first=i == 0) for i, word in enumerate(text.split()))


def _word(word: str, loud: bool, first: bool) -> str:
    upper = word.upper()
    if _ROMAN.match(upper) and (loud or word == upper):
        return upper
    if first and upper in _CAPITALS:
        return upper
    if not first and word.lower() in _SMALL:
        return word.lower()
    if not loud:
        return word[:1].upper() + word[1:]
    return re.sub(r"(^|[-./(])(\w)", lambda m: m[1] + m[2].upper(), word.lower())


def subdistrict_name(text: str) -> str:
    """A subdistrict without "Kec." in any spelling."""
    return titled(_KEC.sub("", text))


def province_name(text: str) -> str:
    """A province without "Prov." in any spelling."""
    return titled(_PROV.sub("", text))


def district_name(text: str) -> str:
    """A district as "Kab. ..." or "Kota ...", or the bare name where the list has no prefix."""
    for pattern, prefix in ((_KAB, "Kab. "), (_KOTA, "Kota ")):
        if pattern.match(text):
            return prefix + titled(pattern.sub("", text))
    return titled(text)


@lru_cache(maxsize=65_536)
def key(text: str) -> str:
    """Letters and digits only, lower case: what two spellings of one name share."""
    plain = unicodedata.normalize("NFKD", text.lower())
    return "".join(c for c in plain if c.isalnum())


def group_of(school: SchoolFacts) -> tuple[str, ...]:
    """The subdistrict a school belongs to: its code, else its district and subdistrict by name."""
    if school.code:
        return (school.code,)
    return (key(school.district), key(school.subdistrict))


class Area(NamedTuple):
    """What an address says about where it is; "" where it is silent."""

    subdistrict: str
    district: str
    province: str


_NEXT = r"(?:Kab(?:upaten)?|Kota(?:madya)?|Prov(?:insi)?|Prop(?:insi)?|Kode Pos|Telp|Indonesia)\b"
_IN_ADDRESS = re.compile(
    rf"\bKec(?:amatan|\.)[\s:]*(?P<kec>[^,;()]+?)\s*(?:[,;()]|(?=[\s.\-/]{_NEXT})|(?=\s\d{{5}}\b)|$)", re.I
)
_DISTRICT = re.compile(
    r"\b(?P<kind>Kab(?:upaten)?|Kota(?:madya)?)\b[.\s:]*"
    r"(?P<name>[^,;()]+?)\s*(?:[,;()]|(?=[\s.\-/](?:Pro[vp](?:insi)?|Kode Pos|Telp|Indonesia)\b)|(?=\s\d{5}\b)|$)",
    re.I,
)
_PROVINCE = re.compile(r"\bPro[vp](?:insi)?\b[.\s:]*(?P<name>[^,;()\d]+)", re.I)


def area_of(address: str) -> Area:
    """Subdistrict, district and province named in an address ("Kec. X, Kab. Y Prov. Z")."""
    subdistrict = _IN_ADDRESS.search(address)
    rest = address[subdistrict.end() :] if subdistrict else address
    district = _DISTRICT.search(rest)
    tail = rest[district.end() :] if district else ""
    named = _PROVINCE.search(rest)
    province = named["name"].strip() if named else next((p.strip() for p in tail.split(",") if province_key(p)), "")
    kind = "" if district is None else ("Kab. " if district["kind"].lower().startswith("kab") else "Kota ")
    return Area(
        subdistrict_name(subdistrict["kec"]) if subdistrict else "",
        kind + titled(district["name"]) if district else "",
        province_name(province) if province else "",
    )
