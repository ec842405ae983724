"""Pictures of analyses say their finding in the title, in words, and none makes much of little."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from matplotlib.figure import Figure
from matplotlib.text import Text as Words

import kkgsim
from kkgsim.analysis.value_of_information.plots import FEW
from kkgsim.i18n import LANGUAGES, tr, use_language
from kkgsim.i18n.units import UNITS
from kkgsim.model.levers import all_levers
from kkgsim.model.outcomes import OUTCOMES
from kkgsim.plotting.figure_layout import stamp

PACKAGES = ("facilitator-team", "bos-for-kkg", "full-package")
PAIR = ("facilitator_team", "followup_mentoring")


def title_of(figure: Figure) -> str:
    """The largest words on the paper, on one line."""
    largest = max(figure.texts, key=lambda text: text.get_fontsize())
    return " ".join(largest.get_text().split())


def words_in(figure: Figure) -> list[str]:
    """All words of a picture."""
    return [text.get_text() for text in figure.findobj(Words) if text.get_text().strip()]


@pytest.fixture(scope="module")
def weighed(small: Path, few_points_for_luck: None) -> Any:
    return kkgsim.sensitivity(small, method="sobol", samples=16, replicates=2, numbers="book")


@pytest.fixture(scope="module")
def robust(tiny: Any) -> Any:
    return kkgsim.robust(PACKAGES, tiny, futures=20, months=12)


@pytest.fixture(scope="module")
def pairs(tiny: Any) -> Any:
    return kkgsim.interactions(tiny, levers=PAIR, needs=(), months=12, replicates=20)


@pytest.fixture(scope="module")
def searched(small: Path) -> Any:
    words = {"budget": 30e6, "outcome": "attendance_share", "evaluations": 16, "fresh": 3, "show": 2, "futures": 2}
    return kkgsim.search(small, **words)  # type: ignore[arg-type]


@pytest.mark.parametrize("language", LANGUAGES)
def test_two_pictures_of_one_analysis_name_the_same_factor(weighed: Any, language: str) -> None:
    with use_language(language):
        indices, tornado = (title_of(weighed.plot(name)) for name in ("indices", "tornado"))
    quoted = [words.split("”")[0] for words in indices.split("“")[1:]]
    assert quoted
    assert f"“{quoted[0][:20]}" in tornado


def test_a_small_swing_does_not_fill_the_panel(weighed: Any) -> None:
    low, high = weighed.plot("tornado").axes[0].get_xlim()
    assert high - low >= UNITS["share"].least_span


def test_no_share_of_the_differences_goes_beyond_all_of_them(weighed: Any) -> None:
    assert all(panel.get_xlim()[1] <= 1.0 for panel in weighed.plot("indices").axes)


@pytest.mark.parametrize("language", LANGUAGES)
def test_ranks_and_regrets_name_the_package_and_no_statistic(robust: Any, language: str) -> None:
    with use_language(language):
        titles = robust.titles()
        for name in ("best", "regret", "ranks"):
            assert any(title in title_of(robust.plot(name)) for title in titles), name
        said = words_in(robust.plot("ranks"))
    assert not any("(W" in words for words in said)
    outcomes = [criterion for criterion in robust.judged if criterion.worth is not None]  # cost has no picture of ranks
    tied = any(max(sure.rank) == min(sure.rank) for criterion in outcomes for sure in criterion.stability)
    assert tied is ("=" in said)


def test_where_no_number_is_worth_anything_few_are_drawn(tiny: Any) -> None:
    value = kkgsim.value(PACKAGES[:2], place=tiny, futures=100, lucks=1, months=12, seed=3)
    figure = value.plot()
    counting = [number for number in value.details.numbers if number.counts] if hasattr(value, "details") else []
    assert len(figure.axes[0].patches) <= (len(counting) or FEW)
    assert figure.axes[0].get_xlim()[1] >= OUTCOMES["practice_mean"].smallest
    ticks = [label.get_text() for label in figure.axes[0].get_xticklabels() if label.get_text()]
    assert len(ticks) == len(set(ticks)), "ticks that read alike say nothing"


@pytest.mark.parametrize("language", LANGUAGES)
def test_pairs_of_levers_are_named_in_the_title(pairs: Any, language: str) -> None:
    with use_language(language):
        for name in pairs.plots:
            figure = pairs.plot(name)
            clear = any("\n" not in words and words.startswith(("+", "−")) for words in words_in(figure))
            named = all(str(all_levers()[lever].label) in title_of(figure) for lever in PAIR)
            assert named is clear, name
            assert not any(words.endswith("…") for words in words_in(figure)), name


@pytest.mark.parametrize("language", LANGUAGES)
def test_labels_of_packages_are_whole(searched: Any, language: str) -> None:
    with use_language(language):
        figure = searched.plot("packages")
        assert not any(words.endswith("…") for words in words_in(figure))
        assert "“" in title_of(figure)
        carry_the_stamp_of_their_own_runs(searched)


def carry_the_stamp_of_their_own_runs(searched: Any) -> None:
    """The curve is of the futures of the search, the packages shown of fresh ones; in neither there are bands."""
    study, fresh = searched.details.wanted.study, searched.details.fresh
    for name, (seed, replicates) in {
        "hypervolume": (study.seed, study.replicates), "packages": (fresh.seed, fresh.replicates),
    }.items():  # fmt: skip
        words = " ".join(" ".join(words_in(searched.plot(name))).split())
        assert stamp(searched.details.place.title, seed, replicates) in words, name
        assert tr("view_band_both") not in words, name
