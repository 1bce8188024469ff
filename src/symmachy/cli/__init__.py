"""The command line: parse, call, print. Everything else lives in the other rooms."""

from __future__ import annotations

import sys

__all__ = ["main"]


def main() -> None:
    """Run the command line; a refusal is one sentence on standard error and a non-zero exit."""
    from symmachy.cli.app import run

    sys.exit(run())
