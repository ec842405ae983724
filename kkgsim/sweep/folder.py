"""The folder of a sweep: what made it, which chunks are done, and whether it may be gone on with."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

import kkgsim
from kkgsim.errors import KKGError, OutputProblem
from kkgsim.folders import refuse_unfit, refused
from kkgsim.labels import Label
from kkgsim.locale import refusal
from kkgsim.places.files import write as write_place
from kkgsim.places.place import Place
from kkgsim.places.synthetic import embedded
from kkgsim.scenario_file import parse_scenario, write_scenario
from kkgsim.sweep.chunks import SCHEMA, TEMPORARY, Done, checksum, design_table, in_bytes, name_of, write_whole
from kkgsim.sweep.identity import code_parts, design_hash, differing, identity, told
from kkgsim.sweep.lock import NAME as LOCK
from kkgsim.sweep.study import Design, Factor, Points, Study

MANIFEST, LOG, DESIGN, PLACE = "manifest.json", "log.jsonl", "design.parquet", "place"


class Changed(KKGError):
    """A sweep was begun with something that is different now."""


def begin(folder: Path, study: Study, place: Place, points: Points, chunk: int) -> dict[str, Any]:
    """The manifest of a new sweep, written beside its design; raises ``OSError`` as the disk does."""
    text_of = study.scenario if place_name(study) else replace(study.scenario, place=PLACE)
    made = {
        "schema": SCHEMA, "kkgsim": kkgsim.__version__, "identity": identity(study, place, points),
        "code": dict(code_parts()),
        "name": study.name, "title": vars(study.title), "about": vars(study.about), "study": study.text,
        "scenario": write_scenario(replace(text_of, replicates=study.replicates, seed=study.seed)),
        "asked": study.asked(), "kinds": [factor.kind for factor in study.factors], "points": len(points),
        "runs": len(points) * study.replicates, "chunk": chunk, "complete": False, "chunks": {},
    }  # fmt: skip
    if not place_name(study) and not (folder / PLACE).exists():
        write_place(place, folder / PLACE)
    mend_design(folder, study, points)
    write_manifest(folder, made)
    return made


def mend_design(folder: Path, study: Study, points: Points) -> None:
    """Write the design where it is not there as it should be."""
    made = in_bytes(design_table(study, points))
    if checksum(folder / DESIGN) != hashlib.sha256(made).hexdigest():
        write_whole(folder / DESIGN, made)


def place_name(study: Study) -> str:
    """The name of an embedded place; "" of one that must be kept with the results."""
    return study.place if study.place in embedded() else ""


def write_manifest(folder: Path, manifest: Mapping[str, Any]) -> None:
    """Write a manifest, whole or not at all."""
    text = json.dumps(manifest, indent=2, ensure_ascii=False, sort_keys=True) + "\n"
    write_whole(folder / MANIFEST, text.encode())


def read_manifest(folder: Path) -> dict[str, Any] | None:
    """The manifest of a folder; None where it has none. Raises :class:`OutputProblem` for one we cannot read."""
    try:
        found = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        newer = int(found["schema"]) > SCHEMA
    except FileNotFoundError:
        return None
    except (ValueError, KeyError, TypeError) as error:
        raise OutputProblem(refusal("manifest", folder=folder)) from error
    if newer:
        raise OutputProblem(refusal("sweep_newer", folder=folder, schema=found["schema"], known=SCHEMA))
    return dict(found)


def same_or_refuse(folder: Path, manifest: Mapping[str, Any], now: Mapping[str, str]) -> None:
    """Refuse a folder that was begun with something else, naming what changed."""
    odd = differing({name: manifest["identity"].get(name, "") for name in now}, now)
    if odd:
        parts = differing(manifest.get("code", {}), code_parts())
        raise Changed(refusal("changed", folder=folder, what=told(odd, parts)))


def refuse_foreign(folder: Path, room: float = 0.0) -> None:
    """Refuse a folder that is no sweep and holds something, or cannot be one; ``room`` are the bytes to come."""
    refuse_unfit(folder, room)
    if folder.is_dir() and not (folder / MANIFEST).exists():
        ours = (LOCK, LOG, DESIGN, PLACE)
        if any(each.name not in ours and not each.name.endswith(TEMPORARY) for each in folder.iterdir()):
            raise refused("out_no_sweep", folder)


class Journal:
    """The log of a sweep: one JSON object a line, only ever added to. What it says of chunks outlives a kill."""

    def __init__(self, folder: Path):
        self._path = folder / LOG

    def add(self, event: str, **what: Any) -> None:
        """Add a line; after a kill the last one may be torn, so a new one begins on its own line."""
        line = json.dumps({"event": event, **what}, ensure_ascii=False, sort_keys=True)
        with self._path.open("ab+") as file:
            torn = file.tell() > 0 and (file.seek(-1, os.SEEK_END), file.read(1))[1] != b"\n"
            file.write(f"{chr(10) if torn else ''}{line}\n".encode())
            file.flush()
            os.fsync(file.fileno())

    def done(self) -> dict[int, Done]:
        """The chunks that were finished, by number."""
        found = {}
        for line in self._path.read_text(encoding="utf-8").splitlines() if self._path.exists() else ():
            try:
                each = json.loads(line)
                if each["event"] == "chunk":
                    found[int(each["chunk"])] = Done(**each["done"])
            except (ValueError, KeyError, TypeError):
                continue  # a torn line
        return found

    def chunk(self, chunk: int, done: Done, seconds: float) -> None:
        """Note a finished chunk."""
        self.add("chunk", chunk=chunk, done=asdict(done), seconds=round(seconds, 3))


def sound_chunks(folder: Path, manifest: Mapping[str, Any], journal: Journal) -> tuple[dict[int, Done], list[str]]:
    """The finished chunks that are on disk as they were written, and the names of broken ones, which are set aside."""
    known = {**{int(k): Done(**v) for k, v in manifest["chunks"].items()}, **journal.done()}
    sound, broken = {}, []
    for chunk, done in sorted(known.items()):
        path = folder / name_of(chunk)
        found = checksum(path)
        if found == done.sha256:
            sound[chunk] = done
        elif found:
            broken.append(path.name)
            rank = sum(1 for _ in folder.glob(f"{path.name}.broken-*")) + 1
            path.rename(path.with_name(f"{path.name}.broken-{rank}"))
    return sound, broken


def clear_partial(folder: Path) -> None:
    """Remove what a kill left half written; what others write to ask for the lock is theirs."""
    for path in folder.glob(f".*{TEMPORARY}"):
        if not path.name.startswith(f".{LOCK}"):
            path.unlink(missing_ok=True)


def study_in(folder: Path, manifest: Mapping[str, Any]) -> tuple[Study, Points]:
    """The study that a folder answers, read from the folder alone. Raises :class:`OutputProblem` where its design is
    not the one that the sweep was begun with."""
    asked = manifest["asked"]
    factors = [
        Factor(name, kind, low, high, tuple(values), *shape)
        for (name, low, high, values, *shape), kind in zip(asked["factors"], manifest["kinds"], strict=True)
    ]
    points = _points_in(folder, [factor.name for factor in factors])
    if points is None or design_hash(points) != manifest["identity"]["design"]:
        raise OutputProblem(refusal("sweep_broken", folder=folder, name=DESIGN))
    scenario = parse_scenario(manifest["scenario"], f"{manifest['name']}.toml", base=folder)
    method, samples, seed = asked["design"]
    study = Study(
        manifest["name"], Label(**manifest["title"]), Label(**manifest["about"]), scenario, scenario.place,
        0 if scenario.place == PLACE else asked["clusters"], asked["replicates"], asked["seed"], asked["drawn"],
        Design(method, samples, seed), tuple(factors), tuple(asked["outcomes"]), tuple(asked["months"]),
        base=str(folder), text=manifest["study"],
    )  # fmt: skip
    return study, points


def _points_in(folder: Path, names: Sequence[str]) -> Points | None:
    """The points of a design; None where its file is missing or broken."""
    try:
        table = pq.read_table(folder / DESIGN)
        return np.column_stack([table[name].to_numpy() for name in names])
    except (OSError, KeyError, pa.ArrowException):
        return None
