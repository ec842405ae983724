"""Memos: what they say is what was played, in both languages, in every kind of file, with the same bytes each time."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner
from pypdf import PdfReader

import kkgsim
from kkgsim.analysis.comparison.compare import by_payer
from kkgsim.analysis.comparison.plots import series
from kkgsim.analysis.memo import answer, doubts, formats, picture, question
from kkgsim.analysis.memo.content import Code, Heading, Paragraph, Picture, Table
from kkgsim.analysis.memo.memo import Memo
from kkgsim.cli.main import main
from kkgsim.engine.intervals import FEWEST, Interval
from kkgsim.engine.sampling import numbers_of
from kkgsim.errors import InputError
from kkgsim.i18n import LANGUAGES, measured, rupiah, tr, use_language
from kkgsim.model.levers.lever import PAYERS
from kkgsim.model.posterior import USUAL
from kkgsim.model.registry import PARAMETERS
from kkgsim.places.place_io.files import write
from kkgsim.scenario.scenario import Target

MANY = ("facilitator-team", "bos-for-kkg", "full-package")


@pytest.fixture(scope="module")
def one(tiny) -> Memo:
    return kkgsim.report("weekly-kkg", tiny, months=14, replicates=FEWEST)


@pytest.fixture(scope="module")
def many(tiny) -> Memo:
    return kkgsim.report(MANY, tiny, months=14, replicates=FEWEST)


def texts(memo: Memo) -> str:
    """All words of a memo."""
    said = [memo.content.title, memo.content.about]
    for block in memo.content.blocks:
        if isinstance(block, Table):
            said += [*block.head, *(cell for row in block.rows for cell in row)]
        elif isinstance(block, Picture):
            said.append(block.words)
        else:
            said += getattr(block, "items", None) or [block.text]
    return "\n".join(said)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_memo_says_the_numbers_of_its_comparison(many, language):
    with use_language(language):
        order = answer.ranked(many.comparison)
        effect = answer.effect_of(order[0], answer.PUPILS)
        said = texts(many)
        lead = next(b.text for b in many.content.blocks if isinstance(b, Paragraph) and b.weight == "lead")
        assert measured(effect.value.mean, effect.outcome.unit) in lead
        assert rupiah(abs(answer.extra(order[0]))) in lead
        for item in order:
            assert rupiah(sum(by_payer(item.played).values())) in said
            assert item.name() in said
        assert not re.search(r"\{\w+\}", said)


def test_the_answer_is_two_sentences(one, many):
    for memo in (one, many):
        top = answer.ranked(memo.comparison)[0]
        for sentence in (answer.first_sentence(top), answer.second_sentence(top)):
            assert len(re.findall(r"\.(?:\s|$)", sentence)) == 1


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("mean", "low", "high"), [(0.2, 0.1, 0.3), (0.001, 0.0005, 0.002), (0.01, -0.1, 0.1)])
def test_answer_table_and_picture_say_the_same_of_the_pupils(one, monkeypatch, language, mean, low, high):
    """Clear, next to nothing and not clear: neither picture nor table contradicts the first sentence."""
    item = answer.ranked(one.comparison)[0]
    effect = replace(answer.effect_of(item, answer.PUPILS), difference=Interval(mean, low, high))
    for module in (answer, picture):
        monkeypatch.setattr(module, "effect_of", lambda *_: effect)
    with use_language(language):
        verdict, title, cell = answer.verdict(effect), picture.finding(one.comparison), answer.cell(effect)
        assert (title == tr("memo_picture_small", scenario=item.name())) == (verdict == "small")
        assert (title == tr("memo_picture_unclear", scenario=item.name())) == (verdict == "unclear")
        assert (tr("memo_too_small") in cell) == (verdict == "small")
        assert (tr("memo_not_clear") in cell) == (verdict == "unclear")
        assert effect.clear == (verdict == "better")


@pytest.mark.parametrize("language", LANGUAGES)
def test_panels_of_the_picture_keep_their_height(one, many, language):
    """However many lines title and key take."""
    with use_language(language):
        for memo in (one, many):
            figure = picture.draw(memo.comparison)
            panels = [axes.get_position().height * figure.get_figheight() for axes in figure.axes]
            assert min(panels) > 0.6
            block = next(b for b in memo.content.blocks if isinstance(b, Picture))
            assert block.height / block.width == pytest.approx(figure.get_figheight() / picture.WIDE)


def test_a_memo_names_who_really_pays(tiny):
    """Meetings of a learning community in a school are paid from its BOS, whoever pays for guides."""
    memo = kkgsim.report(["learning-community", "facilitator-team"], tiny, months=13, replicates=2)
    school, team = (question._policy(item) for item in series.every_series(memo.comparison))
    assert str(PAYERS["bos"]) in school
    assert str(PAYERS["district"]) not in school
    assert str(PAYERS["district"]) in team


def test_a_memo_on_a_pilot_sets_the_chosen_clusters_beside_the_others(tiny):
    scenario = kkgsim.read_scenario("pilot")
    aimed = replace(scenario, policy=tuple(
        replace(phase, to=Target("clusters", clusters=tiny.clusters[:1])) for phase in scenario.policy if phase.to
    ))  # fmt: skip
    memo = kkgsim.report(aimed, tiny, months=14, replicates=FEWEST)
    tables = [b for b in memo.content.blocks if isinstance(b, Table) and b.head[0] == tr("head_cluster_groups")]
    assert len(tables) == 1
    assert {row[0].partition(",")[0] for row in tables[0].rows} == {
        str(kkgsim.OUTCOMES[name].label) for name in ("practice_mean", "literacy_mean")
    }
    assert tr("head_cluster_groups") not in texts(kkgsim.report("weekly-kkg", tiny, months=2, replicates=2))


def test_what_does_not_move_is_not_called_unclear(one):
    item = answer.ranked(one.comparison)[0]
    effect = replace(answer.effect_of(item, "standards_met"), difference=Interval(0.0, 0.0, 0.0))
    assert answer.cell(effect).endswith(", " + tr("memo_same"))
    moved = replace(effect, difference=Interval(0.1, -0.2, 0.4))
    assert answer.cell(moved).endswith(", " + tr("memo_not_clear"))


def test_the_two_languages_have_the_same_sections_and_no_words_in_common(one):
    pages = {}
    for language in LANGUAGES:
        with use_language(language):
            pages[language] = one.content
    kinds = {language: [type(block) for block in page.blocks] for language, page in pages.items()}
    assert kinds["en"] == kinds["id"]
    heads = {language: {b.text for b in page.blocks if isinstance(b, Heading)} for language, page in pages.items()}
    assert len(heads["en"]) == 8
    assert not heads["en"] & heads["id"]


def test_the_number_that_the_effect_follows_is_named(many):
    """An effect that is one of the drawn numbers hangs on it, and only on it."""
    comparison = many.comparison
    item = answer.ranked(comparison)[0]
    name = "attend_relevance"
    drawn = numbers_of(comparison.seed, range(comparison.replicates), uncertain=True)[list(PARAMETERS).index(name)]
    rank = list(kkgsim.OUTCOMES).index(answer.TEACHERS)
    kept = item.played.monthly[rank].copy()
    try:
        item.played.monthly[rank] = item.against.monthly[rank] + drawn
        numbers = doubts.decisive(comparison, item)
    finally:
        item.played.monthly[rank] = kept
    assert numbers[0].name == name
    assert numbers[0].low < drawn.mean() < numbers[0].high


def test_a_policy_without_its_partner_says_what_is_missing(many):
    named = answer.ranked(many.comparison)
    claims = {item.played.scenario.name: list(doubts._needs(item)) for item in named}
    assert claims["facilitator-team"]
    assert claims["bos-for-kkg"] == []


@pytest.mark.parametrize("ending", formats.WRITERS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_kind_of_file_holds_all_words_and_the_same_bytes_again(one, tmp_path, ending, language):
    with use_language(language):
        first, second = (one.save(tmp_path / f"{name}{ending}").read_bytes() for name in ("a", "b"))
        assert first == second
        words = re.sub(r"\s+", "", READERS[ending](first))
        for line in texts(one).splitlines():
            if line != picture.finding(one.comparison) or ending == ".html":
                assert re.sub(r"\s+", "", line) in words, line
    assert str(tmp_path).encode() not in first


def _pdf(content: bytes) -> str:
    """All words; the number of a page, which is drawn first, stands before those of the page."""
    return "".join(
        re.sub(r"^(Page|Halaman) \d+\n", "", page.extract_text()) for page in PdfReader(io.BytesIO(content)).pages
    )


def _docx(content: bytes) -> str:
    from docx import Document
    from docx.table import Table as WordTable

    document = Document(io.BytesIO(content))
    parts = (
        "\n".join(cell.text for row in part.rows for cell in row.cells) if isinstance(part, WordTable) else part.text
        for part in document.iter_inner_content()
    )
    return "\n".join(parts)


def _html(content: bytes) -> str:
    from html import unescape

    words = re.sub(r' alt="([^"]*)"', r">\1<", content.decode())
    return unescape(re.sub(r"<[^>]*>", "", re.sub(r"<style>.*?</style>", "", words, flags=re.S)))


READERS = {".pdf": _pdf, ".docx": _docx, ".html": _html}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_memo_has_two_or_three_pages(one, many, tmp_path, language):
    with use_language(language):
        for name, memo in (("one", one), ("many", many)):
            assert 2 <= len(PdfReader(memo.save(tmp_path / f"{name}.pdf")).pages) <= 3


def test_a_web_page_asks_for_nothing_from_elsewhere(one):
    page = one._repr_html_()
    assert not re.search(r'(?:src|href)="(?!data:)', page)
    assert "http" not in re.sub(r">[^<]*<", "><", page)


def test_words_that_look_like_markup_are_words(tiny, tmp_path):
    scenario = kkgsim.read_scenario("weekly-kkg")
    odd = kkgsim.i18n.Text("<b>Ibu & Bapak</b> $x$", "<i>Ibu & Bapak</i> $x$")
    from dataclasses import replace

    memo = kkgsim.report(replace(scenario, title=odd), tiny, months=12, replicates=2)
    for ending, read in READERS.items():
        content = memo.save(tmp_path / f"memo{ending}").read_bytes()
        assert re.sub(r"\s+", "", str(odd)) in re.sub(r"\s+", "", read(content))


def run(*words: str) -> tuple[int, str]:
    done = CliRunner().invoke(main, list(words), catch_exceptions=False)
    return done.exit_code, done.output


def test_another_ending_is_refused_before_anything_is_played(tmp_path, monkeypatch):
    monkeypatch.setattr("kkgsim.analysis.comparison.api.ComparisonRequest.run", None)
    for name, near in (("memo.doc", "memo.docx"), ("memo", "memo.docx"), ("memo.htm", "memo.html")):
        code, said = run("report", "weekly-kkg", "-o", str(tmp_path / name))
        assert code == 2
        assert near in said
        assert ".pdf" in said
    (tmp_path / "there.pdf").write_bytes(b"mine")
    assert run("report", "weekly-kkg", "-o", str(tmp_path / "there.pdf"))[0] == 2
    assert run("report", "weekly-kkg", "-o", str(tmp_path / "no" / "memo.pdf"))[0] == 2
    with pytest.raises(InputError, match=re.escape("save()")):
        Memo(None, "").save(tmp_path / "memo.txt")  # type: ignore[arg-type]
    assert [path.name for path in tmp_path.iterdir()] == ["there.pdf"]


def test_the_line_in_a_memo_makes_the_same_memo(tiny, tmp_path, monkeypatch):
    """On a place of one's own, from another folder by absolute paths: no path of the machine stands in the memo."""
    write(tiny, tmp_path / "tiny")
    scenario = tmp_path / "own.toml"
    scenario.write_text((Path(__file__).parents[3] / "scenarios" / "bos-for-kkg.toml").read_text(encoding="utf-8"))
    first = tmp_path / "memo.html"
    options = ["--months", "12", "--replicates", "3", "--lang", "id"]
    assert run("report", str(scenario), "--place", str(tmp_path / "tiny"), "-o", str(first), *options)[0] == 0
    page = first.read_bytes()
    assert str(tmp_path) not in page.decode()
    line = re.search(r"<code>(kkgsim [^<]*)</code>", page.decode())
    assert line
    monkeypatch.chdir(tmp_path)
    assert run(*line[1].split()[1:], "--overwrite")[0] == 0
    assert first.read_bytes() == page


def test_the_command_of_a_memo_quotes_what_a_shell_would_split(tiny):
    memo = kkgsim.report("weekly-kkg", tiny, months=12, replicates=2, luck_only=True)
    code = next(block.text for block in memo.content.blocks if isinstance(block, Code))
    assert (
        code == "kkgsim report weekly-kkg --place tiny --months 12 --replicates 2 --seed 2026 --luck-only -o memo.docx"
    )


@pytest.mark.parametrize(
    ("asked", "own", "option"),
    [
        ("book", True, " --luck-only"),
        ("prior", False, " --numbers prior"),
        (None, False, " --luck-only"),
        (None, USUAL, ""),
    ],
)
def test_the_command_of_a_memo_draws_the_numbers_that_were_drawn(tiny, asked, own, option):
    scenario = replace(kkgsim.read_scenario("weekly-kkg"), drawn=own, text="")
    memo = kkgsim.report(scenario, tiny, months=12, replicates=2, numbers=asked)
    code = next(block.text for block in memo.content.blocks if isinstance(block, Code))
    assert f" --seed 2026{option} -o" in code
