"""Both languages: which is spoken now, the words of declarations and of everything else, numbers as people write them.

The words of a declaration stand beside it as a :class:`Text`. All other words are in the catalogues
``locales/<language>/LC_MESSAGES/kkgsim.po``, read through their compiled ``.mo`` files by :func:`tr` and :func:`ntr`.
"""

from kkgsim.i18n.catalogue import message, ntr, refusal, tr, unit, with_unit
from kkgsim.i18n.formats import (
    NO_VALUE,
    amount,
    can_be_written,
    decimal,
    from_to,
    measured,
    measured_band,
    measured_pair,
    month_and_year,
    month_name,
    percent,
    rupiah,
    with_ends,
)
from kkgsim.i18n.language import LANGUAGES, VARIABLE, current_language, use_language
from kkgsim.i18n.text import Text

__all__ = [
    "LANGUAGES",
    "NO_VALUE",
    "VARIABLE",
    "Text",
    "amount",
    "can_be_written",
    "current_language",
    "decimal",
    "from_to",
    "measured",
    "measured_band",
    "measured_pair",
    "message",
    "month_and_year",
    "month_name",
    "ntr",
    "percent",
    "refusal",
    "rupiah",
    "tr",
    "unit",
    "use_language",
    "with_ends",
    "with_unit",
]
