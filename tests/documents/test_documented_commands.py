"""Every command and snippet in every document works as it is written.

They are found in the documents themselves, so a new one is tried without a change here; placeholders, slow commands and
those that cannot be tried are declared in ``declared.py``. ``pytest -m documented_slow`` tries the slow ones.
"""

from __future__ import annotations

import importlib.util
from collections.abc import Iterator
from fnmatch import fnmatchcase
from pathlib import Path

import click
import pytest
from conftest import none

from kkgsim.cli.main import main

from . import declared
from .commands import BIN, DOCUMENTS, Command, commands_in, every_command, options_in, outside_blocks, text_of
from .declared import ELSEWHERE, SLOW, Entry
from .reader import Reader, Unfilled, filled

pytestmark = pytest.mark.usefixtures("in_the_folder")

EXAMPLE = """Say `kkgsim run SCENARIO` or, over two lines, `kkgsim compare
A.toml`; `kkgsim` alone, `kkgsim/model/rules/` and `practice_mean` are no commands.

| `kkgsim places`, `kkgsim levers` | what there is |

```sh
cd somewhere && kkgsim month   # what happens
kkgsim cite \\
    one.toml
```

```python
print(1)
```

```
kkgsim output that somebody printed
```
"""


def matches(command: Command, entries: tuple[Entry, ...]) -> list[Entry]:
    """The entries that a command falls under, whether it is written with ``.venv/bin/`` or without."""
    text = command.text
    return [e for e in entries if any(fnmatchcase(said, e.pattern) for said in (text, BIN.sub("", text)))]


def parameters(words: list[str]) -> tuple[click.Command, list[str]]:
    """The command of kkgsim that words name, with subcommands, and the words after it."""
    command: click.Command = main
    rest = words
    while isinstance(command, click.Group) and rest and not rest[0].startswith("-"):
        below = command.get_command(click.Context(command), rest[0])
        if below is None:
            raise LookupError(f"there is no command {rest[0]}")
        command, rest = below, rest[1:]
    return command, rest


def options_of(command: click.Command) -> set[str]:
    """Every option of a command."""
    named = {opt for param in command.params for opt in (*param.opts, *param.secondary_opts) if opt.startswith("-")}
    return named | {"--help", "-h"}


def only_named(command: Command) -> bool:
    """Whether a sentence only names a command that needs arguments, as in "``kkgsim cite`` counts them"."""
    if command.python or not command.words or BIN.sub("", command.words[0]) != "kkgsim":
        return False
    try:
        asked, rest = parameters(command.words[1:])
    except LookupError:
        return False
    return not rest and any(param.required for param in asked.params)


def tried(document: str, slow: bool) -> list[Command]:
    """The commands of a document that are tried; the slow ones stand on what the others leave."""
    every = [c for c in commands_in(document, text_of(document)) if not matches(c, ELSEWHERE) and not only_named(c)]
    return every if slow else [c for c in every if not matches(c, SLOW)]


QUICK_ONES = [document for document in DOCUMENTS if tried(document, slow=False)]
SLOW_ONES = [document for document in DOCUMENTS if tried(document, slow=True) != tried(document, slow=False)]


def failures(reader: Reader, commands: list[Command]) -> Iterator[str]:
    """What went wrong, a line a command; commands whose extra is not installed are left out."""
    for command in commands:
        missing = [m for word, m in declared.EXTRAS.items() if word in command.text and not importlib.util.find_spec(m)]
        try:
            said = "" if missing else reader.does(command)
        except Unfilled as unfilled:
            said = str(unfilled)
        if said:
            yield f"{command.where}\n    {said}"


@pytest.mark.parametrize("document", QUICK_ONES)
def test_what_a_document_says_works(document: str, reader: Reader) -> None:
    commands = tried(document, slow=False)
    wrong = list(failures(reader, commands))
    none(wrong)
    none(
        f"{c.where}: {reader.took(c):.0f} s of processor time: declare it in SLOW"
        for c in commands if reader.took(c) > declared.QUICK
    )  # fmt: skip


@pytest.mark.documented_slow
@pytest.mark.parametrize("document", SLOW_ONES)
def test_the_slow_commands_of_a_document_work(document: str, reader: Reader) -> None:
    wrong = list(failures(reader, tried(document, slow=True)))
    none(wrong)


def test_every_placeholder_has_a_filling() -> None:
    unfilled = []
    for command in every_command():
        try:
            filled(command)
        except Unfilled as wrong:
            unfilled.append(str(wrong))
    none(unfilled)


def test_every_command_and_option_named_exists() -> None:
    wrong = []
    for command in every_command():
        if command.words and BIN.sub("", command.words[0]) == "kkgsim":
            try:
                asked, rest = parameters(command.words[1:])
            except LookupError as error:
                wrong.append(f"{command.where}: {error}")
                continue
            given = {word.split("=")[0] for word in rest if word.startswith("-")}
            wrong += [f"{command.where}: there is no option {o}" for o in sorted(given - options_of(asked))]
    none(wrong)


def test_every_option_in_a_sentence_is_one_of_a_command() -> None:
    known = set(declared.OTHERS_OPTIONS)
    for name in main.list_commands(click.Context(main)):
        command, _ = parameters([name])
        below = command.commands.values() if isinstance(command, click.Group) else [command]
        known |= {option for one in below for option in options_of(one)}
    named = {(document, word) for document in DOCUMENTS for said in options_in(text_of(document))
             for word in said.split() if word.startswith("--")}  # fmt: skip
    none(f"{document}: {option}" for document, option in sorted(named) if option not in known)


def test_options_of_programs_beside_kkgsim_exist(reader: Reader) -> None:
    """Of scripts of this repository; what they say of themselves is asked once each."""
    wrong = []
    for command in every_command():
        words = command.words
        if words[:1] == ["python"] and (Path(words[1]).parent.name in ("benchmarks", "experiments")):
            source = Path(words[1]).read_text(encoding="utf-8")
            named = [word for word in words[2:] if word.startswith("--")]
            wrong += [f"{command.where}: there is no option {word}" for word in named if f'"{word}"' not in source]
    none(wrong)


def test_every_declaration_is_about_a_documented_command() -> None:
    every = every_command()
    unused = [entry.pattern for entry in (*SLOW, *ELSEWHERE) if not any(matches(c, (entry,)) for c in every)]
    places = {key for c in every for before, word in c.placeholders() for key in (word, f"{before} {word}")}
    unused += sorted(set(declared.FILLINGS) - places)
    said = {word for document in DOCUMENTS for span in options_in(text_of(document)) for word in span.split()}
    unused += sorted(set(declared.OTHERS_OPTIONS) - said)
    none(f"declared, but in no document: {name}" for name in unused)
    assert all(entry.reason for entry in (*SLOW, *ELSEWHERE))


def test_commands_stand_in_blocks_marked_as_such() -> None:
    wrong = {document: lines for document in DOCUMENTS if (lines := outside_blocks(text_of(document)))}
    assert not wrong, 'commands stand in a block that begins with "```sh"'


def test_commands_are_found_wherever_they_stand() -> None:
    found = commands_in("example.md", EXAMPLE)
    assert [(c.line, c.text) for c in found] == [
        (1, "kkgsim run SCENARIO"), (1, "kkgsim compare A.toml"), (4, "kkgsim places"), (4, "kkgsim levers"),
        (7, "cd somewhere"), (7, "kkgsim month"), (8, "kkgsim cite one.toml"), (13, "print(1)\n"),
    ]  # fmt: skip
    assert outside_blocks(EXAMPLE) == ["kkgsim output that somebody printed"]
    assert outside_blocks("Say:\n\n    kkgsim month\n") == ["kkgsim month"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("kkgsim run no-such.toml", "no-such.toml"),
        ("kkgsim month --no-such-option", "no-such-option"),
        ("kkgsim run WHATEVER", "nothing is declared for WHATEVER"),
        ("sbatch job.sh", "no program that is tried here"),
    ],
)
def test_a_command_that_does_not_work_is_told(text: str, said: str, reader: Reader) -> None:
    told = list(failures(reader, [Command("example.md", 7, text)]))
    assert len(told) == 1
    assert told[0].startswith(f"example.md:7: {text}")
    assert said in told[0]
    broken = Command("example.md", 7, "import no_such_module", python=True)
    assert "no_such_module" in next(failures(reader, [broken]))
