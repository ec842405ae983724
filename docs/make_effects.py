"""Make effects.md: what every lever alone, and the full package, do to pupils' literacy over ten years.

Run with ``python docs/make_effects.py`` where results are meant to change.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np

from kkgsim.engine.scenarios import simulate_scenarios
from kkgsim.i18n import Text, decimal, use_language
from kkgsim.model.levers import all_levers
from kkgsim.model.levers.lever import Lever
from kkgsim.model.outcomes import OUTCOMES
from kkgsim.places.place_io.files import open_place
from kkgsim.scenario.read import read_scenario
from kkgsim.scenario.scenario import Phase, Scenario

PAGE = Path(__file__).resolve().with_name("effects.md")
MONTHS, SEED = (12, 24, 36, 60, 120), 2026
PLACES = {"janapria": 16, "sumba_remote": 16, "lombok_tengah": 2}
"""Where, and with how many replicates of luck."""
HEAD = """# What levers do to literacy, alone and together

Made by `python docs/make_effects.py`: difference to the status quo in SD, at the best estimates of all numbers, every
lever at its usual strength, and the full package. Means over luck; less than 0.01 SD is not called an effect.
"""


def alone(lever: Lever) -> tuple[Phase, ...]:
    """A lever at its usual strength from the start to the end."""
    return (Phase(lever.name, 1, MONTHS[-1], {s.name: s.usual for s in lever.settings}, lever.payers[0]),)


def policies() -> dict[str, tuple[Phase, ...]]:
    """The policies of the table by what they are called."""
    single = {str(lever.label): alone(lever) for lever in all_levers().values()}
    package = read_scenario("full-package").policy
    whole = tuple(Phase(p.lever, 1, MONTHS[-1], dict(p.settings), p.payer) for p in package)
    return {**single, "**Full package**": whole}


def effects_in(place: str, replicates: int) -> list[list[str]]:
    """Effects at each of the months, one row a policy."""
    scenarios = [
        Scenario(name, Text(name, name), Text("", ""), place, MONTHS[-1], replicates, SEED, policy)
        for name, policy in {"today": (), **policies()}.items()
    ]
    rank, chosen = list(OUTCOMES).index("literacy_mean"), [month - 1 for month in MONTHS]
    results = simulate_scenarios(
        scenarios, open_place(place), replicates=replicates, seed=SEED, uncertain=False, workers=2
    )
    means = [np.asarray(result.monthly[rank].mean(axis=-1))[chosen] for result in results]
    return [[decimal(float(value), 3) for value in mean - means[0]] for mean in means[1:]]


def page() -> str:
    """The page as text."""
    parts = [HEAD]
    with use_language("en"):
        names = list(policies())
        for place, replicates in PLACES.items():
            title = str(open_place(place).title)
            lines = [f"## {title}", "", "| policy | " + " | ".join(f"month {month}" for month in MONTHS) + " |"]
            lines.append("|---|" + "---|" * len(MONTHS))
            rows = effects_in(place, replicates)
            lines += [f"| {name} | {' | '.join(row)} |" for name, row in zip(names, rows, strict=True)]
            parts.append("\n".join(lines) + "\n")
    return "\n".join(parts)


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
