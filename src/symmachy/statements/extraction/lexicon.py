"""Cues of saying and of attitude: one table for every speaker, whoever it is."""

from __future__ import annotations

from dataclasses import dataclass, field

from symmachy.statements.extraction.words import words
from symmachy.statements.labels import Act, Modality

__all__ = ["ADJECTIVES", "BELIEFS", "DOCUMENTS", "NOUNS", "PEOPLE", "VERBS", "Cue", "cue_of"]


@dataclass(frozen=True, kw_only=True)
class Cue:
    """A word that gives what follows to a speaker.

    The frames are letters: c a clause, x a to-infinitive of the speaker's own, o an object with an infinitive,
    n a noun, s an object and what it is called; `prepositions` begin what is said.
    """

    act: Act
    frames: str
    attitude: bool = False
    denies: bool = False
    """The content is put as not so: deny, doubt, reject."""
    mode: Modality | None = None
    prepositions: frozenset[str] = field(default_factory=frozenset)


def _table(text: str) -> dict[str, Cue]:
    """Read lines of ``act frames [attitude] [denies] [mode] [+preposition ...]: forms``."""
    table: dict[str, Cue] = {}
    for line in text.strip().splitlines():
        head, _, forms = line.partition(":")
        act, frames, *rest = head.split()
        mode = next((Modality(w) for w in rest if w in set(Modality)), None)
        cue = Cue(
            act=Act(act),
            frames=frames,
            attitude="attitude" in rest,
            denies="denies" in rest,
            mode=mode,
            prepositions=frozenset(w[1:] for w in rest if w.startswith("+")),
        )
        table.update(dict.fromkeys(forms.split(), cue))
    return table


VERBS = _table(
    """
assert c: say state note observe remark comment explain report recall mention write tweet reply respond answer
assert c: point reveal indicate disclose testify conclude quip joke tell inform notify remind add signal claim go
assert c: argue maintain insist contend reason confide admit concede imply emphasise emphasize underline underscore
assert c: clarify retort counter telegraph cable confess attest concur posit hypothesise hypothesize brief reassure
assert c: grumble muse insinuate surmise warrant lecture preach rejoin chime elaborate recount relate mumble joke
assert cn: profess affirm avow acknowledge confirm reiterate stress assert reaffirm repeat announce proclaim
assert cn: recognise recognize
assert csn: declare
assert c +of: boast
assert c: estimate reckon conjecture show demonstrate find
assert c attitude: calculate speculate guess gather bet
assert cn attitude: regret rue
assert c attitude: persuade convince satisfy determine
assert c attitude: believe think feel assume know understand hold trust judge suppose realise realize imagine
assert sc attitude: consider regard
assert s attitude: see view deem perceive
accuse c: allege charge
accuse o +of: accuse suspect
accuse c +of +about: complain
accuse ns +for: condemn denounce criticise criticize blame decry deplore deride ridicule mock castigate lambast
accuse ns +for: lambaste assail rebuke slam bemoan chide reproach
accuse s: brand label
accuse cn: protest lament
accuse n attitude: resent
assert s: describe call characterise characterize portray dub
promise cx: swear vow undertake guarantee assure
promise cxn future: pledge promise
promise xn future: offer
promise cx future: agree
threaten xon future +with: threaten
predict cn future: predict forecast prophesy foresee anticipate
predict con future attitude: expect
predict c +of: warn
advise co necessary +against: caution advise counsel
advise con necessary: urge recommend counsel
advise o necessary: encourage press exhort implore beseech
advise n necessary: advocate
advise cnx wished: propose suggest
demand cnx wished: demand
demand con wished: request
demand o necessary: order instruct command direct
demand o wished +for: appeal
demand co wished +for +with: plead beg
ask co +for: ask
ask c asked: wonder inquire enquire query
deny cnx denies: deny
deny ns denies: dismiss
deny n denies +at: scoff
deny n denies: reject refute rebuff dispute disavow repudiate renounce contradict
deny n denies: oppose exclude
deny xn denies: decline
deny x denies: refuse
deny c denies +to: object
deny cn denies attitude: doubt
deny c denies: disagree
assert c attitude +about: worry
predict cn attitude: fear dread
accuse c attitude: suspect
praise ns: hail praise
praise n: welcome applaud commend salute endorse
wish cx wished attitude +for: hope pray
wish xoc wished attitude: wish desire want
wish xno wished attitude: prefer
wish x future attitude: intend plan
wish x wished attitude +of: dream
wish x wished attitude: aspire long yearn
accuse o +of: suspecting
"""
)
"""Verbs by lemma."""

VERBS["suspect"] = Cue(act=Act.ACCUSE, frames="cno", attitude=True, prepositions=frozenset({"of"}))

_PHRASAL = {
    ("rule", "out"): Cue(act=Act.DENY, frames="nx", denies=True),
    ("point", "out"): VERBS["say"],
    ("lash", "out"): Cue(act=Act.ACCUSE, frames="", prepositions=frozenset({"at"})),
    ("make", "clear"): VERBS["say"],
}
_PREPOSITIONAL = {
    "speak": Cue(act=Act.ASSERT, frames="", prepositions=frozenset({"of"})),
    "talk": Cue(act=Act.ASSERT, frames="", prepositions=frozenset({"of"})),
    "hint": Cue(act=Act.ASSERT, frames="c", prepositions=frozenset({"at"}), mode=Modality.POSSIBLE),
    "call": Cue(act=Act.DEMAND, frames="s", prepositions=frozenset({"for"}), mode=Modality.WISHED),
    "insist": Cue(act=Act.ASSERT, frames="c", prepositions=frozenset({"on", "upon"})),
    "warn": Cue(act=Act.PREDICT, frames="co", prepositions=frozenset({"of", "against"})),
}
VERBS |= _PREPOSITIONAL

_FORMS = {
    "hopes": "hope",
    "hop": "hope",
    "hoped": "hope",
    "saw": "see",
    "sayed": "say",
    "vows": "vow",
    "denie": "deny",
    "signalled": "signal",
    "signalling": "signal",
    "labelled": "label",
}

BELIEFS = words("lexicon.beliefs")
"""Verbs whose own negation is that of what is believed: "does not believe that it will" says that it will not."""

ADJECTIVES = _table(
    """
assert c attitude: convinced confident certain sure persuaded aware adamant mindful satisfied optimistic positive
predict c attitude: pessimistic
predict c attitude future +of: afraid worried fearful apprehensive
wish c attitude wished: hopeful keen eager
deny c attitude denies +of +about: doubtful sceptical skeptical
assert c attitude: concerned
promise x future: willing ready prepared
wish cx wished attitude: anxious
deny x denies: unwilling reluctant
"""
)
"""Adjectives after "to be", with a clause."""

NOUNS = _table(
    """
assert c: statement remark assertion claim contention argument assessment conclusion report rumour rumor message
assert c: announcement declaration explanation reply answer admission comment view opinion belief conviction
assert c: position stance thesis understanding impression consensus confidence confirmation insistence suggestion
accuse c: accusation allegation charge complaint suspicion
promise cx future: promise pledge assurance guarantee vow offer word commitment undertaking
predict c future: prediction forecast expectation warning guess fear worry concern
threaten cx future: threat
wish cx wished: hope wish desire
demand cx wished: demand call appeal request proposal
deny c denies: denial doubt
assert c: maxim idea notion
"""
)
"""Nouns with a clause or an infinitive."""

DOCUMENTS = words("lexicon.documents")
"""Things that say something."""

PEOPLE = words("lexicon.people")
"""Nouns of those who can say, believe or wish; the list is of offices and groups, never of names."""


def cue_of(lemma: str, form: str, particle: str | None) -> Cue | None:
    """Return the cue that a verb is, by form as well as by lemma (the lemmatiser makes "hop" of "hopes").

    Examples
    --------
    >>> cue_of("hop", "hopes", None).act.value
    'wish'
    >>> cue_of("rule", "ruled", "out").denies
    True
    """
    form, lemma = form.casefold(), lemma.casefold()
    lemma = _FORMS.get(form) or _FORMS.get(lemma) or lemma
    if particle and (lemma, particle) in _PHRASAL:
        return _PHRASAL[lemma, particle]
    return VERBS.get(lemma)
