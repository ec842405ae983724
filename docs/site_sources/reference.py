"""Pages of the reference, made from the declarations in the language that is spoken."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

import click

import kkgsim
from kkgsim.cli.commands import COMMANDS
from kkgsim.cli.main import main
from kkgsim.i18n import Text, amount, current_language, tr, unit, with_unit
from kkgsim.i18n.units import UNITS
from kkgsim.model.levers.lever import PAYERS, Lever
from kkgsim.model.outcomes import Outcome
from kkgsim.model.parameters import GRADES, evidence, sources
from kkgsim.model.registry import home_of
from kkgsim.model.themes import themes
from kkgsim.places.synthetic import embedded
from kkgsim.scenario.library import shipped

Rows = Iterable[Sequence[object]]
PAGES = ("commands", "levers", "parameters", "outcomes", "sources", "examples")
"""The pages that both languages have; English has ``api``, too."""
W = {
    "made": Text("Made from the declarations of kkgsim {}.", "Dibuat dari deklarasi kkgsim {}."),
    "commands": Text("Commands", "Perintah"),
    "levers": Text("Levers", "Kebijakan"),
    "parameters": Text("Numbers", "Angka model"),
    "outcomes": Text("Outcomes", "Hasil"),
    "sources": Text("Sources", "Sumber"),
    "examples": Text("Places and example scenarios", "Tempat dan contoh skenario"),
    "name": Text("name", "nama"),
    "what": Text("what it is", "keterangan"),
    "range": Text("range", "rentang"),
    "usual": Text("usual", "lazimnya"),
    "value": Text("value", "nilai"),
    "grade": Text("how well known", "dasar"),
    "unit": Text("unit", "satuan"),
    "option": Text("option", "opsi"),
    "place": Text("place", "tempat"),
    "title": Text("title", "judul"),
    "about": Text("what for", "isi"),
    "citation": Text("citation", "sitasi"),
    "where": Text("where", "letak"),
    "read": Text("read", "dibaca"),
    "costs": Text("Costs", "Biaya"),
    "payers": Text("Who may pay, the usual payer first", "Sumber dana, yang lazim lebih dulu"),
    "delay": Text("Months until it bites", "Bulan sampai berpengaruh"),
    "origin": Text("Where it is asked for", "Dasar dalam dokumen"),
    "over": Text("mean over", "rata-rata menurut"),
    "better": Text("better", "lebih baik bila"),
    "more": Text("more", "naik"),
    "less": Text("less", "turun"),
    "neither": Text("neither", "–"),
    "graded": Text(
        "{} numbers; how well each is known: {}. A band samples the range. `kkgsim explain NAME` says which rules read "
        "one.",
        "{} angka menurut dasarnya: {}. Pita hasil memperhitungkan rentangnya. `kkgsim explain NAMA` menyebut aturan "
        "yang memakainya.",
    ),
}
"""The words of these pages that kkgsim itself does not say."""


def page(name: str) -> str:
    """A page of the reference by its name."""
    head = f"# {W[name]}\n\n*{str(W['made']).format(kkgsim.__version__)}*\n"
    return "\n".join([head, *globals()[f"_{name}"]()]) + "\n"


def table(heads: Sequence[str], rows: Rows) -> str:
    """A table in Markdown; heads are keys of :data:`W`."""
    lines = [[str(W[head]) for head in heads], ["---"] * len(heads), *rows]
    return "\n".join("| " + " | ".join(map(_cell, line)) + " |" for line in lines) + "\n"


def _cell(value: object) -> str:
    return " ".join(str(value).split()).replace("|", "\\|").replace("<", "&lt;").replace("$", "\\$")


def _commands() -> Iterator[str]:
    for name in sorted(COMMANDS):
        command = main.get_command(click.Context(main), name)
        assert command is not None
        group = isinstance(command, click.Group)
        yield f"## `kkgsim {name}`\n\n{COMMANDS[name]}\n"
        for below in command.commands.values() if group else [command]:
            title = f"kkgsim {name} {below.name}" if group else f"kkgsim {name}"
            yield from _command(title, below, head=group)


def _command(title: str, command: click.Command, head: bool) -> Iterator[str]:
    """A command with its arguments and options."""
    if head:
        yield f"### `{title}`\n\n{command.about}\n"  # type: ignore[attr-defined]
    words = [
        param.make_metavar(click.Context(command)) for param in command.params if isinstance(param, click.Argument)
    ]
    yield f"```text\n{' '.join([title, *words])}\n```\n"
    shown = [param for param in command.params if isinstance(param, click.Option)]
    yield table(
        ("option", "what"), ([f"`{', '.join((*o.opts, *o.secondary_opts))}`", getattr(o, "about", "")] for o in shown)
    )


def _levers() -> Iterator[str]:
    for theme in themes():
        yield f"## {theme.label}\n"
        for name in theme.levers:
            yield from _lever(kkgsim.LEVERS[name])


def _lever(lever: Lever) -> Iterator[str]:
    yield f"### {lever.label}\n\n`{lever.name}`\n\n{_cell(lever.about)}\n"
    yield table(
        ("name", "what", "range", "usual", "sources"),
        ([f"`{s.name}`", s.label, f"{amount(s.low)} – {with_unit(s.high, s.unit)}", amount(s.usual), s.source]
         for s in lever.settings),
    )  # fmt: skip
    wait = kkgsim.PARAMETERS[lever.delay]
    yield f"- {W['delay']}: {amount(wait.value)} ({amount(wait.low)} – {amount(wait.high)})"
    yield f"- {W['costs']}: {', '.join(str(cost.label) for cost in lever.costs)}"
    yield f"- {W['payers']}: {', '.join(str(PAYERS[payer]) for payer in lever.payers)}"
    if lever.origin:
        yield f"- {W['origin']}: {'; '.join(map(_cell, lever.origin))}"
    yield ""


def _parameters() -> Iterator[str]:
    numbers = kkgsim.PARAMETERS
    counts = {grade: sum(number.grade == grade for number in numbers.values()) for grade in GRADES}
    said = "; ".join(f"{tr(f'grade_{grade}')}: {count}" for grade, count in counts.items())
    yield str(W["graded"]).format(len(numbers), said) + "\n"
    for home, names in groupby(numbers, key=home_of):
        yield f"## `{home.removeprefix('kkgsim.model.')}`\n"
        yield table(
            ("name", "what", "value", "range", "grade", "sources"),
            ([f"`{name}`", n.meaning, with_unit(n.value, n.unit), f"{amount(n.low)} – {amount(n.high)}",
              tr(f"memo_grade_{n.grade}"), " ".join(n.sources)] for name in names for n in [numbers[name]]),
        )  # fmt: skip


def _outcomes() -> Iterator[str]:
    yield table(("name", "what", "unit", "range", "over", "better"), map(_outcome, kkgsim.OUTCOMES.values()))


def _outcome(outcome: Outcome) -> list[object]:
    low, high = (amount(end) if math.isfinite(end) else "∞" for end in (outcome.unit.low, outcome.unit.high))
    better = {1: "more", -1: "less", 0: "neither"}[outcome.better]
    return [f"`{outcome.name}`", outcome.label, unit(UNITS[outcome.unit.name].name), f"{low} – {high}",
            tr(f"thing_{outcome.over}"), W[better]]  # fmt: skip


def _sources() -> Iterator[str]:
    rows = ([f"`{source.key}`", *(evidence(getattr(source, field)) for field in ("citation", "where", "read"))]
            for source in sources().values())  # fmt: skip
    yield table(("name", "citation", "where", "read"), rows)


def _examples() -> Iterator[str]:
    yield table(("place", "title"), ([f"`{name}`", title] for name, title in embedded().items()))
    scenarios = {name: kkgsim.read_scenario(name) for name in shipped()}
    yield table(("name", "title", "about"), ([f"`{name}`", s.title, s.about] for name, s in scenarios.items()))


def api() -> str:
    """The public door: every function and class with its documentation, which Sphinx reads off the package."""
    assert current_language() == "en"
    lines = ["# Python", "", "Everything that `import kkgsim` gives. Nothing else is promised to stay.", ""]
    for name in sorted(kkgsim._HOMES, key=str.lower):
        home, value = f"kkgsim.{kkgsim._HOMES[name]}", getattr(kkgsim, name)
        kind = "autoclass" if isinstance(value, type) else "autofunction" if callable(value) else "autodata"
        options = ["   :members:"] if kind == "autoclass" else ["   :no-value:"] if kind == "autodata" else []
        lines += [f"## `{name}`", "", "```{eval-rst}", f".. {kind}:: {home}.{name}", *options, "```", ""]
    lines += ["## Results", ""]
    for home in ("kkgsim.analysis.result.AnalysisResult", "kkgsim.analysis.comparison.kept.KeptComparison"):
        lines += ["```{eval-rst}", f".. autoclass:: {home}", "   :members:", "```", ""]
    return "\n".join(lines)
