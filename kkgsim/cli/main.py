"""The command line. Nothing heavy is imported before a command needs it."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from gettext import gettext
from typing import Any, NoReturn

import click

from kkgsim import __version__
from kkgsim.cli.bilingual import Group, Option, click_in_current_language
from kkgsim.cli.commands import COMMANDS, load
from kkgsim.cli.options import TYPED, option
from kkgsim.errors import COMMAND_LINE, InputError, Issue, KKGError, OutputError, nearest, reason
from kkgsim.i18n import LANGUAGES, VARIABLE, Text, refusal, use_language
from kkgsim.io.printing import open_streams, silence, tell


class LazyGroup(Group):
    """A group that imports a command when it is called, and turns refusals into plain messages."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        return load(name) if name in COMMANDS else None

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        ctx.meta[TYPED] = tuple(args)
        return super().parse_args(ctx, args)

    def resolve_command(self, ctx: click.Context, args: list[str]) -> Any:
        if args and not args[0].startswith("-") and args[0] not in COMMANDS:
            known = self.list_commands(ctx)
            raise InputError([
                Issue(COMMAND_LINE, refusal("no_command"), given=args[0], allowed=", ".join(known),
                        nearest=nearest(args[0], COMMANDS)),
            ])  # fmt: skip
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List commands without importing any."""
        rows = [(name, str(COMMANDS[name])) for name in self.list_commands(ctx)]
        with formatter.section(gettext("Commands")):
            formatter.write_dl(rows)

    def main(self, args: Sequence[str] | None = None, *rest: Any, **kwargs: Any) -> Any:
        open_streams()
        given = language_option(sys.argv[1:] if args is None else list(args))
        language = os.environ.get(VARIABLE) if given is None else given
        with use_language(language if language in LANGUAGES else "en"), click_in_current_language():
            try:
                if given is None:
                    check_environment()
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


def language_option(words: Sequence[str]) -> str | None:
    """What the words of a command give with ``--lang``, the last time they do; None where they do not."""
    given = None
    for word, following in zip(words, [*words[1:], ""], strict=True):
        if word == "--lang":
            given = following
        elif word.startswith("--lang="):
            given = word.removeprefix("--lang=")
    return given


def check_environment() -> None:
    """Refuse an unknown language in the environment. Raises ``InputError``."""
    given = os.environ.get(VARIABLE) or "en"
    if given not in LANGUAGES:
        raise InputError([Issue(VARIABLE, refusal("no_language"), given=given, allowed=", ".join(LANGUAGES))])


ABOUT = Text(
    "What a policy does to teacher working groups (KKG), teachers, children and the budget.",
    "Apa pengaruh kebijakan terhadap KKG, guru, murid, dan anggaran.",
)


@click.group("kkgsim", cls=LazyGroup, about=ABOUT, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(
    __version__,
    prog_name="kkgsim",
    message="%(prog)s %(version)s",
    cls=Option,
    about=Text("Show the version and exit.", "Tampilkan versi."),
)
@option(
    "--lang",
    type=click.Choice(LANGUAGES),
    expose_value=False,
    about=Text("Language (en or id); also after the command.", "Bahasa (en atau id); boleh juga setelah perintah."),
)
def main() -> None:
    """The command line."""
