"""What is argued about: a pair of states and a relation between them, with every statement on it by its stance."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

from symmachy.statements.labels import Modality, Polarity, Relation, Stance

if TYPE_CHECKING:
    from symmachy.statements.collection import Statements
    from symmachy.statements.statement import Statement

__all__ = ["Member", "Proposition", "propositions", "stance_of"]

_TEMPLATES = {
    Relation.ALLIANCE: "{one} and {other} are, or will be, allied",
    Relation.PARTNERSHIP: "{one} and {other} cooperate, or are on friendly terms",
    Relation.SUPPORT: "one of {one} and {other} supports the other",
    Relation.CONSULTATION: "{one} and {other} talk with each other",
    Relation.PRESSURE: "one of {one} and {other} puts pressure on the other",
    Relation.THREAT: "one of {one} and {other} is a threat to the other",
    Relation.HOSTILITY: "{one} and {other} are hostile to each other",
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Member:
    """A statement on a proposition."""

    statement: Statement
    stance: Stance


@dataclass(frozen=True, kw_only=True)
class Proposition:
    """A pair, a relation, and the statements on it in order of date and place."""

    relation: Relation
    pair: tuple[str, str]
    """Two codes in alphabetical order."""
    sentence: str
    members: tuple[Member, ...]
    sources: int
    """Documents, near-duplicates counted once."""

    def by_stance(self, stance: Stance) -> tuple[Member, ...]:
        """Return the members of one stance, perhaps none."""
        return tuple(m for m in self.members if m.stance is stance)

    @property
    def contradictions(self) -> tuple[tuple[Member, Member], ...]:
        """Pairs of members of which one affirms what the other denies, unconditionally and of the same time.

        Anything else only differs.
        """
        firm = [
            m
            for m in self.members
            if m.statement.modality in (Modality.FACT, Modality.FUTURE) and m.statement.target is not None
        ]
        return tuple(
            (a, b)
            for a, b in combinations(firm, 2)
            if {a.stance, b.stance} == {Stance.AFFIRMS, Stance.DENIES}
            and a.statement.modality is b.statement.modality
            and _when(a.statement) == _when(b.statement)
        )


def _when(statement: Statement) -> tuple[tuple[str | None, str | None], ...]:
    return tuple((w.first, w.last) for w in statement.time)


def stance_of(statement: Statement) -> Stance:
    """Return where a statement stands: what is asked, wished, conditional or possible is neither yes nor no."""
    if statement.modality is Modality.ASKED:
        return Stance.ASKS
    if statement.modality is Modality.WISHED:
        return Stance.WISHES
    if statement.modality is Modality.CONDITIONAL:
        return Stance.CONDITIONAL
    if statement.polarity is Polarity.UNCLEAR:
        return Stance.UNCLEAR
    if statement.polarity is Polarity.DENIES:
        return Stance.DENIES
    return Stance.POSSIBLE if statement.modality is Modality.POSSIBLE else Stance.AFFIRMS


def propositions(statements: Statements, *, least: int = 1) -> tuple[Proposition, ...]:
    """Gather statements into propositions: a pair of actors and a relation.

    Parameters
    ----------
    statements
        As `extract` returns them. A statement's first relation counts, and the pairs that it joins; one that only
        names states together belongs to no proposition.
    least
        How many members a proposition must have to be returned.

    Returns
    -------
    tuple of Proposition
        The relations in their fixed order (alliance first), within one the pairs in alphabetical order; never by
        agreement.
    """
    groups: dict[tuple[Relation, tuple[str, str]], list[Statement]] = {}
    for statement in statements:
        if not statement.relations:
            continue
        relation = statement.relations[0].label
        for pair in statement.pairs:
            groups.setdefault((relation, pair), []).append(statement)
    copies = {d.sha256: d.copy_of or d.id for d in statements.documents}
    order = list(Relation)
    return tuple(
        Proposition(
            relation=relation,
            pair=pair,
            sentence=_TEMPLATES[relation].format(one=pair[0], other=pair[1]),
            members=tuple(
                Member(statement=s, stance=stance_of(s))
                for s in sorted(members, key=lambda s: (s.doc_date or "9999", s.doc_id, s.target.start))
            ),
            sources=len({copies[s.doc_sha256] for s in members}),
        )
        for (relation, pair), members in sorted(groups.items(), key=lambda g: (order.index(g[0][0]), g[0][1]))
        if len(members) >= least
    )
