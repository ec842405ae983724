"""Pairs of levers in words: which need each other, which overlap, and which just add up."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from rich.box import SIMPLE_HEAD
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from kkgsim.analysis.band_note import band_note
from kkgsim.analysis.interactions.interactions import Interaction, Interactions
from kkgsim.analysis.interactions.requirements import NEEDS, Requirement
from kkgsim.analysis.report_table import WrappingTable
from kkgsim.engine.intervals import FEWEST
from kkgsim.i18n import amount, measured, measured_band, tr
from kkgsim.i18n.units import LOG_ODDS
from kkgsim.model.levers import all_levers, all_settings
from kkgsim.places.place import Place

SHOWN = 8
"""Pairs printed for an outcome; the files hold all."""


def render(interactions: Interactions) -> RenderableType:
    """The pairs as something rich prints: for each outcome the strongest, then what needs what."""
    parts: list[RenderableType] = [Text(_head(interactions))]
    for outcome in dict.fromkeys(pair.outcome for pair in interactions.pairs):
        pairs = [pair for pair in interactions.pairs if pair.outcome is outcome]
        parts += [Text(), Text(str(outcome.label), style="bold"), Text(_counted(pairs))]
        strongest = [pair for pair in pairs if pair.verdict in ("need", "overlap")][:SHOWN]
        if strongest:
            parts.append(WrappingTable(_table(strongest)))
    parts += [Text(), Text(tr("interactions_needs"), style="bold")]
    for name, pair in interactions.needs.items():
        said = tr(f"interactions_claim_{pair.verdict}", claim=NEEDS[name].claim)
        parts += [Text(), Text(said), Text(_need(NEEDS[name], pair))]
    parts += [Text(), Text(tr("interactions_note", fewest=FEWEST), style="italic")]
    parts.append(Text(band_note(interactions.uncertain), style="italic"))
    return Group(*parts)


def _head(interactions: Interactions) -> str:
    place: Place = interactions.place
    return tr(
        "interactions_head", title=place.title, schools=len(place.schools), clusters=len(place.clusters),
        strength=tr(f"interactions_{interactions.strength}"), months=interactions.months,
        replicates=interactions.replicates,
        seed=interactions.seed,
    )  # fmt: skip


def _counted(pairs: Sequence[Interaction]) -> str:
    """How many pairs need each other, overlap, add up or are not clear."""
    count = Counter(pair.verdict for pair in pairs)
    return tr(
        "interactions_counted", pairs=len(pairs),
        **{verdict: count[verdict] for verdict in ("need", "overlap", "add", "unclear")},
    )  # fmt: skip


def _table(pairs: Sequence[Interaction]) -> Table:
    table = Table(box=SIMPLE_HEAD, pad_edge=False)
    table.add_column(tr("interactions_pair"), min_width=40)
    for key in ("first", "second", "both", "beyond"):
        table.add_column(tr(f"interactions_{key}"), justify="right", no_wrap=True)
    table.add_column(tr("interactions_verdict"), no_wrap=True)
    for pair in pairs:
        names = " × ".join(str(all_levers()[name].label) for name in (pair.first, pair.second))
        table.add_row(names, *_figures(pair))
    return table


def _figures(pair: Interaction) -> tuple[str, str, str, str, str]:
    """First alone, second alone, both, both beyond the sum with its band, and the verdict."""
    alone, other, both = (measured(band.mean, pair.unit, sign=True) for band in (*pair.alone, pair.both))
    beyond = measured_band(*pair.beyond, pair.unit, sign=True)
    return alone, other, both, beyond, tr(f"verdict_{pair.verdict}")


def _need(need: Requirement, interaction: Interaction) -> str:
    """One need in figures."""
    first, second, both, beyond, verdict = _figures(interaction)
    pair = need.pair
    outcome = str(interaction.outcome.label) + (f" ({LOG_ODDS})" if need.log_odds else "")
    besides = tr("interactions_besides", settings=_settings(pair.besides, ())) if pair.besides else ""
    return tr(
        "interactions_need", first=_settings(pair.first, pair.first_half),
        second=_settings(pair.second, pair.first_half), besides=besides, outcome=outcome,
        first_alone=first, second_alone=second, both=both, beyond=beyond, verdict=verdict,
    )  # fmt: skip


def _settings(settings: Mapping[str, float], first_half: Sequence[str]) -> str:
    """Settings in words, with their strength."""
    words = [f"{all_settings()[name].label} ({amount(value)})" for name, value in settings.items()]
    if any(name.startswith(lever) for name in settings for lever in first_half):
        words.append(tr("interactions_first_half"))
    return ", ".join(words)
