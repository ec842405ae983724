"""What was registered: predictions with their draws, kept beside a hash that shows every later change."""

from __future__ import annotations

import csv
import hashlib
import io
import json
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from statistics import NormalDist
from typing import Any

import numpy as np

from forecasts.questions import QUESTIONS, Question, Questions, read_questions
from kkgsim.errors import InputError, Issue
from kkgsim.i18n import Text
from kkgsim.model.arrays import Array
from kkgsim.model.outcomes import RAPOR_CUTS

FORECAST, DRAWS, PAGE, SUMS, FIGURES = "forecast.json", "draws.csv", "forecast.md", "SHA256SUMS", "figures.csv"
HASHED = (QUESTIONS, FORECAST, DRAWS, PAGE)
CATEGORIES = ("kurang", "sedang", "baik")
DIGITS = 6
"""Significant digits to which a draw is kept."""
ERRORS = 19
"""By how many equally likely errors of measurement each draw is spread."""

_CHANGED = Text("is not what was registered: its hash differs", "bukan lagi yang didaftarkan: hash-nya berbeda")
_MISSING = Text("is missing: nothing was registered here", "tidak ada: belum ada yang didaftarkan di sini")


@dataclass(frozen=True)
class Registered:
    """A forecast as it was registered: its ``questions``, what is said of its making and of every prediction
    (``content``), and the ``draws`` of every prediction as figures are written."""

    questions: Questions
    content: dict[str, Any]
    draws: dict[str, Array]
    sha256: str

    @cached_property
    def predictions(self) -> dict[str, dict[str, Any]]:
        """What was predicted, by id."""
        return {prediction["id"]: prediction for prediction in self.content["predictions"]}


def expected(draws: Array, question: Question) -> Array:
    """What would be measured, draw by draw: each draw with every error, so that a band holds what a survey adds."""
    middles = (np.arange(ERRORS) + 0.5) / ERRORS
    errors = np.array([NormalDist().inv_cdf(share) for share in middles.tolist()])
    errors /= np.sqrt(np.mean(errors**2))
    return np.clip((draws[:, None] + question.error * errors).ravel(), *question.play.possible)


def shares_of_categories(values: Array) -> dict[str, float]:
    """Which share of values, in percent at minimum competence, lies in each category of the Rapor."""
    ranks = np.searchsorted(RAPOR_CUTS, np.asarray(values) / 100.0, side="right")
    return {name: float(np.mean(ranks == rank)) for rank, name in enumerate(CATEGORIES)}


def draws_text(draws: dict[str, Array]) -> str:
    """The file of all draws: a column a prediction; where fewer were played the rest is empty."""
    file = io.StringIO()
    table = csv.writer(file, lineterminator="\n")
    table.writerow(["draw", *draws])
    for rank in range(max(map(len, draws.values()))):
        cells = [f"{column[rank]:.{DIGITS}g}" if rank < len(column) else "" for column in draws.values()]
        table.writerow([rank + 1, *cells])
    return file.getvalue()


def read_draws(text: str) -> dict[str, Array]:
    """The draws of such a file."""
    head, *rows = csv.reader(io.StringIO(text))
    columns = zip(*rows, strict=True)
    next(columns)
    return {name: np.array([float(cell) for cell in column if cell])
            for name, column in zip(head[1:], columns, strict=True)}  # fmt: skip


def sums_text(folder: Path) -> str:
    """The hashes of what was registered, as ``sha256sum -c`` reads them."""
    return "".join(f"{hashlib.sha256((folder / name).read_bytes()).hexdigest()}  {name}\n" for name in HASHED)


def identity(folder: Path) -> str:
    """The one hash that stands for a forecast: that of the list of hashes."""
    return hashlib.sha256((folder / SUMS).read_bytes()).hexdigest()


def check_hashes(folder: Path) -> None:
    """Refuse, with ``InputError``, a forecast of which a file is missing or was changed since it was registered."""
    if missing := [name for name in (SUMS, *HASHED) if not (folder / name).is_file()]:
        raise InputError([Issue(str(folder / name), _MISSING) for name in missing])
    kept, now = (_by_file(text) for text in ((folder / SUMS).read_text(encoding="utf-8"), sums_text(folder)))
    if wrong := [name for name in HASHED if kept.get(name) != now[name]]:
        raise InputError([Issue(str(folder / name), _CHANGED, given=now[name], allowed=kept.get(name, "–"))
                          for name in wrong])  # fmt: skip


def _by_file(sums: str) -> dict[str, str]:
    return {name: digest for digest, _, name in (line.partition("  ") for line in sums.splitlines())}


def read_registered(folder: Path) -> Registered:
    """The forecast in a folder. Raises ``InputError`` where its hashes do not hold."""
    check_hashes(folder)
    content = json.loads((folder / FORECAST).read_text(encoding="utf-8"))
    draws = read_draws((folder / DRAWS).read_text(encoding="utf-8"))
    return Registered(read_questions(folder / QUESTIONS), content, draws, identity(folder))


def forecast_text(content: dict[str, Any]) -> str:
    """The file of what was predicted."""
    return json.dumps(content, indent=1, ensure_ascii=False, allow_nan=False) + "\n"
