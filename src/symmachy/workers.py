"""Workers that are lost, on this machine or a cluster, said in one sentence."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from symmachy.errors import SymmachyError

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["WorkerLost", "lost_workers"]


class WorkerLost(SymmachyError):
    """A worker process or the cluster's scheduler ended before the work was done."""


@contextmanager
def lost_workers(again: str) -> Iterator[None]:
    """Say in one sentence that a worker, or the cluster, was lost.

    Parameters
    ----------
    again
        What was kept, and how to go on, as the end of the sentence.

    Raises
    ------
    WorkerLost
        In place of the error of joblib or Dask.

    Examples
    --------
    >>> with lost_workers("start again"):
    ...     raise MemoryError
    Traceback (most recent call last):
        ...
    symmachy.workers.WorkerLost: a worker was lost (MemoryError; often for want of memory): start again
    """
    from joblib.externals.loky.process_executor import BrokenProcessPool

    try:
        yield
    except (BrokenProcessPool, MemoryError) as fault:
        raise WorkerLost(
            f"a worker was lost ({type(fault).__name__}; often for want of memory): {again}"
        ) from None
    except TimeoutError:
        raise WorkerLost(f"the cluster has no workers that answer: {again}") from None
    except Exception as fault:
        if type(fault).__module__.partition(".")[0] in {"distributed", "dask"}:
            raise WorkerLost(f"the cluster was lost ({type(fault).__name__}): {again}") from None
        raise
