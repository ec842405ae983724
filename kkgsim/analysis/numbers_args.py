"""Which numbers an analysis is asked to draw: those of its file, or as somebody says instead."""

from __future__ import annotations

from dataclasses import replace

from kkgsim.design.study import Study
from kkgsim.errors import COMMAND_LINE, InputError, Issue
from kkgsim.i18n import refusal
from kkgsim.model.posterior import Drawn, drawn_of


def chosen_numbers(own: Drawn, numbers: str | None, luck_only: bool = False) -> Drawn:
    """The numbers that ``numbers`` ("prior", "posterior", "book" or the folder of a posterior) asks for, without it the
    file's ``own``; with ``luck_only`` those of the book.

    Raises ``InputError`` for what is no such word, where there is no posterior, and where both ask for different ones.
    """
    if numbers is None:
        return own and not luck_only if isinstance(own, bool) else False if luck_only else drawn_of(own)
    drawn = drawn_of(numbers)
    if luck_only and drawn:
        raise InputError([Issue(COMMAND_LINE, refusal("no_use", other="--luck-only"), key="--numbers", given=numbers)])
    return drawn


def with_numbers(study: Study, numbers: str | None) -> Study:
    """The study with other numbers drawn, where ``numbers`` asks for them; see :func:`chosen_numbers`."""
    return replace(study, drawn=chosen_numbers(study.drawn, numbers))
