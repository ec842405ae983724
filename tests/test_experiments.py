"""The studies that ship: whole, readable, and with no figure in their findings that no command prints.

``pytest -m long tests/test_experiments.py`` plays all of them again and compares byte for byte.
"""

from __future__ import annotations

import importlib.util
import re
import subprocess
import sys
from pathlib import Path

import click
import pandas as pd
import pytest
from conftest import ROOT

from kkgsim.cli.main import main
from kkgsim.design.read_study import is_study, read_study
from kkgsim.model.posterior import caution
from kkgsim.scenario.read import read_scenario

HOME = ROOT / "experiments"


def _renew():
    spec = importlib.util.spec_from_file_location("renew", HOME / "renew.py")
    module = importlib.util.module_from_spec(spec)
    sys.modules["renew"] = module
    spec.loader.exec_module(module)
    return module


RENEW = _renew()
EVERY = RENEW.studies()
PREPARED = [study for study in EVERY if not (study / "results").exists()]
"""Studies whose answer waits: question, scenarios and commands stand, nothing is claimed."""
STUDIES = [study for study in EVERY if study not in PREPARED]
OLD = "Answered before the rules of learning changed"
"""What stands in a study that was not played again since."""
CURRENT = [study for study in STUDIES if OLD not in (study / "README.md").read_text(encoding="utf-8")]
ASKED = ["which-lever-first", "facilitators-or-transport", "what-survives-the-donor", "best-package-for-a-budget",
         "what-to-measure-next", "weekly-kkg-or-mentoring", "where-in-the-district-first"]  # fmt: skip
FIRST = re.compile(r"\b(best|leads?|most|strongest|first in|rank(?:s|ed)?)\b", re.I)
"""Words that put something above all others."""
SURE = re.compile(r"…|\d %|\d of \d|cannot|no case|not (?:sure|certain|a finding)|may be|no (?:single|clear)|overlap")
"""What says how sure that is: an interval, places, a share of runs or futures, or that it is not."""
FIGURE = re.compile(
    r"(?<![\w.,])(?P<sign>[+−])?(?P<rp>Rp )?(?P<value>\d+(?:,\d{3})*(?:\.\d+)?)"
    r"(?: ?(?P<unit>%|points?\b|SD\b|million|billion|schools|teachers|clusters|facilitators at work)"
    r"| of (?P<of>\d+) (?P<what>draws|futures|packages|cases|points))?"
)
"""A figure as the commands print it: ``+Rp 87.8 million``, ``54.1 %``, ``0.006``, ``100 of 100 draws``."""
AMOUNT = r"[+−]?\d[\d.,]*"
BAND = re.compile(rf"({AMOUNT}) \(({AMOUNT}) … ({AMOUNT})\) (points|SD|%)")
"""A mean with its band, whose unit stands once behind both."""
PAIR = re.compile(rf"({AMOUNT}) / ({AMOUNT}) (points|SD|%)")
"""Members of a group and the rest, whose unit stands once."""
INDONESIAN = [
    (r"(?<=\d)\.(?=\d{3}\b)", ""), (r"(?<=\d),(?=\d)", "."), (r"\bjuta\b", "million"), (r"\bmiliar\b", "billion"),
    (r"\bpoin\b", "points"), (r"\bSB\b", "SD"), (r"\bsekolah\b", "schools"), (r"\bguru\b", "teachers"),
    (r"\bgugus\b", "clusters"),
]  # fmt: skip
"""How figures of the Indonesian summary are read: decimal comma, and units in English."""


def read(study: Path) -> str:
    return (study / "README.md").read_text(encoding="utf-8")


def figures(text: str) -> set[tuple[str, str, float, str]]:
    """The figures of a text that somebody must have measured: those with a unit, and all with a decimal point."""
    found = set()
    text = BAND.sub(r"\1 \4 (\2 \4 … \3 \4)", " ".join(text.split()))
    for match in FIGURE.finditer(PAIR.sub(r"\1 \3 / \2 \3", text)):
        unit = (match["unit"] or "").replace("point ", "points ").removesuffix("s")
        if match["of"]:
            unit = f"of {match['of']} {match['what']}"
        if unit or match["rp"] or "." in match["value"]:
            value = float(match["value"].replace(",", ""))
            found.add((match["sign"] or "", match["rp"] or "", value, unit))
    return found


def findings(readme: str) -> str:
    """What we say: a README without commands, answers and comments, its Indonesian part read as English."""
    text = re.sub(r"<!--.*?-->|```.*?```|`[^`\n]*`|\[[^\]]*\]\([^)]*\)", " ", readme, flags=re.S)
    said = []
    for part in text.split("\n\n"):
        if part.startswith("> "):
            for pattern, word in INDONESIAN:
                part = re.sub(pattern, word, part)
        said.append(part)
    return "\n\n".join(said)


def backing(study: Path) -> str:
    """What the commands of a study print, and the files that ask the question."""
    asked = [path.read_text(encoding="utf-8") for path in sorted(study.rglob("*.toml")) if "results" not in path.parts]
    steps = RENEW.steps(read(study))
    return "\n".join([*(step.said for step in steps), *(" ".join(step.words) for step in steps), *asked])


def unbacked(said: str, printed: str) -> list[tuple[str, str, float, str]]:
    """Figures of a text that stand nowhere in what is printed. One without a sign may have been printed with one."""
    known = figures(printed)
    bare = {("", *figure[1:]) for figure in known}
    return sorted(figure for figure in figures(said) if figure not in known | bare)


def test_every_question_has_its_study() -> None:
    assert [study.name.split("-", 1)[1] for study in EVERY] == ASKED
    overview = (HOME / "README.md").read_text(encoding="utf-8")
    assert all(f"({study.name}/README.md)" in overview for study in EVERY)


def test_the_overview_says_which_answers_are_of_an_earlier_model() -> None:
    overview = (HOME / "README.md").read_text(encoding="utf-8")
    said = re.search(r"^Stud(?:y|ies) ([\d, and]+) (?:was|were) \*\*answered before", overview, re.M)
    old = [study.name.split("-")[0] for study in STUDIES if study not in CURRENT]
    assert (re.findall(r"\d+", said[1]) if said else []) == old


def test_a_study_that_waits_says_so_and_claims_nothing() -> None:
    for study in PREPARED:
        readme = read(study)
        assert "Not played yet" in readme, study.name
        assert re.search(r"^> \*\*Ringkas\.\*\* Belum dijalankan", readme, re.M), study.name
        for part in ("## The question", "## What was done", "## Commands", "## What would change", "## Limits"):
            assert part in readme, study.name
        assert readme.count("```sh\n") == len(RENEW.steps(readme)) > 0, study.name
        assert not any(step.said.strip() for step in RENEW.steps(readme)), (
            f"{study.name} has an answer and was not played"
        )
        assert "## Findings" not in readme, study.name


@pytest.mark.parametrize("study", STUDIES, ids=lambda study: study.name)
def test_a_study_has_all_its_parts(study: Path) -> None:
    readme = read(study)
    assert re.search(r"^> .{80}", readme, re.M), "a summary in Indonesian"
    for part in ("## The question", "## What was done", "## Findings", "## Limits"):
        assert part in readme
    assert readme.count("```sh\n") == len(RENEW.steps(readme)), "every command shows its answer"
    assert all(step.said.strip() for step in RENEW.steps(readme))
    for link in re.findall(r"\]\((?!http)([^)#]+)\)", readme):
        assert (study / link).exists(), link


def test_nothing_is_put_first_without_saying_how_sure_that_is() -> None:
    for study in CURRENT:
        said = read(study).split("## Findings")[1].split("## What would change")[0]
        for finding in re.split(r"\n(?=\d+\. )|\n\n", said):
            assert not FIRST.search(finding) or SURE.search(finding), f"{study.name}: {finding}"


@pytest.mark.parametrize("study", STUDIES, ids=lambda study: study.name)
def test_an_answer_is_of_the_model_as_it_ships(study: Path) -> None:
    readme = read(study)
    printed = [step.said for step in RENEW.steps(readme)]
    fitted = all(str(caution()) in " ".join(said.split()) for said in printed)
    assert fitted == (study in CURRENT), f"a study of an earlier model says so: {OLD}"


@pytest.mark.parametrize("study", STUDIES, ids=lambda study: study.name)
def test_what_is_kept_is_what_the_readme_names_and_small(study: Path) -> None:
    named = {path for step in RENEW.steps(read(study)) for path in step.kept(study).values()}
    assert all(path.exists() for path in named)
    files = [path for path in (study / "results").rglob("*") if path.is_file()]
    assert all(path in named or path.parent in named for path in files), "nothing is left from an earlier answer"
    assert any(path.suffix == ".png" for path in files)
    assert all(path.stat().st_size < 400_000 for path in files)


@pytest.mark.parametrize("study", EVERY, ids=lambda study: study.name)
def test_commands_are_good_ones(study: Path) -> None:
    for step in RENEW.steps(read(study)):
        command, *words = RENEW.expanded(step.words)
        asked = main.get_command(click.Context(main), command)
        assert asked is not None, command
        asked.make_context(command, list(words))
        for word in words:
            assert not word.startswith("experiments/") or (ROOT / word).is_file(), word


@pytest.mark.parametrize("study", EVERY, ids=lambda study: study.name)
def test_scenarios_and_studies_are_read_without_mistakes(study: Path) -> None:
    for path in study.rglob("*.toml"):
        if path.name != "place.toml":
            (read_study if is_study(path) else read_scenario)(path)


@pytest.mark.parametrize("study", STUDIES, ids=lambda study: study.name)
def test_no_figure_in_the_findings_that_no_command_prints(study: Path) -> None:
    readme = read(study)
    assert len(figures(findings(readme))) >= 8, "findings have figures"
    assert unbacked(findings(readme), backing(study)) == []


def test_no_figure_in_the_overview_that_no_study_prints() -> None:
    printed = "\n".join(backing(study) for study in STUDIES)
    overview = re.sub(r"\d+ minutes?", "", (HOME / "README.md").read_text(encoding="utf-8"))
    assert unbacked(findings(overview), printed) == []


def test_what_a_rupiah_brings_is_said_as_the_kept_tables_have_it() -> None:
    """Study 4: gain for a rupiah peaks inside the range, so nothing may be said of no diminishing returns, and a short
    search in another place is no case for concentrating."""
    study = next(study for study in EVERY if study.name.startswith("4-"))
    tables = [pd.read_csv(study / "results" / f"subdistrict-{budget}" / "packages.csv") for budget in (100, 250, 500)]
    best = pd.concat(tables).sort_values("cost_fresh")
    rate = (best["gain_fresh"] / best["cost_fresh"]).to_numpy()
    peaks_inside = 0 < rate.argmax() < len(rate) - 1
    said = findings(read(study)) + findings((HOME / "README.md").read_text(encoding="utf-8"))
    assert not peaks_inside or "No diminishing returns" not in said
    assert not re.search(r"\*\*?Concentrate first|Pusatkan dulu|in proportion the more money", said)


def test_an_invented_figure_is_found() -> None:
    printed = (
        " Facilitators  0.416  +0.006 (+0.001 … +0.014)  +Rp 87.8 million  54.1 %  100 of 100 draws \n +12.1 points"
    )
    honest = "brings 0.006 for Rp 87.8 million, +12.1 points, in 100 of 100 draws, attendance 54.1 %"
    assert unbacked(honest, printed) == []
    for invented in ("0.007", "Rp 88 million", "Rp 87.8 billion", "12.1 %", "−12.1 points", "99 of 100 draws"):
        assert len(unbacked(invented, printed)) == 1, invented
    summary = findings("> Praktik naik 0,006 dengan Rp 87,8 juta; kehadiran naik 12,1 poin dari 54,1 %.")
    assert unbacked(summary, printed) == []
    assert len(unbacked(findings("> Praktik naik 0,016."), printed)) == 1


@pytest.mark.long
def test_all_studies_give_their_answers_again_from_nothing() -> None:
    done = subprocess.run(
        [sys.executable, str(HOME / "renew.py"), "--check"], cwd=ROOT, stdout=subprocess.PIPE, encoding="utf-8"
    )
    assert done.stdout == ""
    assert done.returncode == 0
