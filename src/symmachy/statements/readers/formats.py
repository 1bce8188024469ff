"""One reader per format: bytes in, text and what is known of it out; nothing in a file is executed or fetched."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from typing import Any

from symmachy.errors import BadFile
from symmachy.statements.labels import DateBasis
from symmachy.statements.readers.encoding import decode
from symmachy.statements.readers.metadata import About, from_fields, from_text

__all__ = ["FORMATS", "Taken", "form_of", "take"]

FORMATS = {
    ".txt": "text",
    ".text": "text",
    ".md": "markdown",
    ".markdown": "markdown",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".pdf": "pdf",
    ".docx": "docx",
}
"""The endings of file names that a folder is searched for."""

Taken = tuple[str, About, tuple[str, ...]]
"""The text, what is known of it, and notes."""

_OLE = b"\xd0\xcf\x11\xe0"
_UNPACKED = 100_000_000


def form_of(data: bytes, suffix: str) -> str:
    """Return the format by the first bytes where they tell, else by the ending of the name."""
    head = data[:1024].lstrip()
    if head.startswith(b"%PDF-"):
        return "pdf"
    if data.startswith((b"PK\x03\x04", _OLE)):
        return "docx"
    if re.match(
        rb"(?:\xef\xbb\xbf)?(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)?<(?:!doctype html|html)\b",
        head,
        re.IGNORECASE | re.DOTALL,
    ):
        return "html"
    known = FORMATS.get(suffix.casefold(), "text")
    return known if known in ("text", "markdown", "html") else "text"


def take(data: bytes, form: str, *, declared: str | None = None) -> Taken:
    """Return text, metadata and notes of a document in one of the formats.

    Raises
    ------
    BadFile
        Where the file is not what its format promises, is encrypted, or holds no text.
    """
    if form == "pdf":
        return _pdf(data)
    if form == "docx":
        return _docx(data)
    if form == "html":
        return _html(data, declared)
    text, notes = decode(data, declared=declared)
    if form == "markdown":
        fields = _front_matter(text)
        if fields:
            return text, from_fields(fields, DateBasis.METADATA), notes
    return text, from_text(text), notes


def _needed(what: str) -> BadFile:
    return BadFile(f"{what} files need the text extra: pip install 'symmachy[text]'")


def _front_matter(text: str) -> dict[str, str]:
    found = re.match(r"\ufeff?(---|\+\+\+)\r?\n(.*?)\r?\n\1\s*(?:\r?\n|$)", text, re.DOTALL)
    if not found:
        return {}
    pairs = (re.match(r"([A-Za-z]+)\s*[:=]\s*(.+)", line) for line in found[2].splitlines())
    return {p[1]: p[2] for p in pairs if p}


def _html(data: bytes, declared: str | None) -> Taken:
    try:
        import trafilatura
        from lxml import html as lxml_html
    except ImportError:
        raise _needed("HTML") from None
    in_head = re.search(rb"<meta[^>]+charset=[\"']?([\w-]+)", data[:4096], re.IGNORECASE)
    page, notes = decode(data, declared=in_head[1].decode("ascii") if in_head else declared)
    if not page.strip():
        raise BadFile("it is empty")
    try:
        tree: Any = lxml_html.fromstring(re.sub(r"^\s*<\?xml[^>]*\?>", "", page))
    except (ValueError, lxml_html.etree.ParserError):
        raise BadFile("it is no HTML that could be read") from None
    text = trafilatura.extract(page, include_comments=False, include_tables=False, favor_recall=True) or ""
    return text, _of_page(tree), notes


def _of_page(tree: Any) -> About:  # noqa: ANN401  # lxml carries no types
    """Only what the page declares: meta elements and schema.org data, never a date found in its prose."""
    fields: dict[str, str] = {}
    for element in tree.iter("meta"):
        key = (element.get("property") or element.get("name") or element.get("itemprop") or "").casefold()
        value = (element.get("content") or "").strip()
        kind = _META.get(key)
        if kind and value:
            fields.setdefault(kind, value)
    for script in tree.xpath("//script[@type='application/ld+json']"):
        source = script.text or ""
        for kind, pattern in _SCHEMA.items():
            found = re.search(pattern, source)
            if found:
                fields.setdefault(kind, found[1])
    title = tree.findtext(".//title")
    if title and title.strip():
        fields.setdefault("title", " ".join(title.split()))
    return from_fields(fields, DateBasis.METADATA)


_META = {
    "article:published_time": "date",
    "datepublished": "date",
    "date": "date",
    "dc.date": "date",
    "dc.date.issued": "date",
    "dcterms.date": "date",
    "citation_publication_date": "date",
    "parsely-pub-date": "date",
    "og:site_name": "outlet",
    "dc.publisher": "outlet",
    "citation_journal_title": "outlet",
    "author": "author",
    "og:title": "title",
}
_SCHEMA = {
    "date": r'"datePublished"\s*:\s*"([^"]+)"',
    "outlet": r'"publisher"\s*:\s*\{[^{}]*"name"\s*:\s*"([^"]+)"',
}


def _pdf(data: bytes) -> Taken:
    try:
        import pypdf
    except ImportError:
        raise _needed("PDF") from None
    import logging

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # its remarks on odd files are not for users
    try:
        reader = pypdf.PdfReader(io.BytesIO(data))
        locked = reader.is_encrypted and not reader.decrypt("")
        pages = [] if locked else [page.extract_text() or "" for page in reader.pages]
        known = None if locked else reader.metadata
    except Exception as fault:  # noqa: BLE001  # damaged files raise whatever they run into, of many kinds
        raise BadFile(
            f"its PDF is damaged or protected ({type(fault).__name__}): open and save it anew"
        ) from None
    if locked:
        raise BadFile("it is encrypted: save a copy without a password")
    text = "\n\n".join(pages)
    if len(text.strip()) < 20 * max(1, len(pages) // 10):
        raise BadFile("it holds pictures of pages and no text: run a text recognition (OCR) over it first")
    about = from_text(text)
    title = known.title if known and known.title else about.title
    # A PDF's creation date is that of the file, and says nothing of the text.
    return (
        text,
        About(
            title=title,
            date=about.date,
            date_basis=about.date_basis,
            outlet=about.outlet,
            outlet_basis=about.outlet_basis,
            author=(known.author if known and known.author else about.author),
        ),
        (),
    )


_UNPACKING = (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, ValueError)
"""What unpacking raises on a damaged archive, or one of a version or with a password that is not read."""


def _docx(data: bytes) -> Taken:
    if data.startswith(_OLE):
        raise BadFile("it is an encrypted or an old Word file: save it as .docx without a password")
    try:
        import docx
        from docx.opc.exceptions import PackageNotFoundError
    except ImportError:
        raise _needed(".docx") from None
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            size = sum(entry.file_size for entry in packed.infolist())
    except _UNPACKING:
        raise BadFile("it is no .docx, or a damaged one: open and save it anew") from None
    if size > _UNPACKED:
        raise BadFile("it unpacks to more than 100 MB: give the text alone")
    try:
        opened = docx.Document(io.BytesIO(data))
        text = "\n\n".join(p.text for p in opened.paragraphs if p.text.strip())
        title = opened.core_properties.title or None
        author = opened.core_properties.author or None
    except (PackageNotFoundError, KeyError, SyntaxError, *_UNPACKING) as fault:
        raise BadFile(f"it is no readable .docx ({type(fault).__name__}): open and save it anew") from None
    about = from_text(text)
    return (
        text,
        About(
            title=title or about.title,
            date=about.date,
            date_basis=about.date_basis,
            outlet=about.outlet,
            outlet_basis=about.outlet_basis,
            author=about.author or (author if author != "python-docx" else None),
        ),
        (),
    )
