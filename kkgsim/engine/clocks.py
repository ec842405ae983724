"""All clocks side by side: a scenario is played in each that this machine has, and their digests are compared.

A clock that plays the same rules gives the same numbers to the bit, so one digest says whether they do.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

from kkgsim.engine import sampling
from kkgsim.engine.batch import Batch
from kkgsim.engine.budget import policy_within
from kkgsim.engine.columns import LANES
from kkgsim.engine.digest import RETURNED, of_replicates, replicate_digest
from kkgsim.engine.initial_state import InitialStates, roster_of
from kkgsim.engine.policy_tables import scenario_plan
from kkgsim.engine.printing import c_library, node_process
from kkgsim.engine.run_result import summed
from kkgsim.engine.simulate import GROUPED_RANKS, WEIGHT_RANKS, Play, Recording, simulate
from kkgsim.i18n import Text
from kkgsim.model.posterior import USUAL, Drawn
from kkgsim.model.schedule import ORDER, Step
from kkgsim.places.place import Place
from kkgsim.scenario.scenario import Scenario

NO_COMPILER = Text("no C compiler on this machine", "tidak ada kompilator C di komputer ini")
NO_NODE = Text("no node on this machine", "tidak ada node di komputer ini")


@dataclass(frozen=True)
class Question:
    """What every clock is to play: replicates 0, 1 … of a scenario in a place, ``lanes`` of them side by side."""

    place: Place
    scenario: Scenario
    replicates: int
    uncertain: Drawn = USUAL
    order: tuple[Step, ...] = ORDER
    lanes: int = LANES


@dataclass(frozen=True)
class Reading:
    """What a clock gave: the digest, or why it could not be asked."""

    clock: str
    digest: str | None
    reason: Text | None = None


def compiled(question: Question, play: Play | None = None) -> str:
    """The digest of a clock that plays tables."""
    return of_replicates(
        replicate_digest([np.asarray(getattr(recorded, name))[..., lane] for name in RETURNED])
        for recorded in recordings(question, play)
        for lane in range(recorded.lanes)
    )


def recordings(question: Question, play: Play | None) -> Iterator[Recording]:
    """What each batch of runs leaves."""
    scenario = question.scenario
    initial = InitialStates(roster_of(question.place, scenario), scenario.seed)
    for first in range(0, question.replicates, question.lanes):
        here = range(first, min(first + question.lanes, question.replicates))
        parameters = sampling.numbers_of(scenario.seed, here, scenario.assumptions, uncertain=question.uncertain)
        policy = scenario_plan(scenario, question.place).tables(parameters)
        batch = Batch(initial, initial.lanes(here), parameters, policy, scenario.first_month, question.order)
        yield simulate(replace(batch, policy=policy_within(batch, scenario)), play=play)


def mesa(question: Question) -> str:
    """The digest of the clear clock, which plays one replicate after the other."""
    return of_replicates(map(_of_agents, [question] * question.replicates, range(question.replicates)))


def _of_agents(question: Question, replicate: int) -> bytes:
    """The hash of one replicate, played by agents."""
    from kkgsim.engine.mesa_model import KKGModel  # imports Mesa, which the other clocks do not need

    model = KKGModel(
        question.place, scenario=question.scenario, replicate=replicate, uncertain=question.uncertain,
        order=question.order,
    )  # fmt: skip
    while model.running:
        model.step()
    value, weight = (np.array([summed(month, 1) for month in table]).T for table in (model.value, model.weight))
    tables = {
        "total_value": value,
        "total_weight": weight[_firsts(WEIGHT_RANKS)],
        "group_value": np.array(model.group_value).T,
        "group_weight": np.array(model.group_weight).T[_firsts(GROUPED_RANKS)],
        "ledger": np.array(model.ledger).T,
        "purses": np.array(model.purses).T,
    }
    return replicate_digest(tables[name] for name in RETURNED)


def _firsts(ranks: list[int]) -> list[int]:
    """Where each rank stands for the first time."""
    return [ranks.index(rank) for rank in range(max(ranks) + 1)]


def readings(question: Question, *, agents: bool = True) -> Iterator[Reading]:
    """What each clock gives, one after the other; without ``agents`` the clear clock, which is slow, is left out."""
    yield Reading("LLVM", compiled(question))
    yield _asked("C", question, c_library.compiler(), NO_COMPILER, c_library.play)
    yield _asked("JavaScript", question, node_process.node(), NO_NODE, node_process.play)
    if agents:
        yield Reading("Mesa", mesa(question))


def _asked(clock: str, question: Question, there: str | None, reason: Text, play: Play) -> Reading:
    """What a clock gives that may not be there."""
    return Reading(clock, None, reason) if there is None else Reading(clock, compiled(question, play))
