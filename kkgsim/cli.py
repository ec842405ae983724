"""The command line. Nothing heavy is imported before a command needs it."""

from __future__ import annotations

import importlib
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
    "compare": "Compare policies on the same luck. | Bandingkan kebijakan dengan faktor kebetulan yang sama.",
    "explain": "One number, lever or outcome with its evidence. | Satu angka, kebijakan, atau hasil beserta buktinya.",
    "interactions": "Which levers need each other. | Kebijakan mana yang saling membutuhkan.",
    "levers": "What government can do. | Apa yang dapat dilakukan pemerintah.",
    "month": "How a month goes. | Urutan kejadian dalam satu bulan.",
    "places": "The places that ship with kkgsim. | Tempat bawaan yang tersedia.",
    "run": "Run one scenario. | Jalankan satu skenario.",
    "schools": "Import a school list. | Impor daftar sekolah.",
    "standards": "How many clusters meet the KKG standards. | Berapa gugus memenuhi standar KKG.",
    "sweep": "Many runs over ranges of levers and numbers. | Banyak simulasi dengan rentang kebijakan dan angka.",
    "verify": "Check a sweep and play some of it again. | Periksa hasil sapuan dan ulang sebagian.",
}

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
@_common
def compare(scenarios: tuple[Path, ...], against: Path | None, **options: Any) -> None:
    from kkgsim.report.conduct import conduct

    conduct(list(scenarios), against=against, command=_command_line(), **options)


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
@click.option("--dask", default="", metavar="ADDRESS",
              help="Play on a Dask cluster: tcp://HOST:PORT, or local. | Jalankan di klaster Dask.")  # fmt: skip
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
@click.option("--yes", is_flag=True, help="Begin a large sweep unasked. | Mulai sapuan besar tanpa bertanya.")
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


@main.command(help=HELP["verify"])
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--run", type=click.IntRange(0), help="Play this run again. | Ulang simulasi ini.")
@LANG
def verify(folder: Path, **options: Any) -> None:
    from kkgsim.sweep.conduct import verified

    verified(folder, **options)


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
