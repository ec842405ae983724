"""``kkgsim.simulate`` and ``kkgsim.compare``: from Python as ``kkgsim run``, ``compare`` and ``standards``."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from kkgsim.analysis.comparison.compare import compare as compare_scenarios
from kkgsim.analysis.comparison.compare import runs_needed
from kkgsim.analysis.comparison.result import Comparison
from kkgsim.analysis.numbers_args import chosen_numbers
from kkgsim.analysis.result import Progress, call, no_progress
from kkgsim.analysis.scenario_args import ScenarioSource, as_list, read_scenarios, shared_place
from kkgsim.errors import called_from_python
from kkgsim.model.posterior import Drawn
from kkgsim.places.districts import districts_in
from kkgsim.places.place import Place
from kkgsim.scenario.at_place import at_place
from kkgsim.scenario.limits import check_limits
from kkgsim.scenario.scenario import Scenario


@called_from_python("simulate")
def simulate(
    scenarios: ScenarioSource | Iterable[ScenarioSource], place: Place | str | None = None, *,
    replicates: int | None = None, seed: int | None = None, months: int | None = None, luck_only: bool = False,
    numbers: str | None = None,
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
        numbers=numbers,
        workers=workers,
    )  # fmt: skip
    return question.run(workers=workers, progress=progress)


@called_from_python("compare")
def compare(
    scenarios: ScenarioSource | Iterable[ScenarioSource], place: Place | str | None = None, *,
    against: ScenarioSource | None = None, replicates: int | None = None, seed: int | None = None,
    months: int | None = None, luck_only: bool = False,
    numbers: str | None = None, workers: int = 1, progress: Progress = no_progress,
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
        numbers=numbers,
        workers=workers,
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
    command: str

    @property
    def runs(self) -> int:
        """Runs that it takes, those of every district counted."""
        return runs_needed(self.scenarios, self.against, self.alone) * self.replicates * districts_in(self.place)

    def run(self, *, workers: int = 1, progress: Progress = no_progress) -> Comparison:
        """Play it; the same for any number of workers.

        Raises :class:`kkgsim.engine.accounts.DoesNotClose` when the accounts of a run do not close.
        """
        comparison = compare_scenarios(
            self.scenarios, self.place, against=self.against, alone=self.alone, replicates=self.replicates,
            seed=self.seed, uncertain=self.uncertain, workers=workers, progress=progress,
        )  # fmt: skip
        return replace(comparison, command=self.command)


def request(
    scenarios: ScenarioSource | Iterable[ScenarioSource], place: Place | str | None = None, *,
    against: ScenarioSource | None = None, alone: bool = False, replicates: int | None = None, seed: int | None = None,
    months: int | None = None, luck_only: bool = False,
    numbers: str | None = None, workers: int = 1,
) -> ComparisonRequest:  # fmt: skip
    """The question, read and checked, before anything is run; see :func:`compare`. Raises ``InputError``."""
    check_limits(replicates=replicates, seed=seed, months=months, workers=workers)
    given = as_list(scenarios)
    sources = [*given, *([] if against is None else [against])]
    selected = read_scenarios(sources, months)
    where = shared_place(selected, sources, place)
    selected = [at_place(scenario, where) for scenario in selected]
    first = selected[0]
    function = "simulate" if alone else "compare"
    command = call(function, [name_of(source) for source in given],
                   place=place.name if isinstance(place, Place) else place, against=against and name_of(against),
                   replicates=replicates, seed=seed, months=months, luck_only=luck_only or None,
                   numbers=numbers)  # fmt: skip
    return ComparisonRequest(
        tuple(selected[: len(given)]), where, selected[-1] if against is not None else None, alone,
        first.replicates if replicates is None else replicates, first.seed if seed is None else seed,
        chosen_numbers(first.drawn, numbers, luck_only), command,
    )  # fmt: skip


def name_of(source: ScenarioSource) -> str:
    """A scenario as a call names it: its file, or its name."""
    return source.name if isinstance(source, Scenario) else str(source)
