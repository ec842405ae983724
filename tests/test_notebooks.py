"""The notebooks come from one source for both languages, run from top to bottom and name the public door alone."""

from __future__ import annotations

import ast
import importlib.util
import io
import re
import sys
import warnings
from collections.abc import Callable
from types import ModuleType
from typing import Any

import pandas as pd
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
QUICK = ("planner", "en")
"""What is run in every run of the tests; the others, and the twins whose code is the same, with ``-m long``."""


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
    assert ours.metadata[MAKER.RAN] == MAKER.hash_of(theirs), "the outputs are those of other cells"


@pytest.mark.parametrize(("name", "language"), EVERY)
def test_outputs_are_kept_and_light(name: str, language: str) -> None:
    path = MAKER.file_of(name, language)
    kinds = [kind for cell in outputs(kept(name, language)) for kind in cell]
    assert "image/png" in kinds
    assert "error" not in kinds
    assert path.stat().st_size < 400_000
    assert not re.search(r"(/tmp/|/home/|/Users/)", path.read_text(encoding="utf-8"))


@pytest.mark.long
@pytest.mark.parametrize(("name", "language"), EVERY)
def test_outputs_are_those_of_this_model(name: str, language: str) -> None:
    """After a change of the model: ``python notebooks/make_notebooks.py --stale``."""
    assert not MAKER.stale(name, language)


@pytest.mark.parametrize(("name", "language"), EVERY)
def test_no_figure_is_typed_into_the_prose(name: str, language: str) -> None:
    """What a model says stands in outputs, which change with it."""
    prose = [cell.source for cell in MAKER.notebook(name, language).cells if cell.cell_type == "markdown"]
    assert not re.findall(r"\d+[.,]\d+|\d+ ?%|Rp ?\d", "\n".join(prose))


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


@pytest.mark.parametrize("name", MAKER.SOURCES)
def test_twins_have_the_same_code_and_all_their_words(name: str) -> None:
    ours, theirs = (MAKER.notebook(name, language).cells for language in ("en", "id"))
    for one, other in zip(ours[2:], theirs[2:], strict=True):
        assert one.cell_type == other.cell_type
        assert (one.source == other.source) == (one.cell_type == "code"), one.source
        assert other.source.strip()


@pytest.mark.parametrize(
    ("name", "language"),
    [pytest.param(*one, marks=[] if one == QUICK else pytest.mark.long) for one in EVERY],
)
def test_a_notebook_runs(name: str, language: str) -> None:
    with warnings.catch_warnings():  # the kernel's transport announces changes of its own
        warnings.simplefilter("ignore")
        book = MAKER.run(played(name, language))
    book.cells = book.cells[: len(kept(name, language).cells)]
    assert outputs(MAKER.kept(book)) == outputs(kept(name, language))
    CLAIMS.get(name, lambda book: None)(book)


MOVED = "before = shown.value\nteam.value = 3.0\nassert before != shown.value"
"""A hand that moves a slider; the picture below it has to change."""


def played(name: str, language: str) -> Any:
    """A notebook, and after it what somebody does with it."""
    book = MAKER.notebook(name, language)
    if name == "planner":
        book.cells.append(nbformat.v4.new_code_cell(MOVED))
    return book


def shown(book: Any, words: str) -> pd.DataFrame:
    """The table that a cell with these words in it shows."""
    cell, = (cell for cell in book.cells if cell.cell_type == "code" and words in cell.source)  # fmt: skip
    return pd.read_html(io.StringIO(cell.outputs[-1].data["text/html"]), index_col=0)[0]


def what_the_tour_says(book: Any) -> None:
    """The band of numbers held is narrower than that of numbers drawn; how all numbers are known is counted."""
    drawn, held = shown(book, "numbers held").itertuples(index=False)
    assert 0.0 < held.high - held.low < drawn.high - drawn.low
    assert shown(book, "value_counts")["numbers"].sum() == len(kkgsim.PARAMETERS)


def what_the_planner_says(book: Any) -> None:
    """The bar is full, and the memo is made of the same runs."""
    text = [out.data["text/plain"] for cell in book.cells for out in cell.get("outputs", []) if "data" in out]
    assert [one for one in text if one.startswith("[===") and one.endswith("60/60")]
    assert text[-1] == "True"


def what_the_researcher_says(book: Any) -> None:
    """A sweep of as many runs as the design has, all kept; a run that is played again is the same."""
    text = [out.data["text/plain"] for cell in book.cells for out in cell.get("outputs", []) if "data" in out]
    assert [one for one in text if one.endswith("256/256")]
    assert "True" in text


def what_the_extension_says(book: Any) -> None:
    """The lever of the package does something in the place of the package."""
    with_it, without = shown(book, "sides.mean()").iloc[:, 0]
    assert with_it > without


CLAIMS: dict[str, Callable[[Any], None]] = {
    "tour": what_the_tour_says, "planner": what_the_planner_says, "researcher": what_the_researcher_says,
    "extension": what_the_extension_says,
}  # fmt: skip
"""What the sentences of a notebook say of its outputs, which must be so."""


@pytest.mark.parametrize(("name", "language"), EVERY)
def test_what_a_notebook_says_of_its_outputs_is_so(name: str, language: str) -> None:
    CLAIMS.get(name, lambda book: None)(kept(name, language))
