"""Numbers that a place has of its own hold in every question about it, and every answer says so."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner

import kkgsim
from kkgsim.cli.main import main
from kkgsim.design.read_study import read_study
from kkgsim.errors import InputError
from kkgsim.i18n import use_language
from kkgsim.places.place import OwnNumber, Place
from kkgsim.places.place_io.files import read, write
from kkgsim.scenario.at_place import at_place
from kkgsim.scenario.library import file_of
from kkgsim.scenario.read import read_scenario
from kkgsim.scenario.resolve import resolve

FARE = OwnNumber("reference_fare", 25_000.0)
LIST = "npsn,nama,kecamatan,lintang,bujur\n" + "".join(
    f"5020000{i},SDN {i},Janapria,-8.69{i},116.40{i}\n" for i in range(1, 7)
)


@pytest.fixture
def own(tiny: Place, tmp_path: Path) -> Path:
    """A place in a folder with a fare of its own."""
    return write(replace(tiny, numbers=(FARE,)), tmp_path / "own")


def run(*words: str) -> str:
    done = CliRunner().invoke(main, list(words), catch_exceptions=False)
    return f"{done.exit_code}\n{done.output}"


def test_they_are_written_and_read_again(own):
    assert read(own).numbers == (FARE,)
    assert "[numbers]\nreference_fare = 25000.0\n" in (own / "place.toml").read_text(encoding="utf-8")


def test_what_a_scenario_assumes_itself_goes_before_them(own):
    place = read(own)
    assert [(a.number, a.value) for a in at_place(read_scenario("facilitator-team"), place).assumptions] == [
        ("reference_fare", 25_000.0)
    ]
    assumed = at_place(
        read_scenario("facilitator-team"), replace(place, numbers=(OwnNumber("reference_fare", 9_000.0),))
    )
    assert at_place(assumed, place).assumptions == assumed.assumptions


def test_they_change_what_is_simulated_as_an_assumption_does(own, tiny):
    """The same as where the scenario assumes the number; and what is done today has it, too."""
    scenario = read_scenario("bos-for-kkg")
    with_place = kkgsim.compare(scenario, read(own), months=12, replicates=2)
    assumed = kkgsim.compare(at_place(scenario, read(own)), tiny, months=12, replicates=2)
    book = kkgsim.compare(scenario, tiny, months=12, replicates=2)
    assert with_place.table.equals(assumed.table)
    assert not with_place.table.equals(book.table)
    assert with_place.baseline.scenario.assumptions == with_place.played[0].scenario.assumptions
    assert "reference_fare = 25,000" in with_place.report()
    with use_language("id"):
        assert "reference_fare = 25.000" in with_place.report()


def test_every_way_to_ask_has_them(own, tmp_path):
    place = read(own)
    assert resolve(place, None, 12, 1, {}).scenario.assumptions
    assert resolve(place, "facilitator-team", 12, 1, {}).scenario.assumptions
    assert kkgsim.keep(place, months=36, replicates=2).answer("facilitator-team").played[0].scenario.assumptions
    study = (Path(__file__).parents[2] / "scenarios/studies/facilitators-and-distance.toml").read_text(encoding="utf-8")
    study = study.replace("../facilitator-team.toml", file_of("facilitator-team").as_posix())
    study = study.replace("clusters = 1", 'place = "own"')
    (tmp_path / "study.toml").write_text(study, encoding="utf-8")
    assert [a.number for a in read_study(tmp_path / "study.toml").played().assumptions] == ["reference_fare"]


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("refrence_fare = 25000", "reference_fare"),
        ("reference_fare = 1e9", "allowed"),
        ("cluster_size_target = 7", "made"),
        ('reference_fare = "Rp 25.000"', "number"),
    ],
)
def test_a_number_that_cannot_be_is_refused_with_its_line(own, line, words):
    file = own / "place.toml"
    text = file.read_text(encoding="utf-8").replace("reference_fare = 25000.0", line)
    file.write_text(text, encoding="utf-8")
    with pytest.raises(InputError) as caught:
        read(own)
    assert words in str(caught.value)
    assert caught.value.issues[0].line == text.splitlines().index(line) + 1


def test_they_are_put_in_once_with_the_list_and_stay_when_it_is_read_again(tmp_path):
    source, folder = tmp_path / "list.csv", tmp_path / "place"
    source.write_text(LIST, encoding="utf-8")
    said = run(
        "schools", "import", str(source), "-o", str(folder), "--number", "reference_fare=Rp 25.000", "--lang", "id"
    )
    assert said.startswith("0\n")
    assert "reference_fare = 25.000" in said
    assert run("schools", "import", str(source), "-o", str(folder), "--overwrite").startswith("0\n")
    assert read(folder).numbers == (FARE,)
    rate = ("--number", "bos_rate=900.000")
    assert run("schools", "import", str(source), "-o", str(folder), "--overwrite", *rate).startswith("0\n")
    assert {number.number for number in read(folder).numbers} == {"reference_fare", "bos_rate"}
    for wrong in ("reference_fare=1", "fare=25000", "reference_fare=many", "cluster_size_target=7"):
        assert run("schools", "import", str(source), "-o", str(tmp_path / "no"), "--number", wrong).startswith("2\n")
    assert not (tmp_path / "no").exists()
    with pytest.raises(InputError, match="reference_fare"):
        kkgsim.import_schools(source, tmp_path / "no", numbers={"reference_fare": 1.0})


def test_a_rapor_can_be_where_a_place_begins(tiny):
    """The shares of the guide (`docs/memo.md`) are those that a place of NTB begins with."""
    guide = (Path(__file__).parents[2] / "docs/memo.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| (\d+) % \| −(0\.\d+) \|$", guide, re.M)
    assert len(rows) == 5
    for share, number in rows[::2]:
        place = replace(tiny, numbers=(OwnNumber("assessed_ntb", -float(number)),))
        result = kkgsim.simulate("today-in-janapria", place, months=1, replicates=30, luck_only=True)
        begun = result.table.set_index("outcome").loc["minimum_share", "value_mean"]
        assert begun == pytest.approx(int(share) / 100.0, abs=0.03)
