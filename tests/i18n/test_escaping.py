"""Words of files on their way to a terminal and into spreadsheets."""

from __future__ import annotations

import csv
import io

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.table import Table

from kkgsim.i18n.escaping import csv_of, csv_text, escaped, guarded, unguarded, visible
from kkgsim.io.console import Screen

SIGNS = ("=", "+", "-", "@", "\t", "\r", "\uff1d", "\uff0b", "\uff0d", "\uff20")
RISKY = st.one_of(st.text(), st.text("=+-@\t\r'a\uff1d", max_size=5))


@given(RISKY)
def test_no_cell_is_a_formula_and_all_come_back(text):
    assert not guarded(text).startswith(SIGNS)
    assert unguarded(guarded(text)) == text


@pytest.mark.parametrize("name", ["'Aisyiyah 1", "SDN 1", "SD = 1", "O'Brien", "", "'"])
def test_an_ordinary_name_stays_as_it_is(name):
    assert guarded(name) == unguarded(name) == name


def test_numbers_stay_numbers():
    rows = list(csv.reader(io.StringIO(csv_text(["a", "=b"], [[-1.5, "-1.5"], [None, True]]))))
    assert rows == [["a", "'=b"], ["-1.5", "'-1.5"], ["", "True"]]
    table = pd.DataFrame({
        "-n": [-1.5, float("nan")], "w": ["=cmd|' /C calc'!A1", None], "c": pd.Categorical(["+1", "-2"]),
        "o": pd.Series([-3, "@x"], dtype=object),
    })  # fmt: skip
    rows = list(csv.reader(io.StringIO(csv_of(table))))
    assert rows == [["'-n", "w", "c", "o"], ["-1.5", "'=cmd|' /C calc'!A1", "'+1", "-3"], ["", "", "'-2", "'@x"]]


@given(st.text())
def test_nothing_hidden_is_shown(text):
    assert all(each.isprintable() or each.isspace() for each in visible(text))
    assert "\n" not in visible(text)
    assert escaped(text).count("\n") == text.count("\n")


def test_steering_is_written_out():
    assert visible("SD \x1b[2J\u202e1\n\x9b") == "SD \\x1b[2J\\u202e1\\n\\x9b"
    assert visible("SD Négeri\u00a01 – “Inti”") == "SD Négeri\u00a01 – “Inti”"
    assert escaped("a\x07\nb") == "a\\x07\nb"


def test_an_answer_keeps_its_own_colours_but_not_those_of_a_name():
    console = Screen(force_terminal=True, width=60, file=io.StringIO(), color_system="standard")
    table = Table("school")
    table.add_row("[bold]SD[/bold] \x1b]0;owned\x07\u202e")
    console.print(table)
    told = console.file.getvalue()
    assert "\x1b[1m" in told
    assert "\x1b]0" not in told
    assert "\u202e" not in told
