"""Commands about study files and their sweeps: sweep, verify, sensitivity, discover."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import click

from kkgsim.cli.options import (
    ANSWER,  # fmt: skip
    DRY_RUN,
    HELP,
    Amount,
    Seconds,
    Share,
    lang,
    only_with,
    options,
    replicates,
    seed,
    typed,
)
from kkgsim.cli.output_option import to_output


@click.command(help=HELP["sweep"])
@click.argument("study", type=click.Path(path_type=Path))
@click.option("--workers", type=click.IntRange(1, 1024), default=lambda: os.cpu_count() or 1,
              help="Processes; any number gives the same bytes. | Jumlah proses; hasilnya tetap sama.")  # fmt: skip
@click.option("--dask", default="", metavar="ADDRESS",
              help="Run on a Dask cluster: tcp://HOST:PORT, or local. | Jalankan di klaster Dask.")  # fmt: skip
@click.option("--dask-wait", type=click.FloatRange(1.0),
              help="Seconds to wait while there is no Dask worker. | Batas menunggu pekerja Dask (detik).")  # fmt: skip
@click.option("--out", type=click.Path(path_type=Path), help="Folder for the results. | Folder untuk hasil.")
@click.option("--chunk", type=click.IntRange(1, 1_000_000), help="Runs a file. | Simulasi per berkas.")
@click.option("--limit", type=Seconds(), help="Seconds a chunk may take. | Batas waktu per bagian (detik).")
@click.option("--memory", type=click.IntRange(0), default=0,
              help="MB a worker may take; 0: no limit. | Batas memori per proses (MB); 0: tanpa batas.")  # fmt: skip
@DRY_RUN
@click.option("--yes", is_flag=True, help="Begin a large sweep without asking. | Mulai tanpa bertanya.")
@click.option("--fail-fast", is_flag=True, help="Stop at the first failed run. | Berhenti pada kegagalan pertama.")
@click.option("--min-ok", type=Share(), default=0.0,
              help="Share of successful runs below which to end with 4. | Batas bawah simulasi berhasil.")  # fmt: skip
@lang()
def sweep(study: Path, **asked: Any) -> None:
    from kkgsim.cli.sweep_runner import run_sweep

    run_sweep(study, command=typed(), **asked)


VERIFIED = (
    "Ends with 0 when all runs are there and all that was looked at agrees, with 3 when something is missing or other"
    " than it was, with 5 when it is sound but not finished. | Berakhir dengan 0 bila semua simulasi ada dan cocok, 3"
    " bila ada yang hilang atau berubah, 5 bila benar tetapi belum selesai."
)


@click.command(help=f"{HELP['verify']}\n\n{VERIFIED}")
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--run", type=click.IntRange(0), help="Run this one again. | Jalankan ulang simulasi ini.")
@lang()
def verify(folder: Path, **asked: Any) -> None:
    from kkgsim.cli.sweep_runner import run_verify

    run_verify(folder, **asked)


@click.command(help=HELP["sensitivity"])
@click.argument("study", type=click.Path(path_type=Path))
@click.option("--method", type=click.Choice(["sobol", "morris", "fast", "rbd_fast", "delta", "pawn"]), default="sobol",
              show_default=True, help="Method of the analysis. | Metode analisis.")  # fmt: skip
@click.option("--samples", help="Size of the sample, or auto. | Jumlah sampel, atau auto.")
@click.option("--most", type=click.IntRange(16, 2**20), default=8192, show_default=True,
              help="Largest sample of auto. | Sampel terbesar untuk auto.")  # fmt: skip
@click.option("--second-order", is_flag=True, help="Also pairs of factors. | Juga pasangan faktor.")
@click.option("--screen", is_flag=True, help="Morris first, then what matters. | Saring dulu dengan Morris.")
@click.option("--keep", type=click.IntRange(1, 1000), default=30, show_default=True,
              help="Factors kept by a screening at most. | Faktor yang dipertahankan paling banyak.")  # fmt: skip
@click.option("--share", type=Share(some=True), default=0.95, show_default=True,
              help="Share of all effects that they carry. | Porsi pengaruh yang dimuat.")  # fmt: skip
@options(replicates(told="Instead of the study's. | Jumlah ulangan."), DRY_RUN, *ANSWER, lang())
@to_output
def sensitivity(study: Path, **asked: Any) -> None:
    from kkgsim.cli.sensitivity import AUTO, run_sensitivity

    for name in ("keep", "share"):
        only_with(name, "--screen", asked["screen"])
    only_with("most", f"--samples {AUTO}", asked["samples"] == AUTO)
    run_sensitivity(study, **asked)


@click.command(help=HELP["discover"])
@click.argument("asked", metavar="DIR_OR_STUDY", type=click.Path(path_type=Path))
@click.option("--outcome", required=True, help="Outcome or kept column. | Hasil atau kolom yang disimpan.")
@click.option("--below", type=Amount(), help="It fails below this. | Gagal bila di bawah ini.")
@click.option("--above", type=Amount(), help="It fails above this. | Gagal bila di atas ini.")
@click.option("--against-today", is_flag=True,
              help="Judge the gain over the status quo. | Nilai perbaikan dibanding keadaan sekarang.")  # fmt: skip
@click.option("--drop-failed", is_flag=True,
              help="Leave out points with failed runs. | Abaikan titik yang simulasinya gagal dijalankan.")  # fmt: skip
@options(seed(1, "Seed of the held-out points. | Angka awal acak titik uji."), *ANSWER, lang())
@to_output
def discover(asked: Path, **how: Any) -> None:
    from kkgsim.cli.discover import run_discover

    run_discover(asked, **how)
