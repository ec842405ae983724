"""The reference rules in Mesa: a teacher is an object, what the cluster does is written on the cluster."""

from __future__ import annotations

import math
from typing import Any

import mesa
import numpy as np

from benchmarks.reference.world import CLUSTER, RECORDED, SCHOOL, Play, Table, World, world


class School(mesa.Agent):
    """A school: its teachers, and how far the principal supports them."""

    def __init__(self, model: mesa.Model, support: float):
        super().__init__(model)
        self.support = support
        self.teachers: list[Teacher] = []
        self.mean = 0.0

    def look(self) -> None:
        """What the school's teachers know, on average."""
        self.mean = sum(teacher.comp[0] for teacher in self.teachers) / len(self.teachers)


class Cluster(mesa.Agent):
    """A cluster of schools and its working group."""

    def __init__(self, model: mesa.Model, facilitator: float, relevance: float):
        super().__init__(model)
        self.facilitator, self.relevance = facilitator, relevance
        self.teachers: list[Teacher] = []
        self.peer = self.quality = 0.0
        self.mean = [0.0] * 4

    def look_back(self) -> None:
        """How many of all came last month."""
        self.peer = sum(teacher.came for teacher in self.teachers) / len(self.teachers)

    def meet(self) -> None:
        """The session, of those who came."""
        n, there = self.model.world.n, [teacher for teacher in self.teachers if teacher.came]
        best = max((teacher.comp[0] for teacher in there), default=0.0)
        self.mean = [sum(teacher.comp[j] for teacher in there) / max(len(there), 1) for j in range(4)]
        enough = len(there) >= n.fewest
        self.quality = self.facilitator * (n.lead_base + n.lead_best * best) if enough else 0.0


class Teacher(mesa.Agent):
    """A teacher."""

    def __init__(self, model: mesa.Model, seat: int, school: School, cluster: Cluster, has: dict[str, float]):
        super().__init__(model)
        self.seat, self.school, self.cluster = seat, school, cluster
        self.comp = [has[f"comp_{j}"] for j in range(4)]
        self.practice, self.motivation, self.habit = has["practice"], has["motivation"], has["habit"]
        self.workload, self.distance, self.came = has["workload"], has["distance"], has["came"]
        for group in (school, cluster):
            group.teachers.append(self)

    def decide(self) -> None:
        """Come or stay away."""
        n = self.model.world.n
        u = (
            n.base + n.by_motivation * self.motivation + n.by_support * self.school.support + n.by_habit * self.habit
            + n.by_peer * self.cluster.peer + n.by_relevance * self.cluster.relevance
            - n.by_distance * self.distance - n.by_workload * self.workload
        )  # fmt: skip
        self.came = 1.0 if self.model.uniform[self.seat] < 1.0 / (1.0 + math.exp(-u)) else 0.0

    def live(self) -> None:
        """What the month does to a teacher."""
        n, cluster, comp = self.model.world.n, self.cluster, self.comp
        if self.came:
            for j, focus in enumerate(n.focus):
                gain = n.rate * cluster.quality * focus * self.motivation
                gain += n.peer_rate * max(0.0, cluster.mean[j] - comp[j])
                comp[j] += gain * (1.0 - comp[j])
        else:
            comp[0] += n.spill * max(0.0, self.school.mean - comp[0])
        for j in range(4):
            comp[j] *= 1.0 - n.decay
        if self.came:
            open_to = n.adopt_base + n.adopt_support * self.school.support
            self.practice += n.adopt * (sum(comp) / 4 - self.practice) * open_to
        else:
            self.practice += n.revert * (n.habitual - self.practice)
        felt = n.mood * (self.came * cluster.quality * cluster.relevance - n.strain * self.workload)
        self.motivation += felt + n.noise * self.model.normal[self.seat]
        self.motivation = min(max(self.motivation, 0.0), 1.0)
        self.habit = n.keep * self.habit + (1.0 - n.keep) * self.came


class Reference(mesa.Model):
    """One run. ``months``, ``clusters`` and ``seed`` make a world of their own, for ``batch_run``."""

    def __init__(self, given: World | None = None, run: int = 0, clusters: int = 1, months: int = 60, seed: int = 1):
        super().__init__(rng=seed)
        self.world, self.run = given or world(1, clusters, months, seed), run
        self._populate()
        self.datacollector = mesa.DataCollector(
            {
                "competency": lambda model: model.mean(lambda teacher: teacher.comp[0]),
                **{name: _mean_of(name) for name in RECORDED[1:]},
            }
        )

    def _populate(self) -> None:
        has = {name: values[self.run].tolist() for name, values in self.world.teacher.items()}
        has["came"] = self.world.came[self.run].tolist()
        above = {name: values[self.run].tolist() for name, values in self.world.above.items()}
        schools = [School(self, support) for support in above["support"]]
        clusters = [Cluster(self, *each) for each in zip(above["facilitator"], above["relevance"], strict=True)]
        self.teachers = [
            Teacher(self, i, schools[i // SCHOOL], clusters[i // CLUSTER], {name: has[name][i] for name in has})
            for i in range(self.world.teachers)
        ]

    def step(self) -> None:
        """One month."""
        self.uniform = self.world.uniform[self.steps - 1, self.run].tolist()
        self.normal = self.world.normal[self.steps - 1, self.run].tolist()
        kinds = self.agents_by_type
        kinds[Cluster].do("look_back")
        kinds[School].do("look")
        kinds[Teacher].do("decide")
        kinds[Cluster].do("meet")
        kinds[Teacher].do("live")
        self.datacollector.collect(self)
        self.running = self.steps < self.world.months

    def mean(self, of: Any) -> float:
        """The mean over all teachers."""
        return float(sum(map(of, self.teachers)) / len(self.teachers))


def _mean_of(name: str) -> Any:
    return lambda model: model.mean(lambda teacher: getattr(teacher, name))


def rules_on(given: World) -> Play:
    """Run after run; making the agents is part of it."""

    def play() -> Table:
        return np.stack([_run(given, run) for run in range(given.runs)])

    return play


def _run(given: World, run: int) -> Table:
    model = Reference(given, run)
    while model.running:
        model.step()
    record: Table = model.datacollector.get_model_vars_dataframe()[list(RECORDED)].to_numpy()
    return record
