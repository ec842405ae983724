"""Score a registered forecast when figures come.

    python forecasts/score.py 2026-hari-belajar-guru figures.csv [--lang id]

The table has the columns ``prediction`` and ``value`` (in the unit of the prediction); an empty value is a figure that
is not there yet. ``forecasts/2026-hari-belajar-guru/figures.csv`` is an empty one.
"""

from __future__ import annotations

import argparse
import csv
import io
import math
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np

if not __package__:  # started as a file: what is imported lies beside its folder, not in it
    sys.path[0] = str(Path(__file__).resolve().parent.parent)

from forecasts.page import COLUMNS
from forecasts.questions import Play, folder_of
from forecasts.registered import CATEGORIES, Registered, expected, read_registered, shares_of_categories
from kkgsim.errors import InputError, Issue, KKGError, nearest, reason
from kkgsim.i18n import LANGUAGES, Text, current_language, decimal, use_language
from kkgsim.model.arrays import Array

NO_COLUMN = Text("there is no such column", "kolom ini tidak ada")
NO_FILE = Text("cannot be read: {0}", "tidak dapat dibaca: {0}")
NOT_UTF8 = Text("is no text in UTF-8", "bukan teks UTF-8")
NO_PREDICTION = Text("no such prediction was registered", "prakiraan ini tidak terdaftar")
TWICE = Text("stands twice", "tertulis dua kali")
NO_NUMBER = Text("is not a number", "bukan angka")
OUT_OF_RANGE = Text("cannot be measured in this unit", "tidak mungkin terukur dalam satuan ini")
A_SHARE = Text("looks like a share; write percent", "tampaknya pecahan; tulis dalam persen")
BETWEEN = Text("{0} to {1} {2}", "{0} sampai {1} {2}")

HEAD = Text("{0}: registered {1}, hash {2}, as registered", "{0}: didaftarkan {1}, hash {2}, sesuai pendaftaran")
IN_50, IN_90 = Text("within 50 %", "dalam 50 %"), Text("within 90 %", "dalam 90 %")
REFUTED = Text("REFUTED", "TERBANTAH")
BEYOND = Text("REFUTED, beyond what experts thought possible", "TERBANTAH, di luar dugaan ahli")
NOT_SCORED = Text("not scored: it cannot be wrong", "tidak dinilai: tidak dapat salah")
NOT_YET = Text("no figure yet", "belum ada angka")
LINE = Text("  {0}: {1} {2} — {3}; CRPS {4}, knowing only the experts' range {5}",
            "  {0}: {1} {2} — {3}; CRPS {4}, bila hanya tahu rentang ahli {5}")  # fmt: skip
CATEGORY = Text(
    "    category {0}: {1}, Brier {2} (0 best, 2 worst)", "    kategori {0}: {1}, Brier {2} (0 terbaik, 2 terburuk)"
)
HIT, MISS = Text("the most likely", "yang paling mungkin"), Text("not the most likely", "bukan yang paling mungkin")
SUM = Text(
    "{0} of {1} refuted; about {2} are when every band is right. Skill over the experts' range: {3}"
    " (1 perfect, 0 none).",
    "{0} dari {1} terbantah; sekitar {2} bila semua rentang benar. Keunggulan atas rentang ahli: {3}"
    " (1 sempurna, 0 tidak ada).",
)
LEVEL = 0.90


@dataclass(frozen=True)
class Score:
    """How a prediction did against a ``figure``: ``crps`` of its draws and ``naive`` of the experts' range taken as
    uniform, in the unit of figures; of a category whether it was the likeliest, and its Brier score."""

    id: str
    figure: float
    verdict: Text
    refuted: bool
    scored: bool
    crps: float
    naive: float
    category: str = ""
    hit: bool = False
    brier: float = math.nan


def crps(draws: Array, figure: float) -> float:
    """The continuous ranked probability score of draws: 0 is best, in the unit of the figure."""
    ordered = np.sort(draws)
    count = len(ordered)
    spread = float(((2.0 * np.arange(1, count + 1) - count - 1.0) * ordered).sum()) / count**2
    return float(np.abs(ordered - figure).mean()) - spread


def crps_uniform(low: float, high: float, figure: float) -> float:
    """The same of everything between ``low`` and ``high`` being equally likely."""
    inside, width = min(max(figure, low), high), high - low
    return ((inside - low) ** 3 + (high - inside) ** 3) / (3.0 * width**2) + abs(figure - inside)


def score(forecast: Registered, figures: Mapping[str, float]) -> list[Score]:
    """The scores of all predictions whose figure is there, in the order of the forecast."""
    return [_score(forecast, name, figures[name]) for name in forecast.predictions if name in figures]


def _score(forecast: Registered, name: str, figure: float) -> Score:
    said = forecast.predictions[name]
    question = next(question for question in forecast.questions.every if question.id == name)
    values = expected(forecast.draws[name], question)
    counted = round(figure, question.play.digits)
    scored = bool(said["can_be_wrong"])
    refuted = scored and not said["band_90"][0] <= counted <= said["band_90"][1]
    result = Score(name, figure, _verdict(said, counted, scored, refuted), refuted, scored, crps(values, figure),
                  crps_uniform(*question.expert, figure))  # fmt: skip
    return _of_category(result, values) if question.category else result


def _verdict(said: Mapping[str, list[float]], counted: float, scored: bool, refuted: bool) -> Text:
    if not scored:
        return NOT_SCORED
    low, high = said["experts_think_possible"]
    if refuted:
        return REFUTED if low <= counted <= high else BEYOND
    return IN_50 if said["band_50"][0] <= counted <= said["band_50"][1] else IN_90


def _of_category(result: Score, values: Array) -> Score:
    shares = shares_of_categories(values)
    seen = shares_of_categories(np.array([result.figure]))
    category = max(CATEGORIES, key=seen.__getitem__)
    brier = sum((shares[name] - seen[name]) ** 2 for name in CATEGORIES)
    return Score(**{**vars(result), "category": category, "hit": shares[category] == max(shares.values()),
                    "brier": brier})  # fmt: skip


def read_figures(path: Path, forecast: Registered) -> dict[str, float]:
    """The figures in a table, by prediction; rows without a value are left out.

    Columns are parted by commas or semicolons; behind semicolons a decimal comma may stand. Raises ``InputError`` with
    all that is wrong.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        why = reason(error)
        raise InputError([Issue(str(path), Text.of(lambda: str(NO_FILE).format(why)))]) from None
    except UnicodeDecodeError:
        raise InputError([Issue(str(path), NOT_UTF8)]) from None
    mark = ";" if ";" in text.partition("\n")[0] else ","
    table = csv.DictReader(io.StringIO(text), delimiter=mark)
    there = list(table.fieldnames or [])
    if missing := [name for name in COLUMNS[:2] if name not in there]:
        raise InputError([Issue(str(path), NO_COLUMN, line=1, key=name, given=", ".join(there),
                                nearest=nearest(name, there)) for name in missing])  # fmt: skip
    plays = {question.id: question.play for question in forecast.questions.every}
    figures: dict[str, float] = {}
    issues: list[Issue] = []
    for row in table:
        name, given = ((row[column] or "").strip() for column in COLUMNS[:2])
        issue = _issue(str(path), table.line_num, name, given if mark == "," else given.replace(",", "."), plays)
        if issue is None and name in figures:
            issue = Issue(str(path), TWICE, line=table.line_num, key=name)
        if issue:
            issues.append(issue)
        elif given:
            figures[name] = float(given if mark == "," else given.replace(",", "."))
    if issues:
        raise InputError(issues)
    return figures


def _issue(where: str, line: int, name: str, given: str, plays: Mapping[str, Play]) -> Issue | None:
    """What is wrong with a row; an empty value is not."""
    if name not in plays:
        return Issue(where, NO_PREDICTION, line=line, given=name, nearest=nearest(name, list(plays)))
    if not given:
        return None
    play = plays[name]
    (low, high), unit = play.possible, play.written_in
    allowed = Text.of(lambda: str(BETWEEN).format(decimal(low, 0), decimal(high, 0), unit))
    try:
        value = float(given)
    except ValueError:
        return Issue(where, NO_NUMBER, line=line, key=name, given=given, allowed=allowed)
    if not low <= value <= high:
        return Issue(where, OUT_OF_RANGE, line=line, key=name, given=given, allowed=allowed)
    if play.is_share and not play.signed and 0.0 < value < 1.0:
        return Issue(where, A_SHARE, line=line, key=name, given=given, allowed=allowed)
    return None


def lines(forecast: Registered, figures: Mapping[str, float]) -> Iterator[str]:
    """The scores in words, in the current language."""
    content = forecast.content
    yield str(HEAD).format(forecast.questions.title, content["registered"], forecast.sha256[:16])
    by_name = {result.id: result for result in score(forecast, figures)}
    for question in forecast.questions.every:
        result = by_name.get(question.id)
        if result is None:
            yield f"  {question.label}: {NOT_YET}"
            continue
        digits = question.play.digits
        yield str(LINE).format(
            question.label, decimal(result.figure, digits, sign=question.play.signed), question.play.written_in,
            result.verdict, decimal(result.crps, digits + 1), decimal(result.naive, digits + 1),
        )  # fmt: skip
        if result.category:
            yield str(CATEGORY).format(result.category, HIT if result.hit else MISS, decimal(result.brier, 2))
    if judged := [result for result in by_name.values() if result.scored]:
        skill = float(np.mean([1.0 - result.crps / result.naive for result in judged]))
        yield str(SUM).format(sum(result.refuted for result in judged), len(judged),
                              decimal((1.0 - LEVEL) * len(judged), 1), decimal(skill, 2))  # fmt: skip


def main() -> None:
    """Score the forecast that is named against the figures in a table."""
    ask = argparse.ArgumentParser(description="Score a registered forecast.")
    ask.add_argument("name", help="its folder")
    ask.add_argument("figures", type=Path, help="a table with the columns prediction and value")
    ask.add_argument("--lang", choices=LANGUAGES, help="en or id")
    given = ask.parse_args()
    with use_language(given.lang or current_language()):
        try:
            forecast = read_registered(folder_of(given.name))
            print("\n".join(lines(forecast, read_figures(given.figures, forecast))))
        except KKGError as error:
            print(error, file=sys.stderr)
            sys.exit(2)


if __name__ == "__main__":
    main()
