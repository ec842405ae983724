"""Whom a policy reaches, month by month, in the clear clock: what :mod:`kkgsim.engine.printing.reach` prints."""

from __future__ import annotations

from collections.abc import Mapping
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import numpy as np

from kkgsim.engine.policy_tables import PolicyTables
from kkgsim.model import reaching
from kkgsim.model.arrays import Array
from kkgsim.model.levers import NAMES, all_levers, all_settings
from kkgsim.model.outcomes import OUTCOMES, SEEN_BY_AN_OFFICE

if TYPE_CHECKING:
    from kkgsim.engine.mesa_model import KKGModel

Settings = dict[str, float]
"""Settings by full name."""


class PolicyReach:
    """The policy of one run, and what is kept of it lever by lever: ``gates`` in the whole place, ``reach`` in each
    cluster."""

    def __init__(self, tables: PolicyTables, model: KKGModel):
        self._tables, self._model = tables, model
        self._names = reaching.columns_for(NAMES, reaching.AIM)
        self.gates = {name: SimpleNamespace(**dict.fromkeys(reaching.GATE, 0.0)) for name in NAMES}
        self.reach = [
            {name: SimpleNamespace(**dict.fromkeys(reaching.REACH, 0.0)) for name in NAMES} for _ in model.clusters
        ]
        self._delays = {name: reaching.whole_delay(getattr(model.n, all_levers()[name].delay)) for name in NAMES}

    def begin_month(self, month: int) -> None:
        """Settle whom the policy reaches in a month, counted from 0."""
        self._aims = self._row(self._tables.aims, self._names, month)
        acts, paid = (
            self._row(table, tuple(all_settings()), month) for table in (self._tables.effective, self._tables.committed)
        )
        for name, gate in self.gates.items():
            gate.shut = reaching.is_shut(self._aim(name, "begins"), self._aim(name, "when"), gate.shut)
            gate.fresh = reaching.months_in(gate.shut, gate.was_shut, gate.fresh)
            gate.was_shut = gate.shut
            for count in ("sum", "looked", "watched"):
                setattr(gate, count, reaching.kept_on(getattr(gate, count), self._aim(name, "begins")))
        self._here = self._handed_on(acts, paid, {name: (gate.shut, gate.fresh) for name, gate in self.gates.items()})
        self._there = [self._in_cluster(cluster, month) for cluster in self._model.clusters]

    def _in_cluster(self, cluster: Any, month: int) -> tuple[Settings, Settings]:
        """What of the policy acts, and what of it is paid for, in a cluster."""
        listed = 0.0 if self._tables.lists is None else float(self._tables.lists[0, cluster.index, 0])
        latest, states = 0.0, {}
        for name, kept in self.reach[cluster.index].items():
            begins, how = self._aim(name, "begins"), self._aim(name, "how")
            chosen = reaching.is_chosen(
                how, self._aim(name, "many"), cluster.needier, cluster.remoter, listed, self._model.district.clusters
            )
            latest = reaching.either(latest, reaching.newly_chosen(begins, how, chosen))
            kept.left_out = reaching.left_out(begins, chosen, kept.left_out)
            out = reaching.either(kept.left_out, self.gates[name].shut)
            kept.fresh = reaching.months_in(out, kept.was_out, kept.fresh)
            kept.was_out = out
            states[name] = out, kept.fresh
        cluster.chosen_in = reaching.first_of(cluster.chosen_in, latest, month + 1.0)
        return self._handed_on(*self._here, states)

    def _handed_on(
        self, acts: Settings, paid: Settings, states: Mapping[str, tuple[float, float]]
    ) -> tuple[Settings, Settings]:
        """What of settings acts, and what of them is paid for, for somebody who is outside or has had a lever for so
        many months."""
        acting, paying = {}, {}
        for name, (out, fresh) in states.items():
            for setting in all_levers()[name].settings:
                full = f"{name}_{setting.name}"
                acting[full] = reaching.acts_there(acts[full], out, fresh, self._delays[name])
                paying[full] = reaching.paid_there(paid[full], out)
        return acting, paying

    def of(self, *, paid: bool) -> Any:
        """The settings that reach things, as they are ``paid`` for or as they act, by kind and thing."""
        side = int(paid)
        place = SimpleNamespace(**self._here[side])
        clusters = [SimpleNamespace(**settings[side]) for settings in self._there]

        def reaches(kind: str, thing: Any) -> SimpleNamespace:
            cluster = thing if kind == "cluster" else getattr(thing, "cluster", None)
            return place if cluster is None else clusters[cluster.index]

        return reaches

    def kept(self, kind: str, cluster: Any) -> SimpleNamespace:
        """What is kept of whom levers reach in a cluster, by the names of the columns of all levers."""
        return SimpleNamespace(**{
            reaching.column(lever, name): value
            for lever, own in self.reach[cluster.index].items()
            for name, value in vars(own).items()
        })  # fmt: skip

    def look(self, month: int, value: Array, weight: Array) -> None:
        """Let the office see the sums of a month (outcomes, clusters), by which phases begin and end."""
        names = list(OUTCOMES)
        seen: dict[int, tuple[float, float]] = {}
        for rank, outcome in enumerate(SEEN_BY_AN_OFFICE, start=1):
            row = names.index(outcome)
            total, by = (_added_up(table[row]) for table in (value, weight))
            seen[rank] = reaching.mean_seen(total, by), reaching.mean_seen(by, by)
        for name, gate in self.gates.items():
            self._look_at(name, gate, seen, month)

    def _look_at(self, name: str, gate: Any, seen: Mapping[int, tuple[float, float]], month: int) -> None:
        """Let one lever's phase begin or end by ``seen``: value and weight of the month by the number of an outcome."""
        code = reaching.watched_for(gate.shut, gate.ended, self._aim(name, "when"), self._aim(name, "until"))
        line, months = (
            reaching.by_state(gate.shut, self._aim(name, f"when_{what}"), self._aim(name, f"until_{what}"))
            for what in ("line", "months")
        )
        sums = [0.0, 0.0]
        for rank, pair in seen.items():
            sums = [so_far + part * reaching.is_about(code, rank) for so_far, part in zip(sums, pair, strict=True)]
        total, looked, watched = gate.sum + sums[0], gate.looked + sums[1], gate.watched + 1.0
        turns = reaching.crosses(code, line, total, looked, months, watched)
        over = reaching.look_over(code, watched, months)
        gate.began = reaching.first_of(gate.began, reaching.opens(gate.shut, turns), month + 2.0)
        gate.ended = reaching.first_of(gate.ended, reaching.closes(gate.shut, turns), month + 2.0)
        gate.sum, gate.looked, gate.watched = (reaching.kept_on(count, over) for count in (total, looked, watched))
        gate.shut = reaching.turned(gate.shut, turns)

    def _aim(self, lever: str, name: str) -> float:
        """What the policy says of a lever this month, see :data:`~kkgsim.model.reaching.AIM`."""
        return self._aims[reaching.column(lever, name)]

    def _row(self, table: Array, names: tuple[str, ...], month: int) -> Settings:
        """A month of a table (columns, months, 1), by the names of its columns."""
        return dict(zip(names, table[:, month, 0].tolist(), strict=True))


def _added_up(values: Array) -> float:
    """A sum in the order of the clusters, as the other clocks add: ``sum`` and NumPy round otherwise."""
    total = 0.0
    for value in np.asarray(values).tolist():
        total = total + value
    return total
