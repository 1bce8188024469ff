"""Where symmachy keeps things on a machine: the user's own folders, or the one in ``SYMMACHY_HOME``."""

from __future__ import annotations

import os
from pathlib import Path

__all__ = ["cache_folder", "data_folder"]


def data_folder() -> Path | None:
    """Return the folder for what the user gave and would miss; None where the user has no home.

    The variable ``SYMMACHY_HOME`` names another; the folder need not exist.

    Examples
    --------
    >>> import os
    >>> os.environ["SYMMACHY_HOME"] = "elsewhere"
    >>> data_folder() == Path("elsewhere").absolute()
    True
    >>> del os.environ["SYMMACHY_HOME"]
    """
    return _named() or _of_platform("user_data_dir")


def cache_folder() -> Path | None:
    """Return the folder for what can be worked out again; None where the user has no home.

    It is the folder ``cache`` in ``SYMMACHY_HOME`` where that is set; the folder need not exist.
    """
    home = _named()
    return home / "cache" if home else _of_platform("user_cache_dir")


def _named() -> Path | None:
    home = os.environ.get("SYMMACHY_HOME")
    try:
        return Path(home).expanduser().absolute() if home else None
    except (RuntimeError, OSError, KeyError):  # ~ of somebody who is not known here
        return None


def _of_platform(kind: str) -> Path | None:
    import platformdirs

    try:
        folder = Path(getattr(platformdirs, kind)("symmachy", appauthor=False))
    except (RuntimeError, OSError, KeyError):
        return None
    return folder if folder.is_absolute() else None
