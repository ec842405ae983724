"""Parameters with their evidence, and the sources of that evidence.

A parameter stands beside the rule, lever or place that reads it, declared once with its range, unit,
source and grade. Everything else (sweeps, errors, ``kkgsim explain``, documentation) reads it here.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal

from kkgsim.config.extensions import LEVERS, brought, module_of
from kkgsim.i18n import Text, current_language
from kkgsim.i18n.catalogue import translations

Grade = Literal["measured", "literature", "judged", "assumed"]
"""measured: computed from data; literature: read in a study; judged: from the study of Janapria,
the brief on KKG or several weak sources; assumed: nobody has measured it."""
GRADES: tuple[Grade, ...] = ("measured", "literature", "judged", "assumed")
Distribution = Literal["double_triangular", "triangular", "uniform", "loguniform", "fixed"]
SPREAD: tuple[Distribution, ...] = ("uniform", "double_triangular", "triangular", "loguniform")
"""The distributions of what varies."""
PEAKED: tuple[Distribution, ...] = ("double_triangular", "triangular")
"""Those that have a peak of their own."""
Used = Literal["run", "roster", "place"]
EVIDENCE = "evidence"
"""The context (``msgctxt``) of remarks about numbers and sources, whose key is the English text."""


@dataclass(frozen=True)
class Parameter:
    """A number of the model with its evidence, in ``unit``.

    ``low`` and ``high`` bound what the evidence allows; ``distribution`` says how a band samples
    between them ("double_triangular" peaks at ``value`` with half of all draws on
    either side, however lopsided the range; "fixed" is a rule, a definition or a price norm
    and is not sampled). ``sources`` are keys of ``sources.toml``.
    """

    value: float
    low: float
    high: float
    unit: str
    meaning: Text
    sources: tuple[str, ...]
    grade: Grade
    distribution: Distribution = "double_triangular"
    neutral: float | None = None
    """The value at which the mechanism that reads this number is cut out; None: no such value."""
    note: str = ""
    used: Used = "run"
    """Who reads the number: a run (its range is in every band); the roster of people, which all runs of a place share
    (held at its value); or the making of a place, before any run."""
    condition: bool = False
    """Whether it describes the circumstances of a place or programme that a study reports (staffing, turnover, hours,
    money, roads, who people are) and not how people act and learn: the only numbers that a fact may assume."""

    def __post_init__(self) -> None:
        if not self.low <= self.value <= self.high:
            raise ValueError(f"value {self.value} lies outside its range {self.low} to {self.high}")
        if self.grade not in GRADES:
            raise ValueError(f"grade {self.grade!r} is none of {GRADES}")
        if not self.sources:
            raise ValueError("a number needs at least one source key")


def parameter(
    value: float,
    low: float,
    high: float,
    unit: str,
    en: str,
    id: str,
    sources: str,
    grade: Grade,
    *,
    distribution: Distribution = "double_triangular",
    neutral: float | None = None,
    note: str = "",
    used: Used = "run",
    condition: bool = False,
) -> Parameter:
    """Declare a parameter in one call; ``sources`` are keys separated by blanks.

    Raises ``ValueError`` for a value outside its range, an unknown grade or no source.
    """
    meaning, keys = Text(en, id), tuple(sources.split())
    return Parameter(
        float(value), float(low), float(high), unit, meaning, keys, grade, distribution, neutral, note, used, condition
    )


@dataclass(frozen=True)
class Source:
    """Where something was read, and how much of it."""

    key: str
    citation: str
    where: str
    read: str

    def in_words(self) -> dict[str, str]:
        """All that is said about the source, by field, in the current language."""
        return {"key": self.key, **{name: evidence(getattr(self, name)) for name in ("citation", "where", "read")}}


def evidence(text: str) -> str:
    """A remark about evidence in the current language; one without a translation, as an address, stays as it is."""
    return translations(current_language()).pgettext(EVIDENCE, text)


@cache
def sources() -> Mapping[str, Source]:
    """Every source that a number may name, by key; packages with levers bring their own as ``SOURCES``."""
    text = (files("kkgsim.model") / "sources.toml").read_text(encoding="utf-8")
    known = {key: Source(key=key, **fields) for key, fields in tomllib.loads(text).items()}
    for entry in brought(LEVERS, ()).values():
        known = {**getattr(module_of(entry), "SOURCES", {}), **known}
    return known
