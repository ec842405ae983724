"""Which loops may be played together, read off what they read and write.

Loops change places where neither reads or writes what the other writes. Loops that follow each other over the same
things become one where no thing reads what another writes, so that a value is still at hand when it is needed again.
Loops within clusters are played cluster by cluster where no cluster reads what another writes, so that its tables stay
in the processor's cache. None of this changes a bit: every sum is added up in the same order as before.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from kkgsim.engine.printing.flatten import flat
from kkgsim.engine.printing.form import (
    Again,
    Assign,
    Binding,
    Expression,
    If,
    Index,
    Local,
    Loop,
    Program,
    Statement,
    Store,
    Type,
    Unpack,
    every,
    with_parts,
)

SELF = Index("self")
UNNAMED = Local("", Type.NUMBER)
Fresh = tuple[tuple[str, tuple[str, ...]], ...]
"""Columns by kind of thing."""
WITHIN: Mapping[str, Index] = {
    "cluster": SELF,
    "school": Index("self", ("school_cluster",)),
    "grade": Index("self", ("grade_school", "school_cluster")),
    "teacher": Index("self", ("teacher_school", "school_cluster")),
}
"""The kinds of things that stand cluster by cluster, and how their cluster is found."""
FIELDS = 48
"""Columns that a loop touches at most to be made longer: more do not stay at hand, and take long to compile."""


@dataclass(frozen=True)
class Block:
    """Loops that are played cluster by cluster."""

    loops: tuple[Loop, ...]


Item = Loop | Again | Block
"""What a plan consists of."""


@dataclass(frozen=True)
class _Access:
    """A column that a loop touches: whether it writes it, whether only at its own thing, whether within a cluster."""

    written: bool
    own: bool
    local: bool


Accesses = Mapping[tuple[str, str], _Access]
"""What a loop touches, by table and column."""


def plan(program: Program, apart: frozenset[str] = frozenset()) -> list[Item]:
    """The loops of a program, laid flat and put together; functions named ``apart`` stay calls.

    Loops that touch a column which one of them writes keep their order; others need not. The plan is built from its
    end: each loop is placed as late as those that need it allow, so that as many as possible are played cluster by
    cluster together, and what a loop makes is used soon.
    """
    items = [
        replace(item, loops=tuple(flat(loop, apart) for loop in item.loops))
        if isinstance(item, Again)
        else flat(item, apart)
        for item in program.loops
    ]
    later, left = _later(items), list(reversed(range(len(items))))
    planned: list[Item] = []
    while left:
        ready = [index for index in left if not _may_be_blocked(items[index]) and later[index].keys().isdisjoint(left)]
        if ready:
            kind = _kind(planned[-1]) if planned else ""
            chosen = [next((index for index in ready if _kind(items[index]) == kind), ready[0])]
            planned.append(items[chosen[0]])
        else:
            chosen = _last_block(items, later, left)
            fused = _fused([items[index] for index in reversed(chosen)])
            loops = tuple(loop for loop in fused if isinstance(loop, Loop))
            planned.append(Block(loops) if len(loops) > 1 else loops[0])
        left = [index for index in left if index not in chosen]
    return _fused(planned[::-1])


def _kind(item: Item) -> str:
    """What a loop by itself goes over."""
    return item.over if isinstance(item, Loop) else ""


def _last_block(items: Sequence[Item], later: Sequence[Mapping[int, bool]], left: Sequence[int]) -> list[int]:
    """Which of the items that are ``left``, the last one first, may be played cluster by cluster together."""
    block: list[int] = []
    for index in left:
        rest = [(other, local) for other, local in later[index].items() if other in left]
        if _may_be_blocked(items[index]) and all(local and other in block for other, local in rest):
            block.append(index)
    return block


def _later(items: Sequence[Item]) -> list[dict[int, bool]]:
    """For each item those behind it that must stay there; True where it is enough that they do within each cluster."""
    touched = [accesses(item) if isinstance(item, Loop) else None for item in items]
    made: list[dict[int, bool]] = [{} for _ in items]
    for index, mine in enumerate(touched):
        for other in range(index + 1, len(items)):
            theirs = touched[other]
            if mine is None or theirs is None:
                made[index][other] = False
            elif shared := _shared(mine, theirs):
                made[index][other] = all(mine[key].local and theirs[key].local for key in shared)
    return made


def _shared(one: Accesses, other: Accesses) -> list[tuple[str, str]]:
    """The columns that two loops touch and at least one of them writes."""
    return [key for key in one.keys() & other.keys() if one[key].written or other[key].written]


def cleared(items: Iterable[Item], fresh: Fresh) -> Fresh:
    """The ``fresh`` columns that must be set to zero before some planned loops are played: those left out are written
    at every thing before anything reads them."""
    first: dict[tuple[str, str], bool] = {}
    for loop in (loop for item in items for loop in ((item,) if isinstance(item, Loop) else item.loops)):
        written = _written_first(loop)
        for key, access in accesses(loop).items():
            first.setdefault(key, key in written and key[0] == loop.over and access.own and not loop.pairs)
    return tuple((kind, tuple(name for name in names if not first.get((kind, name)))) for kind, names in fresh)


def _written_first(loop: Loop) -> set[tuple[str, str]]:
    """The columns that a flat loop writes, whatever the values, before it reads them, by table and name."""
    tables = {binding.holder: binding.table for binding in loop.bindings}
    written: set[tuple[str, str]] = set()
    read: set[tuple[str, str]] = set()
    for statement in loop.body:
        seen = Assign(UNNAMED, statement.value) if isinstance(statement, Store) else statement
        read |= {(tables[holder], name) for holder, name in replace(loop, body=(seen,)).touched} - written
        if isinstance(statement, Store):
            written |= {(tables[statement.field.holder], statement.field.name)} - read
    return written


def _fused(items: Iterable[Item]) -> list[Item]:
    """Loops that follow each other made one where that is allowed."""
    made: list[Item] = []
    for item in items:
        last = made[-1] if made else None
        if isinstance(last, Loop) and isinstance(item, Loop) and _may_be_fused(last, item):
            made[-1] = together(last, item)
        else:
            made.append(item)
    return made


def accesses(loop: Loop) -> Accesses:
    """What a loop touches, by table and column."""
    bindings = {binding.holder: binding for binding in loop.bindings}
    found: dict[tuple[str, str], _Access] = {}
    for (holder, column), written in loop.touched.items():
        binding = bindings[holder]
        here = _Access(written, binding.cell.index == SELF, _is_local(binding))
        before = found.get((binding.table, column), here)
        found[binding.table, column] = _Access(
            here.written or before.written, here.own and before.own, here.local and before.local
        )
    return found


def _is_local(binding: Binding) -> bool:
    """Whether a row belongs to the cluster that the loop's thing belongs to."""
    index = binding.cell.index
    return index is not None and index.start == "self" and binding.table not in ("supervisor", "facilitator",
                                                                                 "resource_person")  # fmt: skip


def _may_be_blocked(item: Item) -> bool:
    return isinstance(item, Loop) and item.over in WITHIN and not item.pairs


def _may_be_fused(first: Loop, second: Loop) -> bool:
    """Whether two loops that follow each other may be one. Draws stay by themselves: it may be that a single loop asks
    for them."""
    if first.over != second.over or any(loop.pairs or _draws(loop) for loop in (first, second)):
        return False
    held = {binding.holder: binding for binding in first.bindings}
    same = all(held.get(binding.holder, binding) == binding for binding in second.bindings)
    mine, theirs = accesses(first), accesses(second)
    own = all(mine[key].own and theirs[key].own for key in _shared(mine, theirs))
    return same and own and len(mine.keys() | theirs.keys()) <= FIELDS


def _draws(loop: Loop) -> bool:
    """Whether a loop makes draws, with which it begins."""
    return any(isinstance(statement, Unpack) for statement in loop.body[:1])


def together(first: Loop, second: Loop) -> Loop:
    """Two loops as one; locals of the second get names of their own."""
    taken = {local.name for local in _locals(first.body)}
    names: dict[str, str] = {}
    for local in _locals(second.body):
        name, rank = local.name, 1
        while name in taken:
            rank += 1
            name = f"{local.name}_x{rank}"
        taken.add(name)
        names.setdefault(local.name, name)
    body = tuple(_renamed(statement, names) for statement in second.body)
    bindings = dict.fromkeys((*first.bindings, *second.bindings))
    return Loop(f"{first.name}, {second.name}", first.over, tuple(bindings), (*first.body, *body))


def _locals(body: Iterable[Statement]) -> Iterator[Local]:
    """The locals that statements give values to, each once."""
    seen: dict[str, Local] = {}
    for statement in every(tuple(body)):
        match statement:
            case Assign(local):
                seen.setdefault(local.name, local)
            case Unpack(several):
                seen |= {local.name: local for local in several}
    return iter(seen.values())


def _renamed(statement: Statement, names: Mapping[str, str]) -> Statement:
    def local(one: Local) -> Local:
        return replace(one, name=names.get(one.name, one.name))

    def value(one: Expression) -> Expression:
        return local(one) if isinstance(one, Local) else with_parts(one, value)

    match statement:
        case Assign(target, given):
            return Assign(local(target), value(given))
        case Store(field, given):
            return Store(field, value(given))
        case Unpack(several, call):
            handed = tuple(one if isinstance(one, str) else value(one) for one in call.arguments)
            return Unpack(tuple(map(local, several)), replace(call, arguments=handed))
        case If(test, yes, no):
            sides = (tuple(_renamed(one, names) for one in side) for side in (yes, no))
            return If(value(test), *sides)
    raise TypeError(f"not flat: {statement}")
