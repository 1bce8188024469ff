"""Dated borders from the user's own CShapes file: read, made small, and drawn in no other way than as they stand."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from symmachy.errors import BadFile, SymmachyError
from symmachy.files import json_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from symmachy.typing import Json

__all__ = ["borders"]

_STEP = 0.1
"""Degrees: corners are moved to the nearest of a grid, so that neighbours keep one border. A pixel is wider."""

_MOST_BYTES = 500_000_000
_CITATION = (
    "Schvitz, Guy, Seraina Rüegger, Luc Girardin, Lars-Erik Cederman, Nils Weidmann and Kristian Skrede Gleditsch. "
    "2022. Mapping the International System, 1886-2017: The CShapes 2.0 Dataset. Journal of Conflict Resolution "
    "66(1): 144-161."
)


def borders(path: Path) -> Json:
    """Return the shapes of a CShapes file in GeoJSON with their dates.

    Parameters
    ----------
    path
        The file; its features carry start and end as ``gwsyear``, ``gwsmonth``, ``gwsday``, ``gweyear`` and so on
        (list of Gleditsch and Ward), or the same with ``cow``.

    Returns
    -------
    dict
        ``citation``; ``step``, degrees a unit; ``years``, the first and last with a shape; ``shapes``, each with
        ``name``, ``start`` and ``end`` as numbers such as 19190628 (both ends included), and ``polygons``: for each
        its rings, each as x, y, x, y of whole units, the outer one clockwise.

    Raises
    ------
    BadFile
        Where the file cannot be read, or is no such GeoJSON.
    """
    try:
        if path.stat().st_size > _MOST_BYTES:
            raise BadFile(f"{path.name!r} is larger than {_MOST_BYTES // 1_000_000} MB: give CShapes alone")
        text = path.read_text(encoding="utf-8")
    except OSError as fault:
        raise BadFile(f"cannot read the borders in {path.name!r} ({fault.strerror}): name a file") from None
    except UnicodeDecodeError:
        raise BadFile(f"{path.name!r} is no text: give CShapes in its GeoJSON form") from None
    try:
        features = json_of(text, path.name)["features"]
        shapes = [shape for feature in features if (shape := _shape(feature)) is not None]
    except SymmachyError:
        raise
    except (KeyError, TypeError, ValueError, IndexError):
        shapes = []
    if not shapes:
        raise BadFile(
            f"{path.name!r} holds no dated shapes as CShapes has them (gwsyear, gweyear): give its GeoJSON form"
        )
    return {
        "citation": _CITATION,
        "step": _STEP,
        "years": [min(s["start"] for s in shapes) // 10_000, max(s["end"] for s in shapes) // 10_000],
        "shapes": shapes,
    }


def _shape(feature: Json) -> Json | None:
    about = {k.lower(): v for k, v in feature["properties"].items()}
    dates = next((d for kind in ("gw", "cow") if (d := _dates(about, kind)) is not None), None)
    geometry = feature["geometry"]
    if dates is None or geometry is None:
        return None
    several = [geometry["coordinates"]] if geometry["type"] == "Polygon" else geometry["coordinates"]
    polygons = [made for one in several if (made := _polygon(one))]
    name = str(about.get("cntry_name") or about.get("country_name") or "")
    return {"name": name, "start": dates[0], "end": dates[1], "polygons": polygons}


def _dates(about: dict[str, Any], kind: str) -> tuple[int, int] | None:
    """Return both ends, or None where the list does not know the shape (negative years, as CShapes writes it)."""

    def number(end: str, month: int, day: int) -> int | None:
        year = about.get(f"{kind}{end}year")
        if year is None or int(year) < 0:
            return None
        m, d = about.get(f"{kind}{end}month"), about.get(f"{kind}{end}day")
        return int(year) * 10_000 + int(m or month) * 100 + int(d or day)

    start, end = number("s", 1, 1), number("e", 12, 31)
    return None if start is None or end is None else (start, end)


def _polygon(rings: list[list[list[float]]]) -> list[list[int]]:
    made = []
    for place, ring in enumerate(rings):
        small = _ring(np.asarray(ring, dtype=np.float64)[:, :2], clockwise=place == 0)
        if small is None:
            if place == 0:
                return []  # an island smaller than the grid
            continue
        made.append(small)
    return made


def _ring(points: np.ndarray[Any, np.dtype[np.float64]], *, clockwise: bool) -> list[int] | None:
    if not np.isfinite(points).all() or np.abs(points).max(initial=0.0) > 360:
        raise ValueError("no degrees")
    grid = np.rint(points / _STEP).astype(np.int64)
    kept = grid[np.r_[True, (np.diff(grid, axis=0) != 0).any(axis=1)]]
    kept = np.array(list(_bent(kept.tolist())), dtype=np.int64)
    if len(kept) < 4:
        return None
    x, y = kept[:, 0], kept[:, 1]
    doubled = int((x[:-1] * y[1:] - x[1:] * y[:-1]).sum())
    if doubled == 0:
        return None
    # The globe's own geometry asks for the inside on the right, which a flat map's files have on the left.
    return (kept[::-1] if (doubled > 0) == clockwise else kept).ravel().tolist()


def _bent(points: list[list[int]]) -> Iterator[list[int]]:
    """Leave out corners on a straight line."""
    if len(points) < 3:
        yield from points
        return
    yield points[0]
    for (ax, ay), (bx, by), (cx, cy) in zip(points, points[1:], points[2:], strict=False):
        if (bx - ax) * (cy - by) != (by - ay) * (cx - bx):
            yield [bx, by]
    yield points[-1]
