"""The first section of a memo: what is asked, where, and what each policy sets."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from kkgsim.analysis.comparison.plots import series
from kkgsim.analysis.comparison.result import Comparison
from kkgsim.analysis.memo.content import Block, Bullets, Heading, Paragraph
from kkgsim.engine.payers import payers_in
from kkgsim.engine.run_result import RunResult
from kkgsim.i18n import decimal, tr, with_unit
from kkgsim.model.costs import items
from kkgsim.model.levers import all_levers
from kkgsim.model.levers.lever import PAYERS
from kkgsim.scenario.scenario import Phase

MOST = 4
"""Of a policy of more phases than this only the levers are named, not how strong they are."""


def title(comparison: Comparison) -> str:
    """What the memo is called."""
    named = series.every_series(comparison)
    return tr("memo_title_one" if len(named) == 1 else "memo_title_many", scenario=named[0].name(), count=len(named))


def blocks(comparison: Comparison) -> Iterator[Block]:
    """The question, the place, and the policies."""
    named = series.every_series(comparison)
    place = comparison.place.title
    yield Heading(tr("memo_question"))
    yield Paragraph(
        tr("memo_asks_one" if len(named) == 1 else "memo_asks_many", place=place, scenario=named[0].name(),
           count=len(named))
    )  # fmt: skip
    yield Bullets([_policy(item) for item in named])
    yield Paragraph(" ".join([_where(comparison), *dict.fromkeys(_against(item) for item in named)]))
    yield Paragraph(tr("memo_kkg"), "note")


def _where(comparison: Comparison) -> str:
    """How many schools, clusters and teachers there are, and over which months they are followed."""
    place, scenario = comparison.place, comparison.played[0].scenario
    listed = all(school.cluster_source == "listed" for school in place.schools)
    counts = {
        "schools": len(place.schools), "clusters": len(place.clusters),
        "teachers": comparison.played[0].counts["teacher"], "months": comparison.months,
    }  # fmt: skip
    return tr(
        "memo_where", source=tr("clusters_listed" if listed else "clusters_proxy"),
        first=scenario.calendar_name(1), last=scenario.calendar_name(comparison.months),
        **{name: decimal(count, 0) for name, count in counts.items()},
    )  # fmt: skip


def _against(item: series.Series) -> str:
    """What a scenario is compared with."""
    return tr("memo_against", baseline=series.title_of(item.against))


def _policy(item: series.Series) -> str:
    """A scenario in a few sentences: what it is, what is at work, when, and who pays."""
    scenario = item.played.scenario
    about = str(scenario.about).strip()
    said = [item.mark(tr("memo_policy", scenario=item.name(), about=about) if about else item.name() + ".")]
    if len(scenario.policy) > MOST:
        levers = ", ".join(dict.fromkeys(str(all_levers()[phase.lever].label) for phase in scenario.policy))
        own = dict.fromkeys(phase.payer for phase in scenario.policy)
        carried = paying(item.played, {phase.lever for phase in scenario.policy}) or own
        payers = ", ".join(str(PAYERS[payer]) for payer in (*[p for p in own if p in carried],
                                                            *[p for p in carried if p not in own]))  # fmt: skip
        said.append(tr("memo_phases", levers=levers, payers=payers))
    else:
        said += [_phase(phase, item.played) for phase in scenario.policy]
    return " ".join(said)


def paying(played: RunResult, levers: Collection[str]) -> list[str]:
    """Who in fact pays something for these levers: not only whom the policy names, for some costs always have the same
    payer, as a school's own meetings have its BOS."""
    named = [item.lever for item in items().values()]
    paid = {
        payer
        for rank, payers in enumerate(payers_in(played.scenario)) if named[rank] in levers
        for month, payer in enumerate(payers) if played.ledger[rank, month].any()
    }  # fmt: skip
    return [payer for payer in PAYERS if payer in paid]


def _phase(phase: Phase, played: RunResult) -> str:
    """A lever with its settings, its months, and who pays it, also from a later month on."""
    scenario, carried = played.scenario, paying(played, {phase.lever})
    payers = [str(PAYERS[phase.payer])] if phase.payer in carried or not carried else []
    payers += [tr("memo_payer_from", payer=PAYERS[change.payer], month=scenario.calendar_name(change.month))
               for change in phase.changes if change.payer]  # fmt: skip
    named = {p.payer for p in scenario.policy if p.lever == phase.lever} | {change.payer for change in phase.changes}
    payers += [str(PAYERS[payer]) for payer in carried if payer not in named]
    return tr(
        "memo_phase", what=_settings(phase), payer=", ".join(payers), first=scenario.calendar_name(phase.start),
        last=scenario.calendar_name(phase.end),
    )  # fmt: skip


def _settings(phase: Phase) -> str:
    """A lever and those of its settings that are not zero; of a switch its name is enough."""
    lever, said = all_levers()[phase.lever], []
    for setting in lever.settings:
        value, switch = phase.settings.get(setting.name, 0.0), setting.unit.startswith("0-1")
        if value:
            said.append(str(setting.label) if switch and value == 1.0
                        else f"{setting.label}: {with_unit(value, setting.unit)}")  # fmt: skip
    return f"{lever.label} ({'; '.join(said)})" if said else str(lever.label)
