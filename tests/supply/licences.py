"""Under which licences the dependencies stand, from the metadata that is installed with them.

    python -m tests.supply.licences                                      # as a table on the screen
    python -m tests.supply.licences --out docs/reference/dependencies.md  # the page of the documentation

An environment in which all extras for users are installed shows all of them; what is not installed is said.
"""

from __future__ import annotations

import argparse
import re
import sys
from dataclasses import dataclass
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path
from typing import TYPE_CHECKING

from packaging.requirements import Requirement
from tests.supply.declared import USERS, canonical, requirements

if TYPE_CHECKING:
    from collections.abc import Iterable

PERMISSIVE = {
    "0BSD", "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "CC0-1.0", "CNRI-Python", "HPND", "ISC", "MIT",
    "MIT-0", "PSF-2.0", "Unlicense", "Zlib",
}  # fmt: skip
"""SPDX names of licences that ask for no more than notice and name."""

WEAK = {"MPL-2.0", "LGPL-2.1-or-later"}
"""Licences that bind changes to their own files, and nothing that imports them."""

_WORDS = (
    (r"apache", "Apache-2.0"), (r"bsd.?2|2.clause|simplified bsd", "BSD-2-Clause"),
    (r"bsd", "BSD-3-Clause"),
    (r"\bmit\b", "MIT"), (r"isc", "ISC"), (r"mpl|mozilla", "MPL-2.0"), (r"psf|python software", "PSF-2.0"),
    (r"unlicense", "Unlicense"), (r"zlib", "Zlib"), (r"lgpl|lesser", "LGPL-2.1-or-later"), (r"gpl", "GPL"),
)  # fmt: skip
"""What metadata written before SPDX says in words, in the order in which it is tried."""

ADDS = {
    "core": "Everything but what follows; a command that needs more says which extra, and how it is got.",
    "text": "Statements by a parser's model (without it: the plain mode), HTML, PDF and .docx, addresses, endpoints.",
    "ml": "The rung `trees` of the ladder of forecasters.",
    "io": "Tables of Stata (.dta), SPSS (.sav) and R (.rds).",
    "cluster": "What-ifs and backtests on a Dask cluster (`--cluster`).",
}
"""What each part of an installation is for."""


@dataclass(frozen=True, kw_only=True)
class Dependency:
    """One distribution that an installation brings."""

    name: str
    wanted_by: str
    """``core`` or the name of an extra."""
    direct: bool
    bound: str
    """What pyproject.toml asks for; empty where another dependency brings it."""
    licence: str
    """An SPDX expression; ``unknown`` where metadata says nothing, ``not installed`` where it is not here."""

    @property
    def permissive(self) -> bool:
        """Whether a choice of licences that asks only for notice covers all of it."""
        return allowed(self.licence, PERMISSIVE)

    @property
    def weak(self) -> bool:
        """Whether no worse than a licence that binds its own files covers all of it."""
        return allowed(self.licence, PERMISSIVE | WEAK)


def allowed(expression: str, among: set[str]) -> bool:
    """Whether an SPDX expression can be met with licences of a set.

    Examples
    --------
    >>> allowed("MIT AND (GPL-2.0-only OR BSD-3-Clause)", {"MIT", "BSD-3-Clause"})
    True
    >>> allowed("MIT AND GPL-2.0-only", {"MIT"})
    False
    """
    words = re.findall(r"\(|\)|[^\s()]+", expression)

    def either() -> bool:
        met = both()
        while words and words[0] == "OR":
            words.pop(0)
            met |= both()
        return met

    def both() -> bool:
        met = one()
        while words and words[0] == "AND":
            words.pop(0)
            met &= one()
        return met

    def one() -> bool:
        word = words.pop(0) if words else ""
        if word == "(":
            met = either()
            if words:
                words.pop(0)
            return met
        if words and words[0] == "WITH":  # an exception only adds permissions
            del words[:2]
        return word in among

    return either() and not words


def licence(found: Distribution) -> str:
    """Return the licence of an installed distribution as an SPDX expression, or ``unknown``."""
    said = found.metadata.get("License-Expression")
    if said:
        return str(said)
    classifiers = [
        c.rpartition(" :: ")[2]
        for c in found.metadata.get_all("Classifier") or ()
        if c.startswith("License :: OSI")
    ]
    named = found.metadata.get("License") or ""
    # a field that holds the whole text of a licence is judged by its first line
    for text in (named.strip().splitlines()[0] if named.strip() else "", *classifiers):
        parts = [_spdx(part) for part in re.split(r"\s+(?:AND|and|&)\s+|,|;", text) if part.strip()]
        if parts and all(parts):
            return " AND ".join(dict.fromkeys(p for p in parts if p))
    return "unknown"


def _spdx(text: str) -> str | None:
    if text.strip() in PERMISSIVE | WEAK:
        return text.strip()
    return next((name for pattern, name in _WORDS if re.search(pattern, text, re.IGNORECASE)), None)


def dependencies() -> list[Dependency]:
    """Return all that the core and the users' extras bring, each under the first that wants it."""
    found: dict[str, Dependency] = {}
    for extra in ("", *USERS):
        bounds = requirements(extra)
        for name in _closure(bounds):
            if name in found:
                continue
            try:
                says = licence(distribution(name))
            except PackageNotFoundError:
                says = "not installed"
            found[name] = Dependency(
                name=name,
                wanted_by=extra or "core",
                direct=name in bounds,
                bound=bounds.get(name, ""),
                licence=says,
            )
    return list(found.values())


def _closure(names: Iterable[str]) -> list[str]:
    waiting, seen = [(name, frozenset[str]()) for name in names], {}
    while waiting:
        name, extras = waiting.pop()
        if seen.get(name, frozenset({"?"})) >= extras and name in seen:
            continue
        seen[name] = seen.get(name, frozenset()) | extras
        try:
            needs = distribution(name).requires or ()
        except PackageNotFoundError:
            continue
        for line in needs:
            need = Requirement(line)
            asked = [{"extra": e} for e in (*extras, "")]
            if need.marker is None or any(need.marker.evaluate(a) for a in asked):
                waiting.append((canonical(need.name), frozenset(need.extras)))
    return sorted(seen)


def page(found: list[Dependency]) -> str:
    """Return the page of the documentation."""
    lines = [
        "# Dependencies and their licences",
        "",
        "symmachy is under Apache-2.0 and asks for the following; what they bring along in turn stands with them.",
        "The names of licences are those of SPDX, as the metadata says that is installed with each.",
        "A test refuses a dependency of the core whose licence is not permissive, or is unknown.",
        "The page is written by `python -m tests.supply.licences --out docs/reference/dependencies.md`.",
        "",
        "MPL-2.0 asks that changes to its own files stay under it, and nothing of what imports them.",
    ]
    for group in ("core", *USERS):
        title = "The core" if group == "core" else f"The extra `{group}`"
        lines += ["", f"## {title}", "", ADDS[group], ""]
        lines += ["| distribution | asked for | licence |", "| --- | --- | --- |"]
        those = sorted((d for d in found if d.wanted_by == group), key=lambda d: (not d.direct, d.name))
        for one in those:
            asked = f"`{one.bound}`" if one.direct else "brought along"
            lines.append(f"| {one.name} | {asked} | {one.licence} |")
    return "\n".join(lines) + "\n"


def main() -> int:
    """Print or write the table; end with 1 where a licence is unknown or asks for more."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--out", type=Path, help="write the page of the documentation")
    asked = parser.parse_args()
    found = dependencies()
    if asked.out:
        asked.out.write_text(page(found), encoding="utf-8")
    else:
        sys.stdout.writelines(
            f"{d.wanted_by:8} {d.name:28} {d.bound if d.direct else '-':14} {d.licence}\n" for d in found
        )
    doubtful = [d.name for d in found if not d.weak]
    if doubtful:
        sys.stderr.write(f"unknown, not installed, or not permissive: {', '.join(doubtful)}\n")
    return int(bool(doubtful))


if __name__ == "__main__":
    sys.exit(main())
