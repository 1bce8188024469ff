"""Clauses that a conjunction joins, parted where each has a subject of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from symmachy.statements.extraction.tokens import Token, child, children, clause_span, finite, trimmed

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["split_clauses"]


def split_clauses(root: Token) -> Iterator[tuple[Token, int, int]]:
    """Yield the clauses that "and" or "but" joins, where each has a subject of its own."""
    whole = clause_span(root)
    if whole is None:
        return
    conj = root
    heads = [root]
    while True:
        following = [
            t
            for t in children(conj, "conj")
            if t.pos_ in ("VERB", "AUX") and finite(t) and child(t, "nsubj", "nsubjpass", "expl") is not None
        ]
        if not following:
            break
        conj = following[0]
        heads.append(conj)
    if len(heads) == 1:
        yield root, *whole
        return
    start = whole[0]
    for here, following_head in zip(heads, [*heads[1:], None], strict=True):
        if following_head is None:
            span = trimmed(root.doc, start, whole[1])
        else:
            edge = following_head.left_edge
            first = edge
            before = [t for t in here.children if t.dep_ in ("cc", "punct") and t.i < edge.i and t.i > here.i]
            stop = min([t.idx for t in before if edge.i - t.i <= 2] or [edge.idx])
            span = trimmed(root.doc, start, stop)
            start = first.idx
            if first.lower_ == "that" and first.dep_ == "mark":
                start = first.idx + len(first)
        if span:
            yield here, *span
