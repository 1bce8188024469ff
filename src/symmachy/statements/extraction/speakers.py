"""From the passage that names a speaker to who that is, with pronouns followed back through the document."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from symmachy.statements.extraction.lexicon import DOCUMENTS
from symmachy.statements.extraction.resolve import PRONOUNS, Known, antecedent, kind_of, subjects_of
from symmachy.statements.extraction.words import words
from symmachy.statements.labels import Resolution
from symmachy.statements.statement import Speaker

if TYPE_CHECKING:
    from symmachy.statements.extraction.candidate import Candidate
    from symmachy.statements.extraction.coding import Place
    from symmachy.statements.extraction.tokens import Token

__all__ = ["NOBODY", "WRITER", "Memory"]

WRITER = "the writer"
NOBODY = "nobody named"
_PLACES = ("name", "capital", "demonym", "bloc", "institution")
_MEDIA = words("speakers.media")


@dataclass
class Memory:
    """Who was named in a document so far; it lives as long as the document is read."""

    known: list[Known] = field(default_factory=list)
    base: int = 0
    last: Known | None = None

    def enter(self, doc: Token, place: Place) -> None:
        """Remember who is named in the next paragraph."""
        self.known += subjects_of(doc, self.base, self._codes(doc, place))

    def leave(self, doc: Token) -> None:
        """Go on to the paragraph after this one."""
        self.base += len(doc) + 10

    @staticmethod
    def _codes(doc: Token, place: Place) -> dict[int, tuple[str, str]]:
        codes: dict[int, tuple[str, str]] = {}
        for mention in place.mentions:
            span = doc.char_span(mention.start, mention.end, alignment_mode="expand")
            for token in span if span is not None else ():
                codes[token.i] = (mention.code, mention.kind)
        return codes

    def speaker(self, candidate: Candidate, place: Place, doc: Token | None) -> Speaker:
        """Return the speaker of a candidate, and remember it as the one who spoke last."""
        who = candidate.who
        if who.author:
            return Speaker(surface=WRITER, canonical=WRITER, kind="author", resolved_by=Resolution.AUTHOR)
        if not who.named:
            return Speaker(surface=NOBODY, canonical=NOBODY, kind="unknown")
        surface = place.view.text[who.start : who.end]
        target = place.target(who.start, who.end)
        head = doc[who.head] if doc is not None and who.head is not None else None
        at = self.base + (who.head if who.head is not None else 0)
        mention = next((m for m in place.mentions if who.start <= m.start and m.end <= who.end), None)
        named = [m for m in place.mentions if who.start <= m.start and m.end <= who.end]
        mention = next((m for m in named if m.kind in ("leader", "surname")), mention)
        state = mention.code if mention else None
        by = mention.resolved_by if mention else Resolution.NONE
        canonical = surface
        first = surface.split()[0].casefold()
        if surface.casefold() in PRONOUNS:
            found = antecedent(surface, at, self.known, self.last)
            if found is not None:
                canonical, state, by = found.surface, found.code or self._code_in(found), Resolution.ANAPHORA
        elif first in ("its", "his", "her", "their") and state is None:
            found = antecedent(first, at, [k for k in self.known if k.code], None)
            if found is not None:
                state, by = found.code, Resolution.ANAPHORA
        else:
            canonical = surface if mention and mention.kind in _PLACES else self._fullest(surface)
        kind = self._kind(head, mention.kind if mention else None, surface)
        if surface.casefold() not in PRONOUNS or canonical != surface:
            person = (
                kind_of(head, mention is not None and mention.kind not in ("leader", "surname"))
                if head is not None
                else "thing"
            )
            if surface.casefold() in PRONOUNS:
                person = {"he": "person", "she": "person", "it": "thing", "they": "many"}.get(
                    surface.casefold(), person
                )
            self.last = Known(surface=canonical, kind=person, at=at, subject=True, code=state)
        return Speaker(
            surface=surface, canonical=canonical, kind=kind, state=state, resolved_by=by, target=target
        )

    @staticmethod
    def _code_in(found: Known) -> str | None:
        return found.code

    def _fullest(self, surface: str) -> str:
        words = re.findall(r"\w+", surface)
        if not words or not words[-1][:1].isupper():
            return surface
        fuller = [
            k.surface for k in self.known if k.surface.endswith(words[-1]) and len(k.surface) > len(surface)
        ]
        fuller = [f for f in fuller if f.split()[-1] == words[-1] and len(f.split()) <= 5 and f[:1].isupper()]
        return fuller[0] if fuller and len(words) == 1 else surface

    @staticmethod
    def _kind(head: Token | None, mention: str | None, surface: str) -> str:
        low = head.lemma_.casefold() if head is not None else surface.casefold()
        if low in _MEDIA or (
            mention == "institution"
            and re.search(r"Xinhua|Tass|TASS|Pravda|Izvestia|Daily|Times|Novosti", surface)
        ):
            return "media"
        if low in DOCUMENTS:
            return "document"
        if mention in ("leader", "surname"):
            return "person"
        if head is not None and head.pos_ == "NOUN":
            return {"person": "person", "many": "group", "thing": "government"}[kind_of(head, named=True)]
        if mention == "name" and surface.casefold() not in PRONOUNS:
            return "state"
        if mention in ("capital", "institution", "demonym"):
            return "government" if mention != "demonym" else "group"
        if mention == "bloc":
            return "bloc"
        return "person" if head is not None and head.pos_ == "PROPN" else "unknown"
