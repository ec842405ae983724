"""The notebooks run from top to bottom, say the same in both languages, and are kept clean."""

from __future__ import annotations

import json
import os
import warnings
from pathlib import Path
from typing import Any

import pytest

FOLDER = Path(__file__).resolve().parent.parent / "notebooks"
PAIRS = [("compare-two-policies", "bandingkan-dua-kebijakan")]
"""The same notebook in English and in Indonesian."""
NAMES = [name for pair in PAIRS for name in pair]
REPLICATES = "6"


def read(name: str) -> dict[str, Any]:
    return json.loads((FOLDER / f"{name}.ipynb").read_text(encoding="utf-8"))


def code(name: str) -> list[str]:
    return ["".join(cell["source"]) for cell in read(name)["cells"] if cell["cell_type"] == "code"]


def test_every_notebook_has_its_twin() -> None:
    assert {path.stem for path in FOLDER.glob("*.ipynb")} == set(NAMES)


@pytest.mark.parametrize(("english", "indonesian"), PAIRS)
def test_twins_differ_in_words_alone(english: str, indonesian: str) -> None:
    kinds = [[cell["cell_type"] for cell in read(name)["cells"]] for name in (english, indonesian)]
    assert kinds[0] == kinds[1]
    assert [cell.replace('LANG = "id"', 'LANG = "en"') for cell in code(indonesian)] == code(english)
    for ours, theirs in zip(read(english)["cells"], read(indonesian)["cells"], strict=True):
        assert ours["cell_type"] == "code" or ours["source"] != theirs["source"]


@pytest.mark.parametrize("name", NAMES)
def test_notebooks_are_kept_without_outputs(name: str) -> None:
    for cell in read(name)["cells"]:
        assert not cell.get("outputs")
        assert cell.get("execution_count") is None


@pytest.mark.parametrize("name", NAMES)
def test_a_notebook_runs(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    nbclient = pytest.importorskip("nbclient", reason="nbclient is not installed")
    pytest.importorskip("ipykernel", reason="ipykernel is not installed")
    nbformat = pytest.importorskip("nbformat", reason="nbformat is not installed")
    monkeypatch.setenv("KKGSIM_NOTEBOOK_REPLICATES", REPLICATES)
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([str(FOLDER.parent), os.environ.get("PYTHONPATH", "")]))
    with warnings.catch_warnings():  # the kernel's transport announces changes of its own
        warnings.simplefilter("ignore")
        book = nbformat.read(FOLDER / f"{name}.ipynb", as_version=4)
        client = nbclient.NotebookClient(
            book, timeout=240, kernel_name="python3", resources={"metadata": {"path": FOLDER}}
        )
        client.execute()
    outputs = [out for cell in book.cells if cell.cell_type == "code" for out in cell.outputs]
    pictures = [out for out in outputs if "image/png" in out.get("data", {})]
    printed = "".join(out.text for out in outputs if out.output_type == "stream" and out.name == "stdout")
    assert len(pictures) == 6
    words = ("Facilitator team", "Reasons (log-odds") if "compare" in name else ("Tim fasilitator", "Pertimbangan")
    assert all(word in printed for word in words)
    assert not [out for out in outputs if out.output_type == "error"]
