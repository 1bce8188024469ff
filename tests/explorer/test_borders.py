"""Dated borders: a user's file read, made small, refused in a sentence."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from symmachy.errors import BadFile
from symmachy.explorer.borders import borders

if TYPE_CHECKING:
    from pathlib import Path

SQUARE = [[0.0, 0.0], [5.0, 0.0], [10.02, 0.01], [10.0, 10.0], [0.0, 10.0], [0.0, 0.0]]
"""Counterclockwise, as the format asks, with a corner on a straight line and one a little off the grid."""
SPECK = [[1.0, 1.0], [1.01, 1.0], [1.01, 1.01], [1.0, 1.0]]


def feature(*polygons: Any, **more: Any) -> dict[str, Any]:
    dates = {"gwsyear": 1886, "gwsmonth": 1, "gwsday": 1, "gweyear": 1918, "gwemonth": 11, "gweday": 11}
    return {
        "type": "Feature",
        "properties": {"cntry_name": "Somewhere", **dates, **more},
        "geometry": {"type": "MultiPolygon", "coordinates": polygons},
    }


def written(path: Path, *features: dict[str, Any]) -> Path:
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}))
    return path


def test_a_shape_keeps_its_dates_and_corners_with_the_inside_on_the_right(tmp_path: Path) -> None:
    made = borders(written(tmp_path / "a.json", feature([SQUARE], [SPECK])))

    assert made["years"] == [1886, 1918]
    assert made["shapes"] == [
        {
            "name": "Somewhere",
            "start": 18860101,
            "end": 19181111,
            "polygons": [[[0, 0, 0, 100, 100, 100, 100, 0, 0, 0]]],
        }
    ]


def test_a_shape_that_the_list_of_states_does_not_know_is_left_out(tmp_path: Path) -> None:
    known, unknown = feature([SQUARE]), feature([SQUARE], gwsyear=-1, gweyear=-1)

    assert len(borders(written(tmp_path / "a.json", known, unknown))["shapes"]) == 1


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("{", "no JSON"),
        ("[]", "GeoJSON"),
        ('{"features": [1]}', "GeoJSON"),
        (
            '{"features": [{"properties": {"gwsyear": 1900, "gweyear": 1910}, "geometry": {"type": "Point"}}]}',
            "GeoJSON",
        ),
        ('{"features": []}', "GeoJSON"),
    ],
)
def test_another_file_is_refused(tmp_path: Path, text: str, word: str) -> None:
    path = tmp_path / "a.json"
    path.write_text(text)

    with pytest.raises(BadFile, match=word):
        borders(path)


def test_no_file_and_no_text_are_refused(tmp_path: Path) -> None:
    (tmp_path / "b.zip").write_bytes(b"PK\x03\x04\xff\xfe")
    for path in (tmp_path / "absent.json", tmp_path / "b.zip", tmp_path):
        with pytest.raises(BadFile):
            borders(path)
