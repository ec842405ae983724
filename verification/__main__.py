"""Play all checks, draw their pictures, and write the table of verdicts: ``python -m verification``.

With ``--quick`` only what takes seconds, and nothing is written. Ends with 3 where a check does not hold.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

from kkgsim.i18n import use_language
from verification import closed_forms, limits, sampling
from verification.check import Check

HOME = Path(__file__).resolve().parent
PAGE, PICTURES = HOME / "README.md", HOME / "pictures"
QUICK = (*closed_forms.CHECKS, *limits.CHECKS)
ALL = (*QUICK, *sampling.CHECKS)
MARK = re.compile(r"<!-- made -->.*?<!-- end -->", re.S)


def picture_of(check: Check) -> str:
    """The file of a check's picture."""
    return check.name.replace(" ", "_") + ".png"


def drawn(check: Check) -> None:
    """Draw the picture of a check."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    figure = Figure(figsize=(4.5, 3.2), dpi=110, layout="constrained")
    FigureCanvasAgg(figure)
    check.draw(figure.add_subplot())
    PICTURES.mkdir(exist_ok=True)
    figure.savefig(PICTURES / picture_of(check), metadata={"Software": None})


def table(checks: Iterable[Check]) -> str:
    """Verdicts, a row a check; nothing, and nothing but rounding, are written as such."""
    lines = ["| check | kind | what must hold | off by | may be | verdict |", "|---|---|---|---|---|---|"]
    for c in checks:
        small = "rounding" if 0.0 < c.off <= c.limit <= 1e-6 else "nothing"
        off = small if c.off == 0.0 or small == "rounding" else f"{c.off:.2g} {c.unit}"
        verdict = "**holds**" if c.holds else "**does not hold**"
        picture = f"[{c.name}](pictures/{picture_of(c)})"
        lines.append(f"| {picture} | {c.kind} | {c.claim} | {off} | {c.limit:.2g} | {verdict} |")
    return "\n".join(lines)


def main(words: Sequence[str]) -> int:
    """Play the checks and tell."""
    with use_language("en"):
        checks = []
        for make in QUICK if "--quick" in words else ALL:
            checks.append(make())
            print(f"{'holds' if checks[-1].holds else 'DOES NOT HOLD':<14} {checks[-1].name}", flush=True)
    if "--quick" not in words:
        for check in checks:
            drawn(check)
        page = MARK.sub(lambda _: f"<!-- made -->\n{table(checks)}\n<!-- end -->", PAGE.read_text(encoding="utf-8"))
        PAGE.write_text(page, encoding="utf-8")
    return 0 if all(check.holds for check in checks) else 3


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
