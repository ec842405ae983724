"""The reference rules in plain NumPy: whole columns at a time, one run after the other or all runs at once."""

from __future__ import annotations

import numpy as np

from benchmarks.reference.world import CLUSTER, RECORDED, SCHOOL, Numbers, Play, Table, World


def one_by_one(world: World) -> Play:
    """Each run on its own."""

    def play() -> Table:
        return np.concatenate([_played(world, slice(run, run + 1)) for run in range(world.runs)])

    return play


def batched(world: World) -> Play:
    """All runs side by side in one array."""
    return lambda: _played(world, slice(None))


def _played(world: World, runs: slice) -> Table:
    n = world.n
    s = {name: values[runs].copy() for name, values in world.teacher.items()}
    comp = np.stack([s.pop(f"comp_{j}") for j in range(4)])
    s |= {"support": np.repeat(world.above["support"][runs], SCHOOL, axis=1), "came": world.came[runs].copy()}
    lead, relevance = world.above["facilitator"][runs], world.above["relevance"][runs]
    record = np.empty((len(s["came"]), world.months, len(RECORDED)))
    for month in range(world.months):
        uniform, normal = world.uniform[month, runs], world.normal[month, runs]
        came = _came(s, relevance, uniform, n)
        mean, quality = _session(comp, came, lead, n)
        comp = _learnt(comp, came, mean, _spread(quality), s["motivation"], n)
        _practise(s, comp, came, n)
        worth = came * _spread(quality * relevance) - n.strain * s["workload"]
        s["motivation"] = np.clip(s["motivation"] + n.mood * worth + n.noise * normal, 0.0, 1.0)
        s["habit"] = n.keep * s["habit"] + (1.0 - n.keep) * came
        s["came"] = came
        for rank, column in enumerate((comp[0], s["practice"], came, s["motivation"])):
            record[:, month, rank] = column.mean(axis=1)
    return record


def _in_clusters(column: Table) -> Table:
    return column.reshape(*column.shape[:-1], -1, CLUSTER)


def _spread(column: Table) -> Table:
    """What clusters have, for each of their teachers."""
    return np.repeat(column, CLUSTER, axis=-1)


def _came(s: dict[str, Table], relevance: Table, uniform: Table, n: Numbers) -> Table:
    peer = _in_clusters(s["came"]).mean(axis=-1)
    u = (
        n.base + n.by_motivation * s["motivation"] + n.by_support * s["support"] + n.by_habit * s["habit"]
        + _spread(n.by_peer * peer + n.by_relevance * relevance)
        - n.by_distance * s["distance"] - n.by_workload * s["workload"]
    )  # fmt: skip
    return (uniform < 1.0 / (1.0 + np.exp(-u))).astype(np.float64)


def _session(comp: Table, came: Table, lead: Table, n: Numbers) -> tuple[Table, Table]:
    """Mean competencies of those who came, shape (4, runs, clusters), and the session's quality, (runs, clusters)."""
    there = _in_clusters(came)
    count = there.sum(axis=-1)
    mean = _in_clusters(comp * came).sum(axis=-1) / np.maximum(count, 1.0)
    best = _in_clusters(comp[0] * came).max(axis=-1)
    return mean, lead * (n.lead_base + n.lead_best * best) * (count >= n.fewest)


def _learnt(comp: Table, came: Table, mean: Table, quality: Table, motivation: Table, n: Numbers) -> Table:
    focus = np.array(n.focus)[:, None, None]
    gain = n.rate * quality * motivation * focus + n.peer_rate * np.maximum(_spread(mean) - comp, 0.0)
    in_schools = comp[0].reshape(len(came), -1, SCHOOL).mean(axis=-1)
    seen = n.spill * np.maximum(np.repeat(in_schools, SCHOOL, axis=-1) - comp[0], 0.0)
    learnt = comp + came * gain * (1.0 - comp)
    learnt[0] += (1.0 - came) * seen
    kept: Table = learnt * (1.0 - n.decay)
    return kept


def _practise(s: dict[str, Table], comp: Table, came: Table, n: Numbers) -> None:
    up = n.adopt * (comp.mean(axis=0) - s["practice"]) * (n.adopt_base + n.adopt_support * s["support"])
    s["practice"] += np.where(came > 0.0, up, n.revert * (n.habitual - s["practice"]))
