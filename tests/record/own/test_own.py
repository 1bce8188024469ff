"""Own files as a world: matrices, tables, variables, composition, and every refusal in one sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import polars as pl
import pytest

from symmachy.errors import BadFile, BadInput, UnknownName
from symmachy.record.own import Own, OwnNetworks, own

if TYPE_CHECKING:
    from pathlib import Path

PLAIN = ["0,1,0\n0,0,0\n1,0,0\n", "0,1,1\n1,0,0\n0,0,0\n"]


def made(folder: Path, *, files: dict[str, str] | None = None, **declared: Any) -> Own:  # any part of it
    for name, text in ({"w1.csv": PLAIN[0], "w2.csv": PLAIN[1]} | (files or {})).items():
        (folder / name).write_text(text, encoding="utf-8")
    return own(OwnNetworks.model_validate({"ties": {"files": ["w1.csv", "w2.csv"]}} | declared), folder)


def refusal(folder: Path, error: type[Exception] = BadInput, **declared: Any) -> str:
    with pytest.raises(error) as refused:
        made(folder, **declared)
    return str(refused.value)


def test_matrices_without_labels_are_waves_from_one(tmp_path: Path) -> None:
    found = made(tmp_path)

    assert found.waves == (1, 2)
    assert found.networks[0].states == ("1", "2", "3")
    assert found.networks[0].ties().astype(int).tolist() == [[0, 1, 1], [1, 0, 0], [1, 0, 0]]
    assert (found.unknown, found.given) == (None, None)


LABELLED = {
    "both": ",b,a\nb,0,1\na,0,0\n",
    "R's way": "b a\nb 0 1\na 0 0\n",
    "header": "b,a\n0,1\n0,0\n",
    "rows": "b;0;1\na;0;0\n",
}


@pytest.mark.parametrize("text", LABELLED.values(), ids=LABELLED)
def test_labels_are_found_wherever_they_stand(tmp_path: Path, text: str) -> None:
    found = made(tmp_path, files={"m.csv": text}, ties={"files": ["m.csv"]}, years=[1990])

    assert found.networks[0].states == ("a", "b")
    assert found.world.pledges.select("by", "to").rows() == [("b", "a")]


def test_ties_stand_until_the_next_wave(tmp_path: Path) -> None:
    found = made(tmp_path, years=[1981, 1986])

    assert found.world.in_year(1984).ties().tolist() == found.networks[0].ties().tolist()
    assert "not observed" in found.world.limits[0]
    assert found.waves == (1981, 1986)


def test_codes_for_missing_and_fixed_ties_are_marked_and_not_ties(tmp_path: Path) -> None:
    files = {"w1.csv": "0,9,11\nNA,0,10\n0,1,0\n"}

    found = made(
        tmp_path,
        files=files,
        ties={"files": ["w1.csv", "w2.csv"], "missing": [9], "structural_zero": 10, "structural_one": 11},
    )
    network = found.networks[0]

    assert found.unknown is not None
    assert found.given is not None
    assert np.argwhere(network.pair(found.unknown) == 1).tolist() == [[0, 1], [1, 0]]
    assert np.argwhere(network.pair(found.given) == 1).tolist() == [[0, 2], [1, 2]]
    assert found.world.pledges.filter(pl.col("start").dt.year() == 1).select("by", "to").rows() == [
        ("1", "3"),
        ("3", "2"),
    ]


def test_variables_of_states_by_wave_and_for_all_waves(tmp_path: Path) -> None:
    files = {"by_wave.csv": "1,4\n2,5\n3,NA\n", "once.csv": "id,x\n3,30\n1,10\n2,20\n"}
    states = [{"file": "by_wave.csv", "name": "drink"}, {"file": "once.csv", "name": "age"}]

    found = made(tmp_path, files=files, states=states)
    last = found.networks[1]

    assert last.state("drink")[:2].tolist() == [4, 5]
    assert np.isnan(last.state("drink")[2])
    assert last.state("age").tolist() == [10, 20, 30]


def test_rows_without_labels_follow_the_matrices_and_not_the_alphabet(tmp_path: Path) -> None:
    files = {"m.csv": "b,a\n0,1\n0,0\n", "x.csv": "7\n8\n"}

    found = made(tmp_path, files=files, ties={"files": ["m.csv"]}, states=[{"file": "x.csv", "name": "x"}])

    assert dict(zip(found.networks[0].states, found.networks[0].state("x"), strict=True)) == {"a": 8, "b": 7}


def test_a_table_of_ties_with_variables_in_other_units_and_pairs_by_row(tmp_path: Path) -> None:
    files = {
        "t.csv": "year,i,j,y\n1990,a,b,1\n1991,b,c,1\n",
        "v.csv": "id,year,p\na,1990,1\nb,1990,2\nc,1990,3\na,1991,4\nb,1991,5\nc,1991,6\n",
        "near.csv": "one,other\nc,a\n",
    }

    found = made(
        tmp_path,
        files=files,
        ties={"table": "t.csv", "one": "i", "other": "j", "tie": "y", "absent": 0},
        states=[
            {"table": "v.csv", "year": "year", "columns": {"p": "p", "big": {"column": "p", "times": 100}}}
        ],
        pairs=[{"table": "near.csv", "name": "near", "absent": 0}],
    )
    last = found.networks[1]

    assert found.waves == (1990, 1991)
    assert last.states == ("a", "b", "c")
    assert np.argwhere(np.triu(last.ties())).tolist() == [[1, 2]]
    assert last.state("big").tolist() == [400, 500, 600]
    assert np.argwhere(np.triu(last.pair("near") == 1, 1)).tolist() == [[0, 2]]


def test_a_missing_value_of_a_pair_is_not_the_value_of_no_row(tmp_path: Path) -> None:
    files = {"p.csv": "one,other,x\n1,2,\n1,3,5\n"}

    found = made(tmp_path, files=files, pairs=[{"table": "p.csv", "columns": ["x"], "absent": 0}])
    x = found.networks[0].pair("x")

    assert np.isnan(x[0, 1])
    assert (x[0, 2], x[1, 2]) == (5, 0)


def test_of_an_upper_triangle_the_larger_value_is_taken(tmp_path: Path) -> None:
    upper = {"files": ["u.csv"], "name": "war", "combine": "larger"}

    found = made(tmp_path, files={"u.csv": "0,1,0\n0,0,2\n0,0,0\n"}, pairs=[upper])

    assert found.networks[1].pair("war")[1].tolist()[::2] == [1, 2]


def test_composition_says_who_is_there(tmp_path: Path) -> None:
    files = {
        "w1.csv": ",a,b\na,0,1\nb,0,0\n",
        "w2.csv": ",a,c\na,0,1\nc,0,0\n",
        "stay.csv": "id,from,to\na,1,2\nb,1,1\nc,2,\n",
    }

    found = made(tmp_path, files=files, composition={"table": "stay.csv"})

    assert [n.states for n in found.networks] == [("a", "b"), ("a", "c")]


REFUSED: dict[str, tuple[str, dict[str, Any]]] = {
    "not square": (
        "'w1.csv' is not square: it has 4 rows and 2 columns",
        {"files": {"w1.csv": "0,1\n0,0\n1,1\n2,2\n"}},
    ),
    "no tie": (
        "'w1.csv' has 2 for 1 and 2 (1 such cells); a tie is 0 or 1, or a code declared as missing",
        {"files": {"w1.csv": "0,2\n0,0\n", "w2.csv": "0,1\n0,0\n"}},
    ),
    "other states": (
        "'w1.csv' and 'w2.csv' have different states (b and c): give a composition table (id, from, to)",
        {"files": {"w1.csv": ",a,b\na,0,1\nb,0,0\n", "w2.csv": ",a,c\na,0,1\nc,0,0\n"}},
    ),
    "differing labels": (
        "the labels of rows and of columns of 'w1.csv' differ",
        {"files": {"w1.csv": ",a,b\na,0,1\nc,0,0\n"}},
    ),
    "no file": ("there is no file 'w3.csv'", {"ties": {"files": ["w3.csv"]}}),
    "years": ("there are 2 files of ties but 3 years", {"years": [1, 2, 3]}),
    "order": ("the waves 2, 1 are not in order", {"years": [2, 1]}),
    "stranger": (
        "4 is in 'x.csv' but not in the ties or the composition",
        {"files": {"x.csv": "id,x\n1,1\n2,2\n3,3\n4,4\n"}, "states": [{"file": "x.csv", "name": "x"}]},
    ),
    "lacking": (
        "3 has no row in 'x.csv'",
        {"files": {"x.csv": "id,x\n1,1\n2,2\n"}, "states": [{"file": "x.csv", "name": "x"}]},
    ),
    "columns": (
        ["'x.csv' has 3 columns for 2 waves", " "][0],
        {"files": {"x.csv": "1,1,1\n2,2,2\n3,3,3\n"}, "states": [{"file": "x.csv", "name": "x"}]},
    ),
    "two values": (
        "'war' of 'u.csv' has two values for 1 pairs, such as 0 and 1 for 1 and 2 in 1: say combine = 'larger'",
        {
            "files": {"u.csv": "0,1\n0,0\n", "w1.csv": "0,1\n0,0\n"},
            "ties": {"files": ["w1.csv"]},
            "pairs": [{"files": ["u.csv"], "name": "war"}],
        },
    ),
    "twice": (
        "two variables are called x",
        {"files": {"x.csv": "1\n2\n3\n"}, "states": [{"file": "x.csv", "name": "x"}] * 2},
    ),
    "holes": (
        "1 pairs of 1990 have no row in 't.csv': say absent = 0 if no row means no tie",
        {
            "files": {"t.csv": "year,one,other,y\n1990,a,b,1\n1990,b,c,0\n"},
            "ties": {"table": "t.csv", "tie": "y"},
        },
    ),
    "changing": (
        "'v.csv' has different states in different years (b): give a composition table",
        {
            "files": {"t.csv": "year,one,other\n1,a,b\n2,a,c\n", "v.csv": "id,year,x\na,1,1\na,2,1\nb,1,1\n"},
            "ties": {"table": "t.csv", "absent": 0},
            "states": [{"table": "v.csv", "year": "year", "columns": ["x"]}],
        },
    ),
}


@pytest.mark.parametrize(("said", "how"), REFUSED.values(), ids=REFUSED)
def test_what_does_not_fit_is_refused_in_one_sentence(tmp_path: Path, said: str, how: dict[str, Any]) -> None:
    sentence = refusal(tmp_path, **how)

    assert said in sentence
    assert "\n" not in sentence


def test_what_is_no_number_and_what_is_no_column_is_named(tmp_path: Path) -> None:
    cell = refusal(tmp_path, BadFile, files={"w1.csv": "0,x\n0,0\n"})
    column = refusal(
        tmp_path,
        UnknownName,
        files={"t.csv": "year,one,other\n1,a,b\n"},
        ties={"table": "t.csv", "tie": "ohter", "absent": 0},
    )

    assert cell == "'x' in row 1, column 2 of 'w1.csv' is no number; mend it"
    assert column == "no column of 't.csv' is called 'ohter'. Did you mean 'other'?"
