"""The folder of a sweep: what made it, which chunks are done, and whether it may be gone on with."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

import kkgsim
from kkgsim.design.study import Design, Factor, Points, Study
from kkgsim.errors import KKGError, OutputError
from kkgsim.execution.chunks import (
    SCHEMA,
    StoredChunk,
    checksum,
    chunk_file,
    design_table,
    holds_runs,
    layouts_by_file,
    parquet_bytes,
    set_aside,
)
from kkgsim.execution.event_log import LOG, EventLog
from kkgsim.execution.fingerprint import code_parts, describe_differences, design_hash, differing, fingerprint
from kkgsim.execution.lock import DRAFT, is_stale_draft
from kkgsim.execution.lock import NAME as LOCK
from kkgsim.execution.manifest import MANIFEST, Manifest, damaged, runs_in, write_manifest, written_down
from kkgsim.execution.output_folder import caution
from kkgsim.i18n import Text, refusal
from kkgsim.io.atomic import TEMPORARY, is_ours, refuse_unfit, refused, write_file
from kkgsim.places.place import Place
from kkgsim.places.place_io.files import write as write_place
from kkgsim.places.synthetic import embedded
from kkgsim.scenario.read import parse_scenario, write_scenario

DESIGN, PLACE = "design.parquet", "place"


class StudyChanged(KKGError):
    """A sweep was begun with something that is different now."""


def begin(folder: Path, study: Study, place: Place, points: Points, chunk: int) -> dict[str, Any]:
    """The manifest of a new sweep, written beside its design; raises ``OSError`` as the disk does."""
    text_of = study.scenario if place_name(study) else replace(study.scenario, place=PLACE)
    manifest = {
        "schema": SCHEMA, "kkgsim": kkgsim.__version__, "identity": fingerprint(study, place, points),
        "code": dict(code_parts()),
        "name": study.name, "title": vars(study.title), "about": vars(study.about), "study": study.text,
        "scenario": write_scenario(replace(text_of, replicates=study.replicates, seed=study.seed)),
        "asked": study.definition(), "kinds": [factor.kind for factor in study.factors], "points": len(points),
        "runs": len(points) * study.replicates, "chunk": chunk, "complete": False, "chunks": {},
        "tables": layouts_by_file(study), "caution": caution(),
    }  # fmt: skip
    mend(folder, study, place, points)
    write_manifest(folder, manifest)
    return manifest


def mend(folder: Path, study: Study, place: Place, points: Points) -> None:
    """Write the design where it is not there as it should be, and a place of its own where there is none."""
    if not place_name(study) and not (folder / PLACE).exists():
        write_place(place, folder / PLACE)
    design = parquet_bytes(design_table(study, points))
    if checksum(folder / DESIGN) != hashlib.sha256(design).hexdigest():
        write_file(folder / DESIGN, design)


def place_name(study: Study) -> str:
    """The name of an embedded place; "" of one that must be kept with the results."""
    return study.place if study.place in embedded() else ""


def same_or_refuse(folder: Path, manifest: Manifest, now: Mapping[str, str], word: str = "changed") -> None:
    """Refuse a folder that was begun with something else, naming what changed."""
    odd = differing({name: manifest["identity"].get(name, "") for name in now}, now)
    if odd:
        parts = differing(manifest.get("code") or {}, code_parts())
        raise StudyChanged(refusal(word, folder=folder, what=describe_differences(odd, parts)))


def refuse_foreign(folder: Path, room: float = 0.0) -> None:
    """Refuse a folder that is no sweep and holds something, or cannot be one; ``room`` are the bytes to come."""
    refuse_unfit(folder, room)
    if folder.is_dir() and not (folder / MANIFEST).exists():
        ours = (LOCK, LOG, DESIGN, PLACE)
        present = [path.name for path in folder.iterdir()]
        names = [name for name in present if not name.endswith(TEMPORARY) and not is_ours(name)]
        if any(name not in ours and not name.startswith(f"{LOG}.broken-") for name in names):
            raise refused("out_no_sweep", folder)


def known_chunks(manifest: Manifest, log: EventLog) -> dict[int, StoredChunk]:
    """The chunks that a sweep has noted as done, by number. Raises :class:`OutputError` where manifest and log do not
    go together."""
    known = {**written_down(manifest), **log.done()}
    for chunk, done in known.items():
        if done.runs != len(runs_in(manifest, chunk)):
            raise damaged(log.folder, refusal("manifest_odd", name="chunk"))
    return known


def sound_in(folder: Path, manifest: Manifest, known: Mapping[int, StoredChunk]) -> dict[int, StoredChunk]:
    """Those of the chunks noted as done that are on disk as they were written.

    Raises :class:`OutputError` where one is, but holds other runs than its manifest says: that was changed.
    """
    sound = {
        chunk: done for chunk, done in sorted(known.items()) if checksum(folder / chunk_file(chunk)) == done.sha256
    }
    for chunk, done in sound.items():
        if not holds_runs(folder / chunk_file(chunk), runs_in(manifest, chunk), done):
            raise damaged(folder, refusal("manifest_odd", name="chunk"))
    return sound


def sound_chunks(folder: Path, manifest: Manifest, log: EventLog) -> tuple[dict[int, StoredChunk], list[str]]:
    """The finished chunks that are on disk as they were written, and the names of broken ones, which are set aside."""
    known = known_chunks(manifest, log)
    sound = sound_in(folder, manifest, known)
    broken = [path for chunk in sorted(set(known) - set(sound)) if (path := folder / chunk_file(chunk)).exists()]
    for path in broken:
        set_aside(path)
    return sound, [path.name for path in broken]


def clear_partial(folder: Path) -> None:
    """Remove what a kill left half written; what others write to ask for the lock is theirs while they live."""
    for path in folder.glob(f".*{TEMPORARY}"):
        if not path.name.startswith(DRAFT) or is_stale_draft(path.name):
            path.unlink(missing_ok=True)


def clear_log(folder: Path) -> None:
    """Set the log aside of a sweep that is not there any more; a new one begins its own."""
    if (folder / LOG).exists():
        set_aside(folder / LOG)


def study_in(folder: Path, manifest: Manifest) -> tuple[Study, Points]:
    """The study that a folder answers, read from the folder alone. Raises :class:`OutputError` where its design is
    not the one that the sweep was begun with."""
    question = manifest["asked"]
    factors = [
        Factor(name, kind, low, high, tuple(values), *shape)
        for (name, low, high, values, *shape), kind in zip(question["factors"], manifest["kinds"], strict=True)
    ]
    points = _points_in(folder, [factor.name for factor in factors])
    if points is None or design_hash(points) != manifest["identity"]["design"] or len(points) != manifest["points"]:
        raise OutputError(refusal("sweep_broken", folder=folder, name=DESIGN))
    scenario = parse_scenario(manifest["scenario"], f"{manifest['name']}.toml", base=folder)
    method, samples, seed = question["design"]
    study = Study(
        manifest["name"], Text(**manifest["title"]), Text(**manifest["about"]), scenario, scenario.place,
        0 if scenario.place == PLACE else question["clusters"], question["replicates"], question["seed"],
        question["drawn"], Design(method, samples, seed), tuple(factors), tuple(question["outcomes"]),
        tuple(question["months"]), own_luck=question.get("own_luck", False), base=str(folder),
        text=manifest["study"],
    )  # fmt: skip
    return study, points


def _points_in(folder: Path, names: Sequence[str]) -> Points | None:
    """The points of a design; None where its file is missing or broken."""
    try:
        table = pq.read_table(folder / DESIGN)
        return np.column_stack([table[name].to_numpy() for name in names])
    except (OSError, KeyError, pa.ArrowException):
        return None
