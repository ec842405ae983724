"""The log of a sweep: one JSON object a line, each with a checksum, only ever added to. It outlives a kill."""

from __future__ import annotations

import json
import os
import zlib
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from kkgsim.errors import OutputError
from kkgsim.execution.chunks import StoredChunk, set_aside
from kkgsim.execution.lock import not_ours
from kkgsim.execution.manifest import done_holds
from kkgsim.i18n import refusal
from kkgsim.io.atomic import write_file
from kkgsim.io.user_files import Unreadable, read

LOG = "log.jsonl"
MOST_BYTES = 2**28
"""Of a log that is read: about a million chunks, each with a line."""
SUM = "crc32"
"""The field with the checksum of a line."""


@dataclass
class Lines:
    """A log as it was read: its sound lines, the numbers of damaged ones (from 1), and whether the last one is torn, as
    a kill leaves it."""

    sound: list[dict[str, Any]] = field(default_factory=list)
    damaged: list[int] = field(default_factory=list)
    torn: bool = False


class EventLog:
    """The log of a folder. Nobody else may write into it meanwhile."""

    def __init__(self, folder: Path):
        self.folder, self._path = folder, folder / LOG
        self._end = self._path.stat().st_size if self._path.exists() else 0

    def read(self) -> Lines:
        """All lines. Raises :class:`OutputError` for a log of more than :data:`MOST_BYTES`."""
        lines = Lines()
        *whole, last = self._bytes().split(b"\n")
        for number, line in enumerate(whole, start=1):
            if (entry := _entry(line)) is None:
                lines.damaged.append(number)
            else:
                lines.sound.append(entry)
        lines.torn = bool(last)
        return lines

    def _bytes(self) -> bytes:
        if not self._path.exists():
            return b""
        try:
            return read(self._path, MOST_BYTES)
        except Unreadable as error:
            raise not_ours(self.folder, LOG, error) from error

    def mend(self) -> str:
        """Make the log one that can be added to: a torn last line goes; a log with damaged lines is set aside, and its
        sound ones begin a new one. Returns the name that the damaged one has now, "" where there was none."""
        lines = self.read()
        aside = set_aside(self._path).name if lines.damaged else ""
        if lines.damaged or lines.torn:
            write_file(self._path, "".join(f"{_line(entry)}\n" for entry in lines.sound))
        self._end = self._path.stat().st_size if self._path.exists() else 0
        return aside

    def add(self, event: str, **what: Any) -> None:
        """Add a line. Raises :class:`OutputError` when the log is not as we left it: somebody removed or replaced it,
        or the whole folder."""
        data = f"{_line({'event': event, **what})}\n".encode()
        with self._path.open("ab") as file:
            if file.tell() != self._end:
                raise OutputError(refusal("sweep_disturbed", folder=self.folder, names=LOG))
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        self._end += len(data)

    def done(self) -> dict[int, StoredChunk]:
        """The chunks that were finished, by number."""
        entries = [entry for entry in self.read().sound if entry["event"] == "chunk"]
        return {entry["chunk"]: StoredChunk(**entry["done"]) for entry in entries}

    def chunk(self, chunk: int, done: StoredChunk, seconds: float) -> None:
        """Note a finished chunk."""
        self.add("chunk", chunk=chunk, done=asdict(done), seconds=round(seconds, 3))


def _line(entry: dict[str, Any]) -> str:
    """An entry with its checksum, as one line."""
    return json.dumps({**entry, SUM: _sum(entry)}, ensure_ascii=False, sort_keys=True)


def _sum(entry: dict[str, Any]) -> str:
    return f"{zlib.crc32(json.dumps(entry, ensure_ascii=False, sort_keys=True).encode()):08x}"


def _entry(line: bytes) -> dict[str, Any] | None:
    """What a line says; None where it is not as it was written."""
    try:
        entry = json.loads(line.decode())
        known = entry.pop(SUM)
        if known != _sum(entry):
            return None
        if entry["event"] == "chunk" and not (isinstance(entry["chunk"], int) and done_holds(entry["done"])):
            return None
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None
    return dict(entry)
