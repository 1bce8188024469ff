"""Files from their official addresses: terms first, resumed where they broke off, checked by checksum."""

from __future__ import annotations

import hashlib
import logging
import re
from pathlib import Path
from typing import TYPE_CHECKING

from symmachy.errors import BadFile, BadInput, TermsNotAccepted
from symmachy.record.download import Resuming
from symmachy.record.importing import import_files

if TYPE_CHECKING:
    from collections.abc import Callable

    from symmachy.record.download import Progress
    from symmachy.record.importing import Outcome
    from symmachy.record.source import Source
    from symmachy.record.store import Store

__all__ = ["fetch", "terms_accepted"]


def terms_accepted(source: Source, store: Store) -> bool:
    """Whether the terms of a source, as they are worded now, were accepted in this store."""
    return store.manifest.accepted.get(source.id) == _sha256(source.terms.encode())


def fetch(
    source: Source,
    store: Store,
    *,
    address: str = "",
    accept: Callable[[Source], bool] = lambda _: False,
    progress: Progress | None = None,
) -> Outcome:
    """Fetch the file of a source and import it.

    Parameters
    ----------
    source
        What to fetch.
    store
        Where the tables go; the file itself is kept in its folder ``downloads``.
    address
        Another address to fetch from, such as a mirror; the source's own where empty.
    accept
        Asked once, where the terms were not accepted before; the answer yes is remembered.
    progress
        Told the bytes that are there and the bytes expected (None where the server does not say).

    Raises
    ------
    BadInput
        Where there is no address of a file: the message says where to go by hand.
    TermsNotAccepted
        Where the terms were not accepted.
    BadFile
        Where the server refuses, the connection breaks, or the bytes are not those of the first time.
    StoreError
        Where the store cannot be written.
    """
    url = address or source.download
    if not url:
        place = f"go to {source.address}" if source.address else "see where its citation points"
        raise BadInput(
            f"no file of {source.id} can be fetched as it stands: {place}, save the file, and run "
            "symmachy record import FILE"
        )
    if not terms_accepted(source, store):
        if not accept(source):
            raise TermsNotAccepted(
                f"the terms of {source.id} were not accepted. {source.terms} "
                f"If you accept them, run symmachy record fetch {source.id} --accept-terms {source.id}"
            )
        store.change(lambda m: m.with_accepted(source.id, _sha256(source.terms.encode())))
    known = store.manifest.fetched.get(url, source.sha256 if url == source.download else "")
    path = _retrieved(
        url, known, store.root / "downloads", source, Resuming(progress=progress, known=bool(known))
    )
    outcome = next(iter(import_files([path], store)))
    if outcome.entries:
        checksum = _sha256(path.read_bytes())
        store.change(lambda m: m.with_fetched(url, checksum))
    else:
        path.unlink(missing_ok=True)
    return outcome


def _retrieved(url: str, known: str, folder: Path, source: Source, downloader: Resuming) -> Path:
    import pooch

    pooch.get_logger().setLevel(logging.WARNING)
    last = url.split("?", maxsplit=1)[0].rstrip("/").rsplit("/", 1)[-1]
    name = re.sub(r"[^\w.-]+", "_", last).lstrip(".") or "file"
    folder.mkdir(parents=True, exist_ok=True)
    target = folder / f"{source.id}-{name}"
    if not known:
        target.unlink(missing_ok=True)  # of a time that was never finished
    try:
        return Path(
            pooch.retrieve(
                url=url,
                known_hash=f"sha256:{known}" if known else None,
                fname=target.name,
                path=folder,
                downloader=downloader,
            )
        )
    except ValueError:
        raise BadFile(
            f"{url} gave other bytes than "
            f"{'those described' if source.sha256 == known else 'the first time'} "
            f"(SHA-256 {known[:12]}... was expected): fetch it by hand, look at it, and run symmachy "
            "record import FILE"
        ) from None


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
