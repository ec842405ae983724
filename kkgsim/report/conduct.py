"""``kkgsim run`` and ``kkgsim compare``: read the question, play it with a progress bar, tell and keep the answer."""

from __future__ import annotations

import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from rich.console import Console, RenderableType
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from kkgsim import engine, results
from kkgsim.errors import COMMAND_LINE, InputProblems, Problem
from kkgsim.locale import refusal, say
from kkgsim.places.districts import districts_in
from kkgsim.places.place import Place
from kkgsim.questions import place_named
from kkgsim.report.fitting import width_for
from kkgsim.report.told import told
from kkgsim.scenario import STATUS_QUO, Scenario
from kkgsim.scenario_file import read_scenario
from kkgsim.study.compare import Comparison, compare, runs_needed
from kkgsim.study.tables import tables


def conduct(
    paths: list[Path],
    *,
    against: Path | None = None,
    alone: bool = False,
    place: str | None,
    months: int | None,
    replicates: int | None,
    seed: int | None,
    luck_only: bool,
    workers: int,
    out: Path | None,
    overwrite: bool,
    everything: bool,
    lang: str,
    command: str,
    tell: Callable[..., RenderableType] = told,
) -> None:
    """Answer a question from the command line; an interruption leaves nothing and exits with 130.

    ``tell`` puts the answer into words: ``tell(comparison, lang, everything=everything)``.

    Raises ``InputProblems`` before anything is run, ``OutputProblem`` when the answer cannot be written.
    """
    if out is not None:
        results.refuse_existing(out, overwrite)
    every = [*paths, *([against] if against else [])]
    scenarios = read_all(every, months)
    where = one_place(scenarios, every, place)
    baseline = scenarios.pop() if against else None
    count = replicates if replicates is not None else scenarios[0].replicates
    luck = seed if seed is not None else scenarios[0].seed
    total = runs_needed(scenarios, baseline, alone) * count * districts_in(where)
    console = Console(stderr=True)
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        with progress_bar(total, console, lang) as progress:
            comparison = compare(
                scenarios, where, against=baseline, alone=alone, replicates=count, seed=luck,
                uncertain=scenarios[0].drawn and not luck_only, workers=workers, progress=progress,
            )  # fmt: skip
        if out is not None:
            _write(comparison, out, overwrite, lang, command, console)
        printed(tell(comparison, lang, everything=everything))
    except KeyboardInterrupt:
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # asked twice it ends no sooner
        console.print(say("interrupted", lang))
        sys.exit(130)


def printed(answer: RenderableType) -> None:
    """Print an answer: as wide as the terminal, or as it needs when it goes to a file."""
    Console(width=None if sys.stdout.isatty() else width_for(answer)).print(answer)


def read_all(paths: list[Path], months: int | None) -> list[Scenario]:
    """All scenarios, with the mistakes of all files, and all names that two of them share, in one refusal."""
    found: list[Scenario] = []
    problems: list[Problem] = []
    alike: dict[str, list[str]] = {}
    for path in paths:
        alike.setdefault(path.stem, []).append(str(path))
    for name, same in alike.items():
        if len(same) > 1:
            problems.append(Problem(COMMAND_LINE, refusal("same_name"), key=name, given=", ".join(same)))
        if name == STATUS_QUO:
            problems.append(Problem(COMMAND_LINE, refusal("name_kept"), given=same[0]))
    for path in dict.fromkeys(paths):
        try:
            scenario = read_scenario(path)
            found.append(scenario if months is None else scenario.with_horizon(months))
        except InputProblems as error:
            problems += error.problems
    if problems:
        raise InputProblems(problems)
    return found


def one_place(scenarios: list[Scenario], paths: list[Path], override: str | None) -> Place:
    """The place that all scenarios ask about."""
    if override is not None:
        return place_named(override)
    places = [place_named(s.place, path.parent) for s, path in zip(scenarios, paths, strict=True)]
    if any(p != places[0] for p in places):
        given = ", ".join(f"{s.name}: {s.place}" for s in scenarios)
        raise InputProblems([Problem(COMMAND_LINE, refusal("other_places"), key="--place", given=given)])
    return places[0]


@contextmanager
def progress_bar(total: int, console: Console, lang: str) -> Iterator[Callable[[int], None]]:
    """A progress bar with time left, told how many runs are done; compilation is announced before it."""
    if not engine.compiled_before():
        console.print(say("compiling", lang))
        engine.ready()
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console, transient=True) as bar:
        task = bar.add_task(say("playing", lang, runs=total), total=total)
        yield lambda runs: bar.advance(task, runs)


def _write(comparison: Comparison, out: Path, overwrite: bool, lang: str, command: str, console: Console) -> None:
    from kkgsim.views.album import draw_all

    made = results.provenance(comparison, command)
    results.write(out, tables(comparison), made, lambda folder: draw_all(comparison, folder, lang), overwrite=overwrite)
    files = ", ".join(sorted(path.name for path in out.iterdir()))
    console.print(say("written", lang, folder=out, files=files))
