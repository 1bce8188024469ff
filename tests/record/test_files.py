from __future__ import annotations

import gzip
import io
import json
import zipfile
from typing import TYPE_CHECKING

import polars as pl
import pytest

from symmachy.errors import BadFile
from symmachy.record import files
from symmachy.record.files import load

if TYPE_CHECKING:
    from pathlib import Path

GOOD = "ccode,year,name\n2,1990,C\u00f4te\n20,1991,Canada\n"


def _written(tmp_path: Path, content: bytes, name: str = "x.csv") -> Path:
    path = tmp_path / name
    path.write_bytes(content)
    return path


@pytest.mark.parametrize(
    "content",
    [
        GOOD.encode(),
        GOOD.encode("utf-8-sig"),
        GOOD.replace("\n", "\r\n").encode(),
        GOOD.replace(",", ";").encode(),
        GOOD.replace(",", "\t").encode(),
        GOOD.replace("Canada", '"Canada, the\nDominion of"').encode(),
        gzip.compress(GOOD.encode()),
    ],
    ids=["plain", "mark", "crlf", "semicolon", "tab", "quoted", "gzip"],
)
def test_good_files_are_read(tmp_path: Path, content: bytes) -> None:
    loaded = next(load(_written(tmp_path, content)))

    assert loaded.frame.columns == ["ccode", "year", "name"]
    assert loaded.frame["ccode"].to_list() == ["2", "20"]
    assert not loaded.unfinished


BAD = {
    "empty": (b"", "is empty"),
    "blank": (b" \n\n", "is empty"),
    "utf16": (GOOD.encode("utf-16"), "UTF-16: save it as UTF-8"),
    "latin1": (GOOD.encode("latin-1"), r"not text in UTF-8 \(line 2 has the byte 0xf4"),
    "cut": (GOOD.encode()[:-10], "truncated: its last line has"),
    "ragged": (GOOD.encode() + b"2,1990,x,y,z\n", "cannot be read as a table"),
    "binary": (bytes(range(256)), "neither text nor a Parquet file"),
    "prose": (b"Dear reader\nhow are you\n", "a first line with one column"),
    "twice": (b"year,Year\n1,2\n", "two columns named 'year'"),
    "json": (b'{"type": "FeatureCollection"}', "no GeoJSON collection"),
    "json cut": (b'{"type": "FeatureCollection", "features": [', "truncated or damaged GeoJSON"),
    "no features": (b'{"features": []}', "holds no features"),
    "gzip cut": (gzip.compress(GOOD.encode())[:-12], "truncated gzip"),
    "parquet cut": (b"PAR1" + b"\x00" * 40, "truncated Parquet"),
    "parquet junk": (b"PAR1" + b"\x07" * 40 + b"PAR1", "damaged Parquet"),
    "old workbook": (b"\xd0\xcf\x11\xe0" + b"\x00" * 40, "save the sheet as CSV"),
    "zip cut": (b"PK\x03\x04" + b"\x00" * 30, "truncated zip"),
}


@pytest.mark.parametrize("name", BAD)
def test_bad_files_are_refused_with_their_name_and_fault(tmp_path: Path, name: str) -> None:
    content, says = BAD[name]

    with pytest.raises(BadFile, match=says) as refused:
        list(load(_written(tmp_path, content)))

    assert "x.csv" in str(refused.value)


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadFile, match="cannot be read"):
        list(load(tmp_path / "none.csv"))


def test_a_line_without_its_end_is_remembered(tmp_path: Path) -> None:
    assert next(load(_written(tmp_path, GOOD.encode()[:-1]))).unfinished


def _archive(members: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def test_an_archive_gives_its_tables_and_leaves_its_papers(tmp_path: Path) -> None:
    content = _archive(
        {"data/a.csv": GOOD.encode(), "codebook.pdf": b"%PDF", "__MACOSX/a.csv": b"x", "b.tsv": GOOD.encode()}
    )
    found = list(load(_written(tmp_path, content, "x.zip")))

    assert [f.where.removeprefix(f"{tmp_path}/") for f in found] == ["x.zip/b.tsv", "x.zip/data/a.csv"]


@pytest.mark.parametrize(
    "name", ["../evil.csv", "/etc/evil.csv", "a/../../evil.csv", "C:\\evil.csv", "..\\evil.csv"]
)
def test_an_archive_cannot_name_a_path_outside(tmp_path: Path, name: str) -> None:
    with pytest.raises(BadFile, match="outside the archive's own folder"):
        list(load(_written(tmp_path, _archive({name: GOOD.encode()}), "x.zip")))


def test_an_archive_in_an_archive_is_read_and_no_deeper(tmp_path: Path) -> None:
    inner = _archive({"a.csv": GOOD.encode(), "deeper.zip": _archive({"b.csv": GOOD.encode()})})
    found = list(load(_written(tmp_path, _archive({"inner.zip": inner}), "x.zip")))

    assert [f.where.removeprefix(f"{tmp_path}/") for f in found] == ["x.zip/inner.zip/a.csv"]


def test_a_workbook_is_refused_with_the_way_out(tmp_path: Path) -> None:
    content = _archive({"[Content_Types].xml": b"<x/>", "xl/workbook.xml": b"<x/>"})

    with pytest.raises(BadFile, match=r"x\.xlsx is a workbook .* save the sheet as CSV"):
        list(load(_written(tmp_path, content, "x.xlsx")))


def test_a_column_without_a_name_is_left_out(tmp_path: Path) -> None:
    frame = next(load(_written(tmp_path, b'"",year,worth\n1,1990,2\n'))).frame

    assert frame.columns == ["year", "worth"]


def test_an_archive_that_unpacks_to_too_much_is_not_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "LARGEST", 10_000)

    with pytest.raises(BadFile, match="more than is read from an archive"):
        list(load(_written(tmp_path, _archive({"a.csv": b"0," * 100_000}), "x.zip")))


def test_a_gzip_file_that_unpacks_to_too_much_is_not_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "LARGEST", 10_000)

    with pytest.raises(BadFile, match="unpacks to more than"):
        list(load(_written(tmp_path, gzip.compress(b"0," * 100_000), "x.csv.gz")))


def test_a_damaged_member_is_named(tmp_path: Path) -> None:
    content = bytearray(_archive({"a.csv": GOOD.encode() * 50}))
    content[45:60] = b"\xff" * 15

    with pytest.raises(BadFile, match=r"a\.csv in .* cannot be unpacked"):
        list(load(_written(tmp_path, bytes(content), "x.zip")))


def test_geojson_becomes_a_row_a_feature(tmp_path: Path) -> None:
    shape = {"type": "Point", "coordinates": [1.0, 2.0]}
    content = {"type": "FeatureCollection", "features": [{"properties": {"name": "Here"}, "geometry": shape}]}
    frame = next(load(_written(tmp_path, json.dumps(content).encode(), "x.geojson"))).frame

    assert frame.row(0, named=True) == {
        "name": "Here",
        "geometry": '{"type":"Point","coordinates":[1.0,2.0]}',
    }


def test_files_of_stata_and_spss_are_read(tmp_path: Path) -> None:
    pyreadstat = pytest.importorskip("pyreadstat")
    pandas = pytest.importorskip("pandas")
    table = pandas.DataFrame({"CCODE": [2, 20], "worth": [1.5, None], "name": ["a", "b"]})
    for suffix, write in ((".dta", pyreadstat.write_dta), (".sav", pyreadstat.write_sav)):
        path = tmp_path / f"x{suffix}"
        write(table, str(path))
        frame = next(load(path)).frame

        assert frame.columns == ["ccode", "worth", "name"]
        assert frame["worth"].to_list() == [1.5, None]


@pytest.mark.parametrize("suffix", [".dta", ".sav", ".rds"])
def test_damaged_foreign_files_are_refused(tmp_path: Path, suffix: str) -> None:
    with pytest.raises(BadFile, match=r"is damaged or not what|needs the package"):
        list(load(_written(tmp_path, b"\x72" + b"nonsense" * 9, f"x{suffix}")))


def test_a_missing_package_is_named_with_the_way_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from symmachy.record import foreign

    monkeypatch.setitem(foreign._READERS, ".dta", ("no_such_package", "read"))

    with pytest.raises(BadFile, match=r"pip install 'symmachy\[io\]'"):
        list(load(_written(tmp_path, b"abc", "x.dta")))


def test_parquet_keeps_its_types(tmp_path: Path) -> None:
    path = tmp_path / "x.parquet"
    pl.DataFrame({"Year": [1990], "Worth": [1.5]}).write_parquet(path)

    assert {"year": pl.Int64, "worth": pl.Float64} == dict(next(load(path)).frame.schema)
