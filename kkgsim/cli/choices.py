"""Commands about choosing among packages: robust, search, value."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from kkgsim.cli.options import (
    ANSWER,  # fmt: skip
    BUDGET,
    DRY_RUN,
    HELP,
    PLACE,
    Rupiah,
    Share,
    Threshold,
    lang,
    months,
    only_with,
    options,
    seed,
)
from kkgsim.cli.output_option import to_output
from kkgsim.scenario.limits import LIMITS


@click.command(help=HELP["robust"])
@click.argument("scenarios", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--futures", type=click.IntRange(*LIMITS["futures"]), default=200, show_default=True,
              help="Draws of the numbers and of luck. | Undian angka dan faktor kebetulan.")  # fmt: skip
@click.option("--outcome", "outcomes", multiple=True,
              help="Outcome to judge by; may be given often. | Hasil yang dinilai; boleh berulang.")  # fmt: skip
@click.option("--at-least", type=Threshold(), multiple=True,
              help="What satisfies, as in attendance_share=70%. | Batas yang memuaskan.")  # fmt: skip
@click.option("--cost-at-most", type=Rupiah(), help="Rupiah a year that satisfy. | Biaya setahun paling banyak.")
@options(seed(1), PLACE, months(), *ANSWER, lang())
@to_output
def robust(scenarios: tuple[Path, ...], **asked: Any) -> None:
    from kkgsim.cli.robust import run_robust

    run_robust(scenarios, **asked)


@click.command(help=HELP["search"])
@click.argument("study", type=click.Path(path_type=Path))
@BUDGET
@click.option("--payer", default="everybody", show_default=True,
              help="Whose budget it is. | Sumber dana yang dibatasi.")  # fmt: skip
@click.option("--outcome", show_default="practice_mean",
              help="Outcome to raise. | Hasil yang ingin ditingkatkan.")  # fmt: skip
@click.option("--target", help="What would it take: outcome=level. | Apa yang diperlukan: hasil=tingkat.")
@click.option("--chance", type=Share(some=True), default=0.8, show_default=True,
              help="Share of futures to reach the target. | Peluang mencapai sasaran.")  # fmt: skip
@click.option("--evaluations", type=click.IntRange(8, 1_000_000), default=2000, show_default=True,
              help="Packages to weigh at most. | Jumlah paket paling banyak.")  # fmt: skip
@click.option("--futures", type=click.IntRange(1, 100_000),
              help="Futures a package, instead of the study's replicates. | Masa depan per paket.")  # fmt: skip
@click.option("--fresh", type=click.IntRange(1, 100_000), default=200, show_default=True,
              help="Fresh futures for the packages shown. | Masa depan baru untuk paket terpilih.")  # fmt: skip
@click.option("--show", "most", type=click.IntRange(1, 20), default=8, show_default=True,
              help="Packages to show. | Jumlah paket yang ditampilkan.")  # fmt: skip
@click.option("--keep", type=click.Path(path_type=Path),
              help="Folder for the evaluations, which then stay. | Folder hasil perhitungan.")  # fmt: skip
@options(seed(told="Seed of the search. | Benih acak pencarian."), DRY_RUN, *ANSWER, lang())
@to_output
def search(study: Path, **asked: Any) -> None:
    from kkgsim.cli.search import run_search

    only_with("chance", "--target", asked["target"] is not None)
    run_search(study, **asked)


@click.command(help=HELP["value"])
@click.argument("questions", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--outcome", default="practice_mean", show_default=True,
              help="Outcome that counts. | Hasil yang dihitung.")  # fmt: skip
@click.option("--worth", type=Rupiah(),
              help="Rupiah a year that a step of it is worth. | Nilai satu satuan hasil, rupiah setahun.")  # fmt: skip
@BUDGET
@click.option("--futures", type=click.IntRange(100, 100_000), default=1000, show_default=True,
              help="Draws of all uncertain numbers. | Jumlah undian semua angka.")  # fmt: skip
@click.option("--lucks", type=click.IntRange(1, 64), default=2, show_default=True,
              help="Lucks a future. | Ulangan acak per masa depan.")  # fmt: skip
@options(PLACE, months(), seed(), *ANSWER, lang())
@to_output
def value(questions: tuple[Path, ...], **asked: Any) -> None:
    from kkgsim.cli.value import run_value

    run_value(list(questions), **asked)
