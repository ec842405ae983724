"""A posterior of numbers as joint draws: what fitting the model to facts gave, kept in one file with its provenance."""

from __future__ import annotations

import ast
import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, TypeAlias

import numpy as np

from kkgsim.errors import COMMAND_LINE, InputError, Issue, nearest
from kkgsim.i18n import Text, message, refusal
from kkgsim.io.user_files import Unreadable, read_json
from kkgsim.model.arrays import Array
from kkgsim.model.registry import PARAMETERS

Drawn: TypeAlias = "bool | str"
"""Which numbers replicates have: False those of the book; True draws of the evidence (the prior); a text draws of a
posterior: :data:`SHIPPED`, or the folder (or file) of one."""
SHIPPED = "posterior"
"""The posterior that ships with kkgsim."""
FILE, MOST_BYTES = "posterior.json", 64 * 2**20
HOME = Path(__file__).with_name(FILE)
USUAL: Drawn = SHIPPED if HOME.exists() else True
"""What replicates have where nobody asks for other numbers: draws of the posterior, once one ships."""
WORDS: Mapping[str, Drawn] = {"book": False, "drawn": USUAL, "prior": True, SHIPPED: SHIPPED}
"""How files and commands say which numbers replicates have; "drawn" leaves to us from what."""
DIGITS = 7
"""Significant digits of a number in the file."""
DRAW = "draw of the posterior"
"""The random draw that says which of the joint draws a replicate has."""
DOCUMENTED = (ast.Module, ast.ClassDef, ast.FunctionDef)
"""What may have a docstring."""
STRING_OR_COMMENT = re.compile(
    r"""(?P<string>"{3}(?:\\.|[^\\])*?"{3}|'{3}(?:\\.|[^\\])*?'{3}|"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*')|\#[^\n]*""",
    re.DOTALL,
)
"""A string, in which no comment begins, or a comment. Python's own tokens say the same, but take twice as long."""


def drawn_of(word: str) -> Drawn:
    """Which numbers a word of :data:`WORDS`, or the folder of a posterior, stands for. Raises ``InputError`` for what
    is neither, and where there is no posterior."""
    drawn = WORDS.get(word, word)
    if isinstance(drawn, str):
        posterior(drawn)
    return drawn


def both(one: Drawn, other: Drawn) -> Drawn:
    """The numbers of those who want one and the other: of the book if one of them does, else of a posterior if one of
    them names it."""
    if not (one and other):
        return False
    return other if one is True else one


def word_of(drawn: Drawn) -> str:
    """How a file says which numbers replicates have."""
    return drawn if isinstance(drawn, str) else "prior" if drawn else "book"


def band_of(drawn: Drawn) -> str:
    """What a band goes over: "luck", "both" (luck and evidence), or luck and a "posterior"."""
    return "posterior" if isinstance(drawn, str) else "both" if drawn else "luck"


def identity_of(drawn: Drawn) -> bool | str:
    """The same, but of a posterior the hash of what it holds: what decides the numbers of a replicate."""
    return hashlib.sha256(posterior(drawn).text().encode()).hexdigest() if isinstance(drawn, str) else drawn


@dataclass(frozen=True)
class Posterior:
    """Joint ``draws`` of numbers, shape (draws, numbers), in their units, with ``weights`` (draws,) that add up to 1;
    the hashes of the ``model`` and of the ``facts`` that it was fitted to, and what else is known of its making."""

    names: tuple[str, ...]
    weights: Array
    draws: Array
    model: str
    facts: Mapping[str, str]
    made: Mapping[str, Any] = field(default_factory=dict)

    def given(self, shares: Array) -> dict[str, Array]:
        """The numbers of the draws that stand at ``shares`` (0 to 1) of all weight, each of the shape of ``shares``."""
        rows = np.minimum(np.searchsorted(np.cumsum(self.weights), shares, side="right"), len(self.weights) - 1)
        return dict(zip(self.names, self.draws[rows].T, strict=True))

    def of(self, name: str) -> tuple[float, float, float]:
        """Low, middle and high (5, 50 and 95 % of the weight) of a number."""
        values = self.draws[:, self.names.index(name)]
        order = np.argsort(values, kind="stable")
        heaped = np.cumsum(self.weights[order]) - self.weights[order] / 2.0
        low, middle, high = np.interp([0.05, 0.5, 0.95], heaped, values[order]).tolist()
        return low, middle, high

    @property
    def stale(self) -> bool:
        """Whether the model has changed since."""
        return self.model != model_hash()

    def text(self) -> str:
        """The file of it."""
        content = {
            "model_sha256": self.model, "facts_sha256": dict(self.facts), "made": dict(self.made),
            "numbers": list(self.names), "weights": _written(self.weights),
            "draws": [_written(row) for row in self.draws],
        }  # fmt: skip
        return json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":")) + "\n"


def _written(values: Array) -> list[float]:
    return [float(f"{value:.{DIGITS}g}") for value in values.tolist()]


def caution() -> Text:
    """How far sizes are to be trusted, in both languages: less where no posterior ships, or one of an earlier model."""
    return message("fitted_elsewhere" if USUAL == SHIPPED and not posterior().stale else "not_calibrated")


@cache
def model_hash() -> str:
    """The hash of the model: every rule, lever, measure and number. Not its comments, docstrings and layout."""
    root, digest = Path(__file__).parent, hashlib.sha256()
    for path in sorted(set(root.rglob("*.py")) - {Path(__file__)}):
        digest.update(
            path.relative_to(root).as_posix().encode() + b"\0" + said(path.read_text(encoding="utf-8")).encode()
        )
    return digest.hexdigest()


def said(text: str) -> str:
    """A module's text without docstrings, comments and layout; the same under every version of Python."""
    lines = STRING_OR_COMMENT.sub(lambda found: found["string"] or "", text).splitlines()
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, DOCUMENTED) and ast.get_docstring(node, clean=False) is not None:
            docstring = node.body[0]
            lines[docstring.lineno - 1 : docstring.end_lineno] = [""] * len(
                lines[docstring.lineno - 1 : docstring.end_lineno]
            )
    return "\n".join(filter(None, (" ".join(line.split()) for line in lines)))


def posterior(which: str = SHIPPED) -> Posterior:
    """The posterior that ships (:data:`SHIPPED`), or that of a folder.

    Raises ``InputError`` where there is none, saying how one is made, or for a file that is none.
    """
    path = HOME if which == SHIPPED else Path(which)
    if path.is_dir():
        path = path / FILE
    if not path.exists():
        word = "no_posterior" if which == SHIPPED else "no_posterior_there"
        known, near = ", ".join(WORDS), "" if which in WORDS else nearest(which, WORDS)
        raise InputError([
            Issue(COMMAND_LINE, refusal(word), key="--numbers", given=which, allowed=known, nearest=near)
        ])  # fmt: skip
    return _read(path, path.stat().st_mtime_ns)


@cache
def _read(path: Path, _: int) -> Posterior:
    try:
        content = read_json(path, MOST_BYTES)
        return _checked(content)
    except Unreadable as error:
        raise InputError([error.problem(path)]) from error
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise InputError([Issue(str(path), refusal("posterior_broken"))]) from error


def _checked(content: Mapping[str, Any]) -> Posterior:
    """A posterior of what a file holds. Raises ``ValueError`` for one that cannot be drawn from."""
    names: Sequence[str] = content["numbers"]
    weights, draws = np.array(content["weights"], dtype=float), np.array(content["draws"], dtype=float)
    if not names or draws.shape != (len(weights), len(names)) or not np.isfinite(draws).all():
        raise ValueError("draws")
    if not (weights >= 0.0).all() or weights.sum() <= 0.0 or not set(names) <= set(PARAMETERS):
        raise ValueError("numbers")
    low, high = (np.array([getattr(PARAMETERS[name], end) for name in names]) for end in ("low", "high"))
    lawful = np.clip(draws, low, high)  # digits that were left out may have carried one over the edge
    if not np.allclose(draws, lawful, rtol=10.0**-DIGITS, atol=0.0):
        raise ValueError("ranges")
    facts = {str(name): str(value) for name, value in content["facts_sha256"].items()}
    return Posterior(tuple(names), weights / weights.sum(), lawful, str(content["model_sha256"]), facts,
                     dict(content["made"]))  # fmt: skip
