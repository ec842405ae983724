"""How kkgsim is cited: the same in words, as BibTeX and in CITATION.cff, and under which licences it comes."""

from __future__ import annotations

import re
import tomllib

import pytest
from click.testing import CliRunner
from conftest import ROOT

import kkgsim
from kkgsim.analysis import own_citation
from kkgsim.cli.main import main
from kkgsim.model.parameters import Source, sources

TEAM = "facilitator-team"
REQUIRED = {"cff-version", "message", "title", "authors"}
ALLOWED = REQUIRED | {"type", "version", "license", "abstract", "keywords"}
"""Keys of the Citation File Format 1.2.0 that the file may have here."""
ENTRY = re.compile(r"@(\w+)\{(\w+),\n(?:  \w+ = \{.*\},\n)+\}")


def asked(*words: str) -> str:
    return CliRunner().invoke(main, ["cite", *words]).output.strip()


def test_the_file_is_what_the_package_says_of_itself() -> None:
    """After a new version: ``python docs/make_citation.py``."""
    assert (ROOT / "CITATION.cff").read_text(encoding="utf-8") == own_citation.cff()


def test_the_file_is_a_citation_file() -> None:
    yaml = pytest.importorskip("yaml")
    content = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    assert set(content) >= REQUIRED
    assert set(content) <= ALLOWED
    assert content["cff-version"] == "1.2.0"
    assert content["type"] == "software"
    assert content["authors"] == [{"name": own_citation.AUTHORS}]
    assert all(isinstance(content[key], str) for key in ("message", "title", "version", "license", "abstract"))


def test_every_form_has_the_version_of_the_package(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kkgsim, "__version__", "12.3.4")
    for form in (own_citation.in_words, own_citation.bibtex, own_citation.cff):
        assert "12.3.4" in form()


def test_the_command_cites_kkgsim_in_words_and_as_bibtex() -> None:
    said = asked()
    assert said.startswith(own_citation.in_words())
    assert own_citation.CODE_LICENCE in said
    assert own_citation.TEXT_LICENCE in said
    assert asked("--bibtex") == own_citation.bibtex()
    assert "Lisensi" in asked("--lang", "id")


def test_sources_are_entries_each_once_with_brackets_that_close() -> None:
    entries = kkgsim.cite(TEAM).bibtex()
    assert asked(TEAM, "--bibtex") == entries
    found = ENTRY.findall(entries)
    assert [key for _, key in found] == [f"kkgsim{own_citation.YEAR}", *kkgsim.cite(TEAM).cited]
    assert re.sub(ENTRY, "", entries).strip() == ""
    for entry in entries.split("\n\n"):
        bare = re.sub(r"\\[{}]", "", entry)
        assert bare.count("{") == bare.count("}")


def test_all_sources_can_be_entries() -> None:
    for source in sources().values():
        assert ENTRY.fullmatch(own_citation.bibtex_of(source))


def test_signs_of_bibtex_stay_signs() -> None:
    entry = own_citation.bibtex_of(Source("KEY", "50 % & {more}_of #1", "https://x.org/a_b", "read"))
    assert r"50 \% \& \{more\}\_of \#1" in entry
    assert "url = {https://x.org/a_b}" in entry


def test_licences_are_there_and_in_the_package() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert project["license"] == f"{own_citation.CODE_LICENCE} AND {own_citation.TEXT_LICENCE}"
    texts = [(ROOT / name).read_text(encoding="utf-8") for name in project["license-files"]]
    assert "MIT License" in texts[0]
    assert own_citation.TEXT_LICENCE in texts[1]
    assert "creativecommons.org/licenses/by/4.0" in texts[1]
