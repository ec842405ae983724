"""Make coverage.md from coverage.toml: where each thing that the two documents name is in the model.

Run with ``python docs/make_coverage.py``. ``tests/documents/test_coverage.py`` checks that everything the rows name
exists and that the page is the one made here.
"""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

DATA = Path(__file__).resolve().with_name("coverage.toml")
PAGE = DATA.with_suffix(".md")
ROLES = {
    "thing": "who and what exists, and what they are like",
    "mechanism": "what somebody does or what happens, written as a rule",
    "number": "how much, on what is there anyway",
    "lever": "what a scenario can set",
    "outcome": "what a run is looked at by",
    "capability": "what a user can do",
    "context": "not in the model, and why",
    "missing": "not built yet",
}
"""What a row can be in the model."""


@dataclass(frozen=True)
class Row:
    """One row; coverage.toml explains the fields (``key`` is the name of its table, ``role`` its ``as``)."""

    key: str
    what: str
    role: str
    heading: str = ""
    where: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()
    settings: tuple[str, ...] = ()
    outcomes: tuple[str, ...] = ()
    costs: tuple[str, ...] = ()
    payers: tuple[str, ...] = ()
    tests: tuple[str, ...] = ()
    in_part: str = ""
    why: str = ""


@dataclass(frozen=True)
class Coverage:
    """The rows that the documents name and those that a simulator needs, in order; and the short words for tests."""

    named: tuple[Row, ...]
    needed: tuple[Row, ...]
    short: Mapping[str, str]

    @property
    def rows(self) -> tuple[Row, ...]:
        """All rows, in the order of the page."""
        return (*self.named, *self.needed)


def load(path: Path = DATA) -> Coverage:
    """Read the data; a key that no row has raises ``TypeError``."""
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    named, needed = (tuple(_row(*item) for item in data[table].items()) for table in ("named", "needed"))
    return Coverage(named, needed, data["short"])


def _row(key: str, fields: Mapping[str, Any]) -> Row:
    values = {name: tuple(value) if isinstance(value, list) else value for name, value in fields.items()}
    return Row(key, role=values.pop("as"), **values)


INTRODUCTION = """# Where each thing is

The model has to represent what two documents name: a qualitative study of the KKG of one cluster, Gugus IX in Janapria
(`janapria_study`), and a policy brief on strengthening KKG (`kkg_brief`). This page says, row by row, where each thing
is in the code, which numbers, settings and outcomes it touches and which test would fail without it; what is there only
in part, and what is not there at all and why. `kkgsim explain NAME` shows a number, `kkgsim levers` the settings of
every lever and where the documents ask for it.

Made from `docs/coverage.toml` by `python docs/make_coverage.py`; `tests/documents/test_coverage.py` checks that all it
names exists."""
COLUMNS = ("row", "what", "in the model", "where", "numbers", "settings, costs, payers", "outcomes", "tests")


def page(coverage: Coverage) -> str:
    """The whole page."""
    parts = [INTRODUCTION, *_legend(coverage.short)]
    titled = {"What the documents name": coverage.named, "What a simulator of KKG needs": coverage.needed}
    for title, rows in titled.items():
        parts += [f"## {title}", summary(rows)]
        parts += ["\n".join([f"### {block[0].heading}", "", *_table(block)]) for block in blocks(rows)]
    return "\n\n".join(parts) + "\n"


def _legend(short: Mapping[str, str]) -> Iterator[str]:
    """What short words mean."""
    roles = "\n".join(f"- *{role}*: {words}" for role, words in ROLES.items())
    tests = "\n".join(f"- *{word}*: `{test}`" for word, test in short.items())
    yield f"What a row can be in the model:\n\n{roles}"
    yield f"Tests that many rows rest on go by a short word:\n\n{tests}"


def summary(rows: Sequence[Row]) -> str:
    """How many rows are what."""
    counted, in_part = Counter(row.role for row in rows), Counter(row.role for row in rows if row.in_part)
    lines = [f"| {role} | {counted[role]} | {in_part[role]} |" for role in ROLES if counted[role]]
    total = f"| all | {counted.total()} | {in_part.total()} |"
    return "\n".join(["| in the model as | rows | of these in part |", "|---|---:|---:|", *lines, total])


def blocks(rows: Sequence[Row]) -> list[list[Row]]:
    """The rows that stand under one heading, heading by heading."""
    result: list[list[Row]] = []
    for row in rows:
        if row.heading:
            result.append([])
        result[-1].append(row)
    return result


def _table(rows: Sequence[Row]) -> list[str]:
    return [f"| {' | '.join(COLUMNS)} |", "|---" * len(COLUMNS) + "|", *map(line, rows)]


def line(row: Row) -> str:
    """One row of the table."""
    said = row.role + (f": {row.why}" if row.why else "") + (f", **in part**: {row.in_part}" if row.in_part else "")
    settings = "; ".join(filter(None, (_code(row.settings), _code(row.costs), _code(row.payers))))
    tests = ", ".join(f"`{test}`" if "::" in test else f"*{test}*" for test in row.tests)
    cells = (row.key, row.what, said, _code(row.where), _code(row.numbers), settings, _code(row.outcomes), tests)
    return f"| {' | '.join(cell or '–' for cell in cells)} |"


def _code(names: Iterable[str]) -> str:
    return ", ".join(f"`{name}`" for name in names)


if __name__ == "__main__":
    PAGE.write_text(page(load()), encoding="utf-8")
