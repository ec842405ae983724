"""Click's commands and options with words in both languages, and click's own words in the language that is spoken."""

from __future__ import annotations

import gettext
import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import click

from kkgsim.i18n import Text, current_language
from kkgsim.i18n.catalogue import LOCALES

DOMAIN = "click"
"""The catalogue of click's own words, ``locales/<language>/LC_MESSAGES/click.po``; English is click itself."""
HELP_OPTION = Text("Show this help and exit.", "Tampilkan bantuan ini.")
OPTIONS = Text("[OPTIONS]", "[OPSI]")
SUBCOMMAND = Text("COMMAND [ARGUMENTS]...", "PERINTAH [ISIAN]...")


class Option(click.Option):
    """An option whose help is a :class:`Text`."""

    def __init__(self, *declarations: Any, about: Text, **settings: Any):
        super().__init__(*declarations, **settings)
        self.about = about

    def get_help_record(self, ctx: click.Context) -> tuple[str, str] | None:
        self.help = str(self.about)
        return super().get_help_record(ctx)


class Command(click.Command):
    """A command whose help is a :class:`Text`."""

    def __init__(self, *declarations: Any, about: Text, **settings: Any):
        super().__init__(*declarations, **{**settings, "help": None})
        self.about = about

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = str(HELP_OPTION)
        return option

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        self.options_metavar = str(OPTIONS)
        return super().collect_usage_pieces(ctx)

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        self.help = str(self.about)
        super().format_help_text(ctx, formatter)

    def get_short_help_str(self, limit: int = 45) -> str:
        return str(self.about).partition("\n")[0]


class Group(Command, click.Group):
    """A group of commands whose help is a :class:`Text`."""

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        self.subcommand_metavar = str(SUBCOMMAND)
        return super().collect_usage_pieces(ctx)


@contextmanager
def click_in_current_language() -> Iterator[None]:
    """Let click say its own words (usage errors, headings of help pages) in the current language.

    Click asks gettext's global domain, which goes by the environment; both are put back at the end.
    """
    domain, language = gettext.textdomain(), os.environ.get("LANGUAGE")
    gettext.bindtextdomain(DOMAIN, str(LOCALES))
    gettext.textdomain(DOMAIN)
    os.environ["LANGUAGE"] = current_language()
    try:
        yield
    finally:
        gettext.textdomain(domain)
        if language is None:
            os.environ.pop("LANGUAGE", None)
        else:
            os.environ["LANGUAGE"] = language
