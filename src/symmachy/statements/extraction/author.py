"""What the writer says of states in the writer's own voice, and what the writer asks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from symmachy.statements.extraction.candidate import Candidate, Who
from symmachy.statements.extraction.clauses import split_clauses
from symmachy.statements.extraction.relation import relations_in, without_names
from symmachy.statements.extraction.tokens import Token, trimmed
from symmachy.statements.labels import Act, Attribution, Modality, Relation

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from symmachy.statements.gazetteer import Mention

__all__ = ["by_author"]


def by_author(
    doc: Token, mentions: Sequence[Mention], taken: Sequence[tuple[int, int]]
) -> Iterator[Candidate]:
    """Yield clauses outside all attributed passages that relate two states, or one to an alliance, and questions.

    The writer abstains with us: a clause with no relation and no two actors is left out.
    """
    bare = without_names(doc.text, mentions)
    for sentence in doc.sents:
        start, end = sentence.start_char, sentence.end_char
        question = sentence.text.rstrip(" \"”’'").endswith("?")
        if any(a < end and start < b for a, b in taken):
            continue
        root = sentence.root
        parts = [(root, *s)] if question and (s := trimmed(doc, start, end)) else list(split_clauses(root))
        for part, a, b in parts:
            codes = {m.code for m in mentions if a <= m.start and m.end <= b}
            hits = [h for h in relations_in(bare[a:b]) if h.weight >= 3]
            if not codes or not hits:
                continue
            if len(codes) < 2 and not any(h.label is Relation.ALLIANCE for h in hits) and not question:
                continue
            yield Candidate(
                start=a,
                end=b,
                who=Who(author=True),
                attribution=Attribution.AUTHOR,
                act=Act.ASK if question else Act.ASSERT,
                rule="author:question" if question else "author",
                root=part,
                mode=Modality.ASKED if question else None,
            )
