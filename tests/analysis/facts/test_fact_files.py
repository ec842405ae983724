"""Fact files: what they may say, and what is refused with line, key and the nearest right name."""

from __future__ import annotations

from pathlib import Path

import pytest

import kkgsim
from kkgsim.analysis.facts.fact import Among, Property, Target
from kkgsim.analysis.facts.library import shipped_facts
from kkgsim.analysis.facts.read_fact import ARM, FACT, parse_fact, read_fact
from kkgsim.analysis.facts.read_quantity import AMONG, PROPERTY, TARGET, VOCABULARY
from kkgsim.errors import InputError, Issue
from kkgsim.i18n import Text, use_language
from kkgsim.model.levers import all_levers
from kkgsim.scenario.library import shipped

WHOLE = """title = { en = "Visits", id = "Kunjungan" }
observed = "Visits help."
sources = ["CFPT20"]
place = "janapria"
clusters = 2
months = 24

[assumptions.teacher_leaves]
value = 0.1
why = "the source says so"

[arm.control]

[arm.visits]
schools = 10

[[arm.visits.policy]]
lever = "followup_mentoring"
visits = 1

[quantity.effect]
arm = "visits"
against = "control"
outcome = "practice_mean"
month = "end"

[quantity.far]
arm = "visits"
property = "teacher.practice"
month = 12
since = 0
[[quantity.far.among]]
by = "school.distance_km"
low = 0.75

[[quantity.far.among]]
by = { property = "teacher.visited", from = 1, month = 12, window = "total" }
above = 2

[quantity.ratio]
statistic = "ratio"
of = "far"
to = "effect"
target = { low = 0.5, high = 2 }
"""


def refused(text: str, where: str = "mine.toml") -> list[Issue]:
    """What is wrong with a text, in the order of its lines."""
    with pytest.raises(InputError) as refusal:
        parse_fact(text, where)
    return list(refusal.value.issues)


def replaced(old: str, new: str) -> str:
    assert WHOLE.count(old) == 1, old
    return WHOLE.replace(old, new)


def test_a_file_is_what_it_says() -> None:
    fact = parse_fact(WHOLE, "mine.toml")
    assert (fact.name, fact.title, fact.sources, fact.months) == ("mine", Text("Visits", "Kunjungan"), ("CFPT20",), 24)
    assert (fact.arms["control"].clusters, fact.arms["visits"].schools, fact.arms["visits"].clusters) == (2, 10, 0)
    assert [phase.lever for phase in fact.arms["visits"].scenario.policy] == ["followup_mentoring"]
    assert [assumed.number for assumed in fact.arms["control"].scenario.assumptions] == ["teacher_leaves"]
    effect, far, ratio = fact.quantities.values()
    assert (effect.outcome, effect.against, effect.first, effect.month) == ("practice_mean", "control", 13, 24)
    assert far.property == Property("teacher", "practice", 12)
    assert far.among == (
        Among(Property("school", "distance_km", 0), low=0.75),
        Among(Property("teacher", "visited", 12, first=1, total=True), above=2.0),
    )
    assert (ratio.of, ratio.to, ratio.target) == ("far", "effect", Target(0.5, 2.0))
    assert fact.judged == (ratio,)


MISTAKES = (
    # what stands in the file and what in its place, what stands in the line that is named, the key, the proposal
    ('lever = "followup_mentoring"', 'lever = "followup_mentorin"', 'lever = "followup_mentorin"\n',
     "arm.visits.policy[1].lever", "followup_mentoring"),
    ('against = "control"', 'against = "controls"', 'against = "controls"', "quantity.effect.against", "control"),
    ('outcome = "practice_mean"', 'outcome = "practise_mean"', 'outcome = "practise_mean"',
     "quantity.effect.outcome", "practice_mean"),
    ('outcome = "practice_mean"', 'outcome = "practice_mean"\ngroup = "weeak"', 'group = "weeak"',
     "quantity.effect.group", "weak"),
    ('statistic = "ratio"', 'statistic = "ration"', '"ration"', "quantity.ratio.statistic", "ratio"),
    ('property = "teacher.practice"', 'property = "teacher.practise"', '"teacher.practise"',
     "quantity.far.property", "teacher.practice"),
    ('since = 0', 'since = 13', 'since = 13', "quantity.far.since", ""),
    ('month = 12\nsince', 'month = 25\nsince', 'month = 25', "quantity.far.month", ""),
    ('place = "janapria"', 'place = "janapri"', 'place = ', "place", "janapria"),
    ('sources = ["CFPT20"]', 'sources = ["CFPT21"]', 'sources = ', "sources[1]", "CFPT20"),
    ('of = "far"', 'of = "fare"', 'of = "fare"', "quantity.ratio.of", "far"),
    ('to = "effect"', 'to = "later"', 'to = "later"', "quantity.ratio.to", "far"),
    ('target = { low = 0.5, high = 2 }', 'target = { low = 2, high = 0.5 }', 'target = ',
     "quantity.ratio.target.low", ""),
    ('[assumptions.teacher_leaves]\nvalue = 0.1', '[assumptions.learn_rate]\nvalue = 0.3', '[assumptions.learn_rate]',
     "assumptions.learn_rate", ""),
    ('schools = 10', 'shcools = 10', 'shcools', "arm.visits.shcools", "schools"),
    ('arm = "visits"\nproperty', 'arm = "visits"\nthreshold = 2\nproperty', 'threshold', "quantity.far.threshold", ""),
    ('above = 2', 'abvoe = 2', 'abvoe', "quantity.far.among[2].abvoe", "above"),
    ('by = "school.distance_km"', 'by = "tie.strength"', 'by = "tie.strength"', "quantity.far.among[1].by", ""),
    ('observed = "Visits help."\n', '', None, "observed", ""),
    ('schools = 10', 'scenario = "ful-package"', 'scenario = ', "arm.visits.scenario", "full-package"),
)  # fmt: skip


@pytest.mark.parametrize(("old", "new", "line", "key", "near"), MISTAKES)
def test_a_mistake_is_refused_with_line_key_and_nearest_name(
    old: str, new: str, line: str | None, key: str, near: str
) -> None:
    text = replaced(old, new)
    wrong = None if line is None else text[: text.index(line)].count("\n") + 1
    assert [(issue.line, issue.key, issue.nearest) for issue in refused(text)] == [(wrong, key, near)]


def test_all_mistakes_come_at_once_in_both_languages() -> None:
    text = WHOLE
    for old, new in ((mistake[0], mistake[1]) for mistake in (MISTAKES[0], MISTAKES[2], MISTAKES[4], MISTAKES[8])):
        text = text.replace(old, new)
    issues = refused(text)
    assert [issue.key.rpartition(".")[2] for issue in issues] == ["place", "lever", "outcome", "statistic"]
    assert [issue.line for issue in issues] == sorted(issue.line or 0 for issue in issues)
    for language in ("en", "id"):
        with use_language(language):
            assert all(str(issue).startswith("mine.toml:") for issue in issues)
    assert "maksudnya janapria?" in "\n".join(_in("id", issue) for issue in issues)


def _in(language: str, issue: Issue) -> str:
    with use_language(language):
        return str(issue)


def test_a_learning_number_is_refused_with_what_may_be_assumed() -> None:
    (issue,) = refused(replaced("[assumptions.teacher_leaves]", "[assumptions.peer_rate]").replace("0.1", "0.03"))
    assert "conditions of its source" in str(issue.what)
    assert "teacher_leaves" in str(issue.allowed)
    assert "peer_rate" not in str(issue.allowed).split(", ")
    own = replaced("schools = 10", "schools = 10\n[arm.visits.assumptions.peer_rate]\nvalue = 0.03\nwhy = 'x'")
    assert [issue.key for issue in refused(own)] == ["arm.visits.assumptions.peer_rate"]


ODD = (
    ('target = { low = 0.5, high = 2 }\n', '', "quantity", "no quantity has a target"),
    ('outcome = "practice_mean"', 'outcome = "practice_mean"\nitems = "visit_trips"', "quantity.effect.items",
     "a quantity measures one thing"),
    ('outcome = "practice_mean"\n', '', "quantity.effect", "a quantity measures one thing"),
    ('outcome = "practice_mean"', 'items = ["visit_trip"]', "quantity.effect.items[1]", "there is no such cost item"),
    ('of = "far"\nto = "effect"', 'order = "far"', "quantity.ratio.order", "unknown key"),
    ('statistic = "ratio"\nof = "far"\nto = "effect"', 'statistic = "order"\norder = "far, effect"',
     "quantity.ratio.order", "names of quantities with > or >="),
    ('statistic = "ratio"\nof = "far"\nto = "effect"', 'statistic = "order"\norder = "far > efect"',
     "quantity.ratio.order", "no quantity of this name"),
    ('since = 0', 'since = 0\nstatistic = "share_changed"', "quantity.far.cuts", "missing"),
    ('since = 0', 'since = 0\nstatistic = "quantile_gap"\nquantiles = [0.1]', "quantity.far.quantiles", "number of"),
    ('clusters = 2', 'clusters = 2\nschools = 3', "clusters", "no use together with schools"),
)  # fmt: skip


@pytest.mark.parametrize(("old", "new", "key", "said"), ODD)
def test_what_makes_no_sense_is_refused(old: str, new: str, key: str, said: str) -> None:
    issues = {issue.key: str(issue) for issue in refused(replaced(old, new))}
    assert key in issues
    assert said in issues[key]


def test_a_file_may_be_written_in_indonesian() -> None:
    for keys in (*(shape.vocabulary for shape in (FACT, ARM, PROPERTY, AMONG, TARGET)), VOCABULARY):
        assert len(set(keys.indonesian.values())) == len(keys.names) == len(keys.indonesian)
    text = """judul = "Kunjungan"
teramati = "Kunjungan membantu."
sumber = ["CFPT20"]
tempat = "janapria"
bulan = 12

[kelompok_uji.tanpa]

[[kelompok_uji.dengan.kebijakan]]
pilihan = "pendampingan_lanjutan"

[besaran.praktik]
kelompok_uji = "dengan"
dibanding = "tanpa"
hasil = "praktik_mengajar"
bulan = "akhir"
sasaran = { terendah = 0.1 }
"""
    fact = parse_fact(text, "fakta.toml")
    assert fact.arms["dengan"].scenario.policy[0].lever == "followup_mentoring"
    assert fact.quantities["praktik"].outcome == "practice_mean"
    assert fact.quantities["praktik"].target == Target(0.1)
    (issue,) = refused(text.replace('"praktik_mengajar"', '"praktik_mengajr"'))
    assert issue.nearest == "praktik_mengajar"


def test_what_cannot_be_computed_may_be_left_open() -> None:
    text = 'title = "Grades"\nobserved = "0.78 SD"\nsources = ["RECOV23"]\nmissing = { en = "no grades", id = "x" }\n'
    fact = parse_fact(text, "mine.toml")
    assert fact.missing == Text("no grades", "x")
    assert not fact.quantities
    with_quantity = text + "[quantity.growth]\ntarget = { low = 0.6 }\n"
    assert [issue.key for issue in refused(with_quantity)] == ["quantity.growth"]  # it must say why, or what it is


def test_facts_are_known_by_name_number_and_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    from kkgsim.analysis.facts.library import file_of

    assert file_of("F2") == file_of("f2-coaching-and-training") == shipped_facts()["f2-coaching-and-training"]
    with pytest.raises(InputError, match="did you mean f37"):
        file_of("F377")
    (tmp_path / "mine.toml").write_text(WHOLE)
    assert read_fact(file_of("mine.toml")).name == "mine"
    assert [*kkgsim.FACTS] == [*shipped_facts()]
    with pytest.raises(InputError, match="no such file"):
        kkgsim.validate("not-there.toml", draws=0)


def test_an_arm_may_play_a_shipped_scenario_or_one_beside_the_file(tmp_path: Path) -> None:
    text = replaced("schools = 10", 'scenario = "full-package"').replace("[[arm.visits.policy]]", "[arm.other]\n#")
    text = text.replace('lever = "followup_mentoring"\nvisits = 1', "")
    (tmp_path / "mine.toml").write_text(text)
    fact = read_fact(tmp_path / "mine.toml")
    assert len(fact.arms["visits"].scenario.policy) == len(all_levers())
    assert {phase.end for phase in fact.arms["visits"].scenario.policy} == {24}
    (tmp_path / "own.toml").write_text(shipped()["facilitator-team"].read_text())
    (tmp_path / "mine.toml").write_text(text.replace("full-package", "own.toml"))
    assert len(read_fact(tmp_path / "mine.toml").arms["visits"].scenario.policy) < 5
