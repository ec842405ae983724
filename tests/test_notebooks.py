"""The notebooks come from one source for both languages, run from top to bottom and name the public door alone."""

from __future__ import annotations

import ast
import importlib.util
import re
import sys
import warnings
from types import ModuleType
from typing import Any

import pytest
from conftest import ROOT

import kkgsim

nbformat = pytest.importorskip("nbformat", reason="nbformat is not installed")
pytest.importorskip("nbclient", reason="nbclient is not installed")
pytest.importorskip("ipykernel", reason="ipykernel is not installed")
pytest.importorskip("ipywidgets", reason="ipywidgets is not installed")


def _maker() -> ModuleType:
    spec = importlib.util.spec_from_file_location("make_notebooks", ROOT / "notebooks" / "make_notebooks.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    before = list(sys.path)
    spec.loader.exec_module(module)
    sys.path[:] = [str(ROOT / "notebooks"), *before]
    return module


MAKER = _maker()
EVERY = list(MAKER.every())
QUICK = [("tour", "id"), ("planner", "en"), ("researcher", "id")]
"""Those that are run in every run of the tests; their twins, which do the same, with ``-m long``."""


def kept(name: str, language: str) -> Any:
    return nbformat.read(MAKER.file_of(name, language), as_version=4)


def outputs(book: Any) -> list[list[str]]:
    """The kinds of what each cell of code gives."""
    return [
        sorted({kind for out in cell.outputs for kind in out.get("data", {out.output_type: ""})})
        for cell in book.cells if cell.cell_type == "code"
    ]  # fmt: skip


def test_every_notebook_comes_from_a_source() -> None:
    assert {path.name for path in (ROOT / "notebooks").glob("*.ipynb")} == {MAKER.file_of(*one).name for one in EVERY}


@pytest.mark.parametrize(("name", "language"), EVERY)
def test_a_notebook_is_what_its_source_gives(name: str, language: str) -> None:
    """After a change: ``python notebooks/make_notebooks.py``."""
    ours, theirs = kept(name, language), MAKER.notebook(name, language)
    assert [(c.cell_type, c.source) for c in ours.cells] == [(c.cell_type, c.source) for c in theirs.cells]


@pytest.mark.parametrize(("name", "language"), EVERY)
def test_outputs_are_kept_and_light(name: str, language: str) -> None:
    path = MAKER.file_of(name, language)
    kinds = [kind for cell in outputs(kept(name, language)) for kind in cell]
    assert "image/png" in kinds
    assert "error" not in kinds
    assert path.stat().st_size < 800_000
    assert not re.search(r"(/tmp/|/home/|/Users/)", path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", MAKER.SOURCES)
def test_only_names_of_the_public_door_are_used(name: str) -> None:
    code = [cell.source for cell in MAKER.notebook(name, "en").cells if cell.cell_type == "code"][1:]
    for node in ast.walk(ast.parse("\n".join(code))):
        if isinstance(node, ast.Import):
            assert not [alias.name for alias in node.names if alias.name.startswith("kkgsim.")]
        elif isinstance(node, ast.ImportFrom):
            assert not (node.module or "").startswith("kkgsim")
        elif isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "kkgsim":
            assert node.attr in kkgsim.__all__


@pytest.mark.parametrize(
    ("name", "language"),
    [*QUICK, *(pytest.param(*one, marks=pytest.mark.long) for one in EVERY if one not in QUICK)],
)
def test_a_notebook_runs(name: str, language: str) -> None:
    with warnings.catch_warnings():  # the kernel's transport announces changes of its own
        warnings.simplefilter("ignore")
        book = MAKER.run(MAKER.notebook(name, language))
    assert outputs(book) == outputs(kept(name, language))
