"""The commands and Python snippets of every document, as they stand there, and their placeholders."""

from __future__ import annotations

import json
import re
import shlex
from dataclasses import dataclass
from itertools import pairwise

from conftest import ROOT

HISTORY = ("CHANGELOG.md",)
"""Documents that tell what was: their commands may be gone."""
DOCUMENTS = tuple(
    path.relative_to(ROOT).as_posix()
    for pattern in ("*.md", "docs/**/*.md", "experiments/**/README.md", "benchmarks/*.md", "notebooks/*.ipynb")
    for path in sorted(ROOT.glob(pattern))
    if path.name not in HISTORY
)
PROGRAMS = (
    "kkgsim", "python", "python3.11", "py", "pip", "pytest", "ruff", "mypy", "git", "dask", "kubectl", "source",
    "cd", "export", "make", "docker", "conda", "jupyter", "sbatch",
)  # fmt: skip
FENCE = re.compile(r"^(?P<indent> *)```(?P<language>\w*)\n(?P<text>.*?)^ *```$", re.M | re.S)
INLINE = re.compile(r"`([^`]+)`")
BIN = re.compile(r"^\.venv(?:/bin/|\\Scripts\\)(?=\w)")
PLACEHOLDER = re.compile(r"[A-Z][A-Z_]*(?:\.[a-z]+)?…?")
"""What a reader puts in: ``SCENARIO``, ``SCENARIO…`` for one or several, ``A.toml``."""


@dataclass(frozen=True)
class Command:
    """One command, or with ``python`` one snippet, and where it stands."""

    document: str
    line: int
    text: str
    python: bool = False

    @property
    def where(self) -> str:
        """The command with its document and line, for messages."""
        return f"{self.document}:{self.line}: {self.text}"

    @property
    def words(self) -> list[str]:
        """The words as a shell sees them, without brackets around what may be left out; none of a snippet."""
        return [] if self.python else shlex.split(re.sub(r"(?<!\S)\[|\](?!\S)", "", self.text))

    def placeholders(self) -> list[tuple[str, str]]:
        """Each placeholder with the word before it, which says what it stands for."""
        words = self.words
        return [(before, word) for before, word in pairwise(words) if PLACEHOLDER.fullmatch(word)]


def text_of(document: str) -> str:
    """What a document says; of a notebook its text, not its cells of code."""
    text = (ROOT / document).read_text(encoding="utf-8")
    if not document.endswith(".ipynb"):
        return text
    cells = json.loads(text)["cells"]
    return "\n\n".join("".join(cell["source"]) for cell in cells if cell["cell_type"] == "markdown")


def commands_in(document: str, text: str) -> list[Command]:
    """All commands and snippets of a text in their order, those inside a sentence or a table among them."""
    found: list[tuple[int, Command]] = []
    for block in FENCE.finditer(text):
        start, line = block.start("text"), text.count("\n", 0, block.start("text")) + 1
        if block["language"] == "sh":
            found += [(start + k, Command(document, line + k, said)) for k, said in _lines(block["text"])]
        elif block["language"] == "python":
            found.append((start, Command(document, line, block["text"], python=True)))
    prose = FENCE.sub(lambda block: re.sub(r"[^\n]", " ", block[0]), text)
    for span in INLINE.finditer(prose):
        line = prose.count("\n", 0, span.start()) + 1
        found += [(span.start() + k, Command(document, line, said)) for k, said in _told(span[1])]
    return [command for _, command in sorted(found, key=lambda pair: pair[0])]


def _lines(block: str) -> list[tuple[int, str]]:
    """The commands of a shell block with the lines that they begin on, comments and continuations resolved."""
    found, begun = [], None
    for number, line in enumerate(block.splitlines()):
        begun = (begun[0], f"{begun[1]} {line.strip()}") if begun else (number, line.strip())
        if begun[1].endswith("\\"):
            begun = (begun[0], begun[1].removesuffix("\\").rstrip())
            continue
        said = re.sub(r"(?:^|\s+)#.*$", "", begun[1])
        found += [(begun[0], part.strip()) for part in said.split("&&") if part.strip()]
        begun = None
    return found


def _told(span: str) -> list[tuple[int, str]]:
    """The commands in a span of code inside a sentence; none where the span is something else."""
    if "\n\n" in span:
        return []
    parts = [" ".join(part.split()) for part in span.split("&&")]
    return [(k, part) for k, part in enumerate(parts) if part and is_command(part)]


def is_command(text: str) -> bool:
    """Whether a text begins with a program and says more than its name, which alone is no command of ours."""
    program, *rest = BIN.sub("", text).split(maxsplit=1) or [""]
    return program in PROGRAMS and (bool(rest) or program in ("pytest", "mypy"))


def outside_blocks(text: str) -> list[str]:
    """Lines that begin with a program in a block that is not marked ``sh``, or that is only indented."""
    lines = [
        line.strip() for block in FENCE.finditer(text) if block["language"] not in ("sh", "python")
        for line in block["text"].splitlines()
    ]  # fmt: skip
    prose = FENCE.sub("", text)
    lines += [line.strip() for line in re.findall(r"(?:^|\n)\n((?: {4}|\t).*)", prose)]
    return [line for line in lines if is_command(line) and line.split()[0] != "kkgsim:"]


def options_in(text: str) -> list[str]:
    """Spans of code in sentences that begin with an option, as ``--lang id``."""
    prose = FENCE.sub("", text)
    return [" ".join(span.split()) for span in INLINE.findall(prose) if re.match(r"--\w", span)]


def every_command() -> list[Command]:
    """The commands of all documents."""
    return [command for document in DOCUMENTS for command in commands_in(document, text_of(document))]
