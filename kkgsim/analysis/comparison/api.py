"""Simulate and compare scenarios: what ``kkgsim run``, ``kkgsim compare`` and ``kkgsim standards`` play."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from kkgsim.analysis.comparison.compare import compare as play
from kkgsim.analysis.comparison.compare import runs_needed
from kkgsim.analysis.comparison.result import Comparison
from kkgsim.analysis.progress import Progress, silent
from kkgsim.analysis.scenario_args import PlaceArg, ScenarioArg, listed, read_scenarios, shared_place
from kkgsim.places.districts import districts_in
from kkgsim.places.place import Place
from kkgsim.scenario.scenario import Scenario


def simulate(
    scenarios: ScenarioArg | Iterable[ScenarioArg],
    place: PlaceArg | None = None,
    *,
    replicates: int | None = None,
    seed: int | None = None,
    months: int | None = None,
    luck_only: bool = False,
    workers: int = 1,
    progress: Progress = silent,
) -> Comparison:
    """Simulate scenarios by themselves, as ``kkgsim run`` does; nothing is compared.

    Parameters and errors are those of :func:`compare`.

    >>> import kkgsim
    >>> result = kkgsim.simulate("facilitator-team", months=12, replicates=2)
    >>> result.table.set_index("outcome").loc["attendance_share", "value_mean"] > 0.3
    np.True_
    """
    question = _read(listed(scenarios), place, None, months)
    return _play(question, replicates, seed, luck_only, workers, progress, alone=True)


def compare(
    scenarios: ScenarioArg | Iterable[ScenarioArg],
    place: PlaceArg | None = None,
    *,
    against: ScenarioArg | None = None,
    replicates: int | None = None,
    seed: int | None = None,
    months: int | None = None,
    luck_only: bool = False,
    workers: int = 1,
    progress: Progress = silent,
) -> Comparison:
    """Compare scenarios with the status quo on the same luck, people and draws, as ``kkgsim compare`` does.

    Parameters
    ----------
    scenarios
        One scenario or several: paths of files, names of shipped scenarios, or ``Scenario`` objects.
    place
        The name of an embedded place, a folder made by ``kkgsim schools import``, or a ``Place``; without it the place
        that the scenarios name.
    against
        The scenario to compare with, instead of the status quo.
    replicates, seed, months
        Instead of those of the first scenario: how many draws, the seed of all luck, and the horizon.
    luck_only
        Hold the numbers at their values; the bands then show luck alone.
    workers
        Threads; any number gives the same bytes.
    progress
        What reports the progress, as :data:`kkgsim.analysis.progress.Progress`.

    Raises ``InputError``, before anything is played, for everything that is wrong with what was given.

    >>> import kkgsim
    >>> result = kkgsim.compare("facilitator-team", months=12, replicates=2)
    >>> result
    Comparison: status-quo, facilitator-team (janapria; 12 months, 2 replicates, seed 1)
    >>> effects = result.table.set_index(["scenario", "outcome"])
    >>> effects.loc[("facilitator-team", "practice_mean"), "difference_mean"] > 0
    np.True_
    >>> result.plot().get_figwidth() > 5
    np.True_
    """
    question = _read(listed(scenarios), place, against, months)
    return _play(question, replicates, seed, luck_only, workers, progress)


@dataclass(frozen=True)
class _Question:
    """Scenarios, what they are compared with, and where."""

    scenarios: list[Scenario]
    against: Scenario | None
    place: Place


def _read(
    scenarios: list[ScenarioArg], place: PlaceArg | None, against: ScenarioArg | None, months: int | None
) -> _Question:
    """The scenarios and the place that are named, all their mistakes in one refusal."""
    sources = [*scenarios, *([] if against is None else [against])]
    selected = read_scenarios(sources, months)
    where = shared_place(selected, sources, place)
    return _Question(selected[: len(scenarios)], selected[-1] if against is not None else None, where)


def _play(
    question: _Question, replicates: int | None, seed: int | None, luck_only: bool, workers: int, progress: Progress,
    *, alone: bool = False,
) -> Comparison:  # fmt: skip
    """Play what was asked; what is not given is the first scenario's."""
    first = question.scenarios[0]
    count = first.replicates if replicates is None else replicates
    runs = runs_needed(question.scenarios, question.against, alone) * count * districts_in(question.place)
    with progress(runs) as advance:
        return play(
            question.scenarios, question.place, against=question.against, alone=alone, replicates=count,
            seed=first.seed if seed is None else seed, uncertain=first.drawn and not luck_only, workers=workers,
            progress=advance,
        )  # fmt: skip
