"""A forecast for people: a page in both languages, and an empty table for the figures."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from typing import Any

from forecasts.questions import Question
from forecasts.registered import CATEGORIES, Registered
from kkgsim.i18n import LANGUAGES, Text, current_language, decimal, percent, use_language

COLUMNS = ("prediction", "value", "unit", "source", "date")

HEAD = Text("| prediction | unit | central | 50 % | 90 % | experts: from … to | refuted by |",
            "| prakiraan | satuan | tengah | 50 % | 90 % | menurut ahli: dari … sampai | terbantah oleh |")  # fmt: skip
RULE = "|---|---|---|---|---|---|---|"
MADE = Text(
    "Registered {day} with kkgsim {version}, model {model}, numbers {numbers}, seed {seed}. Bands hold luck, the"
    " uncertainty of all numbers and the error of measurement; not that the model may be wrong in its form.",
    "Didaftarkan {day} dengan kkgsim {version}, model {model}, angka {numbers}, seed {seed}. Rentang memuat kebetulan,"
    " ketidakpastian semua angka, dan galat pengukuran; tidak memuat kemungkinan bentuk modelnya keliru.",
)
OR = Text("{0} or less", "{0} atau kurang"), Text("{0} or more", "{0} atau lebih")
NEVER = Text(
    "nothing that experts think possible: not scored", "tidak ada yang dianggap mungkin oleh ahli: tidak dinilai"
)
CATEGORY = Text("Share of draws in each category of the Rapor:", "Bagian simulasi dalam tiap kategori Rapor:")
HOW = Text("How it is measured", "Cara mengukur")
LINES: Mapping[str, Text] = {
    "period": Text("When", "Kapan"), "who": Text("Who", "Siapa"), "source": Text("From what", "Dari apa"),
    "published": Text("Published", "Terbit"), "void": Text("Does not count if", "Tidak berlaku bila"),
    "start": Text("Played", "Simulasi"), "expert_why": Text("The experts' range", "Rentang ahli"),
    "error_why": Text("Error of measurement", "Galat pengukuran"),
}  # fmt: skip


def page(forecast: Registered) -> str:
    """The page: English, then Indonesian."""
    parts: list[str] = []
    for language in LANGUAGES:
        with use_language(language):
            parts += _in_language(forecast)
    return "\n".join(parts)


def refuting(said: Mapping[str, Any], digits: int, sign: bool) -> str:
    """The values that refute a prediction, in words."""
    ends = (said["refuted_if_at_most"], said["refuted_if_at_least"])
    words = [str(text).format(decimal(end, digits, sign=sign)) for text, end in zip(OR, ends, strict=True)
             if end is not None]  # fmt: skip
    return "; ".join(words) if said["can_be_wrong"] else str(NEVER)


def _in_language(forecast: Registered) -> Iterator[str]:
    said = forecast.content
    made = str(MADE).format(day=said["registered"], version=said["kkgsim"], model=said["model_sha256"][:12],
                            numbers=said["numbers"], seed=said["seed"])  # fmt: skip
    yield from (f"# {forecast.questions.title}", "", str(forecast.questions.about), "", made, "", str(HEAD), RULE)
    yield from (_row(question, forecast.predictions[question.id]) for question in forecast.questions.every)
    yield from ("", str(CATEGORY), "")
    for question in forecast.questions.every:
        shares = forecast.predictions[question.id].get("categories")
        if shares:
            yield f"- {question.label}: " + ", ".join(f"{name} {percent(shares[name])}" for name in CATEGORIES)
    yield from ("", f"## {HOW}", "")
    for question in forecast.questions.every:
        yield from _measured(question, forecast.predictions[question.id])


def _row(question: Question, said: Mapping[str, Any]) -> str:
    digits, sign = question.play.digits, question.play.signed

    def number(value: float) -> str:
        return decimal(value, digits, sign=sign)

    bands = (" … ".join(map(number, said[key])) for key in ("band_50", "band_90", "experts_think_possible"))
    cells = (f"{question.label} (`{question.id}`)", str(question.play.written_in), number(said["central"]), *bands,
             refuting(said, digits, sign))  # fmt: skip
    return f"| {' | '.join(cells)} |"


def _measured(question: Question, said: Mapping[str, Any]) -> Iterator[str]:
    yield f"**{question.label}**"
    yield ""
    for key, title in LINES.items():
        if key in question.words:
            yield f"- {title}: {question.words[key]}" + _beside(question, key)
    yield f"- `{said['command']}`" + (f", `profile={said['profile']}`" if said["profile"] else "")
    yield ""


def _beside(question: Question, key: str) -> str:
    """What stands behind a line: sources of the experts' range, the size of the error."""
    if key == "expert_why":
        return f" ({', '.join(question.sources)})"
    return f" (± {decimal(question.error, 2)} {question.play.written_in})" if key == "error_why" else ""


def figures_text(forecast: Registered) -> str:
    """An empty table for the figures, in the current language's units."""
    file = io.StringIO()
    table = csv.writer(file, lineterminator="\n")
    table.writerow(COLUMNS)
    for question in forecast.questions.every:
        unit = question.play.written_in
        table.writerow((question.id, "", unit.id if current_language() == "id" else unit.en, "", ""))
    return file.getvalue()
