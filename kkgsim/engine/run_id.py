"""What a run is called: a hash of scenario, place, point, replicate, seed and luck, and of nothing else."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import replace

from kkgsim.design.study import Points, Study
from kkgsim.model.posterior import identity_of
from kkgsim.places.place import Place
from kkgsim.scenario.read import write_scenario

LETTERS = 16
"""Letters of a run's name: a million runs of a thousand sweeps share none, most likely."""


def scenario_hash(study: Study) -> str:
    """The hash of what a study's scenario does, whatever its place, replicates and seed."""
    return _sha256(write_scenario(replace(study.scenario, place="", replicates=1, seed=0)))


def place_hash(place: Place) -> str:
    """The hash of a place's schools and traits."""
    return _sha256(repr((place.profile, place.schools)))


def asked_hash(study: Study, place: Place) -> str:
    """The hash of what all runs of a study share."""
    return _sha256(json.dumps([scenario_hash(study), place_hash(place), study.seed, identity_of(study.drawn)]))


def run_ids(
    asked: str, names: Sequence[str], points: Points, replicates: Sequence[int], streams: Sequence[int] = ()
) -> list[str]:
    """The names of runs: the same one wherever, whenever and beside whatever else a run is played.

    ``asked`` is the hash of what they share, ``points`` has shape (runs, factors), its columns called ``names``;
    ``streams`` says whose luck each run has where points have their own.
    """
    order = sorted(range(len(names)), key=lambda rank: names[rank])
    start = hashlib.sha256("\n".join([asked, *(names[rank] for rank in order)]).encode())
    ids = []
    lucks = (
        [f"{replicate}/{stream}" for replicate, stream in zip(replicates, streams, strict=True)]
        if streams
        else replicates
    )
    for point, luck in zip(points[:, order].astype("<f8"), lucks, strict=True):
        digest = start.copy()
        digest.update(f"\n{luck}\n".encode() + point.tobytes())
        ids.append(digest.hexdigest()[:LETTERS])
    return ids


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
