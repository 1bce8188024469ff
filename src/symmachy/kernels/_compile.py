"""How a loop becomes machine code: at its first call, kept on disk, without the interpreter's lock."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, Any, TypeVar, cast

import numba
from numba import types
from numba.experimental.function_type import _get_wrapper_address

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["handed", "inlined", "kernel", "lean", "swept"]

Function = TypeVar("Function", bound="Callable[..., Any]")

_SUM_IN_ANY_ORDER = {"reassoc", "contract", "nsz"}
"""Lets a sum use vector registers; infinities and missing numbers keep their meaning."""


def inlined(function: Function) -> Function:
    """Return `function` for use inside kernels, compiled with the first kernel that calls it."""
    return cast("Function", numba.njit(cache=True, nogil=True, fastmath=_SUM_IN_ANY_ORDER)(function))


def swept(function: Function) -> Function:
    """Return `function` as `inlined` does, for loops that sweep over arrays and divide.

    A division by zero gives what the processor gives instead of an error, so that the loop has no branch
    and uses vector registers. A loop that sums writes nothing: where it does, the compiler asks at each call
    whether the arrays may overlap, takes the slow loop where they lie close to each other, and so adds in
    another order; results would depend on where in memory the arrays happen to be.
    """
    made = numba.njit(cache=True, nogil=True, fastmath=_SUM_IN_ANY_ORDER, error_model="numpy")(function)
    return cast("Function", made)


def lean(signature: object, *, cache: bool = True) -> Callable[[Any], Any]:
    """Return a decorator that compiles for `signature` what makes no array, neither itself nor in what it calls.

    Arrays that come and go as parts of tuples are else counted, each time by a step that all processors must
    agree on: a third of a simulation's time. What makes an array is refused by the compiler.
    """
    uncounted: dict[str, Any] = {"_nrt": False}  # an option that numba's types do not know
    return cast("Callable[[Any], Any]", numba.njit(signature, cache=cache, nogil=True, **uncounted))


class _Handed(types.WrapperAddressProtocol):
    """A compiled function whose address is known."""

    def __init__(self, function: object, signature: object) -> None:
        self._function = function  # lives as long as its address is in use
        self._signature = signature
        self._address = _get_wrapper_address(function, signature)  # type: ignore[no-untyped-call]

    def __wrapper_address__(self) -> int:
        return int(self._address)

    def signature(self) -> Any:  # noqa: ANN401  # numba has no types of its own
        return self._signature


@functools.cache
def handed(function: object, signature: object) -> object:
    """Return a compiled function as what other compiled functions take as an argument.

    They take the function itself too, but then look up its address at each call, which takes half a millisecond.
    """
    return _Handed(function, signature)


def kernel(signature: str) -> Callable[[Function], Function]:
    """Return a decorator that compiles for one explicit `signature`, at the first call and not before.

    The plain function stays in reach as ``__wrapped__``, for tests without the compiler.
    """

    def decorate(function: Function) -> Function:
        @functools.cache
        def compiled() -> Callable[..., Any]:
            return cast("Callable[..., Any]", numba.njit(signature, cache=True, nogil=True)(function))

        @functools.wraps(function)
        def call(*arguments: object) -> object:
            return compiled()(*arguments)

        return cast("Function", call)

    return decorate
