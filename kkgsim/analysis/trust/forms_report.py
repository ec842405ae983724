"""Forms of structure in words: how likely each is, and how policies rank under it by the table of the release."""

from __future__ import annotations

from collections.abc import Iterator

from kkgsim.analysis.trust.forms import Form, choices, forms_of
from kkgsim.analysis.trust.released import released
from kkgsim.i18n import decimal, percent, tr
from kkgsim.model.posterior import Posterior
from kkgsim.places.synthetic import embedded
from kkgsim.scenario.read import read_scenario

LIKELY = 0.05
"""A form that is less likely than this after fitting is one that facts speak against."""


def in_words(number: str, known: Posterior | None) -> list[str]:
    """The forms that a number chooses between, side by side; nothing for any other number. ``known`` is the posterior
    whose weights stand beside the prior."""
    if number not in choices():
        return []
    lines = [line for rank, form in enumerate(forms_of(number)) for line in _form(number, rank, form, known)]
    differ = list(_differ(number, known)) or [tr("explain_forms_alike")]
    untold = [tr("explain_forms_untold")] if known is not None and number not in known.names else []
    return [*lines, *differ, *untold]


def _form(number: str, rank: int, form: Form, known: Posterior | None) -> Iterator[str]:
    """How likely a form is, and the policies under it, that which helps literacy most first."""
    table, prior = released().forms, percent(form.prior)
    if known is None:
        yield tr("explain_form", form=form.name, prior=prior)
    else:
        yield tr("explain_form_fitted", form=form.name, prior=prior, posterior=percent(form.weight(number, known)))
    gains = dict(zip(_titles(), table["gains"][number][rank], strict=True))
    order = sorted(gains, key=lambda title: -gains[title])
    yield tr("explain_form_ranks", place=embedded()[table["place"]], months=table["months"],
             policies="; ".join(f"{title} {decimal(gains[title], 2, sign=True)}" for title in order))  # fmt: skip


def _differ(number: str, known: Posterior | None) -> Iterator[str]:
    """Pairs of policies that two forms rank differently which facts do not tell apart."""
    titles, names = _titles(), {form.name: form for form in forms_of(number)}
    for found in released().forms["differ"][number]:
        forms = names[found["here"]], names[found["there"]]
        if known is None or min(form.weight(number, known) for form in forms) >= LIKELY:
            yield tr("explain_forms_differ", better=titles[found["better"]], worse=titles[found["worse"]],
                     here=found["here"], there=found["there"])  # fmt: skip


def _titles() -> list[str]:
    return [str(read_scenario(name).title) for name in released().forms["scenarios"]]
