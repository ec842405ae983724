"""The notebooks as pages of the site: their text, their code, and the outputs that are kept in them."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).resolve().parents[2] / "notebooks"
SHOWN = ("image/png", "text/html", "text/plain")
"""What is shown of an output, the first that there is."""
PROGRESS = "<progress"


def notebooks(language: str) -> dict[str, Path]:
    """The notebooks of a language by the names of their pages."""
    return {
        f"notebooks/{path.stem}.md": path for path in sorted(FOLDER.glob("*.ipynb"))
        if _read(path)["metadata"]["lang"] == language
    }  # fmt: skip


def as_markdown(path: Path) -> str:
    """A notebook as a page."""
    parts = []
    for rank, cell in enumerate(_read(path)["cells"]):
        source = _text(cell["source"])
        if cell["cell_type"] == "markdown":
            parts.append(source)
        else:
            parts.append(_fenced("py", source))
            parts += _outputs(path, rank, cell["outputs"])
    return "\n\n".join(parts) + "\n"


def write_pictures(path: Path, folder: Path) -> None:
    """Write the pictures of a notebook into the folder of its page."""
    for rank, cell in enumerate(_read(path)["cells"]):
        for number, output in enumerate(cell.get("outputs", [])):
            if png := output.get("data", {}).get("image/png"):
                (folder / _picture(path, rank, number)).write_bytes(base64.b64decode(_text(png)))


def _outputs(path: Path, rank: int, outputs: list[dict[str, Any]]) -> Iterator[str]:
    for number, output in enumerate(outputs):
        data = {"text/plain": output["text"]} if "text" in output else output.get("data", {})
        kind = next((kind for kind in SHOWN if kind in data), None)
        text = _text(data[kind]) if kind else ""
        if kind == "image/png":
            yield f"![]({_picture(path, rank, number)})"
        elif kind == "text/html" and not text.startswith(PROGRESS):
            yield _fenced("{raw} html", text)
        elif kind == "text/plain":
            yield _fenced("text", text)


def _picture(path: Path, rank: int, number: int) -> str:
    return f"{path.stem}-{rank}-{number}.png"


def _fenced(word: str, text: str) -> str:
    return f"```{word}\n{text.rstrip()}\n```"


def _text(lines: str | list[str]) -> str:
    return lines if isinstance(lines, str) else "".join(lines)


def _read(path: Path) -> dict[str, Any]:
    read: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return read
