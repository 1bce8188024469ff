"""Signed networks: what is refused, and in which words."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from symmachy.errors import BadFile, BadInput, SymmachyError
from symmachy.structure import SignedNetwork, Tie, read_landscape, read_signed

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("ties", "said"),
    [
        ([("A", "A", 1)], "'A' is tied to itself"),
        ([("A", "B", 2)], r"is 2: give \+1 or -1"),
        ([("A", "B", 0)], r"is 0: give \+1 or -1"),
        ([("A", "B", 1), ("B", "A", 1)], "given twice"),
        ([("A", "B", 1), ("B", "A", -1)], r"both \+1 and -1"),
        ([Tie("A", "B", 1, 0.0)], "a number above 0"),
        ([Tie("A", "B", 1, float("nan"))], "a number above 0"),
        ([], "the network is empty"),
    ],
)
def test_what_is_no_network_is_refused(ties: list[Tie], said: str) -> None:
    with pytest.raises(BadInput, match=said):
        SignedNetwork.of(ties)


def test_one_state_is_refused() -> None:
    with pytest.raises(BadInput, match="one node, 'A'"):
        SignedNetwork.of([], ["A"])


def test_an_asymmetric_matrix_is_refused() -> None:
    with pytest.raises(BadInput, match="'A' to 'B' is 1 and back it is 0"):
        SignedNetwork.of_matrix(["A", "B"], np.array([[0.0, 1.0], [0.0, 0.0]]))


@pytest.mark.parametrize(
    ("text", "error", "said"),
    [
        ("a,b\nX,Y\n", BadFile, "has the columns a, b"),
        ("a,b,sign\nX,Y,3\n", BadInput, "line 2: the sign of 'X' and 'Y' is '3'"),
        ("a,b,sign\nX,Y,plus\n", BadInput, "the sign is 'plus'; give a number"),
        ("a,b,sign\nX,Y\n", BadFile, "line 2 has 2 cells"),
        ("a,b,sign\n", BadInput, "has no tie"),
        ("a,b,sign\n,Y,1\n", BadInput, "a node has no name"),
        ("", BadFile, "is empty"),
        ("a,b,sign\nX,X,1\n", BadInput, "tied to itself"),
    ],
)
def test_a_file_that_holds_no_network_is_refused(
    tmp_path: Path, text: str, error: type[SymmachyError], said: str
) -> None:
    path = tmp_path / "ties.csv"
    path.write_text(text, encoding="utf-8")

    with pytest.raises(error, match=said):
        read_signed(path)


def test_a_file_that_is_not_utf8_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "ties.csv"
    path.write_bytes(b"a,b,sign\n\xe9,Y,1\n")

    with pytest.raises(BadFile, match="no CSV file in UTF-8"):
        read_signed(path)


def test_weights_and_other_names_of_columns_are_read(tmp_path: Path) -> None:
    path = tmp_path / "ties.csv"
    path.write_text("source,target,sign,weight\nY,X,-1,2.5\n", encoding="utf-8")

    assert read_signed(path).ties == (Tie("X", "Y", -1, 2.5),)


def landscape_files(tmp_path: Path, sizes: str, propensities: str) -> tuple[Path, Path]:
    one, other = tmp_path / "sizes.csv", tmp_path / "pairs.csv"
    one.write_text(sizes, encoding="utf-8")
    other.write_text(propensities, encoding="utf-8")
    return one, other


def test_scores_from_one_to_five_are_read_around_three(tmp_path: Path) -> None:
    files = landscape_files(tmp_path, "actor,size\nA,1\nB,2\n", ",A,B\nA,,1\nB,1,\n")
    of, neutral = read_landscape(*files)

    assert neutral == 3
    assert of.propensities[0, 1] == -2


def test_other_propensities_stand_as_they_are(tmp_path: Path) -> None:
    files = landscape_files(tmp_path, "actor,size\nB,1\nA,2\n", ",A,B\nA,,-0.5\nB,-0.5,\n")
    of, neutral = read_landscape(*files)

    assert neutral == 0
    assert of.actors == ("B", "A")
    assert of.propensities[0, 1] == -0.5


@pytest.mark.parametrize(
    ("sizes", "propensities", "said"),
    [
        ("actor,size\nA,1\nB,2\n", ",A,B\nA,,1\nB,2,\n", "'A' to 'B' is"),
        ("actor,size\nA,1\nB,0\n", ",A,B\nA,,1\nB,1,\n", "the size of 'B' is 0"),
        ("actor,size\nA,1\n", ",A,B\nA,,1\nB,1,\n", "has 1 actors"),
        ("who,size\nA,1\n", ",A\nA,\n", "give actor and size"),
        ("actor,size\nA,1\nB,2\n", ",A,C\nA,,1\nB,1,\n", "not the same in the same order"),
        ("actor,size\nA,1\nB,2\n", ",A,B\nA,,x\nB,1,\n", "the propensity is 'x'"),
    ],
)
def test_files_that_make_no_landscape_are_refused(
    tmp_path: Path, sizes: str, propensities: str, said: str
) -> None:
    with pytest.raises(SymmachyError, match=said):
        read_landscape(*landscape_files(tmp_path, sizes, propensities))
