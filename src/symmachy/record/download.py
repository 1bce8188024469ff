"""One file over HTTP, taken up again where an earlier try broke off."""

from __future__ import annotations

import http.client
import json
import shutil
import urllib.error
import urllib.request
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from symmachy.errors import BadFile
from symmachy.record.files import LARGEST

if TYPE_CHECKING:
    from collections.abc import Callable

    Progress: TypeAlias = Callable[[int, int | None], None]

__all__ = ["Resuming"]

_CHUNK = 1 << 16


@dataclass(frozen=True, kw_only=True)
class Resuming:
    """A downloader for pooch that keeps what came before a connection broke, and asks only for the rest.

    The rest is asked for (``Range``) only where the server can tell that the file is still the same
    (``If-Range`` with its ETag or date) or its checksum is known; else the file is fetched from the start.
    """

    progress: Progress | None = None
    known: bool = False
    """Whether the checksum of the whole is known, so that a wrong join would be found."""
    timeout: float = 30.0
    """Seconds without a byte after which the connection counts as broken."""

    def __call__(self, url: str, output_file: str, _pooch: object = None) -> None:
        """Download to a file.

        Raises
        ------
        BadFile
            Where the server refuses or the connection breaks; what came is kept for the next try.
        """
        if not url.startswith(("https://", "http://")):
            raise BadFile(f"{url} is no address of the web: give one that begins with https://")
        part = Path(output_file).parent / f"{_name(url)}.part"
        if not self._fetch(url, part) and not self._fetch(url, part):
            raise BadFile(f"{url} gives no part of the file and not the whole: fetch it by hand")
        shutil.move(part, output_file)
        _note(part).unlink(missing_ok=True)

    def _fetch(self, url: str, part: Path) -> bool:
        """Fetch the file, or the rest of it; give False where the part at hand was of no use and is gone."""
        have, validator = _at_hand(part)
        headers = {"User-Agent": "symmachy", "Accept-Encoding": "identity"}
        if have and (validator or self.known):
            headers["Range"] = f"bytes={have}-"
            if validator:
                headers["If-Range"] = validator
        request = urllib.request.Request(url, headers=headers)  # noqa: S310  # the scheme was checked
        try:
            with urllib.request.urlopen(request, timeout=self.timeout) as answer:  # noqa: S310  # as above
                self._take(answer, url, part, have)
        except urllib.error.HTTPError as error:
            if error.code == http.HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE:
                _forget(part)
                return False
            raise BadFile(
                f"{url} answered {error.code} ({error.reason}): fetch the file by hand and run "
                "symmachy record import FILE"
            ) from None
        except (OSError, http.client.HTTPException) as error:
            reason = getattr(error, "reason", None) or error
            raise BadFile(
                f"{url} could not be fetched ({reason}): try again, which goes on where it broke off, "
                "or fetch the file by hand and run symmachy record import FILE"
            ) from None
        return True

    def _take(self, answer: http.client.HTTPResponse, url: str, part: Path, have: int) -> None:
        resumed = answer.status == http.HTTPStatus.PARTIAL_CONTENT and _starts_at(answer, have)
        done = have if resumed else 0
        length = answer.headers.get("Content-Length", "")
        total = done + int(length) if length.isdigit() else None
        if total is not None and total > LARGEST:
            raise BadFile(f"{url} offers {total:,} bytes, more than is read: fetch the file by hand")
        validator = answer.headers.get("ETag", "") or answer.headers.get("Last-Modified", "")
        strong = "" if validator.startswith("W/") else validator
        _note(part).write_text(json.dumps({"url": url, "validator": strong}), encoding="utf-8")
        with part.open("ab" if resumed else "wb") as stream:
            while chunk := answer.read(_CHUNK):
                stream.write(chunk)
                done += len(chunk)
                if done > LARGEST:
                    raise BadFile(f"{url} gives more than {LARGEST:,} bytes: fetch the file by hand")
                if self.progress is not None:
                    self.progress(done, total)
        if total is not None and done < total:
            raise BadFile(
                f"{url} broke off after {done:,} of {total:,} bytes: try again, which goes on where it "
                "broke off"
            )


def _name(url: str) -> str:
    import hashlib

    return hashlib.sha256(url.encode()).hexdigest()[:16]


def _note(part: Path) -> Path:
    return part.with_suffix(".json")


def _at_hand(part: Path) -> tuple[int, str]:
    try:
        note = json.loads(_note(part).read_text(encoding="utf-8"))
        return part.stat().st_size, str(note["validator"])
    except (OSError, ValueError, KeyError, TypeError):
        return 0, ""


def _forget(part: Path) -> None:
    part.unlink(missing_ok=True)
    _note(part).unlink(missing_ok=True)


def _starts_at(answer: http.client.HTTPResponse, have: int) -> bool:
    return answer.headers.get("Content-Range", "").startswith(f"bytes {have}-")
