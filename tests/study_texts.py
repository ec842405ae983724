"""Texts of small studies and scenarios."""

from __future__ import annotations


def study_text(
    *vary: str, samples: int, policy: str = "", outcomes: str = '["attendance_share"]', months: int = 6,
    replicates: int = 2, drawn: bool = True, recorded: str = "",
) -> str:  # fmt: skip
    """A study of one cluster of Janapria over ``months``, a Latin hypercube of what ``vary`` (lines of TOML) names;
    ``recorded``, ``outcomes`` and ``policy`` are TOML, too."""
    at_work = f"[[scenario.policy]]\n{policy}\n\n" if policy else ""
    numbers = 'numbers = "drawn"\n' if drawn else ""
    record = f"months = {recorded}\n" if recorded else ""
    varied = "\n".join(f"[[vary]]\n{lines}\n" for lines in vary)
    return f"""title = {{ en = "Small", id = "Kecil" }}
about = {{ en = "", id = "" }}
clusters = 1
replicates = {replicates}
seed = 5
{numbers}outcomes = {outcomes}
{record}
[scenario]
place = "janapria"
months = {months}

{at_work}[design]
method = "latin_hypercube"
samples = {samples}

{varied}"""


def team_text(name: str, size: float) -> str:
    """A scenario of a facilitator team of that ``size`` in Janapria, over four months."""
    return f"""title = {{ en = "{name}", id = "{name}" }}
about = {{ en = "", id = "" }}
place = "janapria"
months = 4
replicates = 2
seed = 1
[[policy]]
lever = "facilitator_team"
per_10_schools = {size}
"""
