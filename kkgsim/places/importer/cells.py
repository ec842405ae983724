"""Single cells read: an NPSN, a count, a distance, a coordinate, a yes or no.

Each reader gives the value and what is to be said about it: a kind of :mod:`kkgsim.places.importer.notes`
and its details, or None.
"""

from __future__ import annotations

import math
import re

Remark = tuple[str, dict[str, object]] | None

EMPTY = frozenset({"", "-", "--", "null", "none", "nan", "n/a", "na", "#n/a", "tidak diisi", "kosong", "?", "nil"})
MOST_TEACHERS = 200
MOST_PUPILS = 5000
MOST_KM = 200.0
"""Beyond these no single primary school is believed."""

_SCIENTIFIC = re.compile(r"^[0-9]+([.,][0-9]+)?e[+]?[0-9]+$", re.I)
_NUMBER = re.compile(r"[-+]?([0-9]+\.?[0-9]*|\.[0-9]+)")
_WITH_EXPONENT = re.compile(_NUMBER.pattern + r"(e[-+]?[0-9]+)?", re.I)
_NPSN = re.compile(r"^[A-Z]{0,4}[0-9]{3,12}$")
_UNIT = re.compile(
    r"^[\u00b1~(]?\s*(?P<number>[0-9][0-9.,]*)\s*"
    r"(?:orang|org|guru|siswa(?:\s*/\s*i|\s*/\s*siswi)?|siswi|murid|anak|jiwa|peserta didik|pd|pegawai|teachers?|"
    r"pupils?|students?|people|persons?)?\s*[.)]?$",
    re.I,
)
_THOUSANDS = re.compile(r"^[0-9]{1,3}([.,][0-9]{3})+$")
_YES = frozenset({"1", "ya", "y", "yes", "true", "t", "x", "v", "inti", "sd inti", "core", "benar", "host"})


def is_number(text: str) -> bool:
    """Whether a cell holds digits and signs alone."""
    return re.fullmatch(r"[\d.,+\-()\s%]+", text) is not None


def _whole(scientific: str) -> str:
    """The digits of a number in scientific notation that has them all, as 5.0200951E+07; "" of one that lost some."""
    mantissa, _, power = scientific.lower().replace(",", ".").partition("e")
    before, _, after = mantissa.partition(".")
    lost = int(power) != len(after) if len(power) < 4 else True
    return "" if lost else before + after


def npsn(text: str) -> tuple[str, Remark]:
    """An NPSN as text ("" when it must be refused)."""
    given = text.strip()
    used = re.sub(r"^=\"(.*)\"$", r"\1", given).strip("'\"` \t")
    if _SCIENTIFIC.match(used) and (whole := _whole(used)):
        used = whole
    used = re.sub(r"[.,]0+$", "", re.sub(r"\s", "", used)).upper()
    if used.lower() in EMPTY or not used.strip("0"):
        return "", ("npsn_missing", {})
    if _SCIENTIFIC.match(used):
        return "", ("npsn_scientific", {"given": given})
    if not _NPSN.match(used):
        return "", ("npsn_bad", {"given": given})
    if used != given:
        return used, ("npsn_repaired", {"given": given, "used": used})
    if used.isdigit() and len(used) != 8:
        return used, ("npsn_length", {"given": given})
    return used, None


def number(text: str, *, exponent: bool = False) -> float | None:
    """A number with a decimal point or a decimal comma, and with ``exponent`` also 1e-05; None when it is not one.

    A list is read without exponents, which are what a spreadsheet makes of long codes.
    """
    allowed = _WITH_EXPONENT if exponent else _NUMBER
    plain = text.strip()
    if not allowed.fullmatch(plain):
        plain = plain.replace("\u2212", "-")
        if "," in plain and "." not in plain and plain.count(",") == 1:
            plain = plain.replace(",", ".")
        if not allowed.fullmatch(plain):
            return None
    value = float(plain)
    return value if math.isfinite(value) else None


def count(text: str, column: str, most: int) -> tuple[int | None, Remark]:
    """A count of people; 0 means nobody filled it in."""
    given = text.strip()
    if given.lower() in EMPTY:
        return None, None
    with_unit = _UNIT.match(given)
    if with_unit is not None and with_unit["number"] != given:
        people, remark = count(with_unit["number"], column, most)
        if people is not None:
            return people, ("count_unit", {"column": column, "given": given, "used": people})
        return None, remark
    if _THOUSANDS.match(given) and not given.startswith("0"):
        digits = re.sub(r"[.,]", "", given)
        if len(digits) > len(str(most)) or int(digits) > most:
            return None, ("count_absurd", {"column": column, "given": given})
        return int(digits), ("count_thousands", {"column": column, "given": given, "used": int(digits)})
    value = number(given)
    if value is None or value < 0 or not value.is_integer():
        return None, ("count_bad", {"column": column, "given": given})
    if value == 0:
        return None, ("count_zero", {"column": column})
    if value > most:
        return None, ("count_absurd", {"column": column, "given": given})
    return int(value), None


def distance(text: str, column: str) -> tuple[float | None, Remark]:
    """Kilometres, with or without "km" behind."""
    given = text.strip()
    if given.lower() in EMPTY:
        return None, None
    value = number(re.sub(r"\s*km\.?$", "", given, flags=re.I))
    if value is None or not 0 <= value <= MOST_KM:
        return None, ("distance_bad", {"column": column, "given": given})
    return value, None


def yes(text: str, *names: str) -> bool:
    """Whether a cell says yes, or repeats one of ``names`` (the school's own NPSN or name)."""
    word = " ".join(text.lower().split())
    return word in _YES or (bool(word) and word in {name.lower() for name in names})


def true_or_false(text: str) -> bool | None:
    """What a cell of a place's own table says, an empty one no; None for any other word."""
    word = text.strip().lower()
    if word in ("true", "benar", "1"):
        return True
    return False if word in ("false", "salah", "0", "") else None


def six_digits(text: str) -> str | None:
    """A code of six digits, the zero before it put back where a spreadsheet took it; None when it is none."""
    padded = text.zfill(6) if len(text) == 5 else text
    return padded if re.fullmatch(r"[0-9]{6}", padded) else None


def code(text: str) -> tuple[str, Remark]:
    """Six digits of a subdistrict, or "" when the cell holds none."""
    given = text.strip()
    digits = re.sub(r"[.\s]", "", re.sub(r"\.0$", "", given))
    if given.lower() in EMPTY:
        return "", None
    used = six_digits(digits[:6] if re.fullmatch(r"[0-9]{10}", digits) else digits)
    if used is None or used.endswith("00"):
        return "", ("code_unusable", {"given": given})
    return used, ("code_padded", {"given": given, "used": used}) if len(digits) == 5 else None
