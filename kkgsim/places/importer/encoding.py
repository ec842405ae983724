"""Bytes of a list into text, whatever program wrote them."""

from __future__ import annotations

USUAL_MARKS = "\u00a0\u00b0\u00ab\u00bb\u00b7\u2018\u2019\u201c\u201d\u2013\u2014\u2026\u2022"
"""Signs beyond letters that a list written on Windows is likely to hold: quotes, dashes, degrees."""


def decode(data: bytes) -> tuple[str, tuple[tuple[str, str], ...]]:
    """Bytes into text, with a remark where they are not UTF-8."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return data.decode("utf-16", errors="replace"), (("charset", "utf-16"),)
    if data[:200].count(0) > 50:
        order = "utf-16-le" if data[1:2] == b"\0" else "utf-16-be"
        return data.decode(order, errors="replace"), (("charset", order),)
    try:
        return data.decode("utf-8-sig"), ()
    except UnicodeDecodeError:
        charset = _guess(data)
        return data.removeprefix(b"\xef\xbb\xbf").decode(charset, errors="replace"), (("charset", charset),)


def _guess(data: bytes) -> str:
    from charset_normalizer import from_bytes

    damaged = data.decode("utf-8", errors="replace")
    if sum(not c.isascii() for c in damaged) > 2 * damaged.count("\ufffd"):
        return "utf_8"
    strange = b"\n".join(line for line in data.split(b"\n") if not line.isascii())[:20_000]
    windows = strange.decode("cp1252", errors="replace")
    if all(c.isascii() or c.isalpha() or c in USUAL_MARKS for c in windows):
        return "cp1252"
    likely = ["cp1252", "latin_1", "mac_roman", "cp437", "cp850"]
    best = from_bytes(strange, cp_isolation=likely).best()
    return best.encoding if best is not None else "cp1252"
