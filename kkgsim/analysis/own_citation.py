"""How kkgsim itself is cited: its title, authors, year, version and licences, in words, as BibTeX and as CITATION.cff.

The version is that of the package, and all else stands here alone; ``CITATION.cff`` is written from it.
"""

from __future__ import annotations

from collections.abc import Mapping

import kkgsim
from kkgsim.i18n import tr
from kkgsim.model.parameters import Source

TITLE = "kkgsim: a simulator of teacher working groups (KKG) in Indonesia"
AUTHORS = "The kkgsim authors"
YEAR = 2026
CODE_LICENCE, TEXT_LICENCE = "MIT", "CC-BY-4.0"
"""The licence of the code, and that of the model's description, its numbers and the places that ship (SPDX)."""
ABSTRACT = (
    "An agent-based model of teacher working groups (Kelompok Kerja Guru) in Indonesia's primary schools: what "
    "policies do to attendance, meetings, teachers' practice, children's literacy and budgets, month by month, with "
    "the uncertainty of every number."
)
KEYWORDS = ("agent-based model", "teacher professional development", "education policy", "Indonesia", "KKG")
SPECIAL: Mapping[str, str] = {
    "\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "&": r"\&", "%": r"\%", "$": r"\$", "#": r"\#", "_": r"\_",
    "~": r"\textasciitilde{}", "^": r"\textasciicircum{}",
}  # fmt: skip
"""What BibTeX would take for something else."""


def in_words() -> str:
    """A line for a list of references, then the licences, in the current language."""
    version = kkgsim.__version__
    reference = f"{AUTHORS} ({YEAR}). {TITLE}. {tr('cite_version', version=version)}"
    return "\n".join([reference, tr("cite_licences", code=CODE_LICENCE, text=TEXT_LICENCE)])


def bibtex() -> str:
    """The entry of kkgsim for a file of references."""
    fields = {
        "title": f"{{{_plain(TITLE)}}}",
        "author": f"{{{_plain(AUTHORS)}}}",
        "year": str(YEAR),
        "version": kkgsim.__version__,
        "note": f"Python package, licence {CODE_LICENCE}; description and data {TEXT_LICENCE}",
    }
    return _entry("software", f"kkgsim{YEAR}", fields)


def bibtex_of(source: Source) -> str:
    """The entry of a source on which numbers rest; how far it was read stands in its note."""
    is_address = source.where.startswith("http")
    where = {"url": source.where} if is_address else {"howpublished": _plain(source.where)}
    fields = {"title": f"{{{_plain(source.citation)}}}", **where}
    return _entry("misc", source.key, {**fields, "note": _plain(f"read: {source.read}")})


def cff() -> str:
    """The text of ``CITATION.cff`` (Citation File Format 1.2.0)."""
    lines = [
        "cff-version: 1.2.0",
        "message: If you use kkgsim, please cite it as below; `kkgsim cite` prints the same.",
        "type: software",
        f'title: "{TITLE}"',
        "authors:",
        f'  - name: "{AUTHORS}"',
        f'version: "{kkgsim.__version__}"',
        f"license: {CODE_LICENCE}",
        f'abstract: "{ABSTRACT}"',
        "keywords:",
        *(f'  - "{word}"' for word in KEYWORDS),
    ]
    return "\n".join(lines) + "\n"


def _entry(kind: str, key: str, fields: Mapping[str, str]) -> str:
    lines = [f"  {name} = {{{value}}}," for name, value in fields.items() if value]
    return "\n".join([f"@{kind}{{{key},", *lines, "}"])


def _plain(text: str) -> str:
    return "".join(SPECIAL.get(sign, sign) for sign in text)
