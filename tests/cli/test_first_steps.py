"""What a planner does first: a form, a check, a scenario by asking, a workbook, and one step back."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from click.testing import CliRunner
from python_calamine import CalamineWorkbook

from kkgsim.cli import new as new_command
from kkgsim.cli.main import main
from kkgsim.errors import InputError
from kkgsim.execution.column_words import words_of
from kkgsim.io.workbook import Column, Sheet, workbook
from kkgsim.places.importer.importing import prepare
from kkgsim.places.importer.school_list import read_list
from kkgsim.places.place_io.files import read, write
from kkgsim.places.synthetic import load_embedded
from kkgsim.scenario.read import read_scenario


def run(*words: str, **how: str) -> str:
    done = CliRunner().invoke(main, list(words), catch_exceptions=False, **how)  # type: ignore[arg-type]
    return f"{done.exit_code}\n{done.output}"


@pytest.mark.parametrize("language", ["en", "id"])
def test_the_form_is_read_whole_and_every_column_of_it_is_known(language, tmp_path):
    path = tmp_path / "form.xlsx"
    assert run("schools", "template", "-o", str(path), "--lang", language).startswith("0\n")
    with pytest.raises(InputError, match="an example of the form") as caught:
        prepare(path)
    assert "99990001" in str(caught.value)
    report = read_list(_filled(path))
    assert (report.kept, report.refused, report.unknown) == (3, 2, ())
    school = report.schools[0]
    assert (school.lat, school.teachers, school.pupils, school.cluster, school.core) == (
        -8.6914, 13, 158, "Gugus 1", True,
    )  # fmt: skip
    help_sheet = CalamineWorkbook.from_path(str(path)).get_sheet_by_index(1).to_python()
    assert ("Delapan angka" in str(help_sheet)) == (language == "id")


def _filled(path: Path) -> Path:
    """The form with three schools in it, and two examples that were not deleted."""
    head, *rows = CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0).to_python()
    own = [[f"5020000{i}", f"SDN {i} Janapria", *row[2:]] for i, row in enumerate(rows, 1)]
    filled = path.with_name("filled.xlsx")
    filled.write_bytes(workbook([Sheet("Daftar", [Column(str(title)) for title in head], [*rows[:2], *own])]))
    return filled


def test_the_form_replaces_nothing(tmp_path):
    path = tmp_path / "form.xlsx"
    path.write_bytes(b"mine")
    assert run("schools", "template", "-o", str(path)).startswith("2\n")
    assert run("schools", "template", "-o", str(tmp_path / "form.csv")).startswith("2\n")
    assert [each.name for each in tmp_path.iterdir()] == ["form.xlsx"]


def _list(folder: Path) -> Path:
    rows = ["npsn,nama,kecamatan,kabupaten,lintang,bujur"]
    rows += [f"5020000{i},SDN ${i}_$,Janapria,Kab. Lombok Tengah,-8.69{i},116.40{i}" for i in range(1, 6)]
    rows += [f"5020001{i},SDN 1{i},Janapria,Kab. Lombok Tengah,-5.443757,114.421127" for i in range(3)]
    path = folder / "list.csv"
    path.write_text("\n".join(rows), encoding="utf-8")
    return path


def test_a_check_writes_nothing_but_the_map_that_is_asked_for(tmp_path):
    path = _list(tmp_path)
    said = run("schools", "check", str(path), "--lang", "id")
    assert "tidak dipakai" in said
    assert "Belum ada yang ditulis" in said
    assert [each.name for each in tmp_path.iterdir()] == ["list.csv"]
    maps = [tmp_path / "a.png", tmp_path / "b.png"]
    for picture in maps:
        assert run("schools", "check", str(path), "--map", str(picture)).startswith("0\n")
    assert maps[0].read_bytes() == maps[1].read_bytes()
    assert run("schools", "check", str(path), "--map", str(tmp_path / "a.doc")).startswith("2\n")


def test_a_scenario_from_flags(tmp_path):
    path = tmp_path / "mine.toml"
    said = run("new", str(path))
    assert said.startswith("2\n")
    assert "--place, --lever" in said
    assert not path.exists()
    flags = ["--place", "janapria", "--lever", "facilitator_team", "--number", "reference_fare=25.000"]
    assert run("new", str(path), *flags, "--payer", "donor", "--months", "24").startswith("0\n")
    scenario = read_scenario(path)
    assert (scenario.months, scenario.policy[0].lever, scenario.policy[0].payer) == (24, "facilitator_team", "donor")
    assert scenario.assumptions[0].value == 25000
    assert run("new", str(path), *flags).startswith("2\n")
    for wrong in (["--lever", "facilitator_tem"], ["--number", "fare=1"], ["--number", "reference_fare=x"]):
        said = run("new", str(tmp_path / "other.toml"), *flags, *wrong)
        assert said.startswith("2\n"), said
    assert not (tmp_path / "other.toml").exists()


class Keyboard(io.StringIO):
    """Somebody who can be asked."""

    def isatty(self) -> bool:
        return True


def asked(monkeypatch, answers, *words):
    """Run ``new`` with answers at the keyboard; what was asked."""
    questions = []

    def answer(prompt):
        questions.append(prompt)
        return answers.pop(0)

    monkeypatch.setattr(new_command.sys, "stdin", Keyboard())
    monkeypatch.setattr("click.termui.visible_prompt_func", answer)
    new_command.command.main(list(words), standalone_mode=False)
    return questions


def test_a_scenario_by_asking(tmp_path, monkeypatch):
    path = tmp_path / "mine.toml"
    answers = ["nowhere", "janapria", "6", "donor", "24", "Rp 25.000", "", "", "Punya kami"]
    asked(monkeypatch, answers, str(path))
    scenario = read_scenario(path)
    assert (scenario.title.id, scenario.months, scenario.policy[0].payer) == ("Punya kami", 24, "donor")
    assert {each.number: each.value for each in scenario.assumptions} == {"reference_fare": 25000}


def test_an_answer_that_cannot_be_is_asked_for_again(tmp_path, monkeypatch, capsys):
    path = tmp_path / "mine.toml"
    flags = ["--place", "janapria", "--lever", "facilitator_team", "--payer", "donor", "--number", "bos_rate=1.000.000"]
    answers = ["0", "x", "241", "24", "36", "-3", "cheap", "Rp 30.000,50", "1e9", "", "Ours"]
    questions = asked(monkeypatch, answers, str(path), *flags)
    assert not answers
    assert not any("BOS per SD pupil" in question for question in questions), "what a flag says is not asked"
    said = capsys.readouterr().out
    assert said.count("out of range") == 4
    assert "1 to 240" in said
    assert "15,000 to 150,000" in said
    scenario = read_scenario(path)
    assert scenario.months == 24
    assert {each.number: each.value for each in scenario.assumptions} == {"reference_fare": 30000.5, "bos_rate": 1e6}


@pytest.mark.parametrize("months", ["0", "-1", "241"])
def test_months_that_cannot_be_are_refused_before_anything_is_asked(months, tmp_path, monkeypatch):
    path = tmp_path / "mine.toml"
    flags = ["--place", "janapria", "--lever", "facilitator_team", "--months", months]
    said = run("new", str(path), *flags)
    assert said.startswith("2\n")
    assert "1 to 240" in said
    with pytest.raises(Exception, match="months"):
        asked(monkeypatch, [], str(path), *flags)
    assert not path.exists()


def test_numbers_of_a_workbook_are_numbers_and_texts_never_formulas():
    rows = [["=1+1", 0.5, None], ["0012", 1234567, float("nan")]]
    data = workbook([Sheet("x" * 40, [Column("a"), Column("b", "0.0%"), Column("c")], rows)])
    assert data == workbook([Sheet("x" * 40, [Column("a"), Column("b", "0.0%"), Column("c")], rows)])
    book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    assert book.get_sheet_by_index(0).to_python() == [["a", "b", "c"], ["=1+1", 0.5, ""], ["0012", 1234567.0, ""]]


def test_every_column_of_a_comparison_has_words():
    from kkgsim.analysis.comparison.tables import LAYOUTS

    assert [f"{name}.{c}" for name, layout in LAYOUTS.items() for c in layout.units if words_of(c) is None] == []


def test_what_is_overwritten_is_kept_once(tmp_path):
    folder = tmp_path / "place"
    for name in ("janapria", "sumba_remote", "lombok_tengah"):
        write(load_embedded(name), folder, overwrite=True)
    assert sorted(each.name for each in tmp_path.iterdir()) == ["place", "place-previous"]
    assert read(tmp_path / "place-previous").name == "sumba_remote"
    (tmp_path / "place-previous" / "thesis.docx").write_text("years of work")
    with pytest.raises(Exception, match="move it away"):
        write(load_embedded("janapria"), folder, overwrite=True)
    assert read(folder).name == "lombok_tengah"


def test_an_import_says_where_the_old_place_is(tmp_path):
    path = _list(tmp_path)
    target = ["-o", str(tmp_path / "place")]
    assert "place-previous" not in run("schools", "import", str(path), *target)
    assert "place-previous" in run("schools", "import", str(path), *target, "--overwrite")
