"""The shares that ship: those of every lever and shipped scenario, worked out once for a release.

``python docs/make_trust.py`` makes the table. A policy that uses the same levers as a row is like it; what is like no
row has no shares without being replayed.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from kkgsim.analysis.trust.shares import Shares
from kkgsim.engine.intervals import Interval
from kkgsim.i18n import Text
from kkgsim.model.levers import all_levers
from kkgsim.model.posterior import Drawn, band_of
from kkgsim.scenario.library import shipped
from kkgsim.scenario.read import read_scenario
from kkgsim.scenario.scenario import Scenario

FILE = Path(__file__).with_name("released.json")
LEVER, SCENARIO = "lever", "scenario"
NEAR = 12
"""Months between the horizons of like policies: after few months there is little but luck."""


@dataclass(frozen=True)
class Row:
    """The shares of a lever at its usual strength, or of a shipped scenario, by outcome."""

    kind: str
    name: str
    levers: frozenset[str]
    place: str
    months: int
    shares: Mapping[str, Shares]

    @property
    def title(self) -> Text:
        """What people call the policy."""
        if self.kind == LEVER:
            return all_levers()[self.name].label
        return read_scenario(self.name).title if self.name in shipped() else Text(self.name, self.name)


@dataclass(frozen=True)
class Released:
    """The table: the hash of the ``model``, which ``numbers`` were drawn (see ``band_of``), from how many ``points``;
    ``forms`` is what policies do under each form of structure (:mod:`kkgsim.analysis.trust.forms`)."""

    model: str
    numbers: str
    points: int
    rows: tuple[Row, ...]
    forms: Mapping[str, Any]


@cache
def released() -> Released:
    """The table that ships."""
    content = json.loads(FILE.read_text(encoding="utf-8"))
    rows = tuple(
        Row(row["kind"], row["name"], frozenset(row["levers"]), row["place"], row["months"],
            {outcome: {part: Interval(*three) for part, three in shares.items()}
             for outcome, shares in row["shares"].items()})
        for row in content["rows"]
    )  # fmt: skip
    return Released(content["model_sha256"], content["numbers"], content["points"], rows, content["forms"])


def like(scenario: Scenario, uncertain: Drawn) -> Row | None:
    """The row of the like policy: that of its name if it uses the same levers, else of those with the same levers the
    one at the same place and of the nearest horizon, at most :data:`NEAR` months away. None where numbers are drawn
    otherwise than for the table."""
    table, used = released(), levers_of(scenario)
    same = [row for row in table.rows if row.levers == used and abs(row.months - scenario.months) <= NEAR]
    if band_of(uncertain) != table.numbers or not same:
        return None
    return min(same, key=lambda row: (row.name != scenario.name, row.place != scenario.place,
                                      abs(row.months - scenario.months)))  # fmt: skip


def levers_of(scenario: Scenario) -> frozenset[str]:
    """The levers that a policy uses: with any setting above zero at any time."""
    phases = [(phase.lever, (phase.settings, *(change.settings for change in phase.changes)))
              for phase in scenario.policy]  # fmt: skip
    return frozenset(lever for lever, tables in phases if any(any(settings.values()) for settings in tables))
