"""``kkgsim validate``: what it prints, keeps and gives to machines; the same from Python and with any workers."""

from __future__ import annotations

import json
import math
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from click.testing import CliRunner, Result
from conftest import ROOT

import kkgsim
from kkgsim.analysis.facts import words
from kkgsim.analysis.facts.evaluate import IN_TARGET, MISSED, NOT_COMPUTED, Figure
from kkgsim.analysis.facts.evaluate import Tested as Judged
from kkgsim.analysis.facts.fact import Target
from kkgsim.analysis.facts.read_fact import ARM, FACT, parse_fact
from kkgsim.analysis.facts.read_quantity import AMONG, PROPERTY, VOCABULARY
from kkgsim.analysis.facts.result import VERDICTS
from kkgsim.analysis.facts.runs import Runs
from kkgsim.analysis.facts.statistics import STATISTICS
from kkgsim.cli.main import main
from kkgsim.engine.run_result import RunResult
from kkgsim.engine.scenarios import simulate_scenarios
from kkgsim.model.outcomes import GROUPED, GROUPS, OUTCOMES
from kkgsim.model.posterior import FILE, posterior
from kkgsim.model.registry import PARAMETERS
from kkgsim.places.place_io.files import open_place
from kkgsim.scenario.scenario import Scenario

MINE = """title = { en = "Visits", id = "Kunjungan" }
observed = { en = "Visits help.", id = "Kunjungan membantu." }
sources = ["CFPT20"]
place = "janapria"
clusters = 2
months = 14
note = { en = "A note.", id = "Catatan." }

[assumptions.teacher_leaves]
value = 0.1
why = "nobody follows up"

[arm.control]

[[arm.visits.policy]]
lever = "followup_mentoring"
visits = 1

[quantity.gain]
label = { en = "practice gained", id = "praktik yang naik" }
arm = "visits"
against = "control"
outcome = "practice_mean"
month = 14
target = { low = 0 }

[quantity.level]
arm = "control"
outcome = "practice_mean"
month = 14
target = { low = 2 }

[quantity.grades]
target = { low = 0.1 }
missing = { en = "no grades", id = "belum ada kelas" }
"""
SMALL = ["--draws", "3", "--replicates", "2"]


@pytest.fixture
def mine(tmp_path: Path) -> Path:
    path = tmp_path / "mine.toml"
    path.write_text(MINE)
    return path


def ask(*arguments: object) -> Result:
    result = CliRunner().invoke(main, ["validate", *map(str, arguments)])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def test_a_fact_is_printed_with_all_that_is_to_be_known(mine: Path) -> None:
    shown = ask(mine, *SMALL, "--lang", "en")
    assert shown.exit_code == 0
    for said in ("mine  Visits: missed", "Observed: Visits help.", "practice gained", "at least +0.000", "in target",
                 "cannot be computed", "Cannot be computed: no grades", "A note.", "teacher_leaves = 0.1",
                 "CFPT20: Cilliers", "In target: 0. Missed: 1. Cannot be computed: 0."):  # fmt: skip
        assert said in shown.output, said
    indonesian = ask(mine, *SMALL, "--lang", "id").output
    for said in ("mine  Kunjungan: meleset", "praktik yang naik", "paling rendah +0,000", "belum ada kelas",
                 "teacher_leaves = 0,1 (tidak ada yang menindaklanjuti)",
                 "Sesuai sasaran: 0. Meleset: 1."):  # fmt: skip
        assert said in indonesian, said


def test_a_missed_fact_ends_with_three_where_that_is_wanted(mine: Path) -> None:
    assert ask(mine, *SMALL, "--strict").exit_code == 3
    mine.write_text(MINE.replace("{ low = 2 }", "{ low = 0.1 }"))
    shown = ask(mine, *SMALL, "--strict")  # what cannot be computed is no miss
    assert (shown.exit_code, "Cannot be computed: 1." in shown.output) == (0, True)


def test_mistakes_of_all_files_end_with_two_before_anything_is_played(tmp_path: Path) -> None:
    for name in ("one", "two"):
        (tmp_path / f"{name}.toml").write_text(MINE.replace('arm = "visits"', 'arm = "visit"'))
    shown = ask(tmp_path / "one.toml", tmp_path / "two.toml", "F2", "F999")
    assert shown.exit_code == 2
    assert shown.output.count("did you mean visits?") == 2
    assert "F999" in shown.output
    assert ask("F2", "f2-coaching-and-training").exit_code == 2
    assert ask("F2", "--draws", "-1").exit_code == 2
    with pytest.raises(kkgsim.errors.InputError, match=r"validate\(\).*draws"):
        kkgsim.validate("F2", draws=-1)


KINDS: dict[str, Any] = {
    "schema": int, "kkgsim": str, "seed": int, "replicates": int, "draws": int, "summary": dict.fromkeys(VERDICTS, int),
    "facts": [{
        "name": str, "title": {"en": str, "id": str}, "observed": {"en": str, "id": str}, "sources": [str],
        "place": str, "months": int, "verdict": str, "fitted": bool, "share_of_draws": float,
        "reasons": [{"en": str, "id": str}],
        "note": {"en": str, "id": str},
        "arms": {str: {"schools": int, "clusters": int, "levers": [str], "assumptions": [
            {"number": str, "value": float, "low": float, "high": float, "why": str}]}},
        "quantities": [{
            "name": str, "label": {"en": str, "id": str}, "statistic": str, "unit": str,
            "target": {"low": float, "high": float}, "book": float,
            "draws": {"mean": float, "low": float, "high": float}, "share_of_draws": float, "distance": float,
            "verdict": str,
        }],
    }],
}  # fmt: skip
"""The shape of the answer for machines; null may stand for any value."""


def fits(value: Any, kind: Any, where: str = "") -> None:
    """Fail where a value has another shape than declared."""
    if value is None:
        return
    if isinstance(kind, list):
        assert isinstance(value, list), where
        for item in value:
            fits(item, kind[0], f"{where}[]")
    elif isinstance(kind, dict):
        named = str not in kind
        assert not named or list(value) == list(kind), where
        for key, item in value.items():
            fits(item, kind[key] if named else kind[str], f"{where}.{key}")
    else:
        assert type(value) in ((int, float) if kind is float else (kind,)), where


def test_the_answer_for_machines_has_its_shape_and_the_page_names_every_key(mine: Path) -> None:
    shown = CliRunner().invoke(main, ["validate", str(mine), "F7", *SMALL, "--json"])
    answer = json.loads(shown.stdout)
    fits(answer, KINDS)
    assert [fact["verdict"] for fact in answer["facts"]] == [MISSED, IN_TARGET]
    assert [quantity["verdict"] for quantity in answer["facts"][0]["quantities"]] == [IN_TARGET, MISSED, NOT_COMPUTED]
    assert answer["summary"] == {IN_TARGET: 1, MISSED: 1, NOT_COMPUTED: 0}
    page = (ROOT / "docs" / "facts.md").read_text(encoding="utf-8")
    keys = {*KINDS, *KINDS["facts"][0], *KINDS["facts"][0]["quantities"][0], *VERDICTS}
    assert sorted(key for key in keys if f"`{key}`" not in page) == []


def test_the_page_describes_all_that_a_file_may_say() -> None:
    page = (ROOT / "docs" / "facts.md").read_text(encoding="utf-8")
    named = {*FACT.keys, *ARM.keys, *VOCABULARY.names, *PROPERTY.keys, *AMONG.keys}
    named |= {*STATISTICS, *GROUPS, *words.WINDOWS}
    said = set(re.findall(r"\w+", " ".join(re.findall(r"`[^`\n]+`|```toml\n.*?```", page, re.S))))
    assert sorted(named - said) == []


def test_the_example_of_the_page_is_a_fact() -> None:
    page = (ROOT / "docs" / "facts.md").read_text(encoding="utf-8")
    text = page.partition("```toml\n")[2].partition("```")[0]
    fact = parse_fact(text, "example.toml")
    assert fact.quantities["share"].target == Target(0.1, 0.3)
    result = kkgsim.validate(fact, draws=0, replicates=1)
    assert math.isfinite(result.table.set_index("quantity").loc["share", "book"])


def test_workers_change_no_byte_and_python_keeps_what_the_command_keeps(mine: Path, tmp_path: Path) -> None:
    for workers in (1, 2):
        shown = ask(
            mine, "F7", "--draws", 20, "--replicates", 3, "--workers", workers, "--out", tmp_path / f"{workers}"
        )
        assert shown.exit_code == 0
    result = kkgsim.validate([mine, "F7"], draws=20, replicates=3)
    result.save(tmp_path / "python")
    assert result.report().strip() in shown.output
    files = sorted(path.name for path in (tmp_path / "1").iterdir())
    assert {"quantities.csv", "facts.parquet", "draws.csv", "assumptions.csv", "targets.png"} < set(files)
    for file in set(files) - {"provenance.json"}:
        first, *others = ((tmp_path / folder / file).read_bytes() for folder in ("1", "2", "python"))
        assert all(other == first for other in others), file
    assert "kkgsim.validate(" in (tmp_path / "python" / "provenance.json").read_text()


def test_the_picture_is_drawn_in_the_language_that_is_spoken(mine: Path, language: str) -> None:
    figure = kkgsim.validate([mine, "F9"], draws=3, replicates=2).plot()
    drawn = " ".join(text.get_text() for axes in figure.axes for text in axes.texts)
    assert {"en": "practice gained", "id": "praktik yang naik"}[language] in drawn
    assert "F9" in drawn


def test_arms_that_are_alike_are_played_once() -> None:
    """Whatever the names of the arms, the months that each fact needs, and the order of phases."""
    longer = MINE.replace("months = 14", "months = 20").replace("month = 14", "month = 20").replace("visits]", "other]")
    longer = longer.replace("arm.visits", "arm.other").replace('"visits"', '"other"').replace("control", "none")
    facts = [parse_fact(MINE, "mine.toml"), parse_fact(longer, "longer.toml")]
    assert len(Runs(facts[:1])) == len(Runs(facts)) == 2
    other = parse_fact(longer.replace("value = 0.1\n", "value = 0.12\n"), "other.toml")
    assert len(Runs([facts[0], other])) == 4


@pytest.fixture(scope="module")
def played() -> tuple[RunResult, Any]:
    """The status quo as the engine gives it to a comparison, and as a fact sees it."""
    place = open_place("janapria")
    asked = Scenario("asked", parse_fact(MINE, "m.toml").title, parse_fact(MINE, "m.toml").title, "janapria", 14, 1, 1)
    plain = simulate_scenarios([asked], place, replicates=5, seed=2026)[0]
    text = MINE.partition("[assumptions")[0].replace("clusters = 2\n", "") + "[arm.found]\n" + "".join(
        f'[quantity.{name}]\narm = "found"\n{what}\n' for name, what in SEEN.items()
    )  # fmt: skip
    return plain, kkgsim.validate(parse_fact(text, "seen.toml"), draws=5, replicates=1)


SEEN = {
    "whole": 'outcome = "literacy_mean"\nmonth = 9\ntarget = { low = -9 }',
    "last_year": 'outcome = "attendance_share"\nmonth = "end"',
    "window": 'outcome = "attendance_share"\nfrom = 4\nmonth = 6',
    "growth": 'outcome = "practice_mean"\nmonth = 14\nsince = 2',
    "far": 'outcome = "attendance_share"\ngroup = "far"\nmonth = 7',
    "near": 'outcome = "attendance_share"\ngroup = "not_far"\nmonth = 7',
    "food": 'items = ["meeting_refreshments", "meeting_contributions"]\nmonth = 12',
    "food_later": 'items = "meeting_refreshments"\nfrom = 4\nmonth = 12',
    "by_school": 'property = "literacy_mean"\nmonth = 9',
    "schools": 'property = "school.attendance_year"\nmonth = 14',
    "gini": 'property = "teacher.places"\nstatistic = "gini"\nmonth = 14',
}  # fmt: skip


def test_what_a_fact_sees_is_what_runs_give(played: tuple[RunResult, Any]) -> None:
    """The same draws of numbers and luck give the same figures as a comparison has them."""
    plain, result = played
    drawn = result.tables["draws"].pivot(index="draw", columns="quantity", values="value")
    monthly = dict(zip(OUTCOMES, plain.monthly, strict=True))
    items = list(kkgsim.model.costs.items())
    rank = GROUPED.index(("attendance_share", "far"))
    expected = {
        "whole": monthly["literacy_mean"][8],
        "last_year": monthly["attendance_share"][2:14].mean(axis=0),
        "window": monthly["attendance_share"][3:6].mean(axis=0),
        "growth": monthly["practice_mean"][13] - monthly["practice_mean"][1],
        "far": plain.groups[rank, 6],
        "near": plain.rest[rank, 6],
        "food": sum(plain.ledger[items.index(name), :12].sum(axis=0)
                    for name in ("meeting_refreshments", "meeting_contributions")),
        "food_later": plain.ledger[items.index("meeting_refreshments"), 3:12].sum(axis=0),
        "by_school": monthly["literacy_mean"][8],
        "schools": plain.schools[0].mean(axis=0),
    }  # fmt: skip
    for name, values in expected.items():
        np.testing.assert_allclose(drawn[name].to_numpy(), values, rtol=1e-10, err_msg=name)
    had = np.sort(plain.teachers["places"])
    gini = np.abs(had[:, None] - had[None, :]).mean() / (2.0 * had.mean())
    assert drawn["gini"].iloc[0] == pytest.approx(gini)


def test_those_who_got_the_dose_are_looked_at_in_both_arms() -> None:
    """Against another arm the same teachers are compared, so those visited do not differ before the first visit."""
    text = (
        MINE.partition("[quantity.level]")[0]
        + """
[quantity.visited]
arm = "visits"
against = "control"
property = "teacher.pedagogic"
month = 0
among = [{ by = { property = "teacher.visited", from = 1, month = 14, window = "total" }, above = 0.5 }]

[quantity.more]
arm = "visits"
against = "control"
property = "teacher.practice"
month = 14
among = [{ by = { property = "teacher.visited", from = 1, month = 14, window = "total" }, above = 0.5 }]
"""
    )
    table = kkgsim.validate(parse_fact(text, "dose.toml"), draws=0, replicates=4).table.set_index("quantity")
    assert table.loc["visited", "book"] == 0.0
    assert table.loc["more", "book"] > table.loc["gain", "book"] > 0.0


def test_an_error_of_measurement_is_new_at_every_occasion_and_averages_out() -> None:
    common = 'arm = "control"\nproperty = "teacher.practice"\nmonth = 14\n'
    text = (
        MINE.partition("[quantity.level]")[0].replace("clusters = 2\n", "")
        + f"""
[quantity.true]
{common}statistic = "spread"
[quantity.noisy]
{common}statistic = "spread"
noise = 0.2
[quantity.mean]
{common}
[quantity.noisy_mean]
{common}noise = 0.2
[quantity.still]
{common}since = 14
statistic = "spread"
[quantity.retested]
arm = "control"
property = "minimum_share"
month = 14
statistic = "spread"
sample = 30
"""
    )
    table = kkgsim.validate(parse_fact(text, "noise.toml"), draws=0, replicates=4).table.set_index("quantity")
    book = table["book"]
    assert book["noisy"] == pytest.approx(math.hypot(book["true"], 0.2), rel=0.05)
    assert book["noisy_mean"] == pytest.approx(book["mean"], abs=0.02)
    assert book["still"] == 0.0
    assert 0.0 < book["retested"] < 1.0


def test_a_posterior_that_was_changed_is_noticed(tmp_path: Path) -> None:
    """Numbers fitted to F2 under which coaching does nearly nothing; the posterior that ships is not complained of."""
    shipped = posterior()
    draws = shipped.draws.copy()
    for name in ("pass_through", "practice_room"):
        draws[:, shipped.names.index(name)] = PARAMETERS[name].low
    (tmp_path / FILE).write_text(replace(shipped, draws=draws).text(), encoding="utf-8")
    ask = ("validate", "F2", "--draws", "6", "--replicates", "2", "--strict", "--lang", "en", "--numbers")
    own = CliRunner().invoke(main, [*ask, "posterior"])
    assert (own.exit_code, "WARNING" in own.output) == (0, False)
    changed = CliRunner().invoke(main, [*ask, str(tmp_path)])
    assert changed.exit_code == 3
    words_of = " ".join(changed.output.split())
    assert "F2 pupils' literacy, coaching against nothing" in words_of
    assert "WARNING: numbers were fitted to F2" in words_of


def test_a_distance_counts_the_errors_of_measurement_and_of_draws() -> None:
    quantity = next(q for q in kkgsim.FACTS["f2-coaching-and-training"].quantities.values() if q.estimate)
    assert quantity.estimate is not None
    at, spread = quantity.estimate.value, quantity.estimate.spread
    draws = at - 3.0 * spread + np.array([-1.0, 1.0, np.nan]) * spread
    figure = Figure(quantity, None, False, at, draws)
    assert figure.distance == pytest.approx(3.0 / np.sqrt(2.0))
    assert Judged(kkgsim.FACTS["f2-coaching-and-training"], (figure,)).far == (figure,)
    assert math.isnan(replace(figure, drawn=np.zeros(0)).distance)
