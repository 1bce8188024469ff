"""What a store holds, as one small JSON file."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field, replace
from typing import TYPE_CHECKING, Any

from symmachy.errors import StoreError

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["FORMAT", "Entry", "Manifest"]

FORMAT = 1
"""Version of the manifest's own shape; a higher one is refused."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Entry:
    """One table in the store."""

    table: str
    source: str
    version: str
    """The source's version, or that the file is near it."""
    file: str
    """Path of the Parquet file below the store's folder."""
    sha256: str
    """Of the stored bytes."""
    origin_sha256: str
    """Of the bytes of the file that it was imported from."""
    rows: int
    years: tuple[int, int] | None
    """First and last year of the rows, both included."""
    columns: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Manifest:
    """All tables of a store, the terms that were accepted, and the checksums of what was fetched."""

    tables: dict[str, Entry] = field(default_factory=dict)
    accepted: dict[str, str] = field(default_factory=dict)
    """By source: SHA-256 of the text of the terms that were accepted."""
    fetched: dict[str, str] = field(default_factory=dict)
    """By address: SHA-256 of the bytes that came from it the first time."""

    def with_entry(self, entry: Entry) -> Manifest:
        """Return a new manifest with a table added or replaced."""
        return replace(self, tables=dict(sorted((self.tables | {entry.table: entry}).items())))

    def with_accepted(self, source: str, terms_sha256: str) -> Manifest:
        """Return a new manifest in which a source's terms are accepted."""
        return replace(self, accepted=dict(sorted((self.accepted | {source: terms_sha256}).items())))

    def with_fetched(self, address: str, sha256: str) -> Manifest:
        """Return a new manifest that knows the checksum of what an address gave."""
        return replace(self, fetched=dict(sorted((self.fetched | {address: sha256}).items())))

    def dumps(self) -> str:
        """Write the manifest as JSON."""
        content = {
            "format": FORMAT,
            "tables": {name: asdict(entry) for name, entry in self.tables.items()},
            "accepted": self.accepted,
            "fetched": self.fetched,
        }
        return json.dumps(content, indent=1, ensure_ascii=False) + "\n"

    @classmethod
    def read(cls, path: Path) -> Manifest:
        """Read a manifest; an absent file is an empty manifest.

        Raises
        ------
        StoreError
            Where the file cannot be read, is damaged, or was written by a later symmachy.
        """
        try:
            content = json.loads(path.read_text(encoding="utf-8"))
        except FileNotFoundError:
            return cls()
        except OSError as error:
            raise StoreError(f"{path} cannot be read ({error.strerror}): check its permissions") from None
        except ValueError:
            raise StoreError(f"{path} is damaged: move it away and import the record again") from None
        version = content.get("format") if isinstance(content, dict) else None
        if isinstance(version, int) and version > FORMAT:
            raise StoreError(f"{path} was written by a later symmachy (format {version}): update symmachy")
        try:
            return cls(
                tables={name: _entry(entry) for name, entry in content["tables"].items()},
                accepted=dict(content.get("accepted", {})),
                fetched=dict(content.get("fetched", {})),
            )
        except (KeyError, TypeError, ValueError, AttributeError):
            raise StoreError(f"{path} is damaged: move it away and import the record again") from None


def _entry(content: dict[str, Any]) -> Entry:
    years = content["years"]
    return Entry(
        table=content["table"],
        source=content["source"],
        version=content["version"],
        file=content["file"],
        sha256=content["sha256"],
        origin_sha256=content["origin_sha256"],
        rows=int(content["rows"]),
        years=None if years is None else (int(years[0]), int(years[1])),
        columns=tuple(content["columns"]),
    )
