"""How long statements take from a cold start, and how much memory; run: python benchmarks/statements.py [FILES].

Without files five articles are read that lie beside the full record's files (``SYMMACHY_TEST_RECORD``, or
``../shared/record``), or, where there are none, the first five labelled texts of 2000 and later. Every run is a fresh
process; CPU seconds and peak resident memory are those of the process, the fastest of three runs.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from pathlib import Path

from figures import note, record_dir

RUN = """
import json, resource, sys
from symmachy.statements import Plain, Rules, extract, propositions, read_documents
documents = read_documents(sys.argv[2:])
statements = extract(documents, by=Plain() if sys.argv[1] == "plain" else Rules())
found = propositions(statements)
used = resource.getrusage(resource.RUSAGE_SELF)
print(json.dumps([len(documents), len(statements), len(found), used.ru_utime + used.ru_stime, used.ru_maxrss / 1024]))
"""


def measured(mode: str, files: list[str]) -> list[float]:
    """Return documents, statements, propositions, CPU seconds and MB of the fastest of three fresh processes."""
    runs = [
        json.loads(
            subprocess.run(
                [sys.executable, "-c", RUN, mode, *files], capture_output=True, text=True, check=True
            ).stdout
        )
        for _ in range(3)
    ]
    return min(runs, key=lambda r: r[3])


def main() -> None:
    """Print the table."""
    from symmachy.statements import labelled

    with tempfile.TemporaryDirectory() as folder:
        files = sys.argv[1:] or sorted(str(f) for f in (record_dir().parent / "articles").glob("*.txt"))[:5]
        if not files:
            for text in [t for t in labelled() if t.year >= 2000][:5]:
                path = Path(folder) / f"{text.id}.txt"
                path.write_text(text.text, encoding="utf-8")
                files.append(str(path))
        print(f"{'mode':8}{'documents':>10}{'statements':>12}{'propositions':>14}{'CPU s':>8}{'MB':>7}")
        for mode in ("rules", "plain"):
            documents, statements, found, seconds, memory = measured(mode, files)
            if mode == "rules" and documents == 5:
                note("five-articles", seconds)
                note("five-articles-memory", memory)
            print(f"{mode:8}{documents:10}{statements:12}{found:14}{seconds:8.1f}{memory:7.0f}")


if __name__ == "__main__":
    main()
