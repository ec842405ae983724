"""``kkgsim.interactions``: which levers need each other, from Python as from the command line."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import ClassVar

from kkgsim.analysis.interactions.interactions import Interactions, pairs_needed
from kkgsim.analysis.interactions.interactions import interactions as play_pairs
from kkgsim.analysis.interactions.pairs import Strength, scenarios_of
from kkgsim.analysis.interactions.requirements import NEEDS
from kkgsim.analysis.kept_scenarios import ScenarioRuns, ScenariosRequest
from kkgsim.analysis.numbers_args import chosen_numbers
from kkgsim.analysis.outcome_args import outcomes_named
from kkgsim.analysis.result import Progress, call, no_progress
from kkgsim.errors import COMMAND_LINE, InputError, Issue, called_from_python, nearest
from kkgsim.execution.evaluations import Evaluations
from kkgsim.i18n import refusal
from kkgsim.model.levers import all_levers
from kkgsim.model.posterior import USUAL, Drawn
from kkgsim.places.districts import one_district
from kkgsim.places.place import Place
from kkgsim.scenario.limits import check_limits
from kkgsim.scenario.resolve import place_named


@called_from_python("interactions")
def interactions(
    place: Place | str = "janapria", *, outcomes: Iterable[str] = (), levers: Iterable[str] = (),
    needs: Iterable[str] = tuple(NEEDS), strength: Strength = "usual", months: int = 36, replicates: int = 40,
    seed: int = 1, luck_only: bool = False, numbers: str | None = None, kept: str | Path | None = None,
    workers: int = 1, progress: Progress = no_progress,
) -> Interactions:  # fmt: skip
    """Play levers in pairs and find which need each other, as ``kkgsim interactions`` does.

    Args:
        place: The name of an embedded place of one district, a folder, or a ``Place``.
        outcomes: Names of the outcomes to look at; without any the usual ones.
        levers: Names of the levers to pair; without any all of them.
        needs: Names of the declared pairs of settings that are said to need each other; all of them are usual.
        strength: Of the levers: "usual", or "high" for the highest.
        months: The horizon.
        replicates: Paired draws of numbers and luck.
        seed: Of all draws.
        luck_only: Hold the numbers at their values; the bands then show luck alone.
        numbers: "prior", "posterior" (or the folder of one) or "book"; see :func:`kkgsim.compare`.
        kept: Folder that keeps what is played, so that the same question asked again goes on there.
        workers: Threads; any number gives the same results.
        progress: Hears how many more runs are done.

    Raises:
        InputError: Before anything is played, for everything that is wrong with what was given.
        OutputError: When ``kept`` cannot be written.

    >>> import kkgsim
    >>> levers = ["facilitator_team", "followup_mentoring"]
    >>> result = kkgsim.interactions(levers=levers, needs=[], outcomes=["practice_mean"], months=12, replicates=2)
    >>> result.table[["first", "second", "verdict"]].values.tolist()
    [['facilitator_team', 'followup_mentoring', 'unclear']]
    """
    question = request(
        place, outcomes=outcomes, levers=levers, needs=needs, strength=strength, months=months,
        replicates=replicates, seed=seed, luck_only=luck_only, numbers=numbers, workers=workers,
    )  # fmt: skip
    if kept is None:
        return question.run(workers=workers, progress=progress)
    with question.keeping(Path(kept)) as evaluated:
        return question.run(workers=workers, progress=progress, kept=evaluated)


@dataclass(frozen=True)
class InteractionsRequest(ScenariosRequest):
    """What is asked: which levers and outcomes, where, and how long."""

    KIND: ClassVar[str] = "interactions"

    place: Place
    outcomes: tuple[str, ...]
    levers: tuple[str, ...]
    needs: tuple[str, ...]
    strength: Strength
    months: int
    replicates: int
    seed: int
    uncertain: Drawn
    command: str

    @property
    def to_play(self) -> ScenarioRuns:
        pairs = pairs_needed(self.strength, self.levers, self.needs)
        scenarios = scenarios_of(pairs, self.place, self.months, self.replicates, self.seed)
        return ScenarioRuns(tuple(scenarios.values()), self.place, self.replicates, self.seed, self.uncertain)

    def run(
        self, *, workers: int = 1, progress: Progress = no_progress, kept: Evaluations | None = None
    ) -> Interactions:
        """Play all pairs; the same for any number of workers. What is ``kept`` is not played again."""
        result = play_pairs(
            self.place, outcomes=self.outcomes, levers=self.levers, needs=self.needs, strength=self.strength,
            months=self.months, replicates=self.replicates, seed=self.seed, uncertain=self.uncertain, workers=workers,
            progress=progress, kept=kept,
        )  # fmt: skip
        return replace(result, command=self.command)


def request(
    place: Place | str, *, outcomes: Iterable[str] = (), levers: Iterable[str] = (),
    needs: Iterable[str] = tuple(NEEDS), strength: Strength, months: int, replicates: int, seed: int, luck_only: bool,
    numbers: str | None = None,
    workers: int = 1,
) -> InteractionsRequest:  # fmt: skip
    """The question, read and checked, before anything is run; see :func:`interactions`. Raises ``InputError``."""
    check_limits(months=months, replicates=replicates, seed=seed, workers=workers)
    names, pair, declared = tuple(outcomes), tuple(levers), tuple(needs)
    outcomes_named(names)
    unknown = [name for name in pair if name not in all_levers()]
    if unknown:
        raise InputError(
            Issue(COMMAND_LINE, refusal("no_lever"), key="--levers", given=name, nearest=nearest(name, all_levers()))
            for name in unknown
        )
    where = place if isinstance(place, Place) else place_named(str(place))
    one_district(where)
    command = call("interactions", where.name if isinstance(place, Place) else place, outcomes=list(names) or None,
                   levers=list(pair) or None, strength=strength, months=months, replicates=replicates, seed=seed,
                   luck_only=luck_only or None, numbers=numbers)  # fmt: skip
    return InteractionsRequest(
        where,
        names,
        pair,
        declared,
        strength,
        months,
        replicates,
        seed,
        chosen_numbers(USUAL, numbers, luck_only),
        command,
    )
