"""Write the notebooks in both languages from one source each, and run them, so that their outputs are kept.

python notebooks/make_notebooks.py             all of them; needs the packages of locks/all.txt
python notebooks/make_notebooks.py tour        those of one source
python notebooks/make_notebooks.py --stale     those alone whose cells or whose model have changed since they ran
"""

from __future__ import annotations

import argparse
import base64
import hashlib
import importlib
import io
import json
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import nbformat
from nbclient import NotebookClient
from nbformat import NotebookNode
from PIL import Image

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
sys.path[:0] = [str(HERE), str(ROOT)]

import kkgsim  # noqa: E402 (it lies above this file)
from kkgsim.i18n import LANGUAGES, Text  # noqa: E402
from kkgsim.model.posterior import model_hash  # noqa: E402

SOURCES = ("tour", "planner", "researcher", "extension", "workshop")
FIRST = 'import os\n\nos.environ["KKGSIM_LANG"] = "{}"\n%matplotlib inline'
"""The first cell of code: the language, and pictures in the notebook."""

COLOURS = 128
RAN, MODEL = "sha256_of_cells_that_ran", "sha256_of_model"
"""What a notebook's file says of the cells and of the model that gave its outputs."""
LONGEST = 600
"""Seconds that a cell may take, for a computer that has other things to do, too."""
WIDGET = "application/vnd.jupyter.widget-view+json"
BUILT = ("build", "*.egg-info", "__pycache__")
"""What an example package may have beside it that is no part of it."""


def notebook(name: str, language: str) -> NotebookNode:
    """A notebook in a language, without outputs."""
    cells = []
    for cell in importlib.import_module(f"sources.{name}").CELLS:
        is_text = isinstance(cell, Text)
        made = nbformat.v4.new_markdown_cell if is_text else nbformat.v4.new_code_cell
        cells.append(made(getattr(cell, language) if is_text else cell))
    cells.insert(1, nbformat.v4.new_code_cell(FIRST.format(language)))
    for rank, cell in enumerate(cells):
        cell["id"] = f"cell-{rank:02}"
    kernel = {"display_name": "Python 3", "language": "python", "name": "python3"}
    about = {"kernelspec": kernel, "language_info": {"name": "python"}, "lang": language}
    return nbformat.v4.new_notebook(cells=cells, metadata=about)


def file_of(name: str, language: str) -> Path:
    """Where a notebook lies."""
    return HERE / f"{importlib.import_module(f'sources.{name}').NAMES[language]}.ipynb"


def run(book: NotebookNode) -> NotebookNode:
    """The notebook with its outputs and the state of its widgets, run as in a checkout that has nothing but examples;
    raises where a cell does."""
    os.environ["PYTHONPATH"] = os.pathsep.join([str(ROOT), os.environ.get("PYTHONPATH", "")])
    with tempfile.TemporaryDirectory() as folder:
        shutil.copytree(ROOT / "examples", Path(folder) / "examples", ignore=shutil.ignore_patterns(*BUILT))
        where = Path(folder) / "notebooks"
        where.mkdir()
        NotebookClient(book, timeout=LONGEST, resources={"metadata": {"path": str(where)}}).execute()
    return book


def slowest(book: NotebookNode) -> float:
    """Seconds of the cell of a notebook that took longest."""
    times = [cell.metadata["execution"] for cell in book.cells if cell.metadata.get("execution")]
    ends = ("shell.execute_reply", "iopub.execute_input")
    took = [[datetime.fromisoformat(time[end].replace("Z", "+00:00")) for end in ends] for time in times]
    return max((last - first).total_seconds() for last, first in took)


def kept(book: NotebookNode) -> NotebookNode:
    """What is kept of a notebook that was run: no times, no warnings of libraries, and no widgets, which are dead in a
    file; pictures in as many colours as they have, which is a third of the bytes."""
    for cell in book.cells:
        cell.metadata = {}
        if cell.cell_type == "code":
            cell.outputs = [_light(out) for out in cell.outputs if out.get("name") != "stderr" and not _widget(out)]
    book.metadata = {key: book.metadata[key] for key in ("kernelspec", "lang")} | {
        "language_info": {"name": "python"}, RAN: hash_of(book), MODEL: model_hash(),
    }  # fmt: skip
    return book


def hash_of(book: NotebookNode) -> str:
    """The hash of all that the cells of a notebook say, without their outputs."""
    cells = [[cell.cell_type, cell.source] for cell in book.cells]
    return hashlib.sha256(json.dumps(cells).encode()).hexdigest()


def _widget(output: NotebookNode) -> bool:
    return WIDGET in output.get("data", {})


def _light(output: NotebookNode) -> NotebookNode:
    png = output.get("data", {}).get("image/png")
    if png:
        drawn, light = Image.open(io.BytesIO(base64.b64decode(png))), io.BytesIO()
        drawn.convert("RGB").quantize(COLOURS).save(light, "PNG", optimize=True)
        output.data["image/png"] = base64.b64encode(light.getvalue()).decode()
    return output


def stale(name: str, language: str) -> bool:
    """Whether a notebook's outputs are those of other cells, or of another model."""
    file = file_of(name, language)
    ran = nbformat.read(file, as_version=4).metadata if file.exists() else {}
    return (ran.get(RAN), ran.get(MODEL)) != (hash_of(notebook(name, language)), model_hash())


def compiled() -> None:
    """Compile the model before a notebook is timed, whose cells would wait for it."""
    kept_runs = kkgsim.keep("janapria", months=2, replicates=2)
    kept_runs.answer({"facilitator_team_per_10_schools": 1.0})


def every() -> Iterator[tuple[str, str]]:
    """Each source with each language."""
    return ((name, language) for name in SOURCES for language in LANGUAGES)


def main() -> None:
    """Write those that are asked for."""
    parser = argparse.ArgumentParser(description="Write the notebooks and run them.")
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"of {', '.join(SOURCES)}")
    parser.add_argument("--language", choices=LANGUAGES, help="write this one alone")
    parser.add_argument("--stale", action="store_true", help="those alone whose cells or whose model have changed")
    asked = parser.parse_args()
    compiled()
    for name, language in every():
        if name not in (asked.names or SOURCES) or language not in (asked.language or LANGUAGES):
            continue
        if not asked.stale or stale(name, language):
            began = time.monotonic()
            book, file = run(notebook(name, language)), file_of(name, language)
            longest = slowest(book)
            nbformat.write(kept(book), file)
            print(f"{file.name}: {time.monotonic() - began:.0f} s, the slowest cell {longest:.1f} s")


if __name__ == "__main__":
    main()
