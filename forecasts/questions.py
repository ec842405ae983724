"""The questions of a forecast: what is predicted, how it would be measured, and what experts think possible."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kkgsim.errors import COMMAND_LINE, InputError, Issue, nearest
from kkgsim.i18n import Text
from kkgsim.i18n.units import Unit
from kkgsim.model.catalogue import OUTCOMES
from kkgsim.model.parameters import sources

HOME = Path(__file__).resolve().parent
QUESTIONS = "questions.toml"
CHANGES = ("change", "last_change")
"""The measures that are taken against today, on the same luck, people and numbers."""
MEASURES = ("level", "last", "total", "near_less_far", "clusters_reaching", *CHANGES)
YEAR = 12

_NO_FORECAST = Text("there is no such forecast", "prakiraan ini tidak ada")
_UNKNOWN = Text("not known", "tidak dikenal")
_WRONG_WAY = Text("the low end must lie below the high end", "batas bawah harus di bawah batas atas")


@dataclass(frozen=True)
class Play:
    """What is played and read of it; ``measure`` is one of :data:`MEASURES`."""

    scenario: str
    place: str
    months: int
    measure: str
    outcome: str
    profile: str = ""
    replicates: int = 0
    threshold: float = 0.0

    @property
    def unit(self) -> Unit:
        """The unit of the outcome."""
        return OUTCOMES[self.outcome].unit

    @property
    def is_share(self) -> bool:
        """Whether figures are written in percent, or in percentage points."""
        return self.unit.name == "share" or self.measure == "clusters_reaching"

    @property
    def scale(self) -> float:
        """By what a value of the model is multiplied to be written."""
        return 100.0 if self.is_share else self.unit.scale

    @property
    def signed(self) -> bool:
        """Whether the figure is a difference."""
        return self.measure in (*CHANGES, "near_less_far")

    @property
    def digits(self) -> int:
        """Digits after the point in which a figure counts."""
        return 1 if self.is_share or self.measure == "total" else self.unit.digits

    @property
    def possible(self) -> tuple[float, float]:
        """Between what values a figure can lie at all, as it is written."""
        if self.is_share:
            return (-100.0, 100.0) if self.signed else (0.0, 100.0)
        many = YEAR if self.measure == "total" else 1
        low, high = self.unit.low * self.scale, self.unit.high * self.scale * many
        return (low - high, high - low) if self.signed else (low, high)

    @property
    def written_in(self) -> Text:
        """The unit in which figures are written."""
        if self.is_share:
            return Text("points", "poin") if self.signed else Text("%", "%")
        return self.unit.change if self.signed else self.unit.level


@dataclass(frozen=True)
class Question:
    """A prediction before the model is asked. ``expert`` and ``error`` (a standard deviation) are in the unit in which
    figures are written; ``void`` says when a figure does not count."""

    id: str
    label: Text
    words: Mapping[str, Text]
    play: Play
    expert: tuple[float, float]
    sources: tuple[str, ...]
    error: float
    category: bool


@dataclass(frozen=True)
class Questions:
    """All questions of a forecast, as its file has them."""

    title: Text
    about: Text
    replicates: int
    seed: int
    every: tuple[Question, ...]


def folder_of(name: str, home: Path = HOME) -> Path:
    """The folder of a forecast. Raises ``InputError`` for a name that none has."""
    known = sorted(path.parent.name for path in home.glob(f"*/{QUESTIONS}"))
    if name not in known:
        raise InputError([Issue(COMMAND_LINE, _NO_FORECAST, given=name, allowed=", ".join(known),
                                nearest=nearest(name, known))])  # fmt: skip
    return home / name


def read_questions(path: Path) -> Questions:
    """The questions in a file. Raises ``InputError`` with every unknown outcome, measure, survey and source."""
    content = tomllib.loads(path.read_text(encoding="utf-8"))
    every = tuple(_question(entry, content["survey"]) for entry in content["prediction"])
    if issues := [issue for question in every for issue in _issues(question, path)]:
        raise InputError(issues)
    return Questions(Text(**content["title"]), Text(**content["about"]), content["replicates"], content["seed"], every)


def _question(entry: Mapping[str, Any], surveys: Mapping[str, Any]) -> Question:
    expert, error = entry["expert"], entry["error"]
    words = {**surveys[entry["survey"]], "error_why": error["why"], "expert_why": expert["why"]}
    words |= {key: entry[key] for key in ("period", "void", "start") if key in entry}
    return Question(
        entry["id"], Text(**entry["label"]), {key: Text(**both) for key, both in words.items()}, Play(**entry["play"]),
        (float(expert["low"]), float(expert["high"])), tuple(expert["sources"]), float(error["sd"]),
        bool(entry.get("category")),
    )  # fmt: skip


def _issues(question: Question, path: Path) -> list[Issue]:
    """What is wrong with a question."""
    play, where = question.play, str(path)
    named = [("outcome", play.outcome, OUTCOMES), ("measure", play.measure, MEASURES)]
    named += [("sources", source, sources()) for source in question.sources]
    issues = [
        Issue(where, _UNKNOWN, key=f"{question.id}.{key}", given=given, nearest=nearest(given, list(known)))
        for key, given, known in named if given not in known
    ]  # fmt: skip
    if question.expert[0] >= question.expert[1]:
        issues.append(Issue(where, _WRONG_WAY, key=f"{question.id}.expert", given=str(question.expert)))
    return issues
