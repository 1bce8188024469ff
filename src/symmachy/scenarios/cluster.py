"""Running on a Dask cluster."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from symmachy.errors import BadInput
from symmachy.scenarios.ensemble import WorkerLost

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["on_cluster"]

_WAIT = 60
"""Seconds for the first worker to come; on a busy machine joblib's own ten are too few."""


@contextmanager
def on_cluster(address: str, *, seconds: float = 10.0) -> Iterator[None]:
    """Run what is within on the cluster of a scheduler, such as ``tcp://host:8786``.

    Raises
    ------
    BadInput
        Where dask is not installed.
    WorkerLost
        Where no scheduler answers at the address, or it has no workers.
    """
    try:
        from distributed import Client
    except ImportError:
        raise BadInput("a cluster needs the cluster extra: pip install 'symmachy[cluster]'") from None
    import joblib

    try:
        client = Client(address, timeout=seconds, set_as_default=True)
    except (OSError, ValueError, TimeoutError) as fault:
        raise WorkerLost(
            f"no scheduler answered at {address!r} ({type(fault).__name__}): check the address, and that the "
            "scheduler runs"
        ) from None
    with client:
        try:
            client.wait_for_workers(1, timeout=_WAIT)
        except TimeoutError:
            raise WorkerLost(
                f"the scheduler at {address!r} had no worker for {_WAIT} seconds: start workers that join it"
            ) from None
        with joblib.parallel_config(backend="dask", client=client, wait_for_workers_timeout=_WAIT):
            yield
