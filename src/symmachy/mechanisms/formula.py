"""The formula language: a text becomes mechanisms by its syntax tree alone; nothing in it is evaluated."""

from __future__ import annotations

import ast
import warnings
from typing import TYPE_CHECKING

from symmachy.errors import BadInput, UnknownName
from symmachy.mechanisms.lag import Lag
from symmachy.mechanisms.option import options_of
from symmachy.mechanisms.product import product
from symmachy.mechanisms.registry import named

if TYPE_CHECKING:
    from collections.abc import Iterator

    from symmachy.mechanisms.mechanism import Mechanism

__all__ = ["DEEPEST", "LONGEST", "read"]

LONGEST = 10_000
"""Characters that a formula may have."""

DEEPEST = 10
"""How deep lags may stand within lags."""

_LAG = "lag"


def read(text: str) -> tuple[Mechanism, ...]:
    """Read the mechanisms of a formula, in order.

    Raises
    ------
    UnknownName
        Where a mechanism or an option is not known.
    BadInput
        Where the text is no formula.

    Examples
    --------
    >>> [str(m) for m in read("ties + lag(isolates, years=2)")]
    ['ties', 'lag(isolates, years=2)']
    """
    if not isinstance(text, str):
        raise BadInput(f"a formula is a text, but {text!r} was given")
    if len(text) > LONGEST:
        raise BadInput(f"the formula has {len(text):,} characters; at most {LONGEST:,} are read")
    if not text.strip():
        raise BadInput("the formula is empty; name at least one mechanism, such as 'ties'")
    return tuple(_mechanism(node, text, 0) for node in _summands(_tree(text), text))


def _tree(text: str) -> ast.expr:
    one_line = " ".join(text.splitlines())
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of escapes and the like: names hold none
            return ast.parse(_with_products(one_line).strip(), mode="eval").body
    except SyntaxError as fault:
        at = (fault.offset or 1) - 1
        raise BadInput(
            f"the formula cannot be read at {one_line[max(at - 12, 0) : at + 12].strip()!r}; write "
            "mechanisms joined by +, such as \"ties + shared_allies(decay=0.7) + same('democracy')\""
        ) from None
    except (ValueError, RecursionError, MemoryError):
        raise BadInput("the formula cannot be read: it nests too deep or holds strange characters") from None


def _with_products(text: str) -> str:
    """Write ``:`` as ``*`` outside quotation marks."""
    quote, found = "", []
    for c in text:
        if quote:
            quote = "" if c == quote else quote
        elif c in "'\"":
            quote = c
        elif c == ":":
            c = "*"  # noqa: PLW2901  # the character as it is to be read
        found.append(c)
    return "".join(found)


def _summands(node: ast.expr, text: str) -> Iterator[ast.expr]:
    waiting = [node]  # a list, for a sum of thousands is a tree as deep
    while waiting:
        node = waiting.pop()
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
            waiting += [node.right, node.left]
        elif isinstance(node, ast.BinOp) and not isinstance(node.op, ast.Mult):
            raise _strange(node, text)
        else:
            yield node


def _mechanism(node: ast.expr, text: str, depth: int) -> Mechanism:
    if depth > DEEPEST:
        raise BadInput(f"the formula nests deeper than {DEEPEST} levels; write it flat")
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Mult):
        factors = [node.right]
        left = node.left
        while isinstance(left, ast.BinOp) and isinstance(left.op, ast.Mult):
            factors.append(left.right)
            left = left.left
        return product(*(_mechanism(f, text, depth + 1) for f in [left, *reversed(factors)]))
    if isinstance(node, ast.Name):
        return _made(node.id, [], {}, text)
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
        keywords: dict[str, ast.expr] = {}
        for keyword in node.keywords:
            if keyword.arg is None:
                raise _strange(node, text)
            if keyword.arg in keywords:
                raise BadInput(f"{node.func.id} was given {keyword.arg} twice")
            keywords[keyword.arg] = keyword.value
        if node.func.id == _LAG:
            return _lag(node.args, keywords, text, depth)
        return _made(node.func.id, node.args, keywords, text)
    raise _strange(node, text)


def _lag(arguments: list[ast.expr], keywords: dict[str, ast.expr], text: str, depth: int) -> Mechanism:
    if len(arguments) not in (1, 2) or set(keywords) - {"years"} or (len(arguments) == 2 and keywords):
        raise BadInput("lag takes a mechanism and a number of years, such as lag(shared_allies, years=2)")
    years = arguments[1] if len(arguments) == 2 else keywords.get("years")
    return Lag(
        of=_mechanism(arguments[0], text, depth + 1),
        years=1 if years is None else _literal(years, text),  # type: ignore[arg-type]  # checked with the options
    )


def _made(name: str, arguments: list[ast.expr], keywords: dict[str, ast.expr], text: str) -> Mechanism:
    if name == _LAG:
        raise BadInput("lag takes a mechanism, such as lag(shared_allies)")
    kind = named(name)
    options = options_of(kind)
    given = {key: _literal(value, text) for key, value in keywords.items()}
    firsts = [key for key, one in options.items() if one.first]
    if len(arguments) > len(firsts):
        way_out = ", ".join(f"{key}=..." for key in options) or "nothing"
        raise BadInput(f"{kind.name} takes its options by name: {kind.name}({way_out})")
    for key, value in zip(firsts, arguments, strict=False):
        if key in given:
            raise BadInput(f"{kind.name} was given {key} twice")
        given[key] = _literal(value, text)
    for key in given:
        if key not in options:
            if not options:
                raise BadInput(f"{kind.name} has no options, but {key} was given")
            raise UnknownName.among(f"option of {kind.name}", key, options)
    if lacking := [key for key in firsts if key not in given]:
        raise BadInput(f"{kind.name} needs the {lacking[0]} that it reads, such as {kind.name}('democracy')")
    return kind(**{key: options[key].read(value) for key, value in given.items()})


def _literal(node: ast.expr, text: str) -> object:
    if isinstance(node, ast.Constant) and isinstance(node.value, str | int | float):
        return node.value
    if (
        isinstance(node, ast.UnaryOp)
        and isinstance(node.op, ast.USub)
        and isinstance(node.operand, ast.Constant)
        and isinstance(node.operand.value, int | float)
    ):
        return -node.operand.value
    raise _strange(node, text)


def _strange(node: ast.expr, text: str) -> BadInput:
    said = ast.get_source_segment(_with_products(" ".join(text.splitlines())).strip(), node) or text
    return BadInput(
        f"{said[:60]!r} is no part of a formula; write mechanisms with options, such as "
        "shared_allies(decay=0.7), joined by + (sum) or * (product)"
    )
