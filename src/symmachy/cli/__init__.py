"""The command line: parse, call, print. Everything else lives in the other rooms."""

from __future__ import annotations

import os
import sys

__all__ = ["main"]


def main() -> None:
    """Run the command line; a refusal is one sentence on standard error and a non-zero exit, never a traceback."""
    # Matrices here are of some 200 states: a second thread of the linear algebra library costs more than it
    # saves (5.4 against 3.2 s for an assessment on a busy machine), and the long loops have threads of their own.
    for threads in ("OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "OMP_NUM_THREADS"):
        os.environ.setdefault(threads, "1")
    from symmachy.cli.app import run

    sys.exit(run())
