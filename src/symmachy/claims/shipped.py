"""Verdicts that come with the package, so that a page on documents need not run the registry first."""

from __future__ import annotations

import hashlib
import json
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Any

from symmachy.claims.memory import recall
from symmachy.claims.rule import EDITION
from symmachy.claims.verdict import Verdict

if TYPE_CHECKING:
    from collections.abc import Sequence

    from symmachy.claims.declaration import Claim
    from symmachy.world import World

__all__ = ["known", "packed"]


def known(claim: Claim, world: World) -> Verdict | None:
    """Return the verdict on a claim where it was reached before: in the user's cache, or one that comes along.

    A shipped verdict counts only for the same claim (its test, statement and rivals), the same edition of the
    record and of the rule. It carries no single codings.

    Parameters
    ----------
    claim
        A claim.
    world
        The record.

    Examples
    --------
    >>> from symmachy.claims import claim
    >>> from symmachy.record import open_record
    >>> known(claim("C30"), open_record("chronicle")).claim.id
    'C30'
    """
    kept = recall(claim, world)
    if kept is not None:
        return kept
    made = _table(world.record).get(claim.id)
    if made is None or made["of"] != _digest(claim, world) or made["verdict"]["edition"] != EDITION:
        return None
    return Verdict.from_dict(made["verdict"], claim)


def packed(verdicts: Sequence[Verdict], world: World) -> str:
    """Return the text of a file of verdicts to be shipped, without their single codings.

    Parameters
    ----------
    verdicts
        Of one record.
    world
        That record.
    """
    table = {
        v.claim.id: {"of": _digest(v.claim, world), "verdict": {**v.to_dict(), "estimates": []}}
        for v in verdicts
    }
    return json.dumps(table, indent=1, ensure_ascii=False, sort_keys=True) + "\n"


@cache
def _table(record: str) -> dict[str, Any]:
    place = resources.files("symmachy.claims").joinpath("verdicts", f"{record}.json")
    return dict(json.loads(place.read_text(encoding="utf-8"))) if place.is_file() else {}


def _digest(claim: Claim, world: World) -> str:
    """Digest of what is asked and of whom; words that only link documents to the claim are no part of it."""
    text = claim.model_dump_json(exclude={"about", "cues", "passages", "works", "finding", "caution"})
    sources = sorted(f"{p.source} {p.version} {p.checksum}" for p in world.provenance)
    return hashlib.blake2b("\n".join([world.record, *sources, text]).encode(), digest_size=16).hexdigest()
