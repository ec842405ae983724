"""``kkgsim.search``: the best packages of policies for a budget, from Python as from the command line."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from kkgsim.analysis.numbers_args import with_numbers
from kkgsim.analysis.optimisation.objectives import Objective
from kkgsim.analysis.optimisation.optimise import PLACE, Following, Nobody, Request, Solution, optimise
from kkgsim.analysis.optimisation.packages import choosing
from kkgsim.analysis.optional_libraries import need
from kkgsim.analysis.outcome_args import check_amount, check_count, check_share, check_value, outcomes_named
from kkgsim.analysis.pictured_result import PicturedResult
from kkgsim.analysis.result import Progress, call, no_progress
from kkgsim.analysis.scenario_args import study_at, study_from
from kkgsim.design.questions import (
    CHANCE,
    EVERYBODY,
    SEARCH_EVALUATIONS,
    SEARCH_FRESH,
    SEARCH_FUTURES,
    SEARCH_SHOW,
    USUAL_OUTCOME,
)
from kkgsim.design.study import Study
from kkgsim.errors import COMMAND_LINE, InputError, Issue, called_from_python, nearest
from kkgsim.execution import output_folder
from kkgsim.execution.evaluations import Evaluations, evaluations
from kkgsim.i18n import refusal
from kkgsim.model.levers.lever import PAYERS
from kkgsim.places.place import Place
from kkgsim.scenario.limits import check_limits

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.figure import Figure
    from rich.console import RenderableType


@called_from_python("search")
def search(
    study: Study | str | Path, *, budget: float | None = None, payer: str = EVERYBODY, outcome: str | None = None,
    target: tuple[str, float] | None = None, chance: float = CHANCE, evaluations: int = SEARCH_EVALUATIONS.usual,
    futures: int | None = None, fresh: int = SEARCH_FRESH.usual, show: int = SEARCH_SHOW.usual,
    place: str | None = None, timed: bool = False, keep: str | Path | None = None, seed: int | None = None,
    numbers: str | None = None, workers: int = 1, progress: Progress = no_progress,
) -> SearchResult:  # fmt: skip
    """The best packages of the settings that a study varies: a way up by what a rupiah brings, then separate lines of
    AGE-MOEA-II (Panichella 2022) with local steps; judged anew on futures that the search never saw.

    Args:
        study: A study, or the file of one.
        budget: Rupiah a year beyond the status quo; None for no limit.
        payer: Whose budget it is.
        outcome: The outcome to raise; None for classroom practice.
        target: What it would take instead: the cheapest package with which an outcome reaches a level, as in
            ``("attendance_share", 0.7)``.
        chance: The share of futures in which the target is to be reached.
        evaluations: Packages to weigh at most.
        futures: Futures a package, instead of the study's replicates.
        fresh: Fresh futures on which the packages shown are judged.
        show: Packages to show at most.
        place: The name of an embedded place, or a folder; None for the study's.
        timed: Whether levers may come and go: in half of the months, in the neediest clusters, or by what an office
            sees. Gains are then those of all months, and what the best package at work throughout loses is said.
        keep: A folder for evaluations, from which the same search goes on after it was interrupted.
        seed: Of what the search tries; None for that of the study, from which its futures and the fresh ones follow.
        numbers: "prior", "posterior" (or the folder of one) or "book"; None as the study says.
        workers: Threads; any number gives the same results.
        progress: Hears how many more runs are done.

    Raises:
        InputError: For a study that cannot be read or searched, for options that cannot be, and for want of pymoo.
        OutputError: When ``keep`` cannot be written.
        EvaluationFailed: When a run fails.
    """
    question = request(
        study, budget=budget, objective=objective_of(outcome, payer, target, chance), evaluations=evaluations,
        futures=futures, fresh=fresh, show=show, place=place, timed=timed, seed=seed,
        numbers=numbers, workers=workers,
    )  # fmt: skip
    return question.run(workers=workers, progress=Follower(progress), keep=None if keep is None else Path(keep))


def objective_of(outcome: str | None, payer: str, target: tuple[str, float] | None, chance: float) -> Objective:
    """What packages are weighed by. Raises ``InputError`` with all that is wrong."""
    issues: list[Issue] = []
    name, level = (outcome or USUAL_OUTCOME, math.nan) if target is None else target
    if target is not None and outcome is not None:
        issues.append(Issue(COMMAND_LINE, refusal("target_and_outcome"), key="--outcome", given=outcome))
    try:
        check_share("--chance", chance)
        (named,) = outcomes_named([name], "--outcome" if target is None else "--target", judged=True)
        if target is not None:
            check_value("--target", named.unit, level)
    except InputError as error:
        issues += error.issues
    payers = {**PAYERS, EVERYBODY: None}
    if payer not in payers:
        issues.append(Issue(COMMAND_LINE, refusal("no_payer"), key="--payer", given=payer, allowed=", ".join(payers),
                            nearest=nearest(payer, payers)))  # fmt: skip
    if issues:
        raise InputError(issues)
    return Objective(name, payer, chance, level)


def request(
    study: Study | str | Path, *, budget: float | None, objective: Objective, evaluations: int, futures: int | None,
    fresh: int, show: int, seed: int | None, place: str | None = None, timed: bool = False, numbers: str | None = None,
    workers: int = 1,
) -> SearchRequest:  # fmt: skip
    """The question, read and checked, before anything is run; see :func:`search`. Raises ``InputError``."""
    if budget is not None:
        check_amount("--budget", budget)
    check_count("--evaluations", evaluations, *SEARCH_EVALUATIONS.bounds)
    check_count("--fresh", fresh, *SEARCH_FRESH.bounds)
    check_count("--show", show, *SEARCH_SHOW.bounds)
    check_limits(seed=seed, workers=workers)
    need("optimisation.pymoo_adapter")
    searched = with_numbers(study_at(study_from(study), place), numbers)
    if futures is not None:
        check_count("--futures", futures, *SEARCH_FUTURES)
        searched = replace(searched, replicates=futures)
    where = str(study) if isinstance(study, (str, Path)) else study.name
    choosing(searched, where)  # refuses a study that cannot be searched
    wanted = Request(
        searched, where, objective, math.inf if budget is None else budget, evaluations, fresh, show,
        searched.seed if seed is None else seed, timed,
    )  # fmt: skip
    target = None if not wanted.for_target else (objective.outcome, objective.target)
    command = call("search", where, budget=budget, payer=objective.payer,
                   outcome=None if target else objective.outcome, target=target, evaluations=evaluations,
                   futures=futures, fresh=fresh, show=show, place=place,
                   timed=timed or None, seed=seed, numbers=numbers)  # fmt: skip
    return SearchRequest(wanted, searched.where(), command)


class Follower(Nobody):
    """Follows a search and hears only of the runs that are done."""

    def __init__(self, progress: Progress):
        self._progress = progress

    def __call__(self, runs: int) -> None:
        self._progress(runs)


@dataclass(frozen=True)
class SearchRequest:
    """What is searched for, and where."""

    wanted: Request
    place: Place
    command: str = field(default="", compare=False)

    @property
    def runs(self) -> int:
        """Runs that it may take, short of cutting packages down."""
        return self.wanted.runs

    def run(
        self, *, workers: int = 1, progress: Following | None = None, kept: Evaluations | None = None,
        keep: Path | None = None,
    ) -> SearchResult:  # fmt: skip
        """Search and judge; the same for any number of workers. What is ``kept`` already, or in the folder ``keep``, is
        not played again. Raises ``EvaluationFailed`` when a run fails."""
        if keep is not None:
            from kkgsim.analysis.optimisation.resume import question_of

            with evaluations(keep, question_of(self.wanted, self.place, self.command)) as kept:
                return self.run(workers=workers, progress=progress, kept=kept)
        return self._result(optimise(self.wanted, self.place, workers=workers, progress=progress, kept=kept))

    def _result(self, solution: Solution) -> SearchResult:
        return SearchResult(solution, self.command)


@dataclass(frozen=True, repr=False, eq=False)
class SearchResult(PicturedResult):
    """The best packages for a budget. The main table ``packages`` has a row a package, cheapest first, as the search
    saw it and on fresh futures; ``details`` has everything weighed, ``scenarios`` the packages themselves."""

    MAIN: ClassVar[str] = "packages"
    details: Solution
    command: str = ""

    def pictures(self) -> Mapping[str, Callable[[], Figure]]:
        from kkgsim.analysis.optimisation.plots import hypervolume, packages, pareto

        draws = {"pareto": pareto.draw, "packages": packages.draw, "hypervolume": hypervolume.draw}
        if not len(self.details.winners):
            del draws["packages"]
        return {name: partial(draw, self.details) for name, draw in draws.items()}

    def provenance(self, command: str) -> Mapping[str, Any]:
        wanted, searched = self.details.wanted, self.details.searched
        aim: dict[str, Any] = {"outcome": wanted.aim.outcome, "payer": wanted.aim.payer}
        if wanted.for_target:
            aim |= {"target": wanted.aim.target, "chance": wanted.aim.chance}
        return output_folder.provenance(self.details, command) | {
            "study": wanted.study.definition(),
            "search": {
                **aim, "budget": wanted.budget if math.isfinite(wanted.budget) else None, "seed": wanted.seed,
                "evaluations": wanted.evaluations, "weighed": len(searched.packages), "ended": searched.ended,
                "futures": wanted.study.replicates, "fresh": wanted.fresh, "sides": list(self.details.sides),
                "reference": dict(zip(searched.plan.objectives, searched.reference.tolist(), strict=True)),
            },
        }  # fmt: skip

    def render(self) -> RenderableType:
        from kkgsim.analysis.optimisation.report import render

        return render(self.details)

    def _tables(self) -> dict[str, pd.DataFrame]:
        from kkgsim.analysis.optimisation.tables import tables

        return tables(self.details)

    def _write_rest(self, folder: Path) -> object:
        """The packages as scenario files, their place where it is somebody's own, and pictures."""
        from kkgsim.places.place_io.files import write as write_place
        from kkgsim.scenario.read import write_scenario

        for scenario in self.details.scenarios():
            path = folder / f"{scenario.name}.toml"
            path.write_text(write_scenario(scenario), encoding="utf-8", newline="\n")
        if self.details.own_place:
            write_place(self.details.place, folder / PLACE)
        return super()._write_rest(folder)

    def _command(self) -> str:
        return self.command

    def _summary(self) -> str:
        wanted, searched = self.details.wanted, self.details.searched
        return (
            f"study {wanted.study.name!r}, {wanted.aim.outcome}, {len(searched.packages)} packages weighed,"
            f" {len(self.details.winners)} shown"
        )
