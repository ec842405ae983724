"""``kkgsim.shortlist``: from a budget a year to a few packages with verdicts, from Python as from the command line."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from kkgsim.analysis.optimisation.api import Follower, SearchRequest, SearchResult, objective_of
from kkgsim.analysis.optimisation.api import request as search_request
from kkgsim.analysis.optimisation.menu import menu
from kkgsim.analysis.optimisation.verdict import Verdict, verdict
from kkgsim.analysis.outcome_args import check_count
from kkgsim.analysis.result import Progress, call, no_progress
from kkgsim.analysis.scenario_args import study_at, study_from
from kkgsim.design.questions import (
    CHANCE,
    EVERYBODY,
    SHORTLIST_EVALUATIONS,
    SHORTLIST_FRESH,
    SHORTLIST_FUTURES,
    SHORTLIST_MONTHS,
    SHORTLIST_PLACE,
    SHORTLIST_SHOW,
)
from kkgsim.design.study import Study
from kkgsim.errors import called_from_python
from kkgsim.scenario.limits import check_limits

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.figure import Figure
    from rich.console import RenderableType


@called_from_python("shortlist")
def shortlist(
    budget: float, place: str = SHORTLIST_PLACE, *, study: Study | str | Path | None = None, payer: str = EVERYBODY,
    outcome: str | None = None, months: int | None = None, evaluations: int = SHORTLIST_EVALUATIONS.usual,
    futures: int = SHORTLIST_FUTURES.usual, fresh: int = SHORTLIST_FRESH.usual, show: int = SHORTLIST_SHOW.usual,
    seed: int = 1, keep: str | Path | None = None, workers: int = 1, progress: Progress = no_progress,
) -> ShortlistResult:  # fmt: skip
    """What to buy with a budget: a few packages found by :func:`kkgsim.search`, judged on fresh futures.

    Args:
        budget: Rupiah a year beyond the status quo.
        place: The name of an embedded place, or a folder.
        study: A study, or the file of one, whose settings are the choices; None for what a district decides about.
        payer: Whose budget it is.
        outcome: The outcome to raise; None for classroom practice.
        months: The horizon, where no study is given; None for three years.
        evaluations: Packages to weigh at most.
        futures: Futures on which packages are weighed and chosen.
        fresh: Futures, none of them among those, on which the packages shown are judged.
        show: Packages to show at most.
        seed: Of everything drawn.
        keep: A folder for evaluations, from which the same question goes on after it was interrupted.
        workers: Threads; any number gives the same results.
        progress: Hears how many more runs are done.

    Raises:
        InputError: For what cannot be read, options that cannot be, and for want of pymoo.
        OutputError: When ``keep`` cannot be written.
        EvaluationFailed: When a run fails.
    """
    question = request(
        budget, place, study=study, payer=payer, outcome=outcome, months=months, evaluations=evaluations,
        futures=futures, fresh=fresh, show=show, seed=seed, workers=workers,
    )  # fmt: skip
    result = question.run(workers=workers, progress=Follower(progress), keep=None if keep is None else Path(keep))
    assert isinstance(result, ShortlistResult)
    return result


def request(
    budget: float, place: str, *, study: Study | str | Path | None, payer: str, outcome: str | None,
    months: int | None, evaluations: int, futures: int, fresh: int, show: int, seed: int, workers: int = 1,
) -> ShortlistRequest:  # fmt: skip
    """The question, read and checked, before anything is run; see :func:`shortlist`. Raises ``InputError``."""
    check_limits(months=months, seed=seed, workers=workers)
    check_count("--futures", futures, *SHORTLIST_FUTURES.bounds)
    check_count("--fresh", fresh, *SHORTLIST_FRESH.bounds)
    if study is None:
        source = menu(place, months=SHORTLIST_MONTHS if months is None else months, futures=futures, seed=seed)
    else:
        source = study_at(study_from(study), place)
    searched = search_request(
        source, budget=budget, objective=objective_of(outcome, payer, None, CHANCE), evaluations=evaluations,
        futures=futures, fresh=fresh, show=show, seed=seed, workers=workers,
    )  # fmt: skip
    named = study.name if isinstance(study, Study) else study
    command = call("shortlist", budget, place, study=named, payer=payer, outcome=outcome, months=months,
                   evaluations=evaluations, futures=futures, fresh=fresh, show=show, seed=seed)  # fmt: skip
    return ShortlistRequest(searched.wanted, searched.place, command)


@dataclass(frozen=True)
class ShortlistRequest(SearchRequest):
    """What is asked for with which money, and where."""

    def _result(self, solution: Any) -> ShortlistResult:
        return ShortlistResult(solution, self.command)


@dataclass(frozen=True, repr=False, eq=False)
class ShortlistResult(SearchResult):
    """A few packages for a budget. The main table ``shortlist`` has a row a package, cheapest first, with what fresh
    futures say of it; the other tables are those of the search."""

    MAIN: ClassVar[str] = "shortlist"

    @property
    def verdict(self) -> Verdict | None:
        """What fresh futures say; None where no package stays within the budget."""
        return verdict(self.details.winners, self.details.wanted.budget)

    def pictures(self) -> Mapping[str, Callable[[], Figure]]:
        from kkgsim.analysis.optimisation.plots import shortlist as picture

        judged = self.verdict
        first = {} if judged is None else {"shortlist": partial(picture.draw, self.details, judged)}
        return {**first, **super().pictures()}

    def render(self) -> RenderableType:
        from kkgsim.analysis.optimisation.shortlist_report import render

        return render(self.details, self.verdict)

    def _tables(self) -> dict[str, pd.DataFrame]:
        from kkgsim.analysis.optimisation.tables import shortlist_table

        return {"shortlist": shortlist_table(self.details, self.verdict), **super()._tables()}
