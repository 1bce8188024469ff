"""Fetching one address, once, because the user named it."""

from __future__ import annotations

from urllib.parse import urlsplit

from symmachy.errors import BadFile

__all__ = ["fetch"]

_KINDS = {
    "text/html": ".html",
    "application/xhtml+xml": ".html",
    "application/pdf": ".pdf",
    "text/markdown": ".md",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
}


def fetch(address: str, most: int, seconds: float) -> tuple[bytes, str, str | None]:
    """Return the bytes behind an address, the ending that fits their kind, and the encoding declared.

    Raises
    ------
    BadFile
        Where the address does not answer, refuses, or sends more than `most` bytes.
    """
    try:
        import httpx
    except ImportError:
        raise BadFile("addresses need the text extra: pip install 'symmachy[text]'") from None
    host = urlsplit(address).hostname or address
    try:
        with httpx.stream("GET", address, timeout=seconds, follow_redirects=True) as answer:
            if answer.status_code != httpx.codes.OK:
                raise BadFile(f"{host} answers {answer.status_code}: open it in a browser and save the page")
            data = b""
            for piece in answer.iter_bytes():
                data += piece
                if len(data) > most:
                    raise BadFile(f"{host} sends more than {most / 1e6:.0f} MB: save the text alone")
            kind = answer.headers.get("content-type", "").partition(";")[0].strip().casefold()
            return data, _KINDS.get(kind, ".txt"), answer.charset_encoding
    except (httpx.HTTPError, httpx.InvalidURL) as fault:
        raise BadFile(
            f"{host} could not be reached ({type(fault).__name__}): save the page and give the file"
        ) from None
