"""The facts that ship with kkgsim, by name, and where a fact that somebody names is found."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

from kkgsim.analysis.facts.fact import Fact
from kkgsim.analysis.facts.read_fact import read_fact
from kkgsim.analysis.facts.words import rank
from kkgsim.errors import COMMAND_LINE, InputError, Issue, nearest
from kkgsim.i18n import refusal

HOME = Path(__file__).with_name("shipped")
MONEY_HOME = Path(__file__).with_name("money")
MONEY = "money"
"""What stands for all facts on what things really cost; they are no part of the shipped facts."""
SUFFIX = ".toml"


def shipped_facts() -> dict[str, Path]:
    """The files of the shipped facts by name, in the order of their numbers."""
    return {file.stem: file for file in sorted(HOME.glob(f"*{SUFFIX}"), key=lambda file: rank(file.stem))}


def money_facts() -> dict[str, Path]:
    """The files of facts on what things really cost, by name, in the order of their numbers: each of their targets is
    what a source says, give or take a quarter."""
    return {file.stem: file for file in sorted(MONEY_HOME.glob(f"*{SUFFIX}"), key=lambda file: rank(file.stem))}


def file_of(fact: Path | str) -> Path:
    """The file of a fact: the one at that path, else the shipped one of that name or number (``F2``).

    Raises ``InputError`` for what is neither.
    """
    path, known = Path(fact), {**shipped_facts(), **money_facts()}
    try:
        if path.exists():
            return path
    except (OSError, ValueError):  # no system has such a name
        pass
    name = str(fact).lower()
    numbered = {stem.partition("-")[0]: stem for stem in known}
    if name in known or name in numbered:
        return known[numbered.get(name, name)]
    if path.suffix:
        return path  # reading it says best what is wrong
    near = nearest(name, [*known, *numbered])
    raise InputError([Issue(COMMAND_LINE, refusal("no_fact"), given=str(fact), allowed=", ".join(numbered),
                            nearest=near)])  # fmt: skip


class _Lazy(Mapping[str, Fact]):
    """The shipped facts as a mapping that reads nothing before it is asked."""

    def __getitem__(self, name: str) -> Fact:
        return _read(shipped_facts()[name])

    def __iter__(self) -> Iterator[str]:
        return iter(shipped_facts())

    def __len__(self) -> int:
        return len(shipped_facts())


@cache
def _read(path: Path) -> Fact:
    return read_fact(path)


FACTS: Mapping[str, Fact] = _Lazy()
"""What the world has shown, by name: every shipped fact with its experiment, its target and its sources.

>>> import kkgsim
>>> print(kkgsim.FACTS["f2-coaching-and-training"].sources)
('CFPT20',)
"""
