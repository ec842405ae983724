"""Whatever a file holds, what comes of it is a Scenario or an InputError."""

from __future__ import annotations

import re
import string
import tomllib
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kkgsim.config.scan import scan
from kkgsim.errors import InputError
from kkgsim.scenario.read import parse_scenario, read_scenario
from kkgsim.scenario.scenario import Scenario

from .files_by_hand import FULL, SHIPPED, TOP, quick

pytestmark = pytest.mark.filterwarnings("error")


def swallow(text: str) -> Scenario | None:
    """Parse anything; whatever is refused is refused in words and in order."""
    try:
        return parse_scenario(text, "any.toml")
    except InputError as caught:
        refused = caught
    assert refused.issues
    rows = text.count("\n") + 1
    for problem in refused.issues:
        assert problem.line is None or 1 <= problem.line <= rows
        assert problem.what
        assert str(problem).isprintable()
    return None


@quick
@given(st.text() | st.text(alphabet=string.ascii_letters + "[]{}=.,'\"#\\_-0123456789 \t\r\n"))
def test_any_text(text: str) -> None:
    swallow(text)
    swallow(TOP + text)


@quick
@given(data=st.binary() | st.text().map(lambda text: (FULL + text).encode("utf-16")))
def test_any_bytes(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    path = tmp_path_factory.getbasetemp() / "any.toml"
    path.write_bytes(data)
    if not data.startswith((b"\xff\xfe", b"\xfe\xff")):
        with pytest.raises(InputError):
            read_scenario(path)
        return
    with suppress(InputError):
        assert read_scenario(path).name == "any"


names = st.sampled_from([
    "title", "about", "place", "first_month", "months", "replicates", "seed", "policy", "assumptions", "lever", "start",
    "end", "payer", "change", "month", "per_10_schools", "share", "value", "low", "high", "why", "en", "id",
    "attend_distance",
]) | st.text(max_size=4)  # fmt: skip
scalars = (
    st.integers() | st.floats() | st.booleans() | st.dates() | st.times() | st.text(max_size=5)
    | st.sampled_from(["janapria", "facilitator_team", "bos_allocation", "donor", "0,5", 0, 1, 13, 36])
)  # fmt: skip
values = st.recursive(
    scalars,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(names, inner, max_size=4),
    max_leaves=8,
)
documents = st.dictionaries(names, values, max_size=8)


def dumped(value: object) -> str:
    """Any value as TOML on one line."""
    import json

    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return json.dumps(value).replace("\x7f", "\\u007f") if value.isascii() else f"'''{value}'''"
    if isinstance(value, dict):
        return "{" + ", ".join(f"{json.dumps(k)} = {dumped(v)}" for k, v in value.items()) + "}"
    if isinstance(value, list):
        return "[ " + ",".join(dumped(each) for each in value) + "]"
    return str(value)


def document(tables: dict[str, object]) -> str:
    return "".join(f"{dumped_key(name)} = {dumped(value)}\n" for name, value in tables.items())


def dumped_key(name: str) -> str:
    import json

    return name if re.fullmatch(r"[A-Za-z0-9_-]+", name) else json.dumps(name)


@quick
@given(documents)
def test_any_tables(tables: dict[str, object]) -> None:
    swallow(document(tables))


@quick
@given(st.dictionaries(names, values, max_size=5), st.dictionaries(names, values, max_size=5))
def test_any_values_in_a_phase_and_a_change(phase: dict[str, object], change: dict[str, object]) -> None:
    swallow(f"{TOP}[[policy]]\n{document(phase)}[[policy.change]]\n{document(change)}")
    swallow(f"{TOP}[[policy]]\n" + document({"lever": "facilitator_team", **phase}))
    swallow(f"{TOP}[assumptions.attend_distance]\n{document(phase)}")


TEXTS = [FULL, *(path.read_text(encoding="utf-8") for path in SHIPPED)]


@st.composite
def mutated(draw: st.DrawFn) -> str:
    """A good file after a few slips of the hand."""
    text = draw(st.sampled_from(TEXTS))
    for _ in range(draw(st.integers(1, 4))):
        at = draw(st.integers(0, len(text)))
        much = draw(st.integers(0, 12))
        piece = draw(st.text(max_size=3) | st.sampled_from(
            ["", "\n", '"', "[", "]", "{", "}", "=", ",", ".", "#", "0,5", "nan", "'''", "[[policy]]\n", "\r"]
        ))  # fmt: skip
        text = text[:at] + piece + text[at + much :]
    return text


@quick
@given(mutated())
def test_mutated_files(text: str) -> None:
    swallow(text)


@quick
@given(st.sampled_from(TEXTS), st.randoms(use_true_random=False))
def test_lines_in_any_order(text: str, luck: object) -> None:
    rows = text.splitlines()
    luck.shuffle(rows)  # type: ignore[attr-defined]
    swallow("\n".join(rows))


def leaves(value: object, path: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    """The paths of everything in a parsed document."""
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [found for key, each in inner for found in ((*path, key), *leaves(each, (*path, key)))]


@quick
@given(documents | st.just({}), st.sampled_from(TEXTS))
def test_every_key_of_a_lawful_text_has_its_line(tables: dict[str, object], more: str) -> None:
    text = "\n".join(f"['x y'.{dumped_key(name)}]\n'z' = {dumped(value)}" for name, value in tables.items())
    text = more + text.replace("\r\n", "\n")
    try:
        data = tomllib.loads(text)
    except ValueError:
        return
    lines = scan(text)
    if lines.excess:
        return
    assert set(leaves(data)) <= set(lines.positions)
    assert not lines.twice
    assert lines.lost is None
    rows = text.split("\n")
    for path, spot in lines.positions.items():
        assert rows[spot.line - 1][spot.column - 1 :].strip(), path
