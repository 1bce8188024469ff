"""What reads bytes of strangers: each target takes an input as it would come, and may only refuse it in words."""

from __future__ import annotations

import base64
import gzip
import io
import json
import tempfile
import warnings
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import polars as pl

if TYPE_CHECKING:
    from collections.abc import Callable

EXAMPLES = Path(__file__).parents[2] / "examples"


@dataclass(frozen=True, kw_only=True)
class Target:
    """One reader."""

    name: str
    seeds: Callable[[], list[bytes]]
    """Whole inputs of our own that mutations begin with."""
    feed: Callable[[bytes, Path], object]
    """Read one input; a folder for files is given. A refusal is a `SymmachyError`; anything else is a fault."""


def _table(data: bytes, folder: Path, suffix: str) -> object:
    from symmachy.record.conform import conform
    from symmachy.record.files import load
    from symmachy.record.recognise import NAMES, UnknownTable, recognise

    path = folder / f"input{suffix}"
    path.write_bytes(data)
    found = []
    for loaded in load(path, NAMES):
        try:
            source, table, frame = recognise(loaded)
        except UnknownTable:
            continue
        found.append((source, conform(frame, table, where=loaded.where, unfinished=loaded.unfinished)))
    return found


def _frame() -> pl.DataFrame:
    return pl.DataFrame(
        {
            "ccode1": [2, 2, 20],
            "ccode2": [20, 31, 31],
            "year": [1990, 1991, 1992],
            "dyadigos": [40, 38, None],
            "stateabb": ["USA", "=1+1", "Côte d\u2019Ivoire"],
        }
    )


def _csv() -> list[bytes]:
    text = _frame().write_csv()
    return [
        text.encode(),
        text.replace(",", ";").encode(),
        text.replace(",", "\t").encode(),
        gzip.compress(text.encode()),
        b'"a","b"\n"x ""y""",1\n',
        b"ccode1,ccode2,year,dyadigos\n=1+1,+2,-3,@SUM(1)\n=cmd|'/C calc'!A0,2,1990,=HYPERLINK(\"x\")\n",
        "ccode1,ccode2,year,dyadigos\n٢,२,\uff11\uff19\uff19\uff10,四十\nÅland,Côte,İstanbul,ﬁve\n".encode(),
        b"\xef\xbb\xbf" + text.encode(),
        b"ccode,year,cinc\n2,1990,1e400\n20,99999999999999999999,NaN\n",
    ]


def _parquet() -> list[bytes]:
    buffer = io.BytesIO()
    _frame().write_parquet(buffer)
    return [buffer.getvalue()]


def _zip() -> list[bytes]:
    found = []
    for names in (
        ("a.csv",),
        ("../../outside.csv", "/etc/outside.csv", "b/c.csv"),
        ("a.csv", "a.csv", "in.zip"),
        ("..\\..\\outside.csv", "C:\\outside.csv", "//host/share/outside.csv"),
        ("a/../../outside.csv", "\u202evsc.a.csv", "COM1.csv", "a.csv/"),
    ):
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive, warnings.catch_warnings():
            warnings.simplefilter("ignore")
            for name in names:
                archive.writestr(name, _csv()[0] if name.endswith(".csv") else found[0])
        found.append(buffer.getvalue())
    return found


def _geojson() -> list[bytes]:
    shape = {"type": "Polygon", "coordinates": [[[0, 0], [1, 0], [1, 1], [0, 0]]]}
    row = {"type": "Feature", "properties": {"gwcode": 2, "gwsyear": 1816}, "geometry": shape}
    return [json.dumps({"type": "FeatureCollection", "features": [row, row]}).encode()]


def _files(folder: str, suffix: str) -> Callable[[], list[bytes]]:
    return lambda: [p.read_bytes() for p in sorted((EXAMPLES / folder).glob(f"*{suffix}"))]


def _tables(folder: str) -> Callable[[], list[bytes]]:
    return lambda: _files(folder, ".toml")() + _HUGE


_HUGE = [
    b"a = " + b"[" * 5000,
    b"a = " + b"9" * 5000,
    b"a." * 5000 + b"b = 1",
    b"[" * 5000,
    b"draws = 1e308",
    b"draws = 99999999999999999999\nseed = -99999999999999999999\nhorizon = 1e400",
    b"base_year = 9223372036854775808",
    b"base_year = 0xffffffffffffffffffff",
    b"when = 99999-01-01",
    b"when = nan\ndraws = inf\nseed = -inf",
]
"""What a parser of TOML could choke on."""


def _study(data: bytes, folder: Path) -> object:
    from symmachy.studies.reading import read_study

    path = folder / "study.toml"
    path.write_bytes(data)
    return read_study(path)


def _scenario(data: bytes, folder: Path) -> object:
    from symmachy.scenarios.scenario import Scenario, read_scenario

    path = folder / "scenario.toml"
    path.write_bytes(data)
    return Scenario.of(read_scenario(path))


def _claim(data: bytes, folder: Path) -> object:
    from symmachy.claims.declaration import read_claim

    path = folder / "claim.toml"
    path.write_bytes(data)
    return read_claim(path)


def _claims() -> list[bytes]:
    from symmachy import claims

    return [
        p.read_bytes() for p in sorted((Path(claims.__file__).parent / "registry").glob("*.toml"))
    ] + _HUGE


def _formula(data: bytes, folder: Path) -> object:
    from symmachy.mechanisms import parse

    del folder
    return parse(data.decode("utf-8", "replace"))


def _formulas() -> list[bytes]:
    return [
        text.encode()
        for text in (
            "ties + shared_allies(decay=0.7) + land_border",
            'state("capabilities") + same("regime") * distance + lag(ties, 2)',
            'difference("polyarchy") + pair("trade") + __import__("os").system("true")',
            "ties + " * 40 + "ties",
            "(" * 200 + "ties" + ")" * 200,
            "ties**9**9**9 + 1e999 + degree(power=-0.5)",
        )
    ]


def _document(suffix: str) -> Callable[[bytes, Path], object]:
    def feed(data: bytes, folder: Path) -> object:
        from symmachy.statements import Plain, extract, read_documents

        path = folder / f"input{suffix}"
        path.write_bytes(data)
        documents = read_documents([path])
        found = extract(documents, by=Plain())
        found.check()
        return found

    return feed


def _html() -> list[bytes]:
    text = (EXAMPLES / "anzus_1985.txt").read_text(encoding="utf-8")
    body = "".join(f"<p>{part}</p>" for part in text.split("\n\n"))
    page = (
        '<!doctype html><html><head><meta charset="utf-8"><title>A pact</title>'
        '<meta property="article:published_time" content="1985-03-01"><script>alert(1)</script></head>'
        f'<body onload="x()"><article>{body}<img src=x onerror=alert(1)></article></body></html>'
    )
    return [page.encode(), page.replace("utf-8", "utf-16").encode("utf-16")]


def _docx() -> list[bytes]:
    word = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    text = "The minister said that the pact would hold."
    bodies = (
        f'<w:document xmlns:w="{word}"><w:body><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:body></w:document>',
        (
            '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;">]>'
            f'<w:document xmlns:w="{word}"><w:body><w:p><w:r><w:t>&b;</w:t></w:r></w:p></w:body></w:document>'
        ),
    )
    found = []
    for body in bodies:
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("word/document.xml", body)
        found.append(buffer.getvalue())
    return found


def _pdf() -> list[bytes]:
    stream = b"BT /F1 12 Tf 72 720 Td (The minister said that the pact would hold.) Tj ET"
    parts = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        (
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R "
            b"/Resources << /Font << /F1 5 0 R >> >> >>"
        ),
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    out, places = b"%PDF-1.4\n", []
    for number, part in enumerate(parts, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, part)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    tail = b"xref\n0 6\n0000000000 65535 f \n%strailer << /Size 6 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF"
    return [out + tail % (table, len(out))]


def _fit(data: bytes, folder: Path) -> object:
    from symmachy.estimation import TieHazardsFit

    path = folder / "fit.json"
    path.write_bytes(data)
    return TieHazardsFit.from_json(path)


def _fits() -> list[bytes]:
    return [
        b'{"a": ' * 5000,
        b'{"kind": "Spline", "column": "years", "knots": 3}',
        b'{"kind": "array", "values": [[1, 2], [3, null]]}',
        b'{"kind": "Specification", "text": "ties + land_border"}',
        b'{"kind": "TieHazards", "formation": {"kind": "Specification", "text": "ties"}, "relation": null}',
    ]


def _records(data: bytes, folder: Path) -> object:
    from symmachy.statements import read_jsonl

    path = folder / "s.jsonl"
    path.write_bytes(data)
    return read_jsonl(path)


def _lines() -> list[bytes]:
    from symmachy.statements import Plain, extract, read_documents, write_jsonl

    found = extract(read_documents(sorted(EXAMPLES.glob("*.txt"))[:1]), by=Plain())
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "s.jsonl"
        write_jsonl(path, list(found)[:3])
        return [path.read_bytes(), b"[" * 5000, b"{}", b"null"]


def _matrix(data: bytes, folder: Path) -> object:
    from symmachy.errors import SymmachyError
    from symmachy.record.own.reading import read_matrix, read_rows, read_table

    (folder / "m.csv").write_bytes(data)
    found = []
    for read in (read_matrix, read_rows, read_table):
        try:
            found.append(read(folder, "m.csv"))
        except SymmachyError:
            found.append(None)
    return found


def _own_table(data: bytes, folder: Path) -> object:
    from symmachy.record.own.reading import read_table

    (folder / "ties.parquet").write_bytes(data)
    return read_table(folder, "ties.parquet")


def _upload(data: bytes, folder: Path) -> object:
    """Take bytes as the explorer's server does: as the request itself, or as one document under a name."""
    from symmachy.explorer.answers import briefs
    from symmachy.statements import Limits, Plain, extract, read_documents

    del folder
    if data[:1] == b"{":
        try:
            sent = json.loads(data)
        except (ValueError, RecursionError):
            return None  # refused one layer before, which has tests of its own
    else:
        name, _, body = data.partition(b"\n")
        one = {"name": name.decode("utf-8", "replace"), "data": base64.b64encode(body).decode()}
        sent = {"documents": [one]}
    if not isinstance(sent, dict):
        return None
    given = briefs._read(sent)
    documents = read_documents(
        briefs._held(given["documents"]), limits=Limits(bytes=5_000_000, characters=250_000)
    )
    return extract(documents, by=Plain())


def _uploads() -> list[bytes]:
    text = b"France and Turkey are allies, the minister said. If pressure grows, they will ally with Japan."
    names = (
        "note.txt", "../../outside.txt", "/etc/outside.html", "C:\\outside.md", "note.pdf", "note.docx", "note.zip",
        "מכתב.txt", "письмо.html", "手紙.txt", "رسالة.md", "note\u202etxt.exe", "\u0000.txt", "n" * 400 + ".txt",
        ".txt",
    )  # fmt: skip
    found = [name.encode() + b"\n" + text for name in names]
    found += [b"note.html\n" + _html()[0], b"note.docx\n" + _docx()[0], b"note.pdf\n" + _pdf()[0]]
    documents = [{"name": "note.txt", "data": base64.b64encode(text).decode()}]
    return [
        *found,
        json.dumps({"documents": documents, "year": "1948"}).encode(),
        json.dumps({"documents": documents * 21}).encode(),
        b'{"documents": ' + b"[" * 5000,
        b'{"documents": [], "year": 1e999}',
    ]


def _matrices() -> list[bytes]:
    return [
        b"0 1 0\n1 0 1\n0 1 0\n",
        b",A,B\nA,0,1\nB,1,0\n",
        b"from,to,year\nA,B,1\nB,C,2\n",
        "Ägypten,日本,القاهرة\n0,1,2\n".encode(),
    ]


TARGETS = {
    target.name: target
    for target in (
        Target(name="csv", seeds=_csv, feed=lambda d, f: _table(d, f, ".csv")),
        Target(name="parquet", seeds=_parquet, feed=lambda d, f: _table(d, f, ".parquet")),
        Target(name="zip", seeds=_zip, feed=lambda d, f: _table(d, f, ".zip")),
        Target(name="geojson", seeds=_geojson, feed=lambda d, f: _table(d, f, ".geojson")),
        Target(name="matrix", seeds=_matrices, feed=_matrix),
        Target(name="own_table", seeds=_parquet, feed=_own_table),
        Target(name="upload", seeds=_uploads, feed=_upload),
        Target(name="study", seeds=_tables("studies"), feed=_study),
        Target(name="scenario", seeds=_tables("scenarios"), feed=_scenario),
        Target(name="claim", seeds=_claims, feed=_claim),
        Target(name="formula", seeds=_formulas, feed=_formula),
        Target(name="fit", seeds=_fits, feed=_fit),
        Target(name="statements", seeds=_lines, feed=_records),
        Target(name="text", seeds=_files(".", ".txt"), feed=_document(".txt")),
        Target(name="html", seeds=_html, feed=_document(".html")),
        Target(name="pdf", seeds=_pdf, feed=_document(".pdf")),
        Target(name="docx", seeds=_docx, feed=_document(".docx")),
    )
}
