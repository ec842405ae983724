"""``kkgsim new``: a first scenario of one's own by answering questions, or by flags."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kkgsim.cli.commands import declare
from kkgsim.cli.options import FILE, lang, option
from kkgsim.cli.own_numbers import number_option, read_numbers, rupiah_typed
from kkgsim.errors import COMMAND_LINE, InputError, Issue, nearest
from kkgsim.i18n import Text, amount, refusal, tr, unit, with_unit
from kkgsim.io.printing import tell
from kkgsim.scenario.limits import LIMITS, check_limits, check_whole

if TYPE_CHECKING:
    from kkgsim.model.levers.lever import Setting
    from kkgsim.places.place import Place

OWN_NUMBERS = ("reference_fare", "bos_rate", "bosda_rate")
"""What a district knows better than the book: transport money, BOS and BOSDA."""
MORE = Text(
    "It asks for the place, the policy, who pays, how long, and for what your district knows better: transport money,"
    " BOS, BOSDA. Where nobody can answer, the options do.",
    "Ditanyakan: tempat, kebijakan, pembayar, lamanya, dan angka yang lebih diketahui kabupaten Anda: uang transpor,"
    " BOS, BOSDA. Bila tidak ada yang dapat menjawab, pakailah opsi.",
)


@dataclass
class Draft:
    """What a scenario is to say."""

    place: str
    levers: Sequence[str]
    payer: str
    months: int
    title: str
    numbers: Mapping[str, float]


@declare("new", MORE)
@click.argument("file", type=FILE)
@option("--place", about=Text("Embedded place or place folder.", "Tempat bawaan atau folder tempat."))
@option("--lever", "levers", multiple=True, about=Text("Lever (`kkgsim levers`); may be repeated.",
                                                       "Kebijakan (`kkgsim levers`); boleh diulang."))  # fmt: skip
@option("--payer", about=Text("Who pays; without it each lever's usual payer.",
                              "Siapa yang membayar; bila tidak disebut, pembayar lazimnya."))  # fmt: skip
@option("--months", type=int, about=Text("Months to play.", "Berapa bulan disimulasikan."))
@option("--title", about=Text("What it is called.", "Judulnya."))
@number_option()
@lang()
def command(file: Path, numbers: tuple[str, ...], **given: Any) -> None:
    """Write a scenario file. Raises ``InputError`` for answers that cannot be, before anything is written."""
    from kkgsim.io.atomic import write_file
    from kkgsim.scenario.read import parse_scenario

    if file.suffix != ".toml":
        raise _wrong("new_ending", "FILE", str(file))
    if file.exists():
        raise _wrong("file_there", "FILE", str(file))
    if not file.resolve().parent.is_dir():
        raise _wrong("new_folder", "FILE", str(file))
    check_limits(months=given["months"])
    said = read_numbers(numbers)
    _check_flags(file, given)
    draft = _asked(file, given, said) if sys.stdin.isatty() else _flagged(given, said)
    text = scenario_text(draft)
    parse_scenario(text, str(file), base=file.resolve().parent)
    write_file(file, text)
    tell(tr("new_written", file=file))


def _wrong(word: str, key: str, given: str, **more: Any) -> InputError:
    return InputError([Issue(COMMAND_LINE, refusal(word), key=key, given=given, **more)])


def _check_flags(file: Path, given: Mapping[str, Any]) -> None:
    """Refuse a place, lever or payer that cannot be, before anything is asked. Raises ``InputError``."""
    from kkgsim.model.levers import all_levers

    if given["place"]:
        _place_beside(file, given["place"])
    for lever in given["levers"]:
        if lever not in all_levers():
            raise _wrong("no_lever", "--lever", lever, nearest=nearest(lever, all_levers()))
    allowed = _payers(given["levers"])
    if given["payer"] and given["levers"] and given["payer"] not in allowed:
        near = nearest(given["payer"], allowed)
        raise _wrong("no_payer", "--payer", given["payer"], allowed=", ".join(allowed), nearest=near)


def _place_beside(file: Path, name: str) -> Place:
    """The place as the new file will name it: embedded, or a folder seen from the file's own. Raises ``InputError``."""
    from kkgsim.places.place_io.files import open_place

    return open_place(name, base=file.resolve().parent)


def _flagged(given: Mapping[str, Any], numbers: Mapping[str, float]) -> Draft:
    """A draft from flags alone; those that are missing are named."""
    missing = [f"--{name}" for name, value in (("place", given["place"]), ("lever", given["levers"])) if not value]
    if missing:
        raise InputError([Issue(COMMAND_LINE, refusal("new_flags", flags=", ".join(missing)))])
    title = given["title"] or ", ".join(map(_label, given["levers"]))
    months = 36 if given["months"] is None else given["months"]
    return Draft(given["place"], given["levers"], given["payer"] or "", months, title, numbers)


def _label(lever: str) -> str:
    from kkgsim.model.levers import all_levers

    known = all_levers().get(lever)
    return lever if known is None else str(known.label)


def _asked(file: Path, given: Mapping[str, Any], numbers: Mapping[str, float]) -> Draft:
    """A draft from answers at the keyboard; what a flag says is not asked."""
    from kkgsim.model.levers import all_levers
    from kkgsim.model.levers.lever import PAYERS
    from kkgsim.model.registry import PARAMETERS

    place = given["place"] or _ask("place", "janapria", lambda answer: (_place_beside(file, answer), answer)[1])
    levers: Sequence[str] = given["levers"]
    if not levers:
        for number, (name, lever) in enumerate(all_levers().items(), 1):
            tell(f"  {number:>2}  {name}: {lever.label}")
        levers = [_ask("lever", "facilitator_team", lambda answer: _choice(answer, list(all_levers())))]
    usual = {payer: str(label) for payer, label in PAYERS.items() if payer in _payers(levers)}
    payer = given["payer"]
    if payer is None and len(usual) > 1:
        tell("\n".join(f"  {number:>2}  {name}: {label}" for number, (name, label) in enumerate(usual.items(), 1)))
        payer = _ask("payer", next(iter(_payers(levers))), lambda answer: _choice(answer, list(usual)))
    months = given["months"] if given["months"] is not None else int(_ask("months", "36", _months))
    own, known = dict(numbers), {number.number: number.value for number in _place_beside(file, place).numbers}
    if known:
        tell(tr("new_has_numbers", numbers=", ".join(f"{name} = {amount(value)}" for name, value in known.items())))
    for name in [name for name in OWN_NUMBERS if name not in own and name not in known]:
        about = PARAMETERS[name]
        default = amount(about.value)
        question = tr("new_ask_number", what=about.meaning, unit=unit(about.unit))
        answer = click.prompt(question, default=default, value_proc=partial(_plain, name=name, default=default))
        if answer is not None:
            own[name] = answer
    title = given["title"] or click.prompt(tr("new_ask_title"), default=", ".join(map(_label, levers)))
    return Draft(place, levers, payer or "", months, title, own)


def _payers(levers: Sequence[str]) -> list[str]:
    """Who may pay for all of some levers, the usual payer first."""
    from kkgsim.model.levers import all_levers

    allowed = [all_levers()[name].payers for name in levers if name in all_levers()]
    return [payer for payer in (allowed[0] if allowed else ()) if all(payer in payers for payers in allowed)]


def _ask(what: str, default: str, accept: Callable[[str], str]) -> str:
    """An answer that is accepted; a refusal is said and the question put again."""

    def checked(text: str) -> str:
        try:
            return accept(text.strip())
        except InputError as error:
            raise click.BadParameter(str(error)) from error
        except ValueError as error:
            raise click.BadParameter(str(refusal("new_value"))) from error

    answer: str = click.prompt(tr(f"new_ask_{what}"), default=default, value_proc=checked)
    return answer


def _choice(answer: str, names: Sequence[str]) -> str:
    """A name, or the one whose number in the list was typed."""
    if answer.isdecimal() and 1 <= int(answer) <= len(names):
        return names[int(answer) - 1]
    if answer not in names:
        raise _wrong("new_choice", "", answer, nearest=nearest(answer, names))
    return answer


def _months(answer: str) -> str:
    """Months that a scenario may have."""
    check_whole("months", int(answer), *LIMITS["months"])
    return answer


def _plain(text: str, name: str, default: str) -> float | None:
    """A district's number as people type it, within its range; None for the number of the book."""
    from kkgsim.model.registry import PARAMETERS

    if text.strip() == default:
        return None
    value, about = rupiah_typed(text), PARAMETERS[name]
    if value is None:
        raise click.BadParameter(str(refusal("new_value")))
    if not about.low <= value <= about.high:
        within = refusal("between_units", low=amount(about.low), high=amount(about.high), unit=unit(about.unit))
        raise click.BadParameter(f"{refusal('range')}; {within}")
    return value


def _setting(setting: Setting) -> str:
    """A setting at its usual value, with what it is and how far it goes."""
    says_itself = setting.unit == f"{amount(setting.low)}-{amount(setting.high)}"
    high = amount(setting.high) if says_itself else with_unit(setting.high, setting.unit)
    return f"{setting.name} = {setting.usual!r}  # {setting.label}: {amount(setting.low)} – {high}"


def scenario_text(draft: Draft) -> str:
    """A draft as the text of a scenario file, with a comment on what may be changed."""
    from kkgsim.model.levers import all_levers

    lines = [f"# {tr('new_comment')}", f"title = {json.dumps(draft.title, ensure_ascii=False)}",
             f"about = {json.dumps(tr('new_about', levers=', '.join(map(_label, draft.levers))), ensure_ascii=False)}",
             f"place = {json.dumps(draft.place, ensure_ascii=False)}", f"months = {draft.months}",
             "replicates = 60", "seed = 2026"]  # fmt: skip
    for lever in draft.levers:
        lines += ["", "[[policy]]", f"lever = {json.dumps(lever)}"]
        lines += [f"payer = {json.dumps(draft.payer)}"] if draft.payer else []
        lines += [_setting(setting) for setting in all_levers()[lever].settings] if lever in all_levers() else []
    for name, value in draft.numbers.items():
        why = json.dumps(tr("new_why"), ensure_ascii=False)
        lines += ["", f"[assumptions.{name}]", f"value = {value!r}", f"why = {why}"]
    return "\n".join(lines) + "\n"
