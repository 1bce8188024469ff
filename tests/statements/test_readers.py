"""Reading: every format, what is known of a document, and a sentence for everything that cannot be read."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

import pytest

from symmachy.statements import DateBasis, Limits, read_documents

if TYPE_CHECKING:
    from pathlib import Path

ENGLISH = (
    "The foreign minister said on Monday that the two states would sign a treaty in the spring.\n\n"
    "He added that it was not directed at any other state, and that the parliament would have to approve it."
)


def pdf(text: str) -> bytes:
    """A PDF of one page, written by hand."""
    stream = f"BT /F1 12 Tf 50 700 Td ({text}) Tj ET".encode()
    parts = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        (
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R "
            b"/Resources << /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >> >>"
        ),
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
    ]
    out, places = b"%PDF-1.4\n", []
    for i, part in enumerate(parts, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (i, part)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(parts) + 1)
    out += b"".join(b"%010d 00000 n \n" % p for p in places)
    return out + b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % (len(parts) + 1, start)


def refusal(path: Path, data: bytes, **limits: int) -> str:
    path.write_bytes(data)
    good = path.parent / "good.txt"
    good.write_text(ENGLISH, encoding="utf-8")
    documents = read_documents([path, good], limits=Limits(**limits))  # type: ignore[arg-type]
    assert [d.name for d in documents] == ["good.txt"], "the other documents are still done"
    return documents.refused[0].sentence


def test_a_text_is_kept_as_it_stands(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(ENGLISH.replace("\n", "\r\n").encode())

    document = read_documents([path]).read[0]

    assert document.text.encode() == path.read_bytes()
    assert document.text_sha256 == document.sha256


def test_a_date_is_never_that_of_the_file_nor_one_in_a_sentence(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(
        "On 3 May 1952 the ministers met in the capital and said that all was well.\n\n" + ENGLISH
    )

    document = read_documents([path]).read[0]

    assert (document.date, document.date_basis) == (None, DateBasis.UNKNOWN)
    assert document.outlet is None


def test_a_byline_and_fields_in_the_head_are_read(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(f"Will they ally?\n\nSource: The Gazette\nDate: March 4, 1952\n\n{ENGLISH}")

    document = read_documents([path]).read[0]

    assert (document.date, document.outlet) == ("1952-03-04", "The Gazette")
    assert document.date_basis is document.outlet_basis is DateBasis.IN_TEXT


def test_the_front_matter_of_markdown_is_metadata(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text(f"---\ntitle: A pact\ndate: 1952-03-04\n---\n\n# A pact\n\n{ENGLISH}")

    document = read_documents([path]).read[0]

    assert (document.title, document.date, document.date_basis) == (
        "A pact",
        "1952-03-04",
        DateBasis.METADATA,
    )


def test_html_gives_its_text_and_what_it_declares_and_runs_nothing(tmp_path: Path) -> None:
    pytest.importorskip("trafilatura", reason="HTML comes with the text extra")
    path = tmp_path / "a.html"
    paragraphs = "".join(f"<p>{p}</p>" for p in ENGLISH.split("\n\n"))
    path.write_text(
        "<!doctype html><html><head><title>A pact</title>"
        '<meta property="article:published_time" content="1999-05-06T10:00:00Z">'
        '<meta property="og:site_name" content="The Gazette"><script>alert("never read")</script></head>'
        f"<body><nav>Home</nav><article><h1>A pact</h1>{paragraphs * 2}</article>"
        "<script>document.write('nor this')</script></body></html>"
    )

    document = read_documents([path]).read[0]

    assert (document.form, document.date, document.outlet) == ("html", "1999-05-06", "The Gazette")
    assert "sign a treaty in the spring" in document.text
    assert "alert" not in document.text
    assert "nor this" not in document.text


def test_pdf_and_docx_give_their_text(tmp_path: Path) -> None:
    pytest.importorskip("pypdf", reason="PDF comes with the text extra")
    docx = pytest.importorskip("docx", reason=".docx comes with the text extra")
    (tmp_path / "a.pdf").write_bytes(
        pdf("The minister said that the treaty was in the interest of the states.")
    )
    made = docx.Document()
    for paragraph in ENGLISH.split("\n\n"):
        made.add_paragraph(paragraph)
    made.save(tmp_path / "b.docx")

    documents = read_documents([tmp_path])

    assert [d.form for d in documents] == ["pdf", "docx"]
    assert "in the interest of the states" in documents.read[0].text
    assert documents.read[1].text == ENGLISH


def _of_a_later_version() -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("word/document.xml", "<x/>")
    content = bytearray(buffer.getvalue())
    content[content.index(b"PK\x01\x02") + 6] = 93  # the version that is needed to unpack it
    return bytes(content)


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("empty.txt", b" \n", "it is empty"),
        ("binary.txt", bytes(range(256)) * 20, "binary"),
        ("numbers.txt", b"1 2 3 4", "no words"),
        ("pictures.pdf", pdf(""), "pictures of pages and no text"),
        ("damaged.pdf", b"%PDF-1.4 and then nothing", "damaged"),
        ("old.docx", b"\xd0\xcf\x11\xe0" + b"x" * 100, "encrypted or an old Word file"),
        ("broken.docx", b"PK\x03\x04" + b"x" * 100, "damaged"),
        ("later.docx", _of_a_later_version(), "damaged"),
        (
            "german.txt",
            "Der Minister sagte am Montag, dass die beiden Staaten im Frühjahr einen Vertrag schließen.".encode()
            * 5,
            "only English is read",
        ),
    ],
)
def test_what_cannot_be_read_is_refused_with_a_sentence(
    tmp_path: Path, name: str, data: bytes, said: str
) -> None:
    for needed in ("pypdf", "docx"):
        if name.endswith(needed[-4:]):
            pytest.importorskip(needed)

    sentence = refusal(tmp_path / name, data)

    assert said in sentence
    assert "Traceback" not in sentence


def test_a_zip_that_is_no_document_is_refused(tmp_path: Path) -> None:
    pytest.importorskip("docx")
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("a.txt", ENGLISH)

    assert "no readable .docx" in refusal(tmp_path / "a.docx", packed.getvalue())


def test_an_encrypted_pdf_is_refused(tmp_path: Path) -> None:
    pypdf = pytest.importorskip("pypdf")
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(pdf("Said that the treaty was in the interest of all.")))
    writer.encrypt("secret", algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)

    assert "encrypted" in refusal(tmp_path / "a.pdf", out.getvalue())


def test_a_huge_file_is_refused_before_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "huge.txt"
    with path.open("wb") as file:
        file.truncate(100_000_000)

    assert "it has 100 MB" in read_documents([path]).refused[0].sentence


def test_a_wrong_encoding_is_read_and_said(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(f"{ENGLISH} The café was closed.".encode("cp1252"))

    document = read_documents([path]).read[0]

    assert "café" in document.text
    assert document.notes == ("it is not UTF-8 and was read as Windows-1252",)


def test_an_address_that_does_not_answer_is_refused() -> None:
    pytest.importorskip("httpx")

    documents = read_documents(["http://127.0.0.1:9/article"])

    assert "127.0.0.1 could not be reached" in documents.refused[0].sentence


def test_near_duplicates_count_as_one_source(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(ENGLISH)
    (tmp_path / "b.txt").write_text(ENGLISH.replace("Monday", "Tuesday"))
    (tmp_path / "c.txt").write_text(
        "The envoy said that he had not been asked. The others were of the same view."
    )
    (tmp_path / "d.txt").write_text(ENGLISH)

    documents = read_documents([tmp_path])

    assert [d.copy_of for d in documents] == [None, documents.read[0].id, None]
    assert len(documents.sources) == 2
    assert "byte for byte" in documents.refused[0].sentence


def test_one_giant_sentence_is_refused_and_the_others_are_read(tmp_path: Path) -> None:
    giant, good = tmp_path / "giant.txt", tmp_path / "good.txt"
    giant.write_text("The minister said that " + "France will join the pact and " * 2_000, encoding="utf-8")
    good.write_text("The minister said that France will join the pact of the region.\n", encoding="utf-8")
    documents = read_documents([giant, good])

    assert [d.name for d in documents] == ["good.txt"]
    assert "without a full stop or a new line" in documents.refused[0].sentence


def test_a_date_beside_a_byline_is_no_part_of_the_name(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(
        "Will they ally?\nby: A. Writer     2021-06-29\n\nThe minister said that it will not be so for the state.\n",
        encoding="utf-8",
    )

    assert read_documents([path]).read[0].author == "A. Writer"
