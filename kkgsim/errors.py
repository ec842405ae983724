"""Errors that are meant for users, in one shape and in both languages.

The tree, outermost first::

    KKGError           anything kkgsim refuses; the command line prints it and exits with 2
    ├── InputError     one or more issues in a file or an argument, all collected in one pass
    └── OutputError    a result could not be written (disk full, folder in use, no permission)
"""

from __future__ import annotations

import difflib
import errno
import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace

from kkgsim.i18n import Text, message
from kkgsim.i18n.escaping import visible

COMMAND_LINE = Text("command line", "baris perintah")
PLACE = Text("place", "tempat")
"""Where a mistake is when it stands in no file."""
INSTALL_ALL = ".venv/bin/pip install --no-deps --require-hashes -r locks/all.txt"
"""What brings the libraries that only some commands need; typed in the folder of kkgsim."""

_GIVEN = Text("given: {}", "tertulis: {}")
_ALLOWED = Text("allowed: {}", "yang boleh: {}")
_NEAREST = Text("did you mean {}?", "maksudnya {}?")


class KKGError(Exception):
    """Anything kkgsim refuses. ``str`` of it is meant for the person at the keyboard, in the current language."""

    def __init__(self, what: str | Text = ""):
        self.what = what
        super().__init__(what)

    def __str__(self) -> str:
        return str(self.what)


@dataclass(frozen=True)
class Issue:
    """One issue: where it is, what was given, what is allowed, and the nearest valid value.

    ``where`` is a file (or :data:`COMMAND_LINE`), ``line`` and ``column`` count from 1; ``line`` is None
    when the mistake has no line (a missing key, say). ``key`` is the dotted name of what is wrong.
    A text that is no :class:`Text` stands as it is in both languages.
    """

    where: str | Text
    what: str | Text
    line: int | None = None
    key: str = ""
    given: str | Text = ""
    allowed: str | Text = ""
    nearest: str = ""
    column: int | None = None

    def __str__(self) -> str:
        """The issue in the current language, on one line."""
        place = [str(self.where), *(str(part) for part in (self.line, self.column) if part is not None)]
        parts = [f"{':'.join(place)}: " + (f"{self.key}: " if self.key else "") + str(self.what)]
        for words, text in ((_GIVEN, self.given), (_ALLOWED, self.allowed), (_NEAREST, self.nearest)):
            if text:
                parts.append(str(words).format(text))
        return visible("; ".join(parts))


class InputError(KKGError):
    """All issues of an input, collected in one pass; ``str`` of it has one per line."""

    def __init__(self, issues: Iterable[Issue]):
        super().__init__()
        self.issues: tuple[Issue, ...] = tuple(issues)

    def __str__(self) -> str:
        return "\n".join(str(issue) for issue in self.issues)


class OutputError(KKGError):
    """A result could not be written; nothing half-written is left behind."""


@contextmanager
def called_from_python(function: str, **arguments: str) -> Iterator[None]:
    """What is refused names the ``function`` and its arguments, not the command line and its options.

    ``arguments`` says which of them are called otherwise than their options. Decorates a function, or wraps a part.
    """
    try:
        yield
    except InputError as error:
        raise InputError(
            replace(
                issue, where=f"{function}()" if issue.where == COMMAND_LINE else issue.where,
                key=_argument(issue.key, arguments), what=_in_python(issue.what, arguments),
            )
            for issue in error.issues
        ) from None  # fmt: skip
    except KKGError as error:
        error.what = _in_python(error.what, arguments)
        raise


_OPTION = re.compile(rf"{re.escape(INSTALL_ALL)}|(?<![\w-])--(?P<name>[a-z][a-z-]*)( (?=[A-Z0-9]))?")
"""An option in a sentence, with the blank before its value; what is typed to install something is left as it is."""


def _argument(key: str, arguments: Mapping[str, str]) -> str:
    """The name of an argument, of an option or of several."""
    name = key.replace("--", "").replace("-", "_") if key.startswith("--") else key
    return arguments.get(name, name)


def _in_python(what: str | Text, arguments: Mapping[str, str]) -> str | Text:
    """A sentence that names arguments (``months=``) where it named options (``--months``)."""
    if isinstance(what, Text):
        return Text(str(_in_python(what.en, arguments)), str(_in_python(what.id, arguments)))
    return _OPTION.sub(lambda m: f"{_argument('--' + m['name'], arguments)}=" if m["name"] else m[0], what)


REASONS = (
    "ENOENT",
    "EACCES",
    "EPERM",
    "EROFS",
    "ENOSPC",
    "EDQUOT",
    "EISDIR",
    "ENOTDIR",
    "EEXIST",
    "ENOTEMPTY",
    "ENAMETOOLONG",
    "EBUSY",
    "EFBIG",
    "EIO",
    "EADDRINUSE",
    "EADDRNOTAVAIL",
)
"""What an operating system most often says: the names of its errors, each with a message ``reason_<name>``."""


def reason(error: Exception) -> Text:
    """Why a file or an address could not be opened, read or written; an unusual reason in the words of the system."""
    said = getattr(error, "strerror", None) or str(error) or type(error).__name__
    number = getattr(error, "errno", None)
    if number is None:
        return message("reason_invalid", detail=said)
    name = errno.errorcode.get(number, "")
    return message(f"reason_{name}") if name in REASONS else message("reason_system", detail=said)


def nearest(name: str, names: Iterable[str]) -> str:
    """The name most like ``name``, or an empty string when none is like it.

    Of names that lead to something with words (a mapping to labels, levers, outcomes, numbers) the words of both
    languages are searched, too, so that "kehadiran" finds ``attendance_share``.
    """
    known = list(names)

    def spelt(cutoff: float) -> str:
        return next(iter(spelt_alike(name, known, 1, cutoff)), "")

    fit, key = _by_words(name, names) if isinstance(names, Mapping) else (0.0, "")
    return key if fit > _SURE else spelt(0.75) or (key if fit > _LIKE else "") or spelt(0.5)


def spelt_alike(name: str, names: Iterable[str], most: int = 3, cutoff: float = 0.5) -> list[str]:
    """Up to ``most`` names that are spelt like ``name``, in whatever case, the most alike first.

    ``cutoff`` is how alike they must be at least, from 0 (anything) to 1 (the same letters).
    """
    by_lower = {known.lower(): known for known in names}
    return [by_lower[close] for close in difflib.get_close_matches(name.lower(), list(by_lower), most, cutoff)]


_WORD = re.compile(r"[^\W_]+")
_LIKE, _SURE = 0.75, 0.95
"""How well words must fit to be proposed, and to be proposed before a name that is spelt alike; 1 is all of them and
nothing else."""


def _by_words(name: str, names: Mapping[str, object]) -> tuple[float, str]:
    """How well the best name, or its label, fits in words, and which it is: the first of equals."""
    words = _WORD.findall(name.lower())
    best, best_key = 0.0, ""
    for key, thing in names.items() if words else ():
        label = next((text for text in (thing, *(getattr(thing, of, None) for of in ("label", "meaning", "title")))
                      if isinstance(text, Text)), Text("", ""))  # fmt: skip
        fit = max(_fit(words, _WORD.findall(text.lower())) for text in (key, label.en, label.id))
        if fit > best:
            best, best_key = fit, key
    return best, best_key


def _fit(words: list[str], label: list[str]) -> float:
    """How well a label fits the words typed, from 0 to 1: it should hold all of them and little else."""
    if not label:
        return 0.0
    hits = [max((len(a) / len(w) if a in w and len(a) > 3 else float(a == w)) for w in label) for a in words]
    return sum(hits) / len(words) * (0.75 + 0.25 * min(1.0, len(words) / len(label)))
