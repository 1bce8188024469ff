"""Shared names for types."""

from __future__ import annotations

from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt

__all__ = ["BoolArray", "FloatArray", "IntArray", "Json", "SingleArray", "StateCode", "Year"]

FloatArray: TypeAlias = npt.NDArray[np.float64]
IntArray: TypeAlias = npt.NDArray[np.int64]
BoolArray: TypeAlias = npt.NDArray[np.bool_]
SingleArray: TypeAlias = npt.NDArray[np.float32]
"""Single precision, where a table of all pairs and years would be large."""

StateCode: TypeAlias = str
"""A state's own code in symmachy: three capital letters, the ISO 3166 code where there is one."""

Year: TypeAlias = int
"""A year of the Gregorian calendar."""

Json: TypeAlias = dict[str, Any]
"""A dictionary that the json module can write."""
