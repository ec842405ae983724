"""Make CITATION.cff, which says how kkgsim is cited, of what the package says of itself.

Run with ``python docs/make_citation.py`` where the version changes.
"""

from __future__ import annotations

from pathlib import Path

from kkgsim.analysis.own_citation import cff

FILE = Path(__file__).resolve().parents[1] / "CITATION.cff"

if __name__ == "__main__":
    FILE.write_text(cff(), encoding="utf-8")
