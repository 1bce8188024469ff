"""How long the whole registry of claims takes on the full record; run: python benchmarks/claims.py.

Needs an imported full record. Two workers, wall time, nothing recalled from earlier runs.
"""

from __future__ import annotations

import subprocess
import sys
import time

from figures import note


def main() -> None:
    """Test all claims, print and keep the seconds."""
    command = (
        sys.executable,
        "-m",
        "symmachy",
        "claims",
        "test",
        "--all",
        "--record",
        "full",
        "--workers",
        "2",
    )
    begun = time.perf_counter()
    subprocess.run([*command, "--fresh", "--json"], check=True, stdout=subprocess.DEVNULL)
    seconds = time.perf_counter() - begun
    print(f"all claims on the full record, two workers: {seconds:.0f} s")
    note("claims-full", seconds)


if __name__ == "__main__":
    main()
