"""Each page of the screen speaks its own language: the server's threads begin with none."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from kkgsim.i18n import use_language


def speaking(body: Callable[..., None]) -> Callable[..., None]:
    """Let the body of a component speak its argument ``language``, or else the language of its argument ``model``."""

    @wraps(body)
    def spoken(*args: Any, **kwargs: Any) -> None:
        with use_language(kwargs["language"] if "language" in kwargs else _of((*args, *kwargs.values()))):
            body(*args, **kwargs)

    return spoken


def _of(args: tuple[Any, ...]) -> str:
    """The language of the model among the arguments, which may stand in a reactive variable."""
    models = (arg if hasattr(arg, "language") else getattr(arg, "value", None) for arg in args)
    return str(next(getattr(model, "language") for model in models if hasattr(model, "language")))  # noqa: B009
