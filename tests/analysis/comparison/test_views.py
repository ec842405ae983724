"""Pictures: every one draws for every comparison, in both languages, on the paper, with the same bytes each time."""

from __future__ import annotations

import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from gettext import GNUTranslations
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.text import Text as Words

from kkgsim import i18n
from kkgsim.analysis.comparison.compare import by_payer, compare, effects
from kkgsim.analysis.comparison.groups import group_effects
from kkgsim.analysis.comparison.plots import captions, cost_effect, difference, groups, payers, series, trajectories
from kkgsim.analysis.comparison.plots import effects as forest
from kkgsim.analysis.comparison.plots.pictures import COMPARED, EVERY
from kkgsim.analysis.comparison.result import Comparison
from kkgsim.engine.intervals import FEWEST, Interval
from kkgsim.i18n import Text, measured, use_language
from kkgsim.i18n.units import SHARE, UNITS
from kkgsim.model.costs import every_payer
from kkgsim.model.levers.lever import PAYERS
from kkgsim.model.outcomes import GROUPS, OUTCOMES
from kkgsim.places.place import Place
from kkgsim.plotting import style
from kkgsim.plotting.axes import LocalNumbers, apart, month_axis, padded
from kkgsim.plotting.figure_layout import FigureLayout
from kkgsim.scenario.resolve import phases
from kkgsim.scenario.scenario import Assumption, Scenario, calendar_name

PICTURES = {**EVERY, **COMPARED}
POLICIES = (
    {"facilitator_team_per_10_schools": 1.0},
    {"bos_allocation_share": 0.03},
    {"followup_mentoring_visits": 0.5, "workload_relief_hours": 2.0, "facilitator_team_per_10_schools": 2.0},
    {"workload_relief_hours": 2.0},
    {"transport_recognition_fare": 20_000.0},
    {"monitoring_per_year": 2.0},
)
LONG = "Programm mit sehr langem Namen $x_1$ {scenario} " * 8 + "Wort" * 200


def scenario(number: int, months: int, title: Text | None = None) -> Scenario:
    found = title or Text(f"Qqen{number}", f"Qqid{number}")
    policy = phases(POLICIES[number % len(POLICIES)], months)
    return Scenario(f"s{number}", found, Text("", ""), "tiny", months, 4, 7, policy)


Make = Callable[..., Comparison]


@pytest.fixture(scope="module")
def made(tiny: Place) -> Make:
    """Comparisons by number of scenarios; each is played once."""
    kept: dict[tuple[object, ...], Comparison] = {}

    def make(count: int, months: int = 14, replicates: int = 4, *, alone: bool = False) -> Comparison:
        key = (count, months, replicates, alone)
        if key not in kept:
            asked = [scenario(number, months) for number in range(count)]
            kept[key] = compare(asked, tiny, replicates=replicates, seed=7, alone=alone)
        return kept[key]

    return make


def words(figure: Figure) -> list[Words]:
    """All texts that can be seen, tick labels too; the figure is laid out, which puts them where they stand."""
    FigureCanvasAgg(figure)  # whose fonts measure them
    figure.draw_without_rendering()
    return [t for t in (*loose(figure), *ticks(figure)) if t.get_text().strip()]


def loose(figure: Figure) -> list[Words]:
    """All texts but tick labels."""
    found = list(figure.texts)
    for axes in figure.axes:
        found += [*axes.texts, *((axes.xaxis.label, axes.yaxis.label) if axes.axison else ())]
    return [t for t in found if t.get_text().strip()]


def ticks(figure: Figure) -> list[Words]:
    """The labels of ticks inside the axes' limits."""
    found = []
    for axes in figure.axes:
        for axis, limits in ((axes.xaxis, axes.get_xlim()), (axes.yaxis, axes.get_ylim())):
            if axes.axison:
                found += [t.label1 for t in axis.get_major_ticks() if min(limits) <= t.get_loc() <= max(limits)]
    return found


def readable(figure: Figure) -> None:
    """Assert that all words stay on the paper and off each other."""
    wide, tall = figure.get_size_inches() * figure.dpi
    said = words(figure)
    boxes = np.array([text.get_window_extent().extents for text in said])
    x0, y0, x1, y1 = boxes.T
    for rank, text in enumerate(said):
        assert min(x0[rank], y0[rank]) >= -1, text.get_text()
        assert max(x1[rank] - wide, y1[rank] - tall) <= 1, text.get_text()
    across = np.minimum.outer(x1, x1) - np.maximum.outer(x0, x0)
    down = np.minimum.outer(y1, y1) - np.maximum.outer(y0, y0)
    for one, other in np.argwhere(np.triu(np.minimum(across, down) > 4.0, 1)[: len(loose(figure))]):
        pytest.fail(f"{said[other].get_text()!r} lies on {said[one].get_text()!r}")


@pytest.mark.parametrize("count", [1, 2, 6])
@pytest.mark.parametrize("name", PICTURES)
def test_words_stay_on_the_paper_and_off_each_other(made: Make, name: str, count: int, language: str) -> None:
    readable(PICTURES[name](made(count)))


@pytest.fixture(scope="module")
def assuming(tiny: Place) -> Callable[[int, int], Comparison]:
    """So many scenarios, the last of which assume each something of their own."""

    def make(count: int, own: int) -> Comparison:
        asked = [scenario(number, 14) for number in range(count)]
        for rank in range(count - own, count):
            value = 0.05 + 0.01 * rank
            held = (Assumption("attend_distance", value, value, value, "hills"),)
            asked[rank] = replace(asked[rank], assumptions=held)
        return compare(asked, tiny, replicates=4, seed=7)

    return make


@pytest.mark.parametrize(("language", "count", "own", "keyed"), [
    ("en", 2, 1, ["(A)", "(B)"]), ("id", 4, 2, ["(A, B)", "(C)", "(D)"]),
    ("en", 9, 8, ["(A)", "(B)", "(C)", "(D)"]), ("id", 9, 8, ["(A)", "(B)", "(C)", "(D)"]),
], indirect=["language"])  # fmt: skip
def test_each_baseline_is_drawn_once_and_says_whose_it_is(assuming, count: int, own: int, keyed, language: str) -> None:
    comparison = assuming(count, own)
    plain = str(comparison.played[0].scenario.without_policy().title)
    expected = [f"{plain} {letters}" for letters in keyed]
    shown = len(series.series_of(comparison))
    assert len(expected) + shown <= style.MOST + 1
    figures = {name: draw(comparison) for name, draw in PICTURES.items() if name not in ("map", "network")}
    for name, figure in figures.items():
        readable(figure)
        said = [text.get_text() for text in loose(figure)]
        if name in ("trajectories", "payers", "standards"):
            assert [each for each in said if each.startswith(plain)] == expected, name
        if shown < count:
            assert any(f"{count - shown} " in each for each in said), name
    dashed = [line for line in figures["trajectories"].axes[0].lines if line.get_linestyle() == "--"]
    assert len(dashed) == len(expected)


def calendar(month: int, language: str) -> str:
    """A month of a run that begins in July."""
    with use_language(language):
        return calendar_name(7, month)


@pytest.mark.parametrize("name", PICTURES)
def test_all_words_come_from_the_catalogue(made: Make, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    spoken = GNUTranslations.gettext
    monkeypatch.setattr(GNUTranslations, "gettext", lambda self, key: f"¤{spoken(self, key)}")
    comparison = made(2)
    with use_language("id"):
        figure = PICTURES[name](comparison)
    sides = [label for group in GROUPS.values() for label in (group.label, group.rest)]
    labels = [*(o.label for o in OUTCOMES.values()), *every_payer().values(), *sides]
    declared = [label.id for label in labels]
    of_units = {suffix.id.strip() for unit in UNITS.values() for suffix in (unit.level_suffix, unit.change_suffix)}
    of_units |= {tick.split(" ")[0] for tick in (calendar(month, "id") for month in range(1, 13))}
    of_units |= {" ".join(school.name.split()[:2]) for school in comparison.place.schools}
    of_units |= {label.id for unit in UNITS.values() for label in (unit.level, unit.change, unit.change_mark)}
    declared.append(made(1).baseline.scenario.title.id)
    for text in words(figure):
        said = " ".join(text.get_text().split())
        assert "Qqen" not in said
        known = "¤" in said or "Qqid" in said or any(said.startswith(label[:20]) for label in declared)
        bare = re.sub("|".join((r"Rp|km|%|[A-F]\b", *sorted(map(re.escape, of_units - {""}), reverse=True))), "", said)
        assert known or not re.search(r"[A-Za-z]", bare), said


@pytest.mark.parametrize("name", PICTURES)
def test_one_replicate_has_bands_without_width_and_says_so(made: Make, name: str) -> None:
    figure = PICTURES[name](made(2, replicates=1))
    assert any("one run, so there is no band" in t.get_text() for t in figure.texts)


@pytest.mark.parametrize("name", PICTURES)
def test_one_month_is_enough(made: Make, name: str) -> None:
    with use_language("id"):
        assert words(PICTURES[name](made(2, months=1)))


@pytest.mark.parametrize("known", [0, 1, 3])
@pytest.mark.parametrize("name", ["map", "network"])
def test_schools_without_coordinates(tiny: Place, name: str, known: int) -> None:
    schools = tuple(s if i < known else replace(s, lat=None, lon=None) for i, s in enumerate(tiny.schools))
    comparison = compare([scenario(0, 2)], replace(tiny, schools=schools), replicates=2, seed=7)
    said = " ".join(t.get_text() for t in words(PICTURES[name](comparison))).replace("\n", " ")
    if name == "map":
        assert f"{len(schools) - known} without coordinates" in said
        assert schools[-1].name in said or len(schools) - known > 6
    else:
        assert "without coordinates the schools stand in a circle" in said


@pytest.mark.parametrize("name", [*(f"{name}.png" for name in PICTURES), "trajectories.svg", "network.svg"])
def test_same_comparison_same_bytes(made: Make, tmp_path: Path, name: str) -> None:
    def draw(number: int) -> bytes:
        path = tmp_path / f"{number}{name}"
        with use_language("id"):
            return style.save(PICTURES[path.stem[1:]](made(2)), path).read_bytes()

    made(2)
    with ThreadPoolExecutor(2) as pool:
        assert len(set(pool.map(draw, (1, 2)))) == 1


def test_names_of_any_length_and_kind(tiny: Place) -> None:
    title = Text(LONG, LONG)
    place = replace(tiny, title=Text(LONG, LONG), schools=tuple(replace(s, name=LONG, lat=None) for s in tiny.schools))
    comparison = compare([scenario(0, 2, title), scenario(1, 2)], place, replicates=2, seed=7)
    for draw in PICTURES.values():
        with use_language("id"):
            figure = draw(comparison)
        wide = figure.get_size_inches()[0] * figure.dpi
        assert all(text.get_window_extent().x1 <= wide + 1 for text in words(figure))


def test_the_album_of_a_comparison_and_of_a_run_alone(made: Make, tmp_path: Path) -> None:
    for comparison, names in ((made(1), PICTURES), (made(1, alone=True), EVERY)):
        with use_language("id"):
            drawn = comparison.draw_all(tmp_path)
        assert sorted(path.name for path in drawn) == sorted(f"{name}.png" for name in names)
        assert all(path.stat().st_size > 5_000 for path in drawn)


@pytest.mark.parametrize("name", COMPARED)
def test_no_difference_without_comparison(made: Make, name: str) -> None:
    with pytest.raises(ValueError, match="nothing is compared"):
        PICTURES[name](made(1, alone=True))


def test_more_scenarios_than_colours_are_left_to_the_tables(made: Make) -> None:
    comparison = made(style.MOST + 2, months=2, replicates=2)
    for name in ("trajectories", "difference", "effects", "cost_effect", "payers", "groups", "standards"):
        figure = PICTURES[name](comparison)
        said = " ".join(t.get_text() for t in figure.texts).replace("\n", " ")
        assert f"Shown: the first {style.MOST} scenarios; 2 more in the tables." in said, name


def test_colours_and_letters_go_by_order(made: Make) -> None:
    shown = series.series_of(made(6))
    assert [one.colour for one in shown] == list(style.COLOURS[:6])
    assert [one.letter for one in shown] == list("ABCDEF")
    assert series.series_of(made(1))[0].letter == ""
    assert style.GHOST not in style.COLOURS


def test_a_named_baseline_is_the_ghost_and_no_series(tiny: Place) -> None:
    first, second = scenario(0, 2), scenario(1, 2)
    comparison = compare([first, second], tiny, against=first, replicates=2, seed=7)
    assert [one.played.scenario.name for one in series.series_of(comparison)] == ["s1"]
    assert [ghost.played.scenario.name for ghost in series.ghosts(comparison)] == ["s0"]
    for name in ("trajectories", "map", "network"):
        assert any("Qqen0" in t.get_text() for t in loose(PICTURES[name](comparison))), name


def test_numbers_in_pictures_are_those_of_the_table(tiny: Place) -> None:
    comparison = compare([scenario(0, 12), scenario(1, 12)], tiny, replicates=FEWEST, seed=7, uncertain=False)
    best = series.best(comparison, 0)
    effect = effects(best.played, best.against)[0]
    with use_language("id"):
        said = " ".join(t.get_text() for t in trajectories.draw(comparison).texts)
    with use_language("id"):
        assert measured(effect.value[0], SHARE).replace(" %", "\u00a0%") in said


def test_a_policy_that_does_nothing_is_not_called_clear(tiny: Place) -> None:
    nothing = replace(scenario(0, 3), policy=())
    comparison = compare([nothing], tiny, against=replace(nothing, name="same"), replicates=3, seed=7)
    said = " ".join(t.get_text() for t in words(difference.draw(comparison))).replace("\n", " ")
    assert "No policy shown here clearly raises a headline outcome" in said
    assert "no change" in said
    cost = " ".join(t.get_text() for t in words(cost_effect.draw(comparison))).replace("\n", " ")
    assert "no policy shown here makes a clear difference" in cost


def test_cost_against_any_outcome(made: Make) -> None:
    with use_language("id"):
        figure = cost_effect.draw(made(2), outcome="minimum_share")
    assert len(figure.axes) == 1
    assert any(OUTCOMES["minimum_share"].label.id in t.get_text() for t in words(figure))


SHOWN_IN = {outcome.unit.name: name for name, outcome in OUTCOMES.items()}
"""An outcome of each unit."""


@pytest.mark.parametrize("unit", SHOWN_IN)
def test_every_unit_is_said_and_has_an_axis(made: Make, unit: str, language: str) -> None:
    figure = cost_effect.draw(made(2), outcome=SHOWN_IN[unit])
    said = " ".join(t.get_text() for t in words(figure)).replace("\n", " ")
    assert str(UNITS[unit].change) in said
    low, high = padded(0.0, 0.0, UNITS[unit], bounded=True)
    assert high - low > 0.0
    assert low > -0.05 * (high - low) or unit == "SD", "no axis of a count falls below nothing"


def test_no_title_counts_what_a_policy_itself_delivers(tiny: Place) -> None:
    """Sessions and visits are inputs; the title of all effects counts what came of them."""
    assert set(captions.DELIVERED) <= set(OUTCOMES)
    comparison = compare([scenario(2, 14)], tiny, replicates=FEWEST, seed=7)
    found = effects(comparison.played[0], comparison.against[0])
    better = [e.outcome.name for e in found if e.clear and e.difference[0] * e.outcome.better > 0.0]
    assert {"facilitated_share", "visited_share", "facilitators_active"} <= set(better)
    inputs = {*captions.DELIVERED, *forest.ONE_BY_ONE}
    title = " ".join(t.get_text() for t in forest.draw(comparison).texts).replace("\n", " ")
    placed = {t.get_text(): t.get_position()[1] for axes in forest.draw(comparison).axes for t in axes.texts}
    heading = placed[i18n.tr("view_delivered")]
    names = {" ".join(words.split()): y for words, y in placed.items()}
    above = [o for o in OUTCOMES.values() if names.get(forest._named(o), heading) < heading]
    assert f"of {len(above)} outcomes that change {len(set(better) - inputs)} get clearly better" in title
    assert all(outcome.better and outcome.name not in inputs for outcome in above)
    rows = (("attendance_share", False), ("training_gini", False), ("facilitators_active", True), ("hours_mean", True))
    for name, below in rows:
        found_at = [y for text, y in placed.items() if text.startswith(OUTCOMES[name].label.en)]
        assert not found_at or (found_at[0] > heading) is below, name


def test_ticks_are_written_as_people_write() -> None:
    with use_language("id"):
        assert LocalNumbers().format_ticks([0.0, 0.25, 1000.0]) == ["0,00", "0,25", "1.000,00"]
    assert LocalNumbers(scale=100.0, suffix=" %").format_ticks([0.5]) == ["50 %"]
    with use_language("id"):
        assert LocalNumbers(sign=True).format_ticks([-1.0, 0.0, 1.0]) == ["−1", "0", "+1"]


def test_labels_move_apart_and_keep_their_order() -> None:
    assert apart([1.0, 1.0, 5.0], 1.0, 0.0, 10.0) == [1.0, 2.0, 5.0]
    assert apart([9.9, 10.0], 1.0, 0.0, 10.0) == [9.0, 10.0]
    assert apart([0.0, 0.1], 1.0, 0.0, 10.0) == [0.0, 1.0]
    assert apart([], 1.0, 0.0, 1.0) == []


def said_by(figure: Figure) -> str:
    """All words of a picture, on one line."""
    return " ".join(" ".join(text.get_text().split()) for text in words(figure))


def test_months_are_those_of_the_calendar(made: Make, language: str) -> None:
    """From the month in which a run begins; a year stands where it is new, and no two labels touch."""
    first, new_year = calendar(1, language).split(" "), calendar(7, language).split(" ")
    figure = trajectories.draw(made(1, months=14))
    ticks = [label.get_text() for label in figure.axes[0].get_xticklabels()]
    assert ticks[0] == "\n".join(first)
    assert "\n".join(new_year) in ticks
    assert sum("\n" in tick for tick in ticks) == 2


@pytest.mark.parametrize("first_month", [1, 7])
@pytest.mark.parametrize("months", [1, 5, 36, 240])
def test_names_of_months_do_not_touch(months: int, first_month: int) -> None:
    sheet = FigureLayout("stamp")
    panel = sheet.panel(1.0, 1.0, 2.6, 1.5)
    month_axis(panel, months, 0.2, first_month)
    FigureCanvasAgg(sheet.figure).draw()
    boxes = [label.get_window_extent() for label in panel.get_xticklabels() if label.get_text()]
    assert boxes
    assert all(left.x1 < right.x0 for left, right in pairwise(boxes))


def test_a_gap_that_is_not_clear_does_not_hide_that_both_gain(made: Make) -> None:
    """What stands beside a pair of effects is about the pair: it never says "not clear" of two that are."""
    comparison = made(1, months=14, replicates=FEWEST)
    item = series.series_of(comparison)[0]
    shown = [e for e in group_effects(item.played, item.against) if e.outcome.headline and e.told == "unclear"]
    for effect in shown:
        sure = effect.members.clear and effect.rest.clear
        assert (i18n.tr("view_gap_unclear") in groups._said(item, effect)) is not sure
    assert any(effect.members.clear and effect.rest.clear for effect in shown)


def test_clusters_have_the_names_people_know(tiny: Place) -> None:
    core = next(school for school in tiny.schools if school.core)
    names = captions.cluster_names(tiny)
    assert core.name in names[core.cluster]
    assert core.cluster not in names[core.cluster]
    listed = replace(tiny, schools=tuple(replace(s, cluster_source="listed", cluster="Gugus IX") for s in tiny.schools))
    assert captions.cluster_names(listed) == {"Gugus IX": "Gugus IX"}


def test_a_payer_too_small_to_be_seen_is_named(tiny: Place) -> None:
    comparison = compare([scenario(2, 14)], tiny, replicates=4, seed=7)
    item = series.series_of(comparison)[0]
    paid = {payer: amount for payer, amount in by_payer(item.played).items() if amount > 0.0}
    thin = min(paid, key=lambda payer: paid[payer])
    assert paid[thin] < payers.THIN * sum(paid.values()) or "Too little" not in said_by(payers.draw(comparison))
    table = [{**dict.fromkeys(PAYERS, 0.0), "district": 1e9, "donor": 1e6}]
    assert "Donor Rp 1.0 million" in payers._too_thin([(item.played, item, "A")], table)


def test_where_less_is_better_is_marked(made: Make) -> None:
    marked = {name for name, outcome in OUTCOMES.items() if forest.LESS in forest._named(outcome)}
    assert marked == {name for name, outcome in OUTCOMES.items() if outcome.better < 0}
    assert forest.LESS in said_by(forest.draw(made(2)))


def test_a_mean_beyond_its_band_stays_in_its_cell(made: Make) -> None:
    """What seldom happens and then much has its mean outside nine in ten; it must not run into the number beside it."""
    comparison = made(2)
    effect = effects(comparison.played[0], comparison.against[0])[0]
    rare = replace(effect, difference=Interval(0.4, 0.0, 0.1))
    assert forest._extent((rare,)) == (0.0, 0.4)
    assert forest._extent((rare, replace(effect, difference=Interval(-0.4, -0.1, 0.0)))) == (-0.4, 0.4)
