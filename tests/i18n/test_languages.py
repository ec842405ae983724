"""Both languages: the same messages in both catalogues, every one used, and words in the language that is spoken."""

from __future__ import annotations

import ast
import errno
import io
import re
import string
import threading
from contextvars import copy_context
from functools import cache
from pathlib import Path

import pytest
from babel.messages.mofile import write_mo
from catalogues import catalogue, messages
from click.testing import CliRunner

import kkgsim
from kkgsim.cli.main import main
from kkgsim.errors import REASONS, InputError, Issue, KKGError, reason
from kkgsim.i18n import (
    LANGUAGES,
    VARIABLE,
    Text,
    current_language,
    decimal,
    message,
    month_name,
    ntr,
    refusal,
    tr,
    unit,
    use_language,
)
from kkgsim.i18n.catalogue import DOMAIN, LOCALES

ROOM = Path(kkgsim.__file__).parent
SPOKEN = {"tr", "ntr", "message"}
PREFIXED = {"refusal": "refusal_", "_say": "import_"}
"""Functions that put something before the key that they are given."""


COUNT = "count_"
"""What the keys of counts begin with: ``{schools:school}`` in a message is ``count_school``."""
SAME_WORDS = {
    None: [
        "per_step",
        "sens_index_delta",
        "sens_index_median",
        "view_sens_index_delta",
    ],
    "unit": ["Rp per km", "km", "log-odds"],
}
"""Messages whose words are the same in both languages: names of measures and units."""


def holes(text: str) -> set[str]:
    return {name.split(".")[0] for _, name, _, _ in string.Formatter().parse(text) if name}


def nouns(text: str) -> dict[str, str]:
    """The key of the noun of every count in a message, by the name of the number."""
    return {name: COUNT + spec for _, name, spec, _ in string.Formatter().parse(text) if name and spec}


@cache
def counted() -> set[str]:
    """Every key that a count in some message names."""
    return {key for language in LANGUAGES for words in messages(language).values() for key in nouns(words).values()}


@pytest.mark.parametrize("context", [None, "unit"])
def test_the_languages_have_the_same_messages_and_ask_for_the_same_values(context: str | None) -> None:
    english, indonesian = (messages(language, context) for language in LANGUAGES)
    assert list(english) == list(indonesian)
    assert len(english) > 20
    for key, words in english.items():
        assert words, key
        assert indonesian[key], key
        assert context or holes(words) == holes(indonesian[key]), key


def test_every_unit_has_a_form_for_one_and_for_many(language: str) -> None:
    """They are asked for with a number: an entry without a plural would never be found, and English be shown."""
    units = [each for each in catalogue(language) if each.context == "unit"]
    assert len(units) > 100
    assert [each.id for each in units if not each.pluralizable] == []


def test_the_compiled_messages_are_those_of_the_catalogue(language: str) -> None:
    """After a change: ``pybabel compile -d kkgsim/i18n/locales -D kkgsim``."""
    fresh = io.BytesIO()
    write_mo(fresh, catalogue(language))
    assert fresh.getvalue() == (LOCALES / language / "LC_MESSAGES" / f"{DOMAIN}.mo").read_bytes()


def patterns() -> tuple[set[str], set[str]]:
    """Keys that the source names: as they stand, and as patterns where a part of them is worked out."""
    plain: set[str] = set()
    made: set[str] = set()
    for path in ROOM.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                plain.add(node.value)
            if isinstance(node, ast.JoinedStr):
                parts = [p.value if isinstance(p, ast.Constant) else None for p in node.values]
                if any(parts):
                    made.add("".join(".+" if part is None else re.escape(str(part)) for part in parts))
    return plain, {pattern for pattern in made if len(pattern.replace(".+", "")) > 3}


PAGE = Path(kkgsim.__file__).parents[1] / "web" / "src" / "page"
SAID = re.compile(r"[`\"](page_(?:\w|\$\{[^}]*\})+)[`\"]")
"""A key in a source of the page, as it stands or with a part that is worked out."""


@cache
def page_keys() -> set[str]:
    """Keys that the page says, as patterns where a part of them is worked out."""
    sources = "".join(path.read_text(encoding="utf-8") for path in PAGE.rglob("*.ts*"))
    return {".+".join(map(re.escape, re.split(r"\$\{[^}]*\}", key))) for key in SAID.findall(sources)}


def test_every_message_of_the_page_exists() -> None:
    known = [key for key in messages("en") if key.startswith("page_")]
    assert len(page_keys()) > 60
    assert [key for key in page_keys() if not any(re.fullmatch(key, name) for name in known)] == []


@cache
def spoken() -> set[str]:
    """Keys that are said by name, as patterns where a part of them is worked out."""
    keys: set[str] = set()
    for path in ROOM.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and node.args:
                before = prefix(node.func)
                key = pattern(node.args[0])
                if before is not None and key:
                    keys.add(before + key)
    return keys


def prefix(function: ast.expr) -> str | None:
    """What a function puts before the key that it is given; None of a function that says no message."""
    if isinstance(function, ast.Name):
        return "" if function.id in SPOKEN else PREFIXED.get(function.id)
    if isinstance(function, ast.Attribute) and function.attr == "add":  # what an IssueCollector collects
        owner = function.value
        collects = owner.id if isinstance(owner, ast.Name) else owner.attr if isinstance(owner, ast.Attribute) else ""
        return "refusal_" if collects == "mistakes" else None
    return None


def pattern(key: ast.expr) -> str:
    """A key as a pattern; "" where all of it is worked out."""
    if isinstance(key, ast.Constant) and isinstance(key.value, str):
        return re.escape(key.value)
    if isinstance(key, ast.JoinedStr):
        parts = [re.escape(str(part.value)) if isinstance(part, ast.Constant) else ".+" for part in key.values]
        return "" if parts == [".+"] else "".join(parts)
    return ""


def test_every_message_that_the_source_names_exists() -> None:
    known = list(messages("en"))
    assert len(spoken()) > 300
    assert [key for key in spoken() if not any(re.fullmatch(key, name) for name in known)] == []
    assert sorted(counted() - set(known)) == []


def test_every_message_is_used() -> None:
    plain, made = patterns()
    named, possible = plain | counted(), [re.compile(pattern) for pattern in made | page_keys()]
    unused = [
        key
        for key in messages("en")
        if key not in named
        and not any(key.startswith(before) and key.removeprefix(before) in plain for before in PREFIXED.values())
        and not any(pattern.fullmatch(key) for pattern in possible)
    ]
    assert unused == []


@pytest.mark.parametrize("context", [None, "unit"])
def test_no_message_is_left_in_english(context: str | None) -> None:
    english, indonesian = (messages(language, context) for language in LANGUAGES)
    shared = [key for key, words in english.items() if indonesian[key] in words.split("\n")]
    same = [key for key in shared if re.search("[A-Za-z]", bare(english[key]))]
    assert same == SAME_WORDS[context]


def bare(text: str) -> str:
    """The words of a message without what is filled in."""
    return re.sub(r"\{[^}]*\}", "", text)


def test_a_message_that_counts_takes_the_form_of_its_number(language: str) -> None:
    """Every message with a count is filled in with 1, as a number and as it is written, and with 2."""
    counting = {key: nouns(words) for key, words in messages(language).items() if nouns(words)}
    assert len(counting) > 50
    with use_language(language):
        for key, names in counting.items():
            others = dict.fromkeys(holes(messages(language)[key]), "…")
            for n in (1, "1", 2):
                filled = tr(key, **others | dict.fromkeys(names, n))
                assert all(ntr(noun, n) in filled for noun in names.values()), key
            if language == "en":
                assert not re.search(r"(^|[^\w.,])1 \w+s\b(?! of)", tr(key, **others | dict.fromkeys(names, 1))), key


def test_no_message_sets_a_number_beside_a_plural_by_itself() -> None:
    """A noun that has a count is written as one, ``{schools:school}``, or it reads "1 schools"."""
    plurals = sorted({forms[1].removeprefix("{n} ") for key in messages("en") if key.startswith(COUNT)
                      for forms in [messages("en")[key].split("\n")]})  # fmt: skip
    beside = re.compile(r"\{\w+\} (" + "|".join(plurals) + r")\b")
    single = {each.id: str(each.string) for each in catalogue("en") if not each.pluralizable}
    assert len(single) > 800
    assert [key for key, words in single.items() if beside.search(words)] == []


def test_words_follow_the_language() -> None:
    text = Text("two words", "dua kata")
    assert (str(text), f"{text:>10}") == ("two words", " two words")
    with use_language("id"):
        assert (str(text), tr("million"), decimal(1234.5, 1)) == ("dua kata", "juta", "1.234,5")
        with use_language("en"):
            assert current_language() == "en"
        assert str(unit("days")) == "hari"
    assert str(unit("days")) == "days"
    assert message("million") == Text("million", "juta")
    with pytest.raises(KeyError):
        tr("no such key")


def test_a_refusal_is_worded_when_it_is_shown() -> None:
    error = InputError([Issue("here.toml", refusal("no_language"), given="fr")])
    assert str(error) == "here.toml: there is no such language; given: fr"
    with use_language("id"):
        assert str(error) == "here.toml: tidak ada bahasa dengan kode ini; tertulis: fr"
        assert str(KKGError(Text("no", "tidak"))) == "tidak"


def test_an_unknown_language_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(ValueError, match="the languages are en, id"), use_language("fr"):
        raise AssertionError("spoken")
    monkeypatch.setenv(VARIABLE, "fr")
    done = CliRunner().invoke(main, ["places"])
    assert done.exit_code == 2
    assert "there is no such language; given: fr; allowed: en, id" in done.output


def test_a_thread_speaks_the_language_that_it_is_given() -> None:
    said: list[str] = []
    with use_language("id"):
        thread = threading.Thread(target=copy_context().run, args=(lambda: said.append(tr("million")),))
        thread.start()
        thread.join()
    assert said == ["juta"]


def test_a_count_takes_the_form_that_its_number_asks_for() -> None:
    assert [ntr("count_cluster", n) for n in (0, 1, 1.5, 1200)] == [
        "0 clusters", "1 cluster", "1.5 clusters", "1,200 clusters",
    ]  # fmt: skip
    with use_language("id"):
        assert [ntr("count_cluster", n) for n in (1, 1200)] == ["1 gugus", "1.200 gugus"]


def test_reasons_of_the_system_are_in_both_languages() -> None:
    for name in REASONS:
        said = reason(OSError(getattr(errno, name), "in the words of the system"))
        assert said.en != said.id
        assert "words of the system" not in said.en + said.id
    assert reason(ValueError("odd bytes")) == Text("damaged or invalid (odd bytes)", "rusak atau tidak sah (odd bytes)")
    assert reason(OSError(errno.EXDEV, "Invalid link")).id == "Invalid link (sistem operasi)"


def test_months_have_their_names() -> None:
    assert [month_name(month) for month in (1, 8, 12)] == [
        Text("January", "Januari"), Text("August", "Agustus"), Text("December", "Desember"),
    ]  # fmt: skip
