"""A memo: a comparison and what is written of it, ready to be saved in any kind of file."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import kkgsim
from kkgsim.analysis.comparison.result import Comparison
from kkgsim.analysis.memo import answer, consequences, doubts, evidence, formats, picture, question, to_html
from kkgsim.analysis.memo.content import Block, MemoContent
from kkgsim.errors import called_from_python
from kkgsim.i18n import current_language, tr


@dataclass(frozen=True, repr=False)
class Memo:
    """A comparison told for a desk. ``command`` is the line by which anybody makes the memo again."""

    comparison: Comparison
    command: str

    @cached_property
    def _written(self) -> dict[str, MemoContent]:
        return {}

    @property
    def content(self) -> MemoContent:
        """The memo in the current language, block by block."""
        language = current_language()
        if language not in self._written:
            self._written[language] = self._content()
        return self._written[language]

    def _content(self) -> MemoContent:
        comparison = self.comparison
        scenario = comparison.played[0].scenario
        about = tr("memo_about", place=comparison.place.title, first=scenario.calendar_name(1),
                   last=scenario.calendar_name(comparison.months), version=kkgsim.__version__)  # fmt: skip
        return MemoContent(current_language(), question.title(comparison), about, list(self._blocks()))

    def _blocks(self) -> Iterator[Block]:
        """All sections in their order."""
        comparison = self.comparison
        yield from question.blocks(comparison)
        yield from answer.blocks(comparison)
        yield picture.block(comparison)
        sections: tuple[Callable[[Comparison], Iterator[Block]], ...] = (
            consequences.money, consequences.gains, doubts.wrong, doubts.trust, evidence.blocks,
        )  # fmt: skip
        for section in sections:
            yield from section(comparison)
        yield from evidence.repeat(comparison, self.command)

    def save(self, file: str | Path, overwrite: bool = False) -> Path:
        """Write the memo in the current language as .html, .docx or .pdf by the ending of ``file``; the same memo gives
        the same bytes.

        Raises ``InputError`` for another ending or a file in the way, ``OutputError`` where it cannot be written.
        """
        path = Path(file)
        with called_from_python("save", output="file"):
            formats.check(path, overwrite)
        formats.save(self.content, path)
        return path

    def _repr_html_(self) -> str:
        return to_html.write(self.content).decode()

    def __repr__(self) -> str:
        return f"<Memo: {self.content.title}; save() writes {', '.join(formats.WRITERS)}>"
