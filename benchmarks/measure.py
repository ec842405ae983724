"""Measure kkgsim and its peers side by side, in one run: ``python benchmarks/measure.py --help``."""

from __future__ import annotations

import importlib
import sys
import time
import warnings
from pathlib import Path

import click

if not __package__:  # started as a file: what is imported lies beside its folder, not in it
    sys.path[0] = str(Path(__file__).resolve().parent.parent)

PARTS = {
    "a": "clocks", "b": "sweeps", "c": "peers", "d": "floor", "e": "growth", "f": "starting", "g": "browser",
    "h": "answering", "i": "published", "j": "before",
}  # fmt: skip


def _parts(context: click.Context, option: click.Parameter, given: str) -> list[str]:
    """The parts asked for, in the order of the suite."""
    wanted = [letter.strip() for letter in given.split(",")]
    if unknown := [letter for letter in wanted if letter not in PARTS]:
        raise click.BadParameter(f"no part {', '.join(unknown)}; there are {', '.join(PARTS)}")
    return [letter for letter in PARTS if letter in wanted]


@click.command()
@click.option("--only", default=",".join(PARTS), callback=_parts, help="Parts to measure, e.g. a,c. All by default.")
@click.option("--quick", is_flag=True, help="Small sizes and few repeats: some two minutes.")
@click.option("--repeats", type=click.IntRange(1, 99), help="Rounds, instead of 5 (quick: 3).")
@click.option("--out", type=click.Path(path_type=Path, file_okay=False), default=Path("benchmark-results"),
              help="Folder for report.md, measured.csv and picture.png.")  # fmt: skip
def main(only: list[str], quick: bool, repeats: int | None, out: Path) -> None:
    """Measure kkgsim and its peers side by side and write a table and a picture."""
    from benchmarks import machine, told
    from benchmarks.parts import Effort
    from benchmarks.picture import picture

    warnings.filterwarnings("ignore", category=SyntaxWarning)  # of peers
    about, began = machine.lines(), time.perf_counter()
    rows = []
    for letter in only:
        click.echo(f"({letter}) {told.TITLES[letter]} ...", err=True)
        part = importlib.import_module(f"benchmarks.parts.{PARTS[letter]}")
        rows += part.rows(Effort(repeats or (3 if quick else 5), quick))
    about["measured in"] = f"{time.perf_counter() - began:.0f} s{', with --quick' if quick else ''}"
    text = told.markdown(rows, about)
    out.mkdir(parents=True, exist_ok=True)
    (out / "report.md").write_text(text, encoding="utf-8")
    told.table(rows, out / "measured.csv")
    picture(rows, out / "picture.png")
    click.echo(text)


if __name__ == "__main__":
    main()
