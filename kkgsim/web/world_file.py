"""A world as a file: all that runs of a scenario in a place begin with, for a browser or another language to play.

The file has the layout of safetensors: eight bytes with the length of a header (least byte first), the header as JSON
(each tensor's type, shape and place; under ``__metadata__`` the format, the counts and what the world is about), then
the numbers. A tensor has the name of a table of the printed month, or ``table.column`` where it is a single column of
it; where its last axis is not 1 it is that of replicates, of which each has its own. Beside them stands ``since``, for
how many months each lever has been at work. What no tensor gives is zero.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kkgsim.engine import sampling
from kkgsim.engine.batch import Batch
from kkgsim.engine.columns import INDEXES
from kkgsim.engine.initial_state import InitialStates, roster_of
from kkgsim.engine.policy_tables import scenario_plan
from kkgsim.engine.world import world
from kkgsim.places.place import Place
from kkgsim.scenario.scenario import Scenario

FORMAT = "kkgsim-world-2"
"""Changes whenever a reader of the file has to."""
TYPES = {"F64": "<f8", "I32": "<i4", "U32": "<u4"}
"""The types of numbers in a file, as NumPy calls them; the widest come first, so that all lie at multiples of their
width."""


@dataclass(frozen=True, eq=False)
class WorldFile:
    """``counts`` says how many months, replicates and things of each kind there are, ``about`` whose they are;
    ``tensors`` are what the tables of the month begin with."""

    counts: Mapping[str, int]
    about: Mapping[str, str]
    tensors: Mapping[str, NDArray[Any]]

    def to_bytes(self) -> bytes:
        """The file. The same world gives the same bytes."""
        about = {**self.about, "format": FORMAT, "counts": json.dumps(dict(self.counts))}
        header: dict[str, Any] = {"__metadata__": about}
        parts, end = [], 0
        for kind, stored in TYPES.items():
            for name, tensor in self.tensors.items():
                if np.dtype(stored) == tensor.dtype:
                    content = tensor.astype(stored).tobytes()
                    header[name] = {"dtype": kind, "shape": tensor.shape, "data_offsets": (end, end + len(content))}
                    parts.append(content)
                    end += len(content)
        text = json.dumps(header, separators=(",", ":")).encode()
        text += b" " * (-len(text) % 8)
        return b"".join([len(text).to_bytes(8, "little"), text, *parts])


def world_file(scenario: Scenario, place: Place, *, replicates: int) -> WorldFile:
    """The world of the first replicates of a scenario in a place.

    ``tensors`` are the keys of luck (words, replicates), parameters (parameters, replicates), settings as they are paid
    for (settings, months, 1) and the months each lever has been at work (levers, months), from which the driver finds
    what acts, whom they are aimed at and what they wait for (columns, months, 1), each given attribute of a kind
    (things, 1), and which thing belongs to which (things,).
    """
    if scenario.budget is not None:
        raise ValueError("a page works out no budget")
    parameters = sampling.numbers_of(
        scenario.seed, range(replicates), scenario.assumptions, uncertain=scenario.drawn
    )  # fmt: skip
    initial = InitialStates(roster_of(place, scenario), scenario.seed)
    plan = scenario_plan(scenario, place)
    policy = plan.tables(parameters)
    batch = Batch(initial, initial.lanes(range(replicates)), parameters, policy, scenario.first_month)
    begun = world(batch)
    counts = {name: int(value) for name, value in begun.size._asdict().items() if name not in INDEXES}
    tensors = {
        "keys": begun.table("keys"), "parameters": parameters,
        "committed": scenario.committed()[:, :, None], "since": scenario.since().astype(np.int32),
        "aims": plan.aims[:, :, None], **({} if plan.lists is None else {"lists.listed": plan.lists[:, None]}),
        **{f"{kind}.{name}": np.asarray(values, dtype=np.float64)[:, None]
           for kind, given in initial.given.items() for name, values in given.items()},
        **{name: getattr(begun.size, name) for name in INDEXES},
    }  # fmt: skip
    counts["replicates"] = counts.pop("lanes")
    about = {"place": place.name, "scenario": scenario.name, "seed": str(scenario.seed)}
    return WorldFile(counts, about, tensors)
