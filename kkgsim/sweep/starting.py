"""What the runs of a replicate share: its luck, its people at the start and its drawn numbers, each made once.

Luck depends on the replicate alone, so points played on the same replicate have the same luck; starting tables are
made once for a replicate and the numbers that matter at the start.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from kkgsim import draws, things
from kkgsim.numbers import book
from kkgsim.places import population
from kkgsim.places.roster import Roster

if TYPE_CHECKING:
    from kkgsim.engine import Luck, Tables

Table = NDArray[np.float64]


class _Watched(Mapping[str, Table]):
    """Numbers that remember which of them were read."""

    def __init__(self, values: Mapping[str, Table]):
        self._values, self.read = values, set[str]()

    def __getitem__(self, name: str) -> Table:
        self.read.add(name)
        return self._values[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._values)

    def __len__(self) -> int:
        return len(self._values)


def numbers_at_start(people: Roster) -> frozenset[str]:
    """The numbers that starting tables are made from."""
    watched = _Watched({name: np.array([number.value]) for name, number in book().items()})
    population.start(people, watched, 0, [0])
    return frozenset(watched.read)


class Beginnings:
    """Luck and starting tables of the lanes of a batch; keeps what the next batch may need again."""

    def __init__(self, people: Roster, seed: int, months: int):
        self._people, self._seed, self._months = people, seed, months
        at_start = numbers_at_start(people)
        self._ranks = [rank for rank, name in enumerate(book()) if name in at_start]
        self._luck: tuple[tuple[int, ...], Luck] | None = None
        self._start: tuple[Table, ...] = ()
        self._columns: dict[tuple[int, bytes], int] = {}

    def luck(self, replicates: Sequence[int]) -> Luck:
        """Luck of lanes, one for each of ``replicates``; to be read only."""
        from kkgsim import engine

        wanted = tuple(replicates)
        if self._luck is not None and self._luck[0] == wanted:
            return self._luck[1]
        counts, place = self._people.counts, self._people.place.key
        self._luck = wanted, engine.Luck(**draws.luck_of(self._seed, wanted, place, self._months, counts))
        return self._luck[1]

    def prepare(self, replicates: Sequence[int], numbers: Table) -> None:
        """Make the starting tables that are still missing for lanes of some batches, all at once."""
        keys = self._keys(replicates, numbers)
        if all(key in self._columns for key in keys):
            return
        first = {key: lane for lane, key in reversed(list(enumerate(keys)))}
        chosen = list(first.values())
        some = dict(zip(book(), numbers[:, chosen], strict=True))
        start = population.start(self._people, some, self._seed, [replicates[lane] for lane in chosen])
        self._start = tuple(np.stack([start[kind][a] for a in things.names(kind)]) for kind in things.KINDS)
        self._columns = {key: column for column, key in enumerate(first)}

    def tables(self, replicates: Sequence[int], numbers: Table) -> Tables:
        """Starting tables of lanes, fresh ones each time; ``numbers`` has shape (numbers, lanes)."""
        from kkgsim import engine

        self.prepare(replicates, numbers)
        columns = [self._columns[key] for key in self._keys(replicates, numbers)]
        return engine.Tables(*(_lanes(table, columns) for table in self._start))

    def _keys(self, replicates: Sequence[int], numbers: Table) -> list[tuple[int, bytes]]:
        """What decides the starting tables of each lane."""
        return [(each, numbers[self._ranks, lane].tobytes()) for lane, each in enumerate(replicates)]


def _lanes(table: Table, columns: list[int]) -> Table:
    """Columns of a table of shape (attributes, things, different starts), one for every lane, lanes innermost."""
    alike = len(set(columns)) == 1
    whole = np.repeat(table[..., columns[:1]], len(columns), axis=-1) if alike else table[..., columns]
    return np.ascontiguousarray(whole).reshape(len(table), -1)
