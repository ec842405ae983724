"""``kkgsim.keep``: a comparison whose place, people, numbers and today's side are kept, so that a changed policy is
answered at once."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from threading import Lock
from typing import Any

from kkgsim.analysis.comparison.baselines import baselines_of, different, question_without_policy
from kkgsim.analysis.comparison.comparable import same_horizon
from kkgsim.analysis.comparison.result import Comparison
from kkgsim.analysis.result import call
from kkgsim.analysis.scenario_args import read_scenarios
from kkgsim.engine.accounts import check
from kkgsim.engine.kept import KeptRuns
from kkgsim.engine.run_result import RunResult
from kkgsim.errors import called_from_python
from kkgsim.model.posterior import USUAL, Drawn, both
from kkgsim.places.districts import one_district
from kkgsim.places.place import Place
from kkgsim.scenario.at_place import at_place
from kkgsim.scenario.limits import check_limits
from kkgsim.scenario.read import read_policy
from kkgsim.scenario.resolve import check_targets, own_question, phases, place_named
from kkgsim.scenario.scenario import Phase, Scenario

Policy = Scenario | Path | str | Mapping[str, float] | Sequence[Mapping[str, Any]]
"""A scenario, its file or shipped name; settings by full name; or phases with the keys of a scenario file."""
ASSUMED = "given in Python"
"""Why a number that is given without a reason is different."""


@called_from_python("keep")
def keep(
    place: Place | str, months: int = 36, *, replicates: int = 20, seed: int = 2026, numbers: str = "drawn",
    workers: int = 1,
) -> KeptComparison:  # fmt: skip
    """Begin a place and play today's side of a comparison, to ask about one policy after the other.

    Args:
        place: The name of an embedded place, a folder made by ``kkgsim schools import``, or a ``Place``; of a single
            district.
        months: The horizon.
        replicates: Paired draws of numbers and luck.
        seed: Of all draws.
        numbers: "drawn" from their ranges in every replicate, from the "posterior", or held at those of the "book".
        workers: Threads that work on an answer; any number gives the same answers.

    Raises:
        InputError: For everything that is wrong with what was given.

    >>> import kkgsim
    >>> kept = kkgsim.keep("janapria", months=12, replicates=2)
    >>> for teams in (0.5, 2.0):
    ...     answer = kept.answer({"facilitator_team_per_10_schools": teams})
    ...     effects = answer.table.set_index(["scenario", "outcome"])
    ...     print(bool(effects.loc[("settings", "practice_mean"), "difference_mean"] > 0))
    True
    True
    """
    check_limits(months=months, replicates=replicates, seed=seed, workers=workers)
    _, _, drawn = read_policy({"numbers": numbers}, months, "keep()")
    where = place if isinstance(place, Place) else place_named(place)
    one_district(where)
    words = {"months": months, "replicates": replicates, "seed": seed, "numbers": None if drawn == USUAL else numbers}
    return KeptComparison(where, months, replicates, seed, drawn, workers, call("keep", where.name, **words))


@dataclass(frozen=True, eq=False)
class _Today:
    """One side of a comparison, played, and what plays the other side."""

    runs: KeptRuns
    result: RunResult


class KeptComparison:
    """A place, its people after the start, numbers, and today's side, kept; :meth:`answer` plays a policy against it.

    It answers the same numbers, to the last bit, as :func:`kkgsim.compare` does where it is asked the same. Threads may
    share it: answers are worked out one after the other. Every answer stays as it is when the next one is asked for.
    """

    def __init__(
        self, place: Place, months: int, replicates: int, seed: int, drawn: Drawn, workers: int, command: str
    ):  # fmt: skip
        self.place, self.months, self.replicates, self.seed, self.drawn = place, months, replicates, seed, drawn
        self._workers, self._command, self._lock = workers, command, Lock()
        self._question = replace(own_question(place, months, seed, ()), replicates=replicates, drawn=drawn)
        self._usual = self._key(self._question)
        self._sides = {self._usual: self._begun(self._question)}

    @called_from_python("answer")
    def answer(self, policy: Policy, assumptions: Mapping[str, Any] | None = None) -> Comparison:
        """A policy against today, on the kept replicates: what :func:`kkgsim.compare` gives.

        ``policy`` is a scenario, its file or the name of a shipped one; settings by full name, all months long, those
        of a lever that are not named being zero (``{"facilitator_team_per_10_schools": 1.0}``); or a list of phases
        with the keys of a scenario file (``[{"lever": "facilitator_team", "start": 7}]``). ``assumptions`` are numbers
        held different, each a value or a table as in a scenario file; they, or a scenario's own, change today as well,
        which is then played again, and kept until others are asked for. Place, replicates and seed are the kept ones.

        Raises ``InputError`` for everything that is wrong with what was given, such as a scenario of other months.
        """
        scenario = self._asked(policy, assumptions or {})
        check_targets([scenario], self.place)
        same_horizon([self._question.without_policy(), scenario])
        today = self._today(scenario)
        played = today.runs.play(scenario)
        check(played)
        baseline, = baselines_of([scenario])  # fmt: skip
        against = today.result if today.result.scenario == baseline else replace(today.result, scenario=baseline)
        if len(different([baseline, scenario])) == 1:
            played = against
        return Comparison(
            place=self.place, seed=self.seed, replicates=self.replicates, uncertain=both(scenario.drawn, self.drawn),
            played=(played,), against=(against,), everything=(against, played)[: 1 + (played is not against)],
            command=f"{self._command}.{call('answer', policy, assumptions=assumptions).removeprefix('kkgsim.')}",
        )  # fmt: skip

    def _asked(self, policy: Policy, assumptions: Mapping[str, Any]) -> Scenario:
        """The scenario that is asked about."""
        given = {name: _plain(value) for name, value in assumptions.items()}
        tables = {
            name: value if isinstance(value, Mapping) else {"value": value, "why": ASSUMED}
            for name, value in given.items()
        }
        words: dict[str, object] = {"assumptions": tables} if tables else {}
        if isinstance(policy, (Scenario, Path, str)):
            scenario = at_place(read_scenarios([policy], None)[0], self.place)
        else:
            fixed: tuple[Phase, ...] = ()
            if isinstance(policy, Mapping):
                fixed = phases({name: _plain(value) for name, value in policy.items()}, self.months)
            else:
                listed = isinstance(policy, (list, tuple))
                words["policy"] = [_plain_values(phase) for phase in policy] if listed else policy
            scenario = replace(self._question, policy=fixed)
        mine, assumed, _ = read_policy(words, self.months, "answer()")
        if not words:
            return scenario
        others = tuple(a for a in scenario.assumptions if a.number not in given)
        return replace(scenario, policy=mine or scenario.policy, assumptions=(*others, *assumed), text="")

    def _today(self, scenario: Scenario) -> _Today:
        """Today's side under a scenario's calendar and assumptions: the usual one, or the last other one."""
        key = self._key(scenario)
        with self._lock:
            if key not in self._sides:
                begun = self._begun(scenario)
                self._sides = {self._usual: self._sides[self._usual], key: begun}
            return self._sides[key]

    def _key(self, scenario: Scenario) -> Hashable:
        return question_without_policy(scenario), both(scenario.drawn, self.drawn)

    def _begun(self, scenario: Scenario) -> _Today:
        """Play the start, and today's side."""
        runs = KeptRuns(
            scenario, self.place, replicates=self.replicates, seed=self.seed,
            uncertain=both(scenario.drawn, self.drawn), workers=self._workers,
        )  # fmt: skip
        baseline, = baselines_of([scenario])  # fmt: skip
        result = runs.play(baseline)
        check(result)
        return _Today(runs, result)


def _plain(value: Any) -> Any:
    """A number of NumPy, such as sliders and tables give, as one of Python; everything else as it is."""
    return value.item() if hasattr(value, "item") and getattr(value, "ndim", 1) == 0 else value


def _plain_values(phase: Any) -> Any:
    return {key: _plain(value) for key, value in phase.items()} if isinstance(phase, Mapping) else phase
