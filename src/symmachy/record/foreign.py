"""Files of Stata, SPSS and R, which need packages of the extra ``symmachy[io]``."""

from __future__ import annotations

import tempfile
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from symmachy.errors import BadFile

if TYPE_CHECKING:
    import polars as pl

__all__ = ["read_foreign"]

_READERS = {
    ".dta": ("pyreadstat", "read_dta"),
    ".sav": ("pyreadstat", "read_sav"),
    ".rds": ("rdata", "read_rds"),
}


def read_foreign(content: bytes, where: str, suffix: str) -> pl.DataFrame:
    """Read the one table in a file of Stata (.dta), SPSS (.sav) or R (.rds).

    Raises
    ------
    BadFile
        Where the package for it is not installed, or the file is damaged or holds no table.
    """
    import polars as pl

    package, function = _READERS[suffix]
    try:
        read = getattr(import_module(package), function)
    except ImportError:
        raise BadFile(
            f"{where} needs the package {package}: run pip install 'symmachy[io]', or save the table as CSV"
        ) from None
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"table{suffix}"
        path.write_bytes(content)
        try:
            found: Any = read(str(path))
        except Exception as error:  # noqa: BLE001  # the readers raise classes of their own C libraries
            reason = str(error).splitlines()[0] if str(error) else type(error).__name__
            raise BadFile(f"{where} is damaged or not what its ending {suffix} says ({reason})") from None
    table = found[0] if suffix in (".dta", ".sav") else found
    if not hasattr(table, "columns"):
        raise BadFile(f"{where} holds no table")
    return pl.DataFrame({str(name): _plain(table[name]) for name in table.columns})


def _plain(column: Any) -> pl.Series:  # noqa: ANN401  # a column of pandas, which is no dependency
    import polars as pl

    values = [None if value is None or value != value else value for value in column.tolist()]  # noqa: PLR0124  # NaN
    return pl.Series(values, strict=False)
