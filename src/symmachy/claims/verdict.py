"""A verdict: what the record says of a claim, with the numbers that it rests on, and its sentences."""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from typing import TYPE_CHECKING, Any

from symmachy.claims.codings import CHOICES, Coding, Controls, Era, Link, Wars
from symmachy.claims.declaration import Claim, Sign
from symmachy.claims.estimate import Estimate
from symmachy.claims.rule import EDITION, FEWEST_EVENTS, Tally, Word

if TYPE_CHECKING:
    from symmachy.typing import Json, StateCode

__all__ = ["Filled", "Verdict"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Filled:
    """The test with one state in the slot: the reference coding, with nothing held equal and the world wars in."""

    state: StateCode
    ratio: float
    low: float
    high: float
    rows: int
    came: int
    named: bool
    """Whether a document names this state in the slot."""
    rank: int
    """1 for the largest risk ratio."""
    quantile: float
    """Share of the states with a risk ratio no larger, this one included."""


@dataclass(frozen=True, kw_only=True)
class Verdict:
    """What the record says of a claim."""

    claim: Claim
    record: str
    word: Word
    tally: Tally | None = None
    """What the codings say together; None where nothing was run."""
    reference: Estimate | None = None
    """The reference coding, with the first answer to which rows depend; None where it gave no estimate."""
    p: float | None = None
    """Of the reference coding: two-sided, or of the equivalence test for a claim of no difference."""
    q: float | None = None
    """`p` adjusted over the claims that were tested with it, by Benjamini and Hochberg."""
    choices: tuple[tuple[str, float], ...] = ()
    """Choices with the share of the effect's variance over codings that each one accounts for, largest first."""
    slots: tuple[Filled, ...] = ()
    """The test with each state in the slot, by code."""
    estimates: tuple[Estimate, ...] = field(default=(), repr=False)
    """Every coding that gave an estimate."""
    without: tuple[tuple[str, int], ...] = ()
    """How many codings gave none, by reason."""
    lacks: tuple[str, ...] = ()
    """What the record lacks of the test's controls, risk sets, outcomes and predictors: left out of every coding."""
    reason: str = ""
    """Why nothing was run, where nothing was."""
    events_words: str = ""
    sources: tuple[str, ...] = ()
    """The sources of the record that it rests on."""
    edition: int = EDITION
    """Edition of the rule."""

    def sentence(self) -> str:
        """Say the verdict in one or two sentences, in words that are the same whoever is named.

        Examples
        --------
        >>> from symmachy.claims import claim
        >>> Verdict(
        ...     claim=claim("C30"), record="chronicle", word=Word.NOT_TESTABLE, reason="No votes."
        ... ).sentence()
        "C30, record 'chronicle': not testable. No votes."
        """
        begin = f"{self.claim.id}, record {self.record!r}: {self.word.value}."
        if self.word is Word.NOT_TESTABLE or self.tally is None:
            return f"{begin} {self.reason}".strip()
        t = self.tally
        if not t.estimated:
            return f"{begin} None of {t.declared} codings gave an estimate."
        expected = {
            Sign.MORE: "above 1, as the claim has it,",
            Sign.LESS: "below 1, as the claim has it,",
            Sign.NONE: "within the bounds of no difference",
        }[self.claim.test.expected if self.claim.test else Sign.MORE]
        said = (
            f"{begin} Over {t.estimated} codings the median risk ratio is {ratio(t.median)} "
            f"(5th to 95th percentile {ratio(t.low)} to {ratio(t.high)}); "
        )
        if self.claim.test is not None and self.claim.test.expected is Sign.NONE:
            low, high = 1 / self.claim.test.smallest, self.claim.test.smallest
            said += (
                f"its 90 % interval lies within {ratio(low)} to {ratio(high)} in {share(t.nil)} "
                f"and its 95 % interval wholly outside in {share(t.beyond)}. "
            )
        else:
            said += (
                f"it is {expected} in {share(t.with_sign)}, with an interval clear of 1 on that side in "
                f"{share(t.clear)} and on the other in {share(t.opposite)}. "
            )
        said += f"The reference coding rests on {t.events:,} independent events ({self.events_words})."
        if self.word is Word.TOO_LITTLE and t.events < FEWEST_EVENTS:
            said += f" The rule asks for {FEWEST_EVENTS} or more."
        return said

    def choice_sentence(self) -> str:
        """Say which choices of coding the risk ratio varies with most."""
        told = [(CHOICES[name], part) for name, part in self.choices[:3] if part >= 0.01]
        if not told:
            return ""
        return "The risk ratio varies most with: " + "; ".join(f"{n} ({share(v)})" for n, v in told) + "."

    def slot_sentences(self) -> tuple[str, ...]:
        """Say where each named state stands among all that could fill the slot, by code."""
        n = len(self.slots)
        there = {f.state for f in self.slots}
        slot = self.claim.test.slot if self.claim.test and self.slots else None
        absent = tuple(
            f"{state}: too few rows or events for an estimate of its own."
            for state in (sorted(slot.named) if slot else ())
            if state not in there
        )
        return absent + tuple(
            f"{f.state}: risk ratio {ratio(f.ratio)} ({ratio(f.low)} to {ratio(f.high)}), place {f.rank} of {n} "
            f"states that could fill the slot (quantile {f.quantile:.2f})."
            for f in self.slots
            if f.named
        )

    def to_dict(self) -> Json:
        """Return the verdict as a dictionary that the json module can write."""
        claim = self.claim
        return {
            "claim": claim.id,
            "title": claim.title,
            "statement": claim.statement,
            "rivals": [r.model_dump() for r in claim.rivals],
            "record": self.record,
            "verdict": self.word.value,
            "sentence": self.sentence(),
            "choice_sentence": self.choice_sentence(),
            "slot_sentences": list(self.slot_sentences()),
            "expected": claim.test.expected.value if claim.test else None,
            "smallest": claim.test.smallest if claim.test else None,
            "tally": _plain(self.tally) if self.tally else None,
            "reference": _estimate(self.reference) if self.reference else None,
            "p": self.p,
            "q": self.q,
            "choices": [[name, part] for name, part in self.choices],
            "slots": [_plain(f) for f in self.slots],
            "without": [[reason, n] for reason, n in self.without],
            "lacks": list(self.lacks),
            "reason": self.reason,
            "events_words": self.events_words,
            "sources": list(self.sources),
            "edition": self.edition,
            "estimates": [_estimate(e) for e in self.estimates],
        }

    @classmethod
    def from_dict(cls, made: Json, claim: Claim) -> Verdict:
        """Return the verdict that `to_dict` wrote, on the same claim."""
        return cls(
            claim=claim,
            record=made["record"],
            word=Word(made["verdict"]),
            tally=Tally(**made["tally"]) if made["tally"] else None,
            reference=_read(made["reference"]) if made["reference"] else None,
            p=made["p"],
            q=made["q"],
            choices=tuple((n, v) for n, v in made["choices"]),
            slots=tuple(Filled(**f) for f in made["slots"]),
            without=tuple((r, n) for r, n in made["without"]),
            lacks=tuple(made["lacks"]),
            reason=made["reason"],
            events_words=made["events_words"],
            sources=tuple(made["sources"]),
            edition=made["edition"],
            estimates=tuple(_read(e) for e in made["estimates"]),
        )


def ratio(value: float) -> str:
    """Write a risk ratio with two digits that matter.

    Examples
    --------
    >>> ratio(2.345), ratio(0.0123), ratio(14.7)
    ('2.3', '0.012', '15')
    """
    return f"{value:.2g}" if 0.001 <= value < 1000 else f"{value:.1e}"


def share(value: float) -> str:
    """Write a share in whole percent.

    Examples
    --------
    >>> share(0.955)
    '96 %'
    """
    return f"{100 * value:.0f} %"


def _plain(value: object) -> Json:
    return {f.name: getattr(value, f.name) for f in fields(value)}  # type: ignore[arg-type]  # a dataclass


def _estimate(e: Estimate) -> Json:
    return {**_plain(e), "coding": e.coding.as_dict()}


def _read(made: dict[str, Any]) -> Estimate:
    c = made["coding"]
    coding = Coding(
        **{
            **c,
            "window": int(c["window"]),
            "era": Era(c["era"]),
            "wars": Wars(c["wars"]),
            "controls": Controls(c["controls"]),
            "link": Link(c["link"]),
        }
    )
    return Estimate(**{**made, "coding": coding})
