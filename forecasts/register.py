"""Register a forecast: play its scenarios and write what the model predicts, with a hash that shows later changes.

python forecasts/register.py 2026-hari-belajar-guru [--date 2026-11-27] [--numbers prior] [--replace]
"""

from __future__ import annotations

import argparse
import math
import sys
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import numpy as np

if not __package__:  # started as a file: what is imported lies beside its folder, not in it
    sys.path[0] = str(Path(__file__).resolve().parent.parent)

import kkgsim
from forecasts.page import figures_text, page
from forecasts.questions import CHANGES, QUESTIONS, YEAR, Play, Question, Questions, folder_of, read_questions
from forecasts.registered import (
    DIGITS,
    DRAWS,
    FIGURES,
    FORECAST,
    PAGE,
    SUMS,
    Registered,
    draws_text,
    expected,
    forecast_text,
    identity,
    shares_of_categories,
    sums_text,
)  # fmt: skip
from kkgsim.analysis.comparison.result import Comparison
from kkgsim.engine.run_result import RunResult
from kkgsim.errors import InputError, Issue, KKGError
from kkgsim.i18n import Text
from kkgsim.io.atomic import write_file
from kkgsim.model.arrays import Array
from kkgsim.model.outcomes import GROUPED, OUTCOMES
from kkgsim.model.posterior import HOME as POSTERIOR
from kkgsim.model.posterior import SHIPPED, identity_of, model_hash, posterior

PRIOR = "prior"
BANDS = {"band_50": (0.25, 0.75), "band_90": (0.05, 0.95)}
LEAST = 0.2
"""What part of the experts' range must refute a prediction; one that leaves less cannot be wrong, and is not scored."""

_ALREADY = Text(
    "a forecast is registered here; a new one (--replace) is honest only while no figure is known",
    "di sini sudah ada prakiraan terdaftar; mengganti (--replace) hanya jujur selama belum ada angka",
)
_STALE = Text("the posterior was fitted to another version of the model",
              "posterior disesuaikan dengan versi model yang lain")  # fmt: skip


def comparison_of(play: Play, questions: Questions, numbers: str, workers: int) -> Comparison:
    """Play what a question needs, against today."""
    place = kkgsim.open_place(play.place)
    where = replace(place, profile=play.profile) if play.profile else place
    ask = kkgsim.compare if play.measure in CHANGES else kkgsim.simulate
    return ask(play.scenario, where, replicates=play.replicates or questions.replicates, seed=questions.seed,
               months=play.months, numbers=numbers, workers=workers)  # fmt: skip


def measured(play: Play, comparison: Comparison) -> Array:
    """What a question asks for, in every draw, as figures are written."""
    value = _value(play, comparison.played[0])
    if play.measure in CHANGES:
        value = value - _value(play, comparison.baseline)
    return np.array([float(f"{play.scale * number:.{DIGITS}g}") for number in value.tolist()])


def _value(play: Play, played: RunResult) -> Array:
    """The same of a run by itself, in the units of the model."""
    rank = list(OUTCOMES).index(play.outcome)
    if play.measure == "clusters_reaching":
        held: Array = (YEAR * played.clusters[rank] >= play.threshold - 1e-9).mean(axis=0)
        return held
    if play.measure == "near_less_far":
        row = GROUPED.index((play.outcome, "far"))
        gap: Array = (played.rest[row] - played.groups[row])[-YEAR:].mean(axis=0)
        return gap
    months: Array = played.monthly[rank]
    if play.measure in ("last", "last_change"):
        last: Array = months[-1]
        return last
    year: Array = months[-YEAR:].mean(axis=0)
    return YEAR * year if play.measure == "total" else year


def prediction(question: Question, draws: Array, command: str) -> dict[str, Any]:
    """What is predicted, with what would refute it."""
    play, values, (least, most) = question.play, expected(draws, question), question.expert
    low, high = outward(np.quantile(values, BANDS["band_90"]), play.digits)
    step = 10.0**-play.digits
    below, above = round(low - step, play.digits), round(high + step, play.digits)
    refuting = (max(min(below, most) - least, 0.0) + max(most - max(above, least), 0.0)) / (most - least)
    bands = {name: list(outward(np.quantile(values, ends), play.digits)) for name, ends in BANDS.items()}
    return {
        "id": question.id, "label": _both(question.label), "unit": _both(play.written_in),
        **{key: _both(words) for key, words in question.words.items()},
        "command": command, "profile": play.profile or None, "measure": play.measure, "outcome": play.outcome,
        "draws": len(draws),
        "error_of_measurement": question.error, "central": round(float(np.median(values)), play.digits), **bands,
        "experts_think_possible": [least, most], "sources": list(question.sources),
        "refuted_if_at_most": below if least <= below <= most else None,
        "refuted_if_at_least": above if least <= above <= most else None,
        "part_of_the_experts_range_that_refutes": round(refuting, 3), "can_be_wrong": refuting >= LEAST,
        **({"categories": {name: round(share, 3) for name, share in shares_of_categories(values).items()}}
           if question.category else {}),
    }  # fmt: skip


def outward(ends: Iterable[float], digits: int) -> tuple[float, float]:
    """A band in the digits that count, rounded to the wider side."""
    low, high = (float(f"{end:.9g}") * 10.0**digits for end in ends)
    return math.floor(low) / 10.0**digits, math.ceil(high) / 10.0**digits


def made(path: Path, day: date, numbers: str, workers: int) -> Registered:
    """A forecast of the questions in a file; the same bytes for the same day, numbers and model."""
    questions = read_questions(path)
    played: dict[tuple[object, ...], Comparison] = {}
    draws, predictions = {}, []
    for question in questions.every:
        play = question.play
        key = (play.scenario, play.place, play.profile, play.months, play.replicates, play.measure in CHANGES)
        if key not in played:
            print(f"  {play.scenario}, {play.place}, {play.months}", file=sys.stderr)
            played[key] = comparison_of(play, questions, numbers, workers)
        draws[question.id] = measured(play, played[key])
        predictions.append(prediction(question, draws[question.id], played[key].command))
    content = {
        "title": _both(questions.title), "about": _both(questions.about), "registered": day.isoformat(),
        "kkgsim": kkgsim.__version__, "model_sha256": model_hash(), "numbers": numbers,
        "posterior_sha256": identity_of(numbers) if numbers == SHIPPED else None, "seed": questions.seed,
        "predictions": predictions,
    }  # fmt: skip
    return Registered(questions, content, draws, "")


def write(folder: Path, forecast: Registered) -> str:
    """Write a forecast, its page, an empty table for figures and the hashes; gives the hash that stands for it all."""
    write_file(folder / FORECAST, forecast_text(forecast.content))
    write_file(folder / DRAWS, draws_text(forecast.draws))
    write_file(folder / PAGE, page(forecast))
    write_file(folder / FIGURES, figures_text(forecast))
    write_file(folder / SUMS, sums_text(folder))
    return identity(folder)


def _both(text: Text) -> dict[str, str]:
    return {"en": text.en, "id": text.id}


def _register(given: argparse.Namespace) -> None:
    folder = folder_of(given.name)
    if (folder / SUMS).exists() and not given.replace:
        raise InputError([Issue(str(folder / SUMS), _ALREADY)])
    numbers = given.numbers or (SHIPPED if POSTERIOR.exists() else PRIOR)
    if numbers == SHIPPED and posterior().stale:
        raise InputError([Issue(numbers, _STALE)])
    forecast = made(folder / QUESTIONS, given.date, numbers, given.workers)
    print(f"{write(folder, forecast)}  {given.name}")
    for said in forecast.content["predictions"]:
        if not said["can_be_wrong"]:
            print(f"cannot be wrong, so not scored / tidak dapat salah, tidak dinilai: {said['id']}", file=sys.stderr)


def main() -> None:
    """Register the forecast that is named."""
    ask = argparse.ArgumentParser(description="Register a forecast.")
    ask.add_argument("name", help="its folder")
    ask.add_argument("--date", type=date.fromisoformat, default=datetime.now(UTC).date(), help="today without it")
    ask.add_argument("--numbers", choices=(PRIOR, SHIPPED), help="the posterior where one ships, without it")
    ask.add_argument("--replace", action="store_true", help="in place of what is registered")
    ask.add_argument("--workers", type=int, default=2, help="threads; any number gives the same")
    try:
        _register(ask.parse_args())
    except KKGError as error:
        print(error, file=sys.stderr)
        sys.exit(2)


if __name__ == "__main__":
    main()
