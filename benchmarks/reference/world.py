"""The reference rules: what they read, and what they are played on.

A teacher sits in a school of 8, a school in a cluster of 8 schools. Every month, in this order; of others, everybody
reads the state at the beginning of the month:

1. ``peer`` of a cluster is the share of its teachers who came last month.
2. A teacher comes when ``uniform < 1 / (1 + exp(-u))``, ``u`` being ``base`` plus what pulls (motivation, the
   principal's support, habit, peers, relevance) less what drags (distance, workload).
3. Of those who come, per cluster: how many, their mean competencies, the best of the first competency; the
   quality of the session is ``facilitator * (lead_base + lead_best * best)``, nothing when fewer than ``fewest`` come.
4. Who came learns: ``rate * quality * focus * (1 - comp) * motivation`` from the session and ``peer_rate * (1 - comp)``
   times what the mean is above, in each of four competencies.
5. Who stayed away picks up ``spill`` of what the school's mean is above in the first competency.
6. Everybody forgets ``decay`` of each competency.
7. Practice goes up toward the mean competency, as far as the principal supports it, for those who came, and back toward
   ``habitual`` for others.
8. Motivation moves with the session, the workload and luck, and is held in 0-1.
9. Habit follows coming.
10. The month's means over all teachers of first competency, practice, coming and motivation are recorded.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

SCHOOL, SCHOOLS = 8, 8
"""Teachers of a school, schools of a cluster."""
CLUSTER = SCHOOL * SCHOOLS
"""Teachers of a cluster."""
COMPETENCIES = 4
RECORDED = ("competency", "practice", "came", "motivation")

Table = NDArray[np.float64]
Play = Callable[[], Table]
"""Plays a world from its beginning; what is recorded has shape (runs, months, recorded)."""


class Numbers(NamedTuple):
    """The numbers of the rules: plausible, not evidence. Nothing is concluded from them."""

    base: float = -0.6
    by_motivation: float = 1.2
    by_support: float = 0.8
    by_habit: float = 1.5
    by_peer: float = 0.8
    by_relevance: float = 0.7
    by_distance: float = 0.08
    by_workload: float = 1.0
    lead_base: float = 0.5
    lead_best: float = 0.5
    fewest: float = 3.0
    rate: float = 0.06
    focus_0: float = 0.4
    focus_1: float = 0.3
    focus_2: float = 0.2
    focus_3: float = 0.1
    peer_rate: float = 0.03
    spill: float = 0.02
    decay: float = 0.004
    adopt: float = 0.1
    adopt_base: float = 0.3
    adopt_support: float = 0.7
    revert: float = 0.02
    habitual: float = 0.3
    mood: float = 0.05
    strain: float = 0.5
    noise: float = 0.02
    keep: float = 0.8

    @property
    def focus(self) -> tuple[float, ...]:
        """The four weights of what a session is about."""
        return self.focus_0, self.focus_1, self.focus_2, self.focus_3


NUMBERS = Numbers()

TEACHER = {
    **{f"comp_{j}": (0.2, 0.8) for j in range(COMPETENCIES)},
    "practice": (0.1, 0.6), "motivation": (0.2, 0.9), "habit": (0.0, 1.0), "workload": (0.1, 0.9),
    "distance": (0.0, 15.0),
}  # fmt: skip
"""What a teacher has, and between what it lies at the start."""
ABOVE = {"support": SCHOOL, "facilitator": CLUSTER, "relevance": CLUSTER}
"""What a school or a cluster has, by how many teachers share it; each is in 0-1 and does not change."""


@dataclass(frozen=True)
class World:
    """Starting values, numbers and luck of some runs.

    ``teacher`` holds arrays of shape (runs, teachers); ``above``, of shape (runs, schools or clusters); ``came``, of
    shape (runs, teachers), says who came in the month before the first. ``uniform`` and ``normal`` have shape (months,
    runs, teachers).
    """

    runs: int
    clusters: int
    months: int
    teacher: dict[str, Table]
    above: dict[str, Table]
    came: Table
    uniform: Table
    normal: Table
    n: Numbers = NUMBERS

    @property
    def teachers(self) -> int:
        """Teachers of one run."""
        return self.clusters * CLUSTER

    @property
    def teacher_months(self) -> int:
        """Work: teachers times months times runs."""
        return self.runs * self.teachers * self.months


def world(runs: int, clusters: int, months: int, seed: int = 1) -> World:
    """A world whose starting values and luck depend on nothing but the arguments."""
    rng = np.random.default_rng(seed)
    size = (runs, clusters * CLUSTER)
    return World(
        runs, clusters, months,
        {name: rng.uniform(low, high, size) for name, (low, high) in TEACHER.items()},
        {name: rng.random((runs, size[1] // share)) for name, share in ABOVE.items()},
        (rng.random(size) < 0.5).astype(np.float64),
        rng.random((months, *size)), rng.standard_normal((months, *size)),
    )  # fmt: skip
