"""The kinds of file that a memo can be."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from kkgsim.analysis.memo import to_docx, to_html, to_pdf
from kkgsim.analysis.memo.content import MemoContent
from kkgsim.errors import COMMAND_LINE, InputError, Issue, OutputError, nearest, reason
from kkgsim.i18n import refusal
from kkgsim.io.atomic import refuse_file, write_file

WRITERS: Mapping[str, Callable[[MemoContent], bytes]] = {
    ".html": to_html.write, ".docx": to_docx.write, ".pdf": to_pdf.write,
}  # fmt: skip
"""Who writes a memo, by the ending of the file."""


def check(file: Path, overwrite: bool) -> None:
    """Refuse, before anything is simulated, a file that cannot be a memo or is in the way. Raises ``InputError``."""
    ending = file.suffix.lower()
    if ending not in WRITERS:
        near = nearest(ending, WRITERS) if ending else ".docx"
        better, allowed = file.with_suffix(near).name if near and file.name else "", ", ".join(WRITERS)
        what = refusal("memo_ending")
        raise InputError([Issue(COMMAND_LINE, what, key="--output", given=str(file), allowed=allowed, nearest=better)])
    refuse_file(file, overwrite, "--output")
    if not file.resolve().parent.is_dir():
        raise InputError([Issue(COMMAND_LINE, refusal("new_folder"), key="--output", given=str(file))])


def save(memo: MemoContent, file: Path) -> None:
    """Write a memo as the ending of the file says, whole or not at all. Raises ``OutputError``."""
    try:
        write_file(file, WRITERS[file.suffix.lower()](memo))
    except OSError as error:
        raise OutputError(refusal("nothing_kept", folder=file, reason=reason(error))) from error
