"""The command line. Nothing heavy is imported before a command needs it."""

from __future__ import annotations

import importlib
import os
import sys
from collections.abc import Sequence
from typing import Any, NoReturn

import click

from kkgsim import __version__
from kkgsim.cli.options import HELP
from kkgsim.errors import COMMAND_LINE, InputError, Issue, KKGError, OutputError, nearest, reason
from kkgsim.i18n import LANGUAGES, VARIABLE, refusal, use_language
from kkgsim.io.printing import open_streams, silence, tell

COMMANDS = {
    "kkgsim.cli.policies": ("run", "compare", "standards", "interactions"),
    "kkgsim.cli.studies": ("sweep", "verify", "sensitivity", "discover"),
    "kkgsim.cli.choices": ("robust", "search", "value"),
    "kkgsim.cli.reference": ("explain", "cite", "levers", "month", "places"),
    "kkgsim.cli.schools": ("schools",),
    "kkgsim.cli.app": ("app",),
}
"""The commands by the module that each lives in, under its own name."""
HOMES = {name: module for module, names in COMMANDS.items() for name in names}


class Lazy(click.Group):
    """A group that imports a command when it is called, and turns refusals into plain messages."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted(HOMES)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        if name not in HOMES:
            return None
        command: click.Command = getattr(importlib.import_module(HOMES[name]), name)
        return command

    def resolve_command(self, ctx: click.Context, args: list[str]) -> Any:
        if args and args[0] not in HOMES:
            known = self.list_commands(ctx)
            raise InputError([
                Issue(COMMAND_LINE, refusal("no_command"), given=args[0], allowed=", ".join(known),
                        nearest=nearest(args[0], known)),
            ])  # fmt: skip
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List commands without importing any."""
        rows = [(name, HELP[name]) for name in self.list_commands(ctx)]
        with formatter.section("Commands"):
            formatter.write_dl(rows)

    def main(self, args: Sequence[str] | None = None, *rest: Any, **kwargs: Any) -> Any:
        open_streams()
        with use_language(language(sys.argv[1:] if args is None else list(args))):
            try:
                demand_language()
                return super().main(args, *rest, **kwargs)
            except KKGError as error:
                _leave(str(error), 1 if isinstance(error, OutputError) else 2)
            except BrokenPipeError:
                silence(sys.stdout)
                sys.exit(1)
            except OSError as error:
                silence(sys.stdout)
                _leave(str(refusal("cannot_print", reason=reason(error))), 1)
            except MemoryError:
                _leave(str(refusal("memory")), 1)


def _leave(why: str, code: int) -> NoReturn:
    """Say why, and end."""
    tell(why, err=True)
    sys.exit(code)


def language(words: Sequence[str]) -> str:
    """The language that the words of a command ask for with --lang, else that of KKGSIM_LANG, else English."""
    asked = os.environ.get(VARIABLE, "en")
    for word, after in zip(words, [*words[1:], ""], strict=True):
        if word == "--lang":
            asked = after
        elif word.startswith("--lang="):
            asked = word.removeprefix("--lang=")
    return asked if asked in LANGUAGES else "en"


def demand_language() -> None:
    """Refuse an unknown language in the environment. Raises ``InputError``."""
    given = os.environ.get(VARIABLE) or "en"
    if given not in LANGUAGES:
        raise InputError([Issue(VARIABLE, refusal("no_language"), given=given, allowed=", ".join(LANGUAGES))])


@click.group(cls=Lazy, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="kkgsim")
@click.option(
    "--lang",
    type=click.Choice(LANGUAGES),
    expose_value=False,
    help="Language (en or id), here or after the command. | Bahasa.",
)
def main() -> None:
    """What a policy does to teacher working groups (KKG), teachers, children and the budget.

    Apa pengaruh kebijakan terhadap KKG, guru, murid, dan anggaran.
    """
