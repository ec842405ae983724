"""The first section of a memo: what is asked, where, and what each policy sets."""

from __future__ import annotations

from collections.abc import Iterator

from kkgsim.analysis.comparison.plots import series
from kkgsim.analysis.comparison.result import Comparison
from kkgsim.analysis.memo.content import Block, Bullets, Heading, Paragraph
from kkgsim.i18n import decimal, tr, with_unit
from kkgsim.model.levers import all_levers
from kkgsim.model.levers.lever import PAYERS
from kkgsim.scenario.scenario import Phase, Scenario

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
        payers = ", ".join(dict.fromkeys(str(PAYERS[phase.payer]) for phase in scenario.policy))
        said.append(tr("memo_phases", levers=levers, payers=payers))
    else:
        said += [_phase(phase, scenario) for phase in scenario.policy]
    return " ".join(said)


def _phase(phase: Phase, scenario: Scenario) -> str:
    """A lever with its settings, its months, and who pays it, also from a later month on."""
    payers = [str(PAYERS[phase.payer])]
    payers += [tr("memo_payer_from", payer=PAYERS[change.payer], month=scenario.calendar_name(change.month))
               for change in phase.changes if change.payer]  # fmt: skip
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
