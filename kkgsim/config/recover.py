"""What is wrong with a line that is no TOML, in plain words; it is set aside, so that reading can go on."""

from __future__ import annotations

import re
from collections.abc import Mapping

from kkgsim.config.issues import IssueCollector, printable
from kkgsim.config.scan import STRING, KeyPath, KeyPositions, Position

_WORDS: Mapping[str, str] = {
    r"Illegal character '\n'": "text_open",
    r"Found invalid character '\n'": "text_open",
    "Unterminated string": "text_open",
    "Expected \"'": "text_open",
    "Illegal character": "control",
    "Found invalid character": "control",
    "Expected '=' after": "no_equals",
    "Invalid initial character": "bad_key",
    "Invalid statement": "bad_key",
    "Invalid value": "bad_value",
    "Expected newline": "leftover",
    "Too long": "too_long",
    "Unclosed array": "list_open",
    "Unclosed inline table": "brace",
    "Unescaped": "escape",
    "Invalid hex": "escape",
    "Escaped character": "escape",
    "Invalid date": "date",
    "Expected ']": "heading",
    "Cannot": "again",
    "Duplicate": "again",
}
"""What tomllib says (the beginning of it) -> our words."""
_PLACE = re.compile(r"(.*) \(at (?:line (\d+), column (\d+)|end of document)\)\Z", re.S)
_PAIR = re.compile(r"([ \t]*)([A-Za-z0-9_.-]*[A-Za-z0-9_-])")
_NUMBER = re.compile(r"=[ \t]*([+-]?\d[\d_]*(?:[.,]\d+)*)([ \t]*%)?[ \t]*")
_SINGLE = re.compile(
    r"\s*\[\s*((?:(?:scenario|skenario)\.)?(?:policy|kebijakan)(?:\.(?:change|perubahan))?|vary|variasi)\s*\]\s*(?:#.*)?"
)
"""A heading in single brackets of what there may be several of."""
_ENDLESS = re.compile(r"[\d_]{1000}")
_CURLY = re.compile("[\u201c\u201d\u201e\u2018\u2019]")


def mend(rows: list[str], error: str, issues: IssueCollector) -> None:
    """Explain what is wrong with the ``rows`` of a text and put something harmless in its place, if that can be done.

    ``error`` is what tomllib says of them, "" where a key is given twice. ``issues`` gets the mistakes and the lines
    that were set aside.
    """
    if error:
        _set_aside(error, rows, issues)
    else:
        _drop_twice(issues.lines, rows, issues)


def _drop_twice(lines: KeyPositions, rows: list[str], issues: IssueCollector) -> None:
    """Tell of keys given twice; the second goes, where it is a line of its own."""
    for path, first, again in lines.twice:
        if _several(first.line, rows, issues) or _several(again.line, rows, issues):
            return
        issues.add("twice", path, position=again, line=first.line)
        row = rows[again.line - 1]
        if again.line in issues.broken or (row[: again.column - 1].strip() == "" and _whole(row)):
            rows[again.line - 1] = ""
        else:
            _blunt(again.line, rows, issues)


def _several(line: int, rows: list[str], issues: IssueCollector) -> bool:
    """Tell of a heading that needs double brackets, as there are several of it, and give it these."""
    if rows[line - 1].lstrip().startswith("[["):  # right here, so that an earlier one is wrong
        line = next((rank for rank, row in enumerate(rows[:line], 1) if _SINGLE.fullmatch(row)), line)
    match = _SINGLE.fullmatch(rows[line - 1])
    if match is None:
        return False
    fix = f"[[{match[1]}]]"
    issues.add("several", tuple(match[1].split(".")), position=Position(line, 1), given=f"[{match[1]}]", fix=fix)
    rows[line - 1] = fix
    return True


def _set_aside(error: str, rows: list[str], issues: IssueCollector) -> None:
    """Explain what tomllib stumbled over; put a harmless value into that line if it stands alone."""
    match = _PLACE.match(error)
    if match is None:  # a number of thousands of digits
        position = Position(next((rank for rank, row in enumerate(rows, 1) if _ENDLESS.search(row)), _last(rows)), 1)
    elif match[2] is None:
        position = issues.lines.lost or Position(_last(rows), 1)
    else:
        position = Position(int(match[2]), int(match[3]))
    row = rows[position.line - 1]
    if _several(position.line, rows, issues):
        return
    message = match[1] if match else "Too long"
    if fixed := _mend_number(row, position, issues):
        rows[position.line - 1] = fixed
        return
    bare = _bare(row)
    word = next((word for begin, word in _WORDS.items() if message.startswith(begin)), "syntax")
    if _CURLY.search(bare):
        word = "curly"
    elif bare.count("{") > bare.count("}"):
        word = "brace"
    issues.add(word, _key(row, position, issues), position=position, given=printable(row.strip()))
    _blunt(position.line, rows, issues)


def _mend_number(row: str, position: Position, issues: IssueCollector) -> str | None:
    """The line without a decimal comma, marks between thousands, or a percent sign, if that is what is wrong.

    The mistake is noted; where the meaning of the number is not clear the line gets a harmless value.
    """
    for match in _NUMBER.finditer(row):
        number, percent = match[1], match[2] or ""
        here = match.start(1) < position.column <= match.end() + 1
        if not here or not (percent or "," in number or "." in number):
            continue
        fix = _fix(number, bool(percent))
        if fix == number:
            return None
        word = "marks" if not fix else "percent" if percent else "comma"
        at = Position(position.line, match.start(1) + 1)
        issues.add(word, _key(row, position, issues), position=at, given=printable(number + percent), fix=fix)
        if fix:
            return row[: match.start(1)] + fix + row[match.end() :]
        return _blunted(row, position.line, issues)
    return None


def _fix(number: str, percent: bool) -> str:
    """The number as TOML wants it; "" when a comma or several dots leave it unclear."""
    unclear = re.fullmatch(r"[+-]?[1-9]\d{0,2},\d{3}", number)
    if re.fullmatch(r"[+-]?(0|[1-9]\d*),\d+", number) and not unclear:
        number = number.replace(",", ".")
    elif not re.fullmatch(r"[+-]?\d+(\.\d+)?", number):
        return ""
    return f"{float(number) / 100.0:.10g}" if percent else number


def _key(row: str, position: Position, issues: IssueCollector) -> KeyPath:
    """The key of a line with the headings above it; of a line without a key nothing."""
    match = _PAIR.match(row)
    return (*issues.lines.home(position.line), *match[2].split(".")) if match else ()


def _bare(row: str) -> str:
    """A line without its texts and its comment."""
    return STRING.sub('""', row).split("#")[0]


def _whole(row: str) -> bool:
    """Whether a line opens nothing that later lines close."""
    bare = _bare(row)
    return (
        not bare.lstrip().startswith("[") and '"""' not in row and "'''" not in row
        and bare.count("[") == bare.count("]") and bare.count("{") == bare.count("}")
    )  # fmt: skip


def _blunt(line: int, rows: list[str], issues: IssueCollector) -> None:
    """Give the key of a line a value that reads, and tell nothing more about the line."""
    rows[line - 1] = "" if line in issues.broken else _blunted(rows[line - 1], line, issues)


def _blunted(row: str, line: int, issues: IssueCollector) -> str:
    match = _PAIR.match(row)
    if match is None or not _whole(row):
        return row
    issues.broken.add(line)
    return f"{match[0]} = 0"


def _last(rows: list[str]) -> int:
    """The last line that says something."""
    return max((rank for rank, row in enumerate(rows, 1) if row.strip()), default=1)
