"""From files to frames: what kind a file is, by its first bytes, and what is wrong with it, in a sentence."""

from __future__ import annotations

import csv
import gzip
import hashlib
import io
import json
import zipfile
import zlib
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any

from symmachy.errors import BadFile
from symmachy.record.parquet import read_parquet

if TYPE_CHECKING:
    from collections.abc import Iterator

    import polars as pl

__all__ = ["LARGEST", "SUFFIXES", "Loaded", "load"]

LARGEST = 2 * 1024**3
"""Most bytes that a file may have when unpacked; a whole archive likewise."""

_MOST_MEMBERS = 500
_MOST_NESTED = 20
_WIDE = 300
_UNPACKING = (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, NotImplementedError, ValueError)
"""What the library of zip archives raises on a damaged one."""
SUFFIXES = (".csv", ".tsv", ".tab", ".parquet", ".geojson", ".gz", ".zip", ".dta", ".sav", ".rds")
"""Endings by which the data files of a folder are told from its other files."""


@dataclass(frozen=True, kw_only=True)
class Loaded:
    """A table as it was in a file: column names in lower case, nothing checked yet."""

    where: str
    """The file, and the member where it is an archive, as a user would name it."""
    frame: pl.DataFrame
    sha256: str
    """SHA-256 of the bytes of the file or member, in hexadecimal."""
    unfinished: bool = False
    """Whether its last line has no line end, as in a file that was cut off."""


def load(path: Path, names: frozenset[str] = frozenset()) -> Iterator[Loaded]:
    """Read the table in a file, or each table in an archive.

    CSV and TSV (UTF-8, comma, semicolon or tab), Parquet, GeoJSON, any of these under gzip or in a zip
    archive; with the extra ``symmachy[io]`` also Stata (.dta), SPSS (.sav) and R (.rds).

    Parameters
    ----------
    path
        The file.
    names
        The only columns to read of a text table with more than 300, where any are given.

    Raises
    ------
    BadFile
        Where the file is absent, empty, truncated, in another encoding, too large when unpacked, or of no
        kind known here.
    """
    try:
        if path.stat().st_size > LARGEST:
            raise BadFile(f"{path} has more than {LARGEST // 1024**3} GB: take the table out of it first")
        content = path.read_bytes()
    except OSError as error:
        raise BadFile(
            f"{path} cannot be read: {error.strerror or error}. Check the path and its permissions"
        ) from None
    if content[:4] == b"PK\x03\x04":
        yield from _members(content, str(path), names)
    else:
        yield _one(content, str(path), path.suffix.lower(), names)


def _members(content: bytes, where: str, names: frozenset[str], *, nested: bool = False) -> Iterator[Loaded]:
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
    except (*_UNPACKING, OSError):
        raise BadFile(f"{where} is a damaged or truncated zip archive: fetch it again") from None
    with archive:
        if "[Content_Types].xml" in archive.namelist():
            raise BadFile(f"{where} is a workbook of a spreadsheet program: save the sheet as CSV in UTF-8")
        infos = sorted(
            (i for i in archive.infolist() if i.filename and not i.is_dir()), key=lambda i: i.filename
        )
        size = sum(i.file_size for i in infos)
        if len(infos) > (_MOST_NESTED if nested else _MOST_MEMBERS) or size > LARGEST:
            raise BadFile(
                f"{where} unpacks to {len(infos)} files and {size:,} bytes, more than is read from an "
                "archive: "
                "unpack it and import the table"
            )
        for info in infos:
            name = PurePosixPath(info.filename.replace("\\", "/"))
            if name.is_absolute() or ".." in name.parts or not name.parts or ":" in name.parts[0]:
                raise BadFile(
                    f"{where} holds a file named {info.filename!r}, outside the archive's own folder: "
                    "not read"
                )
            suffix = name.suffix.lower()
            if suffix not in SUFFIXES or name.parts[0] == "__MACOSX":
                continue
            member = _member(archive, info, where)
            if suffix != ".zip":
                yield _one(member, f"{where}/{name}", suffix, names)
            elif not nested:
                yield from _members(member, f"{where}/{name}", names, nested=True)


def _member(archive: zipfile.ZipFile, info: zipfile.ZipInfo, where: str) -> bytes:
    try:
        with archive.open(info) as stream:
            content = stream.read(info.file_size + 1)
    except (*_UNPACKING, OSError) as error:
        raise BadFile(
            f"{info.filename} in {where} cannot be unpacked ({error}): fetch the archive again"
        ) from None
    if len(content) > info.file_size:
        raise BadFile(f"{info.filename} in {where} is larger than the archive says: not read")
    return content


def _one(content: bytes, where: str, suffix: str, names: frozenset[str]) -> Loaded:
    sha256 = hashlib.sha256(content).hexdigest()
    if content[:2] == b"\x1f\x8b" and suffix != ".rds":
        content = _unzipped(content, where)
    if not content.strip():
        raise BadFile(f"{where} is empty")
    unfinished = False
    if content[:4] == b"PAR1":
        frame = read_parquet(content, where)
    elif suffix in (".dta", ".sav", ".rds"):
        from symmachy.record.foreign import read_foreign

        frame = read_foreign(content, where, suffix)
    else:
        text = _text(content, where)
        if text.lstrip()[:1] == "{":
            frame = _geojson(text, where)
        else:
            frame = _delimited(text, where, names)
            unfinished = not text.endswith(("\n", "\r"))
    frame = frame.drop([c for c in frame.columns if not _normal(c)])  # numbers of rows, without a name
    heads = [_normal(c) for c in frame.columns]
    if len(set(heads)) < len(heads):
        twice = next(n for n in heads if heads.count(n) > 1)
        raise BadFile(f"{where} has two columns named {twice!r}")
    frame.columns = heads
    return Loaded(where=where, frame=frame, sha256=sha256, unfinished=unfinished)


def _normal(name: str) -> str:
    return name.strip().strip('"').lower().replace(" ", "_")


def _unzipped(content: bytes, where: str) -> bytes:
    try:
        with gzip.GzipFile(fileobj=io.BytesIO(content)) as stream:
            unpacked = stream.read(LARGEST + 1)
    except (EOFError, zlib.error, gzip.BadGzipFile):
        raise BadFile(f"{where} is a damaged or truncated gzip file: fetch it again") from None
    if len(unpacked) > LARGEST:
        raise BadFile(f"{where} unpacks to more than {LARGEST // 1024**3} GB: take the table out of it first")
    return unpacked


def _text(content: bytes, where: str) -> str:
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        raise BadFile(f"{where} is text in UTF-16: save it as UTF-8 and import it again")
    if content[:4] == b"\xd0\xcf\x11\xe0":
        raise BadFile(f"{where} is a workbook of a spreadsheet program: save the sheet as CSV in UTF-8")
    if b"\x00" in content[:4096]:
        raise BadFile(
            f"{where} is neither text nor a Parquet file: give CSV, TSV, Parquet, GeoJSON, .dta, .sav, "
            ".rds or .zip"
        )
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise BadFile(
            f"{where} is not text in UTF-8 (line {line} has the byte {content[error.start]:#04x}, "
            "as in Latin-1 or Windows-1252): save it as UTF-8 and import it again"
        ) from None


def _delimited(text: str, where: str, names: frozenset[str]) -> pl.DataFrame:
    import polars as pl

    head = text.split("\n", 1)[0].rstrip("\r")
    separator = max(",;\t", key=head.count)
    try:
        columns = next(csv.reader([head], delimiter=separator))
    except csv.Error as error:
        raise BadFile(f"{where} cannot be read as a table ({_short(error)}): mend its first line") from None
    if len(columns) < 2:
        raise BadFile(
            f"{where} has a first line with one column ({head[:40]!r}): a table with commas, semicolons "
            "or tabs was expected"
        )
    _whole_last_line(text, len(columns), separator, where)
    try:
        wanted = [c for c in columns if _normal(c) in names] if names and len(columns) > _WIDE else []
        once = list(dict.fromkeys(wanted)) or None
        return pl.read_csv(text.encode(), separator=separator, infer_schema=False, columns=once)
    except (pl.exceptions.PolarsError, OSError) as error:
        raise BadFile(
            f"{where} cannot be read as a table ({_short(error)}): a line has other fields than the first"
        ) from None


def _whole_last_line(text: str, n: int, separator: str, where: str) -> None:
    last = text.rstrip("\r\n").rsplit("\n", 1)[-1]
    if '"' not in last and last.count(separator) + 1 < n:
        raise BadFile(f"{where} is truncated: its last line has {last.count(separator) + 1} of {n} fields")


def _geojson(text: str, where: str) -> pl.DataFrame:
    import polars as pl

    try:
        features: list[dict[str, Any]] = json.loads(text)["features"]
        rows = [
            dict(f["properties"]) | {"geometry": json.dumps(f["geometry"], separators=(",", ":"))}
            for f in features
        ]
    except json.JSONDecodeError as error:
        raise BadFile(
            f"{where} is truncated or damaged GeoJSON (line {error.lineno}): fetch it again"
        ) from None
    except (KeyError, TypeError, ValueError, RecursionError):
        raise BadFile(f"{where} is JSON but no GeoJSON collection of features") from None
    if not rows:
        raise BadFile(f"{where} holds no features")
    return pl.DataFrame(rows, infer_schema_length=None)


def _short(error: Exception) -> str:
    return str(error).strip().splitlines()[0][:160].rstrip(".:")
