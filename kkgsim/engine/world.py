"""A world: everything that runs of the month need, as one file that a browser or another language can read.

The file has the layout of safetensors: eight bytes with the length of a header (least byte first), the header as JSON
(each tensor's type, shape and place; under ``__metadata__`` the format, the counts and what the world is about), then
the numbers. A tensor has the name of a table of the printed month; where its last axis is not 1 it is that of
replicates, of which each has its own.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kkgsim.engine import columns, sampling
from kkgsim.engine.initial_state import InitialStates, roster_of
from kkgsim.engine.policy_tables import scenario_plan
from kkgsim.places.place import Place
from kkgsim.scenario.scenario import Scenario

FORMAT = "kkgsim-world-1"
"""Changes whenever a reader of the file has to."""
TYPES = {"F64": "<f8", "I32": "<i4", "U32": "<u4"}
"""The types of numbers in a file, as NumPy calls them; the widest come first, so that all lie at multiples of their
width."""


@dataclass(frozen=True, eq=False)
class World:
    """``counts`` says how many months, replicates and things of each kind there are, ``about`` whose they are;
    ``tensors`` are the tables that the month begins with."""

    counts: Mapping[str, int]
    about: Mapping[str, str]
    tensors: Mapping[str, NDArray[Any]]

    def to_bytes(self) -> bytes:
        """The file. The same world gives the same bytes."""
        arrays = {name: np.ascontiguousarray(a, dtype=a.dtype.newbyteorder("<")) for name, a in self.tensors.items()}
        header: dict[str, Any] = {
            "__metadata__": {**self.about, "format": FORMAT, "counts": json.dumps(dict(self.counts))}
        }
        parts, end = [], 0
        for kind, stored in TYPES.items():
            for name, array in arrays.items():
                if array.dtype.str == stored:
                    header[name] = {"dtype": kind, "shape": array.shape, "data_offsets": (end, end + array.nbytes)}
                    parts.append(array.tobytes())
                    end += array.nbytes
        text = json.dumps(header, separators=(",", ":")).encode()
        text += b" " * (-len(text) % 8)
        return b"".join([len(text).to_bytes(8, "little"), text, *parts])


def world(
    scenario: Scenario, place: Place, *, replicates: int, seed: int | None = None, uncertain: bool | None = None
) -> World:
    """The world of the first replicates of a scenario in a place.

    ``seed`` and ``uncertain`` are those of the scenario where not given, as for
    :func:`kkgsim.engine.scenarios.simulate_scenarios`.
    """
    seed = scenario.seed if seed is None else seed
    roster = roster_of(place, scenario)
    drawn = scenario.drawn if uncertain is None else uncertain
    parameters = sampling.numbers_of(seed, range(replicates), scenario.assumptions, uncertain=drawn)
    policy = scenario_plan(scenario).tables(parameters)
    initial = InitialStates(roster, seed)
    lanes = initial.lanes(range(replicates))
    state, draws = initial.tables(lanes, parameters), initial.draws(lanes, scenario.months)
    size = columns.size(roster.counts, roster.parents, scenario.first_month, scenario.months, replicates)._asdict()
    tensors: dict[str, NDArray[Any]] = {
        "parameters": parameters, "effective": policy.effective, "committed": policy.committed[:, :, :1],
        **{kind: table.reshape(len(table), -1, replicates) for kind, table in state._asdict().items()},
        **{f"luck_{kind}": table.reshape(len(table), -1, replicates) for kind, table in draws._asdict().items()},
        **{name: size.pop(name) for name in columns.INDEXES},
    }  # fmt: skip
    counts = {**{name: value for name, value in size.items() if name != "lanes"}, "replicates": replicates}
    about = {"place": place.name, "scenario": scenario.name, "seed": str(seed)}
    return World(counts, about, tensors)
