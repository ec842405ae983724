"""The reference rules in AgentPy: agents in lists, verbs called on lists, variables recorded by the model."""

from __future__ import annotations

import math

import agentpy as ap  # type: ignore[import-not-found, unused-ignore]
import numpy as np

from benchmarks.reference.world import CLUSTER, RECORDED, SCHOOL, Play, Table, World


class School(ap.Agent):
    """A school."""

    def setup(self) -> None:
        self.teachers = ap.AgentList(self.model)
        self.support = self.mean = 0.0

    def look(self) -> None:
        """What the school's teachers know, on average."""
        self.mean = sum(teacher.comp[0] for teacher in self.teachers) / len(self.teachers)


class Cluster(ap.Agent):
    """A cluster of schools."""

    def setup(self) -> None:
        self.teachers = ap.AgentList(self.model)
        self.facilitator = self.relevance = self.peer = self.quality = 0.0
        self.mean = [0.0] * 4

    def look_back(self) -> None:
        """How many of all came last month."""
        self.peer = sum(self.teachers.came) / len(self.teachers)

    def meet(self) -> None:
        """The session, of those who came."""
        n, there = self.p.world.n, self.teachers.select(self.teachers.came == 1.0)
        best = max((teacher.comp[0] for teacher in there), default=0.0)
        self.mean = [sum(teacher.comp[j] for teacher in there) / max(len(there), 1) for j in range(4)]
        enough = len(there) >= n.fewest
        self.quality = self.facilitator * (n.lead_base + n.lead_best * best) if enough else 0.0


class Teacher(ap.Agent):
    """A teacher."""

    def setup(self) -> None:
        self.comp = [0.0] * 4
        self.practice = self.motivation = self.habit = self.workload = self.distance = self.came = 0.0

    def decide(self) -> None:
        """Come or stay away."""
        n, school, cluster = self.p.world.n, self.school, self.cluster
        u = (
            n.base + n.by_motivation * self.motivation + n.by_support * school.support + n.by_habit * self.habit
            + n.by_peer * cluster.peer + n.by_relevance * cluster.relevance
            - n.by_distance * self.distance - n.by_workload * self.workload
        )  # fmt: skip
        self.came = 1.0 if self.model.uniform[self.seat] < 1.0 / (1.0 + math.exp(-u)) else 0.0

    def live(self) -> None:
        """What the month does to a teacher."""
        n, school, cluster, comp = self.p.world.n, self.school, self.cluster, self.comp
        if self.came:
            for j, focus in enumerate(n.focus):
                gain = n.rate * cluster.quality * focus * self.motivation
                gain += n.peer_rate * max(0.0, cluster.mean[j] - comp[j])
                comp[j] += gain * (1.0 - comp[j])
            open_to = n.adopt_base + n.adopt_support * school.support
        else:
            comp[0] += n.spill * max(0.0, school.mean - comp[0])
        for j in range(4):
            comp[j] *= 1.0 - n.decay
        if self.came:
            self.practice += n.adopt * (sum(comp) / 4 - self.practice) * open_to
        else:
            self.practice += n.revert * (n.habitual - self.practice)
        felt = n.mood * (self.came * cluster.quality * cluster.relevance - n.strain * self.workload)
        self.motivation += felt + n.noise * self.model.normal[self.seat]
        self.motivation = min(max(self.motivation, 0.0), 1.0)
        self.habit = n.keep * self.habit + (1.0 - n.keep) * self.came


class Reference(ap.Model):
    """One run of ``p.world``, the one numbered ``p.run``."""

    def setup(self) -> None:
        given, run = self.p.world, self.p.run
        self.schools = ap.AgentList(self, given.teachers // SCHOOL, School)
        self.clusters = ap.AgentList(self, given.clusters, Cluster)
        self.teachers = ap.AgentList(self, given.teachers, Teacher)
        self.schools.support = ap.AttrIter(given.above["support"][run].tolist())
        for name in ("facilitator", "relevance"):
            setattr(self.clusters, name, ap.AttrIter(given.above[name][run].tolist()))
        for name in ("practice", "motivation", "habit", "workload", "distance"):
            setattr(self.teachers, name, ap.AttrIter(given.teacher[name][run].tolist()))
        self.teachers.came = ap.AttrIter(given.came[run].tolist())
        comp = np.stack([given.teacher[f"comp_{j}"][run] for j in range(4)], axis=1).tolist()
        for i, teacher in enumerate(self.teachers):
            teacher.seat, teacher.comp = i, comp[i]
            teacher.school, teacher.cluster = self.schools[i // SCHOOL], self.clusters[i // CLUSTER]
            teacher.school.teachers.append(teacher)
            teacher.cluster.teachers.append(teacher)

    def step(self) -> None:
        """One month."""
        self.uniform = self.p.world.uniform[self.t - 1, self.p.run].tolist()
        self.normal = self.p.world.normal[self.t - 1, self.p.run].tolist()
        self.clusters.look_back()
        self.schools.look()
        self.teachers.decide()
        self.clusters.meet()
        self.teachers.live()

    def update(self) -> None:
        """Record; AgentPy calls this after every step, and once before the first."""
        if self.t:
            self.record("competency", sum(teacher.comp[0] for teacher in self.teachers) / len(self.teachers))
            for name in RECORDED[1:]:
                self.record(name, sum(getattr(self.teachers, name)) / len(self.teachers))


def rules_on(given: World) -> Play:
    """Run after run; making the agents is part of it."""

    def play() -> Table:
        return np.stack([_run(given, run) for run in range(given.runs)])

    return play


def _run(given: World, run: int) -> Table:
    results = Reference({"world": given, "run": run, "steps": given.months}).run(display=False)
    record: Table = results.variables.Reference[list(RECORDED)].to_numpy()
    return record
