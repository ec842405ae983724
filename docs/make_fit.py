"""Make fit_today.md: the fit of the model's numbers to facts that ships, as its commands printed it.

Run with ``python docs/make_fit.py FIT CHECK`` after a new posterior is laid into ``kkgsim/model``: FIT is the folder of
``kkgsim calibrate``, CHECK that of ``kkgsim calibrate --check``. What the page needs of their tables is kept in
``docs/fit``, their pictures in ``docs/pictures/fit``; without folders the page is made of what is kept.
``tests/analysis/calibration/test_shipped_fit.py`` checks that the page is the one made here, of the posterior that
ships.
"""

from __future__ import annotations

import csv
import shutil
import sys
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

from kkgsim.analysis.calibration.check import BAND, COVERED
from kkgsim.analysis.calibration.report import band_in_words, number_in_words
from kkgsim.analysis.calibration.tables import LUCK, REST, TOGETHER
from kkgsim.analysis.facts.words import short_name
from kkgsim.i18n import NO_VALUE, amount, decimal, percent, tr, use_language
from kkgsim.model.posterior import SHIPPED, identity_of, posterior

PAGE = Path(__file__).resolve().with_name("fit_today.md")
KEPT, PICTURES = PAGE.with_name("fit"), PAGE.with_name("pictures") / "fit"
TABLES = {"fit": ("fitted_numbers", "figures", "identifiability", "waves"),
          "check": ("gates", "planted", "without_study")}  # fmt: skip
SHOWN = {"fit": ("numbers",), "check": ("ranks", "coverage", "left_out", "predictive")}
LEFT_AS_THEY_WERE = ("prior", "condition")
DIGITS, LEADING = 9, 4
"""Significant digits that are kept, and how many numbers are named for a figure."""
MISSED = 0.5
"""A figure that fewer points of the posterior show in target is discussed."""

Row = dict[str, str]
HEAD = """# The fit that ships

Made by `python docs/make_fit.py` from what `{command}` and `kkgsim calibrate --check` printed: the posterior that
`kkgsim/model/posterior.json` holds (SHA-256 `{digest}`). How it is made and what each gate asks: `docs/calibration.md`.

{head}. {kept}
"""
FORM = "The form of the model is wrong, not a number: `docs/facts_today.md` says how."
WHY = {
    ("F2", "ratio"): "Training moves pupils less than it was measured to while coaching hardly does, so that the ratio"
                     " of the two is large.",
    ("F4", "ratio"): "At the best estimates it is in target. What shrinks coaching at scale is that a district finds"
                     " too few facilitators, and how many it finds is drawn; other reasons that a large programme may"
                     " have to be worse are not in the model.",
    ("F22", "ratio"): FORM,
    ("F25", "higher_in_sumba"): "Clusters of a district pay much the same prices: where all can pay in both places,"
                                " or none, neither has more of them.",
    ("F27", "non_readers_sumba"): "The middle is right; the target is narrower than what is not known of where pupils"
                                  " of Sumba begin, which is no number to fit.",
    ("F33", "ratio"): FORM,
}  # fmt: skip
"""What stands behind a figure that most points of the posterior do not show in target."""


def keep(folders: dict[str, Path]) -> None:
    """Keep what the page needs of the folders of a fit and of its check."""
    KEPT.mkdir(exist_ok=True)
    PICTURES.mkdir(parents=True, exist_ok=True)
    for kind, folder in folders.items():
        for name in TABLES[kind]:
            with (folder / f"{name}.csv").open(encoding="utf-8", newline="") as file:
                _write(KEPT / f"{name}.csv", [_short(row) for row in csv.DictReader(file)])
        for name in SHOWN[kind]:
            shutil.copyfile(folder / f"{name}.png", PICTURES / f"{name}.png")


def _short(row: Row) -> Row:
    """A row with the digits that are kept; of a number that stays as it was, no more than that."""
    if row.get("status") in LEFT_AS_THEY_WERE:
        return {key: value if key in ("number", "status") else "" for key, value in row.items()}
    return {key: _digits(value) for key, value in row.items()}


def _digits(text: str) -> str:
    try:
        return f"{float(text):.{DIGITS}g}" if "." in text else text
    except ValueError:
        return text


def _write(path: Path, rows: list[Row]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        table = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
        table.writeheader()
        table.writerows(rows)


def table(name: str) -> list[Row]:
    """The rows of a table that is kept."""
    with (KEPT / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def page() -> str:
    """The page as text, of what is kept."""
    with use_language("en"):
        return "\n".join([_head(), *_gates(), *_numbers(), *_carried(), *_figures(fitted=True), *_figures(fitted=False),
                          *_why(), *_planted(), *_left_out()])  # fmt: skip


def _head() -> str:
    known = posterior()
    fitted = [row for row in table("figures") if row["fitted"] == "True"]
    head = tr("calibrate_head", numbers=len(known.names), figures=len(fitted), facts=len(known.facts),
              points=known.made["points"], waves=known.made["waves"], seed=known.made["seed"])  # fmt: skip
    shares = ", ".join(percent(float(row["kept"]), 1) for row in table("waves")[1:])
    kept = f"Of what the evidence allows, the second wave and those after it left {shares}."
    budget = " ".join(f"--{key} {known.made[key]}" for key in ("points", "waves", "replays"))
    command = f"kkgsim calibrate {budget}"
    return HEAD.format(command=command, digest=identity_of(SHIPPED), head=head, kept=kept)


def _section(title: str, *heads: str) -> list[str]:
    return [f"## {title}", "", f"| {' | '.join(heads)} |", "|---" * len(heads) + "|"]


def _picture(name: str, words: str) -> list[str]:
    return ["", f"![{words}](pictures/fit/{name}.png)", ""]


def _gates() -> Iterator[str]:
    planted, left = table("planted"), table("without_study")
    covered = [float(row["covered_mean"]) for row in planted]
    identified = [row for row in planted if row["status"] == "identified"]
    missed = ", ".join(row["number"] for row in identified if row["recovered"] != "True") or tr("calibrate_none")
    details = {
        "ranks": tr("calibrate_gate_ranks", truths=int(planted[0]["truths"]), numbers=len(planted),
                    chance=decimal(min(float(row["chance"]) for row in planted), 3)),
        "coverage": tr("calibrate_gate_coverage", band=percent(BAND), low=percent(min(covered)),
                       high=percent(max(covered)), below=percent(min(float(row["covered_low"]) for row in planted)),
                       above=percent(max(float(row["covered_high"]) for row in planted)),
                       least=percent(COVERED[0]), most=percent(COVERED[1])),
        "recovery": tr("calibrate_gate_recovery", numbers=len(identified), missed=missed),
        "left_out": tr("calibrate_gate_left_out", inside=sum(row["inside"] == "True" for row in left),
                       figures=len(left)),
    }  # fmt: skip
    yield from _section("May it be believed?", tr("calibrate_gate"), tr("calibrate_verdict"), tr("calibrate_why"))
    for row in table("gates"):
        yield f"| {tr('calibrate_' + row['gate'])} | {tr('calibrate_' + row['verdict'])} | {details[row['gate']]} |"
    yield ""


def _numbers() -> Iterator[str]:
    rows = {row["number"]: row for row in table("fitted_numbers")}
    keys = ("number", "prior", "posterior", "expected", "narrowed", "smoother")
    yield from _section(tr("calibrate_numbers"), *(tr(f"calibrate_{key}") for key in keys))
    for name in posterior().names:
        row = rows[name]
        bands = [
            f"{amount(float(row[f'{w}_low']))} … {amount(float(row[f'{w}_high']))}" for w in ("prior", "posterior")
        ]
        shares = [percent(float(row[key])) for key in ("narrowed_expected", "narrowed", "smoother_narrowed")]
        yield f"| `{name}` | {' | '.join((*bands, *shares))} |"
    unmoved, conditions = (sum(row["status"] == word for row in rows.values()) for word in LEFT_AS_THEY_WERE)
    yield from ("", tr("calibrate_numbers_note"), "")
    yield (f"Moved by no fact, and left as their evidence has them: {unmoved} numbers. Not fitted, for they are"
           f" circumstances: {conditions}.")  # fmt: skip
    yield from _picture("numbers", "The fitted numbers before and after")


def _labels() -> dict[tuple[str, str], str]:
    return {(row["fact"], row["quantity"]): row["label_en"] for row in table("figures")}


def _carried() -> Iterator[str]:
    heads = ("facts_fact", "facts_quantity", "calibrate_carried", "calibrate_luck", "calibrate_unseen")
    yield from _section(tr("calibrate_identifiability"), *map(tr, heads))
    labels = _labels()
    for key, rows in groupby(table("identifiability"), key=lambda row: (row["fact"], row["quantity"])):
        share = {row["number"]: float(row["share"]) for row in rows}
        rest, luck = share.pop(REST) + share.pop(TOGETHER), share.pop(LUCK)
        leading = ", ".join(f"`{name}` {percent(part)}" for name, part in list(share.items())[:LEADING]) or NO_VALUE
        yield f"| {short_name(key[0])} | {labels[key]} | {leading} | {percent(luck)} | {percent(rest)} |"
    yield ""


def _figures(*, fitted: bool) -> Iterator[str]:
    heads = ("fact", "quantity", "measured", "before", "after", "target")
    words = [tr(f"{'facts' if key in ('fact', 'quantity') else 'calibrate'}_{key}") for key in heads]
    yield from _section(tr("calibrate_figures" if fitted else "calibrate_aside"), *words)
    for row in table("figures"):
        if (row["fitted"] == "True") == fitted:
            measured = f"{_number(row['value'])} ± {_number(row['spread'])}" if row["value"] else NO_VALUE
            shares = " → ".join(percent(float(row[f"{word}_in_target"])) for word in ("before", "after"))
            cells = (short_name(row["fact"]), row["label_en"], measured, _band(row, "before"), _band(row, "after"))
            yield f"| {' | '.join((*cells, shares))} |"
    yield ""
    if not fitted:
        yield tr("calibrate_figures_note")
        yield from _picture("predictive", "What points before and after show beside what was measured")


def _why() -> Iterator[str]:
    yield from ("## What most points of the posterior do not show", "")
    for row in missed():
        fact = short_name(row["fact"])
        yield f"- **{fact}** {row['label_en']}. {WHY[fact, row['quantity']]}"
    yield ""


def missed() -> list[Row]:
    """The figures that fewer points of the posterior than half show in target."""
    return [row for row in table("figures") if float(row["after_in_target"]) < MISSED]


def _planted() -> Iterator[str]:
    heads = (tr(f"calibrate_{key}") for key in ("number", "covered", "chance", "correlation"))
    yield from _section(tr("calibrate_planted"), *heads)
    for row in table("planted"):
        band = band_in_words(row, "covered", lambda share: percent(float(share)))
        chance, goes = decimal(float(row["chance"]), 3), decimal(float(row["recovered_correlation"]), 2)
        yield f"| `{row['number']}` | {band} | {chance} | {goes} |"
    yield from _picture("ranks", "Ranks of planted truths")
    yield from _picture("coverage", "How often bands cover planted truths")


def _left_out() -> Iterator[str]:
    heads = ("facts_fact", "facts_quantity", "calibrate_measured", "calibrate_foretelling", "facts_verdict")
    yield from _section("Studies left out, foretold by all others", *map(tr, heads))
    labels = _labels()
    for row in table("without_study"):
        verdict = tr("calibrate_inside" if row["inside"] == "True" else "calibrate_outside")
        cells = (short_name(row["fact"]), labels[row["fact"], row["quantity"]], _number(row["value"]))
        yield f"| {' | '.join((*cells, _band(row, 'foretold'), verdict))} |"
    yield from _picture("left_out", "Each study, foretold by all others")


def _band(row: Row, word: str) -> str:
    return band_in_words(row, word, _number)


def _number(text: str) -> str:
    return number_in_words(float(text or "nan"))


if __name__ == "__main__":
    if len(sys.argv) > 1:
        fit, check = map(Path, sys.argv[1:])
        keep({"fit": fit, "check": check})
    PAGE.write_text(page(), encoding="utf-8")
