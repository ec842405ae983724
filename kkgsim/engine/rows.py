"""Rows: how compiled rules read ``teacher.motivation`` out of the engine's columns.

A row is a pointer into a table of columns and a position; an attribute is a fixed column. Reading and writing one is
a single load or store, no Python, no reference counting. This is the only file that knows how numba lays
things out; rules never see it. It is also why a rule may not hold a list: a row has named columns and nothing else.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from llvmlite import ir
from numba import types
from numba.core import cgutils
from numba.core.typing.templates import AttributeTemplate
from numba.extending import (
    infer_getattr,
    intrinsic,
    lower_getattr_generic,
    lower_setattr_generic,
    models,
    register_model,
)

from kkgsim.engine.columns import columns
from kkgsim.engine.printing.form import Type
from kkgsim.engine.printing.intrinsics import type_of

_COLUMNS: Mapping[str, Mapping[str, int]] = {
    kind: {name: rank for rank, name in enumerate(names)} for kind, names in columns().items()
}


def _held(kind: str) -> types.Type:
    """What compiled code finds in the columns of a kind of table."""
    return types.uint32 if type_of(kind) is Type.WORD else types.float64


class Row(types.Type):
    """The compile-time type of a row of one kind of table."""

    def __init__(self, kind: str):
        self.kind = kind
        super().__init__(name=f"Row({kind})")


@register_model(Row)
class _RowModel(models.StructModel):
    def __init__(self, manager: Any, row: Row):
        members = [("base", types.CPointer(_held(row.kind))), ("stride", types.intp), ("at", types.intp)]
        super().__init__(manager, row, members)


@infer_getattr
class _RowAttribute(AttributeTemplate):
    key = Row

    def generic_resolve(self, row: Row, attribute: str) -> types.Type | None:
        return _held(row.kind) if attribute in _COLUMNS[row.kind] else None


def _cell(context: Any, builder: Any, row: Row, value: Any, attribute: str) -> Any:
    base, stride, at = (builder.extract_value(value, rank) for rank in range(3))  # the members of the model, in order
    column = context.get_constant(types.intp, _COLUMNS[row.kind][attribute])
    return builder.gep(base, [builder.add(builder.mul(column, stride), at)])


@lower_getattr_generic(Row)
def _read(context: Any, builder: Any, row: Row, value: Any, attribute: str) -> Any:
    return _apart(builder, builder.load(_cell(context, builder, row, value, attribute)), row, attribute)


def _apart(builder: Any, access: Any, row: Row, attribute: str) -> Any:
    """Tell LLVM that columns never overlap, so that it may reorder and vectorise accesses to them."""
    module = builder.module
    root = module.add_metadata(["kkgsim columns"])
    zero = ir.Constant(ir.IntType(64), 0)
    column = module.add_metadata([f"{row.kind}.{attribute}", root, zero])
    access.set_metadata("tbaa", module.add_metadata([column, column, zero]))
    return access


@lower_setattr_generic(Row)
def _write(context: Any, builder: Any, signature: Any, args: Any, attribute: str) -> None:
    row, value = args
    kind = signature.args[0]
    value = context.cast(builder, value, signature.args[1], _held(kind.kind))
    _apart(builder, builder.store(value, _cell(context, builder, kind, row, attribute)), kind, attribute)


def _row_of(kind: str) -> Callable[..., Any]:
    """A compiled function ``row(table, at)`` for tables of shape (columns, cells)."""
    row_type = Row(kind)

    @intrinsic
    def row(typing_context: Any, table: Any, at: Any) -> Any:
        def generate(context: Any, builder: Any, signature: Any, args: Any) -> Any:
            array = context.make_array(signature.args[0])(context, builder, args[0])
            struct = cgutils.create_struct_proxy(row_type)(context, builder)
            struct.base = array.data
            struct.stride = builder.extract_value(array.shape, 1)
            struct.at = args[1]
            return struct._getvalue()

        return row_type(table, types.intp), generate

    made: Callable[..., Any] = row
    return made


ROWS: Mapping[str, Callable[..., Any]] = {kind: _row_of(kind) for kind in columns()}
"""For every table of :func:`kkgsim.engine.columns.columns` what makes one of its rows."""


@intrinsic
def apart(typing_context: Any) -> Any:
    """Keep the compiled function that says this out of its caller, which would otherwise become one huge function
    that takes long to optimise."""

    def generate(context: Any, builder: Any, signature: Any, args: Any) -> Any:
        builder.function.attributes.add("noinline")
        return context.get_dummy_value()

    return types.void(), generate


@intrinsic
def select(typing_context: Any, test: Any, yes: Any, no: Any) -> Any:
    """``yes`` where the test holds, else ``no``: one instruction, where Python's own would branch."""

    def generate(context: Any, builder: Any, signature: Any, args: Any) -> Any:
        return builder.select(*args)

    return yes(types.boolean, yes, yes), generate


def _of_two(comparison: str) -> Callable[..., Any]:
    """The second of two numbers where it compares so with the first, else the first, like Python's min and max."""

    @intrinsic
    def chosen(typing_context: Any, first: Any, second: Any) -> Any:
        def generate(context: Any, builder: Any, signature: Any, args: Any) -> Any:
            return builder.select(builder.fcmp_ordered(comparison, args[1], args[0]), args[1], args[0])

        return types.float64(types.float64, types.float64), generate

    made: Callable[..., Any] = chosen
    return made


def _of_llvm(name: str) -> Callable[..., Any]:
    """A function of one number that LLVM has an instruction for."""

    @intrinsic
    def instruction(typing_context: Any, x: Any) -> Any:
        def generate(context: Any, builder: Any, signature: Any, args: Any) -> Any:
            return builder.call(builder.module.declare_intrinsic(name, [args[0].type]), args)

        return types.float64(types.float64), generate

    made: Callable[..., Any] = instruction
    return made


larger, smaller = _of_two(">"), _of_two("<")
floor, sqrt, magnitude = _of_llvm("llvm.floor"), _of_llvm("llvm.sqrt"), _of_llvm("llvm.fabs")


def _of_words(build: Callable[[Any, Any, Any], Any]) -> Callable[..., Any]:
    """A function of two words that is a few instructions."""

    @intrinsic
    def operator(typing_context: Any, first: Any, second: Any) -> Any:
        def generate(context: Any, builder: Any, signature: Any, args: Any) -> Any:
            return build(builder, *args)

        return types.uint32(types.uint32, types.uint32), generate

    made: Callable[..., Any] = operator
    return made


def _turned(builder: Any, word: Any, bits: Any) -> Any:
    """A word turned to the left."""
    of = ir.FunctionType(word.type, [word.type] * 3)
    return builder.call(builder.module.declare_intrinsic("llvm.fshl", [word.type], of), [word, word, bits])


add32, xor32, and32, shift32, rotate32 = (
    _of_words(build) for build in (ir.IRBuilder.add, ir.IRBuilder.xor, ir.IRBuilder.and_, ir.IRBuilder.lshr, _turned)
)


@intrinsic
def word(typing_context: Any, x: Any) -> Any:
    """The lowest 32 bits of a whole number."""

    def generate(context: Any, builder: Any, signature: Any, args: Any) -> Any:
        return builder.trunc(args[0], ir.IntType(32))

    return types.uint32(types.intp), generate


@intrinsic
def number(typing_context: Any, x: Any) -> Any:
    """A word as a number."""

    def generate(context: Any, builder: Any, signature: Any, args: Any) -> Any:
        return builder.uitofp(args[0], ir.DoubleType())

    return types.float64(types.uint32), generate


def _of_numbers(build: Callable[[Any, Any, Any], Any], gives: types.Type = types.float64) -> Callable[..., Any]:
    """A function of two numbers that is one instruction."""

    @intrinsic
    def operator(typing_context: Any, first: Any, second: Any) -> Any:
        def generate(context: Any, builder: Any, signature: Any, args: Any) -> Any:
            return build(builder, *args)

        return gives(types.float64, types.float64), generate

    made: Callable[..., Any] = operator
    return made


def _compared(comparison: str) -> Callable[..., Any]:
    """A comparison of two numbers; what is no number differs from everything, itself too."""

    def build(builder: Any, first: Any, second: Any) -> Any:
        compare = builder.fcmp_unordered if comparison == "!=" else builder.fcmp_ordered
        return compare(comparison, first, second)

    return _of_numbers(build, types.boolean)


plus, minus, times, over = (
    _of_numbers(build) for build in (ir.IRBuilder.fadd, ir.IRBuilder.fsub, ir.IRBuilder.fmul, ir.IRBuilder.fdiv)
)
below, at_most, above, at_least, equal, unequal = (_compared(sign) for sign in ("<", "<=", ">", ">=", "==", "!="))
