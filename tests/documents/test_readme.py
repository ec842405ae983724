"""Both READMEs have one structure; the documents name every command and show a scenario that is a good one."""

from __future__ import annotations

import re
import tomllib

import pytest
from conftest import ROOT

from kkgsim.cli.commands import COMMANDS
from kkgsim.scenario.read import parse_scenario

README, BACA = (ROOT / name for name in ("README.md", "README.id.md"))
TWINS = {
    "docs/tutorial.md": "docs/id/langkah-pertama.md",
    "docs/installing.md": "docs/id/memasang.md",
    "docs/places.md": "docs/id/daftar-sekolah.md",
    "docs/scenarios.md": "docs/id/skenario.md",
    "docs/commands.md": "docs/id/perintah.md",
    "docs/memo.md": "docs/id/memo.md",
    "docs/browser.md": "docs/id/rapat.md",
    "docs/glossary.md": "docs/id/istilah.md",
    "docs/index.md": "docs/id/index.md",
    "docs/trust.md": "docs/id/kepercayaan.md",
    "notebooks/tour-in-five.ipynb": "notebooks/tur-lima-bagian.ipynb",
    "notebooks/from-a-list-to-a-memo.ipynb": "notebooks/dari-daftar-ke-memo.ipynb",
    "notebooks/sweep-and-sensitivity.ipynb": "notebooks/rangkaian-dan-kepekaan.ipynb",
    "notebooks/a-lever-of-your-own.ipynb": "notebooks/kebijakan-buatan-sendiri.ipynb",
    "notebooks/preparing-a-workshop.ipynb": "notebooks/menyiapkan-lokakarya.ipynb",
    "README.id.md": "README.md",
}
"""What a link of the English README leads to, and to what the same one leads in Indonesian; others are the same."""
LENGTH = 60
"""Lines that a README may have."""


def structure(text: str) -> list[str]:
    """The kinds of a document's lines in order: headings, rows, points, pictures, blocks; paragraphs as one."""
    kinds = [_kind(line) for line in text.splitlines()]
    return [kind for rank, kind in enumerate(kinds) if rank == 0 or kind != "text" or kinds[rank - 1] != "text"]


def _kind(line: str) -> str:
    if line.startswith(("```", "<!--")):
        return line
    found = re.match(r"#+ |\||- |!\[", line)
    return found[0] if found else "text" if line else ""


def links(text: str) -> list[str]:
    return re.findall(r"\]\(([^)#]+)\)", text)


def blocks(text: str) -> list[str]:
    return re.findall(r"```sh\n(.*?)```", text, re.S)


def test_the_readmes_are_one_in_two_languages() -> None:
    english, indonesian = (path.read_text(encoding="utf-8") for path in (README, BACA))
    assert structure(english) == structure(indonesian)
    assert [TWINS.get(link, link) for link in links(english)] == links(indonesian)
    assert [block.replace(" --lang id", "") for block in blocks(indonesian)] == blocks(english)
    assert len(english.splitlines()) <= LENGTH


def test_another_structure_is_noticed() -> None:
    assert structure("# A\n\ntext\nmore\n\n- one\n") == ["# ", "", "text", "", "- "]
    assert structure("# A\n\ntext\n\n- one\n") == structure("# B\n\nkata\nlain\n\n- satu\n")
    assert structure("# A\n| a |\n") != structure("# A\n- a\n")


@pytest.mark.parametrize("name", ["docs/commands.md", "docs/id/perintah.md"])
def test_every_command_is_named(name: str) -> None:
    named = set(re.findall(r"`kkgsim (\w+)", (ROOT / name).read_text(encoding="utf-8")))
    assert not set(COMMANDS) - named


@pytest.mark.parametrize("name", ["docs/scenarios.md", "docs/id/skenario.md"])
def test_the_example_scenario_is_a_good_one(name: str) -> None:
    example = re.search(r"```toml\n(.*?)```", (ROOT / name).read_text(encoding="utf-8"), re.S)
    assert example is not None
    tomllib.loads(example.group(1))
    scenario = parse_scenario(example.group(1), name)
    assert scenario.policy[0].changes[0].payer == "district"


def test_both_glossaries_explain_the_same_words_of_schools() -> None:
    """In Indonesian those that planners meet; each is in the English one, too."""
    english = (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| .+? \| (.+?) \| .+ \|$", (ROOT / "docs/id/istilah.md").read_text(encoding="utf-8"), re.M)
    words = [row for row in rows if row not in ("Inggris", "---", "SD")]
    assert len(words) > 35
    assert [word for word in words if word.split(",")[0].split(" (")[0] not in english] == []
