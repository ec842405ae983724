"""Who gains and who is left behind: groups against the rest, in tables, report and picture."""

from __future__ import annotations

import re
from dataclasses import replace

import numpy as np
import pytest
from conftest import EVERYTHING
from rich.console import Console

from kkgsim.analysis.comparison import group_report
from kkgsim.analysis.comparison.compare import compare
from kkgsim.analysis.comparison.groups import GroupEffect, group_effects
from kkgsim.analysis.comparison.plots import groups as picture
from kkgsim.analysis.comparison.report import render
from kkgsim.analysis.comparison.tables import tables
from kkgsim.engine.intervals import BAND, FEWEST
from kkgsim.engine.run_result import Totals
from kkgsim.engine.scenarios import simulate_scenarios
from kkgsim.i18n import Text, measured, measured_pair, tr
from kkgsim.i18n.units import SHARE
from kkgsim.model.outcomes import GROUPED, GROUPS, OUTCOMES
from kkgsim.places.place_io.files import open_place
from kkgsim.scenario.scenario import Assumption

RANK = {name: rank for rank, name in enumerate(OUTCOMES)}
NEARER = {"shared_facilities_subclusters": 1.0, "shared_facilities_kit": 1.0}


@pytest.fixture(scope="module")
def remote():
    """Sub-clusters for far schools, in a remote district."""
    from kkgsim.scenario.resolve import phases
    from kkgsim.scenario.scenario import Scenario

    asked = Scenario("nearer", Text("nearer", "dekat"), Text("", ""), "sumba_remote", 24, 8, 7, phases(NEARER, 24))
    return compare([asked], open_place("sumba_remote"), replicates=FEWEST, seed=7)


def one(comparison, outcome: str, group: str) -> GroupEffect:
    found = group_effects(comparison.played[0], comparison.against[0])
    return next(e for e in found if (e.outcome.name, e.group.name) == (outcome, group))


def made_up(remote, rank: int, *, members: float, rest: float, before: float, rest_before: float, noise: float):
    """The remote comparison with one grouped outcome written by hand: ``noise`` is added to members in one replicate
    and taken away in another."""
    played, against = remote.played[0], remote.against[0]
    shaken = np.zeros(FEWEST)
    shaken[:4], shaken[4:8] = noise, -noise

    def written(one, mine, others):
        """Members and the rest weigh one each; the whole is their sum."""
        tables = {name: table.copy() for name, table in vars(one.totals).items()}
        whole = RANK[GROUPED[rank][0]]
        tables["group_value"][rank], tables["group_weight"][rank] = mine, 1.0
        tables["value"][whole], tables["weight"][whole] = mine + others, 2.0
        return replace(one, totals=Totals(**tables))

    return replace(
        remote, played=(written(played, members + shaken, rest),), against=(written(against, before, rest_before),)
    )


def test_both_sides_and_the_gap_by_hand(remote) -> None:
    rank = GROUPED.index(("attendance_share", "far"))
    played, against = remote.played[0], remote.against[0]
    found = one(remote, "attendance_share", "far")
    far, near, far_before, near_before = (
        table[rank, -12:].mean(axis=0) for table in (played.groups, played.rest, against.groups, against.rest)
    )
    for three, by_hand in (
        (found.members.value, far),
        (found.members.difference, far - far_before),
        (found.rest.value, near),
        (found.rest.difference, near - near_before),
        (found.gap_before, far_before - near_before),
        (found.gap, far - near),
        (found.gap_difference, (far - near) - (far_before - near_before)),
    ):
        assert three == pytest.approx((by_hand.mean(), *np.quantile(by_hand, BAND)))


def test_the_whole_lies_between_both_sides(remote) -> None:
    for played in (remote.played[0], remote.against[0]):
        for rank, (outcome, _) in enumerate(GROUPED):
            whole = played.monthly[RANK[outcome]]
            sides = np.stack([played.groups[rank], played.rest[rank]])
            if outcome != "online_share":  # an average over those who came, of whom a side may have none
                assert (sides.min(axis=0) <= whole + 1e-9).all(), outcome
                assert (sides.max(axis=0) >= whole - 1e-9).all(), outcome


def test_sub_clusters_close_the_gap_of_far_schools(remote) -> None:
    found = one(remote, "attendance_share", "far")
    assert found.gap_before[2] < 0.0, "far schools come less today"
    assert found.members.difference[0] > found.rest.difference[0]
    assert found.verdict == found.told == "closes"


def test_who_starts_weak_is_weaker_today(remote) -> None:
    for outcome in ("pedagogic_mean", "literacy_mean"):
        assert one(remote, outcome, "weak").gap_before[2] < 0.0, outcome


def test_a_policy_that_does_nothing_changes_no_gap(tiny, asked) -> None:
    found = compare([asked("nothing")], tiny, replicates=FEWEST, seed=1)
    effects = group_effects(found.played[0], found.against[0])
    assert len(effects) == len(GROUPED)
    for effect in effects:
        assert effect.members.difference == effect.rest.difference == effect.gap_difference == (0.0, 0.0, 0.0)
        assert effect.verdict == "unclear"
        assert not effect.members.clear
    assert group_report.who_gains(found.played[0], found.against[0]) == []


@pytest.mark.parametrize(
    ("members", "before", "noise", "verdict"),
    [
        (0.45, 0.40, 0.0, "closes"),
        (0.35, 0.40, 0.0, "widens"),
        (0.55, 0.40, 0.0, "turns"),
        (0.51, 0.40, 0.05, "closes"),
        (0.55, 0.50, 0.0, "more"),
        (0.45, 0.50, 0.0, "less"),
        (0.45, 0.40, 0.10, "unclear"),
        (0.65, 0.60, 0.0, "widens"),
    ],
)
def test_what_becomes_of_a_gap(remote, members: float, before: float, noise: float, verdict: str) -> None:
    """The rest stays at one half; members go from ``before`` to ``members``."""
    rank = GROUPED.index(("attendance_share", "far"))
    written = made_up(remote, rank, members=members, rest=0.5, before=before, rest_before=0.5, noise=noise)
    assert one(written, "attendance_share", "far").verdict == verdict


def test_a_change_too_small_to_write_is_not_made_much_of(remote) -> None:
    rank = GROUPED.index(("attendance_share", "far"))
    for members, told_ in ((0.4094, "unclear"), (0.4106, "closes")):
        written = made_up(remote, rank, members=members, rest=0.5, before=0.4, rest_before=0.5, noise=0.0)
        found = one(written, "attendance_share", "far")
        assert (found.verdict, found.told) == ("closes", told_)


def test_too_few_draws_say_nothing(tiny, asked) -> None:
    found = compare([asked("everything", **EVERYTHING)], tiny, replicates=FEWEST - 1, seed=1)
    effects = group_effects(found.played[0], found.against[0])
    assert {e.verdict for e in effects} == {"unclear"}
    assert not any(side.clear for e in effects for side in (e.members, e.rest))
    assert group_report.who_gains(found.played[0], found.against[0]) == []


def test_a_group_that_a_place_does_not_have_is_left_out(tiny, asked) -> None:
    """One school, so nobody is farther than the median; and all teachers of one kind by assumption."""
    from kkgsim.scenario.scenario import Assumption

    alone = replace(tiny, name="alone", schools=tuple(s for s in tiny.schools if s.core)[:1])
    all_permanent = Assumption("permanent_share", 1.0, 1.0, 1.0, "a school of civil servants")
    all_free = Assumption("care_share", 0.0, 0.0, 0.0, "nobody to care for at home")
    for assumptions, there in (((), {"contract", "weak", "carers"}), ((all_permanent, all_free), {"weak"})):
        found = compare([asked("x", assumptions=assumptions)], alone, replicates=4, seed=1, uncertain=False)
        effects = group_effects(found.played[0], found.against[0])
        assert {e.group.name for e in effects if e.outcome.over == "teacher"} == there
        assert all(np.isfinite(e.gap).all() for e in effects)


def test_the_table_has_a_row_for_every_outcome_and_group(remote) -> None:
    table = tables(remote)["groups"]
    assert len(table) == 2 * len(GROUPED)
    assert set(zip(table["outcome"], table["group"], strict=True)) == set(GROUPED)
    assert not table.isna().any().any()
    mine = table[table["scenario"] == "nearer"].set_index(["outcome", "group"])
    row = mine.loc[("attendance_share", "far")]
    found = one(remote, "attendance_share", "far")
    assert row["members_difference_low"] == found.members.difference[1]
    assert row["gap_difference_mean"] == pytest.approx(row["members_difference_mean"] - row["rest_difference_mean"])
    assert row["gap_verdict"] == "closes"
    base = table[table["scenario"] != "nearer"]
    assert (base["gap_difference_mean"] == 0.0).all()


def printed(answer) -> str:
    console = Console(width=200)
    with console.capture() as captured:
        console.print(answer)
    return captured.get()


def row_of(said: str, outcome: str) -> str:
    """The row of an outcome in the table of groups."""
    return next(line for line in said.split(tr("head_groups"))[1].split("\n") if str(OUTCOMES[outcome].label) in line)


def test_the_report_says_who_gains(remote, language: str) -> None:
    said = printed(render(remote))
    assert f"{GROUPS['far'].label} / {GROUPS['far'].rest}" in said
    row = row_of(said, "attendance_share")
    far = one(remote, "attendance_share", "far")
    assert abs(far.rest.difference[0]) < OUTCOMES["attendance_share"].smallest, "near schools gain no way"
    gain = measured(far.members.difference[0], SHARE, sign=True)
    rest = tr("too_small_effect" if far.rest.clear else "no_clear_effect")
    assert f"{gain} / {rest}; {tr('gap_closes')}" in row
    weak = one(remote, "attendance_share", "weak")
    assert weak.members.clear
    assert weak.rest.clear
    assert measured_pair(weak.members.difference[0], weak.rest.difference[0], SHARE, sign=True) in row
    assert row.count(";") == 1, "of the other gaps nothing is clear"


@pytest.mark.parametrize(("noise", "words"), [(0.0, "too_small_effect"), (0.3, "no_clear_effect")])
def test_a_clear_gain_too_small_to_write_is_not_given(remote, noise: float, words: str) -> None:
    """Where one of two sides is not clear, neither is what both gain."""
    rank = GROUPED.index(("literacy_mean", "far"))
    written = made_up(remote, rank, members=0.204, rest=0.303, before=0.2, rest_before=0.3, noise=noise)
    (table,) = group_report.who_gains(written.played[0], written.against[0])
    row = next(line for line in printed(table).split("\n") if OUTCOMES["literacy_mean"].label.en in line)
    far, *_ = re.split(r" {2,}", row.strip())[1:]
    assert far == tr(words)


def test_a_gain_that_is_not_clear_is_not_given(remote) -> None:
    rank = GROUPED.index(("literacy_mean", "far"))
    written = made_up(remote, rank, members=0.2, rest=0.5, before=0.2, rest_before=0.4, noise=0.3)
    (table,) = group_report.who_gains(written.played[0], written.against[0])
    row = next(line for line in printed(table).split("\n") if OUTCOMES["literacy_mean"].label.en in line)
    assert f"{tr('no_clear_effect')} / +0.100 SD" in row


def test_a_small_gain_beside_one_that_is_given_is_not_called_unclear(remote) -> None:
    rank = GROUPED.index(("literacy_mean", "far"))
    written = made_up(remote, rank, members=0.2, rest=0.205, before=0.1, rest_before=0.2, noise=0.0)
    (table,) = group_report.who_gains(written.played[0], written.against[0])
    row = next(line for line in printed(table).split("\n") if OUTCOMES["literacy_mean"].label.en in line)
    assert f"+0.100 SD / {tr('too_small_effect')}" in row


def test_the_report_names_no_groups_where_nothing_is_compared(tiny, asked) -> None:
    found = compare([asked("everything", **EVERYTHING)], tiny, replicates=4, seed=1, alone=True)
    assert tr("head_groups") not in printed(render(found))


def test_the_picture_tells_the_first_clear_gap(remote, language: str) -> None:
    words = " ".join(" ".join(t.get_text().split()) for t in picture.draw(remote).texts)
    far = GROUPS["far"]
    attendance, scenario = str(OUTCOMES["attendance_share"].label), str(remote.played[0].scenario.title)
    names = {"outcome": attendance, "members": str(far.label), "rest": str(far.rest), "scenario": scenario}
    assert tr("view_groups_closes", **names) in words


def test_facilitators_and_training_are_told_where_they_matter(tiny, asked) -> None:
    team = asked("team", facilitator_team_per_10_schools=2.0)
    fair = asked("fair", fair_selection_rotation=1.0)
    found = compare([team, fair], tiny, replicates=FEWEST, seed=1)
    lines = [group_report.served(p, a) for p, a in zip(found.played, found.against, strict=True)]
    for said, facilitators, training in zip(lines, (True, False), (False, True), strict=True):
        assert any(line.startswith("Facilitators:") for line in said) is facilitators
        assert any(line.startswith("External training:") for line in said) is training
    played, against = found.played[1], found.against[1]
    gini = [p.at_end()[RANK["training_gini"]].mean() for p in (against, played)]
    assert f"(Gini {gini[0]:.2f} → {gini[1]:.2f})" in lines[1][-1]
    assert gini[1] < gini[0]
    ends = found.played[0].at_end()
    reach, at_work = ends[RANK["reach_share"]], ends[RANK["facilitators_active"]]
    low, high = np.quantile(at_work, (0.05, 0.95))
    assert f"reaching {100 * reach.mean():.1f} (" in lines[0][-1]
    assert f"Facilitators: {at_work.mean():.1f} ({low:.1f} … {high:.1f}) at work" in lines[0][-1], "with its band"


def test_kinds_of_session_that_ask_for_more_than_the_whole_are_told(tiny, asked) -> None:
    """A part of the whole each, not what was asked for: said with the sum."""
    much = asked("much", months=3, needs_programme_sharing=0.9, needs_programme_training=0.8)
    whole = asked("whole", months=3, needs_programme_sharing=0.2, needs_programme_training=0.8)
    found = compare([much, whole], tiny, replicates=2, seed=1)
    told = [
        [line for line in group_report.served(p, a) if "170 % of the content" in line]
        for p, a in zip(found.played, found.against, strict=True)
    ]
    assert [len(lines) for lines in told] == [1, 0]


def test_groups_do_not_hang_on_batches(tiny, asked) -> None:
    scenario = asked("everything", **EVERYTHING)
    one_, many = (simulate_scenarios([scenario], tiny, replicates=5, seed=3, lanes=lanes)[0] for lanes in (1, 4))
    assert np.array_equal(one_.groups, many.groups)
    assert np.array_equal(one_.rest, many.rest)


def test_a_team_larger_than_the_number_of_the_willing_is_cut_with_a_word(hills, asked, language: str) -> None:
    """Schools in the hills are small, and few teachers come to a school."""
    settings = {"facilitator_team_per_10_schools": 12.0}
    for share, said in ((0.05, True), (0.30, False)):
        scenario = replace(asked("dense", months=3, **settings), assumptions=(
            Assumption("willing_share", share, share, share, "test"),))  # fmt: skip
        (run,) = simulate_scenarios([scenario], hills, replicates=2, seed=3, uncertain=False)
        lines = [line for line in group_report.served(run, run) if tr("team_cut", wanted=0, willing=0)[:20] in line]
        assert bool(lines) is said
        if said:
            assert str(run.counts["facilitator"]) in lines[0]
            assert run.at_end()[list(OUTCOMES).index("facilitators_active")].max() <= run.counts["facilitator"]
