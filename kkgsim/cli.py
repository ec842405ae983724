"""The command line. Nothing heavy is imported before a command needs it."""

from __future__ import annotations

import importlib
import os
import sys
from pathlib import Path
from typing import Any

import click

from kkgsim import __version__
from kkgsim.errors import KKGError, OutputProblem, nearest

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
            near = nearest(args[0], self.list_commands(ctx))
            raise click.UsageError(f"no command {args[0]!r}" + (f"; did you mean {near}?" if near else ""), ctx)
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List commands without importing those that live elsewhere."""
        rows = [(name, HELP[name]) for name in self.list_commands(ctx)]
        with formatter.section("Commands"):
            formatter.write_dl(rows)

    def main(self, *args: Any, **kwargs: Any) -> Any:
        try:
            return super().main(*args, **kwargs)
        except KKGError as error:
            click.echo(str(error), err=True)
            sys.exit(1 if isinstance(error, OutputProblem) else 2)
        except MemoryError:
            click.echo("not enough memory for this question; ask for fewer schools, months or replicates", err=True)
            sys.exit(1)


HELP = {
    "app": "Open the screen in the browser. | Buka layar di peramban.",
    "cite": "Sources behind a scenario. | Sumber di balik sebuah skenario.",
    "compare": "Compare policies on the same luck. | Bandingkan kebijakan pada nasib yang sama.",
    "explain": "One number, lever or outcome with its evidence. | Satu angka, tuas, atau hasil dengan buktinya.",
    "levers": "What government can do. | Apa yang dapat dilakukan pemerintah.",
    "month": "How a month goes. | Jalannya satu bulan.",
    "places": "The places that ship with kkgsim. | Tempat yang tersedia.",
    "run": "Run one scenario. | Jalankan satu skenario.",
    "schools": "Import a school list. | Impor daftar sekolah.",
}

LANG = click.option(
    "--lang", type=click.Choice(["en", "id"]), default=lambda: os.environ.get("KKGSIM_LANG", "en"),
    help="Language of words, tables and pictures (en or id). | Bahasa.",
)  # fmt: skip


@click.group(cls=Lazy, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="kkgsim")
def main() -> None:
    """What a policy does to teacher working groups (KKG), teachers, children and the budget.

    Apa pengaruh kebijakan terhadap KKG, guru, murid, dan anggaran.
    """


def _common(command: Any) -> Any:
    """The options that ``run`` and ``compare`` share."""
    options = [
        click.option("--place", help="Embedded place or place folder, instead of the scenario's. | Tempat."),
        click.option("--months", type=click.IntRange(1, 240), help="Horizon, instead of the scenario's. | Bulan."),
        click.option("--replicates", type=click.IntRange(1, 100_000), help="Paired replicates. | Ulangan."),
        click.option("--seed", type=click.IntRange(0, 2**32 - 1), help="Seed of all luck. | Benih."),
        click.option("--luck-only", is_flag=True, help="Hold the numbers at the book's values. | Hanya nasib."),
        click.option("--workers", type=click.IntRange(1, 64), default=lambda: os.cpu_count() or 1,
                     help="Threads; any number gives the same results. | Jumlah utas."),
        click.option("--out", type=click.Path(path_type=Path), help="Folder for tables and pictures. | Folder hasil."),
        click.option("--overwrite", is_flag=True, help="Replace an earlier result in --out. | Ganti hasil lama."),
        click.option("--all", "everything", is_flag=True, help="Print all outcomes. | Tampilkan semua hasil."),
        LANG,
    ]  # fmt: skip
    for option in reversed(options):
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
              help="Scenario to compare with, instead of the status quo. | Pembanding.")  # fmt: skip
@_common
def compare(scenarios: tuple[Path, ...], against: Path | None, **options: Any) -> None:
    from kkgsim.report.conduct import conduct

    conduct(list(scenarios), against=against, command=_command_line(), **options)


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

    click.echo(cited(read_scenario(scenario, lang=lang), lang))


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
