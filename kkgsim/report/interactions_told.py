"""Pairs of levers in words: which need each other, which overlap, and which just add up."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from rich.box import SIMPLE_HEAD
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from kkgsim.levers import all_levers, all_settings
from kkgsim.locale import amount, measured, measured_band, say
from kkgsim.places.place import Place
from kkgsim.report.fitting import Fitting
from kkgsim.study.bands import FEWEST
from kkgsim.study.interactions import Interaction, Interactions
from kkgsim.study.needs import NEEDS, Need
from kkgsim.units import LOG_ODDS

SHOWN = 8
"""Pairs printed for an outcome; the files hold all."""


def told(found: Interactions, lang: str) -> RenderableType:
    """The pairs as something rich prints: for each outcome the strongest, then what needs what."""
    parts: list[RenderableType] = [Text(_head(found, lang))]
    for outcome in dict.fromkeys(one.outcome for one in found.pairs):
        pairs = [one for one in found.pairs if one.outcome is outcome]
        parts += [Text(), Text(outcome.label[lang], style="bold"), Text(_counted(pairs, lang))]
        strongest = [one for one in pairs if one.verdict in ("need", "overlap")][:SHOWN]
        if strongest:
            parts.append(Fitting(_table(strongest, lang)))
    parts += [Text(), Text(say("interactions_needs", lang), style="bold")]
    for name, one in found.needs.items():
        parts += [Text(), Text(NEEDS[name].why[lang]), Text(_need(NEEDS[name], one, lang))]
    parts += [Text(), Text(say("interactions_note", lang, fewest=FEWEST), style="italic")]
    parts.append(Text(say("band_both" if found.uncertain else "band_luck", lang), style="italic"))
    return Group(*parts)


def _head(found: Interactions, lang: str) -> str:
    place: Place = found.place
    return say(
        "interactions_head", lang, title=place.title[lang], schools=len(place.schools), clusters=len(place.clusters),
        strength=say(f"interactions_{found.strength}", lang), months=found.months, replicates=found.replicates,
        seed=found.seed,
    )  # fmt: skip


def _counted(pairs: Sequence[Interaction], lang: str) -> str:
    """How many pairs need each other, overlap, add up or are not clear."""
    count = Counter(one.verdict for one in pairs)
    return say(
        "interactions_counted", lang, pairs=len(pairs),
        **{verdict: count[verdict] for verdict in ("need", "overlap", "add", "unclear")},
    )  # fmt: skip


def _table(pairs: Sequence[Interaction], lang: str) -> Table:
    table = Table(box=SIMPLE_HEAD, pad_edge=False)
    table.add_column(say("interactions_pair", lang), min_width=40)
    for key in ("first", "second", "both", "beyond"):
        table.add_column(say(f"interactions_{key}", lang), justify="right", no_wrap=True)
    table.add_column(say("interactions_verdict", lang), no_wrap=True)
    for one in pairs:
        names = " × ".join(all_levers()[name].label[lang] for name in (one.first, one.second))
        table.add_row(names, *_figures(one, lang))
    return table


def _figures(one: Interaction, lang: str) -> tuple[str, str, str, str, str]:
    """First alone, second alone, both, both beyond the sum with its band, and the verdict."""
    alone, other, both = (measured(band.mean, one.unit, lang, sign=True) for band in (*one.alone, one.both))
    beyond = measured_band(*one.beyond, one.unit, lang, sign=True)
    return alone, other, both, beyond, say(f"verdict_{one.verdict}", lang)


def _need(need: Need, one: Interaction, lang: str) -> str:
    """One need in figures."""
    first, second, both, beyond, verdict = _figures(one, lang)
    pair = need.pair
    outcome = one.outcome.label[lang] + (f" ({LOG_ODDS})" if need.log_odds else "")
    besides = say("interactions_besides", lang, settings=_settings(pair.besides, (), lang)) if pair.besides else ""
    return say(
        "interactions_need", lang, first=_settings(pair.first, pair.first_half, lang),
        second=_settings(pair.second, pair.first_half, lang), besides=besides, outcome=outcome,
        first_alone=first, second_alone=second, both=both, beyond=beyond, verdict=verdict,
    )  # fmt: skip


def _settings(settings: Mapping[str, float], first_half: Sequence[str], lang: str) -> str:
    """Settings in words, with their strength."""
    words = [f"{all_settings()[name].label[lang]} ({amount(value, lang)})" for name, value in settings.items()]
    if any(name.startswith(lever) for name in settings for lever in first_half):
        words.append(say("interactions_first_half", lang))
    return ", ".join(words)
