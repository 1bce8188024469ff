"""Parsing with the names covered: the parser is never told which state is named, so it cannot treat one otherwise."""

from __future__ import annotations

from typing import TYPE_CHECKING

from symmachy.statements.extraction.words import words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from symmachy.statements.extraction.model import Pipeline
    from symmachy.statements.extraction.tokens import Token
    from symmachy.statements.gazetteer import Mention

__all__ = ["parsed"]

_COVERS = {"name": "France", "capital": "Paris", "leader": "Smith", "surname": "Smith", "institution": "NATO"}
_ADJECTIVES = frozenset(
    {"Western", "western", "European", "Arab", "Nordic", "Scandinavian", "Latin American"}
)


def parsed(pipeline: Pipeline, texts: Sequence[str], names: Sequence[Sequence[Mention]]) -> Iterator[Token]:
    """Yield the parse of each text, in which every name of a state is one token.

    Before the tagger and the parser see a text, each name is replaced by one cover for its kind (a country, a
    people, a capital, a person, a body); afterwards the tokens bear their own words again.
    """
    from spacy.tokens import Doc

    tokenised = [_merged(pipeline.make_doc(text), those) for text, those in zip(texts, names, strict=True)]
    covered = []
    for doc, those in zip(tokenised, names, strict=True):
        kinds = {m.start: m for m in those}
        shown = [_cover(doc, i, kinds[t.idx]) if t.idx in kinds else t.text for i, t in enumerate(doc)]
        cover = Doc(pipeline.vocab, words=shown, spaces=[bool(t.whitespace_) for t in doc])
        for token in cover[1:]:
            if cover[token.i - 1].text in (";", ":"):
                token.is_sent_start = True  # the parser joins what they part
        covered.append(cover)
    for own, seen in zip(tokenised, pipeline.pipe(covered, batch_size=32), strict=True):
        yield Doc(
            pipeline.vocab,
            words=[t.text for t in own],
            spaces=[bool(t.whitespace_) for t in own],
            tags=[t.tag_ for t in seen],
            pos=[t.pos_ for t in seen],
            lemmas=[t.lemma_ for t in seen],
            heads=[t.head.i for t in seen],
            deps=[t.dep_ for t in seen],
            sent_starts=[bool(t.is_sent_start) for t in seen],
        )


def _merged(doc: Token, names: Sequence[Mention]) -> Token:
    with doc.retokenize() as retokenizer:
        for name in names:
            span = doc.char_span(name.start, name.end)
            if span is not None and len(span) > 1:
                retokenizer.merge(span)
    return doc


def _cover(doc: Token, position: int, name: Mention) -> str:
    if len(doc[position]) != name.end - name.start:
        return str(doc[position].text)  # part of a longer token, such as "U.S.-led"
    if name.kind == "demonym" or (name.kind == "bloc" and name.surface in _ADJECTIVES):
        return "Americans" if _people(doc, position, name.surface) else "American"
    if name.kind == "bloc":
        return "Europeans" if name.surface in ("Europeans", "Arabs", "Westerners", "Balts") else "NATO"
    return _COVERS[name.kind]


def _people(doc: Token, position: int, surface: str) -> bool:
    """Whether a demonym stands for the people and not before a noun: "the Chinese have" and "the Chinese army"."""
    if surface.endswith(("s", "men")) and surface not in ("US", "Swiss"):
        return True
    if surface in ("US", "U.S."):
        return False
    following = doc[position + 1].lower_ if position + 1 < len(doc) else "."
    before = doc[position - 1].lower_ if position else ""
    return before in ("the", "both", "some", "most", "many") and (
        not following[:1].isalpha() or following in words("parse.after_people")
    )
