"""Files that documents name are there, so that a moved module is noticed where it is described."""

from __future__ import annotations

import re
from functools import cache

import pytest
from conftest import ROOT, none

from .commands import DOCUMENTS, INLINE

BESIDE = ("", "kkgsim", "tests")
"""From where documents name files."""
ENDINGS = ("py", "toml", "md", "po", "css", "c", "ipynb", "txt")
NAMED = re.compile(rf"[\w.-]+(?:/[\w.-]+)*\.(?:{'|'.join(ENDINGS)})|(?:[\w.-]+/)+")
"""A file with one of the endings, or a folder (with a slash at its end). Patterns and placeholders are neither."""
READERS = re.compile(
    r"(results|skenario-saya|national|nasional|indonesia|hasil|my-|janapria-|seluruh-|decides|part-|small)[\w./-]*|.*[A-Z]{3,}.*"
)
"""What a reader makes or brings, and what stands for it."""
WRITTEN = {"schools.csv", "place.toml", "provenance.json", "manifest.json", "log.jsonl", "import-report.txt"}
"""What kkgsim writes into folders of a reader."""


@cache
def there() -> frozenset[str]:
    """Names of all files of the project, with no folders before them."""
    skipped = {".git", "__pycache__"}
    return frozenset(path.name for path in ROOT.rglob("*") if not skipped & set(path.relative_to(ROOT).parts))


def missing(document: str, text: str) -> list[str]:
    """The files and folders that a document names and that are not there."""
    names = {match.split("::")[0].rstrip(",") for match in INLINE.findall(text)}
    named = sorted(name for name in names if NAMED.fullmatch(name) and not READERS.fullmatch(name))
    home = (ROOT / document).parent
    return [
        f"{document}: {name}"
        for name in named
        if name not in WRITTEN
        and not (home / name).exists()
        and not any((ROOT / beside / name).exists() for beside in BESIDE)
        and not ("/" not in name and name in there())
    ]


@pytest.mark.parametrize("document", [name for name in DOCUMENTS if name.endswith(".md")])
def test_every_file_that_a_document_names_is_there(document: str) -> None:
    none(missing(document, (ROOT / document).read_text(encoding="utf-8")))


def test_a_file_that_moved_is_noticed() -> None:
    text = "`model/rules/attending.py`, `kkgsim/model/`, `test_paths.py`; `model/gone.py`, `gone/`, `no_such.py::test`"
    assert missing("README.md", text) == [
        "README.md: gone/", "README.md: model/gone.py", "README.md: no_such.py",
    ]  # fmt: skip
