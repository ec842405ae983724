"""Which level of schooling, and whether a state or a private school, from a column or a name."""

from __future__ import annotations

import re
from typing import Literal

Level = Literal["SD", "MI", "other", ""]

_TOKEN = re.compile(
    r"\b(?:"
    r"(?P<other>TK\w*|KB|PAUD|TPA|SPS|SMP\w*|MTS\w*|SMA\w*|SMK\w*|SLB\w*|SDLB\w*|PKBM|SKB|SEKOLAH MENENGAH|"
    r"MADRASAH (?:TSANAWIYAH|ALIYAH)|TAMAN KANAK|RAUDHATUL)"
    r"|(?P<MI>MI|MIN|MIS|MIT|MII|MIM|MINU|MITQ|MADRASAH IBTIDAI?YY?AH)"
    r"|(?P<SD>SD|SDN|SDS|SDIT|SDI|SDK|SDM|SDP|SDU|SDNT|SDIK|SEKOLAH DASAR)"
    r")\b"
)
_OTHER_FIRST = re.compile(r"^(?:MA|MAN|MAS|MAK|RA|BA)\b")
_GLUED = re.compile(r"^SD(?!LB)[A-Z]{2,}")
_STATE = re.compile(r"\b(?:SDN|SD ?NEGERI|SD N|MIN|MI ?NEGERI|SD ?INPRES|NEGERI)\b")
_PRIVATE = re.compile(r"\b(?:SDS|SD ?SWASTA|MIS|MI ?SWASTA|SDIT|SD ?IT|SDK|SWASTA)\b")


def level_of(text: str) -> Level:
    """SD, MI, another level, or "" when a column's value or a school's name does not tell."""
    upper = " ".join(re.sub(r"[._]", " ", text.upper()).split())
    if _OTHER_FIRST.match(upper):
        return "other"
    token = _TOKEN.search(upper)
    if token is not None:
        for level in ("SD", "MI", "other"):
            if token[level]:
                return level
    return "SD" if _GLUED.match(upper) else ""


def status_of(text: str) -> str:
    """ "negeri", "swasta" or "" from the cell of a status column."""
    word = text.strip().lower().removeprefix("sekolah ")
    if word in ("n", "negeri", "state", "public", "negri"):
        return "negeri"
    return "swasta" if word in ("s", "swasta", "private") else ""


def status_in_name(name: str) -> str:
    """ "negeri", "swasta" or "" from the name of a school."""
    upper = name.upper()
    if _STATE.search(upper):
        return "negeri"
    return "swasta" if _PRIVATE.search(upper) else ""
