"""The files that a sweep keeps for itself are read up to a size, and only if they are plain files."""

from __future__ import annotations

import os
import tracemalloc
from pathlib import Path

import pytest

from kkgsim.errors import OutputError
from kkgsim.execution.event_log import EventLog
from kkgsim.execution.lock import lock
from kkgsim.execution.manifest import read_manifest
from kkgsim.i18n import use_language

HUGE = 2**31
"""Bytes of a file that nobody wrote and that takes no room on the disk."""


def take_the_lock(folder: Path) -> None:
    with lock(folder):
        pass


READERS = {
    "lock.json": take_the_lock,
    "log.jsonl": lambda folder: EventLog(folder).mend(),
    "manifest.json": read_manifest,
}


@pytest.mark.parametrize("language", ["en", "id"])
@pytest.mark.parametrize("name", READERS)
def test_a_huge_file_is_refused_unread_and_stays(name: str, language: str, tmp_path: Path) -> None:
    (tmp_path / name).touch()
    os.truncate(tmp_path / name, HUGE)
    tracemalloc.start()
    try:
        with use_language(language), pytest.raises(OutputError) as caught:
            READERS[name](tmp_path)
        words = str(caught.value)
        assert tracemalloc.get_traced_memory()[1] < 2**24
    finally:
        tracemalloc.stop()
    assert name in words
    assert (tmp_path / name).stat().st_size == HUGE
    assert [path.name for path in tmp_path.iterdir()] == [name]


@pytest.mark.parametrize("name", ["lock.json", "log.jsonl"])
def test_what_never_ends_or_is_a_folder_is_refused(name: str, tmp_path: Path) -> None:
    (tmp_path / name).mkdir()
    with pytest.raises(OutputError, match=name):
        READERS[name](tmp_path)
    (tmp_path / name).rmdir()
    os.mkfifo(tmp_path / name)
    with pytest.raises(OutputError, match=name):
        READERS[name](tmp_path)


def test_a_lock_that_is_torn_is_taken_over(tmp_path: Path) -> None:
    (tmp_path / "lock.json").write_bytes(b'{"pid": 1, \xff')
    take_the_lock(tmp_path)
    assert list(tmp_path.iterdir()) == []
