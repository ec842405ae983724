"""One question walked through every door: command, Python, memo, workbook, page and the month outside Python give the
same figures of the same policy on the same list, in both languages."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path

import pandas as pd
import pytest
from click.testing import CliRunner
from python_calamine import CalamineWorkbook
from web.rooms import MONTHS, REPLICATES, SEED, TEAM, Room, room_of

import kkgsim
from kkgsim.analysis.comparison.result import Comparison
from kkgsim.analysis.memo.answer import SHOWN
from kkgsim.analysis.pictured_result import PicturedResult
from kkgsim.cli.main import main
from kkgsim.engine.digest import digest
from kkgsim.execution.column_words import TABLES
from kkgsim.execution.result_workbook import FILE
from kkgsim.i18n import LANGUAGES, measured_band, rupiah
from kkgsim.model.outcomes import OUTCOMES
from kkgsim.web.in_node import node, play_in_node
from kkgsim.web.printed_month import printed_month
from kkgsim.web.world_file import world_file

POLICY = """title = { en = "Two facilitators", id = "Dua fasilitator" }
about = { en = "Two facilitators for ten schools.", id = "Dua fasilitator untuk sepuluh sekolah." }
place = "my-place"
months = 18
replicates = 24
seed = 11

[[policy]]
lever = "facilitator_team"
per_10_schools = 2.0
"""
"""What ``TEAM`` says in an address of the page."""
ASKED = {"months": MONTHS, "replicates": REPLICATES, "seed": SEED}
OPTIONS = [word for name, value in ASKED.items() for word in (f"--{name}", str(value))]
HEADLINES = [name for name, outcome in OUTCOMES.items() if outcome.headline]
ENDS = ("difference_mean", "difference_low", "difference_high")


@dataclass(frozen=True)
class Question:
    """A folder with a policy, ``policy.toml``, and a place made from a list, ``my-place``; and Python's answer."""

    folder: Path
    answer: Comparison

    @property
    def effects(self) -> pd.DataFrame:
        """What the policy changes, by outcome."""
        table = self.answer.table
        return table[table["scenario"] == "policy"].set_index("outcome")

    def bands(self) -> dict[str, str]:
        """What of each headline outcome is to be read everywhere, in the language that is spoken."""
        rows = self.effects.loc[HEADLINES, list(ENDS)].itertuples()
        return {name: measured_band(*ends, OUTCOMES[name].unit, sign=True) for name, *ends in rows}

    def extra(self) -> float:
        """Rupiah a year beyond today."""
        costs = self.answer.tables["runs"].groupby("scenario")["cost_per_year"].mean()
        return float(costs["policy"] - costs["status-quo"])


def listed() -> str:
    """Eight schools of two clusters, as a registry lists them."""
    schools = [
        f"9991000{n},SDN {n} Contoh,{-8.7 - 0.006 * n:.3f},{116.3 + 0.004 * n:.3f},Contoh,Gugus {1 + n // 5},9,120"
        for n in range(1, 9)
    ]
    return "\n".join(["npsn,nama,lat,lon,kecamatan,gugus,guru,siswa", *schools])


@pytest.fixture(scope="module")
def question(tmp_path_factory: pytest.TempPathFactory) -> Question:
    folder = tmp_path_factory.mktemp("doors")
    (folder / "schools.csv").write_text(listed(), encoding="utf-8")
    (folder / "policy.toml").write_text(POLICY, encoding="utf-8")
    kkgsim.import_schools(folder / "schools.csv", folder / "my-place", name="Contoh")
    return Question(folder, kkgsim.compare(folder / "policy.toml", **ASKED))


@pytest.fixture(scope="module")
def printed(question: Question) -> Mapping[str, str]:
    """What the command prints, by language; its files, but for the pictures, lie in a folder of that name."""
    said = {}
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(PicturedResult, "draw_all", lambda result, folder: [])
        for language in LANGUAGES:
            words = ["compare", str(question.folder / "policy.toml"), *OPTIONS, "--lang", language, "--xlsx"]
            done = CliRunner().invoke(main, [*words, "--out", str(question.folder / language)])
            assert done.exit_code == 0, done.output
            said[language] = done.output
    return said


@pytest.fixture(scope="module")
def room(question: Question) -> Iterator[Room]:
    with room_of(question.answer.place, question.folder) as opened:
        yield opened


def test_figures_differ_so_that_they_can_be_told_apart(question: Question) -> None:
    bands = question.bands()
    assert len(bands) >= 4
    assert len(set(bands.values())) == len(bands)
    assert all(re.search(r"[1-9]", band) for band in bands.values())
    assert question.extra() > 0


def test_the_command_prints_what_python_gives(question: Question, printed: Mapping[str, str], language: str) -> None:
    lines = printed[language].splitlines()
    for name, band in question.bands().items():
        row, *_ = (line for line in lines if line.strip().startswith(str(OUTCOMES[name].label)))
        assert band in row
    assert rupiah(question.extra()) in printed[language]
    assert question.answer.report().strip() in printed[language]


def test_its_files_hold_the_same_numbers(question: Question, printed: Mapping[str, str], language: str) -> None:
    read = pd.read_csv(question.folder / language / "effects.csv", float_precision="round_trip")
    assert {"policy", "status-quo"} == set(read["scenario"])
    pd.testing.assert_frame_equal(read, question.answer.table, check_exact=True, check_dtype=False)


def test_the_workbook_holds_the_same_numbers(question: Question, printed: Mapping[str, str], language: str) -> None:
    book = CalamineWorkbook.from_path(str(question.folder / language / FILE))
    rows = book.get_sheet_by_name(str(TABLES["effects"])).to_python()
    columns = list(question.answer.table.columns)
    by_label = {row[columns.index("outcome")]: row for row in rows[1:] if row[columns.index("scenario")] == "policy"}
    for name in HEADLINES:
        found = [by_label[str(OUTCOMES[name].label)][columns.index(end)] for end in ENDS]
        assert found == pytest.approx(question.effects.loc[name, list(ENDS)].tolist(), rel=1e-14)


class Cells(HTMLParser):
    """The rows of all tables of a page, in their order."""

    def __init__(self, text: str):
        super().__init__()
        self.rows: list[list[str]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: object) -> None:
        if tag == "tr":
            self.rows.append([])
        elif tag in ("td", "th") and self.rows:
            self.rows[-1].append("")

    def handle_data(self, data: str) -> None:
        if self.rows and self.rows[-1]:
            self.rows[-1][-1] += data


def test_the_memo_says_the_same(question: Question, language: str) -> None:
    file = question.folder / f"memo-{language}.html"
    words = ["report", str(question.folder / "policy.toml"), *OPTIONS, "-o", str(file), "--lang", language]
    done = CliRunner().invoke(main, words)
    assert done.exit_code == 0, done.output
    text = file.read_text(encoding="utf-8")
    rows: dict[str, str] = {}  # the answer comes first; a table further down says what few numbers do to it
    for row in Cells(text).rows:
        if len(row) == 4:
            rows.setdefault(row[0].strip(), row[-1])
    bands = {name: band for name, band in question.bands().items() if name in SHOWN}
    assert len(bands) >= 3
    for name, band in bands.items():
        assert rows[str(OUTCOMES[name].label)].strip().startswith(band)
    assert rupiah(question.extra()) in text


def test_the_page_shows_the_same(question: Question, room: Room, language: str) -> None:
    room.open(TEAM, language)
    room.tab.click("#tab-curves")
    for name, band in question.bands().items():
        assert room.texts(f"[data-outcome={name}] .change")[0].startswith(band)
    assert rupiah(question.extra(), sign=True) in room.texts("[data-budget]")[0]


def test_page_and_python_have_one_digest(question: Question, room: Room) -> None:
    room.open(TEAM)
    assert room.digest() == digest(question.answer.played[0])


def test_the_month_outside_python_has_that_digest_too(question: Question) -> None:
    if node() is None:
        pytest.skip("no Node on this machine")
    scenario, place = question.answer.played[0].scenario, question.answer.place
    played, = play_in_node(printed_month(), [world_file(scenario, place, replicates=REPLICATES)])  # fmt: skip
    assert played.digest == digest(question.answer.played[0])


def test_sliders_in_a_notebook_answer_the_same(question: Question) -> None:
    kept = kkgsim.keep(question.answer.place, **ASKED)
    table = kept.answer({"facilitator_team_per_10_schools": 2.0}).table
    mine = table[table["scenario"] == "settings"].set_index("outcome")
    assert mine[list(ENDS)].equals(question.effects[list(ENDS)])
