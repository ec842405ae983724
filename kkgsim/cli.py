"""The command line. Nothing heavy is imported before a command needs it."""

from __future__ import annotations

import importlib
import math
import os
import sys
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Any

import click

from kkgsim import __version__
from kkgsim.errors import COMMAND_LINE, InputProblems, KKGError, OutputProblem, Problem, nearest, reason
from kkgsim.locale import LANGUAGES, refusal

ELSEWHERE = {"schools": "kkgsim.places.command:schools", "app": "kkgsim.app.command:app"}
"""Commands that live in the room they serve."""


class Lazy(click.Group):
    """A group that imports a command when it is called, and turns refusals into plain messages."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted({*super().list_commands(ctx), *ELSEWHERE})

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        if name in ELSEWHERE:
            module, attribute = ELSEWHERE[name].split(":")
            command: click.Command = getattr(importlib.import_module(module), attribute)
            return command
        return super().get_command(ctx, name)

    def resolve_command(self, ctx: click.Context, args: list[str]) -> Any:
        if args and self.get_command(ctx, args[0]) is None:
            known = self.list_commands(ctx)
            raise InputProblems([
                Problem(COMMAND_LINE, refusal("no_command"), given=args[0], allowed=", ".join(known),
                        nearest=nearest(args[0], known)),
            ])  # fmt: skip
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List commands without importing those that live elsewhere."""
        rows = [(name, HELP[name]) for name in self.list_commands(ctx)]
        with formatter.section("Commands"):
            formatter.write_dl(rows)

    def main(self, args: Sequence[str] | None = None, *rest: Any, **kwargs: Any) -> Any:
        words = sys.argv[1:] if args is None else list(args)
        for stream in (sys.stdout, sys.stderr):
            if hasattr(stream, "reconfigure"):
                stream.reconfigure(errors="replace")  # a narrow Windows code page must not cost an answer
        try:
            return super().main(args, *rest, **kwargs)
        except KKGError as error:
            click.echo(error.told(language(words)), err=True)
            sys.exit(1 if isinstance(error, OutputProblem) else 2)
        except BrokenPipeError:
            sys.exit(1)
        except OSError as error:
            click.echo(refusal("cannot_print", reason=reason(error))[language(words)], err=True)
            sys.exit(1)
        except MemoryError:
            click.echo(refusal("memory")[language(words)], err=True)
            sys.exit(1)


def language(words: Sequence[str]) -> str:
    """The language that the words of a command ask for with --lang, else that of KKGSIM_LANG, else English."""
    asked = os.environ.get("KKGSIM_LANG", "en")
    for word, after in zip(words, [*words[1:], ""], strict=True):
        if word == "--lang":
            asked = after
        elif word.startswith("--lang="):
            asked = word.removeprefix("--lang=")
    return asked if asked in LANGUAGES else "en"


HELP = {
    "app": "Open the screen in the browser. | Buka layar di peramban.",
    "cite": "Sources behind a scenario. | Sumber yang mendasari sebuah skenario.",
    "discover": "Where a policy fails. | Dalam keadaan apa sebuah kebijakan gagal.",
    "compare": "Compare policies on the same luck. | Bandingkan kebijakan dengan faktor kebetulan yang sama.",
    "explain": "One number, lever or outcome with its evidence. | Satu angka, kebijakan, atau hasil beserta buktinya.",
    "interactions": "Which levers need each other. | Kebijakan mana yang saling membutuhkan.",
    "levers": "What government can do. | Apa yang dapat dilakukan pemerintah.",
    "month": "How a month goes. | Urutan kejadian dalam satu bulan.",
    "places": "The places that ship with kkgsim. | Tempat bawaan yang tersedia.",
    "robust": "Which package stands most futures. | Paket mana yang tahan di sebagian besar masa depan.",
    "run": "Run one scenario. | Jalankan satu skenario.",
    "schools": "Import a school list. | Impor daftar sekolah.",
    "search": "Best packages under a budget. | Paket terbaik dalam batas anggaran.",
    "sensitivity": "What decides the outcomes of a study. | Apa yang menentukan hasil sebuah studi.",
    "standards": "How many clusters meet the KKG standards. | Berapa gugus memenuhi standar KKG.",
    "sweep": "Many runs over ranges of levers and numbers. | Banyak simulasi dengan rentang kebijakan dan angka.",
    "value": "What a survey should measure first. | Apa yang sebaiknya diukur survei lebih dulu.",
    "verify": "Check a sweep and play some of it again. | Periksa hasil sapuan dan ulang sebagian.",
}


class Amount(click.ParamType):  # type: ignore[type-arg]
    """A number as a person types it: ``0.4``, ``0,4`` or ``40%``."""

    name = "number"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> float:
        text = str(value).strip().replace(",", ".")
        try:
            found = float(text.removesuffix("%")) / (100.0 if text.endswith("%") else 1.0)
        except ValueError:
            found = math.nan
        if not math.isfinite(found):
            key = param.opts[0] if param else ""
            raise InputProblems([Problem(COMMAND_LINE, refusal("no_amount"), key=key, given=str(value))])
        return found


class Threshold(click.ParamType):  # type: ignore[type-arg]
    """An outcome and a number: ``attendance_share=70%``."""

    name = "outcome=number"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> tuple[str, float]:
        name, equals, amount = str(value).partition("=")
        if not equals:
            key = param.opts[0] if param else ""
            raise InputProblems([Problem(COMMAND_LINE, refusal("no_pair"), key=key, given=str(value))])
        return name.strip(), Amount().convert(amount, param, ctx)


LANG = click.option(
    "--lang", type=click.Choice(["en", "id"]), default=lambda: os.environ.get("KKGSIM_LANG", "en"),
    help="Language of words, tables and pictures (en or id). | Bahasa kata, tabel, dan gambar.",
)  # fmt: skip


SHARED = (
    click.option("--place", help="Place to ask about, instead of the scenario's. | Tempat bawaan atau folder tempat."),
    click.option("--months", type=click.IntRange(1, 240), help="Months, instead of the scenario's. | Jumlah bulan."),
    click.option("--replicates", type=click.IntRange(1, 100_000), help="Paired replicates. | Ulangan berpasangan."),
    click.option("--seed", type=click.IntRange(0, 2**32 - 1), help="Seed of all luck. | Benih acak."),
    click.option("--luck-only", is_flag=True,
                 help="Hold the numbers at the book's values. | Hanya faktor kebetulan; angka model tetap."),
    click.option("--workers", type=click.IntRange(1, 64), default=lambda: os.cpu_count() or 1,
                 help="Threads; any number gives the same results. | Jumlah utas; hasilnya tetap sama."),
    click.option("--out", type=click.Path(path_type=Path),
                 help="Folder for tables and pictures. | Folder untuk tabel dan gambar."),
    click.option("--overwrite", is_flag=True,
                 help="Replace an earlier result in --out. | Timpa hasil lama di --out."),
    click.option("--all", "everything", is_flag=True, help="Print all outcomes. | Tampilkan semua hasil."),
)  # fmt: skip
"""Options that ``run`` and ``compare`` share."""


@click.group(cls=Lazy, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="kkgsim")
def main() -> None:
    """What a policy does to teacher working groups (KKG), teachers, children and the budget.

    Apa pengaruh kebijakan terhadap KKG, guru, murid, dan anggaran.
    """


def _common(command: Any, options: Sequence[Any] = SHARED) -> Any:
    """The options that ``run`` and ``compare`` share."""
    for option in reversed((*options, LANG)):
        command = option(command)
    return command


@main.command(help=HELP["run"])
@click.argument("scenario", type=click.Path(path_type=Path))
@_common
def run(scenario: Path, **options: Any) -> None:
    from kkgsim.report.conduct import conduct

    conduct([scenario], alone=True, command=_command_line(), **options)


@main.command(help=HELP["compare"])
@click.argument("scenarios", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--against", type=click.Path(path_type=Path),
              help="Scenario to compare with, instead of the status quo. | Skenario pembanding.")  # fmt: skip
@click.option("--brief", is_flag=True,
              help="A line a policy, a table an outcome. | Satu baris per kebijakan, tabel per hasil.")  # fmt: skip
@_common
def compare(scenarios: tuple[Path, ...], against: Path | None, brief: bool, **options: Any) -> None:
    from kkgsim.report.brief_told import brief_told
    from kkgsim.report.conduct import conduct
    from kkgsim.report.told import told

    tell = brief_told if brief else told
    conduct(list(scenarios), against=against, command=_command_line(), tell=tell, **options)


@main.command(help=HELP["standards"])
@click.argument("scenario", type=click.Path(path_type=Path))
@partial(_common, options=SHARED[:-1])
def standards(scenario: Path, **options: Any) -> None:
    from kkgsim.report.conduct import conduct
    from kkgsim.report.standards_told import standards_told

    conduct([scenario], command=_command_line(), tell=standards_told, everything=False, **options)


@main.command(help=HELP["interactions"])
@click.argument("place", default="janapria")
@click.option("--outcome", "outcomes", multiple=True,
              help="Outcome to look at; may be given often. | Hasil yang dilihat; boleh berulang.")  # fmt: skip
@click.option("--at", "strength", type=click.Choice(["usual", "high"]), default="usual", show_default=True,
              help="Strength of the levers: usual or highest. | Kekuatan kebijakan: lazim atau tertinggi.")  # fmt: skip
@click.option("--months", type=click.IntRange(1, 240), default=36, show_default=True, help="Months. | Jumlah bulan.")
@click.option("--replicates", type=click.IntRange(1, 100_000), default=40, show_default=True,
              help="Paired replicates. | Ulangan berpasangan.")  # fmt: skip
@click.option("--seed", type=click.IntRange(0, 2**32 - 1), default=1, show_default=True,
              help="Seed of all luck. | Benih acak.")  # fmt: skip
@partial(_common, options=SHARED[4:-1])
def interactions(place: str, **options: Any) -> None:
    from kkgsim.report.interactions_told import conduct

    conduct(place, command=_command_line(), **options)


@main.command(help=HELP["sweep"])
@click.argument("study", type=click.Path(path_type=Path))
@click.option(
    "--workers",
    type=click.IntRange(1, 1024),
    default=lambda: os.cpu_count() or 1,
    help="Processes; any number gives the same bytes. | Jumlah proses; hasilnya tetap sama.",
)
@click.option("--out", type=click.Path(path_type=Path), help="Folder for the results. | Folder untuk hasil.")
@click.option("--chunk", type=click.IntRange(1, 1_000_000), help="Runs a file. | Simulasi per berkas.")
@click.option("--limit", type=click.FloatRange(1.0), help="Seconds a chunk may take. | Batas waktu per bagian (detik).")
@click.option(
    "--memory",
    type=click.IntRange(0),
    default=0,
    help="MB a worker may take; 0: no limit. | Batas memori per proses (MB); 0: tanpa batas.",
)
@click.option("--dry-run", is_flag=True, help="Only tell what it would take. | Hanya tampilkan perkiraan.")
@click.option("--fail-fast", is_flag=True, help="Stop at the first failed run. | Berhenti pada kegagalan pertama.")
@click.option(
    "--min-ok",
    type=click.FloatRange(0.0, 1.0),
    default=0.0,
    help="Share of sound runs below which to end with 4. | Bagian berhasil minimum.",
)
@LANG
def sweep(study: Path, **options: Any) -> None:
    from kkgsim.sweep.conduct import conduct

    conduct(study, command=_command_line(), **options)


@main.command(help=HELP["sensitivity"])
@click.argument("study", type=click.Path(path_type=Path))
@click.option("--method", type=click.Choice(["sobol", "morris", "fast", "rbd_fast", "delta", "pawn"]), default="sobol",
              show_default=True, help="Way of finding out. | Metode.")  # fmt: skip
@click.option("--samples", help="Size of the sample, or auto. | Jumlah sampel, atau auto.")
@click.option("--most", type=click.IntRange(16, 2**20), default=8192, show_default=True,
              help="Where auto ends. | Batas auto.")  # fmt: skip
@click.option("--second-order", is_flag=True, help="Also pairs of factors. | Juga pasangan faktor.")
@click.option("--screen", is_flag=True, help="Morris first, then what matters. | Saring dulu dengan Morris.")
@click.option("--keep", type=click.IntRange(1, 1000), default=30, show_default=True,
              help="Factors kept by a screening at most. | Faktor yang dipertahankan paling banyak.")  # fmt: skip
@click.option("--share", type=click.FloatRange(0.0, 1.0, min_open=True), default=0.95, show_default=True,
              help="Share of all effects that they carry. | Bagian pengaruh yang dimuat.")  # fmt: skip
@click.option("--replicates", type=click.IntRange(1, 100_000), help="Instead of the study's. | Jumlah ulangan.")
@click.option("--dry-run", is_flag=True, help="Only tell what it would take. | Hanya tampilkan perkiraan.")
@partial(_common, options=SHARED[5:-1])
def sensitivity(study: Path, **options: Any) -> None:
    from kkgsim.report.sensitivity_conduct import conduct

    conduct(study, command=_command_line(), **options)


@main.command(help=HELP["verify"])
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--run", type=click.IntRange(0), help="Play this run again. | Ulang simulasi ini.")
@LANG
def verify(folder: Path, **options: Any) -> None:
    from kkgsim.sweep.conduct import verified

    verified(folder, **options)


@main.command(help=HELP["discover"])
@click.argument("asked", metavar="DIR_OR_STUDY", type=click.Path(path_type=Path))
@click.option("--outcome", required=True, help="Outcome or kept column. | Hasil atau kolom yang disimpan.")
@click.option("--below", type=Amount(), help="It fails below this. | Gagal bila di bawah ini.")
@click.option("--above", type=Amount(), help="It fails above this. | Gagal bila di atas ini.")
@click.option("--against-today", is_flag=True,
              help="Judge the gain over the status quo. | Nilai perbaikan dibanding keadaan sekarang.")  # fmt: skip
@click.option("--drop-failed", is_flag=True,
              help="Leave out points with failed runs. | Abaikan titik yang simulasinya gagal dijalankan.")  # fmt: skip
@click.option("--seed", type=click.IntRange(0, 2**32 - 1), default=1, show_default=True,
              help="Seed of which points are held back. | Benih acak titik yang disisihkan.")  # fmt: skip
@partial(_common, options=SHARED[5:-1])
def discover(asked: Path, **options: Any) -> None:
    from kkgsim.report.discovering import conduct

    conduct(asked, command=_command_line(), **options)


@main.command(help=HELP["robust"])
@click.argument("scenarios", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--futures", type=click.IntRange(2, 10_000), default=200, show_default=True,
              help="Draws of the numbers and of luck. | Undian angka dan faktor kebetulan.")  # fmt: skip
@click.option("--outcome", "outcomes", multiple=True,
              help="Outcome to judge by; may be given often. | Hasil yang dinilai; boleh berulang.")  # fmt: skip
@click.option("--at-least", type=Threshold(), multiple=True,
              help="What satisfies, as in attendance_share=70%. | Batas yang memuaskan.")  # fmt: skip
@click.option("--cost-at-most", type=Amount(), help="Rupiah a year that satisfy. | Biaya setahun paling banyak.")
@click.option("--seed", type=click.IntRange(0, 2**32 - 1), default=1, show_default=True,
              help="Seed of all luck. | Benih acak.")  # fmt: skip
@partial(_common, options=(*SHARED[:2], *SHARED[5:-1]))
def robust(scenarios: tuple[Path, ...], **options: Any) -> None:
    from kkgsim.report.judging import conduct

    conduct(list(scenarios), command=_command_line(), **options)


@main.command(help=HELP["search"])
@click.argument("study", type=click.Path(path_type=Path))
@click.option("--budget", type=click.FloatRange(0.0), default=float("inf"),
              help="Rupiah a year beyond the status quo. | Rupiah setahun di atas keadaan sekarang.")  # fmt: skip
@click.option("--payer", default="everybody", show_default=True,
              help="Whose budget it is. | Sumber dana yang dibatasi.")  # fmt: skip
@click.option("--outcome", default="practice_mean", show_default=True,
              help="Outcome to raise. | Hasil yang ingin ditingkatkan.")  # fmt: skip
@click.option("--target", help="What would it take: outcome=level. | Apa yang diperlukan: hasil=tingkat.")
@click.option("--chance", type=click.FloatRange(0.0, 1.0, min_open=True), default=0.8, show_default=True,
              help="Share of futures to reach the target. | Peluang mencapai sasaran.")  # fmt: skip
@click.option("--evaluations", type=click.IntRange(8, 1_000_000), default=2000, show_default=True,
              help="Packages to weigh at most. | Jumlah paket paling banyak.")  # fmt: skip
@click.option("--futures", type=click.IntRange(1, 100_000),
              help="Futures a package, instead of the study's replicates. | Masa depan per paket.")  # fmt: skip
@click.option("--fresh", type=click.IntRange(1, 100_000), default=200, show_default=True,
              help="Fresh futures for the packages shown. | Masa depan baru untuk paket terpilih.")  # fmt: skip
@click.option("--show", "most", type=click.IntRange(1, 20), default=8, show_default=True,
              help="Packages to show. | Jumlah paket yang ditampilkan.")  # fmt: skip
@click.option("--seed", type=click.IntRange(0, 2**32 - 1), help="Seed of the search. | Benih acak pencarian.")
@partial(_common, options=SHARED[5:-1])
def search(study: Path, **options: Any) -> None:
    from kkgsim.report.search_command import conduct

    conduct(study, command=_command_line(), **options)


@main.command(help=HELP["value"])
@click.argument("questions", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--outcome", default="practice_mean", show_default=True,
              help="Outcome that counts. | Hasil yang dihitung.")  # fmt: skip
@click.option("--worth", type=click.FloatRange(0.0),
              help="Rupiah a year that a step of it is worth. | Nilai satu satuan hasil, rupiah setahun.")  # fmt: skip
@click.option("--budget", type=click.FloatRange(0.0), default=float("inf"),
              help="Rupiah a year beyond the status quo. | Rupiah setahun di atas keadaan sekarang.")  # fmt: skip
@click.option("--futures", type=click.IntRange(100, 100_000), default=1000, show_default=True,
              help="Draws of all uncertain numbers. | Jumlah undian semua angka.")  # fmt: skip
@click.option("--lucks", type=click.IntRange(1, 64), default=2, show_default=True,
              help="Lucks a future. | Ulangan acak per masa depan.")  # fmt: skip
@partial(_common, options=(*SHARED[:2], *SHARED[3:4], *SHARED[5:-1]))
def value(questions: tuple[Path, ...], **options: Any) -> None:
    from kkgsim.report.value_command import conduct

    conduct(list(questions), command=_command_line(), **options)


def _command_line() -> str:
    return " ".join(["kkgsim", *sys.argv[1:]])


@main.command(help=HELP["explain"])
@click.argument("name")
@LANG
def explain(name: str, lang: str) -> None:
    from kkgsim.report.evidence import explained

    click.echo(explained(name, lang))


@main.command(help=HELP["cite"])
@click.argument("scenario", type=click.Path(path_type=Path))
@LANG
def cite(scenario: Path, lang: str) -> None:
    from kkgsim.report.evidence import cited
    from kkgsim.scenario_file import read_scenario

    click.echo(cited(read_scenario(scenario), lang))


@main.command(help=HELP["levers"])
@LANG
def levers(lang: str) -> None:
    from kkgsim.report.evidence import levers_told

    click.echo(levers_told(lang))


@main.command(help=HELP["month"])
@LANG
def month(lang: str) -> None:
    from kkgsim.month import printed

    click.echo(printed(lang))


@main.command(help=HELP["places"])
@LANG
def places(lang: str) -> None:
    from kkgsim.places.synthetic import embedded

    for name, title in embedded().items():
        click.echo(f"{name:<16} {title[lang]}")
