"""The reference rules in plain numba, as a first port from Python looks: teacher by teacher, ``if``, ``math.exp``."""

# mypy: disable-error-code="no-untyped-def"
from __future__ import annotations

import math

import numba
import numpy as np

from benchmarks.reference.world import CLUSTER, SCHOOL, SCHOOLS, Play, Table, World


@numba.njit
def month_of(
    k, n, comp, practice, motivation, habit, workload, distance, support, lead, relevance, came, uniform, normal
):
    """One month of cluster ``k``; changes the columns of one run."""
    first, last = k * CLUSTER, (k + 1) * CLUSTER
    focus = (n.focus_0, n.focus_1, n.focus_2, n.focus_3)
    peer = came[first:last].mean()
    count, best, mean = 0.0, 0.0, np.zeros(4)
    school = np.zeros(SCHOOLS)
    for i in range(first, last):
        u = n.base + n.by_motivation * motivation[i] + n.by_support * support[i // SCHOOL] + n.by_habit * habit[i]
        u += n.by_peer * peer + n.by_relevance * relevance[k]
        u -= n.by_distance * distance[i] + n.by_workload * workload[i]
        came[i] = 1.0 if uniform[i] < 1.0 / (1.0 + math.exp(-u)) else 0.0
        school[(i - first) // SCHOOL] += comp[i, 0] / SCHOOL
        if came[i]:
            count += 1.0
            best = max(best, comp[i, 0])
            mean += comp[i]
    if count:
        mean /= count
    quality = lead[k] * (n.lead_base + n.lead_best * best) if count >= n.fewest else 0.0
    for i in range(first, last):
        if came[i]:
            for j in range(4):
                gain = n.rate * quality * focus[j] * motivation[i] + n.peer_rate * max(0.0, mean[j] - comp[i, j])
                comp[i, j] += gain * (1.0 - comp[i, j])
        else:
            comp[i, 0] += n.spill * max(0.0, school[(i - first) // SCHOOL] - comp[i, 0])
        for j in range(4):
            comp[i, j] *= 1.0 - n.decay
        if came[i]:
            open_to = n.adopt_base + n.adopt_support * support[i // SCHOOL]
            practice[i] += n.adopt * (comp[i].mean() - practice[i]) * open_to
        else:
            practice[i] += n.revert * (n.habitual - practice[i])
        motivation[i] += n.mood * (came[i] * quality * relevance[k] - n.strain * workload[i]) + n.noise * normal[i]
        motivation[i] = min(max(motivation[i], 0.0), 1.0)
        habit[i] = n.keep * habit[i] + (1.0 - n.keep) * came[i]


@numba.njit
def played(n, comp, practice, motivation, habit, workload, distance, support, lead, relevance, came, uniform, normal):
    """All months of one run; the record has shape (months, 4)."""
    record = np.empty((len(uniform), 4))
    for month in range(len(uniform)):
        for k in range(len(lead)):
            month_of(
                k, n, comp, practice, motivation, habit, workload, distance, support, lead, relevance, came,
                uniform[month], normal[month],
            )  # fmt: skip
        record[month, 0], record[month, 1] = comp[:, 0].mean(), practice.mean()
        record[month, 2], record[month, 3] = came.mean(), motivation.mean()
    return record


def rules_on(world: World) -> Play:
    """Run after run."""

    def play() -> Table:
        return np.stack([_run(world, run) for run in range(world.runs)])

    return play


def _run(world: World, run: int) -> Table:
    s = {name: values[run].copy() for name, values in world.teacher.items()}
    comp = np.stack([s[f"comp_{j}"] for j in range(4)], axis=1)
    above = (world.above[name][run] for name in ("support", "facilitator", "relevance"))
    columns = (s[name] for name in ("practice", "motivation", "habit", "workload", "distance"))
    uniform, normal = (np.ascontiguousarray(luck[:, run]) for luck in (world.uniform, world.normal))
    record: Table = played(world.n, comp, *columns, *above, world.came[run].copy(), uniform, normal)
    return record
