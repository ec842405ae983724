"""Scenario and study files in Indonesian: the same questions, and refusals that speak of keys as they are written."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from kkgsim.config.vocabulary import Vocabulary
from kkgsim.design import read_design, read_factor, read_study
from kkgsim.errors import InputError
from kkgsim.i18n import use_language
from kkgsim.model.levers import all_levers
from kkgsim.scenario import indonesian, read
from kkgsim.scenario.read import parse_scenario, read_scenario, write_scenario

SCENARIOS = Path(__file__).parents[1] / "scenarios"
SHIPPED = sorted(SCENARIOS.glob("*.toml"))
TABLES = {
    "scenario": read.SCENARIO.vocabulary, "assumption": read.ASSUMPTION.vocabulary,
    "study": read_study.STUDY.vocabulary, "inline": read_study.INLINE.vocabulary, "vary": read_factor.VOCABULARY,
    "design": Vocabulary.of(
        {"method", *(key for keys in read_design.BY_METHOD.values() for key in keys)}, indonesian.KEYS
    ),
}  # fmt: skip
TOP = """\
judul = "Tim"
keterangan = "Apa ini."
tempat = "janapria"
bulan = 36
ulangan = 60
angka_acak = 2026
"""
STUDY = """\
title = "Study"
about = "What it is."
replicates = 3
outcomes = ["attendance_share", "practice_mean"]
months = ["end", 2]
numbers = "drawn"

[scenario]
place = "janapria"
months = 6

[[scenario.policy]]
lever = "followup_mentoring"
start = 2

[design]
method = "latin_hypercube"
samples = 20

[[vary]]
setting = "facilitator_team_per_10_schools"
low = 0.0
high = 4.0

[[vary]]
lever = "ict_online"

[[vary]]
numbers = "all"
"""
STUDI = """\
judul = "Study"
keterangan = "What it is."
ulangan = 3
hasil = ["kehadiran_di_kkg", "praktik_mengajar"]
bulan = ["akhir", 2]
angka = "diundi"

[skenario]
tempat = "janapria"
bulan = 6

[[skenario.kebijakan]]
pilihan = "pendampingan_lanjutan"
mulai = 2

[rancangan]
cara = "latin_hypercube"
sampel = 20

[[variasi]]
pengaturan = "tim_fasilitator_kabupaten_fasilitator_per_10_sekolah"
terendah = 0.0
tertinggi = 4.0

[[variasi]]
pilihan = "tik_dan_jalur_daring"

[[variasi]]
daftar_angka = "semua"
"""


def refused(text: str) -> list[str]:
    """What is said of a text, in the current language."""
    with pytest.raises(InputError) as caught:
        parse_scenario(text, "sini.toml")
    return [str(issue) for issue in caught.value.issues]


def distinct(*vocabularies: Vocabulary) -> None:
    """All names in both languages lead to one thing each."""
    meanings: dict[str, str] = {}
    for names in vocabularies:
        for name in names.names:
            word = names.indonesian.get(name, name)
            assert re.fullmatch(r"[a-z0-9_]+", word), word
            for spoken in {name, word}:
                assert meanings.setdefault(spoken, name) == name, (spoken, name, meanings[spoken])


def test_every_name_means_one_thing() -> None:
    distinct(indonesian.levers(), indonesian.settings(), indonesian.payers(), indonesian.outcomes())


@pytest.mark.parametrize("table", TABLES)
def test_every_key_of_a_table_means_one_thing_and_has_a_word(table: str) -> None:
    distinct(TABLES[table])
    assert TABLES[table].names.keys() == TABLES[table].indonesian.keys()


@pytest.mark.parametrize("lever", all_levers())
def test_settings_and_keys_of_a_phase_mean_one_thing(lever: str) -> None:
    distinct(read.PHASE.vocabulary, indonesian.settings_of(all_levers()[lever]))
    distinct(read.CHANGE.vocabulary, indonesian.settings_of(all_levers()[lever]))


def translated(text: str) -> str:
    """A written scenario with every key and name in Indonesian."""
    rows, lever = [], None
    for row in text.split("\n"):
        if row.startswith("["):
            heading = ".".join(indonesian.KEYS.get(part, part) for part in row.strip("[]").split("."))
            rows.append(row.replace(row.strip("[]"), heading))
            continue
        key, sign, value = row.partition(" = ")
        if key == "lever":
            lever = all_levers()[value.strip('"')]
            value = f'"{indonesian.levers().indonesian[lever.name]}"'
        elif key == "payer":
            value = f'"{indonesian.payers().indonesian[value.strip(chr(34))]}"'
        words = indonesian.settings_of(lever).indonesian if lever else {}
        rows.append(words.get(key, indonesian.KEYS.get(key, key)) + sign + value)
    return "\n".join(rows)


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_a_scenario_in_indonesian_asks_the_same(path: Path) -> None:
    scenario = read_scenario(path)
    text = translated(write_scenario(scenario))
    assert not re.search(r"^(title|months|lever|payer|month|value|\[\[policy)", text, re.M)
    assert parse_scenario(text, path.name, base=SCENARIOS) == scenario


def test_the_shipped_example_asks_what_its_english_twin_asks() -> None:
    example = read_scenario(SCENARIOS / "id" / "kabupaten-mengambil-alih.toml")
    twin = read_scenario(SCENARIOS / "district-takes-over.toml")
    assert replace(example, name=twin.name) == twin
    assert write_scenario(example) == write_scenario(twin)


def test_a_study_in_indonesian_asks_the_same(tmp_path: Path) -> None:
    studies = []
    for text in (STUDY, STUDI):
        path = tmp_path / "studi.toml"
        path.write_text(text, encoding="utf-8")
        assert read_study.is_study(path)
        studies.append(replace(read_study.read_study(path), text=""))
    english, translation = studies
    assert english == translation


def test_a_list_of_points_may_have_indonesian_headings(tmp_path: Path) -> None:
    word = indonesian.settings().indonesian["facilitator_team_per_10_schools"]
    (tmp_path / "titik.csv").write_text(f"{word},attend_mentored\n0,0.5\n2,1\n", encoding="utf-8")
    text = STUDI.split("[rancangan]")[0] + '[rancangan]\ncara = "titik"\nberkas = "titik.csv"\n'
    path = tmp_path / "studi.toml"
    path.write_text(text, encoding="utf-8")
    factors = read_study.read_study(path).factors
    assert [factor.name for factor in factors] == ["facilitator_team_per_10_schools", "attend_mentored"]


def test_a_key_in_both_languages_is_given_twice() -> None:
    assert refused(TOP + "months = 24\n") == [
        "sini.toml:7:1: months: is given in both languages, first as bulan in line 4"
    ]
    with use_language("id"):
        assert refused("months = 24\n" + TOP) == [
            "sini.toml:5:1: bulan: ditulis dalam dua bahasa, yang pertama sebagai months di baris 1"
        ]
    phase = '[[kebijakan]]\npilihan = "tim_fasilitator_kabupaten"\nper_10_schools = 1\nfasilitator_per_10_sekolah = 2\n'
    assert refused(TOP + phase) == [
        "sini.toml:10:1: kebijakan[1].fasilitator_per_10_sekolah: is given in both languages, "
        "first as per_10_schools in line 9"
    ]
    assert refused(TOP + phase + '[[policy]]\nlever = "monitoring"\n')[-1].startswith(
        "sini.toml:11:1: policy: is given in both languages, first as kebijakan in line 7"
    )


def test_a_lever_in_both_languages_at_once_is_at_work_already() -> None:
    first = '[[kebijakan]]\npilihan = "pemantauan_dan_evaluasi"\n\n'
    assert refused(TOP + first + '[[kebijakan]]\nlever = "monitoring"\nmulai = 12\n') == [
        "sini.toml:10:1: kebijakan[2]: this lever is already at work in months 1 to 36 (line 7); "
        "given: monitoring 12-36"
    ]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('pilihan = "pendampingan_lanjutan"', "", "sini.toml:7:1: kebijakan[1].pilihan: belum diisi"),
        ("bulan = 36", "bulan = 0", "sini.toml:4:1: bulan: di luar rentang; tertulis: 0"),
        ("ulangan = 60", "ulngan = 60", "sini.toml:5:1: ulngan: kunci tidak dikenal; yang boleh: judul, keterangan, "),
        ("pendampingan_lanjutan", "pendampingan_lanjut", "maksudnya pendampingan_lanjutan?"),
        ('"kabupaten"', '"desa"',
         'sini.toml:9:1: kebijakan[1].pembayar: tidak dapat menjadi sumber dana kebijakan ini; '
         'tertulis: "desa"; yang boleh: kabupaten, donor, provinsi, kementerian'),
        ("kunjungan_per_guru_per_bulan = 0,5", "kunjungan_per_guru_per_bulan = 9",
         "sini.toml:10:1: kebijakan[1].kunjungan_per_guru_per_bulan: di luar rentang; tertulis: 9"),
        ("kunjungan_per_guru_per_bulan = 0,5", "kunjungan_per_guru = 0.5", "maksudnya kunjungan_per_guru_per_bulan?"),
        ("kunjungan_per_guru_per_bulan = 0,5", "ulangan = 5", "kebijakan[1].ulangan: seharusnya di awal berkas"),
        ("", "", "angka desimal ditulis dengan titik: 0.5; tertulis: 0,5"),
        ("[[kebijakan]]", "[kebijakan]", "sini.toml:7:1: kebijakan: harus ditulis di bawah judul berkurung ganda"),
        ("[[kebijakan]]", '[kebijakan]\npilihan = "pemantauan_dan_evaluasi"\n[kebijakan]',
         "bila ada beberapa, tulis di bawah judul berkurung ganda: [[kebijakan]]"),
    ],
)  # fmt: skip
def test_refusals_speak_of_the_keys_as_they_are_written(old: str, new: str, said: str) -> None:
    text = TOP + (
        '[[kebijakan]]\npilihan = "pendampingan_lanjutan"\npembayar = "kabupaten"\nkunjungan_per_guru_per_bulan = 0,5\n'
    )
    with use_language("id"):
        lines = refused(text.replace(old, new, 1) if old else text)
    assert any(said in line for line in lines), lines
