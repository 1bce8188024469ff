"""Build the explorer's pages from ``web/`` with Node.js: ``python -m symmachy.explorer.build``.

The wheel's build calls the same function. The file imports nothing of symmachy, so that it can run before
symmachy is installed.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

__all__ = ["build", "main"]

_OLDEST = 20
"""Node.js, major version."""


def build(root: Path) -> str:
    """Fetch the packages of ``web/package-lock.json`` and build the pages; return why not, or nothing.

    Parameters
    ----------
    root
        A checkout: the folder that holds ``web`` and ``src``.
    """
    web = root / "web"
    if not (web / "package.json").is_file():
        return f"there is no web folder in {root.name!r}: the explorer is built in a checkout"
    node, npm = shutil.which("node"), shutil.which("npm")
    if node is None or npm is None:
        return (
            "Node.js was not found: install Node.js 20 or later; everything but the explorer works without it"
        )
    said = subprocess.run([node, "--version"], capture_output=True, text=True, check=False).stdout  # noqa: S603
    major = said.strip().removeprefix("v").split(".", maxsplit=1)[0]
    if not major.isdigit() or int(major) < _OLDEST:
        return f"Node.js {said.strip() or 'of unknown version'} is too old: install Node.js 20 or later"
    steps = [["run", "build"]] if _fresh(web) else [["ci", "--no-audit", "--no-fund"], ["run", "build"]]
    for step in steps:
        # npm's own progress goes to standard error, so that standard output stays clean for build tools.
        done = subprocess.run([npm, *step], cwd=web, stdout=sys.stderr, check=False, env=_environment())  # noqa: S603
        if done.returncode:
            return f"`npm {' '.join(step)}` failed in web with status {done.returncode}: see above"
    return ""


def _fresh(web: Path) -> bool:
    """Whether the packages of the lock file are there already."""
    kept = web / "node_modules" / ".package-lock.json"
    return kept.is_file() and kept.stat().st_mtime >= (web / "package-lock.json").stat().st_mtime


def _environment() -> dict[str, str]:
    return {**os.environ, "CI": "1", "NO_UPDATE_NOTIFIER": "1", "VITE_CJS_IGNORE_WARNING": "1"}


def main() -> int:
    """Build in the checkout that this file lies in."""
    fault = build(Path(__file__).resolve().parents[3])
    if fault:
        sys.stderr.write(f"symmachy: {fault}\n")
        return 1
    sys.stderr.write("built: src/symmachy/explorer/static\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
