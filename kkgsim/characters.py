"""Characters that no text for people may hold: they move the cursor, hide or turn round what stands beside them."""

from __future__ import annotations

import re

UNSAFE = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f"  # terminal controls; tab and line end are text
    r"\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"  # direction of writing
    r"\u2028\u2029\ufeff"  # line ends and marks that nobody sees
    r"\ud800-\udfff]"  # halves of characters: bytes of a file name that are no UTF-8
)

_IN_LINE = re.compile(rf"{UNSAFE.pattern}|[\t\n]")


def escaped(text: str) -> str:
    """A text in which every unsafe character is written out: ``\\x1b``, ``\\u202e``."""
    return UNSAFE.sub(lambda found: ascii(found[0])[1:-1], text)


def unsafe(text: str, *, a_line: bool = False) -> str:
    """The first unsafe character of a text as it is named in Unicode tables, ``U+001B``; "" where there is none. In
    ``a_line``, such as a name, tabs and line ends are unsafe, too."""
    found = (_IN_LINE if a_line else UNSAFE).search(text)
    return f"U+{ord(found[0]):04X}" if found else ""
