"""Every mistake kkgsim tells a person about, in one shape and in both languages.

The tree, outermost first::

    KKGError            anything kkgsim refuses; the command line prints it and exits with 2
    ├── InputProblems   one or more Problems in a file or an argument, all found in one pass
    └── OutputProblem   a result could not be written (disk full, folder in use, no permission)
"""

from __future__ import annotations

import difflib
import errno
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from kkgsim.escaping import visible
from kkgsim.labels import Label, in_language

COMMAND_LINE = Label("command line", "baris perintah")
PLACE = Label("place", "tempat")
"""Where a mistake is when it stands in no file."""
INSTALL_ALL = ".venv/bin/pip install --no-deps --require-hashes -r locks/all.txt"
"""What brings the libraries that only some commands need; typed in the folder of kkgsim."""

_GIVEN = Label("given: {}", "tertulis: {}")
_ALLOWED = Label("allowed: {}", "yang boleh: {}")
_NEAREST = Label("did you mean {}?", "maksudnya {}?")


class KKGError(Exception):
    """Anything kkgsim refuses. Its text is meant for the person at the keyboard; ``str`` of it is English."""

    def __init__(self, what: str | Label = ""):
        self.what = what
        super().__init__(in_language(what, "en"))

    def told(self, lang: str) -> str:
        """The refusal in a language."""
        return in_language(self.what, lang)


@dataclass(frozen=True)
class Problem:
    """One mistake: where it is, what was given, what is allowed, the nearest right thing.

    ``where`` is a file (or :data:`COMMAND_LINE`), ``line`` and ``column`` count from 1; ``line`` is None
    when the mistake has no line (a missing key, say). ``key`` is the dotted name of what is wrong.
    A text that is no :class:`Label` stands as it is in both languages.
    """

    where: str | Label
    what: str | Label
    line: int | None = None
    key: str = ""
    given: str | Label = ""
    allowed: str | Label = ""
    nearest: str = ""
    column: int | None = None

    def told(self, lang: str) -> str:
        """The mistake in a language, on one line."""
        place = [in_language(self.where, lang), *(str(part) for part in (self.line, self.column) if part is not None)]
        parts = [f"{':'.join(place)}: " + (f"{self.key}: " if self.key else "") + in_language(self.what, lang)]
        for words, text in ((_GIVEN, self.given), (_ALLOWED, self.allowed), (_NEAREST, self.nearest)):
            if text:
                parts.append(words[lang].format(in_language(text, lang)))
        return visible("; ".join(parts))

    def __str__(self) -> str:
        return self.told("en")


class InputProblems(KKGError):
    """All the mistakes of one input, found in one pass; ``str`` of it is in ``lang``."""

    def __init__(self, problems: Iterable[Problem], lang: str = "en"):
        self.problems: tuple[Problem, ...] = tuple(problems)
        super().__init__(self.told(lang))

    def told(self, lang: str) -> str:
        """All mistakes in a language, one a line."""
        return "\n".join(problem.told(lang) for problem in self.problems)


class OutputProblem(KKGError):
    """A result could not be written; nothing half-written is left behind."""


_REASONS: Mapping[int, str] = {
    errno.ENOENT: "berkas atau folder tidak ditemukan",
    errno.EACCES: "tidak ada izin",
    errno.EPERM: "tidak diizinkan",
    errno.EROFS: "hanya dapat dibaca, tidak dapat ditulisi",
    errno.ENOSPC: "tidak ada ruang tersisa di disk",
    errno.EDQUOT: "jatah ruang disk habis",
    errno.EISDIR: "ini folder, bukan berkas",
    errno.ENOTDIR: "ada bagian alamat yang bukan folder",
    errno.EEXIST: "nama ini sudah dipakai",
    errno.ENOTEMPTY: "folder tidak kosong",
    errno.ENAMETOOLONG: "nama terlalu panjang",
    errno.EBUSY: "sedang dipakai program lain",
    errno.EFBIG: "berkas terlalu besar",
    errno.EIO: "disk gagal membaca atau menulis",
}
"""What an operating system most often says, in Indonesian."""


def reason(error: Exception) -> Label:
    """Why a file could not be opened, read or written; an unusual reason in the words of the system."""
    said = getattr(error, "strerror", None) or str(error) or type(error).__name__
    number = getattr(error, "errno", None)
    return Label(said, "rusak atau tidak sah" if number is None else _REASONS.get(number, said))


def nearest(name: str, names: Iterable[str]) -> str:
    """The name most like ``name``, or an empty string when none is like it.

    Of names that lead to something with words (a mapping to labels, levers, outcomes, numbers) the words of both
    languages are searched, too, so that "kehadiran" finds ``attendance_share``.
    """
    known = list(names)

    def spelt(cutoff: float) -> str:
        return next(iter(difflib.get_close_matches(name.lower(), known, n=1, cutoff=cutoff)), "")

    fit, key = _by_words(name, names) if isinstance(names, Mapping) else (0.0, "")
    return key if fit > _SURE else spelt(0.75) or (key if fit > _LIKE else "") or spelt(0.5)


_WORD = re.compile(r"[^\W_]+")
_LIKE, _SURE = 0.75, 0.95
"""How well words must fit to be proposed, and to be proposed before a name that is spelt alike; 1 is all of them and
nothing else."""


def _by_words(name: str, names: Mapping[str, object]) -> tuple[float, str]:
    """How well the best name, or its label, fits in words, and which it is: the first of equals."""
    asked = _WORD.findall(name.lower())
    best, found = 0.0, ""
    for key, thing in names.items() if asked else ():
        label = next((words for words in (thing, *(getattr(thing, of, None) for of in ("label", "meaning", "title")))
                      if isinstance(words, Label)), Label("", ""))  # fmt: skip
        fit = max(_fit(asked, _WORD.findall(words.lower())) for words in (key, label.en, label.id))
        if fit > best:
            best, found = fit, key
    return best, found


def _fit(asked: list[str], words: list[str]) -> float:
    """How well words fit those asked for: all that were asked must be there, and little else should be."""
    if not words:
        return 0.0
    hits = [max((len(a) / len(w) if a in w and len(a) > 3 else float(a == w)) for w in words) for a in asked]
    return sum(hits) / len(asked) * (0.75 + 0.25 * min(1.0, len(asked) / len(words)))
