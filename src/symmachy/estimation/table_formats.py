"""The formats of a regression table: Markdown, LaTeX, HTML and Word."""

from __future__ import annotations

import hashlib
import io
import zipfile
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from symmachy.estimation.table import Grid

__all__ = ["WRITERS", "as_docx", "as_html", "as_latex", "as_markdown"]

_LATEX = {
    "\\": r"\textbackslash{}",
    "&": r"\&",
    "%": r"\%",
    "$": r"\$",
    "#": r"\#",
    "_": r"\_",
    "{": r"\{",
    "}": r"\}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    "<": r"\textless{}",
    ">": r"\textgreater{}",
}


def as_markdown(cells: Grid) -> bytes:
    """Return the table as a Markdown pipe table with its notes below."""

    def line(row: Sequence[str]) -> str:
        return "| " + " | ".join(cell.replace("|", "\\|").replace("*", "\\*") for cell in row) + " |"

    rule = "| --- |" + " ---: |" * len(cells.heads)
    lines = [line(("", *cells.heads)), rule, *map(line, cells.body), *map(line, cells.foot), ""]
    return "\n".join([*lines, "  \n".join(note.replace("*", "\\*") for note in cells.notes), ""]).encode()


def as_latex(cells: Grid) -> bytes:
    """Return the table as a LaTeX tabular with the rules of booktabs and its notes below."""

    def text(cell: str) -> str:
        return "".join(_LATEX.get(sign, sign) for sign in cell)

    def line(row: Sequence[str]) -> str:
        return " & ".join(text(cell) for cell in row) + r" \\"

    columns = 1 + len(cells.heads)
    lines = [
        r"\begin{tabular}{l" + "r" * len(cells.heads) + "}",
        r"\toprule",
        line(("", *cells.heads)),
        r"\midrule",
        *map(line, cells.body),
        r"\midrule",
        *map(line, cells.foot),
        r"\bottomrule",
        *(rf"\multicolumn{{{columns}}}{{l}}{{\footnotesize {text(note)}}} \\" for note in cells.notes),
        r"\end{tabular}",
        "",
    ]
    return "\n".join(lines).encode()


def as_html(cells: Grid) -> bytes:
    """Return the table as a fragment of HTML with its own style."""
    import polars as pl
    from great_tables import GT, html

    names = ["", *(f"fit {i}" for i in range(1, len(cells.heads) + 1))]
    rows = [*cells.body, *cells.foot]
    name = "t" + hashlib.sha256(repr(cells).encode()).hexdigest()[:10]  # its own choice would be a random one
    frame = pl.DataFrame(rows, schema=dict.fromkeys(names, pl.String), orient="row")
    shown = (
        GT(frame, id=name)
        .cols_label(dict(zip(names[1:], (html(escape(head)) for head in cells.heads), strict=True)))
        .cols_align(align="right", columns=names[1:])
    )
    for note in cells.notes:
        shown = shown.tab_source_note(html(escape(note)))
    return str(shown.as_raw_html()).encode()


_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


def as_docx(cells: Grid) -> bytes:
    """Return the table as a Word document with three rules and its notes below."""

    def paragraph(text: str, align: str = "left") -> str:
        run = f'<w:r><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'
        return f'<w:p><w:pPr><w:jc w:val="{align}"/></w:pPr>{run}</w:p>'

    def cell(text: str, align: str, rules: str) -> str:
        borders = "".join(f'<w:{side} w:val="single" w:sz="6"/>' for side in rules.split())
        return f"<w:tc><w:tcPr><w:tcBorders>{borders}</w:tcBorders></w:tcPr>{paragraph(text, align)}</w:tc>"

    def line(row: Sequence[str], rules: str = "") -> str:
        return (
            f"<w:tr>{cell(row[0], 'left', rules)}{''.join(cell(c, 'right', rules) for c in row[1:])}</w:tr>"
        )

    grid = "<w:gridCol/>" * (1 + len(cells.heads))
    rows = [
        line(("", *cells.heads), "top bottom"),
        *map(line, cells.body),
        *(line(row, "top" if i == 0 else "") for i, row in enumerate(cells.foot[:-1])),
        line(cells.foot[-1], "bottom"),
    ]
    body = (
        f'<w:tbl><w:tblPr><w:tblW w:w="0" w:type="auto"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>'
        f"{''.join(rows)}</w:tbl>{''.join(map(paragraph, cells.notes))}"
    )
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" '
        f'ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override '
        f'PartName="/word/document.xml" ContentType="{_MAIN}"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1" '
        f'Type="{_OFFICE}" Target="word/document.xml"/></Relationships>',
        "word/document.xml": f'<w:document xmlns:w="{_WORD}"><w:body>{body}</w:body></w:document>',
    }
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
        for name, text in parts.items():  # a fixed date, so that equal tables are equal files
            package.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), _XML + text)
    return buffer.getvalue()


WRITERS: dict[str, Callable[[Grid], bytes]] = {
    ".html": as_html,
    ".tex": as_latex,
    ".md": as_markdown,
    ".docx": as_docx,
}
