"""The equations of the description read back from its pages: text in, functions out.

Whoever rebuilds the model reads the pages, not the code; so does this.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping
from functools import cache
from types import SimpleNamespace
from typing import Any

from conftest import ROOT

HOME = ROOT / "docs" / "description"
PAGES = ("arithmetic.md", "start.md", "meetings.md", "teachers.md", "children_and_offices.md")
PARTS = re.compile(r"^## (\w+)\n(.*?)(?=^## |\Z)", re.M | re.S)
FENCED = re.compile(r"```text\n(.*?)```", re.S)
USES = re.compile(r"^Uses: (.*)\.$", re.M)
HEAD = re.compile(r"^(\w+)\(([\w, ]*)\)( =|:)")
SIGNS = {"·": "*", "−": "-", "≤": "<=", "≥": ">=", "≠": "!="}
PAIRS = {"(": ")", "[": "]", "{": "}", "⌊": "⌋"}
BUILT_IN = {"min": min, "max": max, "floor": math.floor, "sqrt": math.sqrt, "abs": abs, "float": float}


class Section:
    """One behaviour as its section of a page has it: its equations, and which functions of others it uses."""

    def __init__(self, name: str, text: str):
        self.name = name
        self.source = "\n".join(python(block) for block in FENCED.findall(text))
        self.functions = re.findall(r"^def (\w+)", self.source, re.M)
        self.uses = [found.split(".") for found in re.findall(r"`([\w.]+)`", "".join(USES.findall(text)))]


@cache
def sections() -> Mapping[str, Section]:
    """Every behaviour by its name."""
    texts = [(HOME / page).read_text(encoding="utf-8") for page in PAGES]
    return {name: Section(name, body) for text in texts for name, body in PARTS.findall(text)}


class Book:
    """All equations as functions, of numbers that can be changed."""

    def __init__(self) -> None:
        self._spaces: dict[str, dict[str, Any]] = {name: dict(BUILT_IN) for name in sections()}
        for name, section in sections().items():
            exec(section.source, self._spaces[name])
        arithmetic = self._spaces["arithmetic"]
        for name, section in sections().items():
            space = self._spaces[name]
            space.update({sign: arithmetic[sign] for sign in ("positive", "whole", "square_root")})
            space.update({function: self._spaces[home][function] for home, function in section.uses})

    def function(self, home: str, name: str) -> Callable[..., Any]:
        """A function of a behaviour."""
        function: Callable[..., Any] = self._spaces[home][name]
        return function

    def use(self, numbers: Mapping[str, float]) -> None:
        """Have all functions work with these numbers; one that has the name of a function is written ``n.name``."""
        for space in self._spaces.values():
            space.update({name: value for name, value in numbers.items() if not callable(space.get(name))})
            space["n"] = SimpleNamespace(**numbers)


def python(block: str) -> str:
    """A block of equations as Python."""
    return "\n".join(_line(line) for line in block.splitlines())


def _line(line: str) -> str:
    indent, text = re.match(r"( *)(.*)", line).groups()  # type: ignore[union-attr]
    head = HEAD.match(text)
    if head and not indent:
        body = text[head.end() :]
        return f"def {head[1]}({head[2]}):" + (f" return {expression(body.strip())}" if body.strip() else "")
    if text.startswith("gives "):
        return f"{indent}return {expression(text[6:])}"
    if text.startswith("do "):
        return indent + expression(text[3:])
    if text == "otherwise:":
        return f"{indent}else:"
    if text.startswith("if "):
        return f"{indent}if {expression(text[3:-1])}:"
    if " ↔ " in text:
        one, other = text.split(" ↔ ")
        return f"{indent}{one}, {other} = {other}, {one}"
    if " ← " in text:
        target, value = text.split(" ← ", 1)
        return f"{indent}{target} = {expression(value)}"
    pairs = [part.split(" = ", 1) for part in text.split(",  ")]
    return f"{indent}{', '.join(p[0] for p in pairs)} = {', '.join(expression(p[1]) for p in pairs)}"


def expression(text: str) -> str:
    """An expression as Python: signs replaced, choices and brackets of their own kind written out."""
    out, rest = "", text
    while rest:
        sign = rest[0]
        if sign == "√" or sign in PAIRS:
            inside, after = _inside(rest.lstrip("√"))
            if sign == "√":
                out += f"square_root({expression(inside)})"
            elif sign == "(" and after.startswith("⁺"):
                out, after = f"{out}positive({expression(inside)})", after[1:]
            elif sign == "(":
                out += f"({expression(inside)})"
            else:
                out += {"[": _flag, "{": _choice, "⌊": _rounded}[sign](inside)
            rest = after
        elif sign == "|":
            inside, _, rest = rest[1:].partition("|")
            out += f"abs({expression(inside)})"
        else:
            out += "==" if rest.startswith("= ") and out.endswith(" ") else SIGNS.get(sign, sign)
            rest = rest[1:]
    return out


def _inside(text: str) -> tuple[str, str]:
    """What stands between the first bracket and its partner, and what follows."""
    depth = 0
    for place, sign in enumerate(text):
        depth += (sign in PAIRS) - (sign in PAIRS.values())
        if depth == 0:
            return text[1:place], text[place + 1 :]
    raise ValueError(f"a bracket is open in {text}")


def _split(text: str, by: str) -> list[str]:
    """Parts of a text between marks that stand in no bracket."""
    parts, depth, start = [], 0, 0
    for place, sign in enumerate(text):
        depth += (sign in PAIRS) - (sign in PAIRS.values())
        if depth == 0 and text.startswith(by, place):
            parts.append(text[start:place])
            start = place + len(by)
    return [*parts, text[start:]]


def _flag(inside: str) -> str:
    return f"(1.0 if {expression(inside)} else 0.0)"


def _choice(inside: str) -> str:
    *cases, last = _split(inside, "; ")
    chain = ""
    for case in cases:
        value, condition = _split(case, " if ")
        chain += f"({expression(value)}) if ({expression(condition)}) else "
    return f"({chain}({expression(last.removeprefix('else '))}))"


def _rounded(inside: str) -> str:
    return f"whole({expression(inside)})"
