"""The reader's folder that all tests of documents share, so that no command is played twice."""

from __future__ import annotations

from pathlib import Path

import pytest

from kkgsim.analysis.pictured_result import PicturedResult
from kkgsim.engine import kernel

from .reader import Reader, lay_out


@pytest.fixture(scope="session")
def reader(tmp_path_factory: pytest.TempPathFactory) -> Reader:
    kernel.ready()  # so that no command is blamed for compiling the model
    folder = tmp_path_factory.mktemp("reader")
    lay_out(folder)
    return Reader(folder)


@pytest.fixture
def in_the_folder(reader: Reader, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the reader is, with nothing set that would change an answer; of each kind of answer the pictures are drawn
    once."""
    draw_all = PicturedResult.draw_all

    def once(result: PicturedResult, folder: Path) -> list[Path]:
        if type(result) in reader.drawn:
            return []
        reader.drawn.add(type(result))
        return draw_all(result, folder)

    monkeypatch.setattr(PicturedResult, "draw_all", once)
    monkeypatch.delenv("KKGSIM_LANG", raising=False)
    monkeypatch.chdir(reader.folder)
