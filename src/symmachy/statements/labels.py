"""The words in which a statement is coded: every label with its meaning."""

from __future__ import annotations

from enum import StrEnum

__all__ = [
    "Act",
    "Attribution",
    "DateBasis",
    "Flag",
    "Modality",
    "Polarity",
    "Relation",
    "Resolution",
    "ReviewState",
    "Stance",
    "Tier",
]


class Attribution(StrEnum):
    """How the document gives the statement to its speaker."""

    DIRECT = "direct"
    """Wholly within quotation marks."""
    MIXED = "mixed"
    """Reported, with a part in quotation marks."""
    INDIRECT = "indirect"
    """Reported: "said that", "accused of", "urged to"."""
    ACCORDING_TO = "according_to"
    """By a phrase: "according to", "in the view of"."""
    ATTITUDE = "attitude"
    """A belief, hope or wish that the writer gives to somebody."""
    NOMINAL = "nominal"
    """By a noun: "its claim that", "the promise to"."""
    AUTHOR = "author"
    """The writer's own, with no other speaker named."""
    UNATTRIBUTED = "unattributed"
    """Said by nobody in particular: "it is believed that"."""


class Relation(StrEnum):
    """What the statement says of how states stand to each other; no relation is the empty set."""

    ALLIANCE = "alliance"
    """A pact, bloc or its membership, accession, guarantee, neutrality or non-alignment (these two denied)."""
    PARTNERSHIP = "partnership"
    """Cooperation, exercises, trade, friendship, closeness, basing by agreement."""
    SUPPORT = "support"
    """Aid, arms given, backing, recognition, praise, defence of one by another."""
    CONSULTATION = "consultation"
    """Talks, visits, summits, negotiation, mediation."""
    PRESSURE = "pressure"
    """Sanctions, containment, demands, isolation, wooing away, meddling."""
    THREAT = "threat"
    """Threats, build-ups, deployments against, danger from one to another."""
    HOSTILITY = "hostility"
    """War, attack, enmity, accusation of harm, ruptured ties."""

    @property
    def sign(self) -> str:
        """The class among three: cooperation or conflict (none is where no relation was found)."""
        conflict = {Relation.PRESSURE, Relation.THREAT, Relation.HOSTILITY}
        return "conflict" if self in conflict else "cooperation"


class Act(StrEnum):
    """What the speaker does by the statement."""

    ASSERT = "assert"
    ACCUSE = "accuse"
    PROMISE = "promise"
    DENY = "deny"
    PREDICT = "predict"
    WISH = "wish"
    ADVISE = "advise"
    DEMAND = "demand"
    ASK = "ask"
    THREATEN = "threaten"
    PRAISE = "praise"


class Polarity(StrEnum):
    """Whether the content is put as so or as not so."""

    AFFIRMS = "affirms"
    DENIES = "denies"
    UNCLEAR = "unclear"
    """Two finite clauses and one negation: which of the two is denied was not decided."""


class Modality(StrEnum):
    """The mode in which the content is put."""

    FACT = "fact"
    CONDITIONAL = "conditional"
    POSSIBLE = "possible"
    FUTURE = "future"
    WISHED = "wished"
    ATTEMPTED = "attempted"
    NECESSARY = "necessary"
    ASKED = "asked"


class Stance(StrEnum):
    """Where a statement stands to a proposition."""

    AFFIRMS = "affirms"
    DENIES = "denies"
    CONDITIONAL = "conditional"
    POSSIBLE = "possible"
    WISHES = "wishes"
    ASKS = "asks"
    UNCLEAR = "unclear"


class Flag(StrEnum):
    """What a reader should be warned of; nothing is corrected silently."""

    TRANSLATION_SUSPECT = "translation_suspect"
    IMPLAUSIBLE_SPEAKER = "implausible_speaker"
    ELIDED = "elided"
    UNCLOSED_QUOTE = "unclosed_quote"
    AMBIGUOUS_VOICE = "ambiguous_voice"
    DUPLICATE_OF = "duplicate_of"
    AUTHOR_DISPUTES = "author_disputes"


class Tier(StrEnum):
    """How a statement was had, instead of a number that nobody calibrated."""

    QUOTED = "quoted"
    PARSED = "parsed"
    GUESSED = "guessed"


class ReviewState(StrEnum):
    """What a person said of the record."""

    UNREVIEWED = "unreviewed"
    CONFIRMED = "confirmed"
    CORRECTED = "corrected"
    REJECTED = "rejected"


class Resolution(StrEnum):
    """How a name was brought to a state, a bloc or a speaker."""

    SURFACE = "surface"
    DEMONYM = "demonym"
    CAPITAL = "capital"
    LEADER = "leader"
    INSTITUTION = "institution"
    BLOC = "bloc"
    ANAPHORA = "anaphora"
    TITLE = "title"
    AUTHOR = "author"
    NONE = "none"


class DateBasis(StrEnum):
    """Where a date or an outlet was read; what is not read stays unknown."""

    METADATA = "metadata"
    IN_TEXT = "in text"
    UNKNOWN = "unknown"
