"""How mistakes are told: all in one pass with their lines, in both languages, as far as the file can be read."""

from __future__ import annotations

import re

import pytest
from catalogues import messages

from kkgsim.config.scan import MOST_KEYS
from kkgsim.errors import InputError, Issue
from kkgsim.i18n import use_language
from kkgsim.model.levers import all_levers
from kkgsim.scenario.read import LARGEST, parse_scenario, write_scenario

from .files_by_hand import FULL, TOP, issues, only

pytestmark = pytest.mark.filterwarnings("error")


def test_a_traceback_speaks_the_language_that_was_asked_for() -> None:
    with use_language("id"), pytest.raises(InputError, match=r"ditulis dengan titik: 0\.5; tertulis: 0,5"):
        parse_scenario(FULL.replace("per_10_schools = 1.0", "per_10_schools = 0,5"), "here.toml")


def test_indonesian() -> None:
    with use_language("id"):
        assert only(FULL.replace("per_10_schools = 1.0", "per_10_schools = 0,5")) == (
            "here.toml:13:18: policy[1].per_10_schools: angka desimal ditulis dengan titik: 0.5; tertulis: 0,5"
        )
    with use_language("id"):
        assert only(FULL.replace('"janapria"', '"janapira"')) == (
            "here.toml:3:1: place: tidak ada tempat dengan nama ini, dan tidak ada folder dengan nama ini; "
            'tertulis: "janapira"; '
            "yang boleh: janapria, lombok_tengah, sumba_remote, atau folder tempat hasil impor daftar sekolah; "
            "maksudnya janapria?"
        )


def test_thousands_with_a_dot_in_rupiah() -> None:
    head = TOP + '[[policy]]\nlever = "transport_recognition"\nfare = '
    assert only(head + "30.000") == (
        "here.toml:9:1: policy[1].fare: the dot makes this 30; write 30000; given: 30.000; "
        "allowed: 0 to 150000 (Rp per attendance)"
    )
    for value in (30.0, 1.125, 30.5):
        scenario = parse_scenario(f"{head}{value}0", "x")
        assert scenario.policy[0].settings["fare"] == value
        assert parse_scenario(write_scenario(scenario), "x").policy == scenario.policy


def test_all_mistakes_in_one_pass_in_the_order_of_the_file() -> None:
    text = """\
titel = { en = "x", id = "y" }
about = { en = "x", id = "y" }
place = "nowhere at all"
months = 500
seed = 2026
seed = 7
[[policy]]
lever = "bos_allocation"
share = 0,5
payer = "donor"
start = yes
[[policy]]
lever = "monitoring"
per_year 2
end = 0
[assumptions.attend_base]
value = "0,9"
"""
    assert [(p.line, p.key) for p in issues(text)] == [
        (1, "titel"),
        (3, "place"),
        (4, "months"),
        (6, "seed"),
        (9, "policy[1].share"),
        (9, "policy[1].share"),
        (10, "policy[1].payer"),
        (11, "policy[1].start"),
        (14, "policy[2].per_year"),
        (15, "policy[2].end"),
        (16, "assumptions.attend_base.why"),
        (17, "assumptions.attend_base.value"),
        (None, "title"),
        (None, "replicates"),
    ]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (TOP + 'why = "never closed\nmore\n', "here.toml:7:20: why: a text has no quote at its end"),
        (TOP + 'why = """never closed\nmore\n', "here.toml:7:1: why: a text has no quote at its end"),
        (TOP + "x = [1,\n2\n", "here.toml:7:1: x: a [ is not closed by a ]"),
        (TOP + "x = { a = 1,\n", "here.toml:7:13: x: a curly bracket must be closed on the same line"),
        (TOP + "[[policy]\n", "here.toml:7:9: a heading must be closed, as in [[policy]]"),
        (TOP + "= 7\n", "here.toml:7:1: here a line must begin with a key, as in: months = 36"),
        (TOP + "[a]\n[a]\n", "here.toml:8:1: a: is given twice, first in line 7"),
        (TOP + "[policy]\n[[policy]]\n", "here.toml:7:1: policy: several entries are written under headings in double"),
        (TOP + "x = " + "[" * 9 + "]" * 9, "here.toml:7:13: brackets or dots are nested too deep"),
        (TOP + "[a.b.c.d.e.f.g.h.i]\n", "here.toml:7:2: brackets or dots are nested too deep"),
        (TOP + "a.b.c.d.e.f.g.h.i = 1\n", "here.toml:7:1: brackets or dots are nested too deep"),
        (TOP + "x = [" + "1," * MOST_KEYS + "]", f"here.toml:7:{6 + 2 * (MOST_KEYS - 10)}: the file has too many"),
        (TOP + "x = " + "9" * 5000, "here.toml:7:1: x: the number has too many digits"),
        (TOP + "# " + "x" * LARGEST, "here.toml: the file is too big; allowed: at most 256 KB"),
        (TOP + "# \ud800", "here.toml: the file is not text in UTF-8; save it again as UTF-8"),
    ],
)
def test_what_stops_the_reading(text: str, said: str) -> None:
    assert str(issues(text)[0]).startswith(said), str(issues(text)[0])


def test_where_reading_stops_it_is_said() -> None:
    _, last = issues(TOP.replace("36", "500") + "[[policy]\n")
    assert str(last) == "here.toml: the rest of the file can be checked only when this is corrected"


def test_lists_that_hold_no_tables() -> None:
    assert str(issues(TOP + "policy = [1, {}]\n")[0]) == (
        "here.toml:7:11: policy[1]: must be several keys with values, as in [[policy]]; given: 1"
    )


def test_values_are_shown_short_and_printable() -> None:
    found = only(TOP.replace('"janapria"', '"\\u001b[31m' + "x" * 500 + '"'))
    assert "\x1b" not in found
    assert "\\x1b[31mxxx" in found
    assert len(found) < 300
    assert "out of range" in only(TOP.replace("36", "0x" + "f" * 5000))


def test_words_are_whole_in_both_languages() -> None:
    indonesian = messages("id")
    for key, english in messages("en").items():
        if key.startswith("refusal_") and not re.fullmatch(r"\{\w+\}", english):
            assert english != indonesian[key], key


def test_a_problem_with_a_column() -> None:
    assert str(Issue("a.toml", "odd", line=3, column=7)) == "a.toml:3:7: odd"
    assert str(Issue("a.toml", "odd", line=3)) == "a.toml:3: odd"
    assert str(Issue("a.toml", "odd")) == "a.toml: odd"


def test_phases_under_single_brackets_are_all_told_and_read_on() -> None:
    found = issues(TOP + '[policy]\nlever = "facilitator_team"\n[policy]\nlever = "monitoring"\nstart = 99\n')
    assert [(each.line, each.column) for each in found] == [(7, 1), (9, 1), (11, 1)]
    assert all("[[policy]]" in str(each) for each in found[:2])
    assert "out of range" in str(found[2])


@pytest.mark.parametrize(
    ("lever", "payer", "meant"), [("facilitator_team", "APBD", "district"), ("bos_allocation", "Sekolah", "bos")]
)
def test_payers_are_known_by_their_labels(lever: str, payer: str, meant: str) -> None:
    assert only(TOP + f'[[policy]]\nlever = "{lever}"\npayer = "{payer}"\n').endswith(f"did you mean {meant}?")


def test_levers_and_numbers_are_known_by_their_labels() -> None:
    label = all_levers()["followup_mentoring"].label.id
    assert only(TOP + f'[[policy]]\nlever = "{label}"\n').endswith("did you mean followup_mentoring?")
