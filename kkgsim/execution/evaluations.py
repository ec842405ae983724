"""Evaluations of an analysis kept on disk as they are made, in chunks like those of a sweep.

An analysis that asks again and again (a search) asks the same in the same order when it begins anew. So what is kept
are the parts of its questions in their order; a part that is there, whole, and about just these runs is not played
again.
"""

from __future__ import annotations

import json
import shutil
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

import kkgsim
from kkgsim.design.study import Study
from kkgsim.engine.run_id import place_hash, scenario_hash
from kkgsim.errors import COMMAND_LINE, InputError, Issue
from kkgsim.execution import folder as home
from kkgsim.execution.chunks import (
    SCHEMA,
    PackedChunk,
    StoredChunk,
    checksum,
    chunk_file,
    parquet_bytes,
    set_aside,
    write_chunk,
)
from kkgsim.execution.event_log import EventLog
from kkgsim.execution.fingerprint import code_parts, installation_hashes
from kkgsim.execution.lock import FolderLock, disk_problem, lock
from kkgsim.execution.manifest import damaged, unsealed, write_manifest
from kkgsim.execution.output_folder import sha256
from kkgsim.execution.provenance import machine, now
from kkgsim.i18n import refusal
from kkgsim.model.posterior import USUAL, identity_of
from kkgsim.places.place import Place
from kkgsim.scenario.scenario import Scenario
from kkgsim.scenario.write import write_scenario

ASKED = ("study", "scenario", "place", "question")
"""The hashes of a question that say what is asked, whatever is installed."""
LETTERS = 8
"""Letters of their hash in the name of a folder."""


@dataclass(frozen=True)
class Question:
    """What is asked: the ``kind`` of analysis (the command), hashes of all that decides its values, and its words."""

    kind: str
    identity: Mapping[str, str]
    command: str = ""

    @classmethod
    def about(cls, kind: str, study: Study, place: Place, how: Mapping[str, Any], command: str) -> Question:
        """What is asked about a study in a place; ``how`` is all that is asked besides."""
        return cls(kind, {
            "study": sha256(study.definition_text()), "scenario": scenario_hash(study), "place": place_hash(place),
            "question": sha256(json.dumps(how, sort_keys=True)), **installation_hashes(),
        }, command)  # fmt: skip

    @classmethod
    def among(
        cls, kind: str, scenarios: Sequence[Scenario], place: Place, how: Mapping[str, Any], command: str
    ) -> Question:
        """What is asked about several scenarios in a place; ``how`` is all that is asked besides."""
        numbers = {drawn: identity_of(drawn) for drawn in {scenario.drawn for scenario in scenarios}}
        words = [
            (scenario.name, write_scenario(replace(scenario, drawn=USUAL)), numbers[scenario.drawn])
            for scenario in scenarios
        ]
        return cls(kind, {
            "place": place_hash(place), "question": sha256(json.dumps([words, how], sort_keys=True)),
            **installation_hashes(),
        }, command)  # fmt: skip

    def usual_folder(self, subject: str, out: Path | None) -> Path:
        """Where evaluations are kept unless somebody says otherwise: beside the answer, under a name of the question's
        own, so that the same command finds them and another one does not."""
        word = sha256(" ".join(self.identity[name] for name in ASKED if name in self.identity))
        return (Path() if out is None else out.parent) / f"{subject}-{self.kind}-{word[:LETTERS]}"


class Evaluations:
    """The parts that are kept in a folder, taken in their order."""

    def __init__(self, folder: Path, folder_lock: FolderLock, command: str = ""):
        self.folder, self._lock, self._log = folder, folder_lock, EventLog(folder)
        self.log_aside = self._log.mend()
        self._known = {chunk: done for chunk, done in self._log.done().items() if self._whole(chunk, done)}
        self._next = 0
        self.kept = self.ahead
        """Runs that an earlier process had played."""
        self._log.add("begin", at=now(), command=command, kept=self.kept, log_aside=self.log_aside, **machine())

    @property
    def ahead(self) -> int:
        """Runs that are kept and were not asked for yet."""
        return sum(done.runs for chunk, done in self._known.items() if chunk >= self._next)

    def part(self, ids: list[str], columns: list[str], compute: Callable[[], pa.Table]) -> pa.Table:
        """The next part: the runs named ``ids`` with these columns, as it is kept, or played now and kept.

        Raises :class:`kkgsim.errors.OutputError` when the disk refuses, or the folder is not ours any more.
        """
        number, self._next = self._next, self._next + 1
        path = self.folder / chunk_file(number)
        if number in self._known:
            table = pq.read_table(path).replace_schema_metadata(None)
            if table.column_names == columns and table["id"].to_pylist() == ids:
                return table
            del self._known[number]
        began, table = time.monotonic(), compute()
        self._lock.check()
        try:
            if path.exists():  # broken, or about something else
                set_aside(path)
            done = write_chunk(self.folder, number, PackedChunk(parquet_bytes(table), len(ids), 0, 0))
            self._log.chunk(number, done, time.monotonic() - began)
        except OSError as error:
            raise disk_problem(self.folder, error) from error
        return table

    def forget(self) -> None:
        """Remove the folder and everything in it, which is ours: the answer is elsewhere."""
        self._lock.check()
        shutil.rmtree(self.folder, ignore_errors=True)

    def _whole(self, number: int, done: StoredChunk) -> bool:
        return number >= 0 and checksum(self.folder / chunk_file(number)) == done.sha256


@contextmanager
def evaluations(folder: Path, question: Question) -> Iterator[Evaluations]:
    """Open a folder of evaluations, new or to be resumed, under an exclusive lock.

    Raises ``InputError`` for a folder that holds something else, ``Changed`` for one that was begun with another
    question or other code, ``Locked`` for one that another process writes into, :class:`kkgsim.errors.OutputError`
    when its manifest is damaged or the disk refuses.
    """
    home.refuse_foreign(folder)
    with ExitStack() as stack:
        try:
            folder.mkdir(parents=True, exist_ok=True)
            folder_lock = stack.enter_context(lock(folder))
            home.clear_partial(folder)
            _begin(folder, question)
            kept = Evaluations(folder, folder_lock, question.command)
        except OSError as error:
            raise disk_problem(folder, error) from error
        yield kept


def _begin(folder: Path, question: Question) -> None:
    """Write the manifest of a new folder; see that an old one is about the same."""
    manifest = unsealed(folder)
    if manifest is None:
        home.clear_log(folder)
        new = {"schema": SCHEMA, "kkgsim": kkgsim.__version__, "kind": question.kind,
                "identity": dict(question.identity), "code": dict(code_parts())}  # fmt: skip
        write_manifest(folder, new)
        return
    if manifest.get("kind") != question.kind:
        raise InputError([Issue(COMMAND_LINE, refusal("keep_other"), key="--keep", given=str(folder))])
    if not isinstance(manifest.get("identity"), dict):
        raise damaged(folder, refusal("manifest_field", name="identity"))
    home.same_or_refuse(folder, manifest, question.identity, "keep_changed")
