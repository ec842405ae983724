"""Play random scenarios on the twin and on the package: ``python -m verification.twin --scenarios 1000``.

With ``--first N`` the first number is another; ``--report`` keeps the report beside this module. Ends with 3 where
anything differs.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from verification.twin.compare import NEAR, Compared, compared
from verification.twin.questions import question

REPORT = Path(__file__).resolve().parent / "report.md"


def report(first: int, results: Sequence[Compared]) -> str:
    """What was compared and what differs, as a page."""
    same = sum(not one.differences for one in results)
    lines = [
        "# The twin beside the package", "",
        f"Random scenarios {first} to {first + len(results) - 1}, made by `python -m verification.twin`: "
        f"{len(results):,}, {sum(one.figures for one in results):,} figures.", "",
        f"- the same to {NEAR:g} in everything recorded: **{same:,} of {len(results):,}**",
        f"- the largest difference among those: {max((r.worst for r in results if not r.differences), default=0.0):.1e}",
        "",
    ]  # fmt: skip
    different = [str(one) for result in results for one in result.differences]
    if different:
        lines += ["## What differs", "", *(f"- {line}" for line in different), ""]
    return "\n".join(lines)


def main(words: Sequence[str]) -> int:
    """Compare, and tell."""
    parser = argparse.ArgumentParser(prog="python -m verification.twin", description=__doc__)
    parser.add_argument("--scenarios", type=int, default=20)
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--report", action="store_true")
    asked = parser.parse_args(words)
    results = []
    for rank in range(asked.first, asked.first + asked.scenarios):
        results.append(compared(*question(rank)))
        for difference in results[-1].differences:
            print(difference, flush=True)
    text = report(asked.first, results)
    print(text)
    if asked.report:
        REPORT.write_text(text, encoding="utf-8")
    return 3 if any(result.differences for result in results) else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
