"""A Dask cluster reached or begun: a scheduler at an address, or processes of this machine that end with the sweep."""

from __future__ import annotations

import importlib.util
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from kkgsim.errors import COMMAND_LINE, INSTALL_ALL, InputError, Issue
from kkgsim.execution.dask_worker import IgnoreSigint
from kkgsim.i18n import refusal

PATIENCE = 10.0
"""Seconds to wait for a scheduler to answer."""
LOCAL = "local"
"""Instead of an address: a cluster that begins and ends with the sweep."""
HERE = "127.0.0.1:0"
"""Where the pages of a local cluster are shown: any free port, to nobody else."""
LOGS = ("distributed", "distributed.client")
"""Dask's logs with a level of their own."""


@contextmanager
def _hushed() -> Iterator[None]:
    """Dask's own log kept from the screen: pages of it for a lost connection, where we say one line."""
    logs = [logging.getLogger(name) for name in LOGS]
    before = [log.level for log in logs]
    for log in logs:
        log.setLevel(logging.CRITICAL)
    try:
        yield
    finally:
        for log, level in zip(logs, before, strict=True):
            log.setLevel(level)


@contextmanager
def cluster(address: str, workers: int, memory: int) -> Iterator[Any]:
    """A client of the scheduler at ``address``, or of a new cluster of ``workers`` processes with ``memory`` bytes each
    (0: no limit). Raises ``InputError`` without Dask, and where nobody answers."""
    if importlib.util.find_spec("distributed") is None:
        message = refusal("no_library", library="Dask", command=INSTALL_ALL)
        raise InputError([Issue(COMMAND_LINE, message, key="--dask", given=address)])
    from distributed import Client, LocalCluster
    from distributed.comm import parse_address
    from distributed.comm.registry import get_backend

    if address != LOCAL:
        if memory:
            raise _refused("dask_memory", str(memory // 2**20), "dask worker --memory-limit", key="--memory")
        try:
            get_backend(parse_address(address, strict=True)[0])
            client = Client(address, timeout=PATIENCE, set_as_default=False)
        except (OSError, ValueError) as error:
            raise _refused("no_scheduler", address, "tcp://HOST:8786") from error
        with _hushed(), client:
            yield client
        return
    settings = {"n_workers": workers, "threads_per_worker": 1, "memory_limit": memory, "dashboard_address": HERE,
                "silence_logs": logging.CRITICAL}  # fmt: skip
    with _hushed(), LocalCluster(**settings) as here, Client(here, set_as_default=False) as client:
        client.register_plugin(_plugin())
        yield client


def _plugin() -> Any:
    """:class:`IgnoreSigint` as Dask wants to have it."""
    from distributed import WorkerPlugin

    return type("Unmoved", (IgnoreSigint, WorkerPlugin), {})()


def _refused(word: str, given: str, allowed: str, key: str = "--dask") -> InputError:
    return InputError([Issue(COMMAND_LINE, refusal(word), key=key, given=given, allowed=allowed)])
