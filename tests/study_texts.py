"""Texts of small studies."""

from __future__ import annotations


def study_text(
    *vary: str, samples: int, policy: str = "", outcomes: str = '["attendance_share"]', months: int = 6,
    replicates: int = 2, more: str = 'numbers = "drawn"',
) -> str:  # fmt: skip
    """A study of one cluster of Janapria over ``months``, a Latin hypercube of what ``vary`` (lines of TOML) names."""
    at_work = f"[[scenario.policy]]\n{policy}\n\n" if policy else ""
    varied = "\n".join(f"[[vary]]\n{lines}\n" for lines in vary)
    return f"""title = {{ en = "Small", id = "Kecil" }}
about = {{ en = "", id = "" }}
clusters = 1
replicates = {replicates}
seed = 5
outcomes = {outcomes}
{more}

[scenario]
place = "janapria"
months = {months}

{at_work}[design]
method = "latin_hypercube"
samples = {samples}

{varied}"""
