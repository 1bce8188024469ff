"""Where a result came from, so that it can be made again."""

from __future__ import annotations

import platform
import sys
from dataclasses import dataclass
from functools import cache
from importlib import metadata

from symmachy.estimation.codec import storable

__all__ = ["Provenance", "environment", "version"]


@storable
@dataclass(frozen=True, kw_only=True)
class Provenance:
    """Version, model, input and environment of a result; no date, so that equal work gives equal bytes."""

    version: str
    """Version of symmachy."""
    model: str
    """The model in words."""
    checksum: str
    """SHA-256 of the outcome, the covariates and the weights of the rows used, in order."""
    seed: int | None
    """Seed of the random numbers; None where none were drawn."""
    environment: tuple[tuple[str, str], ...]
    """Python, the platform and the packages that compute, with their versions."""


@cache  # looked up on the disk, and asked for by every statement
def version() -> str:
    """Return the version of symmachy, or "unknown" where it runs without having been installed."""
    try:
        return metadata.version("symmachy")
    except metadata.PackageNotFoundError:
        return "unknown"


@cache
def environment() -> tuple[tuple[str, str], ...]:
    """Return the versions of everything that computes.

    Examples
    --------
    >>> [name for name, _ in environment()]
    ['python', 'platform', 'numpy', 'scipy', 'numba', 'polars']
    """
    packages = tuple((name, metadata.version(name)) for name in ("numpy", "scipy", "numba", "polars"))
    return (
        ("python", ".".join(str(part) for part in sys.version_info[:3])),
        ("platform", f"{platform.system()} {platform.machine()}"),
        *packages,
    )
