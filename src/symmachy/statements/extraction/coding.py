"""From a candidate in a paragraph to a statement in a document."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from symmachy.statements.extraction.details import crosswalk_of, times_in
from symmachy.statements.extraction.joined import joined_by
from symmachy.statements.extraction.modality import conditions_of, hedges_of, modality_of
from symmachy.statements.extraction.polarity import polarity_of
from symmachy.statements.extraction.relation import (
    Topic,
    lead_of,
    main_relation,
    relations_in,
    turn_of,
    without_names,
)
from symmachy.statements.gazetteer.entries import code_system
from symmachy.statements.labels import Act, Attribution, Flag, Modality, Polarity, Relation, Resolution, Tier
from symmachy.statements.statement import Actor, Method, Related, Speaker, Statement
from symmachy.statements.target import Target

if TYPE_CHECKING:
    from collections.abc import Sequence

    from symmachy.statements.document import Document
    from symmachy.statements.extraction.candidate import Candidate
    from symmachy.statements.extraction.tokens import Token
    from symmachy.statements.gazetteer import Mention
    from symmachy.statements.view import View

__all__ = ["Place", "coded"]


@dataclass(frozen=True, kw_only=True)
class Place:
    """Where candidates stand: the document, the view of the paragraph, and the names in it."""

    document: Document
    view: View
    mentions: Sequence[Mention]
    topic: dict[Relation, Topic]
    """The relations that the whole document speaks of."""

    def target(self, start: int, end: int) -> Target:
        """Return the passage of the document behind a passage of the view."""
        return Target.of(self.document.text, *self.view.source(start, end))


_MOST = 4
"""Actors above which a statement names no pair, for it would name too many."""
_ASK = re.compile(r"\?[\"”’')\s]*$")


def coded(
    candidate: Candidate,
    place: Place,
    *,
    speaker: Speaker,
    method: Method,
    flags: Sequence[Flag],
    tier: Tier,
    context: tuple[int, int] | None,
    reading: tuple[Polarity, Modality] | None = None,
) -> Statement:
    """Return the statement that a candidate becomes.

    Parameters
    ----------
    candidate, place
        What was found, and where.
    speaker, method, flags, tier
        As they go into the record.
    context
        Where the sentence around it stands in the view.
    reading
        Polarity and modality where no parse can tell them.
    """
    text, start, end = place.view.text, candidate.start, candidate.end
    root = candidate.root
    question = bool(_ASK.search(text[start : end + 2])) and candidate.attribution in (
        Attribution.DIRECT,
        Attribution.AUTHOR,
    )
    conditions = conditions_of(root, start, end)
    modality = modality_of(root, cue=candidate.mode, conditional=bool(conditions), question=question)
    polarity = (
        Polarity.AFFIRMS
        if modality is Modality.ASKED and not candidate.denies
        else polarity_of(root, flips=candidate.denies, infinitive=candidate.infinitive)
    )
    if reading is not None:
        polarity, modality = reading
    cues, at = _related(candidate, place, context)
    actors = _actors(candidate, place, root)
    pairs = _pairs(candidate, place, cues, at, actors, own=speaker.state)
    labels = list(dict.fromkeys(r.label for r in cues))
    act = _act(candidate.act, modality, question=question)
    exact_target = place.target(start, end)
    document = place.document
    return Statement(
        id=Statement.name(document.sha256, exact_target.start, exact_target.end, speaker.surface),
        doc_id=document.id,
        doc_sha256=document.sha256,
        doc_name=document.name,
        doc_date=document.date,
        doc_date_basis=document.date_basis,
        language=document.language,
        target=exact_target,
        attribution=candidate.attribution,
        speaker=speaker,
        source_chain=candidate.chain,
        cue=place.target(*candidate.cue) if candidate.cue else None,
        actors=actors,
        relations=cues,
        pairs=pairs,
        act=act,
        polarity=polarity,
        modality=modality,
        conditions=tuple(place.target(a, b) for a, b in conditions),
        hedges=tuple(place.target(a, b) for a, b in hedges_of(root, start, end)),
        time=times_in(document.text, exact_target.start, exact_target.end, year=document.year),
        flags=tuple(flags),
        method=method,
        confidence=tier,
        crosswalk=crosswalk_of(act, labels, modality, polarity, exact_target.exact),
    )


def _related(
    candidate: Candidate, place: Place, context: tuple[int, int] | None
) -> tuple[tuple[Related, ...], tuple[tuple[int, int], ...]]:
    """Return the relations of a passage, the main one first, and where its cues stand in the passage.

    Where the main one shows only around the passage, its cue lies there, and a reader sees that.
    """
    text, start, end = without_names(place.view.text, place.mentions), candidate.start, candidate.end
    first, last = context if context is not None and context[0] <= start else (start, end)
    last = max(last, end)
    inside = relations_in(text[start:end])
    left, right, before = (
        relations_in(text[first:start]),
        relations_in(text[end:last]),
        relations_in(text[:first]),
    )
    said = text[start:end]
    main = main_relation(
        inside,
        (*left, *right),
        before,
        place.topic,
        candidate.act,
        turn=turn_of(said),
        lead=lead_of(said),
    )
    if main is None:
        return (), ()
    cues = [(h, start) for h in inside]
    placed = [(h, at) for h, at in cues if h.label is main]
    others = [(h, at) for h, at in cues if h.label is not main]
    if not placed:
        outer = [*((h, first) for h in left), *((h, end) for h in right), *((h, 0) for h in reversed(before))]
        placed = [(h, at) for h, at in outer if h.label is main][:1]
    targets = [
        Related(label=h.label, cue=place.target(at + h.start, at + h.end)) for h, at in (*placed, *others)
    ]
    if not placed:
        if candidate.cue and main not in place.topic:
            cue = place.target(*candidate.cue)
        elif main in place.topic:
            spoken = place.topic[main]
            cue = Target.of(place.document.text, spoken.start, spoken.end)
        else:
            return tuple(targets), ()
        targets.insert(0, Related(label=main, cue=cue))
    within = tuple((at + h.start, at + h.end) for h, at in cues if h.label is main)
    return tuple(targets), within


def _pairs(
    candidate: Candidate,
    place: Place,
    cues: tuple[Related, ...],
    at: tuple[tuple[int, int], ...],
    actors: tuple[Actor, ...],
    *,
    own: str | None,
) -> tuple[tuple[str, str], ...]:
    """Return the pairs that the main relation joins; without a parse, those of a passage with just two actors."""
    codes = sorted({a.code for a in actors})
    if len(codes) > _MOST:
        return ()
    if not at:  # "A threatened B": the verb of saying is itself the relation
        threat = candidate.act is Act.THREATEN and own is not None and len(codes) == 1 and own != codes[0]
        return ((min(own, codes[0]), max(own, codes[0])),) if threat and own is not None else ()
    if candidate.root is None:
        return ((codes[0], codes[1]),) if len(codes) == 2 else ()  # a pair
    names = [m for m in place.mentions if candidate.start <= m.start and m.end <= candidate.end]
    doc, label, span = candidate.root.doc, cues[0].label, (candidate.start, candidate.end)
    found = (joined_by(cue, label, doc, names, passage=span, own=own) for cue in at)
    return next((pairs for pairs in found if pairs is not None), ())


def _act(act: Act, modality: Modality, *, question: bool) -> Act:
    if question:
        return Act.ASK
    return Act.PREDICT if act is Act.ASSERT and modality is Modality.FUTURE else act


def _actors(candidate: Candidate, place: Place, root: Token | None) -> tuple[Actor, ...]:
    found = []
    for mention in place.mentions:
        if candidate.start <= mention.start and mention.end <= candidate.end:
            if candidate.cue and _within_cue(candidate, mention):
                continue
            role = "mentioned"
            if root is not None and root.pos_ in ("VERB", "AUX"):
                role = "from" if mention.end <= root.idx else "to"
            found.append(
                Actor(
                    surface=mention.surface,
                    target=place.target(mention.start, mention.end),
                    code=mention.code,
                    code_system=code_system(mention.code),
                    role=role,
                    resolved_by=mention.resolved_by,
                )
            )
    return tuple(found)


def _within_cue(candidate: Candidate, mention: Mention) -> bool:
    """Whether a name within the passage belongs to "..., he said, ..." in its midst and not to what is said."""
    who = candidate.who
    return who.named and who.start <= mention.start and mention.end <= who.end


def unresolved(surface: str, target: Target | None) -> Speaker:
    """Return a speaker of whom only the surface is known."""
    return Speaker(
        surface=surface, canonical=surface, kind="unknown", resolved_by=Resolution.NONE, target=target
    )
