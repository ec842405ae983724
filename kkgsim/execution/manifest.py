"""The manifest of a sweep: what it was begun with and which chunks it came to, sealed with a checksum of its own.

It is read whole or refused, with what is wrong and what can still be done. A manifest of schema 1 or 2 has no checksum;
its fields are held against each other like those of any other.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from kkgsim.design.study import KINDS
from kkgsim.errors import OutputError
from kkgsim.execution.chunks import SCHEMA, StoredChunk, set_aside
from kkgsim.execution.output_folder import sha256
from kkgsim.i18n import Text, refusal
from kkgsim.io.atomic import write_file
from kkgsim.io.user_files import Unreadable, read

MANIFEST = "manifest.json"
LARGEST = 2**28
"""Bytes of a manifest that are read at most."""
SEAL = "sha256"
"""The field with the checksum of all others."""
SEALED = 3
"""The schema since which every manifest has one."""
IDENTITY = ("study", "scenario", "place", "design", "numbers", "levers", "code", "packages")

Manifest = Mapping[str, Any]
Holds = Callable[[Any], bool]


def write_manifest(folder: Path, manifest: Manifest) -> None:
    """Write a manifest, whole or not at all, with its checksum."""
    write_file(folder / MANIFEST, rendered(manifest))


def rendered(manifest: Manifest) -> str:
    """A manifest as its file says it, with its checksum."""
    body = {name: value for name, value in manifest.items() if name != SEAL}
    text = json.dumps(body, ensure_ascii=False, sort_keys=True)
    return json.dumps({**body, SEAL: sha256(text)}, indent=2, ensure_ascii=False, sort_keys=True) + "\n"


def unsealed(folder: Path) -> dict[str, Any] | None:
    """What the manifest of a folder says, after a look at its checksum; None where it has none.

    Raises :class:`OutputError` for a damaged one, and for one that a newer kkgsim wrote.
    """
    if not os.path.exists(folder / MANIFEST):
        return None
    try:
        text = read(folder / MANIFEST, LARGEST).decode()
        manifest = json.loads(text)
        schema = manifest["schema"]
        if not _whole(1)(schema):
            raise ValueError(schema)
    except (Unreadable, ValueError, KeyError, TypeError, RecursionError) as error:
        raise damaged(folder, refusal("manifest_unreadable")) from error
    if (SEAL in manifest or schema >= SEALED) and rendered(manifest) != text:
        raise damaged(folder, refusal("manifest_seal"))
    if schema > SCHEMA:
        raise OutputError(refusal("sweep_newer", folder=folder, schema=schema, known=SCHEMA))
    return dict(manifest)


def sweep_manifest(folder: Path) -> dict[str, Any]:
    """The manifest of a sweep, every field of it checked; raises :class:`OutputError` also for a folder without one."""
    manifest = read_manifest(folder)
    if manifest is None:
        raise OutputError(refusal("no_sweep", folder=folder))
    return manifest


def finished_manifest(folder: Path) -> dict[str, Any]:
    """That of a sweep whose runs are all there; raises :class:`OutputError` also for one that is unfinished."""
    manifest = sweep_manifest(folder)
    if not manifest["complete"]:
        raise OutputError(refusal("sweep_unfinished", folder=folder))
    return manifest


def read_manifest(folder: Path) -> dict[str, Any] | None:
    """The manifest of a sweep, every field of it checked; None where a folder has none.

    Raises :class:`OutputError` for one that is damaged, changed by hand, or of a newer kkgsim.
    """
    manifest = unsealed(folder)
    if manifest is None:
        return None
    if "kind" in manifest:
        raise OutputError(refusal("manifest_kind", folder=folder, kind=manifest["kind"]))
    for name, holds in SHAPES.items():
        if not _held(holds, manifest.get(name)):
            raise damaged(folder, refusal("manifest_field", name=name))
    for name in _contradicted(manifest):
        raise damaged(folder, refusal("manifest_odd", name=name))
    return manifest


def same_manifest(folder: Path, manifest: Manifest) -> bool:
    """Whether the manifest of a folder still says this."""
    try:
        return read(folder / MANIFEST, LARGEST) == rendered(manifest).encode()
    except Unreadable:
        return False


def renew_manifest(folder: Path, manifest: Manifest) -> None:
    """Write a manifest again that was removed, or changed: then what is there is set aside."""
    if (folder / MANIFEST).exists():
        set_aside(folder / MANIFEST)
    write_manifest(folder, manifest)


def damaged(folder: Path, what: Text) -> OutputError:
    """The refusal of a manifest that is not as kkgsim wrote it."""
    return OutputError(refusal("manifest", folder=folder, what=what))


def chunks_in(manifest: Manifest) -> int:
    """How many chunks a sweep has when it is finished."""
    return -(-int(manifest["runs"]) // int(manifest["chunk"]))


def runs_in(manifest: Manifest, chunk: int) -> range:
    """The runs of a chunk."""
    size, total = int(manifest["chunk"]), int(manifest["runs"])
    return range(chunk * size, min((chunk + 1) * size, total))


def written_down(manifest: Manifest) -> dict[int, StoredChunk]:
    """The chunks that a manifest says are done, by number."""
    return {int(chunk): StoredChunk(**done) for chunk, done in manifest["chunks"].items()}


def _held(holds: Holds, value: Any) -> bool:
    try:
        return holds(value)
    except (TypeError, ValueError, KeyError, IndexError, AttributeError):
        return False


def _whole(least: int) -> Holds:
    return lambda value: isinstance(value, int) and not isinstance(value, bool) and value >= least


def _text(value: Any) -> bool:
    return isinstance(value, str)


def _number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _texts(value: Any) -> bool:
    return isinstance(value, dict) and all(_text(text) for text in value.values())


def _label(value: Any) -> bool:
    return _texts(value) and set(value) == {"en", "id"}


def _factor(value: Any) -> bool:
    name, low, high, values, *shape = value
    if not (_text(name) and _number(low) and _number(high) and all(map(_number, values))):
        return False
    return not shape or (len(shape) == 2 and _text(shape[0]) and (shape[1] is None or _number(shape[1])))


def _asked(value: Any) -> bool:
    method, samples, seed = value["design"]
    counts = (("clusters", 0), ("replicates", 1), ("seed", 0))
    return (
        all(_whole(least)(value[name]) for name, least in counts)
        and isinstance(value["drawn"], bool | str)
        and isinstance(value.get("own_luck", False), bool)
        and (_text(method) and _whole(0)(samples) and _whole(0)(seed))
        and all(map(_factor, value["factors"]))
        and all(map(_text, value["outcomes"]))
        and all(_text(month) or _whole(1)(month) for month in value["months"])
    )


def done_holds(value: Any) -> bool:
    """Whether something is a :class:`StoredChunk` as files say it."""
    counts = ("ok", "failed", "killed")
    return set(value) == {SEAL, *counts} and _text(value[SEAL]) and all(_whole(0)(value[name]) for name in counts)


def _chunks(value: Any) -> bool:
    return isinstance(value, dict) and all(key == str(int(key)) and done_holds(done) for key, done in value.items())


SHAPES: Mapping[str, Holds] = {
    "kkgsim": _text, "name": _text, "study": _text, "scenario": _text, "title": _label, "about": _label,
    "identity": lambda value: _texts(value) and set(IDENTITY) <= set(value),
    "code": lambda value: value is None or _texts(value),
    "asked": _asked, "kinds": lambda value: isinstance(value, list) and all(kind in KINDS for kind in value),
    "points": _whole(1), "runs": _whole(1), "chunk": _whole(1),
    "complete": lambda value: isinstance(value, bool), "chunks": _chunks,
}  # fmt: skip
"""What each field of a manifest is like."""


def _contradicted(manifest: Manifest) -> Iterator[str]:
    """Fields that do not fit the others."""
    question, chunks = manifest["asked"], written_down(manifest)
    if len(manifest["kinds"]) != len(question["factors"]):
        yield "kinds"
    if manifest["runs"] != manifest["points"] * question["replicates"]:
        yield "runs"
    if manifest["identity"]["study"] != sha256(json.dumps(question, sort_keys=True)):
        yield "asked"
    if any(not 0 <= chunk < chunks_in(manifest) for chunk in chunks):
        yield "chunks"
    if any(done.runs != len(runs_in(manifest, chunk)) for chunk, done in chunks.items()):
        yield "chunk"
    if manifest["complete"] and len(chunks) != chunks_in(manifest):
        yield "complete"
