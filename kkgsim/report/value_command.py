"""``kkgsim value``: read the options, play them in many futures, keep and tell what knowing more is worth."""

from __future__ import annotations

import math
import signal
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

from rich.console import Console

from kkgsim import results
from kkgsim.errors import COMMAND_LINE, InputProblems, Problem, nearest
from kkgsim.explore.futures import Asked, options_of, sampled
from kkgsim.explore.value_tables import tables
from kkgsim.explore.valuing import Choice, Valued, valued
from kkgsim.locale import refusal, say
from kkgsim.outcomes import OUTCOMES
from kkgsim.places.place import Place
from kkgsim.report.conduct import one_place, printed, progress_bar, read_all
from kkgsim.report.search_command import demand_amount
from kkgsim.report.value_told import told
from kkgsim.scenario import Scenario
from kkgsim.study.compare import one_question
from kkgsim.sweep.study_file import is_study, read_study

MOST = 64
"""Options beyond which it is no choice any more."""


def conduct(
    paths: list[Path], *, outcome: str, worth: float | None, budget: float, futures: int, lucks: int,
    place: str | None, months: int | None, seed: int | None, workers: int, out: Path | None, overwrite: bool,
    lang: str, command: str,
) -> None:  # fmt: skip
    """Value information from the command line; an interruption leaves nothing and exits with 130.

    Raises ``InputProblems`` before anything is run, ``OutputProblem`` when the answer cannot be written.
    """
    if out is not None:
        results.refuse_existing(out, overwrite)
    for key, amount in (("--budget", budget), ("--worth", worth or 0.0)):
        demand_amount(key, amount)
    good = [name for name, one in OUTCOMES.items() if one.better]
    if outcome not in good:
        what = refusal("search_outcome")
        raise InputProblems(
            [Problem(COMMAND_LINE, what, None, "--outcome", outcome, ", ".join(good), nearest(outcome, good))]
        )
    options, where = _options(paths, place, months, lang)
    luck = options[0].seed if seed is None else seed
    asked = Asked(where, (options[0].without_policy(), *options), outcome, futures, lucks, luck, worth is not None)
    console = Console(stderr=True)
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        with progress_bar(asked.runs, console, lang) as progress:
            found = valued(sampled(asked, workers=workers, told=progress), Choice(worth, budget))
        if out is not None:
            _write(found, out, overwrite, lang, command, console)
        printed(told(found, lang))
    except KeyboardInterrupt:
        console.print(say("interrupted", lang))
        sys.exit(130)


def _options(paths: list[Path], place: str | None, months: int | None, lang: str) -> tuple[list[Scenario], Place]:
    """The options to choose from beside the status quo: scenarios, or the points of a study."""
    studies = [path for path in paths if is_study(path)]
    if studies and len(paths) > 1:
        given = ", ".join(str(path) for path in paths)
        raise InputProblems([Problem(COMMAND_LINE, refusal("value_study_alone"), given=given)])
    if studies:
        study = read_study(paths[0], lang)
        study = study if place is None else replace(study, place=place, base="")
        options, where = options_of(study, str(paths[0])), study.where()
        options = [one if months is None else one.with_horizon(months) for one in options]
    else:
        options = read_all(paths, months)
        where = one_place(options, paths, place)
    if not 0 < len(options) <= MOST:
        what = refusal("value_too_many" if options else "value_none")
        raise InputProblems([Problem(str(paths[0]), what, given=str(len(options)), allowed=f"1 … {MOST}")])
    one_question(options)
    return options, where


def made(found: Valued, command: str) -> dict[str, Any]:
    """The provenance of an answer."""
    asked, choice = found.sample.asked, found.choice
    return results.provenance(found, command) | {
        "value": {
            "outcome": asked.outcome, "worth": choice.worth, "futures": asked.futures, "lucks": asked.lucks,
            "budget": choice.budget if math.isfinite(choice.budget) else None,
            "perfect": {"low": found.perfect.low, "high": found.perfect.high, "with_luck": found.perfect.luck},
        }
    }  # fmt: skip


def _write(found: Valued, out: Path, overwrite: bool, lang: str, command: str, console: Console) -> None:
    from kkgsim.views.search_album import draw_value

    results.write(
        out, tables(found), made(found, command), lambda folder: draw_value(found, folder, lang), overwrite=overwrite
    )
    files = ", ".join(sorted(path.name for path in out.iterdir()))
    console.print(say("written", lang, folder=out, files=files))
