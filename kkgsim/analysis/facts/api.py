"""``kkgsim.validate``: what the world has shown, tried in the model, from Python as from the command line."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from kkgsim.analysis.facts.evaluate import evaluate
from kkgsim.analysis.facts.fact import Fact
from kkgsim.analysis.facts.library import FACTS, MONEY, file_of, money_facts, shipped_facts
from kkgsim.analysis.facts.read_fact import read_fact
from kkgsim.analysis.facts.result import Validation
from kkgsim.analysis.facts.runs import BOOK, DRAWN, Luck, Runs
from kkgsim.analysis.numbers_args import chosen_numbers
from kkgsim.analysis.outcome_args import check_count
from kkgsim.analysis.result import Progress, call, no_progress
from kkgsim.design.questions import FACT_DRAWS, FACT_REPLICATES, FACT_SEED, MOST_DRAWS
from kkgsim.errors import COMMAND_LINE, InputError, Issue, called_from_python
from kkgsim.i18n import refusal
from kkgsim.model.posterior import USUAL, Drawn
from kkgsim.scenario.limits import check_limits

FactSource = Fact | Path | str
"""A fact, the file of one, or the name or number of a shipped one."""


@called_from_python("validate")
def validate(
    facts: FactSource | Iterable[FactSource] = (), *, draws: int = FACT_DRAWS, replicates: int = FACT_REPLICATES,
    seed: int = FACT_SEED, numbers: str | None = None, workers: int = 1, progress: Progress = no_progress,
) -> Validation:  # fmt: skip
    """Try facts in the model and say which it shows, as ``kkgsim validate`` does.

    Args:
        facts: Files of facts, or names or numbers of shipped ones; without any all shipped facts. "money" alone stands
            for those on what things really cost.
        draws: Draws of all numbers, for the intervals; 0 for the values of the book alone.
        replicates: Replicates of luck at the values of the book.
        seed: Of all draws.
        numbers: What the draws are of: "prior", "posterior", or the folder of a posterior; None for the posterior that
            ships, once one does.
        workers: Threads; any number gives the same results.
        progress: Hears how many more runs are done.

    Raises:
        InputError: Before anything is played, for everything that is wrong with the files.

    >>> import kkgsim
    >>> result = kkgsim.validate("F7", draws=0, replicates=2)
    >>> result.table.set_index("quantity").loc["administration", "verdict"]
    'in_target'
    """
    question = request(facts, draws=draws, replicates=replicates, seed=seed, numbers=numbers, workers=workers)
    return question.run(workers=workers, progress=progress)


@dataclass(frozen=True)
class ValidationRequest:
    """What is asked: facts, read and checked, and the runs that they need."""

    facts: tuple[Fact, ...]
    needed: Runs
    draws: int
    replicates: int
    seed: int
    drawn: Drawn
    command: str

    @property
    def runs(self) -> int:
        """Runs that it takes; facts with the same arms share them."""
        return len(self.needed) * (self.draws + self.replicates)

    def run(self, *, workers: int = 1, progress: Progress = no_progress) -> Validation:
        """Play and measure; the same for any number of workers."""
        count, luck = {BOOK: self.replicates, DRAWN: self.draws}, Luck(self.seed, drawn=self.drawn)
        self.needed.play(count, luck, workers=workers, progress=progress)
        tested = tuple(evaluate(fact, self.needed, count, luck) for fact in self.facts)
        return Validation(tested, self.seed, self.replicates, self.draws, self.drawn, self.command)


def request(
    facts: FactSource | Iterable[FactSource] = (), *, draws: int = FACT_DRAWS, replicates: int = FACT_REPLICATES,
    seed: int = FACT_SEED, numbers: str | None = None, workers: int = 1,
) -> ValidationRequest:  # fmt: skip
    """The question, read and checked, before anything is run; see :func:`validate`. Raises ``InputError``."""
    check_count("--draws", draws, 0, MOST_DRAWS)
    check_limits(replicates=replicates, seed=seed, workers=workers)
    given = [facts] if isinstance(facts, (Fact, Path, str)) else list(facts)
    read = read_facts([*money_facts()] if given == [MONEY] else given or [*shipped_facts()])
    words = [source.name if isinstance(source, Fact) else str(source) for source in given]
    command = call("validate", words, draws=draws, replicates=replicates, seed=seed, numbers=numbers)
    return ValidationRequest(read, Runs(read), draws, replicates, seed, chosen_numbers(USUAL, numbers), command)


def read_facts(sources: Iterable[FactSource]) -> tuple[Fact, ...]:
    """All facts. Raises ``InputError`` with the mistakes of all files, and the names that two of them share."""
    issues: list[Issue] = []
    facts: list[Fact] = []
    for source in sources:
        try:
            facts.append(source if isinstance(source, Fact) else _from(file_of(source)))
        except InputError as error:
            issues += error.issues
    names = [fact.name for fact in facts]
    for name in sorted({name for name in names if names.count(name) > 1}):
        issues.append(Issue(COMMAND_LINE, refusal("same_name"), key=name))
    if issues:
        raise InputError(issues)
    return tuple(facts)


def _from(path: Path) -> Fact:
    """The fact in a file; a shipped one is read once."""
    return FACTS[path.stem] if shipped_facts().get(path.stem) == path else read_fact(path)
