"""``kkgsim.calibrate``: numbers fitted to facts, from Python as from the command line."""

from __future__ import annotations

import json
import time
from collections.abc import Iterable, Mapping
from contextlib import nullcontext
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from kkgsim.analysis.calibration.playing import FactPlayer, figure_name, measured_by
from kkgsim.analysis.calibration.problem import Budget, Players
from kkgsim.analysis.calibration.result import Calibration
from kkgsim.analysis.calibration.space import Space, drawn_numbers
from kkgsim.analysis.facts.api import FactSource, read_facts
from kkgsim.analysis.facts.fact import Fact
from kkgsim.analysis.facts.library import FACTS
from kkgsim.analysis.optional_libraries import need
from kkgsim.analysis.outcome_args import check_count
from kkgsim.analysis.result import Progress, call, no_progress
from kkgsim.design.questions import CALIBRATION_POINTS, CALIBRATION_REPLAYS, CALIBRATION_WAVES, FACT_SEED
from kkgsim.errors import COMMAND_LINE, InputError, Issue, called_from_python
from kkgsim.execution.evaluations import Evaluations, Question, evaluations
from kkgsim.execution.fingerprint import ROOT, installation_hashes
from kkgsim.execution.output_folder import sha256
from kkgsim.i18n import refusal
from kkgsim.scenario.limits import check_limits

AGAIN = 10
"""One point in so many is played twice, to know what luck does."""
TRIED = 8
"""Points that are played to learn how long one takes."""
PLAYED_BY = (
    *(f"analysis/facts/{name}.py" for name in ("evaluate", "runs", "sight", "statistics")),
    *(f"analysis/calibration/{name}.py" for name in ("playing", "space")),
)
"""What makes a point's figures beside the engine."""
EXAMPLE = 'estimate = { value = 0.24, error = 0.07, why = "…" }'
"""How a fact says with which error something was measured."""


@called_from_python("calibrate")
def calibrate(
    facts: FactSource | Iterable[FactSource] = (), out: Path | str | None = None, *,
    aside: FactSource | Iterable[FactSource] = (), points: int = CALIBRATION_POINTS.usual,
    waves: int = CALIBRATION_WAVES.usual, replays: int = CALIBRATION_REPLAYS.usual, seed: int = FACT_SEED,
    workers: int = 1, progress: Progress = no_progress,
) -> Calibration:  # fmt: skip
    """Fit the numbers of the model to facts, as ``kkgsim calibrate`` does.

    Args:
        facts: Facts to fit to: files, or names or numbers of shipped ones; without any the shipped ones that say so.
        out: Folder for the answer; what is played is kept beside it (``<out>-runs``), so that a fit that was stopped
            goes on where it was. None keeps nothing.
        aside: Facts to keep aside; all shipped ones that are not fitted to are anyway.
        points: Points of each wave.
        waves: The prior, and how often the points that facts rule out are left out.
        replays: Points of the prior and of the posterior that are played with every fact.
        seed: Of all draws.
        workers: Threads; any number gives the same results.
        progress: Hears how many more runs are done.

    Raises:
        InputError: Before anything is played, for everything that is wrong with the facts.
        KKGError: Where facts cannot be met.

    >>> import kkgsim
    >>> result = kkgsim.calibrate("F7", points=64, waves=1, replays=2)
    >>> set(result.table["status"]) <= {"identified", "fitted", "prior", "condition"}
    True
    """
    question = request(facts, aside=aside, points=points, waves=waves, replays=replays, seed=seed)
    folder = None if out is None else runs_folder(Path(out))
    with nullcontext() if folder is None else evaluations(folder, question.identity()) as kept:
        result = question.run(workers=workers, progress=progress, kept=kept)
    if out is not None:
        result.save(out, command=question.command)
    return result


def runs_folder(out: Path) -> Path:
    """Where what is played is kept: beside the answer."""
    return out.with_name(f"{out.name}-runs")


@dataclass(frozen=True)
class CalibrationRequest:
    """What is asked: the facts to fit to and those kept aside, read and checked, and how many points are played.
    ``given`` are the words that named the facts."""

    fitted: tuple[Fact, ...]
    aside: tuple[Fact, ...]
    budget: Budget
    seed: int
    given: Mapping[str, tuple[str, ...]]
    command: str

    @property
    def runs(self) -> int:
        """Runs that it takes."""
        players = self.players()
        return players.fitting.arms * self.budget.fitting + players.judging.arms * 2 * self.budget.replays

    def players(
        self, kept: Evaluations | None = None, workers: int = 1, progress: Progress = no_progress
    ) -> _FactPlayers:  # fmt: skip
        """What plays points on the facts."""
        space = Space(drawn_numbers())
        everything = (*self.fitted, *self.aside)
        judged = tuple(
            figure_name(fact, quantity) for fact in everything for quantity in fact.quantities.values()
            if quantity.target is not None or quantity.estimate is not None
        )  # fmt: skip
        how: dict[str, Any] = {"seed": self.seed, "kept": kept, "workers": workers, "progress": progress}
        return _FactPlayers(
            FactPlayer(self.fitted, measured_by(self.fitted).names, space, **how),
            FactPlayer(everything, judged, space, **how),
        )

    def seconds(self, workers: int, kept: int = 0) -> float:
        """Seconds that it takes, measured on a few points; the first ``kept`` points are played already."""
        players, budget = self.players(workers=workers), self.budget
        left = {
            players.fitting: max(0, budget.fitting - kept),
            players.judging: 2 * budget.replays - max(0, kept - budget.fitting),
        }
        return sum(points * _seconds_a_point(player) for player, points in left.items() if points > 0)

    def identity(self) -> Question:
        """The question as its folder of runs knows it."""
        texts = {fact.name: fact.text for fact in (*self.fitted, *self.aside)}
        question = {"budget": asdict(self.budget), "seed": self.seed, "fitted": [fact.name for fact in self.fitted]}
        played = {name: sha256((ROOT / name).read_text(encoding="utf-8")) for name in PLAYED_BY}
        return Question("calibrate", {
            **{name: sha256(json.dumps(part, sort_keys=True))
               for name, part in (("facts", texts), ("question", question), ("fitting", played))},
            **installation_hashes(),
        }, self.command)  # fmt: skip

    def run(
        self, *, workers: int = 1, progress: Progress = no_progress, kept: Evaluations | None = None
    ) -> Calibration:  # fmt: skip
        """Play and fit; the same for any number of workers, and when it is gone on with."""
        players = self.players(kept, workers, progress)
        space = players.fitting.space
        measured = measured_by(self.fitted)
        fitted = need("calibration.fit").fit(
            Players(players.fitting, players.judging), measured, space.free, self.budget, self.seed
        )
        return Calibration(self.fitted, self.aside, space, fitted, self.budget, self.seed, self.given, self.command)


def _seconds_a_point(player: FactPlayer) -> float:
    """Seconds that a point takes, measured on a few of them."""
    scores = player.prior(range(TRIED))
    player(scores[:1], 0)  # what is made once is no part of it
    began = time.perf_counter()
    player(scores, 0)
    return (time.perf_counter() - began) / TRIED


@dataclass(frozen=True)
class _FactPlayers:
    """What plays points with the facts that are fitted to, and with all."""

    fitting: FactPlayer
    judging: FactPlayer


def request(
    facts: FactSource | Iterable[FactSource] = (), *, aside: FactSource | Iterable[FactSource] = (),
    points: int = CALIBRATION_POINTS.usual, waves: int = CALIBRATION_WAVES.usual,
    replays: int = CALIBRATION_REPLAYS.usual, seed: int = FACT_SEED,
) -> CalibrationRequest:  # fmt: skip
    """The question, read and checked, before anything is run; see :func:`calibrate`. Raises ``InputError``."""
    need("calibration.emulator")
    check_count("--points", points, *CALIBRATION_POINTS.bounds)
    check_count("--waves", waves, *CALIBRATION_WAVES.bounds)
    check_count("--replays", replays, *CALIBRATION_REPLAYS.bounds)
    check_limits(seed=seed)
    words = {"facts": _several(facts), "aside": _several(aside)}
    kept_aside = read_facts(words["aside"])
    set_aside = {fact.name for fact in kept_aside}
    usual = [fact for fact in FACTS.values() if fact.fitted and fact.name not in set_aside]
    fitted = read_facts(words["facts"]) if words["facts"] else tuple(usual)
    _refuse_unfit(fitted, set_aside)
    others = [fact for fact in FACTS.values() if fact.name not in set_aside | {fact.name for fact in fitted}]
    budget = Budget(points, waves, -(-points // AGAIN), replays)
    given = {key: tuple(s.name if isinstance(s, Fact) else str(s) for s in value) for key, value in words.items()}
    command = call("calibrate", list(given["facts"]), aside=list(given["aside"]), points=points, waves=waves,
                   replays=replays, seed=seed)  # fmt: skip
    return CalibrationRequest(fitted, (*kept_aside, *others), budget, seed, given, command)


def again(answered: Mapping[str, Any]) -> CalibrationRequest:
    """The question to which an answer belongs, as its provenance has it (``calibration``)."""
    budget = {name: int(answered["budget"][name]) for name in ("points", "waves", "replays")}
    facts, aside = (list(answered["given"][key]) for key in ("facts", "aside"))
    return request(facts, aside=aside, seed=int(answered["seed"]), **budget)


def _several(sources: FactSource | Iterable[FactSource]) -> list[FactSource]:
    return [sources] if isinstance(sources, (Fact, Path, str)) else list(sources)


def _refuse_unfit(fitted: tuple[Fact, ...], aside: set[str]) -> None:
    """Refuse facts that nothing can be fitted to, by name: without an error, or kept aside at the same time."""
    issues = [
        Issue(COMMAND_LINE, refusal("calibrate_no_error"), key=fact.name, allowed=EXAMPLE)
        for fact in fitted if not fact.estimated
    ]  # fmt: skip
    issues += [Issue(COMMAND_LINE, refusal("calibrate_both"), key=fact.name) for fact in fitted if fact.name in aside]
    if not fitted:
        issues.append(Issue(COMMAND_LINE, refusal("calibrate_no_fact")))
    if issues:
        raise InputError(issues)
