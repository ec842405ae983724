"""Play random scenarios on the twin and on the package: ``python -m verification.twin --scenarios 1000``.

With ``--first N`` they begin at another number; what is kept of others stays, unless it was played on another model.
With ``--quick`` nothing is kept. Ends with 3 where anything differs.
"""

from __future__ import annotations

import argparse
import csv
import sys
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from kkgsim.i18n import use_language
from kkgsim.model.posterior import model_hash, word_of
from verification.twin.compare import NEAR, compared
from verification.twin.questions import question

HOME = Path(__file__).resolve().parent
REPORT, ROWS = HOME / "report.md", HOME / "report.csv"
OFTEN = 25
"""After so many scenarios what there is is kept."""
COLUMNS = (
    "number",
    "model",
    "months",
    "clusters",
    "schools",
    "phases",
    "drawn",
    "assumptions",
    "budget",
    "figures",
    "worst",
    "difference",
)
DIGITS = 12
"""Of the hash of the model that a row was played on."""
Row = Mapping[str, str]


def row_of(number: int) -> Row:
    """What comes of a question."""
    scenario, place = question(number)
    found = compared(scenario, place)
    first = str(found.differences[0]) if found.differences else ""
    size = (scenario.months, len(place.clusters), len(place.schools), len(scenario.policy))
    asked = (word_of(scenario.drawn), len(scenario.assumptions), int(scenario.budget is not None))
    cells = (number, model_hash()[:DIGITS], *size, *asked, found.figures, f"{found.worst:.1e}", first)
    return dict(zip(COLUMNS, map(str, cells), strict=True))


def keep(rows: Mapping[int, Row]) -> None:
    """Write all rows, and the page of them."""
    in_order = [rows[number] for number in sorted(rows)]
    with ROWS.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(in_order)
    REPORT.write_text(page(in_order), encoding="utf-8")


def kept() -> dict[int, Row]:
    """What earlier runs on the model of today kept, by number of the question."""
    if not ROWS.exists():
        return {}
    with ROWS.open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row.get("model") == model_hash()[:DIGITS]]
    return {int(row["number"]): row for row in rows}


def page(rows: Iterable[Row]) -> str:
    """What was compared and what differs, in words."""
    rows = list(rows)
    same = [row for row in rows if not row["difference"]]
    worst = max((float(row["worst"]) for row in same), default=0.0)
    acting = sum(int(row["phases"]) > 0 for row in rows)
    phases, limited = (sum(int(row[name]) for row in rows) for name in ("phases", "budget"))
    numbers = Counter(row["drawn"] for row in rows)
    models = ", ".join(f"`{mark}`" for mark in sorted({row["model"] for row in rows}))
    lines = [
        "# The twin beside the package",
        "",
        "Made by `python -m verification.twin`; a row a scenario stands in `report.csv`.",
        "",
        f"- played on the model whose text, but for comments, has the hash {models}",
        f"- scenarios: {len(rows):,}, of which {acting:,} with a policy ({phases:,} phases), {limited:,} with a budget",
        f"- numbers: {', '.join(f'{many:,} of the {whence}' for whence, many in sorted(numbers.items()))}",
        f"- months: {sum(int(row['months']) for row in rows):,}; schools: {sum(int(row['schools']) for row in rows):,}",
        f"- figures compared: {sum(int(row['figures']) for row in rows):,}",
        f"- the same to {NEAR:g} in everything that is recorded: **{len(same):,} of {len(rows):,}**",
        f"- largest difference among those, relative to the larger of 1 and the value: {worst:.1e}",
        "",
    ]
    different = [f"- {row['difference']}" for row in rows if row["difference"]]
    return "\n".join([*lines, *(["## What differs", "", *different, ""] if different else [])])


def main(words: Sequence[str]) -> int:
    """Compare, and tell."""
    parser = argparse.ArgumentParser(prog="python -m verification.twin", description=__doc__)
    parser.add_argument("--scenarios", type=int, default=20)
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--quick", action="store_true")
    asked = parser.parse_args(words)
    rows = {} if asked.quick else kept()
    played = range(asked.first, asked.first + asked.scenarios)
    with use_language("en"):
        for number in played:
            rows[number] = row_of(number)
            if not asked.quick and number % OFTEN == 0:
                keep(rows)
            if rows[number]["difference"]:
                print(rows[number]["difference"], flush=True)
    print(page(rows[number] for number in sorted(rows)))
    if not asked.quick:
        keep(rows)
    return 3 if any(rows[number]["difference"] for number in played) else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
