"""Feed every reader with broken input and list what was not refused in words.

    python -m tests.fuzz.run                      # 6,000 inputs for each of the readers, some 100,000 in all
    python -m tests.fuzz.run --inputs 500 --only csv --seed 7
    python -m tests.fuzz.run --guided --seconds 60    # guided by coverage, where atheris is installed

Every input is made from a seed by its number, so that one that fails is made again by `--only NAME --first N
--inputs 1`; it is also kept in a folder. Memory of a process is bounded; an input that takes longer than ten
seconds, starts a program, asks the network, or writes outside the folder for temporary files is a fault.
"""

from __future__ import annotations

import argparse
import random
import re
import resource
import signal
import subprocess
import sys
import tempfile
import time
import traceback
import warnings
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from tests.fuzz.mutate import mutated
from tests.fuzz.targets import TARGETS
from tests.fuzz.watch import watched

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import FrameType

MEMORY = 4 * 1024**3
"""Bytes of address space a process may take; libraries reserve more of it than they use."""

PATIENCE = 10
"""Seconds of computing for one input."""

_LONGEST = 300
"""Seconds by the clock, for one that waits and does not compute; a busy machine alone is no fault."""

LEAST = 100
"""Inputs for each reader in the test suite."""


@dataclass(frozen=True, kw_only=True)
class Fault:
    """An input that was not refused in words."""

    target: str
    number: int
    data: bytes
    trace: str


def faults(name: str, *, seed: int, first: int, inputs: int) -> Iterator[Fault]:
    """Yield the faults of one reader among inputs `first` to `first + inputs - 1`."""
    seeds = TARGETS[name].seeds()
    with tempfile.TemporaryDirectory() as folder:
        for number in range(first, first + inputs):
            data = made(name, seeds, seed, number)
            trace = fed(name, data, Path(folder))
            if trace is not None:
                yield Fault(target=name, number=number, data=data, trace=trace)


def made(name: str, seeds: list[bytes], seed: int, number: int) -> bytes:
    """Return input `number`: the seeds as they are come first, then changes of them."""
    if number < len(seeds):
        return seeds[number]
    return mutated(seeds, random.Random(f"{name} {seed} {number}"))  # noqa: S311  # not for secrets


def fed(name: str, data: bytes, folder: Path) -> str | None:
    """Feed one input; return what is wrong where it was neither read nor refused in words, or did more than read."""
    with watched() as seen:
        trace = _fed(name, data, folder)
    return "did what reading must not do:\n" + "\n".join(seen[:5]) if seen else trace


def _fed(name: str, data: bytes, folder: Path) -> str | None:
    from symmachy.errors import SymmachyError

    try:
        with _patience(), warnings.catch_warnings():
            warnings.simplefilter("ignore")
            TARGETS[name].feed(data, folder)
    except SymmachyError as refusal:
        said = str(refusal)
        return None if said and "Traceback" not in said else f"an empty or unreadable refusal: {said!r}"
    except BaseException as fault:  # a panic of a library is no Exception
        if isinstance(fault, KeyboardInterrupt):
            raise
        return traceback.format_exc()
    return None


@contextmanager
def _patience() -> Iterator[None]:
    def late(number: int, frame: FrameType | None) -> None:
        del number, frame
        raise TimeoutError(f"an input takes longer than {PATIENCE} s of computing, or {_LONGEST} s in all")

    timers = ((signal.SIGPROF, signal.ITIMER_PROF, PATIENCE), (signal.SIGALRM, signal.ITIMER_REAL, _LONGEST))
    before = [signal.signal(which, late) for which, _, _ in timers]
    for _, timer, seconds in timers:
        signal.setitimer(timer, seconds)
    try:
        yield
    finally:
        for (which, timer, _), handler in zip(timers, before, strict=True):
            signal.setitimer(timer, 0)
            signal.signal(which, handler)


def main() -> int:
    """Run the readers asked for, each in a process of its own."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--inputs", type=int, default=6000, help="for each reader")
    parser.add_argument("--first", type=int, default=0, help="the number of the first input")
    parser.add_argument("--seed", type=int, default=1, help="another seed makes other inputs")
    parser.add_argument("--only", choices=sorted(TARGETS), action="append", help="one reader")
    parser.add_argument("--keep", type=Path, default=Path("faults"), help="the folder for inputs that fail")
    parser.add_argument("--guided", action="store_true", help="guide by coverage (atheris)")
    parser.add_argument("--seconds", type=int, default=60, help="for each reader, where guided")
    parser.add_argument("--inside", action="store_true", help=argparse.SUPPRESS)
    asked = parser.parse_args()
    names = asked.only or list(TARGETS)
    if asked.inside:
        return _inside(names[0], asked)
    failed = 0
    for name in names:
        begun = time.perf_counter()
        same = [f"--{k}={getattr(asked, k)}" for k in ("inputs", "first", "seed", "keep", "seconds")]
        guided = ["--guided"] if asked.guided else []
        done = subprocess.run(  # noqa: S603  # this module, by this interpreter
            [sys.executable, "-m", "tests.fuzz.run", "--inside", f"--only={name}", *same, *guided],
            check=False,
        )
        count = f"{asked.seconds} s guided" if asked.guided else f"{asked.inputs:,} inputs"
        took = time.perf_counter() - begun
        _say(
            f"{name:12}{count:>16}{took:8.0f} s  {'FAULTS' if done.returncode else 'all read or refused in words'}"
        )
        failed += done.returncode != 0
    return int(failed > 0)


def _inside(name: str, asked: argparse.Namespace) -> int:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    if asked.guided:
        return _guided(name, asked)
    kinds: dict[str, int] = {}
    for fault in faults(name, seed=asked.seed, first=asked.first, inputs=asked.inputs):
        kind = re.sub(r"\d+", "N", fault.trace.strip().splitlines()[-1])[:100]
        kinds[kind] = kinds.get(kind, 0) + 1
        if kinds[kind] == 1:
            asked.keep.mkdir(exist_ok=True)
            (asked.keep / f"{name}_{asked.seed}_{fault.number}").write_bytes(fault.data)
            _say(f"{name}, input {fault.number}:\n{fault.trace}")
    for kind, count in list(kinds.items())[:20]:
        _say(f"{name}: {count} of {kind}")
    return int(bool(kinds))


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def _guided(name: str, asked: argparse.Namespace) -> int:
    import atheris

    with tempfile.TemporaryDirectory() as folder:
        corpus = Path(folder) / "corpus"
        corpus.mkdir()
        # What is imported while the seeds are read is watched: all that this reader calls, but compiled loops.
        with atheris.instrument_imports(include=["symmachy"], exclude=["symmachy.kernels"]):
            for number, data in enumerate(TARGETS[name].seeds()):
                (corpus / str(number)).write_bytes(data)
                fed(name, data, Path(folder))

        def one(data: bytes) -> None:
            trace = fed(name, data, Path(folder))
            if trace is not None:
                _say(trace)
                raise AssertionError(name)

        keep = f"-artifact_prefix={asked.keep}/{name}_"
        asked.keep.mkdir(exist_ok=True)
        atheris.Setup(
            [
                sys.argv[0],
                f"-max_total_time={asked.seconds}",
                "-rss_limit_mb=0",
                "-verbosity=0",
                keep,
                str(corpus),
            ],
            one,
        )
        atheris.Fuzz()
    return 0


if __name__ == "__main__":
    sys.exit(main())
