"""``kkgsim.robust``: how packages stand many futures, from Python as from the command line."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import ClassVar

from kkgsim.analysis.comparison.api import name_of
from kkgsim.analysis.kept_scenarios import ScenarioRuns, ScenariosRequest
from kkgsim.analysis.numbers_args import chosen_numbers
from kkgsim.analysis.result import Progress, call, no_progress
from kkgsim.analysis.robustness.evaluate import Robustness, objectives, with_today
from kkgsim.analysis.robustness.evaluate import robust as evaluate
from kkgsim.analysis.robustness.measures import Objective
from kkgsim.analysis.scenario_args import ScenarioSource, as_list, read_scenarios, shared_place
from kkgsim.design.questions import ROBUST_FUTURES
from kkgsim.errors import COMMAND_LINE, InputError, Issue, called_from_python
from kkgsim.execution.evaluations import Evaluations
from kkgsim.i18n import refusal
from kkgsim.model.posterior import USUAL, Drawn
from kkgsim.places.place import Place
from kkgsim.scenario.at_place import at_place
from kkgsim.scenario.limits import check_limits
from kkgsim.scenario.scenario import Scenario

Thresholds = Mapping[str, float] | Iterable[tuple[str, float]]


@called_from_python("robust")
def robust(
    scenarios: ScenarioSource | Iterable[ScenarioSource], place: Place | str | None = None, *,
    futures: int = ROBUST_FUTURES.usual, outcomes: Iterable[str] = (), at_least: Thresholds = (),
    cost_at_most: float | None = None, months: int | None = None, seed: int = 1, numbers: str | None = None,
    kept: str | Path | None = None, workers: int = 1, progress: Progress = no_progress,
) -> Robustness:  # fmt: skip
    """Judge packages and the status quo over the same futures, as ``kkgsim robust`` does.

    Args:
        scenarios: The packages: files, names of shipped scenarios, or ``Scenario`` objects.
        place: The name of an embedded place, a folder, or a ``Place``; None for the place that the scenarios name.
        futures: Draws of the numbers and of luck.
        outcomes: Names of the outcomes to judge by; without any the headline ones. The cost is judged in any case.
        at_least: What satisfies, by outcome: ``{"attendance_share": 0.7}``.
        cost_at_most: The cost that satisfies, rupiah a year.
        months: Instead of the scenarios' horizon.
        seed: Of all draws.
        numbers: "prior", "posterior" (or the folder of one) or "book"; see :func:`kkgsim.compare`.
        kept: Folder that keeps what is played, so that the same question asked again goes on there.
        workers: Threads; any number gives the same results.
        progress: Hears how many more runs are done.

    Raises:
        InputError: Before anything is played, for everything that is wrong with what was given.
        OutputError: When ``kept`` cannot be written.

    >>> import kkgsim
    >>> result = kkgsim.robust("facilitator-team", futures=4, months=12, outcomes=["practice_mean"])
    >>> best = result.table.query("objective == 'practice_mean' and measure == 'best'")
    >>> best.set_index("scenario")["value"].to_dict()
    {'status-quo': 0.0, 'facilitator-team': 1.0}
    """
    question = request(
        scenarios, place, futures=futures, outcomes=outcomes, at_least=at_least, cost_at_most=cost_at_most,
        months=months, seed=seed, numbers=numbers, workers=workers,
    )  # fmt: skip
    if kept is None:
        return question.run(workers=workers, progress=progress)
    with question.keeping(Path(kept)) as evaluated:
        return question.run(workers=workers, progress=progress, kept=evaluated)


@dataclass(frozen=True)
class RobustnessRequest(ScenariosRequest):
    """What is asked: packages, read and checked, what they are judged by, and where."""

    KIND: ClassVar[str] = "robust"

    packages: tuple[Scenario, ...]
    place: Place
    objectives: tuple[Objective, ...]
    futures: int
    seed: int
    uncertain: Drawn
    command: str

    @property
    def to_play(self) -> ScenarioRuns:
        return ScenarioRuns(with_today(self.packages)[0], self.place, self.futures, self.seed, self.uncertain)

    def run(self, *, workers: int = 1, progress: Progress = no_progress, kept: Evaluations | None = None) -> Robustness:
        """Play and judge; the same for any number of workers. What is ``kept`` is not played again."""
        result = evaluate(
            self.packages, self.place, self.objectives, futures=self.futures, seed=self.seed,
            uncertain=self.uncertain, workers=workers, progress=progress, kept=kept,
        )  # fmt: skip
        return replace(result, command=self.command)


def request(
    scenarios: ScenarioSource | Iterable[ScenarioSource], place: Place | str | None = None, *, futures: int,
    outcomes: Iterable[str], at_least: Thresholds, cost_at_most: float | None, months: int | None, seed: int,
    numbers: str | None = None, workers: int = 1,
) -> RobustnessRequest:  # fmt: skip
    """The question, read and checked, before anything is run; see :func:`robust`. Raises ``InputError``."""
    check_limits(futures=futures, months=months, seed=seed, workers=workers)
    names, levels = tuple(outcomes), thresholds(at_least)
    judged = objectives(names, levels, cost_at_most)
    sources = as_list(scenarios)
    packages = read_scenarios(sources, months)
    where = shared_place(packages, sources, place)
    packages = [at_place(package, where) for package in packages]
    with_today(packages)
    command = call("robust", [name_of(source) for source in sources],
                   place=place.name if isinstance(place, Place) else place, futures=futures,
                   outcomes=list(names) or None, at_least=levels or None, cost_at_most=cost_at_most, months=months,
                   seed=seed, numbers=numbers)  # fmt: skip
    drawn = chosen_numbers(packages[0].drawn or USUAL, numbers)
    return RobustnessRequest(tuple(packages), where, judged, futures, seed, drawn, command)


def thresholds(at_least: Thresholds) -> dict[str, float]:
    """What satisfies, by outcome. Raises ``InputError`` for two thresholds of one outcome."""
    pairs = list(at_least.items() if isinstance(at_least, Mapping) else at_least)
    names = [name for name, _ in pairs]
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        raise InputError(Issue(COMMAND_LINE, refusal("kept_twice"), key="--at-least", given=name) for name in twice)
    return dict(pairs)
