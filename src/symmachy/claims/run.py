"""Claims tested one by one or all together: recalled where nothing changed, in several processes if asked."""

from __future__ import annotations

import os
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING

from symmachy.claims.declaration import Claim
from symmachy.claims.engine import examine, opened, pasts_of
from symmachy.claims.library import claim as find_claim
from symmachy.claims.library import claims as every_claim
from symmachy.claims.memory import keep, recall
from symmachy.claims.rule import adjusted
from symmachy.claims.verdict import Verdict

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from symmachy.panels import Past
    from symmachy.typing import Json
    from symmachy.world import World

__all__ = ["together", "verdict", "verdicts"]


def verdict(
    claim: Claim | str,
    world: World,
    *,
    remember: bool = True,
    fresh: bool = False,
    pasts: Mapping[str, Past] | None = None,
    told: Callable[[int, int], None] | None = None,
) -> Verdict:
    """Return what a record says of a claim.

    Parameters
    ----------
    claim
        A claim, or the id of one of the registry.
    world
        The record.
    remember
        Whether a verdict that was reached before on the same record may be recalled, and a new one kept.
    fresh
        Whether it is reached again even where it could be recalled.
    pasts
        What `pasts_of` gave for the same world, to spare time with several claims.
    told
        Called with how many fits are done and how many there are.

    Raises
    ------
    UnknownName
        Where no claim has that id.
    """
    asked = find_claim(claim) if isinstance(claim, str) else claim
    if remember and not fresh and (kept := recall(asked, world)) is not None:
        return kept
    found = examine(asked, world, pasts=pasts, told=told)
    if remember:
        keep(found, world)
    return found


def verdicts(
    world: World,
    claims: Sequence[Claim] | None = None,
    *,
    workers: int = 1,
    remember: bool = True,
    fresh: bool = False,
    told: Callable[[Verdict, int, int], None] | None = None,
) -> tuple[Verdict, ...]:
    """Return what a record says of several claims, by id, with p-values adjusted over them.

    The result has the same numbers for any number of workers. Stopped and called again, it goes on with
    the claims that are not done, where `remember` is true. A script of one's own that asks for more than one
    worker begins with ``if __name__ == "__main__":``, as for any Python processes.

    Parameters
    ----------
    world
        The record; with more than one worker it must be one that `open_record` opens by name.
    claims
        Which claims; all of the registry by default.
    workers
        How many processes.
    remember, fresh
        As for `verdict`.
    told
        Called with each verdict as it is reached, how many are done and how many there are.
    """
    asked = sorted(every_claim() if claims is None else claims, key=lambda c: c.id)
    done: dict[str, Verdict] = {}

    def take(found: Verdict) -> None:
        done[found.claim.id] = found
        if told is not None:
            told(found, len(done), len(asked))

    left = []
    for c in asked:
        kept = recall(c, world) if remember and not fresh else None
        if kept is None:
            left.append(c)
        else:
            take(kept)
    for found in _each(world, left, workers=workers, remember=remember):
        take(found)
    return together([done[c.id] for c in asked])


def _each(world: World, claims: Sequence[Claim], *, workers: int, remember: bool) -> Iterator[Verdict]:
    ordered = _heavy_first(claims)
    if workers < 2 or len(claims) < 2:
        pasts = pasts_of(world)
        for c in ordered:
            yield verdict(c, world, remember=remember, fresh=True, pasts=pasts)
        return
    from concurrent.futures import ProcessPoolExecutor, as_completed
    from multiprocessing import get_context

    by_id = {c.id: c for c in claims}
    # Processes of Python's own: joblib's take the arrays that are kept between claims for a leak of memory, and
    # begin anew each time.
    with _one_thread_each():
        pool = ProcessPoolExecutor(max_workers=min(workers, len(claims)), mp_context=get_context("spawn"))
        try:
            tasks = [
                pool.submit(_in_process, world.record, c.model_dump_json(), remember=remember)
                for c in ordered
            ]
            for task in as_completed(tasks):
                made = task.result()
                yield Verdict.from_dict(made, by_id[made["claim"]])
        finally:
            pool.shutdown(wait=True, cancel_futures=True)


def _heavy_first(claims: Sequence[Claim]) -> list[Claim]:
    """Begin with the units of most rows, so that no long one is left alone at the end, and keep units together."""
    heavy = ("step-year", "dyad-year", "triad-year", "issue-year")

    def place(c: Claim) -> tuple[int, str, str]:
        unit = c.test.unit if c.test else ""
        return heavy.index(unit) if unit in heavy else len(heavy), unit, c.id

    return sorted(claims, key=place)


_THREADS = ("POLARS_MAX_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "OMP_NUM_THREADS")


@contextmanager
def _one_thread_each() -> Iterator[None]:
    """Let processes that begin now work with one thread each: they are as many as was asked for."""
    unset = [name for name in _THREADS if name not in os.environ]
    os.environ.update(dict.fromkeys(unset, "1"))
    try:
        yield
    finally:
        for name in unset:
            del os.environ[name]


def _in_process(record: str, claim: str, *, remember: bool) -> Json:
    world, pasts = opened(record)
    asked = Claim.model_validate_json(claim)
    return verdict(asked, world, remember=remember, fresh=True, pasts=pasts).to_dict()


def together(found: Sequence[Verdict]) -> tuple[Verdict, ...]:
    """Return the verdicts with their p-values adjusted for the number of claims that have one."""
    told = [v for v in found if v.p is not None]
    q = dict(zip((v.claim.id for v in told), adjusted([v.p for v in told if v.p is not None]), strict=True))
    return tuple(replace(v, q=q.get(v.claim.id)) for v in found)
