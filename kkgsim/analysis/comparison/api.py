"""``kkgsim.simulate`` and ``kkgsim.compare``: from Python as ``kkgsim run``, ``compare`` and ``standards``."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from kkgsim.analysis.comparison.compare import baselines, runs_needed
from kkgsim.analysis.comparison.compare import compare as compare_scenarios
from kkgsim.analysis.comparison.result import Comparison
from kkgsim.analysis.numbers_args import chosen_numbers
from kkgsim.analysis.outcome_args import check_count
from kkgsim.analysis.result import Progress, call, no_progress
from kkgsim.analysis.scenario_args import ScenarioSource, as_list, read_scenarios, shared_place
from kkgsim.analysis.trust.shares import Pair, Question, shares_of
from kkgsim.analysis.trust.shares import runs_needed as shares_need
from kkgsim.design.questions import REPLAYED
from kkgsim.errors import COMMAND_LINE, InputError, Issue, called_from_python
from kkgsim.i18n import refusal
from kkgsim.model.posterior import Drawn
from kkgsim.places.districts import districts_in, one_district
from kkgsim.places.place import Place
from kkgsim.scenario.at_place import at_place
from kkgsim.scenario.limits import check_limits
from kkgsim.scenario.scenario import Scenario


@called_from_python("simulate")
def simulate(
    scenarios: ScenarioSource | Iterable[ScenarioSource], place: Place | str | None = None, *,
    replicates: int | None = None, seed: int | None = None, months: int | None = None, luck_only: bool = False,
    numbers: str | None = None, shares: int | None = None,
    workers: int = 1, progress: Progress = no_progress,
) -> Comparison:  # fmt: skip
    """Simulate scenarios by themselves, as ``kkgsim run`` does; nothing is compared.

    The arguments and errors are those of :func:`compare`.

    >>> import kkgsim
    >>> result = kkgsim.simulate("facilitator-team", months=12, replicates=2)
    >>> share = result.table.set_index("outcome").loc["attendance_share"]
    >>> bool(0.0 < share["value_low"] <= share["value_mean"] <= share["value_high"] < 1.0)
    True
    """
    question = request(
        scenarios, place, alone=True, replicates=replicates, seed=seed, months=months, luck_only=luck_only,
        numbers=numbers, shares=shares, workers=workers,
    )  # fmt: skip
    return question.run(workers=workers, progress=progress)


@called_from_python("compare")
def compare(
    scenarios: ScenarioSource | Iterable[ScenarioSource], place: Place | str | None = None, *,
    against: ScenarioSource | None = None, replicates: int | None = None, seed: int | None = None,
    months: int | None = None, luck_only: bool = False,
    numbers: str | None = None, shares: int | None = None, workers: int = 1, progress: Progress = no_progress,
) -> Comparison:  # fmt: skip
    """Compare scenarios with the status quo on the same luck, people and draws, as ``kkgsim compare`` does.

    Args:
        scenarios: One scenario or several: files, names of shipped scenarios, or ``Scenario`` objects.
        place: The name of an embedded place, a folder made by ``kkgsim schools import``, or a ``Place``; None for the
            place that the scenarios name.
        against: The scenario to compare with, instead of the status quo.
        replicates: Paired draws of numbers and luck; None for those of the first scenario.
        seed: Of all draws; None for that of the first scenario.
        months: Instead of the scenarios' horizon.
        luck_only: Hold the numbers at their values; the bands then show luck alone.
        numbers: "prior" draws numbers from their evidence, "posterior" (or the folder of one) jointly from what was
            fitted to facts, "book" holds them; None as the scenario says.
        shares: So many draws are also replayed with groups of numbers, or luck, held: the table ``shares`` says where
            the variance of every outcome comes from.
        workers: Threads; any number gives the same results.
        progress: Hears how many more runs are done.

    Raises:
        InputError: Before anything is played, for everything that is wrong with what was given.

    >>> import kkgsim
    >>> result = kkgsim.compare("facilitator-team", months=12, replicates=2)
    >>> effects = result.table.set_index(["scenario", "outcome"])
    >>> bool(effects.loc[("facilitator-team", "practice_mean"), "difference_mean"] > 0)
    True
    >>> result.plots
    ('effects', 'trajectories', 'payers', 'map', 'network', 'standards', 'difference', 'cost_effect', 'groups')
    """
    question = request(
        scenarios, place, against=against, replicates=replicates, seed=seed, months=months, luck_only=luck_only,
        numbers=numbers, shares=shares, workers=workers,
    )  # fmt: skip
    return question.run(workers=workers, progress=progress)


@dataclass(frozen=True)
class ComparisonRequest:
    """What is asked: scenarios, read and checked, what they are compared with, and where."""

    scenarios: tuple[Scenario, ...]
    place: Place
    against: Scenario | None
    alone: bool
    replicates: int
    seed: int
    uncertain: Drawn
    shares: int
    command: str

    @property
    def runs(self) -> int:
        """Runs that it takes, those of every district counted."""
        played = runs_needed(self.scenarios, self.against, self.alone) * self.replicates * districts_in(self.place)
        return played + (shares_need(self.pairs, self._replayed) if self.shares else 0)

    @property
    def pairs(self) -> list[Pair]:
        """Each scenario with what it is set against."""
        return list(zip(self.scenarios, baselines(self.scenarios, self.against, self.alone), strict=True))

    @property
    def _replayed(self) -> Question:
        return Question(self.place, self.seed, self.uncertain, self.shares)

    def run(self, *, workers: int = 1, progress: Progress = no_progress) -> Comparison:
        """Play it; the same for any number of workers.

        Raises :class:`kkgsim.engine.accounts.DoesNotClose` when the accounts of a run do not close.
        """
        comparison = compare_scenarios(
            self.scenarios, self.place, against=self.against, alone=self.alone, replicates=self.replicates,
            seed=self.seed, uncertain=self.uncertain, workers=workers, progress=progress,
        )  # fmt: skip
        if not self.shares:
            return replace(comparison, command=self.command)
        shares = shares_of(self.pairs, self._replayed, workers=workers, progress=progress)
        return replace(comparison, command=self.command, shares=tuple(shares))


def request(
    scenarios: ScenarioSource | Iterable[ScenarioSource], place: Place | str | None = None, *,
    against: ScenarioSource | None = None, alone: bool = False, replicates: int | None = None, seed: int | None = None,
    months: int | None = None, luck_only: bool = False,
    numbers: str | None = None, shares: int | None = None, workers: int = 1,
) -> ComparisonRequest:  # fmt: skip
    """The question, read and checked, before anything is run; see :func:`compare`. Raises ``InputError``."""
    check_limits(replicates=replicates, seed=seed, months=months, workers=workers)
    given = as_list(scenarios)
    sources = [*given, *([] if against is None else [against])]
    selected = read_scenarios(sources, months)
    where = shared_place(selected, sources, place)
    selected = [at_place(scenario, where) for scenario in selected]
    first = selected[0]
    uncertain = chosen_numbers(first.drawn, numbers, luck_only)
    _check_shares(shares, uncertain, where)
    function = "simulate" if alone else "compare"
    command = call(function, [name_of(source) for source in given],
                   place=place.name if isinstance(place, Place) else place, against=against and name_of(against),
                   replicates=replicates, seed=seed, months=months, luck_only=luck_only or None,
                   numbers=numbers, shares=shares)  # fmt: skip
    return ComparisonRequest(
        tuple(selected[: len(given)]), where, selected[-1] if against is not None else None, alone,
        first.replicates if replicates is None else replicates, first.seed if seed is None else seed,
        uncertain, shares or 0, command,
    )  # fmt: skip


def _check_shares(shares: int | None, uncertain: Drawn, place: Place) -> None:
    """Refuse, with ``InputError``, too few or too many draws to replay, held numbers, and several districts."""
    if shares is None:
        return
    check_count("--shares", shares, *REPLAYED)
    if not uncertain:
        raise InputError([Issue(COMMAND_LINE, refusal("no_use", other="--luck-only"), key="--shares")])
    one_district(place)


def name_of(source: ScenarioSource) -> str:
    """A scenario as a call names it: its file, or its name."""
    return source.name if isinstance(source, Scenario) else str(source)
