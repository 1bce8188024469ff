from __future__ import annotations

import xml.etree.ElementTree as ET
import zipfile
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
import polars as pl
import pytest

from symmachy.errors import BadInput
from symmachy.estimation import Cloglog, Clustered, Hazard, table
from symmachy.estimation.table import grid

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from symmachy.estimation import Fit
    from symmachy.typing import FloatArray


@pytest.fixture
def fits(pair_frame: Callable[..., pl.DataFrame]) -> list[Fit]:
    frame = pair_frame().rename({"x3": "odd_name & <b>|"})
    return [
        Hazard(outcome="y", covariates=("x1",)).fit(frame),
        Hazard(outcome="y", covariates=("x1", "odd_name & <b>|"), covariance=Clustered("dyad")).fit(frame),
    ]


def test_cells_are_estimates_with_errors_in_brackets_below(fits: list[Fit]) -> None:
    cells = grid(fits, labels={"x1": "Trade"}, digits=2)
    estimate, error = fits[1].coefficients[1], fits[1].standard_errors[1]

    assert cells.heads == ("(1)", "(2)")
    assert (cells.body[0][0], cells.body[0][2]) == ("Trade", f"{estimate:.2f}")
    assert cells.body[1] == ("", f"({fits[0].standard_errors[1]:.2f})", f"({error:.2f})")
    assert cells.body[2][:2] == ("odd_name & <b>|", "")
    assert cells.body[-2][0] == "(Intercept)"
    assert ("Rows", "1,200", "1,200") in cells.foot


def test_stars_are_off_unless_asked_for(fits: list[Fit]) -> None:
    plain, marked = grid(fits), grid(fits, stars=True)

    assert not any("*" in cell for row in plain.body for cell in row)
    assert any(cell.endswith("***") for row in marked.body for cell in row)
    assert any("p < .001" in note for note in marked.notes)


def test_ratios_carry_their_own_errors(fits: list[Fit]) -> None:
    cells = grid(fits, exponentiate=True)
    ratio = np.exp(fits[0].coefficients[1])

    assert cells.body[0][1] == f"{ratio:.3f}"
    assert cells.body[1][1] == f"({ratio * fits[0].standard_errors[1]:.3f})"
    assert cells.notes[0].startswith("Cells are odds ratios.")


def test_ratios_of_two_links_are_both_named(pair_frame: Callable[..., pl.DataFrame]) -> None:
    frame = pair_frame()
    both = [Hazard(outcome="y", covariates=("x1",)), Hazard(outcome="y", covariates=("x1",), link=Cloglog())]

    assert "odds ratios and hazard ratios" in grid([m.fit(frame) for m in both], exponentiate=True).notes[0]


@pytest.mark.parametrize(
    ("ending", "name"),
    [
        (".md", "odd_name & <b>\\|"),
        (".tex", r"odd\_name \& \textless{}b\textgreater{}|"),
        (".html", "odd_name &amp; &lt;b&gt;|"),
    ],
)
def test_text_formats_escape_names(fits: list[Fit], tmp_path: Path, ending: str, name: str) -> None:
    text = table(fits, tmp_path / f"t{ending}").read_text(encoding="utf-8")

    assert name in text
    assert "clustered by dyad" in text


def test_every_line_of_latex_has_the_same_number_of_cells(fits: list[Fit], tmp_path: Path) -> None:
    lines = table(fits, tmp_path / "t.tex").read_text(encoding="utf-8").splitlines()
    rows = [line.replace(r"\&", "") for line in lines if line.endswith(r"\\") and "multicolumn" not in line]

    assert {row.count("&") for row in rows} == {2}


def test_word_documents_are_sound_and_the_same_each_time(fits: list[Fit], tmp_path: Path) -> None:
    one, other = (table(fits, tmp_path / f"{n}.docx") for n in "ab")
    with zipfile.ZipFile(one) as package:
        parts = {name: ET.fromstring(package.read(name)) for name in package.namelist()}  # noqa: S314 - our own file
    text = "".join(parts["word/document.xml"].itertext())

    assert one.read_bytes() == other.read_bytes()
    assert "odd_name & <b>|" in text
    assert set(parts) == {"[Content_Types].xml", "_rels/.rels", "word/document.xml"}


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("t.pdf", None), r"ends in \.html, \.tex, \.md, \.docx"),
        (("t.md", ["one"]), "one head for each"),
    ],
)
def test_bad_requests_are_named(
    fits: list[Fit], tmp_path: Path, arguments: tuple[str, list[str] | None], message: str
) -> None:
    name, heads = arguments

    with pytest.raises(BadInput, match=message):
        table(fits, tmp_path / name, heads=heads)


def test_no_fits_are_refused(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="0 fits"):
        table([], tmp_path / "t.md")


@dataclass(frozen=True)
class Other:
    """A fit of another kind, with nothing of a hazard but what a table asks for."""

    names: tuple[str, ...] = ("rate 1", "x1")
    coefficients: FloatArray = field(default_factory=lambda: np.array([2.0, 0.5]))
    standard_errors: FloatArray = field(default_factory=lambda: np.array([np.nan, 0.1]))
    notes: tuple[str, ...] = ("This fit has not converged.",)
    errors_are: str = "method of moments"
    ratio: str = ""
    foot: tuple[tuple[str, str], ...] = (("Overall convergence", "0.31"),)

    def tidy(self, conf_level: float = 0.95) -> pl.DataFrame:
        assert 0 < conf_level < 1
        return pl.DataFrame({"term": self.names, "p.value": [None, 0.0001]})


def test_fits_of_different_kinds_stand_side_by_side(fits: list[Fit]) -> None:
    cells = grid([fits[0], Other()], stars=True)
    rows = {row[0]: row[1:] for row in (*cells.body, *cells.foot) if row[0]}

    assert rows["x1"][1] == "0.500***"
    assert rows["rate 1"] == ("", "2.000")
    assert rows["Overall convergence"] == ("", "0.31")
    assert rows["Events"][1] == ""
    assert cells.body[-2][0] == "(Intercept)"
    assert cells.notes[1] == f"Standard errors: {fits[0].errors_are}; method of moments."
    assert "This fit has not converged." in cells.notes


def test_a_fit_without_ratios_has_none_in_a_table(fits: list[Fit]) -> None:
    with pytest.raises(BadInput, match="has no name for 1 of the 2 fits; leave exponentiate out"):
        grid([fits[0], Other()], exponentiate=True)
